//! Two small stacks: what can be undone, and what was looked at.

/// Pairs of what was done and what undoes it.
#[derive(Debug, Clone)]
pub struct UndoStack<C> {
    undo: Vec<C>,
    redo: Vec<C>,
}

impl<C> Default for UndoStack<C> {
    fn default() -> Self {
        Self { undo: Vec::new(), redo: Vec::new() }
    }
}

impl<C> UndoStack<C> {
    const KEPT: usize = 200;

    /// Notes the inverse of something new; what could be redone is gone.
    pub fn push(&mut self, inverse: C) {
        self.redo.clear();
        self.push_undo(inverse);
    }

    /// Notes the inverse of something redone.
    pub fn push_undo(&mut self, inverse: C) {
        self.undo.push(inverse);
        if self.undo.len() > Self::KEPT {
            self.undo.remove(0);
        }
    }

    /// Notes the inverse of something undone.
    pub fn push_redo(&mut self, inverse: C) {
        self.redo.push(inverse);
    }

    /// What undoes the last thing.
    pub fn pop_undo(&mut self) -> Option<C> {
        self.undo.pop()
    }

    /// What does the last undone thing again.
    pub fn pop_redo(&mut self) -> Option<C> {
        self.redo.pop()
    }

    /// Whether anything can be undone.
    pub fn can_undo(&self) -> bool {
        !self.undo.is_empty()
    }

    /// Whether anything can be redone.
    pub fn can_redo(&self) -> bool {
        !self.redo.is_empty()
    }
}

/// Places that were looked at, with the current one in between.
#[derive(Debug, Clone)]
pub struct History<P> {
    back: Vec<P>,
    forward: Vec<P>,
}

impl<P> Default for History<P> {
    fn default() -> Self {
        Self { back: Vec::new(), forward: Vec::new() }
    }
}

impl<P: PartialEq> History<P> {
    const KEPT: usize = 200;

    /// Leaves a place for a new one.
    pub fn leave(&mut self, place: P) {
        self.forward.clear();
        if self.back.last() != Some(&place) {
            self.back.push(place);
        }
        if self.back.len() > Self::KEPT {
            self.back.remove(0);
        }
    }

    /// The place before, while the current one goes to the other side.
    pub fn back(&mut self, current: P) -> Option<P> {
        let place = self.back.pop()?;
        self.forward.push(current);
        Some(place)
    }

    /// The place after, while the current one goes to the other side.
    pub fn forward(&mut self, current: P) -> Option<P> {
        let place = self.forward.pop()?;
        self.back.push(current);
        Some(place)
    }

    /// All places, for where something that they point to has got another name.
    pub fn each_mut(&mut self) -> impl Iterator<Item = &mut P> {
        self.back.iter_mut().chain(&mut self.forward)
    }

    /// Whether there is a place before.
    pub fn can_go_back(&self) -> bool {
        !self.back.is_empty()
    }

    /// Whether there is a place after.
    pub fn can_go_forward(&self) -> bool {
        !self.forward.is_empty()
    }
}
