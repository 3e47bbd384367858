//! The parts of a page: what is the article's own, what is around it, what is said of author and difficulty.
//!
//! Must not know: steps, rules.

use crate::language::{Language, Section, small};
use crate::meaning::wishes::wishes;
use crate::structure::article::LeftOut;
use crate::structure::names::{after, byline, greeted_name, is_name, name_in, names_a_person};
use crate::structure::outline::is_for_all;
use crate::structure::page_title::{has_heading_1, title_at, title_of};
use crate::structure::sentences::sentences;
use crate::structure::voices::{asks_for_an_exercise, without_speakers};
use crate::text::block::{About, Block, BlockKind};

/// A line that says when a page was written, and by whom, has no more words.
const MOST_OF_A_DATE: usize = 16;

/// The parts of a page.
pub(crate) struct Parts {
    pub language: &'static Language,
    pub title: Option<String>,
    pub author: Option<String>,
    pub difficulty: Option<&'static str>,
    /// Blocks of the article itself.
    pub own: Vec<Block>,
    /// What stands under "Detailed guide".
    pub detailed: Vec<String>,
    /// Texts beside the steps that say what to beware of.
    pub kept: Vec<String>,
    pub left_out: Vec<LeftOut>,
}

impl Parts {
    pub fn of(blocks: Vec<Block>, about: &About, language: &'static Language) -> Self {
        let mut parts = Self {
            language,
            title: about.title.clone(),
            author: about.author.clone(),
            difficulty: about
                .difficulty
                .as_deref()
                .and_then(|words| language.page.difficulty(words)),
            own: Vec::new(),
            detailed: Vec::new(),
            kept: Vec::new(),
            left_out: Vec::new(),
        };
        if parts.author.is_none() {
            parts.author = about.byline.as_deref().and_then(|byline| name_in(byline, language));
        }
        let (blocks, speakers) = without_speakers(blocks, language);
        for name in speakers {
            parts.leave(name, "who speaks");
        }
        let blocks = named_lists(questions(blocks), language);
        let asks = asks_for_an_exercise(&blocks, language);
        let title_at = title_at(&blocks, language).filter(|_| parts.title.is_none() || has_heading_1(&blocks));
        let mut part = Section::Own;
        let mut level = BlockKind::PerhapsHeading;
        let mut signed = false;
        let mut prepares = false;
        let depth_of = |block: &Block| {
            if let BlockKind::Item { depth, .. } = block.kind {
                Some(depth)
            } else {
                None
            }
        };
        let depth = blocks.iter().filter_map(depth_of).min().unwrap_or(1);
        for (at, block) in blocks.into_iter().enumerate() {
            if Some(at) == title_at {
                let title = title_of(&block.text, language);
                parts.title = parts.title.take().or(Some(title));
                part = Section::Own;
                continue;
            }
            if parts.facts(&block, part, title_at.is_some_and(|title| at == title + 1), &mut signed) {
                continue;
            }
            if language.page.is_noise(&block.text) {
                // "3 comments" over them.
                if block.is_heading() && language.page.is_count(&block.text) {
                    part = Section::Tail;
                    level = block.kind;
                }
                parts.leave(block.text, "of the page around the article");
                continue;
            }
            if signed {
                parts.leave(block.text, "after the end of a letter");
                continue;
            }
            // "Starting position:" over a paragraph: it is the first sentence of what follows.
            if block.is_heading()
                && language
                    .page
                    .marks
                    .start
                    .contains(&small(block.text.trim_end_matches(':')))
            {
                prepares = true;
                continue;
            }
            let mut block = block;
            if std::mem::take(&mut prepares) && block.kind == BlockKind::Text {
                block.kind = BlockKind::Item { number: Some(0), depth };
            }
            if block.is_heading() {
                let named = match language.page.section(&block.text) {
                    // "Can it make me dizzy?" is no exercise.
                    Section::Own if block.text.ends_with('?') && language.page.asks_how(&block.text) => {
                        Section::Container
                    }
                    _ if block.text.ends_with('?') && asks.get(at) == Some(&true) => Section::Own,
                    Section::Own if block.text.ends_with('?') => Section::Aside,
                    named => named,
                };
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
            let inside = match block.kind {
                // "Common mistakes: …" in a line of its own.
                BlockKind::Text => parts.section_of_label(&block.text),
                _ => None,
            };
            match inside.unwrap_or(part) {
                Section::Own | Section::Container => parts.own.push(block),
                Section::Detailed if !block.is_heading() => parts.detailed.push(block.text),
                Section::Detailed => {}
                Section::Aside | Section::Mistakes if !block.is_heading() && is_for_all(&block.text, language) => {
                    parts.kept.push(block.text);
                }
                Section::Warnings if !block.is_heading() => parts.kept.push(block.text),
                Section::Aside | Section::Warnings => parts.leave(block.text, "tips and background"),
                Section::Mistakes => parts.leave(block.text, "a list of mistakes"),
                Section::Author => parts.leave(block.text, "about the author"),
                Section::Tail => parts.leave(block.text, "after the article"),
            }
        }
        parts
    }

    fn leave(&mut self, text: String, why: &'static str) {
        // Of stars and dashes nobody wants to know.
        if text.chars().any(char::is_alphabetic) {
            self.left_out.push(LeftOut { text, why });
        }
    }

    /// What a line is by the words before its colon.
    fn section_of_label(&self, text: &str) -> Option<Section> {
        let (label, rest) = text.split_once(':')?;
        let few = label.split_whitespace().count() <= 4 && !rest.trim().is_empty();
        let section = few.then(|| self.language.page.section(label))?;
        matches!(section, Section::Mistakes | Section::Tail).then_some(section)
    }

    /// Takes author and difficulty out of a line that says them. Whether it said nothing else.
    fn facts(&mut self, block: &Block, part: Section, under_title: bool, signed: &mut bool) -> bool {
        let page = &self.language.page;
        let text = block.text.as_str();
        let words = text.split_whitespace().count();
        let is = |list: &[String]| list.contains(&small(text.trim_end_matches([',', '.', '!', ':'])));
        if part == Section::Author && self.author.is_none() && is_name(text, self.language) {
            self.author = Some(text.to_owned());
            return true;
        }
        if let Some((label, rest)) = text.split_once(": ").filter(|_| self.own.len() <= 1 && words <= 16)
            && page.author.mail.contains(&small(label))
        {
            let name = byline(rest.split(['<', '(']).next().unwrap_or_default().trim(), self.language);
            let group = |word: &str| page.author.groups.contains(&small(word));
            let person = is_name(&name, self.language) && !name.split_whitespace().any(group);
            if page.author.mail.first() == Some(&small(label)) && person {
                self.author = self.author.take().or(Some(name));
            }
            self.leave(text.to_owned(), "the head of a letter");
            return true;
        }
        if is(&page.author.regards) && !self.own.is_empty() {
            *signed = true;
            self.leave(text.to_owned(), "after the end of a letter");
            return true;
        }
        if *signed && self.author.is_none() && words <= 3 && names_a_person(text) {
            self.author = Some(text.trim_end_matches('.').to_owned());
            return true;
        }
        let small_text = small(text);
        let opening = !self.own.iter().any(Block::is_heading);
        for label in &page.difficulty.labels {
            let Some(rest) = small_text.strip_prefix(label.as_str()) else {
                continue;
            };
            let Some(rest) = rest.trim_start().strip_prefix([':', '=']) else {
                continue;
            };
            let (said, more) = rest.split_once(['.', '|', ',']).unwrap_or((rest, ""));
            let Some(difficulty) = page.difficulty(said) else {
                continue;
            };
            if opening {
                self.difficulty = self.difficulty.or(Some(difficulty));
            }
            if more.trim().is_empty() || is_of_facts(text, self.language) {
                self.leave(text.to_owned(), "facts about the exercise");
                return true;
            }
            let said = text.len() - more.len();
            let rest = Block::new(block.kind, text.get(said..).unwrap_or_default());
            self.own.push(rest);
            return true;
        }
        if is_of_facts(text, self.language) {
            self.leave(text.to_owned(), "facts about the exercise");
            return true;
        }
        let names_it = small_text.contains("min") && small_text.contains("step")
            || page
                .difficulty
                .labels
                .iter()
                .any(|label| small_text.contains(&format!(" {label}")));
        if words <= 12 && names_it && !text.ends_with('.') && opening {
            self.difficulty = self.difficulty.or_else(|| page.difficulty(text));
        }
        if self.names_author(text, block, under_title) {
            return true;
        }
        // "Hi, it's Wanjiru here": who speaks in a film.
        let greeted = self.author.is_none() && self.own.len() <= 2 && !block.is_heading();
        if let Some(name) = page
            .author
            .greets
            .iter()
            .filter(|_| greeted)
            .find_map(|greet| greeted_name(text, greet))
        {
            self.author = Some(name);
        }
        false
    }

    /// Takes the author out of a byline. Whether it said nothing else.
    fn names_author(&mut self, text: &str, block: &Block, under_title: bool) -> bool {
        let page = &self.language.page;
        let language = self.language;
        // "Posted on 9 September by Bex": one name will do.
        let dated = page.noise.begins(text) && text.split_whitespace().count() <= MOST_OF_A_DATE;
        let strong = page
            .author
            .starts
            .iter()
            .filter(|start| !page.author.weak.contains(start));
        if let Some(rest) = dated
            .then(|| strong.filter_map(|start| text.split_once(&format!(" {start} "))).next())
            .flatten()
            // "Reviewed by" names another.
            .filter(|(date, _)| date.contains(|c: char| c.is_ascii_digit()))
            .map(|(_, rest)| byline(rest, language))
            .filter(|name| !name.is_empty() && names_a_person(name))
        {
            self.author = self.author.take().or(Some(rest));
        }
        let roles = page.author.roles.iter().filter(|role| {
            let marked = text.get(role.len()..);
            marked.is_some_and(|rest| rest.starts_with(':'))
        });
        // "Updated every spring. By Ana Lima, coach."
        let opening = self.own.len() <= 3 && self.author.is_none() && text.split_whitespace().count() <= 24;
        let said = sentences(text, language);
        let later = said.iter().skip(1).filter(|_| opening).find_map(|sentence| {
            let mut starts = page.author.starts.iter();
            let strong = |start: &&String| !page.author.weak.contains(*start);
            let rest = starts
                .by_ref()
                .filter(strong)
                .find_map(|start| after(sentence, start))?;
            Some(byline(rest, language)).filter(|name| is_name(name, language))
        });
        if let Some(name) = later {
            self.author = Some(name);
            self.leave(text.to_owned(), "of the page around the article");
            return true;
        }
        for start in page.author.starts.iter().chain(roles) {
            let Some(rest) = after(text, start) else { continue };
            let weak = page.author.weak.contains(start);
            let name = byline(rest, language);
            // "Written by" may stand at the end, "by" may not.
            let late = self.own.len() > 8 && !weak && !start.contains(' ');
            if !is_name(&name, language) || late || weak && text.split_whitespace().count() > 24 {
                continue;
            }
            // "REPORT PAIN AT ONCE": in capitals everything looks like a name.
            let shouts = !text.contains(':') && text.to_uppercase() == text;
            if weak && (block.is_heading() || shouts) {
                continue;
            }
            self.author = self.author.take().or(Some(name.clone()));
            // What stands behind it is of the article: "Compiled by A. Writer for the Friday group. Pause often."
            let all = sentences(text, language);
            let said = all.iter().position(|sentence| sentence.contains(&name)).unwrap_or(0);
            let rest: Vec<String> = all.into_iter().skip(said + 1).collect();
            if !rest.is_empty() && !language.page.is_noise(&rest.join(" ")) {
                self.own.push(Block::new(BlockKind::Text, &rest.join(" ")));
            }
            return true;
        }
        // "Reviewed by B. Lee — Written by Ana Lima — Updated on March 3".
        let short = text.split_whitespace().count() <= 24;
        let line = text
            .split(['|', '·', '•', '—', '–', '/'])
            .map(str::trim)
            .skip(1)
            .filter(|_| short && self.own.len() <= 8);
        let strong = |start: &&String| !page.author.weak.contains(*start);
        let name_of = |part: &str| {
            let mut starts = page.author.starts.iter().filter(strong);
            let rest = starts.find_map(|start| after(part, start))?;
            Some(byline(rest, language)).filter(|name| is_name(name, language))
        };
        if let (None, Some(name)) = (&self.author, line.filter_map(name_of).next()) {
            self.author = Some(name);
            self.leave(text.to_owned(), "of the page around the article");
            return true;
        }
        // "A. Writer, occupational therapist" under the title.
        if let Some((name, role)) = text.split_once(", ").filter(|_| under_title && self.author.is_none()) {
            let role_only =
                role.starts_with(char::is_lowercase) && !role.contains(['.', '!', '?']) && role.split(' ').count() <= 6;
            let begins = page.author.starts.iter().any(|start| after(name, start).is_some());
            if is_name(name, language) && role_only && !begins {
                self.author = Some(name.to_owned());
                return true;
            }
        }
        false
    }
}

/// Paragraphs that begin with a question in bold become a heading and its answer.
fn questions(blocks: Vec<Block>) -> Vec<Block> {
    let mut parted = Vec::with_capacity(blocks.len());
    for block in blocks {
        let question = block
            .lead
            .as_deref()
            .filter(|lead| lead.ends_with('?') && block.kind == BlockKind::Text);
        match question.and_then(|lead| Some((lead, block.text.strip_prefix(lead)?))) {
            Some((lead, answer)) => {
                parted.push(Block::new(BlockKind::PerhapsHeading, lead));
                parted.push(Block::new(BlockKind::Text, answer));
            }
            None => parted.push(block),
        }
    }
    parted
}

/// Items that only name what stands under them, deeper, become headings: "1. Neck" over "- Rotation" over orders.
fn named_lists(mut blocks: Vec<Block>, language: &Language) -> Vec<Block> {
    let depth = |block: &Block| match block.kind {
        BlockKind::Item { depth, .. } => Some(depth),
        _ => None,
    };
    for at in 0..blocks.len() {
        let (Some(block), Some(next)) = (blocks.get(at), blocks.get(at + 1)) else {
            break;
        };
        let (Some(here), Some(deeper)) = (depth(block), depth(next)) else {
            continue;
        };
        let names = block.text.split_whitespace().count() <= 6
            && !block.text.ends_with(['.', '!', '?'])
            && (block.text.split_whitespace().count() <= 3 || !wishes(&block.text, language).instructs);
        if deeper > here
            && names
            && let Some(block) = blocks.get_mut(at)
        {
            block.kind = BlockKind::Heading(6 + here.clamp(1, 3));
            block.lead = None;
        }
    }
    blocks
}

/// "Level: beginner. Equipment: none. Main muscle: neck.": nothing but labels with short values.
fn is_of_facts(text: &str, language: &Language) -> bool {
    let labels = &language.page.author.facts;
    let mut parts = text
        .split(['.', '|', ';', '•'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .peekable();
    parts.peek().is_some()
        && parts.all(|part| {
            part.split_once(':').is_some_and(|(label, value)| {
                labels.contains(&small(label.trim())) && value.split_whitespace().count() <= 6
            })
        })
}
