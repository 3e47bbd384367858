//! What is other in a new version of a guide than in the one before it, for the person who decides whether to take it.

use std::fmt;

use crate::model::{Demand, Guide, Sentence, Step};

/// One thing that is other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What it is.
    pub kind: ChangeKind,
    /// Id of the step that it is about.
    pub step: Option<String>,
    /// Title of that step, the newer one where it has one.
    pub title: Option<String>,
    /// How it was, as the guide words it; `None` where there was nothing.
    pub before: Option<String>,
    /// How it is now; `None` where there is nothing any more.
    pub after: Option<String>,
}

/// What is other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeKind {
    /// The guide's title.
    Title,
    /// How often it is meant to be done.
    Plan,
    /// A step is new.
    StepAdded,
    /// A step is gone.
    StepRemoved,
    /// A step's title, sides, sentences or rules.
    StepChanged,
    /// The order of the steps that both have.
    Order,
}

impl ChangeKind {
    /// As programs write it: `step_added`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Plan => "plan",
            Self::StepAdded => "step_added",
            Self::StepRemoved => "step_removed",
            Self::StepChanged => "step_changed",
            Self::Order => "order",
        }
    }
}

impl fmt::Display for Change {
    /// In plain words, one line: `New step: Tilt your neck`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let title = self.title.as_deref().unwrap_or_default();
        let subject = match self.kind {
            ChangeKind::Title => "The title".to_owned(),
            ChangeKind::Plan => "How often".to_owned(),
            ChangeKind::StepAdded => return write!(f, "New step: {title}"),
            ChangeKind::StepRemoved => return write!(f, "Step gone: {title}"),
            ChangeKind::StepChanged => format!("Step {title:?}"),
            ChangeKind::Order => "The order of the steps".to_owned(),
        };
        match (&self.before, &self.after) {
            (Some(before), Some(after)) => write!(f, "{subject}: {before} → {after}"),
            (None, Some(after)) => write!(f, "{subject}, new: {after}"),
            (Some(before), None) => write!(f, "{subject}, gone: {before}"),
            (None, None) => write!(f, "{subject} is other than before"),
        }
    }
}

/// What `new` says otherwise than `old`: title and plan first, then the steps in the order of `new`, then those that are
/// gone. Empty where a person would do, and be asked, the same.
pub fn changes(old: &Guide, new: &Guide) -> Vec<Change> {
    let mut found = Vec::new();
    let of_guide = |kind, before: Option<String>, after: Option<String>| Change {
        kind,
        step: None,
        title: None,
        before,
        after,
    };
    if old.title != new.title {
        let titles = (Some(old.title.clone()), Some(new.title.clone()));
        found.push(of_guide(ChangeKind::Title, titles.0, titles.1));
    }
    if old.plan != new.plan {
        let text = |guide: &Guide| guide.plan.as_ref().map(ToString::to_string);
        found.push(of_guide(ChangeKind::Plan, text(old), text(new)));
    }
    for step in &new.steps {
        match old.step(&step.id) {
            None => found.push(of_step(ChangeKind::StepAdded, step, None, None)),
            Some(before) => found.extend(within_step(before, step)),
        }
    }
    let gone = old.steps.iter().filter(|step| new.step(&step.id).is_none());
    found.extend(gone.map(|step| of_step(ChangeKind::StepRemoved, step, None, None)));
    let common = |guide: &Guide, other: &Guide| -> Vec<String> {
        let common = guide.steps.iter().filter(|step| other.step(&step.id).is_some());
        common.map(|step| step.id.clone()).collect()
    };
    let (before, after) = (common(old, new), common(new, old));
    if before != after {
        // In the new titles, so that one step has one name.
        let titles = |ids: &[String]| {
            let steps = ids.iter().filter_map(|id| new.step(id));
            let titles: Vec<String> = steps.map(|step| step.short_for(None)).collect();
            titles.join(", ")
        };
        let (before, after) = (titles(&before), titles(&after));
        found.push(of_guide(ChangeKind::Order, Some(before), Some(after)));
    }
    found
}

fn of_step(kind: ChangeKind, step: &Step, before: Option<String>, after: Option<String>) -> Change {
    Change {
        kind,
        step: Some(step.id.clone()),
        title: Some(step.title_for(None)),
        before,
        after,
    }
}

fn within_step(old: &Step, new: &Step) -> Vec<Change> {
    let mut found = Vec::new();
    let mut push = |before, after| found.push(of_step(ChangeKind::StepChanged, new, before, after));
    if old.title != new.title {
        push(Some(old.title_for(None)), Some(new.title_for(None)));
    }
    if old.each_side != new.each_side {
        let words = |step: &Step| if step.each_side { "each side" } else { "once" };
        push(Some(words(old).to_owned()), Some(words(new).to_owned()));
    }
    if old.view != new.view {
        let words = |step: &Step| step.view.words().to_owned();
        push(Some(words(old)), Some(words(new)));
    }
    // What is the same at the beginning and at the end is left out; what is between them is shown in one piece.
    let same = |(one, other): &(&Sentence, &Sentence)| same_sentence(one, other);
    let (one, other) = (&old.sentences, &new.sentences);
    let head = one.iter().zip(other).take_while(same).count();
    let rest = one.len().min(other.len()) - head;
    let tail = one
        .iter()
        .rev()
        .zip(other.iter().rev())
        .take(rest)
        .take_while(same)
        .count();
    let between = |sentences: &[Sentence]| {
        let between = sentences.get(head..sentences.len() - tail).unwrap_or_default();
        let texts: Vec<String> = between.iter().map(told).collect();
        (!texts.is_empty()).then(|| texts.join(" "))
    };
    match (between(one), between(other)) {
        (None, None) => {}
        // The same words, and a phrase of the guide's own among them that means something else.
        (Some(before), Some(after)) if before == after => {
            push(
                Some(before),
                Some(format!("{after} (a phrase in it has another meaning)")),
            );
        }
        (before, after) => push(before, after),
    }
    found
}

/// Whether a person does the same, and is judged the same.
fn same_sentence(one: &Sentence, other: &Sentence) -> bool {
    let demands = |sentence: &Sentence| -> Vec<Demand> {
        let rules = sentence.rules.iter();
        rules.map(|rule| rule.demand.clone()).collect()
    };
    one.text == other.text && demands(one) == demands(other)
}

/// The sentence with its rules, as it stands in the guide.
fn told(sentence: &Sentence) -> String {
    let rules: String = sentence.rules.iter().map(|rule| format!(" `{}`", rule.text)).collect();
    format!("{}{rules}", sentence.text_for(None))
}
