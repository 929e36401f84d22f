//! Without a display the program ends with one readable sentence: no panic, no backtrace.

#![cfg(all(feature = "gui", target_os = "linux"))]

use std::process::Command;

/// Runs the window without a display, or with one that cannot be reached.
fn run(display: Option<&str>) -> (Option<i32>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jobscope"));
    for name in ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"] {
        command.env_remove(name);
    }
    command.envs(display.map(|display| ("DISPLAY", display))).env("LANG", "zh_CN.UTF-8").env("RUST_BACKTRACE", "1");
    let output = command.output().expect("the program starts");
    assert!(output.stdout.is_empty(), "stdout carries data only");
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn without_a_display_one_sentence_names_cause_and_way_out() {
    // Display 9999 is beyond what any server listens on.
    for (display, cause) in [(None, "DISPLAY"), (Some(":9999"), "连不上图形显示")] {
        let (code, stderr) = run(display);
        assert_eq!(code, Some(2), "{stderr}");
        assert_eq!(stderr.trim_end().lines().count(), 1, "{stderr}");
        assert!(stderr.contains(cause) && stderr.contains("jobscope extract"), "{stderr}");
        for word in ["panick", "backtrace", ".rs:"] {
            assert!(!stderr.contains(word), "{stderr}");
        }
    }
}
