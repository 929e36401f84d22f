//! What each format can say that Markdown cannot: hidden parts and spans of a page, tracked changes and footnotes of a Word
//! file, columns and running heads of a PDF; and an export that opens again.

#![allow(clippy::unwrap_used, reason = "a helper of a test may fail the test")]

#[path = "support/dress.rs"]
#[allow(dead_code, reason = "each test file uses a part of it")]
mod dress;

use std::fmt::Write as _;

use jobscope::export::columns::{self, COLUMNS, Kind};
use jobscope::export::form::Form;
use jobscope::export::writer::{Options, Writer};
use jobscope::extract::Extractor;
use jobscope::model::bulletin::BlockKind;
use jobscope::pipeline::{Document, analyse};
use jobscope::read::ReadOptions;

fn read(bytes: &[u8]) -> Document {
    analyse(Extractor::builtin(), "x", bytes, &ReadOptions::default())
}

/// Sections, titles and blocks, a line each.
fn outline(bytes: &[u8]) -> String {
    let document = read(bytes);
    let mut out = String::new();
    if let Some(date) = document.bulletin.date {
        writeln!(out, "date {}", date.date).unwrap();
    }
    for section in &document.bulletin.sections {
        writeln!(out, "§{}", section.title).unwrap();
        for article in &section.articles {
            for block in &article.blocks {
                let mark = match block.kind {
                    BlockKind::Title => "#",
                    BlockKind::Paragraph => " ",
                    BlockKind::Subheading => "=",
                    BlockKind::ListItem => "-",
                    BlockKind::TableRow { is_header: true, .. } => "‖",
                    BlockKind::TableRow { .. } => "|",
                };
                writeln!(out, "{mark}{}", block.span.of(&article.text)).unwrap();
            }
        }
    }
    for problem in document.problems.iter().filter(|problem| !problem.message.zh.contains("日期")) {
        writeln!(out, "! {}", problem.message.zh).unwrap();
    }
    out
}

const PROSE: &str = "据统计，1至4月份，全县城镇新增就业2156人，失业人员再就业658人，就业形势总体平稳。";

#[test]
fn of_a_page_the_content_is_read() {
    let page = format!(
        "<!DOCTYPE html><html><head><title>邯郸：推动再就业_某网站</title><meta name=PubDate content=\"2021-05-10 09:00\">\
         <style>p {{}}</style><script>document.write('<p>假的新增就业1人。</p>')</script></head><body>\
         <div class=\"nav\"><a href=/>首页</a></div><div class=wrap>\
         <div class=\"article\"><h1>邯郸推动再就业</h1>\n<p>　　{PROSE}</p>\n<p hidden>隐藏的新增就业2人。</p>\
         <p style=\"display: none\">隐藏的新增就业3人。</p><p>第一行。<br>第二行<b>加粗</b>。</p>\
         <ol start=3><li>第三<li>第四</ol><ul><li>无序</ul>\
         <table><tr><th>地区<th>新增<br>就业<tr><td rowspan=2>甲县<td>12<tr><td>34<tr><td colspan=2>合计</table>\
         <table><tr><td><p>{PROSE}</p></td></tr></table></div>\
         <div class=\"right\"><ul><li><a href=/1>另一条新闻的标题很长很长很长</a></ul></div></div>\
         <div class=\"footer\">版权所有，转载请注明。</div></body></html>"
    );
    let expected = format!(
        "date 2021-05-10\n§\n#邯郸推动再就业\n {PROSE}\n 第一行。\n 第二行加粗。\n-3. 第三\n-4. 第四\n-无序\n\
         ‖地区\t新增 就业\n|甲县\t12\n|甲县\t34\n|合计\t\n {PROSE}\n"
    );
    assert_eq!(outline(page.as_bytes()), expected);
}

#[test]
fn a_page_without_headings_has_the_title_of_its_window() {
    let page = format!("<html><head><title>邯郸推动再就业_某网站</title></head><body><p>{PROSE}<p>{PROSE}</html>");
    assert_eq!(outline(page.as_bytes()), format!("§\n#邯郸推动再就业\n {PROSE}\n {PROSE}\n"));
}

const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

fn word(body: &str, others: &[(&str, &str)]) -> Vec<u8> {
    let document = format!("<w:document {W} xmlns:mc=\"m\"><w:body>{body}</w:body></w:document>");
    let mut files = vec![("word/document.xml", document.as_bytes())];
    files.extend(others.iter().map(|(name, text)| (*name, text.as_bytes())));
    dress::zip(&files)
}

fn p(properties: &str, text: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
}

#[test]
fn of_a_word_file_what_stands_there_now_is_read() {
    let changed = "<w:p><w:r><w:t>全县新增就业</w:t></w:r><w:del><w:r><w:delText>1000人</w:delText></w:r></w:del>\
                   <w:ins><w:r><w:t>2156人</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>\
                   <w:r><w:t>，形势平稳。</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p>";
    let field = "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>HYPERLINK \"x\"</w:instrText></w:r>\
                 <w:r><w:t>见附件一的说明。</w:t></w:r></w:p>";
    let textbox = format!(
        "<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>{}</w:txbxContent></w:drawing></mc:Choice>\
         <mc:Fallback><w:pict><w:txbxContent>{}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>\
         <w:r><w:t>框外的文字在前。</w:t></w:r></w:p>",
        p("", "框里的文字在后。"),
        p("", "框里的文字在后。")
    );
    let cell = |properties: &str, text: &str| format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p("", text));
    let table = format!(
        "<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>{}{}</w:tr><w:tr>{}{}</w:tr><w:tr>{}{}</w:tr></w:tbl>",
        cell("", "地区"),
        cell("", "人数"),
        cell("<w:vMerge w:val=\"restart\"/>", "甲县"),
        cell("", "12"),
        cell("<w:vMerge/>", ""),
        cell("", "34")
    );
    let body = format!("{}{changed}{field}{textbox}{table}", p("<w:pStyle w:val=\"a1\"/>", "邯郸推动再就业"));
    let styles = format!("<w:styles {W}><w:style w:styleId=\"a1\"><w:name w:val=\"heading 1\"/></w:style></w:styles>");
    let notes = format!(
        "<w:footnotes {W}><w:footnote w:id=\"2\"><w:p><w:r><w:t>数据来自人社局。</w:t></w:r></w:p></w:footnote></w:footnotes>"
    );
    let bytes = word(&body, &[("word/styles.xml", &styles), ("word/footnotes.xml", &notes)]);
    let expected = "§\n#邯郸推动再就业\n 全县新增就业2156人，形势平稳。\n 见附件一的说明。\n 框外的文字在前。\n 框里的文字在后。\n\
                    ‖地区\t人数\n|甲县\t12\n|甲县\t34\n 数据来自人社局。\n";
    assert_eq!(outline(&bytes), expected);
}

#[test]
fn headings_of_a_word_file_are_told_by_their_look() {
    let large = |size: u32, text: &str| {
        format!(
            "<w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr><w:r><w:rPr><w:b/><w:sz w:val=\"{size}\"/></w:rPr><w:t>{text}</w:t></w:r></w:p>"
        )
    };
    let plain = |text: &str| format!("<w:p><w:r><w:rPr><w:sz w:val=\"24\"/></w:rPr><w:t>{text}</w:t></w:r></w:p>");
    let body = [
        large(44, "就业工作简报"),
        large(32, "再就业"),
        large(28, "河北邯郸推动再就业"),
        plain(PROSE),
        large(28, "河北邢台推动再就业"),
        plain(PROSE),
        large(32, "灵活就业"),
        large(28, "江苏苏州推动灵活就业"),
        plain(PROSE),
    ]
    .concat();
    let expected = format!(
        "§再就业\n#河北邯郸推动再就业\n {PROSE}\n#河北邢台推动再就业\n {PROSE}\n§灵活就业\n#江苏苏州推动灵活就业\n {PROSE}\n"
    );
    assert_eq!(outline(&word(&body, &[])), expected);
}

/// A PDF of one page; the font's codes are UCS-2 and its glyphs are not there, as Chinese programs write them.
fn pdf(content: &str, encoding: &str) -> Vec<u8> {
    let font = format!(
        "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/{encoding}/DescendantFonts[<</Type/Font/Subtype/CIDFontType0\
         /BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000>>]>>"
    );
    dress::assemble(&[
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>".to_vec(),
        format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 {font}>>>>/Contents 4 0 R>>")
            .into_bytes(),
        dress::stream(content.as_bytes()),
    ])
}

fn at(x: u32, y: u32, size: u32, text: &str, codes: fn(&str) -> Vec<u8>) -> String {
    let hex = codes(text).iter().fold(String::new(), |mut out, byte| {
        write!(out, "{byte:02X}").unwrap();
        out
    });
    format!("BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm <{hex}> Tj ET\n")
}

fn ucs2(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_be_bytes).collect()
}

fn gbk(text: &str) -> Vec<u8> {
    encoding_rs::GBK.encode(text).0.into_owned()
}

#[test]
fn chinese_encodings_of_a_pdf_are_understood() {
    for (encoding, codes) in
        [("UniGB-UCS2-H", ucs2 as fn(&str) -> Vec<u8>), ("GBK-EUC-H", gbk), ("UniGB-UTF16-H", ucs2)]
    {
        let content = [
            at(72, 760, 20, "邯郸推动再就业", codes),
            at(96, 720, 12, "据统计，今年全县城镇新增就业人数较上年同期", codes),
            at(72, 700, 12, "有所增加，失业人员再就业人数稳步增长，形势总体", codes),
            at(72, 680, 12, "平稳。", codes),
        ]
        .concat();
        let expected = "§\n#邯郸推动再就业\n 据统计，今年全县城镇新增就业人数较上年同期有所增加，失业人员再就业人数稳步增长，形势总体平稳。\n";
        assert_eq!(outline(&pdf(&content, encoding)), expected, "{encoding}");
    }
}

#[test]
fn columns_of_a_pdf_are_read_one_after_the_other() {
    let mut content = at(200, 790, 20, "就业工作两栏简报", ucs2);
    // Drawn line by line across both columns, as some programs do.
    let column = |first: &str| {
        let text: Vec<char> =
            format!("{first}{}", "各地多措并举稳定和扩大就业岗位，重点群体就业稳步推进，".repeat(6)).chars().collect();
        text.chunks(18).take(9).map(|line| line.iter().collect::<String>()).collect::<Vec<_>>()
    };
    let (left, right) = (column("左栏开头，"), column("右栏开头，"));
    for (n, (left, right)) in left.iter().zip(&right).enumerate() {
        let y = 740 - 20 * n as u32;
        content += &at(72, y, 12, left, ucs2);
        content += &at(310, y, 12, right, ucs2);
    }
    let outline = outline(&pdf(&content, "UniGB-UCS2-H"));
    let whole = |lines: &[String]| lines.concat();
    assert!(outline.contains(&whole(&left)) && outline.contains(&whole(&right)), "{outline}");
    assert!(outline.find("左栏").unwrap() < outline.find("右栏").unwrap(), "{outline}");
}

#[test]
fn a_scanned_pdf_says_so() {
    let said = outline(&pdf("q 595 0 0 842 0 0 cm /I1 Do Q", "UniGB-UCS2-H"));
    assert!(said.contains("扫描件"), "{said}");
}

#[test]
fn an_export_opens_again() {
    let extractor = Extractor::builtin();
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples");
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let document = analyse(extractor, &name, &std::fs::read(&path).unwrap(), &ReadOptions::default());
        let rows = |document: &Document, form: Form| {
            let mut writer = Writer::new(Vec::new(), form, Options::default()).unwrap();
            writer.document(document).unwrap();
            writer.finish().unwrap()
        };
        let csv = rows(&document, Form::Csv);
        let (first, jsonl) = (cells(&csv), rows(&document, Form::Jsonl));
        for bytes in [csv.clone(), jsonl, xlsx(&first)] {
            let opened = read(&bytes);
            assert!(
                opened.observations.iter().any(|found| !found.is_empty()),
                "{:?} {}",
                opened.problems,
                opened.bulletin.articles().count()
            );
            let again = cells(&rows(&opened, Form::Csv));
            // The file's name and the places in the text are the new file's own.
            let skipped = ["bulletin", "offset"].map(|name| columns::names().position(|known| known == name).unwrap());
            let sorted = |rows: &[Vec<String>]| {
                let mut rows: Vec<Vec<String>> = rows
                    .iter()
                    .map(|row| {
                        row.iter()
                            .enumerate()
                            .filter(|(at, _)| !skipped.contains(at))
                            .map(|(_, cell)| cell.clone())
                            .collect()
                    })
                    .collect();
                rows.sort();
                rows
            };
            assert_eq!(sorted(&again), sorted(&first), "{name}");
            assert!(opened.problems.is_empty(), "{:?}", opened.problems);
        }
    }
    let strange = xlsx(&[vec!["甲".to_owned(), "乙".to_owned()], vec!["1".to_owned()]]);
    assert!(outline(&strange).contains("没有本程序的列"));
}

fn cells(csv: &[u8]) -> Vec<Vec<String>> {
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).from_reader(csv.strip_prefix(b"\xef\xbb\xbf").unwrap_or(csv));
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// The cells as a spreadsheet saves them: numbers as numbers, texts in the cell.
fn xlsx(rows: &[Vec<String>]) -> Vec<u8> {
    let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let mut sheet = String::new();
    for (n, row) in rows.iter().enumerate() {
        write!(sheet, "<row r=\"{}\">", n + 1).unwrap();
        for (at, cell) in row.iter().enumerate() {
            let column = char::from(b'A' + at as u8);
            // Codes such as 050000 and quotes such as 5.0 are texts, or they would lose their zeros.
            let is_number = COLUMNS.get(at).is_some_and(|column| matches!(column.kind, Kind::Number | Kind::Whole));
            if is_number && cell.parse::<f64>().is_ok() {
                write!(sheet, "<c r=\"{column}{}\"><v>{cell}</v></c>", n + 1).unwrap();
            } else if !cell.is_empty() {
                write!(
                    sheet,
                    "<c r=\"{column}{}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
                    n + 1,
                    escaped(cell)
                )
                .unwrap();
            }
        }
        sheet.push_str("</row>");
    }
    let main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
    let relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let sheet = format!("<worksheet {main}><sheetData>{sheet}</sheetData></worksheet>");
    let book = format!(
        "<workbook {main} xmlns:r=\"{relation}\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
    );
    let package = "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"";
    let relations = format!(
        "<Relationships {package}><Relationship Id=\"rId1\" Type=\"{relation}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
    );
    let root = format!(
        "<Relationships {package}><Relationship Id=\"rId1\" Type=\"{relation}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    );
    dress::zip(&[
        ("_rels/.rels", root.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}
