//! The table with its plots as one HTML file: no script, nothing from elsewhere, light, dark and printable.

mod groups;
mod plots;
mod tables;
mod worst;

use std::collections::BTreeMap;

use body::Measure;
use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::agreement::{Agreement, headline};
use crate::case::Case;
use crate::table::Table;
use crate::words::{count, in_words, mark, number, places};
use plots::{COLOURS, Point};

/// Dots in one plot: more are one blot, and bytes.
const DOTS: usize = 1500;

/// What the report is made of.
pub struct Report<'a> {
    /// The table.
    pub table: &'a Table,
    /// The clips that it was made of.
    pub cases: &'a [Case],
    /// Address of a video, as seen from the report.
    pub address: &'a dyn Fn(&str) -> String,
}

impl Report<'_> {
    /// The whole file.
    pub fn html(&self) -> String {
        let table = self.table;
        let clips = &table.clips;
        let (met, missed) = (
            table.targets.iter().filter(|target| target.met == Some(true)).count(),
            table.targets.iter().filter(|target| target.met == Some(false)).count(),
        );
        let unsure = table.targets.iter().filter(|target| mark(target) == "met~").count();
        let title = format!("{} against the truth", table.guide);
        let page = html! {
            (DOCTYPE)
            html lang="en" {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    title { (title) }
                    style { (PreEscaped(include_str!("report/style.css"))) }
                }
                body {
                    header {
                        h1 { (title) }
                        p.lead {
                            (clips.n) " clips of " (clips.persons) " persons, " (clips.motions) " motions under "
                            (clips.views) " camera views, " (format!("{:.0}", clips.minutes)) " minutes, "
                            (clips.frames) " frames. Model " (table.model) ", unhunch " (table.unhunch) "."
                        }
                        p.lead {
                            strong { (count(met, "target")) " met, " (missed) " missed." }
                            @if unsure > 0 { " Of those met, " (unsure) " may be missed by other persons (met~)." }
                        }
                        @if !clips.no_neutral.is_empty() {
                            p.warning { "No neutral was found in " (clips.no_neutral.join(", ")) "." }
                        }
                        @if clips.frames_without_truth > 0 {
                            p.warning { (clips.frames_without_truth) " frames have no row of the truth and are left out." }
                        }
                        nav aria-label="Parts" {
                            @for (id, name) in PARTS { a href={ "#" (id) } { (name) } " " }
                        }
                    }
                    main {
                        (self.targets())
                        (self.measures())
                        (self.plots())
                        (self.worst_clips())
                        (self.verdicts())
                        (self.holds())
                        (self.groups())
                        (self.speech())
                        (how_to_read())
                    }
                }
            }
        };
        page.into_string()
    }

    fn plots(&self) -> Markup {
        let movements = self.movements();
        html! {
            section #plots {
                h2 { "Truth and estimate" }
                p {
                    "Frames of movement within each measure's range. Left: the dashed line is agreement, the solid one "
                    "what a movement is read as (its slope is the gain). Right, after Bland and Altman: estimate minus "
                    "truth, with the bias and the limits between which 95 % of the differences would lie if they were "
                    "normal. Frames of one clip resemble each other, so the dots are far fewer observations than they look."
                }
                (legend(&movements))
                @for row in &self.table.measures {
                    @if let Some(measure) = Measure::named(row.measure) { (self.plot(row, measure, &movements)) }
                }
            }
        }
    }

    fn plot(&self, row: &Agreement, measure: Measure, movements: &BTreeMap<String, usize>) -> Markup {
        let colour = |step: &Option<String>| step.as_ref().and_then(|step| movements.get(step)).copied().unwrap_or(0);
        let pairs: Vec<Point> = self
            .cases
            .iter()
            .flat_map(|case| headline(case, measure))
            .map(|(frame, truth, estimate)| (truth, estimate, colour(&frame.step)))
            .collect();
        let (Some(bias), Some(limits)) = (row.within.bias, row.within.limits) else {
            return html! {};
        };
        let mean = pairs.iter().map(|pair| pair.0).sum::<f64>() / pairs.len() as f64;
        // The least-squares line passes through both means.
        let fit = row.within.gain.map(|gain| (gain, mean + bias - gain * mean));
        let every = pairs.len().div_ceil(DOTS).max(1);
        let dots: Vec<Point> = pairs.iter().step_by(every).copied().collect();
        let name = in_words(row.measure);
        let (unit, places) = (row.unit, places(row));
        html! {
            figure id=(row.measure) {
                figcaption {
                    strong { (name) } ", " (unit) ": MAE " (number(row.within.mae, places))
                    ", gain " (number(row.within.gain, 2)) ", r " (number(row.within.correlation, 2))
                    span.dim { " · " (row.within.n) " frames" @if every > 1 { ", one in " (every) " drawn" } }
                }
                div.pair {
                    (plots::agreement(&dots, unit, fit, &name))
                    (plots::bland_altman(&dots, unit, places, bias, limits, &name))
                }
            }
        }
    }

    /// The steps that the clips show, with the number of their colour.
    fn movements(&self) -> BTreeMap<String, usize> {
        let steps = self.cases.iter().flat_map(|case| &case.seen.outcomes);
        let mut names: Vec<&str> = steps.map(|outcome| outcome.step.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        names
            .into_iter()
            .enumerate()
            .map(|(number, name)| (name.to_owned(), number))
            .collect()
    }

    /// A clip's name, as a link to its video.
    fn clip(&self, name: &str, at_s: Option<f64>) -> Markup {
        let case = self.cases.iter().find(|case| case.clip.name == name);
        let Some(case) = case else { return html! { (name) } };
        html! { a href=(self.moment(case, at_s)) { (name) @if let Some(at) = at_s { " at " (format!("{at:.1} s")) } } }
    }

    /// The address of a moment in a clip. Browsers start a video there.
    fn moment(&self, case: &Case, at_s: Option<f64>) -> String {
        let address = (self.address)(&case.clip.video);
        at_s.map_or(address.clone(), |at| format!("{address}#t={:.1}", at.max(0.0)))
    }
}

/// Parts of the page: address and name.
const PARTS: [(&str, &str); 9] = [
    ("targets", "Targets"),
    ("measures", "Measures"),
    ("plots", "Plots"),
    ("worst", "Worst clips"),
    ("verdicts", "Rules and faults"),
    ("holds", "Holds and repetitions"),
    ("groups", "By group"),
    ("speech", "What was spoken and seen"),
    ("reading", "How to read this"),
];

fn legend(movements: &BTreeMap<String, usize>) -> Markup {
    html! {
        ul.legend {
            @for (name, number) in movements { li { span class={ "key c" (number % COLOURS) } {} (name) } }
        }
    }
}

fn how_to_read() -> Markup {
    html! {
        section #reading {
            h2 { "How to read this" }
            dl {
                dt { "MAE, RMSE, bias" }
                dd { "Mean absolute error, root of the mean squared error, mean of estimate minus truth, over frames." }
                dt { "95 % interval" }
                dd {
                    "By bootstrap: persons are drawn with replacement, then motions of each drawn person; clips of one "
                    "motion from several cameras stay together. It says what other persons of the same kind would give, "
                    "and nothing about kinds of persons that are not among the clips."
                }
                dt { "Exact interval of the recall" }
                dd {
                    "Clopper and Pearson's, over motions. Two of two found is [0.16, 1.00]: few doses prove little, "
                    "and a perfect score has no interval by bootstrap."
                }
                dt { "Rules" }
                dd {
                    "What the program said of the video against what the same coach says of the true measures, which come "
                    "without noise, delay or gap. A dose is one step and side of one clip."
                }
                dt { "Onset" }
                dd {
                    "Median of the moment a fault was dated minus the moment the true measure passed the same threshold; "
                    "told: when it was told minus that moment, with the time that a fault must last. Empty for what has no "
                    "moment, as a position that is never reached."
                }
                dt { "Holds" }
                dd {
                    "Each true stretch with the said one that overlaps it most. A missed or invented stretch counts whole."
                }
                dt { "Seen, coverage" }
                dd { "Of the frames that have a true value, the share in which the measure was seen." }
            }
        }
    }
}
