//! Puts a guide together: front matter, steps, sentences, rules; all mistakes at once.

use std::collections::HashMap;
use std::ops::Range;

use sha2::{Digest, Sha256};

use crate::front_matter;
use crate::markdown::{self, RawSentence, RawStep};
use crate::mistake::{Mistake, Mistakes, span};
use crate::model::{Guide, Rule, Sentence, Step};
use crate::rule;
use crate::vocabulary::Vocabulary;

/// Longest guide, in bytes: a hundred times the first one. Keeps reading time bounded.
const LONGEST: usize = 256 * 1024;

/// Reads a guide called `name` from its Markdown.
///
/// # Errors
/// All mistakes at once, each pointing at its words.
pub fn parse(name: &str, text: &str, vocabulary: &Vocabulary) -> Result<Guide, Mistakes> {
    if text.len() > LONGEST {
        return Err(Mistakes::new(name, "", vec![Mistake::TooLong { most: LONGEST }]));
    }
    let mut mistakes = Vec::new();
    let (front, start) = front_matter::read(text, &mut mistakes);
    let document = markdown::read(text, start, &mut mistakes);
    if document.steps.is_empty() {
        let end = text.trim_end().len();
        let last_line = text.get(..end).and_then(|text| text.rfind('\n')).map_or(0, |at| at + 1);
        mistakes.push(Mistake::NoSteps {
            at: span(&(last_line..end)),
        });
    }

    let mut ids: HashMap<String, Range<usize>> = HashMap::new();
    let mut steps = Vec::new();
    for (index, raw) in document.steps.into_iter().enumerate() {
        let id = step_id(&raw, index, &mut ids, &mut mistakes);
        steps.push(read_step(text, id, raw, vocabulary, &mut mistakes));
    }
    if !mistakes.is_empty() {
        return Err(Mistakes::new(name, text, mistakes));
    }
    Ok(Guide {
        name: name.to_owned(),
        title: front.title.unwrap_or_default(),
        author: front.author,
        source: front.source,
        difficulty: front.difficulty,
        summary: document.summary,
        sha256: Sha256::digest(text.as_bytes())
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect(),
        steps,
    })
}

fn step_id(
    raw: &RawStep,
    index: usize,
    ids: &mut HashMap<String, Range<usize>>,
    mistakes: &mut Vec<Mistake>,
) -> String {
    let id = match &raw.id {
        Some(id) => id.clone(),
        None => slug(&raw.title).unwrap_or_else(|| format!("step-{}", index + 1)),
    };
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if id.is_empty() || !id.chars().all(fits) {
        mistakes.push(Mistake::BadId {
            id: id.clone(),
            at: span(&raw.id_at),
        });
    }
    match ids.get(&id) {
        Some(first) => {
            mistakes.push(Mistake::DuplicateId {
                id: id.clone(),
                first: span(first),
                at: span(&raw.id_at),
            });
        }
        None => {
            ids.insert(id.clone(), raw.id_at.clone());
        }
    }
    id
}

/// Small letters, digits and single hyphens of a title. `None` when nothing is left.
fn slug(title: &str) -> Option<String> {
    let words = title.to_ascii_lowercase();
    let words: Vec<&str> = words
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    (!words.is_empty()).then(|| words.join("-"))
}

fn read_step(text: &str, id: String, raw: RawStep, vocabulary: &Vocabulary, mistakes: &mut Vec<Mistake>) -> Step {
    if raw.title.is_empty() {
        mistakes.push(Mistake::StepWithoutTitle { at: span(&raw.at) });
    }
    if raw.sentences.is_empty() {
        mistakes.push(Mistake::StepWithoutSentence {
            id: id.clone(),
            at: span(&raw.at),
        });
    }
    let mut rules_at = Vec::new();
    let mut sentences = Vec::new();
    for sentence in raw.sentences {
        check_sentence(&sentence, raw.each_side, mistakes);
        let mut rules: Vec<Rule> = Vec::new();
        for at in sentence.rules {
            let source = text.get(at.clone()).unwrap_or_default();
            // A verb alone says what the step has, even when the rest of its rule is a mistake.
            rules_at.push((source.split_whitespace().next().unwrap_or_default(), at.clone()));
            rules.extend(rule::read(source, &at, raw.each_side, vocabulary, mistakes));
        }
        sentences.push(Sentence {
            text: sentence.text,
            rules,
        });
    }
    check_step(&rules_at, mistakes);
    Step {
        id,
        title: raw.title,
        each_side: raw.each_side,
        sentences,
    }
}

fn check_sentence(sentence: &RawSentence, each_side: bool, mistakes: &mut Vec<Mistake>) {
    if sentence.rules.is_empty() {
        mistakes.push(Mistake::SentenceWithoutRule { at: span(&sentence.at) });
    } else if sentence.text.is_empty() {
        mistakes.push(Mistake::SentenceWithoutWords { at: span(&sentence.at) });
    }
    if !each_side {
        mistakes.extend(
            sentence
                .sides
                .iter()
                .map(|at| Mistake::SideWithoutEachSide { at: span(at) }),
        );
    }
}

/// What can only be seen from all rules of a step.
fn check_step(rules: &[(&str, Range<usize>)], mistakes: &mut Vec<Mistake>) {
    let reaches = rules.iter().any(|(verb, _)| *verb == "reach");
    for verb in ["hold", "repeat", "slowly"] {
        let mut places = rules.iter().filter(|(found, _)| *found == verb).map(|(_, at)| at);
        let Some(first) = places.next() else { continue };
        match verb {
            "hold" if !reaches => mistakes.push(Mistake::HoldWithoutReach { at: span(first) }),
            "repeat" if !reaches => mistakes.push(Mistake::RepeatWithoutReach { at: span(first) }),
            _ => {}
        }
        mistakes.extend(places.map(|at| Mistake::VerbTwice {
            verb,
            first: span(first),
            at: span(at),
        }));
    }
}
