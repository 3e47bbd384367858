//! Decides what is said: one cue at a time, the same one rarely, and only what is surely seen.

use body::SessionTime;
use guide::Timing;

use crate::dwell::lasted;

/// A spoken cue takes about this long, seconds: the next one waits, so that there is one at a time.
const SPEAKING_S: f64 = 2.0;

/// A cue that is due.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Due {
    pub cue: String,
    /// Of what it stands on.
    pub confidence: f32,
    /// Text of the rule that it is about.
    pub rule: Option<String>,
}

/// What was said.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cues {
    said: Vec<(String, SessionTime)>,
}

impl Cues {
    /// The first of `due` that may be said now.
    pub fn choose(&mut self, at: SessionTime, due: Vec<Due>, timing: &Timing) -> Option<Due> {
        if self.said.iter().any(|(_, said_at)| !lasted(*said_at, at, SPEAKING_S)) {
            return None;
        }
        let chosen = due.into_iter().find(|due| {
            let sure = f64::from(due.confidence) + 1e-6 >= timing.cue_confidence;
            let mut before = self.said.iter().filter(|(said, _)| *said == due.cue);
            let again = before.all(|(_, said_at)| lasted(*said_at, at, timing.cue_again_s));
            sure && again && !due.cue.is_empty()
        })?;
        self.said.retain(|(said, _)| *said != chosen.cue);
        self.said.push((chosen.cue.clone(), at));
        Some(chosen)
    }
}
