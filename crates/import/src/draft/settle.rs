//! Which rules a step has, of those that are suggested and chosen: those that it can have together.
//!
//! A rule that can't stand now waits, and says for what. Nothing is lost: it comes back when what it waits for is there.
//!
//! Must not know: how a guide is written, what people read.

use crate::draft::choice::{Choice, Choices};
use crate::draft::item::Item;
use crate::draft::review::Waits;
use crate::language::Language;
use crate::meaning::clause::read;
use crate::meaning::movement::Movements;
use crate::rules::plan::FITS_ONCE;
use crate::rules::planned::{EachSide, PlannedSentence, PlannedStep, Suggested, Without};

/// Verbs that a step has once.
const ONCE: [&str; 3] = ["hold", "repeat", "slowly"];

/// A step as the guide has it, and what became of each rule.
pub(crate) struct SettledStep {
    pub step: PlannedStep,
    pub sentences: Vec<SettledSentence>,
}

/// What became of the rules of a sentence.
#[derive(Default)]
pub(crate) struct SettledSentence {
    /// For each suggestion.
    pub rules: Vec<Option<Waits>>,
    /// For each question; it waits only when the answer is yes.
    pub questions: Vec<Option<Waits>>,
}

/// A rule that is not struck.
struct Wanted {
    sentence: usize,
    /// Its place among the suggestions, or among the questions.
    at: usize,
    asked: bool,
    rule: String,
    doubt: Option<String>,
    checked: bool,
    waits: Option<Waits>,
}

/// Settles the step at `index`, from 0.
pub(crate) fn settle(step: &PlannedStep, index: usize, choices: &Choices, language: &Language) -> SettledStep {
    let one_side = choices.of(Item::EachSide { step: index }) == Some(Choice::Strike);
    let mut each_side = step.each_side.filter(|_| !one_side);
    let mut wanted = wanted(step, index, choices);
    let sides: Vec<Option<&str>> = step
        .sentences
        .iter()
        .map(|sentence| {
            read(&sentence.said, language, None)
                .sides
                .first()
                .map(|(side, _)| *side)
        })
        .collect();
    let of_step = wanted.iter().find_map(|wanted| side_of(&wanted.rule));
    let of_step = of_step.or_else(|| sides.iter().flatten().next().copied());
    for one in wanted.iter_mut().filter(|one| one.rule.contains("{side}")) {
        if each_side.is_some() {
            continue;
        }
        match sides.get(one.sentence).copied().flatten().or(of_step) {
            Some(side) => one.rule = one.rule.replace("{side}", side),
            // Who answers yes to a movement that has sides has both.
            None if one.asked && !one_side => each_side = Some(EachSide::Guessed),
            None => one.waits = Some(Waits::Side),
        }
    }
    stand(&mut wanted);
    let mut settled = SettledStep {
        step: PlannedStep {
            each_side,
            each_side_checked: choices.of(Item::EachSide { step: index }) == Some(Choice::Accept),
            ..step.clone()
        },
        sentences: Vec::new(),
    };
    for (at, sentence) in settled.step.sentences.iter_mut().enumerate() {
        settled.sentences.push(SettledSentence {
            rules: vec![None; sentence.rules.len() + sentence.waiting.len()],
            questions: vec![None; sentence.questions.len()],
        });
        if each_side.is_none() {
            sentence.text.clone_from(&sentence.said);
        }
        let without = choices.of(Item::Without {
            step: index,
            sentence: at,
        });
        settle_sentence(
            sentence,
            without,
            each_side.is_some(),
            wanted.iter().filter(|one| one.sentence == at),
        );
    }
    for one in wanted {
        let Some(sentence) = settled.sentences.get_mut(one.sentence) else {
            continue;
        };
        let list = if one.asked {
            &mut sentence.questions
        } else {
            &mut sentence.rules
        };
        if let Some(place) = list.get_mut(one.at) {
            *place = one.waits;
        }
    }
    settled
}

/// Every suggestion that is not struck, then every question that is answered with yes.
fn wanted(step: &PlannedStep, index: usize, choices: &Choices) -> Vec<Wanted> {
    let mut wanted = Vec::new();
    for (sentence, planned) in step.sentences.iter().enumerate() {
        for (rule, suggested) in planned.rules.iter().chain(&planned.waiting).enumerate() {
            let choice = choices.of(Item::Rule {
                step: index,
                sentence,
                rule,
            });
            if choice != Some(Choice::Strike) {
                wanted.push(Wanted {
                    sentence,
                    at: rule,
                    asked: false,
                    rule: suggested.rule.clone(),
                    doubt: suggested.doubt.clone(),
                    checked: choice.is_some(),
                    waits: None,
                });
            }
        }
    }
    for (sentence, planned) in step.sentences.iter().enumerate() {
        for (question, (rule, _)) in planned.questions.iter().enumerate() {
            if choices.of(Item::Question {
                step: index,
                sentence,
                question,
            }) == Some(Choice::Accept)
            {
                wanted.push(Wanted {
                    sentence,
                    at: question,
                    asked: true,
                    rule: rule.clone(),
                    doubt: None,
                    checked: true,
                    waits: None,
                });
            }
        }
    }
    wanted
}

/// Says of each rule whether it waits: what is reached comes first, then what belongs to it.
fn stand(wanted: &mut [Wanted]) {
    let movements = Movements::builtin();
    let mut standing: Vec<(usize, String)> = Vec::new();
    for reaches in [true, false] {
        for one in wanted.iter_mut().filter(|one| one.waits.is_none()) {
            let (verb, phrase) = parts_of(&one.rule);
            if (verb == "reach") != reaches {
                continue;
            }
            let reached = standing
                .iter()
                .filter_map(|(_, rule)| rule.strip_prefix("reach "))
                .map(bare);
            let mut clashing = reached.clone().filter(|reached| movements.exclude(phrase, reached));
            // What was planned together goes together; an answer may not.
            let clash = clashing
                .next()
                .filter(|_| one.asked && matches!(verb, "reach" | "keep"));
            let again = standing.iter().any(|(sentence, rule)| {
                *sentence == one.sentence && *rule == one.rule || ONCE.contains(&verb) && parts_of(rule).0 == verb
            });
            one.waits = if !matches!(verb, "reach" | "keep") && reached.clone().next().is_none() {
                Some(Waits::Reach)
            } else if again {
                Some(Waits::Again)
            } else {
                clash.map(|other| Waits::Clash { with: other.to_owned() })
            };
            if one.waits.is_none() {
                standing.push((one.sentence, one.rule.clone()));
            }
        }
    }
}

/// Writes what a sentence has: its rules that stand, or what stands there without one.
fn settle_sentence<'a>(
    sentence: &mut PlannedSentence,
    without: Option<Choice>,
    each_side: bool,
    wanted: impl Iterator<Item = &'a Wanted>,
) {
    let suggestions = sentence.rules.len() + sentence.waiting.len();
    let wanted: Vec<&Wanted> = wanted.collect();
    sentence.rules = wanted
        .iter()
        .filter(|one| one.waits.is_none())
        .map(|one| Suggested {
            rule: one.rule.clone(),
            doubt: one.doubt.clone(),
            words: Vec::new(),
            checked: one.checked,
        })
        .collect();
    let waits = wanted.iter().any(|one| one.waits == Some(Waits::Reach));
    if !waits && let Some(hint) = sentence.hint.take() {
        let left: Vec<&str> = hint.split("; ").filter(|hint| !hint.ends_with(FITS_ONCE)).collect();
        sentence.hint = (!left.is_empty()).then(|| left.join("; "));
    }
    sentence.waiting.clear();
    if !sentence.rules.is_empty() {
        return;
    }
    let own = match &sentence.without {
        Without::Ask(question) => question.clone(),
        Without::Note | Without::Covered => None,
    };
    let covered = sentence.without == Without::Covered && each_side;
    match without {
        Some(Choice::Note) => sentence.without = Without::Note,
        Some(_) => sentence.without = Without::Ask(own),
        // What had a rule, and was to be checked, is asked.
        None if suggestions > 0 || sentence.without == Without::Covered && !covered => {
            sentence.without = Without::Ask(own)
        }
        None => {}
    }
    sentence.checked = without.is_some() || suggestions > 0 && wanted.is_empty();
}

/// Verb and phrase of a rule, the phrase without its side.
fn parts_of(rule: &str) -> (&str, &str) {
    let (verb, phrase) = rule.split_once(' ').unwrap_or((rule, ""));
    (verb, bare(phrase))
}

fn bare(phrase: &str) -> &str {
    let sides = [" {side}", " left", " right"];
    sides
        .iter()
        .find_map(|side| phrase.strip_suffix(side))
        .unwrap_or(phrase)
}

fn side_of(rule: &str) -> Option<&'static str> {
    ["left", "right"]
        .into_iter()
        .find(|side| rule.strip_suffix(side).is_some_and(|rule| rule.ends_with(' ')))
}
