//! A table as Parquet: typed columns, of which those that may be empty are nullable. The table of sessions carries each
//! whole report as JSON besides, so that nothing is lost and it can be read back.

use std::io::Write;
use std::sync::Arc;

use jiff::civil::Date;
use parquet::basic::Compression;
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int32Type};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;

use crate::archive::Archive;
use crate::table::{Cell, Column, Holds, Table};

/// The column of whole reports.
pub(crate) const REPORT: &str = "report";
/// The key of the layout's number, in the file's metadata.
pub(crate) const LAYOUT_KEY: &str = "unhunch.history";
/// Number of this layout.
pub(crate) const LAYOUT: &str = "1";
/// Rows in a group. A whole report has a tenth of a megabyte at most.
const ROWS: usize = 1000;
const EPOCH: Date = jiff::civil::date(1970, 1, 1);

/// Why a table was not written.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct ParquetError(#[from] parquet::errors::ParquetError);

/// Writes one table.
///
/// # Errors
/// [`ParquetError`] when `to` can't be written.
pub fn write_parquet(table: Table, archive: &Archive, to: impl Write + Send) -> Result<(), ParquetError> {
    let mut columns = table.columns();
    let mut rows: Box<dyn Iterator<Item = Vec<Cell>>> = table.rows(archive);
    if table == Table::Sessions {
        columns.push(Column {
            name: REPORT,
            holds: Holds::Text,
            optional: false,
        });
        let saved = archive.sessions.iter().filter(|report| report.session.is_some());
        let reports = saved.map(|report| serde_json::to_string(report).expect("a report always has a JSON form"));
        rows = Box::new(rows.zip(reports).map(|(mut cells, report)| {
            cells.push(Cell::Text(report));
            cells
        }));
    }
    let schema = parse_message_type(&schema(table, &columns))?;
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by(format!("unhunch {}", env!("CARGO_PKG_VERSION")))
        .set_key_value_metadata(Some(vec![
            KeyValue::new(LAYOUT_KEY.to_owned(), LAYOUT.to_owned()),
            KeyValue::new("unhunch.table".to_owned(), table.name().to_owned()),
        ]))
        .build();
    let mut file = SerializedFileWriter::new(to, Arc::new(schema), Arc::new(properties))?;
    loop {
        let rows: Vec<Vec<Cell>> = rows.by_ref().take(ROWS).collect();
        if rows.is_empty() {
            break;
        }
        let mut group = file.next_row_group()?;
        for (place, column) in columns.iter().enumerate() {
            write_column(&mut group, *column, rows.iter().map(|row| &row[place]))?;
        }
        group.close()?;
    }
    file.close()?;
    Ok(())
}

fn schema(table: Table, columns: &[Column]) -> String {
    let mut text = format!("message {} {{\n", table.name());
    for Column { name, holds, optional } in columns {
        let repetition = if *optional { "optional" } else { "required" };
        let (physical, logical) = match holds {
            Holds::Text | Holds::Name => ("byte_array", " (STRING)"),
            Holds::Number => ("double", ""),
            Holds::Whole => ("int32", ""),
            Holds::Flag => ("boolean", ""),
            Holds::Day => ("int32", " (DATE)"),
        };
        text.push_str(&format!("  {repetition} {physical} {name}{logical};\n"));
    }
    text.push('}');
    text
}

fn write_column<'a, W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    column: Column,
    cells: impl Iterator<Item = &'a Cell>,
) -> Result<(), parquet::errors::ParquetError> {
    match column.holds {
        Holds::Text | Holds::Name => put::<ByteArrayType, W>(group, column, cells, |cell| match cell {
            Cell::Text(text) => Some(ByteArray::from(text.as_str())),
            Cell::Name(name) => Some(ByteArray::from(*name)),
            _ => None,
        }),
        Holds::Number => put::<DoubleType, W>(group, column, cells, |cell| match cell {
            Cell::Number(number) => Some(*number),
            _ => None,
        }),
        Holds::Whole => put::<Int32Type, W>(group, column, cells, |cell| match cell {
            Cell::Whole(number) => Some(*number),
            _ => None,
        }),
        Holds::Flag => put::<BoolType, W>(group, column, cells, |cell| match cell {
            Cell::Flag(flag) => Some(*flag),
            _ => None,
        }),
        Holds::Day => put::<Int32Type, W>(group, column, cells, |cell| match cell {
            Cell::Day(day) => (*day - EPOCH).get_days().into(),
            _ => None,
        }),
    }
}

fn put<'a, T: DataType, W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    column: Column,
    cells: impl Iterator<Item = &'a Cell>,
    value: impl Fn(&Cell) -> Option<T::T>,
) -> Result<(), parquet::errors::ParquetError> {
    let (mut values, mut there) = (Vec::new(), Vec::new());
    for cell in cells {
        let value = value(cell);
        there.push(i16::from(value.is_some()));
        values.extend(value);
    }
    let none_left = || parquet::errors::ParquetError::General("no column is left".to_owned());
    let mut writer = group.next_column()?.ok_or_else(none_left)?;
    let definitions = column.optional.then_some(there.as_slice());
    writer.typed::<T>().write_batch(&values, definitions, None)?;
    writer.close()
}
