//! Blocks to an article: title, author, difficulty, what is around it, and its steps.
//!
//! Must not know: formats, which rules there are.

use crate::article::{Article, ArticleStep, difficulty};
use crate::block::{About, Block, BlockKind};
use crate::boilerplate::{Section, is_noise, section};
use crate::plan::reaches;
use crate::repair::{joined, repair, tidied};
use crate::sentences::sentences;
use crate::steps::{Steps, find};
use crate::tells::{goes_on, moves_the_body};
use crate::wishes::wishes;

/// Most sentences of an article's opening that go into the guide.
const LONGEST_INTRO: usize = 6;
/// An opening that says the titles of more steps than these is not looked for.
const MOST_TITLES: usize = 100;

/// Puts an article together. `None` when it has no steps that move the body.
pub(crate) fn article(blocks: Vec<Block>, about: About) -> Option<Article> {
    let parts = Parts::of(blocks, &about);
    let mut article = Article {
        title: parts.title.clone(),
        author: parts.author.clone(),
        difficulty: parts.difficulty,
        ..Article::default()
    };
    let mut found = find(&parts.own)?;
    if let ([step], Some(title)) = (found.steps.as_mut_slice(), &parts.title) {
        step.title.clone_from(title);
    }
    let Steps { steps, before, closing } = found;
    let titles: Vec<String> = steps.iter().map(|step| step.title.clone()).collect();
    article.steps = repair(steps, &parts.detailed, &mut article.repairs);
    if parts.noise > 0 {
        article.repairs.push(format!(
            "{} of the page around the article left out: ratings, buttons, profiles.",
            lines(parts.noise)
        ));
    }
    let opening = parts
        .own
        .get(..before)
        .unwrap_or_default()
        .iter()
        .filter(|block| block.kind == BlockKind::Text);
    let opening = opening
        .map(|block| block.text.clone())
        .filter(|text| !repeats(text, &titles));
    let around: Vec<String> = opening.chain(closing).collect();
    article.intro = intro(&joined(&around), &article.steps, &mut article.repairs);
    finished(article)
}

/// The sentences before the first step; none that the steps say again.
pub(crate) fn intro(text: &str, steps: &[ArticleStep], repairs: &mut Vec<String>) -> Vec<String> {
    let titles: Vec<String> = steps.iter().map(|step| step.title.clone()).collect();
    if repeats(text, &titles) {
        return Vec::new();
    }
    sentences(&tidied(text, repairs))
        .into_iter()
        .take(LONGEST_INTRO)
        .collect()
}

/// Title, author and difficulty that a page's blocks name.
pub(crate) fn facts(blocks: Vec<Block>, about: &About) -> Article {
    let parts = Parts::of(blocks, about);
    Article {
        title: parts.title,
        author: parts.author,
        difficulty: parts.difficulty,
        ..Article::default()
    }
}

/// What is the same for every way in which the steps were found. `None` when nothing moves the body.
pub(crate) fn finished(mut article: Article) -> Option<Article> {
    article
        .steps
        .retain(|step| !step.title.is_empty() || !step.sentences.is_empty());
    join_what_goes_on(&mut article);
    let moves = article.steps.iter().any(|step| {
        step.sentences
            .iter()
            .chain([&step.title])
            .any(|text| moves_the_body(text))
    });
    moves.then_some(article)
}

fn lines(count: usize) -> String {
    if count == 1 {
        "1 line".to_owned()
    } else {
        format!("{count} lines")
    }
}

/// A step that only holds, returns or repeats belongs to the movement before it.
fn join_what_goes_on(article: &mut Article) {
    let mut joined: Vec<ArticleStep> = Vec::new();
    let mut gone_on: Vec<String> = Vec::new();
    for (index, step) in std::mem::take(&mut article.steps).into_iter().enumerate() {
        match joined.last_mut().filter(|_| goes_on(&step)) {
            Some(last) => {
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
    if goes_on && is_one_movement(&article.steps) {
        become_one(article);
    }
}

/// Whether all steps tell of one movement: one of them moves, and the others prepare it in a sentence each.
fn is_one_movement(steps: &[ArticleStep]) -> bool {
    let moving = steps.iter().filter(|step| moves(step)).count();
    let short = steps
        .iter()
        .filter(|step| !moves(step))
        .all(|step| step.sentences.len() <= 1);
    steps.len() > 1 && moving == 1 && short && steps.last().is_some_and(moves)
}

fn moves(step: &ArticleStep) -> bool {
    step.sentences
        .iter()
        .chain([&step.title])
        .any(|sentence| reaches(&wishes(sentence)))
}

/// Makes one step of all.
fn become_one(article: &mut Article) {
    let mut one = ArticleStep::default();
    for step in std::mem::take(&mut article.steps) {
        if moves(&step) {
            one.title = article.title.clone().unwrap_or_else(|| step.title.clone());
        }
        let title = Some(format!("{}.", step.title)).filter(|_| step.sentences.is_empty());
        one.sentences.extend(title.into_iter().chain(step.sentences));
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

/// The parts of a page.
#[derive(Default)]
struct Parts {
    title: Option<String>,
    author: Option<String>,
    difficulty: Option<&'static str>,
    /// Blocks of the article itself.
    own: Vec<Block>,
    /// What stands under "Detailed guide".
    detailed: Vec<String>,
    /// How many lines were left out.
    noise: usize,
}

impl Parts {
    fn of(blocks: Vec<Block>, about: &About) -> Self {
        let mut parts = Self {
            title: about.title.clone(),
            author: about.author.clone(),
            difficulty: about.difficulty.as_deref().and_then(difficulty),
            ..Self::default()
        };
        let first_heading = blocks.iter().position(|block| block.kind == BlockKind::Heading(1));
        let title_at = first_heading.or_else(|| {
            blocks
                .iter()
                .position(|block| !is_noise(&block.text))
                .filter(|at| blocks.get(*at).is_some_and(Block::is_heading))
        });
        let mut part = Section::Own;
        let mut level = BlockKind::PerhapsHeading;
        for (at, block) in blocks.into_iter().enumerate() {
            if Some(at) == title_at {
                parts.title = parts.title.take().or(Some(block.text.clone()));
                part = Section::Own;
                continue;
            }
            if parts.facts(&block, part) {
                parts.noise += usize::from(part == Section::Author);
                continue;
            }
            if is_noise(&block.text) {
                parts.noise += 1;
                continue;
            }
            if block.is_heading() {
                let named = section(&block.text);
                let ends = match (block.kind, level) {
                    (BlockKind::Heading(this), BlockKind::Heading(open)) => this <= open,
                    (BlockKind::Heading(_), _) => true,
                    // What looks like a heading ends nothing that has begun to be left out.
                    _ => !matches!(part, Section::Tail | Section::Author | Section::Detailed),
                };
                if named != Section::Own || ends {
                    part = named;
                    level = block.kind;
                }
            }
            match part {
                Section::Own | Section::Container => parts.own.push(block),
                Section::Detailed if !block.is_heading() => parts.detailed.push(block.text),
                Section::Detailed | Section::Aside => {}
                Section::Author | Section::Tail => parts.noise += 1,
            }
        }
        parts
    }

    /// Takes author and difficulty out of a line that says them. Whether it said nothing else.
    fn facts(&mut self, block: &Block, part: Section) -> bool {
        let text = block.text.as_str();
        let small = text.to_lowercase();
        if part == Section::Author && self.author.is_none() && is_name(text) {
            self.author = Some(text.to_owned());
            return true;
        }
        if let Some(rest) = small.strip_prefix("difficulty").or_else(|| small.strip_prefix("level")) {
            let said = rest
                .trim_start_matches(" level")
                .trim_start()
                .strip_prefix(':')
                .and_then(difficulty);
            self.difficulty = self.difficulty.or(said);
            return said.is_some();
        }
        let words = text.split_whitespace().count();
        let names_it = small.contains("min") && small.contains("step") || small.contains(" level");
        if words <= 12 && names_it && !text.ends_with('.') {
            self.difficulty = self.difficulty.or_else(|| difficulty(text));
        }
        for start in [
            "written by ",
            "prepared by: ",
            "prepared by ",
            "words by ",
            "text by ",
            "author: ",
            "by: ",
            "by ",
        ] {
            let Some(name) = after(text, start) else { continue };
            let name = byline(name);
            if self.own.len() <= 6 && is_name(&name) {
                self.author = self.author.take().or(Some(name));
                return true;
            }
        }
        false
    }
}

/// What follows `start`, in capitals or not.
fn after<'t>(text: &'t str, start: &str) -> Option<&'t str> {
    let (head, rest) = text.split_at_checked(start.len())?;
    head.eq_ignore_ascii_case(start).then_some(rest)
}

/// The name in a byline: up to a comma, a bar, a dash or a date.
fn byline(text: &str) -> String {
    let end = [",", " |", " •", " ·", " –", " —", " on ", " for ", " / ", " ("]
        .iter()
        .filter_map(|mark| text.find(mark))
        .min();
    text.get(..end.unwrap_or(text.len()))
        .unwrap_or(text)
        .trim()
        .trim_end_matches('.')
        .to_owned()
}

/// The name in the text of a byline: "By Ana Lima, coach".
pub(crate) fn name_in(text: &str) -> Option<String> {
    let starts = ["written by ", "author: ", "by "];
    let name = byline(starts.iter().find_map(|start| after(text, start)).unwrap_or(text));
    Some(name).filter(|name| is_name(name))
}

/// Two to five words that begin with capitals, but for the small words of names: "de", "van".
fn is_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let capital = |word: &&str| {
        word.starts_with(char::is_uppercase) || matches!(*word, "de" | "van" | "von" | "da" | "di" | "la" | "al")
    };
    (2..=5).contains(&words.len())
        && words.iter().all(capital)
        && !text.ends_with(['.', '!', '?', ':'])
        && !text.contains(|c: char| c.is_ascii_digit())
}
