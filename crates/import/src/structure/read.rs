//! Tells an article's format and language, and reads it: HTML, JSON-LD alone, Markdown, plain text.
//!
//! Must not know: rules.

use serde_json::Value;

use crate::language::Language;
use crate::structure::article::{Article, LeftOut};
use crate::structure::lines::mended;
use crate::structure::outline::{article, facts, finished, intro};
use crate::structure::repair::repair;
use crate::structure::schema::{HowTo, author_of, how_to};
use crate::structure::steps::told_as_one;
use crate::text::block::{About, Block, BlockKind, length};
use crate::text::tags::is_html;
use crate::text::{html, markdown, plain};

/// Most text of an article, in bytes, without its tags: twice what a guide holds.
const MOST_TEXT: usize = 512 * 1024;

/// Longest JSON-LD that stands alone, in bytes: of its text no more is read.
const MOST_JSON: usize = 2 * MOST_TEXT;

/// Why a text was not read to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unread {
    TooDeep,
    TooMuchText,
    /// In no language that comes with the program.
    Language,
}

/// Reads an article. `None` when it is no how-to for the body.
pub(crate) fn read(text: &str) -> Result<Option<Article>, Unread> {
    let mut source = text.to_owned();
    let article = read_text(text, &mut source)?;
    Ok(article.map(|article| Article { source, ..article }))
}

/// The text of blocks, for people to compare a guide with.
fn seen(blocks: &[Block]) -> String {
    let mut text = String::new();
    for block in blocks {
        let item = matches!(block.kind, BlockKind::Item { .. });
        text.push_str(if text.is_empty() {
            ""
        } else if item {
            "\n"
        } else {
            "\n\n"
        });
        if let BlockKind::Item { number, .. } = block.kind {
            text.push_str(&number.map_or("- ".to_owned(), |number| format!("{number}. ")));
        }
        text.push_str(&block.text);
    }
    text
}

/// `source`: what people see of the text, where that is not the text itself.
fn read_text(text: &str, source: &mut String) -> Result<Option<Article>, Unread> {
    let trimmed = text.trim_start();
    let json =
        (trimmed.starts_with(['{', '[']) && trimmed.len() <= MOST_JSON).then(|| serde_json::from_str::<Value>(trimmed));
    if let Some(Ok(value)) = json {
        let texts = texts_of(&value, 0);
        let language = Language::of(&texts).ok_or(Unread::Language)?;
        *source = texts;
        let Some(found) = how_to(&value, language, &html::plain) else {
            return Ok(None);
        };
        bounded(found.steps.iter().flat_map(|step| &step.texts).map(String::len).sum())?;
        return Ok(from_how_to(found, Vec::new(), About::default(), language));
    }
    if is_html(text) {
        let page = html::read(text).map_err(|_| Unread::TooDeep)?;
        bounded(length(&page.blocks))?;
        *source = seen(&page.blocks);
        let language = language_of(&page.blocks)?;
        let json = page
            .json
            .iter()
            .filter_map(|json| serde_json::from_str::<Value>(json.trim()).ok());
        let values: Vec<Value> = json.chain(page.items).collect();
        if values.iter().any(sells) {
            return Ok(None);
        }
        let mut about = page.about;
        let named = values.iter().find_map(|value| author_of(value, &html::plain));
        about.byline = about.byline.or(named);
        for value in &values {
            let Some(found) = how_to(value, language, &html::plain) else {
                continue;
            };
            bounded(found.steps.iter().flat_map(|step| &step.texts).map(String::len).sum())?;
            let made = from_how_to(found, page.blocks.clone(), about.clone(), language);
            if made.is_some() {
                return Ok(made);
            }
        }
        return Ok(article(page.blocks, about, language));
    }
    // Lines to write on are no bold text.
    if markdown::is_markdown(&text.replace("___", "")) {
        // Half of it may be marks and addresses; its reader keeps a node for each.
        bounded(text.len() / 2)?;
        let (blocks, about) = markdown::read(text);
        bounded(length(&blocks))?;
        let language = language_of(&blocks)?;
        return Ok(article(blocks, about, language));
    }
    bounded(text.len())?;
    let language = Language::of(text).ok_or(Unread::Language)?;
    let (blocks, furniture) = plain::read(&mended(text, language), language);
    let made = article(blocks, About::default(), language).map(|mut article| {
        article.left_out.extend(furniture.into_iter().map(|text| LeftOut {
            text,
            why: "stands on every page",
        }));
        article
    });
    Ok(made)
}

/// Whether a page says of itself that it is about a thing to buy, cook or go to.
fn sells(value: &Value) -> bool {
    const OTHERS: [&str; 4] = ["Product", "Recipe", "JobPosting", "Event"];
    let kind = value.get("@type").and_then(Value::as_str);
    kind.is_some_and(|kind| OTHERS.contains(&kind.rsplit('/').next().unwrap_or(kind)))
}

/// Blocks of a file that is no text: RTF, DOCX.
pub(crate) fn read_blocks(blocks: Vec<Block>, about: About) -> Result<Option<Article>, Unread> {
    bounded(length(&blocks))?;
    let language = language_of(&blocks)?;
    let source = seen(&blocks);
    Ok(article(blocks, about, language).map(|article| Article { source, ..article }))
}

fn language_of(blocks: &[Block]) -> Result<&'static Language, Unread> {
    let mut text = String::new();
    for block in blocks {
        text.push_str(&block.text);
        text.push('\n');
    }
    Language::of(&text).ok_or(Unread::Language)
}

/// All texts of a JSON value.
fn texts_of(value: &Value, depth: usize) -> String {
    match value {
        Value::String(text) => format!("{text}\n"),
        Value::Array(all) if depth < 32 => all.iter().map(|value| texts_of(value, depth + 1)).collect(),
        Value::Object(all) if depth < 32 => all.values().map(|value| texts_of(value, depth + 1)).collect(),
        _ => String::new(),
    }
}

fn bounded(bytes: usize) -> Result<(), Unread> {
    if bytes > MOST_TEXT {
        Err(Unread::TooMuchText)
    } else {
        Ok(())
    }
}

/// An article whose steps a HowTo names; what it does not say is looked for in the page.
fn from_how_to(how_to: HowTo, blocks: Vec<Block>, page: About, language: &'static Language) -> Option<Article> {
    let facts = facts(blocks, &page, language);
    let mut repairs = Vec::new();
    let title = how_to.about.title.clone().or(facts.title.clone()).unwrap_or_default();
    let told = told_as_one(how_to.steps, &title, language);
    let steps = repair(told, &[], language, &mut repairs);
    let kept = intro(&how_to.description, &steps, language, &mut repairs);
    let difficulty = how_to.about.difficulty.as_deref();
    let mut made = Article {
        title: how_to.about.title.or(facts.title),
        author: how_to.about.author.or(facts.author),
        difficulty: difficulty
            .and_then(|words| language.page.difficulty(words))
            .or(facts.difficulty),
        intro: kept,
        steps,
        repairs,
        ..Article::new(language)
    };
    made.left_out = not_said(facts.left_out, &made);
    finished(made)
}

/// Texts of the page that the HowTo does not say.
fn not_said(texts: Vec<LeftOut>, article: &Article) -> Vec<LeftOut> {
    let bare = |text: &str| -> String {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect()
    };
    let mut said = String::new();
    for step in &article.steps {
        said.push_str(&bare(&step.title));
        step.sentences
            .iter()
            .for_each(|sentence| said.push_str(&bare(sentence)));
    }
    article.intro.iter().for_each(|sentence| said.push_str(&bare(sentence)));
    texts
        .into_iter()
        .filter(|left| !said.contains(&bare(&left.text)))
        .collect()
}
