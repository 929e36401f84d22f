//! Completions for zsh.

use std::fmt::Write as _;

use super::taken;
use crate::cli::table::{COMMANDS, CommandRow, FlagRow, Operands, Value};
use crate::compare::words::Language;

pub(super) fn script(language: Language) -> String {
    let (mut commands, mut cases) = (String::new(), String::new());
    for row in &COMMANDS {
        // Writing into a string cannot fail.
        let _ = writeln!(commands, "            {}", quoted(&format!("{}:{}", row.word, row.summary.of(language))));
        let _ = writeln!(cases, "        {})\n            _arguments -s -S \\", row.word);
        for flag in taken(row.command) {
            let _ = writeln!(cases, "                {} \\", option(flag, language));
        }
        let _ = writeln!(cases, "                {}\n            ;;", quoted(&operands(row)));
    }
    format!(
        "\
#compdef jobscope
# zsh completion for jobscope: save as _jobscope in a folder of fpath, or source it after compinit.
_jobscope() {{
    if (( CURRENT == 2 )); then
        local -a commands=(
{commands}        )
        _describe command commands
        _files
        return
    fi
    local command=$words[2]
    shift words
    (( CURRENT-- ))
    case $command in
{cases}        *) _files ;;
    esac
}}
if [[ $funcstack[1] == _jobscope ]]; then
    _jobscope \"$@\"
else
    compdef _jobscope jobscope
fi
"
    )
}

/// `'(-d --date)'{-d+,--date=}'[help]:DATE:'`: one spelling rules the other out.
fn option(row: &FlagRow, language: Language) -> String {
    let help = row.help.of(language).replace('[', "(").replace(']', ")").replace(':', "：");
    let value = match row.value {
        Value::None => String::new(),
        Value::File(name) => format!(":{}:_files", name.of(language)),
        Value::Text(name) => format!(":{}: ", name.of(language)),
        Value::OneOf(name, words) => format!(":{}:({})", name.of(language), words().join(" ")),
    };
    let (long, short) = if matches!(row.value, Value::None) { ("", "") } else { ("=", "+") };
    let tail = quoted(&format!("[{help}]{value}"));
    match row.short {
        Some(letter) => format!("'(-{letter} --{0})'{{-{letter}{short},--{0}{long}}}{tail}", row.long),
        None => format!("--{}{long}{tail}", row.long),
    }
}

fn operands(row: &CommandRow) -> String {
    match row.operands {
        Operands::None => "*: : ".to_owned(),
        Operands::Files => "*:file:_files".to_owned(),
        Operands::Text => "*:name: ".to_owned(),
        Operands::OneOf(words) => format!("1:word:({})", words().join(" ")),
    }
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}
