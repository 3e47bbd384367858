//! The pages of a Parquet column, those left out that promise more than they hold.
//!
//! The library makes room for as many values as a dictionary's head promises, before it reads them: of a damaged file of
//! a thousand bytes that is a hundred gigabytes.

use parquet::column::page::{Page, PageMetadata, PageReader};
use parquet::errors::ParquetError;

type Result<T> = std::result::Result<T, ParquetError>;

/// The least that a value takes in a dictionary: a text begins with its length, four bytes, and a whole number has four.
/// The columns that are read here hold nothing smaller.
const LEAST_BYTES: usize = 4;

/// Another reader's pages.
pub(super) struct Honest(pub Box<dyn PageReader>);

fn checked(page: Option<Page>) -> Result<Option<Page>> {
    if let Some(Page::DictionaryPage { buf, num_values, .. }) = &page
        && (*num_values as usize).saturating_mul(LEAST_BYTES) > buf.len()
    {
        return Err(ParquetError::General(
            "a dictionary promises more than it holds".to_owned(),
        ));
    }
    Ok(page)
}

impl PageReader for Honest {
    fn get_next_page(&mut self) -> Result<Option<Page>> {
        checked(self.0.get_next_page()?)
    }

    fn peek_next_page(&mut self) -> Result<Option<PageMetadata>> {
        self.0.peek_next_page()
    }

    fn skip_next_page(&mut self) -> Result<()> {
        self.0.skip_next_page()
    }

    fn supports_deferred_dictionary(&self) -> bool {
        self.0.supports_deferred_dictionary()
    }

    fn take_deferred_dictionary(&mut self) -> Result<Option<Page>> {
        checked(self.0.take_deferred_dictionary()?)
    }

    fn at_record_boundary(&mut self) -> Result<bool> {
        self.0.at_record_boundary()
    }
}

impl Iterator for Honest {
    type Item = Result<Page>;

    fn next(&mut self) -> Option<Self::Item> {
        self.get_next_page().transpose()
    }
}
