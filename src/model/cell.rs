//! How text stands in the cell of a spreadsheet without being run, and how it is taken out again.
//!
//! Text from a bulletin is not ours: a cell that begins with `=`, `+`, `-` or `@`, full-width or not, may be taken for a
//! formula. An apostrophe before it makes it text. Text that begins with apostrophes before such a sign gets one more, so that
//! [`unguarded`] undoes exactly what [`guarded`] did.

use std::borrow::Cow;

/// What begins a formula, or leads a spreadsheet to one.
const SIGNS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
/// Programs skip these, or break the cell at them, and look at what follows.
const BREAKS: [char; 3] = ['\t', '\r', '\n'];

/// The text as a cell may hold it.
pub fn guarded(text: &str) -> Cow<'_, str> {
    if is_risky(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// The text that a guarded cell stands for.
pub fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| is_risky(rest)).unwrap_or(cell)
}

/// Whether a spreadsheet might run it, apostrophes aside.
pub fn is_risky(text: &str) -> bool {
    let bare = text.trim_start_matches('\'');
    bare.starts_with(BREAKS) || bare.trim_start().starts_with(SIGNS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_run_gets_an_apostrophe() {
        let cases = [
            ("=1+1", "'=1+1"),
            ("＝1+1", "'＝1+1"),
            ("＋86", "'＋86"),
            ("－大庆", "'－大庆"),
            ("@you", "'@you"),
            ("＠you", "'＠you"),
            (" =1", "' =1"),
            ("\tx", "'\tx"),
            ("\nx", "'\nx"),
            ("'=1", "''=1"),
            ("''=1", "'''=1"),
            ("'x", "'x"),
            ("1=1", "1=1"),
            ("", ""),
        ];
        for (text, cell) in cases {
            assert_eq!(guarded(text), cell);
            assert_eq!(unguarded(cell), text);
        }
    }

    #[test]
    fn guarding_is_undone_exactly() {
        // Every text of up to four of the characters that matter.
        let signs = ['\'', '=', '＠', '\t', ' ', 'x'];
        let mut texts = vec![String::new()];
        for _ in 0..4 {
            let longer = texts.iter().flat_map(|text| signs.iter().map(move |sign| format!("{text}{sign}")));
            texts = texts.iter().cloned().chain(longer).collect();
        }
        for text in texts {
            let cell = guarded(&text);
            assert_eq!(unguarded(&cell), text);
            assert!(!cell.trim_start().starts_with(SIGNS) && !cell.starts_with(BREAKS), "{cell:?}");
        }
    }
}
