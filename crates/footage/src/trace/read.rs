//! Reads a trace: groups of rows in, frames out, the same bits that were written, or the word that they are not.

use std::fs::File;
use std::io::{self, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use body::{
    Body, BodyLandmark, Face, FacePoint, ImagePoint, ImageSize, Landmark, Pose, SessionTime, ShoulderEdges, WorldPoint,
};
use bytes::Bytes;
use parquet::column::reader::{get_column_reader, get_typed_column_reader};
use parquet::data_type::{BoolType, DataType, FloatType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::reader::{ChunkReader, FileReader, Length, RowGroupReader, SerializedFileReader};
use parquet::schema::types::Type;

use super::Camera;
use super::pages::Plain;
use super::seal::{self, Footer, Groups};
use super::{BODY, ELEMENT, FACE, LAYOUT, UNSEALED_LAYOUT, schema};
use crate::{Error, Result};

/// Reads a trace, group by group.
pub struct TraceReader {
    path: PathBuf,
    file: SerializedFileReader<Ending>,
    /// The same file, and what its groups add up to: the first traces do not say.
    sealed: Option<(File, Groups)>,
    camera: Camera,
    next_group: usize,
    ready: std::vec::IntoIter<(SessionTime, Pose)>,
}

impl TraceReader {
    /// Opens the trace at `path`. Of a pipe all is read first, as a trace is read from its end.
    ///
    /// # Errors
    /// [`Error`] when there is no such file, it is no trace, or its footer is damaged.
    pub fn open(path: &Path) -> Result<Self> {
        let raw = open_to_seek(path).map_err(|error| Error::reading(path, &error))?;
        let footer = Footer::of(&raw).map_err(|error| Error::reading(path, &error))?;
        let damaged = || Error::DamagedFooter {
            path: path.display().to_string(),
        };
        if footer == Footer::Broken {
            return Err(damaged());
        }
        let file = raw.try_clone().map_err(|error| Error::reading(path, &error))?;
        let file = or_damaged(|| SerializedFileReader::new(Ending(file))).map_err(|error| not_a_trace(path, error))?;
        let about = file.metadata().file_metadata();
        let entry = |key: &str| {
            let entry = about.key_value_metadata()?.iter().find(|entry| entry.key == key)?;
            entry.value.clone()
        };
        let value = |key: &str| entry(&format!("unhunch.{key}"));
        let layout = value("trace");
        if !same_columns(about.schema(), &schema()) || !matches!(layout.as_deref(), Some(LAYOUT | UNSEALED_LAYOUT)) {
            return Err(not_a_trace(
                path,
                "it is Parquet, but does not have the columns of a trace",
            ));
        }
        let sealed = match (layout.as_deref(), footer) {
            (Some(LAYOUT), Footer::Sealed) => {
                let groups = entry(seal::GROUPS).and_then(|text| Groups::read(&text, file.num_row_groups()));
                Some((raw, groups.ok_or_else(damaged)?))
            }
            (Some(UNSEALED_LAYOUT), Footer::Unsealed) => None,
            _ => return Err(damaged()),
        };
        let camera = Camera {
            mirrored: value("mirrored").as_deref() == Some("true"),
            fov_deg: value("fov_deg").and_then(|text| text.parse().ok()),
        };
        Ok(Self {
            path: path.to_owned(),
            file,
            sealed,
            camera,
            next_group: 0,
            ready: Vec::new().into_iter(),
        })
    }

    /// Looks whether all of it is as it was written, as far as it can tell.
    ///
    /// # Errors
    /// [`Error::DamagedTrace`] when it is not.
    pub fn verify(&self) -> Result<()> {
        (0..self.file.num_row_groups()).try_for_each(|place| self.verify_group(place))
    }

    fn verify_group(&self, place: usize) -> Result<()> {
        let Some((file, groups)) = &self.sealed else {
            return Ok(());
        };
        match groups.is_whole(file, place) {
            Ok(true) => Ok(()),
            Ok(false) => Err(self.damaged(place, "it is not what was written")),
            Err(error) => Err(self.damaged(place, error)),
        }
    }

    fn damaged(&self, place: usize, why: impl std::fmt::Display) -> Error {
        Error::DamagedTrace {
            path: self.path.display().to_string(),
            group: place + 1,
            why: why.to_string(),
        }
    }

    /// What was said about the camera at the recording.
    pub fn camera(&self) -> Camera {
        self.camera
    }

    /// The next frame; `None` at the end.
    ///
    /// # Errors
    /// [`Error::DamagedTrace`] when the next group is damaged. What came before is sound; nothing comes after.
    pub fn next_frame(&mut self) -> Result<Option<(SessionTime, Pose)>> {
        loop {
            if let Some(frame) = self.ready.next() {
                return Ok(Some(frame));
            }
            let place = self.next_group;
            if place == self.file.num_row_groups() {
                return Ok(None);
            }
            // Whatever comes of it, the groups behind it are not reached: time would leap.
            self.next_group = self.file.num_row_groups();
            self.verify_group(place)?;
            let group = or_damaged(|| read_rows(&*self.file.get_row_group(place)?));
            self.ready = group.map_err(|error| self.damaged(place, error))?.into_iter();
            self.next_group = place + 1;
        }
    }
}

/// A file behind whose end nothing is read: of a damaged page header the library would go on asking there, two thousand
/// million times.
struct Ending(File);

impl Length for Ending {
    fn len(&self) -> u64 {
        self.0.len()
    }
}

impl ChunkReader for Ending {
    type T = UntilEnd;

    fn get_read(&self, start: u64) -> Result<UntilEnd, ParquetError> {
        Ok(UntilEnd(self.0.get_read(start)?))
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes, ParquetError> {
        self.0.get_bytes(start, length)
    }
}

struct UntilEnd(<File as ChunkReader>::T);

impl Read for UntilEnd {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match self.0.read(into)? {
            // A footer stands behind every page: whoever reads on from there is astray.
            0 if !into.is_empty() => Err(io::ErrorKind::UnexpectedEof.into()),
            read => Ok(read),
        }
    }
}

/// The file, or a copy of what comes through a pipe, which can't be read from its end.
fn open_to_seek(path: &Path) -> io::Result<File> {
    let mut file = File::open(path)?;
    let about = file.metadata()?;
    if about.is_file() || about.is_dir() {
        return Ok(file);
    }
    let mut copy = tempfile::tempfile()?;
    io::copy(&mut file, &mut copy)?;
    Ok(copy)
}

/// The same columns of the same types in the same order, whatever the message is called. The last ones may be missing:
/// they came later.
fn same_columns(actual: &Type, expected: &Type) -> bool {
    let (actual, expected) = (actual.get_fields(), expected.get_fields());
    let first = expected.len() - CAME_LATER;
    (first..=expected.len()).any(|columns| actual == &expected[..columns])
}

/// Columns that the first traces do not have.
const CAME_LATER: usize = 2;

fn not_a_trace(path: &Path, why: impl std::fmt::Display) -> Error {
    Error::NotATrace {
        path: path.display().to_string(),
        why: why.to_string(),
    }
}

/// Of a damaged file that has no checksums, the library panics here and there instead of saying so.
fn or_damaged<T>(read: impl FnOnce() -> Result<T, ParquetError>) -> Result<T, ParquetError> {
    // What it was reading is not used again.
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err(damaged()))
}

fn read_rows(group: &dyn RowGroupReader) -> Result<Vec<(SessionTime, Pose)>, ParquetError> {
    let mut columns = Columns {
        group,
        rows: group.metadata().num_rows().max(0) as usize,
        next: 0,
    };
    if columns.rows > MOST_ROWS {
        return Err(damaged());
    }
    let times = columns.values::<Int64Type>()?;
    let widths = columns.values::<Int32Type>()?;
    let heights = columns.values::<Int32Type>()?;
    let body_scores = columns.scalars()?;
    let body = columns.several_lists::<{ BODY.len() }>()?;
    let face_scores = columns.scalars()?;
    let face = columns.several_lists::<{ FACE.len() }>()?;
    let edges = [
        columns.scalars()?,
        columns.scalars()?,
        columns.scalars()?,
        columns.scalars()?,
    ];
    let frozen = columns.flags()?;
    let brightness = columns.later_scalars()?;
    let mut frames = Vec::with_capacity(columns.rows);
    for row in 0..columns.rows {
        let (Some(&time), Some(&width), Some(&height)) = (times.get(row), widths.get(row), heights.get(row)) else {
            return Err(damaged());
        };
        let image_size = ImageSize {
            width: width.max(0) as u32,
            height: height.max(0) as u32,
        };
        let body = body_scores[row].map(|score| body_from(row, &body, score)).transpose()?;
        let face = face_scores[row].map(|score| face_from(row, &face, score)).transpose()?;
        let shoulder_edges = match edges.each_ref().map(|column| column[row]) {
            [Some(left_x), Some(left_y), Some(right_x), Some(right_y)] => Some(ShoulderEdges {
                left: ImagePoint { x: left_x, y: left_y },
                right: ImagePoint { x: right_x, y: right_y },
            }),
            _ => None,
        };
        let at = SessionTime::from_micros(time.max(0) as u64);
        frames.push((
            at,
            Pose {
                image_size,
                body,
                face,
                shoulder_edges,
                frozen: frozen.get(row).copied().unwrap_or(false),
                brightness: brightness.get(row).copied().flatten(),
            },
        ));
    }
    Ok(frames)
}

/// A group of a trace is never near this; a file that says so is not ours.
const MOST_ROWS: usize = 1 << 16;

type Lists = Vec<Option<Vec<f32>>>;

fn body_from(row: usize, lists: &[Lists; BODY.len()], score: f32) -> Result<Body, ParquetError> {
    let mut landmarks = [BodyLandmark::default(); Landmark::COUNT];
    let columns = of_length(row, lists, Landmark::COUNT)?;
    for (place, landmark) in landmarks.iter_mut().enumerate() {
        let [x, y, depth, world_x, world_y, world_z, visibility, presence] = columns.map(|column| column[place]);
        *landmark = BodyLandmark {
            image: ImagePoint { x, y },
            depth,
            world: WorldPoint {
                x: world_x,
                y: world_y,
                z: world_z,
            },
            visibility,
            presence,
        };
    }
    Ok(Body { landmarks, score })
}

fn face_from(row: usize, lists: &[Lists; FACE.len()], score: f32) -> Result<Face, ParquetError> {
    let columns = of_length(row, lists, Face::COUNT)?;
    let point = |place: usize| {
        let [x, y, z] = columns.map(|column| column[place]);
        FacePoint { x, y, z }
    };
    Ok(Face {
        points: (0..Face::COUNT).map(point).collect(),
        score,
    })
}

/// The lists of one row, all of them there and of this length.
fn of_length<const N: usize>(row: usize, lists: &[Lists; N], length: usize) -> Result<[&[f32]; N], ParquetError> {
    let columns = lists
        .each_ref()
        .map(|column| column[row].as_deref().unwrap_or_default());
    if columns.iter().all(|column| column.len() == length) {
        Ok(columns)
    } else {
        Err(damaged())
    }
}

fn damaged() -> ParquetError {
    ParquetError::General("a column is not as long as it should be".to_owned())
}

/// Values, definition levels and repetition levels of a column.
type Raw<T> = (Vec<T>, Vec<i16>, Vec<i16>);

/// The columns of one group, taken in order.
struct Columns<'a> {
    group: &'a dyn RowGroupReader,
    rows: usize,
    next: usize,
}

impl Columns<'_> {
    fn raw<T: DataType>(&mut self) -> Result<Raw<T::T>, ParquetError> {
        let about = self
            .group
            .metadata()
            .columns()
            .get(self.next)
            .ok_or_else(damaged)?
            .column_descr_ptr();
        let pages = Plain(self.group.get_column_page_reader(self.next)?);
        let mut column = get_typed_column_reader::<T>(get_column_reader(about, Box::new(pages)));
        self.next += 1;
        let (mut values, mut definitions, mut repetitions) = (Vec::new(), Vec::new(), Vec::new());
        let mut rows = 0;
        while rows < self.rows {
            let (read, ..) = column.read_records(
                self.rows - rows,
                Some(&mut definitions),
                Some(&mut repetitions),
                &mut values,
            )?;
            if read == 0 {
                return Err(damaged());
            }
            rows += read;
        }
        Ok((values, definitions, repetitions))
    }

    fn values<T: DataType>(&mut self) -> Result<Vec<T::T>, ParquetError> {
        let (values, ..) = self.raw::<T>()?;
        if values.len() == self.rows {
            Ok(values)
        } else {
            Err(damaged())
        }
    }

    /// Empty where no column is left: the first traces do not have this one.
    fn flags(&mut self) -> Result<Vec<bool>, ParquetError> {
        if self.next == self.group.num_columns() {
            return Ok(Vec::new());
        }
        self.values::<BoolType>()
    }

    fn later_scalars(&mut self) -> Result<Vec<Option<f32>>, ParquetError> {
        if self.next == self.group.num_columns() {
            return Ok(Vec::new());
        }
        self.scalars()
    }

    fn scalars(&mut self) -> Result<Vec<Option<f32>>, ParquetError> {
        let (values, definitions, _) = self.raw::<FloatType>()?;
        let mut values = values.into_iter();
        let scalars: Vec<_> = definitions
            .iter()
            .map(|&there| if there > 0 { values.next() } else { None })
            .collect();
        if scalars.len() == self.rows {
            Ok(scalars)
        } else {
            Err(damaged())
        }
    }

    fn lists(&mut self) -> Result<Lists, ParquetError> {
        let (values, definitions, repetitions) = self.raw::<FloatType>()?;
        let mut values = values.into_iter();
        let mut lists: Lists = Vec::with_capacity(self.rows);
        for (&there, &repeated) in definitions.iter().zip(&repetitions) {
            if repeated == 0 {
                lists.push((there > 0).then(Vec::new));
            }
            if there == ELEMENT {
                let list = lists.last_mut().and_then(Option::as_mut).ok_or_else(damaged)?;
                list.push(values.next().ok_or_else(damaged)?);
            }
        }
        if lists.len() == self.rows {
            Ok(lists)
        } else {
            Err(damaged())
        }
    }

    fn several_lists<const N: usize>(&mut self) -> Result<[Lists; N], ParquetError> {
        let mut several: [Lists; N] = std::array::from_fn(|_| Vec::new());
        for lists in &mut several {
            *lists = self.lists()?;
        }
        Ok(several)
    }
}
