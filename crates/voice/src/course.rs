//! The course of a dose: the hold with its sounds and seconds, the repetitions, and how it went.
//!
//! Must not know: words, what is being said.

use body::SessionTime;
use coach::{Phase, Rest};
use guide::Hold;

use crate::agenda::Agenda;
use crate::line::{Line, Times};
use crate::look::Now;
use crate::mouth::secs;
use crate::praise::Breaks;
use crate::saying::Sound;
use crate::scene::NEARLY_S;
use crate::turn::{DoseKey, Missing, Turn};
use crate::wording::whole;

/// The half of a hold is told from this length on, seconds.
const HALF_FROM_S: f64 = 15.0;
/// The last seconds are counted from this length on: a shorter hold is over when its length has been said.
const COUNTED_FROM_S: f64 = 5.0;
/// The seconds that are counted.
const COUNTED: u32 = 3;
/// A break of the hold is worth a word when it lasted so long, seconds.
const BREAK_S: f64 = 1.5;
/// What belongs to a moment waits so long for its turn, seconds.
const WAITS_S: f64 = 4.0;
/// How long to stay is worth saying for longer, with the seconds that are left then.
const LENGTH_WAITS_S: f64 = 10.0;
/// A number of repetitions is out of date when the next one is about to come.
const REP_WAITS_S: f64 = 2.5;
/// The turn of a repetition waits so long for its words, seconds: by the clock half a repetition takes 2 s.
const TURN_WAITS_S: f64 = 1.2;

/// What was told of each dose.
#[derive(Debug, Clone, Default)]
pub(crate) struct Course {
    doses: Vec<(DoseKey, Told)>,
}

/// What was told of one dose.
#[derive(Debug, Clone, Default)]
pub(crate) struct Told {
    run: Run,
    /// The person has been there, or the clock says so.
    pub is_there: bool,
    length: bool,
    half: bool,
    goal: bool,
    too_long: bool,
    /// The smallest of the last seconds that was told, or 0.
    second: u32,
    pub breaks: Breaks,
    reps: u32,
    /// Number of the set that is on; 0 where the step has none.
    set: u32,
    /// The smallest of the last seconds of a rest that was told, or 0.
    rest_second: u32,
    /// Seconds held in repetitions that are over.
    pub base_s: f64,
    held_s: f64,
    turns: u32,
    uncounted: Option<SessionTime>,
    pub misses: u32,
    was: Option<(Phase, f64)>,
    /// Phases, or stages of the clock, so far.
    stages: u32,
}

/// The hold clock, as the person knows of it.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
enum Run {
    #[default]
    NotYet,
    Runs,
    Broken {
        since: SessionTime,
        told: bool,
        by: Break,
    },
}

/// What interrupts a hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Break {
    Guard,
    Left,
    Unseen,
}

impl Break {
    fn of(turn: &Turn<'_>) -> Self {
        match turn.missing() {
            _ if turn.state.phase == Phase::Paused => Break::Guard,
            Some(Missing { unseen: Some(_), .. }) => Break::Unseen,
            _ => Break::Left,
        }
    }
}

impl Course {
    /// What was told of a dose.
    pub fn of(&mut self, key: DoseKey) -> &mut Told {
        let place = self.doses.iter().position(|(known, _)| *known == key);
        let place = place.unwrap_or_else(|| {
            self.doses.push((key, Told::default()));
            self.doses.len() - 1
        });
        &mut self.doses[place].1
    }

    /// A repetition that counts.
    pub fn rep(&mut self, at: SessionTime, key: DoseKey, times: Times, has_hold: bool, out: &mut Out<'_>) {
        let told = self.of(key);
        told.reps += 1;
        (told.run, told.goal, told.second) = (Run::NotYet, false, 0);
        told.base_s = told.held_s;
        let count = told.reps;
        let enough = count == times.at_least;
        out.sounds.push(if enough { Sound::Done } else { Sound::Rep });
        let more = out.watched && times.at_most.is_some_and(|most| count < most);
        // That a set is over is told by itself.
        let is_last = told.set == 0 || told.set == times.sets;
        let line = if !more && !is_last && count >= times.at_most.filter(|_| out.watched).unwrap_or(times.at_least) {
            Line::Rep {
                count,
                left: 0,
                held: has_hold,
            }
        } else if enough || times.at_most == Some(count) {
            Line::Enough { count, more }
        } else {
            Line::Rep {
                count,
                left: times.at_least.saturating_sub(count),
                held: has_hold,
            }
        };
        out.agenda.push(at, line, if enough { WAITS_S } else { REP_WAITS_S });
    }

    /// Whether nothing was broken off and every movement counted, in all that was done.
    pub fn is_flawless(&self) -> bool {
        let mut all = self.doses.iter();
        all.all(|(_, told)| told.misses == 0 && !told.breaks.any())
    }

    /// Something was said about a break of the hold.
    pub fn break_told(&mut self, key: DoseKey) {
        if let Run::Broken { told, .. } = &mut self.of(key).run {
            *told = true;
        }
    }

    /// One more look at the dose that is on. Returns whether it began afresh.
    pub fn look(&mut self, at: SessionTime, now: &Now<'_>, turn: &Turn<'_>, out: &mut Out<'_>) -> bool {
        let state = now.state;
        let told = self.of(turn.key);
        if let Some(set) = state.set.filter(|set| set.number != told.set) {
            // Going back may lead to an earlier one: then it all begins afresh.
            if set.number > told.set {
                (told.set, told.reps, told.turns) = (set.number, 0, 0);
            }
        }
        if let Some(rest) = state.rest {
            told.rest(at, rest, out);
            told.was = Some((state.phase, rest.left_s));
            return false;
        }
        let afresh = state.hold_s + 1.0 < told.held_s || state.reps.is_some_and(|reps| reps < told.reps);
        if afresh {
            *told = Told {
                set: state.set.map_or(0, |set| set.number),
                ..Told::default()
            };
        }
        told.held_s = state.hold_s;
        let entered = told.entered(state.phase, state.remaining_s);
        match turn.hold() {
            Some(hold) => told.hold(at, turn, hold, out),
            None if entered => told.turn(at, turn, out),
            None => {}
        }
        if entered && !out.watched && turn.times().is_some() {
            told.clock_rep(at, turn, out);
        }
        if let Some(uncounted) = state.uncounted.filter(|uncounted| told.uncounted != Some(uncounted.at)) {
            told.uncounted = Some(uncounted.at);
            told.misses += 1;
            // Every other time in plain words, so that it does not nag.
            let by_rule = turn.missing().filter(|_| told.misses % 2 == 1);
            let help = by_rule.and_then(|missing| missing.cue.or(missing.begin));
            let line = Line::NoRep {
                why: uncounted.why,
                help,
            };
            out.agenda.correct(at, line, None);
        }
        afresh
    }
}

/// Where what is due goes.
pub(crate) struct Out<'a> {
    pub agenda: &'a mut Agenda,
    pub sounds: &'a mut Vec<Sound>,
    pub watched: bool,
}

impl Told {
    /// Whether another phase began; by the clock also another stage of the same phase.
    fn entered(&mut self, phase: Phase, remaining_s: Option<f64>) -> bool {
        let remaining_s = remaining_s.unwrap_or(0.0);
        let before = self.was.replace((phase, remaining_s));
        let entered = before.is_none_or(|(was, left_s)| was != phase || remaining_s > left_s + 1e-6);
        self.stages += u32::from(entered);
        entered
    }

    fn hold(&mut self, at: SessionTime, turn: &Turn<'_>, hold: Hold, out: &mut Out<'_>) {
        let left_s = hold.at_least_s - (turn.state.hold_s - self.base_s);
        self.run(at, turn, hold, left_s, out);
        if self.is_there {
            self.announce(at, turn, hold, left_s, out);
        }
    }

    /// Whether the clock runs: what is to be heard when that changes.
    fn run(&mut self, at: SessionTime, turn: &Turn<'_>, hold: Hold, left_s: f64, out: &mut Out<'_>) {
        let runs = turn.state.phase == Phase::Holding;
        match self.run {
            Run::NotYet if runs => {
                self.run = Run::Runs;
                self.is_there = true;
                out.sounds.push(Sound::Start);
                if !self.length {
                    self.length = true;
                    out.agenda.push(at, length_of(hold), LENGTH_WAITS_S);
                }
            }
            Run::Runs if !runs && left_s > NEARLY_S => {
                self.run = Run::Broken {
                    since: at,
                    told: false,
                    by: Break::of(turn),
                };
            }
            Run::Broken { since, told, by } if runs => {
                self.run = Run::Runs;
                if told || secs(since, at) >= BREAK_S {
                    match by {
                        Break::Guard => self.breaks.guard += 1,
                        Break::Left => self.breaks.left += 1,
                        Break::Unseen => self.breaks.unseen += 1,
                    }
                    out.sounds.push(Sound::Start);
                    out.agenda.push(at, Line::GoesOn, WAITS_S);
                }
            }
            _ => {}
        }
    }

    /// What is to be heard of a clock that has `left_s` to go: half, the last seconds, enough, too long.
    fn announce(&mut self, at: SessionTime, turn: &Turn<'_>, hold: Hold, left_s: f64, out: &mut Out<'_>) {
        let repeats = turn.times().is_some();
        let runs = turn.state.phase == Phase::Holding;
        if !self.half && hold.at_least_s >= HALF_FROM_S && !repeats && left_s <= hold.at_least_s / 2.0 {
            self.half = true;
            out.sounds.push(Sound::Half);
            out.agenda.push(at, Line::Half, 2.0);
        }
        let second = left_s.ceil().max(0.0) as u32;
        let in_time = f64::from(second) - left_s < 0.5;
        if runs && hold.at_least_s >= COUNTED_FROM_S && (1..=COUNTED).contains(&second) && self.second != second {
            self.second = second;
            if in_time {
                out.agenda.count(at, Line::Seconds(second));
            }
        }
        if !self.goal && left_s <= NEARLY_S {
            self.goal = true;
            self.half = true;
            out.sounds.push(Sound::Done);
            self.tell_goal(at, turn, hold, out);
        }
        if out.watched
            && !repeats
            && !self.too_long
            && let Some(most_s) = hold.at_most_s
            && most_s > hold.at_least_s
            && turn.state.hold_s >= most_s
        {
            self.too_long = true;
            out.agenda.push(at, Line::TooLong, WAITS_S);
        }
    }

    fn tell_goal(&mut self, at: SessionTime, turn: &Turn<'_>, hold: Hold, out: &mut Out<'_>) {
        let repeats = turn.times().is_some();
        let release = Line::Release(turn.way_back());
        if repeats {
            self.turns += 1;
            if self.turns <= 2 {
                out.agenda.push(at, release, TURN_WAITS_S);
            }
        } else if out.watched && hold.at_most_s.is_some_and(|most_s| most_s > hold.at_least_s) {
            out.agenda.push(at, Line::MayStay, WAITS_S);
        } else {
            out.agenda.push(at, release, WAITS_S);
        }
    }

    /// The last seconds of a rest are counted.
    fn rest(&mut self, at: SessionTime, rest: Rest, out: &mut Out<'_>) {
        let second = rest.left_s.ceil().max(0.0) as u32;
        let in_time = f64::from(second) - rest.left_s < 0.5;
        let counted = rest.lasts_s >= COUNTED_FROM_S && (1..=COUNTED).contains(&second);
        if counted && in_time && self.rest_second != second {
            out.agenda.count(at, Line::Seconds(second));
        }
        self.rest_second = second;
    }

    /// The turn of a movement without a hold.
    fn turn(&mut self, at: SessionTime, turn: &Turn<'_>, out: &mut Out<'_>) {
        let repeats = turn.times().is_some();
        let is_there = match turn.state.phase {
            Phase::Holding | Phase::Returning => self.turns <= self.reps,
            _ => false,
        };
        if !is_there {
            return;
        }
        self.turns = self.reps + 1;
        self.is_there = true;
        out.sounds.push(Sound::Start);
        if self.turns == 1 {
            // The clock turns at once: it has time for two words.
            let release = Line::Release(turn.way_back().filter(|_| out.watched || !repeats));
            let waits_s = if repeats { 2.0 } else { WAITS_S };
            out.agenda.push(at, release, waits_s);
        }
    }

    /// By the clock a repetition begins: for the first time with words.
    fn clock_rep(&mut self, at: SessionTime, turn: &Turn<'_>, out: &mut Out<'_>) {
        // Get ready, read, and then the ways out of the repetitions.
        if turn.state.phase != Phase::Reaching || self.stages < 3 {
            return;
        }
        self.is_there = true;
        if self.reps == 0
            && let Some(begin) = turn.first_movement()
        {
            out.agenda.push(at, Line::Begin(begin), TURN_WAITS_S);
        }
    }
}

/// "Hold, 20 seconds."
fn length_of(hold: Hold) -> Line {
    Line::Hold {
        seconds: whole(hold.at_least_s),
        breaths: hold.breaths,
    }
}

/// A line as it is true at this moment: of a hold that began a while ago the seconds that are left.
pub(crate) fn up_to_date(line: Line, turn: Option<&Turn<'_>>, base_s: f64) -> Option<Line> {
    let Line::Hold { seconds, breaths } = line else {
        return Some(line);
    };
    let held_s = turn.map_or(0.0, |turn| turn.state.hold_s - base_s);
    let left_s = f64::from(seconds) - held_s;
    if held_s <= 2.0 {
        return Some(Line::Hold { seconds, breaths });
    }
    (left_s >= 5.0).then(|| Line::Hold {
        seconds: whole(left_s),
        breaths: None,
    })
}
