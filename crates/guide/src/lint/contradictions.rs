//! Rules that can't hold at once, phrases that can't hold at all, and phrases that nobody uses.

use std::ops::Range;

use crate::finding::{Fault, Severity};
use crate::model::{Demand, Phrase, PhraseSide, Step};
use crate::parse::{Draft, StepPlaces};
use crate::region::{Demanded, Edge, Search};
use crate::vocabulary::{Entry, Sided};

pub(super) fn faults(draft: &Draft) -> Vec<Fault> {
    let mut found = Vec::new();
    let mut search = Search::new();
    for (step, places) in draft.guide.steps.iter().zip(&draft.places) {
        let rules = PlacedRules::of(step, places);
        found.extend(rules.contradictions(step, &mut search));
        found.extend(rules.unreachable(step, &mut search));
    }
    for (name, own) in &draft.own {
        let Some(entry) = &own.entry else { continue };
        if !can_hold(name, entry, &mut search) {
            found.push(Fault {
                code: "phrase_never_met",
                severity: Severity::Error,
                message: format!("the phrase {name:?} can never hold"),
                help: "its comparisons exclude each other: look at the numbers, or write `or`".to_owned(),
                at: own.means_at.clone(),
                label: "never all of this".to_owned(),
                other: None,
            });
        }
        if !draft.guide.steps.iter().any(|step| uses(step, name)) && draft.mistakes.is_empty() {
            found.push(Fault {
                code: "unused_phrase",
                severity: Severity::Warning,
                message: format!("no rule uses the phrase {name:?}"),
                help: "use it, or leave it out".to_owned(),
                at: own.name_at.clone(),
                label: "not used".to_owned(),
                other: None,
            });
        }
    }
    found
}

fn can_hold(name: &str, entry: &Entry, search: &mut Search) -> bool {
    let phrase = Phrase {
        name: name.to_owned(),
        side: match entry.sided {
            Sided::None => PhraseSide::None,
            Sided::Required => PhraseSide::OfDose,
        },
        tests: entry.tests.clone(),
        formula: entry.formula.clone(),
        begin: None,
        cue: entry.cue.clone(),
        instead: Vec::new(),
    };
    search.can_be_together(&[Demanded {
        phrase: &phrase,
        dose: Some(body::Side::Right),
        edge: Edge::Met,
    }])
}

fn uses(step: &Step, name: &str) -> bool {
    step.rules()
        .any(|(_, rule)| rule.demand.phrase().is_some_and(|phrase| phrase.name == name))
}

/// A rule's phrase and where the rule stands.
type Placed<'a> = (&'a Phrase, &'a Range<usize>);

/// The rules of a step that must hold at once.
struct PlacedRules<'a> {
    reaches: Vec<Placed<'a>>,
    keeps: Vec<Placed<'a>>,
    hold: Option<&'a Range<usize>>,
}

impl<'a> PlacedRules<'a> {
    fn of(step: &'a Step, places: &'a StepPlaces) -> Self {
        let mut rules = Self {
            reaches: Vec::new(),
            keeps: Vec::new(),
            hold: None,
        };
        for (id, rule) in step.rules() {
            let Some(at) = places.rule(id) else { continue };
            match &rule.demand {
                Demand::Reach(phrase) => rules.reaches.push((phrase, at)),
                Demand::Keep(phrase) => rules.keeps.push((phrase, at)),
                Demand::Hold(_) => rules.hold = Some(at),
                _ => {}
            }
        }
        rules
    }

    /// Each `keep` that a `reach` of the step always breaks.
    fn contradictions(&self, step: &Step, search: &mut Search) -> Vec<Fault> {
        let mut found = Vec::new();
        for (kept, keep_at) in &self.keeps {
            for (reached, reach_at) in &self.reaches {
                let excluded = step.sides().iter().any(|dose| {
                    let demands = [
                        Demanded {
                            phrase: reached,
                            dose: *dose,
                            edge: Edge::Met,
                        },
                        Demanded {
                            phrase: kept,
                            dose: *dose,
                            edge: Edge::Lost,
                        },
                    ];
                    !search.can_be_together(&demands) && demands.iter().all(|demand| search.can_be_together(&[*demand]))
                });
                if excluded && found.len() < super::MOST {
                    found.push(Fault {
                        code: "contradicting_rules",
                        severity: Severity::Error,
                        message: format!("{:?} can't be kept where {:?} is reached", kept.name, reached.name),
                        help: "leave one of them out, or ask for less with a threshold of your own".to_owned(),
                        at: (*keep_at).clone(),
                        label: "broken by then".to_owned(),
                        other: Some(((*reach_at).clone(), "reached".to_owned())),
                    });
                }
            }
        }
        found
    }

    /// All `reach` rules of the step, when they are never reached together.
    fn unreachable(&self, step: &Step, search: &mut Search) -> Option<Fault> {
        let (last, others) = self.reaches.split_last()?;
        let mut together = |dose| {
            let demands: Vec<Demanded> = self
                .reaches
                .iter()
                .map(|(phrase, _)| Demanded {
                    phrase,
                    dose,
                    edge: Edge::Lost,
                })
                .collect();
            search.can_be_together(&demands)
        };
        if others.is_empty() || step.sides().iter().all(|dose| together(*dose)) {
            return None;
        }
        // The clock, or what is to be counted, waits for all of them at once.
        Some(Fault {
            code: "unreachable_hold",
            severity: Severity::Error,
            message: "what this step reaches can't be reached together".to_owned(),
            help: "everything that a step reaches must hold at once: make two steps of it".to_owned(),
            at: self.hold.unwrap_or(last.1).clone(),
            label: match self.hold {
                Some(_) => "this clock never starts".to_owned(),
                None => "never together with the others".to_owned(),
            },
            other: others.first().map(|(_, at)| ((*at).clone(), "reached here".to_owned())),
        })
    }
}
