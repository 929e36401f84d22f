//! No network: nothing that opens a connection is linked into the command line.

#![allow(clippy::unwrap_used, reason = "a helper of a test may fail the test")]

use std::process::Command;

/// Crates that speak over a network, or whose only use is to.
const NETWORK: &[&str] = &[
    "async-std",
    "attohttpc",
    "awc",
    "curl",
    "curl-sys",
    "ehttp",
    "h2",
    "h3",
    "http",
    "hyper",
    "isahc",
    "mio",
    "minreq",
    "native-tls",
    "openssl",
    "openssl-sys",
    "quinn",
    "reqwest",
    "rustls",
    "smol",
    "socket2",
    "ssh2",
    "surf",
    "tokio",
    "trust-dns-resolver",
    "hickory-resolver",
    "tungstenite",
    "ureq",
    "websocket",
    "zmq",
];

#[test]
fn the_command_line_links_nothing_that_speaks_over_a_network() {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let tree = Command::new(cargo)
        .args(["tree", "--offline", "--locked", "--no-default-features", "-e", "normal,build", "--prefix", "none"])
        .args(["--format", "{p}|{f}"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(tree.status.success(), "{}", String::from_utf8_lossy(&tree.stderr));
    let tree = String::from_utf8(tree.stdout).unwrap();
    let mut n_crates = 0;
    for line in tree.lines() {
        let (package, features) = line.split_once('|').unwrap_or((line, ""));
        let name = package.split(' ').next().unwrap_or_default();
        n_crates += 1;
        assert!(!NETWORK.contains(&name), "{name} speaks over a network");
        // System calls for sockets are there only if this feature asks for them.
        let has_sockets =
            name == "rustix" && features.trim_end_matches(" (*)").split(',').any(|feature| feature == "net");
        assert!(!has_sockets, "{package} brings sockets: {features}");
    }
    assert!(n_crates > 30, "the tree was read: {tree}");
    assert!(tree.contains("rustix"), "the crate whose features are looked at is there");
}
