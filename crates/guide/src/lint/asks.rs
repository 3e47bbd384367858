//! Questions whose answer a camera could see. Which those are is data, `asks.toml`.
//!
//! A question that only looks like a phrase is left alone: each of its words must be explained.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::words::words;
use crate::finding::{Fault, Severity};
use crate::model::{Demand, Step};
use crate::parse::Draft;
use crate::vocabulary::{Sided, Vocabulary};

/// How guides of one language ask.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Questions {
    idle: Vec<String>,
    left: Vec<String>,
    right: Vec<String>,
    seen: Vec<Seen>,
}

/// The words of a question that a phrase sees.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Seen {
    phrase: String,
    words: Vec<Vec<String>>,
    #[serde(default)]
    also: Vec<String>,
    #[serde(default)]
    in_order: bool,
    /// It must name a side.
    #[serde(default)]
    side: bool,
    /// What a step must not reach.
    #[serde(default)]
    unless: Vec<String>,
}

/// By the code of the language.
static QUESTIONS: LazyLock<BTreeMap<String, Questions>> =
    LazyLock::new(|| toml::from_str(include_str!("asks.toml")).expect("a test reads the questions"));

pub(super) fn faults(draft: &Draft, vocabulary: &Vocabulary) -> Vec<Fault> {
    let mut found = Vec::new();
    for (step, places) in draft.guide.steps.iter().zip(&draft.places) {
        for (id, rule) in step.rules() {
            let Demand::Ask(question) = &rule.demand else { continue };
            let (Some((phrase, side)), Some(at)) = (seen(question, step, draft, vocabulary), places.rule(id)) else {
                continue;
            };
            let help = match side {
                Some(side) => format!("use the phrase {phrase:?}: `reach {phrase} {side}` or `keep {phrase} {side}`"),
                None => format!("use the phrase {phrase:?}: `reach {phrase}` or `keep {phrase}`"),
            };
            found.push(Fault {
                code: "ask_could_be_seen",
                severity: Severity::Warning,
                message: "a camera can see what is asked here".to_owned(),
                help,
                at: at.clone(),
                label: "asked".to_owned(),
                other: None,
            });
        }
    }
    found
}

/// The phrase that sees what is asked, and the side that its rule names if it needs one.
fn seen<'a>(
    question: &str,
    step: &Step,
    draft: &'a Draft,
    vocabulary: &'a Vocabulary,
) -> Option<(&'a str, Option<&'static str>)> {
    // What was cut off, and a number, may change everything.
    if question.contains('…') || question.contains("...") || question.contains(char::is_numeric) {
        return None;
    }
    let names = draft.own.keys().map(String::as_str).chain(vocabulary.phrases());
    let names: Vec<&str> = names.collect();
    let sided = |name: &str| match draft.own.get(name) {
        Some(own) => own.entry.as_ref().map(|entry| entry.sided),
        None => vocabulary.entry(name).map(|entry| entry.sided),
    };
    let reaches = |phrase: &String| {
        step.rules()
            .any(|(_, rule)| matches!(&rule.demand, Demand::Reach(reached) if reached.name == *phrase))
    };
    QUESTIONS.values().find_map(|language| {
        let asked = language.asked(question);
        let named = names.iter().copied().filter(|name| {
            let name = language.asked(name).words;
            !name.is_empty() && name == asked.words
        });
        let told = language.seen.iter().filter(|seen| {
            seen.explains(&asked.words) && (asked.side.is_some() || !seen.side) && !seen.unless.iter().any(reaches)
        });
        let told = told.filter_map(|seen| names.iter().copied().find(|name| *name == seen.phrase));
        named
            .chain(told)
            .find_map(|name| match (sided(name)?, asked.several_sides, asked.side) {
                (Sided::None, false, None) => Some((name, None)),
                (Sided::Required, false, Some(side)) => Some((name, Some(side))),
                (Sided::Required, false, None) => Some((name, Some(if step.each_side { "{side}" } else { "left" }))),
                _ => None,
            })
    })
}

/// A question without what says nothing.
struct Asked {
    words: Vec<String>,
    side: Option<&'static str>,
    /// It names more than one side: "the left ear to the right shoulder".
    several_sides: bool,
}

impl Questions {
    fn asked(&self, question: &str) -> Asked {
        let filled = question.replace("{side}", " ");
        let mut sides: Vec<&'static str> = Vec::new();
        if filled.len() < question.len() {
            sides.push("{side}");
        }
        let mut kept = Vec::new();
        for word in words(&filled, 0..filled.len()) {
            if self.left.contains(&word.text) {
                sides.push("left");
            } else if self.right.contains(&word.text) {
                sides.push("right");
            } else if !self.idle.contains(&word.text) {
                kept.push(word.text);
            }
        }
        sides.dedup();
        Asked {
            words: kept,
            side: sides.first().copied(),
            several_sides: sides.len() > 1,
        }
    }
}

impl Seen {
    fn explains(&self, asked: &[String]) -> bool {
        let known = |word: &String| self.words.iter().flatten().chain(&self.also).any(|known| known == word);
        let mut from = 0;
        let named = self.words.iter().all(|list| {
            let rest = asked.get(from..).unwrap_or_default();
            let place = rest.iter().position(|word| list.contains(word));
            if self.in_order {
                from += place.map_or(0, |place| place + 1);
            }
            place.is_some()
        });
        named && asked.iter().all(known)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_phrase_that_is_proposed_is_in_the_vocabulary() {
        for seen in QUESTIONS.values().flat_map(|language| &language.seen) {
            for phrase in seen.unless.iter().chain([&seen.phrase]) {
                assert!(Vocabulary::builtin().entry(phrase).is_some(), "{phrase}");
            }
        }
    }

    #[test]
    fn no_word_that_says_nothing_is_one_of_a_phrase() {
        for language in QUESTIONS.values() {
            for seen in &language.seen {
                for word in seen.words.iter().flatten().chain(&seen.also) {
                    let idle = [&language.idle, &language.left, &language.right];
                    assert!(
                        !idle.into_iter().any(|list| list.contains(word)),
                        "{}: {word}",
                        seen.phrase
                    );
                }
            }
        }
    }
}
