//! Parquet: the table of sessions, whose column `report` holds each as JSON, and those of ratings and own guides. Also
//! as other programs wrote them anew, as long as these columns are there.

use std::io::{self, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};

use bytes::{Buf, Bytes};
use parquet::basic::Type as Physical;
use parquet::column::reader::{get_column_reader, get_typed_column_reader};
use parquet::data_type::{ByteArrayType, DataType, Int32Type};
use parquet::errors::ParquetError;
use parquet::file::reader::{ChunkReader, FileReader, Length, SerializedFileReader};

use super::pages::Honest;
use super::{Brought, ReadError};
use crate::archive::{OwnGuide, Rating};
use crate::parquet::{LAYOUT, LAYOUT_KEY, REPORT};

/// Rows that are read at once.
const ROWS: usize = 100;
/// Most rows of a table: a life of sessions.
const MOST_ROWS: usize = 200_000;
/// Most bytes of texts in a table. A small file may say the same text a million times.
const MOST_BYTES: usize = 1 << 30;

pub(super) fn read(bytes: Bytes) -> Result<Brought, ReadError> {
    // Of a damaged file the library panics here and there instead of saying so. What it was reading is not used again.
    catch_unwind(AssertUnwindSafe(|| read_tables(bytes))).unwrap_or_else(|_| Err(damaged("a column is broken")))
}

fn read_tables(bytes: Bytes) -> Result<Brought, ReadError> {
    let file = SerializedFileReader::new(Ending(bytes)).map_err(damaged)?;
    let about = file.metadata().file_metadata();
    let layout = about.key_value_metadata().and_then(|entries| {
        let entry = entries.iter().find(|entry| entry.key == LAYOUT_KEY)?;
        entry.value.as_deref()
    });
    if let Some(newer) = layout.filter(|layout| *layout != LAYOUT) {
        return Err(newer.parse().map_or(ReadError::Unknown, ReadError::Newer));
    }
    let mut brought = Brought::default();
    let mut budget = Budget {
        rows: MOST_ROWS,
        bytes: MOST_BYTES,
    };
    let has = |names: &[&str]| names.iter().all(|name| place_of(&file, name).is_some());
    if has(&[REPORT]) {
        let mut place = 0;
        texts(&file, REPORT, &mut budget, |text| {
            match text {
                Some(text) => brought.session(&text, place),
                None => brought.refuse(format!("session {}", place + 1), "its report is missing"),
            }
            place += 1;
        })?;
    } else if has(&["guide", "stars", "rated_at"]) {
        let guides = all_texts(&file, "guide", &mut budget)?;
        let times = all_texts(&file, "rated_at", &mut budget)?;
        let stars = all_stars(&file, &mut budget)?;
        for ((guide, stars), rated_at) in guides.into_iter().zip(stars).zip(times) {
            brought.rating(Rating { guide, stars, rated_at });
        }
    } else if has(&["name", "text"]) {
        let names = all_texts(&file, "name", &mut budget)?;
        let written = all_texts(&file, "text", &mut budget)?;
        for (name, text) in names.into_iter().zip(written) {
            brought.own_guide(OwnGuide {
                name,
                changed_at: None,
                text,
            });
        }
    } else {
        return Err(ReadError::Table);
    }
    Ok(brought)
}

fn damaged(why: impl std::fmt::Display) -> ReadError {
    let why = why.to_string();
    ReadError::Parquet {
        why: why
            .chars()
            .filter(|letter| !letter.is_control())
            .take(super::LONGEST_REASON)
            .collect(),
    }
}

/// How much more may be read.
struct Budget {
    rows: usize,
    bytes: usize,
}

impl Budget {
    fn spend(&mut self, rows: usize, bytes: usize) -> Result<(), ReadError> {
        self.rows = self.rows.checked_sub(rows).ok_or(ReadError::TooLarge)?;
        self.bytes = self.bytes.checked_sub(bytes).ok_or(ReadError::TooLarge)?;
        Ok(())
    }
}

type File = SerializedFileReader<Ending>;

/// The column of this name, that is no part of a list or group.
fn place_of(file: &File, name: &str) -> Option<usize> {
    let schema = file.metadata().file_metadata().schema_descr();
    let is_it = |column: &parquet::schema::types::ColumnDescPtr| {
        column.path().parts() == [name] && column.max_rep_level() == 0 && column.max_def_level() <= 1
    };
    schema.columns().iter().position(is_it)
}

fn texts(file: &File, name: &str, budget: &mut Budget, mut take: impl FnMut(Option<String>)) -> Result<(), ReadError> {
    values::<ByteArrayType>(file, name, Physical::BYTE_ARRAY, &mut |values| {
        let bytes = values.iter().flatten().map(|value| value.len()).sum();
        budget.spend(values.len(), bytes)?;
        for value in values {
            let text = value.map(|value| str::from_utf8(value.data()).map(str::to_owned));
            take(text.transpose().map_err(|_| damaged("a text is not in UTF-8"))?);
        }
        Ok(())
    })
}

fn all_texts(file: &File, name: &str, budget: &mut Budget) -> Result<Vec<String>, ReadError> {
    let mut all = Vec::new();
    texts(file, name, budget, |text| all.push(text.unwrap_or_default()))?;
    Ok(all)
}

fn all_stars(file: &File, budget: &mut Budget) -> Result<Vec<u8>, ReadError> {
    let mut all = Vec::new();
    values::<Int32Type>(file, "stars", Physical::INT32, &mut |values| {
        budget.spend(values.len(), 0)?;
        // What is no number of stars is refused as none.
        let stars = values
            .into_iter()
            .map(|stars| stars.and_then(|stars| u8::try_from(stars).ok()));
        all.extend(stars.map(Option::unwrap_or_default));
        Ok(())
    })?;
    Ok(all)
}

/// The cells of one column, some at a time.
fn values<T: DataType>(
    file: &File,
    name: &str,
    physical: Physical,
    take: &mut dyn FnMut(Vec<Option<T::T>>) -> Result<(), ReadError>,
) -> Result<(), ReadError> {
    let schema = file.metadata().file_metadata().schema_descr();
    let place = place_of(file, name).ok_or(ReadError::Table)?;
    let column = schema.column(place);
    if column.physical_type() != physical {
        return Err(damaged(format!("the column {name} has another type")));
    }
    let optional = column.max_def_level() == 1;
    for group in 0..file.num_row_groups() {
        let group = file.get_row_group(group).map_err(damaged)?;
        let pages = Honest(group.get_column_page_reader(place).map_err(damaged)?);
        let mut reader = get_typed_column_reader::<T>(get_column_reader(schema.column(place), Box::new(pages)));
        let mut left = usize::try_from(group.metadata().num_rows()).map_err(damaged)?;
        while left > 0 {
            let (mut values, mut there) = (Vec::new(), Vec::new());
            let definitions = optional.then_some(&mut there);
            let (rows, ..) = reader
                .read_records(left.min(ROWS), definitions, None, &mut values)
                .map_err(damaged)?;
            if rows == 0 || rows > left {
                return Err(damaged(format!("the column {name} is not as long as it should be")));
            }
            left -= rows;
            let mut values = values.into_iter();
            let cells: Vec<Option<T::T>> = match optional {
                true => there
                    .iter()
                    .map(|&there| if there == 1 { values.next() } else { None })
                    .collect(),
                false => values.map(Some).collect(),
            };
            take(cells)?;
        }
    }
    Ok(())
}

/// Bytes behind whose end nothing is read: of a damaged page header the library would go on asking there, two thousand
/// million times.
struct Ending(Bytes);

impl Length for Ending {
    fn len(&self) -> u64 {
        self.0.len() as u64
    }
}

impl ChunkReader for Ending {
    type T = UntilEnd;

    fn get_read(&self, start: u64) -> Result<UntilEnd, ParquetError> {
        let start = usize::try_from(start).ok().filter(|start| *start <= self.0.len());
        let start = start.ok_or_else(|| ParquetError::EOF("behind the end".to_owned()))?;
        Ok(UntilEnd(self.0.slice(start..).reader()))
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes, ParquetError> {
        let end = usize::try_from(start)
            .ok()
            .and_then(|start| Some(start..start.checked_add(length)?));
        let range = end.filter(|range| range.end <= self.0.len());
        let range = range.ok_or_else(|| ParquetError::EOF("behind the end".to_owned()))?;
        Ok(self.0.slice(range))
    }
}

struct UntilEnd(bytes::buf::Reader<Bytes>);

impl Read for UntilEnd {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match self.0.read(into)? {
            // A footer stands behind every page: whoever reads on from there is astray.
            0 if !into.is_empty() => Err(io::ErrorKind::UnexpectedEof.into()),
            read => Ok(read),
        }
    }
}
