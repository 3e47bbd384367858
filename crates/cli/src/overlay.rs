//! The overlay: the clip with landmarks, the current step, its sentences' states, hold and range drawn over it.
//!
//! An ffmpeg process encodes what is drawn, at the clip's rate and at the clip's own times: a late frame is shown
//! for longer. The file stands under its name when it is finished.

mod canvas;

use std::ffi::OsString;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::thread::JoinHandle;

use body::{ImagePoint, ImageSize, Pose, SessionTime};
use coach::{CoachState, Event, EventKind, Phase, SentenceStanding};
use footage::Frame;
use footage::ffmpeg::{as_file, gist, in_its_own_group, no_program};
use guide::Guide;
use scene::{Drawing, Scene, Seen};

use crate::problem::{Problem, Result};
use canvas::{AMBER, Canvas, Colour, GREEN, GREY, WHITE};

/// When the file does not say how many frames a second it has.
const USUAL_RATE: f64 = 30.0;
/// A cue stays to be read for so long, seconds.
const CUE_STAYS_S: f64 = 4.0;
/// Points of the face mesh that are drawn: all of its outline would be too dense, these are spread round it.
const FACE_OUTLINE: [usize; 18] = [
    10, 297, 284, 389, 454, 361, 397, 379, 400, 152, 176, 150, 172, 132, 234, 162, 54, 67,
];

/// An overlay that is being written.
pub struct Overlay {
    path: PathBuf,
    rate: f64,
    encoder: Option<Encoder>,
    cue: Option<(SessionTime, String)>,
}

impl Overlay {
    /// Will write to `path`, at this many frames a second.
    pub fn new(path: &Path, rate: Option<f64>) -> Self {
        let rate = rate.unwrap_or(USUAL_RATE).clamp(1.0, 60.0);
        Self {
            path: path.to_owned(),
            rate,
            encoder: None,
            cue: None,
        }
    }

    /// Draws over one frame, and encodes it.
    ///
    /// # Errors
    /// [`Problem::Overlay`] when ffmpeg does not take it.
    pub fn frame(
        &mut self,
        frame: &mut Frame,
        seen: Seen<'_>,
        guide: &Guide,
        state: &CoachState,
        news: &[Event],
    ) -> Result<()> {
        for event in news {
            if let EventKind::Cue(text) = &event.kind {
                self.cue = Some((event.at, text.clone()));
            }
        }
        let mut canvas = Canvas::new(frame.size, &mut frame.rgb);
        let scene = Scene::now(guide, state, seen);
        draw_person(&mut canvas, seen.pose, &scene);
        draw_state(&mut canvas, state, &scene);
        if let Some((since, cue)) = &self.cue
            && frame.at.since(*since).as_secs_f64() < CUE_STAYS_S
        {
            canvas.text_at_foot(cue, AMBER);
        }
        let encoder = match &mut self.encoder {
            Some(encoder) => encoder,
            none => none.insert(Encoder::start(&self.path, frame.size, self.rate)?),
        };
        encoder.show(frame.at, &frame.rgb)
    }

    /// Ends the file.
    ///
    /// # Errors
    /// [`Problem::Overlay`] when ffmpeg could not write it.
    pub fn finish(self) -> Result<()> {
        self.encoder.map_or(Ok(()), Encoder::finish)
    }
}

/// Lines and arc of the scene, and the face as it was found.
fn draw_person(canvas: &mut Canvas<'_>, pose: &Pose, scene: &Scene) {
    let Drawing { lines, dots } = &scene.drawing;
    for line in lines {
        canvas.lines(line, GREEN);
    }
    for dot in dots {
        canvas.dot(canvas.at(*dot), 4, WHITE);
    }
    if let Some(arc) = scene.meter.as_ref().and_then(|meter| meter.arc.as_ref()) {
        canvas.lines(&arc.scale, GREY);
        canvas.lines(&arc.band, WHITE);
        canvas.lines(&arc.filled, GREEN);
    }
    if let Some(face) = &pose.face {
        for point in FACE_OUTLINE.iter().filter_map(|&place| face.points.get(place)) {
            canvas.dot(ImagePoint { x: point.x, y: point.y }, 1, WHITE);
        }
    }
}

/// Step, hold, the sentences that a camera can judge, and how far the movement has got.
fn draw_state(canvas: &mut Canvas<'_>, state: &CoachState, scene: &Scene) {
    let Some(step) = &state.step else {
        return canvas.text_line(0, "done", WHITE);
    };
    let side = state.side.map_or_else(String::new, |side| format!(" {side}"));
    let phase = match state.phase {
        Phase::Setup => "sit still and face the camera",
        Phase::Ready => "ready",
        Phase::Reaching => "reach",
        Phase::Holding => "hold",
        Phase::Paused => "paused",
        Phase::Returning => "release",
        Phase::Done => "done",
    };
    let count = match state.reps {
        Some(reps) => format!("{reps} times"),
        None => format!("{:.1} s held", state.hold_s),
    };
    canvas.text_line(0, &format!("{step}{side}   {count}   {phase}"), WHITE);
    let mut line = 1;
    for sentence in &state.sentences {
        if let Some(colour) = colour(sentence.standing) {
            canvas.text_line(line, &sentence.text, colour);
            line += 1;
        }
    }
    if let Some(meter) = &scene.meter
        && let Some(value) = meter.value
    {
        let share = |value: f32| (value - meter.least) / (meter.most - meter.least);
        let [from, _] = meter.band;
        canvas.bar(
            line,
            share(value),
            share(from),
            if meter.missing { GREY } else { GREEN },
        );
    }
}

/// `None` for what no camera judges.
fn colour(standing: SentenceStanding) -> Option<Colour> {
    match standing {
        SentenceStanding::Met => Some(GREEN),
        SentenceStanding::Broken => Some(AMBER),
        SentenceStanding::Waiting | SentenceStanding::Unseen => Some(GREY),
        SentenceStanding::Asked | SentenceStanding::Note => None,
    }
}

/// An ffmpeg process that takes raw pictures.
struct Encoder {
    child: Child,
    pictures: Option<ChildStdin>,
    words: Option<JoinHandle<String>>,
    path: PathBuf,
    unfinished: PathBuf,
    rate: f64,
    last: Vec<u8>,
    shown: u64,
}

impl Encoder {
    fn start(path: &Path, size: ImageSize, rate: f64) -> Result<Self> {
        // The ending stays, as ffmpeg takes the container from it.
        let mut name = OsString::from("unfinished-");
        name.push(path.file_name().unwrap_or_default());
        let unfinished = path.with_file_name(name);
        let mut ffmpeg = Command::new("ffmpeg");
        ffmpeg
            .args([
                "-hide_banner",
                "-nostdin",
                "-loglevel",
                "error",
                "-y",
                "-f",
                "rawvideo",
                "-pix_fmt",
                "rgb24",
            ])
            .args([
                "-video_size",
                &format!("{}x{}", size.width, size.height),
                "-framerate",
                &rate.to_string(),
            ])
            // Most encoders want even sides.
            .args([
                "-i",
                "pipe:0",
                "-vf",
                "pad=ceil(iw/2)*2:ceil(ih/2)*2",
                "-pix_fmt",
                "yuv420p",
            ])
            .arg(as_file(&unfinished))
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        in_its_own_group(&mut ffmpeg);
        let mut child = ffmpeg.spawn().map_err(|error| no_program("ffmpeg", &error))?;
        let pictures = child.stdin.take();
        let words = child.stderr.take().map(|mut stderr| {
            std::thread::spawn(move || {
                let mut words = Vec::new();
                let _ = (&mut stderr).take(1 << 16).read_to_end(&mut words);
                String::from_utf8_lossy(&words).into_owned()
            })
        });
        Ok(Self {
            child,
            pictures,
            words,
            path: path.to_owned(),
            unfinished,
            rate,
            last: Vec::new(),
            shown: 0,
        })
    }

    /// Shows the last picture until `at`, and this one from then on.
    fn show(&mut self, at: SessionTime, rgb: &[u8]) -> Result<()> {
        let due = (at.as_secs_f64() * self.rate).round() as u64;
        while !self.last.is_empty() && self.shown < due {
            self.write_last()?;
        }
        self.last.clear();
        self.last.extend_from_slice(rgb);
        Ok(())
    }

    fn write_last(&mut self) -> Result<()> {
        self.shown += 1;
        let Some(pictures) = &mut self.pictures else {
            return Ok(());
        };
        match pictures.write_all(&self.last) {
            Ok(()) => Ok(()),
            Err(error) => Err(self.failed(&error.to_string())),
        }
    }

    fn finish(mut self) -> Result<()> {
        self.write_last()?;
        self.pictures = None;
        match self.child.wait() {
            Ok(status) if status.success() => {}
            _ => return Err(self.failed("it ended with an error")),
        }
        std::fs::rename(&self.unfinished, &self.path).map_err(|error| Problem::writing(&self.path, error))
    }

    fn failed(&mut self, why: &str) -> Box<Problem> {
        self.pictures = None;
        let _ = self.child.wait();
        let said = self
            .words
            .take()
            .and_then(|words| words.join().ok())
            .unwrap_or_default();
        let why = gist(&said).unwrap_or_else(|| why.to_owned());
        Box::new(Problem::Overlay {
            path: self.path.display().to_string(),
            why,
        })
    }
}

impl Drop for Encoder {
    fn drop(&mut self) {
        self.pictures = None;
        let _ = self.child.kill();
        let _ = self.child.wait();
        // Only when it was not finished: after the rename there is nothing of this name.
        let _ = std::fs::remove_file(&self.unfinished);
    }
}
