//! CSV and Parquet: what others read.

mod made_up;

use exports::{Archive, Signs, Table, read, write_csv, write_parquet};
use made_up::few;
use proptest::prelude::*;

fn csv(table: Table, signs: Signs) -> String {
    let mut bytes = Vec::new();
    write_csv(table, &few(), signs, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

fn parquet(table: Table, archive: &Archive) -> Vec<u8> {
    let mut bytes = Vec::new();
    write_parquet(table, archive, &mut bytes).unwrap();
    bytes
}

#[test]
fn every_table_is_csv_as_rfc_4180_has_it() {
    for table in Table::CSV {
        let text = csv(table, Signs::default());
        insta::assert_snapshot!(format!("csv_{}", table.name()), text.replace("\r\n", "\n"));
        assert_eq!(
            text.matches('\n').count(),
            text.matches("\r\n").count(),
            "{}",
            table.name()
        );
        assert!(text.ends_with("\r\n"));
        let mut read = csv::ReaderBuilder::new().from_reader(text.as_bytes());
        let width = read.headers().unwrap().len();
        assert!(read.records().all(|record| record.unwrap().len() == width));
    }
}

#[test]
fn a_spreadsheet_in_german_gets_its_signs_and_no_number_becomes_text() {
    let signs = Signs {
        separator: b';',
        decimal: ',',
        bom: true,
    };
    let text = csv(Table::Rules, signs);
    let text = text.strip_prefix('\u{feff}').expect("a byte order mark leads");
    let mut read = csv::ReaderBuilder::new().delimiter(b';').from_reader(text.as_bytes());
    let header = read.headers().unwrap().clone();
    let column = |name| header.iter().position(|column| column == name).unwrap();
    let rows: Vec<csv::StringRecord> = read.records().map(Result::unwrap).collect();
    let decisive: Vec<&str> = rows.iter().map(|row| &row[column("decisive")]).collect();
    // A number below zero begins with a minus, and is no formula.
    assert!(
        decisive.contains(&"33,25") && decisive.contains(&"-0,5"),
        "{decisive:?}"
    );
    assert!(rows.iter().all(|row| row.iter().all(|cell| !cell.contains("33.25"))));
}

#[test]
fn no_words_of_people_become_a_formula() {
    let text = csv(Table::Rules, Signs::default()) + &csv(Table::Answers, Signs::default());
    assert!(text.contains("'=HYPERLINK("), "{text}");
    assert!(text.contains(",'+ did you feel it?,"), "{text}");
    let mut read = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    for record in read.records() {
        for cell in &record.unwrap() {
            let runs = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
            assert!(!runs || cell.parse::<f64>().is_ok(), "{cell:?}");
        }
    }
}

#[test]
fn an_empty_archive_has_tables_with_headers() {
    for table in Table::CSV {
        let mut bytes = Vec::new();
        write_csv(table, &Archive::default(), Signs::default(), &mut bytes).unwrap();
        assert_eq!(bytes.iter().filter(|byte| **byte == b'\n').count(), 1);
    }
    let read = read(parquet(Table::Sessions, &Archive::default()).into()).unwrap();
    assert!(read.sessions.is_empty() && read.refused.is_empty());
}

#[test]
fn parquet_brings_everything_back() {
    let archive = few();
    let sessions = read(parquet(Table::Sessions, &archive).into()).unwrap();
    assert_eq!(sessions.sessions, archive.sessions);
    let ratings = read(parquet(Table::Ratings, &archive).into()).unwrap();
    assert_eq!(ratings.ratings, archive.ratings);
    let guides = read(parquet(Table::OwnGuides, &archive).into()).unwrap();
    assert_eq!(guides.own_guides[0].text, archive.own_guides[0].text);
    for table in [Table::Steps, Table::Rules, Table::Answers] {
        let refused = read(parquet(table, &archive).into()).unwrap_err();
        assert_eq!(refused, exports::ReadError::Table, "{}", table.name());
    }
}

#[test]
fn parquet_has_a_type_for_every_column() {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::schema::printer::print_schema;
    let mut shown = Vec::new();
    for table in Table::PARQUET {
        let bytes = bytes::Bytes::from(parquet(table, &few()));
        let file = SerializedFileReader::new(bytes).unwrap();
        print_schema(&mut shown, file.metadata().file_metadata().schema());
        let rows = file.get_row_iter(None).unwrap().map(Result::unwrap);
        assert!(rows.count() > 0, "{}", table.name());
    }
    insta::assert_snapshot!(String::from_utf8(shown).unwrap());
}

proptest! {
    /// Whatever is wrong with a file, it is said.
    #[test]
    fn a_damaged_parquet_file_is_read_or_refused(flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
        cut in prop::option::of(any::<prop::sample::Index>())) {
        let mut bytes = parquet(Table::Sessions, &few());
        for (place, byte) in flips {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        if let Ok(brought) = read(bytes.into()) {
            prop_assert!(brought.sessions.iter().all(|report| report.check().is_ok()));
        }
    }
}
