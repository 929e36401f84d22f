//! Joins paragraphs that a page break cut in two, and tells them from subheadings, which are not joined.
//!
//! Both look alike: a line without closing punctuation before a paragraph. What tells them apart:
//! a cut line is long, has commas, stops in the middle of a word, a number or a quotation, or the next one goes on where no
//! paragraph begins (`免费招聘服` ¶ `务。`); a subheading is short, has no comma, and stands between finished paragraphs
//! (`从派遣工到“合伙人”`). In doubt a long line is joined and a short one is not.

use super::habits::Habits;
use super::title;
use super::wording::{self, ends_closed, is_closing, is_unbalanced, is_within, n_chars};

/// One line of an article before it is mended.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Draft {
    /// What it is.
    pub kind: DraftKind,
    /// Its text; empty for a row.
    pub text: String,
}

impl Draft {
    /// How many bytes it takes as a line.
    pub(super) fn n_bytes(&self) -> usize {
        match &self.kind {
            DraftKind::Row { cells, .. } => cells.iter().map(|cell| cell.len() + 1).sum(),
            _ => self.text.len(),
        }
    }
}

/// What a line of an article is, as far as Markdown tells.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum DraftKind {
    /// Prose, or a subheading without any mark.
    Paragraph,
    /// A heading inside the article.
    Subheading,
    /// An item of a list.
    Item,
    /// A row of a table.
    Row { cells: Vec<String>, is_header: bool },
}

/// Longest line that could be a title, in characters.
pub(super) const LONGEST_TITLE: usize = 40;
/// Longest subheading, in characters.
const LONGEST_SUBHEADING: usize = 24;

/// The lines with cut paragraphs joined and unmarked subheadings marked.
pub(super) fn mended(drafts: Vec<Draft>, habits: &Habits) -> Vec<Draft> {
    let mut out: Vec<Draft> = Vec::with_capacity(drafts.len());
    let mut rest = drafts.into_iter().peekable();
    while let Some(mut draft) = rest.next() {
        if draft.kind == DraftKind::Paragraph {
            // A paragraph may lack its full stop, but what stops inside a word or a quotation goes on here.
            let above_is_cut = || {
                out.last().is_some_and(|above| {
                    above.kind == DraftKind::Paragraph && is_cut(tail(&above.text), &draft.text, habits)
                })
            };
            let is_subheading = rest.peek().is_some_and(|below| is_subheading(&draft.text, below, habits));
            if is_subheading && !above_is_cut() {
                draft.kind = DraftKind::Subheading;
            } else if let Some(above) = out.last_mut().filter(|above| goes_on(above, &draft.text, habits)) {
                wording::join_line(&mut above.text, &draft.text, false, habits);
                continue;
            }
        }
        out.push(draft);
    }
    out
}

/// How much of its end joining sees of a text, in bytes: some two hundred characters.
const TAIL: usize = 600;

/// The end of a text, which is all that joining needs to see: a paragraph that grows by joining is not read again and again.
fn tail(text: &str) -> &str {
    text.get(text.floor_char_boundary(text.len().saturating_sub(TAIL))..).unwrap_or(text)
}

/// Whether the break between the two certainly cuts: inside a word, a number, a quotation, a clause.
fn is_cut(above: &str, below: &str, habits: &Habits) -> bool {
    !ends_closed(above)
        && (is_dangling(above)
            || is_unbalanced(above)
            || begins_inside(below)
            || cuts_number(above, below)
            || is_word_cut(above, below, habits))
}

/// A word cut in two. A line that is short may be whole, and then what lies across looks like a word by chance more often: 超千万 ¶
/// 人力资源部, where 万人 is said elsewhere.
fn is_word_cut(above: &str, below: &str, habits: &Habits) -> bool {
    if is_within(above, LONGEST_SUBHEADING) {
        habits.is_phrase_across(above, below)
    } else {
        habits.is_word_across(above, below)
    }
}

/// Whether the first line of a file by its own form could be its title: longer than a subheading, and with commas.
pub(super) fn could_be_title(text: &str) -> bool {
    is_within(text, LONGEST_TITLE)
        && (text.ends_with(['？', '?', '！']) || !ends_closed(text))
        && !text.contains(['。', '；'])
        && !is_unbalanced(text)
        && !is_dangling(text)
        && (!text.contains(['，', ',']) || !opens_sentence(text))
}

/// Whether a line by its own form could be a subheading: short, open, no clause of a sentence.
fn could_be_subheading(text: &str) -> bool {
    let asks = text.ends_with(['？', '?', '！']);
    let body = text.trim_end_matches(['？', '?', '！']);
    // Most are paragraphs, which their last character tells.
    (asks || !ends_closed(text))
        && is_within(text, LONGEST_SUBHEADING)
        && !body.contains(['。', '；', '？', '！'])
        && !is_byline(text)
        && !is_unbalanced(text)
        && !is_dangling(text)
        && (!text.contains(['，', ',']) || is_balanced_couplet(text))
}

/// Whether `text` heads what comes below.
fn is_subheading(text: &str, below: &Draft, habits: &Habits) -> bool {
    let below_begins = || match below.kind {
        DraftKind::Paragraph => {
            !is_short_rest(&below.text) && !begins_inside(&below.text) && !is_cut(text, &below.text, habits)
        }
        _ => true,
    };
    could_be_subheading(text) && below_begins()
}

/// `务。`, but not `各位代表：`.
fn is_short_rest(text: &str) -> bool {
    is_within(text, 11) && ends_closed(text) && !text.ends_with(['：', ':'])
}

/// What a line says of who wrote an article and when.
pub(super) const BYLINES: &[&str] = &["来源", "作者", "记者", "编辑", "时间", "日期", "摄影", "供稿", "通讯员", "责编"];

/// `来源：人民网`, `2021-04-26 来源：人民日报`, `作者：张三`, `【来源】人民网`: a line by itself.
pub(super) fn is_byline(text: &str) -> bool {
    let is_label = |front: &str| BYLINES.iter().any(|label| front.ends_with(label));
    let in_brackets = |text: &str| text.split_once('】').is_some_and(|(label, _)| is_label(label));
    // Bytes first: a paragraph that grows by joining is asked again and again.
    text.len() <= 200
        && (text.split_once(['：', ':']).is_some_and(|(front, _)| is_label(front.trim_end()))
            || text.strip_prefix('【').is_some_and(in_brackets))
}

/// Whether `below` is the rest of a paragraph that a page break cut off at the end of `above`.
fn goes_on(above: &Draft, below: &str, habits: &Habits) -> bool {
    let end = tail(&above.text);
    match above.kind {
        DraftKind::Paragraph if ends_closed(end) || is_byline(&above.text) || is_byline(below) => false,
        DraftKind::Paragraph if is_cut(end, below, habits) => true,
        // Without a sure sign: the rest of a paragraph has its full stop, and does not begin as a list's lines do. Above a
        // line by itself (a source, a signature) nothing goes on.
        DraftKind::Paragraph => {
            let is_line = end.len() == above.text.len() && could_be_subheading(end) && !is_short_rest(below);
            let is_rest = ends_closed(below) || !is_within(below, 59);
            is_rest && !is_line && !begins_item(below)
        }
        // Items often end without a full stop, so that only a broken one is mended.
        DraftKind::Item => is_unbalanced(end) || begins_inside(below) || end.ends_with(['，', '、', ',']),
        DraftKind::Subheading | DraftKind::Row { .. } => false,
    }
}

/// `（二）…`, `四川宜宾：…`: a line of an enumeration that is written without full stops.
fn begins_item(text: &str) -> bool {
    title::numbering(text).is_some() || title::area_tag(text).is_some()
}

/// `达 1156` ¶ `名就业困难人员`: a number and its unit, or two halves of a number.
fn cuts_number(above: &str, below: &str) -> bool {
    const UNITS: &[char] = &[
        '名', '人', '个', '家', '户', '笔', '场', '万', '亿', '元', '年', '月', '日', '次', '期', '项', '余', '多',
        '.', '%',
    ];
    above.ends_with(|c: char| c.is_ascii_digit())
        && below.starts_with(|c: char| c.is_ascii_digit() || UNITS.contains(&c))
}

/// No paragraph begins with closing punctuation or with a word that hangs on the one before.
fn begins_inside(text: &str) -> bool {
    let mut chars = text.chars();
    let Some(first) = chars.next() else { return false };
    is_closing(first) || (matches!(first, '的' | '了' | '们') && !text.starts_with("了解") && !text.starts_with("的确"))
}

/// No heading ends with a comma, a number without its unit, or a word that wants another.
fn is_dangling(text: &str) -> bool {
    const WANTING: &[char] = &[
        '的', '和', '与', '及', '在', '将', '为', '对', '把', '被', '向', '从', '到', '等', '并', '或', '以', '由',
        '于', '是', '有', '达', '至', '超', '约', '近', '，', '、', ',', '—', '-', '（', '《', '“', '后', '其', '该',
        '各', '就', '给', '使', '让', '共',
    ];
    const ENOUGH: &[&str] =
        &["背后", "之后", "今后", "等等", "建档立卡", "所在", "目的", "共有", "抵达", "来到", "之和", "之一"];
    text.ends_with(WANTING) && !ENOUGH.iter().any(|word| text.ends_with(word))
}

/// `一手抓疫情，一手抓就业`: two halves of a length, unlike `随着经济稳定恢复，就业有望延续总体`, whose first half opens
/// a sentence.
fn is_balanced_couplet(text: &str) -> bool {
    let halves: Vec<usize> = text.split(['，', ',']).map(n_chars).collect();
    !opens_sentence(text) && matches!(halves.as_slice(), &[a, b] if a.abs_diff(b) <= 1 && (4..=8).contains(&a))
}

/// Words that sentences begin with and headings do not.
fn opens_sentence(text: &str) -> bool {
    const OPENERS: &[&str] = &[
        "随着",
        "据",
        "今年",
        "去年",
        "近年",
        "近日",
        "日前",
        "目前",
        "截至",
        "截止",
        "为",
        "在",
        "当",
        "由于",
        "同时",
        "此外",
        "对",
        "按",
        "通过",
        "根据",
        "其中",
        "因",
        "从",
        "与",
        "经",
        "会议",
        "记者",
        "自",
        "到",
        "一季度",
        "上半年",
        "下一步",
        "要",
    ];
    OPENERS.iter().any(|word| text.starts_with(word)) || text.starts_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What becomes of three paragraphs, as the kinds and lengths that come out: `P` prose, `S` subheading.
    fn outcome(above: &str, line: &str, below: &str) -> String {
        let draft = |text: &str| Draft { kind: DraftKind::Paragraph, text: text.to_owned() };
        let out = mended(vec![draft(above), draft(line), draft(below)], &Habits::default());
        out.iter().map(|draft| if draft.kind == DraftKind::Subheading { 'S' } else { 'P' }).collect()
    }

    const CLOSED: &str = "今年以来，全县城镇新增就业2156人，失业人员再就业658人，形势总体平稳。";

    #[test]
    fn what_a_page_break_cut_is_joined() {
        let cuts = [
            ("于2020年12月启建，将于今年6月建成，建成后", "将引进优质港澳青年创业项目。"),
            ("搭建公益性与市场化相结合的平台，促进灵活就业和新业", "态就业，建立支持企业机制。"),
            ("当天，还有75家企业享受了免费招聘服", "务。"),
            ("随着经济稳定恢复，就业有望延续总体", "平稳的态势，但不稳定因素仍然较多。"),
            ("有效帮助就业困难人员实现就业达1156", "名，完成全年任务。"),
            ("会议提出落实“六稳", "”各项任务，明确分工。"),
            ("印发《关于做好", "就业工作的通知》，明确分工。"),
        ];
        for (line, below) in cuts {
            assert_eq!(outcome(CLOSED, line, below), "PP", "{line} ¶ {below}");
        }
    }

    #[test]
    fn a_subheading_is_not_joined() {
        for line in
            ["从派遣工到“合伙人”", "劳动者要保障 企业要减负", "一手抓疫情，一手抓就业", "钱从哪里来？", "下一步打算"]
        {
            assert_eq!(outcome(CLOSED, line, CLOSED), "PSP", "{line}");
        }
    }

    #[test]
    fn lines_of_their_own_stay_as_they_are() {
        let lines = [
            "来源：人民网",
            "（记者 崔银辉）",
            "各位代表：",
            "2021-04-26 来源：人民日报",
            "【来源】天津日报　【日期】5月12日",
        ];
        for line in lines {
            assert_eq!(outcome(CLOSED, line, CLOSED), "PPP", "{line}");
        }
        let item = "四川宜宾：组织204家重点企业提供岗位1.9万余个，岗位发布量大幅增长";
        assert_eq!(outcome(item, "福建福州：返岗专列从甘肃接回530名务工人员，涉及120余家企业", item), "PPP");
    }
}
