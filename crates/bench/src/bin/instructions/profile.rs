//! Reads what callgrind writes: costs line by line, under the object file that they belong to.

use std::collections::HashMap;

/// Instructions within the object file whose path ends with `program`.
///
/// What the C library does is left out: it picks another `memcpy` on every kind of processor, and with one of them
/// the face network takes nearly a fifth more instructions than with another.
///
/// `None` when the costs don't add up to the file's own sum: then this reader does not understand the file.
///
/// Format: <https://valgrind.org/docs/manual/cl-format.html>
pub fn instructions_of(program: &str, profile: &str) -> Option<u64> {
    let mut names: HashMap<&str, &str> = HashMap::new();
    let (mut ours, mut all, mut sum) = (0, 0, None);
    let mut is_ours = false;
    let mut is_of_callee = false;
    for line in profile.lines() {
        if let Some(object) = line.strip_prefix("ob=") {
            is_ours = full_name(object, &mut names)?.ends_with(program);
        } else if let Some(object) = line.strip_prefix("cob=") {
            // Only remembered: a name is written out once, wherever it comes first.
            full_name(object, &mut names)?;
        } else if line.starts_with("calls=") {
            is_of_callee = true;
        } else if let Some(number) = line.strip_prefix("totals:").or_else(|| line.strip_prefix("summary:")) {
            sum = Some(number.trim().parse::<u64>().ok()?);
        } else if line.starts_with(|first: char| first.is_ascii_digit() || "+-*".contains(first)) {
            // The callee's own lines hold this cost too.
            if std::mem::take(&mut is_of_callee) {
                continue;
            }
            let cost: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
            all += cost;
            ours += if is_ours { cost } else { 0 };
        }
    }
    (sum == Some(all)).then_some(ours)
}

/// `(3) /path` gives a name to a number, `(3)` means it.
fn full_name<'a>(text: &'a str, names: &mut HashMap<&'a str, &'a str>) -> Option<&'a str> {
    let Some((number, name)) = text.split_once(')') else {
        return Some(text);
    };
    if !name.trim().is_empty() {
        names.insert(number, name.trim());
    }
    names.get(number).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROFILE: &str = "\
events: Ir

ob=(1) /bin/work
fl=(1) a.rs
fn=(1) run
3 10
+2 5
cob=(2) /lib/libc.so.6
cfn=(2) memcpy
calls=1 0
* 100
fi=(2) b.rs
9 1

ob=(2)
fn=(2)
0 100

ob=(1)
fn=(3) more
-1 4

totals: 120
";

    #[test]
    fn the_library_is_left_out_and_no_call_counts_twice() {
        assert_eq!(instructions_of("/work", PROFILE), Some(20));
        assert_eq!(instructions_of("/libc.so.6", PROFILE), Some(100));
    }

    #[test]
    fn a_sum_that_does_not_fit_is_no_count() {
        assert_eq!(instructions_of("/work", &PROFILE.replace("120", "121")), None);
        assert_eq!(instructions_of("/work", ""), None);
    }
}
