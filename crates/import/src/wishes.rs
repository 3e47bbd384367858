//! What one sentence wants of the person: movements, times, repetitions, the way back, the other side.
//!
//! Must not know: the other sentences of the step, but for the part that they named last.

use guide::Vocabulary;

use crate::amounts::{Amount, Unit};
use crate::clause::{Clause, Manner, read};
use crate::idioms::{goes_over, lets_go, of_a_routine, toward, way_back};
use crate::lexicon::{Kind, Meaning};
use crate::movement::Movements;
use crate::wish::{Wish, Wished, Wishes};
use crate::words::words;

/// A longer time that stands alone is how long the routine takes, in seconds.
const LONGEST_BARE: f64 = 120.0;

/// Reads a sentence by itself.
pub(crate) fn wishes(sentence: &str) -> Wishes {
    wishes_after(sentence, None)
}

/// Reads a sentence after one that named a part last.
pub(crate) fn wishes_after(sentence: &str, part_before: Option<Meaning>) -> Wishes {
    let reading = read(sentence, part_before);
    // "Inhale for four seconds, hold for four" holds the breath.
    let of_breath = reading.clauses.iter().any(|clause| clause.has("inhale"));
    let holds = !of_breath && reading.clauses.iter().any(is_hold);
    let mut all: Vec<Wished> = Vec::new();
    let mut leaves_something = false;
    for clause in &reading.clauses {
        let before = all.len();
        let moves = add_movements(clause, &mut all);
        let bare = sentence
            .get(clause.at.clone())
            .is_some_and(|text| is_bare(clause, text));
        let stays = Stays { moves, holds, bare };
        add_amounts(clause, stays, reading.clauses.iter().any(has_sets), &mut all);
        if clause.manner == Manner::Back {
            all.extend(way_back(clause, sentence).map(sure));
        }
        let alone = reading.clauses.len() == 1
            && clause
                .meanings
                .iter()
                .all(|meaning| matches!(meaning.name, "left" | "right" | "side"));
        let goes_over = goes_over(clause) || alone && !clause.meanings.is_empty();
        if goes_over {
            all.push(sure(Wish::OtherSide));
        } else if clause.has("repeat")
            && clause.amounts.is_empty()
            && clause.manner == Manner::Do
            && !of_a_routine(sentence)
        {
            all.push(sure(Wish::Repeat(None)));
        }
        all.extend(toward(clause).map(sure));
        if lets_go(clause) {
            all.push(sure(Wish::Release));
        }
        if clause.slowly && moves && clause.manner == Manner::Do {
            all.push(sure(Wish::Slowly));
        }
        let acts = clause.any(Kind::Action) && (clause.any(Kind::Part) || clause.any(Kind::Direction));
        leaves_something |= before == all.len() && (acts || clause.manner == Manner::Keep && clause.any(Kind::Part));
    }
    let mut once: Vec<Wished> = Vec::new();
    for wished in all {
        if !once.iter().any(|known| known.wish == wished.wish) {
            once.push(wished);
        }
    }
    Wishes {
        all: once,
        instructs: reading.instructs,
        leaves_something,
        sides: reading.sides,
        last_part: reading.last_part,
    }
}

/// Reads sentences, each knowing which part was named before it.
pub(crate) fn in_a_row(sentences: &[String]) -> Vec<Wishes> {
    let mut part = None;
    let mut read = Vec::new();
    for sentence in sentences {
        let wishes = wishes_after(sentence, part);
        part = wishes.last_part;
        read.push(wishes);
    }
    read
}

fn sure(wish: Wish) -> Wished {
    Wished { wish, doubt: None }
}

/// Adds the movements of a clause. Whether one of them has a rule.
fn add_movements(clause: &Clause, all: &mut Vec<Wished>) -> bool {
    let side = match (clause.has("left"), clause.has("right")) {
        (true, false) => Some("left"),
        (false, true) => Some("right"),
        _ => None,
    };
    let mut moves = false;
    for movement in Movements::builtin().of(clause) {
        all.extend(movement.ask.as_deref().map(|ask| sure(Wish::Ask(ask))));
        for rule in &movement.rules {
            let Some((verb, phrase)) = rule.split_once(' ') else {
                continue;
            };
            let (phrase, sided) = match phrase.strip_suffix(" {side}") {
                Some(phrase) => (phrase, true),
                None => (phrase, false),
            };
            moves = true;
            all.push(sure(Wish::Rule {
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

fn has_sets(clause: &Clause) -> bool {
    clause.amounts.iter().any(|amount| amount.unit == Unit::Other)
}

/// "5 sec, 10 reps": a cell of a table, that says nothing else.
fn is_bare(clause: &Clause, text: &str) -> bool {
    let counted: usize = clause.amounts.iter().map(|amount| amount.words.len()).sum();
    clause.meanings.is_empty() && counted == words(text).len()
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
    if clause.manner == Manner::Not || clause.has("breath") {
        return;
    }
    let only = |names: &[&str]| {
        let mut acts = clause.meanings.iter().filter(|meaning| meaning.kind == Kind::Action);
        acts.all(|meaning| names.contains(&meaning.name))
    };
    let stays = is_hold(clause) && holds || moves || holds && only(&["breathe", "perform"]);
    let breathes = only(&["breathe", "hold", "perform"]) || clause.has("bring") && !clause.any(Kind::Part);
    // "stretch" and "squeeze" may be nouns: "repeat the stretch".
    let nothing_else = only(&["hold", "return", "switch", "reach", "squeeze", "rest"]) && !clause.any(Kind::Part);
    let again = moves || clause.has("repeat") || clause.has("perform") || nothing_else;
    for amount in &clause.amounts {
        let wish = match amount.unit {
            Unit::Seconds
                if stays
                    || bare && amount.low <= LONGEST_BARE
                    || amount.vague.is_some() && only(&["breathe", "perform"]) =>
            {
                Wish::Hold(format!("hold {}", with_unit(amount, "s")))
            }
            // "a deep breath" is no time to stay.
            Unit::Breaths if amount.low >= 2.0 && (stays || breathes) => {
                Wish::Hold(format!("hold {}", with_unit(amount, "breaths")))
            }
            // "Breathe in and out four times."
            Unit::Times if only(&["breathe", "inhale"]) && clause.any(Kind::Action) && amount.low >= 2.0 => {
                Wish::Hold(format!("hold {}", with_unit(amount, "breaths")))
            }
            Unit::Times if again && !sets => Wish::Repeat(Some(format!("repeat {}", range(amount, 0.0, "")))),
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
        all.push(Wished { wish, doubt });
    }
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
mod tests {
    use super::*;

    fn found(sentence: &str) -> String {
        let wishes = wishes(sentence);
        let mut found: Vec<String> = wishes
            .all
            .iter()
            .map(|wished| match &wished.wish {
                Wish::Rule { verb, phrase, side, .. } => format!("{verb} {phrase} {}", side.unwrap_or_default())
                    .trim()
                    .to_owned(),
                Wish::Ask(what) => format!("ask {what}"),
                Wish::Back { head } => {
                    if *head {
                        "back head".to_owned()
                    } else {
                        "back".to_owned()
                    }
                }
                Wish::Hold(rule) => rule.clone(),
                Wish::Repeat(rule) => rule.clone().unwrap_or("repeat".to_owned()),
                Wish::Slowly => "slowly".to_owned(),
                Wish::Toward(side) => format!("toward {side}"),
                Wish::Release => "release".to_owned(),
                Wish::OtherSide => "other side".to_owned(),
            })
            .collect();
        if wishes.leaves_something {
            found.push("more".to_owned());
        }
        found.join(", ")
    }

    #[test]
    fn sentences_are_taken_at_their_word() {
        let cases = [
            (
                "Hold the pose for a few breaths before releasing.",
                "hold 3 breaths, release",
            ),
            (
                "Hold your gaze for 20 seconds and then pull your head back into a straight position.",
                "hold 20 s, back head",
            ),
            (
                "Hold this pose for between ten and thirty seconds.",
                "hold 10 s to 30 s",
            ),
            (
                "Rest your shoulder blades and then slowly pull them back towards each other.",
                "start shoulders resting, reach blades together, slowly",
            ),
            ("Go back to starting position, then repeat the squeeze.", "back, repeat"),
            ("Hold your breath for 5 seconds.", "more"),
            ("Take five slow breaths.", "hold 5 breaths"),
            ("Take a deep breath.", ""),
            ("Repeat on the other side.", "other side"),
            ("Repeat five times on each side.", "repeat 5, other side"),
            ("Do 3 sets of 10 repetitions.", ""),
            ("Repeat two more times.", "repeat 3"),
            ("Stay there, breathing calmly, for half a minute.", "hold 30 s"),
            ("Repeat this stretch 2 to 4 times.", "repeat 2 to 4"),
            ("Repeat every hour.", ""),
            ("Repeat as often as you like.", ""),
            ("Repeat steps 1 to 3.", ""),
            ("Inhale for four seconds, hold for four seconds.", ""),
            ("Pause for 10 seconds between repetitions.", ""),
            ("Turn back to the center, then turn to the left.", "back, toward left"),
            ("Do the same on the right.", "other side"),
            ("Bring your head upright.", "back head"),
            ("Lift your chin to the ceiling.", "ask head back"),
            ("Repeat with the other arm.", "other side"),
            ("Hold, then switch hands.", "other side"),
            ("Reach forward with both arms.", "reach arms forward"),
            (
                "Sit up straight and face forward.",
                "start body upright, keep facing forward",
            ),
            ("Breathe in and out 4 times.", "hold 4 breaths"),
            ("Hold for 0 seconds.", ""),
            ("Hold for 20 minutes.", ""),
            ("Count to ten.", "hold 10 s"),
            ("Lift your head again.", "back head"),
            ("Repeat to the right.", "other side"),
            ("Turn your head from the middle to the left.", "reach head turned left"),
            ("Slide your chin straight back.", "ask chin drawn back"),
            (
                "Sit tall and let your left ear drop toward your left shoulder.",
                "reach neck tilt left",
            ),
            ("Return to your desk and carry on.", "more"),
            ("Slowly return to the center.", "back"),
            ("Rest for 30 seconds before the next one.", ""),
            ("Do this three times a day.", ""),
            (
                "Slowly turn your head to the left and hold for 10 seconds.",
                "reach head turned left, slowly, hold 10 s",
            ),
            (
                "Place your hand on the wall and turn your head to the left.",
                "reach head turned left, more",
            ),
            (
                "Squeeze your shoulder blades together for five seconds.",
                "reach blades together, hold 5 s",
            ),
            ("Do not hold it for longer than 30 seconds.", ""),
        ];
        for (sentence, wanted) in cases {
            assert_eq!(found(sentence), wanted, "{sentence}");
        }
    }
}
