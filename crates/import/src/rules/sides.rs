//! Which steps are done for each side, and where their sentences say the side.
//!
//! Must not know: which rules there are.

use std::ops::Range;

use crate::language::Language;
use crate::meaning::wish::{Wish, Wishes};
use crate::rules::planned::{EachSide, PlannedSentence, Without};

/// Whether a step that wants all this is done for each side.
pub(crate) fn each_side(all: &[&Wish]) -> Option<EachSide> {
    let sides = |wanted: Option<&str>| {
        all.iter()
            .any(|wish| matches!(wish, Wish::Rule { sided: true, side, .. } if side.as_deref() == wanted))
    };
    let toward = |side: &'static str| all.contains(&&Wish::Toward(side));
    let (left, right) = (sides(Some("left")), sides(Some("right")));
    let both = left && (right || toward("right")) || right && toward("left");
    if all.contains(&&Wish::OtherSide) || both {
        Some(EachSide::Said)
    } else if !left && !right && sides(None) {
        Some(EachSide::Guessed)
    } else {
        None
    }
}

/// Writes `{side}` where the step names the side that it begins with. A sentence that names the other, or that would not
/// read right on both sides, is left to the author.
pub(crate) fn fill_sides(
    planned: &mut [PlannedSentence],
    read: &[Wishes],
    fixed: Option<&'static str>,
    language: &Language,
) {
    let named = read.iter().flat_map(|wishes| &wishes.sides).map(|(side, _)| *side);
    let Some(first) = fixed.or_else(|| named.clone().next()) else {
        return;
    };
    for (sentence, wishes) in planned.iter_mut().zip(read) {
        let covered = sentence.without == Without::Covered && sentence.rules.is_empty();
        if covered || wishes.sides.is_empty() {
            continue;
        }
        let places: Vec<Range<usize>> = wishes.sides.iter().map(|(_, at)| at.clone()).collect();
        let other = wishes.sides.iter().any(|(side, _)| *side != first);
        match for_both_sides(&sentence.text, &places, language).filter(|_| !other) {
            Some(text) => sentence.text = text,
            None => {
                sentence.hint.get_or_insert("name the sides with {side}".to_owned());
            }
        }
    }
}

/// A sentence that reads right whichever side fills `{side}`. `None` where its words would have to be others.
///
/// In German "das linke Ohr" is "das Ohr links", in Spanish "el hombro izquierdo" is "el hombro de la izquierda".
fn for_both_sides(text: &str, places: &[Range<usize>], language: &Language) -> Option<String> {
    let sides = &language.side_words;
    let mut text = text.to_owned();
    for at in places.iter().rev() {
        let word = text.get(at.clone())?.to_lowercase();
        let before = text.get(..at.start)?;
        let after = text.get(at.end..)?;
        let (start, end, written) = if let Some((start, end, written)) = phrase_at(before, &word, after, &sides.instead)
        {
            (start, at.end + end, written)
        } else if sides.behind.contains(&word) {
            let noun = after.strip_prefix(' ')?;
            let length = noun
                .find(|c: char| !c.is_alphanumeric() && c != '-')
                .unwrap_or(noun.len());
            let noun = noun.get(..length).filter(|noun| noun.starts_with(char::is_uppercase))?;
            (at.start, at.end + 1 + length, format!("{noun} {{side}}"))
        } else if language.sides.contains(&word.as_str()) {
            (at.start, at.end, "{side}".to_owned())
        } else {
            return None;
        };
        text.replace_range(start..end, &written);
    }
    Some(text)
}

/// The words around a side that are said in others: "zur linken Seite" is "nach {side}". Where they begin, how far they
/// go behind the word, and what is said instead.
fn phrase_at(before: &str, word: &str, after: &str, instead: &[(String, String)]) -> Option<(usize, usize, String)> {
    instead.iter().find_map(|(phrase, written)| {
        let (head, tail) = phrase
            .split_once(word)
            .filter(|(_, tail)| !tail.starts_with(char::is_alphabetic))?;
        let start = before.len().checked_sub(head.len())?;
        let begins = before.get(start..)?.to_lowercase() == head;
        let whole = !before.get(..start)?.ends_with(char::is_alphanumeric);
        let ends = after.get(..tail.len())?.to_lowercase() == tail
            && !after.get(tail.len()..)?.starts_with(char::is_alphanumeric);
        let written = match before.get(start..)?.starts_with(char::is_uppercase) {
            true => capital(written),
            false => written.clone(),
        };
        (begins && whole && ends).then_some((start, tail.len(), written))
    })
}

/// With a capital at the beginning.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::meaning::wishes::wishes;

    fn filled(code: &str, text: &str) -> Option<String> {
        let language = Language::named(code);
        let places: Vec<Range<usize>> = wishes(text, language).sides.into_iter().map(|(_, at)| at).collect();
        for_both_sides(text, &places, language)
    }

    #[test]
    fn a_sentence_reads_right_on_both_sides() {
        let cases = [
            (
                "en",
                "Tilt your left ear to the left.",
                "Tilt your {side} ear to the {side}.",
            ),
            ("de", "Dreh den Kopf nach links.", "Dreh den Kopf nach {side}."),
            (
                "de",
                "Senke das linke Ohr zur linken Schulter.",
                "Senke das Ohr {side} zur Schulter {side}.",
            ),
            ("de", "Linkes Ohr zur linken Seite.", "Ohr {side} nach {side}."),
            ("de", "Zur rechten Seite neigen.", "Nach {side} neigen."),
            ("es", "Gira la cabeza a la derecha.", "Gira la cabeza a la {side}."),
            (
                "es",
                "Lleva la oreja al hombro izquierdo.",
                "Lleva la oreja al hombro de la {side}.",
            ),
        ];
        for (code, text, wanted) in cases {
            assert_eq!(filled(code, text).as_deref(), Some(wanted), "{text}");
        }
        // Another word may stand before what is on that side.
        assert_eq!(filled("de", "Nimm die linke hintere Ecke."), None);
    }
}
