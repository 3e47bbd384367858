//! How often a guide is done: what is read, what is told where it can't be, and that print then parse gives it back.

use guide::{Cadence, Days, Often, TimeOfDay, Weekday};
use proptest::prelude::*;

/// The cadence in its one form; or its mistake, the words it points at, and the way out.
fn told(text: &str) -> String {
    match text.parse::<Cadence>() {
        Ok(cadence) => cadence.to_string(),
        Err(mistake) => format!("{mistake} [{}]: {}", &text[mistake.at.clone()], mistake.help()),
    }
}

#[test]
fn what_means_the_same_is_written_in_one_form() {
    for (text, form) in [
        ("once a day", "once a day"),
        ("1 time a day", "once a day"),
        ("  Twice  A Day ", "twice a day"),
        ("2 times a day", "twice a day"),
        ("3 times a day on every", ""),
        ("24 times a day", "24 times a day"),
        ("every 45 min at the desk", "every 45 min at the desk"),
        ("every 90 minutes at the desk", "every 90 min at the desk"),
        ("every 60 min at the desk", "every 1 h at the desk"),
        ("every 2 hours at the desk", "every 2 h at the desk"),
        ("at 9:00", "at 9:00"),
        ("at 12:30, 09:00 and 0:00", "at 0:00, 9:00, 12:30"),
        ("at 9:00,12:30", "at 9:00, 12:30"),
        ("once a day on monday", "once a day on monday"),
        ("once a day on wednesday, monday", "once a day on monday, wednesday"),
        ("once a day on monday to friday", "once a day on weekdays"),
        ("once a day on weekends", "once a day on weekends"),
        (
            "once a day on friday to monday",
            "once a day on monday, friday to sunday",
        ),
        ("once a day on monday to sunday", "once a day"),
        (
            "once a day on weekdays and saturday",
            "once a day on monday to saturday",
        ),
        (
            "at 9:00 on tuesday, thursday to saturday",
            "at 9:00 on tuesday, thursday to saturday",
        ),
    ] {
        match form {
            "" => assert!(text.parse::<Cadence>().is_err(), "{text}"),
            _ => assert_eq!(told(text), form, "{text}"),
        }
    }
}

#[test]
fn a_mistake_points_at_its_words_and_says_how_it_is_written() {
    let texts = [
        "",
        "often",
        "3 times",
        "3 times a",
        "3 times a week",
        "3 cups a day",
        "0 times a day",
        "25 times a day",
        "1.5 times a day",
        "-3 times a day",
        "every day",
        "every 45 at the desk",
        "every 45 min",
        "every 45 min at the chair",
        "every 4 min at the desk",
        "every 9 h at the desk",
        "every ten min at the desk",
        "at",
        "at 9",
        "at 24:00",
        "at 9:5",
        "at 9:00, 9:00",
        "at 9:00,",
        "at 9.00",
        "once a day on",
        "once a day on mondey",
        "once a day on monday to",
        "once a day on holidays",
        "once a day monday, friday",
        "once a day on monday or friday",
        "at 9:00 pm",
    ];
    let told: String = texts
        .iter()
        .map(|text| format!("{text:?}\n    {}\n", told(text)))
        .collect();
    insta::assert_snapshot!(told);
}

fn cadences() -> impl Strategy<Value = Cadence> {
    let times = prop::collection::btree_set(0_u16..1440, 1..=24);
    let at = times.prop_map(|times| Often::At(times.into_iter().filter_map(TimeOfDay::after_midnight).collect()));
    let every = (Often::LEAST_MINUTES..=Often::MOST_MINUTES).prop_map(Often::EveryAtTheDesk);
    let often = prop_oneof![(1..=Often::MOST_TIMES).prop_map(Often::TimesADay), every, at];
    let days = prop::sample::subsequence(Weekday::ALL.to_vec(), 1..=7);
    (often, days).prop_map(|(often, days)| Cadence {
        often,
        days: days.into_iter().collect::<Days>(),
    })
}

proptest! {
    #[test]
    fn a_cadence_that_is_printed_reads_back(cadence in cadences()) {
        prop_assert_eq!(cadence.to_string().parse(), Ok(cadence));
    }

    #[test]
    fn any_text_is_read_or_told_within_itself(text in ".{0,60}") {
        if let Err(mistake) = text.parse::<Cadence>() {
            prop_assert!(text.get(mistake.at.clone()).is_some(), "{:?}", mistake);
            prop_assert!(!mistake.help().is_empty());
        }
    }

    #[test]
    fn any_words_are_read_or_told(words in prop::collection::vec(prop::sample::select(vec![
        "once", "twice", "3", "times", "a", "day", "every", "45", "min", "h", "at", "the", "desk", "9:00", "12:30", ",",
        "on", "monday", "to", "friday", "and", "weekdays", "weekends",
    ]), 0..14)) {
        let text = words.join(" ");
        match text.parse::<Cadence>() {
            Ok(cadence) => prop_assert_eq!(cadence.to_string().parse(), Ok(cadence)),
            Err(mistake) => prop_assert!(text.get(mistake.at.clone()).is_some(), "{:?}", mistake),
        }
    }
}
