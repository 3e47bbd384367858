//! Finds clips with their truth: `NAME.mp4`, `NAME.csv` and `NAME.json` side by side, in folders and those below.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use validation::{About, Clip, Track, TruthError};

use super::read;
use crate::many;
use crate::problem::{Problem, Result};

/// What lies in the folders that were asked for.
#[derive(Debug, Default)]
pub struct Found {
    /// Clips with truth.
    pub clips: Vec<Clip>,
    /// Of people who do not follow the guide.
    pub nobody: Vec<Video>,
    /// Videos that have no truth.
    pub without_truth: Vec<String>,
    paths: Vec<PathBuf>,
    truths: Vec<PathBuf>,
}

/// A video without truth.
#[derive(Debug)]
pub struct Video {
    /// To show.
    pub name: String,
    path: PathBuf,
}

impl Found {
    /// Every video that must be looked at: those of the clips, then those of nobody.
    pub fn videos(&self) -> impl Iterator<Item = &Path> {
        let clips = self.paths.iter().map(PathBuf::as_path);
        clips.chain(self.nobody.iter().map(|video| video.path.as_path()))
    }

    /// Every file that is read.
    pub fn files(&self) -> impl Iterator<Item = &Path> {
        self.videos().chain(self.truths.iter().map(PathBuf::as_path))
    }
}

/// Finds all clips under `folders`, and all videos under `nobody`, in the order of their names.
///
/// # Errors
/// [`Problem`] when a folder can't be read, holds no clip, or a truth is broken or lacks its video.
pub fn find(folders: &[PathBuf], nobody: &[PathBuf]) -> Result<Found> {
    let mut found = Found::default();
    let mut names = BTreeSet::new();
    for folder in folders {
        let before = found.clips.len();
        for (stem, files) in by_stem(folder)? {
            let name = unique(&mut names, &shown(folder, &stem));
            add(&mut found, &name, &stem, &files)?;
        }
        if found.clips.len() == before {
            return Err(Box::new(Problem::NoClips {
                path: folder.display().to_string(),
            }));
        }
    }
    for folder in nobody {
        let before = found.nobody.len();
        for (stem, files) in by_stem(folder)? {
            for path in files.videos {
                let name = unique(&mut names, &shown(folder, &stem));
                found.nobody.push(Video { name, path });
            }
        }
        if found.nobody.len() == before {
            return Err(Box::new(Problem::NoVideos {
                path: folder.display().to_string(),
            }));
        }
    }
    Ok(found)
}

/// Files of one name and different endings.
#[derive(Debug, Default)]
struct Files {
    videos: Vec<PathBuf>,
    csv: Option<PathBuf>,
    json: Option<PathBuf>,
}

fn by_stem(folder: &Path) -> Result<BTreeMap<PathBuf, Files>> {
    let mut stems = BTreeMap::new();
    collect(folder, &mut stems)?;
    Ok(stems)
}

fn collect(folder: &Path, stems: &mut BTreeMap<PathBuf, Files>) -> Result<()> {
    let entries = fs::read_dir(folder).map_err(|error| Problem::reading(folder, &error))?;
    for entry in entries {
        let entry = entry.map_err(|error| Problem::reading(folder, &error))?;
        let path = entry.path();
        // A link to a folder may lead back up.
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            collect(&path, stems)?;
            continue;
        }
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        let Some(ending) = ending else { continue };
        let is_video = many::is_video(&path);
        if !is_video && ending != "csv" && ending != "json" {
            continue;
        }
        let files = stems.entry(path.with_extension("")).or_default();
        match ending.as_str() {
            "csv" => files.csv = Some(path),
            "json" => files.json = Some(path),
            _ => files.videos.push(path),
        }
    }
    Ok(())
}

fn add(found: &mut Found, name: &str, stem: &Path, files: &Files) -> Result<()> {
    let lacks = |what: &str| Problem::Truth {
        path: stem.with_extension("csv").display().to_string(),
        why: format!("it lacks {what}"),
    };
    let (video, csv, json) = match (files.videos.as_slice(), &files.csv, &files.json) {
        ([], None, _) => return Ok(()),
        ([first, ..], None, _) => {
            found.without_truth.push(first.display().to_string());
            return Ok(());
        }
        ([], Some(_), _) => return Err(Box::new(lacks("its video (the same name, ending in .mp4)"))),
        (_, Some(_), None) => return Err(Box::new(lacks("its JSON (the same name, ending in .json)"))),
        ([video], Some(csv), Some(json)) => (video, csv, json),
        (several, ..) => return Err(Box::new(lacks(&format!("one video: there are {}", several.len())))),
    };
    let broken = |path: &Path, error: TruthError| Problem::Truth {
        path: path.display().to_string(),
        why: error.to_string(),
    };
    let about = String::from_utf8_lossy(&read(json)?).into_owned();
    let about = About::from_json(&about).map_err(|error| broken(json, error))?;
    let track = Track::from_csv(&read(csv)?).map_err(|error| broken(csv, error))?;
    let view = stem.parent().and_then(Path::file_name);
    found.clips.push(Clip {
        name: name.to_owned(),
        video: video.display().to_string(),
        view: view.map_or_else(|| "here".to_owned(), |view| view.to_string_lossy().into_owned()),
        about,
        track,
    });
    found.paths.push(video.clone());
    found.truths.extend([csv.clone(), json.clone()]);
    Ok(())
}

/// The path under the folder that was asked for, that folder's own name in front.
fn shown(folder: &Path, stem: &Path) -> String {
    let under = stem.strip_prefix(folder).unwrap_or(stem);
    let name = folder.file_name().map(Path::new).unwrap_or(Path::new(""));
    name.join(under).to_string_lossy().replace('\\', "/")
}

fn unique(names: &mut BTreeSet<String>, name: &str) -> String {
    let mut unique = name.to_owned();
    let mut count = 2;
    while !names.insert(unique.clone()) {
        unique = format!("{name} ({count})");
        count += 1;
    }
    unique
}
