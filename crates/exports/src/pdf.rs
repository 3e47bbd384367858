//! One printed page that a person gives away: what was planned and done in some days, how far each side got with its
//! error, where form broke most. Tagged for screen readers (PDF/UA), in English, German or Spanish.

mod faces;
mod figures;
mod layout;
mod sheet;
mod words;

use body::Language;
use jiff::civil::Date;
use krilla::SerializeSettings;
use krilla::configure::{Configuration, Validator};
use krilla::destination::XyzDestination;
use krilla::document::Document;
use krilla::geom::Point;
use krilla::metadata::Metadata;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::tagging::TagTree;
use results::Report;

use crate::titles::Titles;
use faces::Faces;
use figures::Figures;
use layout::{HEIGHT, WIDTH};
use words::Words;

/// What the page is about.
pub struct Asked<'a> {
    /// What guides and steps are called.
    pub titles: &'a Titles,
    /// How many breaks were planned on a day, with this guide or in all; `None` where no plan says anything of that day.
    pub planned: &'a dyn Fn(Option<&str>, Date) -> Option<u32>,
    /// The page's language.
    pub language: Language,
    /// The first day. Without one, that of the first session.
    pub from: Option<Date>,
    /// The last day. Without one, that of the last session.
    pub to: Option<Date>,
    /// Today: it stands at the foot.
    pub made_on: Date,
}

/// A page as PDF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The file.
    pub bytes: Vec<u8>,
    /// Characters that the page's font lacks, in order. On the page another sign stands for them, and it says so.
    pub missing: Vec<char>,
}

/// Why there is no page.
#[derive(Debug, thiserror::Error)]
#[error("the page can't be drawn: {0}")]
pub struct PageError(String);

/// Draws the page. `sessions` in any order; reports without a session are left out.
///
/// # Errors
/// [`PageError`] when the PDF library refuses what was drawn: a fault of this program.
pub fn page(sessions: &[Report], asked: &Asked<'_>) -> Result<Page, PageError> {
    let words = Words::of(asked.language);
    let figures = Figures::of(sessions, asked);
    let faces = Faces::built_in();
    let mut document = Document::new_with(SerializeSettings {
        configuration: Configuration::new_with_validator(Validator::UA1),
        ..SerializeSettings::default()
    });
    let title = format!("{}: {}", words.title, words.period(figures.from, figures.to));
    document.set_metadata(
        Metadata::new()
            .title(title.clone())
            .language(asked.language.code().to_owned())
            .creator(format!("unhunch {}", env!("CARGO_PKG_VERSION"))),
    );
    let mut outline = Outline::new();
    let top = XyzDestination::new(0, Point::from_xy(0.0, 0.0));
    outline.push_child(OutlineNode::new(title, top));
    document.set_outline(outline);

    let settings = PageSettings::from_wh(WIDTH, HEIGHT).ok_or_else(|| PageError("its size is none".to_owned()))?;
    let mut page = document.start_page_with(settings);
    let mut surface = page.surface();
    let made = words::filled(
        &words.made,
        &[
            ("version", env!("CARGO_PKG_VERSION")),
            ("date", &words.date(asked.made_on)),
        ],
    );
    let laid = layout::draw(&mut surface, &faces, words, &figures, &made);
    surface.finish();
    page.finish();
    let mut tags = TagTree::new().with_lang(Some(asked.language.code().to_owned()));
    laid.tags.into_iter().for_each(|tag| tags.push(tag));
    document.set_tag_tree(tags);
    let bytes = document.finish().map_err(|error| PageError(format!("{error:?}")))?;
    Ok(Page {
        bytes,
        missing: laid.missing.into_iter().collect(),
    })
}
