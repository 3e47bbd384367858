//! The pages of a trace's columns. No trace has a dictionary, so one in it is damage: the library would make room for as
//! many values as its head promises, before it reads them.

use parquet::column::page::{Page, PageMetadata, PageReader};
use parquet::errors::ParquetError;

type Result<T> = std::result::Result<T, ParquetError>;

/// Another reader's pages.
pub(super) struct Plain(pub Box<dyn PageReader>);

fn checked(page: Option<Page>) -> Result<Option<Page>> {
    match page {
        Some(Page::DictionaryPage { .. }) => Err(ParquetError::General("a trace has no dictionary".to_owned())),
        page => Ok(page),
    }
}

impl PageReader for Plain {
    fn get_next_page(&mut self) -> Result<Option<Page>> {
        checked(self.0.get_next_page()?)
    }

    fn peek_next_page(&mut self) -> Result<Option<PageMetadata>> {
        self.0.peek_next_page()
    }

    fn skip_next_page(&mut self) -> Result<()> {
        self.0.skip_next_page()
    }

    fn at_record_boundary(&mut self) -> Result<bool> {
        self.0.at_record_boundary()
    }
}

impl Iterator for Plain {
    type Item = Result<Page>;

    fn next(&mut self) -> Option<Self::Item> {
        self.get_next_page().transpose()
    }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use parquet::basic::{Encoding, Repetition, Type as Physical};
    use parquet::column::reader::{get_column_reader, get_typed_column_reader};
    use parquet::data_type::FloatType;
    use parquet::schema::types::{ColumnDescriptor, ColumnPath, Type};

    use super::*;

    /// A dictionary of so many values, none of which is there.
    struct Promise(Option<u32>);

    impl PageReader for Promise {
        fn get_next_page(&mut self) -> Result<Option<Page>> {
            Ok(self.0.take().map(|num_values| Page::DictionaryPage {
                buf: Bytes::new(),
                num_values,
                encoding: Encoding::PLAIN,
                is_sorted: false,
            }))
        }

        fn peek_next_page(&mut self) -> Result<Option<PageMetadata>> {
            Ok(None)
        }

        fn skip_next_page(&mut self) -> Result<()> {
            self.0 = None;
            Ok(())
        }
    }

    impl Iterator for Promise {
        type Item = Result<Page>;

        fn next(&mut self) -> Option<Self::Item> {
            self.get_next_page().transpose()
        }
    }

    #[test]
    fn a_dictionary_that_promises_sixteen_gigabytes_is_refused_before_room_is_made_for_it() {
        let column = Type::primitive_type_builder("x", Physical::FLOAT)
            .with_repetition(Repetition::REQUIRED)
            .build()
            .unwrap();
        let column = ColumnDescriptor::new(column.into(), 0, 0, ColumnPath::from("x"));
        let pages = Plain(Box::new(Promise(Some(u32::MAX))));
        let mut reader = get_typed_column_reader::<FloatType>(get_column_reader(column.into(), Box::new(pages)));
        let error = reader.read_records(1, None, None, &mut Vec::new()).unwrap_err();
        assert!(error.to_string().contains("a trace has no dictionary"), "{error}");
    }
}
