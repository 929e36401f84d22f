//! The commands and options: one row each, from which parsing, suggestions and help are made.

use crate::compare::words::Language;

/// The commands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Command {
    /// Writes the observations.
    Extract,
    /// Lists the articles.
    Articles,
    /// Writes the mentions.
    Tag,
    /// Explains the numbers.
    Explain,
    /// Opens the window.
    Open,
    /// Shows the help.
    Help,
}

/// The options.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Flag {
    /// The bulletins' date.
    Date,
    /// The format of the rows.
    Format,
    /// Where the data goes.
    Output,
    /// One article of a bulletin.
    Article,
    /// Output for machines.
    Json,
    /// The language of help and messages.
    Lang,
    /// Shows the help.
    Help,
    /// Shows the version.
    Version,
}

/// A text in both languages.
#[derive(Debug, Clone, Copy)]
pub struct Words {
    /// Chinese.
    pub zh: &'static str,
    /// English.
    pub en: &'static str,
}

impl Words {
    /// The text in this language.
    pub fn of(self, language: Language) -> &'static str {
        match language {
            Language::Zh => self.zh,
            Language::En => self.en,
        }
    }
}

/// A row of the table of commands.
#[derive(Debug)]
pub struct CommandRow {
    /// The command.
    pub command: Command,
    /// The word that is typed.
    pub word: &'static str,
    /// What may follow the word.
    pub usage: Words,
    /// One line.
    pub summary: Words,
    /// What is worth knowing beyond that.
    pub details: Words,
}

/// A row of the table of options.
#[derive(Debug)]
pub struct FlagRow {
    /// The option.
    pub flag: Flag,
    /// Its long name, without dashes.
    pub long: &'static str,
    /// Its short name.
    pub short: Option<char>,
    /// What its value is called in the help; `None` if it takes none.
    pub value: Option<Words>,
    /// The commands that take it; empty for all.
    pub commands: &'static [Command],
    /// One line.
    pub help: Words,
}

/// All commands, in the order of the help.
pub const COMMANDS: [CommandRow; 6] = [
    CommandRow {
        command: Command::Extract,
        word: "extract",
        usage: Words { zh: "文件|文件夹|-… [选项]", en: "FILE|FOLDER|-... [options]" },
        summary: Words {
            zh: "抽取简报里的就业数据，逐条写出",
            en: "extract the employment figures, one row each",
        },
        details: Words {
            zh: "\
文件夹连同下级文件夹里的简报一起读；- 表示标准输入。
数据写到标准输出（或 -o 指定的文件），按输入的先后排列；问题和小结写到标准错误。
每条数据的列：来源文件、栏目、文章、地区代码与名称、指标、口径、性质、数值（基本单位）、区间上限、单位、
界限词、期间起止与类型、分项、原文、原句、位置（按字符计）、规则、把握（0 到 1）。

例：
  jobscope extract 简报.md
  jobscope extract 简报文件夹 -o 数据.csv
  cat 简报.md | jobscope extract - --date 2021-05-10 --format csv",
            en: "\
Folders are read with everything below them; - is standard input.
Data go to standard output (or to the file given by -o) in the order of the inputs; problems and a summary go to
standard error.
The columns of a row: bulletin, section, article, ref_area, ref_area_name, indicator, measure, status, value (in the
base unit), value_high, unit, bound, period_start, period_end, period_kind, detail, quote, sentence, offset (in
characters), rule, confidence (0 to 1).

Examples:
  jobscope extract bulletin.md
  jobscope extract bulletins/ -o figures.csv
  cat bulletin.md | jobscope extract - --date 2021-05-10 --format csv",
        },
    },
    CommandRow {
        command: Command::Articles,
        word: "articles",
        usage: Words { zh: "文件|文件夹|-… [选项]", en: "FILE|FOLDER|-... [options]" },
        summary: Words { zh: "列出读到的文章", en: "list the articles that were read" },
        details: Words {
            zh: "每篇文章一行，没有表头，用制表符分隔：栏目、标题、地区标记、字符数（含标题和换行）。",
            en: "\
One line per article without a header, parted by tabs: section, title, area tag, number of characters (title and
line breaks included).",
        },
    },
    CommandRow {
        command: Command::Tag,
        word: "tag",
        usage: Words { zh: "文件|文件夹|-… [选项]", en: "FILE|FOLDER|-... [options]" },
        summary: Words {
            zh: "写出认出的词语（数、量、期间、地区、指标），供查验",
            en: "write the recognised mentions (numbers, quantities, periods, areas, indicators)",
        },
        details: Words {
            zh: "\
每处一行 JSON：bulletin、article（第几篇，从 1 数起）、kind（number、quantity、period、area、indicator）、
start 和 end（在文章正文里的字符位置，不含 end）、text（原文），以及归一后的
value、value_high、unit、bound、period_start、period_end、period_kind、ref_area、ref_area_name、indicator 中适用的几项。",
            en: "\
One JSON object per mention: bulletin, article (counted from 1), kind (number, quantity, period, area, indicator),
start and end (characters of the article's text, end excluded), text, and those of the normalised value, value_high,
unit, bound, period_start, period_end, period_kind, ref_area, ref_area_name, indicator that apply.",
        },
    },
    CommandRow {
        command: Command::Explain,
        word: "explain",
        usage: Words { zh: "文件|文件夹|-… [选项]", en: "FILE|FOLDER|-... [options]" },
        summary: Words {
            zh: "说明每个数字是怎样读出来的，不提取的又为什么",
            en: "tell how each number was read, and why the others were left out",
        },
        details: Words {
            zh: "\
提取的（●）：原句、数值、口径、候选指标和得分、地区和时期从哪里来、性质、规则和把握。
不提取的（○）：为什么。与 extract 是同一次运算，说的就是 extract 写出的数字。
--article 3 只看每个文件的第三篇（jobscope articles 的第三行）；--json 每个数字一行 JSON，
其中 row 是 extract 的那一行，reason 是不提取的原因。

例：
  jobscope explain 简报.md --article 3
  jobscope explain 简报.md --json",
            en: "\
Of the extracted (●): sentence, value, measure, candidate indicators with their scores, where area and period were
taken from, status, rule and confidence. Of the others (○): why. It is the run of extract itself, so it tells of the
figures that extract writes.
--article 3 shows the third article of each file alone (line 3 of jobscope articles); --json gives one JSON object for
each number, in which row is the row of extract, and reason tells why a number was left out.

Examples:
  jobscope explain bulletin.md --article 3 --lang en
  jobscope explain bulletin.md --json",
        },
    },
    CommandRow {
        command: Command::Open,
        word: "open",
        usage: Words { zh: "文件|文件夹…", en: "FILE|FOLDER..." },
        summary: Words { zh: "在窗口里打开简报", en: "open bulletins in the window" },
        details: Words {
            zh: "“open”可以省略：jobscope 简报.md。不带文件时打开内置的样例。",
            en: "The word itself may be left out: jobscope bulletin.md. Without files the built-in samples open.",
        },
    },
    CommandRow {
        command: Command::Help,
        word: "help",
        usage: Words { zh: "[命令]", en: "[COMMAND]" },
        summary: Words { zh: "显示说明", en: "show the help" },
        details: Words { zh: "", en: "" },
    },
];

/// The commands that read bulletins and write data.
const READING: &[Command] = &[Command::Extract, Command::Articles, Command::Tag, Command::Explain];

/// All options, in the order of the help.
pub const FLAGS: [FlagRow; 8] = [
    FlagRow {
        flag: Flag::Date,
        long: "date",
        short: Some('d'),
        value: Some(Words { zh: "日期", en: "DATE" }),
        commands: READING,
        help: Words {
            zh: "简报的日期，如 2021-05-10 或 2021年5月10日；不给时从简报自身看出",
            en: "the bulletins' date, e.g. 2021-05-10; without it the bulletin itself is asked",
        },
    },
    FlagRow {
        flag: Flag::Format,
        long: "format",
        short: Some('f'),
        value: Some(Words { zh: "格式", en: "FORMAT" }),
        commands: &[Command::Extract],
        help: Words {
            zh: "jsonl（默认）或 csv；输出文件名以 .csv 结尾时默认 csv",
            en: "jsonl (the default) or csv; csv by default if the output file ends in .csv",
        },
    },
    FlagRow {
        flag: Flag::Output,
        long: "output",
        short: Some('o'),
        value: Some(Words { zh: "文件", en: "FILE" }),
        commands: READING,
        help: Words {
            zh: "数据写到这个文件（写完整了才替换旧文件）；- 为标准输出",
            en: "where the data go (replaced only once complete); - for standard output",
        },
    },
    FlagRow {
        flag: Flag::Article,
        long: "article",
        short: Some('a'),
        value: Some(Words { zh: "第几篇", en: "NUMBER" }),
        commands: &[Command::Explain],
        help: Words {
            zh: "只看这一篇，从 1 数起；不给时看全部", en: "this article alone, counted from 1"
        },
    },
    FlagRow {
        flag: Flag::Json,
        long: "json",
        short: None,
        value: None,
        commands: &[Command::Explain],
        help: Words { zh: "每个数字写一行 JSON", en: "one JSON object for each number" },
    },
    FlagRow {
        flag: Flag::Lang,
        long: "lang",
        short: None,
        value: Some(Words { zh: "语言", en: "LANGUAGE" }),
        commands: &[],
        help: Words {
            zh: "说明和提示的语言：zh（默认）或 en", en: "language of help and messages: zh or en"
        },
    },
    FlagRow {
        flag: Flag::Help,
        long: "help",
        short: Some('h'),
        value: None,
        commands: &[],
        help: Words { zh: "显示说明", en: "show the help" },
    },
    FlagRow {
        flag: Flag::Version,
        long: "version",
        short: Some('V'),
        value: None,
        commands: &[],
        help: Words { zh: "显示版本", en: "show the version" },
    },
];

impl Command {
    /// The command of that word.
    pub fn parse(word: &str) -> Option<Self> {
        COMMANDS.iter().find(|row| row.word == word).map(|row| row.command)
    }

    /// Its row of the table.
    pub fn row(self) -> &'static CommandRow {
        // The table has a row for every variant: a test walks all of them.
        COMMANDS.iter().find(|row| row.command == self).unwrap_or(&COMMANDS[0])
    }

    /// Whether the command takes this option.
    pub fn takes(self, flag: Flag) -> bool {
        let commands = flag.row().commands;
        commands.is_empty() || commands.contains(&self)
    }
}

impl Flag {
    /// Its row of the table.
    pub fn row(self) -> &'static FlagRow {
        FLAGS.iter().find(|row| row.flag == self).unwrap_or(&FLAGS[0])
    }
}

/// The known word that a mistyped one was most likely meant to be.
pub fn suggest<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let near = known.into_iter().map(|word| (distance(typed, word), word));
    // Two slips in a long word, one in a short one; or a word begun and not finished.
    let alike = near.filter(|&(slips, word)| {
        slips <= (typed.chars().count() / 3).clamp(1, 2) || (typed.len() >= 3 && word.starts_with(typed))
    });
    alike.min_by_key(|&(slips, _)| slips).map(|(_, word)| word)
}

/// How many letters must be added, dropped, changed or swapped with their neighbour (optimal string alignment).
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    for n in 0..=a.len() {
        for m in 0..=b.len() {
            rows[n][m] = if n == 0 || m == 0 {
                n + m
            } else {
                let changed = rows[n - 1][m - 1] + usize::from(a[n - 1] != b[m - 1]);
                let is_swap = n > 1 && m > 1 && a[n - 1] == b[m - 2] && a[n - 2] == b[m - 1];
                let swapped = if is_swap { rows[n - 2][m - 2] + 1 } else { usize::MAX };
                changed.min(rows[n - 1][m] + 1).min(rows[n][m - 1] + 1).min(swapped)
            };
        }
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_variant_has_its_own_row() {
        for row in &COMMANDS {
            assert_eq!(Command::parse(row.word).map(|command| command.row().word), Some(row.word));
        }
        for row in &FLAGS {
            assert_eq!(row.flag.row().long, row.long);
        }
        let all = [Command::Extract, Command::Articles, Command::Tag, Command::Explain, Command::Open, Command::Help];
        for command in all {
            assert_eq!(command.row().command, command);
        }
    }

    #[test]
    fn slips_find_their_word() {
        let longs = || FLAGS.iter().map(|row| row.long);
        let cases = [
            ("dat", Some("date")),
            ("formt", Some("format")),
            ("outptu", Some("output")),
            ("ver", Some("version")),
            ("colour", None),
        ];
        for (typed, meant) in cases {
            assert_eq!(suggest(typed, longs()), meant, "{typed}");
        }
        assert_eq!(suggest("tga", COMMANDS.iter().map(|row| row.word)), Some("tag"));
        assert_eq!(distance("kitten", "sitting"), 3);
    }
}
