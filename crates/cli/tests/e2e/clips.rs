//! Clips made on the spot with ffmpeg.

use std::path::Path;
use std::process::Command;

/// Runs ffmpeg, which must succeed.
pub fn make(arguments: &[&str], out: &Path) {
    let mut ffmpeg = Command::new("ffmpeg");
    ffmpeg.args(["-v", "error", "-y"]).args(arguments).arg(out);
    assert!(ffmpeg.status().expect("ffmpeg is installed").success(), "{arguments:?}");
}

/// A grey wall for a second.
pub const NOBODY: [&str; 4] = ["-f", "lavfi", "-i", "color=c=gray:size=320x240:rate=5:duration=1"];
/// A second of sound.
pub const SOUND: [&str; 4] = ["-f", "lavfi", "-i", "sine=duration=1"];
