//! Values as people write them: `31.3万人`, `超1.27万人`, `5万—8万元`, `-0.06个百分点`.

use super::{Language, Numbers, Speech};
use crate::compare::derived::Basis;
use crate::compare::ranking::Mark;
use crate::model::observation::Measure;
use crate::model::quantity::{Bound, Quantity, Unit};

/// English names of units that are not written alike in both languages: unit, one of it, several of it.
const UNITS_EN: [(&str, &str, &str); 20] = [
    ("人", " person", " persons"),
    ("人次", " person-time", " person-times"),
    ("个", "", ""),
    ("家", " firm", " firms"),
    ("户", " household", " households"),
    ("家次", " firm-time", " firm-times"),
    ("户次", " household-time", " household-times"),
    ("个次", " time", " times"),
    ("笔", " loan", " loans"),
    ("场", " event", " events"),
    ("场次", " event", " events"),
    ("次", " time", " times"),
    ("期", " course", " courses"),
    ("元", " yuan", " yuan"),
    ("元/月", " yuan/month", " yuan/month"),
    ("元/年", " yuan/year", " yuan/year"),
    ("元/人", " yuan/person", " yuan/person"),
    ("元/天", " yuan/day", " yuan/day"),
    ("元/小时", " yuan/hour", " yuan/hour"),
    ("百分点", " pp", " pp"),
];

/// A mark's value label; a computed one says so.
pub fn label(mark: &Mark, speech: impl Into<Speech>) -> String {
    let speech = speech.into();
    let text = figure(&mark.quantity(), mark.measure, speech);
    match (mark.basis, speech.language) {
        (Basis::AsTold, _) => text,
        (Basis::MonthlyAverage, Language::Zh) => format!("月均{text}"),
        (Basis::MonthlyAverage, Language::En) => format!("{text} a month"),
    }
}

/// A quantity in the least room, for where its unit stands beside it: hedges are signs, and English steps are letters
/// (`≥1.38M`), so that no step is lost where many stand together.
pub fn compact(quantity: &Quantity, speech: impl Into<Speech>) -> String {
    let speech = speech.into();
    let hedge = match quantity.bound {
        Bound::Exact | Bound::Range => "",
        Bound::About => "≈",
        Bound::MoreThan => ">",
        Bound::AtLeast => "≥",
        Bound::AtMost => "≤",
    };
    let number = |value: f64| {
        let steps: &[(f64, &str)] = if value.abs() < 1e4 { &[] } else { &[(1e9, "bn"), (1e6, "M"), (1e3, "K")] };
        let is_english = speech.language == Language::En && speech.numbers == Numbers::Thousands;
        let short = scaled(value, steps).filter(|_| is_english && quantity.unit.takes_wan());
        short.unwrap_or_else(|| number(value, &quantity.unit, speech))
    };
    let high = quantity.value_high.map(|high| format!("–{}", number(high))).unwrap_or_default();
    format!("{hedge}{}{high}", number(quantity.value))
}

/// A figure in short: changes carry their sign (`-0.06个百分点`), hedged changes are said in words (`下降超5%`).
pub fn figure(quantity: &Quantity, measure: Measure, speech: impl Into<Speech>) -> String {
    let speech = speech.into();
    if !is_change(measure) {
        return plain(quantity, speech);
    }
    if quantity.bound != Bound::Exact || quantity.value_high.is_some() {
        return change(quantity, speech);
    }
    let sign = if quantity.value > 0.0 { "+" } else { "" };
    format!("{sign}{}", plain(quantity, speech))
}

/// A change in words: `下降0.06个百分点`, `增长5.2%`, `减少1.3万人`.
pub fn change(quantity: &Quantity, speech: impl Into<Speech>) -> String {
    let speech = speech.into();
    if quantity.value == 0.0 && quantity.value_high.is_none() {
        return match speech.language {
            Language::Zh => "持平".to_owned(),
            Language::En => "unchanged".to_owned(),
        };
    }
    let is_rise = quantity.value > 0.0;
    let word = match (speech.language, quantity.unit.0.as_ref(), is_rise) {
        (Language::Zh, "%", true) => "增长",
        (Language::Zh, "%" | "百分点", false) => "下降",
        (Language::Zh, "百分点", true) => "上升",
        (Language::Zh, _, true) => "增加",
        (Language::Zh, _, false) => "减少",
        (Language::En, _, true) => "up ",
        (Language::En, _, false) => "down ",
    };
    let size =
        Quantity { value: quantity.value.abs(), value_high: quantity.value_high.map(f64::abs), ..quantity.clone() };
    format!("{word}{}", plain(&size, speech))
}

/// A quantity as it is, with its hedge.
fn plain(quantity: &Quantity, speech: Speech) -> String {
    let Quantity { value, value_high, unit, bound } = quantity;
    if let Some(high) = value_high {
        return range(*value, *high, unit, speech);
    }
    let text = amount(*value, unit, speech);
    match (speech.language, bound) {
        (_, Bound::Exact | Bound::Range) => text,
        (Language::Zh, Bound::About) => format!("约{text}"),
        (Language::Zh, Bound::MoreThan) => format!("超{text}"),
        (Language::Zh, Bound::AtLeast) => format!("{text}以上"),
        (Language::Zh, Bound::AtMost) => format!("不超过{text}"),
        (Language::En, Bound::About) => format!("about {text}"),
        (Language::En, Bound::MoreThan) => format!("over {text}"),
        (Language::En, Bound::AtLeast) => format!("{text} or more"),
        (Language::En, Bound::AtMost) => format!("up to {text}"),
    }
}

fn range(low: f64, high: f64, unit: &Unit, speech: Speech) -> String {
    match speech.language {
        // A percentage keeps its sign at both ends, as print does: 5%—8%.
        Language::Zh if unit.0 == "%" => format!("{}%—{}%", decimal(low, 4), decimal(high, 4)),
        Language::Zh => format!("{}—{}", number(low, unit, speech), amount(high, unit, speech)),
        Language::En => format!("{}–{}", number(low, unit, speech), amount(high, unit, speech)),
    }
}

/// Number and unit.
fn amount(value: f64, unit: &Unit, speech: Speech) -> String {
    let number = number(value, unit, speech);
    match speech.language {
        Language::Zh => format!("{number}{}", unit_zh(unit)),
        Language::En => format!("{number}{}", unit_en(unit, value)),
    }
}

/// The number alone, in the steps asked for.
fn number(value: f64, unit: &Unit, speech: Speech) -> String {
    let steps: &[(f64, &str)] = match (speech.numbers, speech.language) {
        _ if !unit.takes_wan() => &[],
        (Numbers::WanYi, _) => &[(1e12, "万亿"), (1e8, "亿"), (1e4, "万")],
        (Numbers::Thousands, Language::En) => &[(1e9, " billion"), (1e6, " million")],
        (Numbers::Thousands, Language::Zh) => &[],
    };
    scaled(value, steps).unwrap_or_else(|| match speech.numbers {
        Numbers::WanYi => decimal(value, 4),
        Numbers::Thousands => grouped(value),
    })
}

/// The factor and the words of an axis whose largest value has this size: 1万 and `万人`, a thousand and `thousand persons`.
pub fn axis(size: f64, unit: &Unit, speech: Speech) -> (f64, String) {
    let steps: &[(f64, &str)] = match (speech.numbers, speech.language) {
        _ if !unit.takes_wan() => &[],
        (Numbers::WanYi, _) => &[(1e8, "亿"), (1e4, "万")],
        (Numbers::Thousands, Language::En) => &[(1e9, "billion "), (1e6, "million "), (1e4, "thousand ")],
        (Numbers::Thousands, Language::Zh) => &[(1e9, "十亿"), (1e6, "百万"), (1e4, "千")],
    };
    let (factor, word) = steps.iter().find(|(factor, _)| size >= *factor).map_or((1.0, ""), |&step| step);
    // Four digits need no thousands; five do.
    let factor = if word == "thousand " || word == "千" { 1e3 } else { factor };
    let unit = match speech.language {
        Language::Zh if unit.0 == "百分点" => &unit.0,
        Language::Zh => unit_zh(unit),
        Language::En => return (factor, format!("{word}{}", unit_en(unit, f64::INFINITY).trim())),
    };
    (factor, format!("{word}{unit}"))
}

/// How far below a step a value may lie and still be written in it: 99999999 is 1亿 and not 10000万, yet 9999 stays 9999.
const NEARLY: f64 = 1.0 - 5e-7;

/// The value in the largest step that it fills, with two decimals.
fn scaled(value: f64, steps: &[(f64, &str)]) -> Option<String> {
    let (factor, word) = steps.iter().find(|(factor, _)| value.abs() >= factor * NEARLY)?;
    Some(format!("{}{word}", decimal(value / factor, 2)))
}

/// At most this many decimals, without trailing zeros; a negative zero is zero.
fn decimal(value: f64, n_decimals: usize) -> String {
    let text = format!("{value:.n_decimals$}");
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

fn grouped(value: f64) -> String {
    let text = decimal(value, if value.abs() < 1000.0 { 4 } else { 2 });
    let (whole, fraction) = text.split_once('.').map_or((text.as_str(), None), |(whole, rest)| (whole, Some(rest)));
    let n_digits = whole.trim_start_matches('-').len();
    let mut grouped: String = whole.chars().take(whole.len() - n_digits).collect();
    for (n, digit) in whole.trim_start_matches('-').chars().enumerate() {
        if n > 0 && (n_digits - n) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    match fraction {
        Some(fraction) => format!("{grouped}.{fraction}"),
        None => grouped,
    }
}

fn unit_zh(unit: &Unit) -> &str {
    match unit.0.as_ref() {
        "百分点" => "个百分点",
        // 求人倍率1.04: a ratio is written bare.
        "倍" => "",
        unit => unit,
    }
}

fn unit_en(unit: &Unit, value: f64) -> String {
    let known = UNITS_EN.iter().find(|(zh, ..)| *zh == unit.0);
    match known {
        Some((_, one, _)) if value == 1.0 => (*one).to_owned(),
        Some((_, _, many)) => (*many).to_owned(),
        None if unit.0 == "倍" => String::new(),
        None => unit.0.to_string(),
    }
}

fn is_change(measure: Measure) -> bool {
    matches!(measure, Measure::YoyRate | Measure::YoyChange | Measure::MomRate | Measure::MomChange)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quantity(value: f64, unit: &'static str, bound: Bound) -> Quantity {
        Quantity { value, value_high: None, unit: Unit::new(unit), bound }
    }

    #[test]
    fn figures_read_as_people_write_them() {
        use Bound::{About, AtLeast, AtMost, Exact, MoreThan};
        use Measure::{Level, MomChange, YoyChange, YoyRate};
        let cases = [
            (Level, 313_000.0, "人", Exact, "31.3万人", "313,000 persons"),
            (Level, 1.32e8, "元", Exact, "1.32亿元", "132 million yuan"),
            (Level, 1.25e12, "元", Exact, "1.25万亿元", "1250 billion yuan"),
            (Level, 12_700.0, "人", MoreThan, "超1.27万人", "over 12,700 persons"),
            (Level, 9820.0, "人", About, "约9820人", "about 9,820 persons"),
            (Level, 1.2e7, "人", AtLeast, "1200万人以上", "12 million persons or more"),
            (Level, 5.5, "%", AtMost, "不超过5.5%", "up to 5.5%"),
            (Level, 5.5, "%", Exact, "5.5%", "5.5%"),
            (Level, 1.04, "倍", Exact, "1.04", "1.04"),
            (Level, 2500.0, "元/月", Exact, "2500元/月", "2,500 yuan/month"),
            (Level, 25_000.0, "元/月", Exact, "25000元/月", "25,000 yuan/month"),
            (Level, 99_999_999.0, "人", Exact, "1亿人", "100 million persons"),
            (Level, 9999.0, "人", Exact, "9999人", "9,999 persons"),
            (Level, 10_000.0, "个", Exact, "1万个", "10,000"),
            (Level, 1.0, "家", Exact, "1家", "1 firm"),
            (Level, 11.0, "场", Exact, "11场", "11 events"),
            (Level, 0.0, "人", Exact, "0人", "0 persons"),
            (YoyChange, -0.06, "百分点", Exact, "-0.06个百分点", "-0.06 pp"),
            (YoyRate, 5.2, "%", Exact, "+5.2%", "+5.2%"),
            (YoyRate, -5.0, "%", MoreThan, "下降超5%", "down over 5%"),
            (MomChange, 13_000.0, "人", Exact, "+1.3万人", "+13,000 persons"),
            (MomChange, 13_000.0, "人", About, "增加约1.3万人", "up about 13,000 persons"),
        ];
        for (measure, value, unit, bound, zh, en) in cases {
            let quantity = quantity(value, unit, bound);
            assert_eq!(figure(&quantity, measure, Language::Zh), zh);
            assert_eq!(figure(&quantity, measure, Language::En), en);
        }
    }

    #[test]
    fn in_the_least_room_no_step_is_lost() {
        use Bound::{About, AtLeast, Exact};
        let cases = [
            (1_383_000.0, "人", Exact, "138.3万", "1.38M"),
            (596_000.0, "人", About, "≈59.6万", "≈596K"),
            (2156.0, "人", AtLeast, "≥2156", "≥2,156"),
            (1.25e9, "元", Exact, "12.5亿", "1.25bn"),
            (5.2, "%", Exact, "5.2", "5.2"),
        ];
        for (value, unit, bound, zh, en) in cases {
            let quantity = quantity(value, unit, bound);
            assert_eq!(compact(&quantity, Language::Zh), zh);
            assert_eq!(compact(&quantity, Language::En), en);
        }
    }

    #[test]
    fn changes_in_words_carry_no_sign() {
        let cases = [
            (-0.06, "百分点", "下降0.06个百分点", "down 0.06 pp"),
            (0.1, "百分点", "上升0.1个百分点", "up 0.1 pp"),
            (5.2, "%", "增长5.2%", "up 5.2%"),
            (-13_000.0, "人", "减少1.3万人", "down 13,000 persons"),
            (0.0, "%", "持平", "unchanged"),
        ];
        for (value, unit, zh, en) in cases {
            let quantity = quantity(value, unit, Bound::Exact);
            assert_eq!(change(&quantity, Language::Zh), zh);
            assert_eq!(change(&quantity, Language::En), en);
        }
    }

    #[test]
    fn ranges_scale_each_end() {
        let cases = [
            (50_000.0, 80_000.0, "元", "5万—8万元", "50,000–80,000 yuan"),
            (8000.0, 12_000.0, "人", "8000—1.2万人", "8,000–12,000 persons"),
            (5.0, 8.0, "%", "5%—8%", "5–8%"),
            (2000.0, 3000.0, "元/月", "2000—3000元/月", "2,000–3,000 yuan/month"),
        ];
        for (low, high, unit, zh, en) in cases {
            let quantity = Quantity { value_high: Some(high), ..quantity(low, unit, Bound::Range) };
            assert_eq!(figure(&quantity, Measure::Level, Language::Zh), zh);
            assert_eq!(figure(&quantity, Measure::Level, Language::En), en);
        }
    }

    #[test]
    fn steps_do_not_hang_on_the_language() {
        let of = |value, unit, speech| figure(&quantity(value, unit, Bound::Exact), Measure::Level, speech);
        let grouped = Speech { language: Language::Zh, numbers: Numbers::Thousands };
        let wan = Speech { language: Language::En, numbers: Numbers::WanYi };
        let cases = [
            (313_000.0, "人", "313,000人", "31.3万 persons"),
            (1.32e8, "元", "132,000,000元", "1.32亿 yuan"),
            (25_000.0, "元/月", "25,000元/月", "25000 yuan/month"),
            (5.5, "%", "5.5%", "5.5%"),
        ];
        for (value, unit, zh, en) in cases {
            assert_eq!((of(value, unit, grouped).as_str(), of(value, unit, wan).as_str()), (zh, en));
        }
    }

    #[test]
    fn an_axis_says_its_scale() {
        let cases = [
            ("人", 9820.0, (1.0, "人"), (1.0, "persons")),
            ("人", 55_000.0, (1e4, "万人"), (1e3, "thousand persons")),
            ("元", 1.5e9, (1e8, "亿元"), (1e9, "billion yuan")),
            ("%", 5.5, (1.0, "%"), (1.0, "%")),
            ("百分点", 0.5, (1.0, "百分点"), (1.0, "pp")),
        ];
        for (unit, size, zh, en) in cases {
            let unit = Unit::new(unit);
            for ((factor, words), language) in [(zh, Language::Zh), (en, Language::En)] {
                assert_eq!(axis(size, &unit, language.into()), (factor, words.to_owned()));
            }
        }
        let grouped = Speech { language: Language::Zh, numbers: Numbers::Thousands };
        assert_eq!(axis(55_000.0, &Unit::new("人"), grouped), (1e3, "千人".to_owned()));
    }
}
