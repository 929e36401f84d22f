//! The commands and options: one row each, from which parsing, suggestions, help, completions and manual page are made.

mod commands;
mod flags;

pub use commands::COMMANDS;
pub use flags::FLAGS;

use crate::compare::words::Language;

/// The commands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Command {
    /// Writes the observations.
    Extract,
    /// Lists the articles.
    Articles,
    /// Writes the mentions.
    Tag,
    /// Explains the numbers.
    Explain,
    /// Tells what is odd or contradictory.
    Check,
    /// Draws a view.
    Chart,
    /// Writes a report.
    Report,
    /// Turns one form of rows into another.
    Convert,
    /// Lists the indicators.
    Indicators,
    /// Looks up names of areas.
    Areas,
    /// Opens the window.
    Open,
    /// Writes completions for a shell.
    Completions,
    /// Writes the manual page.
    Man,
    /// Shows the help.
    Help,
}

/// The options.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Flag {
    /// The bulletins' date.
    Date,
    /// The bulletins' encoding.
    Encoding,
    /// A list of bulletins.
    FilesFrom,
    /// The form of the rows.
    Format,
    /// Where the data goes.
    Output,
    /// Whether an older file may be replaced.
    Force,
    /// A table of the user's own indicators and phrases.
    Catalogue,
    /// One article of a bulletin.
    Article,
    /// Which view to draw.
    View,
    /// Which indicator.
    Indicator,
    /// Which areas.
    Areas,
    /// Which period.
    Period,
    /// Which measure.
    Measure,
    /// How large a picture is drawn.
    Scale,
    /// Light or dark.
    Theme,
    /// How an SVG holds its text.
    Letters,
    /// The year that a name is looked up for.
    Year,
    /// Output for machines.
    Json,
    /// How many threads.
    Jobs,
    /// Says errors only.
    Quiet,
    /// Says what is done.
    Verbose,
    /// The language of help and messages.
    Lang,
    /// Shows the help.
    Help,
    /// Shows the version.
    Version,
}

/// A text in both languages.
#[derive(Debug, Clone, Copy)]
pub struct Words {
    /// Chinese.
    pub zh: &'static str,
    /// English.
    pub en: &'static str,
}

impl Words {
    /// The text in this language.
    pub fn of(self, language: Language) -> &'static str {
        match language {
            Language::Zh => self.zh,
            Language::En => self.en,
        }
    }
}

/// What may stand behind a command besides options.
#[derive(Debug, Clone, Copy)]
pub enum Operands {
    /// Nothing.
    None,
    /// Files, folders, `-` and `@list`.
    Files,
    /// Words of the user's own.
    Text,
    /// One of these words.
    OneOf(fn() -> Vec<&'static str>),
}

/// A row of the table of commands.
#[derive(Debug)]
pub struct CommandRow {
    /// The command.
    pub command: Command,
    /// The word that is typed.
    pub word: &'static str,
    /// What may follow the word, for the eye.
    pub usage: Words,
    /// What may follow the word, for completions.
    pub operands: Operands,
    /// One line.
    pub summary: Words,
    /// What is worth knowing beyond that.
    pub details: Words,
}

/// What an option takes.
#[derive(Debug, Clone, Copy)]
pub enum Value {
    /// No value.
    None,
    /// The name of a file, called so in the help.
    File(Words),
    /// Anything, called so in the help.
    Text(Words),
    /// One of these words, called so in the help.
    OneOf(Words, fn() -> Vec<&'static str>),
}

/// A row of the table of options.
#[derive(Debug)]
pub struct FlagRow {
    /// The option.
    pub flag: Flag,
    /// Its long name, without dashes.
    pub long: &'static str,
    /// Its short name.
    pub short: Option<char>,
    /// What it takes.
    pub value: Value,
    /// The commands that take it; empty for all.
    pub commands: &'static [Command],
    /// One line.
    pub help: Words,
}

impl Command {
    /// The command of that word.
    pub fn parse(word: &str) -> Option<Self> {
        COMMANDS.iter().find(|row| row.word == word).map(|row| row.command)
    }

    /// Its row of the table.
    pub fn row(self) -> &'static CommandRow {
        // The table has a row for every variant: a test walks all of them.
        COMMANDS.iter().find(|row| row.command == self).unwrap_or(&COMMANDS[0])
    }

    /// Whether the command takes this option.
    pub fn takes(self, flag: Flag) -> bool {
        let commands = flag.row().commands;
        commands.is_empty() || commands.contains(&self)
    }
}

impl Flag {
    /// Its row of the table.
    pub fn row(self) -> &'static FlagRow {
        FLAGS.iter().find(|row| row.flag == self).unwrap_or(&FLAGS[0])
    }
}

impl FlagRow {
    /// What its value is called in the help; `None` if it takes none.
    pub fn value_name(&self) -> Option<Words> {
        match self.value {
            Value::None => None,
            Value::File(name) | Value::Text(name) | Value::OneOf(name, _) => Some(name),
        }
    }

    /// The only words that it takes, where only some will do.
    pub fn known_values(&self) -> Option<Vec<&'static str>> {
        if let Value::OneOf(_, words) = self.value { Some(words()) } else { None }
    }
}

/// The known word that a mistyped one was most likely meant to be.
pub fn suggest<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let near = known.into_iter().map(|word| (distance(typed, word), word));
    // Two slips in a long word, one in a short one; or a word begun and not finished.
    let alike = near.filter(|&(slips, word)| {
        slips <= (typed.chars().count() / 3).clamp(1, 2) || (typed.len() >= 3 && word.starts_with(typed))
    });
    alike.min_by_key(|&(slips, _)| slips).map(|(_, word)| word)
}

/// How many letters must be added, dropped, changed or swapped with their neighbour (optimal string alignment).
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    for n in 0..=a.len() {
        for m in 0..=b.len() {
            rows[n][m] = if n == 0 || m == 0 {
                n + m
            } else {
                let changed = rows[n - 1][m - 1] + usize::from(a[n - 1] != b[m - 1]);
                let is_swap = n > 1 && m > 1 && a[n - 1] == b[m - 2] && a[n - 2] == b[m - 1];
                let swapped = if is_swap { rows[n - 2][m - 2] + 1 } else { usize::MAX };
                changed.min(rows[n - 1][m] + 1).min(rows[n][m - 1] + 1).min(swapped)
            };
        }
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_variant_has_its_own_row() {
        for row in &COMMANDS {
            assert_eq!(Command::parse(row.word).map(|command| command.row().word), Some(row.word));
        }
        for row in &FLAGS {
            assert_eq!(row.flag.row().long, row.long);
        }
        // `row` falls back on the first row: a variant without a row of its own would be taken for it.
        assert_eq!(COMMANDS.len(), Command::Help as usize + 1);
        assert_eq!(FLAGS.len(), Flag::Version as usize + 1);
    }

    #[test]
    fn names_of_options_are_given_once() {
        for (place, row) in FLAGS.iter().enumerate() {
            for other in FLAGS.iter().skip(place + 1) {
                assert!(row.long != other.long && (row.short.is_none() || row.short != other.short), "{}", row.long);
            }
        }
    }

    #[test]
    fn slips_find_their_word() {
        let longs = || FLAGS.iter().map(|row| row.long);
        let cases = [
            ("dat", Some("date")),
            ("formt", Some("format")),
            ("outptu", Some("output")),
            ("versio", Some("version")),
            ("colour", None),
        ];
        for (typed, meant) in cases {
            assert_eq!(suggest(typed, longs()), meant, "{typed}");
        }
        assert_eq!(suggest("tga", COMMANDS.iter().map(|row| row.word)), Some("tag"));
        assert_eq!(distance("kitten", "sitting"), 3);
    }
}
