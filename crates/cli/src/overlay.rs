//! The overlay: the clip with landmarks, the current step, its sentences' states, hold and range drawn over it.
//!
//! An ffmpeg process encodes what is drawn, at the clip's rate and at the clip's own times: a late frame is shown
//! for longer. The file stands under its name when it is finished.

mod canvas;
mod encoder;

use std::path::{Path, PathBuf};

use body::{ImagePoint, Pose, SessionTime};
use coach::{CoachState, Event, EventKind, Phase, SentenceStanding};
use footage::Frame;
use footage::output::{Over, Place};
use guide::Guide;
use scene::{Drawing, Scene, Seen};

use crate::problem::Result;
use canvas::{AMBER, Canvas, Colour, GREEN, GREY, WHITE};
use encoder::Encoder;

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
    /// Until the first picture comes, which says how large it is.
    place: Option<Place>,
    encoder: Option<Encoder>,
    cue: Option<(SessionTime, String)>,
}

impl Overlay {
    /// Will write to `path`, at this many frames a second.
    ///
    /// # Errors
    /// [`Problem`](crate::problem::Problem) when nothing can be written there.
    pub fn new(path: &Path, rate: Option<f64>) -> Result<Self> {
        let rate = rate.unwrap_or(USUAL_RATE).clamp(1.0, 60.0);
        Ok(Self {
            path: path.to_owned(),
            rate,
            place: Some(Place::at(path, Over::Earlier)?),
            encoder: None,
            cue: None,
        })
    }

    /// Draws over one frame, and encodes it.
    ///
    /// # Errors
    /// [`Problem::Overlay`](crate::problem::Problem::Overlay) when ffmpeg does not take it.
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
        if let Some(place) = self.place.take() {
            self.encoder = Some(Encoder::start(place, &self.path, frame.size, self.rate)?);
        }
        match &mut self.encoder {
            Some(encoder) => encoder.show(frame.at, &frame.rgb),
            None => Ok(()),
        }
    }

    /// Ends the file.
    ///
    /// # Errors
    /// [`Problem::Overlay`](crate::problem::Problem::Overlay) when ffmpeg could not write it.
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
        Phase::Resting => "rest",
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
