//! The left list: articles grouped by bulletin, by section or by area; filtered, folded, counted.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::{Deserialize, Serialize};

use super::documents::{ArticleKey, DocumentId, Documents, OpenDocument};
use super::prepared::ArticleFacts;
use super::state::AppState;
use crate::gazetteer::Gazetteer;
use crate::model::area::AreaCode;
use crate::model::bulletin::Article;

/// How the left list is set up.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Setup {
    /// What it is filtered by.
    pub filter: String,
    /// What its articles are grouped by.
    pub grouping: Grouping,
    /// The groups that are folded away.
    pub folded: BTreeSet<Group>,
}

/// What articles are grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Grouping {
    /// By bulletin, then by section.
    #[default]
    Bulletin,
    /// By the heading of their section, those of all bulletins together.
    Section,
    /// By province, then by the area that they are mainly about.
    Area,
}

/// One group of articles.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Group {
    /// A bulletin.
    Document(DocumentId),
    /// A section of a bulletin.
    SectionOf(DocumentId, u32),
    /// The sections of all bulletins with this heading.
    Section(String),
    /// A province with what lies in it; `None` where no area can be told.
    Province(Option<AreaCode>),
    /// An area inside of a province.
    Area(AreaCode),
}

/// What a user can change about the left list.
#[derive(Debug, Clone)]
pub enum Change {
    /// Filter it.
    Filter(String),
    /// Group it in another way.
    GroupBy(Grouping),
    /// Fold a group, or unfold it.
    ToggleFold(Group),
    /// Fold all groups.
    FoldAll,
    /// Unfold all groups.
    UnfoldAll,
    /// Mark articles as read, or as unread.
    MarkRead(Vec<ArticleKey>, bool),
    /// Mark everything as read.
    MarkAllRead,
}

/// Makes a change.
pub fn change(state: &mut AppState, change: Change) {
    let AppState { documents, session, .. } = state;
    let setup = &mut session.rail;
    match change {
        Change::Filter(filter) => setup.filter = filter,
        Change::GroupBy(grouping) => setup.grouping = grouping,
        Change::ToggleFold(group) => {
            if !setup.folded.remove(&group) {
                setup.folded.insert(group);
            }
        }
        Change::FoldAll => {
            let plain = Setup { grouping: setup.grouping, ..Setup::default() };
            let rows = rows(documents, &plain).rows;
            setup.folded.extend(rows.iter().filter_map(RailRow::group).cloned());
        }
        Change::UnfoldAll => setup.folded.clear(),
        Change::MarkRead(articles, is_read) => {
            for facts in articles.into_iter().filter_map(|key| documents.facts(key)) {
                session.read.set(facts.fingerprint, is_read);
            }
        }
        Change::MarkAllRead => {
            for facts in documents.iter().flat_map(|open| open.articles.iter()) {
                session.read.set(facts.fingerprint, true);
            }
        }
    }
}

/// The rows to show, with the articles of each group whether it is folded or not.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RailList {
    /// In the order shown.
    pub rows: Vec<RailRow>,
    /// For each row that heads a group, by its `n`: its articles.
    pub groups: Vec<Vec<ArticleKey>>,
}

/// One row of the left list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RailRow {
    /// A bulletin.
    Document {
        /// As a group.
        group: Group,
        /// Its place in [`RailList::groups`].
        n: usize,
        /// Which.
        id: DocumentId,
        /// Its title, else its file's name.
        title: String,
        /// How many figures.
        n_figures: usize,
        /// Its day, as an ISO date.
        date: String,
        /// Whether its file is gone.
        is_missing: bool,
        /// Whether its articles are hidden.
        is_folded: bool,
    },
    /// A section, a province or an area.
    Group {
        /// Which.
        group: Group,
        /// Its place in [`RailList::groups`].
        n: usize,
        /// How far it stands in: 0 or 1.
        depth: u8,
        /// Its heading; empty for articles without an area.
        title: String,
        /// Whether its articles are hidden.
        is_folded: bool,
    },
    /// An article of the group above.
    Article {
        /// Which.
        key: ArticleKey,
        /// How far it stands in: 1 or 2.
        depth: u8,
        /// What stands before the bar; empty if nothing does.
        tag: String,
        /// The title without the tag.
        title: String,
        /// How many figures.
        n_figures: usize,
    },
}

impl RailRow {
    /// The group that it heads.
    pub fn group(&self) -> Option<&Group> {
        match self {
            Self::Document { group, .. } | Self::Group { group, .. } => Some(group),
            Self::Article { .. } => None,
        }
    }

    /// Whether it heads a group whose articles are hidden.
    pub fn is_folded(&self) -> bool {
        matches!(self, Self::Document { is_folded: true, .. } | Self::Group { is_folded: true, .. })
    }

    /// How far it stands in.
    pub fn depth(&self) -> u8 {
        match self {
            Self::Document { .. } => 0,
            Self::Group { depth, .. } | Self::Article { depth, .. } => *depth,
        }
    }
}

/// The rows to show. A filter looks at titles, tags, sections and area names, and unfolds what it finds.
pub fn rows(documents: &Documents, setup: &Setup) -> RailList {
    let mut list = Lister { setup, filter: setup.filter.trim().to_lowercase(), list: RailList::default() };
    match setup.grouping {
        Grouping::Bulletin => documents.iter().for_each(|open| list.bulletin(open)),
        Grouping::Section => list.sections(documents),
        Grouping::Area => list.areas(documents),
    }
    if setup.grouping != Grouping::Bulletin && list.filter.is_empty() {
        documents.iter().filter(|open| open.is_missing).for_each(|open| list.bulletin(open));
    }
    list.list
}

/// An article on its way into the list.
#[derive(Clone, Copy)]
struct Entry<'a> {
    open: &'a OpenDocument,
    key: ArticleKey,
    facts: &'a ArticleFacts,
    article: &'a Article,
}

struct Lister<'a> {
    setup: &'a Setup,
    filter: String,
    list: RailList,
}

impl Lister<'_> {
    /// The articles of a document that fit the filter.
    fn entries<'d>(&self, open: &'d OpenDocument) -> Vec<Entry<'d>> {
        let entry = |(n, facts): (u32, &'d ArticleFacts)| {
            Some(Entry { open, key: ArticleKey { document: open.id, article: n }, facts, article: open.article(n)? })
        };
        (0..).zip(open.articles.iter()).filter_map(entry).filter(|entry| self.is_wanted(entry)).collect()
    }

    fn is_wanted(&self, entry: &Entry) -> bool {
        let filter = self.filter.as_str();
        let Entry { open, key, article, .. } = entry;
        filter.is_empty()
            || [&article.title, &article.section].iter().any(|text| text.to_lowercase().contains(filter))
            || article.area_tag.as_ref().is_some_and(|tag| tag.to_lowercase().contains(filter))
            || open.observations(key.article).iter().any(|found| found.ref_area.name.contains(filter))
    }

    fn is_folded(&self, group: &Group) -> bool {
        self.filter.is_empty() && self.setup.folded.contains(group)
    }

    /// Notes the articles of a group; returns its number.
    fn number(&mut self, entries: &[Entry]) -> usize {
        self.list.groups.push(entries.iter().map(|entry| entry.key).collect());
        self.list.groups.len() - 1
    }

    fn bulletin(&mut self, open: &OpenDocument) {
        let entries = self.entries(open);
        if entries.is_empty() && !self.filter.is_empty() {
            return;
        }
        let group = Group::Document(open.id);
        let is_folded = self.is_folded(&group);
        let n = self.number(&entries);
        self.list.rows.push(RailRow::Document {
            group,
            n,
            id: open.id,
            title: open.title(),
            n_figures: open.n_observations(),
            date: open.document.bulletin.date.map(|issue| issue.date.to_string()).unwrap_or_default(),
            is_missing: open.is_missing,
            is_folded,
        });
        if is_folded {
            return;
        }
        for entries in entries.chunk_by(|a, b| a.facts.section == b.facts.section) {
            let Some(first) = entries.first() else { continue };
            if first.article.section.is_empty() {
                self.articles(entries, 1);
            } else {
                let group = Group::SectionOf(open.id, first.facts.section);
                if !self.group(group, 1, first.article.section.clone(), entries) {
                    self.articles(entries, 2);
                }
            }
        }
    }

    /// By heading, in the order in which the headings come up.
    fn sections(&mut self, documents: &Documents) {
        let mut places: HashMap<&str, usize> = HashMap::new();
        let mut sections: Vec<(&str, Vec<Entry>)> = Vec::new();
        for open in documents.iter() {
            for entry in self.entries(open) {
                let title = entry.article.section.trim();
                let place = *places.entry(title).or_insert_with(|| {
                    sections.push((title, Vec::new()));
                    sections.len() - 1
                });
                if let Some((_, entries)) = sections.get_mut(place) {
                    entries.push(entry);
                }
            }
        }
        for (title, entries) in sections {
            if !self.group(Group::Section(title.to_owned()), 0, title.to_owned(), &entries) {
                self.articles(&entries, 1);
            }
        }
    }

    /// Provinces by their code, the country first, what has no area last; inside of a province its own articles first.
    fn areas(&mut self, documents: &Documents) {
        type Areas<'a> = BTreeMap<Option<AreaCode>, Vec<Entry<'a>>>;
        let mut provinces: BTreeMap<(bool, Option<AreaCode>), Areas> = BTreeMap::new();
        for open in documents.iter() {
            for entry in self.entries(open) {
                let area = entry.facts.main_area;
                let province = area.map(AreaCode::province);
                let inner = area.filter(|_| area != province);
                provinces.entry((area.is_none(), province)).or_default().entry(inner).or_default().push(entry);
            }
        }
        for ((_, province), areas) in provinces {
            let all: Vec<Entry> = areas.values().flatten().copied().collect();
            let title = province.map(name_of).unwrap_or_default();
            if self.group(Group::Province(province), 0, title, &all) {
                continue;
            }
            for (area, entries) in areas {
                let Some(area) = area else {
                    self.articles(&entries, 1);
                    continue;
                };
                if !self.group(Group::Area(area), 1, name_of(area), &entries) {
                    self.articles(&entries, 2);
                }
            }
        }
    }

    /// Adds a group's head; returns whether it is folded.
    fn group(&mut self, group: Group, depth: u8, title: String, entries: &[Entry]) -> bool {
        let is_folded = self.is_folded(&group);
        let n = self.number(entries);
        self.list.rows.push(RailRow::Group { group, n, depth, title, is_folded });
        is_folded
    }

    fn articles(&mut self, entries: &[Entry], depth: u8) {
        self.list.rows.extend(entries.iter().map(|entry| RailRow::Article {
            key: entry.key,
            depth,
            tag: entry.article.area_tag.clone().unwrap_or_default(),
            title: shown_title(entry.article).to_owned(),
            n_figures: entry.open.observations(entry.key.article).len(),
        }));
    }
}

/// An area's own name with those it lies in below the province: 邯郸市临漳县.
fn name_of(area: AreaCode) -> String {
    /// The list names divisions as they were last called.
    const YEAR: i16 = 2024;
    let gazetteer = Gazetteer::builtin();
    let full = gazetteer.full_name(area, YEAR);
    if area == area.province() {
        return full;
    }
    full.strip_prefix(gazetteer.full_name(area.province(), YEAR).as_str()).unwrap_or(&full).to_owned()
}

/// For each group of the list, how many of its articles have not been read.
pub fn unread(state: &AppState, list: &RailList) -> Vec<usize> {
    let is_unread = |key: &&ArticleKey| !state.is_read(**key);
    list.groups.iter().map(|articles| articles.iter().filter(is_unread).count()).collect()
}

/// How many characters of an untitled article stand for its title.
const OPENING_CHARS: usize = 24;

/// The title without the tag; where there is none, how the article begins.
pub fn shown_title(article: &Article) -> &str {
    let title = title_without_tag(article);
    if !title.trim().is_empty() {
        return title;
    }
    let opening = article.text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    opening.char_indices().nth(OPENING_CHARS).map_or(opening, |(end, _)| &opening[..end])
}

/// `四川 | 聚焦双创示范基地` is `聚焦双创示范基地` where the tag is shown beside it; `【四川】…` likewise.
fn title_without_tag(article: &Article) -> &str {
    let Some(tag) = article.area_tag.as_deref().filter(|tag| !tag.is_empty()) else { return &article.title };
    let rest = article.title.trim_start_matches(['【', '[', ' ']);
    let Some(rest) = rest.strip_prefix(tag) else { return &article.title };
    let rest = rest.trim_start_matches(['】', ']', '|', '｜', '丨', '│', '：', ':', ' ', '\u{3000}']);
    if rest.is_empty() { &article.title } else { rest }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(tag: Option<&str>, title: &str) -> Article {
        Article { area_tag: tag.map(str::to_owned), title: title.to_owned(), ..Article::default() }
    }

    #[test]
    fn an_article_without_a_title_shows_how_it_begins() {
        let untitled = Article { text: "\n湖北省城镇新增就业26.21万人。".to_owned(), ..Article::default() };
        assert_eq!(shown_title(&untitled), "湖北省城镇新增就业26.21万人。");
    }

    #[test]
    fn the_tag_is_not_said_twice() {
        let cases = [
            (Some("四川"), "四川 | 聚焦双创", "聚焦双创"),
            (Some("四川"), "【四川】聚焦双创", "聚焦双创"),
            (Some("四川"), "聚焦双创", "聚焦双创"),
            (Some("四川"), "四川", "四川"),
            (None, "四川 | 聚焦双创", "四川 | 聚焦双创"),
        ];
        for (tag, title, expected) in cases {
            assert_eq!(title_without_tag(&article(tag, title)), expected);
        }
    }
}
