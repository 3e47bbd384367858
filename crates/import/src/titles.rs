//! Titles of steps: what stands in bold or before a colon, and the numbers that they carry.
//!
//! Must not know: where steps stand, rules.

use crate::sentences::sentences;
use crate::steps::RawStep;
use crate::wishes::wishes;

/// Longest title, in characters; a longer one is a sentence.
const LONGEST_TITLE: usize = 100;

/// The number and the rest of "Step 3: Turn", "STEP 3 - Turn", "3. Step 3: Turn", "Exercise 3. Turn".
pub(crate) fn step_mark(text: &str) -> Option<(u32, &str)> {
    let text = match crate::plain::item(text) {
        Some((Some(_), rest)) => rest,
        _ => text,
    };
    let (word, rest) = text.split_once(' ')?;
    if !["step", "exercise", "stretch", "movement"].contains(&word.to_lowercase().as_str()) {
        return None;
    }
    let digits = rest.chars().take_while(char::is_ascii_digit).count();
    let (number, rest) = rest.split_at_checked(digits)?;
    let number = number.parse().ok().filter(|number| *number <= 999)?;
    let after = rest.trim_start_matches([':', '.', ')', '-', '–', '—', ' ']);
    // "Step 2 feet to the left" is an order.
    (after.len() < rest.len() || rest.is_empty())
        .then_some(())
        .filter(|()| !rest.starts_with(' ') || rest.trim_start().starts_with(['-', '–', '—']) || after.is_empty())?;
    Some((number, after))
}

/// Title and text of an item: what is bold, what stands before a colon, or its first sentence.
pub(crate) fn split_title(text: &str, lead: Option<&str>) -> (String, Option<String>) {
    let some = |text: &str| Some(text.trim().to_owned()).filter(|text| text.chars().any(char::is_alphabetic));
    if let Some(after) = lead.and_then(|lead| text.strip_prefix(lead)) {
        let lead = lead.unwrap_or_default();
        let title = lead.trim_end_matches([':', '.', '–', '—', '-', ' ']).to_owned();
        return (title, some(after.trim_start_matches([':', '.', '–', '—', '-', ' '])));
    }
    for mark in [": ", " – ", " — ", " - "] {
        if let Some((title, after)) = text.split_once(mark) {
            let short = title.split_whitespace().count() <= 6 && !title.contains(['.', ',', '!', '?']);
            if short && !moves_and_ends(title) && after.starts_with(char::is_uppercase) {
                return (title.trim().to_owned(), some(after));
            }
        }
    }
    let all = sentences(text);
    let first = all.first().cloned().unwrap_or_default();
    match all.len() {
        // A lone sentence is title and text, and the text is what the rules stand behind.
        1 => (first, None),
        _ => (first, some(text)),
    }
}

/// "Hold: ten seconds" is no title.
pub(crate) fn moves_and_ends(title: &str) -> bool {
    matches!(
        title.to_lowercase().as_str(),
        "hold" | "repeat" | "note" | "tip" | "caution" | "warning"
    )
}

/// Gives a step its first sentence as title if it has none, and keeps titles short and without a full stop.
pub(crate) fn with_title(mut step: RawStep) -> RawStep {
    if step.title.is_empty() {
        step.title = step
            .texts
            .first()
            .and_then(|text| sentences(text).into_iter().next())
            .unwrap_or_default();
    }
    let bare = step.title.trim_end_matches(['.', ':', ' ']).to_owned();
    if bare.chars().count() > LONGEST_TITLE {
        if step.texts.is_empty() {
            step.texts.push(step.title.clone());
        }
        let cut: String = bare.chars().take(LONGEST_TITLE).collect();
        step.title = format!("{} …", cut.rsplit_once(' ').map_or(cut.as_str(), |(whole, _)| whole));
    } else {
        step.title = bare;
    }
    step
}

/// The number that a heading begins with, and the rest: "2. Neck turns", "#2 Neck turns", "2) Neck turns", "2 – Neck turns".
pub(crate) fn heading_number(text: &str) -> Option<(u32, &str)> {
    let after_sign = text.trim_start_matches(['#', '(']);
    let digits = after_sign.chars().take_while(char::is_ascii_digit).count();
    let (number, rest) = after_sign.split_at_checked(digits)?;
    let number = number.parse().ok()?;
    let signed = after_sign.len() < text.len();
    let after = rest.trim_start_matches(['.', ')', ':', '-', '–', '—', ' ', '/']);
    let marked = rest.trim_start().starts_with(['.', ')', ':', '-', '–', '—']) || signed;
    (marked && after.starts_with(char::is_alphabetic)).then_some((number, after))
}

/// A few words that tell nobody to do anything.
pub(crate) fn is_name(text: &str) -> bool {
    text.split_whitespace().count() <= 4 && !wishes(text).instructs
}
