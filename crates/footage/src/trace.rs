//! A trace: the landmarks of every frame in a Parquet file, from which the same verdicts can be judged again.
//!
//! One row a frame. What was not seen is null. Landmarks are lists, one a coordinate (`body_x[11]` is the left
//! shoulder's), so that any tool that reads Parquet can read them; every float comes back bit for bit.
//! Written and read in groups of rows, so that memory does not grow with the clip.

mod read;
mod write;

pub use read::TraceReader;
pub use write::TraceWriter;

use std::sync::Arc;

use body::BodyLandmark;
use parquet::schema::types::TypePtr;

/// What was known of the camera at the recording.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Camera {
    /// Its picture is a mirror image.
    pub mirrored: bool,
    /// Field of view along the longer side of the picture, degrees, if it was known.
    pub fov_deg: Option<f32>,
}

/// Rows in a group: 1.7 megabytes of landmarks.
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
/// Came later, in the same layout: when a trace without it was recorded, nobody looked whether the picture stood still.
const FROZEN: &str = "frozen";
/// Came later still, in the same layout.
const BRIGHTNESS: &str = "brightness";
const EDGES: [&str; 4] = ["left_edge_x", "left_edge_y", "right_edge_x", "right_edge_y"];

/// The definition level of an element in a list that is there; see [`schema`].
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
    text.push_str(&format!("  optional boolean {FROZEN};\n"));
    text.push_str(&scalar(BRIGHTNESS));
    text.push('}');
    Arc::new(parquet::schema::parser::parse_message_type(&text).expect("the schema is constant, and a test reads it"))
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

#[cfg(test)]
mod tests {
    use std::fs;

    use body::{Body, Face, FacePoint, ImagePoint, ImageSize, Pose, SessionTime, ShoulderEdges, WorldPoint};

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
                        frozen: row % 7 == 0,
                        brightness: (row % 3 > 0).then_some(row as f32 / 300.0),
                    },
                )
            })
            .collect()
    }

    #[test]
    fn poses_come_back_bit_for_bit() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.parquet");
        let camera = Camera {
            mirrored: true,
            fov_deg: Some(61.7),
        };
        let mut writer = TraceWriter::create(&path, camera, &models::POSE_FULL).unwrap();
        for (at, pose) in poses() {
            writer.frame(at, &pose).unwrap();
        }
        writer.finish().unwrap();
        let mut reader = TraceReader::open(&path).unwrap();
        assert!(reader.camera().mirrored && reader.camera().fov_deg == Some(61.7));
        for (at, pose) in poses() {
            let (at_again, pose_again) = reader.next_frame().unwrap().unwrap();
            assert_eq!(at_again, at);
            assert_eq!(bits(&pose_again), bits(&pose));
            assert_eq!(pose_again.body.is_some(), pose.body.is_some());
            assert_eq!(pose_again.face.is_some(), pose.face.is_some());
            assert_eq!(pose_again.shoulder_edges.is_some(), pose.shoulder_edges.is_some());
            assert_eq!(pose_again.frozen, pose.frozen);
            assert_eq!(pose_again.brightness, pose.brightness);
        }
        assert!(reader.next_frame().unwrap().is_none());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn an_unfinished_trace_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let camera = Camera {
            mirrored: false,
            fov_deg: None,
        };
        drop(TraceWriter::create(&folder.path().join("a.parquet"), camera, &models::POSE_FULL).unwrap());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
