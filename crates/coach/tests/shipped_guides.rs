//! How long the guides that come with the program take on the clock: what their titles promise, and what fits a day.

use coach::{ByClock, Plan, StepVerdict};
use guide::{Vocabulary, builtin_guides, parse};

fn by_clock(name: &str, text: &str) -> ByClock {
    let guide = parse(name, text, Vocabulary::builtin()).unwrap();
    ByClock::new(guide, Vocabulary::builtin().timing(), Plan::WholeGuide).unwrap()
}

#[test]
fn every_guide_takes_a_few_minutes_and_runs_to_its_end() {
    for (name, text) in builtin_guides() {
        let mut clock = by_clock(name, text);
        let length_s = clock.length_s();
        assert!((60.0..=480.0).contains(&length_s), "{name}: {length_s} s");
        clock.frame(body::SessionTime::START);
        clock.finish(body::SessionTime::from_secs_f64(length_s));
        for dose in clock.outcomes() {
            assert_eq!(dose.verdict, StepVerdict::SelfReported, "{name}: {}", dose.step);
        }
    }
}

#[test]
fn the_two_minute_break_takes_two_minutes() {
    let (name, text) = builtin_guides().iter().find(|(name, _)| *name == "desk-break").unwrap();
    let length_s = by_clock(name, text).length_s();
    assert!((100.0..=120.0).contains(&length_s), "{length_s} s");
}
