//! How fast files of each format are read, without extraction. DOCX counts the bytes of its XML, PDF those of the file.
//!
//! Run with `cargo bench --no-default-features --bench read`. The built-in samples, repeated to some megabytes, are dressed
//! by the generators that the tests use; `bulletins` are the annotated ones, whose articles are as long as in life (the samples'
//! are a tenth of that), as Markdown and as plain text. Goals: Markdown and text 100 MB/s, HTML 40, DOCX 20, PDF 5, on one core.

#[path = "../tests/support/dress.rs"]
#[allow(dead_code, reason = "a bench uses a part of it")]
mod dress;

use std::path::Path;
use std::sync::LazyLock;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use jobscope::read::{ReadOptions, read_bytes};

fn main() {
    divan::main();
}

const FORMATS: [&str; 8] = ["markdown", "text", "gb18030", "html", "docx", "pdf", "bulletins", "bulletins_text"];

/// The bytes of a file of each format, and how many of them count.
static FILES: LazyLock<Vec<(Vec<u8>, usize)>> = LazyLock::new(|| {
    let repeated = |text: &str| text.repeat(5_000_000 / text.len().max(1));
    let samples = all_markdown("assets/samples");
    let markdown = repeated(&samples);
    let bulletins = repeated(&all_markdown("tests/annotated-bulletins"));
    let parts = dress::parts(&markdown);
    let bulletins_text = dress::plain(&dress::parts(&bulletins)).into_bytes();
    let docx = dress::docx(&parts);
    let n_xml = parts.len() * 150 + markdown.len();
    let html = dress::html(&parts, "utf-8").into_bytes();
    let plain = dress::plain(&parts).into_bytes();
    let gb = encoding_rs::GB18030.encode(&markdown).0.into_owned();
    let pdf = dress::pdf(&dress::parts(&samples.repeat(8)));
    let sized = |bytes: Vec<u8>| {
        let n = bytes.len();
        (bytes, n)
    };
    vec![
        sized(markdown.into_bytes()),
        sized(plain),
        sized(gb),
        sized(html),
        (docx, n_xml),
        sized(pdf),
        sized(bulletins.into_bytes()),
        sized(bulletins_text),
    ]
});

/// The Markdown files of a folder of the project, one behind the other.
fn all_markdown(folder: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut paths: Vec<_> =
        std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    paths.sort();
    let files = paths.iter().filter(|path| path.extension().is_some_and(|extension| extension == "md"));
    files.map(|path| std::fs::read_to_string(path).unwrap_or_default()).collect()
}

#[divan::bench(args = FORMATS, sample_count = 10)]
fn read(bencher: Bencher, format: &str) {
    let Some((bytes, n)) = FORMATS.iter().position(|known| *known == format).and_then(|at| FILES.get(at)) else {
        return;
    };
    bencher
        .counter(BytesCount::new(*n))
        .bench_local(|| black_box(read_bytes(format, black_box(bytes), &ReadOptions::default())));
}
