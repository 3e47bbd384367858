//! Takes the model files out of the pinned npm package and proves that they are the ones we know. The heavy one is put
//! beside the program, the others are embedded.
//!
//! Three files lie in the package as they are; the others sit in one packed file, at offsets that
//! the package's own loader script lists.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use sha2::{Digest, Sha256};

/// File and its SHA-256: another package version must not slip in unseen.
const MODELS: [(&str, &str); 5] = [
    (
        "pose_detection.tflite",
        "a63c614bef30d35947f13be361820b1e4e3bec9cfeebf4d11216a18373108e85",
    ),
    (
        "pose_landmark_lite.tflite",
        "f17bfbecadb61c3be1baa8b8d851cc6619c870a87167b32848ad20db306b9d61",
    ),
    (
        "pose_landmark_full.tflite",
        "e9a5c5cb17f736fafd4c2ec1da3b3d331d6edbe8a0d32395855aeb2cdfd64b9f",
    ),
    (
        "pose_landmark_heavy.tflite",
        "59e42d71bcd44cbdbabc419f0ff76686595fd265419566bd4009ef703ea8e1fe",
    ),
    (
        "face_landmark.tflite",
        "c603fa6149219a3e9487dc9abd7a0c24474c77263273d24868378cdf40aa26d1",
    ),
];
/// Too large for the program; few ask for it.
const BESIDE: &str = "pose_landmark_heavy.tflite";
const PACKED: &str = "holistic_solution_packed_assets.data";
const LOADER: &str = "holistic_solution_packed_assets_loader.js";

fn main() {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let package = root.join("../../models/node_modules/@mediapipe/holistic");
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets it"));
    println!("cargo:rerun-if-changed={}", package.display());
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed={}", programs(&out).join(BESIDE).display());
    if !package.join(PACKED).is_file() {
        fail("the model package is not installed: run `make setup` (it runs `npm ci` in models/)");
    }
    // As old as what it is made of: cargo takes a file that is newer than this run for a change, and would build all that
    // comes after the models anew each time.
    let installed = fs::metadata(package.join(LOADER))
        .and_then(|about| about.modified())
        .unwrap_or_else(|error| fail(&format!("can't read {LOADER}: {error}")));
    for (name, expected) in MODELS {
        let bytes = read_model(&package, name);
        let actual = hex(&Sha256::digest(&bytes));
        if actual != expected {
            fail(&format!(
                "{name} has SHA-256 {actual}, expected {expected}: is models/package-lock.json unchanged?"
            ));
        }
        let folder = if name == BESIDE { programs(&out) } else { &out };
        put(&folder.join(name), &bytes, installed);
        println!(
            "cargo:rustc-env=SHA256_{}={actual}",
            name.trim_end_matches(".tflite").to_uppercase()
        );
    }
}

/// The folder in which the program will lie: cargo gives this script `<there>/build/models-<hash>/out`.
fn programs(out: &Path) -> &Path {
    out.ancestors()
        .nth(3)
        .unwrap_or_else(|| fail(&format!("{} is no folder of a build", out.display())))
}

/// Under its name only when it is whole: a program may be reading it.
fn put(path: &Path, bytes: &[u8], modified: SystemTime) {
    let unfinished = path.with_extension("unfinished");
    fs::write(&unfinished, bytes)
        .and_then(|()| {
            fs::File::options()
                .write(true)
                .open(&unfinished)?
                .set_modified(modified)
        })
        .and_then(|()| fs::rename(&unfinished, path))
        .unwrap_or_else(|error| fail(&format!("can't write {}: {error}", path.display())));
}

fn read_model(package: &Path, name: &str) -> Vec<u8> {
    let plain = package.join(name);
    if plain.is_file() {
        return fs::read(plain).unwrap_or_else(|error| fail(&format!("can't read {name}: {error}")));
    }
    let (start, end) = packed_range(package, name);
    let packed = fs::read(package.join(PACKED)).unwrap_or_else(|error| fail(&format!("can't read {PACKED}: {error}")));
    packed
        .get(start..end)
        .unwrap_or_else(|| fail(&format!("{PACKED} is shorter than its loader says")))
        .to_vec()
}

/// Where the loader script says that `name` lies in the packed file.
fn packed_range(package: &Path, name: &str) -> (usize, usize) {
    let loader =
        fs::read_to_string(package.join(LOADER)).unwrap_or_else(|error| fail(&format!("can't read {LOADER}: {error}")));
    let found = loader.split_once("\"files\": ").and_then(|(_, rest)| {
        let list = &rest[..=rest.find(']')?];
        let files: Vec<serde_json::Value> = serde_json::from_str(list).ok()?;
        let file = files.into_iter().find(|file| {
            file["filename"]
                .as_str()
                .is_some_and(|path| path.ends_with(&format!("/{name}")))
        })?;
        Some((file["start"].as_u64()? as usize, file["end"].as_u64()? as usize))
    });
    found.unwrap_or_else(|| fail(&format!("{LOADER} does not list {name}")))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn fail(why: &str) -> ! {
    println!("cargo:error={why}");
    std::process::exit(1)
}
