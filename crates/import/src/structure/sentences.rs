//! Text to sentences, and the small repairs that every sentence gets.
//!
//! Must not know: what the sentences say.

use std::borrow::Cow;

use crate::language::Language;

/// Ends a sentence, whatever stands around it: the paragraph separator of Unicode.
pub(crate) const HARD_BREAK: &str = "\u{2029}";

/// The sentences of a text, with single blanks, in their order.
pub(crate) fn sentences(text: &str, language: &Language) -> Vec<String> {
    text.split(HARD_BREAK)
        .flat_map(|part| sentences_of(part, language))
        .collect()
}

fn sentences_of(text: &str, language: &Language) -> Vec<String> {
    let text = parted(text);
    let words: Vec<&str> = text.split_whitespace().collect();
    // "hold 5 seconds, drop em. do 5 of those": who writes without capitals ends sentences, too.
    let casual = text.trim_start().starts_with(char::is_lowercase);
    let mut found = Vec::new();
    let mut sentence: Vec<&str> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        sentence.push(word);
        let counted = at
            .checked_sub(1)
            .and_then(|before| words.get(before))
            .is_some_and(|before| before.ends_with(|c: char| c.is_ascii_digit()));
        if ends(word, words.get(at + 1).copied(), casual && !counted, language) {
            found.push(sentence.join(" "));
            sentence.clear();
        }
    }
    if !sentence.is_empty() {
        found.push(sentence.join(" "));
    }
    // "10×" says something, "-- 5 ..." does not.
    found.retain(|sentence| sentence.contains(|c: char| c.is_alphabetic() || c == '×'));
    found
}

/// With a blank behind each full stop that has lost it: "softer.Put it on."
fn parted(text: &str) -> Cow<'_, str> {
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    let mut breaks = Vec::new();
    for window in letters.windows(4) {
        if let [(_, before), (_, mark), (at, first), (_, second)] = window
            && (before.is_lowercase() || *before == ')')
            && matches!(mark, '.' | '!' | '?')
            && first.is_uppercase()
            && second.is_lowercase()
        {
            breaks.push(*at);
        }
    }
    if breaks.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut parted = String::with_capacity(text.len() + breaks.len());
    let mut from = 0;
    for at in breaks {
        parted.push_str(text.get(from..at).unwrap_or_default());
        parted.push(' ');
        from = at;
    }
    parted.push_str(text.get(from..).unwrap_or_default());
    Cow::Owned(parted)
}

/// Whether a sentence ends with this word.
fn ends(word: &str, next: Option<&str>, casual: bool, language: &Language) -> bool {
    let Some(next) = next else { return true };
    // "Pinch your blades together 🤏 Keep your shoulders down!"
    let picture = |c: char| matches!(c, '\u{1f000}'..='\u{1faff}' | '\u{fe0f}' | '\u{200d}');
    if word.starts_with(picture) && word.chars().all(picture) && next.starts_with(char::is_uppercase) {
        return true;
    }
    let bare = word.trim_end_matches(['"', '\'', '”', '’', ')', ']', '»']);
    // "A. J. Writer".
    let initial = bare.chars().count() == 2 && bare.ends_with('.') && bare.starts_with(char::is_uppercase);
    if initial
        || !bare.ends_with(['.', '!', '?', '…'])
        || language
            .page
            .sentences
            .abbreviations
            .contains(&bare.trim_start_matches(['(', '[']).to_lowercase())
    {
        return false;
    }
    // After a unit's full stop, or dots, a small letter goes on with the sentence.
    let opens = next.trim_start_matches(['"', '\'', '“', '‘', '(', '[', '«', '¿', '¡', '–', '—', '-', '*']);
    !opens.starts_with(char::is_lowercase) || casual && !bare.ends_with('…') && !bare.ends_with("..")
}

/// Takes out the second of two equal words: "your your neck". Gives the words that it took.
pub(crate) fn without_doubled_words(text: &str, language: &Language) -> (String, Vec<String>) {
    let mut kept: Vec<&str> = Vec::new();
    let mut taken = Vec::new();
    for word in text.split_whitespace() {
        let plain = word.chars().all(char::is_alphabetic);
        // The second may carry the mark of the sentence: "the the", "back back.".
        let bare = word.trim_end_matches(['.', ',', ';', ':', '!', '?']);
        match kept.last_mut() {
            Some(last) if last.to_lowercase() == bare.to_lowercase() && is_doubled(bare, language) => {
                taken.push(last.to_lowercase());
                if !plain {
                    *last = word;
                }
            }
            _ => kept.push(word),
        }
    }
    (kept.join(" "), taken)
}

fn is_doubled(word: &str, language: &Language) -> bool {
    let letters = !word.is_empty() && word.chars().all(char::is_alphabetic);
    letters && !language.page.sentences.doubles.contains(&word.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_where_a_reader_ends_them() {
        let cases: [(&str, &[&str]); 8] = [
            ("It is softer.Put it on.", &["It is softer.", "Put it on."]),
            (
                "Sit tall. Breathe in!  Ready? Go on",
                &["Sit tall.", "Breathe in!", "Ready?", "Go on"],
            ),
            ("Hold for 1.5 min. Then rest.", &["Hold for 1.5 min.", "Then rest."]),
            ("Hold for 20 sec. and rest.", &["Hold for 20 sec. and rest."]),
            (
                "Use a prop, e.g. A chair. \"Rest.\" Now.",
                &["Use a prop, e.g. A chair.", "\"Rest.\"", "Now."],
            ),
            ("Wait… and turn.", &["Wait… and turn."]),
            ("-- 5 ...", &[]),
            ("Squeeze. 10×", &["Squeeze.", "10×"]),
        ];
        for (text, wanted) in cases {
            assert_eq!(sentences(text, Language::english()), wanted, "{text}");
        }
    }

    #[test]
    fn doubled_words_become_one() {
        let (text, taken) = without_doubled_words(
            "This stretches your your neck. Go back back. That that had had. 5 5",
            Language::english(),
        );
        assert_eq!(text, "This stretches your neck. Go back. That that had had. 5 5");
        assert_eq!(taken, ["your", "back"]);
    }
}
