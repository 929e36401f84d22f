//! The part that an area plays: what the sentence is about, or only whence, whither, with whom, or part of a name.
//!
//! Areas in a list (广东、浙江等地) play one part together: what stands before the first and behind the last holds for all.

use std::ops::Range;

use super::words::{self, AreaWord, WordKind};
use super::{AreaMention, AreaRole, Meaning, is_list_gap};
use crate::extract::cues::{Cues, cues};
use crate::gazetteer::Gazetteer;
use crate::model::area::AreaCode;

/// Gives each mention its role.
pub(super) fn assign(text: &str, mentions: &mut [AreaMention], words: &[AreaWord], title_end: usize) {
    let mut first = 0;
    while first < mentions.len() {
        let last = run_end(text, mentions, first);
        let run = mentions.get(first..last).unwrap_or_default();
        // 占吉林全省的48.7%: 全省 is that of the name right before.
        let touched = first
            .checked_sub(1)
            .and_then(|n| mentions.get(n))
            .filter(|outer| run.first().is_some_and(|head| head.is_pointer() && head.range.start == outer.range.end));
        // 从云南、贵州等11个省份接回: the number sums up the list before it.
        let summed = first.checked_sub(1).and_then(|n| mentions.get(n)).filter(|last| {
            text.get(last.range.end..run.first().map_or(0, |head| head.range.start)).is_some_and(sums_up)
        });
        let together = match touched.or(summed) {
            Some(outer) if outer.role == AreaRole::Aside => AreaRole::Aside,
            _ => role_of_run(text, run, words),
        };
        // 广东与广西、四川等省区开展协作: who comes behind the partner is a partner too.
        let mut with_partner = false;
        for (n, mention) in mentions.get_mut(first..last).into_iter().flatten().enumerate() {
            let own = own_role(text, mention, words, title_end);
            with_partner |= n == 1 && own == Some(AreaRole::Aside);
            mention.role = own.unwrap_or(if with_partner { AreaRole::Aside } else { together });
        }
        first = last;
    }
}

/// 等11 between a list and 个省份.
fn sums_up(gap: &str) -> bool {
    gap.strip_prefix('等').is_some_and(|number| number.len() <= 3 && number.chars().all(|c| c.is_ascii_digit()))
}

/// Where the list that starts with this mention ends.
fn run_end(text: &str, mentions: &[AreaMention], first: usize) -> usize {
    let mut last = first + 1;
    while let (Some(left), Some(right)) = (mentions.get(last - 1), mentions.get(last)) {
        if !text.get(left.range.end..right.range.start).is_some_and(is_list_gap) {
            break;
        }
        last += 1;
    }
    last
}

/// The role that the words around a list give to all of it.
fn role_of_run(text: &str, run: &[AreaMention], words: &[AreaWord]) -> AreaRole {
    /// 一、二类地区 named by their examples: 青岛、济南等一档地区.
    static TIERS: Cues = Cues::new(&["等一类", "等二类", "等三类", "等四类", "等一档", "等二档", "等三档", "等四档"]);
    /// 一类地区（广州、深圳）: the examples stand for the tier, whose rule is the whole province's.
    static TIER_OPENS: Cues = Cues::new(&["类地区（", "类区域（", "类区（", "类（", "档（", "档地区（", "档区域（"]);
    static ENDS: Cues =
        Cues::new(&["等地区", "等城市", "等省份", "等省市", "等地市", "等县市", "等地", "等省", "等市"]);
    let (Some(head), Some(tail)) = (run.first(), run.last()) else { return AreaRole::Subject };
    let before = text.get(..head.range.start).unwrap_or_default();
    let after = text.get(tail.range.end..).unwrap_or_default();
    let lead = words::ending(words, head.range.start);
    let closed = ENDS.at_start(after).map_or(0, str::len);
    let follower = words::starting(words, tail.range.end + closed).filter(|_| closed > 0 || run.len() == 1);
    let follower = follower.or_else(|| words::starting(words, tail.range.end));
    let is_wide = matches!(head.meaning, Meaning::Area(AreaCode::CHINA) | Meaning::InScope(_) | Meaning::Here);
    let is_yardstick = (is_wide && is_yardstick(before, after)) || is_whole_of_a_part(before, after);
    match lead {
        Some(WordKind::Dateline) => AreaRole::Dateline,
        _ if was_sent(after) => AreaRole::Dateline,
        // 与甘肃共建: 与 between two subjects is met where the list is read.
        Some(WordKind::Motion) if !turns_to(before, after) => AreaRole::Aside,
        Some(WordKind::Companion) => AreaRole::Aside,
        // 从输入地看，在东部地区务工的农民工9706万人: counted by where they work.
        Some(WordKind::Site) if head.meaning == Meaning::Group && before.ends_with("输入地看，在") => {
            AreaRole::Subject
        }
        // 对口援藏的浙江、辽宁两省拿出岗位.
        _ if cues![
            "对口援藏的",
            "对口援疆的",
            "对口支援的",
            "对口帮扶的",
            "援藏的",
            "援疆的",
            "援青的",
            "结对帮扶的",
            "对口援建我县的",
            "对口援建我市的",
            "对口支援我县的",
            "对口支援我市的",
            "对口帮扶我县的",
            "对口帮扶我市的"
        ]
        .ends(before) =>
        {
            AreaRole::Aside
        }
        _ if is_yardstick
            || (follower == Some(WordKind::Giver)
                && (!before.ends_with(['给', '向', '对']) || cues!["务工", "打工", "返乡", "籍"].starts(after)))
            || helps(after)
            || cues!["遍布", "遍布全国", "遍及", "遍及全国", "辐射全国", "服务于", "行销", "销往"].ends(before)
            || is_attribute(before, after)
            || TIERS.starts(after)
            || follows_tier(after)
            || (TIER_OPENS.ends(before) && after.starts_with('）'))
            || (before.ends_with("——") && after.starts_with("——")) =>
        {
            AreaRole::Aside
        }
        // 在义乌、东莞、晋江设有劳务联络处: offices elsewhere.
        Some(WordKind::Site)
            if run.len() > 1 && cues!["设有", "设立", "建立", "建有", "成立", "派驻"].starts(after) =>
        {
            AreaRole::Aside
        }
        Some(WordKind::Site) => AreaRole::Site,
        _ => AreaRole::Subject,
    }
}

/// A role that a mention has by what touches it alone, whatever list it stands in.
fn own_role(text: &str, mention: &AreaMention, words: &[AreaWord], title_end: usize) -> Option<AreaRole> {
    if matches!(mention.meaning, Meaning::InScope(_) | Meaning::Named | Meaning::Here | Meaning::Back) {
        return None;
    }
    let before = text.get(..mention.range.start).unwrap_or_default();
    let after = text.get(mention.range.end..).unwrap_or_default();
    let is_name = words::starting(words, mention.range.end) == Some(WordKind::Name)
        || (matches!(mention.meaning, Meaning::Area(_) | Meaning::Ambiguous | Meaning::Foreign)
            && (is_firm(after) || is_brand(before, after) || is_slogan(before, after)))
        || (mention.meaning == Meaning::Group
            && (is_firm(after) || cues!["鞋业", "水泥", "纺织", "建材", "电子", "重工", "制药", "实业"].starts(after)));
    if is_name || (mention.range.start >= title_end && is_in_cited_title(before, after)) {
        return Some(AreaRole::InName);
    }
    // “江苏—绵竹对口支援专场”: the name of what two places do together.
    let is_pair = |end: &str| end.ends_with('—') && !end.ends_with("——");
    let opens_pair = after.strip_prefix('—').is_some_and(|rest| !rest.starts_with('—'));
    if is_pair(before) || opens_pair {
        return Some(AreaRole::Aside);
    }
    // 甘肃与福建签约: the second takes part, though the two look like a list.
    (words::ending(words, mention.range.start) == Some(WordKind::Companion)).then_some(AreaRole::Aside)
}

/// 某报客户端北京7月15日电: a day of which the news was sent.
fn was_sent(after: &str) -> bool {
    let rest = after.trim_start_matches(|c: char| c.is_ascii_digit() || "年月".contains(c));
    // 云南网讯: the site that sent it.
    rest.len() < after.len() && cues!["日电", "日讯", "日消息"].starts(rest)
        || cues!["网讯", "新闻网讯", "日报讯", "晚报讯", "电视台讯"].starts(after)
}

/// 苏州对口帮扶铜仁, 马尾区捐助80万元: who helps is no more what the sentence is about than a partner is.
fn helps(after: &str) -> bool {
    static HELPS: Cues = Cues::new(&[
        "对口帮扶",
        "对口支援",
        "结对帮扶",
        "定点帮扶",
        "挂职帮扶",
        "对口援建",
        "捐助",
        "捐赠",
        "援助资金",
        "援建",
        "无偿",
    ]);
    HELPS.starts(after)
}

/// 到静宁县，: a place that a clause ends with is where the story goes on, not where workers went.
fn turns_to(before: &str, after: &str) -> bool {
    // 从广东看，…: where the text turns to.
    if before.ends_with('从') && cues!["看，", "来看，", "情况看，", "的情况看，"].starts(after) {
        return true;
    }
    let opens = before
        .strip_suffix('到')
        .or_else(|| before.strip_suffix("进入"))
        .is_some_and(|rest| rest.is_empty() || rest.ends_with(['。', '，', '\n', '；', '”']));
    opens && after.starts_with(['，', '：'])
}

/// 长沙卷烟厂, 武汉克林清洗工程有限公司: a firm's name begins with its place.
fn is_firm(after: &str) -> bool {
    static ENDS: Cues = Cues::new(&[
        "公司",
        "有限",
        "集团",
        "股份",
        "厂",
        "大学",
        "学院",
        "医院",
        "银行",
        "商城",
        "商场",
        "合作社",
        "中学",
    ]);
    /// What hardly any firm's name holds: here the name of a place has ended.
    const NO_NAME: &str =
        "的有在为了是将已共各等和与、，。；：！？（）“”《》\n \t|—市县区州省镇乡0123456789今去年月企举帮促推就累";
    /// What a place does with firms.
    static DEEDS: Cues =
        Cues::new(&["组建", "成立", "建成", "新建", "培育", "建立", "支持", "设立", "联系", "走进", "关停"]);
    if DEEDS.starts(after) {
        return false;
    }
    for (n, (at, c)) in after.char_indices().enumerate().take(11) {
        let rest = after.get(at..).unwrap_or_default();
        if ENDS.starts(rest) {
            // 深圳工厂 is any factory there; a name has a word of its own before.
            return n >= 2;
        }
        if NO_NAME.contains(c) {
            break;
        }
    }
    false
}

/// “人人持证、技能河南”: a slogan that ends with the place for which it was made.
fn is_slogan(before: &str, after: &str) -> bool {
    after.starts_with(['”', '’', '」'])
        && cues!["技能", "乐业", "创业", "就业", "创新", "智汇", "智慧", "才聚", "乐享", "平安", "健康", "品质"]
            .ends(before)
        && before.chars().rev().take(16).any(|c| matches!(c, '“' | '‘' | '「'))
}

/// “东宝护工”, “黄冈密卷”: a brand or a slogan in quotes that begins with a place. Speech in quotes is longer.
fn is_brand(before: &str, after: &str) -> bool {
    before.ends_with(['“', '‘'])
        && !after.starts_with(['”', '’'])
        && after.chars().take(9).take_while(|c| !matches!(c, '，' | '。' | '\n')).any(|c| matches!(c, '”' | '’'))
}

/// 高于全国平均水平, 居全国第一: the country is only what a place is measured against.
fn is_yardstick(before: &str, after: &str) -> bool {
    static BEFORE: Cues = Cues::new(&[
        "高于",
        "低于",
        "快于",
        "好于",
        "优于",
        "占",
        "居",
        "列",
        "领跑",
        "跑赢",
        "赶超",
        "对标",
        "高出",
        "超过",
        "超",
        "相当于",
        "位居",
        "排在",
    ]);
    static AFTER: Cues = Cues::new(&[
        "平均",
        "第",
        "前列",
        "前茅",
        "首",
        "最",
        "领先",
        "率先",
        "先进",
        "唯一",
        "统一",
        "人大",
        "政协",
        "水平",
        "试点",
        "示范",
        "劳模",
        "文明",
        "百强",
        "同类",
        "五一",
        "推广",
        "推开",
        "复制",
        "优秀",
        "工商联",
        "有名",
        "闻名",
        "著名",
        "知名",
        "重要",
    ]);
    // 全国平均39589元 is the country's own.
    let is_own = after
        .strip_prefix("平均")
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit() || "为达是".contains(c)));
    // 全国再就业工作座谈会精神: a meeting of the whole country.
    let head = after.get(..after.floor_char_boundary(42)).unwrap_or(after);
    let head = head.split(['，', '。', '；', '、', '：']).next().unwrap_or(head);
    let is_meeting = cues!["座谈会", "电视电话会议", "工作会议精神", "会议精神", "大会精神"].stands_in(head);
    // 低于全市4.05%的平均值: the whole's own figure; 高于全国0.3个百分点 tells how far.
    let is_measured = || {
        let own = after.strip_prefix('的').unwrap_or(after);
        let digits = own.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        digits.len() < own.len()
            && digits.starts_with('%')
            && cues!["高于", "低于", "快于", "好于", "优于"].ends(before)
    };
    BEFORE.ends(before) && !is_measured() || !is_own && (AFTER.starts(after) || is_meeting)
}

/// 海口、三亚执行一类标准, 延安宝塔区等执行一类: the places of a tier, whose rule is the whole province's.
fn follows_tier(after: &str) -> bool {
    let rest = after.strip_prefix('等').map_or(after, |rest| rest.strip_prefix('地').unwrap_or(rest));
    let rest = cues!["执行", "适用", "属于", "按照", "按"].at_start(rest).and_then(|verb| rest.get(verb.len()..));
    rest.is_some_and(|rest| {
        cues!["一类", "二类", "三类", "四类", "一档", "二档", "三档", "四档", "第一档", "第二档", "第三档"].starts(rest)
    })
}

/// 占吉林全省的48.7%: whose part it is.
fn is_whole_of_a_part(before: &str, after: &str) -> bool {
    before.ends_with('占') && cues!["的", "全省", "全市", "全区", "全州", "总"].starts(after)
}

/// 筠连是宜宾的劳务输出大县: 宜宾 only says whose county it is.
fn is_attribute(before: &str, after: &str) -> bool {
    // 南京每5个就业人口就有一个在白下: what is measured by it.
    let is_rod = after.strip_prefix('每').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    is_rod
        || (before.ends_with('是') && after.starts_with('的'))
        || cues!["属于", "不只是", "不仅是", "不光是", "除了", "除", "不含", "不包括", "不包含"].ends(before)
}

/// Inside 《》 stands a document's name.
fn is_in_cited_title(before: &str, after: &str) -> bool {
    // A cited title is short; looking no further keeps long articles linear.
    let from = before.char_indices().rev().nth(60).map_or(0, |(at, _)| at);
    let before = before.get(from..).unwrap_or_default();
    let after = after.get(..after.char_indices().nth(60).map_or(after.len(), |(at, _)| at)).unwrap_or_default();
    let opened = before
        .rfind('《')
        .is_some_and(|at| !before.get(at..).is_some_and(|tail| tail.contains('》') || tail.contains('\n')));
    opened && after.contains('》')
}

/// Joins the areas of a list into a group: 常山县、开化县共1200人, 榆次市、灵石县已有2000人. What is said of several together is of none
/// of them; where 分别 or a list of as many figures follows, `attach` takes the members one by one.
pub(super) fn join_groups(gazetteer: &Gazetteer, text: &str, mentions: &mut Vec<AreaMention>, year: i16) {
    let mut groups = Vec::new();
    let mut first = 0;
    while first < mentions.len() {
        let last = run_end(text, mentions, first);
        let run = mentions.get_mut(first..last).unwrap_or_default();
        first = last;
        let role = run.first().map_or(AreaRole::Subject, |mention| mention.role);
        if run.len() < 2 || !matches!(role, AreaRole::Subject | AreaRole::Site) || !are_apart(gazetteer, run, year) {
            continue;
        }
        let range = run.first().map_or(0, |mention| mention.range.start)..run.last().map_or(0, |m| m.range.end);
        for member in run {
            member.role = AreaRole::Member;
        }
        groups.push(AreaMention { range: with_ending(text, range), meaning: Meaning::Group, role });
    }
    if !groups.is_empty() {
        mentions.append(&mut groups);
        // The group comes behind its first member.
        mentions.sort_by_key(|mention| (mention.range.start, mention.range.end));
    }
}

/// Whether these are several areas side by side, none of which holds another.
fn are_apart(gazetteer: &Gazetteer, run: &[AreaMention], year: i16) -> bool {
    let code = |mention: &AreaMention| match mention.meaning {
        Meaning::Area(code) if code != AreaCode::CHINA => Some(code),
        _ => None,
    };
    run.iter().all(|mention| {
        matches!(mention.role, AreaRole::Subject | AreaRole::Site)
            && (code(mention).is_some() || matches!(mention.meaning, Meaning::Ambiguous | Meaning::Group))
    }) && run.windows(2).all(|pair| match pair {
        [a, b] => match (code(a), code(b)) {
            (Some(a), Some(b)) => !gazetteer.is_within(a, b, year) && !gazetteer.is_within(b, a, year),
            _ => true,
        },
        _ => true,
    })
}

/// 北京、上海等46个大中城市 is one group with its ending.
fn with_ending(text: &str, range: Range<usize>) -> Range<usize> {
    const ENDINGS: [&str; 6] = ["两县", "两区", "两市", "两地", "两省", "等地"];
    let after = text.get(range.end..).unwrap_or_default();
    let len = ENDINGS.iter().find(|word| after.starts_with(**word)).map_or(0, |word| word.len());
    range.start..range.end + len
}
