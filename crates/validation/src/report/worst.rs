//! The clips in which an angle that has a target is read worst, over time.

use body::Measure;
use maud::{Markup, html};

use super::Report;
use super::plots::{OverTime, over_time};
use crate::agreement::headline;
use crate::case::{Case, Judged};
use crate::targets::ANGLES;
use crate::words::in_words;

/// How many are shown.
const SHOWN: usize = 5;

/// A clip and the measure that is worst in it.
struct Worst<'a> {
    case: &'a Case,
    measure: Measure,
    mae: f64,
    /// The mean absolute error in shares of the target, by which measures are compared.
    of_target: f64,
    /// Seconds, truth, estimate, where they are furthest apart.
    moment: (f64, f64, f64),
}

impl Report<'_> {
    pub(super) fn worst_clips(&self) -> Markup {
        let mut worst: Vec<Worst<'_>> = self.cases.iter().filter_map(of_clip).collect();
        worst.sort_by(|one, other| other.of_target.total_cmp(&one.of_target));
        worst.truncate(SHOWN);
        html! {
            section #worst {
                h2 { "Worst clips" }
                p {
                    "The clips in which an angle that has a target is furthest from it on average. "
                    span.key.truth {} "truth, " span.key.seen {} "estimate; amber: not seen, grey: before the neutral stood. "
                    "The ring opens the clip where both are furthest apart."
                }
                @for worst in &worst { (self.worst_clip(worst)) }
            }
        }
    }

    fn worst_clip(&self, worst: &Worst<'_>) -> Markup {
        let Worst { case, measure, .. } = worst;
        let (seconds, truth, seen) = worst.moment;
        let name = in_words(measure.name());
        let unit = measure.unit().name();
        let over = |value: &dyn Fn(&crate::case::Frame) -> Option<f64>| {
            case.frames.iter().map(|frame| (frame.at, value(frame))).collect()
        };
        let plot = OverTime {
            name: &format!("{name} in {} over time: truth and estimate", case.clip.name),
            unit,
            truth: over(&|frame| frame.truth(*measure)),
            seen: over(&|frame| frame.seen(*measure)),
            true_holds: spans(&case.truth),
            said_holds: spans(&case.seen),
            worst: Some(worst.moment),
            from: case
                .frames
                .iter()
                .find(|frame| frame.after_neutral)
                .map_or(0.0, |frame| frame.at),
            link: self.moment(case, Some(seconds)),
        };
        html! {
            figure {
                figcaption {
                    strong { (name) } ", " (unit) ": MAE " (format!("{:.1}", worst.mae)) ", "
                    (format!("{:.1}", worst.of_target)) " times the target, at most " (format!("{:+.1}", seen - truth))
                    br;
                    (self.clip(&case.clip.name, Some(seconds)))
                    span.dim {
                        " · " (case.clip.about.person) ", view " (case.clip.view)
                        @for fault in &case.clip.about.faults { ", fault " (fault.name.replace('_', " ")) }
                    }
                }
                (over_time(&plot))
            }
        }
    }
}

fn of_clip(case: &Case) -> Option<Worst<'_>> {
    let measured = ANGLES.iter().filter_map(|&(measure, _, target, _)| {
        let pairs: Vec<(f64, f64, f64)> = headline(case, measure)
            .map(|(frame, truth, seen)| (frame.at, truth, seen))
            .collect();
        let off = |pair: &(f64, f64, f64)| (pair.2 - pair.1).abs();
        let mae = pairs.iter().map(off).sum::<f64>() / pairs.len() as f64;
        let moment = *pairs.iter().max_by(|one, other| off(one).total_cmp(&off(other)))?;
        Some(Worst {
            case,
            measure,
            mae,
            of_target: mae / target,
            moment,
        })
    });
    measured.max_by(|one, other| one.of_target.total_cmp(&other.of_target))
}

fn spans(judged: &Judged) -> Vec<[f64; 2]> {
    let holds = judged.outcomes.iter().flat_map(|outcome| &outcome.holds);
    holds
        .map(|hold| [hold.start.as_secs_f64(), hold.end.as_secs_f64()])
        .collect()
}
