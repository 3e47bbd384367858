//! Steps that run on the clock though nothing says why.

use crate::finding::{Fault, Severity};
use crate::model::Demand;
use crate::parse::Draft;

/// A hold or a count in a step that reaches nothing and asks nothing: nobody will know how it went. Of a step whose
/// rules have mistakes nobody knows what it reaches.
pub(super) fn faults(draft: &Draft) -> Vec<Fault> {
    let mut found = Vec::new();
    for (step, places) in draft.guide.steps.iter().zip(&draft.places) {
        let mut rules = step.rules();
        let asks = step.rules().any(|(_, rule)| matches!(rule.demand, Demand::Ask(_)));
        if step.is_watched() || asks || !draft.mistakes.is_empty() {
            continue;
        }
        let timed = rules.find(|(_, rule)| matches!(rule.demand, Demand::Hold(_) | Demand::Repeat { .. }));
        let Some(at) = timed.and_then(|(id, _)| places.rule(id)) else {
            continue;
        };
        found.push(Fault {
            code: "clock_alone",
            severity: Severity::Warning,
            message: "nothing in this step is reached, and nothing is asked: it runs on the clock alone".to_owned(),
            help: "add `reach …` if a camera can see the movement, or `ask …`, so that the person says how it was"
                .to_owned(),
            at: at.clone(),
            label: "counted, and never seen".to_owned(),
            other: None,
        });
    }
    found
}
