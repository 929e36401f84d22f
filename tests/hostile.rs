//! Broken and hostile files: whatever the bytes, there is an answer in time and a reason, and no panic.

#![allow(clippy::unwrap_used, clippy::format_collect, reason = "a helper of a test may fail the test")]

#[path = "support/dress.rs"]
#[allow(dead_code, reason = "each test file uses a part of it")]
mod dress;

use std::fmt::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use jobscope::export::form::Form;
use jobscope::export::writer::{Options, Writer};
use jobscope::extract::Extractor;
use jobscope::model::problem::Message;
use jobscope::model::problem::Severity;
use jobscope::pipeline::{self, Document, analyse, find_files};
use jobscope::read::ReadOptions;
use jobscope::read::limits::{Limit, Watch};
use proptest::prelude::*;

/// A bulletin in words of our own, with all that readers look for.
const BULLETIN: &str = "# 就业动态 2021年5月10日\n\n## 一、再就业\n\n### 河北邯郸 | 临漳县推动再就业\n\n据统计，1至4月份，全县城镇新增就业2156人，失业人员再就业658人。\n\n1. 举办招聘会12场。\n2. 发放补贴30万元。\n\n| 地区 | 新增就业（人） |\n| --- | --- |\n| 临漳县 | 2156 |\n| 大名县 | 1830 |\n\n## 二、灵活就业\n\n### 黑龙江大庆 | 稳就业保民生\n\n截至4月末，全市城镇新增就业超1.27万人。\n";

fn read(file: &str, bytes: &[u8]) -> Document {
    analyse(Extractor::builtin(), file, bytes, &pipeline::timed(&ReadOptions::default()))
}

fn messages(document: &Document) -> String {
    for problem in &document.problems {
        assert_english(&problem.message);
    }
    document.problems.iter().map(|problem| problem.message.zh.as_str()).collect::<Vec<_>>().join("；")
}

/// What is said in English is English: of Chinese it holds only names of what was read, in quotation marks or inside the way of
/// a file.
fn assert_english(message: &Message) {
    let mut is_quoted = false;
    let own = message.en.chars().filter(|c| {
        is_quoted = (is_quoted || *c == '“') && *c != '”';
        !is_quoted
    });
    let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c) || "，。：；（）".contains(c);
    assert!(!message.en.is_empty() && !own.into_iter().any(is_han), "{message:?}");
}

/// The bulletin in every format.
fn dresses() -> Vec<(&'static str, Vec<u8>)> {
    let parts = dress::parts(BULLETIN);
    let csv = {
        let document = read("a.md", BULLETIN.as_bytes());
        let mut writer = Writer::new(Vec::new(), Form::Csv, Options::default()).unwrap();
        writer.document(&document).unwrap();
        writer.finish().unwrap()
    };
    vec![
        ("md", BULLETIN.as_bytes().to_vec()),
        ("gb18030", encoding_rs::GB18030.encode(BULLETIN).0.into_owned()),
        ("utf-16", BULLETIN.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        ("html", dress::html(&parts, "utf-8").into_bytes()),
        ("docx", dress::docx(&parts)),
        ("pdf", dress::pdf(&parts)),
        ("csv", csv),
    ]
}

/// Reads bytes that have been tampered with; a panic tells where.
fn survives(what: &str, bytes: &[u8]) {
    let done = catch_unwind(AssertUnwindSafe(|| read("x", bytes)));
    let document = done.unwrap_or_else(|_| panic!("{what} fells the reader"));
    let is_empty = document.bulletin.articles().next().is_none();
    let has_reason = document.problems.iter().any(|problem| problem.severity == Severity::Error);
    assert!(!is_empty || has_reason, "{what}: nothing was read and nothing said");
}

#[test]
fn every_dress_is_whole_to_begin_with() {
    for (format, bytes) in dresses() {
        let document = read("x", &bytes);
        let n: usize = document.observations.iter().map(Vec::len).sum();
        assert!(n >= 4, "{format}: {n} figures, {}", messages(&document));
    }
}

#[test]
fn files_cut_off_anywhere_are_answered() {
    for (format, bytes) in dresses() {
        for percent in 0..100 {
            survives(&format!("{format} cut at {percent} %"), &bytes[..bytes.len() * percent / 100]);
        }
    }
}

#[test]
fn files_with_a_byte_gone_wrong_are_answered() {
    for (format, bytes) in dresses() {
        for n in 0..500 {
            let at = bytes.len() * n / 500;
            for wrong in [0x00, 0xff] {
                let mut bytes = bytes.clone();
                bytes[at] = wrong;
                survives(&format!("{format} with {wrong:#x} at {at}"), &bytes);
            }
        }
    }
}

#[test]
fn noise_behind_every_beginning_is_answered() {
    let mut state = 0x2545_f491_u32;
    let mut noise = |n: usize| -> Vec<u8> {
        let step = |_| {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            (state >> 8) as u8
        };
        (0..n).map(step).collect()
    };
    let heads: [&[u8]; 8] = [
        b"",
        b"%PDF-1.7\n",
        b"PK\x03\x04",
        b"<html>",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"article,indicator,measure,value,quote,sentence\n",
        b"---\n",
    ];
    for head in heads {
        for n in [0, 1, 7, 100, 5_000, 100_000] {
            survives(&format!("{n} bytes of noise behind {head:?}"), &[head, &noise(n)].concat());
        }
    }
    assert!(messages(&read("x", b"")).contains("空"));
}

#[test]
fn limits_are_kept_and_each_says_its_own_word() {
    let w = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    let docx = |document: &str| dress::zip(&[("word/document.xml", document.as_bytes())]);
    let deep = format!("<w:document {w}>{}{}</w:document>", "<w:sdt>".repeat(300), "</w:sdt>".repeat(300));
    let entity =
        format!("<!DOCTYPE x [<!ENTITY a \"就业\">]><w:document {w}><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:document>");
    let zeros = vec![b' '; 70_000_000];
    let many: Vec<String> = (0..2001).map(|n| format!("{n}.md")).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), b"x".as_slice())).collect();
    let pages = {
        let kids: String = (0..2001).map(|n| format!("{} 0 R ", 4 + n)).collect();
        let mut objects = vec![
            b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
            format!("<</Type/Pages/Count 2001/Kids[{kids}]>>").into_bytes(),
            dress::stream(b"BT /F1 12 Tf 72 700 Td (some words that stand on every page) Tj ET"),
        ];
        let page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>/Contents 3 0 R>>";
        objects.extend((0..2001).map(|_| page.to_vec()));
        dress::assemble(&objects)
    };
    let long = format!("BT /F1 12 Tf 72 700 Td ({}) Tj ET", "a".repeat(10_000_001));
    let cases = [
        (Limit::FileBytes, vec![b'a'; 50_000_001]),
        (Limit::UnpackedBytes, dress::zip(&[("word/document.xml", &zeros), ("a", &zeros), ("b", &zeros)])),
        (Limit::Ratio, docx(&" ".repeat(5_000_000))),
        (Limit::Entries, dress::zip(&many)),
        (Limit::XmlDepth, docx(&deep)),
        (Limit::Entities, docx(&entity)),
        (Limit::Pages, pages),
        (Limit::Glyphs, pdf_of(&[dress::stream(long.as_bytes())])),
        (Limit::UnpackedBytes, pdf_of(&[dress::stream(&vec![b' '; 201_000_000])])),
    ];
    for (limit, bytes) in cases {
        let said = messages(&read("x", &bytes));
        assert!(said.contains(&limit.message().zh), "{limit:?}: {said}");
    }
    for (format, bytes) in dresses().into_iter().filter(|(format, _)| ["html", "docx", "pdf"].contains(format)) {
        let options = ReadOptions { watch: Watch::new(|| true), ..ReadOptions::default() };
        // A Word file is looked at now and then, so that it takes a longer one.
        let many = (0..300_u64)
            .fold(String::new(), |all, n| all + &BULLETIN.replace("2156", &(n * 7919 % 10_007).to_string()));
        let long = if format == "docx" { dress::docx(&dress::parts(&many)) } else { bytes };
        let said = messages(&analyse(Extractor::builtin(), "x", &long, &options));
        assert!(said.contains(&Limit::Seconds.message().zh), "{format}: {said}");
    }
}

/// A PDF of one page with this content and whatever objects follow, the first of which is number 5.
fn pdf_of(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut all = vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>".to_vec(),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources 4 0 R/Contents 5 0 R>>".to_vec(),
        b"<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>/XObject<</A 6 0 R>>>>".to_vec(),
    ];
    all.extend_from_slice(objects);
    dress::assemble(&all)
}

#[test]
fn forms_that_draw_each_other_come_to_an_end() {
    // Each form draws the next ten times: ten to the twelfth in all.
    let mut objects = vec![dress::stream(b"/A Do")];
    for n in 0..12 {
        let body = "/A Do ".repeat(10);
        let dict = format!(
            "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</A {} 0 R>>>>/Length {}>>stream\n{body}\nendstream",
            7 + n,
            body.len()
        );
        objects.push(dict.into_bytes());
    }
    let begun = std::time::Instant::now();
    let said = messages(&read("x", &pdf_of(&objects)));
    assert!(begun.elapsed().as_secs() < 20 && !said.is_empty(), "{said}");
    // One that draws itself.
    let own = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</A 6 0 R>>>>/Length 12>>stream\n/A Do /A Do \nendstream";
    survives("a form that draws itself", &pdf_of(&[dress::stream(b"/A Do"), own.to_vec()]));
}

#[test]
fn what_is_nested_or_wide_beyond_sense_is_answered_in_time() {
    let n = 10_000;
    let row = |cell: &str| format!("|{}\n", format!(" {cell} |").repeat(5_000));
    let cells: String = (0..5_000).fold(String::new(), |mut out, n| {
        let _ = write!(out, "<td>{n}");
        out
    });
    let lists: String = (0..n / 10).fold(String::new(), |mut out, n| {
        let _ = writeln!(out, "{}- 就业{n}", "  ".repeat(n));
        out
    });
    let cases = [
        ("brackets", format!("# 题\n\n{}就业{}\n", "（".repeat(n), "）".repeat(n))),
        ("square brackets", format!("# 题\n\n{}就业{}\n", "[".repeat(n), "](x)".repeat(n))),
        ("stars", format!("# 题\n\n{}就业\n", "**a *b ".repeat(n))),
        ("quotations", format!("# 题\n\n{}就业\n", "> ".repeat(n))),
        ("lists", format!("# 题\n\n{lists}")),
        ("quotes", format!("# 题\n\n{}就业2156人\n", "“".repeat(n))),
        ("a wide table", format!("# 题\n\n{}{}{}", row("新增就业"), row("---"), row("2156"))),
        ("elements", format!("<html>{}就业2156人。{}", "<div>".repeat(n), "</div>".repeat(n))),
        ("bold elements", format!("<html>{}就业2156人。", "<b><p>".repeat(n))),
        ("list elements", format!("<html>{}就业2156人。", "<ul><li>".repeat(n))),
        ("table elements", format!("<html>{}就业2156人。", "<table><tr><td>".repeat(n))),
        ("a wide table element", format!("<html><table><tr>{cells}<tr>{cells}</table>")),
        ("attributes", format!("<html><p{}>就业2156人。", (0..3_000).map(|n| format!(" a{n}=1")).collect::<String>())),
        (
            "spans",
            format!("<html><table><tr><td colspan=99999999 rowspan=99999999>就业<td>1<tr><td>2</table>{}", "<p>就业。"),
        ),
    ];
    for (what, text) in cases {
        let begun = std::time::Instant::now();
        survives(what, text.as_bytes());
        assert!(begun.elapsed().as_secs() < 10, "{what} took {:?}", begun.elapsed());
    }
}

#[test]
fn archives_are_folders_of_their_own() {
    let folder = tempfile::tempdir().unwrap();
    let inner = dress::zip(&[("c.md", BULLETIN.as_bytes())]);
    let deep = dress::zip(&[("inner.zip", &dress::zip(&[("inmost.zip", &inner)]))]);
    let docx = dress::docx(&dress::parts(BULLETIN));
    let zip = dress::zip(&[
        ("a/一.md", BULLETIN.as_bytes()),
        ("b.docx", &docx),
        ("inner.zip", &inner),
        ("photo.png", b"x"),
        ("__MACOSX/._b.docx", b"x"),
        ("../escape.md", BULLETIN.as_bytes()),
    ]);
    let path = folder.path().join("all.zip");
    std::fs::write(&path, zip).unwrap();
    std::fs::write(folder.path().join("deep.zip"), deep).unwrap();
    let (files, problems) = find_files(&[folder.path().to_owned()]);
    let names: Vec<String> =
        files.iter().map(|file| file.strip_prefix(folder.path()).unwrap().display().to_string()).collect();
    assert_eq!(names, ["all.zip/a/一.md", "all.zip/b.docx", "all.zip/inner.zip/c.md"]);
    for problem in &problems {
        assert_english(&problem.message);
    }
    let said = problems.iter().map(|problem| problem.message.zh.as_str()).collect::<Vec<_>>().join("；");
    assert!(said.contains(&Limit::Escape.message().zh) && said.contains(&Limit::ArchiveDepth.message().zh), "{said}");
    for file in &files {
        let document = pipeline::load(Extractor::builtin(), file, &ReadOptions::default());
        assert_eq!(document.bulletin.articles().count(), 2, "{}: {}", file.display(), messages(&document));
    }
    // A name that is asked for by hand, one that is not there, and a Word file, which is an archive but no folder.
    let options = ReadOptions::default();
    let missing = pipeline::load(Extractor::builtin(), &path.join("none.md"), &options);
    assert!(messages(&missing).contains("没有这个文件"), "{}", messages(&missing));
    let word = folder.path().join("w.docx");
    std::fs::write(&word, &docx).unwrap();
    assert_eq!(find_files(std::slice::from_ref(&word)).0, [word]);
}

#[cfg(unix)]
#[test]
fn what_is_no_plain_file_is_named_as_what_it_is() {
    use std::os::unix::ffi::OsStrExt as _;
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let said = |path: PathBuf| {
        let (files, problems) = find_files(std::slice::from_ref(&path));
        let mut said: Vec<String> = problems.into_iter().map(|problem| problem.message.zh).collect();
        let unopened = files.iter().filter_map(|file| pipeline::open(file).err());
        said.extend(unopened.inspect(|problem| assert_english(&problem.message)).map(|problem| problem.message.zh));
        said.join("；")
    };
    let pipe = at("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    assert!(said(pipe).contains("管道或设备"));
    assert!(said(PathBuf::from("/dev/zero")).contains("管道或设备"));
    std::os::unix::fs::symlink(at("loop"), at("loop")).unwrap();
    assert!(said(at("loop")).contains("链接"), "{}", said(at("loop")));
    assert!(said(at("gone.md")).contains("找不到"));
    assert!(pipeline::open(folder.path()).unwrap_err().message.zh.contains("文件夹"));
    // A folder that links to itself, and a name that is no UTF-8.
    let inner = at("folder");
    std::fs::create_dir(&inner).unwrap();
    std::os::unix::fs::symlink(&inner, inner.join("again")).unwrap();
    let odd = inner.join(std::ffi::OsStr::from_bytes(b"\xbc\xf2\xb1\xa8.md"));
    std::fs::write(&odd, BULLETIN).unwrap();
    let (files, problems) = find_files(&[inner]);
    assert_eq!(files, std::slice::from_ref(&odd));
    assert!(problems.iter().any(|problem| problem.message.zh.contains("链接绕回")), "{problems:?}");
    assert_eq!(pipeline::load(Extractor::builtin(), &odd, &ReadOptions::default()).bulletin.articles().count(), 2);
    // Deleted between the finding and the reading.
    std::fs::remove_file(&odd).unwrap();
    assert!(pipeline::open(&odd).unwrap_err().message.zh.contains("找不到"));
    let locked = at("locked.md");
    std::fs::write(&locked, BULLETIN).unwrap();
    std::fs::set_permissions(&locked, std::os::unix::fs::PermissionsExt::from_mode(0o000)).unwrap();
    // The superuser may read everything.
    if std::fs::read(&locked).is_err() {
        assert!(said(locked).contains("权限"));
    }
}

#[test]
fn a_folder_of_a_hundred_thousand_files_is_listed() {
    let folder = tempfile::tempdir().unwrap();
    for n in 0..100_000 {
        std::fs::File::create(folder.path().join(format!("{n}.md"))).unwrap();
    }
    let begun = std::time::Instant::now();
    assert_eq!(find_files(&[folder.path().to_owned()]).0.len(), 100_000);
    assert!(begun.elapsed().as_secs() < 30);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_markup_is_answered(tokens in prop::collection::vec(prop::sample::select(vec![
        "<p>", "</p>", "<div>", "</div>", "<table>", "<tr>", "<td rowspan=2>", "<th colspan=3>", "</td>", "</table>", "<ul>",
        "<li>", "</ul>", "<ol start=9>", "<h1>", "</h1>", "<b>", "</b>", "<a href=x>", "</a>", "<script>", "</script>", "<!--",
        "-->", "<nav>", "</nav>", "<br>", "新增就业2156人。", "标题", "&nbsp;", "&#x4eba;", "<title>", "<textarea>", "\n", "<",
    ]), 0..200)) {
        survives("html", format!("<html>{}", tokens.concat()).as_bytes());
    }

    #[test]
    fn any_word_xml_is_answered(tokens in prop::collection::vec(prop::sample::select(vec![
        "<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>", "</w:t>", "<w:tbl>", "</w:tbl>", "<w:tr>", "</w:tr>", "<w:tc>", "</w:tc>",
        "<w:vMerge/>", "<w:gridSpan w:val=\"3\"/>", "<w:del>", "</w:del>", "<w:pPr>", "</w:pPr>", "<w:rPr>", "</w:rPr>", "<w:b/>",
        "<w:br/>", "<w:txbxContent>", "</w:txbxContent>", "新增就业2156人。", "&amp;", "<w:numId w:val=\"1\"/>", "<w:sz w:val=\"40\"/>",
    ]), 0..200)) {
        let document = format!("<w:document xmlns:w=\"x\">{}</w:document>", tokens.concat());
        survives("docx", &dress::zip(&[("word/document.xml", document.as_bytes())]));
    }

    #[test]
    fn any_page_of_a_pdf_is_answered(tokens in prop::collection::vec(prop::sample::select(vec![
        "BT", "ET", "/F1 12 Tf", "/F1 -3 Tf", "/None 1e30 Tf", "(new jobs 2156) Tj", "[(a) -900 (b) 1e38] TJ", "1 0 0 1 72 700 Tm",
        "1e38 0 0 1e38 0 0 cm", "0 0 0 0 0 0 Tm", "q", "Q", "/A Do", "14 TL", "T*", "(x) '", "1 2 (y) \"", "50 Tz", "-5 Ts", "<41", ">>",
    ]), 0..200)) {
        survives("pdf", &pdf_of(&[dress::stream(tokens.join(" ").as_bytes()), dress::stream(b"BT (a) Tj ET")]));
    }

    #[test]
    fn any_rows_are_answered(tokens in prop::collection::vec(prop::sample::select(vec![
        ",", "\n", "\"", "urban_new_jobs", "level", "actual", "2156", "新增就业2156人。", "2156人", "-1e400", "2021-01-01", "during", "'=1",
    ]), 0..200)) {
        let head = "article,indicator,measure,status,value,quote,sentence,period_start,period_kind\n";
        survives("csv", format!("{head}{}", tokens.concat()).as_bytes());
    }
}
