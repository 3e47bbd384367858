//! What must hold on any day: never into quiet hours or a meeting, never two nudges within five minutes, never lost.

use jiff::{SignedDuration, Timestamp};
use plan::{Choice, Decision, Done, GIVEN_UP, Hindrance, LATER, LOOK_EVERY, Memory, Reminder};
use proptest::prelude::*;

use super::world::World;

/// Something that happens, and how many looks go by before the next does.
#[derive(Debug, Clone)]
enum Event {
    Away,
    Back,
    Begins(Hindrance),
    Ends,
    Answers(Choice),
    Did(&'static str),
    Restart,
    Sleeps(i64),
    Set(i64),
    Plan(usize),
}

const PLANS: [&[&str]; 5] = [
    &[
        "quiet: 22:00 to 7:00",
        "back: every 30 min at the desk",
        "neck: 5 times a day",
    ],
    &[
        "quiet: 12:00 to 13:00",
        "put_off: 10 min",
        "back: at 9:00, 9:03, 13:30",
        "neck: every 5 min at the desk",
    ],
    &[
        "back: 24 times a day on monday",
        "neck: once a day on tuesday",
        "chest: at 0:00, 23:59",
    ],
    &["put_off: 0 min", "back: every 1 h at the desk"],
    &["quiet: 0:00 to 23:00"],
];

fn events() -> impl Strategy<Value = Vec<(Event, usize)>> {
    let event = prop_oneof![
        2 => Just(Event::Away),
        4 => Just(Event::Back),
        2 => prop::sample::select(Hindrance::ALL.to_vec()).prop_map(Event::Begins),
        4 => Just(Event::Ends),
        6 => prop::sample::select(vec![Choice::Start, Choice::Later, Choice::Skip]).prop_map(Event::Answers),
        3 => prop::sample::select(vec!["back", "neck", "chest"]).prop_map(Event::Did),
        1 => Just(Event::Restart),
        1 => (1..600_i64).prop_map(Event::Sleeps),
        1 => (-200..200_i64).prop_map(Event::Set),
        1 => (0..PLANS.len()).prop_map(Event::Plan),
    ];
    prop::collection::vec((event, 0..120_usize), 1..60)
}

fn happens(day: &mut World, event: &Event) {
    let now = day.wall();
    match event {
        Event::Away => day.present = false,
        Event::Back => day.present = true,
        Event::Begins(hindrance) => day.hindrances.push(*hindrance),
        Event::Ends => day.hindrances.clear(),
        Event::Answers(choice) => {
            day.reminder.choose(*choice, &now);
        }
        Event::Did(guide) => day.done.push(Done {
            guide: (*guide).to_owned(),
            at: day.now - SignedDuration::from_mins(2),
        }),
        Event::Restart => {
            let (memory, forgotten) = Memory::read(&day.reminder.memory().write());
            assert_eq!(forgotten, None);
            day.reminder = Reminder::new("one", day.plan.clone(), memory);
        }
        Event::Sleeps(minutes) => {
            day.present = false;
            day.go_on(SignedDuration::from_mins(*minutes));
            day.present = true;
        }
        Event::Set(minutes) => day.now += SignedDuration::from_mins(*minutes),
        Event::Plan(place) => {
            day.plan = super::world::plan(PLANS[*place]);
            day.reminder.replan(day.plan.clone());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn no_nudge_comes_where_none_may(first in 0..PLANS.len(), events in events()) {
        let mut day = World::new("6:00", PLANS[first]);
        // By a clock that nobody sets.
        let mut went = SignedDuration::ZERO;
        let mut nudged: Option<(String, Timestamp, SignedDuration)> = None;
        // A clock that is set forward makes five minutes shorter; nobody can tell.
        let mut forward = false;
        for (event, looks) in events {
            let before = day.now;
            happens(&mut day, &event);
            match event {
                Event::Set(minutes) => forward |= minutes > 0,
                _ => went += day.now.duration_since(before),
            }
            for _ in 0..looks {
                day.go_on(LOOK_EVERY);
                went += LOOK_EVERY;
                let decision = day.look();
                if let Decision::Wait { until: Some(until) } = &decision {
                    prop_assert!(*until > day.wall() && !day.plan.is_quiet(until.time()), "{}", until);
                }
                let Decision::Nudge { guide, since, .. } = decision else { continue };
                prop_assert!(!day.plan.is_quiet(day.wall().time()));
                let hindered = day.hindrances.iter().any(|hindrance| *hindrance != Hindrance::QuietHours);
                prop_assert!(!hindered, "{:?}", day.hindrances);
                prop_assert!(day.plan.of(&guide).is_some());
                let same = nudged.as_ref().is_some_and(|(known, at, _)| *known == guide && *at == since);
                if !same {
                    let soon = nudged.as_ref().is_some_and(|(_, _, last)| went - *last < LATER);
                    prop_assert!(forward || !soon, "a second nudge within five minutes");
                    nudged = Some((guide, since, went));
                    forward = false;
                }
            }
        }
    }

    #[test]
    fn a_break_that_is_due_is_never_lost(first in 0..3_usize, events in events(), hour in 0..24_i8) {
        let mut day = World::new(&format!("{hour}:00"), PLANS[first]);
        for (event, looks) in events {
            happens(&mut day, &event);
            for _ in 0..looks {
                day.go_on(LOOK_EVERY);
                day.look();
            }
        }
        // From here on nothing is in the way, and somebody works at the desk without a break and answers nothing; whatever
        // is due at the end of five minutes comes at once. What was done so far would count for the hours to come: two
        // sessions in the night are those of midnight and of four.
        day.done.clear();
        day.present = true;
        day.hindrances.clear();
        day.plan = super::world::plan(&["back: every 30 min at the desk", "neck: at 0:00, 4:00, 8:00, 12:00, 16:00, 20:00"]);
        day.reminder.replan(day.plan.clone());
        let (mut back, mut neck) = (0, 0);
        let began = day.now;
        // What is under way may take an hour to be given up.
        let long = GIVEN_UP + SignedDuration::from_hours(6);
        while day.now.duration_since(began) < long {
            day.go_on(LOOK_EVERY);
            if let Decision::Nudge { guide, .. } = day.look() {
                match guide.as_str() {
                    "back" => back += 1,
                    _ => neck += 1,
                }
                day.reminder.choose(Choice::Skip, &day.wall());
            }
        }
        // In six hours without a break: every half hour, and at one of the hours at least.
        prop_assert!(back >= 11, "back {}", back);
        prop_assert!(neck >= 1, "neck {}", neck);
    }
}
