//! Counts time at the desk, and keeps what is remembered in step with the clock, the plan and what was done.

use jiff::{SignedDuration, Timestamp};

use super::{AWAY, GIVEN_UP, Idle, LATER, Moment};
use crate::memory::{BreakMemory, Memory, Talk};
use crate::plan::Plan;

impl Memory {
    /// Takes the clock as it is: where it was set back, what lies in the future now is taken for this moment.
    pub(super) fn clamp(&mut self, now: Timestamp) {
        let past = |at: &mut Timestamp| *at = (*at).min(now);
        self.nudged_at.iter_mut().for_each(past);
        for known in self.breaks.values_mut() {
            past(&mut known.settled_at);
            known.due_at.iter_mut().chain(&mut known.done_at).for_each(past);
            known.later_at.iter_mut().for_each(|at| *at = (*at).min(now + LATER));
        }
        match &mut self.talk {
            Some(Talk::Nudged { asked_at, seen_at, .. }) => {
                past(asked_at);
                past(seen_at);
            }
            Some(Talk::Going { since, .. }) => past(since),
            None => {}
        }
    }

    /// Follows the plan, which may have been edited, and takes the sessions that were saved meanwhile.
    pub(super) fn follow(&mut self, plan: &Plan, moment: &Moment) {
        let now = moment.now.timestamp();
        self.breaks.retain(|guide, _| plan.of(guide).is_some());
        for planned in &plan.breaks {
            let cadence = planned.cadence.to_string();
            let newest = newest(&planned.guide, moment, now);
            let known = self.breaks.entry(planned.guide.clone()).or_insert_with(|| BreakMemory {
                cadence: cadence.clone(),
                desk: SignedDuration::ZERO,
                // What was due before it came into the plan is not asked for.
                settled_at: now,
                due_at: None,
                later_at: None,
                put_off: SignedDuration::ZERO,
                done_at: newest,
            });
            if known.cadence != cadence {
                known.cadence = cadence;
                known.settled_at = now;
                known.due_at = None;
            }
        }
        let done: Vec<(String, Timestamp)> = self
            .breaks
            .iter()
            .filter_map(|(guide, known)| {
                let newest = newest(guide, moment, now)?;
                let is_new = known.done_at.is_none_or(|known| newest > known);
                is_new.then(|| (guide.clone(), newest))
            })
            .collect();
        for (guide, at) in done {
            if let Some(known) = self.breaks.get_mut(&guide) {
                known.done_at = Some(at);
            }
            // One that came late, from another computer, was not done for what is on now.
            if now.duration_since(at) < GIVEN_UP {
                self.finish(&guide);
            }
        }
        let talks_of = self.talk.as_ref().map(Talk::guide);
        if talks_of.is_some_and(|guide| plan.of(guide).is_none()) {
            self.talk = None;
        }
    }

    /// Adds the time at the desk since the last moment. Whoever was away for [`AWAY`] or longer begins anew; so does
    /// whoever was not looked at for so long, as when the computer slept or its clock was set forward.
    pub(super) fn count(&mut self, moment: &Moment) {
        let now = moment.now.timestamp();
        let away = moment.hindrances.iter().any(|hindrance| hindrance.means_away());
        let idle = match moment.idle {
            Idle::For(idle) => idle.max(SignedDuration::ZERO),
            Idle::Unknown => SignedDuration::ZERO,
        };
        if !away {
            let active = now.checked_sub(idle).unwrap_or(Timestamp::MIN);
            let since = self.active_at.map(|before| active.duration_since(before));
            match since {
                // Another session of the person was active later, unless the clock was set back.
                Some(since) if since.is_negative() => {
                    if self.active_at > Some(now) {
                        self.active_at = Some(active);
                    }
                }
                Some(since) => {
                    if since < AWAY {
                        self.breaks.values_mut().for_each(|known| known.desk += since);
                    } else {
                        self.begin_anew();
                    }
                    self.active_at = Some(active);
                }
                None => self.active_at = Some(active),
            }
        }
        if self.is_away(now) {
            self.begin_anew();
        }
    }

    /// Whether the person has left the desk.
    pub(super) fn is_away(&self, now: Timestamp) -> bool {
        self.active_at.is_some_and(|at| now.duration_since(at) >= AWAY)
    }

    fn begin_anew(&mut self) {
        self.breaks
            .values_mut()
            .for_each(|known| known.desk = SignedDuration::ZERO);
    }

    /// The break of this guide is done: what stood on the screen for it goes.
    fn finish(&mut self, guide: &str) {
        if let Some(known) = self.breaks.get_mut(guide) {
            known.rest();
        }
        if self.talk.as_ref().is_some_and(|talk| talk.guide() == guide) {
            self.talk = None;
        }
    }

    /// The break of this guide is not asked for any more, whether it was done or not.
    pub(super) fn settle(&mut self, guide: &str, now: Timestamp) {
        if let Some(known) = self.breaks.get_mut(guide) {
            known.rest();
            known.settled_at = now;
        }
    }

    /// The person wants to be asked again in five minutes.
    pub(super) fn put_off(&mut self, guide: &str, now: Timestamp) {
        if let Some(known) = self.breaks.get_mut(guide) {
            known.later_at = Some(now + LATER);
            known.put_off += LATER;
        }
    }

    /// How long this break may still be put off.
    pub(super) fn left_to_put_off(&self, guide: &str, plan: &Plan) -> SignedDuration {
        let used = self
            .breaks
            .get(guide)
            .map_or(SignedDuration::ZERO, |known| known.put_off);
        (plan.put_off() - used).max(SignedDuration::ZERO)
    }

    /// Whether "in 5 minutes" may be said once more.
    pub(super) fn may_be_put_off(&self, guide: &str, plan: &Plan) -> bool {
        self.left_to_put_off(guide, plan) >= LATER
    }
}

impl BreakMemory {
    /// Begins to count anew.
    fn rest(&mut self) {
        self.desk = SignedDuration::ZERO;
        self.due_at = None;
        self.later_at = None;
        self.put_off = SignedDuration::ZERO;
    }
}

/// When the newest session of a guide began; none of the future, which a clock that was set back leaves behind.
fn newest(guide: &str, moment: &Moment, now: Timestamp) -> Option<Timestamp> {
    let done = moment.done.iter().filter(|done| done.guide == guide && done.at <= now);
    done.map(|done| done.at).max()
}
