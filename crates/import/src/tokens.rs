//! The words of a sentence as tokens, and where among them a new clause begins.
//!
//! Must not know: movements, rules.

use crate::amounts::{Amount, amounts};
use crate::lexicon::{Kind, Lexicon, Meaning};
use crate::words::Word;

/// One word or several, with what they mean.
pub(crate) struct Token<'a> {
    pub meaning: Option<Meaning>,
    pub amount: Option<Amount>,
    pub words: &'a [Word],
}

impl Token<'_> {
    pub fn is(&self, kind: Kind) -> bool {
        self.meaning.is_some_and(|meaning| meaning.kind == kind)
    }

    pub fn after_pause(&self) -> bool {
        self.words.first().is_some_and(|word| word.after_pause)
    }

    pub fn is_word(&self, text: &str) -> bool {
        matches!(self.words, [word] if word.text == text)
    }
}

/// Words to tokens: amounts first, then the longest row of words that means something.
pub(crate) fn tokens(words: &[Word]) -> Vec<Token<'_>> {
    let mut amounts = amounts(words).into_iter().peekable();
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(rest) = words.get(at..).filter(|rest| !rest.is_empty()) {
        let amount = amounts.next_if(|amount| amount.words.start == at);
        let room = amounts.peek().map_or(rest.len(), |next| next.words.start - at);
        let (meaning, count) = match &amount {
            Some(amount) => (None, amount.words.len()),
            None => match Lexicon::builtin().meaning(rest.get(..room).unwrap_or(rest)) {
                Some((meaning, count)) => (Some(meaning), count),
                None => (None, 1),
            },
        };
        tokens.push(Token {
            meaning,
            amount,
            words: rest.get(..count).unwrap_or(rest),
        });
        at += count.max(1);
    }
    tokens
}

/// Cuts tokens where a new clause begins.
pub(crate) fn cut<'t, 'w>(tokens: &'t [Token<'w>]) -> Vec<&'t [Token<'w>]> {
    let mut rows = Vec::new();
    let mut start = 0;
    for (at, token) in tokens.iter().enumerate().skip(1) {
        let row = tokens.get(start..at).unwrap_or_default();
        let rest = tokens.get(at + 1..).unwrap_or_default();
        let begins = token.after_pause() && token.amount.is_none()
            || token.is(Kind::Clause)
            // "Reach forward with both arms" is one movement, "sit with your arms straight" a movement and a posture.
            || token.is_word("with") && row.iter().any(|token| token.is(Kind::Part) || token.meaning.is_some_and(|meaning| meaning.name == "sit"))
            || token.is_word("and") && !row.iter().any(|token| token.is(Kind::Not)) && next_acts(rest)
            // "Keep your shoulders down and your eyes forward" keeps two things.
            || token.is_word("and") && is_kept(row) && next_is_state(rest)
            // "Keep your left shoulder down, 20 seconds each side".
            || token.is(Kind::OtherSide)
                && row.iter().any(|token| token.is(Kind::Part))
                && row.iter().rev().take(2).any(|token| token.amount.is_some())
            || token.is(Kind::Not) && row.iter().any(|token| token.is(Kind::Action) || token.is(Kind::Keep));
        if begins {
            rows.push(row);
            start = at;
        }
    }
    rows.push(tokens.get(start..).unwrap_or_default());
    rows
}

/// Whether the next word that means something is an action.
fn next_acts(tokens: &[Token]) -> bool {
    let next = tokens.iter().find(|token| match token.meaning {
        Some(meaning) => !matches!(meaning.kind, Kind::Slow | Kind::Nothing | Kind::Pronoun),
        None => token.amount.is_some(),
    });
    next.is_some_and(|token| {
        [
            Kind::Action,
            Kind::Keep,
            Kind::Not,
            Kind::Clause,
            Kind::Urge,
            Kind::OtherSide,
        ]
        .into_iter()
        .any(|kind| token.is(kind))
    })
}

/// Whether a row says how a part shall stay: "keep your shoulders down".
fn is_kept(row: &[Token]) -> bool {
    [Kind::Keep, Kind::Part, Kind::Direction]
        .into_iter()
        .all(|kind| row.iter().any(|token| token.is(kind)))
}

/// Whether a part comes next, and then how it is: "your eyes forward".
fn next_is_state(tokens: &[Token]) -> bool {
    let mut next = tokens
        .iter()
        .filter(|token| token.meaning.is_some() || token.amount.is_some());
    next.next().is_some_and(|token| token.is(Kind::Part)) && next.next().is_some_and(|token| token.is(Kind::Direction))
}
