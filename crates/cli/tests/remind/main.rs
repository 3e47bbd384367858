//! `unhunch remind`, the real program, on a desktop that the test makes: a bus of its own with notifications that the test
//! presses, an X server without a screen, and programs of the system that say what the test wants.

#![cfg(target_os = "linux")]

mod a_day;
mod desktop;
mod install;
mod status;

use std::process::Output;

/// What the program said on standard output.
fn said(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("the program writes UTF-8")
}

/// Whether a program is there, for tests that can't do without; says so where it is not.
fn has(program: &str) -> bool {
    let found = std::process::Command::new("sh")
        .args(["-c", "command -v \"$0\"", program])
        .output();
    let found = found.is_ok_and(|said| said.status.success());
    if !found {
        // Continuous integration installs all of them.
        assert!(
            std::env::var_os("CI").is_none(),
            "{program} is missing: scripts/setup test installs it"
        );
        eprintln!("skipped: {program} is missing (scripts/setup test installs it)");
    }
    found
}
