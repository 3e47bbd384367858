//! The mouth: whether something is being said, since when it is quiet, and what was said lately.
//!
//! Must not know: what the words mean.

use std::time::Duration;

use body::SessionTime;

use crate::saying::{Kind, reading_s};

/// The same words are not said again for so long, seconds: as often as a cue of the coach may come again.
const AGAIN_AFTER_S: f64 = 6.0;

/// Says one thing at a time.
#[derive(Debug, Clone, Default)]
pub(crate) struct Mouth {
    speaking: Option<Speaking>,
    silent_since: SessionTime,
    /// What was said within the last [`AGAIN_AFTER_S`], and when it began.
    lately: Vec<(String, SessionTime)>,
    next_id: u32,
}

#[derive(Debug, Clone, Copy)]
struct Speaking {
    id: u32,
    kind: Kind,
    /// It counts as over then, if nobody tells.
    latest_end: SessionTime,
}

impl Mouth {
    /// Time goes on: an end that was never told counts.
    pub fn look(&mut self, at: SessionTime) {
        if let Some(speaking) = self.speaking
            && at >= speaking.latest_end
        {
            self.speaking = None;
            self.silent_since = speaking.latest_end;
        }
        self.lately.retain(|(_, began)| secs(*began, at) < AGAIN_AFTER_S);
    }

    /// An utterance is over. One that is not being said is passed over.
    pub fn ended(&mut self, at: SessionTime, id: u32) {
        if self.speaking.is_some_and(|speaking| speaking.id == id) {
            self.speaking = None;
            self.silent_since = at;
        }
    }

    /// What is being said is broken off; it may be said again at once.
    pub fn break_off(&mut self, at: SessionTime) {
        if self.speaking.take().is_some() {
            self.lately.pop();
            self.silent_since = at;
        }
    }

    /// Kind of what is being said.
    pub fn speaks(&self) -> Option<Kind> {
        self.speaking.map(|speaking| speaking.kind)
    }

    /// For how long it has been quiet, seconds; 0 while something is said.
    pub fn silent_s(&self, at: SessionTime) -> f64 {
        match self.speaking {
            Some(_) => 0.0,
            None => secs(self.silent_since, at),
        }
    }

    /// Whether these words were not said lately.
    pub fn is_fresh(&self, text: &str) -> bool {
        self.lately.iter().all(|(said, _)| said != text)
    }

    /// Begins to say it; its id.
    pub fn say(&mut self, at: SessionTime, text: &str, kind: Kind) -> u32 {
        let id = self.next_id;
        self.next_id += 1;
        self.speaking = Some(Speaking {
            id,
            kind,
            latest_end: at + Duration::from_secs_f64(3.0 * reading_s(text) + 2.0),
        });
        self.lately.push((text.to_owned(), at));
        id
    }
}

/// Seconds from one time to a later one.
pub(crate) fn secs(from: SessionTime, to: SessionTime) -> f64 {
    to.since(from).as_secs_f64()
}
