//! The heavy model: a file beside the program, read when it is asked for.

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use sha2::{Digest, Sha256};

use crate::Model;

/// The environment variable that names a folder, which is looked into first.
pub const FOLDER_VARIABLE: &str = "UNHUNCH_MODELS";

const NAME: &str = "pose_landmark_heavy";
const SHA256: &str = env!("SHA256_POSE_LANDMARK_HEAVY");

/// Why a model that lies beside the program can't be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoWeights {
    /// It is in none of the folders.
    #[error("{file} is not there; looked into {}", listed(.folders))]
    Missing {
        /// Name of the file.
        file: String,
        /// In the order in which they were looked into.
        folders: Vec<PathBuf>,
    },
    /// It is there and can't be read.
    #[error("can't read {}: {why}", .path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The system's words.
        why: String,
    },
    /// It is another file, or a part of it.
    #[error("{} is not the file that this program was built for", .path.display())]
    Other {
        /// The file.
        path: PathBuf,
    },
}

/// Body landmarks, largest. Read from the folder that [`FOLDER_VARIABLE`] names, or from one that belongs to the
/// program.
///
/// What the first call found holds for as long as the program runs, an error too.
///
/// # Errors
/// [`NoWeights`] when the file is missing, can't be read, or is another one.
pub fn pose_heavy() -> Result<Model, NoWeights> {
    static READ: OnceLock<Result<Model, NoWeights>> = OnceLock::new();
    READ.get_or_init(|| {
        read(&folders(
            env::var_os(FOLDER_VARIABLE).as_deref(),
            env::current_exe().ok(),
        ))
    })
    .clone()
}

/// Where it may lie, in this order: a named folder, that of the program, the one above it (for tests and benchmarks,
/// which are built in a folder of their own), and the one for the data of an installed program.
fn folders(named: Option<&OsStr>, program: Option<PathBuf>) -> Vec<PathBuf> {
    let named = named.filter(|folder| !folder.is_empty()).map(PathBuf::from);
    let own = program.as_deref().and_then(Path::parent);
    let above = own.and_then(Path::parent);
    let beside = [
        own.map(Path::to_path_buf),
        above.map(Path::to_path_buf),
        above.map(|folder| folder.join("share").join("unhunch")),
    ];
    named.into_iter().chain(beside.into_iter().flatten()).collect()
}

fn read(folders: &[PathBuf]) -> Result<Model, NoWeights> {
    let file = format!("{NAME}.tflite");
    for folder in folders {
        let path = folder.join(&file);
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => {
                let why = error.to_string();
                return Err(NoWeights::Unreadable { path, why });
            }
        };
        if format!("{:x}", Sha256::digest(&bytes)) != SHA256 {
            return Err(NoWeights::Other { path });
        }
        return Ok(Model {
            name: NAME,
            sha256: SHA256,
            // Once for as long as the program runs, as the embedded ones are there.
            bytes: bytes.leak(),
        });
    }
    let folders = folders.to_vec();
    Err(NoWeights::Missing { file, folders })
}

fn listed(folders: &[PathBuf]) -> String {
    let names: Vec<String> = folders.iter().map(|folder| folder.display().to_string()).collect();
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_named_folder_comes_first_and_an_empty_name_is_none() {
        let program = Some(PathBuf::from("/opt/unhunch/bin/unhunch"));
        let own = ["/opt/unhunch/bin", "/opt/unhunch", "/opt/unhunch/share/unhunch"].map(PathBuf::from);
        assert_eq!(folders(None, program.clone()), own);
        assert_eq!(folders(Some(OsStr::new("")), program.clone()), own);
        assert_eq!(
            folders(Some(OsStr::new("/m")), program)[..2],
            [PathBuf::from("/m"), own[0].clone()]
        );
    }

    #[test]
    fn a_file_that_is_missing_broken_off_or_another_is_told_apart() {
        let folder = tempfile::tempdir().unwrap();
        let place = [folder.path().to_path_buf()];
        let missing = read(&place).unwrap_err();
        assert!(
            matches!(&missing, NoWeights::Missing { folders, .. } if folders[..] == place),
            "{missing}"
        );
        let path = folder.path().join(format!("{NAME}.tflite"));
        let whole = pose_heavy().unwrap().bytes;
        fs::write(&path, &whole[..whole.len() / 2]).unwrap();
        assert_eq!(read(&place).unwrap_err(), NoWeights::Other { path: path.clone() });
        fs::write(&path, whole).unwrap();
        assert_eq!(read(&place).unwrap().bytes.len(), whole.len());
        fs::remove_file(&path).unwrap();
        fs::create_dir(&path).unwrap();
        assert!(matches!(read(&place), Err(NoWeights::Unreadable { .. })));
    }
}
