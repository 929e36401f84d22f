//! What is said about rows of a user's table that cannot be read: what is wrong and what to do, in both languages.

use crate::compare::words::Language;
use crate::extract::additions::MistakeKind;

/// That a file is no table.
pub(super) fn not_text(language: Language) -> &'static str {
    match language {
        Language::Zh => "不是文本：请从表格软件另存为制表符分隔的文本（.tsv），编码选 UTF-8",
        Language::En => "this is no text: save it from the spreadsheet as tab-separated text (.tsv) in UTF-8",
    }
}

/// What is wrong with a row.
pub(super) fn mistake(kind: &MistakeKind, language: Language) -> String {
    match language {
        Language::Zh => mistake_zh(kind),
        Language::En => mistake_en(kind),
    }
}

fn mistake_zh(kind: &MistakeKind) -> String {
    match kind {
        MistakeKind::Columns { lacks_tabs: true, .. } => {
            "这一行没有制表符：各列之间请用制表符（Tab），不用逗号或空格".to_owned()
        }
        MistakeKind::Columns { found, .. } => format!(
            "这一行有 {found} 列：新指标要 6 列（编号、中文名、英文名、单位、性质、说法），给已有指标加说法要 2 列（编号、说法）"
        ),
        MistakeKind::BadId(id) => {
            format!("编号“{id}”不行：请用小写字母开头，只含小写字母、数字和下划线，如 new_riders")
        }
        MistakeKind::NoName(id) => format!("指标 {id} 没有中文名：请写在第 2 列；只想给已有指标加说法时，只写 2 列"),
        MistakeKind::UnknownUnit(unit) => format!(
            "不认识单位“{unit}”：请写基本单位，如 人、人次、个、家、户、笔、场、元、元/月、%、倍（不写万人、亿元）"
        ),
        MistakeKind::UnknownNature(nature) => {
            format!(
                "不认识性质“{nature}”：请写 流量（一段时间里的数）、存量（某一天的数）、标准（政策规定的数）或 届次（按年份算的数）"
            )
        }
        MistakeKind::UnknownFamily(family) => {
            format!("不认识类别“{family}”：请写 就业、失业、招聘、培训、创业、保障 或 收入，也可以不写")
        }
        MistakeKind::NoPhrases(id) => {
            format!("指标 {id} 没有说法：请写文章里怎样称呼它，几种说法用分号隔开")
        }
        MistakeKind::ShortWord { phrase, word } => {
            format!("说法“{phrase}”里的“{word}”只有一个字，到处都会碰上：请写两个字以上的词")
        }
        MistakeKind::PhraseWithoutWords(phrase) => {
            format!("说法“{phrase}”里没有词：# 是数字，.. 和 ~ 是间隔，旁边要有词")
        }
        MistakeKind::UnknownGroup(group) => {
            format!("没有叫 @{group} 的词组：可用的词组列在 assets/lexicon/groups.tsv，也可以把词直接写出来，用 | 隔开")
        }
        MistakeKind::UnknownIndicator(id) => {
            format!("没有指标 {id}：请检查编号；要新建指标，请写满 6 列（编号、中文名、英文名、单位、性质、说法）")
        }
        MistakeKind::BuiltinId(id) => {
            format!("{id} 是内置指标的编号：要给它加说法，只写 2 列（编号、说法）；要新建指标，请换一个编号")
        }
        MistakeKind::Clash { id, first } => {
            format!("指标 {id} 已在 {}:{} 定义，内容不同：请改成一样的，或换一个编号", first.file, first.line)
        }
    }
}

fn mistake_en(kind: &MistakeKind) -> String {
    match kind {
        MistakeKind::Columns { lacks_tabs: true, .. } => {
            "this line has no tab: part the columns by tabs, not by commas or blanks".to_owned()
        }
        MistakeKind::Columns { found, .. } => format!(
            "this line has {found} columns: a new indicator takes 6 (id, Chinese name, English name, unit, nature, phrases), \
             phrases for a known one take 2 (id, phrases)"
        ),
        MistakeKind::BadId(id) => format!(
            "the id \"{id}\" will not do: small letters, digits and underscores, a letter first, such as new_riders"
        ),
        MistakeKind::NoName(id) => format!(
            "the indicator {id} has no Chinese name: write it into column 2; phrases for a known indicator take 2 columns only"
        ),
        MistakeKind::UnknownUnit(unit) => format!(
            "unknown unit \"{unit}\": write a base unit such as 人, 人次, 个, 家, 户, 笔, 场, 元, 元/月, %, 倍 (not 万人 or 亿元)"
        ),
        MistakeKind::UnknownNature(nature) => format!(
            "unknown nature \"{nature}\": write flow (over a span), stock (at a day), rule (set by a rule) or cohort (by the year)"
        ),
        MistakeKind::UnknownFamily(family) => format!(
            "unknown family \"{family}\": write employment, unemployment, recruitment, training, startup, support or income, \
             or nothing"
        ),
        MistakeKind::NoPhrases(id) => {
            format!("the indicator {id} has no phrases: write what articles call it, parted by semicolons")
        }
        MistakeKind::ShortWord { phrase, word } => format!(
            "\"{word}\" in the phrase \"{phrase}\" is a single character, which is found everywhere: write longer words"
        ),
        MistakeKind::PhraseWithoutWords(phrase) => {
            format!(
                "the phrase \"{phrase}\" has no words: # is a figure, .. and ~ are gaps, and words must stand beside them"
            )
        }
        MistakeKind::UnknownGroup(group) => format!(
            "there is no group of words @{group}: assets/lexicon/groups.tsv lists them; or write the words, parted by |"
        ),
        MistakeKind::UnknownIndicator(id) => format!(
            "there is no indicator {id}: check the id; a new indicator takes 6 columns (id, Chinese name, English name, unit, \
             nature, phrases)"
        ),
        MistakeKind::BuiltinId(id) => format!(
            "{id} is a built-in indicator: to add phrases to it, write 2 columns (id, phrases); for a new indicator, choose \
             another id"
        ),
        MistakeKind::Clash { id, first } => format!(
            "the indicator {id} is defined differently in {}:{}: make both alike, or choose another id",
            first.file, first.line
        ),
    }
}
