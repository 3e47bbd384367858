//! A trace: the landmarks of every frame in a Parquet file, from which the same verdicts can be judged again.
//!
//! One row a frame. What was not seen is null. Landmarks are lists, one a coordinate (`body_x[11]` is the left
//! shoulder's), so that any tool that reads Parquet can read them; every float comes back bit for bit.
//! Written and read in groups of rows, so that memory does not grow with the clip.

use std::fs::{self, File};
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use body::{
    Body, BodyLandmark, Face, FacePoint, ImagePoint, ImageSize, Landmark, Pose, SessionTime, ShoulderEdges, WorldPoint,
};
use parquet::basic::Compression;
use parquet::column::reader::get_typed_column_reader;
use parquet::data_type::{DataType, FloatType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::reader::{FileReader, RowGroupReader, SerializedFileReader};
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::{Type, TypePtr};

use crate::args::CameraOptions;
use crate::problem::{Problem, Result};

/// Rows in a group: some megabytes of landmarks.
const ROWS: usize = 256;
/// Number of this layout, in the file's metadata.
const LAYOUT: &str = "1";

const BODY: [&str; 8] = [
    "body_x",
    "body_y",
    "body_depth",
    "world_x",
    "world_y",
    "world_z",
    "visibility",
    "presence",
];
const FACE: [&str; 3] = ["face_x", "face_y", "face_z"];
const EDGES: [&str; 4] = ["left_edge_x", "left_edge_y", "right_edge_x", "right_edge_y"];

/// A list that is there, with an element; see [`schema`].
const ELEMENT: i16 = 2;

fn schema() -> TypePtr {
    let list = |name: &str| {
        format!("  optional group {name} (LIST) {{ repeated group list {{ required float element; }} }}\n")
    };
    let scalar = |name: &str| format!("  optional float {name};\n");
    let mut text =
        "message trace {\n  required int64 time_us;\n  required int32 image_width;\n  required int32 image_height;\n"
            .to_owned();
    text.push_str(&scalar("body_score"));
    text.extend(BODY.map(list));
    text.push_str(&scalar("face_score"));
    text.extend(FACE.map(list));
    text.extend(EDGES.map(scalar));
    text.push('}');
    Arc::new(parquet::schema::parser::parse_message_type(&text).expect("the schema is constant, and a test reads it"))
}

/// Writes a trace. The file stands under its name only when it is finished.
pub struct TraceWriter {
    path: PathBuf,
    unfinished: PathBuf,
    writer: Option<SerializedFileWriter<BufWriter<File>>>,
    rows: Vec<(SessionTime, Pose)>,
}

impl TraceWriter {
    /// Begins a trace at `path`.
    ///
    /// # Errors
    /// [`Problem::Unwritable`] when the file can't be made.
    pub fn create(path: &Path, camera: CameraOptions, landmarks: &models::Model) -> Result<Self> {
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(".unfinished");
        let unfinished = path.with_file_name(name);
        let file = File::create(&unfinished).map_err(|error| Problem::writing(path, error))?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_dictionary_enabled(false)
            .set_statistics_enabled(EnabledStatistics::None)
            .set_key_value_metadata(Some(metadata(camera, landmarks)))
            .build();
        let writer = SerializedFileWriter::new(BufWriter::new(file), schema(), Arc::new(properties))
            .map_err(|error| Problem::writing(path, error))?;
        Ok(Self {
            path: path.to_owned(),
            unfinished,
            writer: Some(writer),
            rows: Vec::with_capacity(ROWS),
        })
    }

    /// Adds one frame.
    ///
    /// # Errors
    /// [`Problem::Unwritable`], for one when the disk is full.
    pub fn frame(&mut self, at: SessionTime, pose: &Pose) -> Result<()> {
        self.rows.push((at, pose.clone()));
        if self.rows.len() == ROWS {
            self.write_group()
        } else {
            Ok(())
        }
    }

    /// Writes what is left, and gives the file its name.
    ///
    /// # Errors
    /// [`Problem::Unwritable`], for one when the disk is full.
    pub fn finish(mut self) -> Result<()> {
        self.write_group()?;
        if let Some(writer) = self.writer.take() {
            writer.close().map_err(|error| Problem::writing(&self.path, error))?;
        }
        fs::rename(&self.unfinished, &self.path).map_err(|error| Problem::writing(&self.path, error))
    }

    fn write_group(&mut self) -> Result<()> {
        let Some(writer) = self.writer.as_mut().filter(|_| !self.rows.is_empty()) else {
            return Ok(());
        };
        let group = writer.next_row_group().and_then(|mut group| {
            write_rows(&mut group, &self.rows)?;
            group.close().map(drop)
        });
        self.rows.clear();
        group.map_err(|error| Problem::writing(&self.path, error))
    }
}

impl Drop for TraceWriter {
    fn drop(&mut self) {
        // Only when it was not finished: after the rename there is nothing of this name.
        let _ = fs::remove_file(&self.unfinished);
    }
}

fn metadata(camera: CameraOptions, landmarks: &models::Model) -> Vec<KeyValue> {
    let entry = |key: &str, value: String| KeyValue::new(format!("unhunch.{key}"), value);
    let mut entries = vec![
        entry("trace", LAYOUT.to_owned()),
        entry("version", env!("CARGO_PKG_VERSION").to_owned()),
        entry("model", landmarks.name.to_owned()),
        entry("mirrored", camera.mirrored.to_string()),
    ];
    entries.extend(camera.fov.map(|fov| entry("fov_deg", fov.to_string())));
    let used = [&models::POSE_DETECTION, landmarks, &models::FACE_LANDMARK];
    entries.extend(used.map(|model| entry(&format!("sha256.{}", model.name), model.sha256.to_owned())));
    entries
}

fn write_rows(
    group: &mut SerializedRowGroupWriter<'_, BufWriter<File>>,
    rows: &[(SessionTime, Pose)],
) -> Result<(), ParquetError> {
    let times: Vec<i64> = rows.iter().map(|(at, _)| at.as_micros() as i64).collect();
    put::<Int64Type>(group, &times, None, None)?;
    let widths: Vec<i32> = rows.iter().map(|(_, pose)| pose.image_size.width as i32).collect();
    put::<Int32Type>(group, &widths, None, None)?;
    let heights: Vec<i32> = rows.iter().map(|(_, pose)| pose.image_size.height as i32).collect();
    put::<Int32Type>(group, &heights, None, None)?;
    put_scalar(group, rows, |pose| Some(pose.body.as_ref()?.score))?;
    for place in 0..BODY.len() {
        put_list(group, rows, |pose| {
            Some(
                pose.body
                    .as_ref()?
                    .landmarks
                    .iter()
                    .map(|landmark| body_values(landmark)[place])
                    .collect(),
            )
        })?;
    }
    put_scalar(group, rows, |pose| Some(pose.face.as_ref()?.score))?;
    for place in 0..FACE.len() {
        put_list(group, rows, |pose| {
            Some(
                pose.face
                    .as_ref()?
                    .points
                    .iter()
                    .map(|point| [point.x, point.y, point.z][place])
                    .collect(),
            )
        })?;
    }
    for place in 0..EDGES.len() {
        put_scalar(group, rows, |pose| {
            let edges = pose.shoulder_edges?;
            Some([edges.left.x, edges.left.y, edges.right.x, edges.right.y][place])
        })?;
    }
    Ok(())
}

/// In the order of [`BODY`].
fn body_values(landmark: &BodyLandmark) -> [f32; 8] {
    let BodyLandmark {
        image,
        depth,
        world,
        visibility,
        presence,
    } = *landmark;
    [image.x, image.y, depth, world.x, world.y, world.z, visibility, presence]
}

fn put<T: DataType>(
    group: &mut SerializedRowGroupWriter<'_, BufWriter<File>>,
    values: &[T::T],
    definitions: Option<&[i16]>,
    repetitions: Option<&[i16]>,
) -> Result<(), ParquetError> {
    let mut column = group
        .next_column()?
        .ok_or_else(|| ParquetError::General("no column is left".to_owned()))?;
    column.typed::<T>().write_batch(values, definitions, repetitions)?;
    column.close()
}

fn put_scalar(
    group: &mut SerializedRowGroupWriter<'_, BufWriter<File>>,
    rows: &[(SessionTime, Pose)],
    value: impl Fn(&Pose) -> Option<f32>,
) -> Result<(), ParquetError> {
    let (mut values, mut definitions) = (Vec::new(), Vec::new());
    for (_, pose) in rows {
        let value = value(pose);
        definitions.push(i16::from(value.is_some()));
        values.extend(value);
    }
    put::<FloatType>(group, &values, Some(&definitions), None)
}

fn put_list(
    group: &mut SerializedRowGroupWriter<'_, BufWriter<File>>,
    rows: &[(SessionTime, Pose)],
    list: impl Fn(&Pose) -> Option<Vec<f32>>,
) -> Result<(), ParquetError> {
    let (mut values, mut definitions, mut repetitions) = (Vec::new(), Vec::new(), Vec::new());
    for (_, pose) in rows {
        match list(pose) {
            Some(list) if !list.is_empty() => {
                definitions.extend(list.iter().map(|_| ELEMENT));
                repetitions.extend((0..list.len()).map(|place| i16::from(place > 0)));
                values.extend(list);
            }
            other => {
                definitions.push(i16::from(other.is_some()));
                repetitions.push(0);
            }
        }
    }
    put::<FloatType>(group, &values, Some(&definitions), Some(&repetitions))
}

/// Reads a trace, group by group.
pub struct TraceReader {
    path: PathBuf,
    file: SerializedFileReader<File>,
    camera: CameraOptions,
    next_group: usize,
    ready: std::vec::IntoIter<(SessionTime, Pose)>,
}

impl TraceReader {
    /// Opens the trace at `path`.
    ///
    /// # Errors
    /// [`Problem`] when there is no such file, or it is no trace.
    pub fn open(path: &Path) -> Result<Self> {
        let file = File::open(path).map_err(|error| Problem::reading(path, &error))?;
        let file = SerializedFileReader::new(file).map_err(|error| not_a_trace(path, error))?;
        let about = file.metadata().file_metadata();
        let value = |key: &str| {
            let entry = about
                .key_value_metadata()?
                .iter()
                .find(|entry| entry.key == format!("unhunch.{key}"))?;
            entry.value.clone()
        };
        if !same_columns(about.schema(), &schema()) || value("trace").as_deref() != Some(LAYOUT) {
            return Err(not_a_trace(
                path,
                "it is Parquet, but does not have the columns of a trace",
            ));
        }
        let camera = CameraOptions {
            mirrored: value("mirrored").as_deref() == Some("true"),
            fov: value("fov_deg").and_then(|text| text.parse().ok()),
        };
        Ok(Self {
            path: path.to_owned(),
            file,
            camera,
            next_group: 0,
            ready: Vec::new().into_iter(),
        })
    }

    /// What was said about the camera at the recording.
    pub fn camera(&self) -> CameraOptions {
        self.camera
    }

    /// The next frame; `None` at the end.
    ///
    /// # Errors
    /// [`Problem::NotATrace`] when the file is damaged.
    pub fn next(&mut self) -> Result<Option<(SessionTime, Pose)>> {
        loop {
            if let Some(frame) = self.ready.next() {
                return Ok(Some(frame));
            }
            if self.next_group == self.file.num_row_groups() {
                return Ok(None);
            }
            let group = self
                .file
                .get_row_group(self.next_group)
                .and_then(|group| read_rows(&*group));
            self.next_group += 1;
            self.ready = group.map_err(|error| not_a_trace(&self.path, error))?.into_iter();
        }
    }
}

/// The same columns of the same types in the same order, whatever the message is called.
fn same_columns(actual: &Type, expected: &Type) -> bool {
    actual.get_fields() == expected.get_fields()
}

fn not_a_trace(path: &Path, why: impl std::fmt::Display) -> Box<Problem> {
    Box::new(Problem::NotATrace {
        path: path.display().to_string(),
        why: why.to_string(),
    })
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
    ParquetError::General("it is damaged: a column is not as long as it should be".to_owned())
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
        let mut column = get_typed_column_reader::<T>(self.group.get_column_reader(self.next)?);
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

#[cfg(test)]
mod tests {
    use super::*;

    fn bits(pose: &Pose) -> Vec<u32> {
        let body = pose
            .body
            .iter()
            .flat_map(|body| body.landmarks.iter().flat_map(body_values).chain([body.score]));
        let face = pose
            .face
            .iter()
            .flat_map(|face| face.points.iter().flat_map(|p| [p.x, p.y, p.z]).chain([face.score]));
        body.chain(face).map(f32::to_bits).collect()
    }

    fn poses() -> Vec<(SessionTime, Pose)> {
        // Numbers that a careless writer would bend: -0, NaN with a payload, the smallest and largest.
        let odd = [
            -0.0,
            f32::from_bits(0x7FC0_1234),
            f32::MIN_POSITIVE / 2.0,
            f32::MAX,
            1.0 / 3.0,
            f32::INFINITY,
        ];
        (0..ROWS + 7)
            .map(|row| {
                let value = |k: usize| odd[(row + k) % odd.len()];
                let image_size = ImageSize {
                    width: 640,
                    height: 480,
                };
                let point = |k: usize| ImagePoint {
                    x: value(k),
                    y: value(k + 1),
                };
                let landmarks = std::array::from_fn(|k| BodyLandmark {
                    image: point(k),
                    depth: value(k + 2),
                    world: WorldPoint {
                        x: value(k + 3),
                        y: value(k + 4),
                        z: value(k + 5),
                    },
                    visibility: value(k),
                    presence: value(k + 1),
                });
                let points = (0..Face::COUNT)
                    .map(|k| FacePoint {
                        x: value(k),
                        y: value(k + 3),
                        z: value(k + 2),
                    })
                    .collect();
                let body = (row % 5 != 0).then_some(Body {
                    landmarks,
                    score: value(0),
                });
                let face = (row % 5 > 1).then_some(Face {
                    points,
                    score: value(1),
                });
                let shoulder_edges = (row % 5 > 2).then(|| ShoulderEdges {
                    left: point(4),
                    right: point(5),
                });
                (
                    SessionTime::from_micros(row as u64 * 66_667),
                    Pose {
                        image_size,
                        body,
                        face,
                        shoulder_edges,
                    },
                )
            })
            .collect()
    }

    #[test]
    fn poses_come_back_bit_for_bit() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.parquet");
        let camera = CameraOptions {
            mirrored: true,
            fov: Some(61.7),
        };
        let mut writer = TraceWriter::create(&path, camera, &models::POSE_FULL).unwrap();
        for (at, pose) in poses() {
            writer.frame(at, &pose).unwrap();
        }
        writer.finish().unwrap();
        let mut reader = TraceReader::open(&path).unwrap();
        assert!(reader.camera().mirrored && reader.camera().fov == Some(61.7));
        for (at, pose) in poses() {
            let (at_again, pose_again) = reader.next().unwrap().unwrap();
            assert_eq!(at_again, at);
            assert_eq!(bits(&pose_again), bits(&pose));
            assert_eq!(pose_again.body.is_some(), pose.body.is_some());
            assert_eq!(pose_again.face.is_some(), pose.face.is_some());
            assert_eq!(pose_again.shoulder_edges.is_some(), pose.shoulder_edges.is_some());
        }
        assert!(reader.next().unwrap().is_none());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn an_unfinished_trace_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let camera = CameraOptions {
            mirrored: false,
            fov: None,
        };
        drop(TraceWriter::create(&folder.path().join("a.parquet"), camera, &models::POSE_FULL).unwrap());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
