//! What a report says of its own, in two languages. Values, periods and notes come from [`crate::compare::words`].

use crate::compare::derived::Completion;
use crate::compare::question::Question;
use crate::compare::words::Language;
use crate::model::indicator::{Catalogue, IndicatorId};
use crate::model::observation::Measure;
use crate::model::problem::Severity;
use crate::model::quantity::Bound;

/// The fixed words of one language.
#[derive(Debug)]
pub struct Labels {
    /// The language as a web page names it.
    pub code: &'static str,
    /// Between a name and what it stands for.
    pub colon: &'static str,
    /// Between things of a list.
    pub comma: &'static str,
    /// Between parts of a sentence.
    pub pause: &'static str,
    /// Between sentences.
    pub semicolon: &'static str,
    /// Around an aside.
    pub brackets: (&'static str, &'static str),
    /// Around a title.
    pub title_marks: (&'static str, &'static str),
    /// The title, where nobody gave one.
    pub title: &'static str,
    /// The head of the contents.
    pub contents: &'static str,
    /// The day that the report was made on.
    pub made_on: &'static str,
    /// The days of the bulletins.
    pub issued: &'static str,
    /// How much was read.
    pub read: &'static str,
    /// How much is listed.
    pub listed: &'static str,
    /// Nothing was chosen, so all of it.
    pub all: &'static str,
    /// The chosen indicators.
    pub indicators: &'static str,
    /// The chosen forms, or the form of a section.
    pub measure: &'static str,
    /// The chosen areas.
    pub areas: &'static str,
    /// The areas whose inside was chosen.
    pub within: &'static str,
    /// The chosen levels.
    pub levels: &'static str,
    /// A time.
    pub period: &'static str,
    /// The least confidence.
    pub min_confidence: &'static str,
    /// The unit of a table.
    pub unit: &'static str,
    /// Before the unit of a table's title.
    pub in_unit: &'static str,
    /// The standing of a figure.
    pub standing: &'static str,
    /// How many areas and figures a section has.
    pub extent: &'static str,
    /// The column of areas.
    pub area: &'static str,
    /// The column of series.
    pub detail: &'static str,
    /// The column of values.
    pub value: &'static str,
    /// The column of hedges.
    pub bound: &'static str,
    /// The column of targets met.
    pub completion: &'static str,
    /// The column of remarks.
    pub remarks: &'static str,
    /// The column of footnotes.
    pub note: &'static str,
    /// The column of bars drawn in letters.
    pub bar: &'static str,
    /// A picture, before its number.
    pub figure: &'static str,
    /// A table, before its number.
    pub table: &'static str,
    /// The head of what must be said beside the figures.
    pub comparability: &'static str,
    /// The head of the sentences.
    pub sentences: &'static str,
    /// Said of a figure whose period is not the usual one.
    pub differs: &'static str,
    /// Said of a figure that another contradicts.
    pub conflicts: &'static str,
    /// What the country's figure is.
    pub reference: &'static str,
    /// A section without a single figure.
    pub nothing: &'static str,
    /// A report without a single section.
    pub no_sections: &'static str,
    /// The head of what is told of one area only.
    pub apart: &'static str,
    /// No area.
    pub no_area: &'static str,
    /// The head of the bulletins.
    pub sources: &'static str,
    /// The column of files.
    pub file: &'static str,
    /// The column of titles.
    pub bulletin: &'static str,
    /// The column of days.
    pub date: &'static str,
    /// The column of articles.
    pub articles: &'static str,
    /// The column of figures found.
    pub figures: &'static str,
    /// The column of figures that the report lists.
    pub cited: &'static str,
    /// An unknown day.
    pub no_date: &'static str,
    /// A day that was guessed.
    pub guessed: &'static str,
    /// The head of what was odd while reading.
    pub problems: &'static str,
    /// The head of how the figures came about.
    pub method: &'static str,
    /// How the figures came about.
    pub method_text: &'static str,
    /// The way back from a footnote.
    pub back: &'static str,
    /// The way back to the top.
    pub to_contents: &'static str,
    /// An article without a title or text.
    pub untitled: &'static str,
    /// The head of a legend.
    pub legend: &'static str,
    /// Legend: a filled bar.
    pub legend_actual: &'static str,
    /// Legend: a dashed frame.
    pub legend_target: &'static str,
    /// Legend: a diamond.
    pub legend_policy: &'static str,
    /// Legend: a pointed end.
    pub legend_more: &'static str,
    /// Legend: a fading end.
    pub legend_about: &'static str,
    /// Legend: a stop.
    pub legend_most: &'static str,
    /// Legend: a lighter part.
    pub legend_range: &'static str,
    /// Legend: hatched.
    pub legend_unsure: &'static str,
    /// Legend: a dot before the period.
    pub legend_differs: &'static str,
    /// Legend: bars in letters.
    pub legend_letters: &'static str,
}

const ZH: Labels = Labels {
    code: "zh-CN",
    colon: "：",
    comma: "、",
    pause: "，",
    semicolon: "；",
    brackets: ("（", "）"),
    title_marks: ("《", "》"),
    title: "就业数据比较报告",
    contents: "目录",
    made_on: "编制日期",
    issued: "简报日期",
    read: "读取",
    listed: "列出",
    all: "全部",
    indicators: "指标",
    measure: "口径",
    areas: "地区",
    within: "范围",
    levels: "层级",
    period: "期间",
    min_confidence: "最低把握",
    unit: "单位",
    in_unit: "单位：",
    standing: "性质",
    extent: "数量",
    area: "地区",
    detail: "分项",
    value: "数值",
    bound: "界限",
    completion: "目标完成度",
    remarks: "说明",
    note: "原句",
    bar: "图示",
    figure: "图",
    table: "表",
    comparability: "可比性说明",
    sentences: "原句与出处",
    differs: "期间与多数不同",
    conflicts: "另有不同说法",
    reference: "参照",
    nothing: "没有符合条件的数据。",
    no_sections: "没有可以比较的数据。请换几份简报，或放宽指标、地区和期间。",
    apart: "只有一个地区提及、未作比较",
    no_area: "不能归到单个地区",
    sources: "简报清单",
    file: "文件",
    bulletin: "标题",
    date: "日期",
    articles: "文章",
    figures: "数据",
    cited: "本报告引用",
    no_date: "日期不详",
    guessed: "推断",
    problems: "读取时的问题",
    method: "数据从何而来",
    method_text: "本报告的数据由程序从简报原文中自动提取，没有经过人工核对。程序逐句识别数字、单位、时期、地区和指标，\
        并估计每个数据各项全部正确的概率，称为“把握”；把握不足的数据不予提取，低于 0.9 的在表中注明。\
        这个概率是在另一批标注过的简报上学得的，并不能保证本报告的某个数据正确：引用之前，请读它的原句，并以发布机构的原文为准。\
        除注明“推算”或“月均”的以外，本报告不计算任何数值；没有提及就是没有数据，不等于零；下级地区的数据从不相加充当上级地区的数据。",
    back: "回到表中",
    to_contents: "回到目录",
    untitled: "无题",
    legend: "图例",
    legend_actual: "实心为实际",
    legend_target: "虚线框为目标",
    legend_policy: "菱形为政策标准",
    legend_more: "尖端为超过或以上",
    legend_about: "渐淡为约数",
    legend_most: "末端竖线为不超过",
    legend_range: "浅色段为区间",
    legend_unsure: "斜纹为把握不足",
    legend_differs: "圆点为期间与多数不同",
    legend_letters: "█ 实际，▒ 目标，◆ 政策标准；同一表内长度可比，负值前有“−”",
};

const EN: Labels = Labels {
    code: "en",
    colon: ": ",
    comma: ", ",
    pause: ", ",
    semicolon: "; ",
    brackets: (" (", ")"),
    title_marks: ("“", "”"),
    title: "Employment figures compared",
    contents: "Contents",
    made_on: "Made on",
    issued: "Bulletins of",
    read: "Read",
    listed: "Listed",
    all: "all",
    indicators: "Indicators",
    measure: "Measure",
    areas: "Areas",
    within: "Inside",
    levels: "Levels",
    period: "Period",
    min_confidence: "Least confidence",
    unit: "Unit",
    in_unit: "in ",
    standing: "Standing",
    extent: "Extent",
    area: "Area",
    detail: "Series",
    value: "Value",
    bound: "Bound",
    completion: "Target met",
    remarks: "Remarks",
    note: "Source",
    bar: "Bar",
    figure: "Figure ",
    table: "Table ",
    comparability: "Comparability",
    sentences: "Sentences and sources",
    differs: "period differs from most",
    conflicts: "contradicted",
    reference: "reference",
    nothing: "No figure fits what was asked for.",
    no_sections: "There is nothing to compare. Try other bulletins, or ask for more indicators, areas or periods.",
    apart: "Told of one area only, and not compared",
    no_area: "no single area",
    sources: "Bulletins",
    file: "File",
    bulletin: "Title",
    date: "Date",
    articles: "Articles",
    figures: "Figures",
    cited: "Cited here",
    no_date: "date unknown",
    guessed: "inferred",
    problems: "Problems while reading",
    method: "Where the figures come from",
    method_text: "The figures in this report were extracted from the bulletins by a program; no person has checked them. \
        Sentence by sentence it recognises numbers, units, periods, areas and indicators, and estimates the probability that \
        all of it is right: the confidence. Figures with little confidence are not extracted, and those below 0.9 are marked in \
        the tables. That probability was learned on other, annotated bulletins and does not vouch for any single figure: before \
        you quote one, read its sentence, and go by what the publisher wrote. Nothing is calculated here except what is marked \
        as computed or as a monthly average. An area without a figure has none: it is not zero. Figures of smaller areas are \
        never added up to stand for a larger one.",
    back: "back to the table",
    to_contents: "back to the contents",
    untitled: "untitled",
    legend: "Legend",
    legend_actual: "filled: actual",
    legend_target: "dashed: target",
    legend_policy: "diamond: policy",
    legend_more: "pointed: more than, or at least",
    legend_about: "fading: about",
    legend_most: "stop: at most",
    legend_range: "lighter part: range",
    legend_unsure: "hatched: unsure",
    legend_differs: "dot: period differs from most",
    legend_letters: "█ actual, ▒ target, ◆ policy; lengths compare within a table, falls begin with “−”",
};

/// The fixed words of this language.
pub fn labels(language: Language) -> &'static Labels {
    match language {
        Language::Zh => &ZH,
        Language::En => &EN,
    }
}

impl Labels {
    /// An aside.
    pub fn aside(&self, text: &str) -> String {
        format!("{}{text}{}", self.brackets.0, self.brackets.1)
    }

    /// The title of something written.
    pub fn titled(&self, text: &str) -> String {
        format!("{}{text}{}", self.title_marks.0, self.title_marks.1)
    }
}

/// The name of an indicator.
pub fn indicator(catalogue: &Catalogue, id: IndicatorId, language: Language) -> String {
    let row = catalogue.get(id);
    let name = row.map(|row| match language {
        Language::Zh => &row.name_zh,
        Language::En => &row.name_en,
    });
    name.cloned().unwrap_or_default()
}

/// What a question compares: the indicator, with the form where it is not the plain one.
pub fn title(catalogue: &Catalogue, question: &Question, language: Language) -> String {
    let name = indicator(catalogue, question.indicator, language);
    match question.measure {
        Measure::Level => name,
        other => format!("{name}{}{}", labels(language).colon, measure(other, language)),
    }
}

/// The name of a form.
pub fn measure(measure: Measure, language: Language) -> &'static str {
    match (measure, language) {
        (Measure::Level, Language::Zh) => "水平值",
        (Measure::Completion, Language::Zh) => "目标完成率",
        (Measure::YoyRate, Language::Zh) => "同比",
        (Measure::YoyChange, Language::Zh) => "同比增减",
        (Measure::MomRate, Language::Zh) => "环比",
        (Measure::MomChange, Language::Zh) => "环比增减",
        (Measure::Share, Language::Zh) => "占比",
        (Measure::Level, Language::En) => "level",
        (Measure::Completion, Language::En) => "completion of target",
        (Measure::YoyRate, Language::En) => "growth on year",
        (Measure::YoyChange, Language::En) => "change on year",
        (Measure::MomRate, Language::En) => "growth on period",
        (Measure::MomChange, Language::En) => "change on period",
        (Measure::Share, Language::En) => "share",
    }
}

/// The name of a hedge; empty where there is none.
pub fn bound(bound: Bound, language: Language) -> &'static str {
    match (bound, language) {
        (Bound::Exact, _) => "",
        (Bound::About, Language::Zh) => "约数",
        (Bound::MoreThan, Language::Zh) => "超过",
        (Bound::AtLeast, Language::Zh) => "至少",
        (Bound::AtMost, Language::Zh) => "至多",
        (Bound::Range, Language::Zh) => "区间",
        (Bound::About, Language::En) => "about",
        (Bound::MoreThan, Language::En) => "more than",
        (Bound::AtLeast, Language::En) => "at least",
        (Bound::AtMost, Language::En) => "at most",
        (Bound::Range, Language::En) => "range",
    }
}

/// How sure an unsure figure is; rounded down, so that it never reads as sure as a sure one.
pub fn unsure(confidence: f32, language: Language) -> String {
    let confidence = (confidence * 100.0).floor() / 100.0;
    match language {
        Language::Zh => format!("把握不足（{confidence:.2}）"),
        Language::En => format!("unsure ({confidence:.2})"),
    }
}

/// How far a target is met; a computed rate says so.
pub fn completed(completion: Completion, language: Language) -> String {
    let percent = (completion.percent * 10.0).round() / 10.0;
    match (completion.key, language) {
        (Some(_), _) => format!("{percent}%"),
        (None, Language::Zh) => format!("{percent}%（推算）"),
        (None, Language::En) => format!("{percent}% (computed)"),
    }
}

/// So much was read.
pub fn read(n_bulletins: usize, n_articles: usize, n_figures: usize, language: Language) -> String {
    match language {
        Language::Zh => format!("{n_bulletins} 份简报，{n_articles} 篇文章，{n_figures} 个数据"),
        Language::En => {
            let [bulletins, articles] = [plural(n_bulletins, "bulletin"), plural(n_articles, "article")];
            format!("{bulletins}, {articles}, {}", plural(n_figures, "figure"))
        }
    }
}

/// So much is listed.
pub fn listed(n_sections: usize, n_figures: usize, language: Language) -> String {
    match language {
        Language::Zh => format!("{n_sections} 项比较，{n_figures} 个数据，每个数据都附原句"),
        Language::En => {
            let [sections, figures] = [plural(n_sections, "comparison"), plural(n_figures, "figure")];
            format!("{sections}, {figures}, each with its sentence")
        }
    }
}

/// So many areas and figures.
pub fn extent(n_areas: usize, n_figures: usize, language: Language) -> String {
    match language {
        Language::Zh => format!("{n_areas} 个地区，{n_figures} 个数据"),
        Language::En => format!("{}, {}", plural(n_areas, "area"), plural(n_figures, "figure")),
    }
}

/// So many areas.
pub fn areas(n_areas: usize, language: Language) -> String {
    match language {
        Language::Zh => format!("{n_areas} 个地区"),
        Language::En => plural(n_areas, "area"),
    }
}

/// The head of the areas that say nothing of an indicator.
pub fn missing(n_areas: usize, language: Language) -> String {
    match language {
        Language::Zh => format!("未提及的地区（{n_areas}）"),
        Language::En => format!("Areas that do not mention it ({n_areas})"),
    }
}

/// The end of a list of areas that is cut short.
pub fn and_more_areas(n_more: usize, language: Language) -> String {
    match language {
        Language::Zh => format!("另有 {n_more} 个地区"),
        Language::En => format!("and {n_more} more"),
    }
}

/// What a table had no room for.
pub fn left_out(n_figures: usize, n_areas: usize, language: Language) -> String {
    match (language, n_areas) {
        (Language::Zh, 0) => format!("另有 {n_figures} 个数据未列入此表"),
        (Language::Zh, _) => {
            format!("另有 {n_figures} 个数据未列入此表，其中 {n_areas} 个地区整行未列；可只选部分地区，或放宽条数")
        }
        (Language::En, 0) => format!("No room here for {} more", plural(n_figures, "figure")),
        (Language::En, _) => {
            let (figures, areas) = (plural(n_figures, "figure"), plural(n_areas, "area"));
            format!(
                "No room here for {figures} more, among them all of {areas}: choose fewer areas, or allow more figures"
            )
        }
    }
}

/// What a picture had no room for.
pub fn rows_not_drawn(n_drawn: usize, language: Language) -> String {
    match language {
        Language::Zh => format!("图中只画前 {n_drawn} 行，其余见表"),
        Language::En => format!("Only the first {n_drawn} rows are drawn; see the table for the others"),
    }
}

/// Several values of what should be one fact.
pub fn conflict(area: &str, period: &str, n_values: usize, language: Language) -> String {
    match language {
        Language::Zh => format!("{area}{period}的数据有 {n_values} 种说法，均列于表中，请对照原句"),
        Language::En => {
            format!("{n_values} different figures for {area}, {period}: all are listed, compare their sentences")
        }
    }
}

/// Targets beside actual figures.
pub fn targets_beside(language: Language) -> &'static str {
    match language {
        Language::Zh => "表中兼有实际数据与目标，目标不是已经做到的数，二者不可直接比较",
        Language::En => {
            "Targets stand beside actual figures: a target has not been reached yet, and the two do not compare"
        }
    }
}

/// Several units in one section.
pub fn mixed_units(units: &str, language: Language) -> String {
    match language {
        Language::Zh => format!("单位不一（{units}），分表列出，表与表之间不可比较"),
        Language::En => format!("Units differ ({units}): each has a table of its own, and tables do not compare"),
    }
}

/// Levels of area in tables of their own.
pub fn parted_levels(language: Language) -> &'static str {
    match language {
        Language::Zh => "各层级地区大小悬殊，分表列出，各图刻度不同",
        Language::En => "Levels of area differ much in size: each has a table and a scale of its own",
    }
}

/// More places that say the same.
pub fn and_more_places(n_more: usize, language: Language) -> String {
    match language {
        Language::Zh => format!("等另外 {n_more} 处"),
        Language::En => format!("and {n_more} more"),
    }
}

/// The head of the places that say the same.
pub fn also(language: Language) -> &'static str {
    match language {
        Language::Zh => "同见",
        Language::En => "also in ",
    }
}

/// How bad a problem is.
pub fn severity(severity: Severity, language: Language) -> &'static str {
    match (severity, language) {
        (Severity::Note, Language::Zh) => "提示",
        (Severity::Warning, Language::Zh) => "警告",
        (Severity::Error, Language::Zh) => "错误",
        (Severity::Note, Language::En) => "Note",
        (Severity::Warning, Language::En) => "Warning",
        (Severity::Error, Language::En) => "Error",
    }
}

/// More problems than are listed.
pub fn more_problems(n_more: usize, language: Language) -> String {
    match language {
        Language::Zh => format!("另有 {n_more} 个问题未列出"),
        Language::En => format!("{} not listed", plural(n_more, "more problem")),
    }
}

/// A stretch of time that the report is restricted to.
pub fn within_days(span: &str, language: Language) -> String {
    match language {
        Language::Zh => format!("{span}之内，目标为与之相交的"),
        Language::En => format!("within {span}; targets that reach into it"),
    }
}

/// A footnote's number in words, for those who hear it.
pub fn note_number(number: usize, language: Language) -> String {
    match language {
        Language::Zh => format!("原句 {number}"),
        Language::En => format!("sentence {number}"),
    }
}

/// One of it, or so many.
fn plural(n: usize, what: &str) -> String {
    if n == 1 { format!("1 {what}") } else { format!("{n} {what}s") }
}
