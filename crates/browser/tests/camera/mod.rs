//! What the tests of the page's judge share: the judge, the guide, and clips as a camera gives them.

use std::path::Path;
use std::process::Command;

use browser::view::View;
use browser::{Start, Watch};
use pose::Models;

pub const WIDTH: u32 = 640;
pub const HEIGHT: u32 = 480;
pub const FRAME_BYTES: usize = (WIDTH * HEIGHT * 4) as usize;
pub const FPS: f64 = 15.0;

pub fn watch() -> Watch {
    Watch::new(&Models {
        detector: models::POSE_DETECTION.bytes,
        landmarks: models::POSE_FULL.bytes,
        face: models::FACE_LANDMARK.bytes,
    })
    .unwrap()
}

pub fn upper_back() -> Start<'static> {
    let (name, guide) = guide::UPPER_BACK;
    Start {
        name,
        guide,
        step: None,
        side: None,
        language: "en",
        guide_language: "en",
    }
}

pub fn one(step: &'static str, side: Option<&'static str>) -> Start<'static> {
    Start {
        step: Some(step),
        side,
        ..upper_back()
    }
}

/// All frames of a clip, RGBA; `filter` is one of ffmpeg.
pub fn rgba(clip: &str, filter: Option<&str>) -> Vec<u8> {
    let clip = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../clips").join(clip);
    let mut ffmpeg = Command::new("ffmpeg");
    ffmpeg.args(["-v", "error", "-i"]).arg(clip);
    if let Some(filter) = filter {
        ffmpeg.args(["-vf", filter]);
    }
    let decoded = ffmpeg
        .args(["-f", "rawvideo", "-pix_fmt", "rgba", "-"])
        .output()
        .expect("this test decodes the clip with ffmpeg: `make setup` installs it");
    assert!(decoded.status.success(), "{}", String::from_utf8_lossy(&decoded.stderr));
    decoded.stdout
}

/// Judges the frames, one after another, as a page does that says each thing in its reading time.
pub struct Page {
    pub watch: Watch,
    pub views: Vec<View>,
    saying: Option<(u32, f64)>,
}

impl Page {
    pub fn new(start: &Start<'_>, mirrored: bool) -> Self {
        let mut watch = watch();
        watch.start(start, mirrored).unwrap();
        watch.settle().unwrap();
        Self {
            watch,
            views: Vec::new(),
            saying: None,
        }
    }

    pub fn frame(&mut self, index: usize, rgba: &[u8]) -> &View {
        let at_s = index as f64 / FPS;
        if let Some((id, _)) = self.saying.take_if(|(_, until_s)| at_s >= *until_s) {
            self.watch.spoken(id, at_s * 1000.0).unwrap();
        }
        let view = self.watch.frame(rgba, WIDTH, HEIGHT, at_s * 1000.0).unwrap();
        if let Some(say) = view.say.last() {
            let words = say.text.split_whitespace().count();
            self.saying = Some((say.id, at_s + 0.5 + 0.33 * words as f64));
        }
        self.views.push(view);
        &self.views[self.views.len() - 1]
    }

    pub fn said(&self) -> Vec<&str> {
        let said = self.views.iter().flat_map(|view| &view.say);
        said.map(|say| say.text.as_str()).collect()
    }
}
