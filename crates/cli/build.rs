//! Names the code that makes landmarks out of pictures, so that `validate` never judges landmarks of other code.
//!
//! A version number kept by hand would be forgotten once; the sources can't be. A change of thresholds, measures or
//! the coach leaves the name as it is: what they judge is still what these files made.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

/// All that stands between a video and its trace.
const MAKES_LANDMARKS: [&str; 6] = [
    "../body/src",
    "../infer/src",
    "../pose/src",
    "../footage/src",
    "src/validate/looking.rs",
    "src/watch.rs",
];

/// Beside the project, where its development material lies.
const REAL_TRACES: &str = "../../../shared/truth/real/traces";

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    let mut hash = Sha256::new();
    for place in MAKES_LANDMARKS {
        println!("cargo::rerun-if-changed={place}");
        let mut files = Vec::new();
        collect(Path::new(place), &mut files)?;
        files.sort();
        for file in files {
            // The name with its length and the content with its own: no two sets of files give the same bytes.
            let name = file.to_string_lossy().replace('\\', "/");
            let content = fs::read(&file)?;
            hash.update((name.len() as u64).to_le_bytes());
            hash.update(name.as_bytes());
            hash.update((content.len() as u64).to_le_bytes());
            hash.update(content);
        }
    }
    println!("cargo::rustc-env=UNHUNCH_LANDMARK_CODE={:x}", hash.finalize());
    // Traces of real people stay where they are: a test that needs them is ignored, by name, where they are missing.
    println!("cargo::rustc-check-cfg=cfg(real_traces)");
    if Path::new(REAL_TRACES).is_dir() {
        println!("cargo::rustc-cfg=real_traces");
    }
    Ok(())
}

fn collect(place: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    if place.is_file() {
        files.push(place.to_owned());
        return Ok(());
    }
    for entry in fs::read_dir(place)? {
        collect(&entry?.path(), files)?;
    }
    Ok(())
}
