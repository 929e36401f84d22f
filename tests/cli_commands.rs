//! The commands beside `extract`, and how files are named to all of them.

#![allow(clippy::unwrap_used, reason = "a helper of a test may fail the test")]

#[path = "support/shell.rs"]
mod shell;

use std::fs;
use std::path::Path;
use std::process::Stdio;

use jobscope::cli::table::{COMMANDS, FLAGS};
use shell::{BULLETIN, Desk, Ran, cells, rows};

/// Says of one figure of [`BULLETIN`] something else.
const OTHER: &str = "\
---
title: 临漳就业
date: 2021-05-12
---

### 河北邯郸 | 临漳县就业进展

1至4月份，全县城镇新增就业2165人。
";

fn files_of(ran: &Ran) -> Vec<String> {
    let rows = rows(&ran.stdout);
    let mut files: Vec<String> = cells(&rows, "bulletin").into_iter().map(str::to_owned).collect();
    files.dedup();
    files
}

#[test]
fn check_tells_problems_and_conflicts_and_nothing_else() {
    let desk = Desk::with(&[("a.md", BULLETIN), ("b.md", OTHER)]);
    let well = desk.run(&["check", "a.md"]);
    assert_eq!((well.exit, well.stdout.as_str()), (Some(0), ""), "{}", well.stderr);

    let ran = desk.run(&["check", "a.md", "b.md", "gone.md"]);
    assert_eq!(ran.exit, Some(1), "{}", ran.stderr);
    let lines: Vec<&str> = ran.stdout.lines().collect();
    assert_eq!(lines.len(), 2, "{}", ran.stdout);
    assert!(lines[0].starts_with("gone.md: "), "{}", ran.stdout);
    assert!(lines[1].starts_with("a.md:8: 矛盾：") && lines[1].contains("b.md:6 是 2165人"), "{}", ran.stdout);
    assert!(!ran.stderr.contains("gone.md"), "what is data is not said twice: {}", ran.stderr);
    let english = desk.run(&["check", "a.md", "b.md", "--lang", "en"]).stdout;
    assert!(english.contains("conflict: 河北省邯郸市临漳县, Urban new jobs"), "{english}");

    let found = rows(&desk.run(&["check", "a.md", "b.md", "--json"]).stdout);
    assert_eq!(found.len(), 1);
    assert_eq!((&found[0]["kind"], &found[0]["ref_area"]), (&"conflict".into(), &"130423".into()));
    let values: Vec<f64> =
        found[0]["values"].as_array().unwrap().iter().map(|place| place["value"].as_f64().unwrap()).collect();
    assert_eq!(values, [2156.0, 2165.0]);

    let ran = desk.run(&["check", "gone.md"]);
    assert_eq!((ran.exit, ran.stdout.lines().count()), (Some(2), 1), "{}", ran.stderr);
}

#[test]
fn a_list_of_files_is_read_wherever_it_is_named() {
    let desk = Desk::with(&[
        ("in/a.md", BULLETIN),
        ("in/五月 简报.md", OTHER),
        ("c.md", OTHER),
        ("list.txt", "\u{feff}in/五月 简报.md\r\n\r\nin/a.md\r\n"),
    ]);
    let listed = ["in/五月 简报.md", "in/a.md"].map(|file| file.replace('/', std::path::MAIN_SEPARATOR_STR));
    let with = |extra: &[&str]| [listed.to_vec(), extra.iter().map(|name| (*name).to_owned()).collect()].concat();
    assert_eq!(files_of(&desk.run(&["extract", "@list.txt"])), listed);
    assert_eq!(files_of(&desk.run(&["extract", "@list.txt", "c.md"])), with(&["c.md"]));
    assert_eq!(files_of(&desk.run(&["extract", "--files-from", "list.txt"])), listed);
    let list = "in/五月 简报.md\nin/a.md\n";
    assert_eq!(files_of(&desk.run_with_stdin(&["extract", "@-"], list)), listed);
    assert_eq!(files_of(&desk.run_with_stdin(&["extract", "--files-from=-"], &list.replace('\n', "\0"))), listed);
    let twice = desk.run(&["extract", "c.md", "c.md", "./c.md"]);
    assert_eq!(files_of(&twice), ["c.md"], "a file named twice is read once");
}

#[test]
fn files_of_one_name_in_two_folders_are_two_files() {
    let desk = Desk::with(&[("one/a.md", BULLETIN), ("two/a.md", OTHER)]);
    let files = ["one/a.md", "two/a.md"].map(|file| file.replace('/', std::path::MAIN_SEPARATOR_STR));
    assert_eq!(files_of(&desk.run(&["extract", "one/a.md", "two/a.md"])), files);
}

#[test]
fn a_file_whose_name_begins_with_an_at_can_be_named() {
    let desk = Desk::with(&[("@a.md", BULLETIN)]);
    assert_eq!(files_of(&desk.run(&["extract", "--", "@a.md"])), ["@a.md"]);
    assert_eq!(desk.run(&["extract", "./@a.md"]).exit, Some(0));
}

#[test]
fn a_list_that_cannot_be_used_is_named() {
    let desk = Desk::with(&[("a.md", BULLETIN), ("empty.txt", "\n\n"), ("stale.txt", "gone.md\na.md\n")]);
    for (list, words) in
        [("@gone.txt", "gone.txt: 找不到"), ("@empty.txt", "empty.txt: 文件列表是空的"), ("@.", "文件夹")]
    {
        let ran = desk.run(&["extract", list]);
        assert_eq!((ran.exit, ran.stdout.as_str()), (Some(2), ""), "{list}");
        assert!(ran.stderr.contains(words), "{words} in {}", ran.stderr);
        let ran = desk.run(&["extract", "a.md", list]);
        assert_eq!((ran.exit, files_of(&ran)), (Some(1), vec!["a.md".to_owned()]), "the others are read: {list}");
    }
    let ran = desk.run(&["extract", "@stale.txt"]);
    assert_eq!((ran.exit, files_of(&ran)), (Some(1), vec!["a.md".to_owned()]));
    assert!(ran.stderr.contains("gone.md: 找不到"), "{}", ran.stderr);
    let english = desk.run(&["extract", "@empty.txt", "--lang", "en"]).stderr;
    assert!(english.contains("empty.txt: this list of files is empty"), "{english}");
}

#[test]
fn the_number_of_threads_changes_nothing_but_the_time() {
    let names: Vec<String> = (0..40).map(|n| format!("{n:02}.md")).collect();
    let files: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), BULLETIN)).collect();
    let desk = Desk::with(&files);
    let all = desk.run(&["extract", "."]).stdout;
    assert_eq!(rows(&all).len() % 40, 0);
    for jobs in ["1", "3", "64"] {
        let ran = desk.run(&["extract", ".", "--jobs", jobs]);
        assert_eq!((ran.exit, ran.stdout == all), (Some(0), true), "{}", ran.stderr);
    }
}

#[test]
fn quiet_says_errors_only_and_verbose_names_each_file() {
    let undated = BULLETIN.replace("date: 2021-05-10\n", "").replace("这项政策", "2021年5月7日，这项政策");
    let desk = Desk::with(&[("a.md", &undated), ("b.md", BULLETIN)]);
    let ran = desk.run(&["extract", "a.md", "b.md", "--quiet"]);
    assert_eq!((ran.exit, ran.stderr.as_str()), (Some(0), ""));
    let ran = desk.run(&["extract", "a.md", "gone.md", "-q"]);
    assert_eq!((ran.exit, ran.stderr.lines().count()), (Some(1), 1), "{}", ran.stderr);
    assert!(ran.stderr.starts_with("gone.md: "), "{}", ran.stderr);
    let ran = desk.run(&["extract", "a.md", "b.md", "-v"]);
    assert!(ran.stderr.lines().any(|line| line == "b.md: 3 篇文章"), "{}", ran.stderr);
}

#[test]
fn no_progress_is_drawn_where_nobody_watches() {
    let names: Vec<String> = (0..60).map(|n| format!("{n:02}.md")).collect();
    let files: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), BULLETIN)).collect();
    let ran = Desk::with(&files).run(&["extract", "."]);
    assert!(!ran.stderr.contains(['\r', '\u{1b}']), "{:?}", ran.stderr);
}

#[test]
fn indicators_are_listed_with_ones_own() {
    let desk = Desk::with(&[("own.tsv", "riders\t新注册骑手\tNew riders\t人\t流量\t新注册骑手\n")]);
    let all = desk.run(&["indicators"]);
    assert_eq!((all.exit, all.stderr.as_str()), (Some(0), ""));
    assert_eq!(all.stdout.lines().count(), jobscope::model::indicator::Catalogue::builtin().iter().count());
    assert!(all.stdout.starts_with("urban_new_jobs\t城镇新增就业\t人\tflow\temployment\n"), "{}", all.stdout);
    let own = desk.run(&["indicators", "骑手", "-c", "own.tsv", "--lang", "en"]);
    assert_eq!(own.stdout, "riders\tNew riders\t人\tflow\temployment\n", "{}", own.stderr);
    let found = rows(&desk.run(&["indicators", "CZXZJY", "--json"]).stdout);
    assert_eq!(cells(&found, "id"), ["urban_new_jobs"]);
    let ran = desk.run(&["indicators", "生产总值"]);
    assert_eq!((ran.exit, ran.stdout.as_str()), (Some(2), ""));
    assert!(ran.stderr.contains("生产总值"), "{}", ran.stderr);
}

#[test]
fn areas_tell_code_name_years_and_whether_a_name_is_ambiguous() {
    let desk = Desk::new();
    let ran = desk.run(&["areas", "临漳县"]);
    assert_eq!((ran.exit, ran.stderr.as_str()), (Some(0), ""));
    let (today, before) = ran.stdout.split_once('\n').unwrap();
    assert_eq!(today, "临漳县\t130423\t河北省邯郸市临漳县\tcounty\t1993\t");
    assert_eq!(before, "临漳县\t132129\t河北省邯郸地区临漳县\tcounty\t\t1992\n");
    for same in ["河北省邯郸市临漳县", "130423"] {
        assert_eq!(desk.run(&["areas", same]).stdout.trim_end_matches('\n'), today.replacen("临漳县", same, 1));
    }
    assert_eq!(desk.run(&["areas", "邯郸临漳", "-y", "2021"]).stdout.lines().count(), 1);
    let ran = desk.run(&["areas", "朝阳区"]);
    assert_eq!((ran.exit, ran.stdout.lines().count()), (Some(0), 2), "{}", ran.stdout);
    assert!(ran.stderr.contains("2 个地区") && ran.stderr.contains("北京市朝阳区"), "{}", ran.stderr);
    assert!(desk.run(&["areas", "长春朝阳区"]).stdout.contains("220104"));
    let ran = desk.run(&["areas", "襄樊市"]);
    assert!(ran.stderr.contains("2009"), "a former name is told as such: {}", ran.stderr);
    let then = rows(&desk.run(&["areas", "通州市", "--year", "2005", "--json"]).stdout);
    assert_eq!(cells(&then, "ref_area"), ["320683"]);
    let ran = desk.run(&["areas", "通州市", "--year", "2020"]);
    assert_eq!((ran.exit, ran.stdout.as_str()), (Some(2), ""));
    assert!(ran.stderr.contains("--year"), "{}", ran.stderr);
    assert_eq!(desk.run(&["areas", "全国"]).stdout, "全国\t100000\t全国\tcountry\t\t\n");

    let ran = desk.run(&["areas", "130423", "邯郸事"]);
    assert_eq!((ran.exit, ran.stdout.lines().count()), (Some(1), 1), "{}", ran.stdout);
    assert!(ran.stderr.contains("邯郸事") && ran.stderr.contains("邯郸市"), "{}", ran.stderr);
    let english = desk.run(&["areas", "乌有乡", "--lang", "en"]);
    assert_eq!(english.exit, Some(2));
    assert!(english.stderr.contains("there is no area called"), "{}", english.stderr);
}

#[test]
fn completions_and_manual_are_on_stdout() {
    let desk = Desk::new();
    for shell in ["bash", "zsh", "fish", "powershell"] {
        for language in ["zh", "en"] {
            let ran = desk.run(&["completions", shell, "--lang", language]);
            assert_eq!((ran.exit, ran.stderr.as_str()), (Some(0), ""), "{shell}");
            assert!(ran.stdout.contains("jobscope"), "{shell}");
        }
    }
    let (zh, en) = (desk.run(&["man"]), desk.run(&["man", "--lang", "en"]));
    assert_eq!((zh.exit, en.exit), (Some(0), Some(0)));
    assert!(zh.stdout.contains(".SH 退出码") && en.stdout.contains(".SH EXIT STATUS"));
}

/// What bash itself makes of the script.
#[cfg(target_os = "linux")]
#[test]
fn bash_completes_commands_options_and_values() {
    let desk = Desk::with(&[("a.md", BULLETIN)]);
    fs::write(desk.path("completion.bash"), desk.run(&["completions", "bash"]).stdout).unwrap();
    let complete = |words: &[&str]| -> Vec<String> {
        let script = format!(
            "source completion.bash; COMP_WORDS=({}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); _jobscope; printf '%s\\n' \"${{COMPREPLY[@]}}\"",
            words.iter().map(|word| format!("'{word}'")).collect::<Vec<_>>().join(" ")
        );
        let output =
            std::process::Command::new("bash").args(["-c", &script]).current_dir(desk.folder()).output().unwrap();
        assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap().split_whitespace().map(str::to_owned).collect()
    };
    assert_eq!(complete(&["jobscope", "ex"]), ["extract", "explain"]);
    assert_eq!(complete(&["jobscope", "extract", "a.md", "--for"]), ["--format", "--force"]);
    assert_eq!(complete(&["jobscope", "extract", "--lang", ""]), ["zh", "en"]);
    assert_eq!(complete(&["jobscope", "extract", "--lang", "=", "z"]), ["zh"]);
    assert_eq!(complete(&["jobscope", "completions", ""]), ["bash", "zsh", "fish", "powershell"]);
    assert_eq!(complete(&["jobscope", "extract", "a"]), [""; 0], "files are left to bash");
    assert_eq!(complete(&["jobscope", ""]).len(), COMMANDS.len());
    let all = complete(&["jobscope", "chart", "-"]);
    let taken = FLAGS.iter().filter(|row| jobscope::cli::table::Command::Chart.takes(row.flag));
    assert!(taken.into_iter().all(|row| all.contains(&format!("--{}", row.long))), "{all:?}");
}

#[test]
fn a_reader_that_leaves_early_is_no_failure_of_any_command() {
    let desk = Desk::with(&[("a.md", BULLETIN), ("b.md", OTHER)]);
    for args in [
        &["articles", "."][..],
        &["tag", "."],
        &["explain", "."],
        &["check", ".", "--json"],
        &["indicators"],
        &["areas", "朝阳"],
        &["man"],
        &["completions", "bash"],
        &["--help"],
    ] {
        let mut child = desk.command(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let ran = Ran::from(child.wait_with_output().unwrap());
        assert!(ran.exit == Some(0) || args[0] == "check", "{args:?}: {}", ran.stderr);
        assert!(!ran.stderr.contains("panicked") && !ran.stderr.contains("Broken pipe"), "{args:?}: {}", ran.stderr);
    }
}

#[cfg(unix)]
#[test]
fn a_closed_standard_output_is_no_panic() {
    let desk = Desk::with(&[("a.md", BULLETIN)]);
    for args in ["extract a.md", "check a.md", "man", "areas 朝阳"] {
        let line = format!("exec '{}' {args} >&-", env!("CARGO_BIN_EXE_jobscope"));
        let output = std::process::Command::new("sh").args(["-c", &line]).current_dir(desk.folder()).output().unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.code().is_some_and(|code| code <= 2) && !stderr.contains("panicked"), "{args}: {stderr}");
    }
}

/// The samples lie in the program as well as in the folder: reading them needs nothing else.
#[test]
fn samples_have_no_problems() {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples");
    let ran = Desk::new().run(&["check", samples.to_str().unwrap(), "--json"]);
    let problems: Vec<_> = rows(&ran.stdout).into_iter().filter(|row| row["kind"] == "problem").collect();
    assert!(problems.is_empty(), "{problems:?}");
}

/// The figures of [`BULLETIN`] as `extract` writes them, a row a line.
fn exported(desk: &Desk, form: &str) -> String {
    let ran = desk.run(&["extract", "a.md", "--format", form]);
    assert_eq!(ran.exit, Some(0), "{}", ran.stderr);
    ran.stdout
}

#[test]
fn convert_leads_there_and_back_and_keeps_the_order() {
    let desk = Desk::with(&[("a.md", BULLETIN)]);
    let jsonl = exported(&desk, "jsonl");
    // Backwards, so that an order of its own would be seen.
    let backwards: Vec<&str> = jsonl.lines().rev().collect();
    let backwards = backwards.join("\n") + "\n";
    fs::write(desk.path("in.jsonl"), &backwards).unwrap();
    let ran = desk.run(&["convert", "in.jsonl", "-o", "out.csv"]);
    assert_eq!((ran.exit, ran.stdout.as_str()), (Some(0), ""), "{}", ran.stderr);
    assert!(ran.stderr.contains("3 个数据"), "{}", ran.stderr);
    let ran = desk.run(&["convert", "out.csv"]);
    assert_eq!((ran.exit, ran.stdout), (Some(0), backwards.clone()), "{}", ran.stderr);
    let again = desk.run(&["convert", "out.csv", "-o", "in.jsonl"]);
    assert_eq!(again.exit, Some(2), "an existing file needs --force");
    // A pipe has no name to tell the form by.
    for form in ["jsonl", "csv"] {
        let ran = desk.run_with_stdin(&["convert", "-"], &exported(&desk, form));
        assert_eq!((ran.exit, ran.stdout == jsonl), (Some(0), true), "{form}: {}", ran.stderr);
    }
}

#[test]
fn convert_tells_the_row_that_is_bad_and_goes_on() {
    let desk = Desk::with(&[("a.md", BULLETIN)]);
    let jsonl = exported(&desk, "jsonl");
    let lines: Vec<&str> = jsonl.lines().collect();
    let bad = lines[1].replace("\"level\"", "\"tallness\"");
    fs::write(desk.path("in.jsonl"), [lines[0], &bad, lines[2]].join("\n")).unwrap();
    let ran = desk.run(&["convert", "in.jsonl"]);
    assert_eq!(ran.exit, Some(1), "{}", ran.stderr);
    assert_eq!(ran.stdout.lines().collect::<Vec<_>>(), [lines[0], lines[2]]);
    assert!(ran.stderr.contains("in.jsonl: 第 2 行") && ran.stderr.contains("tallness"), "{}", ran.stderr);
    let ran = desk.run(&["convert", "a.md"]);
    assert_eq!((ran.exit, ran.stdout.as_str()), (Some(2), ""), "a bulletin is no export");
    assert!(ran.stderr.contains("a.md: "), "{}", ran.stderr);
    assert_eq!(desk.run(&["convert", "gone.csv", "-o", "out.jsonl"]).exit, Some(2));
    assert!(!desk.path("out.jsonl").exists(), "nothing was read, so nothing is written");
}

#[cfg(not(feature = "gui"))]
#[test]
fn a_build_without_the_window_says_that_it_cannot_draw() {
    let desk = Desk::with(&[("a.md", BULLETIN)]);
    let ran = desk.run(&["chart", "a.md", "-o", "a.svg", "--lang", "en"]);
    assert_eq!((ran.exit, desk.names()), (Some(2), vec!["a.md".to_owned()]));
    assert!(ran.stderr.contains("without the window"), "{}", ran.stderr);
}

#[test]
#[cfg(feature = "gui")]
fn the_text_of_a_chart_is_outlines_or_text() {
    let desk = Desk::with(&[("a.md", BULLETIN)]);
    for (letters, has_text) in [("outlines", false), ("font", true)] {
        let ran = desk.run(&["chart", "a.md", "--letters", letters, "-o", "a.svg", "--force"]);
        assert_eq!(ran.exit, Some(0), "{}", ran.stderr);
        let svg = desk.read("a.svg");
        assert_eq!((svg.contains("<text"), svg.contains("@font-face")), (has_text, has_text), "{letters}");
    }
}

#[test]
fn what_a_chart_cannot_show_is_told_with_what_there_is() {
    let desk = Desk::with(&[("a.md", BULLETIN), ("b.md", OTHER)]);
    let cases = [
        (&["--indicator", "生产总值"][..], &["生产总值", "城镇新增就业"][..]),
        (&["--indicator", "就业"], &["就业", "失业人员再就业"]),
        (&["--view", "area", "--areas", "苏州"], &["苏州", "大庆"]),
        (&["--indicator", "城镇新增就业", "--period", "2019"], &["2019"]),
        (&["--indicator", "城镇新增就业", "--period", "很久"], &["2021-Q1"]),
        (&["--view", "table", "--indicator", "就业"], &["table", "--indicator"]),
        (&["--areas", "大庆"], &["compare", "--areas"]),
        (&["--view", "area", "--areas", "大庆,邯郸"], &["area", "1"]),
    ];
    for (args, words) in cases {
        let ran = desk.run(&[&["chart", "a.md", "b.md", "-q", "-o", "a.svg"], args].concat());
        assert_eq!((ran.exit, ran.stderr.lines().count()), (Some(2), 1), "{args:?}: {}", ran.stderr);
        for word in words {
            assert!(ran.stderr.contains(word), "{word} in {}", ran.stderr);
        }
    }
    assert!(!desk.path("a.svg").exists());
}

#[test]
fn a_report_is_a_page_or_markdown_as_its_name_ends() {
    let desk = Desk::with(&[("a.md", BULLETIN), ("b.md", OTHER)]);
    let ran = desk.run(&["report", "a.md", "b.md", "-o", "r.html"]);
    assert_eq!((ran.exit, ran.stdout.as_str()), (Some(0), ""), "{}", ran.stderr);
    let page = desk.read("r.html");
    assert!(page.contains("<html") && page.contains("城镇新增就业") && page.contains("2156"), "{page}");
    let drawn = if cfg!(feature = "gui") { "<figure class=\"drawn\">" } else { "class=\"bars\"" };
    assert!(page.contains(drawn), "the window's charts, or bars where there is no window");
    let args = ["report", "a.md", "--indicator", "失业人员再就业", "--areas", "临漳", "--period", "2021", "-o", "r.md"];
    let ran = desk.run(&args);
    assert_eq!(ran.exit, Some(0), "{}", ran.stderr);
    let text = desk.read("r.md");
    assert!(text.starts_with("# ") && text.contains("| 658人 |") && !text.contains("| 2156人 |"), "{text}");
    assert!(desk.run(&["report", "a.md"]).stdout.contains("<html"), "to standard output without -o");
    assert_eq!(desk.run(&args).exit, Some(2), "an existing file needs --force");
    for (args, word) in [
        (&["report", "a.md", "-o", "r.docx"][..], ".html"),
        (&["report", "a.md", "--indicator", "生产总值"], "生产总值"),
        (&["report", "gone.md", "-o", "s.html"], "gone.md"),
    ] {
        let ran = desk.run(args);
        assert_eq!((ran.exit, ran.stdout.as_str()), (Some(2), ""), "{args:?}");
        assert!(ran.stderr.contains(word), "{}", ran.stderr);
    }
    assert_eq!(desk.names(), ["a.md", "b.md", "r.html", "r.md"]);
}

#[test]
fn a_province_is_not_taken_for_its_only_county() {
    let bulletin = "# 就业简报\n\n## 河北邯郸 | 稳就业\n\n2023年1至4月，临漳县城镇新增就业2156人。\n";
    let desk = Desk::with(&[("a.md", bulletin)]);
    let asked = |area| desk.run(&["report", "a.md", "--date", "2023-05-19", "--areas", area, "-o", "a.html"]);
    let ran = asked("河北");
    assert_eq!(ran.exit, Some(2), "{}", ran.stderr);
    assert!(ran.stderr.contains("没有地区“河北”的数据"), "{}", ran.stderr);
    assert_eq!(asked("临漳").exit, Some(0));
}
