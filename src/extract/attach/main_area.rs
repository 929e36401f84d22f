//! The area that an article is about: what a sentence that names none falls back to.

use super::Attacher;
use crate::extract::area::{self, AreaMention, AreaRole, Meaning};
use crate::extract::cues::{Cues, cues};
use crate::extract::figure::Figure;
use crate::model::area::{AreaCode, AreaLevel};

/// The article's own area.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct MainArea {
    /// None where the text speaks of 全县 and never says which.
    pub code: Option<AreaCode>,
    /// Whether the headline names it, so that other places come up only in passing.
    pub is_told: bool,
    /// Whether it is a foreign country.
    pub is_foreign: bool,
}

/// Offices of a place that goes without saying where they speak, and of one that is left unnamed.
static OFFICES: Cues = Cues::new(&[
    "市人社局",
    "县人社局",
    "区人社局",
    "省人社厅",
    "市人力资源",
    "县人力资源",
    "区人力资源",
    "省人力资源",
    "市政府",
    "县政府",
    "市委",
    "县委",
    "区委",
    "市就业",
    "县就业",
    "区就业",
    "某市",
    "某县",
]);

impl Attacher<'_> {
    /// The headline's area; else the first one that the text is about; else where the item was sent from, or the first place that
    /// its first sentence holds; else the one area that a text speaking of 全县 names anywhere; else what section and bulletin are
    /// headed with; else a firm's or school's place in the headline; else the country.
    pub(super) fn main_area(&self) -> MainArea {
        let (title, body) =
            self.scan.areas.split_at(self.scan.areas.partition_point(|m| m.range.start < self.scan.title_end));
        let is_foreign = self.is_about_abroad();
        if let Some(code) = self.titled(title) {
            return MainArea { code: Some(code), is_told: true, is_foreign };
        }
        // 全县 or 市人社局 without a name somewhere: the country it is not.
        let speaks_of_a_part = self.scan.areas.iter().any(|area| matches!(area.meaning, Meaning::InScope(_) | Meaning::Here))
                || OFFICES.stands_in(self.text())
                // 香港特区政府 has its name.
                || self.text().match_indices("区政府").any(|(at, _)| self.text().get(..at).is_some_and(|s| !s.ends_with('特')));
        let first_figure = self.first_figure().map_or(usize::MAX, |figure| figure.range.start);
        let opening =
            self.opening(body, first_figure).filter(|&place| !self.is_anecdote(body, place, speaks_of_a_part));
        // 泉州晚报：…, whose first place is a town of 泉州: the paper's own city is what 全市 means.
        let press = title.iter().find(|area| area.role == AreaRole::InName && self.names_press(area)).and_then(area_of);
        let holds = |inner: AreaCode, outer: AreaCode| self.extractor.gazetteer.is_within(inner, outer, self.year);
        let code = press
            .filter(|&press| opening.is_some_and(|inner| holds(inner, press)))
            .or(opening)
            .or_else(|| body.iter().find(|area| area.role == AreaRole::Dateline).and_then(sent_from))
            .or_else(|| self.in_first_sentence(body).map(|first| self.as_wide_as_told(first)))
            .or_else(|| {
                let mut subjects = body.iter().filter(|area| matches!(area.role, AreaRole::Subject | AreaRole::Site));
                let first = subjects.find_map(area_of).filter(|_| speaks_of_a_part)?;
                Some(self.as_wide_as_told(first))
            })
            .or_else(|| self.headed(&self.article.section))
            .or(self.issuer)
            .or_else(|| {
                let is_named = |area: &&AreaMention| area.role == AreaRole::InName && !self.is_publisher(area);
                title.iter().find(is_named).and_then(area_of)
            })
            .or_else(|| {
                title.iter().find(|area| self.is_publisher(area)).and_then(area_of).filter(|_| speaks_of_a_part)
            })
            .or_else(|| self.paper_at_head(body).filter(|_| speaks_of_a_part))
            .or_else(|| self.only_cited(body).filter(|_| speaks_of_a_part))
            .or_else(|| (!speaks_of_a_part && !self.is_about_a_zone()).then_some(AreaCode::CHINA));
        MainArea { code, is_told: false, is_foreign }
    }

    /// 洋浦经济开发区 | …: a place of its own that no table of divisions knows is not the country.
    fn is_about_a_zone(&self) -> bool {
        let tag = self.article.area_tag.as_deref().unwrap_or_default();
        cues!["开发区", "新区", "高新区", "经开区", "园区", "示范区", "试验区", "合作区", "镇", "乡", "街道"].ends(tag)
    }

    /// 随州日报讯（记者…）连日来，全市181家企业…: the city of the paper that sent it.
    fn paper_at_head(&self, body: &[AreaMention]) -> Option<AreaCode> {
        let is_sender = |area: &&AreaMention| {
            let lead = self.text().get(self.scan.title_end..area.range.start);
            let after = self.text().get(area.range.end..).unwrap_or_default();
            lead.is_some_and(|lead| lead.trim().is_empty())
                && cues!["日报讯", "晚报讯", "日报消息", "晚报消息", "新闻网讯", "网讯", "电视台讯", "融媒讯", "发布讯"]
                    .starts(after)
        };
        body.iter().find(is_sender).and_then(area_of)
    }

    /// 我市…出台《泉州市小额贷款工作行动方案》: the place whose papers are cited, if all are of one that is as wide as the text says.
    fn only_cited(&self, body: &[AreaMention]) -> Option<AreaCode> {
        let is_cited = |area: &&AreaMention| {
            let before = self.text().get(..area.range.start);
            area.role == AreaRole::InName && before.is_some_and(|before| before.ends_with('《'))
        };
        let mut cited = body.iter().filter(is_cited).filter_map(area_of);
        let first = cited.next()?;
        let speaks_of_it = |area: &AreaMention| matches!(area.meaning, Meaning::InScope(level) if level == self.extractor.gazetteer.level(first, self.year));
        (cited.all(|code| code == first) && self.scan.areas.iter().any(speaks_of_it)).then_some(first)
    }

    /// 我省…其中兰州5.2万人: the first place named is a part of the one that the text is about.
    fn as_wide_as_told(&self, first: AreaCode) -> AreaCode {
        let told = self.scan.areas.iter().find_map(|area| match area.meaning {
            Meaning::InScope(level) => Some(level),
            _ => None,
        });
        let gazetteer = self.extractor.gazetteer;
        let line = gazetteer.lineage(first, self.year);
        line.into_iter().find(|&code| Some(gazetteer.level(code, self.year)) == told).unwrap_or(first)
    }

    /// 泉州晚报：, 南通日报 |: the headline begins with the paper that it stood in.
    fn names_press(&self, area: &AreaMention) -> bool {
        let after = self.text().get(area.range.end..).unwrap_or_default();
        let paper = cues!["日报", "晚报", "晚刊", "电视台", "广播电视台", "新闻网", "时报", "商报"].at_start(after);
        let rest = paper.and_then(|paper| after.get(paper.len()..));
        area.range.start == 0 && rest.is_some_and(|rest| rest.trim_start().starts_with(['：', ':', '|', '｜', '丨']))
    }

    /// The headline's area, the finer one of 河北邯郸 | 临漳县.
    fn titled(&self, title: &[AreaMention]) -> Option<AreaCode> {
        let gazetteer = self.extractor.gazetteer;
        let mut main: Option<AreaCode> = None;
        let mut is_of_office = false;
        // 政府工作报告 without a place that speaks of 全市 is some city's.
        let is_local = self
            .scan
            .areas
            .iter()
            .any(|area| matches!(area.meaning, Meaning::InScope(level) if level != AreaLevel::Country));
        // 大连市就业政策（中山区人社局）: who put it out.
        let named = title.iter().filter(|area| matches!(area.role, AreaRole::Subject | AreaRole::Site));
        for mention in named.filter(|area| !self.is_publisher(area)) {
            match (&mention.meaning, main) {
                (Meaning::Area(code), None) => main = Some(*code),
                // 政府工作报告——在衡阳市第十四届人民代表大会上: only a report that names no place is the country's.
                (Meaning::Area(code), Some(_)) if is_of_office => (main, is_of_office) = (Some(*code), false),
                (Meaning::Area(code), Some(known))
                    if *code != known && known != AreaCode::CHINA && gazetteer.is_within(*code, known, self.year) =>
                {
                    main = Some(*code);
                }
                (Meaning::Office, None)
                    if is_local
                        && self.article.title.contains("政府工作报告")
                        && !self.article.title.contains("国务院") => {}
                (Meaning::Office, None) => (main, is_of_office) = (Some(AreaCode::CHINA), true),
                _ => {}
            }
        }
        main
    }

    /// （中山区人社局）, （监测中心，汨罗市政府网转载）, （《北京日报》）: in brackets behind the title, as the office or paper that put it out.
    fn is_publisher(&self, mention: &AreaMention) -> bool {
        static ENDS: Cues = Cues::new(&[
            "局",
            "厅",
            "政府",
            "委员会",
            "网",
            "报",
            "网站",
            "办",
            "转载",
            "日报》",
            "晚报》",
            "报》",
            "客户端",
        ]);
        let (Some(before), Some(after)) =
            (self.text().get(..mention.range.start), self.text().get(mention.range.end..))
        else {
            return false;
        };
        let is_inside =
            before.rfind('（').is_some_and(|at| !before.get(at..).is_some_and(|inner| inner.contains('）')));
        let office = after.split(['）', '，', '；', '\n']).next().unwrap_or(after);
        let office = office.trim_end_matches(|c: char| c.is_ascii_digit() || "年月日".contains(c));
        // 政府工作报告（金华市人民政府）: whose report it is.
        is_inside && !self.article.title.contains("工作报告") && office.len() <= 48 && ENDS.ends(office)
    }

    /// The first area that the text is about, before its first figure. A ministry is one only at the head of the text: many a local
    /// report begins with whose decisions it follows.
    fn opening(&self, body: &[AreaMention], first_figure: usize) -> Option<AreaCode> {
        let mut office = None;
        let mut early = body
            .iter()
            .take_while(|area| area.range.start < first_figure)
            .filter(|area| matches!(area.role, AreaRole::Subject | AreaRole::Site));
        let place = early.find_map(|area| match &area.meaning {
            Meaning::Area(code) => Some(*code),
            Meaning::Office => {
                office = Some(AreaCode::CHINA);
                let lead = self.text().get(self.scan.title_end..area.range.start).unwrap_or_default();
                office.filter(|_| lead.chars().count() <= 14)
            }
            _ => None,
        });
        place.or(office)
    }

    /// 每天早上六点，北京通州的路口站满了等活的人, in an article on the country: a place named once, at the beginning.
    fn is_anecdote(&self, body: &[AreaMention], place: AreaCode, speaks_of_a_part: bool) -> bool {
        let holds = |code: AreaCode| code == place || self.lies_within(code, place) || self.lies_within(place, code);
        let is_subject = |area: &&AreaMention| matches!(area.role, AreaRole::Subject | AreaRole::Site);
        let places = || body.iter().filter(is_subject).filter_map(area_of);
        let is_national =
            |area: &AreaMention| area.meaning == Meaning::Area(AreaCode::CHINA) || area.meaning == Meaning::Office;
        place != AreaCode::CHINA
            && !speaks_of_a_part
            && places().filter(|&code| holds(code)).count() == 1
            && body.iter().filter(is_subject).filter(|area| is_national(area)).count() >= 2
    }

    /// A train is told with its figure first: 载有825名务工人员的专列从安徽阜阳前往浙江宁波.
    fn in_first_sentence(&self, body: &[AreaMention]) -> Option<AreaCode> {
        let mut sentences = self.scan.sentences(self.scan.title_end..self.scan.folded.text.len());
        let sentence = sentences.find(|range| self.text().get(range.clone()).is_some_and(|s| !s.trim().is_empty()))?;
        let mut areas = body.iter().filter(|area| {
            area.range.start < sentence.end && !matches!(area.role, AreaRole::InName | AreaRole::Dateline)
        });
        areas.find_map(area_of)
    }

    /// The area that a heading above the article names.
    fn headed(&self, heading: &str) -> Option<AreaCode> {
        area::find(self.extractor.gazetteer, heading, heading.len(), self.year).iter().find_map(area_of)
    }

    /// Whether the first area that headline or text names is a foreign country.
    fn is_about_abroad(&self) -> bool {
        let named = |area: &&AreaMention| matches!(area.meaning, Meaning::Area(_) | Meaning::Foreign | Meaning::Office);
        let first = self
            .scan
            .areas
            .iter()
            .filter(named)
            .find(|area| !matches!(area.role, AreaRole::InName | AreaRole::Dateline | AreaRole::Aside));
        first.is_some_and(|area| {
            area.meaning == Meaning::Foreign
                && self.first_figure().is_none_or(|figure| area.range.start < figure.range.start)
        })
    }

    fn first_figure(&self) -> Option<&Figure> {
        self.scan.figures.iter().find(|figure| figure.range.start >= self.scan.title_end)
    }
}

/// The place that a mention names, not the country.
fn area_of(mention: &AreaMention) -> Option<AreaCode> {
    match mention.meaning {
        Meaning::Area(code) if code != AreaCode::CHINA => Some(code),
        _ => None,
    }
}

/// 本报南通讯 is about Nantong; what is sent from the capital is about the country.
fn sent_from(mention: &AreaMention) -> Option<AreaCode> {
    const BEIJING: AreaCode = AreaCode(110_000);
    area_of(mention).map(|code| if code == BEIJING { AreaCode::CHINA } else { code })
}
