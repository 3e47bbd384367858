//! Puts a guide together out of steps of several guides: a person's own routine. What the steps need comes along:
//! phrases and what is said for them, the words for left and right, authors, sources, when to stop.
//!
//! Must not know: files, where the guides come from.

mod taken;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use thiserror::Error;

use crate::cadence::Cadence;
use crate::cue::SideWords;
use crate::format::{cue_line, phrase_line, scalar};
use crate::lint::safety_notes;
use crate::mistakes::Mistakes;
use crate::model::Step;
use crate::parse::{Draft, LONGEST_BYTES, MOST_STEPS, slug};
use crate::vocabulary::Vocabulary;

use self::taken::{Source, Taken};

/// A step of a guide, to be part of a routine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part<'a> {
    /// The guide's name.
    pub guide: &'a str,
    /// The guide's text.
    pub text: &'a str,
    /// The step's id.
    pub step: &'a str,
}

/// A guide that was put together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Composed {
    /// A name for it, of its title: `my-morning`.
    pub name: String,
    /// Its Markdown, without mistakes.
    pub text: String,
}

/// Why steps can't be put together.
#[derive(Debug, Error)]
pub enum ComposeMistake {
    /// The title is empty, or more than a line.
    #[error("the routine needs a title, in one line")]
    Title,
    /// Nothing is left of the title for a name.
    #[error("the title {title:?} gives no name")]
    Name {
        /// As it was given.
        title: String,
    },
    /// No step at all.
    #[error("the routine needs at least one step")]
    Empty,
    /// More steps than a guide may have.
    #[error("a guide has at most {MOST_STEPS} steps, these are {steps}")]
    TooManySteps {
        /// How many were asked for.
        steps: usize,
    },
    /// It would be longer than a guide may be.
    #[error("the routine is longer than a guide may be ({} KiB)", LONGEST_BYTES / 1024)]
    TooLong,
    /// A guide that can't be read.
    #[error("{0}")]
    Guide(Mistakes),
    /// A step that is not there.
    #[error("the guide {guide} has no step {step:?}")]
    UnknownStep {
        /// The guide's name.
        guide: String,
        /// The id that was asked for.
        step: String,
        /// The ids that it has.
        known: String,
    },
    /// One phrase, two meanings.
    #[error("the phrase {phrase:?} means something else in {one} than in {other}")]
    Phrase {
        /// Its name.
        phrase: String,
        /// One guide.
        one: String,
        /// The other guide.
        other: String,
    },
    /// Guides in different languages.
    #[error("{one} and {other} have other words for left and right")]
    Sides {
        /// One guide.
        one: String,
        /// The other guide.
        other: String,
    },
    /// Markdown that means something else when it stands elsewhere, such as a link that is explained farther down.
    #[error("the step {step:?} of {guide} leans on another part of its guide")]
    NotAlone {
        /// The guide's name.
        guide: String,
        /// The step's id.
        step: String,
    },
}

impl ComposeMistake {
    /// What to do.
    pub fn help(&self) -> String {
        match self {
            Self::Title => "say what it is for: \"My morning\"".to_owned(),
            Self::Name { .. } => "a letter from a to z or a digit must be in it".to_owned(),
            Self::Empty => "name a guide and a step of it".to_owned(),
            Self::TooManySteps { .. } | Self::TooLong => "take fewer steps".to_owned(),
            Self::Guide(_) => "mend the guide first: `unhunch guide lint` says what is wrong".to_owned(),
            Self::UnknownStep { known, .. } => format!("its steps: {known}"),
            Self::Phrase { .. } => "give it another name in one of them".to_owned(),
            Self::Sides { .. } => "take steps of guides in one language".to_owned(),
            Self::NotAlone { .. } => "copy the step by hand, with what it leans on".to_owned(),
        }
    }
}

/// Puts the parts together, in their order; a step may come more than once. `plan` says how often the whole is done.
///
/// # Errors
/// [`ComposeMistake`] when the parts can't be one guide. What comes out has no mistakes.
pub fn compose(
    title: &str,
    plan: Option<&Cadence>,
    parts: &[Part],
    vocabulary: &Vocabulary,
) -> Result<Composed, ComposeMistake> {
    let title = title.trim();
    if title.is_empty() || title.contains(|c: char| c.is_control()) {
        return Err(ComposeMistake::Title);
    }
    let name = slug(title).ok_or_else(|| ComposeMistake::Name {
        title: title.to_owned(),
    })?;
    match parts.len() {
        0 => return Err(ComposeMistake::Empty),
        steps if steps > MOST_STEPS => return Err(ComposeMistake::TooManySteps { steps }),
        _ => {}
    }
    // Each guide is read once, however many of its steps are wanted.
    let mut sources: Vec<Source> = Vec::new();
    let mut taken: Vec<(usize, Taken)> = Vec::new();
    let mut ids = BTreeSet::new();
    for part in parts {
        let known = sources.iter().position(|source| source.is_of(part));
        let place = match known {
            Some(place) => place,
            None => {
                sources.push(Source::read(part, vocabulary)?);
                sources.len() - 1
            }
        };
        let source = sources.get(place).expect("it was found there, or put there");
        let mut step = source.take(part.step)?;
        step.id = free_id(&step.id, &mut ids);
        taken.push((place, step));
    }

    let mut text = front_matter(title, plan, &sources, &taken)?;
    for (_, step) in &taken {
        text.push('\n');
        text.push_str(&step.printed());
    }
    if text.len() > LONGEST_BYTES {
        return Err(ComposeMistake::TooLong);
    }
    means_the_same(&name, &text, &sources, &taken, vocabulary)?;
    Ok(Composed { name, text })
}

/// The id, with a number behind it where it is taken.
fn free_id(id: &str, ids: &mut BTreeSet<String>) -> String {
    let numbered = (2..).map(|number| format!("{id}-{number}"));
    let mut candidates = std::iter::once(id.to_owned()).chain(numbered);
    let free = candidates.find(|candidate| !ids.contains(candidate));
    let free = free.expect("numbers do not end");
    ids.insert(free.clone());
    free
}

fn front_matter(
    title: &str,
    plan: Option<&Cadence>,
    sources: &[Source],
    taken: &[(usize, Taken)],
) -> Result<String, ComposeMistake> {
    let mut lines = vec!["---".to_owned(), format!("title: {}", scalar(title))];
    let mut line = |key: &str, value: &str| lines.push(format!("{key}: {}", scalar(value)));
    let authors = joined(sources.iter().filter_map(|source| source.guide.author.clone()), ", ");
    if let Some(authors) = authors {
        line("author", &authors);
    }
    let origins = sources.iter().map(|source| {
        let guide = &source.guide;
        guide.source.clone().unwrap_or_else(|| guide.title.clone())
    });
    if let Some(origins) = joined(origins, "; ") {
        line("source", &origins);
    }
    // As hard as the hardest of them.
    let difficulty = |source: &Source| source.guide.difficulty.clone();
    let rank = |name: &String| ["easy", "medium", "hard"].iter().position(|known| known == name);
    if let Some(hardest) = sources.iter().filter_map(difficulty).max_by_key(rank) {
        line("difficulty", &hardest);
    }
    if let Some(plan) = plan {
        line("plan", &plan.to_string());
    }
    let sides = common_sides(sources, taken)?;
    if let Some(sides) = sides.filter(|sides| **sides != SideWords::default()) {
        line("sides", &format!("{}, {}", sides.left, sides.right));
    }
    let (phrases, cues) = phrases(sources, taken)?;
    for (key, entries) in [("phrases", phrases), ("cues", cues)] {
        if !entries.is_empty() {
            lines.push(format!("{key}:"));
            lines.extend(entries.into_values());
        }
    }
    lines.push("---".to_owned());
    lines.push(String::new());
    let notes = sources.iter().flat_map(|source| safety_notes(&source.guide.summary));
    if let Some(notes) = joined(notes.map(str::to_owned), "\n") {
        lines.push(notes);
        lines.push(String::new());
    }
    let mut text = lines.join("\n");
    // A blank line stands before each step already.
    text.truncate(text.trim_end_matches('\n').len());
    text.push('\n');
    Ok(text)
}

/// Each of the texts once, in their order; `None` when there is none.
fn joined(texts: impl Iterator<Item = String>, between: &str) -> Option<String> {
    let mut each: Vec<String> = Vec::new();
    for text in texts {
        if !each.contains(&text) {
            each.push(text);
        }
    }
    (!each.is_empty()).then(|| each.join(between))
}

/// The words for left and right, which must be the same in every guide of which a step is taken that says them.
fn common_sides<'a>(sources: &'a [Source], taken: &[(usize, Taken)]) -> Result<Option<&'a SideWords>, ComposeMistake> {
    let with_sources = taken
        .iter()
        .filter_map(|(place, step)| Some((sources.get(*place)?, step)));
    let sided = with_sources.filter(|(source, step)| source.says_sides(&step.step));
    let mut sided = sided.map(|(source, _)| source);
    let Some(first) = sided.next() else {
        return Ok(None);
    };
    match sided.find(|source| source.guide.sides != first.guide.sides) {
        Some(other) => Err(ComposeMistake::Sides {
            one: first.guide.name.clone(),
            other: other.guide.name.clone(),
        }),
        None => Ok(Some(&first.guide.sides)),
    }
}

/// Lines by the names of their phrases.
type Lines = BTreeMap<String, String>;

/// The phrases of the guides' own that the steps use, and what is said for them.
fn phrases(sources: &[Source], taken: &[(usize, Taken)]) -> Result<(Lines, Lines), ComposeMistake> {
    let (mut phrases, mut cues) = (Lines::new(), Lines::new());
    let mut from: BTreeMap<&str, &str> = BTreeMap::new();
    for (place, step) in taken {
        let Some(source) = sources.get(*place) else { continue };
        for name in used_phrases(&step.step) {
            let Some((means, cue)) = source.own(name) else { continue };
            let line = phrase_line(name, means);
            let cue = cue.map(|cue| cue_line(name, cue));
            match phrases.get(name) {
                Some(known) if *known != line || cues.get(name) != cue.as_ref() => {
                    return Err(ComposeMistake::Phrase {
                        phrase: name.to_owned(),
                        one: from.get(name).copied().unwrap_or_default().to_owned(),
                        other: source.guide.name.clone(),
                    });
                }
                Some(_) => {}
                None => {
                    from.insert(name, source.guide.name.as_str());
                    phrases.insert(name.to_owned(), line);
                    cues.extend(cue.map(|cue| (name.to_owned(), cue)));
                }
            }
        }
    }
    Ok((phrases, cues))
}

/// The names of all phrases that a step's rules use.
fn used_phrases(step: &Step) -> impl Iterator<Item = &str> {
    let phrases = step.rules().filter_map(|(_, rule)| rule.demand.phrase());
    phrases.map(|phrase| phrase.name.as_str())
}

/// That every step means in the routine what it means in its guide, and that the whole has no mistakes.
fn means_the_same(
    name: &str,
    text: &str,
    sources: &[Source],
    taken: &[(usize, Taken)],
    vocabulary: &Vocabulary,
) -> Result<(), ComposeMistake> {
    let Draft { guide, mistakes, .. } = Draft::read(name, text, vocabulary);
    let of_guide = |index: usize| {
        let found = taken.get(index).or(taken.last());
        let source = found.and_then(|(place, _)| sources.get(*place));
        ComposeMistake::NotAlone {
            guide: source.map(|source| source.guide.name.clone()).unwrap_or_default(),
            step: found.map(|(_, step)| step.step.id.clone()).unwrap_or_default(),
        }
    };
    let same = |(found, (_, wanted)): (&Step, &(usize, Taken))| {
        let wanted = Step {
            id: wanted.id.clone(),
            ..wanted.step.clone()
        };
        without_words(found) == without_words(&wanted)
    };
    let steps = guide.steps.len().max(taken.len());
    let alike = guide.steps.iter().zip(taken).take_while(|pair| same(*pair)).count();
    match (alike == steps, mistakes.is_empty()) {
        (true, true) => Ok(()),
        (true, false) => Err(ComposeMistake::Guide(Mistakes::new(name, text, mistakes))),
        // A step that is not there any more was taken into the one before it.
        (false, _) if guide.steps.len() < taken.len() => Err(of_guide(alike.saturating_sub(1))),
        (false, _) => Err(of_guide(alike)),
    }
}

/// The step, whatever left and right are called in its guide: where it matters they are the same.
fn without_words(step: &Step) -> Step {
    let mut step = step.clone();
    step.sides = Arc::default();
    for sentence in &mut step.sentences {
        sentence.sides = Arc::default();
    }
    step
}
