//! Says what a phrase's tests demand, as a clause: "your chin is more than 12° lower than at rest".

use body::{Measure, Side, Sides, Unit};
use guide::{Compare, Formula, Phrase, PhraseSide, Reading, Test};

/// One side of a threshold.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Edge {
    AtLeast(f32),
    AtMost(f32),
    MoreThan(f32),
    LessThan(f32),
}

impl Edge {
    /// Where a test is met.
    pub fn met(test: &Test) -> Self {
        match test.compare {
            Compare::AtLeast => Edge::AtLeast(test.met),
            Compare::AtMost => Edge::AtMost(test.met),
        }
    }

    /// Where a test that was met is so no longer.
    pub fn lost(test: &Test) -> Self {
        match test.compare {
            Compare::AtLeast => Edge::LessThan(test.lost),
            Compare::AtMost => Edge::MoreThan(test.lost),
        }
    }

    fn words(self, measure: Measure) -> String {
        let (words, value) = match self {
            Edge::AtLeast(value) => ("at least", value),
            Edge::AtMost(value) => ("no more than", value),
            Edge::MoreThan(value) => ("more than", value),
            Edge::LessThan(value) => ("less than", value),
        };
        format!("{words} {}", amount(measure, value))
    }
}

/// Whether a phrase reads as one clause.
pub(crate) enum Joined<'p> {
    /// One test, or a left and a right one with the same numbers.
    One(&'p Test),
    /// Several clauses, each with numbers of its own.
    Several,
}

/// Whether `phrase` reads as one clause.
pub(crate) fn joined(phrase: &Phrase) -> Joined<'_> {
    match phrase.tests.as_slice() {
        [only] => Joined::One(only),
        [left, right] if phrase.formula.is_plain_list() && are_twins(left, right) => Joined::One(left),
        _ => Joined::Several,
    }
}

/// When `phrase` holds, every test at its edge: "your face is … and your head is …".
pub(crate) fn holds(phrase: &Phrase, edge: fn(&Test) -> Edge) -> String {
    if phrase.formula.is_plain_list() {
        list(&clauses(phrase, edge, Twins::Both), "and")
    } else {
        whole(phrase, edge, Joint::And)
    }
}

/// When `phrase` no longer holds, every test at its edge: "your face is … or your head is …".
pub(crate) fn fails(phrase: &Phrase, edge: fn(&Test) -> Edge) -> String {
    if phrase.formula.is_plain_list() {
        list(&clauses(phrase, edge, Twins::One), "or")
    } else {
        whole(phrase, edge, Joint::Or)
    }
}

/// The word between the parts of a formula.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joint {
    And,
    Or,
}

impl Joint {
    fn other(self) -> Self {
        match self {
            Joint::And => Joint::Or,
            Joint::Or => Joint::And,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Joint::And => "and",
            Joint::Or => "or",
        }
    }
}

/// A phrase of one's own, with "and" and "or" as they were written. `all` is the word between the parts of an "all":
/// where it tells how the phrase fails, the two words change places.
fn whole(phrase: &Phrase, edge: fn(&Test) -> Edge, all: Joint) -> String {
    let side = side_word(phrase);
    let clause = |test: &Test| of_one(test, side, &edge(test).words(test.measure));
    part(&phrase.formula, &phrase.tests, all, &clause).words
}

struct Part {
    words: String,
    /// Between its own parts; `None` for a single test.
    joint: Option<Joint>,
}

fn part(formula: &Formula, tests: &[Test], all: Joint, clause: &dyn Fn(&Test) -> String) -> Part {
    let (parts, joint) = match formula {
        Formula::Test(place) => {
            let words = tests.get(*place).map(clause).unwrap_or_default();
            return Part { words, joint: None };
        }
        Formula::All(parts) => (parts, all),
        Formula::Any(parts) => (parts, all.other()),
    };
    let parts: Vec<Part> = parts.iter().map(|inner| part(inner, tests, all, clause)).collect();
    if let [_] = parts.as_slice() {
        return parts.into_iter().next().expect("there is one");
    }
    let nested = parts.iter().any(|part| part.joint == Some(joint.other()));
    let words: Vec<String> = parts
        .into_iter()
        .map(|part| match part.joint {
            // Without "either" one could not hear what the "or" goes with.
            Some(Joint::Or) if joint == Joint::And => format!("either {}", part.words),
            _ => part.words,
        })
        .collect();
    Part {
        words: if nested {
            words.join(&format!(", {} ", joint.word()))
        } else {
            list(&words, joint.word())
        },
        joint: Some(joint),
    }
}

/// A number as one writes it: at most one decimal, and none that is 0.
pub(crate) fn number(value: f64) -> String {
    let rounded = (value * 10.0).round() / 10.0;
    format!("{rounded}")
}

/// A value with its unit, where what it is a share of was said before: "20°", "8 %".
pub(crate) fn short_amount(measure: Measure, value: f32) -> String {
    let value = f64::from(value);
    match (measure, measure.unit()) {
        (_, Unit::Degrees) => format!("{}°", number(value)),
        (_, Unit::DegreesPerSecond) => format!("{}° a second", number(value)),
        (_, Unit::ShoulderWidths) | (Measure::ShoulderRetraction | Measure::ThighUpright, Unit::Index) => {
            // Shares are whole percents in the vocabulary; f32 is not.
            format!("{} %", (value * 100.0).round())
        }
        (_, Unit::Index) => number(value),
    }
}

fn amount(measure: Measure, value: f32) -> String {
    let short = short_amount(measure, value);
    match (measure, measure.unit()) {
        (_, Unit::ShoulderWidths) => format!("{short} of your shoulder width"),
        (Measure::ShoulderRetraction, _) => format!("{short} of a full squeeze"),
        (Measure::ThighUpright, _) => format!("{short} of standing upright"),
        _ => short,
    }
}

/// What is said of a left and a right test that are the same.
#[derive(Debug, Clone, Copy)]
enum Twins {
    Both,
    One,
}

fn clauses(phrase: &Phrase, edge: fn(&Test) -> Edge, twins: Twins) -> Vec<String> {
    let side = side_word(phrase);
    let mut clauses = Vec::new();
    let mut tests = phrase.tests.as_slice();
    while let [first, rest @ ..] = tests {
        let amount = edge(first).words(first.measure);
        match rest {
            [second, rest @ ..] if are_twins(first, second) => {
                clauses.push(of_twins(first.measure, twins, &amount));
                tests = rest;
            }
            _ => {
                clauses.push(of_one(first, side, &amount));
                tests = rest;
            }
        }
    }
    clauses
}

fn side_word(phrase: &Phrase) -> &'static str {
    match phrase.side {
        PhraseSide::OfDose => "{side}",
        PhraseSide::Fixed(side) => side.name(),
        // Without a side, positive is to the right.
        PhraseSide::None => Side::Right.name(),
    }
}

/// A left and a right measure with the same numbers.
fn are_twins(left: &Test, right: &Test) -> bool {
    let pair = left.measure.sides() == Sides::LeftOf(right.measure);
    let as_left = Test {
        measure: left.measure,
        ..*right
    };
    pair && as_left == *left
}

fn of_twins(measure: Measure, twins: Twins, amount: &str) -> String {
    // What is so on both sides, and how that goes on after "both are" and after "one is".
    let (parts, how) = match measure {
        Measure::ElbowFlexionLeft | Measure::ElbowBendLeft => ("elbows", "bent by"),
        Measure::ArmAbductionLeft => ("arms", "raised sideways by"),
        Measure::ArmFlexionLeft => ("arms", "raised forward by"),
        Measure::WristHeightLeft => ("hands", "above the shoulder by"),
        Measure::ElbowAcrossLeft => ("elbows", "across your body by"),
        Measure::HandToHeadLeft => ("hands", "away from your head by"),
        Measure::HandToOtherShoulderLeft => ("hands", "away from the other shoulder by"),
        Measure::HandToOtherElbowLeft => ("hands", "away from the other elbow by"),
        Measure::HipFlexionLeft => ("hips", "bent by"),
        Measure::KneeFlexionLeft => ("knees", "bent by"),
        Measure::AnkleFlexionLeft => ("feet", "pulled up by"),
        Measure::HeelRiseLeft => ("heels", "lifted by"),
        _ => ("shoulders", "lifted by"),
    };
    match twins {
        Twins::Both => format!("both your {parts} are {how} {amount}"),
        Twins::One => format!("one of your {parts} is {how} {amount}"),
    }
}

fn of_one(test: &Test, side: &str, amount: &str) -> String {
    // Which way a value with a sign points.
    let to_side = match test.reading {
        Reading::TowardsSide => format!("to the {side}"),
        Reading::Plain => "to the right".to_owned(),
        Reading::Magnitude => "to either side".to_owned(),
    };
    let way = |plain: &'static str, either: &'static str| match test.reading {
        Reading::Magnitude => either,
        Reading::Plain | Reading::TowardsSide => plain,
    };
    // One of a left and right pair: the side's own, or the one that was named.
    let own = |named: &'static str| match test.reading {
        Reading::TowardsSide => side,
        Reading::Plain | Reading::Magnitude => named,
    };
    let above = || way("above", "above or below");
    match test.measure {
        Measure::NeckFlexion => {
            let forward = way("forward", "forward or back");
            format!("your head is bent {forward} by {amount}")
        }
        Measure::NeckLateralFlexion => format!("your head is bent {amount} {to_side}"),
        Measure::NeckRotation => format!("your head is turned {amount} further {to_side} than your shoulders"),
        Measure::HeadAzimuth => format!("your face is turned {amount} {to_side}"),
        Measure::HeadDepression => {
            let lower = way("lower", "higher or lower");
            format!("your chin is {amount} {lower} than at rest")
        }
        Measure::TrunkLean => format!("your body leans {amount} {to_side}"),
        Measure::TrunkRotation => format!("your body is turned {amount} {to_side}"),
        Measure::ShoulderElevationLeft => format!("your {} shoulder is lifted by {amount}", own("left")),
        Measure::ShoulderElevationRight => format!("your {} shoulder is lifted by {amount}", own("right")),
        Measure::ShoulderRetraction => format!("your shoulder blades are drawn together by {amount}"),
        Measure::ElbowFlexionLeft => format!("your {} elbow is bent by {amount}", own("left")),
        Measure::ElbowFlexionRight => format!("your {} elbow is bent by {amount}", own("right")),
        Measure::WristGap => format!("your wrists are {amount} apart"),
        Measure::WristHeight => {
            format!("your wrists are {amount} {} your shoulders", above())
        }
        Measure::Breath => format!("your breath is at {amount}"),
        Measure::NeckTilt => format!("your head tilts {amount} further {to_side} than your shoulders"),
        Measure::HeadSpeed => format!("your head moves at {amount}"),
        Measure::ArmAbductionLeft => format!("your {} arm is raised sideways by {amount}", own("left")),
        Measure::ArmAbductionRight => format!("your {} arm is raised sideways by {amount}", own("right")),
        Measure::ArmFlexionLeft => format!("your {} arm is raised forward by {amount}", own("left")),
        Measure::ArmFlexionRight => format!("your {} arm is raised forward by {amount}", own("right")),
        Measure::ElbowBendLeft => format!("your {} elbow is bent by {amount}", own("left")),
        Measure::ElbowBendRight => format!("your {} elbow is bent by {amount}", own("right")),
        Measure::WristHeightLeft => format!("your {} hand is {amount} {} its shoulder", own("left"), above()),
        Measure::WristHeightRight => format!("your {} hand is {amount} {} its shoulder", own("right"), above()),
        Measure::ElbowAcrossLeft => format!("your {} elbow is {amount} across your body", own("left")),
        Measure::ElbowAcrossRight => format!("your {} elbow is {amount} across your body", own("right")),
        Measure::HandToHeadLeft => format!("your {} hand is {amount} from your head", own("left")),
        Measure::HandToHeadRight => format!("your {} hand is {amount} from your head", own("right")),
        Measure::HandToOtherShoulderLeft => format!("your {} hand is {amount} from the other shoulder", own("left")),
        Measure::HandToOtherShoulderRight => format!("your {} hand is {amount} from the other shoulder", own("right")),
        Measure::HandToOtherElbowLeft => format!("your {} hand is {amount} from the other elbow", own("left")),
        Measure::HandToOtherElbowRight => format!("your {} hand is {amount} from the other elbow", own("right")),
        Measure::TrunkSideBend => format!("your body bends {amount} {to_side}"),
        Measure::TrunkFlexion => format!("your body leans {} by {amount}", way("forward", "forward or back")),
        Measure::HipFlexionLeft => format!("your {} hip is bent by {amount}", own("left")),
        Measure::HipFlexionRight => format!("your {} hip is bent by {amount}", own("right")),
        Measure::KneeFlexionLeft => format!("your {} knee is bent by {amount}", own("left")),
        Measure::KneeFlexionRight => format!("your {} knee is bent by {amount}", own("right")),
        Measure::AnkleFlexionLeft => format!("the toes of your {} foot are pulled up by {amount}", own("left")),
        Measure::AnkleFlexionRight => format!("the toes of your {} foot are pulled up by {amount}", own("right")),
        Measure::HeelRiseLeft => format!("your {} heel is lifted by {amount}", own("left")),
        Measure::HeelRiseRight => format!("your {} heel is lifted by {amount}", own("right")),
        Measure::StanceWidth => format!("your feet are {amount} apart"),
        Measure::FootLift => match test.reading {
            Reading::Magnitude => format!("one of your feet is {amount} higher than the other"),
            Reading::Plain => format!("your right foot is {amount} higher than the other"),
            Reading::TowardsSide => format!("your {side} foot is {amount} higher than the other"),
        },
        Measure::WeightShift => format!("your hips have gone {amount} {to_side}"),
        Measure::ThighUpright => format!("your thighs are at {amount}"),
        Measure::Facing => format!("you are turned {amount} {to_side} of the camera"),
        Measure::ChinBack => {
            let back = way("further back", "further back or forward");
            format!("your chin is {amount} {back} than at rest")
        }
    }
}

/// "a", "a and b", "a, b and c".
fn list(clauses: &[String], last: &str) -> String {
    match clauses {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., end] => format!("{} {last} {end}", first.join(", ")),
    }
}
