//! What is planned today, and what of it was done.

use jiff::civil::date;
use jiff::tz::TimeZone;
use plan::{Done, Plan};

const PLAN: &str = "[[break]]\nguide = \"neck\"\noften = \"at 9:00, 12:30, 16:00\"\n\
    [[break]]\nguide = \"back\"\noften = \"3 times a day on weekdays\"\n\
    [[break]]\nguide = \"desk-break\"\noften = \"every 45 min at the desk\"\n\
    [[break]]\nguide = \"gentle\"\noften = \"once a day on sunday\"\n";

/// On Monday, 30 November 2026 at this hour, with these sessions: guide and hour.
fn told(hour: i8, done: &[(&str, i8)]) -> String {
    let zone = TimeZone::get("Europe/Berlin").unwrap();
    let at = |hour| date(2026, 11, 30).at(hour, 0, 0, 0).to_zoned(zone.clone()).unwrap();
    let done: Vec<Done> = done
        .iter()
        .map(|(guide, hour)| Done {
            guide: (*guide).to_owned(),
            at: at(*hour).timestamp(),
        })
        .collect();
    let today = Plan::read(PLAN).unwrap().today(&at(hour), &done);
    let row = |today: &plan::Today| {
        let next = today.next.as_ref().map(|next| next.strftime("%-H:%M").to_string());
        format!("{} {:?} {} {:?}\n", today.guide, today.planned, today.done, next)
    };
    today.iter().map(row).collect()
}

#[test]
fn it_says_what_is_done_and_what_is_next() {
    insta::assert_snapshot!(told(7, &[]), @r#"
    neck Some(3) 0 Some("9:00")
    back Some(3) 0 Some("9:40")
    desk-break None 0 None
    "#);
    insta::assert_snapshot!(told(13, &[("neck", 8), ("desk-break", 10), ("other", 11)]), @r#"
    neck Some(3) 1 Some("12:30")
    back Some(3) 0 Some("13:00")
    desk-break None 1 None
    "#);
    insta::assert_snapshot!(told(13, &[("neck", 8), ("neck", 12), ("back", 13)]), @r#"
    neck Some(3) 2 Some("16:00")
    back Some(3) 1 Some("16:20")
    desk-break None 0 None
    "#);
    insta::assert_snapshot!(told(23, &[("neck", 16), ("back", 17)]), @"
    neck Some(3) 1 None
    back Some(3) 1 None
    desk-break None 0 None
    ");
}
