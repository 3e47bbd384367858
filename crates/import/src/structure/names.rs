//! Names of people, in bylines and greetings.
//!
//! Must not know: blocks.

use crate::language::{Language, small};

/// One to three words with capitals.
pub(crate) fn names_a_person(text: &str) -> bool {
    let mut words = text.split_whitespace();
    words.all(|word| word.starts_with(char::is_uppercase)) && !text.contains(|c: char| c.is_ascii_digit())
}

/// The name behind "I'm": one or two words with capitals.
pub(crate) fn greeted_name(text: &str, greet: &str) -> Option<String> {
    let lower = small(text);
    let at = lower.find(&format!("{greet} "))?;
    let begins = at == 0 || lower.get(..at).is_some_and(|before| before.ends_with([' ', ',']));
    let rest = text
        .get(at + greet.len() + 1..)
        .filter(|_| begins && lower.len() == text.len())?;
    let name: Vec<&str> = rest
        .split(' ')
        .take_while(|word| word.starts_with(char::is_uppercase))
        .take(3)
        .collect();
    let name = name.join(" ");
    let name = name.trim_end_matches([',', '.', '!', ';']);
    (!name.is_empty() && !name.contains(',')).then(|| name.to_owned())
}

/// What follows `start` and a blank or colon, in capitals or not.
pub(crate) fn after<'t>(text: &'t str, start: &str) -> Option<&'t str> {
    let (head, rest) = text.split_at_checked(start.len())?;
    let ended = rest.starts_with([' ', ':']);
    (small(head) == start && ended).then(|| rest.trim_start_matches([':', ' ']))
}

/// The name in a byline: up to a comma, a bar, a dash, a small word that is none of a name, or a date.
pub(crate) fn byline(text: &str, language: &Language) -> String {
    let end = [",", " |", " •", " ·", " –", " —", " / ", " (", ":", ";"]
        .iter()
        .filter_map(|mark| text.find(mark))
        .min();
    let text = text.get(..end.unwrap_or(text.len())).unwrap_or(text);
    let name: Vec<&str> = text
        .split_whitespace()
        .take_while(|word| {
            word.starts_with(char::is_uppercase) || language.page.author.particles.iter().any(|known| known == word)
        })
        .collect();
    // "A. Writer. Review date": a full stop behind a whole word ends it.
    let last = name
        .iter()
        .position(|word| word.ends_with('.') && word.chars().count() > 3);
    let name = name.get(..last.map_or(name.len(), |at| at + 1)).unwrap_or_default();
    name.join(" ").trim_end_matches('.').to_owned()
}

/// The name in the text of a byline: "By Ana Lima, coach".
pub(crate) fn name_in(text: &str, language: &Language) -> Option<String> {
    let starts = &language.page.author.starts;
    let name = byline(
        starts.iter().find_map(|start| after(text, start)).unwrap_or(text),
        language,
    );
    Some(name).filter(|name| is_name(name, language))
}

/// Two to five words that begin with capitals, but for the small words of names: "de", "van".
pub(crate) fn is_name(text: &str, language: &Language) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let capital = |word: &&str| {
        word.starts_with(char::is_uppercase) || language.page.author.particles.iter().any(|known| known == word)
    };
    (2..=5).contains(&words.len())
        && words.iter().all(capital)
        && words.last().is_some_and(|word| word.starts_with(char::is_uppercase))
        && !text.ends_with(['.', '!', '?', ':'])
        && !text.contains(|c: char| c.is_ascii_digit())
        && !language.page.is_noise(text)
}
