//! A sentence as its words, in small letters, each with its place and whether a pause stands before it.
//!
//! Must not know: what any word means.

use std::iter::Peekable;
use std::ops::Range;
use std::str::CharIndices;

/// One word, or one number.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Word {
    /// Small letters; apostrophes straight.
    pub text: String,
    /// Where it stands in the sentence, bytes.
    pub at: Range<usize>,
    /// A comma, colon, bracket or dash stands between the word before and this one.
    pub after_pause: bool,
    /// An equals sign stands between them: "Reps = 5".
    pub after_equals: bool,
}

/// The words of a text. A dash between numbers becomes the word "to".
pub(crate) fn words(text: &str) -> Vec<Word> {
    let mut reader = Reader {
        text,
        rest: text.char_indices().peekable(),
        found: Vec::new(),
        pause: false,
        equals: false,
        dash: None,
    };
    while let Some((start, c)) = reader.rest.next() {
        match c {
            '½' => reader.sign(start, c, "0.5"),
            // "10×" and "×5" are times.
            '×' => reader.sign(start, c, "x"),
            '&' => reader.push("and", start..start + 1, false),
            // "30 sec / side", "3x/day": for each.
            '/' if reader.counts() => reader.push("/", start..start + 1, false),
            _ if c.is_ascii_digit() || c.is_alphabetic() => reader.word(start, c),
            _ => reader.between(start, c),
        }
    }
    reader.found
}

struct Reader<'a> {
    text: &'a str,
    rest: Peekable<CharIndices<'a>>,
    found: Vec<Word>,
    /// A pause stands before what comes next.
    pause: bool,
    equals: bool,
    /// Where the last dash stands that no word came after.
    dash: Option<usize>,
}

impl Reader<'_> {
    fn push(&mut self, text: impl Into<String>, at: Range<usize>, after_pause: bool) {
        self.found.push(Word {
            text: text.into(),
            at,
            after_pause,
            after_equals: std::mem::take(&mut self.equals),
        });
    }

    /// A sign that is a word: "½", "×".
    fn sign(&mut self, start: usize, c: char, text: &str) {
        let after_pause = std::mem::take(&mut self.pause);
        self.push(text, start..start + c.len_utf8(), after_pause);
    }

    /// Whether a number with its unit stands right before, and a word comes next.
    fn counts(&self) -> bool {
        let mut last = self.found.iter().rev().take(2);
        let mut after = self.rest.clone().skip_while(|(_, c)| *c == ' ');
        let unit = last.next().is_some_and(|word| !is_number_word(&word.text));
        unit && last.next().is_some_and(|word| is_number_word(&word.text))
            && after.next().is_some_and(|(_, c)| c.is_alphabetic())
    }

    /// What is neither a word nor a number.
    fn between(&mut self, start: usize, c: char) {
        if matches!(c, '-' | '–' | '—' | '‑') {
            self.dash = Some(start);
        }
        self.equals |= c == '=';
        self.pause |= is_pause(c, self.text.get(start + c.len_utf8()..).unwrap_or_default());
    }

    /// A word or a number that begins with `c`.
    fn word(&mut self, start: usize, c: char) {
        let is_number = c.is_ascii_digit();
        let end = self.end(start + c.len_utf8(), is_number);
        // "1/2", and "1 1/2" behind a whole number.
        if is_number && end == start + 1 && self.is_half(start) {
            self.rest.next();
            self.rest.next();
            let after_pause = std::mem::take(&mut self.pause);
            self.push("0.5", start..start + 3, after_pause);
            return;
        }
        if is_number
            && !self.found.is_empty()
            && let Some((seconds, until)) = self.clock(start)
        {
            while self.rest.next_if(|(at, _)| *at < until).is_some() {}
            let after_pause = std::mem::take(&mut self.pause);
            self.push(seconds.to_string(), start..until, after_pause);
            self.push("sec", until..until, false);
            return;
        }
        let after_number = self.found.last().is_some_and(|word| is_number_word(&word.text));
        if let Some(at) = self.dash.take().filter(|_| is_number && after_number) {
            self.push("to", at..at, false);
            self.pause = false;
        }
        // "Hold for 20\"": seconds, as on the sheets of practices.
        let asks = |word: &Word| matches!(word.text.as_str(), "for" | "hold" | "to");
        let seconds =
            is_number && matches!(self.rest.peek(), Some((_, '"' | '″'))) && self.found.last().is_some_and(asks);
        let text = self.text.get(start..end).unwrap_or_default();
        let after_pause = std::mem::take(&mut self.pause);
        self.push(text.to_lowercase().replace('’', "'"), start..end, after_pause);
        if seconds {
            self.push("sec", end..end, false);
        }
    }

    /// Takes the letters that belong to the word, or the digits to the number: where it ends.
    fn end(&mut self, mut end: usize, is_number: bool) -> usize {
        while let Some(&(at, next)) = self.rest.peek() {
            let after = self
                .text
                .get(at + next.len_utf8()..)
                .and_then(|after| after.chars().next());
            let goes_on = if is_number {
                next.is_ascii_digit()
                    || (matches!(next, '.' | ',') && after.is_some_and(|after| after.is_ascii_digit()))
            } else {
                next.is_alphabetic()
                    || (matches!(next, '\'' | '’') && after.is_some_and(char::is_alphabetic))
                    || is_mark(next)
            };
            if !goes_on {
                break;
            }
            end = at + next.len_utf8();
            self.rest.next();
        }
        end
    }

    /// Seconds and end of "0:30" at the end of a text: a clock that counts down, no time of the day.
    fn clock(&self, start: usize) -> Option<(u32, usize)> {
        let (minutes, rest) = self.text.get(start..)?.split_once(':')?;
        let seconds = rest.get(..2)?;
        let digits = |text: &str| (1..=2).contains(&text.len()) && text.chars().all(|c| c.is_ascii_digit());
        let ends = rest.get(2..)?.chars().all(|c| !c.is_alphanumeric());
        let minutes = minutes
            .parse::<u32>()
            .ok()
            .filter(|minutes_| digits(minutes) && *minutes_ <= 5)?;
        let seconds = seconds
            .parse::<u32>()
            .ok()
            .filter(|count| digits(seconds) && *count < 60)?;
        ends.then_some((minutes * 60 + seconds, start + self.text.get(start..)?.find(':')? + 3))
    }

    /// Whether "1/2" stands here, and is no part of a longer number or date.
    fn is_half(&self, start: usize) -> bool {
        let after = self.text.get(start..).and_then(|rest| rest.strip_prefix("1/2"));
        after.is_some_and(|after| !after.starts_with(|c: char| c.is_alphanumeric() || c == '/'))
            && !self.text.get(..start).unwrap_or_default().ends_with('/')
    }
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
        ',' | ';' | ':' | '(' | ')' | '[' | ']' | '—' | '–' | '.' | '!' | '?' | '…' | '/' | '|' | '→' => true,
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
        assert_eq!(shown("30 sec / side, L/R, 3x/day"), "30 sec / side | l | r | 3 x / day");
        assert_eq!(shown("Ear-to-shoulder — Épaule"), "ear to shoulder | épaule");
    }
}
