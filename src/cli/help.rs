//! The help, made from the tables of commands and options.

use super::table::{COMMANDS, Command, FLAGS, FlagRow, Words};
use crate::compare::words::Language;

/// The help of one command, or of the program.
pub fn help(command: Option<Command>, language: Language) -> String {
    match command {
        Some(command) => command_help(command, language),
        None => program_help(language),
    }
}

/// Name and version.
pub fn version() -> String {
    format!("jobscope {}\n", env!("CARGO_PKG_VERSION"))
}

/// What the program is.
pub(super) const TITLE: Words = Words {
    zh: "jobscope（就业简报看板）：打开就业简报，抽取每一个就业数据，比较各地，回到原句。",
    en: "jobscope: opens Chinese employment bulletins, extracts every employment figure, compares areas, and leads back to \
         the sentence.",
};

/// How a user's own tables are written.
pub(super) const OWN_TABLES: Words = Words {
    zh: "\
自己的指标和说法：写成文本文件，每行一条，各列用制表符分隔，用 --catalogue 指定；
放在配置文件夹（Linux 和 macOS 是 ~/.config/jobscope/catalogue.d，Windows 是 %APPDATA%\\jobscope\\catalogue.d）
里的 *.tsv 每次自动读入，窗口也用。
  新指标 6 列：编号、中文名、英文名（可空）、单位、性质（流量、存量、标准、届次）、说法（用分号隔开）；
  给已有指标加说法 2 列：编号、说法。编号写 - 的，带着这种说法的数字不提取。",
    en: "\
Indicators and phrases of your own: a text file, a row a line, columns parted by tabs, named by --catalogue. Every *.tsv
in the configuration folder (~/.config/jobscope/catalogue.d on Linux and macOS, %APPDATA%\\jobscope\\catalogue.d on
Windows) is read each time, by the window too.
  A new indicator has 6 columns: id, Chinese name, English name (may be empty), unit, nature (flow, stock, rule,
  cohort), phrases (parted by semicolons); phrases for a known one have 2: id, phrases. Figures told with a phrase of
  the id - are left out.",
};

/// The exit codes.
pub(super) const EXIT_CODES: [(&str, Words); 4] = [
    ("0", Words { zh: "一切正常", en: "all well" }),
    (
        "1",
        Words {
            zh: "有的文件有问题，其余已完成（问题列在标准错误上）",
            en: "some files had problems, the rest was done (the problems are on standard error)",
        },
    ),
    ("2", Words { zh: "什么也没能做", en: "nothing could be done" }),
    (
        "130",
        Words {
            zh: "按 Ctrl+C 中断；正在写的文件不留下一半",
            en: "interrupted by Ctrl+C; no half-written file is left",
        },
    ),
];

fn program_help(language: Language) -> String {
    let (usage, commands, options, exit, more) = match language {
        Language::Zh => (
            "用法：\n  jobscope [文件|文件夹…]      打开窗口（不带文件时打开内置样例）\n  jobscope 命令 …",
            "命令：",
            "选项：",
            "退出码：",
            "“--”之后的都当作文件名，以 @ 开头的也是。各命令的说明：jobscope 命令 --help\nIn English: jobscope --help --lang en",
        ),
        Language::En => (
            "Usage:\n  jobscope [FILE|FOLDER...]    opens the window (on the built-in samples without files)\n  jobscope COMMAND ...",
            "Commands:",
            "Options:",
            "Exit codes:",
            "Everything after \"--\" is a file name, even with an @ before it. Help of a command: jobscope COMMAND --help",
        ),
    };
    let command_lines: Vec<_> =
        COMMANDS.iter().map(|row| (row.word.to_owned(), row.summary.of(language).to_owned())).collect();
    let option_lines: Vec<_> = FLAGS.iter().map(|row| (option(row, language), option_of_some(row, language))).collect();
    let exit_lines: Vec<_> =
        EXIT_CODES.iter().map(|(code, words)| ((*code).to_owned(), words.of(language).to_owned())).collect();
    format!(
        "{title}\n\n{usage}\n\n{commands}\n{}\n{options}\n{}\n{own}\n\n{exit}\n{}\n{more}\n",
        columns(&command_lines),
        columns(&option_lines),
        columns(&exit_lines),
        title = TITLE.of(language),
        own = OWN_TABLES.of(language),
    )
}

fn command_help(command: Command, language: Language) -> String {
    let row = command.row();
    let (colon, usage, options) = match language {
        Language::Zh => ("：", "用法：", "选项："),
        Language::En => (": ", "Usage:", "Options:"),
    };
    let taken = FLAGS.iter().filter(|row| command.takes(row.flag));
    let option_lines: Vec<_> = taken.map(|row| (option(row, language), row.help.of(language).to_owned())).collect();
    let details = row.details.of(language);
    let gap = if details.is_empty() { "" } else { "\n\n" };
    format!(
        "jobscope {}{colon}{}\n\n{usage}\n  jobscope {} {}{gap}{details}\n\n{options}\n{}",
        row.word,
        row.summary.of(language),
        row.word,
        row.usage.of(language),
        columns(&option_lines)
    )
}

/// How the option is typed.
fn option(row: &FlagRow, language: Language) -> String {
    let short = row.short.map_or("    ".to_owned(), |short| format!("-{short}, "));
    let value = row.value_name().map_or(String::new(), |value| format!(" {}", value.of(language)));
    format!("{short}--{}{value}", row.long)
}

/// What the option does, and the commands that take it unless all do.
fn option_of_some(row: &FlagRow, language: Language) -> String {
    let help = row.help.of(language);
    let commands: Vec<_> = row.commands.iter().map(|command| command.row().word).collect();
    match (commands.is_empty(), language) {
        (true, _) => help.to_owned(),
        (false, Language::Zh) => format!("{help}（{}）", commands.join("、")),
        (false, Language::En) => format!("{help} ({})", commands.join(", ")),
    }
}

/// Two columns, the second aligned by what a terminal shows.
fn columns(lines: &[(String, String)]) -> String {
    let widest = lines.iter().map(|(left, _)| width(left)).max().unwrap_or(0);
    let line = |(left, right): &(String, String)| format!("  {left}{}  {right}\n", " ".repeat(widest - width(left)));
    lines.iter().map(line).collect()
}

/// Columns of a terminal: a Chinese character takes two.
fn width(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn help_names_every_command_and_option_in_both_languages() {
        for language in [Language::Zh, Language::En] {
            let text = help(None, language);
            assert!(COMMANDS.iter().all(|row| text.contains(row.word) && text.contains(row.summary.of(language))));
            assert!(FLAGS.iter().all(|row| text.contains(&format!("--{}", row.long))), "{text}");
        }
    }

    #[test]
    fn help_of_a_command_names_the_options_it_takes_and_no_others() {
        let text = help(Some(Command::Articles), Language::Zh);
        assert!(text.contains("--date") && text.contains("--output") && !text.contains("--format"), "{text}");
    }

    #[test]
    fn columns_line_up_on_a_terminal() {
        let text = columns(&[("-d 日期".to_owned(), "a".to_owned()), ("-o".to_owned(), "b".to_owned())]);
        assert_eq!(text, "  -d 日期  a\n  -o       b\n");
    }
}
