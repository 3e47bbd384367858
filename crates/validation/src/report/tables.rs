//! The tables of the report.

use maud::{Markup, html};

use super::{Report, plots};
use crate::agreement::Figures;
use crate::table::NeutralFrom;
use crate::tally::{Detection, WrongKind};
use crate::words::{dash, from, in_words, interval, mark, number, percent, places, signed, verdict_in_words, wanted};

/// A head cell: what it says, and in other words when one points at it.
pub(super) type Head = (&'static str, &'static str);

/// The heads of columns of words, then those of numbers, which stand right as their numbers do.
pub(super) fn head(words: usize, cells: &[Head]) -> Markup {
    html! {
        thead {
            tr {
                @for (column, (name, help)) in cells.iter().enumerate() {
                    th.n[column >= words] scope="col" title=[(!help.is_empty()).then_some(help)] { (name) }
                }
            }
        }
    }
}

pub(super) fn scroll(table: Markup) -> Markup {
    // A region that scrolls must be reachable by key.
    html! { div.scroll tabindex="0" { (table) } }
}

/// Columns of the tables of rules and of faults.
const OF_DETECTIONS: [Head; 14] = [
    ("step", ""),
    ("rule or fault", ""),
    ("is so", "doses in which it is there"),
    ("found", ""),
    ("false", "said where it is not"),
    ("unseen", "doses in which it could not be seen"),
    (
        "out",
        "of the picture: doses in which it is there, but not in the picture for half of the time: in no other column",
    ),
    ("precision", ""),
    ("recall", ""),
    ("95 % exact", "of the recall, over motions"),
    ("F1", ""),
    ("95 %", "of F1, by bootstrap"),
    ("onset, s", "dated minus true, median"),
    ("told, s", "told minus true onset, median"),
];

/// Columns of the table of holds.
const OF_HOLDS: [Head; 13] = [
    ("step", ""),
    ("true", "stretches by the true angles"),
    ("matched", ""),
    ("surplus", "said, and not true"),
    ("start, s", "said minus true, mean"),
    ("|start|", "mean absolute error"),
    ("end, s", "said minus true, mean"),
    ("|end|", "mean absolute error"),
    ("length, s", "said minus true, mean"),
    ("|length|", "mean absolute error"),
    ("worst", "largest error of the length"),
    (
        "95 % within",
        "error of the length that 95 % of the stretches do not pass",
    ),
    ("95 %", "interval of that"),
];

impl Report<'_> {
    pub(super) fn targets(&self) -> Markup {
        let cells: [Head; 8] = [
            ("", ""),
            ("target", ""),
            ("wanted", ""),
            ("reached", ""),
            ("95 % interval", "bootstrap over persons and motions"),
            ("", ""),
            ("from", "what the figure stands on"),
            ("best published", "by others, on other material"),
        ];
        html! {
            section #targets {
                h2 { "Targets" }
                (scroll(html! {
                    table {
                        (head(2, &cells))
                        tbody {
                            @for target in &self.table.targets {
                                @let word = mark(target);
                                tr {
                                    td { span class={ "mark " (class_of(word)) } { (word) } }
                                    th scope="row" { (target.what) }
                                    td.n { (wanted(target).replace("<=", "≤").replace(">=", "≥")) }
                                    td.n { strong { (number(target.reached, 2)) } }
                                    td.n { (interval(target.interval, 2)) }
                                    td.drawn { @if let Some(reached) = target.reached {
                                        @let higher = target.better == crate::targets::Better::Higher;
                                        @let missed = target.met == Some(false);
                                        @if let Some(drawing) =
                                            plots::bullet(reached, target.interval, target.target, higher, missed) { (drawing) }
                                    } }
                                    td.n { (from(target)) }
                                    td.n.dim { (target.published) }
                                }
                            }
                        }
                    }
                }))
                p.dim {
                    "met~: met on these clips, but the interval reaches past the target, so other persons may miss it. "
                    "In the drawing the shaded part is where the target is met."
                }
            }
        }
    }

    pub(super) fn measures(&self) -> Markup {
        let cells: [Head; 12] = [
            ("measure", ""),
            ("unit", "sw: shares of the person's neutral shoulder width"),
            ("frames", ""),
            ("MAE", "mean absolute error"),
            ("95 %", "interval of the MAE"),
            ("RMSE", "root of the mean squared error"),
            ("bias", "mean of estimate minus truth"),
            ("95 %", "interval of the bias"),
            ("limits of agreement", "Bland and Altman, 95 %"),
            ("r", "Pearson's correlation"),
            ("gain", "slope of the estimate on the truth"),
            ("seen", "share of the frames with a truth"),
        ];
        let line = |name: Markup, unit: &str, figures: &Figures, places: usize, class: &str| {
            html! {
                tr class=(class) {
                    th scope="row" { (name) }
                    td { (unit) }
                    td.n { (figures.n) }
                    td.n { strong { (number(figures.mae, places)) } }
                    td.n { (interval(figures.mae_interval, places)) }
                    td.n { (number(figures.rmse, places)) }
                    td.n { (signed(figures.bias, places)) }
                    td.n { (interval(figures.bias_interval, places)) }
                    td.n { (figures.limits.map_or_else(dash, |[low, high]| format!("{low:+.places$} to {high:+.places$}"))) }
                    td.n { (number(figures.correlation, 2)) }
                    td.n { (number(figures.gain, 2)) }
                    td.n { (percent(figures.coverage)) }
                }
            }
        };
        html! {
            section #measures {
                h2 { "Measures" }
                p { "In frames of movement; frames at rest are left out, as nothing moves in them and they would flatter." }
                (scroll(html! {
                    table {
                        (head(2, &cells))
                        tbody {
                            @for row in &self.table.measures {
                                @let name = html! { a href={ "#" (row.measure) } { (in_words(row.measure)) }
                                    @if let Some([least, most]) = row.range { ", " (least) " to " (most) } };
                                (line(name, row.unit, &row.within, places(row), ""))
                                @if let Some(beyond) = row.beyond.as_ref().filter(|beyond| beyond.n > 0) {
                                    (line(html! { "beyond that" }, "", beyond, places(row), "part"))
                                }
                                @if row.holds.n > 0 { (line(html! { "in holds" }, "", &row.holds, places(row), "part")) }
                            }
                        }
                    }
                }))
                @if let Some(figures) = &self.table.squeeze_and_travel {
                    p { "Shoulder retraction is an index of the picture; with the true way back of the shoulder joints in "
                        "squeezes it goes with r " (number(figures.correlation, 2)) " over " (figures.n) " frames." }
                }
            }
        }
    }

    pub(super) fn verdicts(&self) -> Markup {
        html! {
            section #verdicts {
                h2 { "Rules and faults" }
                h3 { "Rules, against what the same coach says of the true measures" }
                (self.detections(&self.table.rules))
                h3 { "Faults done on purpose" }
                (self.detections(&self.table.faults))
                @if !self.table.faults_without_rule.is_empty() {
                    p.dim {
                        "No rule is expected to find "
                        @for (index, (name, clips)) in self.table.faults_without_rule.iter().enumerate() {
                            @if index > 0 { ", " } (name.replace('_', " ")) " (" (clips) " clips)"
                        } "."
                    }
                }
            }
        }
    }

    fn detections(&self, rows: &[Detection]) -> Markup {
        html! {
            (scroll(html! {
                table {
                    (head(2, &OF_DETECTIONS))
                    tbody {
                        @for row in rows {
                            tr {
                                td { (row.step) }
                                th scope="row" { (row.name.replace('_', " ")) }
                                td.n { (row.counts.found + row.counts.missed) }
                                td.n { (row.counts.found) }
                                td.n.bad[row.counts.false_alarms > 0] { (row.counts.false_alarms) }
                                td.n { (row.unseen) }
                                td.n { (row.out_of_picture.len()) }
                                td.n { (number(row.precision, 2)) }
                                td.n { (number(row.recall, 2)) }
                                td.n { (interval(row.recall_interval, 2)) }
                                td.n.bad[row.f1.is_some_and(|f1| f1 < 1.0)] { strong { (number(row.f1, 2)) } }
                                td.n { (interval(row.f1_interval, 2)) }
                                td.n { (signed(row.onset_error_s, 2)) }
                                td.n { (signed(row.told_after_s, 2)) }
                            }
                        }
                    }
                }
            }))
            (self.wrong_detections(rows))
            (self.out_of_picture(rows))
        }
    }

    /// What was missed or falsely said, and in which clip.
    fn wrong_detections(&self, rows: &[Detection]) -> Markup {
        let wrong = rows
            .iter()
            .flat_map(|row| row.wrong.iter().map(move |wrong| (row, wrong)));
        let wrong: Vec<_> = wrong.collect();
        html! {
            @if !wrong.is_empty() {
                ul.wrong {
                    @for (row, wrong) in wrong {
                        @let what = match wrong.kind {
                            WrongKind::Missed => "missed",
                            WrongKind::MissedUnseen => "not seen",
                            WrongKind::FalseAlarm => "falsely said",
                        };
                        li { (row.step) ", " (row.name.replace('_', " ")) ": " (what) " in " (self.clip(&wrong.clip, wrong.at_s)) }
                    }
                }
            }
        }
    }

    /// What no camera could have seen.
    fn out_of_picture(&self, rows: &[Detection]) -> Markup {
        let out: Vec<_> = rows.iter().filter(|row| !row.out_of_picture.is_empty()).collect();
        html! {
            @if !out.is_empty() {
                p.dim { "There, but out of the picture for more than half of the dose, by the truth; so it counts nowhere:" }
                ul.dim {
                    @for row in out {
                        @for dose in &row.out_of_picture {
                            li {
                                (row.step) ", " (row.name.replace('_', " ")) ": " (verdict_in_words(dose.said)) " in "
                                (self.clip(&dose.clip, None)) ", in the picture for " (percent(Some(dose.in_picture)))
                                " of the dose"
                            }
                        }
                    }
                }
            }
        }
    }

    pub(super) fn holds(&self) -> Markup {
        html! {
            section #holds {
                h2 { "Holds and repetitions" }
                p { "Against the moments at which the true angles pass the same thresholds, in seconds." }
                (scroll(html! {
                    table {
                        (head(1, &OF_HOLDS))
                        tbody {
                            @for holds in &self.table.holds {
                                tr {
                                    th scope="row" { (holds.step.as_deref().unwrap_or("all")) }
                                    td.n { (holds.true_holds) } td.n { (holds.matched) } td.n { (holds.surplus) }
                                    td.n { (signed(holds.start.bias_s, 2)) } td.n { (number(holds.start.mae_s, 2)) }
                                    td.n { (signed(holds.end.bias_s, 2)) } td.n { (number(holds.end.mae_s, 2)) }
                                    td.n { (signed(holds.length.bias_s, 2)) } td.n { (number(holds.length.mae_s, 2)) }
                                    td.n { (number(holds.length.worst_s, 2)) }
                                    td.n { strong { (number(holds.length_95_s, 2)) } }
                                    td.n { (interval(holds.length_95_interval, 2)) }
                                }
                            }
                        }
                    }
                }))
                @let worst = self.table.worst_holds();
                @if !worst.is_empty() {
                    ul.wrong {
                        @for error in worst {
                            @let at = error.truth.or(error.said).map(|[start, _]| start);
                            li { (error.step) @if let Some(side) = error.side { " " (side) } ", off by "
                                (format!("{:+.2} s", error.length_s)) " in " (self.clip(&error.clip, at)) }
                        }
                    }
                }
                (self.repetitions())
            }
        }
    }

    fn repetitions(&self) -> Markup {
        html! {
            (scroll(html! {
                table {
                    (head(1, &[("repetitions in", ""), ("doses", ""), ("right", "share"), ("off by one at most", "share"),
                        ("normalised MAE", "mean of |said - true| / true")]))
                    tbody {
                        @for reps in &self.table.reps {
                            tr {
                                th scope="row" { (reps.of) }
                                td.n { (reps.n) } td.n { (number(reps.exact, 2)) }
                                td.n { (number(reps.off_by_one, 2)) } td.n { (number(reps.normalised_mae, 2)) }
                            }
                        }
                    }
                }
            }))
            ul.wrong {
                @for wrong in self.table.reps.iter().flat_map(|reps| &reps.wrong) {
                    li { "counted " (wrong.said) " of " (wrong.truth) " in " (self.clip(&wrong.clip, None)) }
                }
            }
        }
    }

    pub(super) fn speech(&self) -> Markup {
        let spoken = &self.table.spoken;
        let done: usize = self.table.nobody.iter().map(|clip| clip.done.len()).sum();
        html! {
            section #speech {
                h2 { "What was spoken and seen" }
                p {
                    strong { (spoken.faults) } " faults spoken in " (spoken.clips) " correct clips of "
                    (format!("{:.1}", spoken.minutes)) " minutes together, " (number(spoken.per_minute, 2))
                    " a minute; of the true measures the coach would speak " (spoken.by_truth) "."
                }
                ul.wrong {
                    @for said in &spoken.said {
                        li { "“" (said.words) "” (" (said.step) ", " (said.rule) ") in " (self.clip(&said.clip, Some(said.at_s))) }
                    }
                }
                @if !self.table.nobody.is_empty() {
                    @let from = |neutral| self.table.nobody.iter().filter(|clip| clip.neutral == neutral).count();
                    p {
                        strong { (done) } " steps done in " (self.table.nobody.len()) " clips of people who do not stretch: "
                        (from(NeutralFrom::Rest)) " found a neutral, in " (from(NeutralFrom::FirstPosture))
                        " the first posture was taken for it, " (from(NeutralFrom::Nothing)) " were not judged."
                    }
                    ul.wrong {
                        @for clip in self.table.nobody.iter().filter(|clip| !clip.done.is_empty()) {
                            li { (clip.clip) ": " (clip.done.join(", ")) }
                        }
                    }
                }
                h3 { "Sentences" }
                (scroll(html! {
                    table {
                        (head(2, &[("step", ""), ("sentence", ""), ("measures seen", "share of the frames of movement"),
                            ("doses", ""), ("unseen", ""), ("share", "of the doses")]))
                        tbody {
                            @for sentence in &self.table.sentences {
                                tr {
                                    td { (sentence.step) }
                                    th.text scope="row" { (sentence.text) }
                                    td.n { (percent(sentence.coverage)) }
                                    td.n { (sentence.doses) } td.n { (sentence.unseen) }
                                    td.n { (percent(sentence.unseen_share)) }
                                }
                            }
                        }
                    }
                }))
            }
        }
    }
}

fn class_of(mark: &str) -> &'static str {
    match mark {
        "met" => "met",
        "met~" => "nearly",
        "missed" => "missed",
        _ => "none",
    }
}
