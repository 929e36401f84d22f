//! The text as recognition sees it: full-width digits and letters narrowed, the punctuation of Chinese sentences widened, traditional
//! characters simplified, stray blanks gone, with a map back.
//!
//! The article's own text is never changed: every find is mapped back to it, so that what is shown and quoted stays as written.

use std::ops::Range;
use std::sync::LazyLock;

use super::chars::CharSet;

/// A text without the accidents of typesetting, and where each of its places stood.
#[derive(Debug, Clone, Default)]
pub struct Folded {
    /// The folded text.
    pub text: String,
    /// Where the two texts begin to run apart, in order; most texts have a handful.
    pieces: Vec<Piece>,
}

/// A stretch of the folded text, up to the next piece.
#[derive(Debug, Clone, Copy)]
struct Piece {
    /// Where it starts in the folded text.
    start: usize,
    /// Where it starts in the source.
    source: usize,
    /// The length in the source of a single character that has another length here; 0 for a run that stands byte for byte.
    replaces: usize,
}

impl Folded {
    /// Folds a text. Line breaks stay: they part blocks.
    pub fn new(source: &str) -> Self {
        let changes = &*CHANGES;
        let mut folded = Self { text: String::with_capacity(source.len() + source.len() / 16), pieces: Vec::new() };
        // What stands before it is folded already.
        let mut copied = 0;
        // The last straight quotation mark, and whether it opened.
        let mut quote = (0, false);
        let mut chars = source.char_indices();
        while let Some((at, c)) = chars.next() {
            if !changes.affected.contains(c) || at < copied {
                continue;
            }
            if is_blank(c) {
                folded.copy(source, copied..at);
                copied = at;
                if !folded.keeps_blank_before(chars.clone().next().map(|(_, next)| next)) {
                    copied += c.len_utf8();
                }
                continue;
            }
            if matches!(c, '[' | '［') {
                if let Some(end) = footnote_mark(source, at) {
                    folded.copy(source, copied..at);
                    copied = end;
                }
                continue;
            }
            let read_as = match c {
                '，' if parts_thousands(source, at) => ',',
                ',' | ';' | ':' | '!' | '?' | '.' => widened(source, at, c),
                '"' => {
                    let opens = !quote.1 || source.get(quote.0..at).is_none_or(|between| between.contains('\n'));
                    quote = (at, opens);
                    if opens { '“' } else { '”' }
                }
                _ => changes.narrow(c),
            };
            if read_as != c {
                folded.copy(source, copied..at);
                copied = at + c.len_utf8();
                folded.replace(read_as, at..copied);
            }
        }
        folded.copy(source, copied..source.len());
        folded
    }

    /// The source range of a range of the folded text.
    pub fn source(&self, range: Range<usize>) -> Range<usize> {
        let start = self.piece_at(range.start).map_or(range.start, |piece| match piece.replaces {
            0 => piece.source + (range.start - piece.start),
            _ => piece.source,
        });
        let Some(last) = range.end.checked_sub(1).filter(|_| !range.is_empty()) else { return start..start };
        let end = self.piece_at(last).map_or(range.end, |piece| match piece.replaces {
            0 => piece.source + (range.end - piece.start),
            len => piece.source + len,
        });
        start..end.max(start)
    }

    /// Where a position of the source lies in the folded text.
    pub fn position(&self, source: usize) -> usize {
        let next = self.pieces.partition_point(|piece| piece.source < source);
        let until = self.pieces.get(next).map_or(self.text.len(), |piece| piece.start);
        let Some(piece) = next.checked_sub(1).and_then(|n| self.pieces.get(n)) else { return 0 };
        if piece.replaces > 0 { until } else { until.min(piece.start + (source - piece.source)) }
    }

    /// The piece that a place of the folded text lies in.
    fn piece_at(&self, at: usize) -> Option<&Piece> {
        self.pieces.partition_point(|piece| piece.start <= at).checked_sub(1).and_then(|n| self.pieces.get(n))
    }

    /// A blank matters only between two words: `1156 名` and `2 亿 人` lose theirs, the gap between two headlines stays.
    fn keeps_blank_before(&self, next: Option<char>) -> bool {
        let (Some(before), Some(after)) = (self.text.chars().next_back(), next) else { return false };
        // 三千 八百 人, 百 分 之 二: what is set apart inside a number is one number.
        let is_inside_number = match (before, after) {
            ('分', '之' | '点' | '點') | ('个' | '個', '百') | ('百', '分') => true,
            (before, '余' | '多' | '几' | '幾' | '个' | '個') => is_numeral(before),
            (before, after) => is_numeral(after) && (before == '之' || is_numeral(before)),
        };
        is_word(before) && is_word(after) && !matches!(before, '万' | '亿') && !is_inside_number
    }

    /// Takes a run over as it stands.
    fn copy(&mut self, source: &str, run: Range<usize>) {
        if let Some(words) = source.get(run.clone()).filter(|words| !words.is_empty()) {
            self.go_on(run.start);
            self.text.push_str(words);
        }
    }

    /// Puts a character in another's place.
    fn replace(&mut self, c: char, from: Range<usize>) {
        if c.len_utf8() == from.len() {
            self.go_on(from.start);
        } else {
            self.pieces.push(Piece { start: self.text.len(), source: from.start, replaces: from.len() });
        }
        self.text.push(c);
    }

    /// Starts a run at a place of the source, unless one leads there already.
    fn go_on(&mut self, source: usize) {
        let start = self.text.len();
        let leads_here = |piece: &Piece| piece.replaces == 0 && piece.source + (start - piece.start) == source;
        if !self.pieces.last().is_some_and(leads_here) {
            self.pieces.push(Piece { start, source, replaces: 0 });
        }
    }
}

/// What folding changes.
struct Changes {
    /// The characters that may be changed or left out.
    affected: CharSet,
    /// From the first character of the main CJK block on: what a traditional one is read as; 0 for the others.
    simplified: Vec<char>,
}

/// The first character of the main CJK block.
const FIRST_CJK: usize = '一' as usize;

static CHANGES: LazyLock<Changes> = LazyLock::new(|| {
    let mut changes = Changes { affected: CharSet::default(), simplified: vec!['\0'; 0xA000 - FIRST_CJK] };
    let lines = include_str!("../../assets/lexicon/traditional.txt").lines().filter(|line| !line.starts_with('#'));
    for pair in lines.flat_map(|line| line.split(' ')) {
        let mut chars = pair.chars();
        if let (Some(traditional), Some(simplified)) = (chars.next(), chars.next())
            && let Some(place) = (traditional as usize).checked_sub(FIRST_CJK)
            && let Some(known) = changes.simplified.get_mut(place)
        {
            *known = simplified;
            changes.affected.insert(traditional);
        }
    }
    // All that `narrow` and `is_blank` speak of lies outside of that block.
    let others = ('\0'..'一').chain('\u{f900}'..='\u{ffff}');
    let marks = ['，', ',', ';', ':', '!', '?', '.', '"', '[', '［'];
    others.filter(|&c| marks.contains(&c) || is_blank(c) || narrow(c) != c).for_each(|c| changes.affected.insert(c));
    changes
});

impl Changes {
    fn narrow(&self, c: char) -> char {
        let simplified = (c as usize).checked_sub(FIRST_CJK).and_then(|place| self.simplified.get(place));
        simplified.copied().filter(|&simplified| simplified != '\0').unwrap_or_else(|| narrow(c))
    }
}

/// 1，280人次: a full-width comma right between a digit and exactly three more parts thousands.
fn parts_thousands(source: &str, at: usize) -> bool {
    let is_digit = |c: char| matches!(c, '0'..='9' | '０'..='９');
    let before = source.get(..at).unwrap_or_default();
    let n_before = before.chars().rev().take_while(|&c| is_digit(c)).take(4).count();
    if n_before == 0 {
        return false;
    }
    let after = source.get(at + '，'.len_utf8()..).unwrap_or_default();
    let n_after = after.chars().take_while(|&c| is_digit(c)).take(4).count();
    let is_decimal = before.trim_end_matches(is_digit).ends_with(['.', '．']);
    n_before <= 3 && n_after == 3 && !is_decimal
}

/// 新增就业655万人,完成73%;…: many a page is typed with the punctuation of Latin text. Beside Chinese characters it is read as what it
/// stands for; inside numbers, times and addresses it stays.
fn widened(source: &str, at: usize, c: char) -> char {
    let before = source.get(..at).and_then(|before| before.chars().next_back());
    let after = source.get(at + 1..).and_then(|after| after.chars().find(|&c| !is_blank(c)));
    let ends_words =
        before.is_some_and(|c| is_word(c) && !c.is_ascii_alphabetic() || matches!(c, '%' | '％' | '）' | ')' | '"'));
    let begins_words = after.is_some_and(|c| is_word(c) && !c.is_ascii_alphabetic());
    // 求人倍率提高0.06. 与去年同期相比: a blank behind the stop of a number.
    // 的1.12.成功介绍: and so is the stop of a number that has its decimal point.
    let is_set_off = || {
        let digits = |text: &str| text.len() - text.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let number = source.get(..at).unwrap_or_default();
        let has_point = number.get(..number.len() - digits(number)).is_some_and(|rest| {
            rest.strip_suffix('.').is_some_and(|rest| rest.ends_with(|c: char| c.is_ascii_digit()))
        });
        has_point || source.get(at + 1..).is_some_and(|rest| rest.starts_with(is_blank))
    };
    if c == '.'
        && before.is_some_and(|c| c.is_ascii_digit())
        && begins_words
        && is_set_off()
        && !numbers_item(source, at)
    {
        return '。';
    }
    match c {
        ',' if ends_words || begins_words => '，',
        ';' if ends_words || begins_words => '；',
        ':' if ends_words => '：',
        '!' if ends_words => '！',
        '?' if ends_words => '？',
        '.' if ends_words && after.is_none_or(|c| c == '\n' || c == '"')
            || ends_words && begins_words && !numbers_item(source, at) =>
        {
            '。'
        }
        other => other,
    }
}

/// 名义增长[1]4.3%: where the mark of a footnote ends, behind words of its line.
fn footnote_mark(source: &str, at: usize) -> Option<usize> {
    let rest = source.get(at..)?;
    let inner = rest.strip_prefix(['[', '［'])?;
    let digits: usize =
        inner.chars().take_while(|c| matches!(c, '0'..='9' | '０'..='９')).take(3).map(char::len_utf8).sum();
    let tail = inner.get(digits..)?;
    let closed = tail.strip_prefix([']', '］'])?;
    let before = source.get(..at)?.trim_end_matches(is_blank);
    let follows_words = before.ends_with(|c: char| is_word(c) || matches!(c, '）' | ')' | '%' | '％'));
    let n_digits = inner.get(..digits)?.chars().count();
    (follows_words && (1..=2).contains(&n_digits)).then_some(source.len() - closed.len())
}

/// The marks of footnotes in a text, all of which folding drops.
pub(super) fn footnote_marks(source: &str) -> impl Iterator<Item = Range<usize>> {
    source.match_indices(['[', '［']).filter_map(|(at, _)| Some(at..footnote_mark(source, at)?))
}

/// 一.城镇就业: the stop of a numbered heading.
fn numbers_item(source: &str, at: usize) -> bool {
    // A number of two characters at most: looking no further keeps long lines linear.
    let mut before = source.get(..at).unwrap_or_default().chars().rev().filter(|&c| !is_blank(c));
    (0..4).any(|_| before.next().is_none_or(|c| c == '\n'))
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{3000}' | '\u{200b}' | '\u{feff}' | '\u{2002}'..='\u{200a}' | '\u{202f}')
}

fn is_word(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '”' | '“' | '》' | '《') || c.is_ascii_alphabetic()
}

fn is_numeral(c: char) -> bool {
    "零〇一二两三四五六七八九十百千万亿点余几壹兩萬億點幾".contains(c)
}

/// The narrow form of full-width digits, letters and of the marks that stand inside figures. Sentence punctuation stays wide.
fn narrow(c: char) -> char {
    match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '％' | '．' | '＋' | '／' | '－' => {
            char::from_u32(c as u32 - 0xFEE0).unwrap_or(c)
        }
        '﹪' => '%',
        '○' => '〇',
        '—' | '–' | '―' | '─' | '～' | '〜' | '∼' | '﹣' | '−' => '—',
        '(' => '（',
        ')' => '）',
        '「' | '『' => '“',
        '」' | '』' => '”',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn blanks_inside_figures_go_and_blanks_between_words_stay() {
        assert_eq!(Folded::new("帮助 1156 名，2021 年").text, "帮助1156名，2021年");
        assert_eq!(Folded::new("达 2 亿 人").text, "达2亿人");
        assert_eq!(Folded::new("良好开局 稳中有进").text, "良好开局 稳中有进");
    }

    #[test]
    fn latin_punctuation_of_chinese_sentences_is_widened() {
        let source = "1-6月,新增就业655万人,完成73%;降0.05个百分点.失业率:4.1%. 比例1:1.2,共1,280人";
        let folded = "1-6月，新增就业655万人，完成73%；降0.05个百分点。失业率：4.1%. 比例1:1.2，共1,280人";
        assert_eq!(Folded::new(source).text, folded.replace("%. 比", "%。比"));
        assert_eq!(Folded::new("\"十四五\"期间,\"春风").text, "“十四五”期间，“春风");
        assert_eq!(Folded::new("一.城镇就业\nwww.jobs.gov.cn:80,GDP").text, "一.城镇就业\nwww.jobs.gov.cn:80,GDP");
    }

    #[test]
    fn marks_of_footnotes_go() {
        assert_eq!(Folded::new("名义增长 [1] 4.3% ，就业人员[12]5人").text, "名义增长4.3%，就业人员5人");
        assert_eq!(Folded::new("[1]就业人员\n［２］见[2021]").text, "[1]就业人员\n[2]见[2021]".replace("[2]", "［2］"));
    }

    #[test]
    fn traditional_characters_are_read_as_simplified_ones() {
        assert_eq!(Folded::new("城鎮新增就業1.3萬人，臺灣與廣東省").text, "城镇新增就业1.3万人，台湾与广东省");
        assert_eq!(Folded::new("「十四五」期間，不低於八億元").text, "“十四五”期间，不低于八亿元");
        // Good simplified characters stay: 乾 of 乾隆, 著 of 著名, 覆 of 覆盖.
        let simplified = "乾隆著名覆盖狼藉瞭望夥计，后来里面只有面粉";
        assert_eq!(Folded::new(simplified).text, simplified);
    }

    #[test]
    fn finds_map_back_to_what_is_written() {
        let source = "贷款１１５６笔，3.08 亿 元";
        let folded = Folded::new(source);
        let at = folded.text.find("3.08亿元").unwrap();
        assert_eq!(&source[folded.source(at..at + "3.08亿元".len())], "3.08 亿 元");
        let at = folded.text.find("1156笔").unwrap();
        assert_eq!(&source[folded.source(at..at + "1156笔".len())], "１１５６笔");
        assert_eq!(folded.position(source.find("笔").unwrap()), folded.text.find("笔").unwrap());
    }

    proptest! {
        /// Each character of the folded text stands where the source has it or what it was folded from.
        #[test]
        fn every_place_maps_there_and_back(source in "[就業业１1，, 　（(万—–a”\n]{0,40}") {
            let folded = Folded::new(&source);
            let mut last = 0;
            for (at, c) in folded.text.char_indices() {
                let range = folded.source(at..at + c.len_utf8());
                let mut written = source[range.clone()].chars();
                let original = written.next().unwrap();
                prop_assert!(written.next().is_none() && last <= range.start);
                let is_mark = matches!((original, c), ('，', ',') | (',', '，'));
                prop_assert!(original == c || CHANGES.narrow(original) == c || is_mark);
                prop_assert_eq!(folded.position(range.start), at);
                last = range.end;
            }
            prop_assert!(folded.source(0..folded.text.len()).end <= source.len());
        }
    }
}
