//! What PDFs are written in: numbers, names, texts, lists, dictionaries, words.
//!
//! Reads one object after the other, to a bounded depth and size. Source: ISO 32000-2:2020, 7.2 and 7.3.
//!
//! Must not know: what objects are for.

use std::collections::BTreeMap;

use super::budget::Budget;

/// Deepest nesting of lists and dictionaries. Writers of PDF stay below ten.
const DEEPEST: usize = 32;
/// Most objects within one: the widths of a font of all letters that one may have.
const MOST_WITHIN: usize = 1 << 16;

/// An object, without what truth values say: nothing that is read here asks for one.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Object {
    Null,
    Number(f64),
    /// Each of its bytes as a letter.
    Name(String),
    Text(Vec<u8>),
    List(Vec<Object>),
    Dict(Dict),
    /// To the object of this number.
    Reference(u32),
    /// An operator, or what ends something.
    Word(Vec<u8>),
}

pub(super) type Dict = BTreeMap<String, Object>;

impl Object {
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// A whole number that is not negative.
    pub fn count(&self) -> Option<usize> {
        // A float becomes the nearest whole number that there is.
        self.number()
            .filter(|number| *number >= 0.0)
            .map(|number| number as usize)
    }

    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Name(name) => Some(name),
            _ => None,
        }
    }

    fn is_word(&self, word: &[u8]) -> bool {
        matches!(self, Self::Word(found) if found == word)
    }
}

/// Reads objects.
#[derive(Debug, Clone)]
pub(super) struct Lexer<'a> {
    bytes: &'a [u8],
    pub at: usize,
    budget: &'a Budget,
    /// How many objects the one being read may still hold.
    within: usize,
}

pub(super) fn is_blank(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 0x0c | b'\r' | b' ')
}

fn is_mark(byte: u8) -> bool {
    matches!(
        byte,
        b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%'
    )
}

fn is_regular(byte: u8) -> bool {
    !is_blank(byte) && !is_mark(byte)
}

fn hex(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

impl<'a> Lexer<'a> {
    pub fn new(bytes: &'a [u8], at: usize, budget: &'a Budget) -> Self {
        Self {
            bytes,
            at,
            budget,
            within: MOST_WITHIN,
        }
    }

    pub fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// The bytes from here on.
    pub fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    /// The next object or word. `None` at the end, or where it is too deep or too long, or nothing is left to spend.
    pub fn next(&mut self) -> Option<Object> {
        self.within = MOST_WITHIN;
        self.object(0)
    }

    /// Passes over blanks and comments.
    pub fn skip_blanks(&mut self) {
        while let Some(byte) = self.peek() {
            match byte {
                b'%' => {
                    self.at += self
                        .rest()
                        .iter()
                        .take_while(|byte| !matches!(byte, b'\n' | b'\r'))
                        .count()
                }
                byte if is_blank(byte) => self.at += 1,
                _ => break,
            }
        }
    }

    fn object(&mut self, depth: usize) -> Option<Object> {
        let start = self.at;
        self.within = self.within.checked_sub(1)?;
        self.skip_blanks();
        let first = self.peek()?;
        let found = match first {
            b'[' | b'<' if first == b'[' || self.rest().starts_with(b"<<") => {
                self.budget.read(self.at - start + 2)?;
                // What is inside counts itself.
                return match first {
                    b'[' => self.list(depth),
                    _ => self.dict(depth),
                };
            }
            b'/' => Object::Name(self.name()),
            b'(' => Object::Text(self.text()),
            b'<' => Object::Text(self.hex_text()),
            b'+' | b'-' | b'.' | b'0'..=b'9' => self.number(),
            b'>' if self.rest().starts_with(b">>") => self.word(2),
            byte if is_mark(byte) => self.word(1),
            _ => {
                let length = self.rest().iter().take_while(|byte| is_regular(**byte)).count();
                self.word(length)
            }
        };
        // Whatever it is, it costs something.
        self.budget.read(self.at - start + 4)?;
        Some(found)
    }

    fn word(&mut self, length: usize) -> Object {
        let word = self.rest().get(..length).unwrap_or_default();
        self.at += word.len();
        match word {
            b"null" | b"true" | b"false" => Object::Null,
            _ => Object::Word(word.to_vec()),
        }
    }

    fn list(&mut self, depth: usize) -> Option<Object> {
        self.at += 1;
        let mut all = Vec::new();
        if depth >= DEEPEST {
            return None;
        }
        loop {
            match self.object(depth + 1)? {
                word if word.is_word(b"]") => return Some(Object::List(all)),
                // An object that has no end goes no further than the next one's beginning.
                Object::Word(word) if matches!(word.as_slice(), b"obj" | b"endobj" | b"stream" | b">>") => return None,
                Object::Word(_) => {}
                object => all.push(object),
            }
        }
    }

    fn dict(&mut self, depth: usize) -> Option<Object> {
        self.at += 2;
        let mut all = Dict::new();
        if depth >= DEEPEST {
            return None;
        }
        loop {
            match self.object(depth + 1)? {
                word if word.is_word(b">>") => return Some(Object::Dict(all)),
                Object::Name(key) => match self.object(depth + 1)? {
                    word if word.is_word(b">>") => return Some(Object::Dict(all)),
                    Object::Word(_) => return None,
                    value => {
                        all.insert(key, value);
                    }
                },
                Object::Word(_) => return None,
                _ => {}
            }
        }
    }

    fn name(&mut self) -> String {
        self.at += 1;
        let mut name = String::new();
        while let Some(byte) = self.peek().filter(|byte| is_regular(*byte)) {
            let coded = match self.rest() {
                [b'#', high, low, ..] => hex(*high).zip(hex(*low)),
                _ => None,
            };
            self.at += if coded.is_some() { 3 } else { 1 };
            name.push(char::from(coded.map_or(byte, |(high, low)| high * 16 + low)));
        }
        name
    }

    fn number(&mut self) -> Object {
        let length = self
            .rest()
            .iter()
            .take_while(|byte| matches!(byte, b'+' | b'-' | b'.' | b'0'..=b'9'))
            .count();
        let digits = self.rest().get(..length).unwrap_or_default();
        self.at += length;
        let whole = digits.iter().all(u8::is_ascii_digit);
        let number = std::str::from_utf8(digits)
            .ok()
            .and_then(|digits| digits.parse::<f64>().ok());
        // "--5", "1.2.3": what readers of PDF make of them is nothing.
        let number = number.filter(|number| number.is_finite()).unwrap_or(0.0);
        if whole && let Some(end) = self.end_of_reference() {
            self.at = end;
            // Larger ones are of no object.
            return Object::Reference(number.min(f64::from(u32::MAX)) as u32);
        }
        Object::Number(number)
    }

    /// Where " 0 R" ends, if that stands here.
    fn end_of_reference(&self) -> Option<usize> {
        let rest = self.rest();
        let first = rest
            .iter()
            .position(|byte| !is_blank(*byte))
            .filter(|blanks| *blanks > 0)?;
        let digits = rest
            .get(first..)?
            .iter()
            .take(6)
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        let second = first + digits;
        let blanks = rest.get(second..)?.iter().position(|byte| !is_blank(*byte))?;
        let last = second + blanks;
        let ends = rest.get(last + 1).is_none_or(|byte| !is_regular(*byte));
        (digits > 0 && blanks > 0 && rest.get(last) == Some(&b'R') && ends).then_some(self.at + last + 1)
    }

    fn text(&mut self) -> Vec<u8> {
        let mut text = Vec::new();
        let mut open = 0_usize;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'(' => {
                    if open > 0 {
                        text.push(byte);
                    }
                    open += 1;
                }
                b')' => {
                    open -= 1;
                    if open == 0 {
                        break;
                    }
                    text.push(byte);
                }
                b'\\' => self.escape(&mut text),
                _ => text.push(byte),
            }
        }
        text
    }

    fn escape(&mut self, text: &mut Vec<u8>) {
        let Some(byte) = self.peek() else { return };
        if matches!(byte, b'0'..=b'7') {
            let digits = self
                .rest()
                .iter()
                .take(3)
                .take_while(|byte| matches!(byte, b'0'..=b'7'));
            let (length, code) = digits.fold((0, 0_u32), |(length, code), digit| {
                (length + 1, code * 8 + u32::from(digit - b'0'))
            });
            self.at += length;
            text.push(u8::try_from(code & 0xff).unwrap_or_default());
            return;
        }
        self.at += 1;
        match byte {
            b'n' => text.push(b'\n'),
            b'r' => text.push(b'\r'),
            b't' => text.push(b'\t'),
            b'b' => text.push(8),
            b'f' => text.push(12),
            // A line that goes on in the next one.
            b'\r' => self.at += usize::from(self.peek() == Some(b'\n')),
            b'\n' => {}
            other => text.push(other),
        }
    }

    fn hex_text(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut text = Vec::new();
        let mut high = None;
        while let Some(byte) = self.peek() {
            self.at += 1;
            if byte == b'>' {
                break;
            }
            let Some(digit) = hex(byte) else { continue };
            match high.take() {
                None => high = Some(digit),
                Some(high) => text.push(high * 16 + digit),
            }
        }
        text.extend(high.map(|high| high * 16));
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<Object> {
        let budget = Budget::new();
        let mut lexer = Lexer::new(text.as_bytes(), 0, &budget);
        std::iter::from_fn(|| lexer.next()).collect()
    }

    #[test]
    fn objects_are_read_as_they_are_written() {
        let text = |text: &[u8]| Object::Text(text.to_vec());
        assert_eq!(all("1 -.5 +3. --4"), [1.0, -0.5, 3.0, 0.0].map(Object::Number));
        assert_eq!(
            all(r"(a(b)\)\101\n\
c) <4 1 2>"),
            [text(b"a(b))A\nc"), text(b"A ")]
        );
        assert_eq!(
            all("/A#20b/C % no\n q"),
            [
                Object::Name("A b".to_owned()),
                Object::Name("C".to_owned()),
                Object::Word(b"q".to_vec())
            ]
        );
        let dict = Dict::from([
            (
                "K".to_owned(),
                Object::List(vec![Object::Reference(3), Object::Number(7.0), Object::Null]),
            ),
            ("L".to_owned(), Object::Number(1.0)),
        ]);
        assert_eq!(all("<</K[3 0 R 7 true]/L 1>>"), [Object::Dict(dict)]);
        assert_eq!(all("1 0 0 RG").len(), 4);
    }

    #[test]
    fn what_is_broken_or_too_deep_ends() {
        for broken in [
            "(",
            "<",
            "<<",
            "[",
            "<</A",
            "<</A>>",
            "\\",
            "/",
            "#",
            "[1 0 obj [",
            ")",
            ">",
            "]",
            "}",
        ] {
            all(broken);
        }
        assert_eq!(all(&"[".repeat(100_000)), []);
        assert_eq!(all(&"<</A".repeat(100_000)), []);
        let long = format!("[{}]", "0 ".repeat(MOST_WITHIN + 1));
        assert_eq!(all(&long), []);
    }
}
