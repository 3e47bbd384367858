//! What comes out of the voice: sentences, each with its language and kind, and sounds.

/// What is to be said and sounded now. Both may be empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Told {
    /// At most one: the voice says one thing at a time. Only at the end all that is left, to be said in this order.
    pub say: Vec<Saying>,
    /// In this order.
    pub sounds: Vec<Sound>,
}

/// One utterance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saying {
    /// To tell when it is over. Grows by one.
    pub id: u32,
    /// The words.
    pub text: String,
    /// BCP 47 tag of their language.
    pub language: String,
    /// What they are about.
    pub kind: Kind,
    /// Whether what is being said is broken off for it: praise for a correction, anything for a pause or its end.
    pub interrupts: bool,
}

impl Saying {
    /// Seconds that one needs to read it, which is about as long as it takes to say it.
    pub fn reading_s(&self) -> f64 {
        reading_s(&self.text)
    }
}

/// Seconds to read a text aloud: 3 words a second, and half a second to begin; a number is quickly said.
pub(crate) fn reading_s(text: &str) -> f64 {
    let words = text.split_whitespace().count();
    (0.5 + 0.33 * words as f64).max(0.8)
}

/// What an utterance is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Words of the guide itself.
    Guide,
    /// What to do next.
    Lead,
    /// What to do otherwise.
    Correction,
    /// What was good. A correction breaks it off.
    Praise,
    /// A number: of repetitions, or of the last seconds.
    Count,
    /// How far it is, and what begins or ends.
    Course,
    /// What only the person can tell.
    Question,
    /// What keeps the coach from seeing.
    Trouble,
}

impl Kind {
    /// Name for the page.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Guide => "guide",
            Kind::Lead => "lead",
            Kind::Correction => "correction",
            Kind::Praise => "praise",
            Kind::Count => "count",
            Kind::Course => "course",
            Kind::Question => "question",
            Kind::Trouble => "trouble",
        }
    }
}

/// A sound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sound {
    /// The position is reached, and a hold's clock runs.
    Start,
    /// Half of a hold.
    Half,
    /// A repetition counts.
    Rep,
    /// Held for long enough, or as often as it needs.
    Done,
    /// The other side of the same step.
    Switch,
    /// The session is over.
    End,
    /// It is paused.
    Pause,
    /// It goes on.
    Resume,
}

impl Sound {
    /// Name for the page.
    pub fn name(self) -> &'static str {
        match self {
            Sound::Start => "start",
            Sound::Half => "half",
            Sound::Rep => "rep",
            Sound::Done => "done",
            Sound::Switch => "switch",
            Sound::End => "end",
            Sound::Pause => "pause",
            Sound::Resume => "resume",
        }
    }
}
