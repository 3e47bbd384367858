//! Puts lines into words: the coach's, or the guide's own.
//!
//! Must not know: when anything is said.

use body::Language;
use coach::NoRep;

use crate::line::{Ending, Line, Times};
use crate::saying::{Kind, reading_s};
use crate::words::{Words, words};

/// The most words of one utterance; sentences of the guide are as long as they are.
pub(crate) const MOST_WORDS: usize = 12;

/// The words of one session.
#[derive(Debug, Clone)]
pub(crate) struct Wording {
    guide_language: String,
    language: Language,
}

/// A line in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Worded {
    pub text: String,
    pub language: String,
    pub kind: Kind,
}

impl Wording {
    pub fn new(guide_language: &str, language: Language) -> Self {
        Self {
            guide_language: guide_language.to_owned(),
            language,
        }
    }

    pub fn language_code(&self) -> &'static str {
        self.language.code()
    }

    pub fn words(&self) -> &'static Words {
        words(self.language)
    }

    pub fn reading_s(&self, line: &Line) -> f64 {
        reading_s(&self.text(line).1)
    }

    pub fn of(&self, line: &Line) -> Worded {
        let (kind, text) = self.text(line);
        let of_guide = matches!(line, Line::Title(_) | Line::Sentence(_) | Line::Asked(_));
        Worded {
            text,
            language: if of_guide {
                self.guide_language.clone()
            } else {
                self.language.code().to_owned()
            },
            kind,
        }
    }

    fn text(&self, line: &Line) -> (Kind, String) {
        let words = self.words();
        let own = str::to_owned;
        match line {
            Line::Title(text) | Line::Sentence(text) => (Kind::Guide, text.clone()),
            Line::Dose { side, hold, times } => (Kind::Lead, self.dose(*side, hold.as_ref(), *times)),
            Line::NowSide(side) => (Kind::Lead, own(words.side.now.of(*side))),
            Line::FirstSide(side) => (Kind::Lead, own(words.side.first.of(*side))),
            Line::Begin(text) => (Kind::Lead, text.clone()),
            Line::ClockLeads => (Kind::Lead, own(&words.way.clock)),
            Line::Skip => (Kind::Lead, own(&words.way.skip)),
            Line::More => (Kind::Lead, own(&words.way.more)),
            Line::Correction(text) => (Kind::Correction, text.clone()),
            Line::WrongSide(side) => (Kind::Correction, own(words.side.wrong.of(*side))),
            Line::Unseen(reason) => (Kind::Trouble, own(words.unseen(*reason))),
            Line::Hold { seconds, breaths } => (
                Kind::Course,
                match breaths {
                    Some(breaths) => words.hold.breaths.of(*breaths),
                    None => words.hold.begins.of(*seconds),
                },
            ),
            Line::Half => (Kind::Course, own(&words.hold.half)),
            Line::Seconds(number) => (Kind::Count, number.to_string()),
            Line::MayStay => (Kind::Course, own(&words.hold.may_stay)),
            Line::Release(Some(text)) => (Kind::Lead, text.clone()),
            Line::Release(None) => (Kind::Lead, own(&words.hold.release)),
            Line::TooLong => (Kind::Lead, own(&words.hold.too_long)),
            Line::ClockWaits => (Kind::Course, own(&words.hold.waits)),
            Line::GoesOn => (Kind::Course, own(&words.hold.goes_on)),
            Line::Lost { seconds } => (Kind::Lead, words.hold.lost.of(*seconds)),
            Line::Rep { count, left, held } => {
                let reps = &words.reps;
                let wording = match left {
                    2 => &reps.two_more,
                    1 => &reps.last,
                    _ if *held => &reps.held,
                    _ => &reps.bare,
                };
                (Kind::Count, wording.of(*count))
            }
            Line::Enough { count, more: true } => (Kind::Count, words.reps.may_go_on.of(*count)),
            Line::Enough { count, more: false } => (Kind::Count, words.reps.enough.of(*count)),
            Line::SetDone { number, of } => (Kind::Count, of_set(&words.rest.set_done, *number, *of)),
            Line::Set { number, of } => (Kind::Lead, of_set(&words.rest.set, *number, *of)),
            Line::Rest { seconds } => (Kind::Course, words.rest.begins.of(*seconds)),
            Line::GoOn => (Kind::Lead, own(&words.rest.go_on)),
            Line::Again => (Kind::Lead, own(&words.rest.again)),
            Line::NoRep { why, help } => (Kind::Correction, self.no_rep(*why, help.as_deref())),
            Line::Praise(text) => (Kind::Praise, text.clone()),
            Line::WasItSo => (Kind::Question, own(&words.question.so)),
            Line::Asked(text) => (Kind::Question, text.clone()),
            Line::HowToAnswer => (Kind::Question, own(&words.question.answer)),
            Line::StillAsking => (Kind::Question, own(&words.question.again)),
            Line::Hint(hint) => (Kind::Trouble, own(words.hint(*hint))),
            Line::Looking => (Kind::Course, own(words.looking())),
            Line::SitStill => (Kind::Lead, own(words.sit_still())),
            Line::StayStill => (Kind::Lead, own(words.stay_still())),
            Line::Advice(advice) => (Kind::Lead, own(words.advice(*advice))),
            Line::Renewal(why) => (Kind::Course, own(words.renewal(*why))),
            Line::Known { again: false } => (Kind::Course, own(&words.neutral.known)),
            Line::Known { again: true } => (Kind::Course, own(&words.neutral.known_again)),
            Line::Trouble(trouble) => (Kind::Trouble, own(words.trouble(*trouble))),
            Line::SeenAgain => (Kind::Course, own(words.seen_again())),
            Line::InPlace => (Kind::Course, own(words.in_place())),
            Line::AllDone(ending) => (Kind::Course, self.ending(*ending)),
        }
    }

    /// "Left side, hold for 10 to 30 seconds."
    fn dose(&self, side: Option<body::Side>, hold: Option<&guide::Hold>, times: Option<Times>) -> String {
        let lead = &self.words().lead;
        let between = |wording: &str, least: u32, most: u32| {
            wording
                .replace("{n}", &least.to_string())
                .replace("{most}", &most.to_string())
        };
        let side = side.map(|side| lead.side(side).to_owned());
        let hold = hold.map(|hold| match (hold.breaths, hold.at_most_s.map(whole)) {
            (Some(breaths), _) => lead.breaths.of(breaths),
            (None, Some(most)) if most > whole(hold.at_least_s) => between(&lead.hold_to, whole(hold.at_least_s), most),
            (None, _) => lead.hold.of(whole(hold.at_least_s)),
        });
        let sets = times.map(|times| times.sets).filter(|sets| *sets > 1);
        let times = times.map(|times| match times.at_most {
            Some(most) if most > times.at_least => between(&lead.times_to, times.at_least, most),
            _ => lead.times.of(times.at_least),
        });
        let sets = sets.map(|sets| lead.sets.replace("{n}", &sets.to_string()));
        let parts: Vec<String> = [side, hold, times, sets].into_iter().flatten().collect();
        sentence(&parts.join(", "))
    }

    fn no_rep(&self, why: NoRep, help: Option<&str>) -> String {
        let reps = &self.words().reps;
        let with_help = |what: &str, otherwise: &str| {
            let whole = format!("{what} {}", help.unwrap_or(otherwise));
            let short = whole.split_whitespace().count() <= MOST_WORDS;
            if short {
                whole
            } else {
                format!("{what} {otherwise}").trim_end().to_owned()
            }
        };
        match why {
            NoRep::TooShort => reps.too_short.clone(),
            NoRep::TooSoon => reps.too_soon.clone(),
            NoRep::TooSmall => with_help(&reps.too_small, &reps.further),
            NoRep::Unclean => with_help(&reps.unclean, ""),
        }
    }

    fn ending(&self, ending: Ending) -> String {
        let over = &self.words().over;
        match ending {
            Ending::AllGood => over.all_good.clone(),
            Ending::All => over.all.clone(),
            Ending::Some { done, of } => over.some.of(done).replace("{all}", &of.to_string()),
            Ending::None => over.none.clone(),
            Ending::ByClock => over.by_clock.clone(),
        }
    }
}

/// "Set 2 of 3."
fn of_set(wording: &str, number: u32, of: u32) -> String {
    wording
        .replace("{n}", &number.to_string())
        .replace("{all}", &of.to_string())
}

/// Whole seconds to say.
pub(crate) fn whole(seconds: f64) -> u32 {
    seconds.round().max(0.0) as u32
}

/// With a capital letter and a full stop.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => format!("{}{}.", first.to_uppercase(), letters.as_str()),
        None => String::new(),
    }
}
