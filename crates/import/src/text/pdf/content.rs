//! What a page draws, as pieces of text with their places. Source: ISO 32000-2:2020, 8.4 and 9.
//!
//! Only what moves text is followed; lines, colours and pictures are passed over, but that there are pictures is noted.
//!
//! Must not know: lines, columns, blocks.

use std::collections::HashMap;
use std::rc::Rc;

use super::drawing::{Drawing, State};
use super::file::File;
use super::font::Font;
use super::pages::Resources;
use super::syntax::{Dict, Lexer, Object, is_blank};

/// Most operands of one operator.
const MOST_OPERANDS: usize = 64;
/// A gap of so much of a letter's size parts words. A blank of most fonts is a quarter wide, and a third less between
/// words that are squeezed into a line; letters of one word are moved by a twentieth.
pub(super) const WORD_GAP: f64 = 0.15;

/// A piece of text without a gap.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Piece {
    pub text: String,
    /// From its left to its right, in points of the page, along the way it runs.
    pub left: f64,
    pub right: f64,
    /// Its base line, upwards.
    pub base: f64,
    /// The height of its letters.
    pub size: f64,
    pub bold: bool,
    /// It was marked as one that stands on every page.
    pub artifact: bool,
    pub way: Way,
}

/// Where a text runs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Way {
    Right,
    Up,
    Left,
    Down,
    /// Across the page.
    Slanted,
}

/// What a page held.
#[derive(Debug, Default)]
pub(super) struct Drawn {
    pub pieces: Vec<Piece>,
    pub pictures: usize,
    /// Letters that are known, and those that are not.
    pub known: usize,
    pub unknown: usize,
}

/// Reads pages, and remembers their fonts.
pub(super) struct Contents<'f, 'a> {
    pub file: &'f File<'a>,
    /// By the numbers of their objects.
    fonts: HashMap<u32, Rc<Font>>,
}

impl<'f, 'a> Contents<'f, 'a> {
    pub fn new(file: &'f File<'a>) -> Self {
        Self {
            file,
            fonts: HashMap::new(),
        }
    }

    /// Reads a page.
    pub fn page(&mut self, page: &Dict, resources: &Rc<Resources>) -> Drawn {
        let mut drawn = Drawn::default();
        let Some(told) = page.get("Contents") else { return drawn };
        let streams = match self.file.object(told) {
            Object::List(streams) => streams,
            _ => vec![told.clone()],
        };
        let mut bytes = Vec::new();
        for stream in &streams {
            if let Some((_, part)) = self.file.stream(stream) {
                // They may be cut anywhere between two words.
                bytes.extend(part);
                bytes.push(b'\n');
            }
            if bytes.len() > super::budget::LONGEST_STREAM {
                self.file.budget.end("a page that unpacks to more than 24 MB");
            }
        }
        self.draw(&bytes, resources, State::default(), 0, &mut drawn);
        drawn
    }

    /// Reads the contents of a page, or of a form that is drawn in this state.
    pub fn draw(&mut self, bytes: &[u8], resources: &Rc<Resources>, state: State, depth: usize, drawn: &mut Drawn) {
        let budget = self.file.budget;
        let mut drawing = Drawing::new(self, resources.clone(), state, depth, drawn);
        let mut lexer = Lexer::new(bytes, 0, budget);
        let mut operands: Vec<Object> = Vec::new();
        while let Some(object) = lexer.next() {
            match object {
                Object::Word(word) => {
                    if word == b"BI" {
                        pass_picture(&mut lexer);
                        drawing.picture();
                    } else {
                        drawing.act(&word, &operands);
                    }
                    operands.clear();
                }
                object if operands.len() < MOST_OPERANDS => operands.push(object),
                _ => {}
            }
        }
    }

    pub fn font(&mut self, told: &Object) -> Option<Rc<Font>> {
        let number = match told {
            Object::Reference(number) => Some(*number),
            _ => None,
        };
        if let Some(known) = number.and_then(|number| self.fonts.get(&number)) {
            return Some(known.clone());
        }
        let font = Rc::new(Font::read(self.file, &self.file.dict_of(told)?));
        if let Some(number) = number {
            self.fonts.insert(number, font.clone());
        }
        Some(font)
    }
}

/// Passes over a picture that stands in the page itself.
fn pass_picture(lexer: &mut Lexer) {
    let mut at = lexer.at;
    let rest = lexer.rest();
    let ends = |place: usize| {
        let blank = |at: Option<usize>| at.and_then(|at| rest.get(at)).is_none_or(|byte| is_blank(*byte));
        blank(place.checked_sub(1)) && blank(Some(place + 2))
    };
    let mut from = 0;
    while let Some(place) = super::file::find(rest, b"EI", from) {
        from = place + 2;
        if ends(place) {
            at += from;
            lexer.at = at;
            return;
        }
    }
    lexer.at += rest.len();
}
