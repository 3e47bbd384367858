//! Repairs what scraping did to the steps of an article.
//!
//! The damage: the details of all steps stand under the first one, joined with a comma between blanks; the same
//! details come again under "Detailed guide"; words are doubled.
//!
//! Must not know: formats, rules.

use crate::language::Language;
use crate::meaning::wishes::wishes;
use crate::structure::article::ArticleStep;
use crate::structure::sentences::{HARD_BREAK, sentences, without_doubled_words};
use crate::structure::titles::{RawStep, with_title};

/// What is said where a detailed guide says something else than the steps.
pub(crate) const COMPARE: &str = "The detailed guide was left out: compare it with the steps.";
/// More steps than a guide holds are not put in order.
const MOST_PARTS: usize = 200;

/// Steps with their sentences; what was repaired goes to `repairs`. `detailed` is what stood under "Detailed guide".
pub(crate) fn repair(
    steps: Vec<RawStep>,
    detailed: &[String],
    language: &Language,
    repairs: &mut Vec<String>,
) -> Vec<ArticleStep> {
    let titles: Vec<String> = steps
        .iter()
        .map(|step| tidied(&step.title, language, repairs))
        .collect();
    let mut texts: Vec<String> = steps.iter().map(|step| joined(&step.texts)).collect();
    let bare = texts.iter().all(String::is_empty);
    if let (true, Some(first)) = (bare && !detailed.is_empty(), texts.first_mut()) {
        *first = joined(detailed);
        repairs.push("The steps had no details: they were taken from the detailed guide.".to_owned());
    } else if !detailed.is_empty() {
        repairs.push(match says_the_same(&joined(&texts), &joined(detailed)) {
            true => "The detailed guide said everything a second time: it was left out.".to_owned(),
            false => COMPARE.to_owned(),
        });
    }
    if let Some(parts) = joined_parts(&texts) {
        let places = places(&titles, &parts);
        repairs.push(match parts.len() == titles.len() {
            true => format!(
                "The details of all {} steps stood under step 1: each went to its own.",
                titles.len()
            ),
            false => format!(
                "{} details for {} steps stood under step 1: they went where their words fit best. Look at them.",
                parts.len(),
                titles.len()
            ),
        });
        texts = vec![String::new(); titles.len()];
        for (part, place) in parts.iter().zip(places) {
            if let Some(text) = texts.get_mut(place) {
                text.push_str(&format!("{part} "));
            }
        }
    }
    let mut repaired = Vec::new();
    for (title, text) in titles.into_iter().zip(texts) {
        let mut sentences = sentences(&tidied(&text, language, repairs), language);
        // "Chin drop. Let your chin …": the name is the title, and no sentence.
        let is_name = |sentence: &String| {
            sentence.trim_end_matches(['.', ':']) == title
                && title.split(' ').count() <= 3
                && !wishes(sentence, language).instructs
        };
        if sentences.len() > 1 && sentences.first().is_some_and(is_name) {
            sentences.remove(0);
        }
        // A step without a name that got its details here is called as others without one are.
        let title = if title.is_empty() {
            let raw = RawStep {
                title,
                texts: sentences.clone(),
            };
            with_title(raw, language).title
        } else {
            title
        };
        repaired.push(ArticleStep { title, sentences });
    }
    repaired
}

/// Texts as one; each that ends without a mark gets a full stop, so that two never become one sentence.
pub(crate) fn joined(texts: &[String]) -> String {
    let mut all = String::new();
    for text in texts.iter().filter(|text| !text.is_empty()) {
        // A text never goes on with the sentence of another, but for a list that was cut.
        let gap = match all.chars().last() {
            None => "",
            Some(',' | ';') => " ",
            Some(_) => HARD_BREAK,
        };
        // "Repeat (10 times)" has not ended.
        let bare = text.trim_end_matches(['"', '”', '“', ')', '\'', '’', '»', ' ']);
        let ended = bare.ends_with(['.', '!', '?', ':', ',', ';', '…']);
        all.push_str(&format!("{gap}{text}{}", if ended { "" } else { "." }));
    }
    all
}

/// Without doubled words.
pub(crate) fn tidied(text: &str, language: &Language, repairs: &mut Vec<String>) -> String {
    let mut tidy = Vec::new();
    for part in text.split(HARD_BREAK) {
        let (part, taken) = without_doubled_words(part, language);
        let became = taken
            .into_iter()
            .map(|word| format!("\"{word} {word}\" became \"{word}\"."));
        repairs.extend(became);
        tidy.push(part);
    }
    tidy.join(HARD_BREAK)
}

fn says_the_same(one: &str, other: &str) -> bool {
    let letters = |text: &str| {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .collect::<String>()
            .to_lowercase()
    };
    letters(one) == letters(other)
}

/// The details that were joined under the first step, if all others are empty.
fn joined_parts(texts: &[String]) -> Option<Vec<String>> {
    let (first, others) = texts.split_first()?;
    if !(1..MOST_PARTS).contains(&others.len()) || others.iter().any(|text| !text.is_empty()) {
        return None;
    }
    let mut parts = vec![String::new()];
    let mut ended = true;
    for word in first.split_whitespace() {
        // A comma that stands alone, after a sentence or after another one.
        if word == "," && ended {
            parts.push(String::new());
            continue;
        }
        ended = word.ends_with(['.', '!', '?', ')', '"', '”']);
        if let Some(part) = parts.last_mut() {
            if !part.is_empty() {
                part.push(' ');
            }
            part.push_str(word);
        }
    }
    (2..=MOST_PARTS).contains(&parts.len()).then_some(parts)
}

/// Which step each part belongs to, in order. One each if the numbers agree, else where they share the most words.
fn places(titles: &[String], parts: &[String]) -> Vec<usize> {
    if parts.len() == titles.len() {
        return (0..parts.len()).collect();
    }
    // Best total of shared words with the parts up to here in the steps up to here; a part never goes before the last.
    let alike: Vec<Vec<usize>> = parts
        .iter()
        .map(|part| titles.iter().map(|title| shared_words(title, part)).collect())
        .collect();
    let spread = usize::from(parts.len() < titles.len());
    let mut best: Vec<Vec<(usize, usize)>> = Vec::new();
    for row in &alike {
        let mut line: Vec<(usize, usize)> = Vec::new();
        for (step, alike) in row.iter().enumerate() {
            let before = best.last().map(|above: &Vec<(usize, usize)>| {
                let reach = (step + 1).saturating_sub(spread).min(above.len());
                let options = above.iter().take(reach).enumerate();
                options.fold(
                    (0, 0),
                    |best, (at, (total, _))| if *total > best.0 { (*total, at) } else { best },
                )
            });
            let (total, from) = before.unwrap_or((1, 0));
            // Nothing before: this place can't be reached.
            line.push((if total == 0 { 0 } else { total + alike }, from));
        }
        best.push(line);
    }
    let last = best.last().map_or(0, |line| {
        let options = line.iter().enumerate();
        options
            .fold(
                (0, 0),
                |best, (at, (total, _))| if *total > best.0 { (*total, at) } else { best },
            )
            .1
    });
    let mut places = vec![last];
    for line in best.iter().skip(1).rev() {
        let here = places.last().copied().unwrap_or(0);
        places.push(line.get(here).map_or(0, |(_, from)| *from));
    }
    places.reverse();
    places
}

/// How many words of a title, other than the smallest, a text has too.
fn shared_words(title: &str, text: &str) -> usize {
    let words = |text: &str| -> Vec<String> {
        let words = crate::meaning::words::words(text).into_iter().map(|word| word.text);
        words
            .filter(|word| word.len() > 3 && word != "your" && word != "with")
            .map(|word| word.trim_end_matches('s').to_owned())
            .collect()
    };
    let text = words(text);
    words(title).iter().filter(|word| text.contains(word)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repaired(steps: &[(&str, &str)], detailed: &[&str]) -> (Vec<String>, Vec<String>) {
        let steps = steps.iter().map(|(title, text)| RawStep {
            title: (*title).to_owned(),
            texts: vec![(*text).to_owned()],
        });
        let detailed: Vec<String> = detailed.iter().map(|text| (*text).to_owned()).collect();
        let mut repairs = Vec::new();
        let steps = repair(steps.collect(), &detailed, Language::english(), &mut repairs);
        let shown = steps
            .into_iter()
            .map(|step| format!("{}: {}", step.title, step.sentences.join(" ")))
            .collect();
        (shown, repairs)
    }

    #[test]
    fn joined_details_go_to_their_steps() {
        let (steps, repairs) = repaired(
            &[
                ("Nod", "Sit. Nod. , Turn the the head. , , Rest."),
                ("Turn", ""),
                ("Wait", ""),
                ("Rest", ""),
            ],
            &[],
        );
        assert_eq!(
            steps,
            ["Nod: Sit. Nod.", "Turn: Turn the head.", "Wait: ", "Rest: Rest."]
        );
        assert_eq!(repairs.len(), 2);
    }

    #[test]
    fn details_that_are_too_few_or_too_many_go_where_their_words_fit() {
        let (steps, _) = repaired(
            &[
                ("Lower the chin", "Sit. , Squeeze the shoulders."),
                ("Open the chest", ""),
                ("Squeeze shoulders", ""),
            ],
            &[],
        );
        assert_eq!(steps.last().unwrap(), "Squeeze shoulders: Squeeze the shoulders.");
        let (steps, _) = repaired(
            &[
                ("Lower the chin", "Chin down. , Slowly. , Squeeze the shoulders."),
                ("Squeeze shoulders", ""),
            ],
            &[],
        );
        assert!(steps[1].ends_with("Squeeze the shoulders."), "{steps:?}");
    }

    #[test]
    fn an_ordinary_list_is_left_alone() {
        let (steps, repairs) = repaired(
            &[("Nod", "Sit, nod, rest."), ("Turn", "Turn.")],
            &["Sit, nod, rest.", "Turn."],
        );
        assert_eq!(steps, ["Nod: Sit, nod, rest.", "Turn: Turn."]);
        assert_eq!(
            repairs,
            ["The detailed guide said everything a second time: it was left out."]
        );
    }
}
