//! Asks the embedded faces for every character that a bulletin or the window may show, so that no name is shown as a box.
//!
//! It reads the font files themselves and knows nothing of the window.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use skrifa::MetadataProvider as _;
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, GlyphId};

const REGULAR: &[u8] = include_bytes!("../fonts/NotoSansSC-Regular.ttf");
const BOLD: &[u8] = include_bytes!("../fonts/NotoSansSC-Bold.ttf");
const EMOJI: &[u8] = include_bytes!("../fonts/NotoEmoji-Regular.ttf");

/// 通用规范汉字表, without the comment on top.
fn standard_hanzi() -> BTreeSet<char> {
    let table = include_str!("data/tongyong-guifan-8105.txt");
    table.lines().filter(|line| !line.starts_with('#')).flat_map(str::chars).collect()
}

/// All characters of GB 2312, the rows of hanzi and those of symbols alike.
fn gb2312() -> BTreeSet<char> {
    let pairs = (0xA1..=0xF7).flat_map(|row| (0xA1..=0xFE).map(move |cell| [row, cell]));
    // The decoder fills gaps of GB 2312 with later additions: small Roman numerals, the euro, characters for private use.
    let is_later = |c: char| matches!(c, 'ⅰ'..='ⅹ' | '€' | '\u{E000}'..='\u{F8FF}');
    pairs
        .filter(|[row, _]| !(0xAA..=0xAF).contains(row) && *row != 0xA8 && *row != 0xA6)
        .filter_map(|pair| {
            encoding_rs::GBK
                .decode_without_bom_handling_and_without_replacement(&pair)
                .map(std::borrow::Cow::into_owned)
        })
        .flat_map(|text| text.chars().collect::<Vec<_>>())
        .filter(|c| !is_later(*c))
        .collect()
}

fn face(bytes: &[u8]) -> FontRef<'_> {
    FontRef::new(bytes).unwrap()
}

/// The characters that the face has no glyph for, or an empty one although the character is ink.
fn missing(bytes: &[u8], wanted: impl IntoIterator<Item = char>) -> String {
    let font = face(bytes);
    let (charmap, metrics) = (font.charmap(), font.glyph_metrics(Size::unscaled(), LocationRef::default()));
    let has_ink = |glyph: GlyphId| metrics.bounds(glyph).is_some_and(|b| b.x_max > b.x_min && b.y_max > b.y_min);
    wanted
        .into_iter()
        .filter(|c| !c.is_control())
        .filter(|c| {
            charmap.map(*c).is_none_or(|glyph| glyph == GlyphId::NOTDEF || !(c.is_whitespace() || has_ink(glyph)))
        })
        .collect()
}

fn files_below(folder: &Path, extensions: &[&str], found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            files_below(&path, extensions, found);
        } else if path.extension().is_some_and(|e| extensions.iter().any(|wanted| e == *wanted)) {
            found.push(path);
        }
    }
}

fn characters_below(folder: &Path, extensions: &[&str]) -> (usize, BTreeSet<char>) {
    let mut files = Vec::new();
    files_below(folder, extensions, &mut files);
    let text = |path: &PathBuf| std::fs::read_to_string(path).unwrap().chars().collect::<BTreeSet<_>>();
    (files.len(), files.iter().flat_map(text).collect())
}

#[test]
fn the_table_is_whole() {
    assert_eq!(standard_hanzi().len(), 8105);
    assert_eq!(gb2312().iter().filter(|c| ('\u{4E00}'..='\u{9FFF}').contains(*c)).count(), 6763);
}

#[test]
fn an_absent_character_is_noticed() {
    assert_eq!(missing(REGULAR, ['就', '\u{1F600}']), "\u{1F600}");
}

#[test]
fn every_standard_hanzi_has_a_glyph_in_both_faces() {
    assert_eq!(missing(REGULAR, standard_hanzi()), "");
    assert_eq!(missing(BOLD, standard_hanzi()), "");
}

#[test]
fn every_character_of_gb2312_has_a_glyph_in_both_faces() {
    assert_eq!(missing(REGULAR, gb2312()), "");
    assert_eq!(missing(BOLD, gb2312()), "");
}

#[test]
fn punctuation_has_a_glyph_in_both_faces() {
    let marks = "，。、；：？！…—～·“”‘’（）《》〈〉「」『』【】〔〕［］｛｝％‰℃￥×÷±≤≥≈→←↑↓▲▼△▽■□●○◆◇★☆①②③⑩㈠Ⅰ½–−　";
    assert_eq!(missing(REGULAR, marks.chars()), "");
    assert_eq!(missing(BOLD, marks.chars().filter(|c| *c != '½')), "");
}

/// Characters of four village-like names (of 38,749 townships) that no weight of Noto Sans SC has.
const KNOWN_GAPS: &str = "\u{28EE7}\u{2CBA4}\u{3075F}\u{31CEA}";

/// What the window says of itself stands in these folders, words and names and samples in `assets/`.
#[test]
fn every_character_of_the_program_and_its_data_has_a_glyph() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let code = ["rs"].as_slice();
    let data = ["tsv", "csv", "txt", "md"].as_slice();
    for (folder, extensions) in [("src/ui", code), ("src/app", code), ("src/compare", code), ("assets", data)] {
        let (files, characters) = characters_below(&root.join(folder), extensions);
        assert!(files > 0, "{folder} is empty");
        let wanted = characters.into_iter().filter(|c| !KNOWN_GAPS.contains(*c));
        assert_eq!(missing(REGULAR, wanted), "", "in {folder}");
    }
}

#[test]
fn every_character_of_the_annotated_bulletins_has_a_glyph() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let shared = std::env::var_os("JOBSCOPE_SHARED").map_or_else(|| root.join("../shared"), PathBuf::from);
    let (files, characters) = characters_below(&shared.join("extraction/dev"), &["md"]);
    if files == 0 {
        eprintln!("skipped: no annotated bulletins at {}", shared.display());
    }
    assert_eq!(missing(REGULAR, characters), "");
}

/// Chat accounts mark their headings with pictures; a box in their place looks like a fault.
#[test]
fn pictures_of_chat_accounts_have_a_glyph() {
    assert_eq!(missing(EMOJI, "🔥💼🏠💰📊🎓✅❌📢📌👉🚀🎉📍🔔💡📝📅📈📉🏭🚄👷👩🎯⏰❤⭐".chars()), "");
}

/// Columns of figures line up only if no digit is wider than another.
#[test]
fn digits_are_equally_wide() {
    for bytes in [REGULAR, BOLD] {
        let font = face(bytes);
        let (charmap, metrics) = (font.charmap(), font.glyph_metrics(Size::unscaled(), LocationRef::default()));
        let width = |digit: char| metrics.advance_width(charmap.map(digit).unwrap()).unwrap().round() as i32;
        let widths: BTreeSet<i32> = ('0'..='9').map(width).collect();
        assert_eq!(widths.len(), 1, "{widths:?}");
    }
}

/// The reader indents by ideographs and mixes both faces on a line: hanzi are square and equally wide in both.
#[test]
fn hanzi_are_square_in_both_faces() {
    for bytes in [REGULAR, BOLD] {
        let font = face(bytes);
        let (charmap, metrics) = (font.charmap(), font.glyph_metrics(Size::unscaled(), LocationRef::default()));
        let em = f32::from(font.metrics(Size::unscaled(), LocationRef::default()).units_per_em);
        let wrong: String = standard_hanzi()
            .into_iter()
            .filter(|c| metrics.advance_width(charmap.map(*c).unwrap()) != Some(em))
            .collect();
        assert_eq!(wrong, "");
    }
}
