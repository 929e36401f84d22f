//! What a figure makes once its indicator is settled: unit, measure, standing, bound and period, or the reason why it makes nothing.

use std::ops::Range;

use jiff::civil::Date;

use super::clock::Said;
use super::settle::Settled;
use super::{Attacher, Sentence};
use crate::extract::cues::cues;
use crate::extract::explain::{Omission, StatusReason};
use crate::extract::figure::{Counter, Figure};
use crate::extract::measure::{Base, Form};
use crate::extract::mood::Mood;
use crate::extract::resolve::ends_by;
use crate::extract::standing::{self, Aim, Ground, Standing};
use crate::model::area::AreaLevel;
use crate::model::indicator::{Indicator, IndicatorId, Nature};
use crate::model::observation::{Evidence, Measure, Observation, Status};
use crate::model::period::{Period, PeriodKind};
use crate::model::quantity::{Bound, Quantity, Unit, UnitClass};
use crate::model::span::Span;

impl Attacher<'_> {
    /// 登记失业率2.53%，控制在4%以内, and any such limit in the communiqué of a year that sets nothing: kept, and no plan.
    fn is_kept_within(&self, sentence: &Sentence<'_>, figure: &Figure) -> bool {
        let left = self.text().get(sentence.range.start..figure.extent.start).unwrap_or_default();
        let sets = cues![
            "目标", "计划", "力争", "确保", "预期", "提出", "明确", "要求", "规划", "下达", "任务", "《", "“十",
            "今年", "省里"
        ];
        let is_limit = matches!(figure.bound, Bound::AtMost | Bound::About)
            && cues!["，", "；"].last_part(left).contains("控制在")
            && !sets.stands_in(left);
        let is_of_result = || left.strip_suffix("，控制在").is_some_and(|rate| rate.ends_with('%'));
        is_limit && (is_of_result() || super::setting::end_of_reported_year(self.scan).is_some())
    }

    /// 控制在4%、5%以内: the limit of the last is that of all.
    fn is_limited_in_list(&self, sentence: &Sentence<'_>, n: usize) -> bool {
        let (Some(figure), Some(next)) = (sentence.figures.get(n), sentence.figures.get(n + 1)) else { return false };
        let between = self.text().get(figure.extent.end..next.extent.start);
        next.bound == Bound::AtMost
            && matches!(between, Some("、" | "和" | "与"))
            && cues!["，", "；"].last_part(self.left_of(sentence, n)).contains("控制在")
    }

    /// The observation that a figure makes; `whole` is that of the figure which it explains, `pay` the unit of what it goes on with.
    pub(super) fn observation(
        &mut self,
        sentence: &Sentence<'_>,
        n: usize,
        settled: &Settled,
        whole: Option<&Observation>,
        pay: Option<Unit>,
    ) -> Result<Observation, Omission> {
        let figure = sentence.figures.get(n).ok_or(Omission::NotRead)?;
        let indicator = settled.indicator.ok_or(Omission::NoIndicator)?;
        if self.scope.is_foreign {
            return Err(Omission::Abroad);
        }
        if figure.is_small_hanzi && figure.value < 3.0 {
            return Err(Omission::SmallNumeral);
        }
        let row = self.extractor.catalogue.get(indicator).ok_or(Omission::NoIndicator)?;
        let rule = crate::extract::policy::rule_behind(&row.id, self.text(), &sentence.range, figure)
            .filter(|_| settled.form == Form::Level)
            .and_then(|id| self.extractor.catalogue.find(id));
        let benefit =
            || self.is_set_by_minimum(sentence, figure, row).then(|| self.extractor.catalogue.find("subsidy_standard"));
        let paid =
            || self.is_sum_paid(sentence, n, figure, row).then(|| self.extractor.catalogue.find("subsidy_amount"));
        let indicator = rule
            .or_else(|| self.rate_unnamed(settled, row))
            .or_else(|| benefit()?)
            .or_else(|| paid()?)
            .or_else(|| {
                self.are_recipients(sentence, figure, row)
                    .then(|| self.extractor.catalogue.find("subsidised_persons"))?
            })
            .unwrap_or(indicator);
        let row = self.extractor.catalogue.get(indicator).ok_or(Omission::NoIndicator)?;
        let unit = self.unit(sentence, n, row).ok_or(Omission::UnitUnfit)?;
        // 每月2290元，比上年多240元: a difference in money is paid as often as what it differs from.
        let unit = match whole.map(|whole| &whole.quantity.unit) {
            Some(own) if own.0.starts_with('元') && unit.0.starts_with('元') => own.clone(),
            _ => unit,
        };
        // A list and a topic go on with 每月 unless the figure says otherwise.
        let says_own = || {
            let before = self.text().get(sentence.range.start..figure.range.start).unwrap_or_default();
            let clause = cues!["，", "；", "、"].last_part(before);
            // 满5年不满10年的1843元, 从第13个月起: how long one has paid, and not how often one is paid.
            let names_term = |at: usize| {
                clause.get(..at).is_some_and(|head| head.ends_with(|c: char| c.is_ascii_digit() || c == '个'))
            };
            let says_how_often = clause.match_indices(['月', '年']).any(|(at, _)| !names_term(at));
            // 每人补助300元，最高10万元; 首次购房补贴：博士10万元: once and for all.
            let part = cues!["，", "；", "。", "："].last_part(before.trim_end_matches(clause));
            let is_lump = figure.value >= 1e4
                && (cues!["最高", "封顶", "不超过", "上限"].stands_in(clause)
                    || cues!["购房", "安家", "一次性", "启动资金"].stands_in(clause))
                || cues!["购房补贴", "面试补贴", "安家费"].stands_in(part) && !part.contains('每')
                || cues!["购房补贴：", "面试补贴：", "安家费："].stands_in(cues!["；", "。"].last_part(before));
            says_how_often || clause.contains(['时', '日', '每', '总', '单']) || is_lump
        };
        let unit = match pay {
            // 已发放津贴68人21.6万元 behind 每月500元: a sum has no time.
            Some(pay)
                if pay.0.starts_with("元/")
                    && unit.0.starts_with('元')
                    && row.id != "subsidy_amount"
                    && !says_own() =>
            {
                pay
            }
            _ => unit,
        };
        // 思明区执行2030元档 behind hourly tiers: an hour never earns so much, nor a month so little.
        let unit = match (row.id.as_str(), unit.0.as_ref()) {
            ("minimum_wage", "元/小时") if figure.value >= 150.0 => Unit::new("元/月"),
            ("minimum_wage", "元/月") if figure.value < 60.0 => Unit::new("元/小时"),
            _ => unit,
        };
        if self.counts_others(sentence, n, settled, row) {
            return Err(Omission::NoIndicator);
        }
        let class = unit.class();
        let measure = settled.form.measure(Some(class));
        // 增速回落2个百分点: points of a growth or of a count are no change of the indicator.
        let is_of_rate = row.base_unit == "%" || whole.is_some_and(|whole| whole.measure == Measure::Share);
        let names_growth = || {
            let before = self.text().get(sentence.range.start..figure.extent.start).unwrap_or_default();
            cues!["增长幅度", "增幅", "增速", "涨幅", "降幅"].stands_in(cues!["，", "；", "。"].last_part(before))
        };
        if class == UnitClass::PercentagePoints && !is_of_rate && (whole.is_some() || names_growth()) {
            return Err(Omission::OtherBase);
        }
        if matches!(settled.form, Form::Change { base: Some(Base::Other), .. }) {
            return Err(Omission::OtherBase);
        }
        if matches!(settled.form, Form::Change { base: Some(Base::GivenYear), .. }) && !self.follows_given_year(figure)
        {
            return Err(Omission::OtherBase);
        }
        // 最低工资标准提高250元: against the old rule, not against a year.
        let names_base = || {
            let before = self.text().get(sentence.range.start..figure.range.start).unwrap_or_default();
            cues!["同比", "上年", "去年", "同期"].stands_in(before)
        };
        if row.nature == Nature::Rule && matches!(settled.form, Form::Change { .. }) && !names_base() {
            return Err(Omission::OtherBase);
        }
        let is_rate_indicator = row.base_unit == "%";
        // 参保率, 转移就业率: a rate that has no indicator of its own is a share of the one that it rates.
        let names_rate = settled
            .phrase
            .as_ref()
            .and_then(|phrase| self.text().get(phrase.clone()))
            .is_some_and(|words| words.ends_with(['率', '面']));
        let measure = match measure {
            Measure::Level if class == UnitClass::Percent && !is_rate_indicator && names_rate => Measure::Share,
            other => other,
        };
        if class == UnitClass::Percent && measure == Measure::Level && !is_rate_indicator && row.id != "vacancy_ratio" {
            return Err(Omission::PercentOfCount);
        }
        if matches!(settled.form, Form::Change { base: Some(Base::YearEnd), .. })
            && !self.stands_at_year_end(sentence, n, row)
        {
            return Err(Omission::OtherBase);
        }
        let (status, reason) = self.status(sentence, figure, settled, row, measure);
        // 今年安排109亿元，比上年增加26亿元: what a plan differs by is planned.
        let status = match (whole, settled.form) {
            (Some(whole), Form::Change { .. })
                if whole.status == Status::Target && !self.grows_past_target(sentence, figure) =>
            {
                Status::Target
            }
            _ => status,
        };
        let bound = match (settled.form, figure.bound) {
            // 超过3000万人的年度目标: the result is more, not the target.
            (Form::TargetLevel, Bound::MoreThan) => Bound::Exact,
            // 控制在4%的年度目标以内.
            (Form::TargetLevel, Bound::Exact) if self.is_limit(sentence, figure) => Bound::AtMost,
            // 分别控制在4%、5%以内.
            (_, Bound::Exact) if self.is_limited_in_list(sentence, n) => Bound::AtMost,
            // 小时工资最低21.5元: the name of the standard, not a bound of it.
            (Form::Level, Bound::AtLeast) if row.id == "minimum_wage" && self.says_lowest(figure) => Bound::Exact,
            (_, bound) => bound,
        };
        let (period, period_words) = self.period(sentence, n, settled, row.nature, status);
        // 年末在岗职工38.6万人，平均工资98765元: a wage is of the year and not of its last day.
        let is_of_year = |period: &Period| {
            row.id == "average_wage" && period.kind == PeriodKind::AsOf && period.start == period.start.last_of_year()
        };
        let period = match period {
            Some(day) if is_of_year(&day) => {
                Some(Period { start: day.start.first_of_year(), end: day.end, kind: PeriodKind::During })
            }
            period => period,
        };
        // 到2025年总量达到45万人: what lies ahead of the bulletin is planned, whatever the verb.
        let lies_ahead = period.and_then(|p| p.end).zip(self.issued).is_some_and(|(end, issued)| {
            let is_later = end.year() > issued.year();
            // 2018年城镇新增就业4.5万人 in January of 2018: no year is over in its spring.
            let counts = || self.left_of(sentence, n).contains(['共', '已', '了']);
            let is_whole_year = period.is_some_and(|period| period.start == issued.first_of_year());
            let is_begun = end == issued.last_of_year() && is_whole_year && issued.month() <= 3 && !counts();
            // 控制在4.5%以内, 达到90%以上: a rate or a stock is planned where it is hedged like a plan.
            let is_hedged = matches!(figure.bound, Bound::AtLeast | Bound::AtMost)
                || figure.bound == Bound::About && row.base_unit == "%";
            let is_there = || cues!["目前", "现有", "在岗"].stands_in(self.left_of(sentence, n));
            let is_begun =
                is_begun && (row.nature == Nature::Flow || row.nature == Nature::Stock && is_hedged && !is_there());
            // 四季度开发1500个 in September.
            let is_to_come = row.nature != Nature::Rule
                && period.is_some_and(|period| match period.kind {
                    PeriodKind::AsOf => !ends_by(period.start, issued),
                    PeriodKind::During => period.start > issued,
                });
            let is_planned = matches!(measure, Measure::Level | Measure::Share);
            (is_later || is_begun || is_to_come) && row.nature != Nature::Cohort && is_planned
        });
        let (status, reason) = if lies_ahead && status == Status::Actual {
            (Status::Target, StatusReason::LiesAhead)
        } else {
            (status, reason)
        };
        // 参保人数增长14.6% over a plan of five years has no year before.
        let spans_years =
            period.is_some_and(|p| p.end.is_some_and(|end| i32::from(end.year()) > i32::from(p.start.year()) + 1));
        if matches!(settled.form, Form::Change { .. }) && spans_years {
            return Err(Omission::OtherBase);
        }
        let mut value = figure.value;
        if let Form::Change { is_fall: true, .. } = settled.form {
            // 下降-3.2% is a fall all the same.
            value = -value.abs();
        }
        let source = |range: Range<usize>| Span::new(&self.article.text, self.scan.folded.source(range));
        // 广东141.2万人、江苏128.6万人，依次完成年度目标的128.4%、107.2%: each of its own place.
        let own_area = whole.filter(|_| settled.is_in_step).map(|whole| whole.ref_area.clone());
        let detail = crate::extract::detail::of(
            self.text(),
            &sentence.range,
            figure,
            &row.id,
            settled.is_part,
            whole.map(|whole| whole.detail.as_str()),
            super::listed::item(self.text(), sentence, n),
        );
        // 参保49万人，新增3.6万人: what is new is no value of the same series.
        let detail = if settled.is_new && detail.is_empty() { "新增".to_owned() } else { detail };
        let observation = Observation {
            ref_area: own_area.unwrap_or_else(|| self.area_of(&row.id, figure.value)),
            indicator,
            measure,
            status,
            quantity: Quantity { value, value_high: figure.value_high, unit, bound },
            period,
            detail,
            quote: source(figure.quote()).ok_or(Omission::NotRead)?,
            sentence: source(sentence.range.clone()).ok_or(Omission::NotRead)?,
            mentions: Vec::new(),
            rule: settled.rule,
            confidence: 0.0,
            evidence: Evidence {
                indicator: settled.phrase.clone().and_then(source),
                area: self.scope.words.clone().and_then(source),
                period: period_words,
            },
        };
        self.judged(sentence, n, settled, reason, observation)
    }

    /// 小时工资最低21.5元.
    fn says_lowest(&self, figure: &Figure) -> bool {
        self.text().get(..figure.range.start).is_some_and(|before| before.ends_with("最低"))
    }

    /// 灵活就业社会保险补贴符合条件人员6427人, 返还企业1036户，参保职工28476人: who gets a subsidy, told by the group.
    fn are_recipients(&self, sentence: &Sentence<'_>, figure: &Figure, row: &Indicator) -> bool {
        let is_group = matches!(
            row.id.as_str(),
            "flexible_employment" | "graduates" | "insured_persons" | "startups" | "poverty_relief_employment"
        );
        let is_persons = figure.unit().is_some_and(|unit| unit.class() == UnitClass::Persons);
        if !is_group || !is_persons {
            return false;
        }
        let before = self.text().get(sentence.range.start..figure.extent.start).unwrap_or_default();
        let after = self.text().get(figure.extent.end..sentence.range.end).unwrap_or_default();
        let after = after.split(['。', '；']).next().unwrap_or(after);
        let (left, clause) = before.split_at(before.len() - cues!["，", "；", "。"].last_part(before).len());
        let is_checked = cues!["符合条件人员", "通过审核", "审核通过", "拟补贴", "符合补贴条件"];
        let pays = || cues!["补贴", "补助", "津贴"];
        let firms = left.trim_end_matches('，');
        is_checked.stands_in(clause) && (pays().stands_in(before) || pays().stands_in(after))
            || clause.starts_with("参保职工")
                && firms.ends_with(['户', '家'])
                && cues!["返还企业", "稳岗返还", "拟返还", "惠及企业", "涉及企业"]
                    .stands_in(cues!["，", "；", "。"].last_part(firms))
    }

    /// 培训6432人，…，4980人被沿海企业录用; 新增就业指导员1260名: what stands beside the figure counts others than the phrase before.
    fn counts_others(&self, sentence: &Sentence<'_>, n: usize, settled: &Settled, row: &Indicator) -> bool {
        let (Some(figure), Some(phrase)) = (sentence.figures.get(n), &settled.phrase) else { return false };
        let is_persons = figure.unit().is_some_and(|unit| unit.class() == UnitClass::Persons);
        if !is_persons || settled.form != Form::Level {
            return false;
        }
        let between = self.text().get(phrase.end..figure.extent.start).unwrap_or_default();
        let right = self.text().get(figure.extent.end..sentence.range.end).unwrap_or_default();
        let right = right.split(['，', '；', '。', '、']).next().unwrap_or(right);
        let is_trained = row.id.starts_with("training") || row.id.contains("certificate");
        let are_hired = || {
            between.contains('，')
                && (right.starts_with('被') && cues!["录用", "聘用", "吸纳", "招用"].stands_in(right)
                    || right.starts_with('到') && right.ends_with("务工"))
        };
        is_trained && are_hired()
            || matches!(row.id.as_str(), "jobs_created" | "urban_new_jobs")
                && !between.contains('：')
                && cues!["专员", "指导员", "辅导员", "顾问", "导师", "困难人员认定"].ends(between)
    }

    /// 今年以来发放带动就业补贴38.2万元: paid to all, and more than any rule gives to one.
    fn is_sum_paid(&self, sentence: &Sentence<'_>, n: usize, figure: &Figure, row: &Indicator) -> bool {
        const MORE_THAN_ONE_GETS: f64 = 3e5;
        // 引进技师1名1万元, 安置5人1万元 are steps of a scale.
        const FEWEST_PAID: f64 = 10.0;
        let before = self.text().get(sentence.range.start..figure.extent.start).unwrap_or_default();
        let clause = cues!["，", "；", "。"].last_part(before);
        // 已发放津贴68人21.6万元, 拟补贴42.77万元.
        let persons = n.checked_sub(1).and_then(|n| sentence.figures.get(n)).filter(|told| told.value >= FEWEST_PAID);
        let is_of_several = before.ends_with(['人', '名']) && figure.value >= 1e4 && persons.is_some();
        row.id == "subsidy_standard"
            && (figure.value >= MORE_THAN_ONE_GETS || is_of_several)
            && figure.unit().is_some_and(|unit| unit.class() == UnitClass::Money)
            && (cues!["发放", "兑现", "拨付", "拟补贴", "补发"].stands_in(clause) || is_of_several)
            && !cues!["每", "最高", "标准", "不超过", "给予", "可", "上限"].stands_in(clause)
    }

    /// 按最低工资标准的90%确定，每月1980元: a benefit that is measured by the minimum wage, and no wage.
    fn is_set_by_minimum(&self, sentence: &Sentence<'_>, figure: &Figure, row: &Indicator) -> bool {
        if row.id != "minimum_wage" {
            return false;
        }
        let before = self.text().get(sentence.range.start..figure.extent.start).unwrap_or_default();
        let Some((_, tail)) = before.rsplit_once("最低工资") else { return false };
        let tail = tail.strip_prefix("标准").unwrap_or(tail);
        let share =
            tail.strip_prefix('的').map(|tail| tail.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.'));
        share.is_some_and(|share| share.starts_with('%'))
    }

    /// 失业率4.1%: which rate is meant where its name is left out. The mainland's surveyed rate has been published since 2018 (National
    /// Bureau of Statistics), and never for counties and prefectures, so that there it is the registered one; Hong Kong, Macao and
    /// Taiwan register none.
    fn rate_unnamed(&self, settled: &Settled, row: &Indicator) -> Option<IndicatorId> {
        const SURVEYS_SINCE: i16 = 2018;
        let phrase = settled.phrase.clone()?;
        let words = self.text().get(phrase.clone())?;
        let before = self.text().get(..phrase.start)?;
        let code = self.scope.area.code?;
        let level = self.extractor.gazetteer.level(code, self.year);
        let is_local = matches!(level, AreaLevel::Prefecture | AreaLevel::County);
        // Rates of an age are surveyed everywhere; and the phrase may be only the end of the name.
        let is_of_age = cues!["岁", "岁人口", "岁劳动力", "青年", "户籍劳动力", "户籍人口"].ends(before);
        let says = |kind: &str| words.contains(kind) || before.ends_with(kind);
        let rate = match row.id.as_str() {
            "registered_unemployment_rate" if code.0 >= 710_000 || is_of_age => "surveyed_unemployment_rate",
            "surveyed_unemployment_rate"
                if !is_of_age && code.0 < 710_000 && (is_local || self.year < SURVEYS_SINCE) =>
            {
                "registered_unemployment_rate"
            }
            _ => return None,
        };
        let is_named = says("调查") || says("登记");
        self.extractor.catalogue.find(rate).filter(|_| !is_named)
    }

    /// Whether a figure is reported, planned or set by a rule, and what says so.
    pub(super) fn status(
        &self,
        sentence: &Sentence<'_>,
        figure: &Figure,
        settled: &Settled,
        row: &Indicator,
        measure: Measure,
    ) -> (Status, StatusReason) {
        let is_level = measure == Measure::Level;
        // 参保率稳定在95%以上 is planned as a level is.
        let may_be_planned = is_level || settled.form == Form::Level || settled.form == Form::Share;
        let ground = Ground {
            // How many leave school is no matter of plans.
            mood: match row.nature {
                Nature::Cohort => Mood::Plain,
                _ if self.is_due(figure) => Mood::Plan,
                _ => self.course.mood,
            },
            is_in_planned_list: self.lead_in.as_ref().is_some_and(|lead_in| lead_in.is_target),
            is_past: self.is_past(),
            past_since: self.past_since(figure),
            is_new_year: self.issued.is_some_and(|issued| issued.month() <= 2),
            aim: match row.nature {
                Nature::Cohort => Aim::Never,
                _ if self.is_kept_within(sentence, figure) => Aim::Never,
                _ if standing::is_aimed_at(&row.id) => Aim::EachYear,
                _ => Aim::Any,
            },
        };
        let reads = |ground| standing::read(self.text(), &sentence.range, figure, ground) == Standing::Target;
        let target = if settled.form == Form::TargetLevel {
            Some(StatusReason::TargetNoun)
        } else if !may_be_planned || !reads(ground) {
            None
        } else if reads(Ground { mood: Mood::Plain, is_in_planned_list: false, ..ground }) {
            Some(StatusReason::PlanWords)
        } else if ground.is_in_planned_list {
            Some(StatusReason::LeadIn)
        } else {
            Some(StatusReason::HeadlinePlans)
        };
        let arranged = || is_level && row.base_unit == "元" && self.is_arranged(sentence, figure);
        let target = target.or_else(|| arranged().then_some(StatusReason::PlanWords));
        match (row.nature, target) {
            (Nature::Rule, _) if is_level => (Status::Policy, StatusReason::Rule),
            (_, Some(reason)) => (Status::Target, reason),
            (_, None) => (Status::Actual, StatusReason::Reported),
        }
    }

    /// 今年，市财政安排再就业资金6亿元: what is set aside for the year has not been spent.
    fn is_arranged(&self, sentence: &Sentence<'_>, figure: &Figure) -> bool {
        let before = self.text().get(sentence.range.start..figure.extent.start).unwrap_or_default();
        let clause = cues!["，", "；", "。"].last_part(before);
        let is_done = cues!["已安排", "共安排", "累计安排"].stands_in(clause);
        // 今年毕业生834万人。中央财政安排资金539亿元: the year told right before.
        let is_of_this_year = || {
            let told =
                self.clock.paragraph.as_ref().filter(|said| self.clock.own.is_empty() && said.word.is_whole_year());
            told.and_then(|said| said.word.named_year(self.issued))
                .zip(self.issued)
                .is_some_and(|(y, day)| y == day.year())
        };
        clause.contains("安排")
            && !is_done
            && (cues!["今年", "本年", "新的一年"].stands_in(before) || clause.contains("财政安排") && is_of_this_year())
            && !before.contains("去年")
    }

    /// Whether a target is what is not to be passed.
    fn is_limit(&self, sentence: &Sentence<'_>, figure: &Figure) -> bool {
        let text = self.text();
        let left = text.get(sentence.range.start..figure.range.start).unwrap_or_default();
        let right = text.get(figure.range.end..sentence.range.end).unwrap_or_default();
        let right = right.split(['，', '。', '；', '、']).next().unwrap_or(right);
        let clause = cues!["，", "；", "。"].last_part(left);
        clause.contains("控制在") && cues!["以内", "之内", "以下", "内"].ends(right)
    }

    /// Whether the time in force, named in this paragraph, was over when the bulletin was issued.
    fn is_past(&self) -> bool {
        let said = self.clock.own.last().or(self.clock.paragraph.as_ref());
        // 三年内 may lie on either side: it is over only if both readings are.
        let end = said.and_then(|said| self.resolve(said, true, false)).and_then(|period| period.end);
        end.zip(self.issued).is_some_and(|(end, issued)| end < issued)
    }

    /// Where the sentence names a time that was over when the bulletin was issued and still speaks for this figure.
    fn past_since(&self, figure: &Figure) -> Option<usize> {
        let speaks = |said: &&Said| said.until.is_none_or(|until| figure.range.start < until);
        let said = self.clock.own.last().filter(speaks)?;
        let end = self.resolve(said, true, false)?.end?;
        self.issued.is_some_and(|issued| end < issued).then_some(said.word.range.start)
    }

    /// 8月底前再办招聘会45场, in July; 全年70万人, in September: a term that has not come yet.
    fn is_due(&self, figure: &Figure) -> bool {
        let speaks = |said: &&Said| said.until.is_none_or(|until| figure.range.start < until);
        let Some(said) = self.clock.own.last().filter(speaks) else { return false };
        // Early in a year 全年 may be the one that has just ended.
        let is_year_under_way = || {
            let year = self.issued.filter(|issued| (4..=11).contains(&issued.month())).map(Date::year);
            year.is_some_and(|year| !self.looks_back_before(year))
        };
        // 全年举办培训41期，训了2380人.
        let told = self.text().get(said.word.range.end..figure.extent.start).unwrap_or_default();
        if told.contains('已') || told.ends_with('了') {
            return false;
        }
        let words = self.text().get(said.word.range.clone()).unwrap_or_default();
        let is_term = words.ends_with('前') || (words == "全年" && is_year_under_way());
        let end = self.resolve(said, true, false).and_then(|period| period.end);
        is_term && end.zip(self.issued).is_some_and(|(end, issued)| end > issued)
    }

    /// 完成全年110万人的目标，比去年同期多1.9万人: behind a target, what is compared with the same time of last year was reached.
    fn grows_past_target(&self, sentence: &Sentence<'_>, figure: &Figure) -> bool {
        let mut own = self.clock.dated.iter().rev().take_while(|known| known.sentence == sentence.range.start);
        let before = self.text().get(sentence.range.start..figure.range.start).unwrap_or_default();
        let clause = before.rsplit(['，', '；']).next().unwrap_or(before);
        own.any(|known| known.form == Form::TargetLevel) && ["同期", "同比"].iter().any(|w| clause.contains(w))
    }

    /// The unit as the contract writes it: money rates take their 每人每月 from the words before.
    fn unit(&self, sentence: &Sentence<'_>, n: usize, row: &Indicator) -> Option<Unit> {
        let (indicator, base) = (row.id.as_str(), row.base_unit.as_str());
        let figure = sentence.figures.get(n)?;
        let text = self.text();
        let after = text.get(figure.range.end..sentence.range.end).unwrap_or_default();
        let clause_start = text
            .get(sentence.range.start..figure.range.start)
            .and_then(|before| before.rfind(['，', '；', '、']))
            .map_or(sentence.range.start, |at| sentence.range.start + at);
        let clause = text.get(clause_start..figure.range.start).unwrap_or_default();
        match &figure.counter {
            // 1285亿, 2000万新就业形态人员: the scale shows that something is counted; the indicator tells what.
            // 1032.6万农民工: what is counted is named, and is no fair.
            Counter::Missing if matches!(base, "场" | "家" | "笔") && after.starts_with(char::is_alphabetic) => None,
            Counter::Missing if base == "倍" => (figure.value < 100.0).then(|| Unit::new("倍")),
            Counter::Missing if figure.value >= 1e4 || (figure.value >= 10.0 && figure.value.fract() == 0.0) => {
                Some(Unit(base.to_owned().into()))
            }
            Counter::Missing | Counter::Foreign => None,
            Counter::Unit(unit) if unit.0 == "元" => {
                let before = text.get(sentence.range.start..figure.range.start).unwrap_or_default();
                let read = crate::extract::detail::money_unit(clause, before, after, indicator);
                // An indicator of the user's that is told by the month needs no 每月 beside each figure.
                let is_of_base = read == "元" && base.starts_with("元/");
                Some(if is_of_base { Unit(base.to_owned().into()) } else { Unit::new(read) })
            }
            Counter::Unit(unit) if unit.0 == base => Some(unit.clone()),
            Counter::Unit(unit) if unit.0 == "倍" => None,
            Counter::Unit(unit) if unit.0 == "期" && indicator == "job_fairs" => None,
            Counter::Unit(unit) if unit.0 == "次" => (indicator == "job_fairs").then(|| Unit::new("场")),
            Counter::Unit(unit) => Some(unit.clone()),
        }
    }

    /// 比2022年多6.8万人 is a year-on-year change where the text speaks of 2023, 比2022年末 where it speaks of the end of 2023.
    fn follows_given_year(&self, figure: &Figure) -> bool {
        let before = self.text().get(..figure.range.start).unwrap_or_default();
        // 与2024年相比，广东多1.7万人; 与2012年的46769元相比，增加4705元.
        let beside = || {
            let head = before.get(..before.rfind("相比")?)?;
            cues!["，", "；", "。"].last_part(head).rsplit(['与', '和', '同', '跟']).next()
        };
        let after_than = before.rfind(['比', '较']).and_then(|at| before.get(at + '比'.len_utf8()..));
        let is_year = |base: &&str| base.get(..4).is_some_and(|year| year.parse::<i32>().is_ok());
        let Some(base) = after_than.filter(is_year).or_else(beside) else { return false };
        let Some(year) = base.get(..4).and_then(|year| year.parse::<i32>().ok()) else { return false };
        let next = year + 1;
        if ["年末", "年底"].iter().any(|end| base.get(4..).is_some_and(|rest| rest.starts_with(end))) {
            return before.contains(&format!("{next}年末")) || before.contains(&format!("{next}年底"));
        }
        before.contains(&format!("{next}年")) || before.contains(&format!("{next}届"))
    }

    fn stands_at_year_end(&self, sentence: &Sentence<'_>, n: usize, row: &Indicator) -> bool {
        let end = sentence.figures.get(n).map_or(sentence.range.end, |figure| figure.range.start);
        let before = self.text().get(sentence.range.start..end).unwrap_or_default();
        let own = before.replace("上年末", "").replace("去年末", "").replace("上年底", "").replace("去年底", "");
        let says_so = cues!["年末", "年底", "12月末", "12月底"].stands_in(&own);
        // 截至去年底，…。参保人数为93.4万人，比上年末净增6.1万人: the figure that it differs from stands there.
        let is_dated_so = || {
            let known = self.clock.dated.last().filter(|known| known.sentence == sentence.range.start);
            // A registered rate of a year is that of its end.
            let is_stock = |period: &Period| period.kind == PeriodKind::AsOf || row.id.starts_with("registered_");
            let end = known.and_then(|known| known.period).filter(is_stock).and_then(|period| period.end);
            end.is_some_and(|end| end.month() == 12 && end.day() == 31)
        };
        says_so || is_dated_so()
    }
}
