//! The one way to write a file: whole under its name, or not at all.
//!
//! What is written lies in a [`Workplace`] beside the file until it is finished; then it takes the name, in one step. A
//! link that is named stays a link, and what it points at is written. What is no plain file (a device, a pipe, the
//! terminal) has nothing to be renamed over: it is written through.
//!
//! Must not know: what is written.

mod workplace;

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

pub use workplace::{Workplace, abandon_all};

use crate::{Error, Result};

/// Where an output goes.
#[derive(Debug)]
pub enum Place {
    /// To what is no plain file, straight away.
    Through(PathBuf),
    /// To a file that has no name yet.
    Unfinished(Unfinished),
}

/// Whether an output may take the place of what is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Over {
    /// An earlier file of that name goes.
    Earlier,
    /// A file of that name stays, and the output is refused.
    Nothing,
}

impl Place {
    /// For an output that is called `named`. What can be wrong with the place is found out now and not at the end.
    ///
    /// # Errors
    /// [`Error::Exists`] when it is there and must not go, [`Error::Unwritable`] when nothing can be written there.
    pub fn at(named: &Path, over: Over) -> Result<Self> {
        let refused = |why: &str| Err(Error::writing(named, why));
        match fs::metadata(named) {
            Ok(about) if about.is_dir() => return refused("it is a folder"),
            Ok(about) if !about.is_file() || is_open_already(named) => return Ok(Self::Through(named.to_owned())),
            Ok(_) if over == Over::Nothing => return Err(Error::exists(named)),
            // A file that may not be written may not be replaced either, though its folder would allow it.
            Ok(_) => drop(
                OpenOptions::new()
                    .write(true)
                    .open(named)
                    .map_err(|error| Error::writing(named, error))?,
            ),
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(Error::writing(named, error)),
        }
        let target = behind_links(named).map_err(|error| Error::writing(named, error))?;
        let Some(name) = target.file_name().filter(|_| !names_a_folder(&target)) else {
            return refused("it names a folder");
        };
        let folder = match target.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        let workplace = Workplace::within(folder).map_err(|error| {
            let shown = folder.display();
            Error::writing(
                named,
                match error.kind() {
                    ErrorKind::NotFound => format!("there is no folder {shown}"),
                    _ => format!("no file can be made in the folder {shown}: {error}"),
                },
            )
        })?;
        Ok(Self::Unfinished(Unfinished {
            file: workplace.path().join(name),
            target,
            named: named.to_owned(),
            over,
            workplace,
        }))
    }

    /// Where to write meanwhile.
    pub fn path(&self) -> &Path {
        match self {
            Self::Through(path) => path,
            Self::Unfinished(unfinished) => &unfinished.file,
        }
    }

    /// What was written there is whole: it gets its name.
    ///
    /// # Errors
    /// [`Error::Exists`] when there is a file by now that must not go, [`Error::Unwritable`], for one when the disk is
    /// full.
    pub fn finish(self) -> Result<()> {
        match self {
            Self::Through(_) => Ok(()),
            Self::Unfinished(unfinished) => unfinished.finish(),
        }
    }
}

/// A file that has no name yet. Dropped, it is gone.
#[derive(Debug)]
pub struct Unfinished {
    file: PathBuf,
    target: PathBuf,
    named: PathBuf,
    over: Over,
    workplace: Workplace,
}

impl Unfinished {
    fn finish(self) -> Result<()> {
        let finish = || -> io::Result<()> {
            // On the disk before it has the name: a power cut would leave the name with nothing behind it.
            OpenOptions::new().write(true).open(&self.file)?.sync_all()?;
            match self.over {
                Over::Nothing => tempfile::TempPath::try_from_path(&self.file)?
                    .persist_noclobber(&self.target)
                    .map_err(|refused| refused.error),
                Over::Earlier => {
                    if let Ok(earlier) = fs::metadata(&self.target) {
                        fs::set_permissions(&self.file, earlier.permissions())?;
                    }
                    fs::rename(&self.file, &self.target)
                }
            }
        };
        let finished = finish().map_err(|error| match error.kind() {
            ErrorKind::AlreadyExists => Error::exists(&self.named),
            _ => Error::writing(&self.named, error),
        });
        drop(self.workplace);
        finished
    }
}

/// A file that is being written. Dropped before [`Self::finish`], it leaves nothing behind.
#[derive(Debug)]
pub struct Output {
    file: File,
    place: Place,
}

impl Output {
    /// Begins to write what is to be called `named`.
    ///
    /// # Errors
    /// As [`Place::at`].
    pub fn create(named: &Path, over: Over) -> Result<Self> {
        let place = Place::at(named, over)?;
        let opened = match &place {
            // Appended: standard output may be a file that others write to as well.
            Place::Through(path) => OpenOptions::new().append(true).open(path),
            Place::Unfinished(unfinished) => File::create(&unfinished.file),
        };
        let file = opened.map_err(|error| Error::writing(named, error))?;
        Ok(Self { file, place })
    }

    /// Gives the file its name.
    ///
    /// # Errors
    /// As [`Place::finish`].
    pub fn finish(self) -> Result<()> {
        // Closed first: elsewhere than on Unix a file that is open can't be renamed.
        drop(self.file);
        self.place.finish()
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Writes a whole file.
///
/// # Errors
/// As [`Output::create`] and [`Output::finish`].
pub fn write(named: &Path, over: Over, bytes: &[u8]) -> Result<()> {
    let mut output = Output::create(named, over)?;
    output.write_all(bytes).map_err(|error| Error::writing(named, error))?;
    output.finish()
}

/// What a chain of links ends at, which need not be there. Folders stay as they are named.
///
/// # Errors
/// When a link can't be read, or there are too many of them.
pub fn behind_links(named: &Path) -> io::Result<PathBuf> {
    /// As many as Linux follows.
    const MOST: usize = 40;
    let mut path = named.to_owned();
    for _ in 0..MOST {
        match fs::symlink_metadata(&path) {
            Ok(about) if about.is_symlink() => {
                // A target that is no whole path counts from the link's folder.
                let to = fs::read_link(&path)?;
                path = path.parent().map(|folder| folder.join(&to)).unwrap_or(to);
            }
            Ok(_) => return Ok(path),
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(path),
            Err(error) => return Err(error),
        }
    }
    Err(io::Error::other("too many links"))
}

/// `/dev/stdout` and the like: names for what this process has open. A shell may have opened a plain file for it, and
/// would not hear that another has taken its name.
fn is_open_already(named: &Path) -> bool {
    let mut path = named.to_owned();
    loop {
        if path.starts_with("/proc") || path.starts_with("/dev/fd") {
            return true;
        }
        let Ok(to) = fs::read_link(&path) else { return false };
        // It was found to lead to a file, so the chain has an end.
        path = path.parent().map(|folder| folder.join(&to)).unwrap_or(to);
    }
}

fn names_a_folder(path: &Path) -> bool {
    let last = path.as_os_str().as_encoded_bytes().last();
    last.is_some_and(|&last| std::path::is_separator(char::from(last)))
}

#[cfg(test)]
mod tests;
