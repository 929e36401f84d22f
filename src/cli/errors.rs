//! What the command line says when it cannot go on, in both languages.

use super::args::{UsageError, dashed};
use super::table::{Command, Flag};
use crate::compare::words::Language;

/// A complaint about the arguments, with the way to the help.
pub(super) fn usage(error: &UsageError, language: Language) -> String {
    let (text, command) = match language {
        Language::Zh => usage_zh(error),
        Language::En => usage_en(error),
    };
    let topic = command.map_or(String::new(), |command| format!(" {}", command.row().word));
    match language {
        Language::Zh => format!("jobscope: {text}（说明：jobscope{topic} --help）"),
        Language::En => format!("jobscope: {text} (see jobscope{topic} --help --lang en)"),
    }
}

fn usage_zh(error: &UsageError) -> (String, Option<Command>) {
    match error {
        UsageError::UnknownOption { typed, meant: Some(meant), command } => {
            (format!("没有选项 {typed}，是不是 {meant}？"), *command)
        }
        UsageError::UnknownOption { typed, meant: None, command } => (format!("没有选项 {typed}"), *command),
        UsageError::MissingValue { option } => (format!("选项 {option} 后面要有值"), None),
        UsageError::NoValueTaken { option } => (format!("选项 {option} 不带值"), None),
        UsageError::NotForCommand { option, command } => {
            (format!("{} 不用选项 {option}", command.row().word), Some(*command))
        }
        UsageError::Twice { option } => (format!("选项 {option} 只能给一次"), None),
        UsageError::BadValue { flag, value } => {
            (format!("选项 {} 的值“{value}”看不懂，应为{}", dashed(flag.row()), expected(*flag, Language::Zh)), None)
        }
        UsageError::NoInput { command } => {
            (format!("{} 要有文件、文件夹或 -（标准输入）", command.row().word), Some(*command))
        }
        UsageError::StdinTwice => ("标准输入（-）只能读一次".to_owned(), None),
        UsageError::StdinInWindow => ("窗口不能读标准输入（-），请给文件，或用 extract".to_owned(), None),
        UsageError::UnknownCommand { typed, meant: Some(meant) } => {
            (format!("没有文件或命令 {typed}，是不是 {meant}？"), None)
        }
        UsageError::UnknownCommand { typed, meant: None } => (format!("没有命令 {typed}"), None),
    }
}

fn usage_en(error: &UsageError) -> (String, Option<Command>) {
    match error {
        UsageError::UnknownOption { typed, meant: Some(meant), command } => {
            (format!("there is no option {typed}; did you mean {meant}?"), *command)
        }
        UsageError::UnknownOption { typed, meant: None, command } => (format!("there is no option {typed}"), *command),
        UsageError::MissingValue { option } => (format!("option {option} needs a value"), None),
        UsageError::NoValueTaken { option } => (format!("option {option} takes no value"), None),
        UsageError::NotForCommand { option, command } => {
            (format!("{} does not take option {option}", command.row().word), Some(*command))
        }
        UsageError::Twice { option } => (format!("option {option} can be given only once"), None),
        UsageError::BadValue { flag, value } => {
            let expected = expected(*flag, Language::En);
            (format!("option {}: cannot read \"{value}\", expected {expected}", dashed(flag.row())), None)
        }
        UsageError::NoInput { command } => {
            (format!("{} needs a file, a folder or - (standard input)", command.row().word), Some(*command))
        }
        UsageError::StdinTwice => ("standard input (-) can be read only once".to_owned(), None),
        UsageError::StdinInWindow => {
            ("the window cannot read standard input (-): give a file, or use extract".to_owned(), None)
        }
        UsageError::UnknownCommand { typed, meant: Some(meant) } => {
            (format!("there is no file or command {typed}; did you mean {meant}?"), None)
        }
        UsageError::UnknownCommand { typed, meant: None } => (format!("there is no command {typed}"), None),
    }
}

fn expected(flag: Flag, language: Language) -> &'static str {
    match (flag, language) {
        (Flag::Date, Language::Zh) => "日期，如 2021-05-10 或 2021年5月10日",
        (Flag::Date, Language::En) => "a date such as 2021-05-10",
        (Flag::Format, Language::Zh) => " jsonl 或 csv",
        (Flag::Format, Language::En) => "jsonl or csv",
        (Flag::Lang, Language::Zh) => " zh 或 en",
        (Flag::Lang, Language::En) => "zh or en",
        (Flag::Article, Language::Zh) => "第几篇，从 1 数起，如 3",
        (Flag::Article, Language::En) => "the number of an article, counted from 1",
        (Flag::Output | Flag::Json | Flag::Help | Flag::Version, Language::Zh) => "文件名",
        (Flag::Output | Flag::Json | Flag::Help | Flag::Version, Language::En) => "a file name",
    }
}

/// Why there is no window, and the way out.
pub(super) fn no_window(reason: &str, language: Language) -> String {
    let reason = reason.trim().trim_end_matches(['。', '.']);
    match language {
        Language::Zh => format!("jobscope: 打不开窗口（{reason}），但命令行可用：jobscope extract 文件 -o 数据.csv"),
        Language::En => format!(
            "jobscope: cannot open the window ({reason}), but the command line works: jobscope extract FILE -o DATA.csv"
        ),
    }
}
