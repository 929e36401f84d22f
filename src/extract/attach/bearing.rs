//! What a sentence tells of its time without saying one: a stock among flows, an event, what is still to come, what a rule
//! begins with. [`super::when`] asks.

use std::ops::Range;

use jiff::civil::Date;

use super::clock::Said;
use super::settle::Settled;
use super::when::{Subject, Told, days};
use super::{Attacher, Sentence};
use crate::extract::cues::{Cues, cues};
use crate::extract::figure::Figure;
use crate::extract::measure::Form;
use crate::extract::period::{self, Expression};
use crate::model::area::{AreaCode, AreaLevel};
use crate::model::indicator::Nature;
use crate::model::observation::Status;
use crate::model::period::{Period, PeriodKind};
use crate::model::quantity::UnitClass;

/// What comes with a stock told before it in the sentence and stands at the same day: 进驻企业4738户，带动就业32066人.
const HELD: [&str; 6] =
    ["startup_jobs", "jobs_created", "startups", "average_wage", "vacancies", "poverty_relief_employment"];

/// From how much on money is a fund, and no amount that a rule gives to one person or firm.
const FUND: f64 = 5e6;

impl Attacher<'_> {
    /// Whether a flow is told as a stock: behind one in its sentence, or going on with one.
    pub(super) fn stands(&self, sentence: &Sentence<'_>, figure: &Figure, settled: &Settled, id: &str) -> bool {
        let is_stock = |period: Option<Period>| period.is_some_and(|period| period.kind == PeriodKind::AsOf);
        let last = self.clock.dated.last().filter(|known| known.sentence == sentence.range.start);
        let is_near = |words: Option<&Range<usize>>| {
            words
                .and_then(|words| self.text().get(words.end..figure.range.start))
                .is_none_or(|between| !between.contains('；'))
        };
        let goes_along = HELD.contains(&id)
            && is_near(last.and_then(|known| known.phrase.as_ref()))
            && last.is_some_and(|known| known.n_own == self.clock.own.len() && is_stock(known.period));
        // 外出务工人员695.7万人，其中省内143.9万人.
        let is_part = last.is_some_and(|known| {
            settled.phrase.is_some()
                && known.phrase == settled.phrase
                && known.n_own == self.clock.own.len()
                && known.form == Form::Level
                && is_stock(known.period)
        });
        // 目前，6家企业安置下岗职工301人: those who work there now.
        let is_now = self.clock.own.last().is_some_and(|said| said.word.expression == Expression::Now);
        let holds = is_now && matches!(id, "startup_jobs" | "jobs_created" | "average_wage" | "reemployment");
        let goes_on = settled.phrase.is_some()
            && self.clock.dated.iter().any(|known| {
                known.phrase == settled.phrase && known.sentence != sentence.range.start && is_stock(known.period)
            });
        // 创造岗位1374个，完成全年目标任务的114%: what is set for a year is counted over it.
        let is_of_task = || {
            let after = self.text().get(figure.extent.end..sentence.range.end).unwrap_or_default();
            cues!["，完成全年", "，占全年", "，为全年", "，完成年度", "，占年度", "，完成年"].starts(after)
        };
        (goes_along || is_part || holds || goes_on) && !is_of_task()
    }

    /// 新增高技能人才 is counted over a span, whatever the indicator.
    pub(super) fn nature_here(&self, sentence: &Sentence<'_>, figure: &Figure, nature: Nature) -> Nature {
        let clause = self.text().get(sentence.range.start..figure.extent.start).unwrap_or_default();
        let part = cues!["，", "；"].last_part(clause);
        // 开发公益性岗位3.8万个，其中乡村3.1万个.
        let clause = if part.starts_with("其中") { clause.rsplit('；').next().unwrap_or(clause) } else { part };
        let is_new = cues!["新增", "新开发", "开发", "新培养"].stands_in(clause);
        if nature == Nature::Stock && is_new { Nature::Flow } else { nature }
    }

    /// 外出务工人员695.7万人, 总规模149.6万人: words that make a stock of a flow.
    pub(super) fn counts_a_stock(&self, sentence: &Sentence<'_>, figure: &Figure, settled: &Settled) -> bool {
        let from = settled.phrase.as_ref().map_or(sentence.range.start, |phrase| phrase.start.min(figure.extent.start));
        let words = self.text().get(from.max(sentence.range.start)..figure.extent.start).unwrap_or_default();
        let words = cues!["，", "；"].last_part(words);
        cues![
            "规模",
            "总量",
            "总数",
            "现有",
            "实有",
            "共有",
            "人员",
            "存量",
            "外出农民工",
            "在外务工",
            "外出从业",
            "累计在外"
        ]
        .stands_in(words)
            && !cues!["困难人员", "失业人员", "持证人员", "净增", "新增"].stands_in(words)
            || self.works_away_on(sentence, figure, settled)
    }

    /// 2010年末，县内城镇从业4.87万人，外出务工5.1万人: how many work elsewhere on a day.
    fn works_away_on(&self, sentence: &Sentence<'_>, figure: &Figure, settled: &Settled) -> bool {
        let words = settled.phrase.clone().and_then(|phrase| self.text().get(phrase)).unwrap_or_default();
        let is_of_day = self.clock.own.last().is_some_and(|said| {
            let word = self.text().get(said.word.range.clone()).unwrap_or_default();
            said.until.is_none() && word.ends_with(['末', '底']) && !word.starts_with("截")
        });
        let before = self.text().get(sentence.range.start..figure.extent.start).unwrap_or_default();
        let clause = cues!["，", "；"].last_part(before);
        is_of_day
            && cues!["外出务工", "外出从业", "在外务工", "外出就业"].starts(words)
            && !cues!["新增", "累计", "已", "输出", "转移"].stands_in(clause)
    }

    /// 6月底领取失业保险金29.3万人: those who draw it on that day.
    pub(super) fn draws_benefit(&self, settled: &Settled) -> bool {
        let stands_at_end = self.clock.own.last().is_some_and(|said| said.word.is_end());
        let words = settled.phrase.clone().and_then(|phrase| self.text().get(phrase)).unwrap_or_default();
        stands_at_end && cues!["领取", "领金", "在领"].starts(words)
    }

    /// 重点企业还缺工1.37万人: posts that stand open at a day.
    pub(super) fn lacks_workers(&self, sentence: &Sentence<'_>, figure: &Figure) -> bool {
        let before = self.text().get(sentence.range.start..figure.extent.start).unwrap_or_default();
        let clause = before.rsplit(['，', '；']).next().unwrap_or(before);
        ["缺工", "还缺", "缺员", "缺口"].iter().any(|word| clause.contains(word))
    }

    /// Whether a time was said of another place than the one in force.
    pub(super) fn is_elsewhere(&self, sentence: &Sentence<'_>, said: &Said) -> bool {
        let here = self.scope.area.code;
        let is_named = self.scope.words.as_ref().is_some_and(|words| sentence.range.contains(&words.start));
        let is_of_the_country = said.area == Some(AreaCode::CHINA) && self.main.code == here;
        // 7月份，全市…。分县区看，鄞州区…: a part of the area that the time was said of, or the place in it.
        let is_within = said.area.zip(here).is_some_and(|(there, here)| {
            let is_county_of =
                |city: AreaCode, county: AreaCode| city.level() == AreaLevel::Prefecture && city.covers(county);
            is_county_of(there, here) || is_county_of(here, there)
        });
        is_named && here.is_some() && said.area != here && !is_of_the_country && !is_within
    }

    /// Whether a day without a year is nearer ahead of the bulletin than behind it: 从9月1日起 in August.
    pub(super) fn begins_soon(&self, said: &Said) -> bool {
        let Some(issued) = self.issued else { return false };
        let distance =
            |is_future| self.resolve(said, is_future, false).map(|period| (period.start, days(issued, period.start)));
        match (distance(true), distance(false)) {
            (Some((ahead, to)), Some((behind, from))) => ahead != behind && to.abs() < from.abs(),
            (Some((_, to)), None) => to > 0,
            _ => false,
        }
    }

    /// 自2022年4月1日起, 5月1日起执行: a day from which something holds.
    pub(super) fn begins_a_rule(&self, word: &period::PeriodWord) -> bool {
        let text = self.text();
        let says = text.get(word.range.clone()).unwrap_or_default();
        let after = text.get(word.range.end..).unwrap_or_default();
        let begins = says.ends_with('起') || cues!["起", "开始", "正式实施", "正式执行", "施行"].starts(after);
        begins && says.contains(['日', '月'])
    }

    /// 1—5月发放贷款312笔，个人最高20万元: a time of what was done, from which no rule holds. What dates a rule is a day or month from
    /// which it begins, and a year (去年，补贴标准为每人600元) of which no deeds are counted first; a minimum wage any day or month.
    pub(super) fn dates_deeds(
        &self,
        sentence: &Sentence<'_>,
        subject: &Subject<'_>,
        word: &period::PeriodWord,
    ) -> bool {
        use Expression::{Now, Same, Stretch, Years};
        if self.begins_a_rule(word) {
            return false;
        }
        if subject.id == "minimum_wage" {
            let is_since = || self.text().get(word.range.clone()).is_some_and(|says| says.ends_with("以来"));
            return match word.expression {
                Stretch { from, to, form: period::Form::Span } => from.month == 1 && to.month > 1,
                Stretch { form: period::Form::Since, .. } => is_since(),
                expression => matches!(expression, Same | Now),
            };
        }
        let between = word.range.end..subject.at;
        let counted = sentence.figures.iter().filter(|figure| between.contains(&figure.range.start));
        match word.expression {
            Stretch { form: period::Form::WholeYear, .. } => counted
                // 今年安排资金1860万元: a fund is no amount of a rule.
                .filter_map(|figure| Some((figure.unit()?.class(), figure.value)))
                .any(|(class, value)| match class {
                    UnitClass::Money => value >= FUND,
                    UnitClass::MoneyRate | UnitClass::Percent => false,
                    _ => true,
                }),
            expression => !matches!(expression, Years(..)),
        }
    }

    /// 1月20日的人代会上，目标是…: the day on which a plan for the year was told.
    pub(super) fn is_told_on(&self, subject: &Subject<'_>, day: Date) -> bool {
        subject.status == Status::Target
            && subject.told == Told::Work
            && subject.id != "labour_export"
            && subject.form == Form::Level
            && self.issued.is_some_and(|issued| day <= issued && day.year() == issued.year())
    }

    pub(super) fn sentence_text(&self, sentence: &Sentence<'_>) -> &str {
        self.text().get(sentence.range.clone()).unwrap_or_default()
    }
}

/// 本次招聘会, 活动现场.
pub(super) fn speaks_of_one_event(sentence: &str) -> bool {
    static WORDS: Cues = Cues::new(&[
        "本次",
        "此次",
        "这次",
        "该场",
        "这场",
        "本场",
        "大会上",
        "招聘会上",
        "洽谈会上",
        "会上",
        "现场",
        "这一场",
        "当场",
        "本届",
    ]);
    WORDS.stands_in(sentence)
}
