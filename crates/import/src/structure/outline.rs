//! Blocks to an article: title, author, difficulty, what is around it, and its steps.
//!
//! Must not know: formats, which rules there are.

use crate::language::{Language, Section, small};
use crate::meaning::numbers::Unit;
use crate::meaning::wishes::wishes;
use crate::meaning::words::words;
use crate::rules::plan::reaches;
use crate::structure::article::{Article, ArticleStep, LeftOut};
use crate::structure::how_to::is_a_how_to;
use crate::structure::parts::Parts;
use crate::structure::repair::{COMPARE, joined, repair, tidied};
use crate::structure::sentences::sentences;
use crate::structure::steps::{Steps, find};
use crate::structure::tells::{goes_on, only_keeps};
use crate::text::block::{About, Block, BlockKind};

/// A title is no longer than this, in words.
const LONGEST_LINE: usize = 12;
/// An opening that says the titles of more steps than these is not looked for.
const MOST_TITLES: usize = 100;

/// Puts an article together. `None` when it has no steps that move the body.
pub(crate) fn article(blocks: Vec<Block>, about: About, language: &'static Language) -> Option<Article> {
    let parts = Parts::of(blocks, &about, language);
    let mut article = Article {
        title: parts.title.clone(),
        author: parts.author.clone(),
        difficulty: parts.difficulty,
        left_out: parts.left_out.clone(),
        ..Article::new(language)
    };
    let mut found = find(&parts.own, language)?;
    if let ([step], Some(title)) = (found.steps.as_mut_slice(), &parts.title) {
        step.title.clone_from(title);
    }
    // "How to do it", over one of several exercises, is the one that the article is called after.
    for step in &mut found.steps {
        if let Some(title) = parts.title.as_ref()
            && language.page.section(&step.title) == Section::Container
        {
            step.title.clone_from(title);
        }
    }
    // The first line of a text that has no other title, where it is short and no sentence.
    if article.title.is_none() {
        let first = parts
            .own
            .first()
            .filter(|block| block.kind == BlockKind::Text || block.is_heading());
        let first = first.filter(|block| found.taken.first() == Some(&false) && is_short_line(&block.text));
        article.title = first.map(|block| block.text.clone());
    }
    let Steps { steps, taken } = found;
    let titles: Vec<String> = steps.iter().map(|step| step.title.clone()).collect();
    article.steps = repair(steps, &parts.detailed, language, &mut article.repairs);
    if article.repairs.iter().any(|repair| repair == COMPARE) {
        article.left_out.extend(parts.detailed.iter().map(|text| LeftOut {
            text: text.clone(),
            why: "the detailed guide says it in other words than the steps",
        }));
    }
    let first = taken.iter().position(|taken| *taken).unwrap_or(0);
    let mut around = Vec::new();
    for (at, (block, taken)) in parts.own.iter().zip(&taken).enumerate() {
        let text = block.text.clone();
        if *taken || titles.contains(&text) || Some(&text) == article.title.as_ref() {
            continue;
        }
        let opens = at < first && !block.is_heading() && !repeats(&text, &titles);
        if block.kind != BlockKind::Aside && (opens || !block.is_heading() && is_for_all(&text, language)) {
            around.push(text);
        } else {
            let why = match block.kind {
                BlockKind::Aside => "stands beside the article",
                _ if block.is_heading() => "a heading without an exercise of its own",
                _ => "no exercise, and nothing to beware of",
            };
            article.left_out.push(LeftOut { text, why });
        }
    }
    around.extend(parts.kept);
    article.intro = intro(&joined(&around), &article.steps, language, &mut article.repairs);
    finished(article)
}

/// A few words that end no sentence, greet nobody and introduce nothing.
fn is_short_line(text: &str) -> bool {
    text.split_whitespace().count() <= LONGEST_LINE
        && !text.ends_with(['.', '!', '?', ',', ':', ';', '…', ')'])
        && text.starts_with(|c: char| c.is_uppercase() || c == '"' || c == '“')
}

/// Whether a text after the steps is about them all: when to stop, how often in a day.
pub(crate) fn is_for_all(text: &str, language: &Language) -> bool {
    sentences(text, language).iter().any(|sentence| {
        let amounts = language.numbers.amounts(&words(sentence));
        let daily = amounts.iter().any(|amount| amount.unit == Unit::OfADay);
        daily || language.page.warns(sentence) || language.page.says_stop(sentence)
    })
}

/// The sentences before the first step; none that the steps say again.
pub(crate) fn intro(text: &str, steps: &[ArticleStep], language: &Language, repairs: &mut Vec<String>) -> Vec<String> {
    let titles: Vec<String> = steps.iter().map(|step| step.title.clone()).collect();
    if repeats(text, &titles) {
        return Vec::new();
    }
    sentences(&tidied(text, language, repairs), language)
}

/// Title, author and difficulty that a page's blocks name, and all else that it says.
pub(crate) fn facts(blocks: Vec<Block>, about: &About, language: &'static Language) -> Article {
    let parts = Parts::of(blocks, about, language);
    let texts = parts.own.into_iter().map(|block| LeftOut {
        text: block.text,
        why: "stands beside the steps that the page names",
    });
    Article {
        title: parts.title,
        author: parts.author,
        difficulty: parts.difficulty,
        left_out: parts.left_out.into_iter().chain(texts).collect(),
        ..Article::new(language)
    }
}

/// What is the same for every way in which the steps were found. `None` when nothing moves the body.
pub(crate) fn finished(mut article: Article) -> Option<Article> {
    let language = article.language;
    article
        .steps
        .retain(|step| !step.title.is_empty() || !step.sentences.is_empty());
    if are_phases(&article.steps, language) {
        become_one(&mut article);
    }
    join_what_goes_on(&mut article);
    is_a_how_to(&article.steps, language).then_some(article)
}

/// Whether the steps are the parts of one exercise, each named as such: "starting position", "movement", "way back".
fn are_phases(steps: &[ArticleStep], language: &Language) -> bool {
    let mut names: Vec<String> = steps
        .iter()
        .map(|step| small(step.title.trim_end_matches(':')))
        .collect();
    let named = names
        .iter()
        .filter(|name| language.page.marks.phases.contains(name))
        .count();
    names.sort();
    names.dedup();
    steps.len() >= 3 && names.len() == steps.len() && named + 1 >= steps.len()
}

/// A step that only holds, returns or repeats belongs to the movement before it.
fn join_what_goes_on(article: &mut Article) {
    let language = article.language;
    let mut joined: Vec<ArticleStep> = Vec::new();
    let mut gone_on: Vec<String> = Vec::new();
    for (index, step) in std::mem::take(&mut article.steps).into_iter().enumerate() {
        let keeps = only_keeps(&step, language);
        match joined.last_mut().filter(|_| keeps || goes_on(&step, language)) {
            Some(last) => {
                if keeps && !step.sentences.iter().any(|sentence| sentence.starts_with(&step.title)) {
                    article.left_out.push(LeftOut {
                        text: step.title.clone(),
                        why: "a heading without an exercise of its own",
                    });
                }
                if last.sentences.is_empty() {
                    last.sentences.push(format!("{}.", last.title));
                }
                let title = Some(format!("{}.", step.title)).filter(|_| step.sentences.is_empty());
                last.sentences.extend(step.sentences.into_iter().chain(title));
                gone_on.push((index + 1).to_string());
            }
            None => joined.push(step),
        }
    }
    if !gone_on.is_empty() {
        let numbers = gone_on.join(", ");
        article.repairs.push(format!(
            "Only held, came back, repeated or changed sides, and went to the step before: {numbers}."
        ));
    }
    let goes_on = !gone_on.is_empty();
    article.steps = joined;
    if goes_on && is_one_movement(&article.steps, language) {
        become_one(article);
    }
}

/// Whether all steps tell of one movement: one of them moves, and the others prepare it in a sentence each.
fn is_one_movement(steps: &[ArticleStep], language: &Language) -> bool {
    let moving = steps.iter().filter(|step| moves(step, language)).count();
    let short = steps
        .iter()
        .filter(|step| !moves(step, language))
        .all(|step| step.sentences.len() <= 1);
    steps.len() > 1 && moving == 1 && short && steps.last().is_some_and(|step| moves(step, language))
}

fn moves(step: &ArticleStep, language: &Language) -> bool {
    step.sentences
        .iter()
        .chain([&step.title])
        .any(|sentence| reaches(&wishes(sentence, language)))
}

/// Makes one step of all.
fn become_one(article: &mut Article) {
    let mut one = ArticleStep::default();
    let first = article.steps.first().map(|step| step.title.clone()).unwrap_or_default();
    for step in std::mem::take(&mut article.steps) {
        if moves(&step, article.language) {
            one.title = article.title.clone().unwrap_or_else(|| step.title.clone());
        }
        let title = Some(format!("{}.", step.title)).filter(|_| step.sentences.is_empty());
        one.sentences.extend(title.into_iter().chain(step.sentences));
    }
    if one.title.is_empty() {
        one.title = article.title.clone().unwrap_or(first);
    }
    article.steps.push(one);
    article
        .repairs
        .push("All steps were one movement: they became one step.".to_owned());
}

/// Whether a text only says the titles of the steps again.
fn repeats(text: &str, titles: &[String]) -> bool {
    let mut left = text.to_lowercase();
    for title in titles.iter().take(MOST_TITLES) {
        left = left.replacen(&title.to_lowercase(), "", 1);
    }
    (2..=MOST_TITLES).contains(&titles.len()) && left.len() < text.len() && !left.chars().any(char::is_alphabetic)
}
