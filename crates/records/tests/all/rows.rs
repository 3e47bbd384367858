//! The columns beside each report say what the report says, whatever was saved, changed, deleted or damaged.

use crate::common;

use std::collections::BTreeMap;
use std::path::Path;

use common::routine::routine;
use common::{from_outside, session};
use jiff::civil::date;
use proptest::prelude::*;
use records::{Filter, Records, Table};
use results::{Feedback, Report, Rows, RuleRow, Tables, VerbName};
use rusqlite::Connection;
use tempfile::tempdir;

fn id(number: u32) -> String {
    format!("6a1f0c9e-0000-4000-8000-{number:012}")
}

/// A session of each number, an hour after the one before.
fn of(number: u32) -> Report {
    let started_at = format!("2026-11-{:02}T{:02}:30:00.5+01:00", 1 + number / 24, number % 24);
    routine(&id(number), &started_at, number, number % 3)
}

/// What `results` makes of the reports that are there, by session.
async fn wanted(records: &Records) -> BTreeMap<String, Rows> {
    let reports = records.list().await.unwrap();
    let rows = reports.iter().map(|report| Rows::of(report).unwrap());
    rows.map(|rows| (rows.session.session.clone(), rows)).collect()
}

fn by_session(tables: Tables) -> BTreeMap<String, Rows> {
    let rows = tables.sessions.iter().map(|session| {
        let is_of = |id: &str| *id == session.session;
        let steps = tables.steps.iter().filter(|row| is_of(&row.session));
        let rules = tables.rules.iter().filter(|row| is_of(&row.session));
        Rows {
            session: session.clone(),
            steps: steps.cloned().collect(),
            rules: rules.cloned().collect(),
        }
    });
    rows.map(|rows| (rows.session.session.clone(), rows)).collect()
}

/// How many rows a query of SQL finds.
fn count(path: &Path, of: &str) -> i64 {
    let connection = Connection::open(path).unwrap();
    connection
        .query_row(&format!("select count(*) from {of}"), [], |row| row.get(0))
        .unwrap()
}

/// Rows without a session, and sessions without their columns.
fn astray(path: &Path) -> i64 {
    let orphans =
        ["steps", "rules"].map(|table| count(path, &format!("{table} where session not in (select id from sessions)")));
    orphans.iter().sum::<i64>() + count(path, "sessions where parts is null")
}

/// What a person may do with their sessions.
#[derive(Debug, Clone)]
enum Act {
    Save(u32),
    /// Says something afterwards.
    Say(u32, u8),
    Delete(u32),
    DeleteAll,
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let number = || 0u32..8;
    let act = prop_oneof![
        6 => number().prop_map(Act::Save),
        3 => (number(), 0u8..=10).prop_map(|(number, pain)| Act::Say(number, pain)),
        2 => number().prop_map(Act::Delete),
        1 => Just(Act::DeleteAll),
    ];
    prop::collection::vec(act, 1..24)
}

async fn act(records: &Records, act: Act) {
    match act {
        Act::Save(number) => drop(records.save(&of(number)).await.unwrap()),
        Act::Say(number, pain) => {
            let mut report = of(number);
            report.session.as_mut().unwrap().feedback = Some(Feedback {
                stretch_felt: None,
                pain: Some(pain),
                effort: None,
            });
            records.save(&report).await.unwrap();
        }
        Act::Delete(number) => drop(records.delete(&id(number)).await.unwrap()),
        Act::DeleteAll => drop(records.delete_all().await.unwrap()),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn rows_are_what_the_reports_say_after_anything_that_was_done(acts in acts()) {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).build().unwrap();
        let folder = tempdir().unwrap();
        let path = folder.path().join("sessions.db");
        let (found, wanted) = runtime.block_on(async {
            let records = Records::open(&path).await.unwrap();
            for one in acts {
                act(&records, one).await;
            }
            let found = records.rows(&Filter::default()).await.unwrap();
            (found, wanted(&records).await)
        });
        prop_assert!(found.sessions.is_sorted_by_key(|row| row.started_at.clone()));
        prop_assert_eq!(by_session(found), wanted);
        prop_assert_eq!(astray(&path), 0);
    }
}

#[tokio::test]
async fn a_filter_takes_guides_and_days_as_they_were_where_it_was_done() {
    let records = Records::in_memory().await.unwrap();
    let starts = [
        "2026-11-22T20:30:00-04:00",
        "2026-11-23T00:30:00Z",
        "2026-11-24T23:59:59+14:00",
    ];
    for (number, start) in (0..).zip(starts) {
        records.save(&session(&id(number), start)).await.unwrap();
    }
    let mut other = session(&id(9), starts[1]);
    other.guide.name = "neck".to_owned();
    records.save(&other).await.unwrap();
    let found = async |filter: Filter| {
        let rows = records.session_rows(&filter).await.unwrap();
        rows.into_iter().map(|row| row.session).collect::<Vec<_>>()
    };
    let on = |from, to| Filter {
        guide: Some("upper-back".to_owned()),
        from,
        to,
    };
    let (sunday, monday) = (Some(date(2026, 11, 22)), Some(date(2026, 11, 23)));
    assert_eq!(found(Filter::default()).await.len(), 4);
    assert_eq!(found(on(None, None)).await.len(), 3);
    assert_eq!(found(on(None, sunday)).await, [id(0)]);
    assert_eq!(found(on(monday, monday)).await, [id(1)]);
    assert_eq!(found(on(monday, None)).await.len(), 2);
    assert_eq!(found(on(monday, sunday)).await, [""; 0]);
}

#[tokio::test]
async fn rules_of_one_verb_are_those_of_all_rows() {
    let records = Records::in_memory().await.unwrap();
    for number in 0..4 {
        records.save(&of(number)).await.unwrap();
    }
    let all = records.rows(&Filter::default()).await.unwrap();
    for verb in [VerbName::Reach, VerbName::Keep, VerbName::Note] {
        let (sessions, rules) = records.rule_rows(&Filter::default(), verb).await.unwrap();
        let wanted: Vec<RuleRow> = all
            .rules
            .iter()
            .filter(|rule| rule.verb == Some(verb))
            .cloned()
            .collect();
        assert!(!wanted.is_empty());
        assert_eq!((sessions, rules), (all.sessions.clone(), wanted));
    }
}

#[tokio::test]
async fn page_by_page_every_session_comes_once_though_some_began_together() {
    let records = Records::in_memory().await.unwrap();
    for number in 0..20 {
        // Three in each moment, in three zones; the fraction is one that SQLite rounds.
        let hour = number / 3;
        let start = match number % 3 {
            0 => format!("2026-11-23T{hour:02}:30:00.1235Z"),
            1 => format!("2026-11-23T{:02}:30:00.1235+02:00", hour + 2),
            _ => format!("2026-11-22T{:02}:30:00.1235-12:00", hour + 12),
        };
        records.save(&session(&id(number), &start)).await.unwrap();
    }
    let all: Vec<String> = records
        .newest_sessions(None, 1000)
        .await
        .unwrap()
        .into_iter()
        .map(|row| row.session)
        .collect();
    assert_eq!(all.len(), 20);
    for most in [1, 2, 3, 4, 7, 20, 100] {
        let (mut seen, mut before) = (Vec::new(), None);
        loop {
            let page = records.newest_sessions(before, most).await.unwrap();
            let Some(last) = page.last() else { break };
            assert!(page.len() < most as usize + 3);
            before = Some(last.started_at.parse().unwrap());
            seen.extend(page.into_iter().map(|row| row.session));
        }
        assert_eq!(seen, all, "{most}");
    }
}

/// A closed file with three sessions.
async fn three(path: &Path) {
    let records = Records::open(path).await.unwrap();
    for number in 1..=3 {
        records.save(&of(number)).await.unwrap();
    }
    records.close().await;
}

#[tokio::test]
async fn a_column_that_says_nothing_that_can_be_is_read_from_the_report() {
    for damage in [
        "update sessions set done = null",
        "update sessions set parts = -1",
        "update sessions set guide_sha256 = null, view = 'above'",
        "update sessions set source = 'film' where rowid = 2",
        "update sessions set duration_s = 9e999",
        "update steps set verdict = 'perfect'",
        "update steps set part = part + 9223372036854775000 where session like '%2'",
        "update rules set verb = 'sing' where part = 1",
        "update rules set verdict = ''",
        "update rules set text = cast(x'ffc328' as text)",
        "delete from steps",
    ] {
        let folder = tempdir().unwrap();
        let path = folder.path().join("sessions.db");
        three(&path).await;
        from_outside(&path, damage);
        let records = Records::open(&path).await.unwrap();
        let found = records.rows(&Filter::default()).await.unwrap();
        assert_eq!(by_session(found), wanted(&records).await, "{damage}");
        let (_, guards) = records.rule_rows(&Filter::default(), VerbName::Keep).await.unwrap();
        let keeps = |rows: Rows| rows.rules.into_iter().filter(|rule| rule.verb == Some(VerbName::Keep));
        let all: Vec<RuleRow> = wanted(&records).await.into_values().flat_map(keeps).collect();
        assert_eq!(guards, all, "{damage}");
        assert_eq!(records.damaged().await.unwrap(), [], "{damage}");
        // And the next save puts it right.
        for number in 1..=3 {
            records.save(&of(number)).await.unwrap();
        }
        records.close().await;
        let found = by_session(
            Records::open(&path)
                .await
                .unwrap()
                .rows(&Filter::default())
                .await
                .unwrap(),
        );
        assert_eq!(found.len(), 3, "{damage}");
        assert_eq!(astray(&path), 0, "{damage}");
    }
}

#[tokio::test]
async fn a_session_that_can_not_be_read_at_all_is_left_out_and_named() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("sessions.db");
    three(&path).await;
    from_outside(&path, "update sessions set report = '{', done = null where rowid = 2");
    let records = Records::open(&path).await.unwrap();
    for (sessions, rules) in [
        records.rule_rows(&Filter::default(), VerbName::Keep).await.unwrap(),
        records
            .rows(&Filter::default())
            .await
            .map(|all| (all.sessions, all.rules))
            .unwrap(),
    ] {
        let ids: Vec<String> = sessions.into_iter().map(|row| row.session).collect();
        assert_eq!(ids, [id(1), id(3)]);
        assert!(rules.iter().all(|rule| rule.session != id(2)));
    }
    assert_eq!(records.newest_sessions(None, 10).await.unwrap().len(), 2);
    assert_eq!(records.damaged().await.unwrap().len(), 1);
    // Deleted as damaged, its rows go with it, though its id is another by now.
    from_outside(&path, "update sessions set id = 'gone' where rowid = 2");
    assert!(records.delete_damaged(Table::Sessions, 2).await.unwrap());
    assert_eq!(astray(&path), 0);
    assert_eq!(count(&path, "steps"), (2 + 1) + 1, "of the first and the third");
}

#[tokio::test]
async fn another_program_that_deletes_a_session_leaves_no_rows_of_it() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("sessions.db");
    three(&path).await;
    from_outside(&path, "pragma foreign_keys = off; delete from sessions where rowid = 1");
    assert_eq!(astray(&path), 0);
    assert!(count(&path, "rules") > 0);
}
