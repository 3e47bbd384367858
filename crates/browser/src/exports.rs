//! What JavaScript sees: texts, numbers and bytes only. Every mistake becomes an exception with its words.

use wasm_bindgen::prelude::*;

use crate::by_clock::OnTheClock;
use crate::start::{Problem, Start, Wish};
use crate::watch::Watch;

/// A judge that watches.
#[wasm_bindgen]
pub struct Judge {
    watch: Watch,
}

#[wasm_bindgen]
impl Judge {
    /// Loads the three models.
    ///
    /// # Errors
    /// When a file is not the model that belongs there.
    #[wasm_bindgen(constructor)]
    pub fn new(detector: &[u8], landmarks: &[u8], face: &[u8]) -> Result<Judge, JsError> {
        console_error_panic_hook::set_once();
        let models = pose::Models {
            detector,
            landmarks,
            face,
        };
        Ok(Self {
            watch: Watch::new(&models)?,
        })
    }

    /// Goes on with another landmark model.
    ///
    /// # Errors
    /// When it is another file; the old model stays.
    #[wasm_bindgen(js_name = changeLandmarks)]
    pub fn change_landmarks(&mut self, landmarks: &[u8]) -> Result<(), JsError> {
        Ok(self.watch.change_landmarks(landmarks)?)
    }

    /// Begins a session with a guide's text; an unfinished one is forgotten. `language` is the one that the coach
    /// speaks, `guide_language` that of the guide's words; `mirrored`: the camera gives a mirror image.
    ///
    /// # Errors
    /// When the guide has mistakes, or no such step or side.
    #[allow(clippy::too_many_arguments, reason = "JavaScript passes plain values")]
    pub fn start(
        &mut self,
        name: &str,
        guide: &str,
        step: Option<String>,
        side: Option<String>,
        language: &str,
        guide_language: &str,
        mirrored: bool,
    ) -> Result<(), JsError> {
        let start = Start {
            name,
            guide,
            step: step.as_deref(),
            side: side.as_deref(),
            language,
            guide_language,
        };
        Ok(self.watch.start(&start, mirrored)?)
    }

    /// The model is chosen: the set-up look may end.
    ///
    /// # Errors
    /// When no session has begun, as with all that follow.
    pub fn settle(&mut self) -> Result<(), JsError> {
        Ok(self.watch.settle()?)
    }

    /// Coach the one in the middle, although several people are seen.
    ///
    /// # Errors
    /// When no session has begun.
    pub fn middle(&mut self) -> Result<(), JsError> {
        Ok(self.watch.middle()?)
    }

    /// Whether the camera gives a mirror image.
    ///
    /// # Errors
    /// When no session has begun.
    pub fn mirrored(&mut self, on: bool) -> Result<(), JsError> {
        Ok(self.watch.mirrored(on)?)
    }

    /// An utterance is over: spoken to its end, read, or broken off.
    ///
    /// # Errors
    /// When no session has begun.
    pub fn spoken(&mut self, id: u32, at_ms: f64) -> Result<(), JsError> {
        Ok(self.watch.spoken(id, at_ms)?)
    }

    /// Judges one frame: RGBA, 4 bytes a pixel, as the camera gives it. `at_ms` must rise; the JSON of a view comes
    /// back.
    ///
    /// # Errors
    /// When no session has begun, or the bytes don't fit the size.
    pub fn frame(&mut self, rgba: &[u8], width: u32, height: u32, at_ms: f64) -> Result<String, JsError> {
        Ok(json(&self.watch.frame(rgba, width, height, at_ms)?))
    }

    /// The person goes back to the step and side before.
    ///
    /// # Errors
    /// When no session has begun.
    pub fn back(&mut self, at_ms: f64) -> Result<String, JsError> {
        Ok(json(&self.watch.wish(Wish::Back, at_ms)?))
    }

    /// The person skips the step and side that is open, or comes next; the question, where one is open.
    ///
    /// # Errors
    /// When no session has begun.
    pub fn skip(&mut self, at_ms: f64) -> Result<String, JsError> {
        Ok(json(&self.watch.wish(Wish::Skip, at_ms)?))
    }

    /// The person is done with the step and side that is on the clock, sooner than the clock.
    ///
    /// # Errors
    /// When no session has begun.
    pub fn done(&mut self, at_ms: f64) -> Result<String, JsError> {
        Ok(json(&self.watch.wish(Wish::Done, at_ms)?))
    }

    /// The person wants to be looked at anew.
    ///
    /// # Errors
    /// When no session has begun.
    pub fn neutral(&mut self, at_ms: f64) -> Result<String, JsError> {
        Ok(json(&self.watch.wish(Wish::Neutral, at_ms)?))
    }

    /// The person pauses.
    ///
    /// # Errors
    /// When no session has begun.
    pub fn pause(&mut self, at_ms: f64) -> Result<String, JsError> {
        Ok(json(&self.watch.wish(Wish::Pause, at_ms)?))
    }

    /// The person goes on.
    ///
    /// # Errors
    /// When no session has begun.
    pub fn resume(&mut self, at_ms: f64) -> Result<String, JsError> {
        Ok(json(&self.watch.wish(Wish::Resume, at_ms)?))
    }

    /// The open question was answered, or passed over. The answer itself stays with the page.
    ///
    /// # Errors
    /// When no session has begun.
    pub fn answered(&mut self, at_ms: f64) -> Result<String, JsError> {
        Ok(json(&self.watch.wish(Wish::Answered, at_ms)?))
    }

    /// Ends, and gives the report as JSON. Not `scored`: it hurt, and no step is in it.
    ///
    /// # Errors
    /// When no session has begun.
    pub fn finish(&mut self, scored: bool) -> Result<String, JsError> {
        Ok(json(&self.watch.finish(scored)?))
    }
}

/// The same guide without a camera.
#[wasm_bindgen]
pub struct ClockJudge {
    clock: OnTheClock,
}

#[wasm_bindgen]
impl ClockJudge {
    /// Makes the clock ready.
    ///
    /// # Errors
    /// When the guide has mistakes, or no such step or side.
    #[wasm_bindgen(constructor)]
    pub fn new(
        name: &str,
        guide: &str,
        step: Option<String>,
        side: Option<String>,
        language: &str,
        guide_language: &str,
    ) -> Result<ClockJudge, JsError> {
        console_error_panic_hook::set_once();
        let start = Start {
            name,
            guide,
            step: step.as_deref(),
            side: side.as_deref(),
            language,
            guide_language,
        };
        Ok(Self {
            clock: OnTheClock::new(&start)?,
        })
    }

    /// Time goes on; the JSON of a view comes back.
    pub fn tick(&mut self, at_ms: f64) -> String {
        json(&self.clock.tick(at_ms))
    }

    /// The person goes back to the step and side before.
    pub fn back(&mut self, at_ms: f64) -> String {
        json(&self.clock.wish(Wish::Back, at_ms))
    }

    /// The person skips the step and side that is open, or comes next; the question, where one is open.
    pub fn skip(&mut self, at_ms: f64) -> String {
        json(&self.clock.wish(Wish::Skip, at_ms))
    }

    /// The person is done with the step and side that is on, sooner than the clock.
    pub fn done(&mut self, at_ms: f64) -> String {
        json(&self.clock.wish(Wish::Done, at_ms))
    }

    /// The person pauses.
    pub fn pause(&mut self, at_ms: f64) -> String {
        json(&self.clock.wish(Wish::Pause, at_ms))
    }

    /// The person goes on.
    pub fn resume(&mut self, at_ms: f64) -> String {
        json(&self.clock.wish(Wish::Resume, at_ms))
    }

    /// The open question was answered, or passed over. The answer itself stays with the page.
    pub fn answered(&mut self, at_ms: f64) -> String {
        json(&self.clock.wish(Wish::Answered, at_ms))
    }

    /// An utterance is over: spoken to its end, read, or broken off.
    pub fn spoken(&mut self, id: u32, at_ms: f64) {
        self.clock.spoken(id, at_ms);
    }

    /// Ends, and gives the report as JSON. Not `scored`: it hurt, and no step is in it.
    pub fn finish(&mut self, scored: bool) -> String {
        json(&self.clock.finish(scored))
    }
}

/// What an editor shows of a guide's text (UTF-8): the JSON of [`crate::Examined`]. Takes any bytes.
#[wasm_bindgen(js_name = examineGuide)]
pub fn examine_guide(name: &str, text: &[u8]) -> String {
    console_error_panic_hook::set_once();
    json(&crate::examine(name, text))
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("plain values always have a JSON form")
}

// Every problem can become an exception with its words. A panic is none: it traps, and the page begins anew in a fresh
// worker, for half a judge can't be trusted.
const _: fn(Problem) -> JsError = JsError::from;
