//! Reading bulletins: outlines of small cases, the annotated bulletins if they are there, and properties over random text.

#![allow(clippy::unwrap_used, reason = "helpers of tests may panic as tests do")]

use std::fmt::Write as _;
use std::path::PathBuf;

use jobscope::model::bulletin::{BlockKind, DateSource};
use jobscope::model::problem::Severity;
use jobscope::pipeline::find_files;
use jobscope::read::{ReadOptions, ReadOutcome, read_bytes};
use proptest::prelude::*;

/// Everything that was read, as text to compare and to look at.
fn outline(outcome: &ReadOutcome) -> String {
    let mut out = String::new();
    let bulletin = &outcome.bulletin;
    if !bulletin.title.is_empty() {
        writeln!(out, "title {}", bulletin.title).unwrap();
    }
    if let Some(date) = bulletin.date {
        writeln!(out, "date {} {:?}", date.date, date.source).unwrap();
    }
    for section in &bulletin.sections {
        writeln!(out, "§ {}", section.title).unwrap();
        for article in &section.articles {
            let tag = article.area_tag.as_deref().map(|tag| format!(" [{tag}]")).unwrap_or_default();
            writeln!(out, "  # {}{tag} @{}", article.title, article.line).unwrap();
            for block in &article.blocks {
                let text = block.span.of(&article.text);
                match &block.kind {
                    BlockKind::Title => {}
                    BlockKind::Paragraph => writeln!(out, "    {text}").unwrap(),
                    BlockKind::Subheading => writeln!(out, "    = {text}").unwrap(),
                    BlockKind::ListItem => writeln!(out, "    - {text}").unwrap(),
                    BlockKind::TableRow { cells, is_header } => {
                        let cells: Vec<&str> = cells.iter().map(|cell| cell.of(&article.text)).collect();
                        writeln!(out, "    {} {}", if *is_header { "‖" } else { "|" }, cells.join(" | ")).unwrap();
                    }
                }
            }
        }
    }
    for problem in &outcome.problems {
        let line = problem.line.map(|line| format!("@{line} ")).unwrap_or_default();
        writeln!(out, "! {:?} {line}{}", problem.severity, problem.message.zh).unwrap();
    }
    out
}

fn read(file: &str, text: &str) -> ReadOutcome {
    read_bytes(file, text.as_bytes(), &ReadOptions::default())
}

fn shared() -> Option<PathBuf> {
    let root = std::env::var_os("JOBSCOPE_SHARED")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    Some(root.join("extraction/dev")).filter(|dev| dev.is_dir())
}

/// One `.md` per case with the expected outline beside it as `.txt`. `UPDATE_CASES=1` writes what came out, for review.
#[test]
fn cases_read_as_expected() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases/read");
    let mut failed = Vec::new();
    let mut n_cases = 0;
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ext| ext != "md") {
            continue;
        }
        n_cases += 1;
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let got = outline(&read(&name, &std::fs::read_to_string(&path).unwrap()));
        let expected = path.with_extension("txt");
        if std::env::var_os("UPDATE_CASES").is_some() {
            std::fs::write(&expected, &got).unwrap();
        } else if std::fs::read_to_string(&expected).unwrap_or_default() != got {
            failed.push(format!("--- {name}\n{got}"));
        }
    }
    assert!(n_cases > 30, "the cases are missing");
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

/// Titles and sections of the gold sets, letter for letter up to blanks, and the seed's outline.
#[test]
fn annotated_bulletins_hold_every_article_of_the_gold() {
    let Some(dev) = shared() else { return };
    let tight = |text: &str| text.chars().filter(|c| !c.is_whitespace() && *c != '|').collect::<String>();
    let mut n_pairs = 0;
    for entry in std::fs::read_dir(&dev).unwrap() {
        let gold = entry.unwrap().path();
        let Some(stem) = gold.to_str().and_then(|path| path.strip_suffix(".gold.jsonl")) else { continue };
        let path = PathBuf::from(format!("{stem}.md"));
        let outcome = read(&path.display().to_string(), &std::fs::read_to_string(&path).unwrap());
        let articles: Vec<_> = outcome.bulletin.articles().collect();
        for row in std::fs::read_to_string(&gold).unwrap().lines().filter(|line| !line.is_empty()) {
            let row: serde_json::Value = serde_json::from_str(row).unwrap();
            let Some(section) = row["section"].as_str() else { continue };
            let (title, sentence) = (row["article"].as_str().unwrap(), row["sentence"].as_str().unwrap());
            let found =
                articles.iter().find(|a| tight(&a.title) == tight(title) && tight(&a.section) == tight(section));
            let found = found.unwrap_or_else(|| panic!("{stem}: {section} / {title} was not read"));
            n_pairs += 1;
            assert!(tight(&found.text).contains(&tight(sentence)), "{stem}: {title}: {sentence}");
        }
    }
    assert!(n_pairs > 300);
}

#[test]
fn the_seed_gives_seven_sections_and_seventeen_articles() {
    let Some(dev) = shared() else { return };
    let outcome = read("seed.md", &std::fs::read_to_string(dev.join("seed.md")).unwrap());
    let counts: Vec<(&str, usize)> =
        outcome.bulletin.sections.iter().map(|section| (section.title.as_str(), section.articles.len())).collect();
    let expected = [
        ("宏观形势", 1),
        ("公益性岗位", 3),
        ("创业带动就业", 3),
        ("灵活就业", 3),
        ("职业技能提升", 2),
        ("农村劳动力转移就业", 3),
        ("失业人员再就业与充分就业", 2),
    ];
    assert_eq!(counts, expected);
    let kinds = outcome.bulletin.articles().flat_map(|a| &a.blocks).filter(|b| b.kind == BlockKind::Subheading).count();
    assert_eq!(kinds, 3);
}

/// The seed as plain text: no marks at all, with and without its table of contents and blank lines.
#[test]
fn the_seed_without_marks_reads_the_same() {
    let Some(dev) = shared() else { return };
    let seed = std::fs::read_to_string(dev.join("seed.md")).unwrap();
    let marked = read("seed.md", &seed);
    let plain: Vec<String> = seed
        .lines()
        .map(|line| line.trim_start_matches(['#', ' ', '*', '[']).replace("**", "").replace("](#)", ""))
        .collect();
    let plain = plain.join("\n");
    let body = plain.get(plain.rfind("\n宏观形势\n").unwrap()..).unwrap().to_owned();
    let titles = |outcome: &ReadOutcome| -> Vec<(String, String, String)> {
        let articles = outcome.bulletin.articles();
        articles.map(|a| (a.section.clone(), a.title.clone(), a.text.clone())).collect()
    };
    for text in [plain.replace("\n\n", "\n"), plain, body] {
        assert_eq!(titles(&read("seed.txt", &text)), titles(&marked));
    }
}

/// Text with paragraphs broken into lines of `n` characters, as a wrapping editor does.
fn hard_wrapped(text: &str, n: usize) -> String {
    let is_prose = |line: &str| line.chars().count() > n.max(30) && !line.starts_with(['#', '|', '-', '*', '>']);
    let mut out = String::new();
    for line in text.lines() {
        if is_prose(line) {
            let chars: Vec<char> = line.chars().collect();
            let mut start = 0;
            while start < chars.len() {
                let mut end = (start + n).min(chars.len());
                // Editors break neither inside a number or a word nor where Markdown would see a list.
                while end < chars.len()
                    && (chars[end].is_ascii_graphic() && chars[end - 1].is_ascii_graphic()
                        || "+-".contains(chars[end])
                        || chars[end - 1] == ' ' && "+-".contains(chars[end]))
                {
                    end += 1;
                }
                let piece: String = chars[start..end].iter().collect();
                out.push_str(piece.trim());
                out.push('\n');
                start = end;
            }
        } else {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

const WRAPPED: &str = "## 江苏 | 把服务站建到家门口\n\n2023年，江苏城镇新增就业138.3万人，占全国总量的十分之一以上；\
    累计开发高质量就业见习岗位22万个，全省净增残疾人就业超3.3万人。苏州市姑苏区石路社区服务站去年组织辖区120余家企业，\
    提供就业岗位1872个。\n\n今年 1 至 4 月，全县帮助 1156 名就业困难人员实现就业，通过 PPT、QQ 和 APP 等发布信息 300 条。\n";

#[test]
fn hard_wrapping_changes_nothing() {
    let mut texts = vec![WRAPPED.to_owned()];
    if let Some(dev) = shared() {
        for entry in std::fs::read_dir(&dev).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|ext| ext == "md") {
                texts.push(std::fs::read_to_string(&path).unwrap());
            }
        }
    }
    for text in texts {
        let whole = read("x.md", &text);
        for n in [20, 33, 40, 60] {
            let wrapped = read("x.md", &hard_wrapped(&text, n));
            for (a, b) in whole.bulletin.articles().zip(wrapped.bulletin.articles()) {
                for (a, b) in a.text.lines().zip(b.text.lines()) {
                    if a != b {
                        println!("{n}\n  {a}\n  {b}");
                    }
                }
            }
            assert_eq!(whole.bulletin.articles().count(), wrapped.bulletin.articles().count());
        }
    }
}

/// Cuts one paragraph after another at a place that varies, as page breaks do, and counts those that are whole again.
#[test]
fn page_breaks_are_mended() {
    let Some(dev) = shared() else { return };
    let (mut n_cut, mut n_mended) = (0, 0);
    for entry in std::fs::read_dir(&dev).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ext| ext != "md") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        let whole: Vec<String> = read("x.md", &text).bulletin.articles().map(|a| a.text.clone()).collect();
        let lines: Vec<&str> = text.lines().collect();
        for (n, line) in lines.iter().enumerate() {
            let chars: Vec<char> = line.chars().collect();
            if chars.len() < 60 || line.starts_with(['#', '|', '-', '*']) {
                continue;
            }
            for k in 1..8 {
                let at = (k * 7919 + n * 104_729) % (chars.len() - 2) + 1;
                // A break after closing punctuation cannot be told from a new paragraph.
                if "。；！？：”’）》 ".contains(chars[at - 1]) || chars[at] == ' ' {
                    continue;
                }
                let (head, tail): (String, String) = (chars[..at].iter().collect(), chars[at..].iter().collect());
                let cut = format!("{head}\n\n{tail}");
                let mut lines = lines.clone();
                lines[n] = &cut;
                let outcome = read("x.md", &lines.join("\n"));
                n_cut += 1;
                if outcome.bulletin.articles().map(|a| &a.text).eq(whole.iter()) {
                    n_mended += 1;
                } else {
                    println!("not mended: {head} ¶ {}", tail.chars().take(20).collect::<String>());
                }
            }
        }
    }
    println!("{n_mended} of {n_cut} mended");
    assert!(n_mended * 100 >= n_cut * 95);
}

/// Puts each article's own title, unmarked, between two of its paragraphs: it must stay a line of its own.
#[test]
fn unmarked_subheadings_are_kept_apart() {
    let Some(dev) = shared() else { return };
    let (mut n_lines, mut n_kept) = (0, 0);
    for entry in std::fs::read_dir(&dev).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ext| ext != "md") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        for article in read("x.md", &text).bulletin.articles() {
            let title = article.title.rsplit(['|', '：', '，']).next().unwrap().trim();
            let prose = article.blocks.iter().filter(|block| block.kind == BlockKind::Paragraph);
            let paragraphs: Vec<&str> = prose.map(|block| block.span.of(&article.text)).collect();
            for (n, paragraph) in paragraphs.iter().enumerate().skip(1).filter(|(_, p)| p.chars().count() > 30) {
                let with = text.replacen(paragraph, &format!("{title}\n\n{paragraph}"), 1);
                if with == text || title.chars().count() > 24 {
                    continue;
                }
                n_lines += 1;
                let outcome = read("x.md", &with);
                let is_kept = outcome.bulletin.articles().any(|other| {
                    other.title == article.title
                        && other
                            .blocks
                            .iter()
                            .any(|b| b.kind == BlockKind::Subheading && b.span.of(&other.text) == title)
                });
                n_kept += usize::from(is_kept);
                if !is_kept {
                    println!("not kept {n}: {title} ¶ {}", paragraph.chars().take(20).collect::<String>());
                }
            }
        }
    }
    println!("{n_kept} of {n_lines} kept");
    assert!(n_lines > 50 && n_kept == n_lines);
}

/// What every article promises: its blocks cover its text line by line, every span slices, titles and sections agree.
fn assert_well_formed(outcome: &ReadOutcome) {
    for section in &outcome.bulletin.sections {
        for article in &section.articles {
            assert_eq!(article.section, section.title);
            let mut at = 0;
            for block in &article.blocks {
                assert_eq!(block.span.start(), at);
                let line = article.text.get(block.span.range()).expect("a span slices its text");
                assert!(!line.contains(['\n', '\r']));
                if let BlockKind::TableRow { cells, .. } = &block.kind {
                    let cells: Vec<&str> = cells.iter().map(|cell| article.text.get(cell.range()).unwrap()).collect();
                    assert_eq!(cells.join("\t"), line);
                }
                at = block.span.end() + 1;
            }
            assert_eq!(at, if article.blocks.is_empty() { 0 } else { article.text.len() + 1 });
            assert_eq!(article.title_span().is_some(), !article.title.is_empty());
        }
    }
    assert!(outcome.problems.is_sorted_by_key(|problem| problem.line));
    let has_articles = outcome.bulletin.articles().next().is_some();
    assert!(
        has_articles || outcome.problems.iter().any(|p| p.severity == Severity::Error),
        "silence about an empty bulletin"
    );
}

/// Scraps that bulletins are made of, to be put together at random.
const SCRAPS: &[&str] = &[
    "# ",
    "## ",
    "### ",
    "#",
    "**",
    "*",
    "_",
    "- ",
    "+ ",
    "1. ",
    "> ",
    "| ",
    " | ",
    "| --- | ---: |",
    "---",
    "===",
    "```",
    "    ",
    "　　",
    "[",
    "](#)",
    "![",
    "<br>",
    "<table><tr><td>",
    "</td></tr></table>",
    "<!--",
    "&amp;",
    "[^1]",
    "[^1]: ",
    "\\",
    "一、",
    "（一）",
    "●",
    "▍",
    "【四川】",
    "四川 | ",
    "目录",
    "编辑：张三",
    "— 3 —",
    "第 3 页",
    "2021年5月10日",
    "二〇二一年",
    "城镇新增就业",
    "1156 名",
    "５万人",
    "，",
    "。",
    "”",
    "“",
    "（",
    "）",
    "title: x",
    "date: 2021",
    "\n",
    "\n",
    "\n\n",
    "\n\n",
    "\r\n",
    " ",
    "\t",
    "\u{c}",
    "\u{feff}",
    "😀",
    "a",
    "。\n\n",
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(512) })]

    #[test]
    fn any_bytes_give_an_outcome(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        assert_well_formed(&read_bytes("x.md", &bytes, &ReadOptions::default()));
    }

    #[test]
    fn any_text_gives_well_formed_articles(text in "\\PC{0,200}") {
        assert_well_formed(&read("2021年5月.md", &text));
    }

    #[test]
    fn any_markdown_gives_well_formed_articles(scraps in proptest::collection::vec(0..SCRAPS.len(), 0..60)) {
        let text: String = scraps.into_iter().map(|n| SCRAPS[n]).collect();
        assert_well_formed(&read("x.md", &text));
    }
}

#[test]
fn files_that_are_no_bulletins_say_so() {
    let says = |bytes: &[u8], word: &str| {
        let outcome = read_bytes("x", bytes, &ReadOptions::default());
        assert_well_formed(&outcome);
        let [problem] = outcome.problems.as_slice() else { panic!("{:?}", outcome.problems) };
        assert!(problem.severity == Severity::Error && problem.message.zh.contains(word), "{problem:?}");
    };
    says(b"", "空的");
    says(b" \n\n \t", "空的");
    says(b"%PDF-1.7 \x00\x01", "PDF");
    says(b"PK\x03\x04....", "Word");
    says(&[0, 1, 2, 3, 0, 0, 7, 8, 0, 1, 2, 3], "不是文本");
    says("---\n\n***\n".as_bytes(), "没有找到文章");
}

#[test]
fn other_encodings_are_read_and_named() {
    let text = "## 四川：稳就业\r\n\r\n今年以来，全省城镇新增就业1156人。\r\n";
    let expected = read("x.md", text).bulletin;
    let with = |bytes: &[u8]| read_bytes("x.md", bytes, &ReadOptions::default());
    assert_eq!(with(&[b"\xEF\xBB\xBF", text.as_bytes()].concat()).bulletin, expected);
    let gb = with(&encoding_rs::GB18030.encode(text).0);
    assert_eq!(gb.bulletin, expected);
    assert!(gb.problems.iter().any(|p| p.message.zh.contains("GB18030")));
    let utf16: Vec<u8> = std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    assert_eq!(with(&utf16).bulletin, expected);
    let mut broken = text.as_bytes().to_vec();
    broken.insert(text.find("今年").unwrap(), 0xFF);
    let broken = with(&broken);
    assert!(broken.problems.iter().any(|p| p.message.zh.contains("1 处字符无法识别")), "{:?}", broken.problems);
    assert!(broken.bulletin.articles().any(|a| a.text.contains("城镇新增就业1156人")));
}

#[test]
fn the_users_date_wins() {
    let options = ReadOptions { date: Some(jiff::civil::date(2020, 1, 2)), ..ReadOptions::default() };
    let outcome = read_bytes("2021-05-21.md", b"---\ndate: 2022-01-01\n---\n# \xe5\xb0\xb1\n\nx", &options);
    let date = outcome.bulletin.date.unwrap();
    assert_eq!((date.date, date.source), (jiff::civil::date(2020, 1, 2), DateSource::Given));
}

#[test]
fn folders_are_searched_and_what_is_passed_over_is_said() {
    let root = tempfile::tempdir().unwrap();
    let touch = |name: &str| {
        let path = root.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, "x").unwrap();
        path
    };
    let (b, a, txt) = (touch("b.md"), touch("a/二.MD"), touch("a/c.txt"));
    let other = touch("a/d.png");
    touch(".hidden.md");
    touch(".git/e.md");
    let gone = root.path().join("gone.md");
    let (files, problems) = find_files(&[root.path().to_owned(), b.clone(), other.clone(), gone.clone()]);
    assert_eq!(files, [txt, a, b, other]);
    let said: Vec<(Severity, bool)> = problems.iter().map(|p| (p.severity, p.file.ends_with("gone.md"))).collect();
    assert_eq!(said, [(Severity::Note, false), (Severity::Error, true)]);
    assert!(problems[0].message.zh.contains('1'));
    let empty = tempfile::tempdir().unwrap();
    let (files, problems) = find_files(&[empty.path().to_owned()]);
    assert!(files.is_empty() && problems.len() == 1);
}
