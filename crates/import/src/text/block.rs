//! An article as blocks: headings, items of lists, paragraphs. What every format is read into.
//!
//! Plain data, and the builder that puts blocks together. Must not know: steps.

use crate::text::marks::item;

/// A cell with more words than this is no cell of a table of exercises, but a part of a page.
const LONGEST_CELL: usize = 120;

/// Most cells of a row.
pub(crate) const MOST_CELLS: usize = 100;
/// Most blocks that are kept, and one more to tell that there were others. A guide has two hundred steps.
const MOST_BLOCKS: usize = 50_000;

/// How much text blocks hold, in bytes. More than any bound where there were more blocks than are kept.
pub(crate) fn length(blocks: &[Block]) -> usize {
    match blocks.len() > MOST_BLOCKS {
        true => usize::MAX,
        false => blocks.iter().map(|block| block.text.len()).sum(),
    }
}

/// A stretch of text that stands alone.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Block {
    pub kind: BlockKind,
    /// Single blanks between words.
    pub text: String,
    /// The words in bold that it begins with, if it goes on after them.
    pub lead: Option<String>,
}

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BlockKind {
    /// A heading of this level, 1 to 6.
    Heading(u8),
    /// A line of plain text that looks like a heading.
    PerhapsHeading,
    /// A list's item; its number, if the list has some.
    Item {
        number: Option<u32>,
        depth: u8,
    },
    Text,
    /// Beside the article: a footnote, a table of dos and don'ts.
    Aside,
}

impl Block {
    pub fn new(kind: BlockKind, text: &str) -> Self {
        Self {
            kind,
            text: tidy(text),
            lead: None,
        }
    }

    pub fn is_heading(&self) -> bool {
        matches!(self.kind, BlockKind::Heading(_) | BlockKind::PerhapsHeading)
    }
}

/// What a page says of itself outside of its text.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct About {
    pub title: Option<String>,
    pub author: Option<String>,
    /// What stands where a page names its author, with all that is said around the name.
    pub byline: Option<String>,
    pub difficulty: Option<String>,
}

/// Single blanks between words, none around; no control characters, and none that a guide takes for rules or sides.
pub(crate) fn tidy(text: &str) -> String {
    let clean = |c: char| {
        !c.is_control()
            && !matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
    };
    let text: String = text
        .chars()
        .map(|c| match c {
            '{' => '(',
            '}' => ')',
            '`' => '\'',
            c if c.is_whitespace() => ' ',
            c => c,
        })
        .filter(|c| clean(*c))
        .collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Makes items of paragraphs that are numbered by hand: "1) Sit tall.", "2) Turn your head."
fn number_lines(blocks: &mut [Block]) {
    let number = |block: &Block| match (block.kind, item(&block.text)) {
        (BlockKind::Text, Some((Some(number), _))) => Some(number),
        _ => None,
    };
    let numbers: Vec<u32> = blocks.iter().filter_map(number).collect();
    // "1999. It was a cold year." is no list.
    if numbers.len() < 2 || numbers.first() != Some(&1) {
        return;
    }
    for block in blocks {
        if let (Some(number), Some((_, rest))) = (number(block), item(&block.text)) {
            *block = Block {
                // Bold words behind the number are the item's name.
                lead: block
                    .lead
                    .take()
                    .and_then(|lead| item(&lead).map(|(_, name)| name.to_owned())),
                ..Block::new(
                    BlockKind::Item {
                        number: Some(number),
                        depth: 1,
                    },
                    rest,
                )
            };
        }
    }
}

/// Puts blocks together from the events of Markdown and the tags of HTML.
#[derive(Debug, Default)]
pub(crate) struct Builder {
    blocks: Vec<Block>,
    text: String,
    /// Of the block being read.
    kind: Option<BlockKind>,
    /// An item has begun and has no text yet.
    item: Option<BlockKind>,
    /// How much of the text is bold from its beginning on.
    bold: Option<usize>,
    in_bold: bool,
}

impl Builder {
    /// Ends the block that is being read, and begins a paragraph.
    pub fn end_block(&mut self) {
        let text = tidy(&std::mem::take(&mut self.text));
        let bold = self.bold.take();
        self.in_bold = false;
        let kind = self.kind.take();
        if text.is_empty() {
            return;
        }
        let kind = match kind {
            Some(heading) => {
                self.item = None;
                heading
            }
            None => self.item.take().unwrap_or(BlockKind::Text),
        };
        let mut block = Block::new(kind, &text);
        let lead = bold
            .and_then(|end| text.get(..end))
            .map(tidy)
            .filter(|lead| !lead.is_empty());
        match lead {
            // All of it is bold: how many pages write headings.
            Some(lead) if lead == text && kind == BlockKind::Text && text.split(' ').count() <= 12 => {
                block.kind = BlockKind::PerhapsHeading;
            }
            Some(lead) if lead.len() < text.len() => block.lead = Some(lead),
            _ => {}
        }
        self.keep(block);
    }

    fn keep(&mut self, block: Block) {
        if self.blocks.len() <= MOST_BLOCKS {
            self.blocks.push(block);
        }
    }

    /// A heading begins.
    pub fn heading(&mut self, level: u8) {
        self.end_block();
        self.kind = Some(BlockKind::Heading(level));
    }

    /// A name begins, of what stands under it.
    pub fn name(&mut self) {
        self.end_item();
        self.kind = Some(BlockKind::PerhapsHeading);
    }

    /// An item of a list begins.
    pub fn item(&mut self, number: Option<u32>, depth: u8) {
        self.end_block();
        self.item = Some(BlockKind::Item { number, depth });
    }

    /// An item has ended: what follows is not part of it.
    pub fn end_item(&mut self) {
        self.end_block();
        self.item = None;
    }

    /// Words to the block being read.
    pub fn text(&mut self, words: &str) {
        let words = if self.text.is_empty() {
            words.trim_start()
        } else {
            words
        };
        self.text.push_str(words);
    }

    /// A new line inside of a block: a new block if a sentence has ended.
    pub fn line(&mut self) {
        if self.text.trim_end().ends_with(['.', '!', '?', ':']) && self.kind.is_none() {
            self.end_block();
        } else {
            self.text(" ");
        }
    }

    /// Bold begins.
    pub fn bold(&mut self) {
        self.in_bold = self.text.trim().is_empty();
    }

    /// Bold ends.
    pub fn end_bold(&mut self) {
        if std::mem::take(&mut self.in_bold) {
            // Counted in the text as it will be.
            self.bold = Some(tidy(&self.text).len());
        }
    }

    /// Puts a whole block after the others.
    pub fn push(&mut self, block: Block) {
        self.end_item();
        self.keep(block);
    }

    /// How many blocks have ended.
    pub fn len(&self) -> usize {
        self.blocks.len()
    }

    /// Takes the blocks from `start` on as texts of cells, which begin at these blocks. `None` when it is no row of
    /// cells: a heading stands in it, or a cell is as long as a page.
    pub fn take_cells(&mut self, start: usize, cells: &[usize]) -> Option<Vec<String>> {
        self.end_item();
        if cells.len() > MOST_CELLS {
            return None;
        }
        let blocks = self.blocks.get(start..)?;
        let headings = blocks.iter().any(|block| matches!(block.kind, BlockKind::Heading(_)));
        let text = |from: usize, to: usize| {
            let texts = self.blocks.get(from..to).unwrap_or_default().iter();
            let mut cell = String::new();
            for block in texts {
                let gap = match cell.chars().last() {
                    None => "",
                    Some('.' | '!' | '?' | ':' | ';') => " ",
                    Some(_) => ". ",
                };
                cell.push_str(gap);
                cell.push_str(&block.text);
            }
            cell
        };
        let ends = cells.iter().skip(1).copied().chain([self.blocks.len()]);
        let found: Vec<String> = cells.iter().zip(ends).map(|(from, to)| text(*from, to)).collect();
        let long = |cell: &String| cell.split(' ').count() > LONGEST_CELL;
        if headings || cells.len() < 2 || found.iter().any(long) {
            return None;
        }
        self.blocks.truncate(start);
        Some(found)
    }

    /// All blocks.
    pub fn finish(mut self) -> Vec<Block> {
        self.end_block();
        number_lines(&mut self.blocks);
        self.blocks
    }
}
