//! Whole looks with a made-up desktop and a clock that is an argument: what is on the screen when, and what is kept.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp, Zoned};
use plan::{Choice, Decision, Done, Hindrance};
use remind::idle::{IdleSource, Sources};
use remind::nudge::{About, EVENTS, Notifier, Nudge, OnScreen, Reply};
use remind::signal::{Answer, Signal, Signals};
use remind::state::{Now, State};
use remind::{Asked, Desktop, Event, Program, Settings, Watch, Words};
use tempfile::TempDir;
use tokio::sync::{mpsc, oneshot};

const PLAN: &str = "[[break]]\nguide = \"upper-back\"\noften = \"every 5 min at the desk\"\n";

/// What the made-up desktop says and was told.
#[derive(Default)]
struct Said {
    idle_s: Mutex<u64>,
    away: Mutex<Vec<Hindrance>>,
    others: Mutex<Vec<Hindrance>>,
    /// How often it was asked about calls and films.
    asked_others: AtomicU32,
    shown: Mutex<Vec<Nudge>>,
    /// Hears when the nudge on the screen goes.
    close: Mutex<Option<oneshot::Receiver<()>>>,
    said: Mutex<Vec<String>>,
    done: Mutex<Vec<Done>>,
    opened: Mutex<Vec<String>>,
}

impl Said {
    /// Whether a nudge is on the screen.
    fn is_shown(&self) -> bool {
        let mut close = self.close.lock().unwrap();
        let gone = close
            .as_mut()
            .is_none_or(|close| !matches!(close.try_recv(), Err(oneshot::error::TryRecvError::Empty)));
        !gone
    }
}

struct Idle(Arc<Said>);

impl IdleSource for Idle {
    fn name(&self) -> &'static str {
        "made up"
    }

    fn ask(&mut self) -> Asked<'_, Result<Duration, String>> {
        let idle = *self.0.idle_s.lock().unwrap();
        Box::pin(async move { Ok(Duration::from_secs(idle)) })
    }
}

struct Away(Arc<Said>);
struct Others(Arc<Said>);

fn answer(why: Vec<Hindrance>) -> Answer {
    let by = "made up".to_owned();
    match why.is_empty() {
        true => Answer::Clear { by },
        false => Answer::Hindered { why, by },
    }
}

impl Signal for Away {
    fn name(&self) -> &'static str {
        "away"
    }

    fn ask(&mut self) -> Asked<'_, Answer> {
        let why = self.0.away.lock().unwrap().clone();
        Box::pin(async move { answer(why) })
    }
}

impl Signal for Others {
    fn name(&self) -> &'static str {
        "others"
    }

    fn ask(&mut self) -> Asked<'_, Answer> {
        self.0.asked_others.fetch_add(1, Ordering::SeqCst);
        let why = self.0.others.lock().unwrap().clone();
        Box::pin(async move { answer(why) })
    }
}

struct Screen(Arc<Said>);

impl Notifier for Screen {
    fn show(&mut self, nudge: Nudge, _: mpsc::Sender<Event>) -> OnScreen {
        let (on_screen, close) = OnScreen::new();
        self.0.shown.lock().unwrap().push(nudge);
        *self.0.close.lock().unwrap() = Some(close);
        on_screen
    }

    fn say(&mut self, summary: String, body: String) {
        self.0.said.lock().unwrap().push(format!("{summary}: {body}"));
    }

    fn about(&mut self) -> Asked<'_, About> {
        unreachable!("a look does not ask")
    }
}

struct House(Arc<Said>);

impl Program for House {
    fn title<'a>(&'a self, name: &'a str, language: &'a str) -> Asked<'a, String> {
        Box::pin(async move { format!("{name} ({language})") })
    }

    fn done(&self, since: Timestamp) -> Asked<'_, Result<Vec<Done>, String>> {
        let done = self.0.done.lock().unwrap().clone();
        Box::pin(async move { Ok(done.into_iter().filter(|done| done.at >= since).collect()) })
    }

    fn open(&self, address: &str) -> std::io::Result<()> {
        self.0.opened.lock().unwrap().push(address.to_owned());
        Ok(())
    }

    fn server(&self) -> Command {
        Command::new("/nowhere/unhunch")
    }
}

/// A reminder before the made-up desktop.
struct World {
    folder: Arc<TempDir>,
    said: Arc<Said>,
    watch: Watch,
    events: mpsc::Receiver<Event>,
    now: Zoned,
}

impl World {
    fn new(port: u16) -> Self {
        let folder = Arc::new(tempfile::tempdir().unwrap());
        std::fs::write(folder.path().join("plan.toml"), PLAN).unwrap();
        Self::beside(folder, "desk/_0", port, "2026-11-30T09:00[UTC]".parse().unwrap())
    }

    fn beside(folder: Arc<TempDir>, who: &str, port: u16, now: Zoned) -> Self {
        let said = Arc::new(Said::default());
        let (sender, events) = mpsc::channel(EVENTS);
        let desktop = Desktop {
            idle: Sources::new(vec![Box::new(Idle(Arc::clone(&said)))]),
            signals: Signals::new(
                vec![Box::new(Away(Arc::clone(&said)))],
                vec![Box::new(Others(Arc::clone(&said)))],
            ),
            notifier: Box::new(Screen(Arc::clone(&said))),
        };
        let settings = Settings {
            data: folder.path().to_owned(),
            port,
        };
        let program = Arc::new(House(Arc::clone(&said)));
        let watch = Watch::new(settings, who, Words::of("en"), program, desktop, sender);
        Self {
            folder,
            said,
            watch,
            events,
            now,
        }
    }

    fn pass(&mut self, seconds: i64) {
        self.now = &self.now + SignedDuration::from_secs(seconds);
    }

    async fn look(&mut self) -> Decision {
        self.watch.look(&self.now).await.decision
    }

    /// Looks every twenty seconds; the last decision.
    async fn for_minutes(&mut self, minutes: i64) -> Decision {
        let mut decision = self.look().await;
        for _ in 0..minutes * 3 {
            self.pass(20);
            decision = self.look().await;
        }
        decision
    }

    async fn choose(&mut self, choice: Choice) {
        let key = self.said.shown.lock().unwrap().last().unwrap().key.clone();
        let reply = Reply::Chosen(choice);
        self.watch.take(Event::Reply { key, reply }, &self.now).await;
    }

    fn kept(&self) -> State {
        let (state, problem) = State::read(self.folder.path());
        assert_eq!(problem, None);
        state
    }
}

#[tokio::test]
async fn after_the_planned_time_at_the_desk_there_is_one_nudge() {
    let mut world = World::new(1);
    assert!(matches!(world.for_minutes(4).await, Decision::Wait { until: Some(_) }));
    assert!(!world.said.is_shown());
    assert_eq!(
        world.said.asked_others.load(Ordering::SeqCst),
        0,
        "nobody is asked while nothing is due"
    );
    assert!(matches!(world.for_minutes(2).await, Decision::Nudge { .. }));
    assert!(world.said.is_shown());
    let shown = world.said.shown.lock().unwrap().clone();
    assert_eq!(shown.len(), 1, "the same nudge is shown once");
    assert_eq!(shown[0].title, "upper-back (en)");
    assert_eq!(shown[0].address, "http://127.0.0.1:1/guides/upper-back?from=reminder");
    let Some(running) = world.kept().reminders.remove("desk/_0") else {
        panic!("it is written down");
    };
    assert!(matches!(running.now, Now::Nudge { .. }));
    assert_eq!(running.idle_source.as_deref(), Some("made up"));
}

#[tokio::test]
async fn in_a_meeting_it_is_put_off_with_the_reason_and_comes_afterwards() {
    let mut world = World::new(1);
    *world.said.others.lock().unwrap() = vec![Hindrance::MicrophoneInUse];
    assert!(matches!(world.for_minutes(10).await, Decision::PutOff { .. }));
    assert_eq!(world.said.shown.lock().unwrap().len(), 0);
    let asked = world.said.asked_others.load(Ordering::SeqCst);
    assert!(asked <= 12, "asked once in half a minute, not at every look: {asked}");
    let Some(Now::PutOff { why, guide, .. }) = world.kept().reminders.remove("desk/_0").map(|running| running.now)
    else {
        panic!("the reason is written down");
    };
    assert_eq!(
        (guide.as_str(), why),
        ("upper-back", vec!["the microphone is in use".to_owned()])
    );
    world.said.others.lock().unwrap().clear();
    assert!(matches!(world.for_minutes(1).await, Decision::Nudge { .. }));
    // A call that begins while it waits takes it away.
    *world.said.others.lock().unwrap() = vec![Hindrance::CameraInUse];
    world.for_minutes(1).await;
    assert!(!world.said.is_shown());
}

#[tokio::test]
async fn closing_it_means_later_and_skip_means_not_this_time() {
    let mut world = World::new(1);
    world.for_minutes(6).await;
    // What the desktop says when a notification is closed.
    world.choose(Choice::Later).await;
    assert!(matches!(world.look().await, Decision::Wait { .. }));
    assert!(!world.said.is_shown());
    world.for_minutes(4).await;
    assert_eq!(world.said.shown.lock().unwrap().len(), 1);
    world.for_minutes(2).await;
    assert_eq!(world.said.shown.lock().unwrap().len(), 2, "five minutes later");
    world.choose(Choice::Skip).await;
    world.for_minutes(4).await;
    assert_eq!(world.said.shown.lock().unwrap().len(), 2);
    world.for_minutes(2).await;
    assert_eq!(world.said.shown.lock().unwrap().len(), 3, "the count began anew");
}

#[tokio::test]
async fn an_answer_to_a_nudge_that_is_gone_is_no_answer() {
    let mut world = World::new(1);
    world.for_minutes(6).await;
    *world.said.away.lock().unwrap() = vec![Hindrance::Locked];
    world.for_minutes(1).await;
    assert!(!world.said.is_shown(), "nobody is there");
    world.choose(Choice::Start).await;
    assert!(!matches!(world.look().await, Decision::Going { .. }));
    assert!(world.said.opened.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_nudge_that_the_desktop_loses_is_shown_again() {
    let mut world = World::new(1);
    world.for_minutes(6).await;
    let key = world.said.shown.lock().unwrap()[0].key.clone();
    let reply = Reply::Lost;
    world.watch.take(Event::Reply { key, reply }, &world.now.clone()).await;
    world.pass(20);
    world.look().await;
    assert_eq!(world.said.shown.lock().unwrap().len(), 2);
}

/// Answers as the page's server does.
fn server() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let _ = stream.read(&mut [0; 1024]);
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n{\"version\":\"0\",\"data_folder\":\"/d\"}");
        }
    });
    port
}

#[tokio::test]
async fn start_opens_the_page_and_the_break_ends_when_its_session_is_saved() {
    let port = server();
    let mut world = World::new(port);
    world.for_minutes(6).await;
    world.choose(Choice::Start).await;
    let opened = world.events.recv().await.unwrap();
    world.watch.take(opened, &world.now.clone()).await;
    assert_eq!(
        *world.said.opened.lock().unwrap(),
        [format!("http://127.0.0.1:{port}/guides/upper-back?from=reminder")]
    );
    assert!(
        matches!(world.for_minutes(8).await, Decision::Going { .. }),
        "not by the clock"
    );
    // Another guide is no end of it.
    let at = world.now.timestamp();
    let done = |guide: &str| Done {
        guide: guide.to_owned(),
        at,
    };
    world.said.done.lock().unwrap().push(done("neck"));
    std::fs::write(world.folder.path().join("sessions.sqlite"), "1").unwrap();
    assert!(matches!(world.look().await, Decision::Going { .. }));
    world.said.done.lock().unwrap().push(done("upper-back"));
    std::fs::write(world.folder.path().join("sessions.sqlite-wal"), "12").unwrap();
    world.pass(5);
    assert!(matches!(world.look().await, Decision::Wait { .. }));
    assert_eq!(world.said.shown.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn a_page_that_does_not_open_is_said_with_its_address() {
    let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let mut world = World::new(port);
    world.for_minutes(6).await;
    world.choose(Choice::Start).await;
    let opened = world.events.recv().await.unwrap();
    world.watch.take(opened, &world.now.clone()).await;
    let said = world.said.said.lock().unwrap().clone();
    assert_eq!(
        said,
        [format!(
            "upper-back (en): The page could not be opened. Open it yourself: http://127.0.0.1:{port}/guides/upper-back?from=reminder"
        )]
    );
}

#[tokio::test]
async fn a_plan_with_a_mistake_is_said_and_the_one_before_goes_on() {
    let mut world = World::new(1);
    world.for_minutes(2).await;
    std::fs::write(world.folder.path().join("plan.toml"), PLAN.replace("every", "evry")).unwrap();
    world.for_minutes(2).await;
    let problems = world.kept().reminders.remove("desk/_0").unwrap().problems;
    assert!(
        problems.len() == 1 && problems[0].contains("plan.toml: line 3"),
        "{problems:?}"
    );
    assert!(matches!(world.for_minutes(2).await, Decision::Nudge { .. }));
    // Without a break in it there is nothing to nudge for.
    std::fs::write(world.folder.path().join("plan.toml"), "").unwrap();
    world.for_minutes(1).await;
    assert!(!world.said.is_shown());
    assert_eq!(world.kept().reminders.remove("desk/_0").unwrap().problems, [""; 0]);
}

#[tokio::test]
async fn a_restart_goes_on_with_the_time_at_the_desk() {
    let mut world = World::new(1);
    world.for_minutes(4).await;
    let (folder, mut now) = (Arc::clone(&world.folder), world.now.clone());
    world.watch.end(&now);
    let (state, _) = State::read(folder.path());
    assert!(state.reminders.is_empty(), "it is off the list");
    now = &now + SignedDuration::from_secs(30);
    let mut world = World::beside(folder, "desk/_0", 1, now);
    assert!(matches!(world.for_minutes(1).await, Decision::Nudge { .. }));
}

#[tokio::test]
async fn two_sessions_of_one_person_share_the_count_and_the_one_in_front_speaks() {
    let mut first = World::new(1);
    // Both run: each has its place.
    let _places = ["desk/_0", "desk/_1"].map(|who| remind::Lock::take(first.folder.path(), who).unwrap());
    let mut second = World::beside(Arc::clone(&first.folder), "desk/_1", 1, first.now.clone());
    *second.said.away.lock().unwrap() = vec![Hindrance::NotInFront];
    for _ in 0..3 * 3 {
        first.look().await;
        second.look().await;
        first.pass(20);
        second.pass(20);
    }
    // The person goes over to the other session.
    std::mem::swap(
        &mut *first.said.away.lock().unwrap(),
        &mut *second.said.away.lock().unwrap(),
    );
    for _ in 0..3 * 3 {
        first.look().await;
        second.look().await;
        first.pass(20);
        second.pass(20);
    }
    assert!(!first.said.is_shown() && first.said.shown.lock().unwrap().is_empty());
    assert!(
        second.said.is_shown(),
        "three minutes there and three here are more than five"
    );
    assert_eq!(first.kept().reminders.len(), 2);
}
