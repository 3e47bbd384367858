//! Reads a list of names and texts in the front matter: `{ "name": "text", … }`, or one indented line each.

use std::ops::Range;

use crate::at::line_end;
use crate::at::span;
use crate::mistake::Mistake;
use crate::phrase_mistake::PhraseMistake;
use crate::syntax::At;

/// One name and its text, as written, without quotes.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct RawEntry<'a> {
    pub name: At<&'a str>,
    pub value: At<&'a str>,
}

/// Reads the list that begins at `from`, behind the key's colon, and ends before `end`.
///
/// Gives the entries, and where the next line of the front matter begins. After a mistake the rest of the list is
/// left out.
pub(crate) fn read<'a>(
    text: &'a str,
    from: usize,
    end: usize,
    mistakes: &mut Vec<Mistake>,
) -> (Vec<RawEntry<'a>>, usize) {
    let first_end = line_end(text, from, end);
    let first = text.get(from..first_end).unwrap_or_default();
    let at = from + (first.len() - first.trim_start().len());
    let entry_mistake = |at: Range<usize>| Mistake::OwnPhrase(PhraseMistake::Entry { at: span(&at) });
    if first.trim().is_empty() {
        return block(text, first_end, end, mistakes);
    }
    if !first.trim_start().starts_with('{') {
        mistakes.push(entry_mistake(at..at + first.trim().len()));
        return (Vec::new(), first_end);
    }
    let mut cursor = Cursor { text, at: at + 1, end };
    let mut entries = Vec::new();
    loop {
        cursor.skip_blanks();
        match cursor.peek() {
            None => {
                mistakes.push(Mistake::OwnPhrase(PhraseMistake::Unclosed {
                    at: span(&(at..at + 1)),
                }));
                return (entries, end);
            }
            Some('}') => break,
            Some(',') => cursor.at += 1,
            Some(_) => match cursor.entry() {
                Ok(entry) => entries.push(entry),
                Err(at) => {
                    mistakes.push(entry_mistake(at));
                    return (entries, after_list(text, cursor.at, end));
                }
            },
        }
    }
    let next = line_end(text, cursor.at + 1, end);
    let rest = text.get(cursor.at + 1..next).unwrap_or_default();
    if !rest.trim().is_empty() {
        let start = cursor.at + 1 + (rest.len() - rest.trim_start().len());
        mistakes.push(entry_mistake(start..start + rest.trim().len()));
    }
    (entries, next)
}

/// Indented lines, one entry each.
fn block<'a>(text: &'a str, from: usize, end: usize, mistakes: &mut Vec<Mistake>) -> (Vec<RawEntry<'a>>, usize) {
    let mut entries = Vec::new();
    let mut at = from;
    while at < end {
        let next = line_end(text, at, end);
        let line = text.get(at..next).unwrap_or_default();
        let words = line.trim();
        if !words.is_empty() && !words.starts_with('#') {
            if !line.starts_with([' ', '\t']) {
                break;
            }
            let mut cursor = Cursor {
                text,
                at,
                end: at + line.trim_end().len(),
            };
            cursor.skip_blanks();
            match cursor.block_entry() {
                Ok(entry) => entries.push(entry),
                Err(at) => mistakes.push(Mistake::OwnPhrase(PhraseMistake::Entry { at: span(&at) })),
            }
        }
        at = next;
    }
    (entries, at)
}

struct Cursor<'a> {
    text: &'a str,
    at: usize,
    end: usize,
}

impl<'a> Cursor<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..self.end).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Blanks, line ends and whole lines of comment.
    fn skip_blanks(&mut self) {
        loop {
            let rest = self.rest();
            self.at += rest.len() - rest.trim_start().len();
            let on_new_line = self
                .text
                .get(..self.at)
                .is_some_and(|before| before.trim_end_matches([' ', '\t']).ends_with('\n'));
            if !(on_new_line && self.rest().starts_with('#')) {
                return;
            }
            self.at = line_end(self.text, self.at, self.end);
        }
    }

    /// `"name": "text"` inside of braces. The error is where it goes wrong.
    fn entry(&mut self) -> Result<RawEntry<'a>, Range<usize>> {
        let name = self.string(&[':', ',', '}', '\n'])?;
        self.skip_blanks();
        if self.peek() != Some(':') {
            return Err(name.at);
        }
        self.at += 1;
        self.skip_blanks();
        let value = self.string(&[',', '}', '\n'])?;
        Ok(RawEntry { name, value })
    }

    /// `name: text`, to the end of the line.
    fn block_entry(&mut self) -> Result<RawEntry<'a>, Range<usize>> {
        let line = self.at..self.end;
        let name = self.string(&[':'])?;
        self.skip_blanks();
        if self.peek() != Some(':') {
            return Err(line);
        }
        self.at += 1;
        self.skip_blanks();
        let value = self.string(&[])?;
        if !self.rest().trim().is_empty() {
            return Err(line);
        }
        Ok(RawEntry { name, value })
    }

    /// A text in quotes, or a bare one up to one of `stops`. `{side}` may stand in a bare one.
    fn string(&mut self, stops: &[char]) -> Result<At<&'a str>, Range<usize>> {
        let rest = self.rest();
        let start = self.at;
        if let Some(quote) = rest.chars().next().filter(|c| matches!(c, '"' | '\'')) {
            let inside = rest.get(1..).unwrap_or_default();
            let Some(length) = inside.find([quote, '\n']).filter(|at| inside[*at..].starts_with(quote)) else {
                return Err(start..start + 1);
            };
            self.at = start + length + 2;
            return Ok(At {
                value: inside.get(..length).unwrap_or_default(),
                at: start + 1..start + 1 + length,
            });
        }
        let mut length = 0;
        while let Some(c) = rest[length..].chars().next() {
            if rest[length..].starts_with("{side}") {
                length += "{side}".len();
            } else if stops.contains(&c) {
                break;
            } else {
                length += c.len_utf8();
            }
        }
        self.at = start + length;
        let value = rest[..length].trim_end();
        let at = start..start + value.len();
        if value.is_empty() {
            let next = rest.chars().next().map_or(0, char::len_utf8);
            return Err(start..start + next);
        }
        Ok(At { value, at })
    }
}

/// After a mistake: the line after the one that closes the list, else the next line.
fn after_list(text: &str, from: usize, end: usize) -> usize {
    let mut at = from;
    while at < end {
        let next = line_end(text, at, end);
        let line = text.get(at..next).unwrap_or_default();
        if line.trim_end().ends_with('}') {
            return next;
        }
        if line.starts_with(|c: char| c.is_ascii_lowercase()) && at != from {
            return at;
        }
        at = next;
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> String {
        let mut mistakes = Vec::new();
        let (entries, next) = read(text, 0, text.len(), &mut mistakes);
        let entries: Vec<String> = entries
            .iter()
            .map(|entry| {
                assert_eq!(&text[entry.name.at.clone()], entry.name.value);
                assert_eq!(&text[entry.value.at.clone()], entry.value.value);
                format!("{}={}", entry.name.value, entry.value.value)
            })
            .collect();
        let mistakes: Vec<String> = mistakes.iter().map(Mistake::code_name).collect();
        format!("{} | {} | {:?}", entries.join("; "), mistakes.join(" "), &text[next..])
    }

    #[test]
    fn braces_and_lines_are_read_alike() {
        assert_eq!(
            told(" { \"a b\": \"x >= 1\", 'c': 'y' }\nrest"),
            "a b=x >= 1; c=y |  | \"rest\""
        );
        assert_eq!(
            told(" {\n  \"a\": \"x\",\n  # why\n  b: y {side} >= 1,\n}\nrest"),
            "a=x; b=y {side} >= 1 |  | \"rest\""
        );
        assert_eq!(
            told("\n  a b: x >= 1\n\n  # why\n  \"c\": 'y'\r\nrest"),
            "a b=x >= 1; c=y |  | \"rest\""
        );
        assert_eq!(told(" {}\nrest"), " |  | \"rest\"");
        assert_eq!(told("\nrest"), " |  | \"rest\"");
    }

    #[test]
    fn what_is_no_list_is_told_and_the_rest_is_read() {
        assert_eq!(told(" hello\nrest"), " | guide::phrase_entry | \"rest\"");
        assert_eq!(told(" { \"a\": \"x\""), "a=x | guide::unclosed_phrases | \"\"");
        assert_eq!(told(" { \"a\" \"x\" }\nrest"), " | guide::phrase_entry | \"rest\"");
        assert_eq!(told(" { \"a\": \"x }\nrest"), " | guide::phrase_entry | \"rest\"");
        assert_eq!(told("\n  a\n  b: y\nrest"), "b=y | guide::phrase_entry | \"rest\"");
        assert_eq!(
            told(" { \"a\": \"x\" } or so\nrest"),
            "a=x | guide::phrase_entry | \"rest\""
        );
    }
}
