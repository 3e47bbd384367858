//! A trace: the landmarks of every frame in a Parquet file, from which the same verdicts can be judged again.
//!
//! One row a frame. What was not seen is null. Landmarks are lists, one a coordinate (`body_x[11]` is the left
//! shoulder's), so that any tool that reads Parquet can read them; every float comes back bit for bit.
//! Written and read in groups of rows, so that memory does not grow with the clip.
//!
//! What is not as it was written is told and never judged: groups and footer have checksums (`seal`).

mod pages;
mod read;
mod seal;
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
const LAYOUT: &str = "2";
/// Of the first layout, which has no checksums.
const UNSEALED_LAYOUT: &str = "1";

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
mod tests;
