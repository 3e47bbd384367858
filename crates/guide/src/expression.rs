//! The grammar of what a phrase of one's own means: `head_azimuth_deg {side} >= 40 deg and not chin …`.
//!
//! Takes words apart and says where each stands; whether a measure exists and a unit fits is for `own_phrase`.

use std::ops::Range;

use body::Side;

use crate::at::span;
use crate::mistake::Mistake;
use crate::model::PhraseSide;
use crate::phrase_mistake::PhraseMistake;
use crate::syntax::{At, with_a_point};

/// Deepest nesting of brackets and `not`s.
const DEEPEST: usize = 16;
/// Most comparisons in one phrase; each is looked at in every frame.
const MOST_COMPARISONS: usize = 24;

const MEASURE_HELP: &str = "write for example `head_azimuth_deg >= 20 deg`; docs/guide-language.md lists the measures";
const COMPARISON_HELP: &str = "write `>=` (at least), `<=` (at most) or `between A and B`";

/// What a phrase means, as written.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Expression<'a> {
    Compare(Comparison<'a>),
    All(Vec<Expression<'a>>),
    Any(Vec<Expression<'a>>),
    Not(Box<Expression<'a>>),
}

/// One measure against one number, or two.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Comparison<'a> {
    pub measure: At<&'a str>,
    pub form: Form,
    pub relation: Relation<'a>,
}

/// How the measure is read.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Form {
    /// As it is.
    Plain,
    /// Between bars: without its sign.
    Magnitude,
    /// With a side behind it: positive towards that side.
    Towards(At<PhraseSide>),
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Relation<'a> {
    AtLeast(Number<'a>),
    AtMost(Number<'a>),
    Between(Number<'a>, Number<'a>),
}

/// A number and its unit, if it is written.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Number<'a> {
    pub number: At<f64>,
    pub unit: Option<At<&'a str>>,
}

/// Takes `text` apart, which stands at `start`.
///
/// # Errors
/// The first thing that is not in the grammar.
pub(crate) fn take_apart(text: &str, start: usize) -> Result<Expression<'_>, Mistake> {
    let mut reader = Reader {
        text,
        start,
        at: 0,
        comparisons: 0,
    };
    let expression = reader.any(0)?;
    match reader.token() {
        None => Ok(expression),
        Some(token) => Err(reader.expected(
            "`and`, `or` or the end of the phrase",
            Some(&token),
            "between two comparisons stands `and` or `or`",
        )),
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Kind {
    Word,
    Number,
    Operator,
    Bar,
    Open,
    Close,
    Other,
}

struct Token<'a> {
    kind: Kind,
    text: &'a str,
    at: Range<usize>,
}

struct Reader<'a> {
    text: &'a str,
    /// Where `text` stands in the guide.
    start: usize,
    at: usize,
    comparisons: usize,
}

impl<'a> Reader<'a> {
    fn any(&mut self, depth: usize) -> Result<Expression<'a>, Mistake> {
        let mut parts = vec![self.all(depth)?];
        while self.takes_word("or") {
            parts.push(self.all(depth)?);
        }
        // What stands in brackets of the same kind belongs to the row.
        let flat = parts.into_iter().flat_map(|part| match part {
            Expression::Any(inner) => inner,
            other => vec![other],
        });
        Ok(one_or(flat.collect(), Expression::Any))
    }

    fn all(&mut self, depth: usize) -> Result<Expression<'a>, Mistake> {
        let mut parts = vec![self.part(depth)?];
        while self.takes_word("and") {
            parts.push(self.part(depth)?);
        }
        let flat = parts.into_iter().flat_map(|part| match part {
            Expression::All(inner) => inner,
            other => vec![other],
        });
        Ok(one_or(flat.collect(), Expression::All))
    }

    fn part(&mut self, depth: usize) -> Result<Expression<'a>, Mistake> {
        if depth > DEEPEST {
            return Err(self.too_long(format!("more than {DEEPEST} brackets in each other")));
        }
        if self.takes_word("not") {
            return Ok(Expression::Not(Box::new(self.part(depth + 1)?)));
        }
        if self.takes(Kind::Open) {
            let inner = self.any(depth + 1)?;
            return match self.token() {
                Some(token) if token.kind == Kind::Close => Ok(inner),
                other => Err(self.expected("`)`", other.as_ref(), "close the bracket")),
            };
        }
        self.comparison().map(Expression::Compare)
    }

    fn comparison(&mut self) -> Result<Comparison<'a>, Mistake> {
        self.comparisons += 1;
        if self.comparisons > MOST_COMPARISONS {
            return Err(self.too_long(format!("more than {MOST_COMPARISONS} comparisons")));
        }
        let (measure, form) = if self.takes(Kind::Bar) {
            let measure = self.measure()?;
            match self.token() {
                Some(token) if token.kind == Kind::Bar => (measure, Form::Magnitude),
                other => {
                    return Err(self.expected(
                        "`|`",
                        other.as_ref(),
                        "bars stand around one measure: `|head_azimuth_deg|`",
                    ));
                }
            }
        } else {
            let measure = self.measure()?;
            let form = self.side().map_or(Form::Plain, Form::Towards);
            (measure, form)
        };
        Ok(Comparison {
            measure,
            form,
            relation: self.relation()?,
        })
    }

    fn measure(&mut self) -> Result<At<&'a str>, Mistake> {
        match self.token() {
            Some(Token {
                kind: Kind::Word,
                text,
                at,
            }) if !is_keyword(text) => Ok(At { value: text, at }),
            other => Err(self.expected("a measure", other.as_ref(), MEASURE_HELP)),
        }
    }

    fn side(&mut self) -> Option<At<PhraseSide>> {
        let before = self.at;
        let token = self.token()?;
        let side = match token.text {
            "{side}" => PhraseSide::OfDose,
            "left" => PhraseSide::Fixed(Side::Left),
            "right" => PhraseSide::Fixed(Side::Right),
            _ => {
                self.at = before;
                return None;
            }
        };
        Some(At {
            value: side,
            at: token.at,
        })
    }

    fn relation(&mut self) -> Result<Relation<'a>, Mistake> {
        if self.takes_word("between") {
            let low = self.number()?;
            if !self.takes_word("and") {
                let found = self.token();
                return Err(self.expected("`and`", found.as_ref(), "write `between 10 and 30 deg`"));
            }
            return Ok(Relation::Between(low, self.number()?));
        }
        let token = self.token();
        match token.as_ref().filter(|token| token.kind == Kind::Operator) {
            Some(operator) => match operator.text {
                ">=" | "≥" => Ok(Relation::AtLeast(self.number()?)),
                "<=" | "≤" => Ok(Relation::AtMost(self.number()?)),
                other => Err(Mistake::WrongComparison {
                    found: other.to_owned(),
                    help: COMPARISON_HELP.to_owned(),
                    at: span(&operator.at),
                }),
            },
            None => Err(self.expected("a comparison", token.as_ref(), COMPARISON_HELP)),
        }
    }

    fn number(&mut self) -> Result<Number<'a>, Mistake> {
        let token = self.token();
        let Some(Token {
            kind: Kind::Number,
            text,
            at,
        }) = token
        else {
            return Err(self.expected(
                "a number",
                token.as_ref(),
                "a measure is compared with a number: `>= 40 deg`",
            ));
        };
        let Some(value) = text.parse::<f64>().ok().filter(|number| number.is_finite()) else {
            return Err(Mistake::BadNumber {
                found: text.to_owned(),
                help: with_a_point(text).unwrap_or_else(|| "write a decimal number: `40` or `0.05`".to_owned()),
                at: span(&at),
            });
        };
        let before = self.at;
        let unit = match self.token() {
            Some(Token {
                kind: Kind::Word,
                text,
                at,
            }) if !is_keyword(text) => Some(At { value: text, at }),
            _ => {
                self.at = before;
                None
            }
        };
        Ok(Number {
            number: At { value, at },
            unit,
        })
    }

    fn takes_word(&mut self, word: &str) -> bool {
        self.takes_if(|token| token.kind == Kind::Word && token.text == word)
    }

    fn takes(&mut self, kind: Kind) -> bool {
        self.takes_if(|token| token.kind == kind)
    }

    fn takes_if(&mut self, fits: impl Fn(&Token) -> bool) -> bool {
        let before = self.at;
        let taken = self.token().is_some_and(|token| fits(&token));
        if !taken {
            self.at = before;
        }
        taken
    }

    /// The next token; `None` at the end.
    fn token(&mut self) -> Option<Token<'a>> {
        let rest = self.text.get(self.at..)?;
        let blanks = rest.len() - rest.trim_start().len();
        let rest = rest.trim_start();
        let first = rest.chars().next()?;
        let signed_number =
            matches!(first, '+' | '-') && rest[1..].starts_with(|c: char| c.is_ascii_digit() || c == '.');
        let run = |fits: fn(char) -> bool| rest.find(|c| !fits(c)).unwrap_or(rest.len());
        let (kind, length) = if first.is_ascii_digit() || first == '.' || signed_number {
            let digits = rest[1..].find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ','));
            let number = &rest[..digits.map_or(rest.len(), |end| end + 1)];
            (Kind::Number, number.trim_end_matches(',').len())
        } else if is_word(first) {
            (Kind::Word, run(|c| is_word(c) || c.is_ascii_digit() || c == '/'))
        } else if is_operator(first) {
            (Kind::Operator, run(is_operator))
        } else {
            let kind = match first {
                '|' => Kind::Bar,
                '(' => Kind::Open,
                ')' => Kind::Close,
                _ => Kind::Other,
            };
            (kind, first.len_utf8())
        };
        let from = self.at + blanks;
        self.at = from + length;
        Some(Token {
            kind,
            text: rest.get(..length)?,
            at: self.start + from..self.start + self.at,
        })
    }

    fn expected(&self, wanted: &'static str, found: Option<&Token>, help: &str) -> Mistake {
        let end = self.start + self.text.trim_end().len();
        let (found, at) = match found {
            Some(token) => (format!("{:?}", token.text), token.at.clone()),
            None => ("the end".to_owned(), end..end),
        };
        Mistake::OwnPhrase(PhraseMistake::Grammar {
            wanted,
            found,
            help: help.to_owned(),
            at: span(&at),
        })
    }

    fn too_long(&self, what: String) -> Mistake {
        let at = self.start + self.at.min(self.text.len());
        Mistake::OwnPhrase(PhraseMistake::TooLong {
            what,
            at: span(&(at..self.start + self.text.len())),
        })
    }
}

fn one_or<'a>(mut parts: Vec<Expression<'a>>, many: fn(Vec<Expression<'a>>) -> Expression<'a>) -> Expression<'a> {
    match parts.len() {
        1 => parts.remove(0),
        _ => many(parts),
    }
}

fn is_keyword(word: &str) -> bool {
    matches!(word, "and" | "or" | "not" | "between" | "left" | "right" | "{side}")
}

fn is_word(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '_' | '{' | '}' | '°')
}

fn is_operator(c: char) -> bool {
    matches!(c, '<' | '>' | '=' | '!' | '≤' | '≥')
}
