//! Where the lines of Chinese text break: no line starts with closing punctuation or ends with an opening bracket, a number
//! keeps its unit, a word keeps its letters. Pure: widths come in, ranges go out.

use std::ops::Range;

/// Never at the start of a line.
const CLOSING: &str = "，。、；：？！）》」』】〕〉”’…—·％%℃,.;:?!)]}";
/// Never at the end of a line.
const OPENING: &str = "（《「『【〔〈“‘([{";

/// Breaks text into lines. `widths` has the width of each character, `kept` ranges of characters that stay on one line, `first`
/// and `rest` the room on the first line and on the others. Ranges are of characters and cover the text.
pub fn break_lines(text: &[char], widths: &[f32], kept: &[Range<usize>], first: f32, rest: f32) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut start = 0;
    let mut width = 0.0;
    let mut room = first;
    // The last place where the current line may break, with the width up to it.
    let mut chance: Option<(usize, f32)> = None;
    let mut kept = kept.iter().peekable();
    for at in 0..text.len() {
        while kept.peek().is_some_and(|range| range.end <= at) {
            kept.next();
        }
        let is_kept = kept.peek().is_some_and(|range| range.start < at && at < range.end);
        if at > start && !is_kept && may_break(text, at) {
            chance = Some((at, width));
        }
        let wide = widths.get(at).copied().unwrap_or_default();
        if width + wide > room + 0.01 && at > start {
            // A run without a chance, such as a long link, breaks where the room ends.
            let (end, used) = chance.take().filter(|(end, _)| *end > start).unwrap_or((at, width));
            lines.push(start..end);
            start = end;
            width -= used;
            room = rest;
        }
        width += wide;
    }
    if start < text.len() || lines.is_empty() {
        lines.push(start..text.len());
    }
    lines
}

/// Whether a line may end before the character at `at`.
fn may_break(text: &[char], at: usize) -> bool {
    let (Some(&before), Some(&after)) = (at.checked_sub(1).and_then(|n| text.get(n)), text.get(at)) else {
        return false;
    };
    if CLOSING.contains(after) || OPENING.contains(before) || after == ' ' {
        return false;
    }
    if before == ' ' {
        return true;
    }
    // 16—24岁 is one thing.
    let is_dash = matches!(before, '—' | '–' | '～' | '~' | '至');
    if is_dash && is_word(after) && at.checked_sub(2).and_then(|n| text.get(n)).is_some_and(|c| is_word(*c)) {
        return false;
    }
    !(is_word(before) && is_word(after))
}

/// Letters and digits that stand together, and what ties numbers: 3.5, 1,000, 2021-05.
fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || matches!(c, '.' | ',' | '-' | '/' | '_' | '%')
        || ('\u{FF10}'..='\u{FF19}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(text: &str, kept: &[Range<usize>], first: f32, rest: f32) -> Vec<String> {
        let chars: Vec<char> = text.chars().collect();
        let widths: Vec<f32> = chars.iter().map(|c| if c.is_ascii() { 0.5 } else { 1.0 }).collect();
        let lines = break_lines(&chars, &widths, kept, first, rest);
        lines.into_iter().map(|line| chars[line].iter().collect()).collect()
    }

    #[test]
    fn closing_punctuation_stays_with_its_word() {
        assert_eq!(broken("稳就业保民生，促发展。", &[], 6.0, 6.0), ["稳就业保民", "生，促发展。"]);
    }

    #[test]
    fn an_opening_bracket_goes_with_what_it_opens() {
        assert_eq!(broken("实现就业（指尖上）", &[], 5.0, 5.0), ["实现就业", "（指尖上）"]);
    }

    #[test]
    fn a_figure_and_its_unit_stay_together() {
        let figure = std::slice::from_ref(&(4..10));
        assert_eq!(broken("新增就业2156 人，", figure, 6.5, 6.5), ["新增就业", "2156 人，"]);
        assert_eq!(broken("新增就业2156人", &[], 6.0, 6.0), ["新增就业2156", "人"]);
    }

    #[test]
    fn a_span_of_numbers_stays_together() {
        assert_eq!(broken("青年人16—24岁的", &[], 5.0, 5.0), ["青年人", "16—24岁的"]);
    }

    #[test]
    fn the_first_line_may_have_less_room() {
        assert_eq!(broken("一二三四五六七", &[], 2.0, 4.0), ["一二", "三四五六", "七"]);
    }

    #[test]
    fn what_cannot_break_is_cut() {
        assert_eq!(broken("abcdefgh", &[], 2.0, 2.0), ["abcd", "efgh"]);
        assert_eq!(broken("", &[], 2.0, 2.0), [""]);
    }

    #[test]
    fn lines_cover_the_text() {
        let text = "据统计，1至4月份，全县城镇新增就业2156人，失业人员再就业658人（其中女性200人）。";
        for room in 2..30 {
            assert_eq!(broken(text, &[], room as f32, room as f32).concat(), text);
        }
    }
}
