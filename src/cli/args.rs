//! First stage: arguments taken apart into options and operands, nothing judged yet but their names.

use std::ffi::OsString;

use lexopt::Arg;

use super::chart::View;
use super::table::{Command, FLAGS, Flag, FlagRow, Value, suggest};
use crate::compare::words::Language;

/// The arguments taken apart.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Raw {
    /// The command, where the first operand names one.
    pub command: Option<Command>,
    /// Options in the order given, with their values (empty where the option takes none).
    pub flags: Vec<(Flag, OsString)>,
    /// Files, folders, lists and `-`, or whatever the command takes.
    pub operands: Vec<OsString>,
    /// So many of the last operands stood behind `--` and are files, whatever they look like.
    pub n_literal: usize,
}

/// What is wrong with the arguments.
#[derive(Debug, PartialEq, Eq)]
pub enum UsageError {
    /// No such option.
    UnknownOption {
        /// As typed, with dashes.
        typed: String,
        /// What was most likely meant.
        meant: Option<String>,
        /// The command it stood at.
        command: Option<Command>,
    },
    /// The option wants a value.
    MissingValue {
        /// With dashes.
        option: String,
    },
    /// The option takes no value.
    NoValueTaken {
        /// With dashes.
        option: String,
    },
    /// The command does not take this option.
    NotForCommand {
        /// With dashes.
        option: String,
        /// The command.
        command: Command,
    },
    /// The same option with two values.
    Twice {
        /// With dashes.
        option: String,
    },
    /// The value is none that the option takes.
    BadValue {
        /// The option.
        flag: Flag,
        /// As typed.
        value: String,
    },
    /// The command wants a file, a name or a word.
    NoOperand {
        /// The command.
        command: Command,
    },
    /// The command does not take so many operands.
    TooMany {
        /// The command.
        command: Command,
        /// The first one too many, as typed.
        typed: String,
    },
    /// None of the words that the command takes.
    UnknownWord {
        /// The command.
        command: Command,
        /// As typed.
        typed: String,
        /// What was most likely meant.
        meant: Option<String>,
    },
    /// The command stands behind a file.
    CommandNotFirst {
        /// The command.
        command: Command,
    },
    /// Two options that contradict each other.
    Together {
        /// With dashes.
        option: String,
        /// With dashes.
        other: String,
    },
    /// The output's name ends in nothing that the command makes.
    BadEnding {
        /// The command.
        command: Command,
        /// As typed.
        typed: String,
    },
    /// The view does not take this option.
    NotForView {
        /// With dashes.
        option: String,
        /// The view.
        view: View,
    },
    /// The view is not about so many areas.
    TooManyAreas {
        /// The view.
        view: View,
    },
    /// Standard input was named twice.
    StdinTwice,
    /// The window cannot read standard input.
    StdinInWindow,
    /// Neither a command nor a file.
    UnknownCommand {
        /// As typed.
        typed: String,
        /// What was most likely meant.
        meant: Option<String>,
    },
}

/// What the first stage found; the language is known even where the rest is wrong.
#[derive(Debug)]
pub struct Args {
    /// The language of help and messages.
    pub language: Language,
    /// The rest.
    pub result: Result<Raw, UsageError>,
}

/// Takes the arguments apart.
pub fn read(args: impl IntoIterator<Item = OsString>) -> Args {
    let args: Vec<OsString> = args.into_iter().collect();
    Args { language: language(&args), result: take_apart(args) }
}

/// Looks ahead for the language, so that the complaint about another option already comes in it.
fn language(args: &[OsString]) -> Language {
    let wants_english = |pair: &[OsString]| pair.len() == 2 && pair[0] == "--lang" && pair[1] == "en";
    if args.windows(2).any(wants_english) || args.iter().any(|arg| arg == "--lang=en") {
        Language::En
    } else {
        Language::Zh
    }
}

fn take_apart(args: Vec<OsString>) -> Result<Raw, UsageError> {
    let mut raw = Raw::default();
    // What stands after `--` is a file, whatever it is called.
    let mut before = args;
    let end = before.iter().position(|arg| arg == "--").unwrap_or(before.len());
    let mut after = before.split_off(end).into_iter();
    after.next();

    let mut parser = lexopt::Parser::from_args(before);
    while let Some(arg) = parser.next().map_err(|error| lexopt_error(&error))? {
        let row = match arg {
            Arg::Value(operand) => {
                let is_first = raw.command.is_none() && raw.operands.is_empty();
                match operand.to_str().and_then(Command::parse).filter(|_| is_first) {
                    Some(command) => raw.command = Some(command),
                    None => raw.operands.push(operand),
                }
                continue;
            }
            Arg::Long(name) => {
                find(|row| row.long == name).ok_or_else(|| unknown(&format!("--{name}"), raw.command))?
            }
            Arg::Short(name) => {
                find(|row| row.short == Some(name)).ok_or_else(|| unknown(&format!("-{name}"), raw.command))?
            }
        };
        let value = match row.value {
            Value::None => OsString::new(),
            _ => value_of(&mut parser).ok_or_else(|| UsageError::MissingValue { option: dashed(row) })?,
        };
        raw.flags.push((row.flag, value));
    }
    raw.n_literal = after.len();
    raw.operands.extend(after);
    Ok(raw)
}

/// The value that is tied to the option, or the next argument. A known option there means that the value was forgotten:
/// `-o --force` is no file of that name.
fn value_of(parser: &mut lexopt::Parser) -> Option<OsString> {
    if let Some(tied) = parser.optional_value() {
        return Some(tied);
    }
    let next = parser.value().ok()?;
    let is_option = |name: &str| FLAGS.iter().any(|row| row.long == name.split('=').next().unwrap_or(name));
    next.to_str().and_then(|text| text.strip_prefix("--")).is_none_or(|name| !is_option(name)).then_some(next)
}

fn find(is_it: impl Fn(&FlagRow) -> bool) -> Option<&'static FlagRow> {
    FLAGS.iter().find(|row| is_it(row))
}

/// The option as it is typed.
pub(super) fn dashed(row: &FlagRow) -> String {
    format!("--{}", row.long)
}

fn unknown(typed: &str, command: Option<Command>) -> UsageError {
    let meant = typed.strip_prefix("--").and_then(|name| suggest(name, FLAGS.iter().map(|row| row.long)));
    UsageError::UnknownOption { typed: typed.to_owned(), meant: meant.map(|name| format!("--{name}")), command }
}

/// The only thing that taking apart can find wrong on its own is a value given to an option that takes none.
fn lexopt_error(error: &lexopt::Error) -> UsageError {
    match error {
        lexopt::Error::UnexpectedValue { option, .. } => UsageError::NoValueTaken { option: option.clone() },
        other => UsageError::NoValueTaken { option: other.to_string() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_words(words: &str) -> Result<Raw, UsageError> {
        read(words.split_whitespace().map(OsString::from)).result
    }

    #[test]
    fn options_and_operands_mix() {
        let raw = read_words("extract a.md -o out.csv --date=2021-05-10 - b").unwrap();
        assert_eq!(raw.command, Some(Command::Extract));
        assert_eq!(raw.operands, ["a.md", "-", "b"]);
        assert_eq!(raw.flags, [(Flag::Output, "out.csv".into()), (Flag::Date, "2021-05-10".into())]);
    }

    #[test]
    fn after_two_dashes_all_are_files() {
        let raw = read_words("-- extract --date").unwrap();
        assert_eq!((raw.command, raw.flags.len()), (None, 0));
        assert_eq!(raw.operands, ["extract", "--date"]);
        assert_eq!(raw.n_literal, 2);
        assert_eq!(read_words("extract extract").unwrap().operands, ["extract"]);
    }

    #[test]
    fn slips_are_named() {
        let unknown = |words| match read_words(words) {
            Err(UsageError::UnknownOption { typed, meant, .. }) => (typed, meant),
            other => panic!("{other:?}"),
        };
        assert_eq!(unknown("extract --dat=3 a"), ("--dat".to_owned(), Some("--date".to_owned())));
        assert_eq!(unknown("extract -x a"), ("-x".to_owned(), None));
        assert_eq!(read_words("extract -o"), Err(UsageError::MissingValue { option: "--output".to_owned() }));
        assert_eq!(read_words("extract -o --force"), Err(UsageError::MissingValue { option: "--output".to_owned() }));
        assert_eq!(read_words("extract -o=--force").unwrap().flags, [(Flag::Output, "--force".into())]);
        assert_eq!(read_words("--help=x"), Err(UsageError::NoValueTaken { option: "--help".to_owned() }));
    }

    #[test]
    fn the_language_is_known_before_the_first_complaint() {
        let args = ["--nonsense", "--lang", "en"].map(OsString::from);
        assert_eq!(read(args).language, Language::En);
    }
}
