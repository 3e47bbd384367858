//! A camera in use: some process has `/dev/video…` open. Only the system is asked; the camera itself is not touched.

use std::fs;
use std::path::{Path, PathBuf};

use plan::Hindrance;

use crate::Asked;
use crate::signal::{Answer, Signal};
use crate::tool::off_the_loop;

/// The cameras of this computer.
pub struct Camera {
    proc: PathBuf,
}

impl Camera {
    /// By `/proc`.
    pub fn of_this_computer() -> Self {
        Self::at("/proc")
    }

    /// By another tree of the same shape: for tests.
    pub fn at(proc: impl Into<PathBuf>) -> Self {
        Self { proc: proc.into() }
    }
}

impl Signal for Camera {
    fn name(&self) -> &'static str {
        "camera"
    }

    fn ask(&mut self) -> Asked<'_, Answer> {
        let proc = self.proc.clone();
        Box::pin(async move {
            match off_the_loop(move || user_of_a_camera(&proc)).await {
                Ok(Ok(None)) => Answer::Clear {
                    by: "open files of this person's programs".to_owned(),
                },
                Ok(Ok(Some(program))) => Answer::Hindered {
                    why: vec![Hindrance::CameraInUse],
                    by: format!("{program} has a camera open"),
                },
                Ok(Err(why)) | Err(why) => Answer::CannotTell { why },
            }
        })
    }
}

/// The name of a program that has a camera open. The system shows this person's programs, and not those of others.
fn user_of_a_camera(proc: &Path) -> Result<Option<String>, String> {
    let processes = fs::read_dir(proc).map_err(|error| format!("not there: {} ({error})", proc.display()))?;
    for process in processes.flatten() {
        let is_process = process
            .file_name()
            .to_string_lossy()
            .bytes()
            .all(|byte| byte.is_ascii_digit());
        if !is_process {
            continue;
        }
        // Another person's, or one that ended meanwhile.
        let Ok(files) = fs::read_dir(process.path().join("fd")) else {
            continue;
        };
        let is_camera = |path: PathBuf| path.to_string_lossy().starts_with("/dev/video");
        if files
            .flatten()
            .any(|file| fs::read_link(file.path()).is_ok_and(is_camera))
        {
            let name = fs::read_to_string(process.path().join("comm")).unwrap_or_default();
            return Ok(Some(name.trim().to_owned()));
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    fn process(proc: &Path, number: u32, name: &str, files: &[&str]) {
        let folder = proc.join(number.to_string());
        fs::create_dir_all(folder.join("fd")).unwrap();
        fs::write(folder.join("comm"), format!("{name}\n")).unwrap();
        for (place, file) in files.iter().enumerate() {
            symlink(file, folder.join("fd").join(place.to_string())).unwrap();
        }
    }

    #[tokio::test]
    async fn whoever_has_a_camera_open_is_found_and_nobody_else() {
        let proc = tempfile::tempdir().unwrap();
        fs::create_dir(proc.path().join("sys")).unwrap();
        process(
            proc.path(),
            7,
            "editor",
            &["/dev/null", "/home/p/dev/video.txt", "socket:[1]"],
        );
        fs::create_dir(proc.path().join("8")).unwrap();
        let mut camera = Camera::at(proc.path());
        assert!(matches!(camera.ask().await, Answer::Clear { .. }));
        process(proc.path(), 9, "call", &["/dev/null", "/dev/video0"]);
        let Answer::Hindered { why, by } = camera.ask().await else {
            panic!("the camera is in use");
        };
        assert_eq!(
            (why, by.as_str()),
            (vec![Hindrance::CameraInUse], "call has a camera open")
        );
    }

    #[tokio::test]
    async fn without_proc_it_says_so() {
        let Answer::CannotTell { why } = Camera::at("/nowhere").ask().await else {
            panic!("nothing can be told there");
        };
        assert!(why.starts_with("not there: /nowhere"), "{why}");
    }

    #[tokio::test]
    async fn this_computer_can_be_asked() {
        assert!(!matches!(
            Camera::of_this_computer().ask().await,
            Answer::CannotTell { .. }
        ));
    }
}
