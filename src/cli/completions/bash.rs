//! Completions for bash. They have no words of explanation, so that they are the same in all languages.

use std::fmt::Write as _;

use super::{command_words, known_operands, spellings, taken};
use crate::cli::table::{COMMANDS, Command, FLAGS, Value};

/// What a file completes to is left to bash itself, which knows how to quote its name.
pub(super) fn script() -> String {
    format!(
        "\
# bash completion for jobscope: source this file, or put it where bash-completion looks for it.
_jobscope() {{
    local cur=${{COMP_WORDS[COMP_CWORD]}} prev=${{COMP_WORDS[COMP_CWORD-1]}} command= options= operands= word
    for word in \"${{COMP_WORDS[@]:1:COMP_CWORD-1}}\"; do
        case $word in
            {commands}) command=$word; break ;;
        esac
    done
    # --format=csv comes as three words.
    if [[ $cur == = ]]; then cur=; elif [[ $prev == = ]]; then prev=${{COMP_WORDS[COMP_CWORD-2]}}; fi
    COMPREPLY=()
    case $prev in
{values}    esac
    case $command in
{options}    esac
    if [[ $cur == -* ]]; then
        COMPREPLY=($(compgen -W \"$options\" -- \"$cur\"))
    elif [[ -n $operands ]]; then
        COMPREPLY=($(compgen -W \"$operands\" -- \"$cur\"))
    fi
}}
complete -o bashdefault -o default -F _jobscope jobscope
",
        commands = command_words().join("|"),
        values = values(),
        options = options(),
    )
}

/// What may stand behind the options that take a value.
fn values() -> String {
    let mut text = String::new();
    for row in &FLAGS {
        let names = spellings(row).join("|");
        // Writing into a string cannot fail.
        let _ = match row.value {
            Value::None => Ok(()),
            Value::OneOf(_, words) => writeln!(
                text,
                "        {names}) COMPREPLY=($(compgen -W '{}' -- \"$cur\")); return ;;",
                words().join(" ")
            ),
            Value::File(_) | Value::Text(_) => writeln!(text, "        {names}) return ;;"),
        };
    }
    text
}

/// What may stand behind each command.
fn options() -> String {
    let of = |command: Command| taken(command).flat_map(spellings).collect::<Vec<_>>().join(" ");
    let mut text = String::new();
    for row in &COMMANDS {
        let operands = known_operands(row).unwrap_or_default().join(" ");
        let _ = writeln!(text, "        {}) options='{}' operands='{operands}' ;;", row.word, of(row.command));
    }
    let _ = writeln!(text, "        *) options='{}' operands='{}' ;;", of(Command::Open), command_words().join(" "));
    text
}
