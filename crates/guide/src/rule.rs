//! Gives a rule its meaning: what `syntax` took apart, looked up in the vocabulary, with every number checked.

mod amounts;
mod from_to;

use std::ops::Range;

use body::{Side, Unit};

use self::amounts::{HOLD_HELP, REPEAT_HELP, REST_HELP, SETS_HELP, shown, whole};
use crate::at::span;
use crate::at::tidy;
use crate::cue::Cue;
use crate::mistake::Mistake;
use crate::model::{Compare, Demand, Phrase, PhraseSide, Rule, Test};
use crate::nearest::{Guess, guess, proposal};
use crate::own_phrase::OwnPhrases;
use crate::phrase_mistake::PhraseMistake;
use crate::syntax::{At, Body, Own, Syntax, VERBS, take_apart};
use crate::thresholds::largest;
use crate::vocabulary::{Entry, PhraseVerb, Sided, Vocabulary};

/// An angle that a rule brings itself is lost this far short of its threshold, and is good this far beyond it.
pub(crate) const OWN_STEP_DEG: f32 = 5.0;

/// Reads one code span, which stands at `at`: one rule; two where it is `from P to Q`; none when it has a mistake.
pub(crate) fn read(
    source: &str,
    at: &Range<usize>,
    each_side: bool,
    phrases: &Phrases,
    mistakes: &mut Vec<Mistake>,
) -> Vec<Rule> {
    let before = mistakes.len();
    let Some(syntax) = take_apart(source, at.start) else {
        mistakes.push(without_verb(source, at));
        return Vec::new();
    };
    let mut reader = Reader {
        each_side,
        phrases,
        mistakes,
    };
    let takes_rest = !matches!(syntax.body, Body::Unknown);
    let rules = match &syntax.body {
        Body::FromTo(found) => reader.two_positions(&syntax.verb, found, source, at.start),
        _ => {
            let demand = reader.demand(&syntax, source);
            let text = tidy(source);
            demand.map(|demand| Rule { text, demand }).into_iter().collect()
        }
    };
    // "hold for 10 s" is one mistake, and not three.
    if takes_rest && !syntax.rest.value.is_empty() && mistakes.len() == before {
        mistakes.push(trailing(syntax.verb.value, &syntax.rest));
    }
    if mistakes.len() == before { rules } else { Vec::new() }
}

/// A rule that does not begin with a verb.
fn without_verb(source: &str, at: &Range<usize>) -> Mistake {
    match source.split_whitespace().next() {
        None => Mistake::EmptyRule {
            verbs: VERBS.join(", "),
            at: span(at),
        },
        Some(name) => Mistake::UnknownVerb {
            name: name.to_owned(),
            help: format!("verbs: {}", VERBS.join(", ")),
            at: span(at),
        },
    }
}

/// Words after a rule that is whole.
fn trailing(verb: &str, rest: &At<&str>) -> Mistake {
    let help = match verb {
        "hold" => HOLD_HELP.to_owned(),
        "repeat" => REPEAT_HELP.to_owned(),
        "sets" => SETS_HELP.to_owned(),
        "rest" => REST_HELP.to_owned(),
        "slowly" | "note" => format!("`{verb}` stands alone; further rules go into code spans of their own"),
        _ => "further rules go into code spans of their own".to_owned(),
    };
    Mistake::TrailingWords {
        found: rest.value.to_owned(),
        help,
        at: span(&rest.at),
    }
}

/// The words of a phrase.
type Words<'w, 's> = &'w [At<&'s str>];

/// Every phrase that a rule may name.
pub(crate) struct Phrases<'a> {
    pub vocabulary: &'a Vocabulary,
    pub own: &'a OwnPhrases,
}

/// What a name means.
enum Named<'a> {
    Entry(&'a Entry),
    /// A phrase of the guide's own that has a mistake, which is told where it stands.
    Mistaken,
    Nothing,
}

impl<'a> Phrases<'a> {
    fn named(&self, name: &str) -> Named<'a> {
        match (self.own.get(name), self.vocabulary.entry(name)) {
            (Some(own), _) => own.entry.as_ref().map_or(Named::Mistaken, Named::Entry),
            (None, Some(entry)) => Named::Entry(entry),
            (None, None) => Named::Nothing,
        }
    }

    fn names(&self) -> impl Iterator<Item = &'a str> + Clone + use<'a> {
        self.own.keys().map(String::as_str).chain(self.vocabulary.phrases())
    }
}

struct Reader<'a> {
    each_side: bool,
    phrases: &'a Phrases<'a>,
    mistakes: &'a mut Vec<Mistake>,
}

impl<'a> Reader<'a> {
    /// What a rule of one demand demands.
    fn demand(&mut self, syntax: &Syntax, source: &str) -> Option<Demand> {
        let verb = &syntax.verb.at;
        match &syntax.body {
            Body::Phrase { verb: name, words, own } => self.phrase(*name, verb, words, own.as_ref()),
            Body::Hold(amounts) => self.hold(verb, amounts).map(Demand::Hold),
            Body::Repeat(amounts) => self.repeat(verb, amounts),
            Body::Sets(amount) => self.sets(verb, amount.as_ref()).map(Demand::Sets),
            Body::Rest(amount) => self.rest(verb, amount.as_ref()).map(Demand::Rest),
            Body::Ask(question) => self.ask(verb, question),
            Body::Slowly => Some(Demand::Slowly(self.phrases.vocabulary.slowly().clone())),
            Body::Note => Some(Demand::Note),
            // Two demands, read elsewhere.
            Body::FromTo(_) => None,
            Body::Unknown => {
                self.unknown_verb(&syntax.verb, source);
                None
            }
        }
    }

    fn unknown_verb(&mut self, verb: &At<&str>, source: &str) {
        let help = match verb.value {
            "each" if tidy(source) == "each side" => {
                "`each side` stands in a paragraph of its own under the heading, not in a list item".to_owned()
            }
            "wait" | "pause" => {
                format!("{REST_HELP}, between repetitions or sets; elsewhere the coach waits by itself")
            }
            "view" => "a view stands in a paragraph of its own under the heading, not in a list item".to_owned(),
            "set" => SETS_HELP.to_owned(),
            word => proposal(word, "verbs", VERBS),
        };
        self.mistakes.push(Mistake::UnknownVerb {
            name: verb.value.to_owned(),
            help,
            at: span(&verb.at),
        });
    }

    fn ask(&mut self, verb: &Range<usize>, question: &At<&str>) -> Option<Demand> {
        if question.value.is_empty() {
            self.mistakes.push(Mistake::EmptyAsk { at: span(verb) });
            return None;
        }
        if let Some(from) = question.value.find("{side}").filter(|_| !self.each_side) {
            let from = question.at.start + from;
            self.mistakes.push(Mistake::SideWithoutEachSide {
                at: span(&(from..from + "{side}".len())),
            });
        }
        Some(Demand::Ask(tidy(question.value)))
    }

    fn phrase(
        &mut self,
        verb: PhraseVerb,
        verb_at: &Range<usize>,
        words: &[At<&str>],
        own: Option<&Own>,
    ) -> Option<Demand> {
        let (side, name) = self.side(words)?;
        let ([first, ..], Some(last)) = (name, name.last()) else {
            let phrases = self.phrases.names().collect::<Vec<_>>().join(", ");
            self.mistakes.push(Mistake::MissingPhrase {
                verb: verb.name(),
                phrases,
                at: span(verb_at),
            });
            return None;
        };
        let at = first.at.start..last.at.end;
        let name = name.iter().map(|word| word.value).collect::<Vec<_>>().join(" ");
        let entry = self.entry(&name, &at)?;
        if !entry.verbs.contains(&verb) {
            let verbs: Vec<&str> = entry.verbs.iter().map(|verb| verb.name()).collect();
            self.mistakes.push(Mistake::VerbNotForPhrase {
                phrase: name.clone(),
                verb: verb.name(),
                verbs: verbs.join(", "),
                at: span(verb_at),
            });
        }
        let side = self.side_of(verb, &name, entry, &at, side);
        let tests = match own {
            Some(own) => self.own_tests(&name, entry, own)?,
            None => entry.tests.clone(),
        };
        let side = side?;
        self.check_cue(&name, side);
        let said = |cue: &Cue| match side {
            PhraseSide::Fixed(side) => cue.always(side),
            PhraseSide::None | PhraseSide::OfDose => cue.clone(),
        };
        let instead = entry.instead.iter().map(|(test, cue)| (*test, said(cue)));
        let phrase = Phrase {
            name,
            side,
            tests,
            formula: entry.formula.clone(),
            begin: entry.begin.as_ref().map(said),
            cue: said(&entry.cue),
            instead: instead.collect(),
        };
        Some(match verb {
            PhraseVerb::Start => Demand::Start(phrase),
            PhraseVerb::Reach => Demand::Reach(phrase),
            PhraseVerb::Keep => Demand::Keep(phrase),
            PhraseVerb::Return => Demand::Return(phrase),
        })
    }

    /// What a phrase means, by its name. `None` where it has none, or one that is mistaken itself.
    fn entry(&mut self, name: &str, at: &Range<usize>) -> Option<&'a Entry> {
        match self.phrases.named(name) {
            Named::Entry(entry) => Some(entry),
            Named::Mistaken => None,
            Named::Nothing => {
                let mistake = self.unknown_phrase(name.to_owned(), at);
                self.mistakes.push(mistake);
                None
            }
        }
    }

    /// The cue of a guide's own phrase may name a side only where there is one.
    fn check_cue(&mut self, name: &str, side: PhraseSide) {
        let own = self.phrases.own.get(name);
        let sided = own.and_then(|own| own.sided_cue_at.as_ref());
        if let Some(at) = sided.filter(|_| side == PhraseSide::None && !self.each_side) {
            let mistake = Mistake::OwnPhrase(PhraseMistake::BadCue {
                why: "about a side, and a step that is not done for each side uses it",
                at: span(at),
            });
            if !self.mistakes.contains(&mistake) {
                self.mistakes.push(mistake);
            }
        }
    }

    fn unknown_phrase(&self, name: String, at: &Range<usize>) -> Mistake {
        let names = self.phrases.names();
        let help = if name.split(' ').any(|word| matches!(word, "{side}" | "left" | "right")) {
            "the side stands behind the phrase: `reach neck tilt left`".to_owned()
        } else {
            match guess(&name, names.clone()) {
                Guess::One(meant) => format!("did you mean {meant:?}?"),
                Guess::Several(candidates) => {
                    return Mistake::AmbiguousPhrase {
                        name,
                        candidates: candidates.join(", "),
                        at: span(at),
                    };
                }
                Guess::Nothing => format!("phrases: {}", names.collect::<Vec<_>>().join(", ")),
            }
        };
        Mistake::UnknownPhrase {
            name,
            help,
            at: span(at),
        }
    }

    /// Splits the side off the words. `None` after a mistake.
    fn side<'w, 's>(&mut self, words: &'w [At<&'s str>]) -> Option<(Option<At<PhraseSide>>, Words<'w, 's>)> {
        let Some((last, name)) = words.split_last() else {
            return Some((None, words));
        };
        let side = match last.value {
            "{side}" => PhraseSide::OfDose,
            "left" => PhraseSide::Fixed(Side::Left),
            "right" => PhraseSide::Fixed(Side::Right),
            other if other.starts_with('{') => {
                self.mistakes.push(Mistake::UnknownPlaceholder {
                    name: other.to_owned(),
                    at: span(&last.at),
                });
                return None;
            }
            _ => return Some((None, words)),
        };
        if side == PhraseSide::OfDose && !self.each_side {
            self.mistakes.push(Mistake::SideWithoutEachSide { at: span(&last.at) });
        }
        Some((
            Some(At {
                value: side,
                at: last.at.clone(),
            }),
            name,
        ))
    }

    /// The side, if it is there when it must be.
    fn side_of(
        &mut self,
        verb: PhraseVerb,
        name: &str,
        entry: &Entry,
        at: &Range<usize>,
        side: Option<At<PhraseSide>>,
    ) -> Option<PhraseSide> {
        match (entry.sided, side) {
            (Sided::Required, Some(side)) => Some(side.value),
            (Sided::None, None) => Some(PhraseSide::None),
            (Sided::Required, None) => {
                let verb = verb.name();
                let help = if self.each_side {
                    format!("write `{verb} {name} {{side}}`")
                } else {
                    format!(
                        "write `{verb} {name} left` or `{verb} {name} right`; or put `each side` under the heading and write `{verb} {name} {{side}}`"
                    )
                };
                self.mistakes.push(Mistake::MissingSide {
                    phrase: name.to_owned(),
                    help,
                    at: span(at),
                });
                None
            }
            (Sided::None, Some(side)) => {
                self.mistakes.push(Mistake::SuperfluousSide {
                    phrase: name.to_owned(),
                    at: span(&side.at),
                });
                None
            }
        }
    }

    /// The phrase's tests with the rule's own threshold in place of the vocabulary's.
    fn own_tests(&mut self, name: &str, entry: &Entry, own: &Own) -> Option<Vec<Test>> {
        let first = entry.tests.first()?;
        let (unit, compare) = (first.measure.unit(), first.compare);
        // One towards the left is kept turned round, below 0, which no author would take for what they wrote.
        let own_is_one = !self.phrases.own.contains_key(name) || entry.tests.len() == 1 && first.met > 0.0;
        let alike = |test: &Test| test.measure.unit() == unit && test.compare == compare;
        if !(own_is_one && entry.tests.iter().all(alike)) {
            let phrase = name.to_owned();
            self.mistakes.push(Mistake::NoOwnThreshold {
                phrase,
                at: span(&own.operator.at),
            });
            return None;
        }
        let sign = match compare {
            Compare::AtLeast => ">=",
            Compare::AtMost => "<=",
        };
        let unit_word = threshold_unit(unit);
        let example = format!("{name} {sign} {} {unit_word}", first.met);
        let example = format!("write for example `{}`", example.trim_end());
        let written = own.operator.value.replace('≥', ">=").replace('≤', "<=");
        if written != sign {
            let (found, help) = (
                own.operator.value.to_owned(),
                format!("{name:?} is compared with `{sign}`"),
            );
            self.mistakes.push(Mistake::WrongComparison {
                found,
                help,
                at: span(&own.operator.at),
            });
        }
        let Some(amount) = &own.amount else {
            self.mistakes.push(Mistake::MissingNumber {
                help: example,
                at: span(&own.operator.at),
            });
            return None;
        };
        let number = self.number(amount, &example);
        let unit_fits = self.unit_is(amount, unit_word, &example);
        let met = number.filter(|_| unit_fits && written == sign)? as f32;
        if let Some(help) = out_of_range(met, unit, compare) {
            let (found, at) = (shown(amount), span(&whole(amount)));
            self.mistakes.push(Mistake::OutOfRange { found, help, at });
            return None;
        }
        Some(entry.tests.iter().map(|test| with_own(test, met)).collect())
    }
}

/// What to use instead of a threshold that no rule can have; `None` when it is one that can be.
fn out_of_range(met: f32, unit: Unit, compare: Compare) -> Option<String> {
    let unit_word = threshold_unit(unit);
    let largest = largest(unit);
    let smallest = if unit == Unit::Degrees && compare == Compare::AtLeast {
        OWN_STEP_DEG
    } else {
        0.0
    };
    if met > 0.0 && met >= smallest && met <= largest {
        return None;
    }
    let help = match smallest > 0.0 {
        true => format!("use {smallest} to {largest} {unit_word}"),
        false => format!("use more than 0 and at most {largest} {unit_word}"),
    };
    Some(help.trim_end().to_owned())
}

/// A rule's own threshold replaces `met`; `lost` and `good` follow from it.
fn with_own(test: &Test, met: f32) -> Test {
    let step = match test.measure.unit() {
        Unit::Degrees => OWN_STEP_DEG,
        // Other units keep the vocabulary's own distance between met and lost.
        _ => (test.met - test.lost).abs(),
    };
    let (lost, good) = match test.compare {
        Compare::AtLeast => (met - step, test.good.map(|good| good.max(met + step))),
        Compare::AtMost => (met + step, test.good.map(|good| good.min((met - step).max(0.0)))),
    };
    Test {
        met,
        lost,
        good,
        ..*test
    }
}

/// The unit as it is written behind a threshold. An index has none.
fn threshold_unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Index => "",
        unit => unit.name(),
    }
}
