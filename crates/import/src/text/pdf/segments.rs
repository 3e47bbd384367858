//! Pieces of text to stretches of lines: what stands on one base line, without a gap as wide as a letter is high.
//!
//! Must not know: PDF, columns, blocks.

use super::content::{Piece, WORD_GAP, Way};
use crate::text::block::tidy;
use crate::text::marks::item;

/// Bases nearer than so much of a letter's size are one line: raised numbers stand a third higher.
const ONE_LINE: f64 = 0.35;
/// A gap of so much of a letter's size parts columns and cells. Between words of a spread line it is half of that.
const COLUMN_GAP: f64 = 1.1;
/// The widest gap between a list's mark and its item, in letters' sizes: half an inch.
const MARK_GAP: f64 = 4.0;

/// A stretch of a line.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Segment {
    pub text: String,
    /// How many bytes from the beginning on are bold.
    pub bold: usize,
    pub left: f64,
    pub right: f64,
    pub base: f64,
    pub size: f64,
    pub artifact: bool,
}

impl Segment {
    pub fn is_bold(&self) -> bool {
        self.bold >= self.text.len()
    }

    pub fn words(&self) -> usize {
        self.text.split(' ').count()
    }
}

/// Stretches that stand beside each other.
pub(super) type Row = Vec<Segment>;

/// A page's text: its rows from the top to the bottom, and what runs another way than most of it does.
pub(super) fn rows(pieces: Vec<Piece>) -> (Vec<Row>, Option<String>) {
    let letters = |way: Way| {
        let of_way = pieces.iter().filter(|piece| piece.way == way);
        of_way.map(|piece| piece.text.len()).sum::<usize>()
    };
    let ways = [Way::Down, Way::Left, Way::Up, Way::Right];
    let most = ways.into_iter().max_by_key(|way| letters(*way)).unwrap_or(Way::Right);
    let (straight, others): (Vec<Piece>, Vec<Piece>) = pieces.into_iter().partition(|piece| piece.way == most);
    let beside: Vec<String> = others.into_iter().map(|piece| piece.text).collect();
    let beside = tidy(&beside.join(" ").replace('\u{fffd}', ""));
    let rows = grouped(straight, |piece| (piece.base, piece.size));
    let rows = rows.into_iter().map(segments).filter(|row| !row.is_empty()).collect();
    (rows, Some(beside).filter(|text| !text.is_empty()))
}

/// What stands on one line, from the top to the bottom. `place` gives base and size.
pub(super) fn grouped<T>(mut all: Vec<T>, place: impl Fn(&T) -> (f64, f64)) -> Vec<Vec<T>> {
    all.sort_by(|one, other| place(other).0.total_cmp(&place(one).0));
    let mut rows: Vec<Vec<T>> = Vec::new();
    // The base and size of the row's largest.
    let mut row = (f64::MAX, 0.0_f64);
    for one in all {
        let (base, size) = place(&one);
        let near = (row.0 - base).abs() <= ONE_LINE * row.1.max(size);
        match rows.last_mut().filter(|_| near) {
            Some(last) => {
                if size > row.1 {
                    row = (base, size);
                }
                last.push(one);
            }
            None => {
                row = (base, size);
                rows.push(vec![one]);
            }
        }
    }
    rows
}

/// The stretches of a row of pieces.
fn segments(mut row: Vec<Piece>) -> Row {
    row.sort_by(|one, other| one.left.total_cmp(&other.left));
    let mut segments: Vec<Segment> = Vec::new();
    for piece in row {
        let text = piece.text.replace('\u{fffd}', "");
        let size = piece.size;
        if let Some(last) = segments.last_mut() {
            let gap = piece.left - last.right;
            // A blank that stands alone parts words, and is as wide as it is.
            if text.trim().is_empty() {
                if gap < WORD_GAP * size && !last.text.ends_with(' ') {
                    last.text.push(' ');
                }
                continue;
            }
            let high = size.max(last.size);
            let widest = if is_mark(&last.text) { MARK_GAP } else { COLUMN_GAP };
            if gap <= widest * high {
                let parted = last.text.ends_with(' ') || text.starts_with(' ');
                if (is_mark(&last.text) || gap > WORD_GAP * size.min(last.size)) && !parted {
                    last.text.push(' ');
                }
                let all_bold = last.is_bold();
                last.text.push_str(&text);
                if all_bold && piece.bold {
                    last.bold = last.text.len();
                }
                if size > last.size {
                    last.base = piece.base;
                    last.size = size;
                }
                last.right = last.right.max(piece.right);
                last.artifact &= piece.artifact;
                continue;
            }
        }
        if !text.trim().is_empty() {
            segments.push(Segment {
                bold: if piece.bold { text.len() } else { 0 },
                text,
                left: piece.left,
                right: piece.right,
                base: piece.base,
                size,
                artifact: piece.artifact,
            });
        }
    }
    segments
        .into_iter()
        .map(tidied)
        .filter(|segment| !segment.text.is_empty())
        .collect()
}

/// With single blanks between words.
fn tidied(segment: Segment) -> Segment {
    let bold = match segment.is_bold() {
        true => usize::MAX,
        false => segment.text.get(..segment.bold).map_or(0, |bold| tidy(bold).len()),
    };
    Segment {
        text: tidy(&segment.text),
        bold,
        ..segment
    }
}

/// Whether a text is what an item begins with, alone.
fn is_mark(text: &str) -> bool {
    let text = text.trim();
    text.len() <= 6 && item(&format!("{text} x")).is_some_and(|(_, rest)| rest == "x")
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A piece as wide as letters are in the middle.
    pub fn piece(text: &str, left: f64, base: f64) -> Piece {
        Piece {
            text: text.to_owned(),
            left,
            right: left + 5.0 * text.chars().count() as f64,
            base,
            size: 10.0,
            bold: false,
            artifact: false,
            way: Way::Right,
        }
    }

    #[test]
    fn words_on_a_line_are_put_together_and_columns_are_not() {
        let pieces = vec![
            piece("your", 130.0, 700.2),
            piece("Turn", 107.0, 700.0),
            piece("1.", 72.0, 700.0),
            piece("head.", 300.0, 700.0),
            piece("2", 150.5, 703.0),
            piece("below", 72.0, 688.0),
        ];
        let (rows, _) = rows(pieces);
        let texts: Vec<Vec<&str>> = rows
            .iter()
            .map(|row| row.iter().map(|one| one.text.as_str()).collect())
            .collect();
        assert_eq!(texts, [vec!["1. Turn your2", "head."], vec!["below"]]);
    }

    #[test]
    fn what_runs_another_way_stands_beside_the_page() {
        let mut up = piece("DRAFT", 10.0, 10.0);
        up.way = Way::Up;
        let (rows, beside) = rows(vec![piece("Turn your head.", 72.0, 700.0), up]);
        assert_eq!((rows.len(), beside.as_deref()), (1, Some("DRAFT")));
    }
}
