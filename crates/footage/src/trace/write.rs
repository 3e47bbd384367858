//! Writes a trace: frames in, groups of rows out.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use body::{Pose, SessionTime};
use parquet::basic::Compression;
use parquet::data_type::{BoolType, DataType, FloatType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};

use super::Camera;
use super::seal::Sealing;
use super::{BODY, EDGES, ELEMENT, FACE, LAYOUT, ROWS, body_values, schema};
use crate::output::{Output, Over};
use crate::{Error, Result};

/// Writes a trace. The file stands under its name only when it is finished.
pub struct TraceWriter {
    path: PathBuf,
    writer: SerializedFileWriter<Sealing<Output>>,
    rows: Vec<(SessionTime, Pose)>,
}

impl TraceWriter {
    /// Begins a trace at `path`. `landmarks` is the model that sees the body: its name and SHA-256 stand in the file.
    ///
    /// # Errors
    /// [`Error::Unwritable`] when the file can't be made.
    pub fn create(path: &Path, camera: Camera, landmarks: &models::Model) -> Result<Self> {
        let file = Sealing::new(Output::create(path, Over::Earlier)?);
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_dictionary_enabled(false)
            .set_statistics_enabled(EnabledStatistics::None)
            // Between groups and footer nothing may lie that no checksum covers.
            .set_offset_index_disabled(true)
            .set_key_value_metadata(Some(metadata(camera, landmarks)))
            .build();
        let writer = SerializedFileWriter::new(file, schema(), Arc::new(properties))
            .map_err(|error| Error::writing(path, error))?;
        Ok(Self {
            path: path.to_owned(),
            writer,
            rows: Vec::with_capacity(ROWS),
        })
    }

    /// Adds one frame.
    ///
    /// # Errors
    /// [`Error::Unwritable`], for one when the disk is full.
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
    /// [`Error::Unwritable`], for one when the disk is full.
    pub fn finish(mut self) -> Result<()> {
        self.write_group()?;
        let Self { path, mut writer, .. } = self;
        // Not a byte of what was written may come to the footer.
        writer.flush().map_err(|error| Error::writing(&path, error))?;
        for entry in writer.inner_mut().begin_footer() {
            writer.append_key_value_metadata(entry);
        }
        let sealing = writer.into_inner().map_err(|error| Error::writing(&path, error))?;
        sealing.seal().map_err(|error| Error::writing(&path, error))?.finish()
    }

    fn write_group(&mut self) -> Result<()> {
        if self.rows.is_empty() {
            return Ok(());
        }
        let group = self.writer.next_row_group().and_then(|mut group| {
            write_rows(&mut group, &self.rows)?;
            group.close().map(drop)
        });
        self.rows.clear();
        group.map_err(|error| Error::writing(&self.path, error))?;
        self.writer.flush().map_err(|error| Error::writing(&self.path, error))?;
        self.writer.inner_mut().end_group();
        Ok(())
    }
}

fn metadata(camera: Camera, landmarks: &models::Model) -> Vec<KeyValue> {
    let entry = |key: &str, value: String| KeyValue::new(format!("unhunch.{key}"), value);
    let mut entries = vec![
        entry("trace", LAYOUT.to_owned()),
        entry("version", env!("CARGO_PKG_VERSION").to_owned()),
        entry("model", landmarks.name.to_owned()),
        entry("mirrored", camera.mirrored.to_string()),
    ];
    entries.extend(camera.fov_deg.map(|fov| entry("fov_deg", fov.to_string())));
    let used = [&models::POSE_DETECTION, landmarks, &models::FACE_LANDMARK];
    entries.extend(used.map(|model| entry(&format!("sha256.{}", model.name), model.sha256.to_owned())));
    entries
}

fn write_rows(
    group: &mut SerializedRowGroupWriter<'_, Sealing<Output>>,
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
    let frozen: Vec<bool> = rows.iter().map(|(_, pose)| pose.frozen).collect();
    put::<BoolType>(group, &frozen, Some(&vec![1; rows.len()]), None)?;
    put_scalar(group, rows, |pose| pose.brightness)
}

fn put<T: DataType>(
    group: &mut SerializedRowGroupWriter<'_, Sealing<Output>>,
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
    group: &mut SerializedRowGroupWriter<'_, Sealing<Output>>,
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
    group: &mut SerializedRowGroupWriter<'_, Sealing<Output>>,
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
