//! PDF to blocks: headings by their size, lists, tables, columns in their order, without what stands on every page.
//!
//! Read with bounds of its own (`budget`): libraries unpack and follow whatever a file asks for. What is drawn is put
//! together by where it stands; what a file says of its structure is not asked, since few say it.
//!
//! Must not know: what an article is about.

mod budget;
mod cmap;
mod content;
mod drawing;
mod encoding;
mod file;
mod filters;
mod font;
mod furniture;
mod layout;
mod metrics;
mod order;
mod pages;
mod segments;
mod syntax;
mod tables;

use budget::Budget;
use content::Contents;
use file::File;
use furniture::Page;
use syntax::{Dict, Object};

use crate::text::block::{About, Block, BlockKind, tidy};
use crate::text::tags::start_of;

/// The head stands within so many bytes. Source: ISO 32000-1, Annex H, implementation note 13.
const HEAD_WITHIN: usize = 1024;
/// A page of less text than this, in bytes, is a picture if it holds one.
const PAGE_OF_TEXT: usize = 20;
/// Longest title, in bytes.
const LONGEST_TITLE: usize = 200;

/// Why a PDF can't be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PdfError {
    /// A password, or rights, stand before its text.
    #[error(
        "not supported: this PDF is encrypted; print it into a new PDF, or copy its text into a file, and import that"
    )]
    Encrypted,
    /// Scanned pages.
    #[error(
        "not supported: this PDF holds pictures of pages and no text; read them with a program for scans (OCR), and import what it gives"
    )]
    Pictures,
    /// Its fonts don't say what letters they draw.
    #[error(
        "not supported: this PDF draws letters and does not say which they are; copy its text into a file, and import that"
    )]
    Letters,
    /// Nothing that can be read as a page.
    #[error("the PDF is broken or empty: no page of it holds text")]
    Broken,
    /// A bound of the reader.
    #[error("the PDF holds more than is read: {0}")]
    TooMuch(&'static str),
}

/// What a PDF holds.
#[derive(Debug, Default)]
pub(crate) struct Document {
    pub blocks: Vec<Block>,
    pub about: About,
    /// What stood on every page.
    pub furniture: Vec<String>,
}

/// Whether bytes are a PDF.
pub(crate) fn is_pdf(bytes: &[u8]) -> bool {
    let head = bytes.get(..HEAD_WITHIN.min(bytes.len())).unwrap_or_default();
    file::find(head, b"%PDF-", 0).is_some_and(|at| at == 0 || !head.iter().take(at).any(u8::is_ascii_alphanumeric))
}

/// Reads a PDF.
pub(crate) fn read(bytes: &[u8]) -> Result<Document, PdfError> {
    let budget = Budget::new();
    let found = read_within(bytes, &budget);
    match budget.over() {
        Some(bound) => Err(PdfError::TooMuch(bound)),
        None => found,
    }
}

fn read_within(bytes: &[u8], budget: &Budget) -> Result<Document, PdfError> {
    let file = File::open(bytes, budget);
    if file.is_encrypted() {
        return Err(PdfError::Encrypted);
    }
    let mut contents = Contents::new(&file);
    let mut read: Vec<Page> = Vec::new();
    let mut beside = Vec::new();
    let (mut pictures, mut known, mut unknown) = (0, 0, 0);
    pages::each_page(&file, &mut |page, resources| {
        let drawn = contents.page(page, resources);
        pictures += drawn.pictures;
        known += drawn.known;
        unknown += drawn.unknown;
        let way = drawn.pieces.first().map(|piece| piece.way);
        let (rows, aside) = segments::rows(drawn.pieces);
        beside.extend(aside);
        let (bottom, top) = ends(&file, page, way);
        read.push(Page { rows, bottom, top });
    });
    let segments = || read.iter().flat_map(|page| page.rows.iter().flatten());
    let letters: usize = segments().map(|segment| segment.text.len()).sum();
    if unknown > known {
        return Err(PdfError::Letters);
    }
    if pictures > 0 && letters < PAGE_OF_TEXT * read.len() {
        return Err(PdfError::Pictures);
    }
    let Some(body) = layout::body_size(segments()) else {
        return Err(PdfError::Broken);
    };
    let furniture = furniture::take_off(&mut read, body);
    let pages = read.into_iter().map(|page| order::lines(page.rows)).collect();
    let mut blocks = layout::blocks(pages, body);
    blocks.extend(beside.iter().map(|text| Block::new(BlockKind::Aside, text)));
    let about = About {
        title: title(&file, &blocks),
        ..About::default()
    };
    Ok(Document {
        blocks,
        about,
        furniture,
    })
}

/// The lower and the upper end of a page, as its text runs.
fn ends(file: &File, page: &Dict, way: Option<content::Way>) -> (f64, f64) {
    use content::Way;
    let Object::List(corners) = file.value(page, "MediaBox") else {
        // A page of A4, in points.
        return (0.0, 842.0);
    };
    let corner = |at: usize| {
        corners
            .get(at)
            .map(|corner| file.object(corner))
            .and_then(|corner| corner.number())
            .unwrap_or(0.0)
    };
    let [x, y, right, top] = [0, 1, 2, 3].map(corner);
    let (one, other) = match way {
        Some(Way::Up) => (-x, -right),
        Some(Way::Left) => (-y, -top),
        Some(Way::Down) => (x, right),
        _ => (y, top),
    };
    (one.min(other), one.max(other))
}

/// The title that the file has, where no heading does: not the name that its writer's program gave it.
fn title(file: &File, blocks: &[Block]) -> Option<String> {
    if blocks.iter().any(Block::is_heading) {
        return None;
    }
    let title = tidy(&encoding::plain_text(&file.title()?));
    let words = title.split(' ').count();
    let is_name_of_file = title
        .rsplit_once('.')
        .is_some_and(|(_, end)| (2..=4).contains(&end.len()) && !end.contains(' '));
    Some(start_of(&title, LONGEST_TITLE).to_owned()).filter(|_| words >= 2 && !is_name_of_file)
}
