//! The figures that are written down, and how a count is judged by them.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write;
use std::path::Path;

/// So many per cent more is refused, so many less is worth writing down.
///
/// Why 3: builds in two folders give the same count to the last instruction, so this is for a compiler that inlines
/// a little differently because of a change elsewhere.
const TOLERANCE_PERCENT: f64 = 3.0;

/// The file `instructions.toml`.
#[derive(Debug, PartialEq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figures {
    /// Whose instructions these are.
    pub compiler: String,
    /// Instructions of each work.
    instructions: BTreeMap<String, u64>,
}

impl Figures {
    pub fn new(compiler: &str, counts: &[(&str, u64)]) -> Self {
        Self {
            compiler: compiler.to_owned(),
            instructions: counts
                .iter()
                .map(|(name, count)| ((*name).to_owned(), *count))
                .collect(),
        }
    }

    pub fn read(path: &Path) -> Result<Self, Box<dyn Error>> {
        let text = std::fs::read_to_string(path).map_err(|error| format!("can't read {}: {error}", path.display()))?;
        toml::from_str(&text).map_err(|error| format!("{}: {error}", path.display()).into())
    }

    pub fn to_text(&self) -> String {
        let mut text = format!(
            "# Instructions that `make count` counts with AVX2 in the build of the tests. `make count WRITE=1` writes \
             this file.\n\
             compiler = {:?}\n\n[instructions]\n",
            self.compiler
        );
        for (name, count) in &self.instructions {
            let _ = writeln!(text, "{name} = {}", grouped(*count, "_"));
        }
        text
    }

    /// One row for each count, in the same order.
    pub fn compare(&self, counts: &[(&str, u64)]) -> Vec<Row> {
        let row = |&(name, count): &(&str, u64)| Row {
            name: name.to_owned(),
            count,
            figure: self.instructions.get(name).copied(),
        };
        counts.iter().map(row).collect()
    }
}

/// One work: what was counted, and what is written down.
#[derive(Debug)]
pub struct Row {
    name: String,
    count: u64,
    figure: Option<u64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Same,
    More,
    Fewer,
    /// No figure is written down.
    New,
}

impl Row {
    fn percent(&self) -> Option<f64> {
        self.figure
            .map(|figure| (self.count as f64 - figure as f64) / figure as f64 * 100.0)
    }

    pub fn verdict(&self) -> Verdict {
        match self.percent() {
            None => Verdict::New,
            Some(percent) if percent > TOLERANCE_PERCENT => Verdict::More,
            Some(percent) if percent < -TOLERANCE_PERCENT => Verdict::Fewer,
            Some(_) => Verdict::Same,
        }
    }

    /// What to do about it, where there is something to do.
    pub fn advice(&self) -> Option<String> {
        let name = &self.name;
        match self.verdict() {
            Verdict::Same => None,
            Verdict::More => Some(format!(
                "{name} needs {:.1} % more instructions than before. Find out why; if it is worth it (fewer misses of the \
                 cache, a right answer), run `make count WRITE=1` and say so in the commit",
                self.percent().unwrap_or_default()
            )),
            Verdict::Fewer => Some(format!(
                "{name} needs {:.1} % fewer instructions than before: run `make count WRITE=1`, so that it stays so",
                -self.percent().unwrap_or_default()
            )),
            Verdict::New => Some(format!("{name} has no figure yet: run `make count WRITE=1`")),
        }
    }
}

/// The rows as a person reads them.
pub fn table(rows: &[Row]) -> String {
    let name = rows.iter().map(|row| row.name.len()).max().unwrap_or(0);
    let mut text = format!(
        "{:name$}  {:>15}  {:>15}  {:>8}\n",
        "instructions of", "now", "written down", "change"
    );
    let name = name.max("instructions of".len());
    for row in rows {
        let figure = row.figure.map_or_else(|| "-".to_owned(), |figure| grouped(figure, " "));
        let change = row
            .percent()
            .map_or_else(|| "-".to_owned(), |percent| format!("{percent:+.1} %"));
        let word = match row.verdict() {
            Verdict::Same => "",
            Verdict::More => "  too many",
            Verdict::Fewer => "  fewer",
            Verdict::New => "  new",
        };
        let _ = writeln!(
            text,
            "{:name$}  {:>15}  {figure:>15}  {change:>8}{word}",
            row.name,
            grouped(row.count, " ")
        );
    }
    text
}

/// Digits in threes.
fn grouped(number: u64, between: &str) -> String {
    let digits = number.to_string();
    let threes: Vec<&str> = digits
        .as_bytes()
        .rchunks(3)
        .rev()
        .map(|three| std::str::from_utf8(three).expect("digits are ASCII"))
        .collect();
    threes.join(between)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(count: u64) -> Verdict {
        Figures::new("rustc 1", &[("a", 1000)]).compare(&[("a", count)])[0].verdict()
    }

    #[test]
    fn three_per_cent_either_way_is_the_same() {
        assert_eq!(
            [969, 970, 1000, 1030, 1031].map(verdict),
            [
                Verdict::Fewer,
                Verdict::Same,
                Verdict::Same,
                Verdict::Same,
                Verdict::More
            ]
        );
    }

    #[test]
    fn a_work_without_a_figure_is_new_and_says_what_to_do() {
        let rows = Figures::new("rustc 1", &[]).compare(&[("a", 1)]);
        assert_eq!(rows[0].verdict(), Verdict::New);
        assert!(rows[0].advice().unwrap().contains("make count WRITE=1"));
    }

    #[test]
    fn the_file_reads_as_it_was_written() {
        let figures = Figures::new("rustc 1.95.0", &[("a", 12), ("b", 1_234_567)]);
        assert!(figures.to_text().contains("b = 1_234_567\n"));
        assert_eq!(toml::from_str::<Figures>(&figures.to_text()).unwrap(), figures);
    }

    #[test]
    fn the_file_of_the_repository_has_a_figure_for_every_work() {
        let figures = Figures::read(Path::new(crate::FIGURES)).unwrap();
        let written: Vec<&str> = figures.instructions.keys().map(String::as_str).collect();
        let mut works = crate::work::NAMES.to_vec();
        works.sort_unstable();
        assert_eq!(written, works);
    }
}
