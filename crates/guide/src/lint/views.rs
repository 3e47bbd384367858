//! Rules of which nothing can be seen from where the camera looks in their step.

use crate::finding::{Fault, Severity};
use crate::parse::Draft;
use crate::vocabulary::{View, Vocabulary};

pub(super) fn faults(draft: &Draft, vocabulary: &Vocabulary) -> Vec<Fault> {
    let mut found = Vec::new();
    for (step, places) in draft.guide.steps.iter().zip(&draft.places) {
        let looks = step.view.seen_from();
        if step.view.is_sideways()
            && draft.mistakes.is_empty()
            && step.rules().all(|(_, rule)| rule.demand.phrase().is_none())
        {
            found.push(Fault {
                code: "unused_view",
                severity: Severity::Warning,
                message: format!("`{}` stands in a step in which nothing is watched", step.view.words()),
                help: "leave the view out: nobody has to turn for what no camera sees".to_owned(),
                at: places.at.clone(),
                label: "this step".to_owned(),
                other: None,
            });
        }
        for (id, rule) in step.rules() {
            let Some(phrase) = rule.demand.phrase() else { continue };
            let own = draft.own.get(&phrase.name).and_then(|own| own.entry.as_ref());
            let own = own.map(|entry| entry.views.as_slice());
            let Some(views) = own.or_else(|| vocabulary.views(&phrase.name)) else {
                continue;
            };
            let Some(at) = places.rule(id).filter(|_| !views.contains(&looks)) else {
                continue;
            };
            found.push(Fault {
                code: "wrong_view",
                severity: Severity::Warning,
                message: format!("{:?} can't be seen {}", phrase.name, looks.in_words()),
                help: help(looks, views).to_owned(),
                at: at.clone(),
                label: "always unseen in this step".to_owned(),
                other: None,
            });
        }
    }
    found
}

fn help(looks: View, views: &[View]) -> &'static str {
    match (looks, views) {
        (_, []) => "its parts are seen from different sides: make two phrases of it, in two steps",
        (View::Front, _) => {
            "put `view side` in a paragraph of its own under the heading: the person is then asked to turn"
        }
        (View::Side, _) => "leave the view out, or put this rule into a step that is seen from the front",
    }
}
