//! Tables, told by cells that begin at the same places: their rows, whichever way the cells stand in them.
//!
//! Must not know: PDF, columns of text.

use super::segments::{Row, Segment};
use crate::text::marks::item;

/// Cells that begin nearer to each other stand in one column, in points.
const NEAR: f64 = 6.0;
/// Lines of one cell are not farther apart, in letters' sizes.
const CELL_LINE: f64 = 1.6;
/// Rows of a table are not farther apart, in letters' sizes.
const ROW: f64 = 6.0;

/// A row that is in no table, or the cells of one that is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Part {
    Row(Row),
    Cells(Vec<String>),
}

/// A cell as it is read.
struct Cell {
    text: String,
    top: f64,
    bottom: f64,
}

fn near(one: f64, other: f64) -> bool {
    (one - other).abs() < NEAR
}

/// Parts rows, from the top to the bottom, into those of tables and others.
pub(super) fn parted(rows: Vec<Row>) -> Vec<Part> {
    let edges = edges(&rows);
    let mut parts = Vec::new();
    let mut table: Vec<Row> = Vec::new();
    for row in rows {
        let belongs = row.iter().all(|segment| column(segment, &edges).is_some());
        let close = table.last().and_then(|last| last.first()).zip(row.first());
        let far = close.is_some_and(|(last, first)| last.base - first.base > ROW * first.size);
        if !belongs || far {
            end(&mut table, &edges, &mut parts);
        }
        match belongs && !edges.is_empty() {
            true => table.push(row),
            false => parts.push(Part::Row(row)),
        }
    }
    end(&mut table, &edges, &mut parts);
    parts
}

/// Where cells begin: at least two rows have one there beside another.
fn edges(rows: &[Row]) -> Vec<f64> {
    let mut starts: Vec<f64> = rows
        .iter()
        .filter(|row| row.len() > 1)
        .flatten()
        .map(|one| one.left)
        .collect();
    starts.sort_by(f64::total_cmp);
    let mut edges: Vec<(f64, usize)> = Vec::new();
    for start in starts {
        match edges.last_mut().filter(|(edge, _)| near(*edge, start)) {
            Some((_, count)) => *count += 1,
            None => edges.push((start, 1)),
        }
    }
    let edges: Vec<f64> = edges
        .into_iter()
        .filter(|(_, count)| *count > 1)
        .map(|(edge, _)| edge)
        .collect();
    if edges.len() > 1 { edges } else { Vec::new() }
}

/// The column that a stretch begins in, if it ends before the next one.
fn column(segment: &Segment, edges: &[f64]) -> Option<usize> {
    let at = edges.iter().position(|edge| near(*edge, segment.left))?;
    edges
        .get(at + 1)
        .is_none_or(|next| segment.right <= next + 2.0)
        .then_some(at)
}

/// Ends a table: by its columns if each has as many cells, or else by its rows.
fn end(table: &mut Vec<Row>, edges: &[f64], parts: &mut Vec<Part>) {
    let mut rows = std::mem::take(table);
    // What stands alone over the table or under it is none of it: a name, a line.
    while rows
        .last()
        .is_some_and(|row| row.len() == 1 && column_of(row, edges) == Some(0))
    {
        let Some(row) = rows.pop() else { break };
        table.push(row);
    }
    let below: Vec<Row> = table.drain(..).rev().collect();
    let first = rows.iter().position(|row| row.len() > 1).unwrap_or(rows.len());
    // The middle of a cell may stand over the first line of the one beside it.
    let above = rows
        .iter()
        .take(first)
        .rposition(|row| column_of(row, edges) == Some(0) && first > 1);
    let rest = rows.split_off(above.map_or(0, |at| at + 1));
    let whole = by_columns(&rows.iter().chain(&rest).cloned().collect::<Vec<_>>(), edges);
    match (whole, by_columns(&rest, edges)) {
        (Some(cells), _) => parts.extend(cells.into_iter().map(Part::Cells)),
        (None, Some(cells)) => {
            parts.extend(rows.into_iter().map(Part::Row));
            parts.extend(cells.into_iter().map(Part::Cells));
        }
        (None, None) => by_lines(rows.into_iter().chain(rest).collect(), edges, parts),
    }
    parts.extend(below.into_iter().map(Part::Row));
}

fn column_of(row: &Row, edges: &[f64]) -> Option<usize> {
    row.first().and_then(|segment| column(segment, edges))
}

/// The cells of each row, where gaps part as many of them in every column.
fn by_columns(rows: &[Row], edges: &[f64]) -> Option<Vec<Vec<String>>> {
    let mut columns: Vec<Vec<Cell>> = edges.iter().map(|_| Vec::new()).collect();
    for segment in rows.iter().flatten() {
        let cells = columns.get_mut(column(segment, edges)?)?;
        match cells
            .last_mut()
            .filter(|last| last.bottom - segment.base <= CELL_LINE * segment.size)
        {
            Some(last) => {
                add(&mut last.text, &segment.text);
                last.bottom = segment.base;
            }
            None => cells.push(Cell {
                text: begun(&segment.text),
                top: segment.base,
                bottom: segment.base,
            }),
        }
    }
    columns.retain(|cells| !cells.is_empty());
    let count = columns.first()?.len();
    if columns.len() < 2 || count < 2 || columns.iter().any(|cells| cells.len() != count) {
        return None;
    }
    let mut told = Vec::new();
    for row in 0..count {
        let cells: Vec<&Cell> = columns.iter().filter_map(|cells| cells.get(row)).collect();
        // They stand beside each other: of each pair one reaches into the height of the other.
        let top = cells.iter().map(|cell| cell.bottom).fold(f64::MIN, f64::max);
        let bottom = cells.iter().map(|cell| cell.top).fold(f64::MAX, f64::min);
        if top > bottom + NEAR * 2.0 {
            return None;
        }
        told.push(cells.into_iter().map(|cell| cell.text.clone()).collect());
    }
    Some(told)
}

/// The cells of each row, where a row begins with its first cell.
fn by_lines(rows: Vec<Row>, edges: &[f64], parts: &mut Vec<Part>) {
    let mut open: Option<Vec<String>> = None;
    let mut last: Option<f64> = None;
    for row in rows {
        let Some(first) = row.first() else { continue };
        let close = last.is_some_and(|last| last - first.base <= CELL_LINE * first.size);
        last = Some(first.base);
        let begins = column(first, edges) == Some(0);
        let goes_on = !begins || close && first.text.starts_with(char::is_lowercase);
        if let Some(cells) = open.as_mut().filter(|_| goes_on) {
            for segment in &row {
                if let Some(cell) = column(segment, edges).and_then(|at| cells.get_mut(at)) {
                    add(cell, &segment.text);
                }
            }
            continue;
        }
        parts.extend(open.take().map(Part::Cells));
        if begins && row.len() > 1 {
            let mut cells = vec![String::new(); edges.len()];
            for segment in &row {
                if let Some(cell) = column(segment, edges).and_then(|at| cells.get_mut(at)) {
                    add(cell, &segment.text);
                }
            }
            open = Some(cells);
        } else {
            parts.push(Part::Row(row));
        }
    }
    parts.extend(open.map(Part::Cells));
}

/// What a cell begins with: its text without the mark of a list.
fn begun(text: &str) -> String {
    item(text).map_or(text, |(_, rest)| rest).to_owned()
}

/// Puts a line behind a cell's text; each item of a list is a sentence of its own.
fn add(cell: &mut String, line: &str) {
    if cell.is_empty() {
        *cell = begun(line);
    } else if let Some((_, rest)) = item(line) {
        let ended = cell.ends_with(['.', '!', '?', ':', ';', ',']);
        cell.push_str(if ended { " " } else { ". " });
        cell.push_str(rest);
    } else {
        super::layout::join(cell, line);
    }
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
        let shown = |part: Part| match part {
            Part::Row(row) => row.into_iter().map(|one| one.text).collect::<Vec<_>>().join("  "),
            Part::Cells(cells) => cells.join(" | "),
        };
        parted(rows(pieces).0).into_iter().map(shown).collect()
    }

    #[test]
    fn cells_are_read_wherever_they_stand_in_their_row() {
        // Each name in the middle of its row's height.
        let page = [
            ("Do each of these once in a day, at your desk.", 72.0, 780.0),
            ("Turn your head to the", 150.0, 746.0),
            ("Neck", 72.0, 740.0),
            ("10 s", 320.0, 740.0),
            ("right.", 150.0, 734.0),
            ("Shrug", 72.0, 710.0),
            ("Lift your shoulders.", 150.0, 710.0),
            ("5 times", 320.0, 710.0),
            ("Nod", 72.0, 690.0),
            ("Lower your chin.", 150.0, 690.0),
            ("2 times", 320.0, 690.0),
            ("After it", 72.0, 660.0),
        ];
        assert_eq!(
            read(&page),
            [
                "Do each of these once in a day, at your desk.",
                "Neck | Turn your head to the right. | 10 s",
                "Shrug | Lift your shoulders. | 5 times",
                "Nod | Lower your chin. | 2 times",
                "After it",
            ]
        );
    }

    #[test]
    fn items_in_cells_are_sentences_of_their_row() {
        let page = [
            ("Neck", 72.0, 740.0),
            ("• Look straight ahead", 150.0, 740.0),
            ("10 s", 320.0, 740.0),
            ("• Turn your head to the", 150.0, 720.0),
            ("right.", 150.0, 708.0),
            ("Shrug", 72.0, 680.0),
            ("Lift your shoulders.", 150.0, 680.0),
            ("5 times", 320.0, 680.0),
        ];
        assert_eq!(
            read(&page),
            [
                "Neck | Look straight ahead. Turn your head to the right. | 10 s",
                "Shrug | Lift your shoulders. | 5 times",
            ]
        );
    }
}
