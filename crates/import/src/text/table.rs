//! Rows of tables as items of a list: "2 | Neck tilt | Bring your ear …" is an exercise with its name.
//!
//! Must not know: formats, steps.

use crate::language::{Language, small};
use crate::text::block::{Block, BlockKind, tidy};

/// A row's cells as blocks: an item of a list, or what stands beside the article where a column is of mistakes.
pub(crate) fn blocks(cells: &[String], columns: &[String], depth: u8) -> Vec<Block> {
    let wrong: Vec<bool> = columns.iter().map(|column| is_of_mistakes(column)).collect();
    if wrong.contains(&true) {
        let aside = |cell: &String| Some(Block::new(BlockKind::Aside, cell)).filter(|block| !block.text.is_empty());
        // "Do" and "don't" side by side are no exercises; a column of mistakes beside exercises stands alone.
        if columns.len() <= 2 {
            return cells.iter().filter_map(aside).collect();
        }
        let is_wrong = |at: &usize| wrong.get(*at) == Some(&true);
        let kept: Vec<String> = (0..cells.len())
            .filter(|at| !is_wrong(at))
            .filter_map(|at| cells.get(at).cloned())
            .collect();
        let beside = (0..cells.len())
            .filter(is_wrong)
            .filter_map(|at| cells.get(at).and_then(aside));
        return blocks(&kept, &[], depth).into_iter().chain(beside).collect();
    }
    let mut cells: Vec<String> = cells
        .iter()
        .map(|cell| tidy(cell))
        .filter(|cell| !cell.is_empty())
        .collect();
    let number = cells
        .first()
        .filter(|_| cells.len() > 1)
        .and_then(|cell| cell.trim_end_matches(['.', ')']).parse().ok());
    if number.is_some() {
        cells.remove(0);
    }
    let mut cells = cells.into_iter();
    let Some(name) = cells.next() else { return Vec::new() };
    let Some(told) = cells.next() else {
        return vec![Block::new(BlockKind::Text, &name)];
    };
    let gap = if name.ends_with(['.', '!', '?', ':']) { "" } else { ":" };
    // The first cell names the row, whatever it says.
    let lead = format!("{name}{gap}");
    let mut item = Block::new(BlockKind::Item { number, depth }, &format!("{lead} {told}"));
    item.lead = Some(lead);
    // Each further cell is a sentence of its own: "10 times".
    let further = cells.map(|cell| Block::new(BlockKind::Text, &cell));
    std::iter::once(item).chain(further).collect()
}

/// Fewest rows of a table whose cells stand between bars, and between tabs.
const FEWEST_ROWS: [(char, usize); 2] = [('\t', 2), ('|', 3)];
/// Fewest rows of names and texts with blanks between them.
const FEWEST_ALIGNED: usize = 3;
/// A head of a column has no more words.
const LONGEST_HEAD: usize = 4;

/// The table that begins at the first of these lines, with tabs or bars between its cells: its rows, and whether the
/// first is one of heads.
pub(crate) fn rows_of(lines: &[&str]) -> Option<(Vec<Vec<String>>, bool)> {
    let aligned: Vec<Vec<String>> = lines.iter().map_while(|line| aligned(line)).collect();
    if aligned.len() >= FEWEST_ALIGNED {
        return Some((aligned, false));
    }
    FEWEST_ROWS.iter().find_map(|(mark, fewest)| {
        let cells = |line: &&str| -> Vec<String> {
            let line = line.trim().trim_matches('|');
            line.split(*mark).map(tidy).collect()
        };
        // Before the others are looked at, so that a text of bars takes linear time.
        let wide = cells(lines.first()?).len();
        if wide < 2 + usize::from(*mark == '|') {
            return None;
        }
        let rows: Vec<Vec<String>> = lines.iter().map(cells).take_while(|row| row.len() == wide).collect();
        let rows = Some(&rows).filter(|rows| rows.len() >= *fewest)?;
        let words = |cell: &String| cell.split_whitespace().count();
        let (first, others) = rows.split_first()?;
        let heads = first
            .iter()
            .all(|cell| words(cell) <= LONGEST_HEAD && !cell.ends_with(['.', '!']))
            && others.iter().flatten().any(|cell| words(cell) > LONGEST_HEAD);
        Some((rows.to_vec(), heads))
    })
}

/// Name and text of a line with blanks between them: "OWL!      Turn your head to the left."
fn aligned(line: &str) -> Option<Vec<String>> {
    let (name, told) = line.trim().split_once("   ")?;
    let told = told.trim_start();
    let words = |text: &str| text.split_whitespace().count();
    let named = (1..=LONGEST_HEAD).contains(&words(name)) && words(told) > LONGEST_HEAD && !told.contains("   ");
    named.then(|| vec![tidy(name), tidy(told)])
}

/// "Don't", "Wrong": what stands under it is not to be done.
fn is_of_mistakes(column: &str) -> bool {
    let name = small(column);
    let name = name.trim_matches(|c: char| !c.is_alphabetic());
    Language::all()
        .iter()
        .any(|language| language.page.marks.dont.iter().any(|known| known == name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(cells: &[&str]) -> Vec<(BlockKind, String)> {
        let cells: Vec<String> = cells.iter().map(|cell| (*cell).to_owned()).collect();
        blocks(&cells, &[], 1)
            .into_iter()
            .map(|block| (block.kind, block.text))
            .collect()
    }

    #[test]
    fn a_row_is_an_item_with_its_name() {
        let item = |number| BlockKind::Item { number, depth: 1 };
        assert_eq!(
            shown(&["2.", "Neck tilt", " Bring your ear  down.", "20 sec"]),
            [
                (item(Some(2)), "Neck tilt: Bring your ear down.".to_owned()),
                (BlockKind::Text, "20 sec".to_owned())
            ]
        );
        assert_eq!(shown(&["Hold", "", "20 s"]), [(item(None), "Hold: 20 s".to_owned())]);
        assert_eq!(shown(&["Alone"]), [(BlockKind::Text, "Alone".to_owned())]);
    }

    #[test]
    fn lines_with_tabs_or_bars_are_rows() {
        let lines = ["Move\tHow", "Shrug\tLift both of your shoulders", "", "Rest"];
        let (rows, heads) = rows_of(&lines).unwrap();
        assert_eq!((rows.len(), heads), (2, true));
        assert_eq!(rows_of(&["Level: easy | Time: 3 min | Chair", "Sit tall."]), None);
        assert_eq!(rows_of(&["Sit tall.", "Turn."]), None);
        let row = "Owl      Turn your head to the left.";
        assert_eq!(rows_of(&[row, row, row]).unwrap().0.len(), 3);
        assert_eq!(rows_of(&[row, row]), None);
    }

    #[test]
    fn a_table_of_mistakes_stands_beside_the_article() {
        let cells = ["Chin level".to_owned(), "Poke your chin out".to_owned()];
        let columns = ["Do".to_owned(), "Don't".to_owned()];
        let kinds: Vec<BlockKind> = blocks(&cells, &columns, 1)
            .into_iter()
            .map(|block| block.kind)
            .collect();
        assert_eq!(kinds, [BlockKind::Aside, BlockKind::Aside]);
    }
}
