//! What the text was last about: what a sentence that names nothing goes on with.

use std::ops::Range;

use super::settle::Settled;
use super::{Attacher, Sentence};
use crate::extract::choose::{self, Shown};
use crate::extract::cues::cues;
use crate::extract::figure::Figure;
use crate::extract::lexicon::IndicatorMention;
use crate::extract::measure::{self, Form};
use crate::extract::weights::Features;
use crate::model::indicator::IndicatorId;
use crate::model::quantity::{Unit, UnitClass};

/// What the text was last about, for each kind of unit.
#[derive(Debug, Clone)]
pub(super) struct Topic {
    pub class: UnitClass,
    pub settled: Settled,
    /// The unit that it was written in.
    pub unit: Option<Unit>,
    /// In which sentence of the article.
    pub sentence: usize,
}

/// How sure a topic is that a sentence without figures has named.
const SPOKEN: f32 = 0.9;

impl Attacher<'_> {
    /// What the text counted last, for a table that breaks it down.
    pub(in crate::extract) fn matter_in_force(&self) -> Option<(IndicatorId, Range<usize>)> {
        let last = self.topics.iter().rev().find(|topic| topic.settled.form == Form::Level)?;
        Some((last.settled.indicator?, last.settled.phrase.clone()?))
    }

    /// What a topic of the sentences before shows as what figure `n` goes on with.
    #[expect(clippy::too_many_arguments, reason = "what the caller has at hand already")]
    pub(super) fn topic_features(
        &self,
        sentence: &Sentence<'_>,
        n: usize,
        form: Form,
        (t, topic): (usize, &Topic),
        left: &str,
        right: &str,
        only_areas: bool,
    ) -> Features {
        let mut features = Features::none();
        let Some(figure) = sentence.figures.get(n) else { return features };
        let clause = cues!["，", "；", "：", "。"].last_part(left);
        let class = topic_class(figure);
        let kin = matches!(class, UnitClass::PercentagePoints) && topic.class == UnitClass::Percent;
        features.show(Shown::TopicUnit, choose::unit_bin(figure));
        features.show(Shown::TopicForm, choose::form_bin(form));
        features.show(Shown::TopicMatch, if topic.class == class { 0 } else { 1 + usize::from(kin) });
        features.show(Shown::TopicLast, usize::from(t + 1 == self.topics.len()));
        features.show(Shown::TopicAge, (self.n_sentences - topic.sentence).saturating_sub(1));
        features.show(Shown::TopicClause, choose::clause_bin(clause));
        features.tell(Shown::TopicAreas, only_areas);
        let points_back = cues!["这个数", "这一数", "该数", "总数"].stands_in(clause);
        features.tell(Shown::TopicBack, points_back);
        let is_open = sentence.mentions.iter().any(|mention| {
            mention.weight > -1.0 && mention.units.admits(figure) && mention.range.start < figure.extent.start
        });
        features.tell(Shown::TopicOpen, is_open);
        features.tell(Shown::TopicPart, left.starts_with("其中"));
        features.tell(Shown::TopicDe, right.starts_with('的'));
        features.tell(Shown::TopicRate, choose::names_rate(clause));
        let is_bare_change = matches!(form, Form::Change { .. })
            && cues!["同比", "环比", "比", "较", "增长", "增加", "下降", "减少", "提高", "上升", "回落", "连续"]
                .starts(clause);
        features.tell(Shown::TopicChange, is_bare_change);
        features.measure(Shown::TopicSure, topic.settled.probability);
        features
    }

    /// 决定调整最低工资标准。一类地区2100元…, 小额担保贷款进展不一。前8个月共发放3.5亿元: a sentence without such figures names what the next
    /// one tells; of wages and loans only, whose amounts stand without a name more often than not.
    pub(super) fn hear_topic(&mut self, range: &Range<usize>) {
        let text = self.text().get(range.clone()).unwrap_or_default();
        // 创业担保贷款最高额度提高。个人由20万元…: what one may borrow, and no loans.
        let sets_limits = || cues!["额度", "最高", "上限"].stands_in(text) && !text.contains("工资");
        if !cues!["最低工资", "平均工资", "担保贷款"].stands_in(text) || sets_limits() {
            return;
        }
        let topics = self.topics_of_lead_in(range);
        let named = topics.iter().find_map(|mention| {
            let row = mention.indicator.and_then(|id| self.extractor.catalogue.get(id))?;
            match row.id.as_str() {
                "minimum_wage" | "average_wage" => Some((mention, UnitClass::MoneyRate)),
                "startup_loan_amount" => Some((mention, UnitClass::Money)),
                _ => None,
            }
        });
        let Some((mention, class)) = named else { return };
        let mut settled = Settled::new(Form::Level);
        settled.name(mention, SPOKEN, "topic");
        self.topics.retain(|known| known.class != class);
        self.topics.push(Topic { class, settled, unit: None, sentence: self.n_sentences });
    }

    /// 失业保险参保49万人，新增3.6万人; 高技能人才19.6万人，其中新增8600人: what is new of the stock counted right before.
    pub(super) fn added_to_stock(
        &self,
        sentence: &Sentence<'_>,
        n: usize,
        form: Form,
        before: &[Settled],
    ) -> Option<Settled> {
        let m = n.checked_sub(1)?;
        let left = self.left_of(sentence, n).strip_prefix(['，', '、', '（'])?;
        let left = left.strip_prefix("其中").unwrap_or(left).trim_start_matches('，');
        let bare = left.trim_end_matches(['了', '约', '近', '超', '过', '达']);
        let time = cues!["当年", "本年", "今年", "年内", "本月"].at_start(bare).map_or(0, str::len);
        let bare = bare.get(time..)?;
        if form != Form::Level
            || !matches!(bare, "新增" | "净增" | "净新增")
            || !super::settle::same_kind(sentence, m, n)
        {
            return None;
        }
        // 新增1200人取得证书 says itself what is new.
        let right = self.text().get(sentence.figures.get(n)?.extent.end..sentence.range.end)?;
        if !right.is_empty() && !right.starts_with(['，', '；', '。', '、', '）', '！']) {
            return None;
        }
        let counted = before.get(m)?;
        let words = counted.phrase.clone().and_then(|phrase| self.text().get(phrase)).unwrap_or_default();
        let is_new_itself = words.contains("新增") || counted.form == Form::TargetLevel;
        match counted.indicator {
            _ if is_new_itself => None,
            Some(_) => {
                let mut this = Settled::following(form, counted, counted.probability.max(0.9), "series");
                this.is_new = true;
                Some(this)
            }
            // 热线接听21万个，新增1.2万个: of what is none of this field.
            None => Some(Settled::new(form)),
        }
    }

    /// 七师新增3370人 behind 城镇新增就业…，失业人员再就业…: what is added once more is what the paragraph said to be added before, not
    /// what it counted last.
    pub(super) fn added_again(
        &self,
        sentence: &Sentence<'_>,
        n: usize,
        form: Form,
        before: &[Settled],
    ) -> Option<Settled> {
        let figure = sentence.figures.get(n)?;
        let left = self.left_of(sentence, n);
        let clause = left.rsplit(['，', '；', '：', '、']).next().unwrap_or(left);
        let clause = clause.trim_end_matches(['达', '到', '为', '约', '近', '超', '过', '了']);
        let head = ["累计新增", "共新增", "分别新增", "新增"].iter().find_map(|word| clause.strip_suffix(word))?;
        let areas = super::settle::area_bytes(sentence, figure, left);
        if form != Form::Level || measure::telling_chars(head).saturating_sub(areas / 3) > 1 {
            return None;
        }
        let is_added = |settled: &&Settled| {
            let words = settled.phrase.clone().and_then(|phrase| self.text().get(phrase));
            words.is_some_and(|words| words.contains("新增")) && matches!(settled.form, Form::Level | Form::TargetLevel)
        };
        let here = before.iter().enumerate().rev().filter(|(m, _)| super::settle::same_kind(sentence, *m, n));
        let known = here.map(|(_, settled)| settled).find(is_added).or_else(|| {
            let told = self.added.iter().rev().filter(|topic| topic.class == topic_class(figure));
            told.map(|topic| &topic.settled).find(is_added)
        })?;
        Some(Settled::following(form, known, known.probability.max(0.9), "topic"))
    }

    /// 目标是5200人。截至8月20日，已完成4116人: what has been done of the target set right before, in this sentence or the last.
    pub(super) fn done_of_target(
        &self,
        sentence: &Sentence<'_>,
        n: usize,
        form: Form,
        before: &[Settled],
    ) -> Option<Settled> {
        /// What tells no more than until when.
        const TIME: &str = "到至截止日月年底末初旬前目上中下半已共0123456789";
        let figure = sentence.figures.get(n).filter(|_| form == Form::Level)?;
        let left = self.left_of(sentence, n);
        let clause = cues!["，", "："].last_part(left).trim_end_matches(['了', '约', '近', '超', '过']);
        let done = cues!["累计完成", "实际完成", "实际实现", "完成"]
            .at_end(clause)
            .and_then(|word| clause.strip_suffix(word))?;
        if !done.chars().all(|c| TIME.contains(c)) {
            return None;
        }
        let class = topic_class(figure);
        // 计划培训90万人次。截至9月底，已完成73.8万人次，: a plan without the word for it, where nothing else is named.
        let is_bare = || {
            let after = self.text().get(figure.extent.end..).unwrap_or_default();
            after.starts_with(['，', '。', '；', '（', '、'])
        };
        let is_target = |topic: &&Topic| {
            topic.class == class
                && topic.sentence + 1 == self.n_sentences
                && (topic.settled.form == Form::TargetLevel || is_bare())
        };
        let here = n.checked_sub(1).filter(|&m| super::settle::same_kind(sentence, m, n)).and_then(|m| before.get(m));
        let here = here.filter(|target| target.form == Form::TargetLevel && target.indicator.is_some());
        let there = || self.topics.iter().rev().find(is_target).filter(|_| n == 0).map(|topic| &topic.settled);
        let target = here.or_else(there)?;
        Some(Settled::following(form, target, target.probability.max(0.9), "done-of-target"))
    }

    /// 新增就业851万人，完成全年900万目标的94%，再就业402万人: the target that was reached, and how far, are of what was counted right
    /// before, and not of what comes next.
    pub(super) fn target_of_done(
        &self,
        sentence: &Sentence<'_>,
        n: usize,
        form: Form,
        before: &[Settled],
    ) -> Option<Settled> {
        let left = self.left_of(sentence, n);
        let other = n.checked_sub(1).and_then(|m| before.get(m)).filter(|other| other.indicator.is_some())?;
        let clause = left.strip_prefix('，')?;
        let opens = || {
            let rest = clause.strip_prefix("提前").map_or(clause, |rest| rest.trim_start_matches(|c| c != '完'));
            cues!["完成", "超额完成", "已完成", "占", "为全年", "为年度", "完成了"].starts(rest)
                && !clause.contains('，')
        };
        let is_target = form == Form::TargetLevel && other.form == Form::Level;
        if !is_target || !super::settle::same_kind(sentence, n - 1, n) || !opens() {
            return None;
        }
        let here = sentence.figures.get(n - 1)?.extent.end..sentence.figures.get(n)?.extent.start;
        let names = |mention: &IndicatorMention| mention.indicator.is_some() && here.contains(&mention.range.start);
        if sentence.mentions.iter().any(names) {
            return None;
        }
        Some(Settled::following(form, other, other.probability, "relative-to-figure"))
    }

    /// 扣除物价因素，实际增长9.0%。: real growth of the pay that the sentence before told in current prices.
    pub(super) fn real_growth(
        &self,
        sentence: &Sentence<'_>,
        n: usize,
        form: Form,
        before: &[Settled],
    ) -> Option<Settled> {
        let left = self.left_of(sentence, n);
        let is_real = cues!["扣除", "剔除"].starts(left.trim_start_matches('，')) && left.contains("因素");
        if !is_real || !matches!(form, Form::Change { .. }) {
            return None;
        }
        // 名义增长13.6%，剔除物价因素后增长11.1%.
        let nominal = n.checked_sub(1).and_then(|m| before.get(m)).filter(|nominal| nominal.indicator.is_some());
        if let Some(nominal) = nominal.filter(|nominal| matches!(nominal.form, Form::Change { .. })) {
            return Some(Settled::following(form, nominal, nominal.probability.max(0.9), "relative-to-figure"));
        }
        if n > 0 {
            return None;
        }
        let is_pay = |topic: &&Topic| topic.class.is_money();
        let topic = self.topics.last().filter(is_pay).filter(|topic| topic.sentence + 1 == self.n_sentences)?;
        Some(Settled::following(form, &topic.settled, topic.settled.probability.max(0.9), "topic"))
    }

    /// Keeps the indicator of a figure for sentences that name none.
    pub(super) fn remember(&mut self, sentence: &Sentence<'_>, n: usize, settled: &Settled) {
        let Some(class) = sentence.figures.get(n).map(topic_class) else { return };
        let says_added = || {
            let words = settled.phrase.clone().and_then(|phrase| self.text().get(phrase));
            words.is_some_and(|words| words.contains("新增"))
        };
        if settled.indicator.is_some() && says_added() {
            self.added = Some(Topic { class, settled: settled.clone(), unit: None, sentence: self.n_sentences });
        }
        // 全市目标6万人。曹县9000人: a target is what the next sentence goes on with only where it names nothing but areas.
        if settled.indicator.is_some() && matches!(settled.form, Form::Level | Form::TargetLevel) {
            self.topics.retain(|known| known.class != class || known.settled.form != settled.form);
            self.topics.push(Topic { class, settled: settled.clone(), unit: None, sentence: self.n_sentences });
        }
    }
}

impl Attacher<'_> {
    /// Keeps the unit in which the topic just remembered was written.
    pub(super) fn remember_unit(&mut self, settled: &Settled, unit: &Unit) {
        let sentence = self.n_sentences;
        if let Some(topic) = self.topics.last_mut().filter(|topic| topic.sentence == sentence)
            && topic.settled.form == settled.form
            && topic.settled.indicator == settled.indicator
        {
            topic.unit = Some(unit.clone());
        }
    }
}

/// 派遣人员9600人, 集聚科研人员1110人, 320名工人: people with a name of their own go on with no sentence before.
pub(super) fn names_other_people(figure: &Figure, left: &str, right: &str) -> bool {
    const OTHERS: [&str; 14] = [
        "工人",
        "员工",
        "女工",
        "店员",
        "村民",
        "学生",
        "教师",
        "专家",
        "志愿者",
        "干部",
        "队员",
        "骑手",
        "司机",
        "代表",
    ];
    let is_persons =
        figure.unit().is_some_and(|unit| matches!(unit.class(), UnitClass::Persons | UnitClass::PersonTimes));
    let clause = cues!["，", "；", "：", "、", "。"].last_part(left);
    let clause = clause.trim_end_matches(['达', '到', '约', '近', '超', '过', '有', '共', '为']);
    is_persons && OTHERS.iter().any(|noun| right.starts_with(noun))
        || is_persons
            && cues!["人员", "员工", "专家", "教师", "学生", "干部", "用户"].ends(clause)
            && measure::names_a_subject(left)
}

/// The kind of figure that a topic may go on with.
pub(super) fn topic_class(figure: &Figure) -> UnitClass {
    match figure.unit().map(Unit::class) {
        Some(UnitClass::Money) if figure.value < 1e6 => UnitClass::MoneyRate,
        Some(class) => class,
        // 699万毕业生 is no ratio.
        None if figure.value >= 1e4 => UnitClass::Other,
        None => UnitClass::Ratio,
    }
}
