//! Which area a figure is about. One order, from near to far; the first that is there is taken:
//!
//! 1. its own item of a list of areas that a list of figures follows (广东、江苏分别新增112万人、107万人): [`areas_listed`];
//! 2. the last area before it in its sentence that the sentence is about (not whence, whither, with whom, see `area::roles`);
//!    全市, 该县, 当地 are resolved against what is in force ([`Attacher::in_scope`], [`Attacher::here`], [`Attacher::named`]);
//! 3. the area in force from the sentences before, within the paragraph; groups, foreign countries and the country as background
//!    speak for their own sentence only;
//! 4. from the paragraph before, if this one points back (招聘会现场) or if the article is a round-up that goes from place to place;
//! 5. the article's own area: see `main_area`.

use std::collections::HashMap;
use std::ops::Range;

use super::listed::Respectively;
use super::reach::speaks_of_oneself;
use super::settle::Settled;
use super::{Attacher, Sentence};
use crate::extract::area::{AreaMention, AreaRole, Meaning, is_list_gap};
use crate::extract::cues::{Cues, cues};
use crate::extract::figure::Figure;
use crate::extract::measure;
use crate::extract::scan::{NEARBY, within};
use crate::model::area::{AreaCode, AreaLevel, RefArea};
use crate::model::indicator::Nature;

/// The area in force, and the words that put it there.
#[derive(Debug, Clone, Default)]
pub(super) struct Scope {
    pub area: RefArea,
    pub words: Option<Range<usize>>,
    pub is_foreign: bool,
}

/// How long the name of a fair behind its place is at most, in bytes.
const FAIR_NAME: usize = 90;

/// How long what somebody says may be on either side of a place, in bytes.
const QUOTED: usize = 600;

/// How far behind its place the name of a house ends at most, in bytes.
const HOUSE: usize = 60;

/// From where on a count of graduates can only be the country's, even over five years: 今年高校毕业生874万人 in a report on Hubei.
const NATIONAL_GRADUATES: f64 = 5e6;

impl Attacher<'_> {
    /// Meets an area in its sentence: what it is about comes into force, a mere site only if the sentence has no subject yet.
    pub(super) fn meet(&mut self, mention: &AreaMention, sentence: &Range<usize>) {
        // 其中广州市接收3.2万人；…: a part's area speaks up to the semicolon.
        let before = self.text().get(sentence.start..mention.range.start).unwrap_or_default();
        let part = before.rsplit('；').next().unwrap_or(before);
        // 全市领取失业金9.86万人，浦东新区1.74万人居首；…: so does a place within the whole just counted.
        let follows_whole = || {
            let whole = self.scope.words.as_ref().filter(|words| words.start >= mention.range.start - part.len());
            let counted = whole.and_then(|words| self.text().get(words.end..mention.range.start));
            counted.is_some_and(|counted| counted.contains(|c: char| c.is_ascii_digit())) && self.lies_in_scope(mention)
        };
        if self.scope_of_whole.is_none() && (part.contains("其中") || follows_whole()) {
            self.scope_of_whole = Some(self.scope.clone());
        }
        match mention.role {
            AreaRole::Subject
                if self.counts_employers(mention)
                    || self.sends_employers(mention)
                    || self.takes_workers(mention, part) => {}
            AreaRole::Aside | AreaRole::Subject if self.is_come_to(mention) => {
                self.reset_scope();
                self.scope.words = Some(mention.range.clone());
            }
            AreaRole::Subject => self.enter(mention),
            AreaRole::Site if self.comes_home(mention) => {
                self.reset_scope();
                self.scope.words = Some(mention.range.clone());
            }
            // 陕西省2009届毕业生首场供需见面会在西安开幕: the whole province's.
            AreaRole::Site if self.lies_in_scope(mention) && self.is_fair_of_whole(mention) => {}
            AreaRole::Site if self.names_a_venue(mention) => {}
            AreaRole::Site
                if !self.has_subject(sentence)
                    || self.lies_in_scope(mention)
                    || self.holds_a_fair(mention, sentence) =>
            {
                self.enter(mention);
            }
            _ => {}
        }
    }

    /// 京津冀招聘大会在张家口市举行: a fair is of the place where it is held, whoever holds it.
    fn holds_a_fair(&self, mention: &AreaMention, sentence: &Range<usize>) -> bool {
        static FAIRS: Cues = Cues::new(&["招聘", "洽谈会", "双选会", "交流会", "交流大会", "见面会", "大集"]);
        let text = self.text();
        let before = text.get(sentence.start..mention.range.start).unwrap_or_default();
        let after = text.get(mention.range.end..sentence.end).unwrap_or_default();
        let after = after.split(['，', '；', '。']).next().unwrap_or(after);
        cues!["举行", "举办", "开幕", "启幕", "召开", "开场"].stands_in(after)
            && (FAIRS.stands_in(after) || FAIRS.stands_in(before))
    }

    /// Whether right before 在 and the place stands a fair that is named after the area in force.
    fn is_fair_of_whole(&self, mention: &AreaMention) -> bool {
        let text = self.text();
        let name = self.scope.words.as_ref().and_then(|words| text.get(words.end..mention.range.start));
        let name = name.and_then(|name| name.strip_suffix('在'));
        name.is_some_and(|name| {
            name.len() <= FAIR_NAME
                && !name.contains(['，', '；', '。'])
                && ["招聘会", "招聘大会", "见面会", "洽谈会", "双选会", "交流会"]
                    .iter()
                    .any(|fair| name.ends_with(fair))
        })
    }

    /// 在安徽国际会展中心举行, where the text speaks of 合肥: a house named after the province around it.
    fn names_a_venue(&self, mention: &AreaMention) -> bool {
        let (Meaning::Area(code), Some(inner)) = (&mention.meaning, self.scope.area.code) else { return false };
        let after = self.text().get(mention.range.end..).unwrap_or_default();
        *code != inner
            && self.extractor.gazetteer.is_within(inner, *code, self.year)
            && cues!["国际", "会展", "会议", "展览", "博览", "体育", "奥体", "人才"].starts(after)
    }

    /// 其中西安15万人、榆林3.2万人，脱贫劳动力务工规模稳定在211.5万人: another matter behind several parts is the whole's again.
    pub(super) fn turns_from_parts(&self, sentence: &Sentence<'_>, n: usize, settled: &[Settled]) -> bool {
        let (Some(whole), Some(figure)) = (&self.scope_of_whole, sentence.figures.get(n)) else { return false };
        let Some(above) = n.checked_sub(1).and_then(|n| sentence.figures.get(n)) else { return false };
        let indicator = |n: usize| settled.get(n).and_then(|settled| settled.indicator);
        let is_other = indicator(n).zip(indicator(n - 1)).is_some_and(|(own, above)| own != above);
        let gap = self.text().get(above.extent.end..figure.extent.start).unwrap_or_default();
        let left = self.text().get(sentence.range.start..figure.extent.start).unwrap_or_default();
        if !is_other || whole.area.code.is_none() || !gap.contains('，') {
            return false;
        }
        let Some(parts) = left.rfind("其中").map(|at| sentence.range.start + at) else { return false };
        // 其中秦州区12场，提供岗位5000个，麦积区10场，提供岗位4000个: each part has its own.
        let told = |n: usize| sentence.figures.get(n).is_some_and(|figure| figure.range.start > parts);
        let are_alike = (0..n).filter(|&n| told(n)).all(|m| indicator(m) == indicator(n - 1));
        // 后者再就业5000人, 并分别再就业…, 该县…, 两市…: the parts still.
        let clause = cues!["，", "；"].last_part(gap);
        let goes_on = ["后者", "前者", "并", "也", "两", "三", "各"].iter().any(|word| clause.starts_with(word))
            || clause.starts_with('其') && !clause.starts_with("其中")
            || gap.contains("分别");
        if !are_alike || goes_on {
            return false;
        }
        let is_between = |range: Range<usize>| move |area: &&AreaMention| range.contains(&area.range.start);
        if sentence.areas.iter().any(|area| is_between(above.extent.end..figure.extent.start)(&area)) {
            return false;
        }
        let are_parts = |area: &&AreaMention| {
            !area.is_pointer() && matches!(area.role, AreaRole::Subject | AreaRole::Site | AreaRole::Member)
        };
        let places: Vec<&AreaMention> =
            sentence.areas.iter().filter(is_between(parts..above.extent.end)).filter(are_parts).collect();
        let [.., before, last] = places.as_slice() else { return false };
        // 最多的甘谷县12万人, 天水1.9万人，天水市秦州区7000人: the last is told of by itself.
        let is_singled = self.text().get(..last.range.start).is_some_and(|left| left.ends_with('的'));
        let is_inner = match (&before.meaning, &last.meaning) {
            (Meaning::Area(outer), Meaning::Area(inner)) => outer == inner || self.lies_within(*inner, *outer),
            _ => false,
        };
        !is_singled && !is_inner
    }

    /// 深圳2520元/月；二类城市2080元/月, 其他市县1580元: the tier of a rule behind one place is none of that place.
    pub(super) fn falls_to_whole(&self, sentence: &Sentence<'_>, n: usize, settled: &Settled) -> bool {
        let is_rule = settled
            .indicator
            .and_then(|id| self.extractor.catalogue.get(id))
            .is_some_and(|row| row.nature == Nature::Rule);
        let (Some(figure), Some(main)) = (sentence.figures.get(n).filter(|_| is_rule), self.main.code) else {
            return false;
        };
        let before = self.text().get(sentence.range.start..figure.extent.start).unwrap_or_default();
        let clause = cues!["，", "；", "、", "："].last_part(before);
        // 其他工种, 一类企业 are none of places; 一档 may be the city's own, but for minimum wages.
        let names_places = |rest: &str| {
            cues![
                "市",
                "县",
                "州市",
                "州县",
                "地区",
                "地级市",
                "地州",
                "地市",
                "城市",
                "各市",
                "各县",
                "各地",
                "盟市",
                "旗县"
            ]
            .starts(rest)
        };
        let is_wage = settled.indicator == self.extractor.catalogue.find("minimum_wage");
        let class = cues!["一类", "二类", "三类", "四类", "五类", "一档", "二档", "三档", "四档"].at_start(clause);
        let names_tier = match (cues!["其他", "其余"].at_start(clause), class) {
            (Some(word), _) => clause.get(word.len()..).is_some_and(names_places),
            (None, Some(word)) => is_wage || clause.get(word.len()..).is_some_and(names_places),
            (None, None) => false,
        };
        let start = figure.extent.start - clause.len();
        let names_place = sentence.areas.iter().any(|area| (start..figure.extent.start).contains(&area.range.start));
        let is_inner = self.scope.area.code.is_none_or(|code| self.lies_within(code, main));
        self.main.is_told && names_tier && !names_place && is_inner && self.has_subject(&sentence.range)
    }

    /// Whether the area in force was named in this sentence.
    fn has_subject(&self, sentence: &Range<usize>) -> bool {
        self.scope.words.as_ref().is_some_and(|words| words.start >= sentence.start)
    }

    fn lies_in_scope(&self, mention: &AreaMention) -> bool {
        match (&mention.meaning, self.scope.area.code) {
            (Meaning::Area(code), Some(outer)) => self.extractor.gazetteer.is_within(*code, outer, self.year),
            _ => false,
        }
    }

    pub(super) fn enter(&mut self, mention: &AreaMention) {
        // 西班牙国家统计局, 德国失业率11.8%；东部地区更高: an office and a part of what is abroad.
        let is_touched = || self.scope.words.as_ref().is_some_and(|words| words.end == mention.range.start);
        let is_abroad = match mention.meaning {
            Meaning::Office => is_touched(),
            Meaning::Group => true,
            _ => false,
        };
        if self.scope.is_foreign && is_abroad {
            return;
        }
        let words = Some(mention.range.clone());
        let code = match &mention.meaning {
            Meaning::Area(code) => Some(*code),
            Meaning::InScope(level) => self.in_scope(*level, mention),
            Meaning::Named => self.named(mention),
            Meaning::Here => self.here(mention),
            Meaning::Back => self.housed(mention),
            Meaning::Office => Some(AreaCode::CHINA).filter(|_| self.speaks_for_the_country(mention)),
            Meaning::Group | Meaning::Ambiguous | Meaning::Foreign => {
                let name = self.text().get(mention.range.clone()).unwrap_or_default().to_owned();
                let is_foreign = mention.meaning == Meaning::Foreign;
                self.scope = Scope { area: RefArea { code: None, name }, words, is_foreign };
                return;
            }
        };
        if let Some(code) = code {
            self.scope = Scope { area: self.ref_area(code), words, is_foreign: false };
        }
    }

    pub(super) fn ref_area(&self, code: AreaCode) -> RefArea {
        RefArea { code: Some(code), name: self.extractor.gazetteer.full_name(code, self.year) }
    }

    /// A ministry that reports figures (国家统计局数据显示) speaks of the country; one that is only named (按照人社部要求) does so
    /// where no place is being spoken of.
    fn speaks_for_the_country(&self, mention: &AreaMention) -> bool {
        static REPORTS: Cues = Cues::new(&["数据", "统计", "公布", "发布", "最新", "的数据", "监测", "调查", "的统计"]);
        let after = self.text().get(mention.range.end..).unwrap_or_default();
        let is_placed = self.scope.words.is_some() && self.scope.area.code != Some(AreaCode::CHINA);
        let is_local = self.main.is_told && self.main.code.is_some_and(|main| main != AreaCode::CHINA);
        // 国家统计局新闻发言人付凌晖表示，: whoever speaks for it.
        let near = after.get(..after.floor_char_boundary(NEARBY)).unwrap_or(after);
        let clause = near.split(['，', '：', '。', '；']).next().unwrap_or(near);
        let speaks = clause.chars().count() <= 18
            && !clause.starts_with('门')
            && !cues!["表彰", "驻", "挂职", "授予", "认定", "批准", "代表", "委员"].stands_in(clause)
            && cues!["说", "表示", "介绍", "指出", "强调", "透露", "称", "宣布", "通报", "决定"].ends(clause);
        REPORTS.starts(after) || speaks || !(is_placed || is_local)
    }

    /// 全市 of a county-level city is that city, of a county the city above.
    pub(super) fn in_scope(&self, level: AreaLevel, mention: &AreaMention) -> Option<AreaCode> {
        let gazetteer = self.extractor.gazetteer;
        // 全州 in an article on 延吉市 is 延边州, also behind a partner or a city of the Bingtuan.
        let words = self.text().get(mention.range.clone()).unwrap_or_default();
        let main = self.main.code.map(|main| gazetteer.lineage(main, self.year)).unwrap_or_default();
        if let Some(ending) = ["州", "盟", "地区"].into_iter().find(|&ending| words.contains(ending)) {
            let named =
                |code: &AreaCode| gazetteer.division(*code, self.year).is_some_and(|d| d.name.ends_with(ending));
            if let Some(code) = self.line().into_iter().chain(main.clone()).find(named) {
                return Some(code);
            }
        }
        let endings: &[char] = match level {
            AreaLevel::Country => return Some(AreaCode::CHINA),
            // 自治区 beside the Bingtuan is Xinjiang.
            AreaLevel::Province if words == "自治区" && self.scope.area.code == Some(AreaCode::BINGTUAN) => {
                return Some(AreaCode(650_000));
            }
            AreaLevel::Province => {
                return self.line().into_iter().find(|&code| gazetteer.level(code, self.year) == AreaLevel::Province);
            }
            AreaLevel::Prefecture => &['市', '州', '盟', '区'],
            AreaLevel::County => &['县', '旗', '市', '区'],
        };
        let is_whole_city = self.text().get(mention.range.clone()) == Some("全市");
        // 全市…，其中丰泽区1.4万人、石狮市0.7万人，全市登记失业率1.3%: the whole whose parts were told.
        let whole = self.scope_of_whole.as_ref().and_then(|whole| whole.area.code).filter(|&whole| {
            let part = self.scope.area.code;
            is_whole_city
                && level == AreaLevel::Prefecture
                && gazetteer.level(whole, self.year) == level
                && part.is_some_and(|part| gazetteer.is_within(part, whole, self.year))
        });
        if whole.is_some() {
            return whole;
        }
        // 湘乡市发了9120万元。…全市, in an article on 湘潭: behind the sentence on one of its county-level cities the whole again.
        let turns_back = || {
            let words = self.scope.words.as_ref().filter(|_| level == AreaLevel::Prefecture && self.main.is_told)?;
            let home = self.main.code.filter(|&home| gazetteer.level(home, self.year) == level)?;
            let told = words.end..mention.range.start;
            let between = self.text().get(told.clone()).filter(|_| is_whole_city)?;
            // 湘乡市坚持就业优先。2024年，全市…: nothing was counted yet, so it is that city still.
            let figures = within(&self.scan.figures, &told, |figure| figure.range.clone());
            let is_counted = figures.iter().any(|figure| figure.unit().is_some());
            (is_counted && between.contains('。') && !between.contains('\n')).then_some(home)
        };
        if let Some(home) = turns_back() {
            return Some(home);
        }
        let in_line = self.line().into_iter().chain(main).find(|&code| {
            gazetteer.division(code, self.year).is_some_and(|division| {
                division.name.ends_with(endings)
                    && (level != AreaLevel::Prefecture
                        || !division.name.ends_with('区')
                        || division.name.ends_with("地区"))
                    && (level != AreaLevel::County || division.level == AreaLevel::County)
            })
        });
        // 今年全国高校毕业生727万人。在陇东的宁县，…。县里也想了办法: the county named last, where the country or a city is in force.
        let is_county = |code: &AreaCode| {
            level == AreaLevel::County
                && gazetteer.division(*code, self.year).is_some_and(|division| division.name.ends_with(['县', '旗']))
        };
        let is_told = |role| matches!(role, AreaRole::Subject | AreaRole::Site);
        in_line.or_else(|| self.last_named(mention, is_told, is_county))
    }

    /// 该县: the county that the text was about last; else the one in scope (该市 behind 临漳县 is its city); else one that was named in
    /// passing.
    pub(super) fn named(&self, mention: &AreaMention) -> Option<AreaCode> {
        let ending = self.text().get(mention.range.clone())?.strip_prefix('该')?;
        let gazetteer = self.extractor.gazetteer;
        let fits = |code: &AreaCode| {
            gazetteer.division(*code, self.year).is_some_and(|division| {
                division.name.ends_with(ending) && (ending != "区" || !division.name.ends_with("地区"))
            })
        };
        let is_told = |role| matches!(role, AreaRole::Subject | AreaRole::Site);
        self.last_named(mention, is_told, |code| fits(code))
            .or_else(|| self.line().into_iter().find(|code| fits(code)))
            .or_else(|| self.last_named(mention, |role| role == AreaRole::Aside, |code| fits(code)))
            // 黑龙江龙煤集团…该省: a firm's place.
            .or_else(|| self.last_named(mention, |role| role == AreaRole::InName, |code| fits(code)))
    }

    /// The area named last before a word that points back.
    fn last_named(
        &self,
        mention: &AreaMention,
        is_wanted: impl Fn(AreaRole) -> bool,
        fits: impl Fn(&AreaCode) -> bool,
    ) -> Option<AreaCode> {
        let n = self.scan.areas.partition_point(|area| area.range.start < mention.range.start);
        let named = self.scan.areas.get(..n).into_iter().flatten().rev();
        // “去年我在东莞打工”: where somebody was.
        let is_own = |area: &AreaMention| {
            // Looking no further keeps long articles linear.
            let text = self.text();
            let from = text.floor_char_boundary(area.range.start.saturating_sub(QUOTED));
            let to = text.floor_char_boundary(area.range.end + QUOTED);
            let (before, after) = (text.get(from..area.range.start), text.get(area.range.end..to));
            before.zip(after).is_some_and(|(before, after)| speaks_of_oneself(before, after))
        };
        named
            .filter(|area| is_wanted(area.role))
            .filter_map(|area| match &area.meaning {
                Meaning::Area(code) => Some((area, *code)),
                _ => None,
            })
            .find(|(area, code)| fits(code) && !is_own(area))
            .map(|(_, code)| code)
    }

    /// 在拉萨柳梧新区的这个培育中心，…。该中心: where such a house was told to stand.
    fn housed(&self, mention: &AreaMention) -> Option<AreaCode> {
        let house = self.text().get(mention.range.clone())?.strip_prefix('该')?;
        let n = self.scan.areas.partition_point(|area| area.range.start < mention.range.start);
        // Looking no further keeps long articles linear.
        let named = self.scan.areas.get(..n).into_iter().flatten().rev().take(20);
        named.filter(|area| matches!(area.role, AreaRole::Subject | AreaRole::Site)).find_map(|area| {
            let Meaning::Area(code) = area.meaning else { return None };
            let after = self.text().get(area.range.end..mention.range.start)?;
            let clause = after.split(['，', '；', '。']).next()?;
            (clause.len() <= HOUSE && clause.contains(house)).then_some(code)
        })
    }

    pub(super) fn here(&self, mention: &AreaMention) -> Option<AreaCode> {
        let word = self.text().get(mention.range.clone()).unwrap_or_default();
        let gazetteer = self.extractor.gazetteer;
        let line = self.line();
        // 全区 beside the Bingtuan is Xinjiang.
        if word == "全区" && self.scope.area.code == Some(AreaCode::BINGTUAN) {
            return Some(AreaCode(650_000));
        }
        if word.contains('区') && word != "辖区" {
            // 全区 of a county in a 地区 is the autonomous region; of the 地区 itself, the 地区.
            let mut districts = line.iter().enumerate().filter(|(n, code)| {
                gazetteer
                    .division(**code, self.year)
                    .is_some_and(|d| d.name.ends_with('区') && (*n == 0 || !d.name.ends_with("地区")))
            });
            let district = districts.next().map(|(_, &code)| code);
            // 走进武都区的车站。…全区 in an article on 陇南: the district of it that was named last.
            let told = || {
                let outer = line.first().copied()?;
                self.last_named(
                    mention,
                    |role| matches!(role, AreaRole::Subject | AreaRole::Site),
                    |&code| {
                        gazetteer.is_within(code, outer, self.year)
                            && gazetteer.division(code, self.year).is_some_and(|d| d.name.ends_with('区'))
                    },
                )
            };
            return district.or_else(told).or_else(|| line.first().copied());
        }
        // 自治区下达我市: ours is no province.
        let is_city = word.ends_with(['市', '县', '州', '旗', '盟']);
        let home = self.main.code.filter(|&home| {
            is_city
                && line.first().is_some_and(|&outer| {
                    outer.level() == AreaLevel::Province && gazetteer.is_within(home, outer, self.year) && home != outer
                })
        });
        home.or_else(|| line.first().copied())
    }

    /// The area in force and those above it; else the article's.
    pub(super) fn line(&self) -> Vec<AreaCode> {
        let start = self.scope.area.code.filter(|&code| code != AreaCode::CHINA).or(self.main.code);
        start.map(|code| self.extractor.gazetteer.lineage(code, self.year)).unwrap_or_default()
    }

    pub(super) fn reset_scope(&mut self) {
        self.scope = Scope {
            area: self.main.code.map(|code| self.ref_area(code)).unwrap_or_default(),
            words: None,
            is_foreign: self.main.is_foreign,
        };
    }

    /// The area of one figure: the one in force, unless no place could have so many.
    pub(super) fn area_of(&self, indicator: &str, value: f64) -> RefArea {
        let is_national = indicator == "graduates" && value >= NATIONAL_GRADUATES;
        if is_national && self.scope.area.code.is_some() {
            self.ref_area(AreaCode::CHINA)
        } else {
            self.scope.area.clone()
        }
    }

    /// A new paragraph is about the article's area again, unless it goes on with the place of the one before.
    pub(super) fn turn_to_paragraph(&mut self, paragraph: &Range<usize>) {
        self.scope_before_group = None;
        let is_place = self.scope.area.code.is_some_and(|code| code != AreaCode::CHINA);
        if is_place && (self.points_back(paragraph) || self.goes_from_place_to_place()) {
            self.scope.words = None;
        } else {
            self.reset_scope();
        }
    }

    /// 招聘会现场还设置了…, in the first sentence and before any place is named.
    fn points_back(&self, paragraph: &Range<usize>) -> bool {
        let text = self.text().get(paragraph.clone()).unwrap_or_default();
        let end = text.find('。').map_or(paragraph.end, |at| paragraph.start + at);
        let areas = within(&self.scan.areas, &(paragraph.start..end), |area| area.range.clone());
        let first = areas.iter().find(|area| matches!(area.role, AreaRole::Subject | AreaRole::Site));
        first.is_some_and(|area| area.meaning == Meaning::Back)
    }

    /// A round-up: its headline names no place, and the place in force has nothing to do with the first one.
    fn goes_from_place_to_place(&self) -> bool {
        let gazetteer = self.extractor.gazetteer;
        match (self.main.code, self.scope.area.code) {
            (Some(main), Some(place)) if !self.main.is_told && main != AreaCode::CHINA => {
                !gazetteer.is_within(place, main, self.year) && !gazetteer.is_within(main, place, self.year)
            }
            _ => false,
        }
    }
}

/// 曹县、巨野县两县，前三季度分别…: what stands between without the time at its end.
fn without_time(gap: &str) -> &str {
    let Some((head, tail)) = gap.rsplit_once('，') else { return gap };
    let is_time = tail.len() <= 36
        && cues!["月", "季度", "半年", "年", "月底", "月末", "年末", "年底"].ends(tail.trim_end_matches('份'));
    if is_time { head } else { gap }
}

/// Pairs figures with areas that are listed before them in the same number, by their places in the sentence:
/// 广东、江苏、浙江分别新增112.3万人、107.4万人和95.6万人, 成都、郑州则为1.77、1.43.
pub(super) fn areas_listed(
    text: &str,
    figures: &[Figure],
    areas: &[AreaMention],
    lists: &[Respectively],
) -> HashMap<usize, usize> {
    let mut pairs = HashMap::new();
    if figures.len() < 2 || areas.len() < 2 {
        return pairs;
    }
    let places: Vec<usize> = (0..areas.len())
        .filter(|&n| areas.get(n).is_some_and(|area| !matches!(area.meaning, Meaning::Group | Meaning::Back)))
        .collect();
    let place = |n: usize| places.get(n).and_then(|&place| areas.get(place));
    let mut pair = |until: usize, run: Range<usize>, longest_gap: usize| {
        let last = places.partition_point(|&n| areas.get(n).is_some_and(|area| area.range.start < until));
        let mut first = last;
        while first > 0 {
            let joined = place(first - 1).is_some_and(|area| {
                let next = place(first).filter(|_| first < last).map_or(until, |next| next.range.start);
                let gap = text.get(area.range.end..next).unwrap_or("。");
                if first == last {
                    // 郑州、洛阳、新乡三市返还金额居前三位，分别为…: the number of places says that the list is meant.
                    let is_counted = cues![
                        "三市",
                        "三省",
                        "两市",
                        "两省",
                        "四市",
                        "四省",
                        "五市",
                        "五省",
                        "等地",
                        "三地",
                        "两地",
                        "四地",
                        "分列",
                        "分居",
                        "分获",
                        "位列",
                        "紧随其后",
                    ]
                    .starts(gap);
                    let gap = without_time(gap);
                    (gap.len() <= longest_gap && !gap.contains(['，', '；', '：', '。']))
                        || gap == "，"
                        || (is_counted && gap.len() <= 2 * longest_gap && !gap.contains(['；', '。']))
                } else {
                    is_list_gap(gap)
                }
            });
            if !joined {
                break;
            }
            first -= 1;
        }
        if last - first == run.len() && run.len() > 1 {
            pairs.extend(run.zip(places.get(first..last).unwrap_or_default().iter().copied()));
        }
    };
    let mut first = 0;
    while first < figures.len() {
        let mut last = first + 1;
        while let (Some(left), Some(right)) = (figures.get(last - 1), figures.get(last)) {
            if !text.get(left.extent.end..right.extent.start).is_some_and(measure::is_list_gap) {
                break;
            }
            last += 1;
        }
        if let Some(head) = figures.get(first) {
            pair(head.extent.start, first..last, 36);
        }
        first = last;
    }
    for run in lists {
        pair(run.word, run.figures.clone(), 60);
    }
    go_on_in_step(text, figures, areas, &mut pairs);
    pairs
}

/// 三个师市依次完成了1.55万人、0.98万人和0.72万人: a list of figures over the places that the sentence before told of in turn.
pub(super) fn in_turn<'p>(
    text: &str,
    sentence: &Range<usize>,
    areas: &[AreaMention],
    lists: &[Respectively],
    before: &'p [AreaMention],
) -> HashMap<usize, &'p AreaMention> {
    const COUNTS: [(&str, usize); 6] = [("两", 2), ("二", 2), ("三", 3), ("四", 4), ("五", 5), ("六", 6)];
    let is_place = |area: &&AreaMention| area.role == AreaRole::Subject && !area.is_pointer();
    let Some(run) = lists.first().filter(|_| !areas.iter().any(|area| is_place(&area))) else { return HashMap::new() };
    let head = text.get(sentence.start..run.word).unwrap_or_default();
    let says_how_many = COUNTS.iter().any(|&(count, n)| {
        n == run.figures.len()
            && ["个", "地", "省", "市", "县", "区", "者"].iter().any(|unit| head.contains(&format!("{count}{unit}")))
    });
    if !says_how_many || before.len() != run.figures.len() {
        return HashMap::new();
    }
    run.figures.clone().zip(before).collect()
}

/// 晋江市、石狮市分别为131场、58场，达成意向1.35万人、0.41万人: a second list of as many figures is of the same areas in turn.
fn go_on_in_step(text: &str, figures: &[Figure], areas: &[AreaMention], pairs: &mut HashMap<usize, usize>) {
    let gap = |n: usize| {
        let pair = n.checked_sub(1).and_then(|before| figures.get(before)).zip(figures.get(n));
        pair.map(|(left, right)| left.extent.end..right.extent.start)
    };
    let goes_on = |n: usize| {
        let words = gap(n).and_then(|gap| text.get(gap));
        words.is_some_and(|words| !words.contains('，') && measure::is_list_gap(words))
    };
    let mut known: Vec<usize> = Vec::new();
    let mut first = 0;
    while first < figures.len() {
        let last = (first + 1..figures.len()).find(|&n| !goes_on(n)).unwrap_or(figures.len());
        let own: Vec<usize> = (first..last).filter_map(|n| pairs.get(&n).copied()).collect();
        let names_area = |gap: Range<usize>| areas.iter().any(|area| gap.contains(&area.range.start));
        let follows = gap(first).is_some_and(|gap| {
            !text.get(gap.clone()).is_none_or(|words| words.contains(['；', '。'])) && !names_area(gap)
        });
        if own.len() == last - first {
            known = own;
        } else if own.is_empty() && follows && known.len() > 1 && known.len() == last - first {
            pairs.extend((first..last).zip(known.iter().copied()));
        } else {
            known.clear();
        }
        first = last;
    }
}
