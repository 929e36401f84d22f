//! The options, a row each, in the order of the help.

use super::{Command, Flag, FlagRow, Value, Words};
use crate::export::form::Form;
use crate::model::observation::Measure;

/// The commands that read bulletins.
const READING: &[Command] = &[
    Command::Extract,
    Command::Articles,
    Command::Tag,
    Command::Explain,
    Command::Check,
    Command::Chart,
    Command::Report,
];

/// The commands that take files.
const TAKING_FILES: &[Command] = &[
    Command::Extract,
    Command::Articles,
    Command::Tag,
    Command::Explain,
    Command::Check,
    Command::Chart,
    Command::Report,
    Command::Open,
];

/// The commands that write data, to a file if asked to.
const WRITING: &[Command] = &[
    Command::Extract,
    Command::Articles,
    Command::Tag,
    Command::Explain,
    Command::Check,
    Command::Chart,
    Command::Report,
    Command::Convert,
];

/// The commands that say on standard error what they do.
const SPEAKING: &[Command] = WRITING;

/// The commands that know indicators.
const KNOWING: &[Command] = &[
    Command::Extract,
    Command::Tag,
    Command::Explain,
    Command::Check,
    Command::Chart,
    Command::Report,
    Command::Indicators,
    Command::Open,
];

fn forms() -> Vec<&'static str> {
    Form::ALL.into_iter().map(Form::name).collect()
}

fn measures() -> Vec<&'static str> {
    Measure::ALL.iter().map(|measure| measure.id()).collect()
}

fn views() -> Vec<&'static str> {
    crate::cli::chart::View::ALL.iter().map(|(_, word)| *word).collect()
}

fn scales() -> Vec<&'static str> {
    vec!["1", "2", "4"]
}

fn themes() -> Vec<&'static str> {
    vec!["light", "dark"]
}

fn letters() -> Vec<&'static str> {
    vec!["outlines", "font"]
}

fn languages() -> Vec<&'static str> {
    vec!["zh", "en"]
}

/// All options, in the order of the help.
pub const FLAGS: [FlagRow; 24] = [
    FlagRow {
        flag: Flag::Date,
        long: "date",
        short: Some('d'),
        value: Value::Text(Words { zh: "日期", en: "DATE" }),
        commands: READING,
        help: Words {
            zh: "简报的日期，如 2021-05-10 或 2021年5月10日；不给时从简报自身看出",
            en: "the bulletins' date, e.g. 2021-05-10; without it the bulletin itself is asked",
        },
    },
    FlagRow {
        flag: Flag::Encoding,
        long: "encoding",
        short: Some('e'),
        value: Value::Text(Words { zh: "编码", en: "ENCODING" }),
        commands: READING,
        help: Words {
            zh: "文件的编码，如 utf-8、gb18030、big5；不给时自动判断",
            en: "the files' encoding, e.g. utf-8, gb18030, big5; told from the files themselves by default",
        },
    },
    FlagRow {
        flag: Flag::FilesFrom,
        long: "files-from",
        short: None,
        value: Value::File(Words { zh: "文件", en: "FILE" }),
        commands: TAKING_FILES,
        help: Words {
            zh: "再读这个文件里列出的文件，一行一个；同 @文件；- 为标准输入",
            en: "read the files listed in this file too, one path a line; same as @FILE; - for standard input",
        },
    },
    FlagRow {
        flag: Flag::Format,
        long: "format",
        short: Some('f'),
        value: Value::OneOf(Words { zh: "格式", en: "FORMAT" }, forms),
        commands: &[Command::Extract, Command::Convert],
        help: Words {
            zh: "数据的格式，默认 jsonl；有 -o 时看文件名的结尾",
            en: "the form of the rows; jsonl by default, or as the name of the output file ends",
        },
    },
    FlagRow {
        flag: Flag::Output,
        long: "output",
        short: Some('o'),
        value: Value::File(Words { zh: "文件", en: "FILE" }),
        commands: WRITING,
        help: Words {
            zh: "数据写到这个文件，已有的文件要加 --force 才覆盖；- 为标准输出",
            en: "where the data go; an existing file is replaced only with --force; - for standard output",
        },
    },
    FlagRow {
        flag: Flag::Force,
        long: "force",
        short: None,
        value: Value::None,
        commands: WRITING,
        help: Words {
            zh: "覆盖已有的输出文件（写完整了才替换）",
            en: "replace an existing output file (only once the new one is complete)",
        },
    },
    FlagRow {
        flag: Flag::Catalogue,
        long: "catalogue",
        short: Some('c'),
        value: Value::File(Words { zh: "文件", en: "FILE" }),
        commands: KNOWING,
        help: Words {
            zh: "自己的指标和说法（见 jobscope help）",
            en: "indicators and phrases of your own (see jobscope help)",
        },
    },
    FlagRow {
        flag: Flag::Article,
        long: "article",
        short: Some('a'),
        value: Value::Text(Words { zh: "第几篇", en: "NUMBER" }),
        commands: &[Command::Explain],
        help: Words {
            zh: "只看这一篇，从 1 数起；不给时看全部", en: "this article alone, counted from 1"
        },
    },
    FlagRow {
        flag: Flag::View,
        long: "view",
        short: None,
        value: Value::OneOf(Words { zh: "视图", en: "VIEW" }, views),
        commands: &[Command::Chart],
        help: Words { zh: "画哪个视图，默认 compare", en: "the view to draw, compare by default" },
    },
    FlagRow {
        flag: Flag::Indicator,
        long: "indicator",
        short: Some('i'),
        value: Value::Text(Words { zh: "指标", en: "INDICATOR" }),
        commands: &[Command::Chart, Command::Report],
        help: Words {
            zh: "哪个指标：编号、中文名、英文名或其中的一段",
            en: "the indicator: its id, its name, or a part of it that no other has",
        },
    },
    FlagRow {
        flag: Flag::Areas,
        long: "areas",
        short: None,
        value: Value::Text(Words { zh: "地区,地区", en: "AREA,AREA" }),
        commands: &[Command::Chart, Command::Report],
        help: Words {
            zh: "哪些地区，用逗号隔开：代码、全称、简称",
            en: "the areas, parted by commas: code, full or short name",
        },
    },
    FlagRow {
        flag: Flag::Period,
        long: "period",
        short: Some('p'),
        value: Value::Text(Words { zh: "时期", en: "PERIOD" }),
        commands: &[Command::Chart, Command::Report],
        help: Words {
            zh: "哪个时期，如 2021、2021-04、2021-Q1、2021年1-4月",
            en: "the period, e.g. 2021, 2021-04, 2021-Q1, 2021-01..2021-04",
        },
    },
    FlagRow {
        flag: Flag::Measure,
        long: "measure",
        short: Some('m'),
        value: Value::OneOf(Words { zh: "口径", en: "MEASURE" }, measures),
        commands: &[Command::Chart, Command::Report],
        help: Words {
            zh: "哪个口径，默认是地区最多的", en: "the measure; by default the one that most areas have"
        },
    },
    FlagRow {
        flag: Flag::Scale,
        long: "scale",
        short: None,
        value: Value::OneOf(Words { zh: "倍数", en: "FACTOR" }, scales),
        commands: &[Command::Chart],
        help: Words { zh: "PNG 放大几倍，默认 2", en: "how much a PNG is enlarged, 2 by default" },
    },
    FlagRow {
        flag: Flag::Theme,
        long: "theme",
        short: None,
        value: Value::OneOf(Words { zh: "配色", en: "THEME" }, themes),
        commands: &[Command::Chart],
        help: Words { zh: "light（默认）或 dark", en: "light (the default) or dark" },
    },
    FlagRow {
        flag: Flag::Letters,
        long: "letters",
        short: None,
        value: Value::OneOf(Words { zh: "文字", en: "LETTERS" }, letters),
        commands: &[Command::Chart],
        help: Words {
            zh: "SVG 中的文字：outlines（轮廓，默认，处处一致）或 font（带字形的文字，可选中和查找）",
            en: "the text of an SVG: outlines (the default, the same everywhere) or font (text with its letters, which can be \
                 selected and searched)",
        },
    },
    FlagRow {
        flag: Flag::Year,
        long: "year",
        short: Some('y'),
        value: Value::Text(Words { zh: "年份", en: "YEAR" }),
        commands: &[Command::Areas],
        help: Words {
            zh: "只看这一年有的地区，如 2005", en: "only areas that existed in this year, e.g. 2005"
        },
    },
    FlagRow {
        flag: Flag::Json,
        long: "json",
        short: None,
        value: Value::None,
        commands: &[Command::Explain, Command::Check, Command::Indicators, Command::Areas],
        help: Words { zh: "每条写一行 JSON", en: "one JSON object a line" },
    },
    FlagRow {
        flag: Flag::Jobs,
        long: "jobs",
        short: Some('j'),
        value: Value::Text(Words { zh: "个数", en: "NUMBER" }),
        commands: READING,
        help: Words {
            zh: "同时读几个文件，默认和处理器的核数一样多",
            en: "how many files are read at once; by default as many as there are cores",
        },
    },
    FlagRow {
        flag: Flag::Quiet,
        long: "quiet",
        short: Some('q'),
        value: Value::None,
        commands: SPEAKING,
        help: Words {
            zh: "标准错误上只写错误，没有提醒、进度和小结",
            en: "errors only on standard error: no warnings, no progress, no summary",
        },
    },
    FlagRow {
        flag: Flag::Verbose,
        long: "verbose",
        short: Some('v'),
        value: Value::None,
        commands: SPEAKING,
        help: Words {
            zh: "标准错误上写出读的每一个文件", en: "name each file on standard error as it is done"
        },
    },
    FlagRow {
        flag: Flag::Lang,
        long: "lang",
        short: None,
        value: Value::OneOf(Words { zh: "语言", en: "LANGUAGE" }, languages),
        commands: &[],
        help: Words {
            zh: "说明和提示的语言：zh（默认）或 en", en: "language of help and messages: zh or en"
        },
    },
    FlagRow {
        flag: Flag::Help,
        long: "help",
        short: Some('h'),
        value: Value::None,
        commands: &[],
        help: Words { zh: "显示说明", en: "show the help" },
    },
    FlagRow {
        flag: Flag::Version,
        long: "version",
        short: Some('V'),
        value: Value::None,
        commands: &[],
        help: Words { zh: "显示版本", en: "show the version" },
    },
];
