//! Small questions about steps and sentences, for those that look for steps.
//!
//! Must not know: formats, which phrases there are.

use crate::article::ArticleStep;
use crate::clause::{Clause, read};
use crate::lexicon::Kind;
use crate::wish::{Wish, Wishes};
use crate::wishes::{in_a_row, wishes};
use crate::words::words;

/// Whether a step only goes on with the one before: it holds, returns, repeats or changes sides, and moves nothing.
pub(crate) fn goes_on(step: &ArticleStep) -> bool {
    let mut read = in_a_row(&step.sentences);
    if read.is_empty() {
        read.push(wishes(&step.title));
    }
    let goes_on = |wish: &Wish| {
        matches!(
            wish,
            Wish::Hold(_) | Wish::Repeat(_) | Wish::Back { .. } | Wish::Release | Wish::OtherSide
        )
    };
    let any = read
        .iter()
        .flat_map(|wishes| &wishes.all)
        .any(|wished| goes_on(&wished.wish));
    let only = read
        .iter()
        .all(|wishes| !wishes.leaves_something && wishes.all.iter().all(|wished| goes_on(&wished.wish)));
    any && only
}

/// Whether a sentence is about moving the body at all.
pub(crate) fn moves_the_body(sentence: &str) -> bool {
    let reading = read(sentence, None);
    let acts = |clause: &Clause| clause.any(Kind::Part) && (clause.any(Kind::Action) || clause.any(Kind::Direction));
    reading.instructs && reading.clauses.iter().any(acts)
}

/// Whether the person lies or is on all fours: rules are for those who sit or stand before the camera.
pub(crate) fn is_out_of_sight(sentence: &str) -> bool {
    const WAYS: [&str; 9] = [
        "lie on",
        "lying on",
        "lie down",
        "lying down",
        "lie flat",
        "lie face",
        "all fours",
        "hands and knees",
        "lie back",
    ];
    let words: Vec<String> = words(sentence).into_iter().map(|word| word.text).collect();
    let row = format!(" {} ", words.join(" "));
    WAYS.iter().any(|way| row.contains(&format!(" {way} ")))
}

/// Leaves only what the person is asked, and the sides.
pub(crate) fn only_ask(wishes: &mut Wishes) {
    let before = wishes.all.len();
    wishes
        .all
        .retain(|wished| matches!(wished.wish, Wish::Ask(_) | Wish::OtherSide));
    wishes.leaves_something |= wishes.all.len() < before;
}

/// "Number two.", "Last one!": nothing but that a movement follows.
pub(crate) fn announces(sentence: &str) -> bool {
    const FIRST: [&str; 9] = [
        "number", "next", "last", "now", "second", "third", "finally", "ready", "first",
    ];
    let words = words(sentence);
    words.len() <= 3
        && words.first().is_some_and(|word| FIRST.contains(&word.text.as_str()))
        && wishes(sentence).all.is_empty()
}

/// Cuts a paragraph where another movement begins after one that was held, repeated or left: "Next, turn your head".
pub(crate) fn movements(sentences: &[String]) -> Vec<Vec<String>> {
    let mut cut: Vec<Vec<String>> = vec![Vec::new()];
    let (mut moved, mut closed): (Vec<Wish>, bool) = (Vec::new(), false);
    for (sentence, wishes) in sentences.iter().zip(in_a_row(sentences)) {
        let all: Vec<Wish> = wishes.all.into_iter().map(|wished| wished.wish).collect();
        // The same phrase to the other side is the same movement.
        let same = |one: &Wish, other: &Wish| match (one, other) {
            (Wish::Rule { phrase: one, .. }, Wish::Rule { phrase: other, .. }) => one == other,
            _ => one == other,
        };
        let moves = |wish: &&Wish| matches!(wish, Wish::Rule { verb: "reach", .. } | Wish::Ask(_));
        let first = all.iter().find(moves);
        if closed && first.is_some_and(|wish| !moved.iter().any(|known| same(known, wish))) {
            let announced = cut
                .last_mut()
                .and_then(|last| last.pop_if(|sentence| announces(sentence)));
            cut.push(announced.into_iter().collect());
            moved.clear();
            closed = false;
        }
        let any = !moved.is_empty() || first.is_some();
        closed |= any
            && all.iter().any(|wish| {
                matches!(
                    wish,
                    Wish::Hold(_) | Wish::Repeat(_) | Wish::Back { .. } | Wish::Release | Wish::OtherSide
                )
            });
        moved.extend(all.iter().filter(moves).cloned());
        if let Some(last) = cut.last_mut() {
            last.push(sentence.clone());
        }
    }
    cut
}
