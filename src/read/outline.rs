//! What each heading is: the bulletin's title, a section, an article, or a subheading inside an article.
//!
//! Bulletins mix levels, so no level means anything by itself. A rank whose headings mostly stand right above other
//! headings holds sections; the first rank whose headings have text of their own holds articles; what is below divides
//! articles. Single headings that break their rank's habit are told by what surrounds them.

use std::sync::LazyLock;

use super::date;
use super::headings::{self, Head, Next};
use super::markdown::Piece;
use super::mend;
use super::title;
use super::toc::{self, TocRole};
use super::wording;
use crate::words::WordList;

/// What a heading is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// The bulletin's own title.
    BulletinTitle,
    /// A section.
    Section,
    /// A section with text right under it, which becomes an article of the same title.
    SectionWithText,
    /// An article.
    Article,
    /// A heading inside an article.
    Subheading,
}

/// The roles of all headings, in order.
pub(super) fn roles(heads: &mut [Head], pieces: &[Piece]) -> Vec<Role> {
    let mut roles = Vec::with_capacity(heads.len());
    if is_bold_article(heads) || is_part_of_article(heads, pieces) {
        roles.push(Role::Article);
        roles.resize(heads.len(), Role::Subheading);
        return roles;
    }
    let n_title = usize::from(is_bulletin_title(heads, pieces));
    if n_title == 1 {
        roles.push(Role::BulletinTitle);
    }
    let rest = heads.get_mut(n_title..).unwrap_or_default();
    headings::set_next(rest, pieces.len());
    let ranks = Ranks::of(rest);
    let mut place = Place::default();
    for (n, head) in rest.iter().enumerate() {
        let role = role(head, rest.get(n + 1), &ranks, &place);
        place.enter(role, head);
        roles.push(role);
    }
    roles
}

/// A first heading that outranks all others is the bulletin's title if others follow that look like articles or sections.
fn is_bulletin_title(heads: &[Head], pieces: &[Piece]) -> bool {
    let Some((first, rest)) = heads.split_first() else { return false };
    let is_outermost = rest.iter().all(|head| head.rank > first.rank);
    let text = pieces.get(first.piece_idx).map_or("", |piece| piece.text.as_str());
    if first.piece_idx == 0 && !rest.is_empty() && first.toc.is_none() && is_bulletin_name(text) {
        return true;
    }
    if !is_outermost || rest.is_empty() || first.toc.is_some() {
        return false;
    }
    // 【就业小喇叭】九月第二周 is tagged like an article, and stands over what reads like news or is tagged, too.
    if first.is_article_like {
        let mut ranks = rest.iter().map(|head| head.rank);
        let holds_news = |rank: u16| {
            let heads: Vec<&Head> = rest.iter().filter(|head| head.rank == rank && head.is_real).collect();
            let n_tagged = heads.iter().filter(|head| head.is_article_like).count();
            n_tagged >= 3 && n_tagged * 2 > heads.len() || read_like_news(&heads, pieces)
        };
        return first.is_real && first.piece_idx == 0 && ranks.any(holds_news);
    }
    let next_rank = rest.iter().map(|head| head.rank).min().unwrap_or(0);
    let children: Vec<&Head> = rest.iter().filter(|head| head.rank == next_rank).collect();
    if is_bulletin_name(text) {
        return true;
    }
    let has_real_children = children.iter().any(|head| head.is_real);
    // The date under a title is no text of its own.
    let next_idx = rest.first().map_or(pieces.len(), |head| head.piece_idx);
    let between = pieces.get(first.piece_idx + 1..next_idx).unwrap_or_default();
    let has_text = !between.iter().all(|piece| is_masthead_line(&piece.text));
    let has_levels = rest.iter().any(|head| head.rank > next_rank);
    // `# 宏观形势` above `## …` articles is a section; `# 就业要览` above sections and articles is a title.
    (!has_text && has_real_children && has_levels && children.iter().any(|head| matches!(head.next, Next::Heading(_))))
        || (look_like_articles(rest) && has_real_children && children.len() >= 2)
        || (!has_text && read_like_news(&children, pieces))
}

/// Whether most headings are told like news, and are no parts of one text: with marks that headlines have (固始：保安牌子越擦越亮), or above
/// a dateline (本报海东4月12日讯).
fn read_like_news(heads: &[&Head], pieces: &[Piece]) -> bool {
    let text = |n: usize| pieces.get(n).map_or("", |piece| piece.text.as_str());
    let is_news = |head: &&&Head| {
        let headline = title::numbering(text(head.piece_idx)).map_or(text(head.piece_idx), |(_, rest)| rest);
        // 下半年安排： only announces.
        has_dateline(text(head.piece_idx + 1))
            || headline.trim_end_matches(['：', ':']).contains(['：', '？', '！', '，', '“'])
    };
    heads.len() >= 3 && heads.iter().filter(is_news).count() * 2 > heads.len()
}

/// Whether a paragraph begins as news does: 本报海东4月12日讯, 黄石日报6月17日讯.
pub(super) fn has_dateline(text: &str) -> bool {
    let opening = text.chars().take_while(|&c| c != '，' && c != '。').take(40).collect::<String>();
    ["日讯", "日电", "日消息"].iter().any(|sent| opening.contains(sent))
        || ["本报", "新华社", "中新社", "人民网", "新华网", "讯", "本台"].iter().any(|w| opening.starts_with(w))
            && ["讯", "电", "消息"].iter().any(|w| opening.contains(w))
}

/// Whether lines that look like headings divide one article rather than part several: plain numbered lines (or none),
/// short, with text under each.
pub(super) fn is_undivided(heads: &[Head], has_title: bool) -> bool {
    let is_plain = |head: &Head| !head.is_real && !head.is_bold && head.toc.is_none();
    let has_text = |head: &Head| has_title || head.next == Next::Text;
    heads.iter().all(|head| is_plain(head) && has_text(head)) && (heads.is_empty() || !look_like_articles(heads))
}

/// A bold title above text that short bold lines divide: one article.
fn is_bold_article(heads: &[Head]) -> bool {
    let Some((first, rest)) = heads.split_first() else { return false };
    let are_all_bold = heads.iter().all(|head| head.is_bold && !head.is_real && head.toc.is_none());
    let is_short = |head: &Head| head.n_chars <= 10 && !head.is_article_like && head.next == Next::Text;
    are_all_bold && first.piece_idx == 0 && first.n_chars >= 12 && !rest.is_empty() && rest.iter().all(is_short)
}

/// Whether a title is that of a document which numbers its parts.
fn names_document(title: &str) -> bool {
    let bare = title
        .trim_end()
        .strip_suffix(['）', ')'])
        .and_then(|title| title.rsplit_once(['（', '(']))
        .map_or(title, |(bare, _)| bare);
    [
        "总结",
        "要点",
        "工作报告",
        "公报",
        "计划",
        "方案",
        "的意见",
        "的通知",
        "规划",
        "纲要",
        "办法",
        "工作安排",
        "工作打算",
        "的答复",
        "的公告",
    ]
    .iter()
    .any(|ending| bare.trim_end().ends_with(ending))
}

/// A title above one numbered line, or above numbered lines that do not begin at one: an extract of a longer text, which kept the
/// numbers of its parts (十、劳动就业和社会保障). A note in brackets ([解读1]就业率整体稳定) is such a part, too.
fn is_part_of_article(heads: &[Head], pieces: &[Piece]) -> bool {
    let Some((first, parts)) = heads.split_first() else { return false };
    let text = |head: &Head| pieces.get(head.piece_idx).map_or("", |piece| piece.text.as_str());
    let is_plain = |part: &Head| !part.is_real && !part.is_bold && part.toc.is_none() && part.next == Next::Text;
    let is_numbered = |part: &Head| title::numbering(text(part)).is_some();
    let begins_at_one =
        |part: &Head| text(part).trim_start_matches(['（', '(', '第', '0']).starts_with(['一', '1', '①']);
    let is_note = |part: &Head| {
        let inner = text(part).strip_prefix(['[', '［']).and_then(|rest| rest.split_once([']', '］']));
        inner.is_some_and(|(label, _)| label.contains(|c: char| c.is_ascii_digit()))
    };
    let is_extract = match parts {
        [] => false,
        [part] => is_note(part) || is_numbered(part) && !part.is_article_like,
        [part, ..] => parts.iter().all(is_numbered) && !begins_at_one(part),
    };
    // 某局2009年工作总结及2010年工作要点（摘要） above 一、 and 二、: the parts of one document.
    let is_document = parts.iter().all(is_numbered)
        && names_document(text(first))
        && !["各地", "各省", "各市", "外省"].iter().any(|many| text(first).contains(many));
    let is_title = first.is_real && first.piece_idx == 0 && !is_bulletin_name(text(first));
    is_title
        && (is_extract || is_document)
        && parts.iter().all(is_plain)
        && parts.first().is_some_and(|part| part.piece_idx == 1)
}

/// Articles bear tags, links or long titles; sections and subheadings are short.
fn look_like_articles(heads: &[Head]) -> bool {
    let n_marked = heads.iter().filter(|head| head.is_article_like).count();
    let mean = heads.iter().map(|head| head.n_chars).sum::<usize>() / heads.len().max(1);
    n_marked * 3 >= heads.len() || mean >= 13
}

/// What periodicals are called.
const NAMES: &[&str] = &[
    "简报", "周报", "月报", "季报", "日报", "快报", "专报", "动态", "快讯", "简讯", "要情", "要览", "观察", "信息",
    "参考", "通讯", "摘编", "摘要", "导读", "汇编", "专刊", "月刊", "周刊", "旬报", "旬刊", "速递", "资讯", "晨报",
    "早报", "晚报", "舆情", "剪报", "季评", "周评", "月评", "集萃", "速览", "周览",
];

/// What they end with.
static NAME_ENDS: LazyLock<Vec<char>> = LazyLock::new(|| {
    let mut ends: Vec<char> = NAMES.iter().filter_map(|name| name.chars().next_back()).collect();
    ends.sort_unstable();
    ends.dedup();
    ends
});

/// The part of a line where the name of a periodical may stand.
fn name_part(text: &str) -> &str {
    let bytes = text.as_bytes();
    let is_end = |at: usize, lead: u8| {
        let begins = |sign: &str| bytes.get(at..).is_some_and(|rest| rest.starts_with(sign.as_bytes()));
        match lead {
            b'(' => true,
            0xEF => begins("（"),
            0xE3 => begins("【"),
            0xE7 => begins("第"),
            _ => false,
        }
    };
    // By bytes: nearly every heading is asked.
    let end = bytes.iter().enumerate().position(|(at, &lead)| is_end(at, lead)).unwrap_or(text.len());
    text.get(..end).unwrap_or_default().trim_end_matches(|c: char| {
        c.is_ascii_digit() || matches!(c, '-' | '年' | '月' | '日' | '期' | '·') || c.is_whitespace()
    })
}

/// `就业动态 第37期（2022年9月16日）`: the words and numbers that periodicals bear.
pub(super) fn is_bulletin_name(text: &str) -> bool {
    // Most lines neither end like a name nor hold a number.
    if !name_part(text).ends_with(NAME_ENDS.as_slice()) && !text.contains('期') || !wording::is_within(text, 40) {
        return false;
    }
    // Names may be set wide (简　报).
    let tight = wording::without_blanks(text);
    let bare = name_part(&tight);
    let has_name = NAMES.iter().any(|name| bare.ends_with(name));
    let has_issue = issue_number(&tight);
    // `就业周刊 | 2021年第20期` is no article of an area 就业周刊, nor `打工周末｜第87期` one of 打工周末.
    let front_is_name = || {
        tight.split_once(title::is_bar).is_some_and(|(front, rest)| {
            issue_number(rest) && (NAMES.iter().any(|name| front.ends_with(name)) || is_mere_issue(rest))
        })
    };
    (has_name || has_issue) && title::area_tag(text).is_none() || has_issue && front_is_name()
}

/// `第37期`, `总第128期`, `2024年第5期`.
pub(super) fn issue_number(text: &str) -> bool {
    text.match_indices('期').any(|(at, _)| {
        let before = text.get(..at).unwrap_or_default().trim_end();
        let digits = before.trim_end_matches(|c: char| c.is_numeric() || "一二三四五六七八九十百〇零 ".contains(c));
        digits.len() < before.len()
            && (digits.ends_with('第') || digits.ends_with('-') || before.len() - digits.len() >= 6)
    })
}

/// `第87期`, `2016年第87期（总第203期）`: nothing but the number of an issue.
fn is_mere_issue(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_digit() || "第总期年月日号·-（）()一二三四五六七八九十百〇零".contains(c))
}

/// Who makes a bulletin.
static IMPRINT_WORDS: LazyLock<WordList> =
    LazyLock::new(|| WordList::new(["主办", "编印", "编制", "主管", "承办", "编辑部", "编辑：", "编者："]));

/// What a line says of who made a bulletin, beside what it says of an article.
const MAKERS: &[&str] = &["原创", "发布", "整理", "汇总", "汇编", "发件人", "收件人"];

/// Lines of a masthead bear an issue number, a date, a publisher or the bulletin's name.
pub(super) fn is_masthead_line(text: &str) -> bool {
    if text.trim_end().ends_with('。') || !wording::is_within(text, 50) {
        return false;
    }
    let tight = wording::without_blanks(text);
    // 原创：编辑部　2021-09-10 18:00, as an account signs what it sends.
    let tight = &*tight;
    // 2026-04-17　本期共8条　责编：小秋; 整理：就业研究中心　2021年5月14日.
    let is_label = |front: &str| mend::BYLINES.iter().chain(MAKERS).any(|label| front.ends_with(label));
    let mut fronts = tight.rsplit(['：', ':']).skip(1).filter(|front| !front.ends_with(|c: char| c.is_ascii_digit()));
    let signs = fronts.next().is_some_and(is_label) && fronts.all(is_label);
    let (dates, n_chars) = (date::find(tight), tight.chars().count());
    let ends = |found: &date::Found| {
        n_chars - found.at - found.n_chars <= "18:00".len() && tight.ends_with(|c: char| c.is_ascii_digit())
    };
    let has_date_at_end =
        dates.last().is_some_and(|found| found.at + found.n_chars == n_chars || found.at == 0 || signs && ends(found))
            && !tight.contains(['，', '。', '、'])
            && (signs || !tight.contains('：'));
    let says_so = is_bulletin_name(text)
        || issue_number(tight)
        || toc::is_toc_heading(text)
        || IMPRINT_WORDS.find(tight).next().is_some()
        || dates.first().is_some_and(|found| n_chars <= found.n_chars + 8);
    says_so || has_date_at_end
}

/// Which ranks hold sections and which articles.
#[derive(Debug)]
struct Ranks {
    sections: Vec<u16>,
    article: u16,
    sections_are_marked: bool,
}

impl Ranks {
    fn of(heads: &[Head]) -> Self {
        let mut ranks: Vec<u16> = heads.iter().map(|head| head.rank).collect();
        ranks.sort_unstable();
        ranks.dedup();
        let mut sections = Vec::new();
        let mut article = ranks.first().copied().unwrap_or(0);
        for &rank in &ranks {
            article = rank;
            if !holds_sections(heads, rank) {
                break;
            }
            sections.push(rank);
        }
        if sections.last() == Some(&article) {
            sections.pop();
        }
        let in_sections = |head: &&Head| sections.contains(&head.rank) && matches!(head.next, Next::Heading(_));
        let n_marked = heads.iter().filter(in_sections).filter(|head| head.is_article_like).count();
        let sections_are_marked = n_marked * 2 > heads.iter().filter(in_sections).count();
        Self { sections, article, sections_are_marked }
    }
}

fn holds_sections(heads: &[Head], rank: u16) -> bool {
    let own: Vec<(usize, &Head)> = heads.iter().enumerate().filter(|(_, head)| head.rank == rank).collect();
    let is_above_deeper = |head: &Head| matches!(head.next, Next::Heading(next) if next > rank);
    let containers = own.iter().filter(|(_, head)| is_above_deeper(head)).count();
    let plain_leaves = own.iter().filter(|(_, head)| head.next == Next::Text && !head.is_article_like).count();
    if containers == 0 || containers < plain_leaves {
        return false;
    }
    // Articles whose text begins with a subheading look like sections too: their subheadings are shorter than they are.
    let children: Vec<&Head> = own
        .iter()
        .filter(|(_, head)| is_above_deeper(head))
        .flat_map(|(n, _)| heads.iter().skip(n + 1).take_while(|head| head.rank > rank))
        .filter(|head| matches!(head.next, Next::Text))
        .collect();
    let mean = |heads: &[&Head]| heads.iter().map(|head| head.n_chars).sum::<usize>() / heads.len().max(1);
    let own_heads: Vec<&Head> = own.iter().map(|&(_, head)| head).collect();
    let children_are_marked = children.iter().any(|head| head.is_article_like);
    children_are_marked || mean(&children) > 10 || mean(&own_heads) <= mean(&children)
}

/// Where the walk through the headings stands.
#[derive(Debug, Default)]
struct Place {
    section: Option<OpenSection>,
    in_article: bool,
}

/// The section that the walk is in.
#[derive(Debug)]
struct OpenSection {
    rank: u16,
    is_empty: bool,
    /// Its articles stand at its own level.
    is_flat: bool,
}

impl Place {
    fn enter(&mut self, role: Role, head: &Head) {
        match role {
            Role::Section | Role::SectionWithText => {
                self.in_article = role == Role::SectionWithText;
                self.section = Some(OpenSection { rank: head.rank, is_empty: !self.in_article, is_flat: false });
            }
            Role::Article => {
                if let Some(section) = &mut self.section {
                    section.is_flat |= section.is_empty && head.rank <= section.rank;
                    section.is_empty = false;
                }
                self.in_article = true;
            }
            Role::Subheading | Role::BulletinTitle => {}
        }
    }
}

fn role(head: &Head, next: Option<&Head>, ranks: &Ranks, place: &Place) -> Role {
    let has_text = head.next == Next::Text;
    match head.toc {
        Some(TocRole::Section) if has_text => return Role::SectionWithText,
        Some(TocRole::Section) => return Role::Section,
        Some(TocRole::Article) => return Role::Article,
        Some(TocRole::Either) | None => {}
    }
    if ranks.sections.contains(&head.rank) {
        return section_role(head, ranks, place);
    }
    // A bold line or short heading right above a heading that is no deeper opens a section whose articles stand at its
    // own level: `## **农村劳动力转移就业**` ¶ `## [北京 | …]`.
    let opens_flat = !head.is_article_like
        && matches!(head.next, Next::Heading(rank) if rank <= head.rank)
        && head.n_chars <= 20
        && next.is_some_and(|next| {
            next.next == Next::Text
                && next.rank <= ranks.article
                && (next.is_article_like || next.n_chars > head.n_chars)
        });
    if opens_flat {
        return Role::Section;
    }
    if head.rank <= ranks.article || !place.in_article { Role::Article } else { Role::Subheading }
}

fn section_role(head: &Head, ranks: &Ranks, place: &Place) -> Role {
    if head.next != Next::Text {
        return Role::Section;
    }
    let belongs = place
        .section
        .as_ref()
        .is_some_and(|section| section.is_flat || (section.is_empty && head.rank >= section.rank));
    let stands_out = head.is_article_like && !ranks.sections_are_marked;
    if belongs || stands_out { Role::Article } else { Role::SectionWithText }
}
