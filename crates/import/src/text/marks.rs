//! What lists, headings and steps begin with: bullets, numbers, "Step 3".
//!
//! Must not know: blocks, what an article is about.

use crate::language::{Language, small};

/// What a list's item may begin with, but for numbers.
const BULLETS: [char; 33] = [
    '-', '*', '•', '·', '–', '—', '▪', '◦', '‣', '○', '●', '➢', '✓', '✔', '✅', '❌', '➤', '→', '►', '■', '☐', '»',
    '›', '▸', '▶', '◆', '♦', '□', '▫', '⁃', '∙', '\u{f0b7}', '\u{f0a7}',
];

/// Number and text of a list's item.
pub(crate) fn item(words: &str) -> Option<(Option<u32>, &str)> {
    if let Some(rest) = words.strip_prefix(BULLETS) {
        let rest = rest
            .trim_start_matches('\u{fe0f}')
            .strip_prefix(|c: char| c.is_whitespace())?;
        return Some((None, rest.trim()));
    }
    if let Some(found) = keycap(words) {
        return Some(found);
    }
    // "(2) Turn", "b) Turn", "(b) Turn".
    let bare = words.strip_prefix('(').unwrap_or(words);
    if let (Some(letter @ 'a'..='z'), Some(rest)) = (bare.chars().next(), bare.get(1..)) {
        let rest = rest.strip_prefix(')')?.strip_prefix(|c: char| c.is_whitespace())?;
        return Some((Some(u32::from(letter) - u32::from('a') + 1), rest.trim()));
    }
    let words = if bare.len() < words.len() && !bare.contains(')') {
        words
    } else {
        bare
    };
    let digits = words.chars().take_while(char::is_ascii_digit).count();
    let (number, rest) = words.split_at_checked(digits)?;
    let number: u32 = number.parse().ok().filter(|number| *number <= 999)?;
    let rest = rest.strip_prefix(['.', ')'])?.trim_start_matches(')');
    let rest = rest.strip_prefix(|c: char| c.is_whitespace())?;
    Some((Some(number), rest.trim()))
}

/// "1️⃣ Chin to chest": a digit on a key.
fn keycap(words: &str) -> Option<(Option<u32>, &str)> {
    let number = words.chars().next()?.to_digit(10)?;
    let rest = words
        .get(1..)?
        .trim_start_matches('\u{fe0f}')
        .strip_prefix('\u{20e3}')?;
    Some((Some(number), rest.trim()))
}

/// The number and the rest of "Step 3: Turn", "STEP 3 - Turn", "3. Step 3: Turn", "Exercise 3. Turn", "Exercise A: Turn".
pub(crate) fn step_mark<'t>(text: &'t str, language: &Language) -> Option<(u32, &'t str)> {
    let text = match item(text) {
        Some((Some(_), rest)) => rest,
        _ => text,
    };
    let (word, rest) = text.split_once(' ')?;
    if !language.page.marks.step.contains(&small(word.trim_end_matches('.'))) {
        return None;
    }
    let digits = rest.chars().take_while(char::is_ascii_digit).count();
    let letters = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
    let word = rest.get(..letters)?;
    let (number, rest) = match digits {
        0 => (
            spelled(&word.to_lowercase(), language).or_else(|| letter(word))?,
            rest.get(letters..)?,
        ),
        digits => {
            let (number, rest) = rest.split_at_checked(digits)?;
            (number.parse().ok().filter(|number| *number <= 999)?, rest)
        }
    };
    // "Step 3 of 5: Turn".
    let rest = of_all(rest, language).unwrap_or(rest);
    let after = rest.trim_start_matches([':', ';', '.', ')', '-', '–', '—', ' ', '|', '/']);
    // "Step 2 feet to the left" is an order, "Step 2 Turn to the left" a title.
    let marked = rest.trim_start().starts_with(['-', '–', '—', '|', ':']) || !rest.starts_with(' ');
    let titled = after.starts_with(char::is_uppercase);
    let parted = after.len() < rest.len() || rest.is_empty();
    (parted && (marked || titled || after.is_empty())).then_some(())?;
    Some((number, after))
}

/// What stands after " of 5".
fn of_all<'t>(rest: &'t str, language: &Language) -> Option<&'t str> {
    let (of, rest) = rest.strip_prefix(' ')?.split_once(' ')?;
    let known = language.page.marks.of.iter().any(|word| word == of);
    let digits = rest.chars().take_while(char::is_ascii_digit).count();
    rest.get(digits..).filter(|_| known && digits > 0)
}

/// "A" to "Z", alone.
fn letter(word: &str) -> Option<u32> {
    match word.as_bytes() {
        [letter @ b'A'..=b'Z'] => Some(u32::from(letter - b'A') + 1),
        _ => None,
    }
}

/// The number that a word is: "one" to "twelve", "first" to "sixth".
pub(crate) fn spelled(word: &str, language: &Language) -> Option<u32> {
    let ordinal = language.page.marks.ordinals.iter().position(|known| known == word);
    ordinal
        .and_then(|at| u32::try_from(at + 1).ok())
        .or_else(|| language.numbers.spelled(word).filter(|number| *number <= 12))
}

/// The number that a heading begins with, and the rest: "2. Neck turns", "#2 Neck turns", "2) Neck turns",
/// "2 – Neck turns".
pub(crate) fn heading_number(text: &str) -> Option<(u32, &str)> {
    if let Some((Some(number), rest)) = keycap(text) {
        return Some((number, rest));
    }
    let after_sign = text.trim_start_matches(['#', '(']);
    let digits = after_sign.chars().take_while(char::is_ascii_digit).count();
    let (number, rest) = after_sign.split_at_checked(digits)?;
    let number = number.parse().ok()?;
    let signed = after_sign.len() < text.len();
    let after = rest.trim_start_matches(['.', ')', ':', ';', '-', '–', '—', ' ', '/', '|']);
    let marked = rest.trim_start().starts_with(['.', ')', ':', '-', '–', '—', '/', '|']) || signed;
    (marked && after.starts_with(char::is_alphabetic)).then_some((number, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_steps_are_told_from_orders() {
        let cases = [
            ("en", "Step 3: Turn", Some((3, "Turn"))),
            ("en", "Step 1; Sit tall", Some((1, "Sit tall"))),
            ("en", "STEP 3 - Turn", Some((3, "Turn"))),
            ("en", "Step 2 of 5: Turn", Some((2, "Turn"))),
            ("en", "Exercise A: Neck rotation", Some((1, "Neck rotation"))),
            ("en", "Part two: on a chair", Some((2, "on a chair"))),
            ("en", "Step 2 feet to the left", None),
            ("en", "Step 2 Turn to the left", Some((2, "Turn to the left"))),
            ("en", "Stretch a little", None),
            ("de", "Übung 2: Kopf drehen", Some((2, "Kopf drehen"))),
            ("es", "Ejercicio 3. Hombros", Some((3, "Hombros"))),
        ];
        for (code, text, wanted) in cases {
            assert_eq!(step_mark(text, Language::named(code)), wanted, "{text}");
        }
        assert_eq!(item("1️⃣ Chin to chest"), Some((Some(1), "Chin to chest")));
        assert_eq!(item("3) Now"), Some((Some(3), "Now")));
        assert_eq!(item("1990 was long ago"), None);
    }
}
