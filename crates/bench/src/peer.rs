//! The other pipeline, in a process of its own: does one round whenever it is asked, and waits in between.

use std::error::Error;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use crate::pipeline::{Frames, Round};

/// A running peer. It ends when its standard input closes.
pub struct Peer {
    /// Name and version, in the peer's own words.
    pub name: String,
    process: Child,
    ask: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

impl Peer {
    /// Starts `command` with the frames as its last arguments, and waits until it is ready.
    pub fn start(command: &[String], frames: &Frames<'_>) -> Result<Self, Box<dyn Error>> {
        let [program, arguments @ ..] = command else {
            return Err("the peer's command is missing".into());
        };
        let mut process = Command::new(program)
            .args(arguments)
            .arg(frames.path)
            .args([frames.width.to_string(), frames.height.to_string()])
            .env("GLOG_minloglevel", "2")
            .env("TF_CPP_MIN_LOG_LEVEL", "2")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("can't start {program}: {error}"))?;
        let ask = process.stdin.take();
        let answers = BufReader::new(process.stdout.take().expect("standard output is piped"));
        let mut peer = Self {
            name: String::new(),
            process,
            ask,
            answers,
        };
        let ready = peer.answer()?;
        let version = ready
            .strip_prefix("ready ")
            .ok_or_else(|| format!("the peer said {ready:?} instead of ready"))?;
        peer.name = format!("mediapipe {version}");
        Ok(peer)
    }

    /// One round over all frames.
    pub fn round(&mut self) -> Result<Round, Box<dyn Error>> {
        let ask = self.ask.as_mut().expect("open until dropped");
        ask.write_all(b"round\n")?;
        ask.flush()?;
        let answer = self.answer()?;
        let (milliseconds, seen) = answer
            .split_once(' ')
            .ok_or_else(|| format!("the peer said {answer:?}"))?;
        Ok(Round {
            ms_per_frame: milliseconds.parse()?,
            seen: seen.parse()?,
        })
    }

    fn answer(&mut self) -> Result<String, Box<dyn Error>> {
        let mut line = String::new();
        if self.answers.read_line(&mut line)? == 0 {
            return Err("the peer ended: what it said stands above".into());
        }
        Ok(line.trim_end().to_owned())
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        drop(self.ask.take());
        let _ = self.process.wait();
    }
}
