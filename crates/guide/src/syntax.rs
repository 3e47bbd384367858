//! The grammar of one rule: verb, words, threshold or amounts, each with its place.
//!
//! Takes any words where words may stand: what they mean, and whether they mean anything, is for `rule`.

use std::ops::Range;

use winnow::combinator::{alt, not, opt, preceded, repeat};
use winnow::prelude::*;
use winnow::stream::LocatingSlice;
use winnow::token::{rest, take_while};

use crate::vocabulary::PhraseVerb;

/// Every verb of the language, in the order in which they are explained.
pub(crate) const VERBS: [&str; 12] = [
    "start", "reach", "from", "keep", "hold", "return", "slowly", "repeat", "sets", "rest", "ask", "note",
];

/// The name of a unit, of the ways in which people write it.
pub(crate) fn unit_name(written: &str) -> &str {
    match written {
        "°" | "degree" | "degrees" => "deg",
        "°/s" => "deg/s",
        "sec" | "secs" | "second" | "seconds" => "s",
        "mins" | "minute" | "minutes" => "min",
        other => other,
    }
}

/// Whether a word behind a count says only that it is one: `10 times`, `10x`, `3 sets`.
pub(crate) fn is_of_count(written: &str) -> bool {
    matches!(
        written,
        "x" | "×" | "time" | "times" | "rep" | "reps" | "repetition" | "repetitions" | "set" | "sets"
    )
}

/// What to write instead of a number with a decimal comma.
pub(crate) fn with_a_point(written: &str) -> Option<String> {
    let (whole, decimals) = written.split_once(',')?;
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    (digits(whole.trim_start_matches(['+', '-'])) && digits(decimals))
        .then(|| format!("decimals stand behind a point: write `{whole}.{decimals}`"))
}

/// Something with its byte range.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct At<T> {
    pub value: T,
    pub at: Range<usize>,
}

/// A rule, taken apart.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Syntax<'a> {
    /// Its first word.
    pub verb: At<&'a str>,
    /// What follows, by the verb.
    pub body: Body<'a>,
    /// What stands after that, blanks trimmed; mostly empty.
    pub rest: At<&'a str>,
}

/// What follows a verb.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Body<'a> {
    Phrase {
        verb: PhraseVerb,
        words: Vec<At<&'a str>>,
        own: Option<Own<'a>>,
    },
    /// `from P to Q`.
    FromTo(FromTo<'a>),
    Hold(Amounts<'a>),
    Repeat(Amounts<'a>),
    Sets(Option<Amount<'a>>),
    Rest(Option<Amount<'a>>),
    Ask(At<&'a str>),
    Slowly,
    Note,
    Unknown,
}

/// Two phrases and the word between them. A phrase may hold the word `to` itself (`chin to chest`), so which of them
/// parts the two is for the vocabulary to say, where no threshold does.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct FromTo<'a> {
    pub first: Position<'a>,
    /// A `to` behind the first threshold, and what follows it.
    pub then: Option<(At<&'a str>, Position<'a>)>,
}

/// A phrase with its side, and the threshold behind it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Position<'a> {
    pub words: Vec<At<&'a str>>,
    pub own: Option<Own<'a>>,
}

/// A threshold of the rule's own: `>= 30 deg`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Own<'a> {
    pub operator: At<&'a str>,
    pub amount: Option<Amount<'a>>,
}

/// `A` or `A to B`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Amounts<'a> {
    pub from: Option<Amount<'a>>,
    /// The word `to` and what follows it.
    pub to: Option<(At<&'a str>, Option<Amount<'a>>)>,
}

/// A number, as written, and its unit.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Amount<'a> {
    pub number: At<&'a str>,
    pub unit: Option<At<&'a str>>,
}

type Input<'a> = LocatingSlice<&'a str>;
type Parsed<T> = Result<T, winnow::error::EmptyError>;

/// Takes a rule apart. `None` when it is blank. `start` is added to every range.
pub(crate) fn take_apart(rule: &str, start: usize) -> Option<Syntax<'_>> {
    let mut input = LocatingSlice::new(rule);
    let mut syntax = whole.parse_next(&mut input).ok()?;
    syntax.shift(start);
    Some(syntax)
}

fn whole<'a>(input: &mut Input<'a>) -> Parsed<Syntax<'a>> {
    let verb = word.parse_next(input)?;
    let body = match verb.value {
        "start" => phrase(PhraseVerb::Start, input)?,
        "reach" => phrase(PhraseVerb::Reach, input)?,
        "keep" => phrase(PhraseVerb::Keep, input)?,
        "return" => phrase(PhraseVerb::Return, input)?,
        "from" => Body::FromTo(from_to.parse_next(input)?),
        "hold" => Body::Hold(amounts.parse_next(input)?),
        "repeat" => Body::Repeat(amounts.parse_next(input)?),
        "sets" => Body::Sets(opt(amount).parse_next(input)?),
        "rest" => Body::Rest(opt(amount).parse_next(input)?),
        "ask" => Body::Ask(remainder.parse_next(input)?),
        "slowly" => Body::Slowly,
        "note" => Body::Note,
        _ => Body::Unknown,
    };
    let rest = remainder.parse_next(input)?;
    Ok(Syntax { verb, body, rest })
}

fn phrase<'a>(verb: PhraseVerb, input: &mut Input<'a>) -> Parsed<Body<'a>> {
    let Position { words, own } = position.parse_next(input)?;
    Ok(Body::Phrase { verb, words, own })
}

fn position<'a>(input: &mut Input<'a>) -> Parsed<Position<'a>> {
    let words = repeat(0.., word).parse_next(input)?;
    let own = opt((operator, opt(amount)).map(|(operator, amount)| Own { operator, amount })).parse_next(input)?;
    Ok(Position { words, own })
}

fn from_to<'a>(input: &mut Input<'a>) -> Parsed<FromTo<'a>> {
    let first = position.parse_next(input)?;
    let then = opt((to, position)).parse_next(input)?;
    Ok(FromTo { first, then })
}

fn amounts<'a>(input: &mut Input<'a>) -> Parsed<Amounts<'a>> {
    let from = opt(amount).parse_next(input)?;
    let to = opt((to, opt(amount))).parse_next(input)?;
    Ok(Amounts { from, to })
}

fn amount<'a>(input: &mut Input<'a>) -> Parsed<Amount<'a>> {
    let number = preceded(not(to), alt((odd_number, digits, word))).parse_next(input)?;
    let unit = opt(preceded(not(to), word)).parse_next(input)?;
    Ok(Amount { number, unit })
}

fn to<'a>(input: &mut Input<'a>) -> Parsed<At<&'a str>> {
    word.verify(|word: &At<&str>| word.value == "to").parse_next(input)
}

fn word<'a>(input: &mut Input<'a>) -> Parsed<At<&'a str>> {
    placed(take_while(1.., |c: char| !c.is_whitespace() && !is_operator(c))).parse_next(input)
}

/// A word such as `1e3` or `0x10`, whole: its end is no unit.
fn odd_number<'a>(input: &mut Input<'a>) -> Parsed<At<&'a str>> {
    let odd = |word: &At<&str>| {
        let unit = word.value.trim_start_matches(is_numeric);
        unit.len() < word.value.len() && unit.contains(is_numeric)
    };
    word.verify(odd).parse_next(input)
}

fn digits<'a>(input: &mut Input<'a>) -> Parsed<At<&'a str>> {
    placed(take_while(1.., |c: char| {
        c.is_ascii_digit() || matches!(c, '+' | '-' | '.' | ',')
    }))
    .parse_next(input)
}

fn operator<'a>(input: &mut Input<'a>) -> Parsed<At<&'a str>> {
    placed(take_while(1.., is_operator)).parse_next(input)
}

fn is_numeric(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '+' | '-' | '.' | ',')
}

fn is_operator(c: char) -> bool {
    matches!(c, '<' | '>' | '=' | '≤' | '≥')
}

fn remainder<'a>(input: &mut Input<'a>) -> Parsed<At<&'a str>> {
    let found = placed(rest).parse_next(input)?;
    let value = found.value.trim_end();
    Ok(At {
        value,
        at: found.at.start..found.at.start + value.len(),
    })
}

/// Skips blanks, then gives what `parser` takes with its place.
fn placed<'a>(
    parser: impl Parser<Input<'a>, &'a str, winnow::error::EmptyError>,
) -> impl Parser<Input<'a>, At<&'a str>, winnow::error::EmptyError> {
    preceded(take_while(0.., char::is_whitespace), parser.with_span()).map(|(value, at)| At { value, at })
}

impl Syntax<'_> {
    fn shift(&mut self, by: usize) {
        let shift = |at: &mut Range<usize>| *at = at.start + by..at.end + by;
        let shift_amount = |amount: &mut Option<Amount>| {
            if let Some(amount) = amount {
                shift(&mut amount.number.at);
                if let Some(unit) = &mut amount.unit {
                    shift(&mut unit.at);
                }
            }
        };
        let shift_position = |words: &mut [At<&str>], own: &mut Option<Own>| {
            words.iter_mut().for_each(|word| shift(&mut word.at));
            if let Some(own) = own {
                shift(&mut own.operator.at);
                shift_amount(&mut own.amount);
            }
        };
        shift(&mut self.verb.at);
        shift(&mut self.rest.at);
        match &mut self.body {
            Body::Phrase { words, own, .. } => shift_position(words, own),
            Body::FromTo(FromTo { first, then }) => {
                shift_position(&mut first.words, &mut first.own);
                if let Some((to, second)) = then {
                    shift(&mut to.at);
                    shift_position(&mut second.words, &mut second.own);
                }
            }
            Body::Hold(amounts) | Body::Repeat(amounts) => {
                shift_amount(&mut amounts.from);
                if let Some((to, amount)) = &mut amounts.to {
                    shift(&mut to.at);
                    shift_amount(amount);
                }
            }
            Body::Sets(amount) | Body::Rest(amount) => shift_amount(amount),
            Body::Ask(question) => shift(&mut question.at),
            Body::Slowly | Body::Note | Body::Unknown => {}
        }
    }
}
