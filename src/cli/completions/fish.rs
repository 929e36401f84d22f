//! Completions for fish.

use std::fmt::Write as _;

use crate::cli::table::{COMMANDS, FLAGS, Operands, Value};
use crate::compare::words::Language;

pub(super) fn script(language: Language) -> String {
    let mut text = "# fish completion for jobscope: save as ~/.config/fish/completions/jobscope.fish\n".to_owned();
    for row in &COMMANDS {
        let summary = quoted(row.summary.of(language));
        // Writing into a string cannot fail.
        let _ = writeln!(text, "complete -c jobscope -n __fish_use_subcommand -a {} -d {summary}", row.word);
        let operands = match row.operands {
            Operands::Files => continue,
            Operands::None | Operands::Text => String::new(),
            Operands::OneOf(words) => format!(" -a {}", quoted(&words().join(" "))),
        };
        let _ = writeln!(text, "complete -c jobscope -n '__fish_seen_subcommand_from {}' -f{operands}", row.word);
    }
    for row in &FLAGS {
        let commands: Vec<&str> = row.commands.iter().map(|command| command.row().word).collect();
        let only = if commands.is_empty() {
            String::new()
        } else {
            format!(" -n '__fish_seen_subcommand_from {}'", commands.join(" "))
        };
        let short = row.short.map_or(String::new(), |short| format!(" -s {short}"));
        let value = match row.value {
            Value::None => String::new(),
            Value::File(_) => " -r -F".to_owned(),
            Value::Text(_) => " -x".to_owned(),
            Value::OneOf(_, words) => format!(" -x -a {}", quoted(&words().join(" "))),
        };
        let help = quoted(row.help.of(language));
        let _ = writeln!(text, "complete -c jobscope{only}{short} -l {}{value} -d {help}", row.long);
    }
    text
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'"))
}
