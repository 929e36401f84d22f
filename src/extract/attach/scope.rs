//! Which area is in force: the headline's, the sentence's, or the one that 全市 and 该县 point to.

use std::collections::HashMap;
use std::ops::Range;

use super::{Attacher, respectively};
use crate::extract::area::{AreaMention, AreaRole, Meaning};
use crate::extract::figure::Figure;
use crate::model::area::{AreaCode, AreaLevel, RefArea};

/// The area in force, and the words that put it there.
#[derive(Debug, Clone, Default)]
pub(super) struct Scope {
    pub area: RefArea,
    pub words: Option<Range<usize>>,
    pub is_foreign: bool,
}

impl Attacher<'_> {
    pub(super) fn enter(&mut self, mention: &AreaMention) {
        let words = Some(mention.range.clone());
        let code = match &mention.meaning {
            Meaning::Area(code) => Some(*code),
            Meaning::InScope(level) => self.in_scope(*level),
            Meaning::Here => self.here(mention),
            Meaning::Office => {
                let names_another = self.scope.area.code != Some(AreaCode::CHINA) && self.scope.words.is_some();
                if names_another || self.main.is_some_and(|main| main != AreaCode::CHINA) {
                    return;
                }
                Some(AreaCode::CHINA)
            }
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

    /// 全市 of a county-level city is that city, of a county the city above.
    pub(super) fn in_scope(&self, level: AreaLevel) -> Option<AreaCode> {
        let endings: &[char] = match level {
            AreaLevel::Country => return Some(AreaCode::CHINA),
            AreaLevel::Province => {
                return self
                    .line()
                    .into_iter()
                    .find(|&code| self.extractor.gazetteer.level(code, self.year) == AreaLevel::Province);
            }
            AreaLevel::Prefecture => &['市', '州', '盟', '区'],
            AreaLevel::County => &['县', '旗', '市', '区'],
        };
        let gazetteer = self.extractor.gazetteer;
        let main = self.main.map(|main| gazetteer.lineage(main, self.year)).unwrap_or_default();
        self.line().into_iter().chain(main).find(|&code| {
            gazetteer.division(code, self.year).is_some_and(|division| {
                division.name.ends_with(endings)
                    && (level != AreaLevel::Prefecture
                        || !division.name.ends_with('区')
                        || division.name.ends_with("地区"))
                    && (level != AreaLevel::County || division.level == AreaLevel::County)
            })
        })
    }

    pub(super) fn here(&self, mention: &AreaMention) -> Option<AreaCode> {
        let word = self.text().get(mention.range.clone()).unwrap_or_default();
        let gazetteer = self.extractor.gazetteer;
        let line = self.line();
        if word.contains('区') && word != "辖区" {
            let district = line.iter().copied().find(|&code| {
                gazetteer.division(code, self.year).is_some_and(|d| d.name.ends_with('区') && !d.name.ends_with("地区"))
            });
            return district.or_else(|| line.first().copied());
        }
        line.first().copied()
    }

    /// The area in force and those above it; else the article's.
    pub(super) fn line(&self) -> Vec<AreaCode> {
        let start = self.scope.area.code.filter(|&code| code != AreaCode::CHINA).or(self.main);
        start.map(|code| self.extractor.gazetteer.lineage(code, self.year)).unwrap_or_default()
    }

    pub(super) fn reset_scope(&mut self) {
        self.scope = Scope {
            area: self.main.map(|code| self.ref_area(code)).unwrap_or_default(),
            words: None,
            is_foreign: self.main_is_foreign,
        };
    }

    /// Whether the first area that headline or text names is a foreign country.
    pub(super) fn is_about_abroad(&self) -> bool {
        let named = |area: &&AreaMention| matches!(area.meaning, Meaning::Area(_) | Meaning::Foreign | Meaning::Office);
        let first = self.scan.areas.iter().filter(named).find(|area| area.role != AreaRole::InName);
        let first_figure = self.scan.figures.iter().find(|figure| figure.range.start >= self.scan.title_end);
        first.is_some_and(|area| {
            area.meaning == Meaning::Foreign && first_figure.is_none_or(|figure| area.range.start < figure.range.start)
        })
    }

    /// The area that the headline names, else the first that the text is about.
    pub(super) fn main_area(&self) -> Option<AreaCode> {
        let gazetteer = self.extractor.gazetteer;
        let subject = |mention: &&AreaMention| mention.role == AreaRole::Subject;
        let (title, body) =
            self.scan.areas.split_at(self.scan.areas.partition_point(|m| m.range.start < self.scan.title_end));
        let mut main: Option<AreaCode> = None;
        for mention in title.iter().filter(subject) {
            match (&mention.meaning, main) {
                (Meaning::Area(code), None) => main = Some(*code),
                (Meaning::Area(code), Some(known))
                    if *code != known && known != AreaCode::CHINA && gazetteer.is_within(*code, known, self.year) =>
                {
                    main = Some(*code);
                }
                (Meaning::Office, None) => main = Some(AreaCode::CHINA),
                _ => {}
            }
        }
        let first_figure = self.scan.figures.iter().find(|figure| figure.range.start >= self.scan.title_end);
        let opening = first_figure.map_or(usize::MAX, |figure| figure.range.start);
        main.or_else(|| {
            body.iter().filter(subject).filter(|mention| mention.range.start < opening).find_map(|mention| {
                match &mention.meaning {
                    Meaning::Area(code) => Some(*code),
                    Meaning::Office => Some(AreaCode::CHINA),
                    _ => None,
                }
            })
        })
        .or_else(|| {
            // A train is told with its figure first: 载有825名务工人员的专列从安徽阜阳前往浙江宁波.
            let sentence = self.scan.sentences(self.scan.title_end..self.scan.folded.text.len()).next()?;
            body.iter().filter(|area| area.role != AreaRole::InName && area.range.start < sentence.end).find_map(
                |area| match &area.meaning {
                    Meaning::Area(code) if *code != AreaCode::CHINA => Some(*code),
                    _ => None,
                },
            )
        })
        .or_else(|| {
            // Nothing named before the first figure: the country, unless the text says 全省 or 该县 of an area it never names.
            let speaks_of_a_part =
                self.scan.areas.iter().any(|area| matches!(area.meaning, Meaning::InScope(_) | Meaning::Here));
            (!speaks_of_a_part).then_some(AreaCode::CHINA)
        })
    }
}

/// 广东、江苏、浙江分别新增112.3万人、107.4万人和95.6万人: the areas listed before 分别 take the figures behind, in order.
pub(super) fn areas_listed(
    text: &str,
    sentence: &Range<usize>,
    figures: &[Figure],
    areas: &[AreaMention],
) -> HashMap<usize, usize> {
    let mut pairs = HashMap::new();
    for run in respectively(text, sentence, figures) {
        let until = run.word;
        let last = areas.partition_point(|area| area.range.start < until);
        let mut first = last;
        while first > 0 {
            let joined = areas.get(first - 1).is_some_and(|area| {
                let next = areas.get(first).filter(|_| first < last).map_or(until, |next| next.range.start);
                let gap = text.get(area.range.end..next).unwrap_or("。");
                if first == last {
                    gap.len() <= 60 && !gap.contains(['，', '；'])
                } else {
                    matches!(gap, "、" | "和" | "及" | "与" | "以及")
                }
            });
            if !joined {
                break;
            }
            first -= 1;
        }
        if last - first == run.figures.len() && last - first > 1 {
            pairs.extend(run.figures.clone().zip(first..last));
        }
    }
    pairs
}
