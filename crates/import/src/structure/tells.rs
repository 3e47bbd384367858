//! Small questions about steps and sentences, for those that look for steps.
//!
//! Must not know: formats, which phrases there are.

use crate::language::{Language, small};
use crate::meaning::clause::{Clause, Manner, read};
use crate::meaning::lexicon::{Kind, Meaning};
use crate::meaning::movement::Movements;
use crate::meaning::wish::{Wish, Wishes};
use crate::meaning::wishes::{in_a_row, wishes};
use crate::meaning::words::{Word, words};
use crate::structure::article::ArticleStep;

/// Whether a step only goes on with the one before: it holds, returns, repeats or changes sides, and moves nothing.
pub(crate) fn goes_on(step: &ArticleStep, language: &Language) -> bool {
    let mut read = in_a_row(&step.sentences, language);
    if read.is_empty() {
        read.push(wishes(&step.title, language));
    }
    let goes_on = |wish: &Wish| {
        matches!(
            wish,
            Wish::Hold(_) | Wish::Repeat(_) | Wish::Back { .. } | Wish::Release { .. } | Wish::OtherSide
        )
    };
    // What has a name of its own goes on with nothing.
    let first = step.sentences.first();
    let title = &step.title;
    let named = first.is_some_and(|first| !first.starts_with(title.trim_end_matches(" …")))
        && !title.is_empty()
        && !wishes(title, language).instructs
        && wishes(title, language).all.is_empty();
    let other = first.is_some_and(|first| !first.starts_with(title.trim_end_matches(" …")));
    let moves = other && !title.is_empty() && moves_the_body(title, language);
    if named || moves {
        return false;
    }
    let any = read
        .iter()
        .flat_map(|wishes| &wishes.all)
        .any(|wished| goes_on(&wished.wish));
    let only = read
        .iter()
        .all(|wishes| !wishes.leaves_something && wishes.all.iter().all(|wished| goes_on(&wished.wish)));
    any && only
}

/// Whether a step only says what is kept meanwhile, or not done: "Mind: the shoulders stay down. No bouncing."
pub(crate) fn only_keeps(step: &ArticleStep, language: &Language) -> bool {
    let is_kept = |wishes: &Wishes| {
        let mut rules = wishes.all.iter();
        rules.any(|wished| matches!(wished.wish, Wish::Rule { verb: "keep", .. }))
    };
    let read: Vec<(Wishes, bool)> = in_a_row(&step.sentences, language)
        .into_iter()
        .zip(&step.sentences)
        .map(|(wishes, sentence)| (wishes, acts(sentence, language)))
        .collect();
    let keeps = |(wishes, acts): &(Wishes, bool)| {
        let mut others = wishes.all.iter();
        let only = !others.any(|wished| !matches!(wished.wish, Wish::Rule { verb: "keep", .. }));
        only && (is_kept(wishes) || !acts)
    };
    let moved = moves_the_body(&step.title, language) && !is_kept(&wishes(&step.title, language));
    read.iter().any(|(wishes, _)| is_kept(wishes)) && read.iter().all(keeps) && !moved
}

/// Whether a sentence is about moving the body at all.
pub(crate) fn moves_the_body(sentence: &str, language: &Language) -> bool {
    let reading = read(sentence, language, None);
    let acts = |clause: &Clause| clause.any(Kind::Part) && (clause.any(Kind::Action) || clause.any(Kind::Direction));
    // "Shoulders up to your ears" orders without a verb.
    let moves = |clause: &Clause| {
        let found = Movements::builtin().of(clause);
        found
            .iter()
            .any(|movement| movement.rules.iter().any(|rule| rule.starts_with("reach")))
    };
    // "Participants turned their heads" tells nobody to.
    let mut own = reading.clauses.iter().filter(|clause| !clause.somebody);
    reading.instructs && own.clone().any(acts) || !reading.describes && own.any(moves)
}

/// Whether a sentence moves a part of the reader's own body, and not something with it: "press the soil down with both
/// hands", "shake the soil from its shoulders".
pub(crate) fn moves_own_body(sentence: &str, language: &Language) -> bool {
    let reading = read(sentence, language, None);
    let tool = ["hand", "hands", "finger", "fingers", "breath"];
    let own = |meaning: &Meaning| meaning.kind == Kind::Part && !tool.contains(&meaning.name);
    let moves = |clause: &Clause| clause.any(Kind::Action) && clause.unknown <= 4 && clause.meanings.iter().any(own);
    reading.instructs && reading.clauses.iter().any(moves)
}

/// Whether a sentence orders to act with the body, even where it names no part: "stand up".
pub(crate) fn acts(sentence: &str, language: &Language) -> bool {
    const OTHERS: [&str; 8] = [
        "perform", "repeat", "hold", "rest", "return", "switch", "look", "breathe",
    ];
    let reading = read(sentence, language, None);
    let act = |meaning: &Meaning| meaning.kind == Kind::Action && !OTHERS.contains(&meaning.name);
    reading.instructs
        && reading
            .clauses
            .iter()
            .any(|clause| clause.manner != Manner::Not && clause.meanings.iter().any(act))
}

/// Where the person is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Posture {
    /// Sits or stands before the camera.
    InSight,
    /// Lies, or is on all fours.
    OutOfSight,
}

/// Where a sentence puts the person: rules are for those who sit or stand before the camera.
pub(crate) fn posture(sentence: &str, language: &Language) -> Option<Posture> {
    let row = row_of(sentence);
    let has = |ways: &[String]| ways.iter().any(|way| row.contains(&format!(" {way} ")));
    if has(&language.page.posture.out_of_sight) {
        Some(Posture::OutOfSight)
    } else {
        has(&language.page.posture.in_sight).then_some(Posture::InSight)
    }
}

/// Whether a sentence puts hands or arms where nobody in front sees them.
pub(crate) fn puts_hands_behind(sentence: &str, language: &Language) -> bool {
    let row = row_of(sentence);
    let behind = language
        .page
        .posture
        .behind
        .iter()
        .any(|way| row.contains(&format!(" {way} ")));
    let arms = [
        "hand", "hands", "fingers", "arm", "arms", "clasp", "palms", "palm", "wrist",
    ];
    behind
        && read(sentence, language, None)
            .clauses
            .iter()
            .any(|clause| clause.any_of(&arms))
}

/// The words of a sentence, with a blank around each.
fn row_of(sentence: &str) -> String {
    let words: Vec<String> = words(sentence).into_iter().map(|word| word.text).collect();
    format!(" {} ", words.join(" "))
}

/// Leaves only what the person is asked, and the sides.
pub(crate) fn only_ask(wishes: &mut Wishes) {
    let before = wishes.all.len();
    wishes
        .all
        .retain(|wished| matches!(wished.wish, Wish::Ask(_) | Wish::OtherSide));
    wishes.leaves_something |= wishes.all.len() < before;
    wishes.questions.clear();
}

/// "Number two.", "Last one!": nothing but that a movement follows.
pub(crate) fn announces(sentence: &str, language: &Language) -> bool {
    let words = words(sentence);
    let marks = &language.page.marks.announces;
    let announces =
        |word: &Word| marks.contains(&word.text) || words.len() == 1 && language.numbers.spelled(&word.text).is_some();
    words.len() <= 3 && words.first().is_some_and(announces) && wishes(sentence, language).all.is_empty()
}

/// Whether a sentence begins with a word of order, and moves something.
fn opens_another(sentence: &str, language: &Language) -> bool {
    let small = small(sentence);
    let ordered = language.page.marks.order.iter().any(|word| {
        small
            .strip_prefix(word.as_str())
            .is_some_and(|rest| rest.starts_with([',', ' ', ':']))
    });
    let wishes = wishes(sentence, language);
    ordered && wishes.all.is_empty() && acts(sentence, language) && moves_the_body(sentence, language)
}

/// Cuts a paragraph where another movement begins after one that was held, repeated or left: "Next, turn your head".
pub(crate) fn movements(sentences: &[String], language: &Language) -> Vec<Vec<String>> {
    let mut cut: Vec<Vec<String>> = vec![Vec::new()];
    let (mut moved, mut closed): (Vec<Wish>, bool) = (Vec::new(), false);
    for (sentence, wishes) in sentences.iter().zip(in_a_row(sentences, language)) {
        let all: Vec<Wish> = wishes.all.into_iter().map(|wished| wished.wish).collect();
        // The same phrase to the other side is the same movement.
        let same = |one: &Wish, other: &Wish| match (one, other) {
            (Wish::Rule { phrase: one, .. }, Wish::Rule { phrase: other, .. }) => one == other,
            _ => one == other,
        };
        let moves = |wish: &&Wish| matches!(wish, Wish::Rule { verb: "reach", .. } | Wish::Ask(_));
        let first = all.iter().find(moves);
        // "And finally, hug your knees": another one, which no rule knows.
        let announced = closed && first.is_none() && opens_another(sentence, language);
        if announced || closed && first.is_some_and(|wish| !moved.iter().any(|known| same(known, wish))) {
            let announced = cut
                .last_mut()
                .and_then(|last| last.pop_if(|sentence| announces(sentence, language)));
            cut.push(announced.into_iter().collect());
            moved.clear();
            closed = false;
        }
        let any = !moved.is_empty() || first.is_some();
        closed |= any
            && all.iter().any(|wish| {
                matches!(
                    wish,
                    Wish::Hold(_) | Wish::Repeat(_) | Wish::Back { .. } | Wish::Release { .. } | Wish::OtherSide
                )
            });
        moved.extend(all.iter().filter(moves).cloned());
        if let Some(last) = cut.last_mut() {
            last.push(sentence.clone());
        }
    }
    cut
}
