//! Whole days as a person has them.

use insta::assert_snapshot;
use jiff::SignedDuration;
use plan::{Decision, Hindrance};

use super::world::{World, told};

#[test]
fn time_at_the_desk_counts_while_somebody_is_there() {
    let mut day = World::new("9:00", &["back: every 45 min at the desk"]);
    assert_snapshot!(day.play("
        9:10 away
        9:13 back
        9:30 away
        9:36 back
        10:10 away
        10:14 back
        10:22 start
        10:26 did back
        11:20 end
    "), @"
    9:00:00 wait
    9:10:00 - away
    9:13:00 - back
    9:30:00 - away
    9:36:00 - back
    10:10:00 - away
    10:14:00 - back
    10:21:20 NUDGE back
    10:22:00 - start
    10:22:00 going back
    10:26:00 - did back
    10:26:00 wait
    11:11:00 NUDGE back
    11:20:00 - end
    ");
}

#[test]
fn a_break_away_from_the_desk_is_a_break() {
    let mut day = World::new("9:00", &["back: every 30 min at the desk"]);
    assert_snapshot!(day.play("
        9:31 away
        9:40 back
        10:12 end
    "), @"
    9:00:00 wait
    9:30:00 NUDGE back
    9:31:00 - away
    9:36:00 withdraw
    9:36:20 wait
    9:40:00 - back
    10:10:20 NUDGE back
    10:12:00 - end
    ");
}

#[test]
fn a_meeting_puts_it_off_with_the_reason_and_the_nudge_comes_as_soon_as_it_ends() {
    let mut day = World::new("9:00", &["back: every 30 min at the desk"]);
    assert_snapshot!(day.play("
        9:20 begins microphone
        9:25 begins camera
        10:10 ends microphone
        10:11 ends camera
        10:13 begins fullscreen
        10:14 ends fullscreen
        10:17 skip
        10:30 end
    "), @"
    9:00:00 wait
    9:20:00 - begins microphone
    9:25:00 - begins camera
    9:30:00 put off back: the microphone is in use, the camera is in use
    10:10:00 - ends microphone
    10:10:00 put off back: the camera is in use
    10:11:00 - ends camera
    10:11:00 NUDGE back
    10:13:00 - begins fullscreen
    10:13:00 withdraw
    10:13:20 put off back: a window fills the screen
    10:14:00 - ends fullscreen
    10:14:00 wait
    10:16:00 NUDGE back
    10:17:00 - skip
    10:17:00 wait
    10:30:00 - end
    ");
}

#[test]
fn later_is_five_minutes_until_it_may_be_put_off_no_more() {
    let mut day = World::new("9:00", &["put_off: 12 min", "back: every 30 min at the desk"]);
    assert_snapshot!(day.play("
        9:31 later
        9:37 later
        9:43 later
        10:20 end
    "), @"
    9:00:00 wait
    9:30:00 NUDGE back
    9:31:00 - later
    9:31:00 wait
    9:36:00 NUDGE back
    9:37:00 - later
    9:37:00 wait
    9:42:00 NUDGE back, for the last time
    9:43:00 - later
    9:43:00 wait
    10:13:00 NUDGE back
    10:20:00 - end
    ");
    let mut day = World::new("9:00", &["put_off: 0 min", "back: at 9:10"]);
    assert_snapshot!(day.play("9:20 end"), @"
    9:00:00 wait
    9:10:00 NUDGE back, for the last time
    9:15:00 withdraw
    9:15:20 wait
    9:20:00 - end
    ");
}

#[test]
fn a_nudge_that_nobody_answers_goes_when_it_may_be_put_off_no_more() {
    let mut day = World::new("9:00", &["put_off: 20 min", "back: at 9:10, 10:00"]);
    assert_snapshot!(day.play("
        9:25 later
        10:40 end
    "), @"
    9:00:00 wait
    9:10:00 NUDGE back
    9:25:00 - later
    9:25:00 wait
    9:30:00 NUDGE back
    9:45:00 withdraw
    9:45:20 wait
    10:00:00 NUDGE back
    10:20:00 withdraw
    10:20:20 wait
    10:40:00 - end
    ");
}

#[test]
fn hours_of_the_day_come_once_each_and_one_on_ones_own_counts() {
    let mut day = World::new("8:00", &["back: at 9:00, 10:00, 11:00, 15:00 on weekdays"]);
    assert_snapshot!(day.play("
        8:50 did back
        10:01 start
        10:04 did back
        11:01 skip
        15:10 did back
        16:00 end
    "), @"
    8:00:00 wait
    8:50:00 - did back
    10:00:00 NUDGE back
    10:01:00 - start
    10:01:00 going back
    10:04:00 - did back
    10:04:00 wait
    11:00:00 NUDGE back
    11:01:00 - skip
    11:01:00 wait
    15:00:00 NUDGE back
    15:10:00 - did back
    15:10:00 withdraw
    15:10:20 wait
    16:00:00 - end
    ");
}

#[test]
fn so_many_times_a_day_are_spread_over_the_day_and_missed_ones_are_asked_for_once() {
    let mut day = World::new("7:00", &["back: 3 times a day"]);
    // Due at 9:40, 13:00 and 16:20.
    assert_snapshot!(day.play("
        7:30 away
        13:30 back
        13:31 start
        13:35 did back
        16:25 start
        16:28 did back
        23:00 end
    "), @"
    7:00:00 wait
    7:30:00 - away
    13:30:00 - back
    13:30:20 NUDGE back
    13:31:00 - start
    13:31:00 going back
    13:35:00 - did back
    13:35:00 wait
    16:20:00 NUDGE back
    16:25:00 - start
    16:25:00 going back
    16:28:00 - did back
    16:28:00 wait
    23:00:00 - end
    ");
}

#[test]
fn quiet_hours_over_midnight() {
    let mut day = World::new("21:00", &["quiet: 22:00 to 7:00", "back: every 30 min at the desk"]);
    assert_snapshot!(day.play("
        21:32 skip
        7:02 end
    "), @"
    21:00:00 wait
    21:30:00 NUDGE back
    21:32:00 - skip
    21:32:00 wait
    22:02:00 put off back: these are quiet hours
    7:00:00 NUDGE back
    7:02:00 - end
    ");
}

#[test]
fn a_nudge_does_not_stay_into_quiet_hours() {
    let mut day = World::new("21:25", &["quiet: 22:00 to 7:00", "back: every 30 min at the desk"]);
    assert_snapshot!(day.play("22:05 end"), @"
    21:25:00 wait
    21:55:00 NUDGE back
    22:00:00 withdraw
    22:00:20 put off back: these are quiet hours
    22:05:00 - end
    ");
}

#[test]
fn two_breaks_that_are_due_at_once_come_five_minutes_apart() {
    let mut day = World::new("9:00", &["neck: at 10:00", "back: every 1 h at the desk"]);
    assert_snapshot!(day.play("
        10:01 skip
        10:06 start
        10:08 did back
        10:20 end
    "), @"
    9:00:00 wait
    10:00:00 NUDGE neck
    10:01:00 - skip
    10:01:00 wait
    10:05:00 NUDGE back
    10:06:00 - start
    10:06:00 going back
    10:08:00 - did back
    10:08:00 wait
    10:20:00 - end
    ");
}

#[test]
fn what_was_begun_and_never_saved_is_given_up_after_an_hour() {
    let mut day = World::new("9:00", &["back: every 30 min at the desk"]);
    assert_snapshot!(day.play("
        9:31 start
        11:05 end
    "), @"
    9:00:00 wait
    9:30:00 NUDGE back
    9:31:00 - start
    9:31:00 going back
    10:30:00 wait
    11:00:00 NUDGE back
    11:05:00 - end
    ");
}

#[test]
fn whoever_does_it_while_it_is_asked_for_is_not_asked_again() {
    let mut day = World::new("9:00", &["back: every 30 min at the desk", "neck: at 9:29"]);
    assert_snapshot!(day.play("
        9:30 did neck
        9:31 did back
        9:50 end
    "), @"
    9:00:00 wait
    9:29:00 NUDGE neck
    9:30:00 - did neck
    9:30:00 withdraw
    9:30:20 wait
    9:31:00 - did back
    9:50:00 - end
    ");
}

#[test]
fn a_break_on_other_days_is_not_due() {
    // A Monday.
    let mut day = World::new("9:00", &["back: every 30 min at the desk on tuesday"]);
    assert_snapshot!(day.play("23:50 away
        0:01 back
        0:40 end"), @"
    9:00:00 wait
    23:50:00 - away
    0:01:00 - back
    0:31:20 NUDGE back
    0:40:00 - end
    ");
}

#[test]
fn a_plan_that_is_changed_by_hand_counts_at_once() {
    let mut day = World::new("9:00", &["back: every 30 min at the desk"]);
    assert_snapshot!(day.play("
        9:31 plan neck: at 9:00, 9:40
        9:41 start
        9:42 plan
        9:45 plan neck: at 9:00, 9:40
        9:50 plan neck: at 9:55
        9:56 end
    "), @"
    9:00:00 wait
    9:30:00 NUDGE back
    9:31:00 - plan neck: at 9:00, 9:40
    9:31:00 withdraw
    9:31:20 wait
    9:40:00 NUDGE neck
    9:41:00 - start
    9:41:00 going neck
    9:42:00 - plan
    9:42:00 wait
    9:45:00 - plan neck: at 9:00, 9:40
    9:50:00 - plan neck: at 9:55
    9:55:00 NUDGE neck
    9:56:00 - end
    ");
}

#[test]
fn an_empty_plan_says_nothing() {
    let mut day = World::new("9:00", &["quiet: 12:00 to 13:00"]);
    assert_snapshot!(day.play("23:00 end"), @"
    9:00:00 wait
    23:00:00 - end
    ");
    assert_eq!(day.look(), Decision::Wait { until: None });
}

#[test]
fn where_the_desktop_does_not_tell_who_is_there_all_time_counts_but_the_locked_screen() {
    let mut day = World::new("9:00", &["back: every 30 min at the desk"]);
    day.tells_idle = false;
    assert_snapshot!(day.play("
        9:05 away
        9:31 skip
        9:40 begins locked
        9:50 ends locked
        10:21 end
    "), @"
    9:00:00 wait
    9:05:00 - away
    9:30:00 NUDGE back
    9:31:00 - skip
    9:31:00 wait
    9:40:00 - begins locked
    9:50:00 - ends locked
    10:20:00 NUDGE back
    10:21:00 - end
    ");
    assert!(plan::Idle::Unknown.text().contains("all time counts"));
}

#[test]
fn it_says_when_the_next_can_come() {
    let until = |time: &str, lines: &[&str]| match World::new(time, lines).look() {
        Decision::Wait { until } => until.map(|until| until.strftime("%a %H:%M").to_string()),
        other => Some(told(&other)),
    };
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(until("9:00", &["back: every 45 min at the desk"]), some("Mon 09:45"));
    assert_eq!(
        until("9:00", &["back: every 45 min at the desk on wednesday"]),
        some("Wed 00:00")
    );
    assert_eq!(until("9:00", &["back: at 8:00, 12:30"]), some("Mon 12:30"));
    assert_eq!(until("13:00", &["back: at 8:00, 12:30"]), some("Tue 08:00"));
    assert_eq!(until("13:00", &["back: at 8:00 on monday"]), some("Mon 08:00"));
    assert_eq!(
        until("9:00", &["quiet: 9:30 to 11:00", "back: every 45 min at the desk"]),
        some("Mon 11:00")
    );
    assert_eq!(
        until("23:50", &["quiet: 22:00 to 7:00", "back: once a day"]),
        some("Tue 14:30")
    );
}

#[test]
fn what_waits_says_since_when_and_why() {
    let mut day = World::new("9:00", &["back: at 9:10"]);
    day.play("9:05 begins donotdisturb\n9:30 begins locked\n9:40 end");
    let Decision::PutOff { guide, why, since } = day.look() else {
        panic!()
    };
    assert_eq!(guide, "back");
    assert_eq!(why, [Hindrance::DoNotDisturb, Hindrance::Locked]);
    assert_eq!(day.now.duration_since(since), SignedDuration::from_mins(30));
}
