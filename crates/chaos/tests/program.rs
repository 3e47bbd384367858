//! A short campaign against the program itself, with the seed that `make chaos` begins with.

use std::path::{Path, PathBuf};
use std::time::Duration;

use chaos::campaign::{Row, Until, disk, kills, videos};

/// At least one round of each is done, however slow the machine.
const SHORT: Duration = Duration::from_secs(6);

/// The program that the same build made, beside the folder of this test; `None` when only this crate is tested.
fn program() -> Option<PathBuf> {
    let here = std::env::current_exe().unwrap();
    let program = here
        .ancestors()
        .nth(2)?
        .join(format!("unhunch{}", std::env::consts::EXE_SUFFIX));
    if !program.is_file() {
        eprintln!("skipped: {} is not built", program.display());
        return None;
    }
    Some(program)
}

fn nothing_found(row: &Row) {
    if let Some(why) = &row.skipped {
        eprintln!("skipped: {}: {why}", row.what);
    }
    assert!(row.findings.is_empty(), "{}: {:#?}", row.what, row.findings);
}

#[test]
fn what_is_acknowledged_outlives_kills() {
    let Some(program) = program() else { return };
    nothing_found(&kills::run(&program, 1, Until::after(SHORT)).unwrap());
}

#[test]
fn a_full_disk_loses_nothing() {
    let Some(program) = program() else { return };
    nothing_found(&disk::run(&program, Until::after(SHORT)).unwrap());
}

#[test]
fn damaged_videos_are_judged_or_refused_in_words() {
    let Some(program) = program() else { return };
    let clip = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../clips/s2_routine_correct.mp4");
    nothing_found(&videos::run(&program, &clip, 1, Until::after(SHORT)).unwrap());
}
