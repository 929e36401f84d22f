//! The built-in sample bulletins, so that a first start shows something that means something. The one place that lists them.

/// One sample: the name it is shown under, and its text.
pub struct Sample {
    /// As a file would be called.
    pub name: &'static str,
    /// Markdown.
    pub text: &'static str,
}

/// All samples, in the order of their weeks.
pub const SAMPLES: &[Sample] = &[
    sample("2023-05-19-就业周报样例.md", include_str!("../../assets/samples/2023-05-19-就业周报样例.md")),
    sample("2023-11-03-就业周报样例.md", include_str!("../../assets/samples/2023-11-03-就业周报样例.md")),
    sample("2024-05-31-就业周报样例.md", include_str!("../../assets/samples/2024-05-31-就业周报样例.md")),
];

const fn sample(name: &'static str, text: &'static str) -> Sample {
    Sample { name, text }
}
