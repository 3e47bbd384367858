//! The objects of a PDF, by their numbers.
//!
//! What a PDF says of where its objects stand is not asked: they are looked for from the first byte to the last, and a
//! later one takes the place of an earlier one, as in a file that was changed. So one with a broken table is read as any
//! other, and it takes as long as the file is.
//!
//! Must not know: pages' contents, text.

use std::collections::HashMap;
use std::ops::Range;

use super::budget::Budget;
use super::filters::{Filter, Predictor, unpacked};
use super::syntax::{Dict, Lexer, Object, is_blank};

/// Most objects. A book has some ten thousand.
const MOST_OBJECTS: usize = 300_000;
/// Most references to references.
const LONGEST_CHAIN: usize = 16;

/// Where an object stands.
#[derive(Debug, Clone, Copy)]
enum Place {
    /// Behind its "obj" in the file.
    At(usize),
    /// In a packed stream, from a byte on.
    In(usize, usize),
}

/// A PDF.
#[derive(Debug)]
pub(super) struct File<'a> {
    bytes: &'a [u8],
    pub budget: &'a Budget,
    places: HashMap<u32, Place>,
    /// Streams of objects, unpacked.
    packed: Vec<Vec<u8>>,
    /// What the ends of the file say.
    pub trailer: Dict,
}

/// Where `needle` begins, from `from` on.
pub(super) fn find(bytes: &[u8], needle: &[u8], from: usize) -> Option<usize> {
    let first = *needle.first()?;
    let mut at = from;
    loop {
        at += bytes.get(at..)?.iter().position(|byte| *byte == first)?;
        if bytes.get(at..)?.starts_with(needle) {
            return Some(at);
        }
        at += 1;
    }
}

impl<'a> File<'a> {
    /// Looks for all objects.
    pub fn open(bytes: &'a [u8], budget: &'a Budget) -> Self {
        let mut file = Self {
            bytes,
            budget,
            places: HashMap::new(),
            packed: Vec::new(),
            trailer: Dict::new(),
        };
        file.look_for_trailers();
        if !file.is_encrypted() {
            file.look_for_objects();
        }
        file
    }

    /// Whether a password, or that of nobody, stands before its text.
    pub fn is_encrypted(&self) -> bool {
        self.trailer.contains_key("Encrypt")
    }

    fn look_for_trailers(&mut self) {
        let mut at = 0;
        while let Some(found) = find(self.bytes, b"trailer", at) {
            let mut lexer = Lexer::new(self.bytes, found + 7, self.budget);
            if let Some(Object::Dict(dict)) = lexer.next() {
                self.trailer.extend(dict);
            }
            at = lexer.at.max(found + 7);
        }
    }

    fn look_for_objects(&mut self) {
        let mut at = 0;
        // Behind the last "endstream" no stream has an end.
        let mut ends = true;
        while let Some(found) = find(self.bytes, b"obj", at) {
            at = found + 3;
            let Some(number) = self.number_before(found) else {
                continue;
            };
            if self.places.len() >= MOST_OBJECTS {
                self.budget.end("more than 300,000 objects");
            }
            let mut lexer = Lexer::new(self.bytes, at, self.budget);
            let Some(object) = lexer.next() else {
                if self.budget.over().is_some() {
                    return;
                }
                continue;
            };
            self.places.insert(number, Place::At(at));
            at = lexer.at;
            let (Object::Dict(dict), true) = (&object, ends) else {
                continue;
            };
            let Some(data) = self.data(dict, lexer.at) else {
                continue;
            };
            ends = data.end < self.bytes.len();
            at = if ends { data.end } else { data.start };
            match dict.get("Type").and_then(Object::name) {
                Some("ObjStm") => self.look_into(dict, data),
                Some("XRef") => self.trailer.extend(dict.clone()),
                _ => {}
            }
            if self.is_encrypted() {
                return;
            }
        }
    }

    /// The number before " 0 obj".
    fn number_before(&self, at: usize) -> Option<u32> {
        // Ten digits, five more, and blanks.
        let before = self.bytes.get(at.saturating_sub(40)..at)?;
        let mut words = before.rsplit(|byte| is_blank(*byte)).filter(|word| !word.is_empty());
        let generation = words.next()?;
        let word = words.next()?;
        let digits = word.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
        let number = word.get(word.len() - digits..)?;
        let whole = generation.iter().all(u8::is_ascii_digit);
        std::str::from_utf8(number).ok()?.parse().ok().filter(|_| whole)
    }

    /// The bytes of the stream whose dictionary ends here, if it is one's. To the end of the file where it has no end.
    fn data(&self, dict: &Dict, at: usize) -> Option<Range<usize>> {
        let mut lexer = Lexer::new(self.bytes, at, self.budget);
        lexer.skip_blanks();
        let rest = lexer.rest().strip_prefix(b"stream")?;
        let line = match rest {
            [b'\r', b'\n', ..] => 2,
            [b'\r' | b'\n', ..] => 1,
            _ => 0,
        };
        let start = lexer.at + 6 + line;
        let said = dict
            .get("Length")
            .and_then(Object::count)
            .and_then(|length| start.checked_add(length));
        if let Some(end) = said.filter(|end| self.bytes.get(*end..).is_some_and(ends_stream)) {
            return Some(start..end);
        }
        let end = find(self.bytes, b"endstream", start).unwrap_or(self.bytes.len());
        self.budget.read(end.saturating_sub(start))?;
        Some(start..end.max(start))
    }

    /// Notes the objects in a stream of them.
    fn look_into(&mut self, dict: &Dict, data: Range<usize>) {
        let count = |key: &str| {
            dict.get(key)
                .map(|found| self.object(found))
                .and_then(|found| found.count())
        };
        let (Some(all), Some(first)) = (count("N"), count("First")) else {
            return;
        };
        let Some(bytes) = self
            .unpack(dict, data)
            .filter(|bytes| self.budget.keep(bytes.len()).is_some())
        else {
            return;
        };
        let stream = self.packed.len();
        let mut lexer = Lexer::new(&bytes, 0, self.budget);
        for _ in 0..all {
            let (Some(Object::Number(number)), Some(Object::Number(from))) = (lexer.next(), lexer.next()) else {
                break;
            };
            if self.places.len() >= MOST_OBJECTS {
                self.budget.end("more than 300,000 objects");
                break;
            }
            // Numbers of objects are whole, and too large ones of none.
            let from = (from.max(0.0) as usize).saturating_add(first);
            self.places.insert(number.max(0.0) as u32, Place::In(stream, from));
        }
        self.packed.push(bytes);
    }

    /// What is behind a reference; anything else as it is.
    pub fn object(&self, object: &Object) -> Object {
        let mut object = object.clone();
        for _ in 0..LONGEST_CHAIN {
            let Object::Reference(number) = object else {
                return object;
            };
            object = self.numbered(number).map_or(Object::Null, |(object, _)| object);
        }
        Object::Null
    }

    /// The value of a key, with what is behind a reference.
    pub fn value(&self, dict: &Dict, key: &str) -> Object {
        dict.get(key).map_or(Object::Null, |found| self.object(found))
    }

    /// A dictionary under a key.
    pub fn dict(&self, dict: &Dict, key: &str) -> Option<Dict> {
        match self.value(dict, key) {
            Object::Dict(found) => Some(found),
            _ => None,
        }
    }

    /// A stream's dictionary and its bytes, unpacked.
    pub fn stream(&self, object: &Object) -> Option<(Dict, Vec<u8>)> {
        let Object::Reference(number) = object else { return None };
        let (Object::Dict(dict), Some(at)) = self.numbered(*number)? else {
            return None;
        };
        let data = self.data(&dict, at)?;
        let bytes = self.unpack(&dict, data)?;
        Some((dict, bytes))
    }

    /// The dictionary of a stream, or a dictionary.
    pub fn dict_of(&self, object: &Object) -> Option<Dict> {
        match self.object(object) {
            Object::Dict(dict) => Some(dict),
            _ => None,
        }
    }

    /// The numbers of all objects, as they follow each other in the file.
    pub fn numbers(&self) -> Vec<u32> {
        let places = self.places.iter().map(|(number, place)| match place {
            Place::At(at) => (*at, *number),
            // Streams of objects come last, and their objects in the order of their numbers.
            Place::In(..) => (usize::MAX, *number),
        });
        let mut places: Vec<(usize, u32)> = places.collect();
        places.sort_unstable();
        places.into_iter().map(|(_, number)| number).collect()
    }

    /// An object, and where in the file it ends.
    fn numbered(&self, number: u32) -> Option<(Object, Option<usize>)> {
        match self.places.get(&number)? {
            Place::At(at) => {
                let mut lexer = Lexer::new(self.bytes, *at, self.budget);
                let object = lexer.next()?;
                Some((object, Some(lexer.at)))
            }
            Place::In(stream, from) => {
                let mut lexer = Lexer::new(self.packed.get(*stream)?, *from, self.budget);
                Some((lexer.next()?, None))
            }
        }
    }

    fn unpack(&self, dict: &Dict, data: Range<usize>) -> Option<Vec<u8>> {
        // One name, or a list of them; so with what they need to know.
        let all = |keys: [&str; 2]| match keys.map(|key| self.value(dict, key)) {
            [Object::List(all), _] | [Object::Null, Object::List(all)] => {
                all.iter().take(8).map(|one| self.object(one)).collect()
            }
            [Object::Null, Object::Null] => Vec::new(),
            [Object::Null, one] | [one, _] => vec![one],
        };
        let needs = all(["DecodeParms", "DP"]);
        let filter = |(at, name): (usize, &Object)| {
            let needs = match needs.get(at) {
                Some(Object::Dict(needs)) => needs.clone(),
                _ => Dict::new(),
            };
            let count = |key: &str, usual: usize| self.value(&needs, key).count().unwrap_or(usual);
            // More colours, bits and columns than pictures have.
            let bits = count("Colors", 1).clamp(1, 32) * count("BitsPerComponent", 8).clamp(1, 32);
            let columns = count("Columns", 1).min(1 << 20);
            Some(Filter {
                name: name.name()?.to_owned(),
                predictor: (count("Predictor", 1) >= 10).then(|| Predictor {
                    row: (bits * columns).div_ceil(8),
                    sample: bits.div_ceil(8),
                }),
                early: count("EarlyChange", 1) != 0,
            })
        };
        let filters: Vec<Filter> = all(["Filter", "F"])
            .iter()
            .enumerate()
            .map(filter)
            .collect::<Option<_>>()?;
        unpacked(self.bytes.get(data)?, &filters, self.budget)
    }

    /// What the file says of itself: its title.
    pub fn title(&self) -> Option<Vec<u8>> {
        match self.value(&self.dict(&self.trailer, "Info")?, "Title") {
            Object::Text(title) => Some(title),
            _ => None,
        }
    }
}

/// Whether "endstream" stands here, behind a few blanks.
fn ends_stream(rest: &[u8]) -> bool {
    let blanks = rest.iter().take(4).take_while(|byte| is_blank(**byte)).count();
    rest.get(blanks..).is_some_and(|rest| rest.starts_with(b"endstream"))
}
