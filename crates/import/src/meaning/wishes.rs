//! What one sentence wants of the person: movements, times, repetitions, the way back, the other side.
//!
//! Must not know: the other sentences of the step, but for the part that they named last.

use std::borrow::Cow;

use guide::Vocabulary;

use crate::language::{Language, small};
use crate::meaning::clause::{Clause, HEAD, Manner, Reading, read};
use crate::meaning::idioms::{goes_over, lets_go, of_a_routine, toward, way_back};
use crate::meaning::lexicon::{Kind, Meaning};
use crate::meaning::movement::Movements;
use crate::meaning::numbers::{Amount, Unit};
use crate::meaning::wish::{Wish, Wished, Wishes};
use crate::meaning::words::words;

/// A longer time that stands alone is how long the routine takes, in seconds.
const LONGEST_BARE: f64 = 120.0;

/// Reads a sentence by itself.
pub(crate) fn wishes(sentence: &str, language: &Language) -> Wishes {
    wishes_after(sentence, language, None)
}

/// Reads a sentence after one that named a part last.
pub(crate) fn wishes_after(sentence: &str, language: &Language, part_before: Option<Meaning>) -> Wishes {
    let reading = read(&without_label(sentence, language), language, part_before);
    // "Inhale for four seconds, hold for four" holds the breath.
    let of_breath = reading
        .clauses
        .iter()
        .any(|clause| clause.has("inhale") && !clause.amounts.is_empty());
    let holds = !of_breath && reading.clauses.iter().any(is_hold);
    let sets = reading
        .clauses
        .iter()
        .flat_map(|clause| &clause.amounts)
        .any(|amount| amount.unit == Unit::Sets);
    let mut found = Wishes {
        all: Vec::new(),
        instructs: reading.instructs,
        leaves_something: false,
        // "Tilt it towards the other wall" moves what was moved before, too.
        again: reading
            .clauses
            .iter()
            .any(|clause| clause.pronoun && (clause.again || clause.any_of(&["turn", "tilt"])) || lowers_arms(clause)),
        sides: reading.sides.clone(),
        questions: Vec::new(),
        explained: Vec::new(),
        last_part: reading.last_part,
    };
    let mut part = part_before;
    let mut moved = false;
    for clause in &reading.clauses {
        let before = found.all.len();
        let moves = add_movements(clause, &reading, &mut found);
        // "5 sec, 10 reps", "for 20 seconds each side": a cell of a table, that says nothing else.
        let bare = clause.meanings.is_empty() && !clause.kept && clause.unknown <= 1 && !clause.beside;
        // "Right ear to right shoulder, left arm heavy, 30 seconds."
        let still = matches!(clause.manner, Manner::State | Manner::Keep);
        let stays = Stays {
            moves: moves || moved && still,
            holds,
            bare,
        };
        moved |= moves;
        add_amounts(clause, stays, sets, &mut found.all);
        if clause.manner == Manner::Back {
            found.all.extend(way_back(clause).map(sure));
        }
        let alone = reading.clauses.len() == 1 && clause.only(&["left", "right", "side", "over"]);
        let goes_over = goes_over(clause) || alone && clause.any_of(&["left", "right", "side"]);
        // "Switch sides and repeat": once, on the other side.
        let over = |found: &Wishes| found.all.iter().any(|wished| wished.wish == Wish::OtherSide);
        if goes_over {
            found.all.push(sure(Wish::OtherSide));
        } else if clause.has("repeat")
            && clause.amounts.is_empty()
            && !over(&found)
            && clause.manner == Manner::Do
            && !of_a_routine(sentence, language)
        {
            found.all.push(sure(Wish::Repeat(None)));
        }
        found
            .all
            .extend(toward(clause).map(|wish| sure(leaned(wish, clause, part))));
        found.all.extend(to_each_side(clause, part).map(sure));
        // "It releases the upper back" orders nothing.
        found
            .all
            .extend(lets_go(clause).filter(|_| !reading.describes).map(sure));
        // "A slow count" moves nothing.
        let still = ["hold", "breathe", "inhale", "perform", "repeat"];
        let acts = |meaning: &Meaning| meaning.kind == Kind::Action && !still.contains(&meaning.name);
        let slow =
            moves && clause.manner == Manner::Do || clause.manner == Manner::Back || clause.meanings.iter().any(acts);
        // "Repeat ten times, slowly."
        let counted = |wished: &Wished| matches!(wished.wish, Wish::Repeat(Some(_)));
        let slow = slow || found.all.iter().skip(before).any(counted);
        if clause.slowly && slow && !clause.any_of(&["breathe", "inhale"]) {
            found.all.push(sure(Wish::Slowly));
        }
        for wished in found
            .all
            .iter_mut()
            .skip(before)
            .filter(|wished| wished.words.is_empty())
        {
            wished.words.clone_from(match wished.wish {
                Wish::Slowly => &clause.slowly_at,
                _ => &clause.said,
            });
        }
        let acts = clause.any(Kind::Action) && (clause.any(Kind::Part) || clause.any(Kind::Direction));
        let leaves = before == found.all.len()
            && (acts || matches!(clause.manner, Manner::Keep | Manner::State) && clause.any(Kind::Part));
        if leaves && let Some((movement, open)) = Movements::builtin().nearest(clause) {
            found.explained.push(format!(
                "not `{}`: nothing in it explains \"{}\"",
                movement.rules.join("`, `"),
                open.join("\", \"")
            ));
        }
        found.leaves_something |= leaves;
        let named = clause.meanings.iter().rev().find(|meaning| meaning.kind == Kind::Part);
        part = named.copied().or(part);
    }
    let mut once: Vec<Wished> = Vec::new();
    for wished in std::mem::take(&mut found.all) {
        if !once.iter().any(|known| known.wish == wished.wish) {
            once.push(wished);
        }
    }
    found.all = once;
    found
        .explained
        .extend(found.all.iter().filter_map(|wished| said(&wished.wish)));
    let mut lines: Vec<String> = Vec::new();
    for line in std::mem::take(&mut found.explained) {
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    found.explained = lines;
    found
}

/// "Let your arms come down": the way back of what they did, which no rule names.
fn lowers_arms(clause: &Clause) -> bool {
    clause.any_of(&["arms", "arm", "hands"])
        && (clause.has("lower") || clause.has("down"))
        && clause.manner != Manner::Not
        && clause.only(&[
            "arms", "arm", "hands", "lower", "down", "bring", "rest", "side", "lap", "floor", "slide",
        ])
}

/// A sentence with blanks for the label that it begins with: "Starting position: eyes ahead".
fn without_label<'s>(sentence: &'s str, language: &Language) -> Cow<'s, str> {
    let labelled = |(label, _): &(&str, &str)| language.page.marks.bare_labels.contains(&small(label.trim()));
    match sentence.split_once(": ").filter(labelled) {
        Some((label, rest)) => Cow::Owned(format!("{}{rest}", " ".repeat(label.len() + 2))),
        None => Cow::Borrowed(sentence),
    }
}

/// What a wish that is no movement is, in words.
fn said(wish: &Wish) -> Option<String> {
    Some(match wish {
        Wish::Hold(rule) => format!("`{rule}`: a time to stay"),
        Wish::Repeat(Some(rule)) => format!("`{rule}`: a count"),
        Wish::Repeat(None) => "`repeat`: without a count".to_owned(),
        Wish::Back { .. } => "the way back to where the movement began".to_owned(),
        Wish::Slowly => "`slowly`: said of a movement".to_owned(),
        Wish::OtherSide => "the same on the other side".to_owned(),
        Wish::Toward(side) => format!("to the {side}: what moves was said before"),
        Wish::Release { .. } => "lets go of what was held".to_owned(),
        Wish::Ask(what) => format!("no camera sees it: {what}"),
        Wish::Rule { .. } => return None,
    })
}

/// "Turn left and right", "bend to one side": what moves was named before.
fn to_each_side(clause: &Clause, part: Option<Meaning>) -> Option<Wish> {
    let only = clause.manner == Manner::Do && clause.has("side") && clause.only(&["turn", "tilt", "side"]);
    let head = part.is_some_and(|part| HEAD.contains(&part.name));
    let body = part.is_some_and(|part| {
        matches!(
            part.name,
            "arm" | "arms" | "hands" | "fingers" | "trunk" | "spine" | "hips"
        )
    });
    let phrase = match (clause.has("turn"), clause.has("tilt")) {
        (true, false) if head => "head turned",
        (false, true) if head => "neck tilt",
        (false, true) if body => "body leaned",
        _ => return None,
    };
    only.then_some(Wish::Rule {
        verb: "reach",
        phrase,
        sided: true,
        side: None,
    })
}

/// "Lean to the left", after the arms or the trunk were named: the body leans.
fn leaned(wish: Wish, clause: &Clause, part: Option<Meaning>) -> Wish {
    let body = part.is_some_and(|part| {
        matches!(
            part.name,
            "arm" | "arms" | "hands" | "fingers" | "trunk" | "spine" | "hips"
        )
    });
    match wish {
        Wish::Toward(side) if clause.has("tilt") && body => Wish::Rule {
            verb: "reach",
            phrase: "body leaned",
            sided: true,
            side: Some(side),
        },
        wish => wish,
    }
}

/// Reads sentences, each knowing which part was named before it.
pub(crate) fn in_a_row(sentences: &[String], language: &Language) -> Vec<Wishes> {
    in_a_row_after(sentences, language, None)
}

/// The same, after a title that named a part: "Shoulders: lift them".
pub(crate) fn in_a_row_after(sentences: &[String], language: &Language, mut part: Option<Meaning>) -> Vec<Wishes> {
    let mut read = Vec::new();
    for sentence in sentences {
        let wishes = wishes_after(sentence, language, part);
        part = wishes.last_part;
        read.push(wishes);
    }
    read
}

fn sure(wish: Wish) -> Wished {
    Wished {
        wish,
        doubt: None,
        words: Vec::new(),
    }
}

/// Adds the movements of a clause. Whether one of them has a rule.
fn add_movements(clause: &Clause, reading: &Reading, found: &mut Wishes) -> bool {
    let side = match (clause.has("left"), clause.has("right")) {
        (true, false) => Some("left"),
        (false, true) => Some("right"),
        _ => None,
    };
    // "Shrugging the shoulders", "people turn their heads": nobody is told to.
    let told = !(clause.manner == Manner::Do && (reading.describes || clause.somebody));
    let words: Vec<&str> = clause.meanings.iter().map(|meaning| meaning.name).collect();
    let mut moves = false;
    for movement in Movements::builtin().of(clause) {
        let ask = movement.ask.as_deref().filter(|_| told);
        found.all.extend(ask.map(|ask| sure(Wish::Ask(ask))));
        for rule in &movement.rules {
            let Some((verb, phrase)) = rule.split_once(' ') else {
                continue;
            };
            // "Your nose points ahead" says how it shall be.
            let is_part = clause
                .meanings
                .first()
                .is_some_and(|meaning| meaning.kind == Kind::Part);
            let states = rule.starts_with("keep") && is_part || rule.starts_with("start");
            if !told && !states {
                let why = "the sentence describes, and orders nothing";
                found.questions.push((rule.clone(), why.to_owned()));
                found.explained.push(format!("not `{rule}`: {why}"));
                continue;
            }
            found.explained.push(format!("`{rule}`: {}", words.join(" + ")));
            let (phrase, sided) = match phrase.strip_suffix(" {side}") {
                Some(phrase) => (phrase, true),
                None => (phrase, false),
            };
            moves = true;
            // "Let them sink back down": only after they were lifted.
            let back = verb == "return" && (clause.has("back") || clause.again);
            let verb = if back { "back" } else { verb };
            found.all.push(sure(Wish::Rule {
                verb,
                phrase,
                sided,
                side: side.filter(|_| sided),
            }));
        }
    }
    moves
}

/// Whether a clause asks to stay: "hold", "stay there", but not "hold your breath".
fn is_hold(clause: &Clause) -> bool {
    (clause.has("hold") || clause.manner == Manner::Keep) && !clause.has("breath") && clause.manner != Manner::Not
}

/// What makes a time one to stay for.
struct Stays {
    /// The clause moves something.
    moves: bool,
    /// The sentence says to hold.
    holds: bool,
    /// The clause is a time or a count, and nothing else.
    bare: bool,
}

fn add_amounts(clause: &Clause, Stays { moves, holds, bare }: Stays, sets: bool, all: &mut Vec<Wished>) {
    let holds_breath = clause.has("breath") && (clause.has("hold") || clause.kept);
    if clause.manner == Manner::Not || holds_breath {
        return;
    }
    let moved = |meaning: &Meaning| meaning.kind == Kind::Part && meaning.name != "breath";
    let parts = clause.meanings.iter().any(moved);
    let only = |names: &[&str]| {
        let mut acts = clause.meanings.iter().filter(|meaning| meaning.kind == Kind::Action);
        acts.all(|meaning| names.contains(&meaning.name))
    };
    let reposes = clause.has("rest") && only(&["rest"]) && !parts;
    let stays = is_hold(clause) && holds || moves || holds && only(&["breathe", "perform"]);
    let breathes = only(&["breathe", "hold", "perform"]) || clause.has("bring") && !parts;
    // "Take three breaths into your ribs."
    let way = |meaning: &Meaning| meaning.kind == Kind::Direction && !matches!(meaning.name, "left" | "right");
    let into = clause.manner == Manner::Do && only(&["bring"]) && !clause.meanings.iter().any(way);
    // "Half a minute, just hanging": what hangs was named before.
    let hangs = clause.any_of(&["hang", "lower"]) && only(&["hang", "lower"]) && !clause.any(Kind::Direction);
    // "stretch" and "squeeze" may be nouns: "repeat the stretch".
    let nothing_else = only(&[
        "hold", "return", "switch", "reach", "stretch", "squeeze", "rest", "bring", "breathe",
    ]) && !parts;
    // "Roll it up again, five times".
    let again = moves || clause.manner == Manner::Back || clause.has("repeat") || clause.has("perform") || nothing_else;
    for (amount, at) in clause.amounts.iter().zip(&clause.amounts_at) {
        let wish = match amount.unit {
            Unit::Seconds
                if stays && !reposes
                    || hangs
                    || clause.has("breathe") && breathes
                    || nothing_else && clause.any_of(&["squeeze", "reach", "stretch"])
                    || bare && amount.low <= LONGEST_BARE
                    || amount.vague.is_some() && only(&["breathe", "perform"]) =>
            {
                Wish::Hold(format!("hold {}", with_unit(amount, "s")))
            }
            // "a deep breath" is no time to stay.
            Unit::Breaths if amount.low >= 2.0 && (stays || breathes || into || hangs) => {
                Wish::Hold(format!("hold {}", with_unit(amount, "breaths")))
            }
            // "Breathe in and out four times."
            Unit::Times if only(&["breathe", "inhale"]) && clause.any(Kind::Action) && amount.low >= 2.0 => {
                Wish::Hold(format!("hold {}", with_unit(amount, "breaths")))
            }
            // "All at once", "I once saw".
            Unit::Times if amount.high.is_none() && amount.low < 2.0 => continue,
            Unit::Times if again => Wish::Repeat(Some(format!("repeat {}", range(amount, 0.0, "")))),
            Unit::MoreTimes if again && !sets => Wish::Repeat(Some(format!("repeat {}", range(amount, 1.0, "")))),
            _ => continue,
        };
        if matches!(&wish, Wish::Hold(rule) | Wish::Repeat(Some(rule)) if !is_of_the_language(rule)) {
            continue;
        }
        let for_nothing = bare && matches!(wish, Wish::Hold(_));
        let doubt = amount
            .vague
            .as_ref()
            .map(|words| format!("the article says \"{words}\""))
            .or_else(|| for_nothing.then(|| "the article does not say what for".to_owned()));
        let words = vec![at.clone()];
        all.push(Wished { wish, doubt, words });
    }
}

/// The time of a title that begins with it: "30 seconds side neck", "3 x 15 s neck".
pub(crate) fn timed_title(title: &str, language: &Language) -> Option<Wished> {
    let amounts = language.numbers.amounts(&words(title));
    let first = amounts.iter().find(|amount| amount.unit == Unit::Seconds)?;
    let counted = amounts.first().is_some_and(|amount| amount.words.start == 0);
    let rule = format!("hold {}", with_unit(first, "s"));
    (counted && first.low <= LONGEST_BARE && is_of_the_language(&rule)).then(|| sure(Wish::Hold(rule)))
}

/// Whether the language takes a time or a count. It does not take "hold for 0 seconds", "hold 1.5 breaths" or
/// "repeat 5000".
fn is_of_the_language(rule: &str) -> bool {
    let text = format!("---\ntitle: T\n---\n## S\n\n- Bow. `reach head lowered`\n- Stay. `{rule}`\n");
    guide::parse("t", &text, Vocabulary::builtin()).is_ok()
}

fn with_unit(amount: &Amount, unit: &str) -> String {
    range(amount, 0.0, unit)
}

/// "10 s to 30 s", "5 to 12".
fn range(amount: &Amount, more: f64, unit: &str) -> String {
    let one = |number: f64| format!("{} {unit}", number + more).trim_end().to_owned();
    match amount.high {
        Some(high) => format!("{} to {}", one(amount.low), one(high)),
        None => one(amount.low),
    }
}

#[cfg(test)]
mod tests;
