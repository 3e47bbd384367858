//! The words of a sentence as tokens, and where among them a new clause begins.
//!
//! Must not know: movements, rules.

use std::ops::Range;

use crate::language::Language;
use crate::meaning::lexicon::{Kind, Meaning};
use crate::meaning::numbers::{Amount, Unit};
use crate::meaning::words::Word;

/// Most tokens of a clause: a longer one is cut, and nothing is looked for farther ahead, so that the time that a
/// sentence takes grows as it does.
const LONGEST_CLAUSE: usize = 80;

/// One word or several, with what they mean.
#[derive(Debug, Clone)]
pub(crate) struct Token<'a> {
    /// None, or one, or several: "hochziehen" is "up" and "bring".
    pub meanings: &'a [Meaning],
    /// A verb as it stands in an order.
    pub is_order: bool,
    /// A verb that orders where it opens a clause.
    pub opens: bool,
    /// A verb that is a noun here: "a shrug".
    pub is_noun: bool,
    /// A verb that says what is done at the same time: "bringing".
    pub is_gerund: bool,
    pub amount: Option<Amount>,
    pub words: &'a [Word],
}

impl Token<'_> {
    pub fn is(&self, kind: Kind) -> bool {
        self.meanings.iter().any(|meaning| meaning.kind == kind)
    }

    /// Whether it means this, by our word for it.
    pub fn means(&self, name: &str) -> bool {
        self.meanings.iter().any(|meaning| meaning.name == name)
    }

    pub fn says_something(&self) -> bool {
        !self.meanings.is_empty() || self.amount.is_some()
    }

    /// Where it stands in the sentence, bytes.
    pub fn at(&self) -> Range<usize> {
        let ends = self.words.first().zip(self.words.last());
        ends.map_or(0..0, |(first, last)| first.at.start..last.at.end)
    }

    pub fn after_pause(&self) -> bool {
        self.words.first().is_some_and(|word| word.after_pause)
    }

    /// Whether it is one of the little words of this name.
    pub fn is_function(&self, name: &str) -> bool {
        self.meanings
            .iter()
            .any(|meaning| meaning.kind == Kind::Function && meaning.name == name)
    }
}

/// Words to tokens: amounts first, then the longest row of words that means something.
pub(crate) fn tokens<'a>(words: &'a [Word], language: &'a Language) -> Vec<Token<'a>> {
    let mut amounts = language.numbers.amounts(words).into_iter().peekable();
    let mut tokens: Vec<Token<'a>> = Vec::new();
    let mut at = 0;
    while let Some(rest) = words.get(at..).filter(|rest| !rest.is_empty()) {
        let mut amount = amounts.next_if(|amount| amount.words.start == at);
        // "90 degrees" is how an elbow is bent.
        let phrase = language.lexicon.meaning(rest).filter(|known| known.words > 1);
        if amount.as_ref().is_some_and(|amount| amount.unit == Unit::Other) && phrase.is_some() {
            amount = None;
        }
        let room = amounts.peek().map_or(rest.len(), |next| next.words.start - at);
        let known = match &amount {
            Some(_) => None,
            None => language.lexicon.meaning(rest.get(..room).unwrap_or(rest)),
        };
        let count = match (&amount, &known) {
            (Some(amount), _) => amount.words.len(),
            (None, Some(known)) => known.words,
            (None, None) => 1,
        };
        let next = words.get(at + count);
        let ends = next.is_none_or(|next| {
            next.after_pause
                || language
                    .lexicon
                    .meaning(std::slice::from_ref(next))
                    .is_some_and(|known| {
                        known
                            .meanings
                            .iter()
                            .any(|meaning| meaning.kind == Kind::Function && meaning.name == "and")
                    })
        });
        let last = rest.first().filter(|_| ends && amount.is_none() && count == 1);
        let at_the_end = last.and_then(|word| language.lexicon.at_the_end(word));
        let acts = known.is_some_and(|known| {
            known
                .meanings
                .iter()
                .any(|meaning| matches!(meaning.kind, Kind::Action | Kind::Keep))
        });
        // "The first is a shrug."
        let before = at.checked_sub(1).and_then(|before| words.get(before));
        let is_noun = acts
            && rest.first().is_some_and(|word| !word.after_pause)
            && before.is_some_and(|word| language.lexicon.noun_after.contains(&word.text));
        let ends_with = |ending: &String| rest.first().is_some_and(|word| word.text.ends_with(ending.as_str()));
        let is_order = at_the_end.is_none() && !is_noun && known.is_some_and(|known| known.is_order);
        tokens.push(Token {
            opens: known.is_some_and(|known| known.opens),
            is_noun,
            is_gerund: acts && !is_order && language.lexicon.gerunds.iter().any(ends_with),
            meanings: match (at_the_end, known) {
                (Some(meaning), _) => std::slice::from_ref(meaning),
                (None, Some(known)) => known.meanings,
                (None, None) => &[],
            },
            is_order,
            amount,
            words: rest.get(..count).unwrap_or(rest),
        });
        at += count.max(1);
    }
    tokens
}

/// Cuts tokens where a new clause begins.
pub(crate) fn cut<'t, 'w>(tokens: &'t [Token<'w>], language: &Language) -> Vec<&'t [Token<'w>]> {
    let mut rows = Vec::new();
    let mut start = 0;
    for (at, token) in tokens.iter().enumerate().skip(1) {
        let row = tokens.get(start..at).unwrap_or_default();
        let rest = tokens.get(at + 1..).unwrap_or_default();
        let rest = rest.get(..LONGEST_CLAUSE).unwrap_or(rest);
        let has = |kind: Kind| row.iter().any(|token| token.is(kind));
        let and = token.is_function("and");
        // The first of two: a row of hundreds is no list of states, and each clause takes its time.
        let states = has(Kind::Direction) && !row.first().is_some_and(|token| token.is_function("and"));
        let begins = row.len() >= LONGEST_CLAUSE
            || token.after_pause() && token.amount.is_none()
            // "Die Schultern hochziehen, 5 Sekunden halten", "without pain, count to 3".
            || token.after_pause() && (has(Kind::Not) || has(Kind::Action) && is_action(rest.first()))
            // "The head is then turned" is one.
            || token.is(Kind::Clause)
                && !row.last().is_some_and(|before| before.means("passive"))
                && !is_amid(token, row, rest)
            // "Reach forward with both arms" is one movement, "sit with your arms straight" a movement and a posture.
            || token.is_function("with")
                && row.iter().any(|token| token.is(Kind::Part) || token.means("sit") || token.means("face_forward"))
                // "Touch your shoulder with your ear" is one.
                && !row.iter().any(|token| token.means("touch"))
            // "Start with your shoulders down."
            || token.is_function("with") && row.iter().any(|token| token.means("perform"))
                && next_is_state(rest)
                && !rest.iter().take(3).any(|token| token.means("arms") || token.means("hands"))
            // "Let your ear get heavy and drop" is one.
            || and && !has(Kind::Not) && next_acts(rest) && !is_begun(row)
            // "Lift your shoulders and hide your neck": a verb that nobody knows is one, too.
            || and && !has(Kind::Not) && has(Kind::Action) && !is_begun(row) && acts_unknown(rest, language)
            // "Draw your shoulders back squeezing the shoulder blades".
            || token.is_gerund
                && !row.last().is_some_and(|before| before.means("passive"))
                && has(Kind::Action) && has(Kind::Part) && !has(Kind::Not) && next_is_part(rest)
            // "Breathe in and your shoulders up to the ears".
            || and && row.iter().any(|token| token.means("inhale") || token.means("breathe")) && only_breathes(row)
            // "Den Kopf drehen und nach vorn schauen": the verb may come late.
            || and && !has(Kind::Not) && has(Kind::Action) && has(Kind::Part) && acts_before_the_end(rest)
            // "Keep your shoulders down and your eyes forward" keeps two things.
            || and && (is_kept(row) || is_with(row)) && next_is_state(rest)
            // "The back is straight and the eyes look ahead", "the shoulders are lowered and the gaze is directed forward".
            || and && has(Kind::Part) && !has(Kind::Not) && next_is_said(rest, states && !has(Kind::Action))
            // "Keep your left shoulder down, 20 seconds each side".
            || token.is(Kind::OtherSide)
                && has(Kind::Part)
                && row.iter().rev().take(2).any(|token| token.amount.is_some())
            || token.is(Kind::Not) && !token.means("inside") && (has(Kind::Action) || has(Kind::Keep));
        if begins {
            rows.push(row);
            start = at;
        }
    }
    rows.push(tokens.get(start..).unwrap_or_default());
    rows
}

/// "Drehen Sie nun den Kopf", "drehen Sie den Kopf dann wieder zur Mitte": the clause goes on behind such a "then".
fn is_amid(token: &Token, row: &[Token], rest: &[Token]) -> bool {
    let has = |kind: Kind| row.iter().any(|token| token.is(kind));
    let begun = has(Kind::Action) && !has(Kind::Direction) && row.iter().all(|token| token.amount.is_none());
    let again = rest.first().is_some_and(|next| next.is_function("again"));
    token.means("then") && !token.after_pause() && begun && !next_acts(rest) && (!has(Kind::Part) || again)
}

/// Whether nothing else is told than to breathe.
fn only_breathes(row: &[Token]) -> bool {
    let breathes = |name: &str| ["inhale", "breathe", "breath"].contains(&name);
    let says = |token: &&Token| {
        token.amount.is_some() || token.is(Kind::Part) || token.is(Kind::Action) || token.is(Kind::Not)
    };
    row.iter()
        .filter(says)
        .all(|token| token.amount.is_none() && token.meanings.iter().all(|meaning| breathes(meaning.name)))
}

fn is_action(token: Option<&Token>) -> bool {
    token.is_some_and(|token| token.is(Kind::Action) && !token.after_pause())
}

/// Whether the next word that means something is an action.
fn next_acts(tokens: &[Token]) -> bool {
    let passed = [Kind::Slow, Kind::Nothing, Kind::Pronoun, Kind::Function];
    let next = tokens.iter().find(|token| {
        token.says_something() && !passed.into_iter().any(|kind| token.is(kind)) || token.is(Kind::Action)
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

/// Whether something is done to a part of the person's own that no word of the lexicon says: "hoist both shoulders".
fn acts_unknown(tokens: &[Token], language: &Language) -> bool {
    let lexicon = &language.lexicon;
    let [verb, rest @ ..] = tokens else { return false };
    let Some(word) = verb
        .words
        .first()
        .filter(|word| !verb.says_something() && !word.after_pause)
    else {
        return false;
    };
    let adverb = lexicon
        .adverbs
        .iter()
        .any(|ending| word.text.ends_with(ending.as_str()));
    let listed = lexicon.prepositions.contains(&word.text) || lexicon.owners.contains(&word.text);
    let owned = |token: &Token| {
        token
            .words
            .first()
            .is_some_and(|word| lexicon.owners.contains(&word.text))
    };
    let both = |token: &Token| token.words.len() >= 2 && token.is(Kind::Part);
    let part = match rest {
        [first, ..] if both(first) => true,
        [first, second, ..] => owned(first) && second.is(Kind::Part),
        _ => false,
    };
    !lexicon.prepositions.is_empty() && !adverb && !listed && part
}

/// Whether a part is moved before the next pause, and the verb comes behind it.
fn acts_before_the_end(tokens: &[Token]) -> bool {
    let end = tokens
        .iter()
        .position(|token| token.after_pause() || token.is(Kind::Clause) || token.is_function("and"));
    let row = tokens.get(..end.unwrap_or(tokens.len())).unwrap_or_default();
    row.iter().any(|token| token.is(Kind::Action) || token.is(Kind::Keep))
}

/// Whether a row names what shall do something, and not yet what: "let your ear".
fn is_begun(row: &[Token]) -> bool {
    let is = |kind: Kind| row.iter().any(|token| token.is(kind));
    let side = |token: &Token| token.means("left") || token.means("right");
    let goes = row.iter().any(|token| token.is(Kind::Direction) && !side(token));
    is(Kind::Urge) && is(Kind::Part) && !is(Kind::Action) && !is(Kind::Keep) && !goes
}

/// Whether a row says how a part shall stay: "keep your shoulders down".
fn is_kept(row: &[Token]) -> bool {
    [Kind::Keep, Kind::Part, Kind::Direction]
        .into_iter()
        .all(|kind| row.iter().any(|token| token.is(kind)))
}

/// Whether a row says with what: "with your arms at your sides".
fn is_with(row: &[Token]) -> bool {
    row.first().is_some_and(|token| token.is_function("with")) && row.iter().any(|token| token.is(Kind::Part))
}

/// Whether a part comes next.
fn next_is_part(tokens: &[Token]) -> bool {
    let next = tokens
        .iter()
        .find(|token| token.says_something() && !token.is(Kind::Function));
    next.is_some_and(|token| token.is(Kind::Part))
}

/// Whether a part comes next, and then what is done to it: "the gaze is directed"; behind what says how a part is, also
/// what it does or how it is: "the eyes look ahead".
fn next_is_said(tokens: &[Token], behind_state: bool) -> bool {
    let mut next = tokens.iter().filter(|token| token.says_something());
    next.next().is_some_and(|token| token.is(Kind::Part))
        && next.next().is_some_and(|token| {
            token.means("passive") || behind_state && (token.is(Kind::Direction) || token.is(Kind::Action))
        })
}

/// Whether a part comes next, and then how it is: "your eyes forward".
fn next_is_state(tokens: &[Token]) -> bool {
    let mut next = tokens.iter().filter(|token| token.says_something());
    next.next().is_some_and(|token| token.is(Kind::Part)) && next.next().is_some_and(|token| token.is(Kind::Direction))
}
