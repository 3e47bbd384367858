//! The plan's file: what is read, what is told, and that what people wrote by hand stays.

use guide::{Cadence, Days, Often, TimeOfDay, Weekday};
use insta::assert_snapshot;
use jiff::civil::{date, time};
use plan::{Break, LONGEST_BYTES, Plan, Planned, Quiet, read_put_off};
use proptest::prelude::*;

const BY_HAND: &str = r#"# My days.

quiet = [
  "22:00 to 7:00",  # night
  "12:00 to 13:00", # lunch, with colleagues
]
put_off = "20 min"  # not longer

# The one that Ada gave me.
[[break]]
guide = "upper-back"
often = '3 times a day  on monday to friday'   # as she said

[[break]] # eyes
often = "every 45 min at the desk"
guide = "desk-break"
# later: neck
"#;

fn read(text: &str) -> Plan {
    Plan::read(text).unwrap_or_else(|mistakes| panic!("{mistakes}\n{text}"))
}

fn told(text: &str) -> String {
    match Plan::read(text) {
        Ok(plan) => format!("{plan:?}"),
        Err(mistakes) => mistakes.to_string(),
    }
}

fn planned(guide: &str, often: &str) -> Break {
    Break {
        guide: guide.to_owned(),
        cadence: often.parse().unwrap(),
    }
}

fn quiet(text: &str) -> Quiet {
    Quiet::read(text).unwrap()
}

#[test]
fn a_plan_is_read_as_it_is_meant() {
    let plan = read(BY_HAND);
    assert_eq!(plan.quiet, [quiet("22:00 to 7:00"), quiet("12:00 to 13:00")]);
    assert_eq!(plan.put_off_min, 20);
    assert_eq!(
        plan.breaks,
        [
            planned("upper-back", "3 times a day on weekdays"),
            planned("desk-break", "every 45 min at the desk")
        ]
    );
    assert_eq!(read(""), Plan::default());
    assert_eq!(read("# nothing yet\n"), Plan::default());
    assert_eq!(read("\u{feff}put_off = \"1 h\"\r\n").put_off_min, 60);
}

#[test]
fn mistakes_have_line_and_column_and_a_way_out_and_all_come_at_once() {
    assert_snapshot!(told(
        r#"quite = ["22:00 to 7:00"]
quiet = ["22:00 to 7", "7:00 - 8:00", 7, "9:00 to 9:00"]
put_off = 30

[[break]]
guide = "Upper Back"
often = "3 times a week"

[[break]]
guide = "neck"
oftn = "once a day"

[[break]]
guide = "neck"
often = "every 45 min at the desk on mondey"

[[break]]
guide = "neck"
often = '''at 9:00, 9:00'''

[[break]]
often = 3
"#
    ), @r#"
    line 1, column 1: the plan has no key "quite"; keys: quiet, put_off, [[break]]
    line 2, column 10: "7" is no time of the day; write hours and minutes, 0:00 to 23:59: `22:00 to 7:00`
    line 2, column 24: "7:00 - 8:00" is no stretch of time; write `22:00 to 7:00`
    line 2, column 39: the quiet hours are no text; write `quiet = ["22:00 to 7:00"]`
    line 2, column 42: it ends where it begins; leave a time of the day in which a break may come
    line 3, column 11: how long a break may be put off is no text; write minutes or hours, 0 min to 4 h: `put_off = "30 min"`
    line 6, column 9: "Upper Back" is no name of a guide; write its name as `unhunch guide list` shows it: `guide = "upper-back"`
    line 7, column 20: "week" does not fit here; write it as in `3 times a day`
    line 9, column 1: this break does not say how often; write it as in `often = "3 times a day"`
    line 11, column 1: a break has no key "oftn"; keys: guide, often
    line 15, column 38: no day is called "mondey"; did you mean "monday"?
    line 19, column 21: the time 9:00 stands there twice; keep one of them
    line 21, column 1: this break names no guide; write its name as `unhunch guide list` shows it: `guide = "upper-back"`
    line 22, column 9: how often is no text; write it as in `often = "3 times a day"`
    "#);
    assert_snapshot!(told("quiet = \"22:00 to 7:00\"\nbreak = 3\nput_off = \"5 h\""), @r#"
    line 1, column 9: the quiet hours are no list; write `quiet = ["22:00 to 7:00"]`
    line 2, column 1: `break` is no list of tables; write a table for each guide: `[[break]]`, then `guide = "upper-back"` and `often = "3 times a day"` on lines of their own
    line 3, column 11: "5 h" does not say how long a break may be put off; write minutes or hours, 0 min to 4 h: `put_off = "30 min"`
    "#);
    assert_snapshot!(told("put_off = \"30 min\nquiet = []"), @r#"line 1, column 18: invalid basic string, expected `"`; the file is TOML: `key = "text"`, a line each"#);
    assert_snapshot!(told("quiet = []\nquiet = []"), @r#"line 2, column 1: duplicate key; the file is TOML: `key = "text"`, a line each"#);
    assert_snapshot!(told("quiet = [\"0:00 to 12:00\", \"11:00 to 0:00\"]"), @"line 1, column 9: the quiet hours leave no time of the day; leave some: a break could never come");
    assert_snapshot!(told("quiet = [\"22:00 to 7:00\"]\n[[break]]\nguide = \"neck\"\noften = \"at 7:00, 22:30\""), @"line 4, column 9: 22:30 lies in the quiet hours 22:00 to 7:00; take another time: no nudge would come then");
    assert_snapshot!(told(&format!("#{}", "x".repeat(LONGEST_BYTES))), @"line 1, column 1: the file is longer than 64 KiB; take out what is not needed");
    let many: String = (0..101)
        .map(|n| format!("[[break]]\nguide = \"g{n}\"\noften = \"once a day\"\n"))
        .collect();
    assert_snapshot!(told(&many), @"line 301, column 1: the plan has more than 100 breaks; take some out");
}

#[test]
fn how_long_a_break_may_be_put_off_is_minutes_or_hours() {
    for (text, minutes) in [
        ("30 min", 30),
        ("0 min", 0),
        ("1 h", 60),
        ("4 hours", 240),
        (" 5  minutes ", 5),
    ] {
        assert_eq!(read_put_off(text), Ok(minutes), "{text}");
    }
    for text in [
        "",
        "30",
        "min",
        "-5 min",
        "241 min",
        "5 h",
        "1.5 h",
        "99999999999 min",
        "4294967297 h",
        "a while",
    ] {
        assert!(read_put_off(text).is_err(), "{text}");
    }
}

#[test]
fn what_was_written_by_hand_stays() {
    let mut plan = read(BY_HAND);
    assert_eq!(plan.written_over(BY_HAND).unwrap(), BY_HAND, "nothing changed");
    plan.put_off_min = 45;
    plan.quiet = vec![quiet("12:00 to 13:00"), quiet("23:00 to 6:30")];
    plan.breaks[0].cadence = "twice a day".parse().unwrap();
    plan.breaks.push(planned("neck", "at 9:00"));
    assert_snapshot!(plan.written_over(BY_HAND).unwrap(), @r#"
    # My days.

    quiet = [  # night
      "12:00 to 13:00", "23:00 to 6:30", # lunch, with colleagues
    ]
    put_off = "45 min"  # not longer

    # The one that Ada gave me.
    [[break]]
    guide = "upper-back"
    often = "twice a day"   # as she said

    [[break]] # eyes
    often = "every 45 min at the desk"
    guide = "desk-break"

    [[break]]
    guide = "neck"
    often = "at 9:00"
    # later: neck
    "#);
    plan.breaks.remove(0);
    plan.breaks.reverse();
    plan.quiet.clear();
    assert_snapshot!(plan.written_over(BY_HAND).unwrap(), @r#"
    # My days.

    quiet = [ # lunch, with colleagues
    ]
    put_off = "45 min"  # not longer

    [[break]]
    guide = "neck"
    often = "at 9:00"

    [[break]] # eyes
    often = "every 45 min at the desk"
    guide = "desk-break"
    # later: neck
    "#);
    assert_snapshot!(Plan::default().written_over(BY_HAND).unwrap(), @r#"
    # My days.

    quiet = [ # lunch, with colleagues
    ]
    put_off = "30 min"  # not longer
    # later: neck
    "#);
}

#[test]
fn a_new_file_says_what_it_is() {
    let plan = Plan {
        quiet: vec![quiet("22:00 to 7:00")],
        put_off_min: 15,
        breaks: vec![
            planned("neck", "once a day"),
            planned("gentle", "at 9:00, 12:30 on friday"),
        ],
    };
    assert_snapshot!(plan.text(), @r#"
    # Which guides you do how often, and when you want quiet. Edit it as you like.

    quiet = ["22:00 to 7:00"]
    put_off = "15 min"

    [[break]]
    guide = "neck"
    often = "once a day"

    [[break]]
    guide = "gentle"
    often = "at 9:00, 12:30 on friday"
    "#);
    assert_eq!(read(&plan.text()), plan);
    assert_eq!(Plan::default().text(), "");
    let only = Plan {
        breaks: vec![planned("neck", "once a day")],
        ..Plan::default()
    };
    assert_snapshot!(only.written_over("# mine\n").unwrap(), @r#"
    # mine

    [[break]]
    guide = "neck"
    often = "once a day"
    "#);
}

#[test]
fn a_file_with_mistakes_is_not_written_over() {
    let refused = Plan::default().written_over("put_off = 3\n").unwrap_err();
    assert_eq!(refused.iter().map(|mistake| mistake.line).collect::<Vec<_>>(), [1]);
}

#[test]
fn each_day_has_what_is_planned_on_it() {
    let plan = read(
        "[[break]]\nguide = \"a\"\noften = \"3 times a day on weekdays\"\n[[break]]\nguide = \"b\"\noften = \"every 1 h at the desk\"\n\
         [[break]]\nguide = \"c\"\noften = \"at 9:00, 12:00 on saturday\"\n",
    );
    let on = |day| -> Vec<(String, Option<u32>)> {
        let planned = plan.planned_on(date(2026, 11, day));
        planned
            .into_iter()
            .map(|Planned { guide, times }| (guide, times))
            .collect()
    };
    let entry = |guide: &str, times| (guide.to_owned(), times);
    assert_eq!(on(27), [entry("a", Some(3)), entry("b", None)]);
    assert_eq!(on(28), [entry("b", None), entry("c", Some(2))]);
    assert_eq!(on(29), [entry("b", None)]);
}

#[test]
fn quiet_hours_go_over_midnight() {
    let night = quiet("22:00 to 7:00");
    for (hour, minute, is_quiet) in [
        (21, 59, false),
        (22, 0, true),
        (23, 59, true),
        (0, 0, true),
        (6, 59, true),
        (7, 0, false),
    ] {
        assert_eq!(night.contains(time(hour, minute, 30, 0)), is_quiet, "{hour}:{minute}");
    }
    let noon = quiet("12:00 to 13:00");
    assert!(noon.contains(time(12, 0, 0, 0)) && !noon.contains(time(13, 0, 0, 0)) && !noon.contains(time(0, 0, 0, 0)));
    assert!(quiet("22:00 to 0:00").contains(time(23, 0, 0, 0)));
}

#[test]
fn breaks_of_a_day_lie_evenly_in_what_the_quiet_hours_leave_of_it() {
    let times = |quiet: &str, often: &str| -> String {
        let plan = read(&format!(
            "quiet = [{quiet}]\n[[break]]\nguide = \"a\"\noften = \"{often}\"\n"
        ));
        let times = plan.times_of(&plan.breaks[0]);
        times.iter().map(TimeOfDay::to_string).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(times("", "once a day"), "13:00");
    assert_eq!(times("", "3 times a day"), "9:40 13:00 16:20");
    assert_eq!(times("\"12:00 to 13:00\"", "twice a day"), "10:15 15:45");
    assert_eq!(times("\"22:00 to 7:00\"", "3 times a day"), "9:30 14:30 19:30");
    assert_eq!(
        times("\"22:00 to 7:00\", \"12:00 to 14:00\"", "4 times a day"),
        "8:37 11:52 17:07 20:22"
    );
    // Who works at night.
    assert_eq!(times("\"8:00 to 16:00\"", "twice a day"), "4:00 20:00");
    assert_eq!(times("\"0:00 to 23:59\"", "twice a day"), "23:59 23:59");
    assert_eq!(times("", "every 45 min at the desk"), "");
    assert_eq!(times("", "at 9:00, 12:30"), "9:00 12:30");
    assert_eq!(times("", "24 times a day").split(' ').count(), 24);
}

fn cadences() -> impl Strategy<Value = Cadence> {
    let often = prop_oneof![
        (1..=24_u8).prop_map(Often::TimesADay),
        (5..=480_u32).prop_map(Often::EveryAtTheDesk),
        // At noon nobody wants quiet here.
        Just(Often::At(vec![TimeOfDay::new(12, 30).unwrap()])),
    ];
    let days = prop::sample::subsequence(Weekday::ALL.to_vec(), 1..=7);
    (often, days).prop_map(|(often, days)| Cadence {
        often,
        days: days.into_iter().collect::<Days>(),
    })
}

fn plans() -> impl Strategy<Value = Plan> {
    let quiet = prop::sample::subsequence(vec!["22:00 to 7:00", "13:00 to 14:00", "10:00 to 10:01"], 0..=3);
    let guides = prop::sample::subsequence(vec!["a", "b-1", "upper-back", "neck", "x"], 0..=5).prop_shuffle();
    let breaks = guides.prop_flat_map(|guides| {
        let count = guides.len();
        (Just(guides), prop::collection::vec(cadences(), count))
    });
    (quiet, 0..=240_u32, breaks).prop_map(|(quiet, put_off_min, (guides, cadences))| Plan {
        quiet: quiet.into_iter().map(|text| Quiet::read(text).unwrap()).collect(),
        put_off_min,
        breaks: guides
            .into_iter()
            .zip(cadences)
            .map(|(guide, cadence)| Break {
                guide: guide.to_owned(),
                cadence,
            })
            .collect(),
    })
}

/// Comments of the file, whatever stands before them in their lines.
fn comments(text: &str) -> Vec<&str> {
    text.lines()
        .filter_map(|line| line.split_once('#'))
        .map(|(_, comment)| comment)
        .collect()
}

proptest! {
    #[test]
    fn what_is_written_reads_back(plan in plans(), other in plans()) {
        prop_assert_eq!(plan.check(), Ok(()));
        prop_assert_eq!(&read(&plan.text()), &plan);
        // Over any other plan, and over what somebody wrote by hand.
        prop_assert_eq!(&read(&plan.written_over(&other.text()).unwrap()), &plan);
        let by_hand = plan.written_over(BY_HAND).unwrap();
        prop_assert_eq!(&read(&by_hand), &plan);
        prop_assert_eq!(&plan.written_over(&by_hand).unwrap(), &by_hand);
        let head = comments(&by_hand).first().copied();
        prop_assert_eq!(head, Some(" My days."));
    }

    #[test]
    fn any_text_is_read_or_told(text in "(quiet|put_off|break|guide|often|=|\\[|\\]|\"|'|,|\n|#|\\{|\\}|22:00 to 7:00|30 min|once a day|neck| ){0,40}") {
        if let Err(mistakes) = Plan::read(&text) {
            for mistake in mistakes.iter() {
                prop_assert!(mistake.line >= 1 && mistake.line <= text.matches('\n').count() + 1);
                prop_assert!(mistake.column >= 1);
            }
        }
    }

    #[test]
    fn any_bytes_are_read_or_told(text in ".{0,80}") {
        let _ = Plan::read(&text);
    }
}
