//! Second stage: what the arguments mean, checked, so that nothing later can find them wrong.

use std::ffi::{OsStr, OsString};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use super::args::{Raw, UsageError, dashed};
use super::completions::Shell;
use super::table::{COMMANDS, Command, Flag, Operands, suggest};
use super::{areas, chart, explain, indicators, report, values};
use crate::export::form::Form;
use crate::model::problem::Problem;
use crate::read::ReadOptions;
use crate::report::Page;

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
    Explain(Job, explain::Wish),
    /// Tell problems and conflicts.
    Check(Job, Audience),
    /// Draw a view.
    Chart(Job, chart::Wish),
    /// Write a report.
    Report(Job, report::Wish),
    /// Turn one form of rows into another.
    Convert(Job, Form),
    /// List indicators.
    Indicators(indicators::Wish),
    /// Look up names of areas.
    Areas(areas::Wish),
    /// Write completions.
    Completions(Shell),
    /// Write the manual page.
    Man,
    /// Open the window.
    Open {
        /// On these files and folders.
        inputs: Vec<Input>,
        /// With this table of the user's.
        catalogue: Option<PathBuf>,
    },
}

/// Where bulletins come from and where data go.
#[derive(Debug, Default)]
pub struct Job {
    /// In the order given.
    pub inputs: Vec<Input>,
    /// What the user knows about the bulletins.
    pub options: ReadOptions,
    /// Where the data go; `None` for standard output.
    pub output: Option<PathBuf>,
    /// Whether an older output may be replaced.
    pub replaces: bool,
    /// A table of the user's own indicators and phrases.
    pub catalogue: Option<PathBuf>,
    /// How many files are read at once; `None` for as many as there are cores.
    pub n_threads: Option<NonZeroUsize>,
    /// How much is said on standard error.
    pub loudness: Loudness,
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
    /// The files that are listed in a file; `-` is standard input.
    List(PathBuf),
}

/// How much is said on standard error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Loudness {
    /// Errors.
    Quiet,
    /// Whatever was odd, how far it has got and what it came to.
    #[default]
    Usual,
    /// And each file.
    Verbose,
}

/// Whom the data are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// People: lines of text.
    People,
    /// Programs: JSON Lines.
    Programs,
}

impl Input {
    /// The path, where it is a file or a folder.
    pub fn path(&self) -> Option<&PathBuf> {
        if let Self::Path(path) = self { Some(path) } else { None }
    }

    /// Whether it takes standard input.
    fn is_stdin(&self) -> bool {
        match self {
            Self::Stdin => true,
            Self::List(list) => list == Path::new("-"),
            Self::Path(_) => false,
        }
    }
}

/// The options that were given.
struct Flags(Vec<(Flag, OsString)>);

impl Flags {
    fn has(&self, flag: Flag) -> bool {
        self.0.iter().any(|(given, _)| *given == flag)
    }

    fn value(&self, flag: Flag) -> Option<&OsStr> {
        self.0.iter().find(|(given, _)| *given == flag).map(|(_, value)| value.as_os_str())
    }

    /// The value as `read` understands it.
    fn read<T>(&self, flag: Flag, read: impl FnOnce(&str) -> Option<T>) -> Result<Option<T>, UsageError> {
        let Some(value) = self.value(flag) else { return Ok(None) };
        value.to_str().and_then(read).map(Some).ok_or_else(|| bad_value(flag, value))
    }

    fn audience(&self) -> Audience {
        if self.has(Flag::Json) { Audience::Programs } else { Audience::People }
    }
}

/// Makes a plan of the raw arguments.
pub fn plan(raw: Raw) -> Result<Plan, UsageError> {
    let Raw { command, flags, operands, n_literal } = raw;
    check_flags(command.unwrap_or(Command::Open), &flags)?;
    let flags = Flags(flags);
    if flags.has(Flag::Help) {
        return Ok(Plan::Help(command));
    }
    if flags.has(Flag::Version) {
        return Ok(Plan::Version);
    }
    let Some(command) = command else { return open(None, &flags, operands, n_literal) };
    check_operands(command, &operands)?;
    let word = operands.first().and_then(|operand| operand.to_str());
    Ok(match command {
        Command::Help => Plan::Help(word.and_then(Command::parse)),
        Command::Open => return open(Some(command), &flags, operands, n_literal),
        Command::Man => Plan::Man,
        Command::Completions => {
            Plan::Completions(word.and_then(Shell::parse).ok_or(UsageError::NoOperand { command })?)
        }
        Command::Indicators => Plan::Indicators(indicators::Wish {
            names: texts(&operands),
            catalogue: flags.value(Flag::Catalogue).map(PathBuf::from),
            audience: flags.audience(),
        }),
        Command::Areas if operands.is_empty() => return Err(UsageError::NoOperand { command }),
        Command::Areas => Plan::Areas(areas::Wish {
            names: texts(&operands),
            year: flags.read(Flag::Year, values::year)?,
            audience: flags.audience(),
        }),
        Command::Extract => {
            let job = job(command, &flags, operands, n_literal)?;
            let form = form(&flags, job.output.as_deref())?;
            Plan::Extract(job, form)
        }
        Command::Convert => {
            let job = job(command, &flags, operands, n_literal)?;
            let form = form(&flags, job.output.as_deref())?;
            Plan::Convert(job, form)
        }
        Command::Articles => Plan::Articles(job(command, &flags, operands, n_literal)?),
        Command::Tag => Plan::Tag(job(command, &flags, operands, n_literal)?),
        Command::Explain => {
            let article = flags.read(Flag::Article, values::article)?;
            let wish = explain::Wish { article, audience: flags.audience() };
            Plan::Explain(job(command, &flags, operands, n_literal)?, wish)
        }
        Command::Check => Plan::Check(job(command, &flags, operands, n_literal)?, flags.audience()),
        Command::Report => {
            let job = job(command, &flags, operands, n_literal)?;
            let wish = report_wish(&flags, job.output.as_deref())?;
            Plan::Report(job, wish)
        }
        Command::Chart => {
            let job = job(command, &flags, operands, n_literal)?;
            let wish = chart_wish(&flags, job.output.as_deref())?;
            Plan::Chart(job, wish)
        }
    })
}

fn check_flags(command: Command, flags: &[(Flag, OsString)]) -> Result<(), UsageError> {
    for (place, (flag, value)) in flags.iter().enumerate() {
        let row = flag.row();
        let option = dashed(row);
        if !command.takes(*flag) {
            return Err(UsageError::NotForCommand { option, command });
        }
        let is_repeated = flags.iter().take(place).any(|(earlier, _)| earlier == flag);
        if is_repeated && row.value_name().is_some() {
            return Err(UsageError::Twice { option });
        }
        let is_known = |known: Vec<&str>| known.iter().any(|word| value.eq_ignore_ascii_case(word));
        if !row.known_values().is_none_or(is_known) {
            return Err(bad_value(*flag, value));
        }
    }
    let has = |flag| flags.iter().any(|(given, _)| *given == flag);
    if has(Flag::Quiet) && has(Flag::Verbose) {
        let [option, other] = [Flag::Quiet, Flag::Verbose].map(|flag| dashed(flag.row()));
        return Err(UsageError::Together { option, other });
    }
    Ok(())
}

/// Commands that take a word take a known one, and only one.
fn check_operands(command: Command, operands: &[OsString]) -> Result<(), UsageError> {
    let (known, most) = match command.row().operands {
        Operands::Files | Operands::Text => return Ok(()),
        Operands::None => (Vec::new(), 0),
        Operands::OneOf(words) => (words(), 1),
    };
    if let Some(extra) = operands.get(most) {
        return Err(UsageError::TooMany { command, typed: extra.to_string_lossy().into_owned() });
    }
    let Some(typed) = operands.first().map(|typed| typed.to_string_lossy().into_owned()) else { return Ok(()) };
    if known.iter().any(|word| word.eq_ignore_ascii_case(&typed)) {
        return Ok(());
    }
    let meant = suggest(&typed, known).map(str::to_owned);
    Err(match command {
        Command::Help => UsageError::UnknownCommand { typed, meant },
        _ => UsageError::UnknownWord { command, typed, meant },
    })
}

/// What all commands that read files have in common.
fn job(command: Command, flags: &Flags, operands: Vec<OsString>, n_literal: usize) -> Result<Job, UsageError> {
    let loudness = match (flags.has(Flag::Quiet), flags.has(Flag::Verbose)) {
        (true, _) => Loudness::Quiet,
        (_, true) => Loudness::Verbose,
        _ => Loudness::Usual,
    };
    Ok(Job {
        options: ReadOptions {
            date: flags.read(Flag::Date, values::date)?,
            encoding: flags.read(Flag::Encoding, crate::read::encoding)?,
            ..ReadOptions::default()
        },
        n_threads: flags.read(Flag::Jobs, values::threads)?,
        inputs: inputs(command, flags, operands, n_literal)?,
        output: flags.value(Flag::Output).filter(|&path| path != "-").map(PathBuf::from),
        replaces: flags.has(Flag::Force),
        catalogue: flags.value(Flag::Catalogue).map(PathBuf::from),
        loudness,
        problems: Vec::new(),
    })
}

fn inputs(
    command: Command,
    flags: &Flags,
    operands: Vec<OsString>,
    n_literal: usize,
) -> Result<Vec<Input>, UsageError> {
    let n_plain = operands.len().saturating_sub(n_literal);
    let input = |(place, operand): (usize, OsString)| {
        let list = operand.to_str().and_then(|text| text.strip_prefix('@')).filter(|name| !name.is_empty());
        match list {
            Some(list) if place < n_plain => Input::List(list.into()),
            _ if operand == "-" => Input::Stdin,
            _ => Input::Path(operand.into()),
        }
    };
    let mut inputs: Vec<Input> = operands.into_iter().enumerate().map(input).collect();
    inputs.extend(flags.value(Flag::FilesFrom).map(|list| Input::List(list.into())));
    if inputs.is_empty() && command != Command::Open {
        return Err(UsageError::NoOperand { command });
    }
    if inputs.iter().filter(|input| input.is_stdin()).count() > 1 {
        return Err(UsageError::StdinTwice);
    }
    Ok(inputs)
}

/// A first word that is no file and looks like a command was meant as one; any other is left for the window to complain about.
fn open(
    command: Option<Command>,
    flags: &Flags,
    operands: Vec<OsString>,
    n_literal: usize,
) -> Result<Plan, UsageError> {
    if command.is_none()
        && let Some(first) = operands.first()
        && !Path::new(first).exists()
    {
        let typed = first.to_string_lossy().into_owned();
        if let Some(meant) = suggest(&typed, COMMANDS.iter().map(|row| row.word)) {
            return Err(UsageError::UnknownCommand { typed, meant: Some(meant.to_owned()) });
        }
    }
    let late = operands.iter().skip(1).filter(|operand| command.is_none() && !Path::new(operand).exists());
    if let Some(command) = late.filter_map(|operand| operand.to_str()).find_map(Command::parse) {
        return Err(UsageError::CommandNotFirst { command });
    }
    let inputs = inputs(Command::Open, flags, operands, n_literal)?;
    if inputs.contains(&Input::Stdin) {
        return Err(UsageError::StdinInWindow);
    }
    Ok(Plan::Open { inputs, catalogue: flags.value(Flag::Catalogue).map(PathBuf::from) })
}

/// The form that was named, or the one that the output's name ends in.
fn form(flags: &Flags, output: Option<&Path>) -> Result<Form, UsageError> {
    let by_name = || output.and_then(Form::of_extension);
    Ok(flags.read(Flag::Format, Form::parse)?.or_else(by_name).unwrap_or(Form::Jsonl))
}

fn chart_wish(flags: &Flags, output: Option<&Path>) -> Result<chart::Wish, UsageError> {
    let text = |flag| flags.value(flag).map(|value| value.to_string_lossy().into_owned());
    let view = flags.read(Flag::View, chart::View::parse)?.unwrap_or_default();
    let unasked = [Flag::Indicator, Flag::Measure, Flag::Period].into_iter().find(|flag| flags.has(*flag));
    if let Some(flag) = unasked.filter(|_| !view.asks()) {
        return Err(UsageError::NotForView { option: dashed(flag.row()), view });
    }
    let areas = listed(flags, Flag::Areas);
    if areas.len() > view.most_areas() {
        return Err(UsageError::TooManyAreas { view });
    }
    Ok(chart::Wish {
        view,
        indicator: text(Flag::Indicator),
        areas,
        period: text(Flag::Period),
        measure: flags.read(Flag::Measure, values::measure)?,
        scale: flags.read(Flag::Scale, |text| text.parse().ok())?.unwrap_or(2),
        has_font: flags.value(Flag::Letters).is_some_and(|letters| letters.eq_ignore_ascii_case("font")),
        is_dark: flags.value(Flag::Theme).is_some_and(|theme| theme.eq_ignore_ascii_case("dark")),
        picture: by_ending(output, chart::Picture::Svg, chart::Picture::parse, Command::Chart)?,
    })
}

fn report_wish(flags: &Flags, output: Option<&Path>) -> Result<report::Wish, UsageError> {
    Ok(report::Wish {
        indicators: listed(flags, Flag::Indicator),
        areas: listed(flags, Flag::Areas),
        period: flags.value(Flag::Period).map(|value| value.to_string_lossy().into_owned()),
        measure: flags.read(Flag::Measure, values::measure)?,
        page: by_ending(output, Page::Html, Page::parse, Command::Report)?,
    })
}

/// Names parted by commas of either kind.
fn listed(flags: &Flags, flag: Flag) -> Vec<String> {
    let typed = flags.value(flag).map(|value| value.to_string_lossy().into_owned()).unwrap_or_default();
    typed.split([',', '，', '、']).map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// What a file of that name is to be; `usual` for standard output.
fn by_ending<T>(
    output: Option<&Path>,
    usual: T,
    parse: impl FnOnce(&str) -> Option<T>,
    command: Command,
) -> Result<T, UsageError> {
    let Some(output) = output else { return Ok(usual) };
    // A device has no ending to go by.
    if output.metadata().is_ok_and(|there| !there.is_file() && !there.is_dir()) {
        return Ok(usual);
    }
    let ending = output.extension().and_then(OsStr::to_str).unwrap_or_default();
    parse(ending).ok_or_else(|| UsageError::BadEnding { command, typed: output.display().to_string() })
}

fn texts(operands: &[OsString]) -> Vec<String> {
    operands.iter().map(|operand| operand.to_string_lossy().into_owned()).collect()
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
    fn what_cannot_be_meant_is_refused() {
        let none = |command| UsageError::NoOperand { command };
        let unknown = |command, typed: &str, meant: Option<&str>| UsageError::UnknownWord {
            command,
            typed: typed.to_owned(),
            meant: meant.map(str::to_owned),
        };
        let together = UsageError::Together { option: "--quiet".to_owned(), other: "--verbose".to_owned() };
        let not_for = |option: &str, command| UsageError::NotForCommand { option: option.to_owned(), command };
        let bad = |flag, value: &str| UsageError::BadValue { flag, value: value.to_owned() };
        let cases = [
            ("tag", none(Command::Tag)),
            ("areas", none(Command::Areas)),
            ("completions", none(Command::Completions)),
            ("completions tcsh", unknown(Command::Completions, "tcsh", None)),
            ("completions bsah", unknown(Command::Completions, "bsah", Some("bash"))),
            ("man pages", UsageError::TooMany { command: Command::Man, typed: "pages".to_owned() }),
            ("extract @- -", UsageError::StdinTwice),
            ("extract - --files-from -", UsageError::StdinTwice),
            ("extract a.md -q -v", together),
            ("extract a.md --jobs 0", bad(Flag::Jobs, "0")),
            ("chart a.md --view pie", bad(Flag::View, "pie")),
            ("chart a.md -o a.jpg", UsageError::BadEnding { command: Command::Chart, typed: "a.jpg".to_owned() }),
            ("areas 通州 --year 五", bad(Flag::Year, "五")),
            ("gone.md extract", UsageError::CommandNotFirst { command: Command::Extract }),
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
    fn lists_are_told_from_files() {
        let list = |name: &str| Input::List(name.into());
        let path = |name: &str| Input::Path(name.into());
        let cases = [
            ("extract @a.txt b.md", vec![list("a.txt"), path("b.md")]),
            ("extract b.md --files-from a.txt", vec![path("b.md"), list("a.txt")]),
            ("extract --files-from -", vec![list("-")]),
            ("extract @- -- @b.md", vec![list("-"), path("@b.md")]),
            ("extract @", vec![path("@")]),
        ];
        for (words, inputs) in cases {
            let Plan::Extract(job, _) = plan_words(words).unwrap() else { panic!("{words}") };
            assert_eq!(job.inputs, inputs, "{words}");
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
