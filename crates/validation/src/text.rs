//! The table as plain text, for a terminal.

use std::fmt::Write;

use crate::agreement::{Agreement, Figures};
use crate::faults::Detection;
use crate::statistics::Interval;
use crate::table::Table;
use crate::targets::{Better, Target};

/// The whole table.
pub fn text(table: &Table) -> String {
    let mut page = String::new();
    head(&mut page, table);
    measures(&mut page, &table.measures);
    if let Some(figures) = &table.squeeze_and_travel {
        let _ = writeln!(
            page,
            "shoulder_retraction with the true way back of the shoulder joints, in squeezes: r {}, {} frames",
            number(figures.correlation, 2),
            figures.n
        );
    }
    groups(&mut page, &table.measures);
    detections(
        &mut page,
        "Rules, against the same coach on the true measures (doses)",
        &table.rules,
    );
    detections(&mut page, "Faults done on purpose (doses)", &table.faults);
    if !table.faults_without_rule.is_empty() {
        let names = table.faults_without_rule.iter();
        let names: Vec<String> = names.map(|(name, clips)| format!("{name} ({clips})")).collect();
        let _ = writeln!(page, "no rule is expected to find: {}", names.join(", "));
    }
    holds(&mut page, table);
    reps(&mut page, table);
    spoken(&mut page, table);
    sentences(&mut page, table);
    nobody(&mut page, table);
    targets(&mut page, &table.targets);
    page
}

fn head(page: &mut String, table: &Table) {
    let clips = &table.clips;
    let _ = writeln!(
        page,
        "{} clips, {} persons, {} motions, {} views, {:.1} minutes, {} frames. [a, b] is a 95 % interval over persons and motions.",
        clips.n, clips.persons, clips.motions, clips.views, clips.minutes, clips.frames
    );
    if clips.frames_without_truth > 0 {
        let _ = writeln!(
            page,
            "{} frames have no row of the truth and are left out.",
            clips.frames_without_truth
        );
    }
    if !clips.no_neutral.is_empty() {
        let _ = writeln!(page, "No neutral was found in: {}.", clips.no_neutral.join(", "));
    }
}

fn measures(page: &mut String, rows: &[Agreement]) {
    let mut table = vec![row([
        "measure",
        "frames",
        "MAE",
        "",
        "RMSE",
        "bias",
        "limits of agreement",
        "r",
        "gain",
        "seen",
    ])];
    for measure in rows {
        let places = if measure.unit == "deg" { 1 } else { 3 };
        let mut add = |name: String, figures: &Figures| {
            table.push(vec![
                name,
                figures.n.to_string(),
                number(figures.mae, places),
                interval(figures.mae_interval, places),
                number(figures.rmse, places),
                signed(figures.bias, places),
                figures
                    .limits
                    .map_or_else(dash, |[low, high]| format!("{low:+.places$} to {high:+.places$}")),
                number(figures.correlation, 2),
                number(figures.gain, 2),
                percent(figures.coverage),
            ]);
        };
        let range = measure
            .range
            .map_or_else(String::new, |[least, most]| format!(" {least:.0} to {most:.0}"));
        add(format!("{}{range}", measure.measure), &measure.within);
        if let Some(beyond) = measure.beyond.as_ref().filter(|beyond| beyond.n > 0) {
            add("  beyond".to_owned(), beyond);
        }
        if measure.holds.n > 0 {
            add("  held".to_owned(), &measure.holds);
        }
    }
    print(page, "Measures, in frames of movement (at rest left out)", &table);
}

fn groups(page: &mut String, rows: &[Agreement]) {
    let mut table = vec![row(["measure", "by", "MAE of each group", "worst"])];
    for measure in rows {
        let places = if measure.unit == "deg" { 1 } else { 3 };
        for grouping in measure.groups.iter().filter(|grouping| grouping.groups.len() > 1) {
            let each: Vec<String> = grouping
                .groups
                .iter()
                .map(|group| format!("{} {}", group.name, number(group.figures.mae, places)))
                .collect();
            table.push(vec![
                measure.measure.to_owned(),
                grouping.by.to_owned(),
                each.join(", "),
                grouping.worst.clone().unwrap_or_default(),
            ]);
        }
    }
    print(page, "By group", &table);
}

fn detections(page: &mut String, title: &str, rows: &[Detection]) {
    let mut table = vec![row([
        "step",
        "name",
        "is so",
        "found",
        "false",
        "unseen",
        "precision",
        "recall",
        "F1",
        "",
        "onset s",
        "told after s",
        "wrong in",
    ])];
    for found in rows {
        table.push(vec![
            found.step.clone(),
            found.name.clone(),
            (found.counts.found + found.counts.missed).to_string(),
            found.counts.found.to_string(),
            found.counts.false_alarms.to_string(),
            found.unseen.to_string(),
            number(found.precision, 2),
            number(found.recall, 2),
            number(found.f1, 2),
            interval(found.f1_interval, 2),
            signed(found.onset_error_s, 2),
            number(found.told_after_s, 2),
            found.wrong.join(" "),
        ]);
    }
    print(page, title, &table);
}

fn holds(page: &mut String, table: &Table) {
    let mut lines = vec![row([
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
        "",
    ])];
    for holds in &table.holds {
        lines.push(vec![
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
    print(
        page,
        "Holds, against the moments at which the true angles pass the same thresholds",
        &lines,
    );
    let mut worst: Vec<_> = table
        .hold_errors
        .iter()
        .filter(|error| error.length_s.abs() > 0.5)
        .collect();
    worst.sort_by(|one, other| other.length_s.abs().total_cmp(&one.length_s.abs()));
    for error in worst {
        let span = |span: Option<[f64; 2]>| span.map_or_else(|| "none".to_owned(), |[a, b]| format!("{a:.2}-{b:.2}"));
        let _ = writeln!(
            page,
            "  off by {:+.2} s: {} {} said {}, true {}",
            error.length_s,
            error.clip,
            error.step,
            span(error.said),
            span(error.truth)
        );
    }
}

fn reps(page: &mut String, table: &Table) {
    let mut lines = vec![row([
        "repetitions in",
        "doses",
        "right",
        "off by one",
        "normalised MAE",
        "wrong (said, true)",
    ])];
    for reps in &table.reps {
        let wrong: Vec<String> = reps
            .wrong
            .iter()
            .map(|(clip, said, truth)| format!("{clip} ({said}, {truth})"))
            .collect();
        lines.push(vec![
            reps.of.to_owned(),
            reps.n.to_string(),
            number(reps.exact, 2),
            number(reps.off_by_one, 2),
            number(reps.normalised_mae, 2),
            wrong.join(" "),
        ]);
    }
    print(page, "Repetitions", &lines);
}

fn spoken(page: &mut String, table: &Table) {
    let spoken = &table.spoken;
    let _ = writeln!(
        page,
        "\nSpoken in {} correct clips of {:.1} minutes: {} faults, {} a minute ({} by the true measures)",
        spoken.clips,
        spoken.minutes,
        spoken.faults,
        number(spoken.per_minute, 2),
        spoken.by_truth
    );
    for (clip, at, rule, words) in &spoken.said {
        let _ = writeln!(page, "  {clip} at {at:.1} s: {words} ({rule})");
    }
}

fn sentences(page: &mut String, table: &Table) {
    let mut lines = vec![row(["step", "measures seen", "unseen", "sentence"])];
    for sentence in &table.sentences {
        lines.push(vec![
            sentence.step.clone(),
            percent(sentence.coverage),
            format!("{} of {}", sentence.unseen, sentence.doses),
            sentence.text.clone(),
        ]);
    }
    print(page, "Sentences", &lines);
}

fn nobody(page: &mut String, table: &Table) {
    if table.nobody.is_empty() {
        return;
    }
    let done: usize = table.nobody.iter().map(|clip| clip.done.len()).sum();
    let _ = writeln!(
        page,
        "\n{} clips of people who do not stretch: {done} steps done",
        table.nobody.len()
    );
    for clip in table
        .nobody
        .iter()
        .filter(|clip| !clip.done.is_empty() || clip.spoken > 0)
    {
        let _ = writeln!(
            page,
            "  {}: done {}; {} faults spoken",
            clip.clip,
            list(&clip.done),
            clip.spoken
        );
    }
}

fn list(names: &[String]) -> String {
    if names.is_empty() {
        "none".to_owned()
    } else {
        names.join(", ")
    }
}

fn targets(page: &mut String, targets: &[Target]) {
    let mut lines = vec![row(["", "target", "wanted", "reached", "", "best published"])];
    for target in targets {
        let mark = match target.met {
            Some(true) => "met",
            Some(false) => "MISSED",
            None => "no clips",
        };
        let sign = match target.better {
            Better::Lower => "<=",
            Better::Higher => ">=",
        };
        lines.push(vec![
            mark.to_owned(),
            target.what.clone(),
            format!("{sign} {} {}", target.target, target.unit)
                .trim_end()
                .to_owned(),
            number(target.reached, 2),
            interval(target.interval, 2),
            target.published.to_owned(),
        ]);
    }
    print(page, "Targets", &lines);
}

fn row<const N: usize>(cells: [&str; N]) -> Vec<String> {
    cells.map(str::to_owned).to_vec()
}

fn dash() -> String {
    "-".to_owned()
}

fn number(value: Option<f64>, places: usize) -> String {
    value.map_or_else(dash, |value| format!("{value:.places$}"))
}

fn signed(value: Option<f64>, places: usize) -> String {
    value.map_or_else(dash, |value| format!("{value:+.places$}"))
}

fn interval(interval: Option<Interval>, places: usize) -> String {
    interval.map_or_else(String::new, |[low, high]| format!("[{low:.places$}, {high:.places$}]"))
}

/// Rounded down: 100 % means all.
fn percent(share: Option<f64>) -> String {
    share.map_or_else(dash, |share| format!("{:.0} %", (share * 100.0).floor()))
}

/// Columns as wide as their widest cell; the last one is not padded, and an empty table is not printed.
fn print(page: &mut String, title: &str, rows: &[Vec<String>]) {
    if rows.len() < 2 {
        return;
    }
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..rows[0].len()).map(width).collect();
    let _ = writeln!(page, "\n{title}");
    for row in rows {
        let mut line = String::new();
        for (cell, &width) in row.iter().zip(&widths) {
            let _ = write!(line, "{cell:width$}  ");
        }
        let _ = writeln!(page, "{}", line.trim_end());
    }
}
