//! Installs the reminder so that it starts with each session of the desktop, and removes it again.
//!
//! Whatever is done is said, with its undoing. What a system lacks is said, too, and is no error.
//!
//! Must not know: what the reminder does.

mod autostart;
mod launch_agent;
#[cfg(all(unix, not(target_os = "macos")))]
mod linux;
#[cfg(target_os = "macos")]
mod macos;
mod systemd;
mod task_scheduler;
#[cfg(windows)]
mod windows;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

pub use autostart::entry;
pub use launch_agent::plist;
pub use systemd::unit;
pub use task_scheduler::xml;

/// What is started with each session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// The program, as a whole path.
    pub program: PathBuf,
    /// The data folder, as a whole path, where it is not the usual one.
    pub data: Option<PathBuf>,
    /// The port of the page, where it is not the usual one.
    pub port: Option<u16>,
}

/// Where this person's files are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places {
    /// The person's home.
    pub home: PathBuf,
    /// Where programs keep their settings: `~/.config`.
    pub config: PathBuf,
    /// Where the reminder keeps its data: to find those that run.
    pub data: PathBuf,
}

/// Why it could not be installed or removed.
#[derive(Debug, Error)]
pub enum InstallError {
    /// A file can't be written or removed.
    #[error("can't change {path}: {why}", path = .path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// What the system said.
        why: io::Error,
    },
    /// A path that no such file can hold.
    #[error("the path {0:?} can't be written into a file of the system: give it a name without line breaks, in UTF-8")]
    Path(PathBuf),
    /// A program of the system did not do it.
    #[error("{program} could not do it: {why}")]
    Tool {
        /// Its name.
        program: &'static str,
        /// What it said.
        why: String,
    },
}

/// What was done, line by line, for a person.
pub type Done = Vec<String>;

/// Installs the reminder, and starts it.
///
/// # Errors
/// [`InstallError`].
pub fn install(task: &Task, places: &Places) -> Result<Done, InstallError> {
    #[cfg(all(unix, not(target_os = "macos")))]
    return linux::install(task, places);
    #[cfg(target_os = "macos")]
    return macos::install(task, places);
    #[cfg(windows)]
    return windows::install(task, places);
    #[cfg(not(any(unix, windows)))]
    {
        let _ = (task, places);
        Ok(vec!["not supported: to install the reminder on this system".to_owned()])
    }
}

/// Stops the reminder and removes what [`install`] wrote.
///
/// # Errors
/// [`InstallError`].
pub fn remove(places: &Places) -> Result<Done, InstallError> {
    #[cfg(all(unix, not(target_os = "macos")))]
    return linux::remove(places);
    #[cfg(target_os = "macos")]
    return macos::remove(places);
    #[cfg(windows)]
    return windows::remove(places);
    #[cfg(not(any(unix, windows)))]
    {
        let _ = places;
        Ok(vec!["nothing is installed".to_owned()])
    }
}

impl Task {
    /// What stands behind the program on its command line.
    ///
    /// # Errors
    /// [`InstallError::Path`].
    pub fn arguments(&self) -> Result<Vec<String>, InstallError> {
        let mut arguments = vec!["remind".to_owned()];
        if let Some(data) = &self.data {
            arguments.extend(["--data".to_owned(), text(data)?.to_owned()]);
        }
        if let Some(port) = self.port {
            arguments.extend(["--port".to_owned(), port.to_string()]);
        }
        Ok(arguments)
    }
}

/// A path as text of one line.
fn text(path: &Path) -> Result<&str, InstallError> {
    path.to_str()
        .filter(|text| !text.chars().any(char::is_control))
        .ok_or_else(|| InstallError::Path(path.to_owned()))
}

/// Writes a file and its folders. What stood there is replaced.
fn write(path: &Path, content: &[u8]) -> Result<(), InstallError> {
    let written = match path.parent() {
        Some(folder) => fs::create_dir_all(folder),
        None => Ok(()),
    };
    written
        .and_then(|()| fs::write(path, content))
        .map_err(|why| InstallError::File {
            path: path.to_owned(),
            why,
        })
}

/// Removes a file. Whether it was there.
#[cfg_attr(windows, allow(dead_code))]
fn delete(path: &Path) -> Result<bool, InstallError> {
    match fs::remove_file(path) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(why) => Err(InstallError::File {
            path: path.to_owned(),
            why,
        }),
    }
}

/// For XML.
fn xml_escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A path with everything that some form reads in its own way.
    pub(crate) fn odd() -> Task {
        Task {
            program: "/opt/un hunch/50%/$x/a\"b\\c&d".into(),
            data: Some("/home/p/My $data%`".into()),
            port: Some(7400),
        }
    }

    pub(crate) fn plain() -> Task {
        Task {
            program: "/usr/local/bin/unhunch".into(),
            data: None,
            port: None,
        }
    }

    #[test]
    fn a_path_with_a_line_break_is_refused_and_not_written() {
        let task = Task {
            program: "/tmp/a\nExecStartPre=/bin/evil".into(),
            ..plain()
        };
        assert!(matches!(unit(&task), Err(InstallError::Path(_))));
        assert!(matches!(entry(&task), Err(InstallError::Path(_))));
        assert!(matches!(plist(&task), Err(InstallError::Path(_))));
        assert!(matches!(xml(&task, "p"), Err(InstallError::Path(_))));
    }
}
