//! Groups of people and those of them who work: 其中高校毕业生1850人 behind what was counted, 已就业1627人 and 就业率达90.8% behind how
//! many the group has.
//!
//! Which indicator such a figure has follows from what stands before it, by the contract's first rule: a part keeps the indicator of
//! the whole unless the whole is of people who found work and the group has an indicator of its own.

use std::ops::Range;
use std::sync::LazyLock;

use super::settle::{Settled, same_kind};
use super::{Attacher, Sentence};
use crate::extract::cues::{Cues, cues};
use crate::extract::lexicon::IndicatorMention;
use crate::extract::measure::Form;
use crate::extract::tables;
use crate::model::indicator::{Catalogue, IndicatorId};
use crate::model::quantity::{Unit, UnitClass};
use crate::words::WordList;

/// Groups of `groups.tsv` and the indicator of those of them who work.
const GROUPS: [(&str, &str); 5] = [
    ("毕业生", "graduate_employment"),
    ("困难者", "hardship_employment"),
    ("失业者", "reemployment"),
    ("脱贫者", "poverty_relief_employment"),
    ("农民工", "rural_transfer"),
];

/// Groups without an indicator: a part of them is one of the whole.
const OTHERS: &str = "退役军人|退役士兵|女性|妇女|女职工|男性|青年|少数民族|返乡人员|返乡农民工|党员|社会人员|大龄劳动者|村民|工人|外来务工人员|本地人员";

/// The words of all groups, and the group of each.
static NAMES: LazyLock<(WordList, Vec<usize>)> = LazyLock::new(|| {
    let words: Vec<(&str, usize)> = tables::rows(include_str!("../../../assets/lexicon/groups.tsv"))
        .filter_map(|[name, words]| Some((words, GROUPS.iter().position(|(group, _)| *group == name)?)))
        .chain([(OTHERS, GROUPS.len())])
        .flat_map(|(words, group)| words.split('|').map(move |word| (word, group)))
        .collect();
    (WordList::new(words.iter().map(|(word, _)| *word)), words.iter().map(|(_, group)| *group).collect())
});

/// The group of the rural population: too wide to name an indicator by itself.
const RURAL: usize = 4;
const POOR: usize = 3;
const HARD: usize = 1;
const LAID_OFF: usize = 2;
/// A group without an indicator.
const OTHER: usize = GROUPS.len();

/// Who finds work: a group among them has an indicator of its own.
const OF_WORK: [&str; 7] = [
    "urban_new_jobs",
    "reemployment",
    "hardship_employment",
    "jobs_created",
    "assisted_employment",
    "startup_jobs",
    "rural_transfer",
];

/// Words of what people do or are given: beside them a group is no mere group.
static DEEDS: Cues = Cues::new(&[
    "就业", "上岗", "务工", "转移", "输出", "输送", "创业", "培训", "安置", "参加", "参保", "享受", "达成", "签约",
    "岗位", "率", "取得", "获", "吸纳", "招", "带动", "见习", "领", "解决", "帮", "录用", "求职", "参训", "贷款", "返",
    "吸收", "分流", "聘", "接收", "介绍", "推荐", "实现", "登记", "增加", "减少", "援助", "安排", "重新",
]);

/// Rates of those who work among those counted right before.
static RATES: Cues = Cues::new(&[
    "就业率",
    "转移就业率",
    "转移率",
    "输出率",
    "安置率",
    "再就业率",
    "务工率",
    "组织化率",
    "参保率",
    "稳定就业率",
    "就业安置率",
    "劳务输出率",
]);

/// A group named in a stretch of text.
struct Named {
    group: usize,
    range: Range<usize>,
}

/// The last group that a stretch names.
fn last_group(text: &str, stretch: Range<usize>) -> Option<Named> {
    let (words, groups) = &*NAMES;
    let found = words.find(text.get(stretch.clone())?).last()?;
    let range = stretch.start + found.start..stretch.start + found.end;
    Some(Named { group: *groups.get(found.word as usize)?, range })
}

/// The first group that a stretch names, by where it stands in it, and the indicator of those of it who work.
pub(in crate::extract) fn first_group(stretch: &str) -> Option<(Range<usize>, &'static str)> {
    let (words, groups) = &*NAMES;
    let found = words.find(stretch).next()?;
    let (_, indicator) = GROUPS.get(*groups.get(found.word as usize)?)?;
    Some((found.range(), indicator))
}

/// The indicator of the group that a part of a whole names, where the whole is of people who found work and the group has its own.
pub(in crate::extract) fn group_at_work(catalogue: &Catalogue, whole: IndicatorId, part: &str) -> Option<IndicatorId> {
    let (_, own) = first_group(part).filter(|(_, own)| GROUPS.get(RURAL).is_none_or(|(_, rural)| rural != own))?;
    OF_WORK.contains(&catalogue.get(whole)?.id.as_str()).then(|| catalogue.find(own))?
}

/// Whether a stretch names the group and nothing that it does.
fn is_bare(text: &str, stretch: &Range<usize>, group: &Named) -> bool {
    let around = [stretch.start..group.range.start, group.range.end..stretch.end];
    // 离校未就业高校毕业生: what they have not done.
    let says_deed = |part: &str| part.split("未就业").any(|words| DEEDS.stands_in(words));
    !around.into_iter().filter_map(|part| text.get(part)).any(says_deed)
}

/// 新增参保高校毕业生1.83万人, 走访离校未就业毕业生320人: something is done for them, so that they are not those who leave school.
pub(super) fn deals_with_graduates(text: &str, sentence: &Range<usize>, phrase: &Range<usize>) -> bool {
    static DONE: Cues = Cues::new(&[
        "参保", "吸纳", "招", "帮", "引导", "服务", "走访", "联系", "组织", "资助", "补贴", "推荐", "安置", "见习",
        "培训", "引进", "留", "录用", "签约", "登记", "摸排", "援助",
    ]);
    let before = text.get(sentence.start..phrase.start).unwrap_or_default();
    let clause = cues!["，", "；", "：", "。", "、"].last_part(before);
    DONE.stands_in(clause)
}

/// What follows 其中, 其中有 or （含.
fn part_after(left: &str) -> Option<&str> {
    let words = cues!["其中", "（包括", "（含"];
    let at = words.last_in(left)?;
    let word = words.at_start(left.get(at..)?)?;
    Some(left.get(at + word.len()..)?.trim_start_matches(['，', '：', '有', '含', '仅']))
}

impl Attacher<'_> {
    /// How figure `n` is settled by the group that it counts, if it is.
    pub(super) fn of_group(
        &self,
        sentence: &Sentence<'_>,
        n: usize,
        form: Form,
        before: &[Settled],
    ) -> Option<Settled> {
        let class = sentence.figures.get(n)?.unit().map(Unit::class);
        match (form, class) {
            (Form::Level, Some(UnitClass::Persons | UnitClass::PersonTimes)) => self
                .part_of_whole(sentence, n, before)
                .or_else(|| self.side_by_side(sentence, n))
                .or_else(|| self.helped(sentence, n))
                .or_else(|| self.at_work(sentence, n))
                .or_else(|| self.size(sentence, n))
                .or_else(|| self.working(sentence, n)),
            (Form::Level | Form::Share, Some(UnitClass::Percent)) => self.rate_of_group(sentence, n, before),
            (Form::Level, Some(UnitClass::Pieces | UnitClass::Firms | UnitClass::Events)) => self
                .part_of_count(sentence, n, before)
                .or_else(|| self.posts_of_employers(sentence, n, before))
                .or_else(|| self.employers_with_posts(sentence, n)),
            _ => None,
        }
    }

    /// 其中高校毕业生1850人: the group's own indicator among people who found work, else that of the whole.
    fn part_of_whole(&self, sentence: &Sentence<'_>, n: usize, before: &[Settled]) -> Option<Settled> {
        let text = self.text();
        let figure = sentence.figures.get(n)?;
        let left = self.left_of(sentence, n);
        let previous = n.checked_sub(1).and_then(|n| before.get(n));
        let (part, goes_on) = if let Some(part) = part_after(left) {
            (part, false)
        } else {
            // 其中高校毕业生1850人、退役军人320人: the list goes on.
            previous.filter(|previous| previous.is_part && previous.rule == "part-of")?;
            (left.strip_prefix(['、', '，', '和'])?, true)
        };
        let stretch = figure.extent.start - part.len()..figure.extent.start;
        let right = text.get(figure.extent.end..sentence.range.end)?;
        let right = right.get(..right.find(['，', '；', '。', '、', '：']).unwrap_or(right.len()))?;
        let stretch = if part.is_empty() {
            // 其中1850人为高校毕业生, 其中1850名高校毕业生.
            figure.extent.end..figure.extent.end + right.len()
        } else if right.is_empty() || right.starts_with(['（', '）']) {
            stretch
        } else {
            return None;
        };
        let named = last_group(text, stretch.clone()).filter(|named| is_bare(text, &stretch, named));
        let whole = if goes_on { previous?.like } else { whole_of(sentence, n, before) };
        let (whole, indicator) = match whole {
            Some(m) => (Some(before.get(m)?), before.get(m)?.indicator?),
            None if goes_on || left.starts_with("其中") && n == 0 => (None, self.topic_of_persons()?),
            None => return None,
        };
        let id = &self.extractor.catalogue.get(indicator)?.id;
        // 脱贫劳动力务工77万人，其中省外务工12万人: where they work, and no other workers.
        let names_its_own = || {
            let is_inside = |m: &&IndicatorMention| stretch.start <= m.range.start && m.range.end <= stretch.end;
            let of_moving =
                self.extractor.catalogue.find("rural_transfer").filter(|_| id == "poverty_relief_employment");
            let is_other = |m: &IndicatorMention| m.indicator.is_some() && m.indicator != of_moving && m.weight >= -0.5;
            sentence.mentions.iter().filter(is_inside).any(is_other)
        };
        if named.is_none() && (!says_where(part) || names_its_own()) {
            return None;
        }
        let own = named.filter(|named| named.group != RURAL && OF_WORK.contains(&id.as_str()));
        let own = own.and_then(|named| Some((named.range, GROUPS.get(named.group)?.1)));
        let mut this = Settled::new(Form::Level);
        this.rule = "part-of";
        this.probability = whole.map_or(0.9, |whole| whole.probability.max(0.6));
        this.is_part = true;
        this.like = if goes_on { previous?.like } else { whole_of(sentence, n, before) };
        if let Some((words, own)) = own {
            this.indicator = self.extractor.catalogue.find(own);
            this.phrase = Some(words);
        } else {
            this.indicator = Some(indicator);
            this.phrase = whole.and_then(|whole| whole.phrase.clone());
        }
        Some(this)
    }

    /// What the sentence before counted people of.
    fn topic_of_persons(&self) -> Option<IndicatorId> {
        let is_near = |class: UnitClass| matches!(class, UnitClass::Persons | UnitClass::PersonTimes);
        self.topics
            .iter()
            .rev()
            .find(|topic| is_near(topic.class) && topic.sentence + 1 == self.n_sentences)?
            .settled
            .indicator
    }

    /// 全县共有脱贫劳动力2.3万人: how many there are, not how many work.
    fn size(&self, sentence: &Sentence<'_>, n: usize) -> Option<Settled> {
        let text = self.text();
        let figure = sentence.figures.get(n)?;
        let right = text.get(figure.extent.end..sentence.range.end)?;
        let ends = right.is_empty() || right.starts_with(['，', '；', '。', '、', '（', '）', '中']);
        let mut clause = clause_before(text, sentence, n);
        // 搬迁群众4416户19306人.
        let households = n.checked_sub(1).and_then(|m| Some((m, sentence.figures.get(m)?)));
        if let Some((m, households)) = households.filter(|(_, other)| other.unit().is_some_and(|unit| unit.0 == "户"))
            && households.extent.end == figure.extent.start
        {
            clause = clause_before(text, sentence, m).start..households.extent.start;
        }
        let words = text.get(clause.clone())?;
        // 脱贫劳动力5.6万人，已就业3.9万人: of whom some work.
        let have_some_work = cues!["，已就业", "，已实现就业", "，其中已就业", "，其中已实现就业", "，已转移就业"];
        let says_how_many = cues!["有", "共", "识别", "认定", "搬迁"].stands_in(words)
            || have_some_work.starts(right)
            // 登记失业人员中，就业困难人员3000人.
            || text.get(..clause.start).is_some_and(|before| before.trim_end_matches('，').ends_with("失业人员中"));
        // 上半年全国返乡留乡农民工达1301万人: who has come home.
        let bare = words.trim_end_matches(['达', '约', '近', '有', '共', '已', '到']);
        let come_home = cues!["返乡农民工", "返乡留乡农民工", "返乡务工人员"].strip_end(bare);
        if ends && come_home.is_some_and(|before| !DEEDS.stands_in(before)) {
            return Some(Settled::new(Form::Nothing("人群的规模")));
        }
        let named = last_group(text, clause.clone()).filter(|named| {
            // 国有企业下岗职工21.3万人 needs no such word.
            let counts = says_how_many || named.group == LAID_OFF;
            let is_of_people = (matches!(named.group, POOR | HARD | LAID_OFF) && counts)
                || (named.group == RURAL
                    && counts
                    && text
                        .get(named.range.clone())
                        .is_some_and(|name| name.ends_with("劳动力") || name.ends_with("人口")));
            is_of_people && text.get(named.range.end..clause.end).is_some_and(|gap| gap.len() <= 18)
        })?;
        // 安置搬迁群众 houses them.
        let is_size = ends && !words.contains("其中") && (is_bare(text, &clause, &named) || words.contains("安置搬迁"));
        is_size.then(|| Settled::new(Form::Nothing("人群的规模")))
    }

    /// 毕业生14910人，就业13743人: those of the group just counted who work.
    fn working(&self, sentence: &Sentence<'_>, n: usize) -> Option<Settled> {
        let text = self.text();
        let figure = sentence.figures.get(n)?;
        let right = text.get(figure.extent.end..sentence.range.end)?;
        let clause = clause_before(text, sentence, n);
        // 到8月10日已就业1388人: what it does, without the time.
        let time = sentence.periods.iter().find(|time| time.range.start == clause.start);
        let words = text.get(time.map_or(clause.start, |time| time.range.end)..clause.end)?;
        let ends = right.is_empty() || right.starts_with(['，', '；', '。', '、', '（']);
        // 失业人员213人，已有186人上岗.
        let follows = || {
            let end = right.find(['，', '；', '。', '、', '（']).unwrap_or(right.len());
            words.starts_with(['已', '现', '有'])
                && right.get(..end).is_some_and(|right| says_working(&(words.to_owned() + right)))
        };
        if !((ends && says_working(words)) || follows()) {
            return None;
        }
        let Some(m) = n.checked_sub(1) else { return self.graduates_working(sentence, &clause) };
        let group_clause = clause_before(text, sentence, m);
        let named = last_group(text, group_clause.clone())
            .filter(|named| is_bare(text, &group_clause, named))
            .or_else(|| {
                // 2388名建档立卡劳动力中已就业2235人.
                let stretch =
                    sentence.figures.get(m)?.extent.end..clause.start.max(sentence.figures.get(m)?.extent.end);
                last_group(text, stretch.clone()).filter(|named| is_bare(text, &stretch, named))
            })?;
        let group = match named.group {
            RURAL => {
                let sentence_start = sentence.range.start..group_clause.end;
                let is_poor = last_group_of(text, sentence_start, POOR);
                let is_rural = text.get(group_clause).is_some_and(|words| words.contains(['农', '乡', '村']));
                if is_poor {
                    POOR
                } else if is_rural {
                    RURAL
                } else {
                    return None;
                }
            }
            group => group,
        };
        (group < OTHER).then(|| self.of_those(group, named.range, 0.9, "phrase-near"))
    }

    /// 帮助高校毕业生8600人、农民工1.2万人、退役军人600人实现就业: groups side by side, each before its number, and what is done for
    /// all of them around.
    fn helped(&self, sentence: &Sentence<'_>, n: usize) -> Option<Settled> {
        static HELPED: Cues = Cues::new(&["帮助", "帮扶", "促进", "扶持", "支持", "推动", "援助", "引导", "实现"]);
        static WORK: Cues = Cues::new(&["实现就业", "就业", "成功就业", "稳定就业", "再就业", "上岗", "找到工作"]);
        let text = self.text();
        // The group right before a figure, and what stands before it since the figure before.
        let item = |m: usize| {
            let clause = clause_before(text, sentence, m);
            let named = last_group(text, clause.clone()).filter(|named| named.range.end == clause.end)?;
            let before = text.get(clause.start..named.range.start)?;
            Some((named, before))
        };
        let goes_on = |m: usize| {
            let (Some(left), Some((named, before))) = (m.checked_sub(1), item(m)) else { return false };
            let end = sentence.figures.get(left).map_or(named.range.start, |figure| figure.extent.end);
            let gap = text.get(end..named.range.start).unwrap_or_default();
            matches!(before, "" | "和" | "及" | "以及") && matches!(gap, "、" | "和" | "及" | "以及")
        };
        let first = (0..=n).rev().find(|&m| !goes_on(m))?;
        let last = (n..sentence.figures.len()).take_while(|&m| m == n || goes_on(m)).last()?;
        let behind = text.get(sentence.figures.get(last)?.extent.end..sentence.range.end)?;
        let (_, before) = item(first)?;
        let is_other = cues!["就业见习", "就业培训", "就业服务", "就业补贴", "就业援助"].starts(behind);
        if first == last || !HELPED.ends(before) || !WORK.starts(behind) || is_other {
            return None;
        }
        let (named, _) = item(n)?;
        Some(self.of_those(named.group, named.range, 0.95, "phrase-with-figure"))
    }

    /// Those of a group who work; one without an indicator has been helped.
    fn of_those(&self, group: usize, words: Range<usize>, probability: f32, rule: &'static str) -> Settled {
        let id = GROUPS.get(group).map_or("assisted_employment", |(_, id)| id);
        let mut this = Settled::new(Form::Level);
        this.indicator = self.extractor.catalogue.find(id);
        this.phrase = Some(words);
        this.probability = probability;
        this.rule = rule;
        this
    }

    /// 高校毕业生就业8000人，退役军人就业600人，农民工就业1.2万人: a group whose name no phrase holds, and that it works.
    fn at_work(&self, sentence: &Sentence<'_>, n: usize) -> Option<Settled> {
        let text = self.text();
        let right = text.get(sentence.figures.get(n)?.extent.end..sentence.range.end)?;
        if !right.is_empty() && !right.starts_with(['，', '；', '。', '、']) {
            return None;
        }
        // In a list the first says what they all do: 其中退役军人就业1200人、妇女就业2.1万人.
        let joined = |m: &usize| self.left_of(sentence, *m).starts_with(['、', '和', '及']);
        let head = (0..=n).rev().find(|m| !joined(m))?;
        self.works(sentence, head)?;
        let named = self.works(sentence, n).filter(|named| matches!(named.group, RURAL | OTHER))?;
        // 返乡农民工就业.
        let is_rural = text.get(named.range.clone()).is_some_and(|name| name.contains("农民工"));
        let group = if is_rural { RURAL } else { named.group };
        Some(self.of_those(group, named.range, 0.9, "phrase-near"))
    }

    /// The group that the clause before a figure says to work, if it says no more; 其中 makes a part of it, 建档立卡劳动力 are the poor.
    fn works(&self, sentence: &Sentence<'_>, n: usize) -> Option<Named> {
        let text = self.text();
        let clause = clause_before(text, sentence, n);
        let words = text.get(clause.clone())?;
        let words = words.trim_end_matches(['达', '到', '约', '近', '了', '超', '过']);
        let who = cues!["实现就业", "就业"].strip_end(words)?;
        if cues!["其中", "建档立卡", "贫困", "脱贫"].stands_in(who) {
            return None;
        }
        let stretch = clause.start..clause.start + who.len();
        last_group(text, stretch.clone())
            .filter(|named| named.range.end == stretch.end && is_bare(text, &stretch, named))
    }

    /// 应届高校毕业生1.86万人。截至8月31日，实现就业1.48万人: of those whom the sentence before counted.
    fn graduates_working(&self, sentence: &Sentence<'_>, clause: &Range<usize>) -> Option<Settled> {
        let text = self.text();
        let time = sentence.periods.first().filter(|time| time.range.start == sentence.range.start);
        let told =
            text.get(time.map_or(sentence.range.start, |time| time.range.end)..clause.start.max(sentence.range.start));
        let says_no_more = time.is_some_and(|time| time.range.end >= clause.start) || matches!(told, Some("" | "，"));
        let topic = self.topics.last().filter(|topic| says_no_more && topic.sentence + 1 == self.n_sentences)?;
        let is_of_graduates = topic.settled.indicator == self.extractor.catalogue.find("graduates");
        let mut this = Settled::new(Form::Level);
        this.indicator = self.extractor.catalogue.find("graduate_employment").filter(|_| is_of_graduates);
        this.indicator?;
        this.phrase.clone_from(&topic.settled.phrase);
        this.probability = 0.9;
        this.rule = "topic";
        Some(this)
    }

    /// 已就业2235人，就业率93.59%: a rate of the people just counted that has no indicator of its own.
    fn rate_of_group(&self, sentence: &Sentence<'_>, n: usize, before: &[Settled]) -> Option<Settled> {
        const RATED: [&str; 6] = [
            "poverty_relief_employment",
            "hardship_employment",
            "reemployment",
            "rural_transfer",
            "assisted_employment",
            "insured_persons",
        ];
        let clause = self.text().get(clause_before(self.text(), sentence, n))?;
        let bare = clause.trim_end_matches(['达', '到', '为', '约', '近', '超', '过', '是', '均']);
        if !RATES.all_at_end(bare).any(|(_, rate)| matches!(bare.strip_suffix(rate), Some("" | "其"))) {
            return None;
        }
        let m = n.checked_sub(1)?;
        let whole = before.get(m).filter(|whole| whole.form == Form::Level)?;
        let id = &self.extractor.catalogue.get(whole.indicator?)?.id;
        let is_count = sentence
            .figures
            .get(m)
            .and_then(|figure| figure.unit())
            .is_some_and(|unit| matches!(unit.class(), UnitClass::Persons | UnitClass::PersonTimes));
        if is_count && id == "graduate_employment" && bare.ends_with("就业率") {
            let mut this = Settled::following(Form::Level, whole, whole.probability, "relative-to-figure");
            this.indicator = self.extractor.catalogue.find("graduate_employment_rate");
            return Some(this);
        }
        if !is_count || !RATED.contains(&id.as_str()) || (bare.ends_with("参保率") != (id == "insured_persons")) {
            return None;
        }
        let mut this = Settled::new(Form::Share);
        this.follow(whole, whole.probability, "relative-to-figure");
        this.is_part = whole.is_part;
        this.of = Some(m);
        Some(this)
    }
}

/// 其中从事家政的2180人，到南方打工的90多人，省外务工12万人: a part told by what they do or where they went.
fn says_where(part: &str) -> bool {
    let bare = part.trim_end_matches(['约', '近', '达', '有', '超']);
    let mut place = cues!["转移就业", "务工", "就业", "从业", "输出"].strip_end(bare).unwrap_or_default();
    while let Some(outer) =
        cues!["省", "市", "州", "县", "区", "乡", "镇"].strip_end(place.trim_end_matches(['内', '外']))
    {
        place = outer;
        if place.is_empty() {
            return true;
        }
    }
    bare.ends_with('的') && cues!["从事", "被", "进", "到", "去", "在", "赴", "留在"].starts(bare)
}

/// The figure before that a part is of: the last count of people with an indicator that is no part itself.
fn whole_of(sentence: &Sentence<'_>, n: usize, before: &[Settled]) -> Option<usize> {
    let is_whole = |m: &usize| {
        before.get(*m).is_some_and(|other| other.form == Form::Level && !other.is_part && other.indicator.is_some())
            && same_kind(sentence, *m, n)
    };
    (0..n).rev().find(is_whole)
}

/// The clause in which figure `n` stands, up to the figure.
fn clause_before(text: &str, sentence: &Sentence<'_>, n: usize) -> Range<usize> {
    let start = n.checked_sub(1).and_then(|n| sentence.figures.get(n)).map_or(sentence.range.start, |f| f.extent.end);
    let end = sentence.figures.get(n).map_or(sentence.range.end, |figure| figure.extent.start);
    let left = text.get(start..end).unwrap_or_default();
    let mark = left.rfind(['，', '；', '：', '、', '。', '（']);
    let skip = mark.map_or(0, |at| at + left.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8));
    start + skip..end
}

fn last_group_of(text: &str, stretch: Range<usize>, wanted: usize) -> bool {
    let (words, groups) = &*NAMES;
    let stretch = text.get(stretch).unwrap_or_default();
    words.find(stretch).any(|hit| groups.get(hit.word as usize) == Some(&wanted))
}

/// 已就业, 中已实现就业, 已外出务工: nothing but that they work.
fn says_working(clause: &str) -> bool {
    const FILL: [&str; 22] = [
        "目前", "累计", "成功", "稳定", "实现", "人数", "总数", "已经", "已有", "中", "已", "现", "共", "总", "有",
        "的", "了", "达", "到", "为", "约", "近",
    ];
    let mut rest = clause;
    let mut works = false;
    while !rest.is_empty() {
        if let Some(tail) = [
            "外出务工",
            "务工就业",
            "转移就业",
            "就业",
            "务工",
            "上岗",
            "落实岗位",
            "落实工作",
            "落实就业",
            "留省就业",
            "留市就业",
        ]
        .iter()
        .find_map(|word| rest.strip_prefix(word))
        {
            works = true;
            rest = tail;
        } else if let Some(tail) = FILL.iter().find_map(|word| rest.strip_prefix(word)) {
            rest = tail;
        } else {
            return false;
        }
    }
    works
}
