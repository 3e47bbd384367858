//! Phrases of a guide's own: `phrases` and `cues` of the front matter, with measures, units and sides checked.
//!
//! They come out as the vocabulary's entries do, so that a rule uses them like any other phrase.

pub(crate) mod meaning;

use std::collections::BTreeMap;
use std::ops::Range;

use self::meaning::meaning;
use crate::at::span;
use crate::cue::Cue;
use crate::cue::SideWords;
use crate::expression::{Expression, take_apart};
use crate::mistake::Mistake;
use crate::model::Reading;
use crate::nearest::proposal;
use crate::phrase_map::RawEntry;
use crate::phrase_mistake::PhraseMistake;
use crate::syntax::At;
use crate::vocabulary::{Entry, PhraseVerb, Sided, View, Vocabulary};

/// Most phrases that a guide may bring.
const MOST: usize = 100;
/// Longest cue, in bytes: what one can say in a breath.
const LONGEST_CUE: usize = 120;

/// A phrase of the guide's own.
#[derive(Debug, Clone)]
pub(crate) struct Own {
    /// `None` after a mistake, so that the rules that use it are not mistakes too.
    pub entry: Option<Entry>,
    pub name_at: Range<usize>,
    pub means_at: Range<usize>,
    /// Where its cue stands, when it names the side of the dose.
    pub sided_cue_at: Option<Range<usize>>,
}

/// The guide's own phrases by name.
pub(crate) type OwnPhrases = BTreeMap<String, Own>;

/// Reads `phrases` and `cues`; `sides` are the guide's words for left and right.
pub(crate) fn read(
    phrases: &[RawEntry],
    cues: &[RawEntry],
    sides: &SideWords,
    vocabulary: &Vocabulary,
    mistakes: &mut Vec<Mistake>,
) -> OwnPhrases {
    let mut own = OwnPhrases::new();
    for (index, RawEntry { name, value }) in phrases.iter().enumerate() {
        let here = |entry| Own {
            entry,
            name_at: name.at.clone(),
            means_at: value.at.clone(),
            sided_cue_at: None,
        };
        if index == MOST {
            mistakes.push(Mistake::OwnPhrase(PhraseMistake::TooMany {
                most: MOST,
                at: span(&name.at),
            }));
        }
        if index >= MOST {
            own.entry(name.value.to_owned()).or_insert_with(|| here(None));
            continue;
        }
        if let Some(mistake) = name_mistake(name, vocabulary, &own) {
            mistakes.push(Mistake::OwnPhrase(mistake));
            continue;
        }
        let entry = match take_apart(value.value, value.at.start) {
            Ok(expression) => entry(name.value, &expression, vocabulary, mistakes),
            Err(mistake) => {
                mistakes.push(mistake);
                None
            }
        };
        own.insert(name.value.to_owned(), here(entry));
    }
    for cue in cues {
        take_cue(cue, sides, &mut own, mistakes);
    }
    own
}

fn name_mistake(name: &At<&str>, vocabulary: &Vocabulary, own: &OwnPhrases) -> Option<PhraseMistake> {
    let words: Vec<&str> = name.value.split_whitespace().collect();
    let letters = |c: char| c.is_alphabetic() && !c.is_uppercase() || c.is_ascii_digit() || matches!(c, ' ' | '-');
    let help = if words.iter().any(|word| matches!(*word, "left" | "right" | "{side}")) {
        "leave the side out of the name: it stands behind the phrase in the rule"
    } else if words.is_empty() || words.join(" ") != name.value || !name.value.chars().all(letters) {
        "use small letters and single blanks: `nose over the shoulder`"
    } else {
        let help = if own.contains_key(name.value) {
            "keep one of them"
        } else if vocabulary.entry(name.value).is_some() {
            "it is one of the vocabulary's; give yours another name"
        } else {
            return None;
        };
        return Some(PhraseMistake::Taken {
            name: name.value.to_owned(),
            help: help.to_owned(),
            at: span(&name.at),
        });
    };
    Some(PhraseMistake::Name {
        name: name.value.to_owned(),
        help: help.to_owned(),
        at: span(&name.at),
    })
}

fn take_cue(cue: &RawEntry, sides: &SideWords, own: &mut OwnPhrases, mistakes: &mut Vec<Mistake>) {
    let names: Vec<String> = own.keys().cloned().collect();
    let Some(found) = own.get_mut(cue.name.value) else {
        let help = match names.is_empty() {
            true => "this guide has no phrases of its own".to_owned(),
            false => proposal(cue.name.value, "its phrases", names.iter().map(String::as_str)),
        };
        mistakes.push(Mistake::OwnPhrase(PhraseMistake::CueWithoutPhrase {
            name: cue.name.value.to_owned(),
            help,
            at: span(&cue.name.at),
        }));
        return;
    };
    let why = match cue.value.value.trim().len() {
        0 => Some("empty"),
        length if length > LONGEST_CUE => Some("too long to be said"),
        _ => None,
    };
    match (why, &mut found.entry) {
        (Some(why), _) => mistakes.push(Mistake::OwnPhrase(PhraseMistake::BadCue {
            why,
            at: span(&cue.value.at),
        })),
        (None, Some(entry)) => {
            entry.cue = Cue::new(cue.value.value, sides);
            found.sided_cue_at = cue.value.value.contains("{side}").then(|| cue.value.at.clone());
        }
        (None, None) => {}
    }
}

fn entry(name: &str, expression: &Expression, vocabulary: &Vocabulary, mistakes: &mut Vec<Mistake>) -> Option<Entry> {
    let (tests, formula) = meaning(expression, vocabulary, mistakes)?;
    let sided = tests.iter().any(|test| test.reading == Reading::TowardsSide);
    Some(Entry {
        sided: if sided { Sided::Required } else { Sided::None },
        verbs: vec![
            PhraseVerb::Start,
            PhraseVerb::Reach,
            PhraseVerb::Keep,
            PhraseVerb::Return,
        ],
        views: [View::Front, View::Side]
            .into_iter()
            .filter(|view| view.shows(&tests, &formula))
            .collect(),
        tests,
        formula,
        // The sentence that uses it says it.
        begin: None,
        cue: default_cue(name),
        instead: Vec::new(),
    })
}

/// Its own name, as one says it: "Nose over the shoulder."
fn default_cue(name: &str) -> Cue {
    let mut letters = name.chars();
    let words = letters
        .next()
        .map(|first| format!("{}{}.", first.to_uppercase(), letters.as_str()))
        .unwrap_or_default();
    // A name has no side in it.
    Cue::new(&words, &SideWords::default())
}
