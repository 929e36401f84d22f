//! What `explain` says, in both languages. `{…}` is filled in; no sentence is made elsewhere.

use crate::cli::table::Words;
use crate::compare::words::Language;
use crate::extract::explain::{Omission, Place, StatusReason};
use crate::model::observation::Measure;
use crate::model::period::PeriodKind;
use crate::model::quantity::Bound;

const fn say(zh: &'static str, en: &'static str) -> Words {
    Words { zh, en }
}

pub(super) const HEADING: Words = say(
    "第 {n} 篇　{title}（数字 {numbers} 处，提取 {found} 处）",
    "Article {n}: {title} (numbers: {numbers}, extracted: {found})",
);
pub(super) const FOUND: Words = say("● {quote} → {name} {figure}", "● {quote} → {name}: {figure}");
pub(super) const LEFT_OUT: Words = say("○ {quote} 不提取：{reason}", "○ {quote} is left out: {reason}");
pub(super) const SENTENCE: Words = say("  原句　{sentence}", "  sentence   {sentence}");
pub(super) const AMOUNT: Words = say("  数值　{value} {unit}（{bound}）", "  value      {value} {unit} ({bound})");
pub(super) const RANGE: Words =
    say("  数值　{low} 至 {high} {unit}（区间）", "  value      {low} to {high} {unit} (range)");
pub(super) const NO_UNIT: Words = say("没有单位", "no unit");
pub(super) const FORM: Words = say("  口径　{measure}", "  measure    {measure}");
pub(super) const FORM_READ: Words =
    say("  口径　{measure}：数字前写着“{words}”", "  measure    {measure}: the words before it are “{words}”");
pub(super) const INDICATOR: Words =
    say("  指标　{name}（{id}）：由“{words}”认出", "  indicator  {name} ({id}): named by “{words}”");
pub(super) const OTHER_MATTER: Words = say("与就业无关", "none of this field");
pub(super) const CANDIDATE: Words =
    say("  候选　{probability}　{name}　“{words}”", "  candidates {probability}  {name}  “{words}”");
pub(super) const CANDIDATE_MORE: Words =
    say("  　　　{probability}　{name}　“{words}”", "             {probability}  {name}  “{words}”");
pub(super) const TOTALS: Words =
    say("  　　　合计 {first} {p}，其次{second} {q}", "             in all {first} {p}, next {second} {q}");
pub(super) const AREA: Words = say("  地区　{name}（{code}）：{ground}", "  area       {name} ({code}): {ground}");
pub(super) const AREA_POINTED: Words = say(
    "  地区　{name}（{code}）：{ground}，指文中正在说的这个地区",
    "  area       {name} ({code}): {ground}, which points to the area that the text is about",
);
pub(super) const AREA_COUNTRY: Words = say(
    "  地区　{name}（{code}）：文中没有提到别的地区，当作全国",
    "  area       {name} ({code}): no other area is named, so the country is meant",
);
pub(super) const AREA_ALONE: Words = say(
    "  地区　{name}（{code}）：文章或整份简报说的就是这里",
    "  area       {name} ({code}): what the article, or the whole bulletin, is about",
);
pub(super) const AREA_UNTOLD: Words =
    say("  地区　不明：文中没有说清是哪里", "  area       unknown: the text does not tell");
pub(super) const NO_CODE: Words = say("没有代码", "no code");
pub(super) const PERIOD_UNTOLD: Words =
    say("  时期　不明：文中没有说到时间", "  period     unknown: the text names no time");
pub(super) const PERIOD_UNUSED: Words = say(
    "  时期　不明：前面说到的“{words}”不作它的时间，或者缺少简报日期",
    "  period     unknown: “{words}”, named before, does not date it, or the bulletin's date is missing",
);
pub(super) const TAKEN_FOR_GRANTED: Words = say("由上下文推定", "inferred from the context");
pub(super) const DETAIL: Words = say("  细目　{detail}", "  detail     {detail}");
pub(super) const RULE: Words =
    say("  规则　{rule}：{meaning}；把握 {n}", "  rule       {rule}: {meaning}; confidence {n}");

/// Puts values into a template, in one pass, so that braces in a value stay as they are.
pub(super) fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some((before, tail)) = rest.split_once('{') {
        filled.push_str(before);
        let (key, after) = tail.split_once('}').unwrap_or((tail, ""));
        filled.push_str(values.iter().find(|(name, _)| *name == key).map_or("", |(_, value)| value));
        rest = after;
    }
    filled.push_str(rest);
    filled
}

/// That the bulletin has fewer articles.
pub(super) fn no_such_article(number: usize, n_articles: usize, language: Language) -> String {
    let template = say(
        "没有第 {n} 篇文章：共 {all} 篇，用 jobscope articles 可以列出",
        "there is no article {n}: it has {all}; jobscope articles lists them",
    );
    fill(template.of(language), &[("n", &number.to_string()), ("all", &n_articles.to_string())])
}

pub(super) fn bound(bound: Bound) -> Words {
    match bound {
        Bound::Exact => say("确数", "exact"),
        Bound::About => say("约数", "about"),
        Bound::MoreThan => say("超过", "more than"),
        Bound::AtLeast => say("至少", "at least"),
        Bound::AtMost => say("至多", "at most"),
        Bound::Range => say("区间", "range"),
    }
}

pub(super) fn measure(measure: Measure) -> Words {
    match measure {
        Measure::Level => say("水平值", "level"),
        Measure::Completion => say("完成率", "completion"),
        Measure::YoyRate => say("同比", "year-on-year rate"),
        Measure::YoyChange => say("同比增减", "year-on-year change"),
        Measure::MomRate => say("环比", "rate against the period before"),
        Measure::MomChange => say("环比增减", "change against the period before"),
        Measure::Share => say("占比", "share"),
    }
}

/// Where words stand.
pub(super) fn place(place: Place) -> Words {
    match place {
        Place::Clause => say("同一分句里写着“{words}”", "“{words}” in the same clause"),
        Place::Sentence => say("同一句里写着“{words}”", "“{words}” in the same sentence"),
        Place::Headline => say("标题里写着“{words}”", "“{words}” in the headline"),
        Place::Before => say("沿用前文的“{words}”（{excerpt}）", "“{words}”, carried from before ({excerpt})"),
        Place::Behind => say(
            "后文说同一个数字时写着“{words}”（{excerpt}）",
            "“{words}”, where the same figure is told again ({excerpt})",
        ),
        Place::Nowhere => say("", ""),
    }
}

pub(super) fn period(kind: PeriodKind, has_end: bool, is_day: bool) -> Words {
    match kind {
        PeriodKind::AsOf => say("  时期　{start} 这一天：{ground}", "  period     as of {start}: {ground}"),
        PeriodKind::During if !has_end => say("  时期　{start} 起：{ground}", "  period     from {start} on: {ground}"),
        PeriodKind::During if is_day => say("  时期　{start} 当天：{ground}", "  period     on {start}: {ground}"),
        PeriodKind::During => say("  时期　{start} 至 {end} 期间：{ground}", "  period     {start} to {end}: {ground}"),
    }
}

/// Why a figure is reported, planned or set by a rule.
pub(super) fn status_reason(reason: StatusReason, has_words: bool) -> Words {
    match reason {
        StatusReason::Reported => {
            say("  性质　{status}：没有话说它是计划", "  status     {status}: nothing speaks of a plan")
        }
        StatusReason::HeadlinePlans => {
            say("  性质　{status}：标题宣布的是计划", "  status     {status}: the headline announces a plan")
        }
        StatusReason::TargetNoun => say(
            "  性质　{status}：数字旁边写着目标、任务或计划",
            "  status     {status}: a word such as 目标 or 任务 stands at the figure",
        ),
        StatusReason::PlanWords if has_words => {
            say("  性质　{status}：前面写着“{words}”", "  status     {status}: “{words}” stands before it")
        }
        StatusReason::PlanWords => say(
            "  性质　{status}：今年的数字带着“以上”“左右”一类的话，又没有说已经做到",
            "  status     {status}: a figure of this year hedged like an aim, and nothing says that it was reached",
        ),
        StatusReason::LeadIn => {
            say("  性质　{status}：上面引出这一段的话是计划", "  status     {status}: the line above announces a plan")
        }
        StatusReason::TableHead => say(
            "  性质　{status}：表头或行名写着目标或计划",
            "  status     {status}: the table's head or label says 目标 or 计划",
        ),
        StatusReason::LiesAhead => say(
            "  性质　{status}：所说的时期在简报日期以后",
            "  status     {status}: its period lies behind the bulletin's date",
        ),
        StatusReason::Rule => {
            say("  性质　{status}：这个指标是政策规定的标准", "  status     {status}: the indicator is set by a rule")
        }
    }
}

/// Why a number is no figure.
pub(super) fn omission(omission: Omission) -> Words {
    match omission {
        Omission::Time => say("这是时间", "it is a time"),
        Omission::PartOfName => {
            say("这是名称、编号或次序的一部分", "its digits are part of a name, a code or an ordinal")
        }
        Omission::Fraction => {
            say("用文字写的几成、几分之几或翻几番不提取", "fractions and multiples in words are not extracted")
        }
        Omission::ForeignUnit => say("“{unit}”不是就业统计的单位", "“{unit}” is no unit of employment statistics"),
        Omission::SmallNumeral => {
            say("用汉字写的一、二很少是统计数", "one or two in Chinese numerals is rarely a statistic")
        }
        Omission::NoPhrase => say("这句话里没有说到任何指标", "no indicator is named in its sentence"),
        Omission::UnitOfNoPhrase => {
            say("句中的指标都不用“{unit}”作单位", "none of the indicators named in its sentence goes with “{unit}”")
        }
        Omission::TooWeak => say(
            "没有指标与它足够相配，最近的“{words}”（{name}）把握只有 {score}",
            "no indicator goes with it well enough; the best, “{words}” ({name}), has a probability of {score}",
        ),
        Omission::Unsure => say(
            "读得出一条记录，但把握不够，所以不列出",
            "an observation could be made of it, but it is not sure enough to be told",
        ),
        Omission::OtherMatter => {
            say("它说的是“{words}”，不属于就业指标", "it is about “{words}”, which is none of this field")
        }
        Omission::NothingToGoWith => say(
            "它是增减、进度或占比，却找不到它说的是哪个数字或指标",
            "it is a change, a completion or a share, and nothing tells of what",
        ),
        Omission::Form(_) => say("{form}", "{form}"),
        Omission::OtherBase => say(
            "它比的不是上年或上期（例如隔了几年，或者与别的地方比）",
            "it compares with something else than the year or the period before",
        ),
        Omission::PercentOfCount => say(
            "句中的指标按数量计，而它是百分数，又看不出是增幅、进度还是占比",
            "the indicator counts, and this is per cent without being growth, completion or share",
        ),
        Omission::UnitUnfit => {
            say("单位（{unit}）与指标不合", "its unit ({unit}) is none that the indicator is told in")
        }
        Omission::Abroad => say("说的是外国", "it is about a foreign country"),
        Omission::CellNotOnlyFigure => {
            say("表格的这一格不只是一个数字", "its cell of the table holds more than a figure")
        }
        Omission::NoIndicator => say("没有指标可归", "no indicator was found for it"),
        Omission::SaidAlready(_) => say(
            "同一个数字已在本文第 {line} 行提取",
            "the same figure is extracted already, in line {line} of the article",
        ),
        Omission::NotRead => say(
            "它在不读数字的地方（例如表头、行名），或与别处的数字合并了",
            "it stands where no figures are read (such as the head of a table), or was merged with another",
        ),
    }
}

/// The forms that are not extracted, as the engine names them, and their English.
const FORMS: [(&str, &str); 18] = [
    ("资金用途与就业无关", "money spent on other matters"),
    ("名称里的数字", "a number that is part of a name"),
    ("调整前的旧值", "the old value before a change"),
    ("量词与就业统计无关", "a counter of other things"),
    ("单位量，不是总量", "an amount per unit and no total"),
    ("年均值", "a yearly mean"),
    ("倍数或条件", "a multiple or a condition"),
    ("政策比例", "a percentage that a rule sets"),
    ("与目标之差", "a distance from a target"),
    ("超出目标的部分", "what was done beyond a target"),
    ("多年平均增长", "a mean growth over several years"),
    ("经济增长的目标", "a target of economic growth"),
    ("与定值比较", "a comparison with a fixed value"),
    ("两者之差", "a difference between two groups"),
    ("规模条件", "a size that a condition names"),
    ("名次", "a place in a ranking"),
    ("百分点前没有升降", "percentage points without a rise or a fall"),
    ("", "no form could be read"),
];

/// A form that is not extracted, in the user's language.
pub(super) fn form(form: &'static str, language: Language) -> &'static str {
    match language {
        Language::Zh if form.is_empty() => "看不出口径",
        Language::Zh => form,
        Language::En => FORMS.iter().find(|(zh, _)| *zh == form).map_or(form, |(_, en)| en),
    }
}

/// The rules that tie a number to its indicator.
pub(super) const RULES: [(&str, Words); 11] = [
    ("phrase-with-figure", say("指标的说法里就含着这个数字", "the phrase of the indicator holds the figure")),
    ("phrase-near", say("指标的说法离数字最近、最相配", "the phrase of the indicator goes best with the figure")),
    (
        "respectively",
        say("“分别”前列出的指标与后面的数字一一对应", "phrases listed before 分别 take the figures behind, in order"),
    ),
    ("target-of", say("前一个数字的目标", "the target of the figure before")),
    ("part-of", say("“其中”：前一个数字的一部分", "a part (其中) of the figure before")),
    ("done-of-target", say("完成了前面所说目标的多少", "what was done of the target just named")),
    ("series", say("与前面的数字并列", "goes on with the figure before in a list")),
    ("topic", say("接着前面的话题", "goes on with what the text was about")),
    (
        "relative-to-phrase",
        say("增减、进度或占比，说的是离它最近的指标", "a change, completion or share of the indicator named nearest"),
    ),
    (
        "relative-to-figure",
        say("增减、进度或占比，说的是前面的数字", "a change, completion or share of the figure before"),
    ),
    ("table", say("表头、行名或表题给出指标", "head, label or caption of the table names the indicator")),
];

/// What a rule means; `None` for a rule that the table lacks.
pub(super) fn rule(id: &str) -> Option<Words> {
    RULES.iter().find(|(known, _)| *known == id).map(|(_, meaning)| *meaning)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_are_filled_in_one_pass() {
        assert_eq!(fill("{a}：{b}。{c}", &[("a", "{b}"), ("b", "2")]), "{b}：2。");
    }

    /// The rules that docs/extraction.md tells of, in the order of its table.
    fn documented_rules() -> Vec<&'static str> {
        let page = include_str!("../../../docs/extraction.md");
        let (_, from) = page.split_once("\n| rule |").unwrap();
        let rows = from.lines().skip(2).take_while(|line| line.starts_with('|'));
        rows.map(|row| row.split('`').nth(1).unwrap()).collect()
    }

    #[test]
    fn the_rules_that_are_documented_are_those_that_are_told() {
        let mut documented = documented_rules();
        let mut told: Vec<&str> = RULES.iter().map(|(id, _)| *id).collect();
        documented.sort_unstable();
        told.sort_unstable();
        assert_eq!(documented, told);
    }

    #[test]
    fn every_form_that_the_engine_names_has_its_english() {
        let source =
            concat!(include_str!("../../extract/measure/mod.rs"), include_str!("../../extract/measure/none.rs"));
        let named = source.split("Nothing(\"").skip(1).chain(source.split("return Some(\"").skip(1));
        let named = named.filter_map(|rest| rest.split('"').next()).filter(|name| !name.is_ascii());
        for name in named {
            assert!(FORMS.iter().any(|(zh, _)| *zh == name), "{name} has no row in FORMS");
        }
    }
}
