//! The built-in sample bulletins, so that a first start shows something that means something. The one place that lists them.

/// One sample: the name it is shown under, and its text.
pub struct Sample {
    /// As a file would be called.
    pub name: &'static str,
    /// Markdown.
    pub text: &'static str,
}

/// All samples, in the order of their weeks.
pub const SAMPLES: &[Sample] = &[];
