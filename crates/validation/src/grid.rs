//! A table of cells as text, in as many columns as the terminal has.
//!
//! A table that is too wide is cut between its columns and goes on below, with its first columns again.

use std::fmt::Write;

use anstyle::Style;

/// Between two columns.
const GAP: &str = "  ";
/// A text column narrower than this is hard to read.
const NARROWEST: usize = 24;
pub(crate) const BOLD: Style = Style::new().bold();
pub(crate) const DIM: Style = Style::new().dimmed();

/// Rows of cells under a head.
#[derive(Debug, Default)]
pub(crate) struct Grid {
    head: Vec<String>,
    rows: Vec<Vec<String>>,
    /// Columns that are repeated when the table goes on below.
    lead: usize,
    /// The last column holds sentences, which are wrapped.
    sentences: bool,
}

impl Grid {
    pub fn new<const N: usize>(lead: usize, head: [&str; N]) -> Self {
        Self::with(lead, head.iter().map(|&name| name.to_owned()).collect())
    }

    pub fn with(lead: usize, head: Vec<String>) -> Self {
        Self {
            head,
            lead,
            ..Self::default()
        }
    }

    /// Wraps the last column instead of moving it below.
    pub fn sentences_last(self) -> Self {
        Self {
            sentences: true,
            ..self
        }
    }

    /// A row that only names the rows that follow, in the column that holds their names.
    pub fn section(&mut self, name: &str) {
        let own = if self.sentences { self.head.len() - 1 } else { 0 };
        let cell = |column| if column == own { name.to_owned() } else { String::new() };
        self.rows.push((0..self.head.len()).map(cell).collect());
    }

    pub fn row(&mut self, cells: Vec<String>) {
        debug_assert_eq!(cells.len(), self.head.len());
        self.rows.push(cells);
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Writes it, no line wider than `width` where its first columns leave room for one more.
    pub fn write(&self, page: &mut String, width: usize) {
        let widths: Vec<usize> = (0..self.head.len()).map(|column| self.width_of(column)).collect();
        let lead: usize = widths.iter().take(self.lead).map(|width| width + GAP.len()).sum();
        let mut next = self.lead;
        while next < widths.len() {
            let (mut used, first) = (lead, next);
            while next < widths.len() && (next == first || used + widths[next] <= width || self.is_sentences(next)) {
                used += widths[next] + GAP.len();
                next += 1;
            }
            if first > self.lead {
                page.push('\n');
            }
            let columns: Vec<usize> = (0..self.lead).chain(first..next).collect();
            self.block(page, &columns, &widths, width);
        }
    }

    fn block(&self, page: &mut String, columns: &[usize], widths: &[usize], width: usize) {
        self.line(page, &self.head, columns, widths, width, DIM);
        for row in &self.rows {
            self.line(page, row, columns, widths, width, Style::new());
        }
    }

    fn line(
        &self,
        page: &mut String,
        cells: &[String],
        columns: &[usize],
        widths: &[usize],
        width: usize,
        style: Style,
    ) {
        let mut line = String::new();
        for &column in columns {
            let (cell, width_of_column) = (&cells[column], widths[column]);
            if self.is_sentences(column) {
                let indent = line.chars().count();
                let left = width.saturating_sub(indent).max(NARROWEST);
                let wrapped = textwrap::wrap(cell, left);
                line.push_str(&wrapped.join(&format!("\n{}", " ".repeat(indent))));
            } else if self.is_number(column) {
                let _ = write!(line, "{cell:>width_of_column$}{GAP}");
            } else {
                let _ = write!(line, "{cell:width_of_column$}{GAP}");
            }
        }
        let line = line.trim_end();
        let _ = writeln!(page, "{style}{line}{style:#}");
    }

    fn is_sentences(&self, column: usize) -> bool {
        self.sentences && column + 1 == self.head.len()
    }

    /// Numbers stand right, so that their points stand under each other.
    fn is_number(&self, column: usize) -> bool {
        let begins = |cell: &String| {
            cell.is_empty()
                || cell == "-"
                || cell
                    .trim_start_matches(['+', '-', '[', '<', '>', '=', ' '])
                    .starts_with(|c: char| c.is_ascii_digit())
        };
        column > 0 && self.rows.iter().all(|row| begins(&row[column]))
    }

    fn width_of(&self, column: usize) -> usize {
        let cells = self.rows.iter().map(|row| &row[column]).chain([&self.head[column]]);
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(grid: &Grid, width: usize) -> String {
        let mut page = String::new();
        grid.write(&mut page, width);
        anstream::adapter::strip_str(&page).to_string()
    }

    fn grid() -> Grid {
        let mut grid = Grid::new(1, ["measure", "MAE", "95 %", "bias"]);
        grid.row(["tilt", "1.4", "[1.0, 1.9]", "+0.3"].map(str::to_owned).to_vec());
        grid.row(["turn", "12.0", "", "-"].map(str::to_owned).to_vec());
        grid
    }

    #[test]
    fn numbers_stand_right_and_names_left() {
        insta::assert_snapshot!(shown(&grid(), 80), @r"
        measure   MAE        95 %  bias
        tilt      1.4  [1.0, 1.9]  +0.3
        turn     12.0                 -
        ");
    }

    #[test]
    fn what_is_too_wide_goes_on_below() {
        insta::assert_snapshot!(shown(&grid(), 26), @r"
        measure   MAE        95 %
        tilt      1.4  [1.0, 1.9]
        turn     12.0

        measure  bias
        tilt     +0.3
        turn        -
        ");
    }

    #[test]
    fn sentences_are_wrapped_beside_their_numbers() {
        let mut grid = Grid::new(1, ["step", "unseen", "sentence"]).sentences_last();
        grid.row(
            ["tilt", "0", "Let your ear sink towards your shoulder."]
                .map(str::to_owned)
                .to_vec(),
        );
        insta::assert_snapshot!(shown(&grid, 40), @r"
        step  unseen  sentence
        tilt       0  Let your ear sink towards
                      your shoulder.
        ");
    }
}
