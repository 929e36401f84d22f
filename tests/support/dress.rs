//! The same bulletin in another dress: Markdown taken apart, and put together again as a web page, a Word file, plain text.
//!
//! Written for the tests alone and independent of the reader: what it makes is what an editor's program would have made.

#![allow(
    clippy::unwrap_used,
    clippy::format_push_string,
    clippy::format_collect,
    reason = "writing to a string cannot fail, and a fixture need not be fast"
)]

use std::fmt::Write as _;
use std::io::Write as _;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// A part of a bulletin as an editor sees it.
#[derive(Debug, Clone, PartialEq)]
pub enum Part {
    Heading(u8, String),
    Paragraph(Vec<Run>),
    Item { number: Option<u64>, depth: usize, runs: Vec<Run> },
    Rows(Vec<Vec<String>>),
}

/// Text that looks alike; `\n` is a break that the writer set.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    pub text: String,
    pub is_bold: bool,
    pub is_link: bool,
}

/// Takes Markdown apart. The front matter's title becomes the title.
pub fn parts(markdown: &str) -> Vec<Part> {
    let mut source = markdown.replace("\r\n", "\n");
    let mut parts = Vec::new();
    if let Some((front, body)) = source.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")) {
        let title = front.lines().find_map(|line| line.strip_prefix("title:"));
        parts.extend(title.map(|title| Part::Paragraph(vec![run(title.trim(), false, false)])));
        source = body.to_owned();
    }
    // Markdown's own marks want a blank; writers leave it out.
    let spaced = source.lines().map(|line| {
        let n = line.bytes().take_while(|&b| b == b'#').count();
        let rest = &line[n..];
        let is_unspaced =
            (1..=6).contains(&n) && !rest.is_empty() && !rest.starts_with([' ', '#']) && !rest.contains('#');
        if is_unspaced { format!("{} {rest}\n", &line[..n]) } else { format!("{line}\n") }
    });
    let source: String = spaced.collect();
    let (mut runs, mut rows, mut cells) = (Vec::new(), Vec::new(), Vec::new());
    let (mut n_bold, mut n_link, mut lists, mut item) = (0, 0, Vec::new(), None);
    let end = |runs: &mut Vec<Run>, item: &mut Option<(Option<u64>, usize)>| {
        let runs = std::mem::take(runs);
        if runs.iter().all(|run: &Run| run.text.trim().is_empty()) {
            return None;
        }
        Some(match item.take() {
            Some((number, depth)) => Part::Item { number, depth, runs },
            None => Part::Paragraph(runs),
        })
    };
    for event in Parser::new_ext(&source, Options::ENABLE_TABLES) {
        match event {
            Event::Text(text) | Event::Code(text) => runs.push(run(&text.replace("**", ""), n_bold > 0, n_link > 0)),
            Event::SoftBreak => runs.push(run(" ", false, false)),
            Event::HardBreak => runs.push(run("\n", false, false)),
            Event::Start(Tag::Strong) => n_bold += 1,
            Event::End(TagEnd::Strong) => n_bold -= 1,
            Event::Start(Tag::Link { .. }) => n_link += 1,
            Event::End(TagEnd::Link) => n_link -= 1,
            Event::Start(Tag::List(first)) => {
                parts.extend(end(&mut runs, &mut item));
                lists.push(first);
            }
            Event::End(TagEnd::List(_)) => _ = lists.pop(),
            Event::Start(Tag::Item) => {
                let depth = lists.len();
                item = Some((lists.last().copied().flatten(), depth));
                if let Some(Some(next)) = lists.last_mut() {
                    *next += 1;
                }
            }
            Event::End(TagEnd::Heading(level)) => {
                let text: String = runs.drain(..).map(|run: Run| run.text).collect();
                parts.push(Part::Heading(level as u8, text.trim().to_owned()));
            }
            Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::CodeBlock) => parts.extend(end(&mut runs, &mut item)),
            Event::End(TagEnd::TableCell) => {
                cells.push(runs.drain(..).map(|run: Run| run.text).collect::<String>().trim().to_owned());
            }
            Event::End(TagEnd::TableHead | TagEnd::TableRow) => rows.push(std::mem::take(&mut cells)),
            Event::End(TagEnd::Table) => parts.push(Part::Rows(std::mem::take(&mut rows))),
            _ => {}
        }
    }
    parts
}

fn run(text: &str, is_bold: bool, is_link: bool) -> Run {
    Run { text: text.to_owned(), is_bold, is_link }
}

fn text_of(runs: &[Run]) -> String {
    runs.iter().map(|run| run.text.as_str()).collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// As a browser saves it: the bulletin among menus, scripts, advertisements and what is hidden.
pub fn html(parts: &[Part], charset: &str) -> String {
    let mut body = String::new();
    let mut list: Option<bool> = None;
    for part in parts {
        let wanted = if let Part::Item { number, .. } = part { Some(number.is_some()) } else { None };
        if list != wanted {
            body.push_str(match list {
                Some(true) => "</ol>\n",
                Some(false) => "</ul>\n",
                None => "",
            });
            if let Part::Item { number, .. } = part {
                body.push_str(&number.map_or("<ul>\n".to_owned(), |n| format!("<ol start=\"{n}\">\n")));
            }
            list = wanted;
        }
        match part {
            Part::Heading(level, text) => writeln!(body, "<h{level}>{}</h{level}>", escaped(text)).unwrap(),
            Part::Paragraph(runs) => writeln!(body, "<p style=\"text-indent: 2em\">{}</p>", html_runs(runs)).unwrap(),
            Part::Item { runs, .. } => writeln!(body, "<li>{}", html_runs(runs)).unwrap(),
            Part::Rows(rows) => {
                body.push_str("<table border=1><tbody>\n");
                for (n, cells) in rows.iter().enumerate() {
                    let tag = if n == 0 { "th" } else { "td" };
                    let cells: String =
                        cells.iter().map(|cell| format!("<{tag}><p>{}</p></{tag}>", escaped(cell))).collect();
                    writeln!(body, "<tr>{cells}</tr>").unwrap();
                }
                body.push_str("</tbody></table>\n");
            }
        }
    }
    body.push_str(match list {
        Some(true) => "</ol>",
        Some(false) => "</ul>",
        None => "",
    });
    format!(
        "<!DOCTYPE html>\n<html><head><meta charset=\"{charset}\"><title>网站首页</title>\
         <style>.x {{ color: red }}</style><script>var n = \"<p>新增就业1人。</p>\";</script></head>\n<body>\
         <div class=\"top-nav\"><ul><li><a href=\"/\">首页</a><li><a href=\"/a\">新闻</a></ul></div>\n\
         <div id=\"wrap\"><div class=\"crumbs\">当前位置：首页 &gt; 就业</div><div class=\"TRS_Editor\">\n{body}</div>\n\
         <div style=\"display:none\">全国城镇新增就业99999人。</div>\
         <div class=\"related\"><p>相关链接：去年城镇新增就业88888人。</p></div></div>\n\
         <div class=\"footer\">版权所有　某市人力资源和社会保障局</div></body></html>\n"
    )
}

fn html_runs(runs: &[Run]) -> String {
    let mut out = String::new();
    for run in runs {
        let text = escaped(&run.text).replace('\n', "<br>");
        let text = if run.is_bold { format!("<strong>{text}</strong>") } else { text };
        out.push_str(&if run.is_link { format!("<a href=\"#x\">{text}</a>") } else { text });
    }
    out
}

/// A Word file with heading styles.
pub fn docx(parts: &[Part]) -> Vec<u8> {
    const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    let mut body = String::new();
    let mut n_lists = 0;
    let mut in_list = false;
    for part in parts {
        let is_item = matches!(part, Part::Item { number: Some(_), .. });
        n_lists += usize::from(is_item && !in_list);
        in_list = is_item;
        match part {
            Part::Heading(level, text) => {
                let runs = [run(text, false, false)];
                write!(body, "<w:p><w:pPr><w:pStyle w:val=\"{level}\"/></w:pPr>{}</w:p>", word_runs(&runs)).unwrap();
            }
            Part::Paragraph(runs) => write!(body, "<w:p>{}</w:p>", word_runs(runs)).unwrap(),
            Part::Item { number, depth, runs } => {
                let (list, level) = (number.map_or(1, |_| n_lists + 1), depth - 1);
                write!(
                    body,
                    "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr>{}</w:p>",
                    word_runs(runs)
                )
                .unwrap();
            }
            Part::Rows(rows) => {
                body.push_str("<w:tbl><w:tblPr/>");
                for (n, cells) in rows.iter().enumerate() {
                    let head = if n == 0 { "<w:trPr><w:tblHeader/></w:trPr>" } else { "" };
                    write!(body, "<w:tr>{head}").unwrap();
                    for cell in cells {
                        write!(body, "<w:tc><w:tcPr/><w:p>{}</w:p></w:tc>", word_runs(&[run(cell, false, false)]))
                            .unwrap();
                    }
                    body.push_str("</w:tr>");
                }
                body.push_str("</w:tbl>");
            }
        }
    }
    let document = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document {W}><w:body>{body}<w:sectPr/></w:body></w:document>"
    );
    let styles: String = (1..=6)
        .map(|n| format!("<w:style w:type=\"paragraph\" w:styleId=\"{n}\"><w:name w:val=\"heading {n}\"/></w:style>"))
        .collect();
    let styles = format!("<w:styles {W}>{styles}</w:styles>");
    let levels = |format: &str, text: &str| -> String {
        (0..9)
            .map(|n| {
                let text = text.replace('N', &(n + 1).to_string());
                format!("<w:lvl w:ilvl=\"{n}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{text}\"/></w:lvl>")
            })
            .collect()
    };
    let mut numbering =
        format!("<w:numbering {W}><w:abstractNum w:abstractNumId=\"0\">{}</w:abstractNum>", levels("bullet", "·"));
    for n in 1..=n_lists {
        write!(numbering, "<w:abstractNum w:abstractNumId=\"{n}\">{}</w:abstractNum>", levels("decimal", "%N."))
            .unwrap();
    }
    for n in 0..=n_lists {
        write!(numbering, "<w:num w:numId=\"{}\"><w:abstractNumId w:val=\"{n}\"/></w:num>", n + 1).unwrap();
    }
    numbering.push_str("</w:numbering>");
    zip(&[
        ("[Content_Types].xml", b"<Types/>".as_slice()),
        ("word/document.xml", document.as_bytes()),
        ("word/styles.xml", styles.as_bytes()),
        ("word/numbering.xml", numbering.as_bytes()),
    ])
}

fn word_runs(runs: &[Run]) -> String {
    let mut out = String::new();
    for run in runs {
        let bold = if run.is_bold { "<w:rPr><w:b/></w:rPr>" } else { "" };
        let text = run
            .text
            .split('\n')
            .map(|line| format!("<w:t xml:space=\"preserve\">{}</w:t>", escaped(line)))
            .collect::<Vec<_>>()
            .join("<w:br/>");
        let text = format!("<w:r>{bold}{text}</w:r>");
        out.push_str(&if run.is_link { format!("<w:hyperlink w:anchor=\"x\">{text}</w:hyperlink>") } else { text });
    }
    out
}

/// An archive of these files.
pub fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// As pasted into a chat: no marks, a line each.
pub fn plain(parts: &[Part]) -> String {
    let mut out = String::new();
    for part in parts {
        match part {
            Part::Heading(_, text) => out.push_str(text),
            Part::Paragraph(runs) => out.push_str(&text_of(runs)),
            Part::Item { number: Some(number), runs, .. } => write!(out, "{number}. {}", text_of(runs)).unwrap(),
            Part::Item { runs, .. } => write!(out, "· {}", text_of(runs)).unwrap(),
            Part::Rows(rows) => {
                let rows: Vec<String> = rows.iter().map(|cells| cells.join("\t")).collect();
                out.push_str(&rows.join("\n"));
            }
        }
        out.push_str("\n\n");
    }
    out
}
