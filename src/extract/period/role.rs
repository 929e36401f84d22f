//! Which part an expression plays where it stands: it dates figures, is what they are compared with, names a target or a paper.
//!
//! Everything is read from a few words on either side; the sentence is not looked at.

use std::ops::Range;

use super::{Expression, Form, PeriodWord, Point, Role, Year, spoken, whole_year};
use crate::extract::cues::{Cues, cues};
use crate::extract::number;

/// What a year word may speak of instead of dating a figure: 全年目标, 年度任务.
static TARGET_NOUNS: Cues = Cues::new(&[
    "目标",
    "任务",
    "计划",
    "指标",
    "的目标",
    "的任务",
    "的计划",
    "预期目标",
    "工作目标",
    "控制目标",
    "年度目标",
    "年度任务",
    "度目标",
    "度任务",
    "度计划",
    "总任务",
    "总目标",
    "既定目标",
]);

/// What ends a paper's name whose year is the year of its figures.
static PAPERS_OF_FIGURES: Cues = Cues::new(&["公报", "统计", "年报", "年鉴", "数据"]);

/// What a year in quotes names: “2018年春风行动”.
static EVENTS: Cues = Cues::new(&[
    "招聘会",
    "活动",
    "行动",
    "大赛",
    "工程",
    "大会",
    "援助月",
    "招聘月",
    "招聘周",
    "服务月",
    "洽谈会",
    "项目",
]);

/// Words of the lunar calendar, that stand beside a day.
const LUNAR: [&str; 4] = ["正月", "腊月", "农历", "除夕"];

/// What a day closes that is not over yet.
static DEADLINES: Cues = Cues::new(&[
    "执行到",
    "执行至",
    "实施到",
    "实施至",
    "延长到",
    "延长至",
    "延续到",
    "延续至",
    "持续到",
    "持续至",
    "有效期至",
    "截止日期为",
]);

/// What a time after 与 is compared for: 与上年持平, 与去年相比.
static COMPARED: Cues =
    Cues::new(&["相比", "比", "持平", "基本持平", "大体持平", "大致持平", "相当", "基本相当", "相同", "一致", "相近"]);

/// 2025届.
pub(super) fn cohort(text: &str, at: usize) -> Option<PeriodWord> {
    let bytes = text.as_bytes();
    if !bytes.get(at..at + 4)?.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let year = text.get(at..at + 4)?.parse::<i16>().ok().filter(|year| (1949..=2099).contains(year))?;
    text.get(at + 4..)?.starts_with('届').then(|| {
        let (from, to) = whole_year(Year::Given(year));
        PeriodWord {
            range: at..at + 4 + "届".len(),
            expression: Expression::Stretch { from, to, form: Form::Span },
            role: Role::Cohort,
        }
    })
}

/// The expression with its role; 同期 is taken along, and a longer way to 以来 makes a beginning of it.
pub(super) fn read(
    text: &str,
    mut range: Range<usize>,
    mut expression: Expression,
    previous: Option<&PeriodWord>,
) -> PeriodWord {
    let before = text.get(..range.start).unwrap_or_default();
    let words = text.get(range.clone()).unwrap_or_default();
    let after = text.get(range.end..).unwrap_or_default();
    let mut role = Role::Dates;
    let compares = before.ends_with(['比', '较']) || cues!["相当于", "同于", "相比于", "相较于", "对比"].ends(before);
    if let Some(word) = cues!["的同期", "同期", "同月", "同季"].at_start(after) {
        range.end += word.len();
        role = Role::Base;
        let tail = after.get(word.len()..).unwrap_or_default();
        // 去年同期为0.87 tells the figure of that time; 比去年同期多 and 是去年同期的1.6倍 compare with it.
        let told = cues!["为", "是", "仅为", "仅", "只有", "的", "有"].at_start(tail).is_some();
        let is_beside = before.ends_with(['与', '和', '同', '跟']);
        if (compares || is_beside) && tail.starts_with('的') {
            // 比去年同期的4.8万人多: a base still, but its own figure is of that time.
            expression = of_that_time(expression);
        }
        // 去年同期城镇新增就业4100人: the sentence tells of then.
        let opens = before.is_empty() || before.ends_with(['。', '\n']);
        let goes_on = tail.starts_with(|c: char| c == '，' || c.is_alphabetic())
            && !tail.starts_with(['增', '减', '下', '上', '多', '少', '相', '比', '高', '低', '持', '提'])
            && word == "同期";
        let told = told || opens && goes_on;
        if told && !compares && !before.ends_with(['与', '和', '同']) && !is_multiple(before, tail) {
            role = Role::Dates;
            expression = of_that_time(expression);
        }
    } else if is_whole_year(&expression) && names_target(after) && !sets_target(before, after) {
        role = Role::OfTarget;
    } else if is_multiple(before, after) || is_share_of_then(before, after, &expression) {
        role = Role::Base;
    } else if names_plan_only(words, after, &expression)
        || names_year_of_plan(before, words)
        || is_dateline(after, &expression)
        || is_title(before, after)
        || (words.ends_with('初')
            && cues![
                "确定", "下达", "制定", "确立", "提出", "预期", "计划", "设定", "定", "所定", "出台", "印发", "部署"
            ]
            .starts(after))
        || is_record(words, after)
        || (expression == Expression::Undated && names_the_first(before, after))
        || is_day_of_asking(before, after, &expression)
        || is_day_of_publishing(after, &expression)
        || cues!["以前）", "之前）", "以前为", "之前为"].starts(after)
        || is_of_source(before)
        || names_a_meeting(after)
        || (is_whole_year(&expression) && is_in_quotes(before, after))
    {
        role = Role::Aside;
    } else if words.ends_with('日') && after.starts_with('前') && ORDERS.ends(before) {
        match term_set(after, &expression) {
            Some(term) => {
                range.end += '前'.len_utf8();
                expression = term;
            }
            None => role = Role::Aside,
        }
    } else if let Some(begun) = spoken::since(expression).filter(|_| begins(before, after)) {
        expression = begun;
    } else if let Some(whole) = since_then(text, &range, &expression, previous) {
        expression = whole;
    } else if is_whole_year(&expression) && after.starts_with('的') && follows_part(text, &range, previous) {
        // 2014年上半年的737万人和2013年的725万人: the same half of that year.
        expression = of_that_time(expression);
    }
    // 与一季度的1.21相比.
    let beside_figure = || {
        let tail = after.strip_prefix('的').and_then(|tail| Some((tail, number::parse(tail, 0)?)));
        tail.and_then(|(tail, n)| tail.get(n.end..)).is_some_and(|rest| {
            let rest = rest.trim_start_matches(['人', '次', '个', '%', '家', '元']);
            rest.starts_with("相比") || rest.starts_with("比较")
        })
    };
    let compared = before.ends_with(['与', '和', '跟', '同']) && (COMPARED.starts(after) || beside_figure());
    let listed = previous.is_some_and(|known| known.role == Role::Base && joins(text, known, &range));
    if compares || compared || listed {
        role = Role::Base;
    }
    // 2月24日（正月十五）: the lunar day says no other.
    let is_same_day = matches!(expression, Expression::Undated | Expression::Lunar(_))
        && previous.is_some_and(|known| {
            (known.role == Role::Dates || known.expression == Expression::Undated)
                && known.role != Role::Base
                && text.get(known.range.end..range.start).is_some_and(|gap| {
                    gap == "（"
                        || (matches!(gap, "，" | "")
                            && (LUNAR.contains(&words) || matches!(expression, Expression::Lunar(_))))
                })
        });
    // 2005年至2009年五年间 counts the years just named; 政策执行到12月31日 says until when it may be asked for.
    let is_count = matches!(expression, Expression::Years(..))
        && previous.is_some_and(|known| matches!(text.get(known.range.end..range.start), Some("" | "的" | "这")));
    // 将持续到3月底: 到 may belong to the time.
    let up_to = text.get(..range.start + '到'.len_utf8()).filter(|_| words.starts_with(['到', '至']));
    if is_same_day || is_count || DEADLINES.ends(before) || up_to.is_some_and(|before| DEADLINES.ends(before)) {
        role = Role::Aside;
    }
    PeriodWord { range, expression, role }
}

fn is_whole_year(expression: &Expression) -> bool {
    matches!(expression, Expression::Stretch { form: Form::WholeYear, .. })
}

/// 9月下旬召开的推进会上, 3月10日在记者会上解读: when people met, and no time of what they told.
fn names_a_meeting(after: &str) -> bool {
    let Some(rest) = cues!["召开的", "举行的", "的", "在"].at_start(after).and_then(|word| after.get(word.len()..))
    else {
        return false;
    };
    let head = rest.split(['，', '。', '；', '：']).next().unwrap_or(rest);
    let meets =
        cues!["推进会", "座谈会", "发布会", "例会", "调度会", "会上", "通气会", "记者会", "会议"].stands_in(head);
    let says = || {
        cues!["说", "表示", "透露", "介绍", "指出", "通报", "宣布", "解读", "披露", "获悉", "了解到"].stands_in(head)
    };
    let is_fair = cues!["招聘", "双选", "洽谈", "供需"].stands_in(head);
    head.len() <= 90 && meets && !is_fair && (after.starts_with("召开的") || says())
}

/// 去年同期, 2012年同期: the time last named, in another year.
fn of_that_time(expression: Expression) -> Expression {
    match expression {
        Expression::Stretch { to: Point { year: Year::Given(year), .. }, .. } => Expression::SameIn(year),
        Expression::Stretch { to: Point { year: Year::Offset(offset @ -5..=-2), .. }, .. } => {
            Expression::YearsBefore(-offset)
        }
        _ => Expression::YearsBefore(1),
    }
}

/// 全年目标, 年度任务; but 全年计划的80% is a plan, 今年计划新增 plans.
fn names_target(after: &str) -> bool {
    TARGET_NOUNS.at_start(after).is_some_and(|noun| {
        !noun.ends_with("计划")
            || after.get(noun.len()..).is_none_or(|tail| {
                tail.is_empty() || tail.starts_with(['的', '数', '任', '目', '为', '是', '，', '（', '。'])
            })
    })
}

/// 今年的目标：新增就业5万人，…, 六、2005年工作目标。: a clause that announces a list of targets, which are all of that year.
fn sets_target(before: &str, after: &str) -> bool {
    let opens = before.is_empty() || before.ends_with(['，', '；', '。', '、', '\n']);
    let tail = TARGET_NOUNS.at_start(after).and_then(|noun| after.get(noun.len()..)).unwrap_or_default();
    let is_number = || tail.strip_prefix('：').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    opens && tail.starts_with(['：', '。']) && !is_number()
}

/// 是1997年的2.3倍, 为上年的98%; but not 从36%提升到2021年的48%.
fn is_multiple(before: &str, after: &str) -> bool {
    let changes = ["提升", "上升", "提高", "增加", "增长", "下降", "降低", "减少", "升", "降"];
    if before.strip_suffix(['到', '为']).is_some_and(|verb| changes.iter().any(|change| verb.ends_with(change))) {
        return false;
    }
    if !cues!["是", "为", "达", "到", "当于", "别是"].ends(before) {
        return false;
    }
    let Some(tail) = after.strip_prefix('的') else { return false };
    number::parse(tail, 0).is_some_and(|n| {
        tail.get(n.end..).is_some_and(|unit| {
            let unit = unit.trim_start_matches(['多', '余', '和', '、']);
            unit.starts_with(['倍', '%', '成'])
        })
    })
}

/// 各县应于6月30日前完成培训1.2万人: by when something is to be done, as 6月底前 says it; nothing, if no figure stands beside it
/// (应于1月15日前拨付到位，…).
fn term_set(after: &str, expression: &Expression) -> Option<Expression> {
    let Expression::Stretch { from, to, .. } = *expression else { return None };
    let clause = after.split(['，', '。', '；', '：']).next().unwrap_or(after);
    let counts = clause.contains(|c: char| c.is_ascii_digit());
    (from == to && counts).then_some(Expression::Stretch { from, to, form: Form::End })
}

/// What orders something to be done by a day.
static ORDERS: Cues =
    Cues::new(&["应于", "须于", "需于", "要在", "应在", "务必于", "务必在", "请于", "应于今年", "要在今年"]);

/// 占去年外出总量的85%, 相当于去年底总数的95.7%, 上年度实缴保险费的70%: a share of what was counted then.
fn is_share_of_then(before: &str, after: &str, expression: &Expression) -> bool {
    let is_past = matches!(expression, Expression::Stretch { to: Point { year: Year::Offset(..0), .. }, .. });
    let clause = after.split(['，', '。', '；', '、']).next().unwrap_or(after);
    let share = clause.rsplit_once('的').and_then(|(_, share)| Some((share, number::parse(share, 0)?)));
    // 按企业上年度实缴失业保险费的70%返还.
    let is_paid_in = || {
        let contributions = cues!["实缴", "实际缴纳", "缴纳", "应缴", "缴费", "失业保险费", "度实缴", "度实际缴纳"];
        contributions.starts(after)
    };
    is_past
        && (cues!["占", "占到", "相当于", "恢复到", "恢复至"].ends(before) || is_paid_in())
        && share.is_some_and(|(share, n)| share.get(n.end..).is_some_and(|unit| unit.starts_with(['%', '成'])))
}

/// 为2002年以来最低, 多年来的最好水平; but not 1月以来最低工资标准.
fn is_record(words: &str, after: &str) -> bool {
    let tail = after.strip_prefix("以来").unwrap_or(after);
    let tail = tail.trim_start_matches(['的', '同', '期']);
    (words.ends_with('来') || tail.len() < after.len())
        && cues!["最低工资", "最低生活", "最高额", "最高可", "最多可"].at_start(tail).is_none()
        && cues!["最", "新低", "新高", "次高", "首次"].at_start(tail).is_some()
}

/// 作为春节后该市首场招聘会: a time that only says which one it is.
fn names_the_first(before: &str, after: &str) -> bool {
    before.ends_with("作为") || cues!["首场", "首个", "第一场", "最大", "规模最大", "的首场", "的第一场"].starts(after)
}

/// “十四五”规划 and “十五五”开局 name the plan; “十四五”期间 and “十四五”， tell a time.
fn names_plan_only(words: &str, after: &str, expression: &Expression) -> bool {
    let Expression::Stretch { from: Point { year: Year::Given(first), .. }, to, form: Form::Span } = expression else {
        return false;
    };
    let is_plan = to.year == Year::Given(first + 4) && words.ends_with(['”', '’', '五', '划']);
    is_plan && !after.starts_with(['，', '、', '累', '共'])
}

/// 今年是“十四五”开局之年: which year of the plan the one just named is.
fn names_year_of_plan(before: &str, words: &str) -> bool {
    words.contains('五')
        && words.ends_with('年')
        && ["是", "为", "作为", "也是", "正是", "恰逢", "适逢"].iter().any(|word| before.ends_with(word))
}

/// 本报太原1月3日电: when it was sent.
pub(in crate::extract) fn is_dateline(after: &str, expression: &Expression) -> bool {
    matches!(expression, Expression::Stretch { from, to, .. } if from == to)
        && cues!["电", "讯", "专电", "消息（", "报道"].at_start(after).is_some()
}

/// 记者7月3日从县就业局了解到: when an office was asked, and not when what it says was done.
fn is_day_of_asking(before: &str, after: &str, expression: &Expression) -> bool {
    let is_day = matches!(expression, Expression::Stretch { from, to, .. } if from == to);
    if !is_day || !before.ends_with("记者") || !after.starts_with('从') {
        return false;
    }
    let clause = after.split(['，', '：', '。', '；']).next().unwrap_or(after);
    cues!["获悉", "了解到", "获知"].ends(clause)
        && cues!["局", "厅", "部", "委", "办", "中心", "政府", "处", "科"].stands_in(clause)
        && !cues!["招聘", "现场", "活动", "启动"].stands_in(clause)
}

/// 昨天发布的《中国农民工调研报告》说, 国家统计局昨日公布了这组数字: when it was made known.
fn is_day_of_publishing(after: &str, expression: &Expression) -> bool {
    let verb = cues!["公布", "发布", "通报", "披露", "对外公布", "对外发布"].at_start(after);
    let what = verb.and_then(|verb| after.get(verb.len()..)).unwrap_or_default();
    // 今日发布的岗位达1.2万个, 昨日公布并启动的招聘会: done on that day.
    let is_deed = what.starts_with('并') || cues!["岗位", "招聘"].starts(what.strip_prefix('的').unwrap_or(what));
    matches!(expression, Expression::Days(from, to) if from == to) && verb.is_some() && !is_deed
}

/// （数据来源：盐城市人社局，2024年7月）, 来源：新华社　日期：9月16日: when the source was put out, unless its bracket is closed.
pub(in crate::extract) fn is_of_source(before: &str) -> bool {
    let near = before.get(before.floor_char_boundary(before.len().saturating_sub(PAPER))..).unwrap_or_default();
    let line = near.rsplit(['。', '\n']).next().unwrap_or(near);
    let names_source = || line.contains("来源") || line.contains("作者");
    if cues!["日期：", "发布：", "发布时间：", "时间：", "【日期】", "【时间】"].ends(line) && names_source()
    {
        return true;
    }
    cues!["数据来源：", "资料来源：", "来源："].last_end_in(line).is_some_and(|(end, _)| {
        line.get(end..).is_some_and(|source| !source.contains(['；', '：', '）', ')']) && source.len() <= 60)
    })
}

/// The longest name of a paper that is looked at, in bytes.
const PAPER: usize = 120;

/// 《2021年河湖管理工作要点》, but not 《2023年统计公报》, whose year is that of its figures.
fn is_title(before: &str, after: &str) -> bool {
    let near = before.get(before.floor_char_boundary(before.len().saturating_sub(PAPER))..).unwrap_or_default();
    if near.rfind('《').is_none_or(|open| near.get(open..).is_some_and(|inner| inner.contains('》'))) {
        return false;
    }
    let rest = after.get(..after.floor_char_boundary(PAPER)).unwrap_or_default();
    rest.split_once('》').is_some_and(|(name, _)| !PAPERS_OF_FIGURES.ends(name))
}

/// “2021年公共服务岗位专场招聘会”.
fn is_in_quotes(before: &str, after: &str) -> bool {
    let rest = after.get(..after.floor_char_boundary(PAPER)).unwrap_or_default();
    before.ends_with('“') && rest.split_once('”').is_some_and(|(name, _)| EVENTS.ends(name))
}

/// 自2009年启动以来，到今年4月末, 自2019年5月启动至今年4月底: from the year just named to the day.
fn since_then(
    text: &str,
    range: &Range<usize>,
    expression: &Expression,
    previous: Option<&PeriodWord>,
) -> Option<Expression> {
    let Expression::Stretch { to, form: Form::End, .. } = *expression else { return None };
    let known = previous.filter(|known| known.role == Role::Dates)?;
    let Expression::Stretch { from, form: Form::Since, .. } = known.expression else { return None };
    let is_touched = known.range.end == range.start && text.get(range.clone())?.starts_with(['至', '到', '截']);
    // 以来 is part of the word, or ends its clause.
    let ends_clause = |until: usize| {
        let rest = text.get(known.range.end..until);
        until < known.range.end || rest.is_some_and(|rest| !rest.contains(['，', '。', '；', '\n']))
    };
    let is_beside =
        is_touched || text.get(..range.start)?.strip_suffix("以来，").is_some_and(|head| ends_clause(head.len()));
    let is_later = from.year != to.year && from.year != Year::Open;
    // 2016年以来，截至2024年末，贷款余额12.3亿元 has not been added up.
    let part = text.get(range.end..)?.split(['。', '；']).next()?;
    (is_beside && is_later && !part.contains("余额")).then_some(Expression::Stretch { from, to, form: Form::End })
}

/// How far 以来 may stand behind what it belongs to, in bytes.
const FAR: usize = 150;

/// 自今年六月初发起“…”以来, 2020年7月1日政策实施以来.
fn begins(before: &str, after: &str) -> bool {
    // 从2013年算起.
    if before.ends_with(['从', '自']) && cues!["算起", "起算", "起，"].starts(after) {
        return true;
    }
    let near = after.get(..after.floor_char_boundary(FAR)).unwrap_or_default();
    if before.ends_with('自') || before.ends_with("自从") {
        let clause = near.split(['。', '；']).next().unwrap_or(near);
        return clause.contains("以来") || clause.contains("至今");
    }
    let clause = near.split(['，', '。', '；', '、']).next().unwrap_or(near);
    clause.len() < near.len() && clause.len() <= 60 && clause.ends_with("以来") && !clause.contains(['为', '是', '创'])
}

/// Whether the expression before is a part of a year, in the same sentence and not far.
fn follows_part(text: &str, range: &Range<usize>, previous: Option<&PeriodWord>) -> bool {
    previous.is_some_and(|known| {
        let is_part = match known.expression {
            Expression::Stretch { form: Form::Span, from, to } => from.year == to.year && from != to,
            Expression::SameIn(_) | Expression::YearsBefore(_) => true,
            _ => false,
        };
        is_part
            && text
                .get(known.range.end..range.start)
                .is_some_and(|gap| gap.len() <= FAR && !gap.contains(['。', '；', '，', '\n']))
    })
}

/// 比上年同期和上季度提高: one base after another.
fn joins(text: &str, known: &PeriodWord, range: &Range<usize>) -> bool {
    text.get(known.range.end..range.start).is_some_and(|gap| matches!(gap, "、" | "和" | "与" | "及" | "、比" | "、较"))
}
