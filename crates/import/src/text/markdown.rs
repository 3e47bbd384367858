//! Markdown to blocks, and the front matter to what the page says of itself.
//!
//! Must not know: what an article is about.

use std::borrow::Cow;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::text::block::{About, Block, BlockKind, Builder};

/// Reads Markdown.
pub(crate) fn read(text: &str) -> (Vec<Block>, About) {
    let (about, markdown) = front_matter(text);
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_TASKLISTS;
    let mut reader = Reader::default();
    let markdown = without_marks_of_sites(markdown);
    let markdown = with_facts_apart(&markdown);
    Parser::new_ext(&markdown, options).for_each(|event| reader.take(event));
    (reader.builder.finish(), about)
}

#[derive(Default)]
struct Reader {
    builder: Builder,
    /// The next number of each open list.
    lists: Vec<Option<u64>>,
    /// How many pictures are open: their text is none of the article's.
    hidden: i32,
    /// The text of an open footnote or fenced block of code.
    aside: Option<String>,
    /// The open block of HTML.
    html: Option<String>,
    /// The heads of the open table.
    columns: Vec<String>,
    /// The cells of the open row of a table.
    cells: Option<Vec<String>>,
}

impl Reader {
    fn take(&mut self, event: Event<'_>) {
        if self.hides(&event) || self.hidden > 0 || self.is_of_table(&event) {
            return;
        }
        let builder = &mut self.builder;
        match event {
            Event::Start(Tag::Heading { level, .. }) => builder.heading(number_of(level)),
            Event::Start(Tag::List(start)) => {
                builder.end_block();
                self.lists.push(start);
            }
            Event::End(TagEnd::List(_)) => {
                builder.end_item();
                self.lists.pop();
            }
            Event::Start(Tag::Item) => {
                let depth = u8::try_from(self.lists.len()).unwrap_or(u8::MAX);
                let number = self.lists.last_mut().and_then(Option::as_mut).map(|next| {
                    let number = *next;
                    *next = next.saturating_add(1);
                    u32::try_from(number).unwrap_or(u32::MAX)
                });
                builder.item(number, depth);
            }
            Event::End(TagEnd::Item) => builder.end_item(),
            Event::Start(Tag::Strong) => builder.bold(),
            Event::End(TagEnd::Strong) => builder.end_bold(),
            Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph | TagEnd::Heading(_)) | Event::Rule => {
                builder.end_block();
            }
            Event::Text(words) | Event::Code(words) => builder.text(&words),
            Event::SoftBreak => builder.text(" "),
            Event::HardBreak => builder.line(),
            Event::InlineHtml(tag) if tag.to_lowercase().starts_with("<br") => builder.line(),
            _ => {}
        }
    }

    /// Whether this begins or ends something whose text is left out, or a block of code.
    fn hides(&mut self, event: &Event<'_>) -> bool {
        match event {
            Event::Start(Tag::FootnoteDefinition(_) | Tag::CodeBlock(CodeBlockKind::Fenced(_))) => {
                self.builder.end_item();
                self.aside = Some(String::new());
            }
            Event::End(TagEnd::FootnoteDefinition) => self.end_aside(),
            Event::End(TagEnd::CodeBlock) => {
                self.end_aside();
                self.builder.end_block();
            }
            Event::Text(words) | Event::Code(words) if self.aside.is_some() => {
                self.aside.iter_mut().for_each(|aside| aside.push_str(words));
            }
            Event::SoftBreak | Event::HardBreak if self.aside.is_some() => {
                self.aside.iter_mut().for_each(|aside| aside.push(' '));
            }
            Event::Start(Tag::Image { .. }) => self.hidden += 1,
            Event::End(TagEnd::Image) => self.hidden -= 1,
            Event::Start(Tag::HtmlBlock) => {
                self.builder.end_block();
                self.html = Some(String::new());
            }
            Event::Html(words) => self.html.iter_mut().for_each(|html| html.push_str(words)),
            Event::End(TagEnd::HtmlBlock) => {
                let blocks = self.html.take().and_then(|html| crate::text::html::read(&html).ok());
                blocks
                    .into_iter()
                    .flat_map(|page| page.blocks)
                    .for_each(|block| self.builder.push(block));
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => self.builder.end_block(),
            _ => return false,
        }
        true
    }

    fn end_aside(&mut self) {
        let aside = self.aside.take().map(|aside| Block::new(BlockKind::Aside, &aside));
        aside
            .into_iter()
            .filter(|aside| !aside.text.is_empty())
            .for_each(|aside| self.builder.push(aside));
    }

    /// Whether this belongs to a row of a table.
    fn is_of_table(&mut self, event: &Event<'_>) -> bool {
        match (event, &mut self.cells) {
            (Event::Start(Tag::TableRow | Tag::TableHead), cells) => {
                self.builder.end_item();
                *cells = Some(Vec::new());
            }
            (Event::Start(Tag::TableCell), cells) => cells.iter_mut().for_each(|cells| cells.push(String::new())),
            (Event::End(TagEnd::TableHead), cells) => self.columns = cells.take().unwrap_or_default(),
            (Event::End(TagEnd::TableRow), cells) => {
                let depth = u8::try_from(self.lists.len() + 1).unwrap_or(u8::MAX);
                let blocks = crate::text::table::blocks(&cells.take().unwrap_or_default(), &self.columns, depth);
                blocks.into_iter().for_each(|block| self.builder.push(block));
            }
            (Event::Text(words) | Event::Code(words), Some(cells)) => {
                if let Some(cell) = cells.last_mut() {
                    cell.push_str(words);
                }
            }
            (Event::InlineHtml(_) | Event::SoftBreak, Some(cells)) => {
                if let Some(cell) = cells.last_mut() {
                    cell.push(' ');
                }
            }
            (Event::Start(Tag::Strong) | Event::End(TagEnd::Strong), Some(_)) => {}
            _ => return false,
        }
        true
    }
}

fn number_of(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

/// With a paragraph of its own for each of "**Author:** …", "**Level:** …" that stand under each other: Markdown runs them
/// together, and people do not read them so.
fn with_facts_apart(text: &str) -> Cow<'_, str> {
    let is_fact = |line: &str| {
        let label = line.strip_prefix("**").and_then(|rest| rest.split_once("**"));
        label.is_some_and(|(label, rest)| label.ends_with(':') || rest.starts_with(':'))
    };
    let mut next = text.lines().skip(1);
    if !text
        .lines()
        .any(|line| is_fact(line) && next.next().is_some_and(is_fact))
    {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 64);
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        out.push_str(line);
        if is_fact(line) && lines.peek().is_some_and(|next| is_fact(next)) {
            out.push('\n');
        }
        out.push('\n');
    }
    Cow::Owned(out)
}

/// Without what generators of sites add to Markdown: `!!! note "Title"` over indented lines, `:::tip`, `{: .class}`,
/// `[TOC]`, `=== "Tab"`.
fn without_marks_of_sites(text: &str) -> Cow<'_, str> {
    let marked = |line: &str| {
        let line = line.trim_start();
        ["!!!", "???", ":::", "{:", "=== \"", "[TOC]", "[[toc]]", "{%", "{{"]
            .iter()
            .any(|mark| line.starts_with(mark))
    };
    if !text.lines().any(marked) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut inside = false;
    for line in text.lines() {
        let bare = line.trim_start();
        if let Some(rest) = ["!!!", "???+", "???", "===", ":::"]
            .iter()
            .find_map(|mark| bare.strip_prefix(mark))
            .filter(|_| marked(line))
        {
            let title = rest.split('"').nth(1).unwrap_or_else(|| rest.trim());
            inside = !bare.starts_with(":::");
            out.push('\n');
            if !title.is_empty() {
                out.push_str(&format!("> **{title}:**\n"));
            }
            continue;
        }
        if marked(line) {
            continue;
        }
        match line.strip_prefix("    ").or_else(|| line.strip_prefix('\t')) {
            Some(rest) if inside => out.push_str(&format!("> {rest}\n")),
            _ => {
                inside &= bare.is_empty();
                out.push_str(line);
                out.push('\n');
            }
        }
    }
    Cow::Owned(out)
}

/// Takes the lines between two `---` off the top.
fn front_matter(text: &str) -> (About, &str) {
    let mut about = About::default();
    let text = text.trim_start_matches('\u{feff}');
    let mut lines = text.split_inclusive('\n');
    if lines.next().map(str::trim_end) != Some("---") {
        return (about, text);
    }
    let mut read = text.find('\n').map_or(text.len(), |at| at + 1);
    for line in lines {
        read += line.len();
        if line.trim_end() == "---" {
            return (about, text.get(read..).unwrap_or_default());
        }
        let Some((key, value)) = line.split_once(':') else {
            continue;
        };
        let value = value.trim().trim_matches(['"', '\'']);
        let field = match key.trim().to_lowercase().as_str() {
            "title" => &mut about.title,
            "author" => &mut about.author,
            "difficulty" | "level" => &mut about.difficulty,
            _ => continue,
        };
        *field = Some(value.to_owned()).filter(|value| !value.is_empty());
    }
    // Without an end it was a line across the page.
    (About::default(), text)
}

/// Whether a text is written in Markdown: headings, bold words, links, front matter.
pub(crate) fn is_markdown(text: &str) -> bool {
    let heading = |line: &str| {
        let signs = line.chars().take_while(|c| *c == '#').count();
        (1..=6).contains(&signs) && line.get(signs..).is_some_and(|rest| rest.starts_with(' '))
    };
    let bold = text.split("**").count() > 2 || text.split("__").count() > 2;
    let front = text.starts_with("---\n") || text.starts_with("---\r\n");
    front || bold || text.contains("](") || text.lines().any(heading)
}
