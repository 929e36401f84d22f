//! The walls between the rooms of `src/`: what a folder may reach is told here, and every path in the sources is held to it.
//!
//! Reads the sources as text. Comments, strings and the tests inside a file are left out; `use` groups are spread and
//! `super` is resolved, so that no spelling slips through.

#![allow(clippy::unwrap_used, reason = "a helper of a test may fail the test")]

use std::path::{Path, PathBuf};

/// A room with what it may reach. Whatever is not named is behind a wall.
struct Room {
    /// The folder of `src/`, or the file without its extension.
    name: &'static str,
    /// The other rooms that it may know.
    rooms: &'static [&'static str],
    /// What it may use of the world outside, beyond computing.
    world: &'static [World],
}

/// Things of the outside world that most rooms must do without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum World {
    /// Files and folders.
    Disk,
    /// Standard input, output, error.
    Terminal,
    /// Threads.
    Threads,
    /// Clocks.
    Clock,
    /// Environment variables, arguments.
    Environment,
    /// egui and its kin.
    Drawing,
    /// File dialogs.
    Dialogs,
    /// The network: never.
    Network,
}

/// How each thing of the world is recognised, by the start of a path.
const WORLD: [(World, &[&str]); 8] = [
    (World::Disk, &["std::fs", "walkdir", "tempfile", "memmap2", "std::path::Path::exists"]),
    (
        World::Terminal,
        &["std::io::stdin", "std::io::stdout", "std::io::stderr", "print!", "println!", "eprint!", "eprintln!"],
    ),
    (World::Threads, &["std::thread", "std::sync::mpsc", "rayon", "crossbeam_channel"]),
    (World::Clock, &["std::time", "jiff::Zoned", "jiff::Timestamp", "jiff::tz"]),
    (World::Environment, &["std::env", "std::process", "etcetera"]),
    (World::Drawing, &["egui", "eframe", "epaint", "egui_plot", "egui_extras"]),
    (World::Dialogs, &["rfd"]),
    (World::Network, &["std::net", "std::os::unix::net", "reqwest", "ureq"]),
];

/// The rooms, along the way through the house.
const ROOMS: [Room; 14] = [
    Room { name: "model", rooms: &[], world: &[] },
    Room { name: "words", rooms: &[], world: &[] },
    Room { name: "gazetteer", rooms: &["model::area", "words"], world: &[] },
    Room { name: "read", rooms: &["model", "words"], world: &[] },
    Room { name: "extract", rooms: &["model", "words", "gazetteer"], world: &[] },
    // The clock bounds the time for a file; what is read and found does not depend on it.
    Room { name: "pipeline", rooms: &["model", "read", "extract"], world: &[World::Disk, World::Clock] },
    Room { name: "compare", rooms: &["model", "gazetteer"], world: &[] },
    Room {
        name: "export",
        rooms: &["model", "read::rows", "read::archive", "read::limits", "pipeline", "compare"],
        world: &[World::Disk],
    },
    // A report is words and pictures of what is compared: whoever asked for it writes the file.
    Room { name: "report", rooms: &["model", "pipeline", "compare"], world: &[] },
    Room { name: "library", rooms: &["model", "export"], world: &[World::Disk, World::Environment] },
    Room {
        name: "app",
        rooms: &["model", "gazetteer", "read", "extract", "pipeline", "compare", "export", "report", "library"],
        world: &[World::Threads],
    },
    Room {
        name: "ui",
        rooms: &["model", "gazetteer", "extract", "pipeline", "compare", "export", "report", "library", "app"],
        world: &[World::Drawing, World::Dialogs, World::Threads, World::Clock, World::Environment],
    },
    Room {
        name: "cli",
        // The gazetteer is asked for names alone, as a dictionary is; a picture is of the window's state.
        rooms: &["model", "gazetteer", "read", "extract", "pipeline", "compare", "report", "export", "library", "app"],
        world: &[World::Disk, World::Terminal, World::Threads, World::Environment],
    },
    Room { name: "main", rooms: &["model", "report", "cli", "ui"], world: &[World::Environment] },
];

/// Every path in this file that its room must not reach.
fn violations(file: &Path, source: &str) -> Vec<String> {
    let module: Vec<String> = module_of(file);
    let Some(name) = module.first().filter(|name| *name != "lib") else { return Vec::new() };
    let Some(room) = ROOMS.iter().find(|room| room.name == name) else {
        return vec![format!("{}: the room {name} has no row in the table of walls", file.display())];
    };
    let mut found = Vec::new();
    for path in paths(&program_text(source)) {
        if let Some(reason) = forbidden(room, &absolute(&path, &module)) {
            found.push(format!("{}: {path}: {reason}", file.display()));
        }
    }
    found
}

/// Why the room may not use this absolute path.
fn forbidden(room: &Room, path: &str) -> Option<String> {
    let starts = |with: &str| path == with || path.strip_prefix(with).is_some_and(|rest| rest.starts_with("::"));
    if let Some(inside) = path.strip_prefix("crate::").or_else(|| path.strip_prefix("jobscope::")) {
        let reached = inside.split("::").next().unwrap_or_default();
        // A capital or a lone word is an item of the crate root, and there are none but rooms.
        let is_allowed = reached == room.name
            || room
                .rooms
                .iter()
                .any(|known| starts(&format!("crate::{known}")) || starts(&format!("jobscope::{known}")));
        return (!is_allowed).then(|| format!("{} must not know {reached}", room.name));
    }
    // A length of time is no clock.
    if starts("std::time::Duration") {
        return None;
    }
    let (world, _) = WORLD.iter().find(|(_, signs)| signs.iter().any(|sign| starts(sign)))?;
    (!room.world.contains(world)).then(|| format!("{} has no business with {world:?}", room.name))
}

/// `src/cli/plan.rs` → `cli, plan`; `src/cli/mod.rs` → `cli`.
fn module_of(file: &Path) -> Vec<String> {
    let parts = file.with_extension("");
    let mut module: Vec<String> = parts.iter().map(|part| part.to_string_lossy().into_owned()).collect();
    module.retain(|part| part != "mod");
    module
}

/// Resolves `self` and `super` at the start of a path; the module of a `mod.rs` is its folder.
fn absolute(path: &str, module: &[String]) -> String {
    let mut here = module.to_vec();
    let mut rest = path;
    let mut is_relative = false;
    loop {
        if let Some(inner) = rest.strip_prefix("super::") {
            here.pop();
            rest = inner;
        } else if let Some(inner) = rest.strip_prefix("self::") {
            rest = inner;
        } else {
            break;
        }
        is_relative = true;
    }
    if !is_relative {
        return path.trim_start_matches("::").to_owned();
    }
    let mut absolute = vec!["crate".to_owned()];
    absolute.append(&mut here);
    absolute.push(rest.to_owned());
    absolute.join("::")
}

/// The source without comments, strings and the module of tests at its end.
fn program_text(source: &str) -> String {
    let source = source.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let mut text = String::with_capacity(source.len());
    let mut chars = source.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '/' if chars.peek() == Some(&'/') => while chars.next_if(|&c| c != '\n').is_some() {},
            '"' => {
                while let Some(c) = chars.next() {
                    match c {
                        '\\' => _ = chars.next(),
                        '"' => break,
                        _ => {}
                    }
                }
                text.push(' ');
            }
            // A character, not a lifetime: 'x' or '\n'. A quote in it would open a string.
            '\'' => {
                let mut ahead = chars.clone();
                let first = ahead.next();
                let is_char = first == Some('\\') || ahead.next() == Some('\'');
                if is_char {
                    if chars.next() == Some('\\') {
                        chars.next();
                    }
                    while chars.next_if(|&c| c != '\'').is_some() {}
                    chars.next();
                }
            }
            c => text.push(c),
        }
    }
    text
}

/// Every path of two or more names, groups spread: `use std::{fs, io::Write}` gives `std::fs` and `std::io::Write`. A lone
/// name counts where it may be a crate, and with its mark where it is a macro.
fn paths(text: &str) -> Vec<String> {
    let tokens = tokens(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        at = path_at(&tokens, at, "", &mut found).max(at + 1);
    }
    found
}

/// Reads one path that starts at this token, behind the prefix, and returns where it ends.
fn path_at(tokens: &[&str], mut at: usize, prefix: &str, found: &mut Vec<String>) -> usize {
    let mut path = prefix.to_owned();
    loop {
        match tokens.get(at) {
            Some(&"{") if path.ends_with("::") => {
                at += 1;
                while at < tokens.len() && tokens[at] != "}" {
                    at = path_at(tokens, at, &path, found).max(at + 1);
                }
                return at + 1;
            }
            Some(name) if is_name(name) => path.push_str(name),
            _ => break,
        }
        at += 1;
        match tokens.get(at) {
            Some(&"::") => path.push_str("::"),
            Some(&"!") => {
                path.push('!');
                break;
            }
            _ => break,
        }
        at += 1;
    }
    if !path.is_empty() && path != prefix {
        found.push(path.trim_end_matches("::").to_owned());
    }
    at
}

fn is_name(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphanumeric() || c == '_')
}

fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = if first.is_alphanumeric() || first == '_' {
            rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len())
        } else if rest.starts_with("::") {
            2
        } else {
            first.len_utf8()
        };
        let (token, after) = rest.split_at(length);
        if !first.is_whitespace() {
            tokens.push(token);
        }
        rest = after;
    }
    tokens
}

/// All sources, by their path inside `src/`.
fn sources() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files = walkdir::WalkDir::new(&root).sort_by_file_name().into_iter().map(Result::unwrap);
    let files = files.filter(|entry| entry.path().extension().is_some_and(|extension| extension == "rs"));
    files
        .map(|entry| {
            let inside = entry.path().strip_prefix(&root).unwrap().to_owned();
            (inside, std::fs::read_to_string(entry.path()).unwrap())
        })
        // A file of tests belongs to its room's tests, not to the room.
        .filter(|(file, _)| file.file_stem().is_some_and(|stem| stem != "tests"))
        .collect()
}

#[test]
fn no_room_reaches_through_a_wall() {
    let sources = sources();
    assert!(sources.len() > 20, "the sources were found");
    let found: Vec<_> = sources.iter().flat_map(|(file, source)| violations(file, source)).collect();
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

#[test]
fn a_planted_violation_is_found_however_it_is_spelled() {
    let cases = [
        ("model/area.rs", "use crate::read::ReadOptions;"),
        ("read/mod.rs", "use crate::extract::Extractor;"),
        ("gazetteer/table.rs", "use crate::model::bulletin::Bulletin;"),
        ("extract/period.rs", "let now = std::time::SystemTime::now();"),
        ("extract/mod.rs", "use std::{borrow::Cow, fs, io};"),
        ("extract/mod.rs", "use std::{borrow::{Cow, ToOwned}, thread};"),
        ("extract/a/deep.rs", "use super::super::super::pipeline;"),
        ("extract/mod.rs", "use super::read;"),
        ("extract/mod.rs", "::std::fs::read(path)"),
        ("compare/ranking.rs", "fn draw(ui: &mut egui::Ui) {}"),
        ("compare/ranking.rs", "use egui;"),
        ("app/state.rs", "use eframe::egui;"),
        ("app/state.rs", "use crate::ui::theme;"),
        ("app/jobs.rs", "std::fs::read_to_string(path)"),
        ("ui/reader.rs", "use std::fs::File;"),
        ("ui/reader.rs", "use crate::cli;"),
        ("cli/tag.rs", "jobscope::ui::run(paths)"),
        ("pipeline.rs", "println!(\"x\")"),
        ("library/db.rs", "use egui_extras::TableBuilder;"),
        ("cellar/mod.rs", ""),
        ("export/rows.rs", "let quote = '\"'; let x = std::net::TcpStream::connect(\"a\");"),
    ];
    for (file, source) in cases {
        assert_eq!(violations(Path::new(file), source).len(), 1, "{file}: {source}");
    }
}

#[test]
fn what_is_allowed_or_only_talked_about_is_not_found() {
    let cases = [
        ("read/mod.rs", "use crate::model::{bulletin::Bulletin, problem};"),
        ("read/mod.rs", "// Unlike crate::extract, nothing here uses egui::Ui.\nlet a = 1;"),
        ("extract/mod.rs", "let hint = \"see std::fs and crate::ui\";"),
        ("extract/mod.rs", "let quote = '\"'; // std::fs\nlet other = '\\'';"),
        ("extract/figure.rs", "use super::number::Number; use crate::gazetteer;"),
        ("extract/a/deep.rs", "use super::super::number; use self::x::y;"),
        ("compare/marks.rs", "fn f() {}\n#[cfg(test)]\nmod tests {\n    use std::fs;\n}"),
        ("cli/input.rs", "use std::io::{self, Read as _}; use rayon::prelude::*;"),
        ("app/jobs.rs", "use std::time::Duration;"),
        ("lib.rs", "pub mod ui;"),
        ("main.rs", "jobscope::ui::run(paths); use jobscope::cli::{self, Exit};"),
        ("compare/names.rs", "area.code.map(crate::model::area::AreaCode::level)"),
    ];
    for (file, source) in cases {
        assert_eq!(violations(Path::new(file), source), Vec::<String>::new(), "{file}: {source}");
    }
}
