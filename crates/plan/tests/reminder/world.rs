//! A made-up day: a clock that is an argument, a person who comes and goes, and what the reminder says to it.
//!
//! A script has an event a line, with the time on the wall at which it happens: `9:30 away`. The transcript has a line
//! whenever the answer is another one.

use jiff::civil::date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, Zoned};
use plan::{Choice, Decision, Done, Hindrance, Idle, LOOK_EVERY, Memory, Moment, Plan, Reminder};

/// The plan of these lines; `#` stands for the quotes' trouble: each line is `guide: how often`.
pub fn plan(lines: &[&str]) -> Plan {
    let mut text = String::new();
    let mut breaks = String::new();
    for line in lines {
        match line.split_once(": ").unwrap() {
            ("quiet", value) => text += &format!("quiet = [\"{value}\"]\n"),
            ("put_off", value) => text += &format!("put_off = \"{value}\"\n"),
            (guide, often) => breaks += &format!("[[break]]\nguide = \"{guide}\"\noften = \"{often}\"\n"),
        }
    }
    Plan::read(&(text + &breaks)).unwrap_or_else(|mistakes| panic!("{mistakes}"))
}

/// The world around a reminder.
pub struct World {
    pub reminder: Reminder,
    pub plan: Plan,
    pub zone: TimeZone,
    /// What the clock on the wall shows.
    pub now: Timestamp,
    /// When the person last touched something, by a clock that nobody sets.
    touched: SignedDuration,
    /// Time that went by, by that clock.
    went: SignedDuration,
    pub present: bool,
    pub tells_idle: bool,
    pub hindrances: Vec<Hindrance>,
    pub done: Vec<Done>,
    asleep: bool,
    last: String,
    pub transcript: String,
}

impl World {
    /// Monday, 30 November 2026 in Berlin, at this time, with somebody at the desk.
    pub fn new(time: &str, lines: &[&str]) -> Self {
        Self::on(date(2026, 11, 30), "Europe/Berlin", time, lines)
    }

    pub fn on(date: jiff::civil::Date, zone: &str, time: &str, lines: &[&str]) -> Self {
        let zone = TimeZone::get(zone).unwrap();
        let plan = plan(lines);
        let now = date
            .to_datetime(clock(time))
            .to_zoned(zone.clone())
            .unwrap()
            .timestamp();
        Self {
            reminder: Reminder::new("one", plan.clone(), Memory::default()),
            plan,
            zone,
            now,
            touched: SignedDuration::ZERO,
            went: SignedDuration::ZERO,
            present: true,
            tells_idle: true,
            hindrances: Vec::new(),
            done: Vec::new(),
            asleep: false,
            last: String::new(),
            transcript: String::new(),
        }
    }

    pub fn wall(&self) -> Zoned {
        self.now.to_zoned(self.zone.clone())
    }

    /// Asks the reminder once.
    pub fn look(&mut self) -> Decision {
        let idle = match self.tells_idle {
            true => Idle::For(self.went - self.touched),
            false => Idle::Unknown,
        };
        let moment = Moment {
            now: self.wall(),
            idle,
            hindrances: &self.hindrances,
            done: &self.done,
        };
        self.reminder.decide(&moment)
    }

    /// Lets the time until the next look go by.
    pub fn go_on(&mut self, by: SignedDuration) {
        self.went += by;
        self.now += by;
        if self.present {
            self.touched = self.went;
        }
    }

    /// Looks, and writes down what is new.
    pub fn note(&mut self) {
        if self.asleep {
            return;
        }
        let told = told(&self.look());
        if told != self.last {
            self.transcript += &format!("{} {told}\n", self.wall().strftime("%-H:%M:%S"));
            self.last = told;
        }
    }

    fn happens(&mut self, event: &str) {
        let (word, rest) = event.split_once(' ').unwrap_or((event, ""));
        let now = self.wall();
        match word {
            "away" => self.present = false,
            "back" => self.present = true,
            "sleeps" => (self.asleep, self.present) = (true, false),
            "wakes" => (self.asleep, self.present) = (false, true),
            "start" => assert!(self.reminder.choose(Choice::Start, &now), "{event}"),
            "later" => assert!(self.reminder.choose(Choice::Later, &now), "{event}"),
            "skip" => assert!(self.reminder.choose(Choice::Skip, &now), "{event}"),
            // A session that began two minutes ago is saved.
            "did" => self.done.push(Done {
                guide: rest.to_owned(),
                at: self.now - SignedDuration::from_mins(2),
            }),
            "clock" => self.now += rest.parse::<SignedDuration>().unwrap(),
            "plan" => {
                self.plan = plan(&rest.split("; ").filter(|line| !line.is_empty()).collect::<Vec<_>>());
                self.reminder.replan(self.plan.clone());
            }
            "restart" => {
                let (memory, forgotten) = Memory::read(&self.reminder.memory().write());
                assert_eq!(forgotten, None);
                self.reminder = Reminder::new("one", self.plan.clone(), memory);
                self.last.clear();
            }
            "begins" => self.hindrances.push(hindrance(rest)),
            "ends" => self.hindrances.retain(|known| *known != hindrance(rest)),
            "end" => {}
            _ => panic!("what is {event:?}?"),
        }
    }

    /// Plays the script, and gives the transcript of it.
    pub fn play(&mut self, script: &str) -> String {
        self.transcript.clear();
        self.note();
        for line in script.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let (time, event) = line.split_once(' ').unwrap();
            let time = clock(time);
            // Up to that time on the wall, tomorrow where it is past today.
            let today = self.wall();
            let day = if time < today.time() {
                today.date().tomorrow().unwrap()
            } else {
                today.date()
            };
            let until = day.to_datetime(time).to_zoned(self.zone.clone()).unwrap().timestamp();
            while self.now + LOOK_EVERY < until {
                self.go_on(LOOK_EVERY);
                self.note();
            }
            self.go_on(until.duration_since(self.now));
            self.note();
            self.transcript += &format!("{} - {event}\n", self.wall().strftime("%-H:%M:%S"));
            self.happens(event);
            self.note();
        }
        self.transcript.clone()
    }
}

fn clock(time: &str) -> jiff::civil::Time {
    let time = guide::TimeOfDay::read(time).unwrap_or_else(|| panic!("{time:?}"));
    jiff::civil::time(time.hour() as i8, time.minute() as i8, 0, 0)
}

fn hindrance(word: &str) -> Hindrance {
    let named = |hindrance: &Hindrance| format!("{hindrance:?}").to_lowercase().starts_with(word);
    Hindrance::ALL
        .into_iter()
        .find(named)
        .unwrap_or_else(|| panic!("{word}"))
}

pub fn told(decision: &Decision) -> String {
    match decision {
        Decision::Wait { .. } => "wait".to_owned(),
        Decision::PutOff { guide, why, .. } => {
            let why: Vec<&str> = why.iter().map(|why| why.text()).collect();
            format!("put off {guide}: {}", why.join(", "))
        }
        Decision::Nudge {
            guide, may_be_put_off, ..
        } => format!(
            "NUDGE {guide}{}",
            if *may_be_put_off { "" } else { ", for the last time" }
        ),
        Decision::Going { guide, .. } => format!("going {guide}"),
        Decision::Withdraw => "withdraw".to_owned(),
    }
}
