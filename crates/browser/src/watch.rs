//! A session before the camera: pictures in, views and the report out.

use pose::{Image, Models, Tracker};
use results::Report;
use session::Surroundings;

use crate::kept::Kept;
use crate::running::Running;
use crate::start::{Problem, Start, Wish};
use crate::view::View;

/// Watches one person through one guide after the other.
pub struct Watch {
    tracker: Tracker,
    rgb: Vec<u8>,
    running: Option<Running>,
    kept: Kept,
}

impl Watch {
    /// Loads the models.
    ///
    /// # Errors
    /// [`Problem::Pose`] when a file is not the model that belongs there.
    pub fn new(models: &Models<'_>) -> Result<Self, Problem> {
        Ok(Self {
            tracker: Tracker::new(models)?,
            rgb: Vec::new(),
            running: None,
            kept: Kept::default(),
        })
    }

    /// Goes on with another landmark model, which sees the person a little differently: the neutral is taken again from
    /// the pictures of the last one, and nobody has to sit still for it.
    ///
    /// # Errors
    /// [`Problem::Pose`]; the old model stays.
    pub fn change_landmarks(&mut self, tflite: &[u8]) -> Result<(), Problem> {
        self.tracker.change_landmarks(tflite)?;
        if let Some(running) = &mut self.running {
            let seen = self.kept.seen_by(&mut self.tracker);
            running.live.see_anew(&seen);
        }
        Ok(())
    }

    /// Begins a session; an unfinished one is forgotten. `mirrored`: the camera gives a mirror image. It stays with the
    /// set-up look until [`Watch::settle`].
    ///
    /// # Errors
    /// [`Problem`] when the guide has mistakes, or no such step or side.
    pub fn start(&mut self, start: &Start<'_>, mirrored: bool) -> Result<(), Problem> {
        self.running = Some(Running::new(start, mirrored)?);
        self.tracker.reset();
        self.kept = Kept::default();
        Ok(())
    }

    /// Judges one frame. `rgba` holds `height * width * 4` bytes; `at_ms` comes from a clock that rises.
    ///
    /// # Errors
    /// [`Problem`] when no session has begun, or the bytes don't fit the size.
    pub fn frame(&mut self, rgba: &[u8], width: u32, height: u32, at_ms: f64) -> Result<View, Problem> {
        let running = self.running.as_mut().ok_or(Problem::NotStarted)?;
        let expected = width as usize * height as usize * 4;
        if rgba.len() != expected {
            let given = rgba.len();
            return Err(Problem::Picture {
                width,
                height,
                expected,
                given,
            });
        }
        self.rgb.clear();
        self.rgb
            .extend(rgba.chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]));
        let image = Image::new(width, height, &self.rgb)?;
        let at = running.time(at_ms);
        self.tracker
            .want_shoulder_edges(running.live.session().wants_shoulder_edges());
        let pose = self.tracker.track(&image, at);
        let people = running.live.wants_people(at).then(|| self.tracker.people(&image));
        if running.looks_for_neutral() {
            self.kept.keep(at, image.size(), &self.rgb);
        }
        let surroundings = Surroundings { people };
        Ok(running.frame(at, pose, &surroundings))
    }

    /// The model is chosen: the set-up look may end.
    ///
    /// # Errors
    /// [`Problem::NotStarted`], as with all that follow.
    pub fn settle(&mut self) -> Result<(), Problem> {
        self.running()?.live.settle();
        Ok(())
    }

    /// Several people may be in the picture: the one who is followed is coached.
    ///
    /// # Errors
    /// [`Problem::NotStarted`].
    pub fn middle(&mut self) -> Result<(), Problem> {
        self.running()?.live.accept_several();
        Ok(())
    }

    /// Whether the camera gives a mirror image, from the next frame on.
    ///
    /// # Errors
    /// [`Problem::NotStarted`].
    pub fn mirrored(&mut self, on: bool) -> Result<(), Problem> {
        self.running()?.set_mirrored(on);
        Ok(())
    }

    /// The utterance with this id is over.
    ///
    /// # Errors
    /// [`Problem::NotStarted`].
    pub fn spoken(&mut self, id: u32, at_ms: f64) -> Result<(), Problem> {
        self.running()?.spoken(id, at_ms);
        Ok(())
    }

    /// What the session is told by the person.
    ///
    /// # Errors
    /// [`Problem::NotStarted`].
    pub fn wish(&mut self, wish: Wish, at_ms: f64) -> Result<View, Problem> {
        Ok(self.running()?.wish(wish, at_ms))
    }

    /// Ends; the report of it. Not `scored`: it hurt, and no step is in it.
    ///
    /// # Errors
    /// [`Problem::NotStarted`].
    pub fn finish(&mut self, scored: bool) -> Result<Report, Problem> {
        let running = self.running.take().ok_or(Problem::NotStarted)?;
        Ok(running.finish(scored))
    }

    fn running(&mut self) -> Result<&mut Running, Problem> {
        self.running.as_mut().ok_or(Problem::NotStarted)
    }
}
