//! A sentence as its words, in small letters, each with its place and whether a pause stands before it.
//!
//! Must not know: what any word means.

use std::ops::Range;

/// One word, or one number.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Word {
    /// Small letters; apostrophes straight.
    pub text: String,
    /// Where it stands in the sentence, bytes.
    pub at: Range<usize>,
    /// A comma, colon, bracket or dash stands between the word before and this one.
    pub after_pause: bool,
}

/// The words of a text. A dash between numbers becomes the word "to".
pub(crate) fn words(text: &str) -> Vec<Word> {
    let mut found: Vec<Word> = Vec::new();
    let mut pause = false;
    let mut dash = None;
    let mut rest = text.char_indices().peekable();
    while let Some((start, c)) = rest.next() {
        let is_number = c.is_ascii_digit();
        if c == '½' {
            found.push(Word {
                text: "0.5".to_owned(),
                at: start..start + c.len_utf8(),
                after_pause: std::mem::take(&mut pause),
            });
            continue;
        }
        // "10×" and "×5" are times.
        if c == '×' {
            found.push(Word {
                text: "x".to_owned(),
                at: start..start + c.len_utf8(),
                after_pause: std::mem::take(&mut pause),
            });
            continue;
        }
        if c == '&' {
            found.push(Word {
                text: "and".to_owned(),
                at: start..start + 1,
                after_pause: false,
            });
            continue;
        }
        if !is_number && !c.is_alphabetic() {
            if matches!(c, '-' | '–' | '—' | '‑') {
                dash = Some(start);
            }
            pause |= is_pause(c, text.get(start + c.len_utf8()..).unwrap_or_default());
            continue;
        }
        let mut end = start + c.len_utf8();
        while let Some(&(at, next)) = rest.peek() {
            let after = text.get(at + next.len_utf8()..).and_then(|after| after.chars().next());
            let goes_on = match is_number {
                true => {
                    next.is_ascii_digit()
                        || (matches!(next, '.' | ',') && after.is_some_and(|after| after.is_ascii_digit()))
                }
                false => {
                    next.is_alphabetic()
                        || (matches!(next, '\'' | '’') && after.is_some_and(char::is_alphabetic))
                        || is_mark(next)
                }
            };
            if !goes_on {
                break;
            }
            end = at + next.len_utf8();
            rest.next();
        }
        // "1/2", and "1 1/2" behind a whole number.
        if let Some(half) = text.get(start..).and_then(|rest| rest.strip_prefix("1/2")) {
            let whole = !half.starts_with(|c: char| c.is_alphanumeric() || c == '/');
            if is_number && end == start + 1 && whole && !text.get(..start).unwrap_or_default().ends_with('/') {
                rest.next();
                rest.next();
                found.push(Word {
                    text: "0.5".to_owned(),
                    at: start..start + 3,
                    after_pause: std::mem::take(&mut pause),
                });
                continue;
            }
        }
        let after_number = found.last().is_some_and(|word| is_number_word(&word.text));
        if let Some(at) = dash.take().filter(|_| is_number && after_number) {
            found.push(Word {
                text: "to".to_owned(),
                at: at..at,
                after_pause: false,
            });
            pause = false;
        }
        // "Hold for 20\"": seconds, as on the sheets of practices.
        let seconds = is_number && matches!(rest.peek(), Some((_, '"' | '″')));
        let before = found.last().map(|word| word.text.clone()).unwrap_or_default();
        found.push(Word {
            text: text
                .get(start..end)
                .unwrap_or_default()
                .to_lowercase()
                .replace('’', "'"),
            at: start..end,
            after_pause: std::mem::take(&mut pause),
        });
        if seconds && matches!(before.as_str(), "for" | "hold" | "to") {
            found.push(Word {
                text: "sec".to_owned(),
                at: end..end,
                after_pause: false,
            });
        }
    }
    found
}

fn is_number_word(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
}

/// Marks that stand on the letter before them.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

fn is_pause(c: char, after: &str) -> bool {
    match c {
        ',' | ';' | ':' | '(' | ')' | '[' | ']' | '—' | '–' | '.' | '!' | '?' => true,
        // A hyphen with blanks around it is a dash.
        '-' => after.starts_with(' '),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let show = |word: Word| {
            if word.after_pause {
                format!("| {}", word.text)
            } else {
                word.text
            }
        };
        words(text).into_iter().map(show).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn words_numbers_and_pauses_are_told_apart() {
        assert_eq!(shown("Hold, don’t bounce: 1.5 min."), "hold | don't bounce | 1.5 min");
        assert_eq!(
            shown("Hold 10–15s (or 10 - 20 s), a 5-second hold"),
            "hold 10 to 15 s | or 10 to 20 s | a 5 second hold"
        );
        assert_eq!(
            shown("10× or ×5, 1/2 min, 1 1/2 min"),
            "10 x or x 5 | 0.5 min | 1 0.5 min"
        );
        assert_eq!(shown("Hold for 20\", lean 2\""), "hold for 20 sec | lean 2");
        assert_eq!(shown("Ear-to-shoulder — Épaule"), "ear to shoulder | épaule");
    }
}
