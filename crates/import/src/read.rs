//! Tells an article's format and reads it: HTML, JSON-LD alone, Markdown, plain text.
//!
//! Must not know: rules.

use serde_json::Value;

use crate::article::{Article, difficulty};
use crate::block::{About, Block};
use crate::html;
use crate::outline::{article, finished, intro};
use crate::repair::repair;
use crate::schema::{HowTo, how_to};
use crate::tags::is_html;
use crate::{markdown, plain};

/// Most text of an article, in bytes, without its tags: four times what a guide holds.
const MOST_TEXT: usize = 1024 * 1024;

/// Why a text was not read to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unread {
    TooDeep,
    TooMuchText,
}

/// Reads an article. `None` when it is no how-to for the body.
pub(crate) fn read(text: &str) -> Result<Option<Article>, Unread> {
    let trimmed = text.trim_start();
    let json = trimmed
        .starts_with(['{', '['])
        .then(|| serde_json::from_str::<Value>(trimmed));
    if let Some(Ok(value)) = json {
        let Some(found) = how_to(&value, &html::plain) else {
            return Ok(None);
        };
        bounded(found.steps.iter().flat_map(|step| &step.texts).map(String::len).sum())?;
        return Ok(from_how_to(found, Vec::new(), About::default()));
    }
    if is_html(text) {
        let page = html::read(text).map_err(|_| Unread::TooDeep)?;
        bounded(page.blocks.iter().map(|block| block.text.len()).sum())?;
        let json = page
            .json
            .iter()
            .filter_map(|json| serde_json::from_str::<Value>(json.trim()).ok());
        let values: Vec<Value> = json.chain(page.items).collect();
        for value in &values {
            let Some(found) = how_to(value, &html::plain) else {
                continue;
            };
            bounded(found.steps.iter().flat_map(|step| &step.texts).map(String::len).sum())?;
            let made = from_how_to(found, page.blocks.clone(), page.about.clone());
            if made.is_some() {
                return Ok(made);
            }
        }
        return Ok(article(page.blocks, page.about));
    }
    let (blocks, about) = match markdown::is_markdown(text) {
        true => markdown::read(text),
        false => (plain::read(text), About::default()),
    };
    bounded(blocks.iter().map(|block| block.text.len()).sum())?;
    Ok(article(blocks, about))
}

fn bounded(bytes: usize) -> Result<(), Unread> {
    if bytes > MOST_TEXT {
        Err(Unread::TooMuchText)
    } else {
        Ok(())
    }
}

/// An article whose steps a HowTo names; what it does not say is looked for in the page.
fn from_how_to(how_to: HowTo, blocks: Vec<Block>, page: About) -> Option<Article> {
    let facts = crate::outline::facts(blocks, &page);
    let mut repairs = Vec::new();
    let steps = repair(how_to.steps, &[], &mut repairs);
    let intro = intro(&how_to.description, &steps, &mut repairs);
    finished(Article {
        title: how_to.about.title.or(facts.title),
        author: how_to.about.author.or(facts.author),
        difficulty: how_to
            .about
            .difficulty
            .as_deref()
            .and_then(difficulty)
            .or(facts.difficulty),
        intro,
        steps,
        repairs,
    })
}
