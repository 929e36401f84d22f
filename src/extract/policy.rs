//! Amounts that a rule sets although the phrase beside them names money paid: 给予一次性创业补贴5000元 is a standard,
//! 单笔最高20万元 behind loans paid out is a cap.

use std::ops::Range;

use super::cues::{Cues, cues};
use super::figure::Figure;
use crate::model::area::AreaLevel;
use crate::model::indicator::Indicator;
use crate::model::quantity::Bound;

/// No rule promises one person or firm more, in yuan.
const LARGEST_LOAN: f64 = 1e7;
/// No rule grants one person more, in yuan.
const LARGEST_GRANT: f64 = 1e5;

/// What is granted in all is more, in yuan.
const SMALL_GRANT: f64 = 1e4;

/// More than there are people, even counted over some years.
const MOST_PEOPLE: f64 = 4e9;

/// Whether an amount, a rate or a number can be what it is taken for: no rule grants a head ten million, no rate passes the whole, and
/// 投资966亿 without its unit are no people.
pub(super) fn is_plausible(indicator: &Indicator, value: f64) -> bool {
    match indicator.id.as_str() {
        "subsidy_standard" => value <= 1e6,
        "minimum_wage" => value <= 1e4,
        "average_wage" => value <= 5e6,
        // The whole country's graduates of ten years are less, too.
        "startup_loan_cap" => value <= 5e7,
        "graduates" | "graduate_employment" | "assisted_employment" => value <= 1e8,
        "surveyed_unemployment_rate" | "registered_unemployment_rate" => value <= 40.0,
        "graduate_employment_rate" => value <= 100.0,
        _ => matches!(indicator.base_unit.as_str(), "元" | "人次") || value <= MOST_PEOPLE,
    }
}

/// Whether a place of a level can have so many of those that an indicator counts: no county moves five million workers. Where it
/// cannot, the text has turned to a wider area without a word that says so.
pub(super) fn fits_place(indicator: &str, level: AreaLevel, value: f64) -> bool {
    let counts_workers = matches!(
        indicator,
        "urban_new_jobs"
            | "reemployment"
            | "hardship_employment"
            | "graduates"
            | "graduate_employment"
            | "rural_transfer"
            | "poverty_relief_employment"
    );
    let most = match level {
        AreaLevel::Country => MOST_PEOPLE,
        AreaLevel::Province => 1e8,
        AreaLevel::Prefecture => 1.2e7,
        AreaLevel::County => 1.5e6,
    };
    !counts_workers || value <= most
}

/// The indicator of the rule that sets this amount, where the phrase names what was paid.
pub(super) fn rule_behind(
    indicator: &str,
    text: &str,
    sentence: &Range<usize>,
    figure: &Figure,
) -> Option<&'static str> {
    static PAID: Cues = Cues::new(&[
        "发放", "拨付", "兑现", "领取", "领到", "累计", "落实", "到账", "支付", "支出", "合计", "共", "余额", "已",
        "投放", "多放",
    ]);
    let is_money = figure.unit().is_some_and(|unit| unit.0 == "元");
    if !is_money {
        return None;
    }
    let before = text.get(sentence.start..figure.range.start)?;
    let clause = cues!["，", "；", "。", "："].last_part(before);
    // 可分别领取技能提升补贴1000元、1500元: what may be drawn has not been paid.
    let may_be_drawn =
        cues!["发放标准", "领取标准", "分别发放", "可领取", "可分别领取", "可申领", "可领到", "可一次性领取", "可享受"]
            .stands_in(clause);
    if PAID.stands_in(clause) && !may_be_drawn {
        return None;
    }
    match indicator {
        "startup_loan_amount" if figure.value <= LARGEST_LOAN => {
            let is_capped = figure.bound == Bound::AtMost || cues!["最高", "上限", "额度", "不超过"].stands_in(clause);
            is_capped.then_some("startup_loan_cap")
        }
        // 职业培训补贴：A类工种1200元: so little trains one person and no more.
        "training_funds" if figure.value <= SMALL_GRANT => Some("subsidy_standard"),
        "subsidy_amount" if figure.value <= LARGEST_GRANT => {
            // 最高1000元, 另有奖补500元: so little is no total.
            let is_small = figure.bound == Bound::AtMost || figure.value <= SMALL_GRANT;
            (is_small || cues!["给予", "每", "分别发放", "可享受", "可申领", "可获", "予以", "标准"].stands_in(clause))
                .then_some("subsidy_standard")
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::figure;

    fn rule(indicator: &str, text: &str) -> Option<&'static str> {
        let at = text.find(|c: char| c.is_ascii_digit()).unwrap();
        let figure = figure::parse(text, at).unwrap();
        rule_behind(indicator, text, &(0..text.len()), &figure)
    }

    #[test]
    fn rules_and_payments() {
        assert_eq!(rule("subsidy_amount", "给予一次性创业补贴5000元"), Some("subsidy_standard"));
        assert_eq!(rule("subsidy_amount", "另有交通补助800元"), Some("subsidy_standard"));
        assert_eq!(rule("subsidy_amount", "发放一次性创业补贴5000元"), None);
        assert_eq!(rule("subsidy_amount", "给予补贴资金3400万元"), None);
        assert_eq!(rule("subsidy_amount", "对跨省务工的发一次性交通补助，最高800元"), Some("subsidy_standard"));
        assert_eq!(rule("subsidy_amount", "一次性交通补助，共800元"), None);
        assert_eq!(rule("startup_loan_amount", "个人单笔最高20万元"), Some("startup_loan_cap"));
        assert_eq!(rule("startup_loan_amount", "累计发放贷款20万元"), None);
    }
}
