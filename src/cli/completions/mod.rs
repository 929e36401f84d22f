//! `jobscope completions SHELL`: what a shell needs to complete commands, options and their values, made from the tables.
//!
//! Written here and not by a library, since it would bring a second table of arguments and half a megabyte.

mod bash;
mod fish;
mod powershell;
mod zsh;

use super::table::{COMMANDS, Command, CommandRow, FLAGS, FlagRow, Operands};
use crate::compare::words::Language;

/// The shells that completions are written for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shell {
    /// bash.
    Bash,
    /// zsh.
    Zsh,
    /// fish.
    Fish,
    /// `PowerShell`, on Windows and elsewhere.
    PowerShell,
}

impl Shell {
    /// All shells with the words that name them.
    pub const ALL: [(Self, &'static str); 4] =
        [(Self::Bash, "bash"), (Self::Zsh, "zsh"), (Self::Fish, "fish"), (Self::PowerShell, "powershell")];

    /// The shell of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| known.eq_ignore_ascii_case(name)).map(|&(shell, _)| shell)
    }
}

/// The script that the shell is to run.
pub fn completions(shell: Shell, language: Language) -> String {
    match shell {
        Shell::Bash => bash::script(),
        Shell::Zsh => zsh::script(language),
        Shell::Fish => fish::script(language),
        Shell::PowerShell => powershell::script(language),
    }
}

/// The options that a command takes.
fn taken(command: Command) -> impl Iterator<Item = &'static FlagRow> {
    FLAGS.iter().filter(move |row| command.takes(row.flag))
}

/// The option as it may be typed: `--date`, `-d`.
fn spellings(row: &FlagRow) -> Vec<String> {
    std::iter::once(format!("--{}", row.long)).chain(row.short.map(|short| format!("-{short}"))).collect()
}

/// The words that a command takes, where it takes some only.
fn known_operands(row: &CommandRow) -> Option<Vec<&'static str>> {
    if let Operands::OneOf(words) = row.operands { Some(words()) } else { None }
}

fn command_words() -> Vec<&'static str> {
    COMMANDS.iter().map(|row| row.word).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_script_names_every_command_option_and_known_value() {
        for (shell, name) in Shell::ALL {
            for language in [Language::Zh, Language::En] {
                let script = completions(shell, language);
                for row in &COMMANDS {
                    assert!(script.contains(row.word), "{name} {}", row.word);
                }
                for row in &FLAGS {
                    assert!(script.contains(row.long), "{name} --{}", row.long);
                    for value in row.known_values().unwrap_or_default() {
                        assert!(script.contains(value), "{name} --{} {value}", row.long);
                    }
                }
            }
        }
    }
}
