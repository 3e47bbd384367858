//! Gives a rule its meaning: what `syntax` took apart, looked up in the vocabulary, with every number checked.

use std::ops::Range;

use body::{Side, Unit};

use crate::markdown::tidy;
use crate::mistake::{Mistake, span};
use crate::model::{Compare, Demand, Hold, Phrase, PhraseSide, Rule, Test};
use crate::nearest::{nearest, proposal};
use crate::syntax::{Amount, Amounts, At, Body, Own, VERBS, take_apart};
use crate::vocabulary::{Entry, Sided, Verb, Vocabulary};

/// Longest hold, seconds.
const LONGEST_HOLD_S: f64 = 600.0;
/// Most repetitions.
const MOST_REPEATS: f64 = 1000.0;
/// A threshold of one's own is left this far from where it is done, and is good as far beyond it.
const OWN_STEP_DEG: f32 = 5.0;
/// The largest angle that a threshold may ask for.
const LARGEST_DEG: f32 = 180.0;
/// The largest length or index that a threshold may ask for.
const LARGEST_SHARE: f32 = 5.0;

const HOLD_HELP: &str = "write for example `hold 20 s`, `hold 10 s to 30 s` or `hold 3 breaths`";
const REPEAT_HELP: &str = "write for example `repeat 8` or `repeat 5 to 12`";

/// Reads one rule, which stands at `at`. `None` when it has a mistake.
pub(crate) fn read(
    source: &str,
    at: &Range<usize>,
    each_side: bool,
    vocabulary: &Vocabulary,
    mistakes: &mut Vec<Mistake>,
) -> Option<Rule> {
    let before = mistakes.len();
    let Some(syntax) = take_apart(source, at.start) else {
        let found = source.split_whitespace().next();
        mistakes.push(match found {
            None => Mistake::EmptyRule {
                verbs: VERBS.join(", "),
                at: span(at),
            },
            Some(name) => Mistake::UnknownVerb {
                name: name.to_owned(),
                help: format!("verbs: {}", VERBS.join(", ")),
                at: span(at),
            },
        });
        return None;
    };
    let mut reader = Reader {
        each_side,
        vocabulary,
        mistakes,
    };
    let takes_rest = !matches!(syntax.body, Body::Unknown);
    let demand = match syntax.body {
        Body::Phrase { verb, words, own } => reader.phrase(verb, &syntax.verb.at, &words, own.as_ref()),
        Body::Hold(amounts) => reader.hold(&syntax.verb.at, &amounts).map(Demand::Hold),
        Body::Repeat(amounts) => reader.repeat(&syntax.verb.at, &amounts),
        Body::Ask(question) => reader.ask(&syntax.verb.at, &question),
        Body::Slowly => Some(Demand::Slowly(vocabulary.slowly().clone())),
        Body::Note => Some(Demand::Note),
        Body::Unknown => {
            reader.unknown_verb(&syntax.verb, source);
            None
        }
    };
    if takes_rest && !syntax.rest.value.is_empty() {
        let help = match syntax.verb.value {
            "hold" => HOLD_HELP.to_owned(),
            "repeat" => REPEAT_HELP.to_owned(),
            verb @ ("slowly" | "note") => {
                format!("`{verb}` stands alone; further rules go into code spans of their own")
            }
            _ => "further rules go into code spans of their own".to_owned(),
        };
        mistakes.push(Mistake::TrailingWords {
            found: syntax.rest.value.to_owned(),
            help,
            at: span(&syntax.rest.at),
        });
    }
    let demand = demand.filter(|_| mistakes.len() == before)?;
    Some(Rule {
        text: tidy(source),
        demand,
    })
}

/// The words of a phrase.
type Words<'w, 's> = &'w [At<&'s str>];

struct Reader<'a> {
    each_side: bool,
    vocabulary: &'a Vocabulary,
    mistakes: &'a mut Vec<Mistake>,
}

impl Reader<'_> {
    fn unknown_verb(&mut self, verb: &At<&str>, source: &str) {
        let help = if tidy(source) == "each side" {
            "`each side` stands in a paragraph of its own under the heading, not in a list item".to_owned()
        } else {
            proposal(verb.value, "verbs", VERBS)
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

    fn phrase(&mut self, verb: Verb, verb_at: &Range<usize>, words: &[At<&str>], own: Option<&Own>) -> Option<Demand> {
        let (side, name) = self.side(words)?;
        let ([first, ..], Some(last)) = (name, name.last()) else {
            let phrases = self.vocabulary.phrases().collect::<Vec<_>>().join(", ");
            self.mistakes.push(Mistake::MissingPhrase {
                verb: verb.name(),
                phrases,
                at: span(verb_at),
            });
            return None;
        };
        let at = first.at.start..last.at.end;
        let name = name.iter().map(|word| word.value).collect::<Vec<_>>().join(" ");
        let Some(entry) = self.vocabulary.entry(&name) else {
            let help = match name.split(' ').any(|word| matches!(word, "{side}" | "left" | "right")) {
                true => "the side stands behind the phrase: `reach neck tilt left`".to_owned(),
                false => proposal(&name, "phrases", self.vocabulary.phrases()),
            };
            self.mistakes.push(Mistake::UnknownPhrase {
                name,
                help,
                at: span(&at),
            });
            return None;
        };
        if !entry.verbs.contains(&verb) {
            let verbs = entry
                .verbs
                .iter()
                .map(|verb| verb.name())
                .collect::<Vec<_>>()
                .join(", ");
            let phrase = name.clone();
            self.mistakes.push(Mistake::VerbNotForPhrase {
                phrase,
                verb: verb.name(),
                verbs,
                at: span(verb_at),
            });
        }
        let side = self.side_of(verb, &name, entry, &at, side);
        let tests = match own {
            Some(own) => self.own_tests(&name, entry, own)?,
            None => entry.tests.clone(),
        };
        let phrase = Phrase {
            name,
            side: side?,
            tests,
            cue: entry.cue.clone(),
            instead: entry.instead.clone(),
        };
        Some(match verb {
            Verb::Start => Demand::Start(phrase),
            Verb::Reach => Demand::Reach(phrase),
            Verb::Keep => Demand::Keep(phrase),
            Verb::Return => Demand::Return(phrase),
        })
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
        verb: Verb,
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
        if entry
            .tests
            .iter()
            .any(|test| test.measure.unit() != unit || test.compare != compare)
        {
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
        let example = format!("write for example `{name} {sign} {} {unit_word}`", first.met).replace(" `", "`");
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
        let largest = if unit == Unit::Degrees {
            LARGEST_DEG
        } else {
            LARGEST_SHARE
        };
        let smallest = if unit == Unit::Degrees && compare == Compare::AtLeast {
            OWN_STEP_DEG
        } else {
            0.0
        };
        if !(met > 0.0 && met >= smallest && met <= largest) {
            let help = match smallest > 0.0 {
                true => format!("use {smallest} to {largest} {unit_word}"),
                false => format!("use more than 0 and at most {largest} {unit_word}"),
            };
            let (found, at) = (shown(amount), span(&whole(amount)));
            self.mistakes.push(Mistake::OutOfRange {
                found,
                help: help.trim_end().to_owned(),
                at,
            });
            return None;
        }
        Some(entry.tests.iter().map(|test| with_own(test, met)).collect())
    }

    fn hold(&mut self, verb: &Range<usize>, amounts: &Amounts) -> Option<Hold> {
        let Some(from) = &amounts.from else {
            self.mistakes.push(Mistake::MissingNumber {
                help: HOLD_HELP.to_owned(),
                at: span(verb),
            });
            return None;
        };
        let at_least = self.duration(from);
        let Some((to, upper)) = &amounts.to else {
            let (at_least_s, breaths) = at_least?;
            return Some(Hold {
                at_least_s,
                at_most_s: None,
                breaths,
            });
        };
        let Some(upper) = upper else {
            self.mistakes.push(Mistake::MissingNumber {
                help: HOLD_HELP.to_owned(),
                at: span(&to.at),
            });
            return None;
        };
        let at_most = self.duration(upper);
        let ((at_least_s, breaths), (at_most_s, _)) = (at_least?, at_most?);
        self.in_order(at_least_s, from, at_most_s, upper)?;
        Some(Hold {
            at_least_s,
            at_most_s: Some(at_most_s),
            breaths,
        })
    }

    /// Seconds, and breaths when it was written in breaths.
    fn duration(&mut self, amount: &Amount) -> Option<(f64, Option<u32>)> {
        let number = self.number(amount, HOLD_HELP);
        let Some(unit) = &amount.unit else {
            let found = format!("{:?} without a unit", amount.number.value);
            let at = span(&amount.number.at);
            if number.is_some() {
                self.mistakes.push(Mistake::WrongUnit {
                    found,
                    help: HOLD_HELP.to_owned(),
                    at,
                });
            }
            return None;
        };
        let (seconds, breaths) = match unit.value {
            "s" => (number?, None),
            "breath" | "breaths" => {
                let count = number?;
                if count.fract() != 0.0 || count > f64::from(u16::MAX) {
                    let (found, help) = (amount.number.value.to_owned(), "breaths are counted whole".to_owned());
                    self.mistakes.push(Mistake::BadNumber {
                        found,
                        help,
                        at: span(&amount.number.at),
                    });
                    return None;
                }
                (count * self.vocabulary.one_breath_s(), Some(count as u32))
            }
            other => {
                let help = match nearest(other, ["breaths"]) {
                    Some(_) => "did you mean \"breaths\"?".to_owned(),
                    None => HOLD_HELP.to_owned(),
                };
                self.mistakes.push(Mistake::WrongUnit {
                    found: format!("{other:?}"),
                    help,
                    at: span(&unit.at),
                });
                return None;
            }
        };
        if !(seconds > 0.0 && seconds <= LONGEST_HOLD_S) {
            let help = format!("a hold takes more than 0 and at most {LONGEST_HOLD_S} s");
            self.mistakes.push(Mistake::OutOfRange {
                found: shown(amount),
                help,
                at: span(&whole(amount)),
            });
            return None;
        }
        Some((seconds, breaths))
    }

    fn repeat(&mut self, verb: &Range<usize>, amounts: &Amounts) -> Option<Demand> {
        let Some(from) = &amounts.from else {
            self.mistakes.push(Mistake::MissingNumber {
                help: REPEAT_HELP.to_owned(),
                at: span(verb),
            });
            return None;
        };
        let at_least = self.count(from);
        let Some((to, upper)) = &amounts.to else {
            return Some(Demand::Repeat {
                at_least: at_least?,
                at_most: None,
            });
        };
        let Some(upper) = upper else {
            self.mistakes.push(Mistake::MissingNumber {
                help: REPEAT_HELP.to_owned(),
                at: span(&to.at),
            });
            return None;
        };
        let at_most = self.count(upper);
        let (at_least, at_most) = (at_least?, at_most?);
        self.in_order(f64::from(at_least), from, f64::from(at_most), upper)?;
        Some(Demand::Repeat {
            at_least,
            at_most: Some(at_most),
        })
    }

    fn count(&mut self, amount: &Amount) -> Option<u32> {
        let number = self.number(amount, REPEAT_HELP);
        let unit_fits = self.unit_is(amount, "", REPEAT_HELP);
        let number = number.filter(|_| unit_fits)?;
        if number.fract() != 0.0 {
            let (found, help) = (
                amount.number.value.to_owned(),
                "repetitions are counted whole".to_owned(),
            );
            self.mistakes.push(Mistake::BadNumber {
                found,
                help,
                at: span(&amount.number.at),
            });
            return None;
        }
        if !(1.0..=MOST_REPEATS).contains(&number) {
            let help = format!("repeat 1 to {MOST_REPEATS} times");
            self.mistakes.push(Mistake::OutOfRange {
                found: shown(amount),
                help,
                at: span(&whole(amount)),
            });
            return None;
        }
        Some(number as u32)
    }

    /// A finite decimal number. Anything else that floats can be written as (`1e3`, `inf`) is a mistake.
    fn number(&mut self, amount: &Amount, help: &str) -> Option<f64> {
        let written = amount.number.value;
        let plain = written
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '.' | '+' | '-'));
        let number = written.parse::<f64>().ok().filter(|number| plain && number.is_finite());
        if number.is_none() {
            let (found, help) = (written.to_owned(), help.to_owned());
            self.mistakes.push(Mistake::BadNumber {
                found,
                help,
                at: span(&amount.number.at),
            });
        }
        number
    }

    /// Whether the unit is `wanted`; the empty word is no unit.
    fn unit_is(&mut self, amount: &Amount, wanted: &str, help: &str) -> bool {
        let written = amount.unit.as_ref().map_or("", |unit| unit.value);
        if written == wanted {
            return true;
        }
        let (found, at) = match &amount.unit {
            Some(unit) => (format!("{written:?}"), &unit.at),
            None => (format!("{:?} without a unit", amount.number.value), &amount.number.at),
        };
        self.mistakes.push(Mistake::WrongUnit {
            found,
            help: help.to_owned(),
            at: span(at),
        });
        false
    }

    fn in_order(&mut self, low: f64, from: &Amount, high: f64, to: &Amount) -> Option<()> {
        if low <= high {
            return Some(());
        }
        self.mistakes.push(Mistake::BackwardsRange {
            from: span(&whole(from)),
            at: span(&whole(to)),
        });
        None
    }
}

/// A rule's own threshold replaces done; leave and good follow from it.
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

fn whole(amount: &Amount) -> Range<usize> {
    amount.number.at.start..amount.unit.as_ref().map_or(amount.number.at.end, |unit| unit.at.end)
}

fn shown(amount: &Amount) -> String {
    let unit = amount.unit.as_ref().map_or("", |unit| unit.value);
    format!("{} {unit}", amount.number.value).trim_end().to_owned()
}
