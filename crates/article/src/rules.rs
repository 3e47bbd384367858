//! A rule in plain words: what the coach says of it, in the page's language, its times and counts, and how it is checked.

use body::{Language, Side};
use guide::{Cue, Demand, Phrase, PhraseSide, Rule, Vocabulary};
use serde::Serialize;

/// A rule for people.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RuleWords {
    /// As the language has it: `reach neck tilt {side}`.
    pub rule: String,
    /// Its first word, `each side`, or `stop` for a sentence that says when to stop.
    pub verb: String,
    /// What the coach says of it, in the page's language; none for times and counts.
    pub says: Option<String>,
    /// Seconds, breaths or repetitions: the fewest and the most.
    pub count: Option<(f64, Option<f64>)>,
    /// What is counted: `s`, `breaths` or `times`.
    pub unit: Option<&'static str>,
    /// How it is checked, with its numbers, in English; `{side}` unfilled.
    pub explained: Option<String>,
}

/// Says `rule` in plain words. `explained`: how it is checked in its step, where it stands there.
pub(crate) fn words(rule: &str, explained: Option<String>, language: Language) -> RuleWords {
    let verb = rule.split(' ').next().unwrap_or(rule);
    let mut words = RuleWords {
        rule: rule.to_owned(),
        verb: verb.to_owned(),
        says: None,
        count: None,
        unit: None,
        explained,
    };
    let Some((read, alone)) = alone(rule, Vocabulary::builtin_in(language)) else {
        return words;
    };
    words.explained = words.explained.or(alone);
    match &read.demand {
        Demand::Hold(hold) => match hold.breaths {
            Some(breaths) => {
                let each = hold.at_least_s / f64::from(breaths.max(1));
                words.count = Some((f64::from(breaths), hold.at_most_s.map(|most| (most / each).round())));
                words.unit = Some("breaths");
            }
            None => {
                words.count = Some((hold.at_least_s, hold.at_most_s));
                words.unit = Some("s");
            }
        },
        Demand::Repeat { at_least, at_most } => {
            words.count = Some((f64::from(*at_least), at_most.map(f64::from)));
            words.unit = Some("times");
        }
        Demand::Slowly(limit) => words.says = Some(limit.cue.for_side(None).to_owned()),
        Demand::Start(phrase) | Demand::Keep(phrase) | Demand::Return(phrase) => {
            words.says = Some(cue_of(phrase, &phrase.cue, language));
        }
        Demand::Reach(phrase) => {
            words.says = Some(cue_of(phrase, phrase.begin.as_ref().unwrap_or(&phrase.cue), language));
        }
        // Sets and rests are for authors: the import suggests neither.
        Demand::Sets(_) | Demand::Rest(_) | Demand::Ask(_) | Demand::Note => {}
    }
    words
}

/// A cue as the coach says it; of a phrase that is done for each side, with both.
fn cue_of(phrase: &Phrase, cue: &Cue, language: Language) -> String {
    let both = match phrase.side {
        PhraseSide::OfDose => cue.for_side(Some(Side::Left)) != cue.for_side(Some(Side::Right)),
        PhraseSide::None | PhraseSide::Fixed(_) => false,
    };
    if !both {
        return cue.for_side(None).to_owned();
    }
    let or = match language {
        Language::English => "or",
        Language::German => "oder",
        Language::Spanish => "o",
    };
    let plain = cue.for_side(None);
    let words = [Side::Left, Side::Right].map(|side| word_of(plain, cue.for_side(Some(side))));
    match words {
        [Some(left), Some(right)] => plain.replace(SIDE, &format!("{left} {or} {right}")),
        _ => plain.to_owned(),
    }
}

/// Stands in a text where the side is filled in.
const SIDE: &str = "{side}";

/// The word that fills in the side of `plain`, which makes it `filled`.
fn word_of<'a>(plain: &str, filled: &'a str) -> Option<&'a str> {
    let count = plain.matches(SIDE).count();
    let start = plain.find(SIDE)?;
    let letters = (filled.len() + count * SIDE.len()).checked_sub(plain.len())? / count;
    filled.get(start..start + letters)
}

/// A rule read by itself, in a step that reaches something: and how it would be checked there.
fn alone(rule: &str, vocabulary: &Vocabulary) -> Option<(Rule, Option<String>)> {
    let reach = if rule.starts_with("reach ") {
        ""
    } else {
        " `reach blades together`"
    };
    let text = format!("---\ntitle: T\n---\n\n## S\n\n`each side`\n\n- To the {{side}}. `{rule}`{reach}\n");
    let guide = guide::parse("rule", &text, vocabulary).ok()?;
    let read = guide.steps.first()?.sentences.first()?.rules.first()?.clone();
    let page = reading::Page::new(guide, &text, vocabulary);
    let told = page
        .steps
        .first()
        .and_then(|step| step.sentences.first()?.rules.first());
    Some((read, told.map(|rule| rule.explained.clone())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(rule: &str, language: Language) -> String {
        let words = words(rule, None, language);
        let count = words
            .count
            .map(|(least, most)| format!("{least}..{most:?} {}", words.unit.unwrap_or_default()));
        [words.says, count].into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn rules_are_said_as_the_coach_says_them_with_both_sides() {
        assert_eq!(
            said("reach neck tilt {side}", Language::English),
            "Tilt your head to your left or right."
        );
        assert_eq!(
            said("reach neck tilt {side}", Language::German),
            "Neig den Kopf nach links oder rechts."
        );
        assert_eq!(
            said("reach neck tilt left", Language::German),
            "Neig den Kopf nach links."
        );
        assert_eq!(said("keep chin level", Language::Spanish), "Sube un poco la barbilla.");
        assert_eq!(said("hold 10 s to 30 s", Language::English), "10..Some(30.0) s");
        assert_eq!(said("hold 3 breaths", Language::English), "3..None breaths");
        assert_eq!(said("repeat 5 to 12", Language::English), "5..Some(12.0) times");
        assert_eq!(said("slowly", Language::German), "Ein bisschen langsamer.");
        assert_eq!(said("reach nothing known", Language::English), "");
    }

    #[test]
    fn every_rule_that_the_import_may_suggest_says_how_it_is_checked() {
        for rule in [
            "reach head turned {side}",
            "keep shoulders down",
            "start head straight",
            "return head straight",
            "hold 10 s",
            "repeat 5",
            "slowly",
        ] {
            for language in Language::ALL {
                let explained = words(rule, None, language).explained;
                assert!(explained.is_some_and(|explained| explained.ends_with('.')), "{rule}");
            }
        }
    }
}
