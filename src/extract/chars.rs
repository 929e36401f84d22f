//! Sets of characters, for one test per character of a text.

/// A set of characters of the basic plane, one bit each.
#[derive(Debug)]
pub(super) struct CharSet(Box<[u64]>);

/// The first character beyond the basic plane.
const BEYOND: u32 = 0x1_0000;

impl CharSet {
    /// The characters that a test admits.
    pub fn of(admits: impl Fn(char) -> bool) -> Self {
        let mut set = Self::default();
        (0..BEYOND).filter_map(char::from_u32).filter(|&c| admits(c)).for_each(|c| set.insert(c));
        set
    }

    /// Adds a character; one beyond the basic plane is passed over.
    pub fn insert(&mut self, c: char) {
        if let Some(bits) = self.0.get_mut(c as usize / 64) {
            *bits |= 1 << (c as usize % 64);
        }
    }

    /// Whether a character is in it.
    #[inline]
    pub fn contains(&self, c: char) -> bool {
        self.0.get(c as usize / 64).is_some_and(|bits| bits >> (c as usize % 64) & 1 == 1)
    }
}

impl Default for CharSet {
    fn default() -> Self {
        Self(vec![0; BEYOND as usize / 64].into())
    }
}
