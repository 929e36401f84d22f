//! Numbers as Chinese print writes them: `2156`, `5,820`, `31.3万`, `1亿2千万`, `二百一十三`, `三四十万`, `百余`.
//!
//! A number here is bare: what it counts is read by [`super::figure`].

/// A number in a folded text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Number {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// The value, scaled.
    pub value: f64,
    /// The upper end where two neighbouring digits mean a range (三四十万).
    pub value_high: Option<f64>,
    /// Whether 余, 多 or 几 stood inside it (60余万, 四百多).
    pub is_more_than: bool,
    /// How it is written.
    pub style: Style,
    /// The power of ten of its last scale word (万 = 4), 0 without one.
    pub scale: u32,
}

/// How a number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// With Arabic digits.
    Arabic,
    /// With Chinese numerals.
    Hanzi,
}

/// The number that starts exactly at a byte, if one does.
pub(super) fn parse(text: &str, at: usize) -> Option<Number> {
    let rest = text.get(at..)?;
    let first = rest.chars().next()?;
    if first.is_ascii_digit() { parse_arabic(text, at) } else { parse_hanzi(text, at) }
}

/// Whether a number can start with this character.
pub(super) fn may_start(c: char) -> bool {
    c.is_ascii_digit() || digit_of(c).is_some() || power_of(c).is_some_and(|power| power < 8)
}

fn parse_arabic(text: &str, at: usize) -> Option<Number> {
    let (mut mantissa, mut decimals, mut end) = digits(text, at)?;
    let mut number =
        Number { start: at, end, value: 0.0, value_high: None, is_more_than: false, style: Style::Arabic, scale: 0 };
    let mut value = 0.0;
    loop {
        let (scale, scale_end, has_more) = scale_after(text, end);
        if scale == 0 {
            value += shifted(mantissa, decimals, 0);
            break;
        }
        value += shifted(mantissa, decimals, scale);
        end = scale_end;
        number.scale = scale;
        number.is_more_than |= has_more;
        // 1亿2千万, 3万5千: a smaller scaled part may follow at once.
        let Some((m, d, digits_end)) = digits(text, end) else { break };
        let (next_scale, ..) = scale_after(text, digits_end);
        if next_scale == 0 || next_scale >= scale {
            break;
        }
        (mantissa, decimals, end) = (m, d, digits_end);
    }
    number.end = end;
    number.value = value;
    Some(number)
}

/// Mantissa, number of decimals, end. Commas part thousands only where exactly three digits follow each.
fn digits(text: &str, at: usize) -> Option<(u64, u32, usize)> {
    let bytes = text.as_bytes();
    let mut mantissa: u64 = 0;
    let mut end = at;
    let run = |from: usize| bytes.iter().skip(from).take_while(|b| b.is_ascii_digit()).count();
    let mut take = |from: usize, n: usize, mantissa: &mut u64| {
        for &b in bytes.get(from..from + n).unwrap_or_default() {
            *mantissa = mantissa.saturating_mul(10).saturating_add(u64::from(b - b'0'));
        }
        end = from + n;
    };
    let first = run(at);
    if first == 0 || first > 15 {
        return None;
    }
    take(at, first, &mut mantissa);
    let mut position = at + first;
    if first <= 3 {
        while bytes.get(position) == Some(&b',') && run(position + 1) == 3 {
            take(position + 1, 3, &mut mantissa);
            position += 4;
        }
    }
    let mut decimals = 0;
    if bytes.get(position) == Some(&b'.') {
        let n = run(position + 1);
        if n > 0 && n <= 6 && bytes.get(position + 1 + n) != Some(&b'.') {
            take(position + 1, n, &mut mantissa);
            decimals = n as u32;
        }
    }
    Some((mantissa, decimals, end))
}

/// mantissa · 10^(scale − decimals), exact as far as an f64 allows.
fn shifted(mantissa: u64, decimals: u32, scale: u32) -> f64 {
    let power = |n: u32| 10f64.powi(n as i32);
    if scale >= decimals {
        mantissa as f64 * power(scale - decimals)
    } else {
        mantissa as f64 / power(decimals - scale)
    }
}

/// The scale words after digits, with 余/多/几 allowed before them: (power of ten, end, whether 余 stood there).
fn scale_after(text: &str, at: usize) -> (u32, usize, bool) {
    let Some(rest) = text.get(at..) else { return (0, at, false) };
    let more = ["余", "多", "几"].into_iter().find(|word| rest.starts_with(word)).map_or(0, str::len);
    let scaled = rest.get(more..).unwrap_or_default();
    for (word, power) in SCALES {
        if scaled.starts_with(word) {
            return (power, at + more + word.len(), more > 0);
        }
    }
    (0, at, false)
}

/// Longest first. 百 and 千 stand after digits too (5百万, 3千多人).
const SCALES: [(&str, u32); 9] =
    [("万亿", 12), ("千亿", 11), ("百亿", 10), ("千万", 7), ("百万", 6), ("亿", 8), ("万", 4), ("千", 3), ("百", 2)];

fn digit_of(c: char) -> Option<u32> {
    Some(match c {
        '零' | '〇' => 0,
        '一' | '壹' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

fn parse_hanzi(text: &str, at: usize) -> Option<Number> {
    let run: Vec<char> = text.get(at..)?.chars().take_while(|&c| is_numeral(c)).take(MAX_NUMERALS).collect();
    // 五百点名 is no decimal: a point counts only between digits.
    let mut run = &run[..];
    while let Some((&'点', before)) = run.split_last() {
        run = before;
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
    c == '点' || digit_of(c).is_some() || power_of(c).is_some()
}

fn power_of(c: char) -> Option<u32> {
    Some(match c {
        '十' => 1,
        '百' => 2,
        '千' => 3,
        '万' => 4,
        '亿' => 8,
        _ => return None,
    })
}

/// Two neighbouring digits mean a range: 三四十万 is read once as 三十万 and once as 四十万.
fn evaluate_with_range(run: &[char]) -> Option<(f64, Option<f64>)> {
    let has_scale = run.iter().any(|&c| power_of(c).is_some());
    let pair = run.windows(2).position(|pair| match (digit_of(pair[0]), digit_of(pair[1])) {
        (Some(low), Some(high)) => low > 0 && high == low + 1,
        _ => false,
    });
    if let Some(at) = pair.filter(|_| (has_scale && !run.contains(&'点')) || run.len() == 2) {
        let without = |n: usize| run.iter().enumerate().filter(|&(m, _)| m != n).map(|(_, &c)| c).collect::<Vec<_>>();
        return Some((evaluate(&without(at + 1))?, Some(evaluate(&without(at))?)));
    }
    Some((evaluate(run)?, None))
}

fn evaluate(run: &[char]) -> Option<f64> {
    if run.is_empty() {
        return None;
    }
    if run.iter().all(|&c| digit_of(c).is_some()) {
        // 二〇二一, or a single digit.
        return Some(run.iter().filter_map(|&c| digit_of(c)).fold(0.0, |value, d| value * 10.0 + f64::from(d)));
    }
    let (mut total, mut group, mut digit) = (0.0, 0.0, None::<f64>);
    let mut decimals: Option<i32> = None;
    for &c in run {
        if c == '点' {
            decimals = Some(0);
        } else if let Some(d) = digit_of(c) {
            digit = match (decimals, digit) {
                (Some(n), whole) => {
                    decimals = Some(n + 1);
                    Some(whole.unwrap_or(0.0) + f64::from(d) / 10f64.powi(n + 1))
                }
                (None, None | Some(0.0)) => Some(f64::from(d)),
                // 一九百: two digits that are no range.
                (None, Some(_)) => return None,
            };
        } else if let Some(power) = power_of(c) {
            let factor = 10f64.powi(power as i32);
            decimals = None;
            if power < 4 {
                group += digit.take().unwrap_or(1.0) * factor;
            } else {
                let counted = group + digit.take().unwrap_or(0.0);
                // A bare 万 (万余人) is one; in 一万亿 the 亿 scales what is already there.
                let counted = if counted == 0.0 && total == 0.0 { 1.0 } else { counted };
                total = if power == 8 { (total + counted) * factor } else { total + counted * factor };
                group = 0.0;
            }
        }
    }
    Some(total + group + digit.unwrap_or(0.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> (f64, Option<f64>, &str) {
        let number = parse(text, 0).unwrap_or_else(|| panic!("{text} is no number"));
        (number.value, number.value_high, &text[number.end..])
    }

    #[test]
    fn arabic_numbers() {
        for (text, expected, rest) in [
            ("2156人", 2156.0, "人"),
            ("5,820人次", 5820.0, "人次"),
            ("1,143,000元", 1_143_000.0, "元"),
            ("31.3万灵活", 313_000.0, "灵活"),
            ("1.32亿元", 132_000_000.0, "元"),
            ("1亿2千万元", 120_000_000.0, "元"),
            ("60余万人", 600_000.0, "人"),
            ("0.06个", 0.06, "个"),
            ("1.2万、3400人", 12_000.0, "、3400人"),
            ("3,12人", 3.0, ",12人"),
            ("494.86万人", 4_948_600.0, "人"),
            ("1.5万亿元", 1.5e12, "元"),
        ] {
            assert_eq!(value(text), (expected, None, rest), "{text}");
        }
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
        ] {
            assert_eq!(value(text), (expected, None, rest), "{text}");
        }
        assert_eq!(value("三四十万人"), (300_000.0, Some(400_000.0), "人"));
        assert_eq!(value("五六百人"), (500.0, Some(600.0), "人"));
        assert_eq!(value("七八家"), (7.0, Some(8.0), "家"));
    }
}
