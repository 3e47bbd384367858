//! Whether steps are about moving one's own body: a recipe turns its dough, a policy raises requests, and who washes hair
//! or takes pictures tilts a head, too.
//!
//! Must not know: formats, which rules there are.

use std::collections::HashSet;

use crate::language::Language;
use crate::meaning::wish::Wish;
use crate::meaning::wishes::in_a_row;
use crate::meaning::words::words;
use crate::structure::article::ArticleStep;
use crate::structure::tells::{moves_own_body, moves_the_body};

/// Of so many words of another subject, and as many sentences with one, a text is about that. Design decisions.
const OTHER_WORDS: usize = 3;
/// A text is about something else where more than one of so many sentences has a word of it.
const OTHER_SENTENCES: usize = 4;

/// What the sentences of steps say, counted.
#[derive(Debug, Default)]
struct Signs {
    sentences: usize,
    /// Tell to move the body.
    orders: usize,
    /// Tell to do anything.
    told: usize,
    /// Have a rule or a question.
    ruled: usize,
    /// Move a part of the reader's own body.
    own: usize,
    /// One at least is a movement that is known.
    known: bool,
    /// One at least says how long, how often, on which sides or how it comes back.
    dosed: bool,
    /// Have a word of another subject: shampoo, lens, dough.
    other: usize,
    other_words: HashSet<String>,
    /// Say what something costs: a bill, an offer.
    priced: usize,
    /// Name the reader's body, or that of somebody else.
    yours: usize,
    theirs: usize,
}

/// Whether steps are about moving the body.
pub(super) fn is_a_how_to(steps: &[ArticleStep], language: &Language) -> bool {
    let signs = signs(steps, language);
    let other = signs.other_words.len() >= OTHER_WORDS && signs.other * OTHER_SENTENCES > signs.sentences;
    let sells = signs.priced >= OTHER_WORDS && signs.priced * OTHER_SENTENCES > signs.sentences;
    // "Lay the person on their back, and tilt their head".
    let somebody = signs.theirs >= 2 && signs.theirs > signs.yours;
    // Who repots a plant uses hands, and straightens a back once: of the orders more must be about one's own body. A
    // fifth of them is a design decision.
    let own = (signs.ruled + signs.own) * 5 >= signs.told;
    let moves = signs.known || signs.dosed && signs.orders * 8 >= signs.sentences;
    signs.orders > 0 && signs.told > 0 && own && moves && !other && !sells && !somebody
}

fn signs(steps: &[ArticleStep], language: &Language) -> Signs {
    let mut signs = Signs::default();
    for step in steps {
        let mut all: Vec<String> = step.sentences.clone();
        all.push(step.title.clone());
        for (text, wishes) in all.iter().zip(in_a_row(&all, language)) {
            signs.sentences += 1;
            signs.orders += usize::from(moves_the_body(text, language));
            signs.told += usize::from(wishes.instructs);
            signs.own += usize::from(moves_own_body(text, language));
            let any = |is: fn(&Wish) -> bool| wishes.all.iter().any(|wished| is(&wished.wish));
            signs.ruled += usize::from(any(|wish| matches!(wish, Wish::Rule { .. } | Wish::Ask(_))));
            signs.known |= any(|wish| matches!(wish, Wish::Rule { verb: "reach", .. } | Wish::Ask(_)));
            signs.dosed |= any(|wish| {
                matches!(
                    wish,
                    Wish::Hold(_) | Wish::Repeat(_) | Wish::OtherSide | Wish::Back { .. } | Wish::Slowly
                )
            });
            let subjects = &language.page.subjects;
            let said: Vec<String> = words(text).into_iter().map(|word| word.text).collect();
            let others: Vec<&String> = said.iter().filter(|word| subjects.others.contains(*word)).collect();
            signs.priced += usize::from(names_a_price(text, &said));
            signs.other += usize::from(!others.is_empty());
            signs.other_words.extend(others.into_iter().cloned());
            signs.yours += usize::from(said.iter().any(|word| subjects.yours.contains(word)));
            signs.theirs += usize::from(said.iter().any(|word| subjects.theirs.contains(word)));
        }
    }
    signs
}

/// "29,80 EUR", "£5".
fn names_a_price(text: &str, words: &[String]) -> bool {
    const MONEY: [&str; 8] = ["eur", "euro", "euros", "usd", "gbp", "chf", "dollars", "pounds"];
    let counted = text.contains(|c: char| c.is_ascii_digit());
    counted && (text.contains(['€', '$', '£']) || words.iter().any(|word| MONEY.contains(&word.as_str())))
}
