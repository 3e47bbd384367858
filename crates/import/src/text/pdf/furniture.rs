//! What stands on every page: running heads and feet, numbers of pages.
//!
//! Must not know: PDF, columns, blocks.

use std::collections::HashMap;

use super::segments::Row;
use crate::language::Language;
use crate::text::marks::{item, step_mark};

/// How much of a page's height at its top and its bottom may hold what stands on every page.
const EDGE: f64 = 0.13;
/// How many lines of it at most.
const MOST_LINES: usize = 3;
/// It is written no larger than this over the text's own letters.
const LARGEST: f64 = 1.1;
/// Lines that stand on every page do so at the same height, to so many points.
const SAME_HEIGHT: f64 = 4.0;

/// A page: its rows from the top, and where it begins and ends upwards.
#[derive(Debug)]
pub(super) struct Page {
    pub rows: Vec<Row>,
    pub bottom: f64,
    pub top: f64,
}

/// A row near a page's edge.
struct Edge {
    page: usize,
    row: usize,
    text: String,
    /// From the page's bottom.
    height: f64,
    size: f64,
    /// Nothing stands between it and the edge.
    outermost: bool,
}

/// Takes it off the pages, and gives its texts, each once. `body` is the size of most letters.
pub(super) fn take_off(pages: &mut [Page], body: f64) -> Vec<String> {
    let mut taken = marked(pages);
    let edges: Vec<Edge> = pages
        .iter()
        .enumerate()
        .flat_map(|(at, page)| edges(at, page))
        .collect();
    let again = again(&edges, body);
    for (edge, again) in edges.iter().zip(again).rev() {
        let numbered = edge.outermost && edge.size <= LARGEST * body && is_number_of_page(&edge.text);
        if !(again || numbered) {
            continue;
        }
        if let Some(row) = pages.get_mut(edge.page).and_then(|page| page.rows.get_mut(edge.row)) {
            row.clear();
            taken.push(edge.text.clone());
        }
    }
    for page in pages {
        page.rows.retain(|row| !row.is_empty());
    }
    let mut seen: HashMap<String, ()> = HashMap::new();
    taken.reverse();
    taken.retain(|text| seen.insert(masked(text), ()).is_none());
    taken
}

/// Takes off what the file itself marks as such, if it does not mark most of its text so.
fn marked(pages: &mut [Page]) -> Vec<String> {
    let letters = |artifact: bool| {
        let all = pages.iter().flat_map(|page| page.rows.iter().flatten());
        all.filter(|one| one.artifact == artifact)
            .map(|one| one.text.len())
            .sum::<usize>()
    };
    if letters(true) > letters(false) {
        return Vec::new();
    }
    let mut taken = Vec::new();
    for row in pages.iter_mut().flat_map(|page| &mut page.rows) {
        taken.extend(row.iter().filter(|one| one.artifact).map(|one| one.text.clone()));
        row.retain(|one| !one.artifact);
    }
    for page in pages {
        page.rows.retain(|row| !row.is_empty());
    }
    taken.reverse();
    taken
}

fn edges(at: usize, page: &Page) -> Vec<Edge> {
    let high = (page.top - page.bottom) * EDGE;
    let count = page.rows.len();
    let edge = |(row, found): (usize, &Row)| {
        let first = found.first()?;
        let near_top = row < MOST_LINES && first.base >= page.top - high;
        let near_bottom = row + MOST_LINES >= count && first.base <= page.bottom + high;
        let texts: Vec<&str> = found.iter().map(|one| one.text.as_str()).collect();
        (near_top || near_bottom).then(|| Edge {
            page: at,
            row,
            text: texts.join(" "),
            height: first.base - page.bottom,
            size: found.iter().map(|one| one.size).fold(0.0, f64::max),
            outermost: row == 0 || row + 1 == count,
        })
    };
    page.rows.iter().enumerate().filter_map(edge).collect()
}

/// A text with each of its digits as one and the same.
fn masked(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_ascii_digit() { '0' } else { c })
        .collect::<String>()
        .to_lowercase()
}

/// The numbers in a text.
fn numbers(text: &str) -> Vec<u32> {
    text.split(|c: char| !c.is_ascii_digit())
        .filter_map(|digits| digits.parse().ok())
        .collect()
}

/// Which rows stand on another page too, at the same height: as they are, or with the next number.
fn again(edges: &[Edge], body: f64) -> Vec<bool> {
    let mut alike: HashMap<String, Vec<&Edge>> = HashMap::new();
    for edge in edges {
        let letters = |text: &str| {
            text.chars()
                .filter(|c| !c.is_ascii_digit())
                .collect::<String>()
                .to_lowercase()
        };
        alike.entry(letters(&edge.text)).or_default().push(edge);
    }
    let is_again = |edge: &Edge| {
        let letters: String = edge
            .text
            .chars()
            .filter(|c| !c.is_ascii_digit())
            .collect::<String>()
            .to_lowercase();
        // Of a thousand alike, some are near.
        let others = alike.get(&letters).into_iter().flatten().take(64);
        let mut others =
            others.filter(|other| other.page != edge.page && (other.height - edge.height).abs() <= SAME_HEIGHT);
        others.any(|other| {
            edge.text == other.text || edge.size <= LARGEST * body && !names_exercise(&edge.text) && counts(edge, other)
        })
    };
    edges.iter().map(is_again).collect()
}

/// Whether a number in it counts the pages.
fn counts(edge: &Edge, other: &Edge) -> bool {
    let (one, two) = (numbers(&edge.text), numbers(&other.text));
    let pages = i64::try_from(other.page).unwrap_or(0) - i64::try_from(edge.page).unwrap_or(0);
    one.len() == two.len()
        && one
            .iter()
            .zip(&two)
            .any(|(one, two)| i64::from(*two) - i64::from(*one) == pages)
}

/// "Exercise 2", "2. Neck": not what stands on every page, though every page begins with one.
fn names_exercise(text: &str) -> bool {
    item(text).is_some()
        || Language::all()
            .iter()
            .any(|language| step_mark(text, language).is_some())
}

/// "3", "- 3 -", "Page 3", "3 / 8", "Seite 3 von 8": nothing but the number of a page.
fn is_number_of_page(text: &str) -> bool {
    let small = text.to_lowercase();
    let words = small
        .split(|c: char| c.is_whitespace() || "/-–—|.·[]()".contains(c))
        .filter(|word| !word.is_empty());
    let known = |word: &str| {
        Language::all().iter().any(|language| {
            let pages = language.page.noise.page.iter().chain(&language.page.marks.of);
            pages.into_iter().any(|known| known == word)
        })
    };
    let is_number = |word: &str| word.len() <= 4 && word.chars().all(|c| c.is_ascii_digit());
    let mut numbers = 0;
    for word in words {
        match (is_number(word), known(word)) {
            (true, _) => numbers += 1,
            (false, true) => {}
            _ => return false,
        }
    }
    (1..=2).contains(&numbers)
}

#[cfg(test)]
mod tests {
    use super::super::segments::rows;
    use super::super::segments::tests::piece;
    use super::*;

    fn page(lines: &[(&str, f64)]) -> Page {
        let pieces = lines.iter().map(|(text, base)| piece(text, 72.0, *base)).collect();
        Page {
            rows: rows(pieces).0,
            bottom: 0.0,
            top: 842.0,
        }
    }

    fn left(pages: &[Page]) -> Vec<&str> {
        pages
            .iter()
            .flat_map(|page| page.rows.iter().flatten())
            .map(|one| one.text.as_str())
            .collect()
    }

    #[test]
    fn heads_feet_and_numbers_of_pages_are_taken_off() {
        let mut pages = [
            page(&[
                ("Neck leaflet", 800.0),
                ("Exercise 1", 780.0),
                ("Turn.", 700.0),
                ("Clinic – leaflet 7, 1 of 2", 40.0),
            ]),
            page(&[
                ("Neck leaflet", 800.0),
                ("Exercise 2", 780.0),
                ("Lower.", 700.0),
                ("Clinic – leaflet 7, 2 of 2", 40.0),
            ]),
        ];
        let taken = take_off(&mut pages, 10.0);
        assert_eq!(left(&pages), ["Exercise 1", "Turn.", "Exercise 2", "Lower."]);
        assert_eq!(taken, ["Neck leaflet", "Clinic – leaflet 7, 1 of 2"]);
        let mut alone = [page(&[("Turn.", 700.0), ("10", 690.0), ("Seite 1 von 1", 40.0)])];
        take_off(&mut alone, 10.0);
        assert_eq!(left(&alone), ["Turn.", "10"]);
    }
}
