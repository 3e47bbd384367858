//! What lists, headings and steps begin with: bullets, numbers, "Step 3".
//!
//! Must not know: blocks, what an article is about.

/// Number and text of a list's item.
pub(crate) fn item(words: &str) -> Option<(Option<u32>, &str)> {
    if let Some(rest) = words.strip_prefix(['-', '*', '•', '·', '–', '▪', '◦', '‣', '○', '●', '➢', '✓'])
    {
        let rest = rest.strip_prefix(|c: char| c.is_whitespace())?;
        return Some((None, rest.trim()));
    }
    // "(2) Turn", "b) Turn", "(b) Turn".
    let bare = words.strip_prefix('(').unwrap_or(words);
    if let (Some(letter @ 'a'..='z'), Some(rest)) = (bare.chars().next(), bare.get(1..)) {
        let rest = rest.strip_prefix(')')?.strip_prefix(|c: char| c.is_whitespace())?;
        return Some((Some(u32::from(letter) - u32::from('a') + 1), rest.trim()));
    }
    let words = if bare.len() < words.len() && !bare.contains(')') {
        words
    } else {
        bare
    };
    let digits = words.chars().take_while(char::is_ascii_digit).count();
    let (number, rest) = words.split_at_checked(digits)?;
    let number: u32 = number.parse().ok().filter(|number| *number <= 999)?;
    let rest = rest
        .strip_prefix(['.', ')'])?
        .strip_prefix(|c: char| c.is_whitespace())?;
    Some((Some(number), rest.trim()))
}

/// The number and the rest of "Step 3: Turn", "STEP 3 - Turn", "3. Step 3: Turn", "Exercise 3. Turn".
pub(crate) fn step_mark(text: &str) -> Option<(u32, &str)> {
    let text = match item(text) {
        Some((Some(_), rest)) => rest,
        _ => text,
    };
    let (word, rest) = text.split_once(' ')?;
    if !["step", "exercise", "stretch", "movement"].contains(&word.to_lowercase().as_str()) {
        return None;
    }
    let digits = rest.chars().take_while(char::is_ascii_digit).count();
    let letters = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
    let (number, rest) = match digits {
        0 => (spelled(&rest.get(..letters)?.to_lowercase())?, rest.get(letters..)?),
        digits => {
            let (number, rest) = rest.split_at_checked(digits)?;
            (number.parse().ok().filter(|number| *number <= 999)?, rest)
        }
    };
    let after = rest.trim_start_matches([':', '.', ')', '-', '–', '—', ' ']);
    // "Step 2 feet to the left" is an order.
    (after.len() < rest.len() || rest.is_empty())
        .then_some(())
        .filter(|()| !rest.starts_with(' ') || rest.trim_start().starts_with(['-', '–', '—']) || after.is_empty())?;
    Some((number, after))
}

/// The number that a word is: "one" to "twelve".
pub(crate) fn spelled(word: &str) -> Option<u32> {
    let words = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    ];
    let at = words.iter().position(|known| *known == word)?;
    u32::try_from(at + 1).ok()
}

/// The number that a heading begins with, and the rest: "2. Neck turns", "#2 Neck turns", "2) Neck turns",
/// "2 – Neck turns".
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
