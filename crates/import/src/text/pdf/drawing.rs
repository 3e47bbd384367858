//! Follows the operators of a page or a form, as far as they move text.
//!
//! Must not know: objects' places, lines, blocks.

use std::collections::HashMap;
use std::rc::Rc;

use super::content::{Contents, Drawn, Piece, WORD_GAP, Way};
use super::font::Font;
use super::pages::{self, Resources};
use super::syntax::Object;

/// Most states that are kept. Source: ISO 32000-1, Annex C: 28 within each other.
const MOST_STATES: usize = 64;
/// Most marks that are open.
const MOST_MARKS: usize = 1024;
/// Deepest forms within forms.
const DEEPEST_FORM: usize = 8;
/// Most pieces of text on a page. A page of a telephone book has ten thousand.
const MOST_PIECES: usize = 50_000;

/// `[a b c d e f]`: x' = a x + c y + e, y' = b x + d y + f.
type Matrix = [f64; 6];

const AS_IT_IS: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// First `one`, then `other`.
fn then(one: Matrix, other: Matrix) -> Matrix {
    let [a, b, c, d, e, f] = one;
    let [p, q, r, s, t, u] = other;
    [
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    ]
}

/// What holds until it is changed.
#[derive(Clone)]
pub(super) struct State {
    page: Matrix,
    font: Option<Rc<Font>>,
    size: f64,
    letter_gap: f64,
    word_gap: f64,
    stretch: f64,
    line: f64,
    rise: f64,
}

impl Default for State {
    fn default() -> Self {
        Self {
            page: AS_IT_IS,
            font: None,
            size: 1.0,
            letter_gap: 0.0,
            word_gap: 0.0,
            stretch: 1.0,
            line: 0.0,
            rise: 0.0,
        }
    }
}

/// A page or a form as it is drawn.
pub(super) struct Drawing<'d, 'f, 'a> {
    contents: &'d mut Contents<'f, 'a>,
    resources: Rc<Resources>,
    /// By their names here.
    fonts: HashMap<String, Rc<Font>>,
    states: Vec<State>,
    state: State,
    text: Matrix,
    /// Where the line began.
    line: Matrix,
    /// Whether each open mark is one of what stands on every page.
    marks: Vec<bool>,
    depth: usize,
    drawn: &'d mut Drawn,
}

/// The last so many operands as numbers.
fn numbers<const N: usize>(operands: &[Object]) -> Option<[f64; N]> {
    let last = operands.get(operands.len().checked_sub(N)?..)?;
    let mut numbers = [0.0; N];
    for (number, operand) in numbers.iter_mut().zip(last) {
        *number = operand.number()?;
    }
    Some(numbers)
}

impl<'d, 'f, 'a> Drawing<'d, 'f, 'a> {
    pub fn new(
        contents: &'d mut Contents<'f, 'a>,
        resources: Rc<Resources>,
        state: State,
        depth: usize,
        drawn: &'d mut Drawn,
    ) -> Self {
        Self {
            contents,
            resources,
            fonts: HashMap::new(),
            states: Vec::new(),
            state,
            text: AS_IT_IS,
            line: AS_IT_IS,
            marks: Vec::new(),
            depth,
            drawn,
        }
    }

    /// A picture is passed over.
    pub fn picture(&mut self) {
        self.drawn.pictures += 1;
    }

    /// Does what an operator says.
    pub fn act(&mut self, word: &[u8], operands: &[Object]) {
        let one = numbers::<1>(operands).map(|[number]| number);
        match word {
            b"q" if self.states.len() < MOST_STATES => self.states.push(self.state.clone()),
            b"Q" => {
                if let Some(state) = self.states.pop() {
                    self.state = state;
                }
            }
            b"cm" => {
                if let Some(matrix) = numbers::<6>(operands) {
                    self.state.page = then(matrix, self.state.page);
                }
            }
            b"BT" => {
                self.text = AS_IT_IS;
                self.line = AS_IT_IS;
            }
            b"Tc" => self.state.letter_gap = one.unwrap_or(0.0),
            b"Tw" => self.state.word_gap = one.unwrap_or(0.0),
            b"Tz" => self.state.stretch = one.unwrap_or(100.0) / 100.0,
            b"TL" => self.state.line = one.unwrap_or(0.0),
            b"Ts" => self.state.rise = one.unwrap_or(0.0),
            b"Tf" => {
                if let [.., Object::Name(name), Object::Number(size)] = operands {
                    self.state.size = *size;
                    self.state.font = self.font(name);
                }
            }
            b"Td" | b"TD" => {
                if let Some([x, y]) = numbers::<2>(operands) {
                    if word == b"TD" {
                        self.state.line = -y;
                    }
                    self.move_line(x, y);
                }
            }
            b"Tm" => {
                if let Some(matrix) = numbers::<6>(operands) {
                    self.line = matrix;
                    self.text = matrix;
                }
            }
            b"T*" => self.move_line(0.0, -self.state.line),
            b"Tj" => self.show(operands.last()),
            b"'" | b"\"" => {
                if let Some([words, letters]) = operands.get(..2).and_then(numbers::<2>) {
                    self.state.word_gap = words;
                    self.state.letter_gap = letters;
                }
                self.move_line(0.0, -self.state.line);
                self.show(operands.last());
            }
            b"TJ" => {
                if let Some(Object::List(parts)) = operands.last() {
                    parts.iter().for_each(|part| self.show(Some(part)));
                }
            }
            b"Do" => {
                if let Some(Object::Name(name)) = operands.last() {
                    self.form(name);
                }
            }
            b"BMC" | b"BDC" => {
                let artifact = operands.first().and_then(Object::name) == Some("Artifact");
                self.marks.push(artifact || self.marks.last() == Some(&true));
                if self.marks.len() > MOST_MARKS {
                    self.marks.clear();
                }
            }
            b"EMC" => {
                self.marks.pop();
            }
            _ => {}
        }
    }

    fn move_line(&mut self, x: f64, y: f64) {
        self.line = then([1.0, 0.0, 0.0, 1.0, x, y], self.line);
        self.text = self.line;
    }

    fn font(&mut self, name: &str) -> Option<Rc<Font>> {
        if let Some(known) = self.fonts.get(name) {
            return Some(known.clone());
        }
        let font = self.contents.font(self.resources.fonts.get(name)?)?;
        self.fonts.insert(name.to_owned(), font.clone());
        Some(font)
    }

    /// Draws a form, and passes over a picture.
    fn form(&mut self, name: &str) {
        let file = self.contents.file;
        let resources = self.resources.clone();
        let Some(told) = resources.forms.get(name) else { return };
        let kind = file.dict_of(told).map(|dict| file.value(&dict, "Subtype"));
        match kind.as_ref().and_then(Object::name) {
            Some("Image") => self.picture(),
            Some("Form") if self.depth < DEEPEST_FORM => {
                let Some((dict, bytes)) = file.stream(told) else { return };
                let mut state = self.state.clone();
                if let Object::List(matrix) = file.value(&dict, "Matrix")
                    && let Some(matrix) = numbers::<6>(&matrix)
                {
                    state.page = then(matrix, state.page);
                }
                let resources = pages::resources(file, &dict, &resources);
                self.contents
                    .draw(&bytes, &resources, state, self.depth + 1, self.drawn);
            }
            _ => {}
        }
    }

    /// A text, or how far the next one is moved back, in thousandths of the size.
    fn show(&mut self, part: Option<&Object>) {
        let State { size, stretch, .. } = self.state;
        match part {
            Some(Object::Number(back)) => self.advance(-back / 1000.0 * size * stretch),
            Some(Object::Text(text)) => {
                if let Some(font) = self.state.font.clone() {
                    self.write(text, &font);
                }
            }
            _ => {}
        }
    }

    fn advance(&mut self, by: f64) {
        self.text = then([1.0, 0.0, 0.0, 1.0, by, 0.0], self.text);
    }

    fn write(&mut self, text: &[u8], font: &Font) {
        let State {
            size,
            stretch,
            letter_gap,
            word_gap,
            rise,
            ..
        } = self.state;
        let [a, b, c, d, ..] = then(self.text, self.state.page);
        let height = (c * c + d * d).sqrt() * size.abs();
        let long = (a * a + b * b).sqrt();
        let way = way_of(a, b);
        let start = self.at(rise);
        let mut said = String::new();
        for glyph in font.glyphs(text) {
            match &glyph.text {
                Some(letters) => {
                    self.drawn.known += 1;
                    said.push_str(letters);
                }
                None => {
                    self.drawn.unknown += 1;
                    said.push('\u{fffd}');
                }
            }
            let word_gap = if glyph.is_blank { word_gap } else { 0.0 };
            // Text that is written from right to left by a mirror is not read.
            self.advance((glyph.width * size + letter_gap + word_gap) * stretch);
        }
        let end = self.at(rise);
        let finite = [start.0, start.1, end.0, end.1, height, long]
            .iter()
            .all(|number| number.is_finite());
        if said.is_empty() || !finite || height <= 0.0 || self.contents.file.budget.letters(said.len()).is_none() {
            return;
        }
        // Along the way that it runs, so that all ways are read as if they ran to the right.
        let turned = |(x, y): (f64, f64)| match way {
            Way::Right | Way::Slanted => (x, y),
            Way::Up => (y, -x),
            Way::Left => (-x, -y),
            Way::Down => (-y, x),
        };
        let ((left, base), (right, _)) = (turned(start), turned(end));
        // A gap behind the last letter is none of it.
        let piece = Piece {
            text: said,
            left: left.min(right),
            right: left.max(right) - letter_gap.max(0.0) * stretch * long,
            base,
            size: height,
            bold: font.bold,
            artifact: self.marks.last() == Some(&true),
            way,
        };
        self.keep(piece);
    }

    /// Where text stands on the page.
    fn at(&self, rise: f64) -> (f64, f64) {
        let [.., x, y] = then([1.0, 0.0, 0.0, 1.0, 0.0, rise], then(self.text, self.state.page));
        (x, y)
    }

    /// Puts a piece behind the others, or to the last one if no gap parts them.
    fn keep(&mut self, piece: Piece) {
        let gap = WORD_GAP * piece.size;
        if let Some(last) = self.drawn.pieces.last_mut() {
            let apart = piece.left - last.right;
            let same = last.way == piece.way
                && last.bold == piece.bold
                && last.artifact == piece.artifact
                && (last.size - piece.size).abs() < 0.01 * piece.size
                && (last.base - piece.base).abs() < 0.05 * piece.size;
            // Drawn twice, a little apart: how some make letters bold.
            if same && last.text == piece.text && (last.left - piece.left).abs() < 0.1 * piece.size {
                return;
            }
            if same && apart.abs() < gap {
                last.text.push_str(&piece.text);
                last.right = last.right.max(piece.right);
                return;
            }
        }
        if self.drawn.pieces.len() >= MOST_PIECES {
            self.contents
                .file
                .budget
                .end("a page with more than 50,000 pieces of text");
            return;
        }
        self.drawn.pieces.push(piece);
    }
}

fn way_of(a: f64, b: f64) -> Way {
    // A tenth: what is scanned is never quite straight.
    match (a, b) {
        _ if b.abs() <= 0.1 * a.abs() => {
            if a >= 0.0 {
                Way::Right
            } else {
                Way::Left
            }
        }
        _ if a.abs() <= 0.1 * b.abs() => {
            if b >= 0.0 {
                Way::Up
            } else {
                Way::Down
            }
        }
        _ => Way::Slanted,
    }
}
