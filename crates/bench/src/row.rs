//! What is measured, one row a figure: for people as a table, for later comparison as JSON.

use std::fmt::Write;

/// What is written to `target/bench.json`.
#[derive(serde::Serialize)]
pub struct Bench {
    pub cpu: String,
    /// Instruction sets that the kernels can use here, best first.
    pub features: Vec<String>,
    pub rows: Vec<Row>,
}

/// One figure. `ours_ms` and `peer_ms` are medians of rounds that took turns.
#[derive(serde::Serialize)]
pub struct Row {
    pub name: String,
    pub ours_ms: f64,
    /// What it is held against: another program, the processor's limit, or the aim where there is no other.
    pub peer: String,
    pub peer_ms: f64,
    /// How many times as fast as the peer.
    pub ratio: f64,
    /// Of our rounds.
    pub ours_least_ms: f64,
    pub ours_most_ms: f64,
    /// The ratio that we want.
    pub aim: f64,
}

impl Row {
    /// From the rounds of both sides, in milliseconds.
    pub fn new(name: impl Into<String>, ours: &[f64], peer: impl Into<String>, peers: &[f64], aim: f64) -> Self {
        let (ours_ms, peer_ms) = (median(ours), median(peers));
        Self {
            name: name.into(),
            ours_ms,
            peer: peer.into(),
            peer_ms,
            ratio: peer_ms / ours_ms,
            ours_least_ms: ours.iter().copied().fold(f64::INFINITY, f64::min),
            ours_most_ms: ours.iter().copied().fold(0.0, f64::max),
            aim,
        }
    }

    /// Held against nothing but what we want.
    pub fn against_aim(name: impl Into<String>, ours: &[f64], aim_ms: f64) -> Self {
        Self::new(name, ours, "our aim", &[aim_ms], 1.0)
    }
}

/// The rows as a person reads them.
pub fn table(rows: &[Row]) -> String {
    let mut text = String::new();
    let name = rows.iter().map(|row| row.name.len()).max().unwrap_or(0);
    let peer = rows.iter().map(|row| row.peer.len()).max().unwrap_or(0);
    let _ = writeln!(
        text,
        "{:name$}  {:>9}  {:>21}  {:peer$}  {:>9}  {:>6}  {:>5}",
        "row", "ours ms", "least to most", "against", "ms", "ratio", "aim"
    );
    for row in rows {
        let span = format!("{} to {}", ms(row.ours_least_ms), ms(row.ours_most_ms));
        let _ = writeln!(
            text,
            "{:name$}  {:>9}  {span:>21}  {:peer$}  {:>9}  {:>6.2}  {:>5.2}{}",
            row.name,
            ms(row.ours_ms),
            row.peer,
            ms(row.peer_ms),
            row.ratio,
            row.aim,
            if row.ratio < row.aim { "  missed" } else { "" }
        );
    }
    text
}

/// Three digits that mean something, from seconds down to microseconds.
fn ms(value: f64) -> String {
    match value {
        v if v >= 100.0 => format!("{v:.0}"),
        v if v >= 1.0 => format!("{v:.2}"),
        v => format!("{v:.5}"),
    }
}

pub fn median(values: &[f64]) -> f64 {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    if values.len() % 2 == 1 {
        values[middle]
    } else {
        (values[middle - 1] + values[middle]) / 2.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle_whatever_the_order() {
        assert_eq!(median(&[9.0, 1.0, 4.0]), 4.0);
        assert_eq!(median(&[4.0, 1.0, 9.0, 2.0]), 3.0);
    }

    #[test]
    fn the_file_has_the_agreed_form() {
        let row = Row::new(
            "native_full_face_1t",
            &[7.5, 7.0, 9.0],
            "mediapipe 0.10.21",
            &[15.0],
            3.5,
        );
        let json = serde_json::to_value(Bench {
            cpu: "a \"cpu\"".into(),
            features: vec!["Avx2".into()],
            rows: vec![row],
        })
        .unwrap();
        assert_eq!(json["cpu"], "a \"cpu\"");
        let row = &json["rows"][0];
        for (key, value) in [
            ("ours_ms", 7.5),
            ("peer_ms", 15.0),
            ("ratio", 2.0),
            ("ours_least_ms", 7.0),
        ] {
            assert_eq!(row[key], value, "{key}");
        }
        assert_eq!(
            (&row["name"], &row["peer"]),
            (&"native_full_face_1t".into(), &"mediapipe 0.10.21".into())
        );
    }

    #[test]
    fn the_table_says_what_is_missed() {
        let rows = [
            Row::new("one", &[2.0], "other", &[3.0], 2.0),
            Row::against_aim("two", &[0.001], 0.002),
        ];
        let text = table(&rows);
        assert!(text.lines().nth(1).unwrap().ends_with("missed"), "{text}");
        assert!(!text.lines().nth(2).unwrap().ends_with("missed"), "{text}");
    }
}
