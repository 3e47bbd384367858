//! Lines to blocks: headings by their size or weight, items, paragraphs.
//!
//! Must not know: PDF, columns, what an article is about.

use super::order::Line;
use super::segments::Segment;
use crate::text::block::{Block, BlockKind};
use crate::text::marks::item;
use crate::text::table;

/// Letters so much larger than most are a heading's.
const LARGER: f64 = 1.12;
/// Sizes that differ by less are one.
const SAME_SIZE: f64 = 0.06;
/// A step from line to line that is so much wider than others parts paragraphs.
const WIDER_STEP: f64 = 1.25;
/// The step from line to line where a page has too few to tell, in letters' sizes.
const USUAL_STEP: f64 = 1.2;
/// A line that ends so much of its column's width before its end was ended by who wrote it.
const SHORT: f64 = 0.12;
/// Longest heading, in words.
const LONGEST_HEADING: usize = 14;
/// Longest line in bold, or alone, that is a heading, in words.
const LONGEST_NAME: usize = 10;
/// Steps by which items stand deeper, in points.
const DEEPER: f64 = 6.0;

/// A text as it grows, line by line.
struct Open {
    text: String,
    kind: BlockKind,
    /// How many bytes from its beginning on are bold.
    bold: usize,
    all_bold: bool,
    size: f64,
    lines: usize,
    /// The first line, and the last one with its column.
    first: Segment,
    last: Segment,
    column: (f64, f64),
    /// A gap parts it from what stands over it.
    after_gap: bool,
}

/// Puts a line behind a text; a word that was cut at the line's end becomes whole.
pub(super) fn join(text: &mut String, words: &str) {
    let cut = text.ends_with('-')
        && text.trim_end_matches('-').ends_with(char::is_alphabetic)
        && words.starts_with(char::is_lowercase);
    if cut {
        text.pop();
    } else if !text.is_empty() {
        text.push(' ');
    }
    text.push_str(words);
}

/// The size of most letters. `None` without any.
pub(super) fn body_size<'s>(segments: impl Iterator<Item = &'s Segment>) -> Option<f64> {
    let mut sizes: Vec<(f64, usize)> = Vec::new();
    let mut all: Vec<(f64, usize)> = segments.map(|one| (one.size, one.text.len())).collect();
    all.sort_by(|one, other| one.0.total_cmp(&other.0));
    for (size, letters) in all {
        match sizes.last_mut().filter(|(known, _)| is_same(*known, size)) {
            Some((_, count)) => *count += letters,
            None => sizes.push((size, letters)),
        }
    }
    sizes
        .into_iter()
        .max_by_key(|(_, letters)| *letters)
        .map(|(size, _)| size)
}

fn is_same(one: f64, other: f64) -> bool {
    (one - other).abs() <= SAME_SIZE * one.max(other)
}

/// The blocks of all pages' lines. `body` is the size of most letters.
pub(super) fn blocks(pages: Vec<Vec<Line>>, body: f64) -> Vec<Block> {
    let mut layout = Layout {
        body,
        step: step(&pages),
        levels: levels(&pages, body),
        depths: Vec::new(),
        open: None,
        blocks: Vec::new(),
    };
    for lines in pages {
        for line in lines {
            match line {
                Line::Text(segment, column) => layout.line(segment, column),
                Line::Cells(cells) => {
                    layout.end(true);
                    layout.blocks.extend(table::blocks(&cells, &[], 1));
                }
            }
        }
        layout.end_page();
    }
    layout.end(true);
    layout.blocks
}

/// The usual step from a line to the next one, in letters' sizes.
fn step(pages: &[Vec<Line>]) -> f64 {
    let mut steps = Vec::new();
    for lines in pages {
        for pair in lines.windows(2) {
            if let [Line::Text(one, _), Line::Text(other, _)] = pair
                && is_same(one.size, other.size)
                && one.base > other.base
            {
                steps.push((one.base - other.base) / one.size);
            }
        }
    }
    steps.sort_by(f64::total_cmp);
    // Of lines within paragraphs, which are the nearest ones.
    steps
        .get(steps.len() / 3)
        .copied()
        .filter(|step| (0.9..=2.2).contains(step))
        .unwrap_or(USUAL_STEP)
}

/// The sizes of headings, the largest first.
fn levels(pages: &[Vec<Line>], body: f64) -> Vec<f64> {
    let mut sizes: Vec<f64> = pages
        .iter()
        .flatten()
        .filter_map(|line| match line {
            Line::Text(segment, _) if segment.size >= LARGER * body => Some(segment.size),
            _ => None,
        })
        .collect();
    sizes.sort_by(|one, other| other.total_cmp(one));
    sizes.dedup_by(|one, other| is_same(*one, *other));
    sizes
}

struct Layout {
    body: f64,
    step: f64,
    levels: Vec<f64>,
    /// Where the open items begin, each deeper than the one before.
    depths: Vec<f64>,
    open: Option<Open>,
    blocks: Vec<Block>,
}

fn has_ended(text: &str) -> bool {
    text.trim_end_matches(['"', '”', '“', ')', '\'', '’', '»'])
        .ends_with(['.', '!', '?', ':'])
}

impl Layout {
    fn line(&mut self, line: Segment, column: (f64, f64)) {
        let gap = self.open.as_ref().is_none_or(|open| self.is_gap(open, &line));
        if let Some(open) = self.open.as_mut().filter(|_| !gap) {
            if goes_on(open, &line) {
                join(&mut open.text, &line.text);
                open.all_bold &= line.is_bold();
                if open.all_bold {
                    open.bold = open.text.len();
                }
                open.lines += 1;
                open.last = line;
                open.column = (open.column.0.min(column.0), open.column.1.max(column.1));
                return;
            }
        } else if let Some(open) = self.open.as_mut().filter(|open| is_cut(open, &line)) {
            join(&mut open.text, &line.text);
            open.lines += 1;
            open.last = line;
            open.column = column;
            return;
        }
        self.end(gap);
        self.begin(line, column, gap);
    }

    /// Whether a line stands farther away from the last one than lines do.
    fn is_gap(&self, open: &Open, line: &Segment) -> bool {
        let step = open.last.base - line.base;
        step < 0.0 || step > WIDER_STEP * self.step * open.last.size.max(line.size)
    }

    fn begin(&mut self, line: Segment, column: (f64, f64), after_gap: bool) {
        let found = item(&line.text);
        let large = line.size >= LARGER * self.body && line.words() <= LONGEST_HEADING;
        let (kind, text) = match found {
            Some((number, rest)) if !large => {
                let depth = self.depth(line.left);
                (BlockKind::Item { number, depth }, rest.to_owned())
            }
            _ if large => {
                self.depths.clear();
                let level = self
                    .levels
                    .iter()
                    .position(|size| is_same(*size, line.size))
                    .unwrap_or(0);
                // What is nearly as large as the text names an exercise, and no page.
                (
                    BlockKind::Heading(u8::try_from(level + 1).unwrap_or(6).min(6)),
                    line.text.clone(),
                )
            }
            _ => (BlockKind::Text, line.text.clone()),
        };
        // The mark of an item is none of its bold words.
        let mark = line.text.len() - text.len();
        let all_bold = line.is_bold();
        self.open = Some(Open {
            bold: if all_bold {
                text.len()
            } else {
                line.bold.saturating_sub(mark)
            },
            text,
            kind,
            all_bold,
            size: line.size,
            lines: 1,
            first: line.clone(),
            last: line,
            column,
            after_gap,
        });
    }

    /// How deep an item stands that begins here.
    fn depth(&mut self, left: f64) -> u8 {
        self.depths.retain(|open| *open < left - DEEPER);
        self.depths.push(left);
        u8::try_from(self.depths.len()).unwrap_or(u8::MAX)
    }

    /// A page's end is no paragraph's: what is open stays so.
    fn end_page(&mut self) {
        if let Some(open) = &mut self.open {
            open.last.base = f64::MIN;
        }
        self.depths.clear();
    }

    /// Ends the open block. Whether a gap follows it.
    fn end(&mut self, before_gap: bool) {
        let Some(open) = self.open.take() else { return };
        let words = open.text.split(' ').count();
        let alone = open.after_gap && before_gap && open.lines == 1;
        let mut block = Block::new(open.kind, &open.text);
        if block.text.is_empty() {
            return;
        }
        let unended = !block.text.ends_with(['.', ',', ';', '!', '-', '"', '”']);
        let capital = block
            .text
            .starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || c == '¿');
        let names = unended && capital && words <= LONGEST_NAME;
        match block.kind {
            BlockKind::Text if names && (open.all_bold || alone) => block.kind = BlockKind::PerhapsHeading,
            BlockKind::Heading(_) if words > LONGEST_HEADING * 2 => block.kind = BlockKind::Text,
            _ => {}
        }
        let lead = open
            .text
            .get(..open.bold)
            .map(str::trim)
            .filter(|lead| !lead.is_empty());
        if !block.is_heading() && !open.all_bold {
            block.lead = lead
                .filter(|lead| lead.len() < block.text.len() && block.text.starts_with(*lead))
                .map(str::to_owned);
        }
        self.blocks.push(block);
    }
}

/// Whether a line that follows another closely goes on with its text.
fn goes_on(open: &Open, line: &Segment) -> bool {
    let is_item = matches!(open.kind, BlockKind::Item { .. });
    if item(&line.text).is_some() || !is_same(open.size, line.size) {
        return false;
    }
    // A name in bold over its text; an item may begin in bold.
    let mid_sentence = !has_ended(&open.text) && !line.text.starts_with(char::is_uppercase);
    let bold_goes_on = open.all_bold && (is_item || mid_sentence);
    if open.all_bold != line.is_bold() && !bold_goes_on {
        return false;
    }
    let ended = has_ended(&open.last.text);
    let capital = line
        .text
        .starts_with(|c: char| c.is_uppercase() || c == '¿' || c == '¡' || c == '"' || c == '“');
    let width = open.column.1 - open.column.0;
    let short = open.last.right < open.column.1 - SHORT * width;
    let indented = line.left > open.last.left + 0.9 * line.size && !is_item;
    // Behind an item whose further lines stand under its text, a line under its mark is none of it.
    let out = is_item && open.lines > 1 && open.last.left > open.first.left + 2.0 && line.left <= open.first.left + 2.0;
    !(ended && capital && (short || indented) || out && capital)
}

/// Whether a text was cut by the end of a column or a page, and goes on in this line.
fn is_cut(open: &Open, line: &Segment) -> bool {
    let up = line.base > open.last.base;
    let same = is_same(open.size, line.size) && item(&line.text).is_none() && open.all_bold == line.is_bold();
    let full = open.last.right >= open.column.1 - SHORT * (open.column.1 - open.column.0);
    let small = line.text.starts_with(char::is_lowercase);
    let text = !matches!(open.kind, BlockKind::Heading(_));
    up && same && text && !has_ended(&open.text) && (small || full && open.lines > 1)
}

#[cfg(test)]
mod tests {
    use super::super::order::lines;
    use super::super::segments::rows;
    use super::super::segments::tests::piece;
    use super::*;

    /// A line's text, its left end, its base, its size, and whether it is bold.
    type Set<'a> = (&'a str, f64, f64, f64, bool);

    fn read(pages: &[&[Set]]) -> Vec<String> {
        let page = |page: &&[(&str, f64, f64, f64, bool)]| {
            let pieces = page.iter().map(|(text, left, base, size, bold)| {
                let mut piece = piece(text, *left, *base);
                piece.size = *size;
                piece.bold = *bold;
                piece
            });
            lines(rows(pieces.collect()).0)
        };
        let shown = |block: Block| {
            let kind = match block.kind {
                BlockKind::Heading(level) => format!("h{level}"),
                BlockKind::PerhapsHeading => "h?".to_owned(),
                BlockKind::Item { number, depth } => {
                    format!("{} {depth}", number.map_or("-".to_owned(), |number| number.to_string()))
                }
                BlockKind::Text | BlockKind::Aside => "p".to_owned(),
            };
            let lead = block.lead.map(|lead| format!("[{lead}] ")).unwrap_or_default();
            format!("{kind} {lead}{}", block.text)
        };
        blocks(pages.iter().map(page).collect(), 10.0)
            .into_iter()
            .map(shown)
            .collect()
    }

    #[test]
    fn lines_become_headings_items_and_paragraphs() {
        let page: &[(&str, f64, f64, f64, bool)] = &[
            ("Neck and shoulders", 72.0, 780.0, 20.0, false),
            ("Turns", 72.0, 750.0, 14.0, true),
            (
                "Sit tall on a chair with both feet on the floor, and look straight for-",
                72.0,
                730.0,
                10.0,
                false,
            ),
            ("ward. Breathe.", 72.0, 718.0, 10.0, false),
            (
                "Then begin with the first of the exercises, as far as it goes today.",
                72.0,
                706.0,
                10.0,
                false,
            ),
            (
                "1. Turn your head to the right, and hold it there for ten seconds or",
                72.0,
                686.0,
                10.0,
                false,
            ),
            ("a little more.", 86.0, 674.0, 10.0, false),
            ("• Slowly.", 90.0, 662.0, 10.0, false),
            ("2. Come back.", 72.0, 650.0, 10.0, false),
            ("Shrugs", 72.0, 620.0, 10.0, true),
            ("Lift your shoulders, and let", 72.0, 608.0, 10.0, false),
        ];
        let next: &[(&str, f64, f64, f64, bool)] = &[("them fall.", 72.0, 780.0, 10.0, false)];
        assert_eq!(
            read(&[page, next]),
            [
                "h1 Neck and shoulders",
                "h2 Turns",
                "p Sit tall on a chair with both feet on the floor, and look straight forward. Breathe.",
                "p Then begin with the first of the exercises, as far as it goes today.",
                "1 1 Turn your head to the right, and hold it there for ten seconds or a little more.",
                "- 2 Slowly.",
                "2 1 Come back.",
                "h? Shrugs",
                "p Lift your shoulders, and let them fall.",
            ]
        );
    }
}
