//! What an expression means: tests and how they are joined, with measures, units, sides and ranges checked.

use std::ops::Range;

use body::{Measure, Side, Sides, Unit};

use crate::at::span;
use crate::expression::{Comparison, Expression, Form, Number, Relation};
use crate::mistake::Mistake;
use crate::model::{Compare, Formula, PhraseSide, Reading, Test};
use crate::nearest::proposal;
use crate::phrase_mistake::PhraseMistake;
use crate::syntax::{At, unit_name};
use crate::thresholds::largest;
use crate::vocabulary::Vocabulary;

/// The tests of an expression, and which of them must hold together. `None` after a mistake.
pub(super) fn meaning(
    expression: &Expression,
    vocabulary: &Vocabulary,
    mistakes: &mut Vec<Mistake>,
) -> Option<(Vec<Test>, Formula)> {
    let before = mistakes.len();
    let mut builder = Builder {
        vocabulary,
        mistakes,
        tests: Vec::new(),
    };
    let formula = builder.formula(expression, Sense::AsWritten);
    let tests = builder.tests;
    formula
        .filter(|_| mistakes.len() == before)
        .map(|formula| (tests, formula))
}

/// Whether a part stands under a `not`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sense {
    AsWritten,
    TurnedRound,
}

impl Sense {
    fn other(self) -> Self {
        match self {
            Sense::AsWritten => Sense::TurnedRound,
            Sense::TurnedRound => Sense::AsWritten,
        }
    }
}

struct Builder<'a> {
    vocabulary: &'a Vocabulary,
    mistakes: &'a mut Vec<Mistake>,
    tests: Vec<Test>,
}

impl Builder<'_> {
    /// The formula of an expression. A `not` is carried inwards until it turns a comparison round, so that every
    /// test that is left has one way to be met and one threshold to leave at.
    fn formula(&mut self, expression: &Expression, sense: Sense) -> Option<Formula> {
        let (parts, all) = match expression {
            Expression::Not(inner) => return self.formula(inner, sense.other()),
            Expression::Compare(comparison) => return self.comparison(comparison, sense),
            Expression::All(parts) => (parts, sense == Sense::AsWritten),
            Expression::Any(parts) => (parts, sense == Sense::TurnedRound),
        };
        // Every part is read, so that every mistake is told.
        let parts: Vec<Option<Formula>> = parts.iter().map(|part| self.formula(part, sense)).collect();
        let parts = parts.into_iter().collect::<Option<Vec<_>>>()?;
        Some(if all { Formula::All(parts) } else { Formula::Any(parts) })
    }

    fn comparison(&mut self, comparison: &Comparison, sense: Sense) -> Option<Formula> {
        let Read { measure, reading, flip } = self.reading(comparison)?;
        let bounds = match &comparison.relation {
            Relation::AtLeast(number) => [Some((Compare::AtLeast, number, None)), None],
            Relation::AtMost(number) => [Some((Compare::AtMost, number, None)), None],
            // One unit behind both numbers is enough.
            Relation::Between(low, high) => [
                Some((Compare::AtLeast, low, high.unit.as_ref())),
                Some((Compare::AtMost, high, None)),
            ],
        };
        if let Relation::Between(low, high) = &comparison.relation
            && low.number.value >= high.number.value
        {
            self.mistakes.push(Mistake::BackwardsRange {
                from: span(&low.number.at),
                at: span(&high.number.at),
            });
            return None;
        }
        let mut tests = Vec::new();
        for (compare, number, other_unit) in bounds.into_iter().flatten() {
            let unit_fits = self.unit_fits(measure, &comparison.measure.at, number, other_unit);
            let met = self.in_range(measure, reading, number).filter(|_| unit_fits)?;
            let (met, compare) = if flip == Flip::Yes {
                (-met, other(compare))
            } else {
                (met, compare)
            };
            let compare = if sense == Sense::TurnedRound {
                other(compare)
            } else {
                compare
            };
            tests.push(self.test(measure, reading, compare, met as f32));
        }
        let first = self.tests.len();
        let places = (first..first + tests.len()).map(Formula::Test).collect::<Vec<_>>();
        self.tests.extend(tests);
        Some(match (places.as_slice(), sense) {
            ([only], _) => only.clone(),
            (_, Sense::AsWritten) => Formula::All(places),
            (_, Sense::TurnedRound) => Formula::Any(places),
        })
    }

    /// Which measure is read, and how. `None` after a mistake.
    fn reading(&mut self, comparison: &Comparison) -> Option<Read> {
        let name = comparison.measure.value;
        let of_pair = name.contains("{side}");
        let measure = Measure::named(&name.replace("{side}", "left"));
        let Some(measure) = measure.filter(|measure| !of_pair || measure.pair().is_some()) else {
            let known: Vec<&str> = Measure::ALL.iter().map(|measure| measure.name()).collect();
            self.mistakes.push(Mistake::OwnPhrase(PhraseMistake::UnknownMeasure {
                name: name.to_owned(),
                help: proposal(name, "measures", known.iter().copied()),
                at: span(&comparison.measure.at),
            }));
            return None;
        };
        let read = |reading, flip| Some(Read { measure, reading, flip });
        let (at, help) = match &comparison.form {
            Form::Plain if of_pair => return read(Reading::TowardsSide, Flip::No),
            Form::Plain => return read(Reading::Plain, Flip::No),
            Form::Magnitude if !of_pair => return read(Reading::Magnitude, Flip::No),
            Form::Towards(side) if measure.sides() == Sides::BySign => match side.value {
                PhraseSide::OfDose => return read(Reading::TowardsSide, Flip::No),
                // Right is positive.
                PhraseSide::Fixed(Side::Left) => return read(Reading::Plain, Flip::Yes),
                PhraseSide::Fixed(Side::Right) | PhraseSide::None => return read(Reading::Plain, Flip::No),
            },
            Form::Magnitude => (
                &comparison.measure.at,
                "leave the bars out: each side is read by itself".to_owned(),
            ),
            Form::Towards(side) => {
                let help = match measure.pair() {
                    Some((left, _)) => format!("write `{}`", left.name().replace("left", "{side}")),
                    None => "leave the side out".to_owned(),
                };
                (&side.at, help)
            }
        };
        self.mistakes.push(Mistake::OwnPhrase(PhraseMistake::NoSide {
            measure: name.to_owned(),
            help,
            at: span(at),
        }));
        None
    }

    fn unit_fits(&mut self, measure: Measure, at: &Range<usize>, number: &Number, other: Option<&At<&str>>) -> bool {
        let Some(unit) = number.unit.as_ref().or(other) else {
            return true;
        };
        let Some(written) = unit_words(unit.value) else {
            self.mistakes.push(Mistake::WrongUnit {
                found: format!("{:?} is not a unit that fits here", unit.value),
                help: "units: deg, sw, deg/s; a plain number has none".to_owned(),
                at: span(&unit.at),
            });
            return false;
        };
        let measured = measured_words(measure.unit());
        if written == measured {
            return true;
        }
        // Told once, at the number that carries the unit.
        if number.unit.is_some() {
            let help = match measure.unit() {
                Unit::Index => format!("{measure} is a plain number: leave the unit out"),
                unit => format!(
                    "{measure} is in {}: write `{} {}`",
                    unit.name(),
                    number.number.value,
                    unit.name()
                ),
            };
            self.mistakes.push(Mistake::OwnPhrase(PhraseMistake::UnitMismatch {
                measured,
                written,
                help,
                measure: span(at),
                at: span(&(number.number.at.start..unit.at.end)),
            }));
        }
        false
    }

    fn in_range(&mut self, measure: Measure, reading: Reading, number: &Number) -> Option<f64> {
        let largest = f64::from(largest(measure.unit()));
        let smallest = if is_signed(measure, reading) { -largest } else { 0.0 };
        let value = number.number.value;
        if (smallest..=largest).contains(&value) {
            return Some(value);
        }
        let unit = number.unit.as_ref().map_or("", |unit| unit.value);
        self.mistakes.push(Mistake::OutOfRange {
            found: format!("{value} {unit}").trim_end().to_owned(),
            help: format!("use {smallest} to {largest}"),
            at: span(&number.number.at),
        });
        None
    }

    fn test(&self, measure: Measure, reading: Reading, compare: Compare, met: f32) -> Test {
        let step = self.vocabulary.leave_step(measure);
        let lost = match compare {
            Compare::AtMost => met + step,
            // What has no sign can't get below 0, so that it is left at half way at the latest.
            Compare::AtLeast if !is_signed(measure, reading) => (met - step).max(met / 2.0),
            Compare::AtLeast => met - step,
        };
        Test {
            measure,
            reading,
            compare,
            met,
            lost,
            good: None,
        }
    }
}

/// How a comparison is read.
struct Read {
    measure: Measure,
    reading: Reading,
    flip: Flip,
}

/// Whether the comparison is turned round: it was written towards the left, and right is positive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Flip {
    No,
    Yes,
}

fn other(compare: Compare) -> Compare {
    match compare {
        Compare::AtLeast => Compare::AtMost,
        Compare::AtMost => Compare::AtLeast,
    }
}

/// Whether a reading can be below 0.
fn is_signed(measure: Measure, reading: Reading) -> bool {
    reading != Reading::Magnitude && measure.is_signed()
}

fn measured_words(unit: Unit) -> &'static str {
    match unit {
        Unit::Degrees => "degrees",
        Unit::ShoulderWidths => "shoulder widths",
        Unit::DegreesPerSecond => "degrees a second",
        Unit::Index => "a plain number",
    }
}

/// What a unit of the language measures.
fn unit_words(unit: &str) -> Option<&'static str> {
    Some(match unit_name(unit) {
        "deg" => "degrees",
        "sw" => "shoulder widths",
        "deg/s" => "degrees a second",
        "s" => "seconds",
        "min" => "minutes",
        "breath" | "breaths" => "breaths",
        _ => return None,
    })
}
