//! What the command line writes to disk: whole or not at all, and nothing over what is there.

#![allow(clippy::unwrap_used, reason = "a helper of a test may fail the test")]

#[path = "support/shell.rs"]
mod shell;

use std::fs;

use shell::{BULLETIN, Desk};

#[test]
fn the_output_file_is_whole_or_untouched() {
    let desk = Desk::with(&[("a.md", BULLETIN)]);
    let ran = desk.run(&["extract", "a.md", "-o", "out.csv"]);
    assert_eq!((ran.exit, ran.stdout.as_str()), (Some(0), ""), "{}", ran.stderr);
    let written = desk.read("out.csv");
    assert!(written.starts_with("\u{feff}bulletin,"), "the name decides the format");

    let ran = desk.run(&["extract", "gone.md", "-o", "out.csv", "--force"]);
    assert_eq!(ran.exit, Some(2));
    assert_eq!(desk.read("out.csv"), written, "nothing was read, so nothing is replaced");

    for args in [&["extract", "a.md", "-o", "a.md"][..], &["extract", "a.md", "-o", "./a.md", "--force"]] {
        let ran = desk.run(args);
        assert_eq!(ran.exit, Some(2));
        assert_eq!(desk.read("a.md"), BULLETIN, "an input is never overwritten");
    }
    assert_eq!(desk.names(), ["a.md", "out.csv"], "no scraps are left");
}

#[test]
fn an_existing_file_is_replaced_only_with_force() {
    let desk = Desk::with(&[("a.md", BULLETIN), ("out.csv", "old")]);
    for command in ["extract", "articles", "tag", "explain", "check"] {
        let ran = desk.run(&[command, "a.md", "-o", "out.csv"]);
        assert_eq!((ran.exit, ran.stdout.as_str()), (Some(2), ""), "{command}");
        assert_eq!(desk.read("out.csv"), "old", "{command}");
        assert!(ran.stderr.contains("--force") && ran.stderr.contains("out.csv"), "{}", ran.stderr);
        assert_eq!(ran.stderr.lines().count(), 1, "it is said before anything is read: {}", ran.stderr);
    }
    let english = desk.run(&["extract", "a.md", "-o", "out.csv", "--lang", "en"]).stderr;
    assert!(english.contains("replace it with --force"), "{english}");
    let ran = desk.run(&["extract", "a.md", "-o", "out.csv", "--force"]);
    assert_eq!(ran.exit, Some(0), "{}", ran.stderr);
    assert!(desk.read("out.csv").starts_with("\u{feff}bulletin,"));
}

#[cfg(unix)]
#[test]
fn a_device_needs_no_force() {
    let desk = Desk::with(&[("a.md", BULLETIN)]);
    let ran = desk.run(&["extract", "a.md", "-o", "/dev/null"]);
    assert_eq!(ran.exit, Some(0), "{}", ran.stderr);
}

#[test]
fn a_place_that_cannot_be_written_is_told_with_a_way_out() {
    let desk = Desk::with(&[("a.md", BULLETIN), ("folder/b.md", BULLETIN)]);
    let cases = [
        (["-o", "none/out.csv"], &["none", "文件夹"][..]),
        (["-o", "folder"], &["folder", "文件名"]),
        (["-o", "a.md/out.csv"], &["a.md", "请"]),
    ];
    for (output, words) in cases {
        let ran = desk.run(&["extract", "folder", output[0], output[1], "--force"]);
        assert_eq!((ran.exit, ran.stdout.as_str()), (Some(2), ""), "{output:?}");
        for word in words {
            assert!(ran.stderr.contains(word), "{word} in {}", ran.stderr);
        }
    }
    assert_eq!(desk.names(), ["a.md", "folder"]);
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written_to_is_told() {
    use std::os::unix::fs::PermissionsExt as _;
    let desk = Desk::with(&[("a.md", BULLETIN), ("locked/b.md", BULLETIN)]);
    let locked = desk.path("locked");
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o555)).unwrap();
    let may_write = fs::write(desk.path("locked/probe"), "").is_ok();
    let ran = desk.run(&["extract", "a.md", "-o", "locked/out.csv", "--lang", "en"]);
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o755)).unwrap();
    // Root may write anywhere.
    if may_write {
        return;
    }
    assert_eq!(ran.exit, Some(2));
    assert!(ran.stderr.contains("locked/out.csv") && ran.stderr.contains("may not be written to"), "{}", ran.stderr);
}

/// Ctrl+C while the output is being written: the program ends at once and leaves nothing behind.
#[cfg(unix)]
#[test]
fn an_interrupted_run_leaves_no_half_written_file() {
    use std::os::unix::process::ExitStatusExt as _;
    use std::process::{Command, Stdio};

    for signal in ["INT", "TERM"] {
        let desk = Desk::with(&[("a.md", BULLETIN), ("out.csv", "old")]);
        // Standard input stays open, so that the run cannot come to its end by itself.
        let mut command = desk.command(&["extract", "a.md", "-", "-o", "out.csv", "--force"]);
        let mut child = command.stdin(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let is_writing = || desk.names().iter().any(|name| name.starts_with(".jobscope-"));
        while !is_writing() {
            assert_eq!(child.try_wait().unwrap(), None, "it waits for standard input");
            std::thread::yield_now();
        }
        let sent = Command::new("kill").args(["-s", signal, &child.id().to_string()]).status().unwrap();
        assert!(sent.success());
        let ended = child.wait().unwrap();
        assert_eq!((ended.code(), ended.signal()), (Some(130), None), "{signal}");
        assert_eq!(desk.names(), ["a.md", "out.csv"], "{signal}: no scraps are left");
        assert_eq!(desk.read("out.csv"), "old", "{signal}: what stood there is untouched");
    }
}
