//! What the command line says when it cannot go on, in both languages.

use super::args::{UsageError, dashed};
use super::table::{Command, Flag, Operands};
use crate::compare::words::Language;

/// A complaint about the arguments, with the way to the help.
pub(super) fn usage(error: &UsageError, language: Language) -> String {
    let (text, command) = match language {
        Language::Zh => (usage_zh(error), topic(error)),
        Language::En => (usage_en(error), topic(error)),
    };
    let topic = command.map_or(String::new(), |command| format!(" {}", command.row().word));
    match language {
        Language::Zh => format!("jobscope: {text}（说明：jobscope{topic} --help）"),
        Language::En => format!("jobscope: {text} (see jobscope{topic} --help --lang en)"),
    }
}

/// The command whose help says more.
fn topic(error: &UsageError) -> Option<Command> {
    match error {
        UsageError::UnknownOption { command, .. } => *command,
        UsageError::NotForCommand { command, .. }
        | UsageError::NoOperand { command }
        | UsageError::TooMany { command, .. }
        | UsageError::UnknownWord { command, .. }
        | UsageError::CommandNotFirst { command } => Some(*command),
        UsageError::BadEnding { command, .. } => Some(*command),
        UsageError::NotForView { .. } | UsageError::TooManyAreas { .. } => Some(Command::Chart),
        _ => None,
    }
}

fn usage_zh(error: &UsageError) -> String {
    match error {
        UsageError::UnknownOption { typed, meant, .. } => format!("没有选项 {typed}{}", meant_zh(meant.as_deref())),
        UsageError::MissingValue { option } => format!("选项 {option} 后面要有值"),
        UsageError::NoValueTaken { option } => format!("选项 {option} 不带值"),
        UsageError::NotForCommand { option, command } => format!("{} 不用选项 {option}", command.row().word),
        UsageError::Twice { option } => format!("选项 {option} 只能给一次"),
        UsageError::Together { option, other } => format!("选项 {option} 和 {other} 只能给一个"),
        UsageError::BadValue { flag, value } => {
            format!("选项 {} 的值“{value}”看不懂，应为{}", dashed(flag.row()), expected(*flag, Language::Zh))
        }
        UsageError::NoOperand { command } => {
            format!("{} 要有{}", command.row().word, operand(*command, Language::Zh))
        }
        UsageError::TooMany { command, typed } => format!("{} 后面多了“{typed}”", command.row().word),
        UsageError::UnknownWord { command, typed, meant } => format!(
            "{} 不认识“{typed}”{}",
            command.row().word,
            meant
                .as_deref()
                .map_or_else(|| format!("，应为{}", operand(*command, Language::Zh)), |meant| meant_zh(Some(meant)))
        ),
        UsageError::CommandNotFirst { command } => {
            format!("命令要写在最前面：jobscope {} 文件", command.row().word)
        }
        UsageError::BadEnding { command: Command::Report, typed } => {
            format!("报告的文件名要以 .html 或 .md 结尾：{typed}")
        }
        UsageError::BadEnding { typed, .. } => format!("图片的文件名要以 .svg 或 .png 结尾：{typed}"),
        UsageError::NotForView { option, view } => format!("视图 {} 不用选项 {option}", view.name()),
        UsageError::TooManyAreas { view } => match view.most_areas() {
            0 => format!("视图 {} 画的是全部地区，不用 --areas", view.name()),
            most => format!("视图 {} 最多画 {most} 个地区", view.name()),
        },
        UsageError::StdinTwice => "标准输入（-）只能读一次".to_owned(),
        UsageError::StdinInWindow => "窗口不能读标准输入（-），请给文件，或用 extract".to_owned(),
        UsageError::UnknownCommand { typed, meant: Some(meant) } => {
            format!("没有文件或命令 {typed}，是不是 {meant}？")
        }
        UsageError::UnknownCommand { typed, meant: None } => format!("没有命令 {typed}"),
    }
}

fn usage_en(error: &UsageError) -> String {
    match error {
        UsageError::UnknownOption { typed, meant, .. } => {
            format!("there is no option {typed}{}", meant_en(meant.as_deref()))
        }
        UsageError::MissingValue { option } => format!("option {option} needs a value"),
        UsageError::NoValueTaken { option } => format!("option {option} takes no value"),
        UsageError::NotForCommand { option, command } => {
            format!("{} does not take option {option}", command.row().word)
        }
        UsageError::Twice { option } => format!("option {option} can be given only once"),
        UsageError::Together { option, other } => format!("options {option} and {other} exclude each other"),
        UsageError::BadValue { flag, value } => {
            let expected = expected(*flag, Language::En);
            format!("option {}: cannot read \"{value}\", expected {expected}", dashed(flag.row()))
        }
        UsageError::NoOperand { command } => {
            format!("{} needs {}", command.row().word, operand(*command, Language::En))
        }
        UsageError::TooMany { command, typed } => format!("{}: \"{typed}\" is too much", command.row().word),
        UsageError::UnknownWord { command, typed, meant } => format!(
            "{} does not know \"{typed}\"{}",
            command.row().word,
            meant.as_deref().map_or_else(
                || format!("; expected {}", operand(*command, Language::En)),
                |meant| meant_en(Some(meant))
            )
        ),
        UsageError::CommandNotFirst { command } => {
            format!("the command comes first: jobscope {} FILE", command.row().word)
        }
        UsageError::BadEnding { command: Command::Report, typed } => {
            format!("the name of a report ends in .html or .md: {typed}")
        }
        UsageError::BadEnding { typed, .. } => format!("the name of a picture ends in .svg or .png: {typed}"),
        UsageError::NotForView { option, view } => format!("the view {} does not take option {option}", view.name()),
        UsageError::TooManyAreas { view } => match view.most_areas() {
            0 => format!("the view {} shows all areas and takes no --areas", view.name()),
            most => format!("the view {} takes no more than {most} of --areas", view.name()),
        },
        UsageError::StdinTwice => "standard input (-) can be read only once".to_owned(),
        UsageError::StdinInWindow => {
            "the window cannot read standard input (-): give a file, or use extract".to_owned()
        }
        UsageError::UnknownCommand { typed, meant: Some(meant) } => {
            format!("there is no file or command {typed}; did you mean {meant}?")
        }
        UsageError::UnknownCommand { typed, meant: None } => format!("there is no command {typed}"),
    }
}

fn meant_zh(meant: Option<&str>) -> String {
    meant.map_or(String::new(), |meant| format!("，是不是 {meant}？"))
}

fn meant_en(meant: Option<&str>) -> String {
    meant.map_or(String::new(), |meant| format!("; did you mean {meant}?"))
}

/// What the command wants behind it.
fn operand(command: Command, language: Language) -> String {
    match (command.row().operands, language) {
        (Operands::OneOf(words), Language::Zh) => format!(" {}", one_of(&words(), language)),
        (Operands::OneOf(words), Language::En) => one_of(&words(), language),
        (Operands::Text, Language::Zh) => "地名或代码，如 朝阳区".to_owned(),
        (Operands::Text, Language::En) => "a name or a code, e.g. 朝阳区".to_owned(),
        (Operands::Files | Operands::None, Language::Zh) => "文件、文件夹、@列表或 -（标准输入）".to_owned(),
        (Operands::Files | Operands::None, Language::En) => "a file, a folder, @LIST or - (standard input)".to_owned(),
    }
}

fn one_of(words: &[&str], language: Language) -> String {
    let (between, or) = match language {
        Language::Zh => ("、", " 或 "),
        Language::En => (", ", " or "),
    };
    match words {
        [most @ .., last] if !most.is_empty() => format!("{}{or}{last}", most.join(between)),
        words => words.concat(),
    }
}

fn expected(flag: Flag, language: Language) -> String {
    if let Some(words) = flag.row().known_values() {
        let words = one_of(&words, language);
        return if language == Language::Zh { format!(" {words}") } else { words };
    }
    let words = match (flag, language) {
        (Flag::Date, Language::Zh) => "日期，如 2021-05-10 或 2021年5月10日",
        (Flag::Date, Language::En) => "a date such as 2021-05-10",
        (Flag::Encoding, Language::Zh) => "编码名，如 utf-8、gb18030、big5、utf-16le",
        (Flag::Encoding, Language::En) => "the name of an encoding such as utf-8, gb18030, big5, utf-16le",
        (Flag::Article, Language::Zh) => "第几篇，从 1 数起，如 3",
        (Flag::Article, Language::En) => "the number of an article, counted from 1",
        (Flag::Jobs, Language::Zh) => "个数，从 1 数起，如 4",
        (Flag::Jobs, Language::En) => "a number from 1, such as 4",
        (Flag::Year, Language::Zh) => "年份，如 2005",
        (Flag::Year, Language::En) => "a year such as 2005",
        (_, Language::Zh) => "文件名",
        (_, Language::En) => "a file name",
    };
    words.to_owned()
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
