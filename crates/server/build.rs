//! Embeds the page: makes a table of every file that Vite left in `web/dist`.
//!
//! Without that folder the table is empty, and the program says so when it is asked to serve.

use std::env;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

fn main() {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let dist = root.join("../../web/dist");
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets it"));
    println!("cargo:rerun-if-changed={}", dist.display());
    println!("cargo:rerun-if-changed=build.rs");

    let mut files = Vec::new();
    if dist.is_dir() {
        // `include_bytes!` wants a path that holds from anywhere.
        let dist = std::path::absolute(&dist).unwrap_or_else(|error| fail(&dist, &error));
        collect(&dist, "", &mut files);
        files.sort();
    }
    let mut table = String::from("&[\n");
    for (name, path) in &files {
        // `a.js.br` is the compressed form of `a.js`, not a file of its own.
        if name
            .strip_suffix(".br")
            .is_some_and(|plain| files.iter().any(|(name, _)| name == plain))
        {
            continue;
        }
        let bytes = fs::read(path).unwrap_or_else(|error| fail(path, &error));
        let sha256: String = Sha256::digest(&bytes)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        let compressed = format!("{name}.br");
        let brotli = match files.iter().find(|(name, _)| *name == compressed) {
            Some((_, path)) => format!("Some(include_bytes!({path:?}))"),
            None => "None".to_owned(),
        };
        writeln!(
            table,
            "    File {{ path: {name:?}, sha256: {sha256:?}, bytes: include_bytes!({path:?}), brotli: {brotli} }},"
        )
        .expect("a String takes everything");
    }
    table.push_str("]\n");
    let at = out.join("page.rs");
    fs::write(&at, table).unwrap_or_else(|error| fail(&at, &error));
}

/// Every file under `folder`: its name with `/` between folders, and where it lies.
fn collect(folder: &Path, prefix: &str, files: &mut Vec<(String, PathBuf)>) {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| fail(folder, &error));
    for entry in entries {
        let entry = entry.unwrap_or_else(|error| fail(folder, &error));
        let path = entry.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
            continue;
        };
        // What file managers and editors leave behind.
        if name.starts_with('.') {
            continue;
        }
        let name = format!("{prefix}{name}");
        if path.is_dir() {
            collect(&path, &format!("{name}/"), files);
        } else {
            files.push((name, path));
        }
    }
}

fn fail(path: &Path, error: &std::io::Error) -> ! {
    println!("cargo:error=can't embed the page: {}: {error}", path.display());
    std::process::exit(1)
}
