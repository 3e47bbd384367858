//! A rule in its one form: single blanks, plain numbers, `>=`, `<=` and `deg`.

use crate::at::tidy;
use crate::syntax::{Amount, Amounts, At, Body, FromTo, Own, is_of_count, take_apart, unit_name};

/// The rule, which has no mistakes.
pub(super) fn printed(source: &str) -> String {
    let Some(syntax) = take_apart(source, 0) else {
        return tidy(source);
    };
    let mut words = vec![syntax.verb.value.to_owned()];
    match &syntax.body {
        Body::Phrase { words: phrase, own, .. } => words.extend(position(phrase, own.as_ref())),
        Body::FromTo(FromTo { first, then }) => {
            words.extend(position(&first.words, first.own.as_ref()));
            if let Some((to, second)) = then {
                words.push(to.value.to_owned());
                words.extend(position(&second.words, second.own.as_ref()));
            }
        }
        Body::Hold(amounts) | Body::Repeat(amounts) => words.extend(range(amounts)),
        Body::Sets(one) | Body::Rest(one) => words.extend(one.iter().map(amount)),
        Body::Ask(question) => words.push(tidy(question.value)),
        Body::Slowly | Body::Note | Body::Unknown => {}
    }
    if !syntax.rest.value.is_empty() {
        words.push(tidy(syntax.rest.value));
    }
    words.join(" ")
}

/// In a code span, with as many ticks as it takes.
pub(super) fn in_ticks(rule: &str) -> String {
    let longest = rule.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let ticks = "`".repeat(longest + 1);
    let blank = if rule.starts_with('`') || rule.ends_with('`') {
        " "
    } else {
        ""
    };
    format!("{ticks}{blank}{rule}{blank}{ticks}")
}

/// A phrase, its side and its threshold.
fn position(phrase: &[At<&str>], own: Option<&Own>) -> Vec<String> {
    let mut words: Vec<String> = phrase.iter().map(|word| word.value.to_owned()).collect();
    if let Some(own) = own {
        words.push(own.operator.value.replace('≥', ">=").replace('≤', "<="));
        words.extend(own.amount.iter().map(amount));
    }
    words
}

fn range(amounts: &Amounts) -> Vec<String> {
    let mut words: Vec<String> = amounts.from.iter().map(amount).collect();
    if let Some((_, upper)) = &amounts.to {
        words.push("to".to_owned());
        words.extend(upper.iter().map(amount));
    }
    words
}

fn amount(amount: &Amount) -> String {
    let number = number(amount.number.value);
    match amount.unit.as_ref().map(|unit| unit_name(unit.value)) {
        None => number,
        Some(unit) if is_of_count(unit) => number,
        Some("breath" | "breaths") if number == "1" => "1 breath".to_owned(),
        Some("breath") => format!("{number} breaths"),
        Some(unit) => format!("{number} {unit}"),
    }
}

fn number(written: &str) -> String {
    match written.parse::<f64>() {
        // Adding 0 turns -0 into 0.
        Ok(number) if number.is_finite() => format!("{}", number + 0.0),
        _ => written.to_owned(),
    }
}
