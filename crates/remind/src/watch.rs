//! One look: asks the desktop, has `plan` decide, and puts what it says on the screen. Time is an argument.
//!
//! Must not know: how to wait for the next look ([`crate::run()`]).

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Child;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use jiff::{SignedDuration, Timestamp, Zoned};
use plan::{Choice, Decision, Done, LOOK_EVERY, Moment, Plan, Reminder};
use tokio::sync::mpsc;

use crate::Program;
use crate::idle::Sources;
use crate::lock::alone;
use crate::nudge::{Notifier, Nudge, OnScreen, Reply};
use crate::page;
use crate::run::Settings;
use crate::signal::Signals;
use crate::state::{Now, Running, State};
use crate::words::Words;

/// What happens between two looks.
#[derive(Debug)]
pub enum Event {
    /// Something became of a nudge.
    Reply {
        /// Which nudge: guide, and since when.
        key: (String, Timestamp),
        /// What.
        reply: Reply,
    },
    /// The page is open, or why it is not. Holds the server's process, where it had to be started.
    Opened {
        /// The guide.
        guide: String,
        /// How it went.
        outcome: Result<Option<Child>, String>,
    },
}

/// What came of a look.
#[derive(Debug, Clone, PartialEq)]
pub struct Look {
    /// What was decided.
    pub decision: Decision,
    /// When to look next.
    pub next: Duration,
}

/// While a break goes on its end is looked for more often: it ends when its session is saved.
const LOOK_WHILE_GOING: Duration = Duration::from_secs(5);
/// What is remembered is written at least this often, so that a crash loses little; and at once, when something happens.
const WRITE_EVERY: SignedDuration = SignedDuration::from_secs(60);
/// The sessions that `plan` wants to know of: of today and yesterday, in any zone.
const DONE_SINCE: SignedDuration = SignedDuration::from_hours(72);

/// A reminder at work in one session of the desktop.
pub struct Watch {
    settings: Settings,
    who: String,
    words: Words,
    program: Arc<dyn Program>,
    idle: Sources,
    signals: Signals,
    notifier: Box<dyn Notifier>,
    events: mpsc::Sender<Event>,
    reminder: Reminder,
    plan_file: Watched,
    sessions: [Watched; 2],
    done: Vec<Done>,
    on_screen: Option<((String, Timestamp), OnScreen)>,
    /// By what they are about, so that the newest counts.
    problems: BTreeMap<&'static str, String>,
    /// The last line of the log.
    said: String,
    /// What the file holds of this reminder, and when it was written.
    written: Option<(Timestamp, Now)>,
    /// Servers that "Start" started.
    servers: Vec<Child>,
}

/// A file that is read again when it changed.
#[derive(Debug)]
struct Watched {
    path: PathBuf,
    seen: Option<Seen>,
}

/// What tells one state of a file from another.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Seen(Option<(u64, Option<SystemTime>, u64)>);

impl Watched {
    fn new(path: PathBuf) -> Self {
        Self { path, seen: None }
    }

    /// Whether it changed since it was last asked; the first time, it did.
    fn changed(&mut self) -> bool {
        let about = fs::metadata(&self.path).ok();
        #[cfg(unix)]
        let number = |about: &fs::Metadata| std::os::unix::fs::MetadataExt::ino(about);
        #[cfg(not(unix))]
        let number = |_: &fs::Metadata| 0;
        let now = Seen(about.map(|about| (about.len(), about.modified().ok(), number(&about))));
        let changed = self.seen.as_ref() != Some(&now);
        self.seen = Some(now);
        changed
    }
}

/// All that a watch asks and shows.
pub struct Desktop {
    /// How long nothing was touched.
    pub idle: Sources,
    /// What speaks against a nudge.
    pub signals: Signals,
    /// What shows it.
    pub notifier: Box<dyn Notifier>,
}

impl Watch {
    /// For the session `who`. What happens between two looks is sent to `events`, and has to be given to
    /// [`Watch::take`].
    pub fn new(
        settings: Settings,
        who: &str,
        words: Words,
        program: Arc<dyn Program>,
        desktop: Desktop,
        events: mpsc::Sender<Event>,
    ) -> Self {
        let (state, problem) = State::read(&settings.data);
        let (memory, forgotten) = state.memory();
        let problems = problem.or(forgotten).map(|why| ("memory", why));
        Self {
            who: who.to_owned(),
            words,
            program,
            idle: desktop.idle,
            signals: desktop.signals,
            notifier: desktop.notifier,
            events,
            reminder: Reminder::new(who, Plan::default(), memory),
            plan_file: Watched::new(settings.data.join("plan.toml")),
            // SQLite writes into the second first.
            sessions: ["sessions.sqlite", "sessions.sqlite-wal"].map(|name| Watched::new(settings.data.join(name))),
            done: Vec::new(),
            on_screen: None,
            problems: problems.into_iter().collect(),
            said: String::new(),
            written: None,
            servers: Vec::new(),
            settings,
        }
    }

    /// Looks, decides, shows.
    pub async fn look(&mut self, now: &Zoned) -> Look {
        self.servers
            .retain_mut(|server| !matches!(server.try_wait(), Ok(Some(_))));
        if self.plan_file.changed() {
            self.replan();
        }
        self.ask_what_is_done(now).await;
        let at = now.timestamp();
        let idle = self.idle.idle(at).await;
        let mut hindrances = self.signals.away().await;
        // Nobody is asked about calls and films while nothing is due, nor through the night while these are quiet hours.
        self.remember_what_others_wrote();
        let expected = self.reminder.clone().decide(&Moment {
            now: now.clone(),
            idle,
            hindrances: &hindrances,
            done: &self.done,
        });
        if matches!(expected, Decision::Nudge { .. }) {
            hindrances.extend(self.signals.others(at).await);
        }
        let folder = self.settings.data.clone();
        let decided = alone(&folder, || self.decide(now, idle, &hindrances));
        let decision = match decided {
            Ok(decision) => decision,
            Err(error) => {
                self.problems
                    .insert("memory", format!("can't write into {}: {error}", folder.display()));
                self.decide_alone(now, idle, &hindrances)
            }
        };
        self.show(&decision).await;
        self.say(&decision);
        let next = self.next(now, &decision);
        Look { decision, next }
    }

    /// Takes what happened. Look again afterwards.
    pub async fn take(&mut self, event: Event, now: &Zoned) {
        match event {
            Event::Reply { key, reply } => self.take_reply(&key, reply, now),
            Event::Opened { guide, outcome } => match outcome {
                Ok(server) => {
                    self.problems.remove("page");
                    self.servers.extend(server);
                }
                Err(why) => {
                    let address = page::address(self.settings.port, &guide);
                    log(&format!("the page could not be opened: {why}"));
                    self.notifier.say(
                        self.program.title(&guide, self.words.language).await,
                        format!("{} {address}", self.words.not_opened),
                    );
                    self.problems.insert("page", why);
                }
            },
        }
    }

    fn take_reply(&mut self, key: &(String, Timestamp), reply: Reply, now: &Zoned) {
        if self.on_screen.as_ref().is_none_or(|(shown, _)| shown != key) {
            return;
        }
        self.on_screen = None;
        let choice = match reply {
            Reply::Chosen(choice) => choice,
            // The next look shows it again.
            Reply::Lost => return,
            Reply::NotShown(why) => {
                if self.problems.get("notification") != Some(&why) {
                    log(&format!("the notification could not be shown: {why}"));
                }
                self.problems.insert("notification", why);
                return;
            }
        };
        self.problems.remove("notification");
        let folder = self.settings.data.clone();
        let taken = alone(&folder, || {
            self.remember_what_others_wrote();
            let taken = self.reminder.choose(choice, now);
            self.write(now, None);
            taken
        });
        if !taken.unwrap_or(false) {
            return;
        }
        let guide = key.0.clone();
        log(match choice {
            Choice::Start => "start",
            Choice::Later => "in 5 minutes",
            Choice::Skip => "skipped",
        });
        if choice == Choice::Start {
            self.open(guide);
        }
    }

    /// Opens the page, on a thread that may wait for the server.
    fn open(&self, guide: String) {
        let (program, events, port) = (Arc::clone(&self.program), self.events.clone(), self.settings.port);
        tokio::task::spawn_blocking(move || {
            let outcome = page::open(program.as_ref(), port, &guide);
            // Whoever does not listen any more has ended.
            let _ = events.blocking_send(Event::Opened { guide, outcome });
        });
    }

    /// Writes what is to be kept, and takes this reminder off the list of those that run.
    pub fn end(mut self, now: &Zoned) {
        self.on_screen = None;
        let folder = self.settings.data.clone();
        let ended = alone(&folder, || {
            let (mut state, _) = State::read(&folder);
            if state.reminders.len() <= 1 {
                state.remember(self.reminder.memory());
            }
            state.reminders.remove(&self.who);
            state.write(&folder)
        });
        if let Err(error) | Ok(Err(error)) = ended {
            log(&format!("can't write into {} at {now}: {error}", folder.display()));
        }
    }

    /// Under the lock of all reminders of this person.
    fn decide(&mut self, now: &Zoned, idle: plan::Idle, hindrances: &[plan::Hindrance]) -> Decision {
        self.remember_what_others_wrote();
        let decision = self.decide_alone(now, idle, hindrances);
        self.write(now, Some(&decision));
        decision
    }

    fn decide_alone(&mut self, now: &Zoned, idle: plan::Idle, hindrances: &[plan::Hindrance]) -> Decision {
        let moment = Moment {
            now: now.clone(),
            idle,
            hindrances,
            done: &self.done,
        };
        self.reminder.decide(&moment)
    }

    fn remember_what_others_wrote(&mut self) {
        let (state, _) = State::read(&self.settings.data);
        // Alone, it knows better than the file, which is not written at every look.
        if state.reminders.keys().any(|who| *who != self.who) {
            self.reminder.remember(state.memory().0);
        }
    }

    fn write(&mut self, now: &Zoned, decision: Option<&Decision>) {
        let at = now.timestamp();
        let (mut state, _) = State::read(&self.settings.data);
        let is_shared = state.reminders.keys().any(|who| *who != self.who);
        let what = decision.map(Now::from);
        let is_old = self.written.as_ref().is_none_or(|(written, before)| {
            let since = at.duration_since(*written);
            since >= WRITE_EVERY || since.is_negative() || what.as_ref() != Some(before)
        });
        if !is_shared && !is_old {
            return;
        }
        // Those that were killed are taken off the list.
        let folder = &self.settings.data;
        state
            .reminders
            .retain(|who, _| *who == self.who || crate::is_running(folder, who).is_some());
        state.remember(self.reminder.memory());
        let what = what.or_else(|| self.written.as_ref().map(|(_, what)| what.clone()));
        let what = what.unwrap_or(Now::Wait { until: None });
        state.reminders.insert(
            self.who.clone(),
            Running {
                process: std::process::id(),
                looked_at: at,
                idle_source: self.idle.chosen().map(str::to_owned),
                now: what.clone(),
                problems: self.problems.values().cloned().collect(),
            },
        );
        match state.write(&self.settings.data) {
            Ok(()) => self.written = decision.map(|_| (at, what)),
            Err(error) => {
                let folder = self.settings.data.display();
                self.problems
                    .insert("memory", format!("can't write into {folder}: {error}"));
            }
        }
    }

    /// Reads the plan again. With mistakes in it the last good one goes on.
    fn replan(&mut self) {
        match read_plan(&self.plan_file.path) {
            Ok(plan) => {
                self.problems.remove("plan");
                self.reminder.replan(plan);
            }
            Err(why) => {
                log(&format!("the plan can't be used, and the one before goes on: {why}"));
                self.problems.insert("plan", why);
            }
        }
    }

    async fn ask_what_is_done(&mut self, now: &Zoned) {
        // Both: each has to be seen.
        let changed = self.sessions.each_mut().map(Watched::changed);
        if changed == [false; 2] {
            return;
        }
        let since = now.timestamp().checked_sub(DONE_SINCE).unwrap_or(Timestamp::MIN);
        match self.program.done(since).await {
            Ok(done) => {
                self.problems.remove("sessions");
                self.done = done;
                // Reading may have touched the files.
                let _ = self.sessions.each_mut().map(Watched::changed);
            }
            Err(why) => {
                if self.problems.get("sessions") != Some(&why) {
                    log(&format!("the sessions can't be read: {why}"));
                }
                self.problems.insert("sessions", why);
            }
        }
    }

    /// Puts on the screen what was decided, and takes away what has no place there.
    async fn show(&mut self, decision: &Decision) {
        let Decision::Nudge {
            guide,
            since,
            may_be_put_off,
        } = decision
        else {
            self.on_screen = None;
            return;
        };
        let key = (guide.clone(), *since);
        if self.on_screen.as_ref().is_some_and(|(shown, _)| *shown == key) {
            return;
        }
        // The one before goes first: two would be one too many.
        self.on_screen = None;
        let nudge = Nudge {
            title: self.program.title(guide, self.words.language).await,
            address: page::address(self.settings.port, guide),
            may_be_put_off: *may_be_put_off,
            words: self.words,
            key: key.clone(),
        };
        self.on_screen = Some((key, self.notifier.show(nudge, self.events.clone())));
    }

    /// One line in the log for each thing that happens.
    fn say(&mut self, decision: &Decision) {
        let line = match decision {
            Decision::Wait { .. } | Decision::Withdraw => "waiting".to_owned(),
            Decision::PutOff { guide, why, .. } => {
                let why: Vec<_> = why.iter().map(|why| why.text()).collect();
                format!("{guide} is put off: {}", why.join(", "))
            }
            Decision::Nudge { guide, .. } => format!("nudge: {guide}"),
            Decision::Going { guide, .. } => format!("{guide} goes on until its session is saved"),
        };
        if line != self.said && !(line == "waiting" && self.said.is_empty()) {
            log(&line);
        }
        self.said = line;
    }

    fn next(&self, now: &Zoned, decision: &Decision) -> Duration {
        let usual = Duration::try_from(LOOK_EVERY).unwrap_or(Duration::from_secs(20));
        match decision {
            Decision::Going { .. } => LOOK_WHILE_GOING,
            // What comes instead is known at the next look.
            Decision::Withdraw => Duration::from_secs(1),
            Decision::Wait { until: Some(until) } => {
                let left = until.timestamp().duration_since(now.timestamp());
                let left = Duration::try_from(left).unwrap_or(Duration::ZERO);
                // Not at once again: a moment that has passed by a hair must not be asked for in a circle.
                left.clamp(Duration::from_secs(1), usual)
            }
            _ => usual,
        }
    }
}

/// The plan in this file; an empty one where there is none.
///
/// # Errors
/// In words: all its mistakes, or why it can't be read.
pub(crate) fn read_plan(path: &Path) -> Result<Plan, String> {
    match fs::read_to_string(path) {
        Ok(text) => Plan::read(&text).map_err(|mistakes| format!("{}: {mistakes}", path.display())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Plan::default()),
        Err(error) => Err(format!("can't read {}: {error}", path.display())),
    }
}

/// One line for whoever looks into the journal.
pub(crate) fn log(line: &str) {
    // Whoever reads it may have gone.
    let _ = std::io::Write::write_fmt(&mut std::io::stderr(), format_args!("unhunch remind: {line}\n"));
}
