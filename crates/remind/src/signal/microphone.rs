//! A microphone in use: by PipeWire's list of streams, or else by what ALSA records. Nothing is listened to.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use plan::Hindrance;
use serde::Deserialize;

use crate::Asked;
use crate::signal::{Answer, Signal};
use crate::tool::{self, Silent, off_the_loop};

/// The microphones of this computer.
pub struct Microphone {
    /// The program that lists what PipeWire does.
    pw_dump: PathBuf,
    proc: PathBuf,
}

impl Microphone {
    /// By `pw-dump` and `/proc`.
    pub fn of_this_computer() -> Self {
        Self::at("pw-dump", "/proc")
    }

    /// By another program and tree of the same shape: for tests.
    pub fn at(pw_dump: impl Into<PathBuf>, proc: impl Into<PathBuf>) -> Self {
        Self {
            pw_dump: pw_dump.into(),
            proc: proc.into(),
        }
    }
}

impl Signal for Microphone {
    fn name(&self) -> &'static str {
        "microphone"
    }

    fn ask(&mut self) -> Asked<'_, Answer> {
        let (pw_dump, proc) = (self.pw_dump.clone(), self.proc.clone());
        Box::pin(async move {
            match off_the_loop(move || ask(&pw_dump, &proc)).await {
                Ok(answer) => answer,
                Err(why) => Answer::CannotTell { why },
            }
        })
    }
}

fn ask(pw_dump: &Path, proc: &Path) -> Answer {
    let hindered = |by| Answer::Hindered {
        why: vec![Hindrance::MicrophoneInUse],
        by,
    };
    let without_pipewire = match pipewire(pw_dump) {
        Ok(Some(program)) => return hindered(format!("{program} records (PipeWire)")),
        Ok(None) => {
            return Answer::Clear {
                by: "PipeWire".to_owned(),
            };
        }
        Err(why) => why,
    };
    match alsa(proc) {
        Ok(true) => hindered("something records (ALSA)".to_owned()),
        Ok(false) => Answer::Clear { by: "ALSA".to_owned() },
        Err(why) => Answer::CannotTell {
            why: format!("{without_pipewire}; {why}"),
        },
    }
}

/// One object of `pw-dump`: what is looked at of it.
#[derive(Deserialize)]
struct Object {
    #[serde(default)]
    info: Option<Info>,
}

#[derive(Deserialize)]
struct Info {
    #[serde(default)]
    state: Option<String>,
    #[serde(default)]
    props: Option<serde_json::Map<String, serde_json::Value>>,
}

impl Info {
    fn text(&self, property: &str) -> Option<&str> {
        self.props.as_ref()?.get(property)?.as_str()
    }

    /// Flags are JSON's own, or texts, by who set them.
    fn flag(&self, property: &str) -> bool {
        let value = self.props.as_ref().and_then(|props| props.get(property));
        match value {
            Some(serde_json::Value::Bool(flag)) => *flag,
            Some(serde_json::Value::String(text)) => text == "true" || text == "1",
            _ => false,
        }
    }

    /// A program that records. Meters of loudness and what records the loudspeakers are none.
    fn records(&self) -> bool {
        self.text("media.class") == Some("Stream/Input/Audio")
            && self.state.as_deref() == Some("running")
            && !self.flag("stream.monitor")
            && !self.flag("stream.capture.sink")
    }
}

/// The name of a program that records. The error says why PipeWire can't be asked, or keeps no sound.
fn pipewire(pw_dump: &Path) -> Result<Option<String>, String> {
    let said = match tool::ask(&mut Command::new(pw_dump)) {
        Ok(said) if said.ok => said,
        Ok(said) => return Err(format!("not there: PipeWire ({})", said.err)),
        Err(Silent::NotThere) => return Err("not there: the program pw-dump".to_owned()),
        Err(Silent::Failed(why)) => return Err(why),
    };
    recorder(&said.out)
}

fn recorder(dump: &str) -> Result<Option<String>, String> {
    let objects: Vec<Object> = serde_json::from_str(dump).map_err(|error| format!("pw-dump can't be read: {error}"))?;
    let infos: Vec<&Info> = objects.iter().filter_map(|object| object.info.as_ref()).collect();
    if let Some(info) = infos.iter().find(|info| info.records()) {
        let names = ["application.name", "node.description", "node.name"];
        let name = names.into_iter().find_map(|name| info.text(name));
        return Ok(Some(name.unwrap_or("a program").to_owned()));
    }
    // Where PulseAudio keeps the sound, PipeWire runs for pictures alone and would say "nobody" for ever.
    let has_sound = infos.iter().any(|info| {
        let class = info.text("media.class").unwrap_or_default();
        class.starts_with("Audio/") || class.ends_with("/Audio")
    });
    match has_sound {
        true => Ok(None),
        false => Err("PipeWire keeps no sound here".to_owned()),
    }
}

/// Whether a sound card records.
fn alsa(proc: &Path) -> Result<bool, String> {
    let folder = proc.join("asound");
    let cards = fs::read_dir(&folder).map_err(|_| "not there: no sound card (ALSA)".to_owned())?;
    let starts_with = |path: &Path, start: &str| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with(start)
    };
    let below = |path: PathBuf| {
        fs::read_dir(path)
            .into_iter()
            .flatten()
            .flatten()
            .map(|entry| entry.path())
    };
    for card in cards
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| starts_with(path, "card"))
    {
        // `pcm0c` captures, `pcm0p` plays.
        let captures = |path: &PathBuf| starts_with(path, "pcm") && path.to_string_lossy().ends_with('c');
        for device in below(card).filter(captures) {
            for sub in below(device).filter(|path| starts_with(path, "sub")) {
                let status = fs::read_to_string(sub.join("status")).unwrap_or_default();
                if status.lines().any(|line| line.trim() == "state: RUNNING") {
                    return Ok(true);
                }
            }
        }
    }
    Ok(false)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    /// As PipeWire 1.0 writes it, shortened: a card, a loudness meter and what is put in for `{stream}`.
    fn dump(stream: &str) -> String {
        format!(
            r#"[
  {{ "id": 0, "type": "PipeWire:Interface:Core", "info": {{ "name": "pipewire-0", "props": {{ "core.daemon": true }} }} }},
  {{ "id": 45, "type": "PipeWire:Interface:Node", "info": {{ "state": "running",
     "props": {{ "media.class": "Audio/Source", "node.name": "alsa_input.pci", "device.id": 40 }} }} }},
  {{ "id": 60, "type": "PipeWire:Interface:Node", "info": {{ "state": "running",
     "props": {{ "media.class": "Stream/Input/Audio", "application.name": "Meter", "stream.monitor": true }} }} }},
  {{ "id": 61, "type": "PipeWire:Interface:Node", "info": {{ "state": "running",
     "props": {{ "media.class": "Stream/Input/Audio", "node.name": "Recorder of the loudspeakers",
                 "stream.capture.sink": "true" }} }} }}
  {stream}
]"#
        )
    }

    #[test]
    fn a_call_is_found_and_a_meter_is_none() {
        assert_eq!(recorder(&dump("")), Ok(None));
        let call = |state: &str| {
            let node = format!(
                r#", {{ "id": 70, "type": "PipeWire:Interface:Node", "info": {{ "state": "{state}",
                "props": {{ "media.class": "Stream/Input/Audio", "application.name": "Call" }} }} }}"#
            );
            recorder(&dump(&node))
        };
        assert_eq!(call("running"), Ok(Some("Call".to_owned())));
        assert_eq!(call("idle"), Ok(None), "muted, and let go of");
    }

    #[test]
    fn pipewire_without_sound_is_no_answer() {
        let screen =
            r#"[{ "id": 3, "info": { "state": "running", "props": { "media.class": "Stream/Output/Video" } } }]"#;
        assert_eq!(recorder(screen), Err("PipeWire keeps no sound here".to_owned()));
        assert!(recorder("{").unwrap_err().starts_with("pw-dump can't be read"));
        assert!(recorder("[]").is_err());
    }

    fn status(proc: &Path, device: &str, text: &str) {
        let folder = proc.join("asound/card1").join(device).join("sub0");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("status"), text).unwrap();
    }

    #[tokio::test]
    async fn without_pipewire_the_sound_cards_tell_and_without_both_nobody() {
        let proc = tempfile::tempdir().unwrap();
        let mut microphone = Microphone::at("/nowhere/pw-dump", proc.path());
        let Answer::CannotTell { why } = microphone.ask().await else {
            panic!("nobody can tell");
        };
        assert_eq!(why, "not there: the program pw-dump; not there: no sound card (ALSA)");
        status(proc.path(), "pcm0p", "state: RUNNING\nowner_pid   : 7\n");
        status(proc.path(), "pcm0c", "closed\n");
        assert_eq!(
            microphone.ask().await,
            Answer::Clear { by: "ALSA".to_owned() },
            "it plays"
        );
        status(proc.path(), "pcm1c", "state: RUNNING\nowner_pid   : 7\n");
        assert!(matches!(microphone.ask().await, Answer::Hindered { .. }));
    }

    #[tokio::test]
    async fn a_pipewire_that_is_not_running_or_hangs_is_no_answer() {
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("pw-dump");
        let mut microphone = Microphone::at(&program, "/nowhere");
        for (script, expected) in [
            (
                "echo can\\'t connect: Host is down >&2; exit 255",
                "not there: PipeWire (can't connect: Host is down)",
            ),
            ("exec sleep 60", "does not answer"),
        ] {
            fs::write(&program, format!("#!/bin/sh\n{script}\n")).unwrap();
            fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
            let Answer::CannotTell { why } = microphone.ask().await else {
                panic!("nobody can tell: {script}");
            };
            assert!(why.contains(expected) || why.contains("no answer"), "{why}");
        }
    }
}
