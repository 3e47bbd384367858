//! The order in which a page is read: columns one after the other, tables row by row, all else from top to bottom.
//!
//! Must not know: PDF, headings, lists.

use super::segments::{Row, Segment, grouped};
use super::tables::{self, Part};
use crate::text::marks::item;

/// Fewest lines on either side of what parts two columns.
const FEWEST_LINES: usize = 3;
/// Fewest words of a line in a column, in the middle: cells of tables have fewer.
const FEWEST_WORDS: usize = 3;
/// Of so many lines in a column one goes on with the sentence of the line over it. In German it is every second one.
const GOING_ON: usize = 5;
/// Most columns within columns.
const DEEPEST: usize = 3;
/// Most places that are tried to part a page at.
const MOST_TRIED: usize = 12;

/// A line, or a row of a table.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Line {
    /// With the left and right end of the column that it stands in.
    Text(Segment, (f64, f64)),
    Cells(Vec<String>),
}

/// The lines of a page as they are read.
pub(super) fn lines(rows: Vec<Row>) -> Vec<Line> {
    let mut lines = Vec::new();
    order(rows.into_iter().flatten().collect(), 0, &mut lines);
    lines
}

fn order(segments: Vec<Segment>, depth: usize, lines: &mut Vec<Line>) {
    let Some(edge) = (depth < DEEPEST).then(|| edge(&segments)).flatten() else {
        return by_rows(segments, lines);
    };
    let mut sorted = segments;
    sorted.sort_by(|one, other| other.base.total_cmp(&one.base));
    let (mut left, mut right) = (Vec::new(), Vec::new());
    // What stands across both columns ends those over it.
    for segment in sorted {
        match side(&segment, edge) {
            Side::Left => left.push(segment),
            Side::Right => right.push(segment),
            Side::Across => {
                order(std::mem::take(&mut left), depth + 1, lines);
                order(std::mem::take(&mut right), depth + 1, lines);
                let ends = (segment.left, segment.right);
                lines.push(Line::Text(segment, ends));
            }
        }
    }
    order(left, depth + 1, lines);
    order(right, depth + 1, lines);
}

#[derive(PartialEq, Eq)]
enum Side {
    Left,
    Right,
    Across,
}

fn side(segment: &Segment, edge: f64) -> Side {
    if segment.right <= edge - 0.3 * segment.size {
        Side::Left
    } else if segment.left >= edge - 1.0 {
        Side::Right
    } else {
        Side::Across
    }
}

/// Where a second column begins, if there is one: many lines begin there, as many end before it, and few stand across.
fn edge(segments: &[Segment]) -> Option<f64> {
    let mut starts: Vec<f64> = segments.iter().map(|segment| segment.left).collect();
    starts.sort_by(f64::total_cmp);
    // How many begin at nearly the same place.
    let mut places: Vec<(f64, usize)> = Vec::new();
    for start in starts {
        match places.last_mut().filter(|(place, _)| start - *place < 3.0) {
            Some((_, count)) => *count += 1,
            None => places.push((start, 1)),
        }
    }
    places.retain(|(_, count)| *count >= FEWEST_LINES);
    places.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let tried = places.into_iter().take(MOST_TRIED).map(|(place, _)| place);
    let good = tried.filter_map(|edge| Some((parted(segments, edge)?, edge)));
    good.max_by_key(|(parted, _)| *parted).map(|(_, edge)| edge)
}

/// How many lines an edge parts, less those that it cuts. `None` when what it parts are no columns of text.
fn parted(segments: &[Segment], edge: f64) -> Option<usize> {
    let of = |wanted: Side| segments.iter().filter(move |segment| side(segment, edge) == wanted);
    let (left, right, across) = (
        of(Side::Left).count(),
        of(Side::Right).count(),
        of(Side::Across).count(),
    );
    let is_column = |side: Side| -> Option<(f64, f64, f64)> {
        let lines: Vec<&Segment> = of(side).collect();
        let mut words: Vec<usize> = lines.iter().map(|line| line.words()).collect();
        let mut widths: Vec<f64> = lines.iter().map(|line| line.right - line.left).collect();
        words.sort_unstable();
        widths.sort_by(f64::total_cmp);
        let top = lines.iter().map(|line| line.base).fold(f64::MIN, f64::max);
        let bottom = lines.iter().map(|line| line.base).fold(f64::MAX, f64::min);
        let middle = lines.len() / 2;
        let is_text = flows(&lines) && *words.get(middle)? >= FEWEST_WORDS;
        (lines.len() >= FEWEST_LINES && is_text).then_some((*widths.get(middle)?, top, bottom))
    };
    let (one, one_top, one_bottom) = is_column(Side::Left)?;
    let (other, other_top, other_bottom) = is_column(Side::Right)?;
    // Beside each other, and about as wide.
    let beside = one_top.min(other_top) - one_bottom.max(other_bottom);
    let shorter = (one_top - one_bottom).min(other_top - other_bottom);
    let alike = one.min(other) * 2.0 >= one.max(other);
    (alike && beside * 2.0 >= shorter && across * 2 <= left + right).then(|| left + right - across)
}

/// Whether lines are those of sentences, or of a list: a cell begins anew in every line.
fn flows(lines: &[&Segment]) -> bool {
    let count = |is: fn(&str) -> bool| lines.iter().filter(|line| is(&line.text)).count();
    let go_on = count(|text| text.starts_with(char::is_lowercase));
    let items = count(|text| item(text).is_some());
    go_on * GOING_ON >= lines.len() || (go_on + items) * 2 >= lines.len()
}

/// Lines that are in no columns of text: tables, and all else from the top to the bottom.
fn by_rows(segments: Vec<Segment>, lines: &mut Vec<Line>) {
    let ends =
        |fold: fn(f64, f64) -> f64, start: f64, of: fn(&Segment) -> f64| segments.iter().map(of).fold(start, fold);
    let column = (
        ends(f64::min, f64::MAX, |one| one.left),
        ends(f64::max, f64::MIN, |one| one.right),
    );
    let mut rows = grouped(segments, |segment| (segment.base, segment.size));
    for row in &mut rows {
        row.sort_by(|one, other| one.left.total_cmp(&other.left));
    }
    for part in tables::parted(rows) {
        match part {
            // A line with wide gaps.
            Part::Row(row) => lines.extend(row.into_iter().reduce(beside).map(|whole| Line::Text(whole, column))),
            Part::Cells(cells) => lines.push(Line::Cells(cells)),
        }
    }
}

fn beside(mut one: Segment, other: Segment) -> Segment {
    let all_bold = one.is_bold();
    one.text.push(' ');
    one.text.push_str(&other.text);
    if all_bold {
        one.bold = if other.is_bold() {
            usize::MAX
        } else {
            one.text.len() - other.text.len() - 1
        };
    }
    one.right = one.right.max(other.right);
    one.size = one.size.max(other.size);
    one
}

#[cfg(test)]
mod tests {
    use super::super::segments::rows;
    use super::super::segments::tests::piece;
    use super::*;

    fn read(pieces: &[(&str, f64, f64)]) -> Vec<String> {
        let pieces = pieces
            .iter()
            .map(|(text, left, base)| piece(text, *left, *base))
            .collect();
        let shown = |line: Line| match line {
            Line::Text(segment, _) => segment.text,
            Line::Cells(cells) => cells.join(" | "),
        };
        lines(rows(pieces).0).into_iter().map(shown).collect()
    }

    #[test]
    fn columns_are_read_one_after_the_other() {
        let page = [
            ("Exercises for neck and shoulders, both columns wide", 72.0, 760.0),
            ("One turn your head now", 72.0, 740.0),
            ("two hold it there so", 72.0, 728.0),
            ("three and come back in", 72.0, 716.0),
            ("four lift your shoulders", 320.0, 738.0),
            ("five let them fall now", 320.0, 726.0),
            ("six and rest a little", 320.0, 714.0),
            ("What stands under both of the columns, to their ends", 72.0, 690.0),
        ];
        let firsts: Vec<String> = read(&page)
            .iter()
            .map(|line| line.split(' ').next().unwrap_or_default().to_owned())
            .collect();
        assert_eq!(
            firsts,
            ["Exercises", "One", "two", "three", "four", "five", "six", "What"]
        );
    }

    #[test]
    fn tables_are_read_row_by_row() {
        let page = [
            ("Neck turn", 72.0, 740.0),
            ("Turn your head to the right, as far", 200.0, 740.0),
            ("10 s", 450.0, 740.0),
            ("as you like.", 200.0, 728.0),
            ("Shrug", 72.0, 708.0),
            ("Lift your shoulders.", 200.0, 708.0),
            ("5 times", 450.0, 708.0),
            ("That is all of it.", 72.0, 680.0),
        ];
        assert_eq!(
            read(&page),
            [
                "Neck turn | Turn your head to the right, as far as you like. | 10 s",
                "Shrug | Lift your shoulders. | 5 times",
                "That is all of it."
            ]
        );
    }
}
