//! The table as text for a terminal, as wide as it is.

use std::collections::BTreeSet;
use std::fmt::Write;

use anstyle::{AnsiColor, Style};

use crate::agreement::{Agreement, Figures};
use crate::faults::{Detection, Wrong, WrongKind};
use crate::grid::{BOLD, DIM, Grid};
use crate::statistics::Interval;
use crate::table::{NeutralFrom, Table};
use crate::targets::{Better, Target};

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
                "{} clips, {} persons, {} motions, {} views, {:.1} minutes, {} frames.",
                clips.n, clips.persons, clips.motions, clips.views, clips.minutes, clips.frames
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

    fn detections(&mut self, title: &str, rows: &[Detection]) {
        let head = [
            "",
            "is so",
            "found",
            "false",
            "unseen",
            "prec.",
            "recall",
            "95 % exact",
            "F1",
            "95 %",
            "onset",
            "told",
        ];
        let mut grid = Grid::new(1, head);
        let mut step = "";
        for row in rows {
            if row.step != step {
                step = &row.step;
                grid.section(step);
            }
            grid.row(vec![
                format!("  {}", row.name.replace('_', " ")),
                (row.counts.found + row.counts.missed).to_string(),
                row.counts.found.to_string(),
                row.counts.false_alarms.to_string(),
                row.unseen.to_string(),
                number(row.precision, 2),
                number(row.recall, 2),
                interval(row.recall_interval, 2),
                number(row.f1, 2),
                interval(row.f1_interval, 2),
                signed(row.onset_error_s, 2),
                signed(row.told_after_s, 2),
            ]);
        }
        self.grid(title, &grid);
        for row in rows {
            for wrong in &row.wrong {
                let name = row.name.replace('_', " ");
                self.wrapped(&format!("{} {name}: {}", row.step, wrong_in_words(wrong)), "  ", RED);
            }
        }
    }

    fn holds(&mut self, table: &Table) {
        let head = [
            "step",
            "true",
            "matched",
            "surplus",
            "start s",
            "|start|",
            "end s",
            "|end|",
            "length s",
            "|length|",
            "worst",
            "95 % within",
            "95 %",
        ];
        let mut grid = Grid::new(1, head);
        for holds in &table.holds {
            grid.row(vec![
                holds.step.clone().unwrap_or_else(|| "all".to_owned()),
                holds.true_holds.to_string(),
                holds.matched.to_string(),
                holds.surplus.to_string(),
                signed(holds.start.bias_s, 2),
                number(holds.start.mae_s, 2),
                signed(holds.end.bias_s, 2),
                number(holds.end.mae_s, 2),
                signed(holds.length.bias_s, 2),
                number(holds.length.mae_s, 2),
                number(holds.length.worst_s, 2),
                number(holds.length_95_s, 2),
                interval(holds.length_95_interval, 2),
            ]);
        }
        self.grid(
            "Holds: said minus true, against the moments at which the true angles pass the same thresholds",
            &grid,
        );
        for error in table.worst_holds() {
            self.wrapped(&error.in_words(), "  ", RED);
        }
    }

    fn reps(&mut self, table: &Table) {
        let mut grid = Grid::new(
            1,
            [
                "repetitions in",
                "doses",
                "right",
                "off by one at most",
                "normalised MAE",
            ],
        );
        for reps in &table.reps {
            grid.row(vec![
                reps.of.to_owned(),
                reps.n.to_string(),
                number(reps.exact, 2),
                number(reps.off_by_one, 2),
                number(reps.normalised_mae, 2),
            ]);
        }
        self.grid("Repetitions", &grid);
        for (reps, wrong) in table
            .reps
            .iter()
            .flat_map(|reps| reps.wrong.iter().map(move |wrong| (reps, wrong)))
        {
            let words = format!(
                "{}: counted {} of {} in {}",
                reps.of, wrong.said, wrong.truth, wrong.clip
            );
            self.wrapped(&words, "  ", RED);
        }
    }

    fn verdicts_by_group(&mut self, table: &Table) {
        let head = [
            "", "faults", "found", "false", "F1", "holds", "|length|", "worst", "spoken",
        ];
        let mut grid = Grid::new(1, head);
        for grouping in table.groups.iter().filter(|grouping| grouping.groups.len() > 1) {
            grid.section(&format!("by {}", grouping.by));
            for group in &grouping.groups {
                let is_worst = grouping.worst.as_ref() == Some(&group.name);
                grid.row(vec![
                    format!("  {}{}", group.name, if is_worst { " *" } else { "" }),
                    (group.faults.found + group.faults.missed).to_string(),
                    group.faults.found.to_string(),
                    group.faults.false_alarms.to_string(),
                    number(group.f1, 2),
                    group.holds.to_string(),
                    number(group.hold_length_mae_s, 2),
                    number(group.hold_length_worst_s, 2),
                    group.spoken.to_string(),
                ]);
            }
        }
        self.grid(
            "Verdicts by group: faults done on purpose, holds, faults spoken in correct clips",
            &grid,
        );
    }

    fn spoken(&mut self, table: &Table) {
        let spoken = &table.spoken;
        self.title("Spoken in correct clips");
        let words = format!(
            "{} faults in {} clips of {:.1} minutes together: {} a minute. Of the true measures the coach would say {}.",
            spoken.faults,
            spoken.clips,
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
        let held = |neutral| table.nobody.iter().filter(|clip| clip.neutral == neutral).count();
        self.title("People who do not stretch");
        let words = format!(
            "{} clips: {done} steps done. {} found a neutral; in {} the first posture was taken for it; {} were not judged.",
            table.nobody.len(),
            held(NeutralFrom::Rest),
            held(NeutralFrom::FirstPosture),
            held(NeutralFrom::Nothing)
        );
        self.wrapped(&words, "", Style::new());
        for clip in table
            .nobody
            .iter()
            .filter(|clip| !clip.done.is_empty() || clip.spoken > 0)
        {
            let words = format!(
                "{}: done {}; {} faults spoken",
                clip.clip,
                list(&clip.done),
                clip.spoken
            );
            let style = if clip.done.is_empty() { DIM } else { RED };
            self.wrapped(&words, "  ", style);
        }
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
                format!("{} {}", target.n, target.of),
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
        self.note(&format!(
            "{} of {told} met, {missed} missed. met~ is met on these clips, but its interval reaches past the target \
             ({unsure}): other persons may miss it. A perfect F1 has no interval by bootstrap; that of the recall is above.",
            told - missed
        ));
    }
}

/// `met`, `met~`, `missed` or `no clips`.
pub(crate) fn mark(target: &Target) -> &'static str {
    match (target.met, target.surely) {
        (Some(true), Some(false)) => "met~",
        (Some(true), _) => "met",
        (Some(false), _) => "missed",
        (None, _) => "no clips",
    }
}

pub(crate) fn wanted(target: &Target) -> String {
    let sign = match target.better {
        Better::Lower => "<=",
        Better::Higher => ">=",
    };
    format!("{sign} {} {}", target.target, target.unit)
        .trim_end()
        .to_owned()
}

pub(crate) fn wrong_in_words(wrong: &Wrong) -> String {
    let what = match wrong.kind {
        WrongKind::Missed => "missed in",
        WrongKind::MissedUnseen => "not seen in",
        WrongKind::FalseAlarm => "falsely said in",
    };
    let at = wrong.at_s.map_or_else(String::new, |at| format!(" at {at:.1} s"));
    format!("{what} {}{at}", wrong.clip)
}

/// `neck_lateral_flexion_deg` is "neck lateral flexion": the unit stands beside it.
pub(crate) fn in_words(measure: &str) -> String {
    let name = measure.strip_suffix("_deg").or_else(|| measure.strip_suffix("_sw"));
    name.unwrap_or(measure).replace('_', " ")
}

/// Places after the point: a tenth of a degree, a thousandth of a shoulder's width or of an index.
pub(crate) fn places(measure: &Agreement) -> usize {
    if measure.unit == "deg" { 1 } else { 3 }
}

fn list(names: &[String]) -> String {
    if names.is_empty() {
        "none".to_owned()
    } else {
        names.join(", ")
    }
}

pub(crate) fn dash() -> String {
    "-".to_owned()
}

pub(crate) fn number(value: Option<f64>, places: usize) -> String {
    value.map_or_else(dash, |value| format!("{value:.places$}"))
}

/// With its sign; what rounds to nothing has none.
pub(crate) fn signed(value: Option<f64>, places: usize) -> String {
    value.map_or_else(dash, |value| {
        let text = format!("{value:+.places$}");
        let zero = text
            .trim_start_matches(['+', '-'])
            .chars()
            .all(|c| c == '0' || c == '.');
        if zero { text[1..].to_owned() } else { text }
    })
}

pub(crate) fn interval(interval: Option<Interval>, places: usize) -> String {
    interval.map_or_else(String::new, |[low, high]| format!("[{low:.places$}, {high:.places$}]"))
}

/// Rounded down: 100 % means all.
pub(crate) fn percent(share: Option<f64>) -> String {
    share.map_or_else(dash, |share| format!("{:.0} %", (share * 100.0).floor()))
}
