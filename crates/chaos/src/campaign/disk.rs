//! A disk that fills up and is emptied again, with saves all the time.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use super::browser::{Request, id, session};
use super::program::Serving;
use super::{Row, Until};

/// A little more than an empty database and its log.
const SIZE: &str = "size=1m";
const SAVES_A_ROUND: u32 = 40;
/// Bytes that are left on the disk, one after the other: none, some saves' worth, many.
const LEFT: [u64; 3] = [0, 40_000, 200_000];
/// "Insufficient storage".
const FULL: u16 = 507;

/// A file system in memory that ends with the value.
#[derive(Debug)]
struct SmallDisk(PathBuf);

impl SmallDisk {
    fn mount(at: &Path) -> Result<Self, String> {
        if !cfg!(target_os = "linux") {
            return Err("needs a small file system of its own, which only Linux makes here".to_owned());
        }
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", SIZE, "tmpfs"])
            .arg(at)
            .output();
        match mounted {
            Ok(done) if done.status.success() => Ok(Self(at.to_owned())),
            Ok(_) => Err("needs the rights to mount a small file system".to_owned()),
            Err(error) => Err(format!("mount can't be started: {error}")),
        }
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // Lazily: a server that was killed a moment ago may still hold a file.
        let _ = Command::new("umount").arg("--lazy").arg(&self.0).output();
    }
}

/// Fills and empties the disk until there is no more time, twice at least.
///
/// # Errors
/// What the system says when the program can't be started.
pub fn run(program: &Path, until: Until) -> io::Result<Row> {
    let folder = tempfile::tempdir()?;
    let what = "a full disk, then space again".to_owned();
    let mount = folder.path().join("disk");
    fs::create_dir(&mount)?;
    let disk = match SmallDisk::mount(&mount) {
        Ok(disk) => disk,
        Err(why) => {
            return Ok(Row {
                what,
                tried: String::new(),
                findings: Vec::new(),
                skipped: Some(why),
            });
        }
    };
    let (data, log) = (disk.0.join("data"), folder.path().join("log"));
    let mut serving = Serving::start(program, &data, &log)?;
    let mut saves = Saves::default();
    let mut rounds: usize = 0;
    while rounds < 2 || until.goes_on() && rounds < 50 {
        rounds += 1;
        let ballast = disk.0.join("ballast");
        fill(&ballast, LEFT[rounds % LEFT.len()])?;
        // Until there is no space, and some more; what was acknowledged on the way must be there afterwards.
        for _ in 0..SAVES_A_ROUND {
            saves.one(&serving, true);
        }
        fs::remove_file(&ballast)?;
        saves.one(&serving, false);
        saves.compare(&serving);
        if rounds == 2 {
            // What is in the file, and not what the program remembers.
            serving.kill()?;
            serving = Serving::start(program, &data, &log)?;
            saves.compare(&serving);
        }
        // So that the disk is not full of sessions.
        Request::delete_all().send(serving.address())?;
        saves.kept.clear();
    }
    serving.kill()?;
    if saves.refused == 0 {
        saves
            .findings
            .push("no save was ever refused: the disk was not full".to_owned());
    }
    Ok(Row {
        what,
        tried: format!(
            "{rounds} times; {} saves acknowledged, {} refused",
            saves.acknowledged, saves.refused
        ),
        findings: saves.findings,
        skipped: None,
    })
}

/// What was answered.
#[derive(Debug, Default)]
struct Saves {
    next: u64,
    kept: Vec<u64>,
    acknowledged: u32,
    refused: u32,
    findings: Vec<String>,
}

impl Saves {
    /// One save; where the disk may be full it may be refused, in words that say so.
    fn one(&mut self, serving: &Serving, may_be_full: bool) {
        self.next += 1;
        match Request::save(&session(self.next)).send(serving.address()) {
            Ok(answer) if answer.status == 201 => {
                self.acknowledged += 1;
                self.kept.push(self.next);
            }
            Ok(answer) if may_be_full && answer.status == FULL && answer.body.contains("full") => self.refused += 1,
            Ok(answer) => self
                .findings
                .push(format!("answered with {}: {}", answer.status, answer.body)),
            Err(error) => self.findings.push(format!("not answered: {error}")),
        }
    }

    /// Nothing may be acknowledged that is not there.
    fn compare(&mut self, serving: &Serving) {
        let listed = Request::list().send(serving.address()).map(|answer| answer.body);
        let listed = listed
            .ok()
            .and_then(|body| serde_json::from_str::<Vec<Value>>(&body).ok());
        let Some(listed) = listed else {
            return self.findings.push("the list did not come".to_owned());
        };
        for &number in &self.kept {
            if !listed.iter().any(|one| one["session"]["id"] == *id(number)) {
                self.findings.push(format!("{} was saved and is lost", id(number)));
            }
        }
    }
}

/// Takes all space but `left` bytes.
fn fill(ballast: &Path, left: u64) -> io::Result<()> {
    let mut file = File::create(ballast)?;
    let block = [0_u8; 4096];
    loop {
        match file.write_all(&block) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::StorageFull => break,
            Err(error) => return Err(error),
        }
    }
    let length = file.metadata()?.len();
    file.set_len(length.saturating_sub(left))
}
