//! Which videos there are, and where what comes of each is written.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::problem::{Problem, Result};

/// A video, and where its outcome goes.
#[derive(Debug, PartialEq)]
pub struct Video {
    /// The file.
    pub path: PathBuf,
    /// To show, and to know it again: its path in the folder that was named, or its own name.
    pub name: String,
    /// What is written.
    pub out: PathBuf,
}

/// Endings that are taken for videos in a folder. What is named itself may have any.
const VIDEOS: [&str; 16] = [
    "3gp", "avi", "flv", "gif", "m2ts", "m4v", "mjpeg", "mkv", "mov", "mp4", "mpeg", "mpg", "mts", "ogv", "webm", "wmv",
];

/// Whether a file is taken for a video, by its ending.
pub fn is_video(path: &Path) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    ending.is_some_and(|ending| VIDEOS.contains(&ending.as_str()))
}

/// The videos that were named, and those in the folders that were named and the ones below, by name. The outcome of
/// `DIR/a/b.mp4` goes to `OUT/a/b.ENDING`; where several folders are named, each one's own name stands before it.
///
/// # Errors
/// [`Problem`] when a folder can't be read or holds no video, there is no such file, or two outcomes would be one file.
pub fn find(named: &[PathBuf], out: &Path, ending: &str) -> Result<Vec<Video>> {
    let folders = named.iter().filter(|path| path.is_dir()).count();
    // Path, and where it lies below the folder for outcomes; by its real name, as it may have been named twice.
    let mut found: BTreeMap<PathBuf, (PathBuf, PathBuf)> = BTreeMap::new();
    for path in named {
        if path.as_os_str() == "-" {
            return Err(Box::new(Problem::StreamAmongMany));
        }
        let real = |path: &Path| path.canonicalize().map_err(|error| Problem::reading(path, &error));
        if !path.is_dir() {
            let name = path.file_name().map(PathBuf::from).unwrap_or_default();
            found.entry(real(path)?).or_insert((path.clone(), name));
            continue;
        }
        let mut videos = Vec::new();
        collect(path, &mut videos)?;
        if videos.is_empty() {
            return Err(Box::new(Problem::NoVideos {
                path: path.display().to_string(),
            }));
        }
        let before = match folders {
            1 => PathBuf::new(),
            _ => real(path)?.file_name().map(PathBuf::from).unwrap_or_default(),
        };
        for video in videos {
            let below = video.strip_prefix(path).unwrap_or(&video);
            let below = before.join(below);
            found.entry(real(&video)?).or_insert((video, below));
        }
    }
    let mut found: Vec<_> = found.into_values().collect();
    found.sort_by(|one, other| one.1.cmp(&other.1));
    // `a.mp4` and `a.mov` keep their endings, so that both can be there.
    let stems = |below: &Path| {
        found
            .iter()
            .filter(|(_, other)| other.with_extension("") == below.with_extension(""))
            .count()
    };
    let videos: Vec<Video> = found
        .iter()
        .map(|(path, below)| {
            let file = match stems(below) {
                1 => below.with_extension(ending),
                _ => {
                    let mut whole = below.clone().into_os_string();
                    whole.push(".");
                    whole.push(ending);
                    PathBuf::from(whole)
                }
            };
            Video {
                path: path.clone(),
                name: below.to_string_lossy().replace('\\', "/"),
                out: out.join(file),
            }
        })
        .collect();
    let mut written: BTreeMap<&Path, &Video> = BTreeMap::new();
    for video in &videos {
        if let Some(other) = written.insert(&video.out, video) {
            return Err(Box::new(Problem::SameOutput {
                path: video.out.display().to_string(),
                one: format!("what comes of {}", other.path.display()),
                other: format!("what comes of {}", video.path.display()),
            }));
        }
    }
    Ok(videos)
}

fn collect(folder: &Path, videos: &mut Vec<PathBuf>) -> Result<()> {
    let entries = fs::read_dir(folder).map_err(|error| Problem::reading(folder, &error))?;
    for entry in entries {
        let entry = entry.map_err(|error| Problem::reading(folder, &error))?;
        let path = entry.path();
        // A link to a folder may lead back up. What starts with a point is no one's recording.
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            collect(&path, videos)?;
        } else if is_video(&path) && path.is_file() {
            videos.push(path);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, file).unwrap();
        }
        folder
    }

    fn found(named: &[PathBuf]) -> Vec<(String, String)> {
        let videos = find(named, Path::new("out"), "csv").unwrap();
        let shown = |video: &Video| (video.name.clone(), video.out.to_string_lossy().replace('\\', "/"));
        videos.iter().map(shown).collect()
    }

    fn pairs(of: &[(&str, &str)]) -> Vec<(String, String)> {
        of.iter()
            .map(|(one, other)| ((*one).to_owned(), (*other).to_owned()))
            .collect()
    }

    #[test]
    fn the_outcome_lies_where_the_video_lay() {
        let folder = folder(&[
            "b.MP4",
            "a/c.webm",
            "a/notes.txt",
            ".trash/d.mp4",
            "e.mov",
            "e.mp4",
            "e.mp4.csv",
        ]);
        let expected = pairs(&[
            ("a/c.webm", "out/a/c.csv"),
            ("b.MP4", "out/b.csv"),
            ("e.mov", "out/e.mov.csv"),
            ("e.mp4", "out/e.mp4.csv"),
        ]);
        let here = folder.path().to_owned();
        assert_eq!(found(std::slice::from_ref(&here)), expected);
        assert_eq!(
            found(&[here.clone(), here.join("b.MP4")]),
            expected,
            "named twice, looked at once"
        );
        assert_eq!(
            found(&[here.join("a"), here.join("a/notes.txt")]),
            pairs(&[("c.webm", "out/c.csv"), ("notes.txt", "out/notes.csv")]),
            "what is named itself is taken as it is"
        );
    }

    #[test]
    fn several_folders_have_their_names_before_it() {
        let folder = folder(&["monday/a.mp4", "tuesday/a.mp4", "tuesday/late/a.mp4"]);
        assert_eq!(
            found(&[folder.path().join("monday"), folder.path().join("tuesday")]),
            pairs(&[
                ("monday/a.mp4", "out/monday/a.csv"),
                ("tuesday/a.mp4", "out/tuesday/a.csv"),
                ("tuesday/late/a.mp4", "out/tuesday/late/a.csv")
            ])
        );
    }

    #[test]
    fn what_is_not_there_is_said() {
        let folder = folder(&["notes.txt"]);
        for named in [
            vec![folder.path().to_owned()],
            vec![folder.path().join("a.mp4")],
            vec!["-".into()],
        ] {
            assert!(find(&named, Path::new("out"), "csv").is_err(), "{named:?}");
        }
    }
}
