//! Puts a guide together: front matter, steps, sentences, rules; all mistakes at once.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::at::span;
use crate::cue::SideWords;
use crate::front_matter;
use crate::markdown::{self, RawSentence, RawStep};
use crate::mistake::Mistake;
use crate::mistakes::Mistakes;
use crate::model::{Demand, Guide, Rule, RuleId, Sentence, Step};
use crate::nearest::nearest;
use crate::own_phrase::{self, OwnPhrases};
use crate::rule::{self, Phrases};
use crate::syntax::At;
use crate::view::StepView;
use crate::vocabulary::Vocabulary;

/// Longest guide, in bytes: more than a hundred times the first one. Keeps reading time bounded.
pub const LONGEST_BYTES: usize = 256 * 1024;
/// Most steps of a guide. An hour of stretches has some sixty, and each costs time in every frame.
pub const MOST_STEPS: usize = 200;

/// Reads a guide called `name` from its Markdown.
///
/// # Errors
/// All mistakes at once, each pointing at its words.
pub fn parse(name: &str, text: &str, vocabulary: &Vocabulary) -> Result<Guide, Mistakes> {
    if text.len() > LONGEST_BYTES {
        return Err(too_long(name));
    }
    let Draft { guide, mistakes, .. } = Draft::read(name, text, vocabulary);
    if mistakes.is_empty() {
        Ok(guide)
    } else {
        Err(Mistakes::new(name, text, mistakes))
    }
}

/// A guide as far as it can be read, for showing it while it is being written: without the rules that have mistakes,
/// perhaps without a title or a step. `None` when the text is longer than [`LONGEST_BYTES`].
///
/// Only what [`parse`] gives may be coached.
pub fn draft(name: &str, text: &str, vocabulary: &Vocabulary) -> Option<Guide> {
    (text.len() <= LONGEST_BYTES).then(|| Draft::read(name, text, vocabulary).guide)
}

/// The text of a guide's file. Of a longer file, `bytes` need hold only the first [`LONGEST_BYTES`] and one more.
///
/// # Errors
/// When the file is too long, or no UTF-8.
pub fn text_of<'a>(name: &str, bytes: &'a [u8]) -> Result<&'a str, Mistakes> {
    if bytes.len() > LONGEST_BYTES {
        return Err(too_long(name));
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let byte = error.valid_up_to();
        Mistakes::new(name, "", vec![Mistake::NotText { byte }])
    })
}

fn too_long(name: &str) -> Mistakes {
    Mistakes::new(name, "", vec![Mistake::TooLong { most: LONGEST_BYTES }])
}

/// A guide as far as it could be read, with where everything stands and what is wrong with it.
pub(crate) struct Draft {
    /// Without the rules that have mistakes.
    pub guide: Guide,
    /// One for each step of the guide.
    pub places: Vec<StepPlaces>,
    /// Phrases of its own.
    pub own: OwnPhrases,
    /// Where the source is named in the front matter; empty where it is not.
    pub source_at: Range<usize>,
    /// Where the Markdown begins.
    pub start: usize,
    pub mistakes: Vec<Mistake>,
}

/// Where the parts of a step stand.
pub(crate) struct StepPlaces {
    pub at: Range<usize>,
    /// One for each sentence.
    pub sentences: Vec<SentencePlaces>,
}

impl StepPlaces {
    /// Where the rule stands that is known by this id.
    pub fn rule(&self, id: RuleId) -> Option<&Range<usize>> {
        self.sentences.get(id.sentence)?.rules.get(id.place)
    }
}

/// Where the parts of a sentence stand.
pub(crate) struct SentencePlaces {
    /// Its first line.
    pub at: Range<usize>,
    /// Its words, without the rules.
    pub words: Vec<Range<usize>>,
    /// One for each rule.
    pub rules: Vec<Range<usize>>,
}

impl Draft {
    /// Reads as much as there is. The text must not be longer than [`LONGEST_BYTES`].
    pub fn read(name: &str, text: &str, vocabulary: &Vocabulary) -> Self {
        let mut mistakes = Vec::new();
        let (front, start) = front_matter::read(text, &mut mistakes);
        let sides = front.sides.as_deref().and_then(front_matter::side_words);
        let sides = Arc::new(sides.unwrap_or_default());
        let own = own_phrase::read(&front.phrases, &front.cues, &sides, vocabulary, &mut mistakes);
        let mut document = markdown::read(text, start, &mut mistakes);
        if document.steps.is_empty() {
            let end = text.trim_end().len();
            let last_line = text.get(..end).and_then(|text| text.rfind('\n')).map_or(0, |at| at + 1);
            mistakes.push(Mistake::NoSteps {
                at: span(&(last_line..end)),
            });
        }
        if let Some(one_too_many) = document.steps.get(MOST_STEPS) {
            mistakes.push(Mistake::TooManySteps {
                most: MOST_STEPS,
                at: span(&one_too_many.at),
            });
            document.steps.truncate(MOST_STEPS);
        }
        let phrases = Phrases { vocabulary, own: &own };
        let mut ids: HashMap<String, Range<usize>> = HashMap::new();
        let (mut steps, mut places) = (Vec::new(), Vec::new());
        for (index, raw) in document.steps.into_iter().enumerate() {
            let id = step_id(&raw, index, &mut ids, &mut mistakes);
            let (step, place) = read_step(text, id, raw, &sides, &phrases, &mut mistakes);
            steps.push(step);
            places.push(place);
        }
        let guide = Guide {
            name: name.to_owned(),
            title: front.title.unwrap_or_default(),
            author: front.author,
            source: front.source,
            difficulty: front.difficulty,
            plan: front.plan,
            sides,
            summary: document.summary,
            sha256: Sha256::digest(text.as_bytes())
                .iter()
                .map(|byte| format!("{byte:02x}"))
                .collect(),
            steps,
        };
        Self {
            guide,
            places,
            own,
            source_at: front.source_at,
            start,
            mistakes,
        }
    }
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

/// The ASCII letters (made small) and digits of a title, with single hyphens between its words, as an id or a file's
/// name. `None` when nothing is left.
pub fn slug(title: &str) -> Option<String> {
    let words = title.to_ascii_lowercase();
    let words: Vec<&str> = words
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    (!words.is_empty()).then(|| words.join("-"))
}

fn read_step(
    text: &str,
    id: String,
    raw: RawStep,
    sides: &Arc<SideWords>,
    phrases: &Phrases,
    mistakes: &mut Vec<Mistake>,
) -> (Step, StepPlaces) {
    if raw.title.is_empty() {
        mistakes.push(Mistake::StepWithoutTitle { at: span(&raw.at) });
    }
    if raw.sentences.is_empty() {
        mistakes.push(Mistake::StepWithoutSentence {
            id: id.clone(),
            at: span(&raw.at),
        });
    }
    if !raw.each_side {
        let heading = text.get(raw.at.clone()).unwrap_or_default();
        mistakes.extend(heading.match_indices("{side}").map(|(from, word)| {
            let from = raw.at.start + from;
            Mistake::SideWithoutEachSide {
                at: span(&(from..from + word.len())),
            }
        }));
    }
    let view = read_view(&raw.views, raw.each_side, mistakes);
    let mut rules_at = Vec::new();
    let (mut sentences, mut places) = (Vec::new(), Vec::new());
    for (index, sentence) in raw.sentences.into_iter().enumerate() {
        check_sentence(&sentence, raw.each_side, mistakes);
        let (mut rules, mut rule_places): (Vec<Rule>, _) = (Vec::new(), Vec::new());
        for at in sentence.rules {
            let source = text.get(at.clone()).unwrap_or_default();
            // A verb alone says what the step has, even when the rest of its rule is a mistake.
            rules_at.push(RuleAt {
                sentence: index,
                verb: source.split_whitespace().next().unwrap_or_default(),
                at: at.clone(),
            });
            for rule in rule::read(source, &at, raw.each_side, phrases, mistakes) {
                rules.push(rule);
                rule_places.push(at.clone());
            }
        }
        sentences.push(Sentence {
            text: sentence.text,
            sides: Arc::clone(sides),
            rules,
        });
        places.push(SentencePlaces {
            at: sentence.at,
            words: sentence.words_at,
            rules: rule_places,
        });
    }
    check_step(&rules_at, mistakes);
    let step = Step {
        id,
        title: raw.title,
        short: raw.short,
        sides: Arc::clone(sides),
        each_side: raw.each_side,
        view,
        sentences,
    };
    check_count(&step, &places, mistakes);
    let places = StepPlaces {
        at: raw.at,
        sentences: places,
    };
    (step, places)
}

/// The one view of a step: the front, where none is written.
fn read_view(written: &[At<String>], each_side: bool, mistakes: &mut Vec<Mistake>) -> StepView {
    let Some((first, others)) = written.split_first() else {
        return StepView::default();
    };
    mistakes.extend(others.iter().map(|other| Mistake::VerbTwice {
        verb: "view",
        first: span(&first.at),
        at: span(&other.at),
    }));
    let Some(view) = StepView::read(&first.value) else {
        let known = StepView::ALL.map(StepView::words);
        let help = match nearest(&first.value, known) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("write one of: {}", known.map(|words| format!("`{words}`")).join(", ")),
        };
        mistakes.push(Mistake::UnknownView {
            name: first.value.clone(),
            help,
            at: span(&first.at),
        });
        return StepView::default();
    };
    if view == StepView::SideOfDose && !each_side {
        mistakes.push(Mistake::SideWithoutEachSide { at: span(&first.at) });
    }
    view
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

/// Most repetitions of all sets together: as many as of one.
const MOST_IN_ALL: u32 = 1000;

/// All sets together are as many repetitions as one may have, and no more.
fn check_count(step: &Step, places: &[SentencePlaces], mistakes: &mut Vec<Mistake>) {
    let times = step.rules().find_map(|(_, rule)| match rule.demand {
        Demand::Repeat { at_least, at_most } => Some(at_most.unwrap_or(at_least)),
        _ => None,
    });
    let sets = step.rules().find_map(|(id, rule)| match rule.demand {
        Demand::Sets(sets) => Some((id, sets)),
        _ => None,
    });
    let (Some(times), Some((id, sets))) = (times, sets) else {
        return;
    };
    if times.saturating_mul(sets) <= MOST_IN_ALL {
        return;
    }
    if let Some(at) = places
        .get(id.sentence)
        .and_then(|sentence| sentence.rules.get(id.place))
    {
        mistakes.push(Mistake::OutOfRange {
            found: format!("{sets} sets of {times}"),
            help: format!("all sets together are at most {MOST_IN_ALL} repetitions"),
            at: span(at),
        });
    }
}

/// A rule as it stands in its step, whether or not it has a mistake.
struct RuleAt<'a> {
    sentence: usize,
    verb: &'a str,
    at: Range<usize>,
}

/// What can only be seen from all rules of a step.
fn check_step(rules: &[RuleAt], mistakes: &mut Vec<Mistake>) {
    let of = |verb: &'static str| rules.iter().filter(move |rule| rule.verb == verb);
    for verb in ["hold", "repeat", "slowly", "sets"] {
        let places: Vec<&RuleAt> = of(verb).collect();
        twice(verb, &places, mistakes);
    }
    let (repeats, sets) = (of("repeat").next(), of("sets").next());
    if let Some(sets) = sets.filter(|_| repeats.is_none()) {
        mistakes.push(Mistake::SetsWithoutRepeat { at: span(&sets.at) });
    }
    // As in `Step::rest_is_between`, which is asked of rules without mistakes.
    let beside = |rest: &&RuleAt, verb: &'static str| of(verb).any(|rule| rule.sentence == rest.sentence);
    let of_sets = |rest: &&RuleAt| beside(rest, "sets") || !beside(rest, "repeat") && sets.is_some();
    let (between_sets, between_repetitions): (Vec<_>, Vec<_>) = of("rest").partition(of_sets);
    twice("rest", &between_sets, mistakes);
    match repeats {
        Some(_) => twice("rest", &between_repetitions, mistakes),
        None => mistakes.extend(
            between_repetitions
                .iter()
                .map(|rest| Mistake::RestWithoutRepeat { at: span(&rest.at) }),
        ),
    }
}

/// All but the first of them are one too many.
fn twice(verb: &'static str, places: &[&RuleAt], mistakes: &mut Vec<Mistake>) {
    let Some((first, others)) = places.split_first() else {
        return;
    };
    mistakes.extend(others.iter().map(|rule| Mistake::VerbTwice {
        verb,
        first: span(&first.at),
        at: span(&rule.at),
    }));
}
