//! What is remembered over a restart, by two sessions at once, and when it can't be read.

use insta::assert_snapshot;
use jiff::SignedDuration;
use plan::{Choice, Decision, Forgotten, Hindrance, Idle, LOOK_EVERY, Memory, Moment, Reminder};

use super::world::{World, plan, told};

#[test]
fn a_restart_goes_on_where_it_was() {
    let mut day = World::new("9:00", &["back: every 30 min at the desk", "neck: at 9:50"]);
    assert_snapshot!(day.play("
        9:20 restart
        9:31 restart
        9:32 later
        9:33 restart
        9:38 start
        9:39 restart
        9:41 did back
        9:52 skip
        9:53 restart
        10:08 end
    "), @"
    9:00:00 wait
    9:20:00 - restart
    9:20:00 wait
    9:30:00 NUDGE back
    9:31:00 - restart
    9:31:00 NUDGE back
    9:32:00 - later
    9:32:00 wait
    9:33:00 - restart
    9:33:00 wait
    9:37:00 NUDGE back
    9:38:00 - start
    9:38:00 going back
    9:39:00 - restart
    9:39:00 going back
    9:41:00 - did back
    9:41:00 wait
    9:50:00 NUDGE neck
    9:52:00 - skip
    9:52:00 wait
    9:53:00 - restart
    9:53:00 wait
    10:08:00 - end
    ");
}

#[test]
fn what_was_due_before_it_ever_ran_is_not_asked_for() {
    let mut day = World::new("14:00", &["back: at 9:00, 13:00, 15:00"]);
    assert_snapshot!(day.play("
        15:01 skip
        16:00 end
    "), @"
    14:00:00 wait
    15:00:00 NUDGE back
    15:01:00 - skip
    15:01:00 wait
    16:00:00 - end
    ");
}

#[test]
fn a_memory_that_can_not_be_read_begins_anew_and_says_why() {
    let why = |text: &str| {
        let (memory, forgotten) = Memory::read(text);
        assert!(forgotten.is_none() || memory == Memory::default());
        forgotten.map(|forgotten| forgotten.to_string())
    };
    let written = World::new("9:00", &["back: once a day"]).reminder.memory().write();
    assert_eq!(why(&written), None);
    assert!(matches!(Memory::read("").1, Some(Forgotten::Damaged(_))));
    assert!(matches!(
        Memory::read(&written[..written.len() - 2]).1,
        Some(Forgotten::Damaged(_))
    ));
    assert!(matches!(
        Memory::read("{\"version\":1,\"talk\":{\"kind\":\"sings\"}}").1,
        Some(Forgotten::Damaged(_))
    ));
    assert_eq!(
        why("{\"version\": 7, \"anything\": [1]}").unwrap(),
        "a newer unhunch wrote what the reminder remembered (form 7); this one begins anew"
    );
    // Any memory that can be read can be gone on with.
    let text = "{\"version\":1,\"active_at\":\"9999-12-30T00:00:00Z\",\"nudged_at\":\"-009999-01-02T01:59:59Z\",\"breaks\":{}}";
    let (memory, forgotten) = Memory::read(text);
    assert_eq!(forgotten, None);
    let mut day = World::new("9:00", &["back: every 30 min at the desk"]);
    day.reminder.remember(memory);
    assert_snapshot!(day.play("9:31 end"), @"
    9:00:00 wait
    9:30:00 NUDGE back
    9:31:00 - end
    ");
}

/// Two sessions of one person, who share what is remembered as two programs do: read, decide, write.
struct Two {
    shared: String,
    reminders: [Reminder; 2],
    day: World,
}

impl Two {
    fn new(time: &str, lines: &[&str]) -> Self {
        let reminder = |who: &str| Reminder::new(who, plan(lines), Memory::default());
        Self {
            shared: Memory::default().write(),
            reminders: [reminder("one"), reminder("two")],
            day: World::new(time, lines),
        }
    }

    /// The person is at session `at`, or at none; what each of both says.
    fn look(&mut self, at: Option<usize>) -> [Decision; 2] {
        self.day.go_on(LOOK_EVERY);
        [0, 1].map(|place| {
            let (idle, hindrances): (Idle, &[Hindrance]) = match at == Some(place) {
                true => (Idle::For(SignedDuration::ZERO), &[]),
                false => (Idle::For(SignedDuration::from_hours(1)), &[Hindrance::NotInFront]),
            };
            let moment = Moment {
                now: self.day.wall(),
                idle,
                hindrances,
                done: &[],
            };
            self.with(place, |reminder| reminder.decide(&moment))
        })
    }

    fn with<T>(&mut self, place: usize, act: impl FnOnce(&mut Reminder) -> T) -> T {
        let reminder = &mut self.reminders[place];
        reminder.remember(Memory::read(&self.shared).0);
        let outcome = act(reminder);
        self.shared = reminder.memory().write();
        outcome
    }

    fn watch(&mut self, at: Option<usize>, minutes: i64) -> String {
        let mut transcript = String::new();
        let mut last = String::new();
        for _ in 0..minutes * 3 {
            let [one, two] = self.look(at).map(|decision| told(&decision));
            let line = format!("{one} | {two}");
            if line != last {
                transcript += &format!("{} {line}\n", self.day.wall().strftime("%-H:%M:%S"));
            }
            last = line;
        }
        transcript
    }
}

#[test]
fn two_sessions_of_one_person_count_together_and_one_nudges() {
    let mut two = Two::new("9:00", &["back: every 30 min at the desk"]);
    assert_snapshot!(two.watch(Some(0), 20), @"9:00:20 wait | wait");
    assert_snapshot!(two.watch(Some(1), 12), @"
    9:20:20 wait | wait
    9:30:20 wait | NUDGE back
    ");
    let now = two.day.wall();
    assert!(
        !two.with(0, |reminder| reminder.choose(Choice::Skip, &now)),
        "the other one shows it"
    );
    // The person changes over: the nudge goes with them.
    assert_snapshot!(two.watch(Some(0), 12), @"
    9:32:20 wait | withdraw
    9:32:40 wait | put off back: another session of this computer is in front
    9:35:20 NUDGE back | wait
    ");
    let now = two.day.wall();
    assert!(two.with(0, |reminder| reminder.choose(Choice::Start, &now)));
    assert_snapshot!(two.watch(Some(0), 1), @"9:44:20 going back | going back");
}

#[test]
fn a_session_that_ended_leaves_its_nudge_to_the_other() {
    let mut two = Two::new("9:00", &["back: at 9:01"]);
    two.watch(Some(0), 2);
    let (mut said, mut looks) = (String::new(), 0);
    while !said.starts_with("NUDGE") {
        // The first one looks no more.
        two.day.go_on(LOOK_EVERY);
        let moment = Moment {
            now: two.day.wall(),
            idle: Idle::For(SignedDuration::ZERO),
            hindrances: &[],
            done: &[],
        };
        said = told(&two.with(1, |reminder| reminder.decide(&moment)));
        looks += 1;
        assert!(looks < 20, "{said}");
    }
    assert!(looks > 5, "not while the first one may still be there: {looks}");
}
