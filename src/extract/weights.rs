//! Weights of the learned choices: `assets/weights.tsv`, one family of features a line.
//!
//! What a candidate shows is a short list of features; its score is the sum of their weights. The weights are learned from annotated
//! bulletins by `examples/train.rs`, never set by hand.

use std::fmt::Write as _;

use super::choose::Shown;
use super::sure::Sign;

/// Declares the families of features of one model, each with its number of bins.
macro_rules! families {
    ($(#[$meta:meta])* $vis:vis enum $name:ident { $($(#[$doc:meta])* $family:ident = $bins:expr,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        $vis enum $name { $($(#[$doc])* $family,)+ }

        impl $name {
            const FAMILIES: &'static [(&'static str, usize)] = &[$((stringify!($family), $bins),)+];
        }

        impl $crate::extract::weights::Families for $name {
            const ALL: &'static [(&'static str, usize)] = Self::FAMILIES;
            #[inline]
            #[expect(clippy::indexing_slicing, reason = "one more offset than there are families")]
            fn span(self) -> std::ops::Range<usize> {
                const OFFSETS: [usize; $name::FAMILIES.len() + 1] =
                    $crate::extract::weights::offsets($name::FAMILIES);
                OFFSETS[self as usize]..OFFSETS[self as usize + 1]
            }
        }
    };
}
pub(super) use families;

/// The families of features of one model.
pub(super) trait Families: Copy {
    /// Their names and numbers of bins, in order.
    const ALL: &'static [(&'static str, usize)];
    /// The numbers of this one's features.
    fn span(self) -> std::ops::Range<usize>;
}

/// Where the features of each family begin, and where those of the last end.
#[expect(clippy::indexing_slicing, reason = "evaluated for constants alone: a fault stops the build")]
pub(super) const fn offsets<const N: usize>(families: &[(&str, usize)]) -> [usize; N] {
    let mut offsets = [0; N];
    let mut n = 0;
    while n + 1 < N {
        offsets[n + 1] = offsets[n] + families[n].1;
        n += 1;
    }
    offsets
}

/// The most features that a candidate can show.
const MOST: usize = 31;

/// What one candidate shows: numbered features, which hold or do not, and at most one that holds to a degree.
///
/// Small, since every reading of every figure has its own.
#[derive(Debug, Clone, Copy)]
pub(super) struct Features {
    numbers: [u16; MOST],
    len: u16,
    /// The place of the one that holds to a degree.
    measured: u16,
    degree: f32,
}

impl Features {
    /// None yet.
    pub fn none() -> Self {
        Self { numbers: [0; MOST], len: 0, measured: u16::MAX, degree: 1.0 }
    }

    /// Shows `bin` of a family; bins past its last count as the last.
    #[inline]
    pub fn show<F: Families>(&mut self, family: F, bin: usize) {
        let span = family.span();
        if let Some(number) = self.numbers.get_mut(usize::from(self.len)) {
            *number = (span.start + bin).min(span.end - 1) as u16;
            self.len += 1;
        }
    }

    /// Shows a family of one bin, if it holds.
    #[inline]
    pub fn tell<F: Families>(&mut self, family: F, holds: bool) {
        if holds {
            self.show(family, 0);
        }
    }

    /// Shows a family of one bin to a degree; once for a candidate.
    pub fn measure<F: Families>(&mut self, family: F, degree: f32) {
        debug_assert_eq!(self.measured, u16::MAX, "a second degree would take the place of the first");
        (self.measured, self.degree) = (self.len, degree);
        self.show(family, 0);
    }

    /// All that is shown, each with its degree.
    pub fn shown(&self) -> impl Iterator<Item = (u16, f32)> {
        let numbers = self.numbers.iter().take(self.len.into()).copied();
        (0..).zip(numbers).map(|(place, number)| (number, if place == self.measured { self.degree } else { 1.0 }))
    }
}

/// The learned weights of one model, one for each bin of each family.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Weights(Vec<f32>);

impl Weights {
    /// Reads a model's lines of a weights table: `model, family, weights parted by blanks`. What a table lacks weighs nothing.
    pub fn parse<F: Families>(table: &str, model: &str) -> Self {
        let mut weights = Vec::new();
        for &(family, bins) in F::ALL {
            let line = table.lines().find_map(|line| {
                let (of, rest) = line.split_once('\t')?;
                let (name, values) = rest.split_once('\t')?;
                (of == model && name == family).then_some(values)
            });
            let mut values = line.unwrap_or_default().split(' ').map(|value| value.parse().unwrap_or(0.0));
            weights.extend((0..bins).map(|_| values.next().unwrap_or(0.0)));
        }
        Self(weights)
    }

    /// The lines of a model for a weights table.
    pub fn write<F: Families>(model: &str, weights: &[f32]) -> String {
        let mut rest = weights.iter();
        let mut lines = String::new();
        for &(family, bins) in F::ALL {
            let values: Vec<String> = rest.by_ref().take(bins).map(|weight| format!("{weight:.3}")).collect();
            // A string takes all that is written to it.
            let _ = writeln!(lines, "{model}\t{family}\t{}", values.join(" "));
        }
        lines
    }

    /// The sum of the weights of what is shown.
    pub fn score(&self, features: &Features) -> f32 {
        let weight = |&number: &u16| self.0.get(usize::from(number)).copied().unwrap_or(0.0);
        let shown = features.numbers.get(..features.len.into()).unwrap_or_default();
        let measured = shown.get(usize::from(features.measured)).map_or(0.0, weight);
        shown.iter().map(weight).sum::<f32>() + (features.degree - 1.0) * measured
    }
}

/// The weights of all models.
#[derive(Debug)]
pub(super) struct Learned {
    /// Which indicator a level has.
    pub level: Weights,
    /// What a completion, share or change goes with.
    pub relative: Weights,
    /// Whether an observation is right.
    pub sure: Weights,
}

impl Learned {
    /// Reads a weights table.
    pub fn parse(table: &str) -> Self {
        Self {
            level: Weights::parse::<Shown>(table, "level"),
            relative: Weights::parse::<Shown>(table, "relative"),
            sure: Weights::parse::<Sign>(table, "sure"),
        }
    }

    /// Writes one, from the weights of the three models.
    pub fn write(level: &[f32], relative: &[f32], sure: &[f32]) -> String {
        Weights::write::<Shown>("level", level)
            + &Weights::write::<Shown>("relative", relative)
            + &Weights::write::<Sign>("sure", sure)
    }
}
