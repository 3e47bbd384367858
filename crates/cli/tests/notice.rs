//! NOTICE names every library that is compiled in.

#![cfg(unix)]

use std::path::Path;
use std::process::Command;

#[test]
fn notice_names_every_library_that_is_compiled_in() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let listed = Command::new(root.join("scripts/notice")).arg("list").output().unwrap();
    assert!(listed.status.success(), "{}", String::from_utf8_lossy(&listed.stderr));
    let libraries = String::from_utf8(listed.stdout).unwrap();
    assert!(libraries.lines().count() > 100, "too few to be all: {libraries}");
    let notice = std::fs::read_to_string(root.join("NOTICE")).unwrap();
    let missing: Vec<&str> = libraries.lines().filter(|line| !notice.contains(line)).collect();
    assert!(missing.is_empty(), "run `make notice`; not named: {missing:#?}");
    let (_, named) = notice.split_once("with their licences:\n\n").unwrap();
    let gone: Vec<&str> = named.lines().filter(|line| !libraries.contains(line)).collect();
    assert!(gone.is_empty(), "run `make notice`; no longer compiled in: {gone:#?}");
}
