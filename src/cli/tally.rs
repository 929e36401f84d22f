//! What is said on stderr: problems as they come, a summary at the end; and the exit code that follows from them.

use std::io::Write as _;

use super::Exit;
use super::plan::Loudness;
use crate::compare::words::{self, Language};
use crate::model::problem::{Problem, Severity};
use crate::read::ReadOutcome;

/// Says a line on stderr. Where even that is closed there is nobody left to tell.
pub(super) fn say(line: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}

/// Says each problem in a line on stderr.
pub(super) fn say_problems(problems: &[Problem], language: Language) {
    for problem in problems {
        say(&line(problem, language));
    }
}

/// The count of what was done and what was not.
#[derive(Debug)]
pub(super) struct Tally {
    what: Rows,
    loudness: Loudness,
    language: Language,
    files: usize,
    /// Files that gave nothing.
    failed: usize,
    /// Files with a warning or an error, the failed ones included.
    troubled: usize,
    articles: usize,
    rows: usize,
    /// Findings from before the first file, where findings are the data.
    early: Vec<Problem>,
}

/// What the rows of a command are, for the summary.
#[derive(Debug, Clone, Copy)]
pub(super) enum Rows {
    /// Articles, which every command counts anyway.
    Articles,
    /// Observations.
    Figures,
    /// Mentions.
    Mentions,
    /// Numbers, extracted or not.
    Numbers,
    /// Rows that were exported before.
    Exported,
    /// Problems and conflicts. They are the data, so that nothing of them is said beside it.
    Findings,
}

impl Tally {
    /// Nothing done yet.
    pub(super) fn new(what: Rows, loudness: Loudness, language: Language) -> Self {
        Self { what, loudness, language, files: 0, failed: 0, troubled: 0, articles: 0, rows: 0, early: Vec::new() }
    }

    /// Counts and says what was odd before any file was opened: an operand that leads nowhere is a file that failed.
    pub(super) fn add_problems(&mut self, problems: &[Problem]) {
        for problem in problems {
            self.say_problem(problem);
            let is_error = usize::from(problem.severity == Severity::Error);
            self.files += is_error;
            self.failed += is_error;
            self.troubled += usize::from(problem.severity >= Severity::Warning);
        }
        if matches!(self.what, Rows::Findings) {
            self.early.extend_from_slice(problems);
        }
    }

    /// What was odd before the first file and has not been said.
    pub(super) fn early(&self) -> &[Problem] {
        &self.early
    }

    /// Counts a file and says its problems, one line each.
    pub(super) fn add_file(&mut self, outcome: &ReadOutcome) {
        for problem in &outcome.problems {
            self.say_problem(problem);
        }
        if self.loudness == Loudness::Verbose {
            let n_articles = outcome.bulletin.articles().count();
            say(&match self.language {
                Language::Zh => format!("{}: {n_articles} 篇文章", outcome.bulletin.file),
                Language::En => format!("{}: articles: {n_articles}", outcome.bulletin.file),
            });
        }
        self.count_file(outcome);
    }

    fn say_problem(&self, problem: &Problem) {
        let least = if self.loudness == Loudness::Quiet { Severity::Error } else { Severity::Note };
        if !matches!(self.what, Rows::Findings) && problem.severity >= least {
            say(&line(problem, self.language));
        }
    }

    fn count_file(&mut self, outcome: &ReadOutcome) {
        let ReadOutcome { bulletin, problems, .. } = outcome;
        let worst = problems.iter().map(|problem| problem.severity).max();
        let n_articles = bulletin.articles().count();
        self.files += 1;
        self.articles += n_articles;
        self.failed += usize::from(worst == Some(Severity::Error) && n_articles == 0);
        self.troubled += usize::from(worst >= Some(Severity::Warning));
    }

    /// Counts a file of rows, and says what is wrong with it. One that gave nothing but that has failed.
    pub(super) fn add_export(&mut self, n_rows: usize, problems: &[Problem]) {
        for problem in problems {
            self.say_problem(problem);
        }
        self.files += 1;
        self.failed += usize::from(n_rows == 0 && !problems.is_empty());
        self.troubled += usize::from(!problems.is_empty());
        self.rows += n_rows;
    }

    /// Counts something that is wrong with no single file.
    pub(super) fn add_trouble(&mut self) {
        self.troubled += 1;
    }

    /// Counts rows of data.
    pub(super) fn add_rows(&mut self, n_rows: usize) {
        self.rows += n_rows;
    }

    /// How it ended.
    pub(super) fn exit(&self) -> Exit {
        match self {
            Self { files, failed, .. } if files == failed => Exit::Nothing,
            Self { troubled: 0, .. } => Exit::Well,
            _ => Exit::Problems,
        }
    }

    /// Says in one line what was done. Whoever wants errors only, wants it only where there was nothing to do.
    pub(super) fn say_summary(&self) {
        if self.loudness != Loudness::Quiet || self.files == 0 {
            say(&self.summary());
        }
    }

    fn summary(&self) -> String {
        let Self { what, language, files, failed, troubled, articles, rows, .. } = self;
        let read = files - failed;
        let articles = match (language, what) {
            (_, Rows::Exported) => String::new(),
            (Language::Zh, _) => format!("，{articles} 篇文章"),
            (Language::En, _) => format!(", articles: {articles}"),
        };
        let rows = match (language, what) {
            (_, Rows::Articles) => String::new(),
            (Language::Zh, Rows::Figures | Rows::Exported) => format!("，{rows} 个数据"),
            (Language::Zh, Rows::Mentions) => format!("，{rows} 处词语"),
            (Language::Zh, Rows::Numbers) => format!("，{rows} 个数字"),
            (Language::Zh, Rows::Findings) => format!("，{rows} 处问题或矛盾"),
            (Language::En, Rows::Figures | Rows::Exported) => format!(", figures: {rows}"),
            (Language::En, Rows::Mentions) => format!(", mentions: {rows}"),
            (Language::En, Rows::Numbers) => format!(", numbers: {rows}"),
            (Language::En, Rows::Findings) => format!(", problems and conflicts: {rows}"),
        };
        // What is wrong has been told one by one, and a conflict is of no single file.
        let troubled = if matches!(what, Rows::Findings) { &0 } else { troubled };
        match (language, files, troubled) {
            (Language::Zh, 0, _) => "jobscope: 没有找到可读的简报文件".to_owned(),
            (Language::Zh, _, 0) => format!("jobscope: 读了 {read} 个文件{articles}{rows}"),
            (Language::Zh, ..) => format!("jobscope: 读了 {read} 个文件{articles}{rows}；{troubled} 个文件有问题"),
            (Language::En, 0, _) => "jobscope: no bulletin files were found".to_owned(),
            (Language::En, _, 0) => format!("jobscope: files read: {read}{articles}{rows}"),
            (Language::En, ..) => {
                format!("jobscope: files read: {read}{articles}{rows}; files with problems: {troubled}")
            }
        }
    }
}

/// A problem stays one line, whatever a file name or a message holds.
pub(super) fn line(problem: &Problem, language: Language) -> String {
    words::problem(problem, language).replace(['\n', '\r'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::bulletin::{Article, Bulletin, Section};
    use crate::model::problem::Message;

    fn outcome(severities: &[Severity], n_articles: usize) -> ReadOutcome {
        let articles = vec![Article::default(); n_articles];
        let sections = vec![Section { title: String::new(), articles }];
        let problem =
            |&severity| Problem { file: "a".to_owned(), line: Some(1), severity, message: Message::default() };
        ReadOutcome {
            bulletin: Bulletin { sections, ..Bulletin::default() },
            problems: severities.iter().map(problem).collect(),
            given: None,
        }
    }

    #[test]
    fn the_exit_code_follows_the_worst_that_mattered() {
        use Severity::{Error, Note, Warning};
        type File = (&'static [Severity], usize);
        let cases: [(&[File], Exit); 7] = [
            (&[], Exit::Nothing),
            (&[(&[], 1)], Exit::Well),
            (&[(&[Note], 1)], Exit::Well),
            (&[(&[Note, Warning], 1)], Exit::Problems),
            (&[(&[Error], 0)], Exit::Nothing),
            (&[(&[Error], 0), (&[], 1)], Exit::Problems),
            (&[(&[Error], 3)], Exit::Problems),
        ];
        for (files, exit) in cases {
            let mut tally = Tally::new(Rows::Figures, Loudness::Usual, Language::Zh);
            for (severities, n_articles) in files {
                tally.count_file(&outcome(severities, *n_articles));
            }
            assert_eq!(tally.exit(), exit, "{files:?}");
        }
    }
}
