//! The command line, tried by running it.

#![allow(clippy::unwrap_used, reason = "a helper of a test may fail the test")]

#[path = "support/shell.rs"]
mod shell;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use shell::{BULLETIN, Desk, Ran, cells, rows};

#[test]
fn extract_writes_the_contracts_rows() {
    let desk = Desk::with(&[("a.md", BULLETIN)]);
    let ran = desk.run(&["extract", "a.md"]);
    assert_eq!(ran.exit, Some(0), "{}", ran.stderr);
    let rows = rows(&ran.stdout);
    let row = rows.iter().find(|row| row["quote"].as_str().unwrap().starts_with("2156")).expect("the figure is found");
    let expected = [
        ("bulletin", "a.md"),
        ("section", "失业人员再就业"),
        ("article", "河北邯郸 | 临漳县多措并举推动再就业"),
        ("ref_area", "130423"),
        ("indicator", "urban_new_jobs"),
        ("measure", "level"),
        ("status", "actual"),
        ("unit", "人"),
        ("period_start", "2021-01-01"),
        ("period_end", "2021-04-30"),
    ];
    for (column, value) in expected {
        assert_eq!(row[column], value, "{row}");
    }
    assert_eq!(row["value"].to_string(), "2156");
    assert!(ran.stderr.contains("读了 1 个文件，3 篇文章"), "{}", ran.stderr);
}

#[test]
fn csv_has_the_same_rows_and_opens_in_a_spreadsheet() {
    let desk = Desk::with(&[("a.md", BULLETIN)]);
    let json = rows(&desk.run(&["extract", "a.md"]).stdout);
    let ran = desk.run(&["extract", "a.md", "--format", "csv"]);
    let text = ran.stdout.strip_prefix('\u{feff}').expect("a byte order mark");
    let mut table = csv::Reader::from_reader(text.as_bytes());
    let columns: Vec<String> = table.headers().unwrap().iter().map(str::to_owned).collect();
    let records: Vec<_> = table.records().map(Result::unwrap).collect();
    assert_eq!(records.len(), json.len());
    assert!(!records.is_empty());
    for (record, row) in records.iter().zip(&json) {
        for (column, cell) in columns.iter().zip(record) {
            let told = row[column].as_str().map_or_else(|| row[column].to_string(), str::to_owned);
            assert_eq!(
                cell.parse::<f64>().map_or(cell.to_owned(), |n| n.to_string()),
                told.parse::<f64>().map_or(told.clone(), |n| n.to_string()),
                "{column}"
            );
        }
    }
}

#[test]
fn a_folder_is_read_with_all_below_in_a_fixed_order() {
    let desk =
        Desk::with(&[("in/b.md", BULLETIN), ("in/2021/a.md", BULLETIN), ("in/c.txt", BULLETIN), ("in/d.png", "x")]);
    let ran = desk.run(&["extract", "in"]);
    assert_eq!(ran.exit, Some(0), "{}", ran.stderr);
    let rows = rows(&ran.stdout);
    let mut files = cells(&rows, "bulletin");
    files.dedup();
    assert_eq!(
        files,
        ["in/2021/a.md", "in/b.md", "in/c.txt"].map(|file| file.replace('/', std::path::MAIN_SEPARATOR_STR))
    );
    assert_eq!(desk.run(&["extract", "in"]).stdout, ran.stdout);
}

#[test]
fn many_files_come_out_in_the_order_they_were_given() {
    let names: Vec<String> = (0..100).map(|n| format!("{:03}.md", (n * 37) % 100)).collect();
    let files: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), BULLETIN)).collect();
    let desk = Desk::with(&files);
    let args: Vec<&str> = std::iter::once("extract").chain(names.iter().map(String::as_str)).collect();
    let rows = rows(&desk.run(&args).stdout);
    let mut seen = cells(&rows, "bulletin");
    seen.dedup();
    assert_eq!(seen, names);
}

#[test]
fn standard_input_is_a_bulletin_and_the_date_can_be_given() {
    let desk = Desk::new();
    let text = "### 河北邯郸 | 临漳县\n\n一季度，全县城镇新增就业2156人。\n";
    for date in ["2022-05-10", "2022年5月10日"] {
        let ran = desk.run_with_stdin(&["extract", "-", "--date", date], text);
        assert_eq!(ran.exit, Some(0), "{}", ran.stderr);
        let rows = rows(&ran.stdout);
        assert_eq!(cells(&rows, "bulletin"), ["-"]);
        assert_eq!(cells(&rows, "period_end"), ["2022-03-31"]);
    }
}

#[test]
fn a_missing_file_among_good_ones_is_named_and_the_rest_is_done() {
    let desk = Desk::with(&[("a.md", BULLETIN), ("b.md", BULLETIN)]);
    let all = rows(&desk.run(&["extract", "a.md", "b.md"]).stdout).len();
    let ran = desk.run(&["extract", "a.md", "gone.md", "b.md"]);
    assert_eq!(ran.exit, Some(1));
    assert_eq!(rows(&ran.stdout).len(), all, "stdout carries data only");
    let told: Vec<_> = ran.stderr.lines().filter(|line| line.starts_with("gone.md: ")).collect();
    assert_eq!(told.len(), 1, "{}", ran.stderr);
    assert!(ran.stderr.lines().last().unwrap().contains("1 个文件有问题"), "{}", ran.stderr);
}

#[test]
fn nothing_to_do_is_exit_code_2() {
    let desk = Desk::new();
    fs::create_dir(desk.path("empty")).unwrap();
    for args in
        [&["extract", "gone.md"][..], &["articles", "gone.md", "gone.txt"], &["tag", "gone.md"], &["extract", "empty"]]
    {
        let ran = desk.run(args);
        assert_eq!((ran.exit, ran.stdout.as_str()), (Some(2), ""), "{args:?}");
        assert!(!ran.stderr.is_empty());
    }
}

#[test]
fn notes_alone_are_no_problem() {
    let undated = BULLETIN.replace("date: 2021-05-10\n", "").replace("这项政策", "2021年5月7日，这项政策");
    let desk = Desk::with(&[("a.md", &undated)]);
    let ran = desk.run(&["articles", "a.md"]);
    assert_eq!(ran.exit, Some(0), "{}", ran.stderr);
    assert!(ran.stderr.lines().count() > 1, "the note is said: {}", ran.stderr);
}

#[test]
fn articles_lists_what_was_read() {
    let desk = Desk::with(&[("a.md", BULLETIN)]);
    let ran = desk.run(&["articles", "a.md"]);
    assert_eq!(ran.exit, Some(0));
    let lines: Vec<Vec<&str>> = ran.stdout.lines().map(|line| line.split('\t').collect()).collect();
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[1][..3], ["失业人员再就业", "黑龙江大庆 | 稳就业保民生", "黑龙江大庆"]);
    let text = "黑龙江大庆 | 稳就业保民生\n截至4月末，全市城镇新增就业超1.27万人。";
    assert_eq!(lines[1][3], text.chars().count().to_string());
}

#[test]
fn tag_writes_mentions_that_slice_back() {
    let desk = Desk::with(&[("a.md", BULLETIN)]);
    let ran = desk.run(&["tag", "a.md"]);
    assert_eq!(ran.exit, Some(0), "{}", ran.stderr);
    let mentions = rows(&ran.stdout);
    let text: Vec<char> =
        "河北邯郸 | 临漳县多措并举推动再就业\n据统计，1至4月份，全县城镇新增就业2156人，失业人员再就业658人。"
            .chars()
            .collect();
    let of_first: Vec<_> = mentions.iter().filter(|mention| mention["article"] == 1).collect();
    assert!(!of_first.is_empty());
    for mention in &of_first {
        let place = |key: &str| usize::try_from(mention[key].as_u64().unwrap()).unwrap();
        let sliced: String = text[place("start")..place("end")].iter().collect();
        assert_eq!(mention["text"], sliced, "{mention}");
    }
    let find = |kind: &str, text: &str| {
        let found = of_first.iter().find(|mention| mention["kind"] == kind && mention["text"] == text);
        found.unwrap_or_else(|| panic!("{kind} {text} in {of_first:?}"))
    };
    let figure = find("quantity", "2156人");
    assert_eq!((figure["value"].to_string(), figure["unit"].as_str()), ("2156".to_owned(), Some("人")));
    assert_eq!(find("indicator", "城镇新增就业")["indicator"], "urban_new_jobs");
    assert_eq!(find("period", "1至4月份")["period_end"], "2021-04-30");
    assert!(of_first.iter().any(|mention| mention["kind"] == "area" && mention["ref_area"] == "130423"));
}

#[test]
fn explain_shows_every_row_of_extract_and_a_reason_for_every_other_number() {
    let countys =
        "---\ntitle: 临漳县就业简报\ndate: 2021-05-10\n---\n\n### 稳就业见成效\n\n一季度城镇新增就业512人。\n";
    let desk = Desk::with(&[("a.md", BULLETIN), ("countys.md", countys)]);
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples");
    for input in [samples.to_str().unwrap(), "a.md", "countys.md"] {
        let extracted = rows(&desk.run(&["extract", input]).stdout);
        let ran = desk.run(&["explain", input, "--json"]);
        assert_eq!(ran.exit, Some(0), "{}", ran.stderr);
        let (found, left_out): (Vec<_>, Vec<_>) =
            rows(&ran.stdout).into_iter().partition(|line| line["outcome"] == "found");
        let explained: Vec<_> = found.iter().map(|line| line["row"].clone()).collect();
        assert_eq!(explained, extracted);
        for line in &found {
            for from in ["area_from", "period_from", "status_from"] {
                assert!(line[from].is_object(), "{line}");
            }
        }
        assert!(!left_out.is_empty());
        assert!(left_out.iter().all(|line| !line["reason"].as_str().unwrap().is_empty()));
    }
}

#[test]
fn explain_speaks_plainly_in_both_languages() {
    let desk = Desk::with(&[("a.md", BULLETIN)]);
    let ran = desk.run(&["explain", "a.md", "--article", "1"]);
    assert_eq!(ran.exit, Some(0), "{}", ran.stderr);
    for words in [
        "第 1 篇　河北邯郸 | 临漳县多措并举推动再就业",
        "● 2156人 → 城镇新增就业",
        "全县城镇新增就业【2156人】",
        "河北省邯郸市临漳县（130423）：同一分句里写着“全县”",
        "2021-01-01 至 2021-04-30",
        "○ 1至4月份 不提取：这是时间",
        "规则　phrase-",
    ] {
        assert!(ran.stdout.contains(words), "{words} in {}", ran.stdout);
    }
    assert!(!ran.stdout.contains("大庆"), "one article alone: {}", ran.stdout);
    let english = desk.run(&["explain", "a.md", "-a", "2", "--lang", "en"]).stdout;
    for words in ["Article 2:", "Urban new jobs", "more than", "“全市” in the same clause"] {
        assert!(english.contains(words), "{words} in {english}");
    }
    let ran = desk.run(&["explain", "a.md", "--article", "9"]);
    assert_eq!((ran.exit, ran.stdout.as_str()), (Some(2), ""));
    assert!(ran.stderr.contains("第 9 篇") && ran.stderr.contains("3 篇"), "{}", ran.stderr);
}

/// A bulletin about things that the built-in catalogue knows nothing of.
const RIDERS: &str = "\
### 河北邯郸 | 新业态见闻

一季度，全市新注册骑手3200人，同比增长12%；骑手月均补贴420元，骑手培训率达81%。

一季度，全市网约送餐点位新开156个，城镇岗位净添2100人。
";

const OWN_TABLE: &str = "\
# 编号\t中文名\t英文名\t单位\t性质\t说法\t类别
riders\t新注册骑手\tNew riders\t人\t流量\t新注册骑手；注册 .. 骑手
rider_subsidy\t骑手补贴\t\t元/月\t存量\t骑手 .. 补贴\t保障
rider_training\t骑手培训率\t\t%\t存量\t骑手培训率\t培训
meal_points\t送餐点位\t\t个\t流量\t送餐点位
urban_new_jobs\t城镇岗位净添
";

#[test]
fn an_indicator_of_ones_own_is_extracted() {
    let desk = Desk::with(&[("a.md", RIDERS), ("own.tsv", OWN_TABLE)]);
    let told = |args: &[&str]| -> Vec<(String, String, String, String)> {
        let ran = desk.run(args);
        assert_eq!(ran.exit, Some(0), "{}", ran.stderr);
        let cell = |row: &serde_json::Value, column: &str| row[column].to_string().replace('"', "");
        let cells = |row: &serde_json::Value| {
            (cell(row, "indicator"), cell(row, "measure"), cell(row, "value"), cell(row, "unit"))
        };
        rows(&ran.stdout).iter().map(cells).collect()
    };
    let expected = [
        ("riders", "level", "3200", "人"),
        ("riders", "yoy_rate", "12", "%"),
        ("rider_subsidy", "level", "420", "元/月"),
        ("rider_training", "level", "81", "%"),
        ("meal_points", "level", "156", "个"),
        ("urban_new_jobs", "level", "2100", "人"),
    ]
    .map(|(indicator, measure, value, unit)| (indicator.into(), measure.into(), value.into(), unit.into()));
    let date = ["--date", "2021-05-10"];
    let with = |args: &[&'static str]| [args, &date].concat();
    assert_eq!(told(&with(&["extract", "a.md", "--catalogue", "own.tsv"])), expected);
    let without = told(&with(&["extract", "a.md"]));
    assert!(without.iter().all(|row| !expected.contains(row)), "the built-in tables know none of these: {without:?}");
    let tagged = desk.run(&with(&["tag", "a.md", "-c", "own.tsv"])).stdout;
    assert!(tagged.contains(r#""indicator":"meal_points""#), "{tagged}");
    let explained = desk.run(&with(&["explain", "a.md", "-c", "own.tsv"])).stdout;
    assert!(explained.contains("● 156个 → 送餐点位 156个"), "{explained}");
}

#[test]
fn a_phrase_of_ones_own_wins_over_the_same_built_in_phrase() {
    let own = "skill_courses\t技能课程\t\t人\t流量\t职业技能培训\n-\t城镇新增就业\n";
    let text = "### 河北邯郸 | 动态\n\n一季度，全市开展职业技能培训3200人，城镇新增就业2100人。\n";
    let desk = Desk::with(&[("a.md", text), ("own.tsv", own)]);
    let built_in = rows(&desk.run(&["extract", "a.md", "--date", "2021-05-10"]).stdout);
    assert_eq!(cells(&built_in, "indicator"), ["training_participants", "urban_new_jobs"]);
    let rows = rows(&desk.run(&["extract", "a.md", "--date", "2021-05-10", "-c", "own.tsv"]).stdout);
    assert_eq!(cells(&rows, "indicator"), ["skill_courses"]);
}

#[test]
fn a_mistake_in_the_table_that_was_named_ends_the_run_with_file_line_and_a_way_out() {
    let bad = "riders\t骑手\t\t万人\t流量\t注册骑手\nriders,骑手\njob_fairs\t招聘\t\t场\t流量\t招聘\n";
    let desk = Desk::with(&[("a.md", RIDERS), ("bad.tsv", bad)]);
    fs::write(desk.path("book.tsv"), [b"PK\x03\x04".as_slice(), &[0; 64], &[0x9f, 0x01, 0xff].repeat(40)].concat())
        .unwrap();
    let cases: [(&str, &[&str]); 3] = [
        ("bad.tsv", &["bad.tsv:1: ", "万人", "bad.tsv:2: ", "制表符", "bad.tsv:3: ", "job_fairs"]),
        ("gone.tsv", &["gone.tsv: ", "找不到"]),
        ("book.tsv", &["book.tsv: ", "制表符"]),
    ];
    for (table, told) in cases {
        for command in ["extract", "tag", "explain"] {
            let ran = desk.run(&[command, "a.md", "--catalogue", table]);
            assert_eq!((ran.exit, ran.stdout.as_str()), (Some(2), ""), "{command} {table}");
            for words in told {
                assert!(ran.stderr.contains(words), "{words} in {}", ran.stderr);
            }
        }
    }
    let english = desk.run(&["extract", "a.md", "-c", "bad.tsv", "--lang", "en"]).stderr;
    assert!(english.contains("bad.tsv:1: unknown unit") && english.lines().count() == 3, "{english}");
    let ran = desk.run(&["open", "a.md", "-c", "bad.tsv"]);
    assert_eq!((ran.exit, ran.stderr.lines().count()), (Some(2), 3), "{}", ran.stderr);
    assert_eq!(desk.run(&["articles", "a.md", "-c", "bad.tsv"]).exit, Some(2), "articles takes no table");
}

#[cfg(unix)]
#[test]
fn tables_of_the_configuration_folder_are_read_each_time_and_their_mistakes_are_warnings() {
    let first = "riders\t新注册骑手\t\t人\t流量\t新注册骑手\n骑手\t行\n";
    let second = "riders\t别的\t\t人\t存量\t别的骑手\nmeal_points\t送餐点位\t\t个\t流量\t送餐点位\n";
    let folder = "config/jobscope/catalogue.d";
    let desk = Desk::with(&[
        ("a.md", RIDERS),
        (&format!("{folder}/1.tsv"), first),
        (&format!("{folder}/2.tsv"), second),
        (&format!("{folder}/notes.txt"), "no table"),
    ]);
    let ran = desk.run(&["extract", "a.md", "--date", "2021-05-10"]);
    assert_eq!(ran.exit, Some(1), "{}", ran.stderr);
    let found = rows(&ran.stdout);
    let indicators = cells(&found, "indicator");
    assert!(indicators.contains(&"riders") && indicators.contains(&"meal_points"), "{indicators:?}");
    for words in ["1.tsv:2: ", "2.tsv:1: ", "1.tsv:1 定义"] {
        assert!(ran.stderr.contains(words), "{words} in {}", ran.stderr);
    }
    assert_eq!(ran.stderr.lines().count(), 3, "two mistakes and the summary: {}", ran.stderr);
    let ran = desk.run(&["articles", "a.md", "--date", "2021-05-10"]);
    assert_eq!(ran.exit, Some(0), "articles asks no table: {}", ran.stderr);
}

#[test]
fn help_is_complete_and_on_stdout() {
    let desk = Desk::new();
    for args in [&["--help"][..], &["-h"], &["help"], &["--lang", "en", "--help"]] {
        let ran = desk.run(args);
        assert_eq!((ran.exit, ran.stderr.as_str()), (Some(0), ""), "{args:?}");
        for word in
            ["extract", "check", "convert", "areas", "open", "--date", "--format", "--force", "--lang", "--help"]
        {
            assert!(ran.stdout.contains(word), "{args:?} tells of {word}");
        }
    }
    for row in &jobscope::cli::table::COMMANDS {
        for language in ["zh", "en"] {
            let ran = desk.run(&[row.word, "--help", "--lang", language]);
            assert_eq!((ran.exit, ran.stderr.as_str()), (Some(0), ""), "{}", row.word);
            assert!(ran.stdout.contains(&format!("jobscope {} ", row.word)), "{}", ran.stdout);
        }
    }
    assert_eq!(desk.run(&["--version"]).stdout, format!("jobscope {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn wrong_arguments_are_named_with_a_way_out() {
    let desk = Desk::with(&[("a.md", BULLETIN)]);
    let cases = [
        (&["extract", "a.md", "--fromat", "csv"][..], &["--fromat", "--format", "jobscope extract --help"][..]),
        (&["extract", "a.md", "--date"], &["--date"]),
        (&["extract", "a.md", "--date", "昨天"], &["--date", "昨天", "2021-05-10"]),
        (&["extract", "a.md", "--format", "xml"], &["xml", "csv"]),
        (&["extract", "a.md", "-o", "--force"], &["--output", "要有值"]),
        (&["a.md", "extract"], &["jobscope extract"]),
        (&["extract", "-q", "-v", "a.md"], &["--quiet", "--verbose"]),
        (&["completions"], &["bash", "zsh", "fish"]),
        (&["completions", "tcsh"], &["tcsh", "bash"]),
        (&["completions", "zhs"], &["zhs", "zsh"]),
        (&["completions", "bash", "zsh"], &["zsh"]),
        (&["areas"], &["地名"]),
        (&["chart", "a.md", "-o", "a.jpg"], &["a.jpg", ".svg", ".png"]),
        (&["extract", "@-", "-"], &["标准输入"]),
        (&["extract"], &["extract"]),
        (&["articles", "a.md", "--format", "csv"], &["--format", "articles"]),
        (&["extrat", "a.md"], &["extrat", "extract"]),
        (&["extract", "-x", "--lang", "en"], &["-x", "there is no option"]),
        (&["areas", "--lang", "en"], &["needs a name"]),
        (&["completions", "tcsh", "--lang", "en"], &["expected bash"]),
    ];
    for (args, words) in cases {
        let ran = desk.run(args);
        assert_eq!((ran.exit, ran.stdout.as_str()), (Some(2), ""), "{args:?}");
        assert_eq!(ran.stderr.lines().count(), 1, "{}", ran.stderr);
        for word in words {
            assert!(ran.stderr.contains(word), "{args:?} says {word}: {}", ran.stderr);
        }
    }
}

#[test]
fn two_dashes_end_the_options() {
    let desk = Desk::with(&[("--date", BULLETIN), ("extract", BULLETIN)]);
    let ran = desk.run(&["articles", "--", "--date", "extract"]);
    assert_eq!((ran.exit, ran.stdout.lines().count()), (Some(0), 6), "{}", ran.stderr);
}

#[test]
fn a_reader_that_leaves_early_is_no_failure() {
    let desk = Desk::with(&[("a.md", BULLETIN)]);
    // More than a pipe holds.
    let paths: Vec<String> = (0..400).map(|n| format!("{n}.md")).collect();
    for path in &paths {
        fs::write(desk.path(path), BULLETIN.repeat(4)).unwrap();
    }
    let args: Vec<&str> = std::iter::once("extract").chain(paths.iter().map(String::as_str)).collect();
    let mut child = desk.command(&args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let ran = Ran::from(child.wait_with_output().unwrap());
    assert_eq!(ran.exit, Some(0), "{}", ran.stderr);
    assert!(!ran.stderr.contains("panicked") && !ran.stderr.contains("Broken pipe"), "{}", ran.stderr);
}

#[test]
fn what_is_no_text_is_told_and_never_a_panic() {
    let desk = Desk::with(&[("a.md", BULLETIN)]);
    fs::write(desk.path("b.md"), [0_u8, 159, 146, 150, 255, 0, 1]).unwrap();
    let ran = desk.run(&["extract", "a.md", "b.md"]);
    assert_eq!(ran.exit, Some(1), "{}", ran.stderr);
    assert!(ran.stderr.contains("b.md"), "{}", ran.stderr);
    assert!(!ran.stderr.contains("panicked"), "{}", ran.stderr);
}

#[cfg(not(feature = "gui"))]
#[test]
fn without_a_window_one_sentence_says_so() {
    let desk = Desk::with(&[("a.md", BULLETIN)]);
    for args in [&[][..], &["a.md"], &["open", "a.md"]] {
        let ran = desk.run(args);
        assert_eq!((ran.exit, ran.stdout.as_str()), (Some(2), ""), "{args:?}");
        assert_eq!(ran.stderr.lines().count(), 1);
        assert!(ran.stderr.contains("jobscope extract"), "{}", ran.stderr);
    }
}

#[cfg(all(feature = "gui", target_os = "linux"))]
#[test]
fn without_a_display_one_sentence_says_so() {
    let desk = Desk::with(&[("a.md", BULLETIN)]);
    let mut command = desk.command(&["a.md"]);
    for variable in ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"] {
        command.env_remove(variable);
    }
    let ran = Ran::from(command.output().unwrap());
    assert_eq!((ran.exit, ran.stdout.as_str()), (Some(2), ""));
    assert_eq!(ran.stderr.lines().count(), 1, "{}", ran.stderr);
    assert!(ran.stderr.contains("jobscope extract"), "{}", ran.stderr);
}

/// The annotated seed bulletin, where it is.
#[test]
fn the_seed_bulletin_gives_its_articles() {
    let shared = std::env::var_os("JOBSCOPE_SHARED").map(PathBuf::from);
    let shared = shared.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"));
    let seed = shared.join("extraction/dev/seed.md");
    let Some(seed) = seed.to_str().filter(|_| seed.is_file()) else { return };
    let desk = Desk::new();
    let articles = desk.run(&["articles", seed]);
    assert_eq!((articles.exit, articles.stdout.lines().count()), (Some(0), 17), "{}", articles.stderr);
    let rows = rows(&desk.run(&["extract", seed, "--date", "2021-05-10"]).stdout);
    assert!(rows.len() > 10, "{} rows", rows.len());
}
