//! Completions for `PowerShell`.

use std::fmt::Write as _;

use super::{known_operands, spellings, taken};
use crate::cli::table::{COMMANDS, Command, FLAGS};
use crate::compare::words::Language;

/// Where nothing is offered, the shell goes on to offer files by itself.
pub(super) fn script(language: Language) -> String {
    let (mut commands, mut options, mut operands) = (String::new(), String::new(), String::new());
    // Writing into a string cannot fail.
    for row in &COMMANDS {
        let _ = writeln!(commands, "        '{}' = {}", row.word, quoted(row.summary.of(language)));
        let _ = writeln!(options, "        '{}' = @({})", row.word, listed(taken(row.command).flat_map(spellings)));
        if let Some(words) = known_operands(row) {
            let _ = writeln!(operands, "        '{}' = @({})", row.word, listed(words));
        }
    }
    let _ = writeln!(options, "        '' = @({})", listed(taken(Command::Open).flat_map(spellings)));
    let (mut values, mut helps) = (String::new(), String::new());
    for row in &FLAGS {
        for spelling in spellings(row) {
            let _ = writeln!(helps, "        ,@('{spelling}', {})", quoted(row.help.of(language)));
            if let Some(words) = row.known_values() {
                let _ = writeln!(values, "        ,@('{spelling}', @({}))", listed(words));
            }
        }
    }
    format!(
        "\
# PowerShell completion for jobscope: add this to $PROFILE.
Register-ArgumentCompleter -Native -CommandName jobscope -ScriptBlock {{
    param($wordToComplete, $commandAst, $cursorPosition)
    $commands = [ordered]@{{
{commands}    }}
    $options = @{{
{options}    }}
    $operands = @{{
{operands}    }}
    # -v and -V are two options: a plain table would take them for one.
    $values = New-Object System.Collections.Hashtable ([StringComparer]::Ordinal)
    $helps = New-Object System.Collections.Hashtable ([StringComparer]::Ordinal)
    foreach ($pair in @(
{values}    )) {{ $values[$pair[0]] = $pair[1] }}
    foreach ($pair in @(
{helps}    )) {{ $helps[$pair[0]] = $pair[1] }}
    $typed = @($commandAst.CommandElements | Select-Object -Skip 1 |
        Where-Object {{ $_.Extent.EndOffset -lt $cursorPosition }} | ForEach-Object {{ $_.ToString() }})
    $command = @($typed | Where-Object {{ $commands.Contains($_) }})[0]
    if ($null -eq $command) {{ $command = '' }}
    $before = if ($typed.Count) {{ $typed[-1] }} else {{ '' }}
    $offered = if ($values.ContainsKey($before)) {{ $values[$before] }}
        elseif ($wordToComplete.StartsWith('-')) {{ $options[$command] }}
        elseif ($command -eq '') {{ $commands.Keys }}
        else {{ $operands[$command] }}
    $offered | Where-Object {{ $_ -and $_.StartsWith($wordToComplete) }} | ForEach-Object {{
        $help = if ($helps.ContainsKey($_)) {{ $helps[$_] }} elseif ($commands.Contains($_)) {{ $commands[$_] }} else {{ $_ }}
        [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $help)
    }}
}}
"
    )
}

fn listed<S: AsRef<str>>(words: impl IntoIterator<Item = S>) -> String {
    words.into_iter().map(|word| format!("'{}'", word.as_ref())).collect::<Vec<_>>().join(", ")
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
