//! The commands, a row each.

use super::{Command, CommandRow, Operands, Words};
use crate::cli::completions::Shell;

/// What stands behind the commands that read bulletins.
const FILES: Words = Words { zh: "文件|文件夹|@列表|-… [选项]", en: "FILE|FOLDER|@LIST|-... [options]" };

fn words() -> Vec<&'static str> {
    COMMANDS.iter().map(|row| row.word).collect()
}

fn shells() -> Vec<&'static str> {
    Shell::ALL.iter().map(|(_, word)| *word).collect()
}

/// All commands, in the order of the help.
pub const COMMANDS: [CommandRow; 14] = [
    CommandRow {
        command: Command::Extract,
        word: "extract",
        usage: FILES,
        operands: Operands::Files,
        summary: Words {
            zh: "抽取简报里的就业数据，逐条写出",
            en: "extract the employment figures, one row each",
        },
        details: Words {
            zh: "\
文件夹连同下级文件夹里的简报一起读；- 表示标准输入；@列表 读列表里写的文件，一行一个。
数据写到标准输出（或 -o 指定的文件），按输入的先后排列；问题和小结写到标准错误。
每条数据的列：来源文件、栏目、文章、地区代码与名称、指标、口径、性质、数值（基本单位）、区间上限、单位、
界限词、期间起止与类型、分项、原文、原句、位置（按字符计）、规则、把握（0 到 1）。

例：
  jobscope extract 简报.md
  jobscope extract 简报文件夹 -o 数据.csv
  find . -name '*.docx' -print0 | jobscope extract @- -o 数据.csv --force
  cat 简报.md | jobscope extract - --date 2021-05-10 --format csv",
            en: "\
Folders are read with everything below them; - is standard input; @LIST reads the files listed in LIST, one path a line.
Data go to standard output (or to the file given by -o) in the order of the inputs; problems and a summary go to
standard error.
The columns of a row: bulletin, section, article, ref_area, ref_area_name, indicator, measure, status, value (in the
base unit), value_high, unit, bound, period_start, period_end, period_kind, detail, quote, sentence, offset (in
characters), rule, confidence (0 to 1).

Examples:
  jobscope extract bulletin.md
  jobscope extract bulletins/ -o figures.csv
  find . -name '*.docx' -print0 | jobscope extract @- -o figures.csv --force
  cat bulletin.md | jobscope extract - --date 2021-05-10 --format csv",
        },
    },
    CommandRow {
        command: Command::Articles,
        word: "articles",
        usage: FILES,
        operands: Operands::Files,
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
        usage: FILES,
        operands: Operands::Files,
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
        usage: FILES,
        operands: Operands::Files,
        summary: Words {
            zh: "说明每个数字是怎样读出来的，不提取的又为什么",
            en: "tell how each number was read, and why the others were left out",
        },
        details: Words {
            zh: "\
提取的（●）：原句、数值、口径、候选指标和可能性、地区和时期从哪里来、性质、规则和把握。
不提取的（○）：为什么。与 extract 是同一次运算，说的就是 extract 写出的数字。
--article 3 只看每个文件的第三篇（jobscope articles 的第三行）；--json 每个数字一行 JSON，
其中 row 是 extract 的那一行，reason 是不提取的原因。

例：
  jobscope explain 简报.md --article 3
  jobscope explain 简报.md --json",
            en: "\
Of the extracted (●): sentence, value, measure, candidate indicators with how probable each is, where area and period were
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
        command: Command::Check,
        word: "check",
        usage: FILES,
        operands: Operands::Files,
        summary: Words {
            zh: "只写问题和矛盾：读不了的、可疑的、同一件事说法不同的数字",
            en: "tell problems and conflicts only: what cannot be read, what is odd, figures that contradict each other",
        },
        details: Words {
            zh: "\
写到标准输出，每条一行：文件:行号: 说明。矛盾是同一地区、指标、口径、性质、时期和分项有不能同时成立的数值，
行号是文章开头的那一行。没有问题和矛盾时什么也不写，退出码 0；有则退出码 1；什么都读不了则退出码 2。
--json 每条一行：kind（problem 或 conflict）、file、line、severity、message；矛盾另有 ref_area、ref_area_name、
indicator、measure、status、period_start、period_end、detail 和 values（每处的 file、line、article、value、quote）。

例：
  jobscope check 简报文件夹 && echo 没有问题",
            en: "\
On standard output, one a line: file:line: what. A conflict is one area, indicator, measure, status, period and detail with
values that cannot all be true; its line is the one where the article begins. Without any, nothing is written and the exit
code is 0; with any it is 1; where nothing could be read it is 2.
--json gives kind (problem or conflict), file, line, severity, message; a conflict also ref_area, ref_area_name, indicator,
measure, status, period_start, period_end, detail and values (file, line, article, value and quote of each place).

Example:
  jobscope check bulletins/ --lang en && echo all well",
        },
    },
    CommandRow {
        command: Command::Chart,
        word: "chart",
        usage: Words {
            zh: "文件|文件夹|@列表|-… -o 图.svg|图.png [选项]",
            en: "FILE|FOLDER|@LIST|-... -o CHART.svg|CHART.png [options]",
        },
        operands: Operands::Files,
        summary: Words { zh: "把一个视图画成图片", en: "draw a view into a picture" },
        details: Words {
            zh: "\
画的和窗口里的一样：--view compare 比较（默认）、matrix 对照、trend 趋势、map 地图、table 表格、area 地区。
不给 --indicator 时画地区最多的指标；matrix 用 --areas 指定二到八个地区，area 用它指定一个。
名称可以只写一段，有几个都合适时会列出来。文件名以 .svg 或 .png 结尾；不给 -o 时 SVG 写到标准输出。

例：
  jobscope chart 简报文件夹 --indicator 城镇新增就业 --period 2021-Q1 -o 城镇新增就业.svg
  jobscope chart 简报文件夹 --view matrix --areas 邯郸,大庆,苏州 --theme dark -o 对照.png",
            en: "\
What is drawn is what the window shows: --view compare (the default), matrix (side by side), trend, map, table, area.
Without --indicator, the indicator that most areas have is drawn; matrix takes two to eight --areas, area takes one.
A part of a name will do; where several fit they are listed. The file ends in .svg or .png; without -o an SVG goes to
standard output.

Examples:
  jobscope chart bulletins/ --indicator urban_new_jobs --period 2021-Q1 -o jobs.svg --lang en
  jobscope chart bulletins/ --view matrix --areas 邯郸,大庆,苏州 --theme dark -o areas.png --lang en",
        },
    },
    CommandRow {
        command: Command::Report,
        word: "report",
        usage: Words {
            zh: "文件|文件夹|@列表|-… -o 报告.html [选项]",
            en: "FILE|FOLDER|@LIST|-... -o REPORT.html [options]",
        },
        operands: Operands::Files,
        summary: Words { zh: "写一份可以打印、可以转发的报告", en: "write a report to print or to pass on" },
        details: Words {
            zh: "\
每个能比较的指标一节：条形图、表格、要说明的话，每个数字都附原句和出处。文件名以 .html 或 .md 结尾；
不给 -o 时 HTML 写到标准输出。--indicator、--areas 可以写几个，用逗号隔开；--period 只要这段时间里的。

例：
  jobscope report 简报文件夹 -o 报告.html
  jobscope report 简报文件夹 --indicator 城镇新增就业 --period 2021 -o 报告.md",
            en: "\
A section for each indicator that can be compared: bars, a table, what must be said of it, and below each figure its
sentence and source. The file ends in .html or .md; without -o, HTML goes to standard output. --indicator and --areas take
several names parted by commas; --period takes what lies within it.

Examples:
  jobscope report bulletins/ -o report.html --lang en
  jobscope report bulletins/ --indicator urban_new_jobs --period 2021 -o report.md --lang en",
        },
    },
    CommandRow {
        command: Command::Convert,
        word: "convert",
        usage: Words { zh: "数据文件|- -o 输出文件 [选项]", en: "FIGURES|- -o OUTPUT [options]" },
        operands: Operands::Files,
        summary: Words {
            zh: "把导出的数据换成另一种格式，行的先后不变",
            en: "turn exported figures into another form, row by row in their order",
        },
        details: Words {
            zh: "\
输入是 extract 或窗口导出的数据，格式从内容看出；输出的格式看文件名的结尾，或用 --format 指定。
读不了的行会说明是第几行、哪里不对，其余照写，退出码 1。不重新提取，数值原样保留。

例：
  jobscope convert 数据.csv -o 数据.jsonl",
            en: "\
The input is what extract or the window wrote, told by its content; the output's form is told by the end of its name, or by
--format. A row that cannot be read is told with its number and what is wrong with it; the others are written, and the exit
code is 1. Nothing is extracted anew: values stay as they are.

Example:
  jobscope convert figures.csv -o figures.jsonl --lang en",
        },
    },
    CommandRow {
        command: Command::Indicators,
        word: "indicators",
        usage: Words { zh: "[名称…] [选项]", en: "[NAME...] [options]" },
        operands: Operands::Text,
        summary: Words { zh: "列出指标，自己加的也在内", en: "list the indicators, your own among them" },
        details: Words {
            zh: "\
每个指标一行，没有表头，用制表符分隔：编号、名称、单位、性质（flow 流量、stock 存量、rule 标准、cohort 届次）、类别。
给了名称就只列编号、中文名、英文名或拼音首字母里有它的。",
            en: "\
One line per indicator without a header, parted by tabs: id, name, unit, nature (flow, stock, rule, cohort), family.
With names, only those whose id, name or pinyin initials hold one of them.",
        },
    },
    CommandRow {
        command: Command::Areas,
        word: "areas",
        usage: Words { zh: "地名|代码… [选项]", en: "NAME|CODE... [options]" },
        operands: Operands::Text,
        summary: Words {
            zh: "查地名：代码、全称、哪些年用过，是不是有重名",
            en: "look up names of areas: code, full name, years, and whether a name is ambiguous",
        },
        details: Words {
            zh: "\
每个地区一行，没有表头，用制表符分隔：查的名字、代码、全称、级别（country、province、prefecture、county）、
启用年、停用年。启用年空着是 1980 年或更早，停用年空着是现在还在用。
重名、改名和查不到的写在标准错误上；有查不到的退出码 1，全都查不到退出码 2。

例：
  jobscope areas 朝阳区 襄樊市 130423
  jobscope areas 通州 --year 2005",
            en: "\
One line per area without a header, parted by tabs: the name asked for, code, full name, level (country, province,
prefecture, county), first year, last year. An empty first year is 1980 or before, an empty last year means until today.
Ambiguous, former and unknown names are told on standard error; the exit code is 1 if some were not found, 2 if none was.

Examples:
  jobscope areas 朝阳区 襄樊市 130423 --lang en
  jobscope areas 通州 --year 2005 --lang en",
        },
    },
    CommandRow {
        command: Command::Open,
        word: "open",
        usage: Words { zh: "文件|文件夹|@列表…", en: "FILE|FOLDER|@LIST..." },
        operands: Operands::Files,
        summary: Words { zh: "在窗口里打开简报", en: "open bulletins in the window" },
        details: Words {
            zh: "“open”可以省略：jobscope 简报.md。不带文件时打开内置的样例。",
            en: "The word itself may be left out: jobscope bulletin.md. Without files the built-in samples open.",
        },
    },
    CommandRow {
        command: Command::Completions,
        word: "completions",
        usage: Words { zh: "SHELL", en: "SHELL" },
        operands: Operands::OneOf(shells),
        summary: Words {
            zh: "写出命令行补全脚本（bash、zsh、fish、powershell）",
            en: "write completions for a shell (bash, zsh, fish, powershell)",
        },
        details: Words {
            zh: "\
例：
  jobscope completions bash > ~/.local/share/bash-completion/completions/jobscope
  jobscope completions zsh > ~/.zfunc/_jobscope            （~/.zfunc 要在 fpath 里）
  jobscope completions fish > ~/.config/fish/completions/jobscope.fish
  jobscope completions powershell >> $PROFILE",
            en: "\
Examples:
  jobscope completions bash > ~/.local/share/bash-completion/completions/jobscope
  jobscope completions zsh > ~/.zfunc/_jobscope            (with ~/.zfunc in fpath)
  jobscope completions fish > ~/.config/fish/completions/jobscope.fish
  jobscope completions powershell >> $PROFILE",
        },
    },
    CommandRow {
        command: Command::Man,
        word: "man",
        usage: Words { zh: "", en: "" },
        operands: Operands::None,
        summary: Words { zh: "写出手册页（man）", en: "write the manual page" },
        details: Words {
            zh: "例：\n  jobscope man > jobscope.1 && man -l jobscope.1",
            en: "Example:\n  jobscope man --lang en > jobscope.1 && man -l jobscope.1",
        },
    },
    CommandRow {
        command: Command::Help,
        word: "help",
        usage: Words { zh: "[命令]", en: "[COMMAND]" },
        operands: Operands::OneOf(words),
        summary: Words { zh: "显示说明", en: "show the help" },
        details: Words { zh: "", en: "" },
    },
];
