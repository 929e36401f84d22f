//! The list of problems: file by file, by severity, as text, and the way to the place that a problem is about.

use std::collections::HashMap;

use super::documents::{ArticleKey, Documents};
use crate::compare::words::{self, Language};
use crate::model::problem::{Problem, Severity};

/// One row of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProblemRow<'a> {
    /// A file with so many problems.
    File(&'a str, usize),
    /// The problem in this place of the whole list.
    Problem(usize),
}

/// The problems of this severity, or all, those of a file together, in the order in which the files first came up.
pub fn rows(problems: &[Problem], only: Option<Severity>) -> Vec<ProblemRow<'_>> {
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut files: Vec<(&str, Vec<usize>)> = Vec::new();
    for (n, problem) in problems.iter().enumerate() {
        if only.is_some_and(|only| only != problem.severity) {
            continue;
        }
        let place = *places.entry(&problem.file).or_insert_with(|| {
            files.push((&problem.file, Vec::new()));
            files.len() - 1
        });
        if let Some((_, members)) = files.get_mut(place) {
            members.push(n);
        }
    }
    let mut rows = Vec::new();
    for (file, members) in files {
        rows.push(ProblemRow::File(file, members.len()));
        rows.extend(members.into_iter().map(ProblemRow::Problem));
    }
    rows
}

/// The problems of this severity, or all, as lines of text, as the command line writes them.
pub fn text(problems: &[Problem], only: Option<Severity>, language: Language) -> String {
    let chosen = problems.iter().filter(|problem| only.is_none_or(|only| only == problem.severity));
    chosen.flat_map(|problem| [words::problem(problem, language), "\n".to_owned()]).collect()
}

/// The article that a problem is about: the one that its line falls into; none if its file is not open.
pub fn place_of(problem: &Problem, documents: &Documents) -> Option<ArticleKey> {
    let open = documents.iter().find(|open| !open.is_missing && open.document.bulletin.file == problem.file)?;
    let starts = open.document.bulletin.articles().map(|article| article.line);
    let before = (0..).zip(starts).take_while(|(_, line)| problem.line.is_some_and(|wanted| *line <= wanted));
    Some(ArticleKey { document: open.id, article: before.last().map_or(0, |(article, _)| article) })
}

#[cfg(test)]
mod tests {
    use super::ProblemRow::File;
    use super::*;
    use crate::model::problem::Message;

    fn problem(file: &str, line: Option<u32>, severity: Severity) -> Problem {
        Problem {
            file: file.to_owned(),
            line,
            severity,
            message: Message::new("出了问题：请看看", "something is wrong: look at it"),
        }
    }

    #[test]
    fn problems_stand_file_by_file() {
        let problems = [
            problem("甲.md", Some(3), Severity::Warning),
            problem("乙.md", None, Severity::Error),
            problem("甲.md", Some(9), Severity::Note),
        ];
        let member = ProblemRow::Problem;
        assert_eq!(rows(&problems, None), [File("甲.md", 2), member(0), member(2), File("乙.md", 1), member(1)]);
        assert_eq!(rows(&problems, Some(Severity::Error)), [File("乙.md", 1), member(1)]);
        assert_eq!(text(&problems, Some(Severity::Note), Language::Zh), "甲.md:9: 出了问题：请看看\n");
        assert_eq!(text(&problems, None, Language::En).lines().count(), 3);
    }
}
