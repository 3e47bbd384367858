//! The same session saved twice: what may change, and what the two say together.

use results::{Answer, Feedback, Report, SessionFacts};

/// What `stored` becomes when the same session is saved again as `sent`; `None` when its result is another.
///
/// Saves may come late and out of order: what was said once is never unsaid by a copy from before it was said. Where
/// both say something, the one that came last stands.
pub(crate) fn merged(stored: Report, sent: &Report) -> Option<Report> {
    if result_of(&stored) != result_of(sent) {
        return None;
    }
    let mut merged = stored;
    if let (Some(facts), Some(sent)) = (&mut merged.session, &sent.session) {
        merge_answers(facts, &sent.answers);
        merge_feedback(&mut facts.feedback, sent.feedback.as_ref());
    }
    Some(merged)
}

/// The part that may not change.
fn result_of(report: &Report) -> Report {
    let mut result = report.clone();
    if let Some(session) = &mut result.session {
        session.answers.clear();
        session.feedback = None;
        session.saved_at = None;
    }
    result
}

fn merge_answers(facts: &mut SessionFacts, sent: &[Answer]) {
    for answer in sent {
        let same = |known: &&mut Answer| {
            known.step == answer.step && known.side == answer.side && known.sentence == answer.sentence
        };
        match facts.answers.iter_mut().find(same) {
            Some(known) if answer.answer.is_some() => *known = answer.clone(),
            Some(_) => {}
            None => facts.answers.push(answer.clone()),
        }
    }
}

fn merge_feedback(known: &mut Option<Feedback>, sent: Option<&Feedback>) {
    let Some(sent) = sent else { return };
    match known {
        None => *known = Some(sent.clone()),
        Some(known) => {
            known.stretch_felt = sent.stretch_felt.or(known.stretch_felt);
            known.pain = sent.pain.or(known.pain);
            known.effort = sent.effort.or(known.effort);
        }
    }
}
