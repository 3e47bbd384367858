//! Rows of tables as items of a list: "2 | Neck tilt | Bring your ear …" is an exercise with its name.
//!
//! Must not know: formats, steps.

use crate::block::{Block, BlockKind, tidy};

/// A cell with more words than this is no cell of a table of exercises, but a part of a page.
const LONGEST_CELL: usize = 80;

/// A row's cells as one item of a list. `None` when there are fewer than two, or one is too long.
pub(crate) fn row(cells: &[String], depth: u8) -> Option<Block> {
    let mut cells: Vec<String> = cells
        .iter()
        .map(|cell| tidy(cell))
        .filter(|cell| !cell.is_empty())
        .collect();
    let long = |cell: &String| cell.split(' ').count() > LONGEST_CELL;
    if cells.len() < 2 || cells.iter().any(long) {
        return None;
    }
    let number = cells
        .first()
        .and_then(|cell| cell.trim_end_matches(['.', ')']).parse().ok());
    if number.is_some() {
        cells.remove(0);
    }
    let mut text = String::new();
    let last = cells.len() - 1;
    for (at, cell) in cells.iter().enumerate() {
        text.push_str(cell);
        let ended = cell.ends_with(['.', '!', '?', ':']);
        match at {
            _ if at == last => {}
            0 if !ended => text.push_str(": "),
            _ if ended => text.push(' '),
            _ => text.push_str(". "),
        }
    }
    Some(Block::new(BlockKind::Item { number, depth }, &text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(cells: &[&str]) -> Option<(BlockKind, String)> {
        let cells: Vec<String> = cells.iter().map(|cell| (*cell).to_owned()).collect();
        row(&cells, 1).map(|block| (block.kind, block.text))
    }

    #[test]
    fn a_row_is_an_item_with_its_name() {
        let item = |number| BlockKind::Item { number, depth: 1 };
        assert_eq!(
            shown(&["2.", "Neck tilt", " Bring your ear  down.", "20 sec"]),
            Some((item(Some(2)), "Neck tilt: Bring your ear down. 20 sec".to_owned()))
        );
        assert_eq!(
            shown(&["Hold", "", "20 s"]),
            Some((item(None), "Hold: 20 s".to_owned()))
        );
        assert_eq!(shown(&["Alone"]), None);
        assert_eq!(shown(&["Menu", &"word ".repeat(100)]), None);
    }
}
