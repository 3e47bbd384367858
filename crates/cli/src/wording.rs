//! How times, lists and lines are written for people.

/// Wider lines are hard to read.
const WIDEST: usize = 96;
/// Narrower than this nothing fits; the terminal may wrap then.
const NARROWEST: usize = 36;

/// Columns to write in.
pub fn width() -> usize {
    textwrap::termwidth().clamp(NARROWEST, WIDEST)
}

/// `1:22`, or `1:02:03` from an hour on.
pub fn clock(seconds: f64) -> String {
    let whole = seconds.max(0.0) as u64;
    let (hours, minutes, seconds) = (whole / 3600, whole / 60 % 60, whole % 60);
    if hours > 0 {
        format!("{hours}:{minutes:02}:{seconds:02}")
    } else {
        format!("{minutes}:{seconds:02}")
    }
}

/// `a, b, c`, or "none".
pub fn list<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<&str> = names.collect();
    if names.is_empty() {
        "none".to_owned()
    } else {
        names.join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clocks() {
        assert_eq!([clock(5.9), clock(82.0), clock(3723.0)], ["0:05", "1:22", "1:02:03"]);
    }
}
