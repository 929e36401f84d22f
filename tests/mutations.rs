//! Seeds of every format, changed again and again by a generator that always begins at the same place: what the fuzz targets
//! do with more cunning, for where there is no nightly. Longer runs: `MUTATION_SECONDS=600 cargo test --test mutations`.

#![allow(clippy::unwrap_used, reason = "a helper of a test may fail the test")]

#[path = "support/dress.rs"]
#[allow(dead_code, reason = "each test file uses a part of it")]
mod dress;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use jobscope::extract::Extractor;
use jobscope::model::problem::Severity;
use jobscope::pipeline::{analyse, timed};
use jobscope::read::ReadOptions;

/// A bulletin in words of our own, with all that readers look for.
const BULLETIN: &str = "---\ntitle: 就业动态\n---\n\n# 就业动态 2021年5月10日\n\n目录\n\n- 再就业\n- 灵活就业\n\n## 一、再就业\n\n### 河北邯郸 | 临漳县推动再就业\n\n据统计，1至4月份，全县城镇新增就业2156人，**失业人员再就业**658人，占30.5%—40%。\n\n1. 举办招聘会12场。\n2. 发放补贴30万元。\n\n| 地区 | 新增就业（人） |\n| --- | --- |\n| 临漳县 | 2156 |\n| 大名县 | 1830 |\n\n地区  新增就业  完成率\n-----  -----  -----\n甲县  12  80%\n乙县  15  90%\n丙县  18  95%\n-----\n\n## 二、灵活就业\n\n【黑龙江·大庆】稳就业保民生\n\n截至4月末，全市城镇新增就业超1.27万人，同比增长5.2%。<br>今年目标3万人。\n\n编辑：某某\n";

/// Pieces that mean something to one reader or another.
const TOKENS: [&str; 48] = [
    "\n",
    "\n\n",
    "\r\n",
    "  ",
    "\u{3000}",
    "# ",
    "## ",
    "**",
    "| ",
    "|",
    "---",
    "- ",
    "1. ",
    "> ",
    "```",
    "[",
    "](x)",
    "<table>",
    "<tr><td>",
    "</div>",
    "<!--",
    "-->",
    "&#x4eba;",
    "&nbsp;",
    "<w:p>",
    "</w:p>",
    "<w:t>",
    "<w:tbl>",
    "stream\n",
    "endstream",
    " obj",
    "<<",
    ">>",
    "BT ",
    " Tj",
    "/F1 ",
    "一、",
    "（一）",
    "【",
    "】",
    "2021年",
    "5月7日",
    "今年",
    "同比下降",
    "万人",
    "%",
    "\u{200b}",
    "\u{feff}",
];

/// A generator of numbers that is the same everywhere.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % n.max(1)
    }

    /// Changes the bytes in one to eight places.
    fn change(&mut self, bytes: &mut Vec<u8>) {
        for _ in 0..=self.roll(8) {
            let at = self.roll(bytes.len() + 1);
            let end = at + self.roll((bytes.len() - at).min(200) + 1);
            match self.roll(7) {
                0 => bytes.truncate(at),
                1 => drop(bytes.drain(at..end)),
                2 => {
                    let copied = bytes[at..end].to_vec();
                    let to = self.roll(bytes.len() + 1);
                    bytes.splice(to..to, copied);
                }
                3 => {
                    let token = TOKENS[self.roll(TOKENS.len())];
                    bytes.splice(at..at, token.bytes().cycle().take(token.len() * (1 + self.roll(40))));
                }
                4 if at < bytes.len() => bytes[at] = self.roll(256) as u8,
                5 if at < bytes.len() => bytes[at] ^= 1 << self.roll(8),
                _ => {
                    let token = TOKENS[self.roll(TOKENS.len())];
                    bytes.splice(at..end, token.bytes());
                }
            }
        }
    }
}

/// Reads what has been changed; tells what is wrong, if anything is.
fn fault(bytes: &[u8]) -> Option<String> {
    let options = timed(&ReadOptions::default());
    let read = || analyse(Extractor::builtin(), "x", bytes, &options);
    let Ok(document) = catch_unwind(AssertUnwindSafe(read)) else { return Some("it panics".to_owned()) };
    let is_empty = document.bulletin.articles().next().is_none();
    let has_reason = document.problems.iter().any(|problem| problem.severity == Severity::Error);
    let is_silent = is_empty && !has_reason;
    let in_step = document.bulletin.articles().count() == document.observations.len();
    let has_quotes = document
        .articles()
        .all(|(article, found)| found.iter().all(|observation| !observation.quote.of(&article.text).is_empty()));
    (is_silent || !in_step || !has_quotes)
        .then(|| format!("silent {is_silent}, in step {in_step}, quotes {has_quotes}"))
}

/// Changes the seed for as long as is wished, and a few hundred times at least.
fn survive(format: &str, seed: &[u8], wrap: impl Fn(&[u8]) -> Vec<u8>) {
    let seconds = std::env::var("MUTATION_SECONDS").ok().and_then(|seconds| seconds.parse().ok()).unwrap_or(0);
    let (begun, mut n) = (Instant::now(), 0_u64);
    assert_eq!(fault(&wrap(seed)), None, "{format}: the seed itself");
    while n < 200 || begun.elapsed() < Duration::from_secs(seconds) {
        n += 1;
        let mut bytes = seed.to_vec();
        let mut dice = Dice(0x9e37_79b9_7f4a_7c15 ^ (n << 1));
        // The first numbers of near seeds are near each other.
        for _ in 0..8 {
            dice.roll(2);
        }
        dice.change(&mut bytes);
        if let Some(what) = fault(&wrap(&bytes)) {
            let path = std::env::temp_dir().join(format!("jobscope-{format}-{n}"));
            std::fs::write(&path, wrap(&bytes)).unwrap();
            panic!("{format} number {n}: {what}; it lies in {}", path.display());
        }
    }
    println!("{format}: {n} changed files in {:.0} s", begun.elapsed().as_secs_f32());
}

fn whole(bytes: &[u8]) -> Vec<u8> {
    bytes.to_vec()
}

#[test]
fn changed_markdown_is_answered() {
    survive("markdown", BULLETIN.as_bytes(), whole);
}

#[test]
fn changed_plain_text_is_answered() {
    survive("plain", dress::plain(&dress::parts(BULLETIN)).as_bytes(), whole);
}

#[test]
fn changed_gb18030_is_answered() {
    survive("gb18030", &encoding_rs::GB18030.encode(BULLETIN).0, whole);
}

#[test]
fn changed_pages_are_answered() {
    survive("html", dress::html(&dress::parts(BULLETIN), "utf-8").as_bytes(), |bytes| [b"<html>", bytes].concat());
}

#[test]
fn changed_word_files_are_answered() {
    let docx = dress::docx(&dress::parts(BULLETIN));
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(docx.as_slice())).unwrap();
    let mut document = Vec::new();
    std::io::copy(&mut archive.by_name("word/document.xml").unwrap(), &mut document).unwrap();
    survive("docx", &document, |bytes| {
        dress::zip(&[
            ("word/document.xml", bytes),
            ("word/styles.xml", bytes),
            ("word/numbering.xml", bytes),
            ("word/footnotes.xml", bytes),
        ])
    });
    survive("docx-packed", &docx, whole);
}

#[test]
fn changed_pdfs_are_answered() {
    let pdf = dress::pdf(&dress::parts(BULLETIN));
    survive("pdf", &pdf, whole);
    // A page's operators, which are packed in a file.
    let page = b"BT /F1 12 Tf 1 0 0 1 72 700 Tm (new jobs 2156) Tj 0 -14 Td [(a) -900 (b)] TJ T* (c) ' ET q 1 0 0 1 0 0 cm /A Do Q";
    survive("pdf-page", page, |bytes| {
        dress::assemble(&[
            b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
            b"<</Type/Pages/Count 1/Kids[3 0 R]>>".to_vec(),
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources 4 0 R/Contents 5 0 R>>".to_vec(),
            b"<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>/XObject<</A 5 0 R>>>>".to_vec(),
            dress::stream(bytes),
        ])
    });
}

#[test]
fn changed_rows_are_answered() {
    let head = "article,indicator,measure,status,value,quote,sentence,period_start,period_kind,unit\n";
    let rows = "四川 | 标题,urban_new_jobs,level,actual,2156,2156人,新增就业2156人。,2021-01-01,during,人\n".repeat(3);
    survive("csv", rows.as_bytes(), |bytes| [head.as_bytes(), bytes].concat());
}
