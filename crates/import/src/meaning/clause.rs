//! A sentence as clauses: what is moved, how, where to, and whether it shall be, stay, not be, or come back.
//!
//! "Tilt your head to the right, but don't lift your shoulders, for 20 seconds" is two clauses and an amount.
//!
//! Must not know: rules, phrases of the vocabulary.

use std::ops::Range;

use crate::language::Language;
use crate::meaning::back::comes_back;
use crate::meaning::lexicon::{Kind, Meaning};
use crate::meaning::numbers::Amount;
use crate::meaning::orders::{begins_with_order, instructs, is_told_of_a_part};
use crate::meaning::tokens::{Token, cut, tokens};
use crate::meaning::words::words;

/// What a clause wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Manner {
    /// It shall become so.
    Do,
    /// It shall stay so.
    Keep,
    /// It is so, without a verb: "shoulders down".
    State,
    /// It shall not be so.
    Not,
    /// It shall be as it was before.
    Back,
}

/// A part of a sentence with one wish.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Clause {
    pub manner: Manner,
    /// Parts, actions and directions, in their order.
    pub meanings: Vec<Meaning>,
    pub amounts: Vec<Amount>,
    /// Where the words stand that say what moves, how and where to: bytes of the sentence, in their order.
    pub said: Vec<Range<usize>>,
    /// Where each of the amounts stands, bytes of the sentence.
    pub amounts_at: Vec<Range<usize>>,
    /// "slowly" stands in it.
    pub slowly: bool,
    /// Where it stands, bytes of the sentence.
    pub slowly_at: Vec<Range<usize>>,
    /// "on the other side" stands in it.
    pub other_side: bool,
    /// The other side is one of arms or legs: "switch legs".
    pub other_limb: bool,
    /// A pronoun stands in it.
    pub pronoun: bool,
    /// An order stands in it, or a wish: "tilt", "let it sink", not "tilting".
    pub orders: bool,
    /// A word to keep stands in it.
    pub kept: bool,
    /// How many of its words mean nothing.
    pub unknown: usize,
    /// Somebody else does it: "he looked left".
    pub somebody: bool,
    /// How many of its meanings stand before "until".
    pub until: Option<usize>,
    /// "again" stands in it.
    pub again: bool,
    /// It says when or while something is done: "while you tilt".
    pub beside: bool,
    /// Where it stands in the sentence, bytes.
    pub at: Range<usize>,
}

impl Clause {
    pub fn has(&self, name: &str) -> bool {
        self.meanings.iter().any(|meaning| meaning.name == name)
    }

    pub fn any_of(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.has(name))
    }

    /// It has nothing but these.
    pub fn only(&self, names: &[&str]) -> bool {
        self.meanings.iter().all(|meaning| names.contains(&meaning.name))
    }

    /// The part stands before what it does.
    fn begins_with_part(&self) -> bool {
        let mut said = self.meanings.iter();
        let first = said.find(|meaning| !matches!(meaning.name, "left" | "right" | "opposite"));
        first.is_some_and(|first| first.kind == Kind::Part)
    }

    /// It says "on the other side", and nothing else.
    fn is_only_over(&self) -> bool {
        self.other_side && self.meanings.is_empty() && self.amounts.is_empty()
    }

    pub fn any(&self, kind: Kind) -> bool {
        self.meanings.iter().any(|meaning| meaning.kind == kind)
    }
}

/// A sentence, read.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Reading {
    pub clauses: Vec<Clause>,
    /// It tells the person to do something.
    pub instructs: bool,
    /// It has a verb, and none of its verbs is an order: "hunching the shoulders", "people turn".
    pub describes: bool,
    /// Where it names a side, bytes: "left" or "right".
    pub sides: Vec<(&'static str, Range<usize>)>,
    /// The part that was moved last.
    pub last_part: Option<Meaning>,
}

/// Parts of the head, which move with it.
pub(crate) const HEAD: [&str; 7] = ["head", "neck", "face", "chin", "nose", "ear", "eyes"];

/// What says how arms are bent.
const SHAPES: [&str; 9] = [
    "elbow",
    "arms",
    "hands",
    "tilt",
    "right_angle",
    "goalpost",
    "up",
    "level",
    "palms",
];

/// Actions that move a part, which may be named behind the next one.
const MOVES: [&str; 6] = ["lift", "lower", "turn", "tilt", "squeeze", "shrug"];

/// Bytes of the longest sentence that is read. A page without full stops is none: it is asked as it stands, and what would
/// be compared in it, each clause with each, would take minutes.
const LONGEST: usize = 4000;

/// Reads a sentence. "It" and "them" mean the part that was moved last: `part_before`, until the sentence names one.
pub(crate) fn read(sentence: &str, language: &Language, mut part_before: Option<Meaning>) -> Reading {
    let is_one = sentence.len() <= LONGEST;
    let words = words(if is_one { sentence } else { "" });
    let tokens = tokens(&words, language);
    let mut clauses: Vec<Clause> = Vec::new();
    let rows = cut(&tokens, language);
    // What was named last, moved or kept: "don't let the shoulder rise, keep it low".
    let mut named = part_before;
    for (at, row) in rows.iter().enumerate() {
        let stays = row.iter().any(|token| token.is(Kind::Keep) || token.is(Kind::Not));
        let before = if stays { named } else { part_before };
        let Some(mut clause) = clause(row, before, language.lexicon.order_at_the_end) else {
            continue;
        };
        // "Participants tilt and turn their heads."
        let joined = row.first().is_some_and(|token| token.is_function("and"));
        let by_others = |row: &&[Token]| others_act(row);
        clause.somebody |= joined && at.checked_sub(1).and_then(|at| rows.get(at)).is_some_and(by_others);
        // "Shoulder lifts. Up to the ears. And down."
        let way_only = !clause.any(Kind::Action) && clause.only(&["up", "down", "ears", "ear"]);
        let way = clause.any_of(&["up", "down"]) && clause.manner == Manner::Do && clauses.is_empty();
        if let Some(part) = before.filter(|part| way_only && way && part.name == "shoulders") {
            let action = if clause.has("down") { "lower" } else { "lift" };
            let action = Meaning {
                kind: Kind::Action,
                name: action,
            };
            clause.meanings.splice(0..0, [action, part]);
        }
        // "Lift and lower your shoulders": the part is named once.
        let bare = clause.any(Kind::Action) && clause.manner == Manner::Do && clause.amounts.is_empty();
        let own = |meaning: &Meaning| meaning.kind == Kind::Action && MOVES.contains(&meaning.name);
        if bare
            && clause.meanings.iter().all(own)
            && let Some(next) = rows.get(at + 1)
        {
            let and = next.first().is_some_and(|token| token.is_function("and"));
            let part = next
                .iter()
                .flat_map(|token| token.meanings)
                .find(|meaning| meaning.kind == Kind::Part);
            clause.meanings.extend(part.filter(|_| and));
        }
        // "Your shoulder wants to come up: don't let it."
        if clause.manner == Manner::Not
            && clause.pronoun
            && !clause.any(Kind::Action)
            && let Some(wanted) = clauses
                .last_mut()
                .filter(|last| last.manner == Manner::Do && last.any(Kind::Action) && last.begins_with_part())
        {
            clause.meanings = std::mem::take(&mut wanted.meanings);
        }
        // "Lift your shoulders to your ears, then let them drop": what is moved is named first.
        let part = clause.meanings.iter().find(|meaning| meaning.kind == Kind::Part);
        named = part.copied().or(named);
        // "Up to the ears" moves no ears.
        let more = goes_on(&clause, row) && !clauses.is_empty() && part_before.is_some();
        if !more && !matches!(clause.manner, Manner::Keep | Manner::Not) || part_before.is_none() {
            part_before = part.copied().or(part_before);
        }
        // "Turn your head to the right, then down": the second half goes on with the first.
        let goes_on = goes_on(&clause, row) || clauses.last().is_some_and(|last| bends(last, &clause));
        if goes_on && (goes_over(&clause) || then_across(&clause, row, &clauses)) {
            // "Hold, 20 seconds each side", "turn it to the left, then to the right".
            clauses.push(Clause {
                meanings: Vec::new(),
                amounts: Vec::new(),
                amounts_at: Vec::new(),
                other_side: true,
                ..clause.clone()
            });
            clause.other_side = false;
            clause.meanings.clear();
        }
        // "To the left, without twisting, for 10 seconds": what is not done is not timed.
        let alone = clause.meanings.is_empty();
        let last = clauses
            .iter_mut()
            .rev()
            .find(|last| !(last.is_only_over() || alone && last.manner == Manner::Not));
        match last {
            Some(last) if goes_on => {
                last.meanings.append(&mut clause.meanings);
                last.amounts.append(&mut clause.amounts);
                last.said.append(&mut clause.said);
                last.amounts_at.append(&mut clause.amounts_at);
                last.slowly_at.append(&mut clause.slowly_at);
                last.slowly |= clause.slowly;
                last.other_side |= clause.other_side;
                last.at.end = clause.at.end;
            }
            _ => clauses.push(clause),
        }
    }
    let instructs = instructs(&tokens, language) || is_told_of_a_part(&tokens, language);
    let verbs = |token: &&Token| token.is(Kind::Action) && !token.is(Kind::Feel);
    Reading {
        clauses,
        instructs,
        describes: !instructs && tokens.iter().any(|token| verbs(&token)) && !begins_with_order(&tokens),
        sides: tokens.iter().filter_map(side).collect(),
        last_part: part_before,
    }
}

/// "Participants tilt", not "as far as she goes".
fn others_act(row: &[Token]) -> bool {
    let mut said = row.iter();
    let first = said.find(|token| token.is_function("somebody") || token.is(Kind::Action));
    first.is_some_and(|token| token.is_function("somebody"))
}

/// Whether a clause names the other side and no part: "each side".
fn goes_over(clause: &Clause) -> bool {
    clause.other_side && !clause.any(Kind::Part)
}

/// "Then to the right", after a movement to the left.
fn then_across(clause: &Clause, row: &[Token], before: &[Clause]) -> bool {
    let across = |there: &str, here: &str| {
        clause.has(there) && before.iter().any(|clause| clause.has(here) && clause.any(Kind::Action))
    };
    // "To one side, then the other".
    let other = !clause.meanings.is_empty() && clause.only(&["opposite"]) && clause.amounts.is_empty();
    let only = clause.only(&["left", "right", "side", "over", "shoulder"]);
    let then = row
        .first()
        .is_some_and(|token| token.means("then") || token.is_function("and"));
    // "20 seconds, then the left": what is done was said in another sentence.
    let alone = before
        .last()
        .is_some_and(|last| last.meanings.is_empty() && !last.amounts.is_empty());
    then && (other || only && (alone || across("left", "right") != across("right", "left")))
}

/// The side that a token names.
fn side(token: &Token) -> Option<(&'static str, Range<usize>)> {
    let meaning = token
        .meanings
        .iter()
        .find(|meaning| matches!(meaning.name, "left" | "right"))?;
    Some((meaning.name, token.words.first()?.at.clone()))
}

/// One clause, unless it says nothing.
fn clause(row: &[Token], part_before: Option<Meaning>, verb_last: bool) -> Option<Clause> {
    let mut found = Clause {
        manner: Manner::Do,
        meanings: Vec::new(),
        amounts: Vec::new(),
        said: Vec::new(),
        amounts_at: Vec::new(),
        slowly: false,
        slowly_at: Vec::new(),
        other_side: false,
        other_limb: false,
        pronoun: false,
        orders: false,
        kept: false,
        unknown: 0,
        somebody: false,
        until: None,
        again: false,
        beside: row
            .first()
            .is_some_and(|token| token.is(Kind::Clause) && token.means("while")),
        at: row.first()?.words.first()?.at.start..row.last()?.words.last()?.at.end,
    };
    let (mut negated, mut only_like) = (false, false);
    let mut before: Option<&Token> = None;
    for (place, token) in row.iter().enumerate() {
        if token.is_function("until") {
            if ends_outside(row.get(place + 1..).unwrap_or_default()) {
                break;
            }
            found.until = found.until.or(Some(found.meanings.len()));
        }
        found.somebody |= token.is_function("somebody");
        let last = before.replace(token);
        let noun_after = |last: Option<&Token>| !verb_last && last.is_some_and(|last| last.amount.is_some());
        let at = token.at();
        if let Some(amount) = &token.amount {
            found.amounts.push(amount.clone());
            found.amounts_at.push(at.clone());
        }
        if only_like {
            // "Like goal posts" says how the arms are.
            found
                .meanings
                .extend(token.meanings.iter().filter(|meaning| meaning.name == "goalpost"));
            continue;
        }
        found.unknown += usize::from(!token.says_something());
        found.orders |= token.is_order || token.is(Kind::Urge);
        found.again |= token.means("again");
        if token.meanings.iter().any(|meaning| {
            meaning.kind == Kind::Feel
                && (meaning.name != "purpose" || found.meanings.iter().any(|meaning| meaning.kind == Kind::Action))
        }) {
            break;
        }
        let carries = [
            Kind::Part,
            Kind::Action,
            Kind::Direction,
            Kind::Keep,
            Kind::Not,
            Kind::OtherSide,
        ];
        if carries.into_iter().any(|kind| token.is(kind)) {
            found.said.push(at.clone());
        }
        for meaning in token.meanings.iter().copied() {
            match meaning.kind {
                // "For a 30-second hold" moves nothing.
                Kind::Action if meaning.name == "hold" && noun_after(last) => {}
                // "Do it ten times": the movement, and no part.
                Kind::Pronoun if last.is_some_and(|last| last.means("perform") || last.means("repeat")) => {}
                Kind::Simile => only_like = true,
                Kind::Part | Kind::Action | Kind::Direction => found.meanings.push(meaning),
                // "Until the chin stays above the shoulder" is where it ends.
                Kind::Keep => found.kept |= found.until.is_none() || !found.any(Kind::Action),
                Kind::Not => negated = true,
                Kind::Slow => {
                    found.slowly = true;
                    found.slowly_at.push(at.clone());
                }
                Kind::OtherSide => {
                    found.other_side = true;
                    found.other_limb |= meaning.name == "other_limb";
                }
                Kind::Pronoun => {
                    found.pronoun = true;
                    if !found.any(Kind::Part) {
                        found.meanings.extend(part_before);
                    }
                }
                Kind::Feel | Kind::Urge | Kind::Clause | Kind::Function | Kind::Nothing => {}
            }
        }
    }
    let acts = found.any(Kind::Action);
    // "Then lower": what was moved before.
    if acts && !negated && !found.any(Kind::Part) && found.only(&["lower", "down"]) {
        found.meanings.extend(part_before);
    }
    if found.meanings.is_empty() && found.amounts.is_empty() && !found.other_side && !found.kept && !found.slowly {
        return None;
    }
    // "Right ear to right shoulder".
    let first = found
        .meanings
        .iter()
        .find(|meaning| !matches!(meaning.name, "left" | "right"));
    // "Chin to chest" names no way.
    let parts = found
        .meanings
        .iter()
        .filter(|meaning| meaning.kind == Kind::Part)
        .count();
    // "Head in the middle again" comes back.
    let again = found.again && found.any_of(&["middle", "straight"]) && HEAD.into_iter().any(|part| found.has(part));
    let is_state = !again
        && !acts
        && (found.any(Kind::Direction) || parts == 2)
        && first.is_some_and(|meaning| meaning.kind == Kind::Part);
    // "Let your head hang, with the chin near your chest" says where to.
    let with = row.first().is_some_and(|token| token.is_function("with")) && !(found.has("chin") && found.has("chest"));
    let up_again = is_state && !with && found.only(&["head", "chin", "up"]);
    found.manner = if negated {
        Manner::Not
    } else if found.kept || with && !acts {
        Manner::Keep
    } else if is_state && !up_again {
        Manner::State
    } else if up_again || comes_back(&found) {
        Manner::Back
    } else {
        Manner::Do
    };
    Some(found)
}

/// "Until the scenery runs out": what ends a movement is none, where it names no part of the body.
fn ends_outside(rest: &[Token]) -> bool {
    let is = |kind: Kind| rest.iter().any(|token| token.is(kind));
    is(Kind::Action) && !is(Kind::Part) && !is(Kind::Pronoun) && !rest.iter().any(|token| token.amount.is_some())
}

/// Whether a clause only says more of the one before: it names a way and nothing that moves.
fn goes_on(clause: &Clause, row: &[Token]) -> bool {
    let acts = clause.any(Kind::Action) || !matches!(clause.manner, Manner::Do);
    let says_more = !clause.meanings.is_empty() || !clause.amounts.is_empty() || clause.slowly;
    // "With your elbows bent like goal posts" is how the arms are lifted.
    let shapes = clause.has("right_angle") || clause.has("goalpost");
    if shapes && !row.first().is_some_and(|token| token.is(Kind::Clause)) && clause.only(&SHAPES) {
        return true;
    }
    let stands_alone = row
        .first()
        .is_some_and(|token| token.is_function("with") || token.is(Kind::Clause) && !token.means("then"));
    // "And let the rest sink" wants something of its own.
    let urges = row.iter().any(|token| token.is(Kind::Urge) && !token.means("passive"));
    !acts && !stands_alone && !urges && says_more
}

/// Whether two clauses say together how the arms are raised and bent: "lift your arms to the sides, bend the elbows,
/// hands up".
fn bends(before: &Clause, clause: &Clause) -> bool {
    let raised = |clause: &Clause| {
        clause.any_of(&["arms", "elbow"])
            && clause.any_of(&["side", "out", "level"])
            && !clause.any_of(&["forward", "at_front", "overhead", "straight"])
    };
    let bent = |clause: &Clause| {
        let hands = clause.any_of(&["hands", "fingers", "finger", "wrist", "palms"]);
        clause.has("elbow") && clause.any_of(&["tilt", "right_angle"])
            || hands && clause.any_of(&["up", "ceiling", "forward"])
    };
    let shape = [
        "elbow",
        "arms",
        "arm",
        "hands",
        "fingers",
        "finger",
        "wrist",
        "palms",
        "tilt",
        "right_angle",
        "up",
        "ceiling",
        "forward",
        "level",
        "look",
        "straight",
        "lift",
        "bring",
        "open",
        "side",
        "out",
    ];
    let both = raised(before) && bent(clause) || bent(before) && raised(clause);
    both && before.manner != Manner::Not && clause.manner != Manner::Not && clause.only(&shape)
}

#[cfg(test)]
mod tests;
