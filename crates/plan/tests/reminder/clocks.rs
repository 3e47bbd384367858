//! Clocks that change, are set by hand, or stand still while the computer sleeps.

use insta::assert_snapshot;
use jiff::civil::date;

use super::world::World;

#[test]
fn when_clocks_go_forward_an_hour_that_is_not_there_is_taken_an_hour_later() {
    // 29 March 2026: after 1:59:59 comes 3:00:00.
    let mut night = World::on(
        date(2026, 3, 29),
        "Europe/Berlin",
        "0:30",
        &["back: at 2:30, 4:00", "neck: every 2 h at the desk"],
    );
    assert_snapshot!(night.play("
        3:31 skip
        3:40 skip
        4:05 end
    "), @"
    0:30:00 wait
    3:30:00 NUDGE back
    3:31:00 - skip
    3:31:00 wait
    3:35:00 NUDGE neck
    3:40:00 - skip
    3:40:00 wait
    4:00:00 NUDGE back
    4:05:00 - end
    ");
}

#[test]
fn when_clocks_go_back_an_hour_that_is_there_twice_counts_once() {
    // 25 October 2026: after 2:59:59 comes 2:00:00.
    let mut night = World::on(
        date(2026, 10, 25),
        "Europe/Berlin",
        "1:50",
        &["back: at 2:30", "neck: every 2 h at the desk"],
    );
    assert_snapshot!(night.play("
        2:31 skip
        3:30 end
    "), @"
    1:50:00 wait
    2:30:00 NUDGE back
    2:31:00 - skip
    2:31:00 wait
    2:50:00 NUDGE neck
    3:20:00 withdraw
    3:20:20 wait
    3:30:00 - end
    ");
    let mut quiet = World::on(
        date(2026, 10, 25),
        "Europe/Berlin",
        "1:50",
        &["quiet: 2:00 to 2:30", "neck: every 30 min at the desk"],
    );
    assert_snapshot!(quiet.play("
        3:10 end
    "), @"
    1:50:00 wait
    2:20:00 put off neck: these are quiet hours
    2:30:00 NUDGE neck
    2:00:00 withdraw
    2:00:20 wait
    2:30:00 NUDGE neck
    3:00:00 withdraw
    3:00:20 wait
    3:10:00 - end
    ");
}

#[test]
fn a_clock_that_is_set_back_brings_its_hours_again_and_loses_nothing() {
    let mut day = World::new("9:00", &["back: at 9:30, 11:00"]);
    assert_snapshot!(day.play("
        9:31 skip
        9:40 clock -PT35M
        9:31 start
        9:33 did back
        9:40 clock -PT35M
        11:01 later
        11:02 clock -PT20M
        10:48 clock -PT2H
        11:01 end
    "), @"
    9:00:00 wait
    9:30:00 NUDGE back
    9:31:00 - skip
    9:31:00 wait
    9:40:00 - clock -PT35M
    9:30:00 NUDGE back
    9:31:00 - start
    9:31:00 going back
    9:33:00 - did back
    9:33:00 wait
    9:40:00 - clock -PT35M
    11:00:00 NUDGE back
    11:01:00 - later
    11:01:00 wait
    11:02:00 - clock -PT20M
    10:48:00 - clock -PT2H
    11:00:00 NUDGE back
    11:01:00 - end
    ");
    let mut day = World::new("9:00", &["neck: every 1 h at the desk"]);
    assert_snapshot!(day.play("
        9:40 clock -PT30M
        9:45 end
    "), @"
    9:00:00 wait
    9:40:00 - clock -PT30M
    9:30:00 NUDGE neck
    9:45:00 - end
    ");
    // A date that was wrong by years.
    let mut day = World::new("9:00", &["back: at 10:00", "neck: every 1 h at the desk"]);
    assert_snapshot!(day.play("
        10:01 skip
        10:06 later
        10:07 clock -PT43800H
        10:20 end
    "), @"
    9:00:00 wait
    10:00:00 NUDGE back
    10:01:00 - skip
    10:01:00 wait
    10:05:00 NUDGE neck
    10:06:00 - later
    10:06:00 wait
    10:07:00 - clock -PT43800H
    10:12:00 NUDGE neck
    10:20:00 - end
    ");
}

#[test]
fn a_clock_that_is_set_forward_is_time_away() {
    let mut day = World::new("9:00", &["neck: every 1 h at the desk", "back: at 10:30"]);
    assert_snapshot!(day.play("
        9:40 clock PT1H
        10:41 skip
        11:45 end
    "), @"
    9:00:00 wait
    9:40:00 - clock PT1H
    10:40:00 NUDGE back
    10:41:00 - skip
    10:41:00 wait
    11:40:00 NUDGE neck
    11:45:00 - end
    ");
    // Two minutes that a time server sets right are nothing.
    let mut day = World::new("9:00", &["neck: every 1 h at the desk"]);
    assert_snapshot!(day.play("
        9:40 clock PT2M
        9:50 clock -PT2M
        10:10 end
    "), @"
    9:00:00 wait
    9:40:00 - clock PT2M
    9:50:00 - clock -PT2M
    9:58:00 NUDGE neck
    10:10:00 - end
    ");
}

#[test]
fn a_computer_that_sleeps_counts_as_time_away() {
    let mut day = World::new("9:00", &["neck: every 30 min at the desk", "back: at 9:40"]);
    assert_snapshot!(day.play("
        9:20 sleeps
        9:50 wakes
        9:51 skip
        10:25 end
    "), @"
    9:00:00 wait
    9:20:00 - sleeps
    9:50:00 - wakes
    9:50:20 NUDGE back
    9:51:00 - skip
    9:51:00 wait
    10:20:20 NUDGE neck
    10:25:00 - end
    ");
}

#[test]
fn midnight_ends_what_was_due_and_not_what_is_going_on() {
    let mut night = World::new("23:00", &["back: at 23:30", "neck: every 2 h at the desk"]);
    assert_snapshot!(night.play("
        23:31 begins fullscreen
        0:30 ends fullscreen
        1:10 end
    "), @"
    23:00:00 wait
    23:30:00 NUDGE back
    23:31:00 - begins fullscreen
    23:31:00 withdraw
    23:31:20 put off back: a window fills the screen
    0:00:00 wait
    0:30:00 - ends fullscreen
    1:00:00 NUDGE neck
    1:10:00 - end
    ");
    let mut night = World::new("23:30", &["back: at 23:55"]);
    assert_snapshot!(night.play("
        23:58 start
        0:02 did back
        0:10 end
    "), @"
    23:30:00 wait
    23:55:00 NUDGE back
    23:58:00 - start
    23:58:00 going back
    0:02:00 - did back
    0:02:00 wait
    0:10:00 - end
    ");
}

#[test]
fn another_zone_is_another_wall_clock() {
    let mut day = World::new("9:00", &["back: at 9:30, 15:00"]);
    day.play("9:31 skip");
    day.zone = jiff::tz::TimeZone::get("America/New_York").unwrap();
    // It is 3:31 there now.
    assert_snapshot!(day.play("
        9:35 skip
        15:01 end
    "), @"
    9:30:00 NUDGE back
    9:35:00 - skip
    9:35:00 wait
    15:00:00 NUDGE back
    15:01:00 - end
    ");
}
