//! The letters of a font's codes, where it says them itself (`ToUnicode`). Source: ISO 32000-2:2020, 9.10.3.
//!
//! Must not know: fonts.

use super::budget::Budget;
use super::syntax::{Lexer, Object};

/// How many ranges before the nearest one are looked at: they hardly ever overlap.
const LOOKED_BACK: usize = 8;
/// Longest text of one code, in units of UTF-16: the longest ligature there is has eighteen.
const LONGEST: usize = 32;

/// Codes from the first to the last, and the text of the first one; the others count on from it.
#[derive(Debug, Clone, PartialEq)]
struct Codes {
    first: u32,
    last: u32,
    text: Vec<u16>,
}

/// Texts by codes.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct CMap {
    codes: Vec<Codes>,
}

fn code(object: &Object) -> Option<u32> {
    match object {
        Object::Text(bytes) if bytes.len() <= 4 => {
            Some(bytes.iter().fold(0, |code, byte| (code << 8) | u32::from(*byte)))
        }
        _ => None,
    }
}

fn units(object: &Object) -> Option<Vec<u16>> {
    let Object::Text(bytes) = object else { return None };
    let unit = |pair: &[u8]| match pair {
        [high, low] => u16::from_be_bytes([*high, *low]),
        [one] => u16::from(*one),
        _ => 0,
    };
    Some(bytes.chunks(2).take(LONGEST).map(unit).collect())
}

impl CMap {
    /// Reads one, as far as it goes.
    pub fn read(bytes: &[u8], budget: &Budget) -> Self {
        let mut map = Self::default();
        let mut lexer = Lexer::new(bytes, 0, budget);
        let mut held: Vec<Object> = Vec::new();
        while let Some(object) = lexer.next() {
            let Object::Word(word) = object else {
                held.push(object);
                continue;
            };
            let group = match word.as_slice() {
                b"endbfchar" => 2,
                b"endbfrange" => 3,
                _ => 0,
            };
            for told in held
                .chunks_exact(group.max(1))
                .take(if group > 0 { usize::MAX } else { 0 })
            {
                map.add(told, budget);
            }
            held.clear();
        }
        map.codes.sort_by_key(|codes| codes.first);
        map
    }

    fn add(&mut self, told: &[Object], budget: &Budget) {
        let mut add = |first: u32, last: u32, text: Vec<u16>| {
            if budget.map(1).is_some() {
                self.codes.push(Codes { first, last, text });
            }
        };
        match told {
            [from, text] => {
                if let (Some(code), Some(text)) = (code(from), units(text)) {
                    add(code, code, text);
                }
            }
            [from, to, text] => {
                let (Some(first), Some(last)) = (code(from), code(to)) else {
                    return;
                };
                if let Object::List(texts) = text {
                    for (code, text) in (first..=last).zip(texts) {
                        if let Some(text) = units(text) {
                            add(code, code, text);
                        }
                    }
                } else if let Some(text) = units(text) {
                    add(first, last, text);
                }
            }
            _ => {}
        }
    }

    /// The text of a code; none of control characters, or of what stands for an unknown letter.
    pub fn text(&self, code: u32) -> Option<String> {
        let end = self.codes.partition_point(|codes| codes.first <= code);
        let before = self.codes.get(..end)?.iter().rev().take(LOOKED_BACK);
        let found = before.into_iter().find(|codes| codes.last >= code)?;
        let mut units = found.text.clone();
        let on = u16::try_from(code - found.first).ok()?;
        let last = units.last_mut()?;
        *last = last.wrapping_add(on);
        let text: String = char::decode_utf16(units)
            .map(|letter| letter.unwrap_or('\u{fffd}'))
            .collect();
        let known = |c: char| c != '\u{fffd}' && (!c.is_control() || c == '\t');
        Some(text).filter(|text| text.chars().all(known))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_become_letters() {
        let map = "/CMapName /X def 1 begincodespacerange <0000> <ffff> endcodespacerange
            2 beginbfchar <0003> <0020> <0004> <00660069> endbfchar
            2 beginbfrange <0010> <0012> <0061> <0020> <0022> [<0041> <D83DDE00>] endbfrange 1 beginbfchar <0030> <FFFD> endbfchar";
        let map = CMap::read(map.as_bytes(), &Budget::new());
        let text = |code| map.text(code);
        assert_eq!(
            [3, 4, 0x10, 0x12, 0x20, 0x21].map(|code| text(code).unwrap_or_default()),
            [" ", "fi", "a", "c", "A", "😀"]
        );
        assert_eq!([0, 5, 0x13, 0x22, 0x30].map(text), [const { None }; 5]);
    }
}
