//! Numbers as Chinese print writes them: `2156`, `5,820`, `31.3万`, `1亿2千万`, `二百一十三`, `三四十万`, `百余`.
//!
//! A number here is bare: what it counts is read by [`super::figure`].

use super::numeral;

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
    if first.is_ascii_digit() { parse_arabic(text, at) } else { numeral::parse(text, at) }
}

/// Whether a number can start with this character.
pub(super) fn may_start(c: char) -> bool {
    c.is_ascii_digit() || numeral::may_start(c)
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
    // 2·75万人: newspapers of the nineties raise the point.
    if let Some(point) = [".", "·", "・"]
        .iter()
        .find(|point| bytes.get(position..).is_some_and(|rest| rest.starts_with(point.as_bytes())))
    {
        let from = position + point.len();
        let n = run(from);
        if n > 0 && n <= 6 && bytes.get(from + n) != Some(&b'.') {
            take(from, n, &mut mantissa);
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

/// The scale words after a number, with 余/多/几 allowed before or inside them: (power of ten, end, whether 余 stood there).
pub(super) fn scale_after(text: &str, at: usize) -> (u32, usize, bool) {
    let Some((power, end, has_more)) = scale_word(text, at) else { return (0, at, false) };
    // 6千多万, 3百余亿: a small scale may be scaled once more.
    match scale_word(text, end) {
        Some((outer, outer_end, has_more_inside)) if power < 4 && outer >= 4 => {
            (power + outer, outer_end, has_more || has_more_inside)
        }
        _ => (power, end, has_more),
    }
}

fn scale_word(text: &str, at: usize) -> Option<(u32, usize, bool)> {
    let rest = text.get(at..)?;
    let more = if rest.starts_with(['余', '多', '几']) { '余'.len_utf8() } else { 0 };
    let scaled = rest.get(more..)?;
    if !scaled.starts_with(['万', '千', '百', '亿']) {
        return None;
    }
    let (word, power) = SCALES.into_iter().find(|(word, _)| scaled.starts_with(word))?;
    Some((power, at + more + word.len(), more > 0))
}

/// Longest first. 百 and 千 stand after digits too (5百万, 3千多人).
const SCALES: [(&str, u32); 10] = [
    ("万亿", 12),
    ("千亿", 11),
    ("百亿", 10),
    ("万万", 8),
    ("千万", 7),
    ("百万", 6),
    ("亿", 8),
    ("万", 4),
    ("千", 3),
    ("百", 2),
];

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
}
