//! Chinese numerals: `二百一十三`, `两千三百多`, `一万三`, `三四十万`, `百余`, `二〇二一`, and the forms of accounts (`壹佰伍拾`).

use super::number::{Number, Style, scale_after};

/// Whether a numeral can start with this character.
pub(super) fn may_start(c: char) -> bool {
    digit_of(c).is_some() || power_of(c).is_some_and(|power| power < 8)
}

/// The numeral that starts exactly at a byte, if one does.
pub(super) fn parse(text: &str, at: usize) -> Option<Number> {
    let rest = text.get(at..)?;
    // Asked at many a place where no numeral stands.
    if !rest.starts_with(is_numeral) {
        return None;
    }
    let mut numerals = ['零'; MAX_NUMERALS];
    let mut n_numerals = 0;
    for (slot, c) in numerals.iter_mut().zip(rest.chars().take_while(|&c| is_numeral(c))) {
        *slot = c;
        n_numerals += 1;
    }
    // 五百点名 is no decimal: a point counts only between digits.
    let mut run = numerals.get(..n_numerals)?;
    while let Some((&'点' | &'點', before)) = run.split_last() {
        run = before;
    }
    // 收拾, 队伍, 陆地: the forms of accounts are numerals only among others.
    if run.len() == 1 && run.first().is_some_and(|&c| is_of_accounts(c)) {
        return None;
    }
    let (value, value_high) = evaluate_with_range(run)?;
    let scale = run.iter().rev().find_map(|&c| power_of(c)).unwrap_or(0);
    let end = at + run.iter().map(|c| c.len_utf8()).sum::<usize>();
    let mut number = Number { start: at, end, value, value_high, is_more_than: false, style: Style::Hanzi, scale };
    // 四百多万, 三百余万: 余 inside, then a scale once more.
    let (outer, outer_end, has_more) = scale_after(text, end);
    if has_more && outer >= 4 && scale < 4 {
        number.value *= 10f64.powi(outer as i32);
        number.value_high = number.value_high.map(|high| high * 10f64.powi(outer as i32));
        (number.is_more_than, number.scale, number.end) = (true, outer, outer_end);
    }
    Some(number)
}

/// No figure is longer; a page of numerals is no number.
const MAX_NUMERALS: usize = 20;

fn is_numeral(c: char) -> bool {
    matches!(c, '点' | '點') || digit_of(c).is_some() || power_of(c).is_some()
}

/// 壹贰叁: written in accounts so that nobody can alter them.
fn is_of_accounts(c: char) -> bool {
    matches!(c, '壹' | '贰' | '叁' | '肆' | '伍' | '陆' | '柒' | '捌' | '玖' | '拾' | '佰' | '仟')
}

/// The digit that a character means.
pub(super) fn digit_of(c: char) -> Option<u32> {
    Some(match c {
        '零' | '〇' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '贰' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// The power of ten that a character means.
pub(super) fn power_of(c: char) -> Option<u32> {
    Some(match c {
        '十' | '拾' => 1,
        '百' | '佰' => 2,
        '千' | '仟' => 3,
        '万' => 4,
        '亿' => 8,
        _ => return None,
    })
}

/// Two neighbouring digits mean a range: 三四十万 is read once as 三十万 and once as 四十万; 三五百 is said so, too.
fn evaluate_with_range(run: &[char]) -> Option<(f64, Option<f64>)> {
    let has_scale = run.iter().any(|&c| power_of(c).is_some());
    let is_scaled = |at: usize| run.get(at).is_some_and(|&c| power_of(c).is_some());
    let pairs = (0..).zip(run.iter().zip(run.iter().skip(1)));
    let pair = pairs.into_iter().find_map(|(at, (&first, &second))| match (digit_of(first), digit_of(second)) {
        (Some(low), Some(high)) if low > 0 && high == low + 1 => Some(at),
        (Some(3), Some(5)) if is_scaled(at + 2) => Some(at),
        _ => None,
    });
    let has_point = run.iter().any(|c| matches!(c, '点' | '點'));
    if let Some(at) = pair.filter(|_| (has_scale && !has_point) || run.len() == 2) {
        return Some((evaluate(run, Some(at + 1))?, Some(evaluate(run, Some(at))?)));
    }
    Some((evaluate(run, None)?, None))
}

/// The value of a run of numerals, one of which may be passed over.
fn evaluate(run: &[char], passed_over: Option<usize>) -> Option<f64> {
    let run = || run.iter().enumerate().filter(|&(n, _)| Some(n) != passed_over).map(|(_, &c)| c);
    run().next()?;
    if run().all(|c| digit_of(c).is_some()) {
        // 二〇二一, or a single digit.
        return Some(run().filter_map(digit_of).fold(0.0, |value, d| value * 10.0 + f64::from(d)));
    }
    let mut sum = Sum::default();
    run().try_for_each(|c| sum.add(c))?;
    Some(sum.total + sum.group + sum.pending())
}

/// A numeral being added up.
#[derive(Default)]
struct Sum {
    /// What 万 and 亿 have closed.
    total: f64,
    /// What 十, 百 and 千 have closed since.
    group: f64,
    /// The digit that waits for its scale, with the decimals that follow it.
    digit: Option<f64>,
    /// How many decimals were read, once there is a point.
    decimals: Option<i32>,
    /// The scale word last read: in 一万三 it tells what 三 means.
    power: u32,
    /// Whether 零 stood behind it: 一万零三.
    has_zero: bool,
}

impl Sum {
    fn add(&mut self, c: char) -> Option<()> {
        if matches!(c, '点' | '點') {
            // 一千六点五 is 1600.5.
            if self.power >= 2 && !self.has_zero {
                self.group += self.pending();
                self.digit = None;
            }
            self.decimals = Some(0);
        } else if let Some(d) = digit_of(c) {
            let d = f64::from(d);
            self.has_zero |= d == 0.0;
            self.digit = match (self.decimals, self.digit) {
                (Some(n), whole) => {
                    self.decimals = Some(n + 1);
                    Some(whole.unwrap_or(0.0) + d / 10f64.powi(n + 1))
                }
                (None, None | Some(0.0)) => Some(d),
                // 一九百: two digits that are no range.
                (None, Some(_)) => return None,
            };
        } else if let Some(power) = power_of(c) {
            self.scale(power);
        }
        Some(())
    }

    fn scale(&mut self, power: u32) {
        let factor = 10f64.powi(power as i32);
        self.decimals = None;
        if power < 4 {
            self.group += self.digit.take().unwrap_or(1.0) * factor;
        } else {
            let counted = self.group + self.digit.take().unwrap_or(0.0);
            let is_scaled_again = counted == 0.0 && self.total > 0.0;
            // A bare 万 (万余人) is one; in 一万亿 and 四万万 the last scales what is already there.
            let counted = if counted == 0.0 && self.total == 0.0 { 1.0 } else { counted };
            self.total = if power == 8 || is_scaled_again {
                (self.total + counted) * factor
            } else {
                self.total + counted * factor
            };
            self.group = 0.0;
        }
        (self.power, self.has_zero) = (power, false);
    }

    /// The last digit: of ones, or of the place under the scale word right before it (四百五 is 450, 一万三 is 13000).
    fn pending(&self) -> f64 {
        let digit = self.digit.unwrap_or(0.0);
        let is_short = self.power >= 2 && !self.has_zero && self.decimals.is_none();
        if is_short { digit * 10f64.powi(self.power as i32 - 1) } else { digit }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> (f64, Option<f64>, &str) {
        let number = parse(text, 0).unwrap_or_else(|| panic!("{text} is no number"));
        (number.value, number.value_high, &text[number.end..])
    }

    #[test]
    fn chinese_numerals() {
        for (text, expected, rest) in [
            ("二百一十三人", 213.0, "人"),
            ("两千三百多人", 2300.0, "多人"),
            ("十万个", 100_000.0, "个"),
            ("十五家", 15.0, "家"),
            ("一万五千人", 15_000.0, "人"),
            ("百余名", 100.0, "余名"),
            ("四百多万元", 4_000_000.0, "元"),
            ("二〇二一年", 2021.0, "年"),
            ("一百零八家", 108.0, "家"),
            ("一亿二千万元", 120_000_000.0, "元"),
            ("五点五万人", 55_000.0, "人"),
            ("三百余人", 300.0, "余人"),
            ("二十万零五百人", 200_500.0, "人"),
            ("四百五", 450.0, ""),
            ("一万三", 13_000.0, ""),
            ("一万零三", 10_003.0, ""),
            ("一千六点五", 1600.5, ""),
            ("四万万", 4e8, ""),
            ("壹佰伍拾元", 150.0, "元"),
        ] {
            assert_eq!(value(text), (expected, None, rest), "{text}");
        }
    }

    #[test]
    fn two_digits_are_a_range() {
        assert_eq!(value("三四十万人"), (300_000.0, Some(400_000.0), "人"));
        assert_eq!(value("五六百人"), (500.0, Some(600.0), "人"));
        assert_eq!(value("七八家"), (7.0, Some(8.0), "家"));
        assert_eq!(value("三五百人"), (300.0, Some(500.0), "人"));
    }

    #[test]
    fn words_that_hold_a_numeral_of_accounts_are_none() {
        for text in ["拾起", "伍", "陆续"] {
            assert_eq!(parse(text, 0), None, "{text}");
        }
    }
}
