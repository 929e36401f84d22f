//! How fast the engine is: reading, extracting and both in bytes per second, and how long the tables take to be ready.
//!
//! Run with `cargo bench --no-default-features --bench extract`. The samples are always there; annotated bulletins are taken
//! from `JOBSCOPE_SHARED` (else `../shared`), if they are there, and repeated to some megabytes.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use jobscope::extract::Extractor;
use jobscope::model::bulletin::{Bulletin, IssueDate};
use jobscope::pipeline;
use jobscope::read::{self, ReadOptions};

fn main() {
    divan::main();
}

/// What is measured over.
const TEXTS: [&str; 5] = ["samples", "annotated", "no figures", "one article 0.5 MB", "one article 1 MB"];

/// The bytes of a text; empty where the annotated bulletins are not there.
fn text(name: &str) -> &'static [u8] {
    static ALL: LazyLock<[String; TEXTS.len()]> = LazyLock::new(|| {
        let samples = folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples"));
        let shared = std::env::var_os("JOBSCOPE_SHARED")
            .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
        let annotated = folder(&shared.join("extraction/dev"));
        let plain = "# 简报\n\n## 文化\n\n### 古镇的早晨\n\n".to_owned()
            + &"清晨的薄雾还没有散去，河边的石板路上已经有人挑着担子走过，茶馆的门一扇一扇打开。\n\n".repeat(8_000);
        let (half, whole) = (one_article(&samples, 500_000), one_article(&samples, 1_000_000));
        [samples, annotated.repeat(3_000_000 / annotated.len().max(1)), plain, half, whole]
    });
    TEXTS.iter().position(|known| *known == name).and_then(|n| ALL.get(n)).map_or(&[], |text| text.as_bytes())
}

/// The Markdown files of a folder, one after another.
fn folder(path: &Path) -> String {
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(path).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    files.sort();
    files.iter().filter(|file| file.extension().is_some_and(|extension| extension == "md")).fold(
        String::new(),
        |mut all, file| {
            let _ = writeln!(all, "{}", std::fs::read_to_string(file).unwrap_or_default());
            all
        },
    )
}

/// The paragraphs of a text over and over as one article: what must take twice as long when it is twice as long.
fn one_article(source: &str, n_bytes: usize) -> String {
    let mut article = "# 就业周报 2023-05-19\n\n## 综合\n\n### 浙江 | 各地数据汇总\n\n".to_owned();
    let is_prose = |line: &&str| line.len() > 150 && !line.starts_with(['#', '-', '|', '>', '*']);
    for line in source.lines().filter(is_prose).cycle() {
        if article.len() > n_bytes {
            break;
        }
        article.push_str(line);
        article.push_str("\n\n");
    }
    article
}

fn bulletin(text: &[u8]) -> Bulletin {
    read::read_bytes("bench.md", text, &ReadOptions::default()).bulletin
}

/// Bytes → articles.
#[divan::bench(args = TEXTS, sample_count = 10)]
fn read(bencher: Bencher, name: &str) {
    let text = text(name);
    bencher.counter(BytesCount::new(text.len())).bench(|| bulletin(black_box(text)));
}

/// Articles → observations, on one thread.
#[divan::bench(args = TEXTS, sample_count = 10)]
fn extract(bencher: Bencher, name: &str) {
    let text = text(name);
    let (extractor, bulletin) = (Extractor::builtin(), bulletin(text));
    let issued = bulletin.date.map(|IssueDate { date, .. }| date);
    bencher.counter(BytesCount::new(text.len())).bench(|| {
        bulletin.articles().map(|article| extractor.extract(black_box(article), issued).len()).sum::<usize>()
    });
}

/// Bytes → observations.
#[divan::bench(args = TEXTS, sample_count = 10)]
fn both(bencher: Bencher, name: &str) {
    let text = text(name);
    let extractor = Extractor::builtin();
    bencher
        .counter(BytesCount::new(text.len()))
        .bench(|| pipeline::analyse(extractor, "bench.md", black_box(text), &ReadOptions::default()));
}
