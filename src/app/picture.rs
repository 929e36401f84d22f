//! Pictures of a view, as the window offers them: in which form, and where to.

use std::path::{Path, PathBuf};

use super::command::{Command, Effect};
use super::state::{AppState, Notice};

/// In which form a picture is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// SVG whose text is shapes.
    Outlines,
    /// SVG whose text is text.
    Letters,
    /// PNG with so many pixels to a point.
    Pixels(u8),
}

impl Default for Format {
    fn default() -> Self {
        Self::Pixels(2)
    }
}

impl Format {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Outlines, Self::Letters, Self::Pixels(1), Self::Pixels(2), Self::Pixels(4)];

    /// How its files' names end.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Outlines | Self::Letters => "svg",
            Self::Pixels(_) => "png",
        }
    }

    /// The form that a file of this name holds: its ending decides, and this form where the ending allows it. A name without one
    /// of the endings is given this form's; then `true` comes with it, since nobody has been asked about a file of that name.
    #[must_use]
    pub fn for_path(self, path: &Path) -> (Self, PathBuf, bool) {
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        match (ending.as_deref(), self) {
            (Some("svg"), Self::Pixels(_)) => (Self::Outlines, path.to_owned(), false),
            (Some("png"), Self::Outlines | Self::Letters) => (Self::default(), path.to_owned(), false),
            (Some("svg" | "png"), _) => (self, path.to_owned(), false),
            _ => (self, path.with_added_extension(self.ending()), true),
        }
    }
}

/// What is offered in the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Offer {
    /// Whether the offer is open.
    pub is_shown: bool,
    /// Whether a path is to be typed, since no dialog can be shown.
    pub asks_path: bool,
    /// The form that was chosen last.
    pub format: Format,
}

/// What a user can do about pictures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Open or close the offer.
    Show(bool),
    /// Choose a form.
    Choose(Format),
    /// Ask where to.
    Save,
    /// Ask for a typed path, since no dialog can be shown.
    AskPath,
    /// Write the picture here.
    Write {
        /// The path as it was given.
        path: PathBuf,
        /// Whether the user has agreed to replace a file of that name.
        may_replace: bool,
    },
    /// Put the picture on the clipboard.
    Copy,
}

/// Makes a change.
pub fn change(state: &mut AppState, change: Change) -> Option<Command> {
    let offer = &mut state.transient.picture;
    match change {
        Change::Show(is_shown) => *offer = Offer { is_shown, asks_path: false, ..*offer },
        Change::Choose(format) => offer.format = format,
        Change::AskPath => *offer = Offer { is_shown: true, asks_path: true, ..*offer },
        Change::Save => state.transient.effects.push(Effect::PickPicture(offer.format)),
        Change::Write { path, may_replace } => {
            let (format, path, is_completed) = offer.format.for_path(&path);
            offer.is_shown = false;
            let may_replace = may_replace && !is_completed;
            state.notify(Notice::PictureDrawing);
            state.transient.effects.push(Effect::WritePicture { format, path, may_replace });
        }
        Change::Copy => {
            offer.is_shown = false;
            let scale = if let Format::Pixels(scale) = offer.format { scale } else { 2 };
            state.notify(Notice::PictureDrawing);
            state.transient.effects.push(Effect::CopyPicture { scale });
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_decides() {
        let told = |format: Format, path: &str| format.for_path(Path::new(path));
        assert_eq!(told(Format::Pixels(4), "/a/b.svg"), (Format::Outlines, "/a/b.svg".into(), false));
        assert_eq!(told(Format::Letters, "/a/b.SVG"), (Format::Letters, "/a/b.SVG".into(), false));
        assert_eq!(told(Format::Letters, "b.png"), (Format::Pixels(2), "b.png".into(), false));
        assert_eq!(told(Format::Pixels(4), "b.png"), (Format::Pixels(4), "b.png".into(), false));
        assert_eq!(told(Format::Pixels(1), "2024.5"), (Format::Pixels(1), "2024.5.png".into(), true));
        assert_eq!(told(Format::Outlines, "b"), (Format::Outlines, "b.svg".into(), true));
    }

    #[test]
    fn a_name_that_was_completed_replaces_nothing() {
        let mut state = AppState::default();
        change(&mut state, Change::Choose(Format::Outlines));
        change(&mut state, Change::Write { path: "a".into(), may_replace: true });
        change(&mut state, Change::Write { path: "a.svg".into(), may_replace: true });
        let told: Vec<bool> = state
            .transient
            .effects
            .iter()
            .map(|effect| matches!(effect, Effect::WritePicture { may_replace: true, .. }))
            .collect();
        assert_eq!(told, [false, true]);
    }

    #[test]
    fn the_form_is_remembered_while_the_window_is_open() {
        let mut state = AppState::default();
        change(&mut state, Change::Show(true));
        change(&mut state, Change::Choose(Format::Letters));
        change(&mut state, Change::Show(false));
        change(&mut state, Change::Show(true));
        assert_eq!(state.transient.picture, Offer { is_shown: true, asks_path: false, format: Format::Letters });
    }
}
