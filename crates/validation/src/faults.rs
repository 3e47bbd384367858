//! How well faults are found: each rule against what the same coach says of the true measures, and each fault that
//! was done on purpose against whether it was named.

use std::collections::{BTreeMap, BTreeSet};

use body::{Measure, Side};
use coach::{DoseOutcome, EventKind, RuleOutcome, RuleVerdict};
use guide::{Cue, Demand, Guide, Phrase, RuleId, Verb};

use crate::agreement::Clusters;
use crate::case::{Case, Judged};
use crate::picture::out_of_picture;
use crate::tally::{Detection, Onset, Said, Tally};

/// What a fault must lead to. `named_by` is the measure of the rule's `instead` whose cue must be said.
struct Expected {
    fault: &'static str,
    rule: &'static str,
    named_by: Option<Measure>,
}

const fn expect(fault: &'static str, rule: &'static str) -> Expected {
    Expected {
        fault,
        rule,
        named_by: None,
    }
}

const fn instead(fault: &'static str, rule: &'static str, measure: Measure) -> Expected {
    Expected {
        fault,
        rule,
        named_by: Some(measure),
    }
}

/// The faults of the rendered clips. Not here: what is no fault of a rule (held too short, the person leaving: see the
/// holds), and what the guide asks about (shoulders not forward).
const EXPECTED: [Expected; 14] = [
    expect("chin_drops", "keep chin level"),
    expect("chin", "keep chin level"),
    instead("rotated_not_tilted", "reach neck tilt {side}", Measure::HeadAzimuth),
    instead("trunk_leans", "reach neck tilt {side}", Measure::TrunkLean),
    expect("shoulder_lifts", "keep shoulders down"),
    expect("no_rotation", "reach head turned {side}"),
    expect("no_flexion", "reach head lowered"),
    expect("no_return", "return head straight"),
    expect("chin_not_dropped", "reach chin to chest"),
    expect("elbows_bent", "reach arms straight"),
    expect("hands_apart", "reach hands clasped"),
    expect("shrug", "keep shoulders down"),
    expect("too_fast", "slowly"),
    expect("too_small", "reach blades together"),
];

/// Both names are one fault.
fn shown_as(fault: &str) -> &str {
    if fault == "chin" { "chin_drops" } else { fault }
}

/// Every rule that a camera judges, against the coach's verdict on the true measures.
///
/// `hold` and `repeat` have tables of their own. A rule is left out where the truth does not tell what it looks at.
pub(crate) fn rules(cases: &[Case], guide: &Guide, clusters: &Clusters) -> Vec<Detection> {
    let mut found = Vec::new();
    for step in &guide.steps {
        for (id, rule) in step.rules() {
            let mut tally = Tally::default();
            for (index, case) in cases.iter().enumerate() {
                if !is_told(&rule.demand, case, step.rules().map(|(_, rule)| &rule.demand)) {
                    continue;
                }
                for truth in case.truth.outcomes.iter().filter(|outcome| outcome.step == step.id) {
                    let Some(seen) = case.seen.outcome(&step.id, truth.side) else {
                        continue;
                    };
                    let said_of = |outcome: &DoseOutcome| {
                        let judged = outcome.rule(id)?;
                        said(&rule_faults(judged.verb), judged)
                    };
                    let (Some(there), Some(said)) = (said_of(truth), said_of(seen)) else {
                        continue;
                    };
                    if there == Said::Unseen {
                        continue;
                    }
                    let shows = measures_of(&rule.demand, step);
                    if let Some(share) =
                        out_of_picture(case, &step.id, truth.side, &shows).filter(|_| there == Said::Fault)
                    {
                        tally.leave_out(case, share, said);
                        continue;
                    }
                    let onsets = [&case.seen, &case.truth].map(|judged| onset(judged, &step.id, truth.side, id));
                    tally.add(clusters, index, case, there == Said::Fault, said, onsets);
                }
            }
            if !tally.is_empty() {
                found.push(tally.detection(&step.id, &rule.text, clusters));
            }
        }
    }
    found
}

/// Every fault that was done on purpose, against whether it was named.
///
/// A dose without it counts against the precision, unless the true measures themselves fail the rule, as another fault
/// can cause.
pub(crate) fn injected(cases: &[Case], guide: &Guide, clusters: &Clusters) -> Vec<Detection> {
    let mut tallies: BTreeMap<(usize, &str), Tally> = BTreeMap::new();
    for expected in &EXPECTED {
        let Some((step_index, id, rule)) = rule_of(expected, cases, guide) else {
            continue;
        };
        let step = &guide.steps[step_index];
        let key = (step_index, shown_as(expected.fault));
        for (index, case) in cases.iter().enumerate() {
            for seen in case.seen.outcomes.iter().filter(|outcome| outcome.step == step.id) {
                let there = case
                    .faults(&step.id, seen.side)
                    .any(|fault| fault.name == expected.fault);
                let twin = case
                    .faults(&step.id, seen.side)
                    .any(|fault| fault.name != expected.fault && shown_as(&fault.name) == key.1);
                // Two names of one fault share the doses without it: these are counted with the first name.
                let counted = there || !twin && shown_as(expected.fault) == expected.fault;
                let Some(said) = named(expected, (id, rule), seen).filter(|_| counted) else {
                    continue;
                };
                let truly = case
                    .truth
                    .outcome(&step.id, seen.side)
                    .and_then(|truth| named(expected, (id, rule), truth));
                if !there && truly == Some(Said::Fault) {
                    continue;
                }
                let tally = tallies.entry(key).or_default();
                let shows = expected
                    .named_by
                    .map_or_else(|| measures_of(&rule.demand, step), |measure| vec![measure]);
                if let Some(share) = out_of_picture(case, &step.id, seen.side, &shows).filter(|_| there) {
                    tally.leave_out(case, share, said);
                    continue;
                }
                let onsets = [&case.seen, &case.truth].map(|judged| onset(judged, &step.id, seen.side, id));
                tally.add(clusters, index, case, there, said, onsets);
            }
        }
    }
    let detections = tallies.into_iter();
    detections
        .map(|((step, fault), tally)| tally.detection(&guide.steps[step].id, fault, clusters))
        .collect()
}

/// Faults that no rule is expected to find, and how often each was done: in a clip of the whole guide perhaps twice.
pub(crate) fn unjudged(cases: &[Case]) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    for case in cases {
        let names: BTreeSet<&str> = case.clip.about.faults.iter().map(|fault| fault.name.as_str()).collect();
        for name in names {
            if !EXPECTED.iter().any(|expected| expected.fault == name) {
                *found.entry(name.to_owned()).or_default() += 1;
            }
        }
    }
    found
}

/// The rule of the step in which the fault is done, if any clip does it.
fn rule_of<'a>(expected: &Expected, cases: &[Case], guide: &'a Guide) -> Option<(usize, RuleId, &'a guide::Rule)> {
    let mut faults = cases.iter().flat_map(|case| &case.clip.about.faults);
    let fault = faults.find(|fault| shown_as(&fault.name) == shown_as(expected.fault))?;
    let index = guide.steps.iter().position(|step| step.id == fault.step)?;
    let (id, rule) = guide.steps[index]
        .rules()
        .find(|(_, rule)| rule.text == expected.rule)?;
    Some((index, id, rule))
}

/// What an outcome says of a fault.
fn named(expected: &Expected, (id, rule): (RuleId, &guide::Rule), outcome: &DoseOutcome) -> Option<Said> {
    let judged = outcome.rule(id)?;
    let found = said(&rule_faults(judged.verb), judged)?;
    let Some(measure) = expected.named_by else {
        return Some(found);
    };
    if found != Said::Fault {
        return Some(found);
    }
    let Demand::Reach(phrase) = &rule.demand else {
        return Some(found);
    };
    let cue = instead_cue(phrase, measure)?.for_side(outcome.side);
    Some(if judged.cue.as_deref() == Some(cue) {
        Said::Fault
    } else {
        Said::Fine
    })
}

fn instead_cue(phrase: &Phrase, measure: Measure) -> Option<&Cue> {
    let (_, cue) = phrase.instead.iter().find(|(test, _)| test.measure == measure)?;
    Some(cue)
}

/// The verdict that is the fault of a rule with this verb; `None` for what no camera judges or another table does.
fn rule_faults(verb: Verb) -> Option<RuleVerdict> {
    match verb {
        Verb::Keep | Verb::Slowly => Some(RuleVerdict::Broken),
        Verb::Start | Verb::Reach | Verb::Return => Some(RuleVerdict::NotReached),
        Verb::Hold | Verb::Repeat | Verb::Sets | Verb::Rest | Verb::Ask | Verb::Note => None,
    }
}

fn said(fault: &Option<RuleVerdict>, rule: &RuleOutcome) -> Option<Said> {
    let fault = (*fault)?;
    Some(match rule.verdict {
        verdict if verdict == fault => Said::Fault,
        RuleVerdict::Unseen => Said::Unseen,
        // A guard of a movement that never began was not judged.
        RuleVerdict::NotReached => Said::Fine,
        _ => Said::Fine,
    })
}

/// What a rule looks at. A speed limit looks at what the step's reaches look at.
fn measures_of(demand: &Demand, step: &guide::Step) -> Vec<Measure> {
    let of = |phrase: &Phrase| phrase.tests.iter().map(|test| test.measure).collect::<Vec<_>>();
    match demand {
        Demand::Start(phrase) | Demand::Reach(phrase) | Demand::Keep(phrase) | Demand::Return(phrase) => of(phrase),
        Demand::Slowly(_) => {
            let reaches = step.rules().filter_map(|(_, rule)| match &rule.demand {
                Demand::Reach(phrase) => Some(of(phrase)),
                _ => None,
            });
            reaches.flatten().collect()
        }
        Demand::Hold(_) | Demand::Repeat { .. } | Demand::Sets(_) | Demand::Rest(_) | Demand::Ask(_) | Demand::Note => {
            Vec::new()
        }
    }
}

/// Whether the truth tells all that a rule looks at. A speed limit looks at what the step's reaches look at.
fn is_told<'a>(demand: &Demand, case: &Case, mut step: impl Iterator<Item = &'a Demand>) -> bool {
    let told = |phrase: &Phrase| phrase.tests.iter().all(|test| case.told.contains(&test.measure));
    match demand {
        Demand::Start(phrase) | Demand::Reach(phrase) | Demand::Keep(phrase) | Demand::Return(phrase) => told(phrase),
        Demand::Slowly(_) => step.all(|demand| !matches!(demand, Demand::Reach(phrase) if !told(phrase))),
        Demand::Hold(_) | Demand::Repeat { .. } | Demand::Sets(_) | Demand::Rest(_) | Demand::Ask(_) | Demand::Note => {
            false
        }
    }
}

/// When a rule's first fault was dated and told: a guard's or speed's by its event, a reach's by its cue.
fn onset(judged: &Judged, step: &str, side: Option<Side>, rule: RuleId) -> Onset {
    let mut events = judged.events.iter().filter(|told| {
        let event = &told.event;
        event.step.as_deref() == Some(step) && event.side == side && event.rule == Some(rule)
    });
    let first = events.find(|told| matches!(told.event.kind, EventKind::RuleBroken | EventKind::Cue(_)))?;
    Some((first.event.at.as_secs_f64(), first.at.as_secs_f64()))
}
