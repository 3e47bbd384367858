//! No part of the program needs more instructions than are written down. `WRITE=1` writes down what it needs now.

use std::process::Command;

#[test]
fn instructions_are_no_more_than_are_written_down() {
    let mut program = Command::new(env!("CARGO_BIN_EXE_instructions"));
    if std::env::var_os("WRITE").is_some_and(|write| !write.is_empty()) {
        program.arg("--write");
    }
    let output = program.output().unwrap();
    // Printed by the test itself, which the runner keeps quiet about unless it fails.
    print!("{}", String::from_utf8_lossy(&output.stdout));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
