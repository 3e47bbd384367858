//! The real binary: videos, traces and guides in; reports and exit codes out.

mod bundled_clip;
mod cases;
mod clips;
mod damaged;
mod golden;
mod guide_files;
mod guide_import;
mod guides;
mod help;
mod history;
mod many;
mod outputs;
mod plan;
mod private;
mod robust;
mod serve;
mod stuck;
mod unfinished;
mod unusable;
mod validate;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// What the program said and how it ended.
struct Said {
    code: Option<i32>,
    out: String,
    err: String,
}

impl From<Output> for Said {
    fn from(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the program writes UTF-8");
        Self {
            code: output.status.code(),
            out: text(output.stdout),
            err: text(output.stderr),
        }
    }
}

/// The program, without colours.
fn program() -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_unhunch"));
    program.env("NO_COLOR", "1").env("COLUMNS", "80");
    program
}

fn unhunch<S: AsRef<std::ffi::OsStr>>(arguments: impl IntoIterator<Item = S>) -> Said {
    program().args(arguments).output().expect("the program starts").into()
}

/// The clip that comes with the repository.
fn bundled() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../clips/s2_routine_correct.mp4")
}
