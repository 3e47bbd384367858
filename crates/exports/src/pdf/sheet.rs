//! Draws on the page: lines of text, rules, dots. Whatever is drawn is either text that the page's tags name, or an
//! ornament that screen readers pass over.

use std::collections::BTreeSet;

use krilla::color::rgb;
use krilla::geom::{Path, PathBuilder, Point};
use krilla::num::NormalizedF32;
use krilla::paint::{Fill, FillRule, Stroke};
use krilla::surface::Surface;
use krilla::tagging::{ArtifactType, ContentTag, Identifier, SpanTag};

use super::faces::{Face, Faces, Shaped};

/// How a text looks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style {
    pub face: Face,
    /// Points.
    pub size: f32,
    pub colour: Colour,
}

/// The colours of the page. They stay apart in print without colours, too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Colour {
    Ink,
    Quiet,
    Hairline,
    Left,
    Right,
}

impl Colour {
    fn rgb(self) -> rgb::Color {
        match self {
            Self::Ink => rgb::Color::new(0x1f, 0x24, 0x21),
            // 5.6 to 1 on white.
            Self::Quiet => rgb::Color::new(0x5f, 0x6a, 0x63),
            Self::Hairline => rgb::Color::new(0xc9, 0xd0, 0xca),
            Self::Left => rgb::Color::new(0x1d, 0x6b, 0x5a),
            Self::Right => rgb::Color::new(0xb3, 0x5a, 0x00),
        }
    }
}

/// On which side of its place a text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    Left,
    Right,
}

/// A page while it is drawn. Points from the upper left corner.
pub(super) struct Sheet<'s, 'p> {
    surface: &'s mut Surface<'p>,
    faces: &'s Faces,
    /// Characters that the font lacks, and that were to be drawn.
    pub missing: BTreeSet<char>,
}

impl<'s, 'p> Sheet<'s, 'p> {
    pub fn new(surface: &'s mut Surface<'p>, faces: &'s Faces) -> Self {
        Self {
            surface,
            faces,
            missing: BTreeSet::new(),
        }
    }

    /// One line, its baseline at `y`.
    pub fn text(&mut self, x: f32, y: f32, align: Align, style: Style, text: &str) -> Identifier {
        let shaped = self.faces.shape(style.face, text);
        let x = match align {
            Align::Left => x,
            Align::Right => x - shaped.width * style.size,
        };
        self.draw(x, y, style, &shaped)
    }

    /// A text within a picture, up to `x`.
    pub fn label(&mut self, x: f32, y: f32, style: Style, text: &str) {
        let shaped = self.faces.shape(style.face, text);
        self.glyphs(x - shaped.width * style.size, y, style, &shaped);
    }

    fn draw(&mut self, x: f32, y: f32, style: Style, shaped: &Shaped) -> Identifier {
        let id = self.surface.start_tagged(ContentTag::Span(SpanTag::empty()));
        self.glyphs(x, y, style, shaped);
        self.surface.end_tagged();
        id
    }

    fn glyphs(&mut self, x: f32, y: f32, style: Style, shaped: &Shaped) {
        self.missing.extend(&shaped.missing);
        self.surface.set_fill(Some(filled(style.colour)));
        self.surface.set_stroke(None);
        let font = self.faces.font(style.face);
        let at = Point::from_xy(x, y);
        self.surface
            .draw_glyphs(at, &shaped.glyphs, font, &shaped.text, style.size, false);
    }

    /// Text in a column, from the line with its baseline at `y` on, at most so many lines. What was drawn, and how many
    /// lines.
    pub fn column(&mut self, place: Column, style: Style, text: &str) -> (Vec<Identifier>, usize) {
        let lines = wrapped(self.faces, style, text, place.width, place.most);
        let count = lines.len();
        let first = place.y
            - if place.from_below {
                (count - 1) as f32 * place.leading
            } else {
                0.0
            };
        let drawn = lines
            .into_iter()
            .enumerate()
            .map(|(line, text)| self.text(place.x, first + line as f32 * place.leading, place.align, style, &text));
        (drawn.collect(), count)
    }

    /// How many lines a text takes.
    pub fn lines(&self, style: Style, text: &str, width: f32) -> usize {
        wrapped(self.faces, style, text, width, usize::MAX).len()
    }

    /// An ornament: a line across.
    pub fn rule(&mut self, from: f32, to: f32, y: f32) {
        self.ornament(|sheet| sheet.line((from, y), (to, y), Colour::Hairline, 0.6));
    }

    /// What is drawn in `drawing` says nothing that is not said in words.
    pub fn ornament(&mut self, drawing: impl FnOnce(&mut Self)) {
        self.surface.start_tagged(ContentTag::Artifact(ArtifactType::Other));
        drawing(self);
        self.surface.end_tagged();
    }

    /// What is drawn in `drawing` is one picture.
    pub fn picture(&mut self, drawing: impl FnOnce(&mut Self)) -> Identifier {
        let id = self.surface.start_tagged(ContentTag::Other);
        drawing(self);
        self.surface.end_tagged();
        id
    }

    pub fn line(&mut self, from: (f32, f32), to: (f32, f32), colour: Colour, width: f32) {
        let mut path = PathBuilder::new();
        path.move_to(from.0, from.1);
        path.line_to(to.0, to.1);
        self.stroke(path.finish(), colour, width);
    }

    /// A full dot, or a ring, which differ without colours.
    pub fn dot(&mut self, (x, y): (f32, f32), radius: f32, colour: Colour, full: bool) {
        let circle = circle(x, y, radius);
        if full {
            self.surface.set_stroke(None);
            self.surface.set_fill(Some(filled(colour)));
            if let Some(circle) = circle {
                self.surface.draw_path(&circle);
            }
        } else {
            self.stroke(circle, colour, 0.8);
        }
    }

    fn stroke(&mut self, path: Option<Path>, colour: Colour, width: f32) {
        self.surface.set_fill(None);
        self.surface.set_stroke(Some(Stroke {
            paint: colour.rgb().into(),
            width,
            ..Stroke::default()
        }));
        if let Some(path) = path {
            self.surface.draw_path(&path);
        }
    }
}

/// Where a text stands that may take several lines.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    pub x: f32,
    /// Baseline of the first line, or of the last with `from_below`.
    pub y: f32,
    pub width: f32,
    pub align: Align,
    pub leading: f32,
    /// Most lines. What does not fit ends in an ellipsis.
    pub most: usize,
    pub from_below: bool,
}

fn filled(colour: Colour) -> Fill {
    Fill {
        paint: colour.rgb().into(),
        opacity: NormalizedF32::ONE,
        rule: FillRule::NonZero,
    }
}

/// A circle of four curves, a part in ten thousand off.
fn circle(x: f32, y: f32, radius: f32) -> Option<Path> {
    let bend = radius * 0.552_284_8;
    let mut path = PathBuilder::new();
    path.move_to(x + radius, y);
    path.cubic_to(x + radius, y + bend, x + bend, y + radius, x, y + radius);
    path.cubic_to(x - bend, y + radius, x - radius, y + bend, x - radius, y);
    path.cubic_to(x - radius, y - bend, x - bend, y - radius, x, y - radius);
    path.cubic_to(x + bend, y - radius, x + radius, y - bend, x + radius, y);
    path.close();
    path.finish()
}

/// At least one line. All but the last end with a space, so that whoever copies the text gets its words.
fn wrapped(faces: &Faces, style: Style, text: &str, width: f32, most: usize) -> Vec<String> {
    let fits = |line: &str| faces.shape(style.face, line).width * style.size <= width;
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let line = lines.last_mut().expect("there is one");
        let longer = if line.is_empty() {
            word.to_owned()
        } else {
            format!("{line} {word}")
        };
        if line.is_empty() || fits(&longer) {
            *line = longer;
        } else {
            line.push(' ');
            lines.push(word.to_owned());
        }
    }
    let whole = lines.len() <= most;
    lines.truncate(most.max(1));
    let count = lines.len();
    for (place, line) in lines.iter_mut().enumerate() {
        let cut = place + 1 == count && !whole;
        if cut || !fits(line.trim_end()) {
            *line = shortened(line.trim_end(), &fits);
        }
    }
    lines
}

/// As much of it as fits before an ellipsis.
fn shortened(line: &str, fits: &dyn Fn(&str) -> bool) -> String {
    let ends = line.char_indices().map(|(at, _)| at).rev();
    let shorter = std::iter::once(line.len()).chain(ends);
    let mut tries = shorter.map(|end| format!("{}…", line[..end].trim_end()));
    tries.find(|line| fits(line)).unwrap_or_else(|| "…".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const STYLE: Style = Style {
        face: Face::Regular,
        size: 10.0,
        colour: Colour::Ink,
    };

    #[test]
    fn a_text_is_wrapped_between_words_and_shortened_where_it_must_be() {
        let faces = Faces::built_in();
        let wrap = |text, most| wrapped(&faces, STYLE, text, 80.0, most);
        assert_eq!(wrap("", 2), [""]);
        assert_eq!(wrap("Turn your head", 2), ["Turn your head"]);
        assert_eq!(
            wrap("Turn your head to the left side", 3),
            ["Turn your head ", "to the left side"]
        );
        let cut = wrap("Turn your head to the left side and look down at a slant", 2);
        assert_eq!(cut.len(), 2);
        assert!(cut[1].ends_with('…') && cut[1].starts_with("to the left"), "{cut:?}");
        let long = wrap("Donaudampfschifffahrtsgesellschaft", 2);
        assert!(long.len() == 1 && long[0].ends_with('…'), "{long:?}");
    }
}
