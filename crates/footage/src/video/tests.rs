use super::*;

/// The container's own times come through, uneven as they are, and the picture as it is seen.
#[test]
fn uneven_times_and_rotation_come_through() {
    let folder = tempfile::tempdir().unwrap();
    let (plain, rotated) = (folder.path().join("plain.mp4"), folder.path().join("rotated.mp4"));
    let make = |arguments: &[&str], out: &Path| {
        let status = Command::new("ffmpeg")
            .args(["-v", "error", "-y"])
            .args(arguments)
            .arg(out)
            .status()
            .unwrap();
        assert!(status.success());
    };
    let uneven = "select='not(eq(n,2)+eq(n,3)+eq(n,7))'";
    let source = [
        "-f",
        "lavfi",
        "-i",
        "testsrc=size=64x48:rate=10:duration=1",
        "-vf",
        uneven,
        "-fps_mode",
        "vfr",
    ];
    make(&source, &plain);
    make(
        &[
            "-i",
            plain.to_str().unwrap(),
            "-c",
            "copy",
            "-metadata:s:v",
            "rotate=90",
        ],
        &rotated,
    );
    let mut video = Video::open(&rotated, None, || false).unwrap();
    let mut times = Vec::new();
    let mut size = None;
    while let Some(frame) = video.next_frame().unwrap() {
        assert_eq!(frame.rgb.len(), 64 * 48 * 3);
        times.push(frame.at.as_micros());
        size = Some(frame.size);
        video.recycle(frame);
    }
    assert_eq!(times, [0, 100_000, 400_000, 500_000, 600_000, 800_000, 900_000]);
    let size = size.unwrap();
    // Newer ffmpeg ignores the old `rotate` tag when writing; then the picture stays as it was.
    assert!([(48, 64), (64, 48)].contains(&(size.width, size.height)));
}

#[cfg(unix)]
#[test]
fn a_decoder_that_hangs_is_ended_and_what_it_said_is_told() {
    let mut video = Video::new("a.mp4".to_owned(), || false);
    video.patience = Some(Duration::from_millis(200));
    let mut hangs = Command::new("sh");
    hangs.args(["-c", "exec sleep 1000"]).stdin(Stdio::null());
    video.start(hangs, None).unwrap();
    let error = video.next_frame().unwrap_err();
    assert!(matches!(error, Error::Hung { program: "ffmpeg", .. }), "{error}");
    assert!(video.next_frame().unwrap().is_none());
}

#[cfg(unix)]
#[test]
fn one_that_waits_is_left_as_soon_as_it_is_asked_to_stop() {
    let mut video = Video::new("a.mp4".to_owned(), || true);
    let mut hangs = Command::new("sh");
    // With a child that holds its pipes.
    hangs.args(["-c", "sleep 20; true"]).stdin(Stdio::null());
    video.start(hangs, None).unwrap();
    assert!(video.next_frame().unwrap().is_none());
}
