//! Second stage: what the arguments mean, checked, so that nothing later can find them wrong.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::args::{Raw, UsageError, dashed};
use super::explain::Wish;
use super::table::{COMMANDS, Command, Flag, suggest};
use crate::export::form::Form;
use crate::model::problem::Problem;
use crate::read::ReadOptions;

/// What is to be done.
#[derive(Debug)]
pub enum Plan {
    /// Show the help, of one command or of all.
    Help(Option<Command>),
    /// Show the version.
    Version,
    /// Write observations.
    Extract(Job, Form),
    /// List articles.
    Articles(Job),
    /// Write mentions.
    Tag(Job),
    /// Explain numbers.
    Explain(Job, Wish),
    /// Open the window.
    Open {
        /// On these files and folders.
        paths: Vec<PathBuf>,
        /// With this table of the user's.
        catalogue: Option<PathBuf>,
    },
}

/// Where bulletins come from and where data go.
#[derive(Debug)]
pub struct Job {
    /// In the order given.
    pub inputs: Vec<Input>,
    /// What the user knows about the bulletins.
    pub options: ReadOptions,
    /// Where the data go; `None` for standard output.
    pub output: Option<PathBuf>,
    /// A table of the user's own indicators and phrases.
    pub catalogue: Option<PathBuf>,
    /// What was odd before the first bulletin.
    pub problems: Vec<Problem>,
}

/// One operand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// Standard input.
    Stdin,
    /// A file or a folder.
    Path(PathBuf),
}

impl Input {
    /// The path, unless it is standard input.
    pub fn path(&self) -> Option<&PathBuf> {
        match self {
            Self::Stdin => None,
            Self::Path(path) => Some(path),
        }
    }
}

/// Makes a plan of the raw arguments.
pub fn plan(raw: Raw) -> Result<Plan, UsageError> {
    let Raw { command, flags, operands } = raw;
    let has = |flag| flags.iter().any(|(given, _)| *given == flag);
    check_flags(command.unwrap_or(Command::Open), &flags)?;
    if has(Flag::Help) {
        return Ok(Plan::Help(command));
    }
    if has(Flag::Version) {
        return Ok(Plan::Version);
    }
    let value = |flag| flags.iter().find(|(given, _)| *given == flag).map(|(_, value)| value.as_os_str());
    let catalogue = value(Flag::Catalogue).map(PathBuf::from);
    match command {
        Some(Command::Help) => help(&operands),
        None | Some(Command::Open) => open(command, operands, catalogue),
        Some(command) => {
            let output = value(Flag::Output).filter(|&path| path != "-").map(PathBuf::from);
            let format = format(value(Flag::Format), output.as_deref())?;
            let options = ReadOptions {
                date: value(Flag::Date).map(date).transpose()?,
                encoding: value(Flag::Encoding).map(encoding).transpose()?,
                ..ReadOptions::default()
            };
            let inputs = inputs(command, operands)?;
            let job = Job { inputs, options, output, catalogue, problems: Vec::new() };
            Ok(match command {
                Command::Articles => Plan::Articles(job),
                Command::Tag => Plan::Tag(job),
                Command::Explain => {
                    let article = value(Flag::Article).map(article).transpose()?;
                    Plan::Explain(job, Wish { article, as_json: has(Flag::Json) })
                }
                Command::Extract | Command::Open | Command::Help => Plan::Extract(job, format),
            })
        }
    }
}

fn check_flags(command: Command, flags: &[(Flag, OsString)]) -> Result<(), UsageError> {
    for (place, (flag, value)) in flags.iter().enumerate() {
        let option = dashed(flag.row());
        if !command.takes(*flag) {
            return Err(UsageError::NotForCommand { option, command });
        }
        let is_repeated = flags.iter().take(place).any(|(earlier, _)| earlier == flag);
        if is_repeated && flag.row().value.is_some() {
            return Err(UsageError::Twice { option });
        }
        if *flag == Flag::Lang && value != "zh" && value != "en" {
            return Err(bad_value(*flag, value));
        }
    }
    Ok(())
}

fn help(operands: &[OsString]) -> Result<Plan, UsageError> {
    let Some(topic) = operands.first() else { return Ok(Plan::Help(None)) };
    match topic.to_str().and_then(Command::parse) {
        Some(command) => Ok(Plan::Help(Some(command))),
        None => Err(unknown_command(topic)),
    }
}

/// A first word that is no file and looks like a command was meant as one; any other is left for the window to complain about.
fn open(command: Option<Command>, operands: Vec<OsString>, catalogue: Option<PathBuf>) -> Result<Plan, UsageError> {
    if operands.iter().any(|operand| operand == "-") {
        return Err(UsageError::StdinInWindow);
    }
    if let (None, Some(first)) = (command, operands.first())
        && !Path::new(first).exists()
    {
        let error = unknown_command(first);
        if matches!(error, UsageError::UnknownCommand { meant: Some(_), .. }) {
            return Err(error);
        }
    }
    Ok(Plan::Open { paths: operands.into_iter().map(PathBuf::from).collect(), catalogue })
}

fn unknown_command(typed: &OsStr) -> UsageError {
    let typed = typed.to_string_lossy().into_owned();
    let meant = suggest(&typed, COMMANDS.iter().map(|row| row.word)).map(str::to_owned);
    UsageError::UnknownCommand { typed, meant }
}

fn inputs(command: Command, operands: Vec<OsString>) -> Result<Vec<Input>, UsageError> {
    if operands.is_empty() {
        return Err(UsageError::NoInput { command });
    }
    if operands.iter().filter(|operand| *operand == "-").count() > 1 {
        return Err(UsageError::StdinTwice);
    }
    let input = |operand: OsString| if operand == "-" { Input::Stdin } else { Input::Path(operand.into()) };
    Ok(operands.into_iter().map(input).collect())
}

fn format(value: Option<&OsStr>, output: Option<&Path>) -> Result<Form, UsageError> {
    let Some(value) = value else {
        return Ok(output.and_then(Form::of_extension).unwrap_or(Form::Jsonl));
    };
    value.to_str().and_then(Form::parse).ok_or_else(|| bad_value(Flag::Format, value))
}

/// Year, month and day in this order, parted by whatever people part them with: `2021-05-10`, `2021年5月10日`, `2021.5.10`.
fn date(value: &OsStr) -> Result<Date, UsageError> {
    let text = value.to_str().unwrap_or_default().trim().trim_end_matches('日');
    let parts: Vec<&str> = text.split(['-', '/', '.', '年', '月']).map(str::trim).collect();
    let parsed = match parts.as_slice() {
        [year, month, day] if year.len() == 4 => {
            let parsed = (year.parse(), month.parse(), day.parse());
            if let (Ok(year), Ok(month), Ok(day)) = parsed { Date::new(year, month, day).ok() } else { None }
        }
        _ => None,
    };
    parsed.ok_or_else(|| bad_value(Flag::Date, value))
}

/// Articles are counted from 1.
fn article(value: &OsStr) -> Result<usize, UsageError> {
    let number = value.to_str().and_then(|text| text.parse().ok()).filter(|&number| number > 0);
    number.ok_or_else(|| bad_value(Flag::Article, value))
}

fn encoding(value: &OsStr) -> Result<&'static encoding_rs::Encoding, UsageError> {
    value.to_str().and_then(crate::read::encoding).ok_or_else(|| bad_value(Flag::Encoding, value))
}

fn bad_value(flag: Flag, value: &OsStr) -> UsageError {
    UsageError::BadValue { flag, value: value.to_string_lossy().into_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan_words(words: &str) -> Result<Plan, UsageError> {
        let args = super::super::args::read(words.split_whitespace().map(OsString::from));
        plan(args.result?)
    }

    #[test]
    fn the_output_decides_the_format_unless_told() {
        let cases = [
            ("extract a.md", Form::Jsonl, None),
            ("extract a.md --format csv", Form::Csv, None),
            ("extract a.md -o out.csv", Form::Csv, Some("out.csv")),
            ("extract a.md -o out.csv --format jsonl", Form::Jsonl, Some("out.csv")),
            ("extract a.md -o out.txt", Form::Jsonl, Some("out.txt")),
            ("extract a.md -o -", Form::Jsonl, None),
        ];
        for (words, format, output) in cases {
            let Plan::Extract(job, planned) = plan_words(words).unwrap() else { panic!("{words}") };
            assert_eq!((planned, job.output.as_deref()), (format, output.map(Path::new)), "{words}");
        }
    }

    #[test]
    fn dates_are_read_as_people_write_them() {
        let day = jiff::civil::date(2021, 5, 10);
        for text in ["2021-05-10", "2021年5月10日", "2021-5-10", "2021/05/10", "2021.5.10"] {
            assert_eq!(date(OsStr::new(text)), Ok(day), "{text}");
        }
        for text in ["", "2021-13-01", "2021-02-30", "10-05-2021", "2021-05", "五月", "2021-05-10-3"] {
            assert!(date(OsStr::new(text)).is_err(), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_meant_is_refused() {
        let no_input = UsageError::NoInput { command: Command::Tag };
        let not_for = |option: &str, command| UsageError::NotForCommand { option: option.to_owned(), command };
        let bad = |flag, value: &str| UsageError::BadValue { flag, value: value.to_owned() };
        let cases = [
            ("tag", no_input),
            ("extract - -", UsageError::StdinTwice),
            ("open -", UsageError::StdinInWindow),
            ("articles a.md --format csv", not_for("--format", Command::Articles)),
            ("--date 2021-05-10 a.md", not_for("--date", Command::Open)),
            ("extract a.md --format xml", bad(Flag::Format, "xml")),
            ("extract a.md --date soon", bad(Flag::Date, "soon")),
            ("extract a.md --encoding latin-chinese", bad(Flag::Encoding, "latin-chinese")),
            ("extract a.md --lang fr", bad(Flag::Lang, "fr")),
            ("explain a.md --article 0", bad(Flag::Article, "0")),
            ("extract a.md --article 1", not_for("--article", Command::Extract)),
            ("extract a.md -o a -o b", UsageError::Twice { option: "--output".to_owned() }),
            (
                "extrct a.md",
                UsageError::UnknownCommand { typed: "extrct".to_owned(), meant: Some("extract".to_owned()) },
            ),
        ];
        for (words, error) in cases {
            assert_eq!(plan_words(words).unwrap_err(), error, "{words}");
        }
    }

    #[test]
    fn plain_files_open_the_window() {
        for words in ["", "a.md b.md", "open a.md"] {
            assert!(matches!(plan_words(words), Ok(Plan::Open { .. })), "{words}");
        }
        assert!(matches!(plan_words("tag --help"), Ok(Plan::Help(Some(Command::Tag)))));
        assert!(matches!(plan_words("help tag"), Ok(Plan::Help(Some(Command::Tag)))));
        assert!(matches!(plan_words("-V"), Ok(Plan::Version)));
    }
}
