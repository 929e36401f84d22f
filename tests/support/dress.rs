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

/// A PDF as a word processor prints it: A4, running heads, page numbers, justified paragraphs with an indent.
pub fn pdf(parts: &[Part]) -> Vec<u8> {
    let mut printer = Printer::default();
    for part in parts {
        match part {
            Part::Heading(level, text) => {
                let size = [20.0, 17.0, 15.5, 14.5, 14.0, 13.5][usize::from(*level) - 1];
                printer.space(8.0);
                printer.paragraph(&[run(text, true, false)], size, 0.0);
            }
            Part::Paragraph(runs) => printer.paragraph(runs, 12.0, 24.0),
            Part::Item { number, runs, .. } => {
                let mark = number.map_or("·".to_owned(), |number| format!("{number}. "));
                let mut runs = runs.clone();
                runs.insert(0, run(&mark, false, false));
                printer.paragraph(&runs, 12.0, 24.0);
            }
            Part::Rows(rows) => printer.table(rows),
        }
    }
    printer.finish()
}

const LEFT: f64 = 72.0;
const RIGHT: f64 = 523.0;

#[derive(Default)]
struct Printer {
    /// Every character by its code.
    chars: Vec<char>,
    pages: Vec<String>,
    y: f64,
}

impl Printer {
    fn codes(&mut self, text: &str) -> String {
        text.chars()
            .map(|c| {
                let at = self.chars.iter().position(|&known| known == c).unwrap_or_else(|| {
                    self.chars.push(c);
                    self.chars.len() - 1
                });
                format!("{:04X}", at + 1)
            })
            .collect()
    }

    fn width(text: &str, size: f64) -> f64 {
        text.chars().map(|c| if c.is_ascii() { 0.5 } else { 1.0 }).sum::<f64>() * size
    }

    fn put(&mut self, x: f64, y: f64, size: f64, is_bold: bool, text: &str) {
        let (font, codes) = (if is_bold { "F2" } else { "F1" }, self.codes(text));
        self.pages
            .last_mut()
            .unwrap()
            .push_str(&format!("BT /{font} {size} Tf 1 0 0 1 {x:.2} {y:.2} Tm <{codes}> Tj ET\n"));
    }

    fn space(&mut self, height: f64) {
        self.y -= height;
        if self.pages.is_empty() || self.y < 90.0 {
            self.pages.push(String::new());
            let number = self.pages.len();
            self.put(230.0, 800.0, 9.0, false, "某市就业工作简报");
            self.put(280.0, 40.0, 9.0, false, &format!("— {number} —"));
            self.y = 760.0 - height;
        }
    }

    fn paragraph(&mut self, runs: &[Run], size: f64, indent: f64) {
        for text in text_of(runs).split('\n').map(str::trim).filter(|text| !text.is_empty()) {
            let is_bold = runs.iter().all(|run| run.is_bold);
            let chars: Vec<char> = text.chars().collect();
            let (mut at, mut left) = (0, LEFT + indent);
            while at < chars.len() {
                let mut end = at;
                while end < chars.len()
                    && Self::width(&chars[at..=end].iter().collect::<String>(), size) <= RIGHT - left
                {
                    end += 1;
                }
                // Closing marks hang on the line before; words and numbers stay whole.
                while end < chars.len() && "，。、；：）》”％".contains(chars[end]) {
                    end += 1;
                }
                let mut cut = end;
                while cut > at + 1
                    && cut < chars.len()
                    && chars[cut].is_ascii_graphic()
                    && chars[cut - 1].is_ascii_graphic()
                {
                    cut -= 1;
                }
                end = if cut > at + 1 { cut } else { end };
                self.space(size * 1.6);
                let line: String = chars[at..end].iter().collect();
                self.put(left, self.y, size, is_bold, line.trim());
                (at, left) = (end, LEFT);
            }
            self.space(4.0);
        }
    }

    fn table(&mut self, rows: &[Vec<String>]) {
        let n_columns = rows.iter().map(Vec::len).max().unwrap_or(1);
        let widest = |column: usize| {
            let widths = rows.iter().map(|cells| cells.get(column).map_or(0.0, |cell| Self::width(cell, 1.0)));
            widths.fold(1.0, f64::max) + 2.0
        };
        let widths: Vec<f64> = (0..n_columns).map(widest).collect();
        let size = ((RIGHT - LEFT) / widths.iter().sum::<f64>()).min(11.0);
        for cells in rows {
            self.space(size * 1.8);
            let mut x = LEFT;
            for (cell, width) in cells.iter().zip(&widths) {
                if !cell.is_empty() {
                    self.put(x, self.y, size, false, cell);
                }
                x += width * size;
            }
        }
        self.space(10.0);
    }

    fn finish(self) -> Vec<u8> {
        let mut objects: Vec<Vec<u8>> = Vec::new();
        let n_pages = self.pages.len();
        let kids: String = (0..n_pages).map(|n| format!("{} 0 R ", 9 + 2 * n)).collect();
        objects.push(b"<</Type/Catalog/Pages 2 0 R>>".to_vec());
        objects.push(format!("<</Type/Pages/Count {n_pages}/Kids[{kids}]>>").into_bytes());
        for name in ["SimSun", "SimHei"] {
            objects.push(
                format!("<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H/DescendantFonts[{} 0 R]/ToUnicode 7 0 R>>", if name == "SimSun" { 5 } else { 6 })
                    .into_bytes(),
            );
        }
        let narrow: String = self
            .chars
            .iter()
            .enumerate()
            .filter(|(_, c)| c.is_ascii())
            .map(|(n, _)| format!("{}[500]", n + 1))
            .collect();
        for name in ["SimSun", "SimHei"] {
            objects.push(
                format!(
                    "<</Type/Font/Subtype/CIDFontType2/BaseFont/{name}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>\
                     /DW 1000/W[{narrow}]/FontDescriptor 8 0 R>>"
                )
                .into_bytes(),
            );
        }
        let mut map = String::from(
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n1 begincodespacerange <0000> <FFFF> endcodespacerange\n",
        );
        for chunk in self.chars.iter().enumerate().collect::<Vec<_>>().chunks(100) {
            map.push_str(&format!("{} beginbfchar\n", chunk.len()));
            for (n, c) in chunk {
                let units: String = c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("{unit:04X}")).collect();
                map.push_str(&format!("<{:04X}> <{units}>\n", n + 1));
            }
            map.push_str("endbfchar\n");
        }
        map.push_str("endcmap CMapName currentdict /CMap defineresource pop end end");
        objects.push(stream(map.as_bytes()));
        objects.push(b"<</Type/FontDescriptor/FontName/X/Flags 4/FontBBox[0 0 1000 1000]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 700/StemV 80>>".to_vec());
        for (n, page) in self.pages.iter().enumerate() {
            objects.push(
                format!(
                    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R/F2 4 0 R>>>>/Contents {} 0 R>>",
                    10 + 2 * n
                )
                .into_bytes(),
            );
            objects.push(stream(page.as_bytes()));
        }
        assemble(&objects)
    }
}

/// A stream object, packed.
pub fn stream(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    packer.write_all(bytes).unwrap();
    let packed = packer.finish().unwrap();
    [format!("<</Length {}/Filter/FlateDecode>>stream\n", packed.len()).into_bytes(), packed, b"\nendstream".to_vec()]
        .concat()
}

/// A PDF file of these objects, the first of them its catalogue.
pub fn assemble(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec();
    let mut places = Vec::new();
    for (n, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.extend(format!("{} 0 obj\n", n + 1).bytes());
        out.extend(object);
        out.extend(b"\nendobj\n");
    }
    let start = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for place in places {
        out.extend(format!("{place:010} 00000 n \n").bytes());
    }
    out.extend(format!("trailer\n<</Size {}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1).bytes());
    out
}
