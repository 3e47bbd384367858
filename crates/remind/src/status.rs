//! `unhunch remind --status`: what works on this desktop, asked now; and what the reminder does, as it wrote down.
//!
//! Must not know: a terminal.

use std::fmt::Write;

use serde::Serialize;

use crate::idle::{self, Sources};
use crate::lock::is_running;
use crate::nudge::{self, Notifier};
use crate::run::Settings;
use crate::signal::{self, Signals};
use crate::state::{Now, Running, State};
use crate::watch::read_plan;
use crate::who::this_session;

/// What can be said of the reminder in this session of the desktop.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Status {
    /// The session: `desk/wayland-0`.
    pub session: String,
    /// Process of the reminder that runs in it.
    pub process: Option<u32>,
    /// What it does, as it wrote down.
    pub running: Option<Running>,
    /// The other sessions of this person in which one runs.
    pub elsewhere: Vec<String>,
    /// What the plan says.
    pub plan: PlanStatus,
    /// The source of idleness that is used: the first that works.
    pub idle_source: Option<String>,
    /// Every source, asked now.
    pub idle: Vec<idle::Told>,
    /// Every signal, asked now.
    pub signals: Vec<signal::Told>,
    /// The desktop's notifications.
    pub notifications: nudge::About,
}

/// What the plan says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlanStatus {
    /// Its file.
    pub file: String,
    /// How many guides are in it.
    pub breaks: usize,
    /// Why it can't be used.
    pub problem: Option<String>,
    /// Whether a break in it needs to know when somebody is at the desk.
    pub needs_idle: bool,
}

/// Asks everything now.
///
/// # Errors
/// When the system gives no runtime.
pub fn status(settings: &Settings) -> std::io::Result<Status> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let status = runtime.block_on(ask(settings));
    runtime.shutdown_background();
    Ok(status)
}

async fn ask(settings: &Settings) -> Status {
    let session = this_session();
    let (mut state, _) = State::read(&settings.data);
    let process = is_running(&settings.data, &session);
    let running = state.reminders.remove(&session).filter(|_| process.is_some());
    let mut elsewhere: Vec<String> = state.reminders.into_keys().collect();
    elsewhere.retain(|who| is_running(&settings.data, who).is_some());
    let file = settings.data.join("plan.toml");
    let plan = read_plan(&file);
    let breaks = plan.as_ref().map(|plan| plan.breaks.clone()).unwrap_or_default();
    let idle = Sources::of_this_system().ask_all().await;
    Status {
        session,
        process,
        running,
        elsewhere,
        plan: PlanStatus {
            file: file.display().to_string(),
            breaks: breaks.len(),
            needs_idle: breaks.iter().any(|planned| planned.cadence.often.times().is_none()),
            problem: plan.err(),
        },
        idle_source: idle
            .iter()
            .find(|told| told.idle_s.is_some())
            .map(|told| told.source.clone()),
        idle,
        signals: Signals::of_this_system().ask_all().await,
        notifications: nudge::Desktop::new().about().await,
    }
}

impl Status {
    /// For a person.
    pub fn text(&self) -> String {
        let mut text = String::new();
        self.write(&mut text).expect("a String takes everything");
        text
    }

    fn write(&self, out: &mut String) -> std::fmt::Result {
        match (self.process, &self.running) {
            (Some(process), running) => {
                writeln!(out, "reminder       runs in this session (process {process})")?;
                if let Some(running) = running {
                    writeln!(out, "now            {}", now_in_words(&running.now))?;
                    for problem in &running.problems {
                        writeln!(out, "               problem: {problem}")?;
                    }
                }
            }
            (None, _) => writeln!(
                out,
                "reminder       does not run in this session; unhunch remind --install starts it with each session"
            )?,
        }
        for session in &self.elsewhere {
            writeln!(out, "               one runs in the session {session}")?;
        }
        let plan = &self.plan;
        match (&plan.problem, plan.breaks) {
            (Some(problem), _) => writeln!(out, "plan           can't be used: {problem}")?,
            (None, 0) => writeln!(
                out,
                "plan           empty; unhunch plan add upper-back puts a guide in it"
            )?,
            (None, 1) => writeln!(out, "plan           1 guide ({})", plan.file)?,
            (None, breaks) => writeln!(out, "plan           {breaks} guides ({})", plan.file)?,
        }
        match &self.idle_source {
            Some(source) => writeln!(out, "idle           {source}")?,
            None if plan.needs_idle => writeln!(
                out,
                "idle           not supported: on this desktop; all time counts as time at the desk while the screen is not locked"
            )?,
            None => writeln!(out, "idle           not supported: on this desktop")?,
        }
        for told in &self.idle {
            match (&told.idle_s, &told.why) {
                (Some(0), _) => writeln!(out, "               {}: works, somebody is there", told.source)?,
                (Some(seconds), _) => {
                    writeln!(out, "               {}: works, untouched for {seconds} s", told.source)?
                }
                (None, why) => {
                    let why = why.as_deref().unwrap_or("does not tell");
                    writeln!(out, "               {}: {why}", told.source)?;
                }
            }
        }
        for told in &self.signals {
            let hindrances = told.hindrances.join(", ");
            match told.answer.as_str() {
                "hindered" => writeln!(out, "{:<15}{hindrances} ({})", told.signal, told.by)?,
                "clear" => writeln!(out, "{:<15}nothing speaks against a nudge ({})", told.signal, told.by)?,
                _ => writeln!(out, "{:<15}does not tell: {}", told.signal, told.by)?,
            }
        }
        let notifications = &self.notifications;
        if let Some(server) = &notifications.server {
            let buttons = if notifications.buttons {
                "with buttons"
            } else {
                "without buttons"
            };
            writeln!(out, "notifications  {server}, {buttons}")?;
        }
        match (&notifications.problem, &notifications.server) {
            (Some(problem), Some(_)) => writeln!(out, "               {problem}"),
            (Some(problem), None) => writeln!(out, "notifications  {problem}"),
            (None, _) => Ok(()),
        }
    }
}

/// `put off since 10:20: the microphone is in use (upper-back)`.
fn now_in_words(now: &Now) -> String {
    let clock = |at: &jiff::Timestamp| {
        let at = at.to_zoned(jiff::tz::TimeZone::system());
        at.strftime("%H:%M").to_string()
    };
    match now {
        Now::Wait { until: Some(until) } => format!("next nudge {} at the earliest", until.strftime("%A %H:%M")),
        Now::Wait { until: None } => "no nudge is planned".to_owned(),
        Now::PutOff { guide, why, since } => {
            format!("{guide} is put off since {}: {}", clock(since), why.join(", "))
        }
        Now::Nudge { guide, since } => format!("the nudge for {guide} waits for an answer since {}", clock(since)),
        Now::Going { guide, since } => {
            format!("{guide} goes on since {}, until its session is saved", clock(since))
        }
    }
}
