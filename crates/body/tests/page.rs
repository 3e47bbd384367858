//! The page has the same table of measures. `WRITE=1` writes it anew.

use std::fmt::Write as _;
use std::path::Path;

use body::{Measure, Part, Sides};

/// The table as the page gets it, with the facts that the page asks for.
fn table() -> String {
    let mut text = "/** The table of measures of `crates/body/src/measure.rs`, as far as the page needs it; `WRITE=1 cargo test -p body` writes it. */\n\
        export interface Facts {\n  /** The part of the body that it tells of. */\n  \
        part: \"head\" | \"shoulders\" | \"arms\" | \"trunk\" | \"legs\" | \"whole\";\n  \
        unit: \"deg\" | \"sw\" | \"deg/s\" | \"index\";\n  /** Its sign tells the side: to the right is positive. */\n  bySign: boolean;\n  \
        /** The same measure of the other side; itself where it has none. */\n  twin: string;\n}\n\n\
        export const MEASURES = {\n"
        .to_owned();
    for measure in Measure::ALL {
        let by_sign = measure.sides() == Sides::BySign;
        let (twin, _) = measure.mirrored();
        let part = match measure.part() {
            Part::Head => "head",
            Part::Shoulders => "shoulders",
            Part::Arms => "arms",
            Part::Trunk => "trunk",
            Part::Legs => "legs",
            Part::Whole => "whole",
        };
        let unit = measure.unit().name();
        writeln!(
            text,
            "  {measure}: {{ part: \"{part}\", unit: \"{unit}\", bySign: {by_sign}, twin: \"{twin}\" }},"
        )
        .expect("a string takes all");
    }
    text.push_str("} as const satisfies Record<string, Facts>;\n\nexport type MeasureName = keyof typeof MEASURES;\n");
    text
}

#[test]
fn the_page_has_the_same_table() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web/src/figure/measures.ts");
    let table = table();
    if std::env::var_os("WRITE").is_some_and(|write| !write.is_empty()) {
        std::fs::write(&path, &table).unwrap();
    }
    let there = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        there.replace("\r\n", "\n") == table,
        "web/src/figure/measures.ts is not this table: `WRITE=1 cargo test -p body` writes it"
    );
}
