//! Tests: made-up rows.

use proptest::prelude::*;
use results::{Ending, RuleRow, RuleVerdictName, SessionRow, SideName, Source, UnitName, VerbName, ViewName};

/// A session before a camera that stood to the person's right, with four parts that are all done.
pub fn session(number: u32, started_at: &str) -> SessionRow {
    SessionRow {
        session: format!("6a1f0c9e-0000-4000-8000-{number:012}"),
        guide: "upper-back".to_owned(),
        guide_sha256: "0".repeat(64),
        started_at: started_at.to_owned(),
        source: Source::Camera,
        ending: Ending::Done,
        model: None,
        unhunch: "0.1.0".to_owned(),
        duration_s: 120.0,
        coverage: Some(1.0),
        view: Some(ViewName::Right),
        view_turned_deg: Some(20.0),
        view_above_deg: Some(5.0),
        parts: 4,
        done: 4,
        skipped: 0,
        hold_s: 60.0,
        stretch_felt: None,
        pain: None,
        effort: None,
    }
}

/// A turn of the head that got so far.
pub fn reach(session: &SessionRow, side: Option<SideName>, value: f64) -> RuleRow {
    let word = side.map_or(String::new(), |side| format!(" {}", side.name()));
    RuleRow {
        session: session.session.clone(),
        part: u32::from(side == Some(SideName::Right)),
        step: "look-down".to_owned(),
        side,
        sentence: 0,
        place: 0,
        text: format!("Turn your head{word}."),
        rule: format!("reach head turned{word}"),
        verb: Some(VerbName::Reach),
        verdict: RuleVerdictName::Met,
        confidence: Some(0.9),
        measure: Some("head_azimuth_deg".to_owned()),
        decisive: Some(value),
        threshold: Some(20.0),
        unit: Some(UnitName::Degrees),
        broken_s: Some(0.0),
    }
}

/// A guard that was kept, broken for so long, or not seen.
pub fn guard(session: &SessionRow, side: Option<SideName>, verdict: RuleVerdictName, broken_s: f64) -> RuleRow {
    let word = side.map_or(String::new(), |side| format!(" {}", side.name()));
    RuleRow {
        sentence: 1,
        text: format!("Your head stays over your{word} shoulder."),
        rule: format!("keep head over{word} shoulder"),
        verb: Some(VerbName::Keep),
        verdict,
        broken_s: Some(broken_s),
        ..reach(session, side, 10.0)
    }
}

/// Sessions of two months, each with an id of its own.
pub fn sessions() -> impl Strategy<Value = Vec<SessionRow>> {
    let zone = prop::sample::select(vec!["Z", "+01:00", "-11:30", "+14:00"]);
    let started_at = (1u8..=28, 10u8..=11, 0u8..24, zone)
        .prop_map(|(day, month, hour, zone)| format!("2026-{month:02}-{day:02}T{hour:02}:15:00{zone}"));
    let guide = prop::sample::select(vec!["upper-back", "neck"]);
    let source = prop::sample::select(Source::ALL);
    let ending = prop::sample::select(Ending::ALL);
    let one = (started_at, guide, source, ending, 0u32..=4);
    prop::collection::vec(one, 0..20).prop_map(|all| {
        let numbered = (1..).zip(all);
        numbered
            .map(|(number, (started_at, guide, source, ending, done))| SessionRow {
                guide: guide.to_owned(),
                source,
                ending,
                done,
                ..session(number, &started_at)
            })
            .collect()
    })
}

/// Reaches and guards of these sessions, on either side and on none, some of them unseen.
pub fn rules(sessions: Vec<SessionRow>) -> impl Strategy<Value = Vec<RuleRow>> {
    let side = prop::option::of(prop::sample::select(SideName::ALL));
    let verdict = prop::sample::select(RuleVerdictName::ALL);
    let one = (side, verdict, prop::option::of(-90.0..90.0_f64), any::<bool>());
    let each = prop::collection::vec(one, sessions.len());
    each.prop_map(move |all| {
        let of = sessions.iter().zip(all);
        of.map(|(session, (side, verdict, value, is_guard))| {
            if is_guard {
                guard(session, side, verdict, 1.0)
            } else {
                RuleRow {
                    decisive: value,
                    ..reach(session, side, 0.0)
                }
            }
        })
        .collect()
    })
}
