//! Whether the words of a sentence order something.
//!
//! Must not know: clauses, movements.

use crate::language::Language;
use crate::meaning::lexicon::Kind;
use crate::meaning::tokens::Token;
use crate::meaning::words::Word;

/// Whether a sentence is an instruction: it begins with what to do, or urges to.
pub(super) fn instructs(tokens: &[Token], language: &Language) -> bool {
    // "We saw heads tilted" urges nobody.
    let urges = |token: &Token| token.is(Kind::Urge) && !token.means("passive");
    let urged = tokens.iter().any(urges) && tokens.iter().any(is_order) || is_passive(tokens);
    let first = tokens
        .iter()
        .find(|token| token.is(Kind::Feel) || token.is(Kind::Action) || token.is(Kind::Keep));
    let feels_first = first.is_some_and(|token| token.is(Kind::Feel) && !token.means("purpose"));
    let begins = tokens.iter().enumerate().any(|(at, token)| {
        let before = at.checked_sub(1).and_then(|before| tokens.get(before));
        let at_start = before.is_none_or(|before| begins_with_it(before, language)) || token.after_pause();
        // "Die Arme nach vorne strecken", and with a way behind it: "strecken auf Schulterhöhe".
        let after = tokens.get(at + 1..).unwrap_or_default();
        let ended = |token: &Token| token.after_pause() || token.is_function("and");
        let until = after.iter().position(ended).unwrap_or(after.len());
        let mut behind = after.get(..until).unwrap_or_default().iter();
        let at_end = language.lexicon.order_at_the_end && behind.all(|token| token.is(Kind::Direction));
        (at_start || at_end) && is_order(token)
            || before.is_none_or(|before| begins_with_it(before, language)) && token.opens
    });
    // "This stretches your neck", but not "das Kinn senken".
    let conditional = tokens.first().is_some_and(|token| token.is_function("this"))
        && !tokens.get(1).is_some_and(|token| token.is(Kind::Part));
    !feels_first && !conditional && (urged || begins || is_telegram(tokens))
}

/// "Your head turns to the left": what a part of the person's own does is what it shall do, unless the sentence says
/// when that happens.
pub(super) fn is_told_of_a_part(tokens: &[Token], language: &Language) -> bool {
    let lexicon = &language.lexicon;
    let owner = |token: &Token| {
        token
            .words
            .first()
            .is_some_and(|word| lexicon.owners.contains(&word.text))
    };
    let mut said = tokens
        .iter()
        .skip_while(|token| token.means("then") || token.is_function("and"));
    let owned = said.next().is_some_and(owner);
    let mut rest = said.skip_while(|token| !token.says_something() || token.means("left") || token.means("right"));
    let part = rest.next().is_some_and(|token| token.is(Kind::Part));
    let third = |token: &Token| {
        let word = token.words.first();
        let ends = |word: &Word| lexicon.third_person.iter().any(|end| word.text.ends_with(end));
        token.is(Kind::Action) && !token.is_noun && word.is_some_and(ends)
    };
    let sometimes = |token: &Token| token.means("while") || token.is(Kind::Not) || token.means("before");
    owned && part && rest.next().is_some_and(third) && !tokens.iter().any(sometimes)
}

/// "Hands clasped, arms overhead": a part without an article, and what was done to it.
fn is_telegram(tokens: &[Token]) -> bool {
    let mut tokens = tokens
        .iter()
        .skip_while(|token| token.is(Kind::Clause) || token.is_function("and") || token.is_function("now"));
    let part = tokens.next().is_some_and(|token| token.is(Kind::Part));
    let done = |token: &Token| token.is(Kind::Action) && !token.is_order && !token.is_gerund && !token.is_noun;
    let mut rest = tokens.peekable();
    let said = rest
        .peek()
        .is_some_and(|token| done(token) || token.is(Kind::Direction) && !token.is(Kind::Action));
    part && said && rest.all(|token| !token.means("passive") && (!token.is(Kind::Action) || done(token)))
}

/// Whether an order stands in the passive: "the head is turned", "this position is held", "der Kopf wird gedreht".
fn is_passive(tokens: &[Token]) -> bool {
    let done = |token: &Token| token.is(Kind::Action) && !token.is_order && !token.is_gerund && !token.is_noun;
    tokens.iter().enumerate().any(|(at, token)| {
        let rest = tokens.get(at + 1..).unwrap_or_default();
        let end = rest.iter().position(Token::after_pause).unwrap_or(rest.len());
        token.means("passive") && rest.get(..end).unwrap_or_default().iter().any(done)
    })
}

/// An action or a wish to keep, in the form of an order: "tilt", not "tilting".
fn is_order(token: &Token) -> bool {
    let acts = token.is(Kind::Action) || token.is(Kind::Keep);
    token.is(Kind::Not) || acts && token.is_order
}

/// Words before an order that leave it one: "then", "slowly", "gently", "and".
fn begins_with_it(token: &Token, language: &Language) -> bool {
    let adverb = token.words.first().is_some_and(|word| {
        language
            .lexicon
            .adverbs
            .iter()
            .any(|ending| word.text.ends_with(ending))
    });
    adverb || token.is(Kind::Clause) || token.is_function("and") || token.is_function("now") || token.means("slowly")
}

/// Whether the first verb is one of an order, wherever it stands.
pub(super) fn begins_with_order(tokens: &[Token]) -> bool {
    let verb = tokens.iter().find(|token| token.is(Kind::Action));
    verb.is_some_and(|token| token.is_order)
}
