//! What is written must not be what is read, nor two outputs one file: refused before anything is written.
//!
//! Files are the same by device and inode (or what Windows has for them), whatever they are called: through links, hard
//! links and other ways to write a path. One that is not there yet is known by its folder and name.
//!
//! Must not know: what is in the files.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use same_file::Handle;

use crate::problem::{Problem, Result};

/// A file that is read or written, and what to call it.
pub struct Named<'a> {
    what: &'static str,
    path: &'a Path,
}

/// For a file that is read, `-` for standard input, or written.
pub fn named<'a>(what: &'static str, path: &'a Path) -> Named<'a> {
    Named { what, path }
}

/// Looks whether every output is a file of its own. Standard output is always one of them.
///
/// # Errors
/// [`Problem::OverInput`] when an output is something that is read, [`Problem::SameOutput`] when two are one file.
pub fn apart(inputs: &[Named<'_>], outputs: &[Named<'_>]) -> Result<()> {
    let inputs: Vec<_> = inputs
        .iter()
        .map(|input| match input.path.as_os_str() == "-" {
            true => (input.what, "standard input".to_owned(), plain(Handle::stdin())),
            false => (input.what, shown(input.path), Identity::of_what_is_there(input.path)),
        })
        .collect();
    let standard_output = ("standard output", "standard output".to_owned(), plain(Handle::stdout()));
    let outputs = outputs
        .iter()
        .map(|output| (output.what, shown(output.path), Identity::of(output.path)));
    let mut before = vec![standard_output];
    if let Some((what, path, _)) = inputs.iter().find(|(_, _, input)| is_same(input, &before[0].2)) {
        return Err(Box::new(Problem::OverInput {
            output: "standard output".to_owned(),
            input: format!("{path}, {what}"),
        }));
    }
    for (option, path, output) in outputs {
        if let Some((what, input, _)) = inputs.iter().find(|(_, _, input)| is_same(input, &output)) {
            let input = if *input == path {
                String::new()
            } else {
                format!("{input}, ")
            };
            return Err(Box::new(Problem::OverInput {
                output: format!("{option} {path}"),
                input: format!("{input}{what}"),
            }));
        }
        if let Some((other, _, _)) = before.iter().find(|(_, _, other)| is_same(other, &output)) {
            return Err(Box::new(Problem::SameOutput {
                path,
                one: (*other).to_owned(),
                other: option.to_owned(),
            }));
        }
        before.push((option, path, output));
    }
    Ok(())
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// What tells a plain file from every other. Nothing is lost in a device or a pipe by writing to it, and to open a pipe
/// would wait for its other end.
enum Identity {
    There(Handle),
    /// Its folder, and its name in it.
    NotYet(Handle, OsString),
}

impl Identity {
    fn of_what_is_there(path: &Path) -> Option<Self> {
        let is_file = fs::metadata(path).is_ok_and(|about| about.is_file());
        if is_file {
            Handle::from_path(path).ok().map(Self::There)
        } else {
            None
        }
    }

    fn of(path: &Path) -> Option<Self> {
        if path.exists() {
            return Self::of_what_is_there(path);
        }
        // A link may point at what is not there yet.
        let path = footage::output::behind_links(path).ok()?;
        let folder = match path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
            _ => PathBuf::from("."),
        };
        let name = path.file_name()?;
        // There capitals make no other name. Elsewhere than on these systems they do.
        let name = if cfg!(any(windows, target_os = "macos")) {
            name.to_string_lossy().to_lowercase().into()
        } else {
            name.to_owned()
        };
        Some(Self::NotYet(Handle::from_path(folder).ok()?, name))
    }
}

/// Standard input or output, where it is a plain file.
fn plain(handle: std::io::Result<Handle>) -> Option<Identity> {
    let handle = handle.ok()?;
    let is_file = handle.as_file().metadata().is_ok_and(|about| about.is_file());
    is_file.then_some(Identity::There(handle))
}

fn is_same(one: &Option<Identity>, other: &Option<Identity>) -> bool {
    match (one, other) {
        (Some(Identity::There(one)), Some(Identity::There(other))) => one == other,
        (Some(Identity::NotYet(folder, name)), Some(Identity::NotYet(other_folder, other_name))) => {
            folder == other_folder && name == other_name
        }
        _ => false,
    }
}
