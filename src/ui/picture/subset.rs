//! A small face with no more than the letters of one picture, to be embedded in it.
//!
//! Our faces are TrueType without composite glyphs and without instructions, so that a glyph is a run of bytes that can be taken
//! over as it stands.

use std::collections::BTreeMap;

use skrifa::raw::TableProvider as _;
use skrifa::{FontRef, GlyphId, Tag};

/// A face with the glyphs of these characters; `None` where the face cannot be read.
pub(super) fn subset(face: &[u8], letters: &BTreeMap<char, GlyphId>) -> Option<Vec<u8>> {
    let font = FontRef::new(face).ok()?;
    let table = |tag: &[u8; 4]| font.data_for_tag(Tag::new(tag)).map(|data| data.as_bytes().to_vec());
    // The first glyph is the box that stands for what is missing.
    let mut kept: Vec<GlyphId> = vec![GlyphId::NOTDEF];
    kept.extend(letters.values());
    kept.sort_unstable();
    kept.dedup();
    let (glyf, loca) = glyphs(&font, &kept)?;
    let n_glyphs = u16::try_from(kept.len()).ok()?.to_be_bytes();
    let mut head = table(b"head")?;
    // The checksum of the whole is filled in below; places of glyphs are told in long numbers.
    patch(&mut head, 8, &[0; 4])?;
    patch(&mut head, 50, &[0, 1])?;
    let mut hhea = table(b"hhea")?;
    patch(&mut hhea, 34, &n_glyphs)?;
    let mut maxp = table(b"maxp")?;
    patch(&mut maxp, 4, &n_glyphs)?;
    let mut post = table(b"post")?.get(..32)?.to_vec();
    patch(&mut post, 0, &[0, 3, 0, 0])?;
    let tables: [(&[u8; 4], Vec<u8>); 10] = [
        (b"OS/2", table(b"OS/2")?),
        (b"cmap", cmap(letters, &kept)?),
        (b"glyf", glyf),
        (b"head", head),
        (b"hhea", hhea),
        (b"hmtx", widths(&font, &kept)?),
        (b"loca", loca),
        (b"maxp", maxp),
        (b"name", name()),
        (b"post", post),
    ];
    Some(file(&tables))
}

fn patch(table: &mut [u8], at: usize, bytes: &[u8]) -> Option<()> {
    table.get_mut(at..at + bytes.len())?.copy_from_slice(bytes);
    Some(())
}

/// The outlines one behind the other, and where each begins.
fn glyphs(font: &FontRef, kept: &[GlyphId]) -> Option<(Vec<u8>, Vec<u8>)> {
    let (loca, glyf) = (font.loca(None).ok()?, font.glyf().ok()?);
    let outlines = glyf.offset_data();
    let (mut bytes, mut places) = (Vec::new(), 0_u32.to_be_bytes().to_vec());
    for glyph in kept {
        let place = glyph.to_u32() as usize;
        let (start, end) = (loca.get_raw(place)? as usize, loca.get_raw(place + 1)? as usize);
        bytes.extend_from_slice(outlines.as_bytes().get(start..end)?);
        bytes.resize(bytes.len().next_multiple_of(4), 0);
        places.extend_from_slice(&(bytes.len() as u32).to_be_bytes());
    }
    Some((bytes, places))
}

/// How wide each glyph is and where its ink begins.
fn widths(font: &FontRef, kept: &[GlyphId]) -> Option<Vec<u8>> {
    let hmtx = font.hmtx().ok()?;
    let mut bytes = Vec::new();
    for glyph in kept {
        bytes.extend_from_slice(&hmtx.advance(*glyph)?.to_be_bytes());
        bytes.extend_from_slice(&hmtx.side_bearing(*glyph)?.to_be_bytes());
    }
    Some(bytes)
}

/// Which glyph each character has: one group for each, in format 12.
fn cmap(letters: &BTreeMap<char, GlyphId>, kept: &[GlyphId]) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut put = |numbers: &[u32], is_long: bool| {
        for number in numbers {
            let number = number.to_be_bytes();
            bytes.extend_from_slice(number.get(if is_long { 0 } else { 2 }..).unwrap_or_default());
        }
    };
    let n_groups = letters.len() as u32;
    // Version, number of tables; then platform, encoding and place of the only one.
    put(&[0, 1, 3, 10], false);
    put(&[12], true);
    put(&[12, 0], false);
    put(&[16 + 12 * n_groups, 0, n_groups], true);
    for (c, glyph) in letters {
        let place = kept.binary_search(glyph).ok()? as u32;
        put(&[u32::from(*c), u32::from(*c), place], true);
    }
    Some(bytes)
}

/// The names that readers of fonts insist on.
fn name() -> Vec<u8> {
    const NAMES: [(u16, &str); 4] = [(1, "jobscope"), (2, "Regular"), (4, "jobscope"), (6, "jobscope")];
    let (mut records, mut texts) = (Vec::new(), Vec::new());
    for (id, text) in NAMES {
        let text: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for number in [3, 1, 0x409, id, text.len() as u16, texts.len() as u16] {
            records.extend_from_slice(&number.to_be_bytes());
        }
        texts.extend(text);
    }
    let head = [0, NAMES.len() as u16, (6 + records.len()) as u16];
    [head.iter().flat_map(|number| number.to_be_bytes()).collect(), records, texts].concat()
}

/// The tables behind their directory, with checksums.
fn file(tables: &[(&[u8; 4], Vec<u8>)]) -> Vec<u8> {
    let n_tables = tables.len() as u16;
    let power = n_tables.ilog2() as u16;
    let range = 16 << power;
    let mut bytes = vec![0, 1, 0, 0];
    for number in [n_tables, range, power, n_tables * 16 - range] {
        bytes.extend_from_slice(&number.to_be_bytes());
    }
    let mut place = 12 + 16 * tables.len();
    let mut head = 0;
    for (tag, table) in tables {
        if *tag == b"head" {
            head = place;
        }
        bytes.extend_from_slice(*tag);
        for number in [checksum(table), place as u32, table.len() as u32] {
            bytes.extend_from_slice(&number.to_be_bytes());
        }
        place += table.len().next_multiple_of(4);
    }
    for (_, table) in tables {
        bytes.extend_from_slice(table);
        bytes.resize(bytes.len().next_multiple_of(4), 0);
    }
    let whole = 0xB1B0_AFBA_u32.wrapping_sub(checksum(&bytes));
    patch(&mut bytes, head + 8, &whole.to_be_bytes());
    bytes
}

fn checksum(bytes: &[u8]) -> u32 {
    bytes.chunks(4).fold(0, |sum: u32, part| {
        let word = std::array::from_fn(|n| part.get(n).copied().unwrap_or_default());
        sum.wrapping_add(u32::from_be_bytes(word))
    })
}

/// Bytes as letters, for a data URL.
pub(super) fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for part in bytes.chunks(3) {
        let byte = |n: usize| u32::from(part.get(n).copied().unwrap_or_default());
        let word = byte(0) << 16 | byte(1) << 8 | byte(2);
        for n in 0..4 {
            let is_there = n <= part.len();
            let letter = LETTERS[(word >> (18 - 6 * n) & 63) as usize];
            text.push(if is_there { char::from(letter) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use skrifa::MetadataProvider as _;
    use skrifa::instance::{LocationRef, Size};

    use super::*;
    use crate::ui::fonts::REGULAR;

    #[test]
    fn base64_is_as_everyone_writes_it() {
        for (bytes, text) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg==")] {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }

    #[test]
    fn a_subset_has_its_letters_and_no_others() {
        let whole = FontRef::new(REGULAR).unwrap();
        let letters: BTreeMap<char, GlyphId> =
            "就业2,156人 a".chars().map(|c| (c, whole.charmap().map(c).unwrap())).collect();
        let bytes = subset(REGULAR, &letters).unwrap();
        assert!(bytes.len() < 6_000, "{} bytes for nine letters", bytes.len());
        let part = FontRef::new(&bytes).unwrap();
        let metrics =
            |font: &FontRef, glyph| font.glyph_metrics(Size::unscaled(), LocationRef::default()).bounds(glyph);
        for (c, glyph) in &letters {
            let mine = part.charmap().map(*c).unwrap();
            assert_eq!(metrics(&part, mine), metrics(&whole, *glyph), "{c}");
            let advance = |font: &FontRef, glyph| {
                font.glyph_metrics(Size::unscaled(), LocationRef::default()).advance_width(glyph)
            };
            assert_eq!(advance(&part, mine), advance(&whole, *glyph), "{c}");
        }
        assert_eq!(part.charmap().map('失'), None);
        assert_eq!(checksum(&bytes), 0xB1B0_AFBA, "the checksum of the whole");
    }
}
