//! The table as text for a terminal, as wide as it is.

mod verdicts;

use std::collections::BTreeSet;
use std::fmt::Write;

use anstyle::{AnsiColor, Style};

use crate::agreement::{Agreement, Figures};
use crate::grid::{BOLD, DIM, Grid};
use crate::table::{NeutralFrom, Table};
use crate::targets::Target;
use crate::words::{count, dash, from, in_words, interval, list, mark, number, percent, places, signed, wanted};

const GREEN: Style = AnsiColor::Green.on_default();
const RED: Style = AnsiColor::Red.on_default().bold();

/// The whole table, styled, in lines of at most `width` characters where it can be.
pub fn text(table: &Table, width: usize) -> String {
    let mut page = Page {
        text: String::new(),
        width,
    };
    page.head(table);
    page.measures(table);
    page.measures_by_group(&table.measures);
    page.detections(
        "Rules: what is said against what the same coach says of the true measures",
        &table.rules,
    );
    page.detections("Faults done on purpose: whether each was named", &table.faults);
    if !table.faults_without_rule.is_empty() {
        let names = table.faults_without_rule.iter();
        let names: Vec<String> = names
            .map(|(name, clips)| format!("{} ({clips})", name.replace('_', " ")))
            .collect();
        page.note(&format!(
            "Not among them, as no rule is expected to find it: {}.",
            names.join(", ")
        ));
    }
    page.holds(table);
    page.reps(table);
    page.verdicts_by_group(table);
    page.spoken(table);
    page.sentences(table);
    page.nobody(table);
    page.labels(table);
    page.targets(&table.targets);
    page.text
}

struct Page {
    text: String,
    width: usize,
}

impl Page {
    fn wrapped(&mut self, words: &str, indent: &str, style: Style) {
        let hanging = format!("{indent}{}", if indent.is_empty() { "" } else { "  " });
        let options = textwrap::Options::new(self.width)
            .initial_indent(indent)
            .subsequent_indent(&hanging)
            // A clip's name stays whole, to be copied.
            .word_splitter(textwrap::WordSplitter::NoHyphenation)
            .break_words(false);
        for line in textwrap::wrap(words, options) {
            let _ = writeln!(self.text, "{style}{line}{style:#}");
        }
    }

    fn note(&mut self, words: &str) {
        self.wrapped(words, "", DIM);
    }

    fn title(&mut self, words: &str) {
        self.text.push('\n');
        self.wrapped(words, "", BOLD);
    }

    fn grid(&mut self, title: &str, grid: &Grid) {
        if !grid.is_empty() {
            self.title(title);
            grid.write(&mut self.text, self.width);
        }
    }

    fn head(&mut self, table: &Table) {
        let clips = &table.clips;
        self.wrapped(
            &format!("{} against the truth, model {}", table.guide, table.model),
            "",
            BOLD,
        );
        self.wrapped(
            &format!(
                "{}, {}, {}, {}, {:.1} minutes, {}.",
                count(clips.n, "clip"),
                count(clips.persons, "person"),
                count(clips.motions, "motion"),
                count(clips.views, "view"),
                clips.minutes,
                count(clips.frames, "frame")
            ),
            "",
            Style::new(),
        );
        self.note(
            "[a, b] is a 95 % interval by bootstrap over persons and their motions; a star marks the worst group.",
        );
        if clips.frames_without_truth > 0 {
            self.wrapped(
                &format!(
                    "{} frames have no row of the truth and are left out.",
                    clips.frames_without_truth
                ),
                "",
                RED,
            );
        }
        if !clips.no_neutral.is_empty() {
            let names = clips.no_neutral.join(", ");
            self.wrapped(&format!("No neutral was found in {names}."), "", RED);
        }
    }

    fn measures(&mut self, table: &Table) {
        let head = [
            "measure",
            "frames",
            "MAE",
            "95 %",
            "RMSE",
            "bias",
            "limits of agreement",
            "r",
            "gain",
            "seen",
        ];
        let mut grid = Grid::new(1, head);
        for measure in &table.measures {
            let places = places(measure);
            let mut add = |name: String, figures: &Figures| {
                let limits = |[low, high]: [f64; 2]| format!("{low:+.places$} to {high:+.places$}");
                grid.row(vec![
                    name,
                    figures.n.to_string(),
                    number(figures.mae, places),
                    interval(figures.mae_interval, places),
                    number(figures.rmse, places),
                    signed(figures.bias, places),
                    figures.limits.map_or_else(dash, limits),
                    number(figures.correlation, 2),
                    number(figures.gain, 2),
                    percent(figures.coverage),
                ]);
            };
            let range = measure
                .range
                .map_or_else(String::new, |[least, most]| format!(" {least:.0} to {most:.0}"));
            add(
                format!("{}{range}, {}", in_words(measure.measure), measure.unit),
                &measure.within,
            );
            if let Some(beyond) = measure.beyond.as_ref().filter(|beyond| beyond.n > 0) {
                add("  beyond that".to_owned(), beyond);
            }
            if measure.holds.n > 0 {
                add("  in holds".to_owned(), &measure.holds);
            }
        }
        self.grid("Measures, in frames of movement (at rest left out)", &grid);
        if let Some(figures) = &table.squeeze_and_travel {
            self.note(&format!(
                "Shoulder retraction with the true way back of the shoulder joints, in squeezes: r {}, {} frames.",
                number(figures.correlation, 2),
                figures.n
            ));
        }
    }

    /// One table for each way to group: a row a measure, a column a group.
    fn measures_by_group(&mut self, rows: &[Agreement]) {
        let mut ways: Vec<&str> = Vec::new();
        for grouping in rows.iter().flat_map(|row| &row.groups) {
            if !ways.contains(&grouping.by) {
                ways.push(grouping.by);
            }
        }
        for by in ways {
            let of = |row: &Agreement| row.groups.iter().find(|grouping| grouping.by == by).cloned();
            let names: BTreeSet<String> = rows
                .iter()
                .filter_map(of)
                .flat_map(|grouping| grouping.groups)
                .map(|group| group.name)
                .collect();
            if names.len() < 2 {
                continue;
            }
            let head = std::iter::once(format!("MAE by {by}")).chain(names.iter().cloned());
            let mut grid = Grid::with(1, head.collect());
            for row in rows {
                let Some(grouping) = of(row) else { continue };
                let cell = |name: &String| {
                    let group = grouping.groups.iter().find(|group| group.name == *name);
                    let worst = if grouping.worst.as_ref() == Some(name) {
                        "*"
                    } else {
                        " "
                    };
                    group.map_or_else(dash, |group| number(group.figures.mae, places(row)) + worst)
                };
                let lead = format!("{}, {}", in_words(row.measure), row.unit);
                grid.row(std::iter::once(lead).chain(names.iter().map(cell)).collect());
            }
            self.text.push('\n');
            grid.write(&mut self.text, self.width);
        }
    }

    fn spoken(&mut self, table: &Table) {
        let spoken = &table.spoken;
        self.title("Spoken in correct clips");
        let words = format!(
            "{} in {} of {:.1} minutes together: {} a minute. Of the true measures the coach would say {}.",
            count(spoken.faults, "fault"),
            count(spoken.clips, "clip"),
            spoken.minutes,
            number(spoken.per_minute, 2),
            spoken.by_truth
        );
        self.wrapped(&words, "", Style::new());
        for said in &spoken.said {
            let words = format!(
                "{} at {:.1} s: \"{}\" ({})",
                said.clip, said.at_s, said.words, said.rule
            );
            self.wrapped(&words, "  ", RED);
        }
    }

    fn sentences(&mut self, table: &Table) {
        let mut grid = Grid::new(0, ["seen", "unseen", "share", "sentence"]).sentences_last();
        let mut step = "";
        for sentence in &table.sentences {
            if sentence.step != step {
                step = &sentence.step;
                grid.section(step);
            }
            grid.row(vec![
                percent(sentence.coverage),
                format!("{} of {}", sentence.unseen, sentence.doses),
                percent(sentence.unseen_share),
                format!("  {}", sentence.text),
            ]);
        }
        self.grid(
            "Sentences: frames in which all that it needs was seen, doses in which it came out unseen",
            &grid,
        );
    }

    fn nobody(&mut self, table: &Table) {
        if table.nobody.is_empty() {
            return;
        }
        let done: usize = table.nobody.iter().map(|clip| clip.done.len()).sum();
        let repetitions: u32 = table.nobody.iter().map(|clip| clip.repetitions).sum();
        let held = |neutral| table.nobody.iter().filter(|clip| clip.neutral == neutral).count();
        self.title("People who do not stretch");
        let words = format!(
            "{}: {} done, {} counted. {} found a neutral; in {} the first posture was taken for it; {} were not judged.",
            count(table.nobody.len(), "clip"),
            count(done, "step"),
            count(repetitions as usize, "repetition"),
            held(NeutralFrom::Rest),
            held(NeutralFrom::FirstPosture),
            held(NeutralFrom::Nothing)
        );
        self.wrapped(&words, "", Style::new());
        for clip in table
            .nobody
            .iter()
            .filter(|clip| !clip.done.is_empty() || clip.repetitions > 0 || clip.spoken > 0)
        {
            let words = format!(
                "{}: done {}; {} counted; {} spoken",
                clip.clip,
                list(&clip.done),
                count(clip.repetitions as usize, "repetition"),
                count(clip.spoken, "fault")
            );
            let none = clip.done.is_empty() && clip.repetitions == 0;
            let style = if none { DIM } else { RED };
            self.wrapped(&words, "  ", style);
        }
    }

    fn labels(&mut self, table: &Table) {
        if table.labels.is_empty() {
            return;
        }
        let right = table.labels.iter().filter(|label| label.right).count();
        let mut grid = Grid::new(1, ["", "trace", "of", "said", "label by eye"]).sentences_last();
        for label in &table.labels {
            let mark = if label.right { "right" } else { "WRONG" };
            let cells = [mark, &label.trace, &label.of, &label.said, &label.label];
            grid.row(cells.map(str::to_owned).to_vec());
        }
        let traces: BTreeSet<&str> = table.labels.iter().map(|label| label.trace.as_str()).collect();
        let title = format!(
            "Labels by eye: {right} of {} right, in {}",
            table.labels.len(),
            count(traces.len(), "trace")
        );
        self.grid(&title, &grid);
    }

    fn targets(&mut self, targets: &[Target]) {
        let mut grid = Grid::new(2, ["", "target", "wanted", "reached", "95 %", "from", "best published"]);
        for target in targets {
            grid.row(vec![
                mark(target).to_owned(),
                target.what.clone(),
                wanted(target),
                number(target.reached, 2),
                interval(target.interval, 2),
                from(target),
                target.published.to_owned(),
            ]);
        }
        let mut lines = String::new();
        grid.write(&mut lines, self.width);
        self.title("Targets");
        for line in lines.lines() {
            let style = [("missed", RED), ("met", GREEN)]
                .into_iter()
                .find(|(word, _)| line.starts_with(word));
            match style {
                Some((word, style)) => {
                    let _ = writeln!(self.text, "{style}{word}{style:#}{}", &line[word.len()..]);
                }
                None => {
                    let _ = writeln!(self.text, "{line}");
                }
            }
        }
        let unsure = targets
            .iter()
            .filter(|target| target.met == Some(true) && target.surely == Some(false));
        let (missed, unsure) = (
            targets.iter().filter(|target| target.met == Some(false)).count(),
            unsure.count(),
        );
        let told = targets.iter().filter(|target| target.met.is_some()).count();
        let mut words = format!("{} of {told} met, {missed} missed.", told - missed);
        if unsure > 0 {
            words += &format!(
                " met~ ({unsure}): met on these clips, but the interval reaches past the target, so other persons may miss it."
            );
        }
        words += " A perfect F1 has no interval by bootstrap: that of the recall is above.";
        self.note(&words);
    }
}
