//! Lays the page out: A4, from above to below. What does not fit is counted, and is in the other exports.

use std::collections::BTreeSet;
use std::num::{NonZeroU16, NonZeroU32};

use jiff::civil::Date;
use krilla::surface::Surface;
use krilla::tagging::{Node, TableHeaderScope, Tag, TagGroup, TagKind};
use results::SideName;

use super::faces::{Face, Faces};
use super::figures::{Counts, Figures, RangeLine, SideLine};
use super::sheet::{Align, Colour, Column, Sheet, Style};
use super::words::{Words, filled};

/// A4, in points.
pub(super) const WIDTH: f32 = 595.28;
pub(super) const HEIGHT: f32 = 841.89;
const LEFT: f32 = 50.0;
const RIGHT: f32 = WIDTH - 50.0;
/// What is above may come down to here; below stands the foot.
const BOTTOM: f32 = 752.0;
const FOOT: f32 = 770.0;
/// Most guides in the table, so that ranges have room.
const MOST_GUIDES: usize = 7;
const MOST_BREAKS: usize = 3;
const ROW: f32 = 14.0;
/// Room that sentences under the ranges need: heading and lines.
const BREAKS_HEAD: f32 = 40.0;
const BREAK: f32 = 15.0;
/// Tallest row of a range.
const TALLEST: f32 = 84.0;

const TITLE: Style = Style {
    face: Face::Bold,
    size: 22.0,
    colour: Colour::Ink,
};
const PERIOD: Style = Style {
    face: Face::Regular,
    size: 11.0,
    colour: Colour::Quiet,
};
const FIGURE: Style = Style {
    face: Face::Bold,
    size: 24.0,
    colour: Colour::Ink,
};
const LABEL: Style = Style {
    face: Face::Regular,
    size: 8.5,
    colour: Colour::Quiet,
};
const HEADING: Style = Style {
    face: Face::Bold,
    size: 12.0,
    colour: Colour::Ink,
};
const HEAD: Style = Style {
    face: Face::Regular,
    size: 7.5,
    colour: Colour::Quiet,
};
const CELL: Style = Style {
    face: Face::Regular,
    size: 9.0,
    colour: Colour::Ink,
};
const STRONG: Style = Style {
    face: Face::Bold,
    size: 9.0,
    colour: Colour::Ink,
};
const SMALL: Style = Style {
    face: Face::Regular,
    size: 8.0,
    colour: Colour::Quiet,
};
const SCALE: Style = Style {
    face: Face::Regular,
    size: 6.5,
    colour: Colour::Quiet,
};
const NOTE: Style = Style {
    face: Face::Regular,
    size: 7.0,
    colour: Colour::Quiet,
};

/// What was laid out.
pub(super) struct Laid {
    pub tags: Vec<TagGroup>,
    pub missing: BTreeSet<char>,
}

/// Draws everything.
pub(super) fn draw(surface: &mut Surface<'_>, faces: &Faces, words: &Words, figures: &Figures, made: &str) -> Laid {
    let mut page = Drawn {
        sheet: Sheet::new(surface, faces),
        words,
        tags: Vec::new(),
        y: 72.0,
    };
    page.head(figures);
    page.totals(figures.all);
    if figures.guides.is_empty() {
        page.y += 30.0;
        page.paragraph(CELL, &words.none);
    } else {
        page.guides(figures);
        let breaks = figures.breaks.len().min(MOST_BREAKS);
        let below = if breaks == 0 {
            0.0
        } else {
            BREAKS_HEAD + breaks as f32 * BREAK
        };
        page.ranges(figures, BOTTOM - below);
        page.breaks(figures);
    }
    page.foot(made);
    Laid {
        tags: page.tags,
        missing: page.sheet.missing,
    }
}

struct Drawn<'s, 'p> {
    sheet: Sheet<'s, 'p>,
    words: &'s Words,
    tags: Vec<TagGroup>,
    /// Baseline of the last line.
    y: f32,
}

/// A cell of a row, on its way.
fn tagged(tag: impl Into<TagKind>, children: impl IntoIterator<Item = impl Into<Node>>) -> TagGroup {
    let mut group = TagGroup::new(tag);
    children.into_iter().for_each(|child| group.push(child));
    group
}

fn heading(level: u16, title: &str) -> TagKind {
    let level = NonZeroU16::new(level).unwrap_or(NonZeroU16::MIN);
    Tag::Hn(level, Some(title.to_owned())).into()
}

impl Drawn<'_, '_> {
    fn head(&mut self, figures: &Figures) {
        let title = self.sheet.text(LEFT, self.y, Align::Left, TITLE, &self.words.title);
        self.tags.push(tagged(heading(1, &self.words.title), [title]));
        self.y += 20.0;
        self.paragraph(PERIOD, &self.words.period(figures.from, figures.to));
    }

    fn paragraph(&mut self, style: Style, text: &str) {
        let leading = style.size * 1.4;
        let place = Column {
            x: LEFT,
            y: self.y,
            width: RIGHT - LEFT,
            align: Align::Left,
            leading,
            most: 4,
            from_below: false,
        };
        let (drawn, lines) = self.sheet.column(place, style, text);
        self.tags.push(tagged(Tag::P, drawn));
        self.y += (lines - 1) as f32 * leading;
    }

    fn section(&mut self, title: &str) {
        self.y += 30.0;
        let drawn = self.sheet.text(LEFT, self.y, Align::Left, HEADING, title);
        self.tags.push(tagged(heading(2, title), [drawn]));
        self.y += 6.0;
    }

    /// The large figures, each over its word.
    fn totals(&mut self, counts: Counts) {
        self.y += 44.0;
        let of = [
            (Some(counts.done), &self.words.done),
            (counts.planned, &self.words.planned),
            (Some(counts.seen), &self.words.seen),
            (Some(counts.self_reported), &self.words.self_reported),
            (Some(counts.stopped), &self.words.stopped),
        ];
        // What no plan speaks of, and what never was, needs no figure.
        let shown: Vec<_> = of
            .into_iter()
            .enumerate()
            .filter_map(|(place, (count, word))| Some((count?, word)).filter(|(count, _)| *count > 0 || place != 4))
            .collect();
        let width = (RIGHT - LEFT) / 5.0;
        for (place, (count, word)) in shown.into_iter().enumerate() {
            let x = LEFT + place as f32 * width;
            let figure = self.sheet.text(x, self.y, Align::Left, FIGURE, &count.to_string());
            let label = Column {
                x,
                y: self.y + 13.0,
                width: width - 12.0,
                align: Align::Left,
                leading: 11.0,
                most: 2,
                from_below: false,
            };
            let (mut drawn, _) = self.sheet.column(label, LABEL, word);
            drawn.insert(0, figure);
            self.tags.push(tagged(Tag::P, drawn));
        }
        self.y += 24.0;
    }

    fn guides(&mut self, figures: &Figures) {
        let words = self.words;
        self.section(&words.guides);
        // Where each column ends; the first begins at the left.
        let ends = [284.0, 334.0, 392.0, 452.0, 509.0, RIGHT];
        let names = [
            &words.sessions,
            &words.planned,
            &words.seen,
            &words.self_reported,
            &words.stopped,
            &words.last,
        ];
        let mut table = TagGroup::new(Tag::Table);
        table.push(self.header(&words.guide, 232.0, &ends, &names));
        for line in figures.guides.iter().take(MOST_GUIDES) {
            self.y += ROW + 2.0;
            let title = Column {
                x: LEFT,
                y: self.y,
                width: 195.0,
                align: Align::Left,
                leading: 11.0,
                most: 1,
                from_below: false,
            };
            let (title, _) = self.sheet.column(title, STRONG, &line.title);
            let mut row = tagged(Tag::TR, [tagged(Tag::TH(TableHeaderScope::Row), title)]);
            let counts = line.counts;
            let cells = [
                counts.sessions.to_string(),
                counts.planned.map_or_else(nothing, |planned| planned.to_string()),
                counts.seen.to_string(),
                counts.self_reported.to_string(),
                counts.stopped.to_string(),
                line.last.map_or_else(nothing, |last| words.short_date(last)),
            ];
            for (end, cell) in ends.into_iter().zip(cells) {
                let cell = self.sheet.text(end, self.y, Align::Right, CELL, &cell);
                row.push(tagged(Tag::TD, [cell]));
            }
            table.push(row);
        }
        self.tags.push(table);
        self.and_more(figures.guides.len().saturating_sub(MOST_GUIDES), &words.more_guides);
    }

    /// The header of a table: the first name at the left, the others up to where their columns end.
    fn header(&mut self, first: &str, begin: f32, ends: &[f32], names: &[&String]) -> TagGroup {
        let width = |place: usize| ends[place] - if place == 0 { begin } else { ends[place - 1] } - 5.0;
        let names: Vec<String> = names.iter().map(|name| with_capital(name)).collect();
        let lines = names
            .iter()
            .enumerate()
            .map(|(place, name)| self.sheet.lines(HEAD, name, width(place)))
            .max();
        self.y += 4.0 + lines.unwrap_or(1).min(2) as f32 * 9.0;
        let head = Tag::TH(TableHeaderScope::Column);
        let first = self.sheet.text(LEFT, self.y, Align::Left, HEAD, first);
        let mut row = tagged(Tag::TR, [tagged(head.clone(), [first])]);
        for (place, name) in names.iter().enumerate() {
            let place = Column {
                x: ends[place],
                y: self.y,
                width: width(place),
                align: Align::Right,
                leading: 9.0,
                most: 2,
                from_below: true,
            };
            let (drawn, _) = self.sheet.column(place, HEAD, name);
            row.push(tagged(head.clone(), drawn));
        }
        self.sheet.rule(LEFT, RIGHT, self.y + 4.5);
        self.y += 2.0;
        row
    }

    fn and_more(&mut self, more: usize, words: &str) {
        if more > 0 {
            self.y += 15.0;
            self.paragraph(SMALL, &filled(words, &[("more", &more.to_string())]));
        }
    }

    /// As many ranges as fit above `bottom`.
    fn ranges(&mut self, figures: &Figures, bottom: f32) {
        let words = self.words;
        self.section(&words.ranges);
        if figures.ranges.is_empty() {
            self.y += 12.0;
            return self.paragraph(CELL, &words.no_ranges);
        }
        let ends = [262.0, 312.0, 354.0, 396.0, RIGHT];
        let names = [&words.middle, &words.span, &words.asked, &words.error, &words.over_time];
        let mut table = TagGroup::new(Tag::Table);
        table.push(self.header(&words.step, 205.0, &ends, &names));
        // Few have tall pictures, many have low ones.
        let each = (bottom - self.y - 6.0) / figures.ranges.len() as f32;
        let mut shown = 0;
        for line in &figures.ranges {
            let least = line.sides.len().max(2) as f32 * ROW + 10.0;
            let height = each.clamp(least, TALLEST);
            let more = if shown + 1 < figures.ranges.len() { 15.0 } else { 0.0 };
            if self.y + least + more > bottom {
                break;
            }
            let rows = self.range(line, figures, &ends, height);
            rows.into_iter().for_each(|row| table.push(row));
            shown += 1;
        }
        self.tags.push(table);
        self.and_more(figures.ranges.len() - shown, &words.more_ranges);
    }

    /// A row for each side; what it is and its picture stand beside both.
    fn range(&mut self, line: &RangeLine, figures: &Figures, ends: &[f32; 5], height: f32) -> Vec<TagGroup> {
        let words = self.words;
        let top = self.y + ROW;
        let mut measure = words.measure(&line.measure).to_owned();
        if figures.ranges.iter().any(|other| other.guide != line.guide) {
            measure = format!("{measure} · {}", line.guide);
        }
        let place = |y| Column {
            x: LEFT,
            y,
            width: 128.0,
            align: Align::Left,
            leading: 11.0,
            most: 1,
            from_below: false,
        };
        let (mut what, _) = self.sheet.column(place(top), STRONG, &line.step);
        let (more, _) = self.sheet.column(place(top + 12.0), SMALL, &measure);
        what.extend(more);
        let span = NonZeroU32::new(line.sides.len() as u32);
        let mut first = Some(tagged(Tag::TH(TableHeaderScope::Row).with_row_span(span), what));
        let mut rows = Vec::new();
        for (place, side) in line.sides.iter().enumerate() {
            let mut row = TagGroup::new(Tag::TR);
            first.take().into_iter().for_each(|first| row.push(first));
            let y = top + place as f32 * ROW;
            let error = line.error.map_or_else(nothing, |error| words.error(error, line.unit));
            let cells = [
                words.value(side.median, line.unit),
                format!(
                    "{} – {}",
                    words.number(side.least, line.unit),
                    words.number(side.most, line.unit)
                ),
                words.value(side.asked, line.unit),
                error,
            ];
            for (column, cell) in cells.iter().enumerate() {
                let style = if column == 0 { STRONG } else { CELL };
                let mut drawn = Vec::new();
                if column == 0 {
                    drawn.extend(self.side(side, y));
                }
                drawn.push(self.sheet.text(ends[column], y, Align::Right, style, cell));
                row.push(tagged(Tag::TD, drawn));
            }
            if place == 0 {
                let picture = self.plot(line, &measure, figures, (top - 8.0, top + height - 20.0));
                row.push(tagged(Tag::TD.with_row_span(span), [picture]));
            }
            rows.push(row);
        }
        self.y += height;
        rows
    }

    /// The side's word after the sign by which the picture shows it.
    fn side(&mut self, line: &SideLine, y: f32) -> Option<krilla::tagging::Identifier> {
        let (word, colour) = match line.side? {
            SideName::Left => (&self.words.left, Colour::Left),
            SideName::Right => (&self.words.right, Colour::Right),
        };
        let style = Style { colour, ..CELL };
        let is_left = line.side == Some(SideName::Left);
        self.sheet
            .ornament(|sheet| sheet.dot((183.0, y - 3.2), 1.8, colour, is_left));
        Some(self.sheet.text(189.0, y, Align::Left, style, word))
    }

    /// Days across, values upwards; a line where the guide asks for it.
    fn plot(&mut self, line: &RangeLine, measure: &str, figures: &Figures, (high, low): (f32, f32)) -> TagGroup {
        let (left, right) = (426.0, RIGHT - 2.0);
        let values = || {
            line.sides
                .iter()
                .flat_map(|side| side.points.iter().map(|(_, value)| *value))
        };
        let asked = line.sides.iter().map(|side| side.asked);
        let least = values().chain(asked.clone()).fold(f64::INFINITY, f64::min);
        let most = values().chain(asked).fold(f64::NEG_INFINITY, f64::max);
        let days = f64::from((figures.to - figures.from).get_days().max(1));
        let place = |(date, value): (Date, f64)| {
            let across = f64::from((date - figures.from).get_days()) / days;
            let up = if most > least {
                (value - least) / (most - least)
            } else {
                0.5
            };
            (left + (right - left) * across as f32, low - (low - high) * up as f32)
        };
        // The scale, where there is room for it: its text is part of the picture.
        let labels = if low - high > 30.0 && most > least {
            [most, least].map(|value| {
                (
                    (left - 5.0, place((figures.from, value)).1 + 2.2),
                    self.words.value(value, line.unit),
                )
            })
        } else {
            Default::default()
        };
        let drawn = self.sheet.picture(|sheet| {
            for ((x, y), label) in &labels {
                sheet.label(*x, *y, SCALE, label);
            }
            for side in &line.sides {
                let (_, y) = place((figures.from, side.asked));
                sheet.line((left, y), (right, y), Colour::Hairline, 0.6);
            }
            for side in &line.sides {
                for point in &side.points {
                    let (colour, full) = match side.side {
                        Some(SideName::Left) | None => (Colour::Left, true),
                        Some(SideName::Right) => (Colour::Right, false),
                    };
                    sheet.dot(place(*point), 1.5, colour, full);
                }
            }
        });
        let count = |wanted| {
            let sides = line.sides.iter().filter(|side| side.side == wanted);
            sides.map(|side| side.points.len()).sum::<usize>().to_string()
        };
        let what = format!("{}, {measure}", line.step);
        let alt = filled(
            if line.sides.iter().any(|side| side.side.is_some()) {
                &self.words.plot
            } else {
                &self.words.plot_alone
            },
            &[
                ("what", &what),
                ("left", &count(Some(SideName::Left))),
                ("right", &count(Some(SideName::Right))),
                ("values", &count(None)),
            ],
        );
        tagged(Tag::Figure(Some(alt)), [drawn])
    }

    fn breaks(&mut self, figures: &Figures) {
        if figures.breaks.is_empty() {
            return;
        }
        let words = self.words;
        self.section(&words.breaks);
        self.y += 2.0;
        let mut list = TagGroup::new(Tag::L(krilla::tagging::ListNumbering::None));
        for line in figures.breaks.iter().take(MOST_BREAKS) {
            self.y += BREAK;
            let place = Column {
                x: LEFT,
                y: self.y,
                width: 355.0,
                align: Align::Left,
                leading: 11.0,
                most: 1,
                from_below: false,
            };
            let (mut drawn, _) = self.sheet.column(place, CELL, &line.text);
            let (sessions, of) = (line.sessions.to_string(), line.of.to_string());
            let told = filled(&words.broken, &[("sessions", &sessions), ("of", &of)]);
            drawn.push(self.sheet.text(RIGHT, self.y, Align::Right, SMALL, &told));
            list.push(tagged(Tag::LI, [tagged(Tag::LBody, drawn)]));
        }
        self.tags.push(list);
    }

    fn foot(&mut self, made: &str) {
        self.sheet.rule(LEFT, RIGHT, FOOT - 12.0);
        self.y = FOOT;
        let words = self.words;
        let mut notes = vec![&words.wellness, &words.error_note];
        // Of the words themselves nothing is missing.
        if !self.sheet.missing.is_empty() {
            notes.push(&words.missing);
        }
        for note in notes {
            self.paragraph(NOTE, note);
            self.y += 10.5;
        }
        self.paragraph(NOTE, made);
    }
}

fn nothing() -> String {
    "–".to_owned()
}

/// As a heading begins.
fn with_capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
