//! `jobscope man`: the manual page, made from the tables.

use std::fmt::Write as _;

use super::help::{EXIT_CODES, OWN_TABLES, TITLE};
use super::table::{COMMANDS, CommandRow, FLAGS, FlagRow, Words};
use crate::compare::words::Language;

const NAME: Words = Words { zh: "名称", en: "NAME" };
const SYNOPSIS: Words = Words { zh: "用法", en: "SYNOPSIS" };
const DESCRIPTION: Words = Words { zh: "说明", en: "DESCRIPTION" };
const COMMANDS_HEAD: Words = Words { zh: "命令", en: "COMMANDS" };
const OPTIONS: Words = Words { zh: "选项", en: "OPTIONS" };
const EXIT: Words = Words { zh: "退出码", en: "EXIT STATUS" };
const OWN: Words = Words { zh: "自己的指标和说法", en: "INDICATORS AND PHRASES OF YOUR OWN" };
const TAKEN: Words = Words { zh: "选项：", en: "Options: " };
const SUMMARY: Words = Words {
    zh: "读就业简报，提取数据，比较各地",
    en: "read Chinese employment bulletins, extract their figures, compare areas",
};
const WINDOW: Words = Words { zh: "[文件|文件夹…]", en: "[FILE|FOLDER...]" };
const COMMAND: Words = Words { zh: "命令 …", en: "COMMAND ..." };

/// The page as `man` reads it.
pub fn man(language: Language) -> String {
    let of = |words: Words| escaped(words.of(language));
    let mut page = format!(
        ".TH JOBSCOPE 1 \"\" \"jobscope {}\" \"\"\n.nh\n.ad l\n.SH {}\njobscope \\- {}\n.SH {}\n\\fBjobscope\\fR {}\n.br\n\\fBjobscope\\fR {}\n",
        env!("CARGO_PKG_VERSION"),
        of(NAME),
        of(SUMMARY),
        of(SYNOPSIS),
        of(WINDOW),
        of(COMMAND),
    );
    // Writing into a string cannot fail.
    let _ = write!(page, ".SH {}\n{}\n.SH {}\n", of(DESCRIPTION), of(TITLE), of(COMMANDS_HEAD));
    page.extend(COMMANDS.iter().map(|row| command(row, language)));
    let _ = writeln!(page, ".SH {}", of(OPTIONS));
    page.extend(FLAGS.iter().map(|row| option(row, language)));
    let _ = write!(page, ".SH {}\n{}", of(OWN), verbatim(OWN_TABLES.of(language)));
    let _ = writeln!(page, ".SH {}", of(EXIT));
    for (code, words) in &EXIT_CODES {
        let _ = write!(page, ".TP\n\\fB{code}\\fR\n{}\n", of(*words));
    }
    page
}

fn command(row: &CommandRow, language: Language) -> String {
    let taken = FLAGS.iter().filter(|flag| !flag.commands.is_empty() && flag.commands.contains(&row.command));
    let taken: Vec<String> = taken.map(|flag| escaped(&format!("--{}", flag.long))).collect();
    let between = if language == Language::Zh { "、" } else { ", " };
    let options =
        if taken.is_empty() { String::new() } else { format!(".PP\n{}{}\n", TAKEN.of(language), taken.join(between)) };
    let details = row.details.of(language);
    let details = if details.is_empty() { String::new() } else { verbatim(details) };
    format!(
        ".SS jobscope {} {}\n{}\n{options}{details}",
        row.word,
        escaped(row.usage.of(language)),
        escaped(row.summary.of(language)),
    )
}

fn option(row: &FlagRow, language: Language) -> String {
    let short = row.short.map_or(String::new(), |short| format!("\\fB\\-{short}\\fR, "));
    let value = row.value_name().map_or(String::new(), |value| format!(" \\fI{}\\fR", escaped(value.of(language))));
    let help = escaped(row.help.of(language));
    format!(".TP\n{short}\\fB{}\\fR{value}\n{help}\n", escaped(&format!("--{}", row.long)))
}

/// Lines as they are.
fn verbatim(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(escaped).collect();
    format!(".PP\n.nf\n{}\n.fi\n", lines.join("\n"))
}

/// Text that `man` takes for nothing but text.
fn escaped(text: &str) -> String {
    let text = text.replace('\\', "\\e").replace('-', "\\-");
    if text.starts_with(['.', '\'']) { format!("\\&{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_names_every_command_and_option_in_both_languages() {
        for language in [Language::Zh, Language::En] {
            let page = man(language);
            assert!(COMMANDS.iter().all(|row| page.contains(&format!(".SS jobscope {}", row.word))));
            assert!(FLAGS.iter().all(|row| page.contains(&escaped(&format!("--{}", row.long)))));
            // A line that begins with a point is a request to the formatter, and these are all that are made.
            let requests = page.lines().filter(|line| line.starts_with(['.', '\'']));
            let known = [".TH", ".nh", ".ad", ".SH", ".SS", ".TP", ".PP", ".br", ".nf", ".fi"];
            for request in requests {
                assert!(known.contains(&request.split(' ').next().unwrap()), "{request}");
            }
        }
    }
}
