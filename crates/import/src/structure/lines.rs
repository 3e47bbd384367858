//! Repairs the lines of a plain text, before they become blocks: where a line ends a sentence although no mark says so.
//!
//! Must not know: blocks, what the sentences say.

use std::borrow::Cow;

use crate::language::{Language, small};
use crate::structure::titles::is_label;

/// With fewer lines nobody can tell whether a text has marks.
const FEWEST_LINES: usize = 6;

/// A text whose lines end where their sentences end. The words stay as they are.
pub(crate) fn mended<'t>(text: &'t str, language: &Language) -> Cow<'t, str> {
    let lines: Vec<&str> = text.lines().collect();
    let bare = has_no_marks(&lines);
    let mut mended = String::with_capacity(text.len() + 64);
    let mut changed = bare;
    for (at, line) in lines.iter().enumerate() {
        let next = lines.get(at + 1).map_or("", |next| next.trim());
        // "A) Turn your head" is an item as "a) turn your head" is one.
        match letter(line.trim_start()) {
            Some(letter) => {
                let indent = line.len() - line.trim_start().len();
                mended.push_str(line.get(..indent).unwrap_or_default());
                mended.push(letter.to_ascii_lowercase());
                mended.push_str(line.get(indent + 1..).unwrap_or_default());
                changed = true;
            }
            // "1.- Giro" is "1. Giro".
            None => match line.split_once(".- ").filter(|(number, _)| is_number(number.trim())) {
                Some((number, rest)) => {
                    mended.push_str(&format!("{number}. {rest}"));
                    changed = true;
                }
                None => mended.push_str(line),
            },
        }
        // "Start: sitting, eyes ahead" over "Head slowly to the right": a label's line is a sentence of its own.
        if ends_open(line) && (bare || is_labelled(line, language) && opens(next)) {
            mended.push('.');
            changed = true;
        }
        mended.push('\n');
        if bare {
            mended.push('\n');
        }
    }
    if changed {
        Cow::Owned(mended)
    } else {
        Cow::Borrowed(text)
    }
}

/// A transcript that a machine wrote: lines of small letters, and hardly a full stop.
fn has_no_marks(lines: &[&str]) -> bool {
    let told: Vec<&str> = lines
        .iter()
        .map(|line| line.trim())
        .filter(|line| line.len() > 8)
        .collect();
    let marked = told
        .iter()
        .filter(|line| line.contains(['.', '!', '?', ';', ':']))
        .count();
    let small = told.iter().filter(|line| line.starts_with(char::is_lowercase)).count();
    told.len() >= FEWEST_LINES && marked * 5 <= told.len() && small * 5 >= told.len() * 4
}

fn is_number(text: &str) -> bool {
    (1..=2).contains(&text.len()) && text.chars().all(|c| c.is_ascii_digit())
}

/// The capital letter of "A) …".
fn letter(line: &str) -> Option<char> {
    let letter = line.chars().next().filter(char::is_ascii_uppercase)?;
    line.get(1..)?.starts_with(") ").then_some(letter)
}

/// Whether a line begins with a label: "Start: …", "ASTE: …".
fn is_labelled(line: &str, language: &Language) -> bool {
    line.trim().split_once(": ").is_some_and(|(label, _)| {
        let capitals = label.chars().count() >= 3 && label.chars().all(char::is_uppercase);
        capitals || is_label(label, language) || language.page.marks.phases.contains(&small(label))
    })
}

fn opens(next: &str) -> bool {
    next.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
}

fn ends_open(line: &str) -> bool {
    line.trim_end().ends_with(|c: char| c.is_alphanumeric() || c == ')')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_end_a_sentence_get_its_mark() {
        let mend = |text: &'static str| mended(text, Language::english());
        assert_eq!(
            mend("START: sitting\nTurn your head."),
            "START: sitting.\nTurn your head.\n"
        );
        assert_eq!(mend("Start: sit on a\nchair."), "Start: sit on a\nchair.");
        assert_eq!(mend("A) Turn."), "a) Turn.\n");
        assert_eq!(mend("1.- Turn."), "1. Turn.\n");
        assert_eq!(mend("Turn your head\nto the left."), "Turn your head\nto the left.");
        let spoken = "so sit up please\nturn the head slowly\nand we wait there\nback to the middle\nthen the other way\nand that is it";
        assert_eq!(mend(spoken), format!("{}.\n\n", spoken.replace('\n', ".\n\n")));
    }
}
