//! Reading bulletins: outlines of small cases, the annotated bulletins if they are there, and properties over random text.

use std::fmt::Write as _;
use std::path::PathBuf;

use jobscope::model::bulletin::BlockKind;
use jobscope::read::{ReadOptions, ReadOutcome, read_bytes};

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
        writeln!(out, "! {:?} {line}{}", problem.severity, problem.message).unwrap();
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

/// Text with paragraphs broken into lines of `n` characters, as a wrapping editor does.
fn hard_wrapped(text: &str, n: usize) -> String {
    let is_prose = |line: &str| line.chars().count() > n && !line.starts_with(['#', '|', '-', '*', '>']);
    let mut out = String::new();
    for line in text.lines() {
        if is_prose(line) {
            let chars: Vec<char> = line.chars().collect();
            let mut start = 0;
            while start < chars.len() {
                let mut end = (start + n).min(chars.len());
                // Editors break neither inside a number nor a word.
                while end < chars.len() && chars[end - 1].is_ascii_graphic() && chars[end].is_ascii_graphic() {
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
    for dev in shared() {
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
                    assert_eq!(a, b, "wrapped at {n}");
                }
                assert_eq!(a.blocks.len(), b.blocks.len(), "{}", a.title);
            }
            assert_eq!(whole.bulletin.articles().count(), wrapped.bulletin.articles().count());
        }
    }
}
