//! The whole pipeline on the bundled clip, whose joints are known: landmarks, face, loss, second person.

use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

use body::{Body, FacePoint, Landmark, Pose, SessionTime};
use pose::{Image, Models, PoseError, Tracker};

const WIDTH: u32 = 640;
const HEIGHT: u32 = 480;
const FRAME_BYTES: usize = (WIDTH * HEIGHT * 3) as usize;
const FPS: f64 = 15.0;

/// The clip's frames from 1 s to 2 s.
static SECOND: LazyLock<Vec<u8>> = LazyLock::new(|| frames(1.0, 15));

fn clip(extension: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../clips/s2_routine_correct")
        .with_extension(extension)
}

/// RGB frames of the clip, one after the other.
fn frames(from_secs: f64, count: usize) -> Vec<u8> {
    let decoded = Command::new("ffmpeg")
        .args(["-v", "error", "-ss", &from_secs.to_string(), "-i"])
        .arg(clip("mp4"))
        .args([
            "-frames:v",
            &count.to_string(),
            "-f",
            "rawvideo",
            "-pix_fmt",
            "rgb24",
            "-",
        ])
        .output()
        .expect("these tests decode the clip with ffmpeg: `make setup` installs it");
    assert!(decoded.status.success(), "{}", String::from_utf8_lossy(&decoded.stderr));
    assert_eq!(decoded.stdout.len(), count * FRAME_BYTES);
    decoded.stdout
}

/// Where a joint truly is at `secs`, pixels; the names are the columns of the clip's table.
fn truth(secs: f64, joint: &str) -> (f32, f32) {
    let table = std::fs::read_to_string(clip("csv")).unwrap();
    let mut lines = table.lines();
    let names: Vec<&str> = lines.next().unwrap().split(',').collect();
    let row: Vec<&str> = lines.nth((secs * FPS).round() as usize).unwrap().split(',').collect();
    let value = |name: &str| {
        row[names.iter().position(|column| *column == name).unwrap()]
            .parse::<f32>()
            .unwrap()
    };
    assert!((f64::from(value("t")) - secs).abs() < 0.01);
    (value(&format!("{joint}_u")), value(&format!("{joint}_v")))
}

fn tracker() -> Tracker {
    Tracker::new(&models()).unwrap()
}

fn models() -> Models<'static> {
    Models {
        detector: models::POSE_DETECTION.bytes,
        landmarks: models::POSE_FULL.bytes,
        face: models::FACE_LANDMARK.bytes,
    }
}

fn at(frame: usize) -> SessionTime {
    SessionTime::from_secs_f64(frame as f64 / FPS)
}

fn image(rgb: &[u8]) -> Image<'_> {
    Image::new(WIDTH, HEIGHT, rgb).unwrap()
}

fn shoulder(body: &Body) -> f32 {
    body.landmark(Landmark::LeftShoulder).image.x
}

fn distance(a: (f32, f32), b: (f32, f32)) -> f32 {
    ((a.0 - b.0) * (a.0 - b.0) + (a.1 - b.1) * (a.1 - b.1)).sqrt()
}

/// A picture of another width with copies of `frame` that begin at these columns, on the clip's wall.
fn scene(width: u32, frame: &[u8], starts: &[i32]) -> Vec<u8> {
    let mut rgb = frame[..3].repeat((width * HEIGHT) as usize);
    for (row, line) in rgb.chunks_exact_mut(width as usize * 3).enumerate() {
        for &start in starts {
            for column in 0..WIDTH as i32 {
                let Ok(place) = usize::try_from(start + column) else {
                    continue;
                };
                if place < width as usize {
                    let from = (row * WIDTH as usize + column as usize) * 3;
                    line[place * 3..place * 3 + 3].copy_from_slice(&frame[from..from + 3]);
                }
            }
        }
    }
    rgb
}

#[test]
fn landmarks_lie_on_the_person() {
    let mut tracker = tracker();
    for (frame, rgb) in SECOND.chunks_exact(FRAME_BYTES).enumerate() {
        let pose = tracker.track(&image(rgb), at(frame));
        let body = pose.body.unwrap_or_else(|| panic!("nobody in frame {frame}"));
        assert!(body.score > 0.9 && pose.face.is_some(), "frame {frame}: {}", body.score);
        for (name, joint) in [
            (Landmark::LeftShoulder, "shoulder_L"),
            (Landmark::RightShoulder, "shoulder_R"),
            (Landmark::LeftElbow, "elbow_L"),
            (Landmark::RightElbow, "elbow_R"),
            (Landmark::LeftEye, "eye_L"),
            (Landmark::RightEye, "eye_R"),
        ] {
            let ((x, y), found) = (truth(1.0 + frame as f64 / FPS, joint), body.landmark(name).image);
            let off = distance((found.x, found.y), (x, y));
            assert!(off < 25.0, "frame {frame}: {name:?} is {off:.1} px off");
        }
        let world = body.landmark(Landmark::LeftShoulder).world;
        let across = world.x - body.landmark(Landmark::RightShoulder).world.x;
        assert!((0.2..0.45).contains(&across), "shoulders {across} m apart");
    }
}

#[test]
fn the_outline_lies_over_the_outer_shoulders_and_changes_nothing_else() {
    let (mut plain, mut asked) = (tracker(), tracker());
    asked.want_shoulder_edges(true);
    let mut last = None;
    for (frame, rgb) in SECOND.chunks_exact(FRAME_BYTES).enumerate() {
        let mut pose = asked.track(&image(rgb), at(frame));
        let edges = pose.shoulder_edges.take();
        assert_eq!(pose, plain.track(&image(rgb), at(frame)), "frame {frame}");
        let found = edges.unwrap_or_else(|| panic!("no outline in frame {frame}"));
        let (left, right) = (
            truth(1.0 + frame as f64 / FPS, "shoulder_L"),
            truth(1.0 + frame as f64 / FPS, "shoulder_R"),
        );
        let width = distance(left, right);
        for (edge, (x, y), outwards) in [(found.left, left, 1.0), (found.right, right, -1.0)] {
            let (out, up) = ((edge.x - x) * outwards / width, (y - edge.y) / width);
            // The joint's middle lies 3 to 7 cm under the skin, and the shoulders 33 cm apart.
            assert!((-0.1..0.15).contains(&out) && (0.05..0.25).contains(&up), "{out} {up}");
        }
        // Of 15 frames a second every other one is looked at.
        assert!(frame % 2 == 0 || edges == last, "frame {frame}");
        last = edges;
    }
    asked.want_shoulder_edges(false);
    assert_eq!(asked.track(&image(&SECOND[..FRAME_BYTES]), at(15)).shoulder_edges, None);
}

#[test]
fn the_mesh_lies_on_the_face() {
    let pose = tracker().track(&image(&SECOND[..FRAME_BYTES]), at(0));
    let points = pose.face.unwrap().points;
    assert_eq!(points.len(), body::Face::COUNT);
    // Corners of the left eye and of the right eye.
    for (corners, joint) in [([362, 263], "eye_L"), ([33, 133], "eye_R")] {
        let [a, b]: [FacePoint; 2] = corners.map(|index: usize| points[index]);
        let (x, y) = truth(1.0, joint);
        let off = distance(((a.x + b.x) / 2.0, (a.y + b.y) / 2.0), (x, y));
        assert!(off < 8.0, "{joint} is {off:.1} px off");
    }
}

#[test]
fn an_empty_picture_holds_nobody() {
    let mut tracker = tracker();
    for colour in [0, 128, 255] {
        let pose = tracker.track(&image(&vec![colour; FRAME_BYTES]), at(colour.into()));
        assert_eq!((pose.body, pose.face), (None, None));
    }
}

#[test]
fn a_person_who_is_gone_is_gone_at_once_and_found_again() {
    let mut tracker = tracker();
    let person = &SECOND[..FRAME_BYTES];
    // The wall without a person: its left column across the whole picture.
    let empty_room: Vec<u8> = person
        .chunks_exact(WIDTH as usize * 3)
        .flat_map(|line| line[..3].repeat(WIDTH as usize))
        .collect();
    for (round, gone) in [vec![0; FRAME_BYTES], empty_room].iter().enumerate() {
        let seen = |pose: Pose| (pose.body.is_some(), pose.face.is_some());
        let start = round * 20;
        assert_eq!(seen(tracker.track(&image(person), at(start))), (true, true));
        assert_eq!(seen(tracker.track(&image(person), at(start + 1))), (true, true));
        tracker.track(&image(gone), at(start + 2));
        for frame in 3..8 {
            assert_eq!(
                seen(tracker.track(&image(gone), at(start + frame))),
                (false, false),
                "round {round}, {frame}"
            );
        }
        assert_eq!(seen(tracker.track(&image(person), at(start + 8))), (true, true));
    }
}

#[test]
fn a_person_who_walks_out_of_the_picture_is_gone() {
    let mut tracker = tracker();
    for step in 0..60 {
        let left = step as i32 * 15;
        let rgb = scene(WIDTH, &SECOND[..FRAME_BYTES], &[-left]);
        let pose = tracker.track(&image(&rgb), at(step));
        // The outer left shoulder is the last of the person, at column 420.
        assert!(left > 200 || pose.body.is_some(), "lost at {left}");
        assert!(
            left < 450 || (pose.body.is_none() && pose.face.is_none()),
            "still there at {left}"
        );
        assert!(pose.body.is_some() || pose.face.is_none());
    }
}

#[test]
fn a_second_person_does_not_take_over() {
    const WIDE: u32 = 1280;
    let frame = &SECOND[..FRAME_BYTES];
    let mut tracker = tracker();
    let (alone, both, nobody) = (
        scene(WIDE, frame, &[0]),
        scene(WIDE, frame, &[0, 500]),
        scene(WIDE, frame, &[]),
    );
    let mut see = |rgb: &[u8], frame| {
        tracker
            .track(&Image::new(WIDE, HEIGHT, rgb).unwrap(), at(frame))
            .body
            .as_ref()
            .map(shoulder)
    };
    let first = see(&alone, 0).unwrap();
    assert!(first < 450.0);
    for frame in 1..6 {
        assert!((see(&both, frame).unwrap() - first).abs() < 15.0);
    }
    assert!((6..10).map(|frame| see(&nobody, frame)).last().unwrap().is_none());
    let again = (10..13).find_map(|frame| see(&both, frame)).unwrap();
    assert!(
        (again - first).abs() < 15.0,
        "the first person is preferred after a loss"
    );
    tracker.reset();
    let other = tracker
        .track(&Image::new(WIDE, HEIGHT, &both).unwrap(), at(20))
        .body
        .unwrap();
    assert!(shoulder(&other) > 700.0, "after a reset the central person is chosen");
}

#[test]
fn people_are_counted() {
    let frame = &SECOND[..FRAME_BYTES];
    let mut tracker = tracker();
    assert_eq!(tracker.people(&image(frame)), 1);
    let empty = scene(WIDTH, frame, &[]);
    assert_eq!(tracker.people(&image(&empty)), 0);
    let two = scene(2 * WIDTH, frame, &[0, WIDTH as i32]);
    assert_eq!(tracker.people(&Image::new(2 * WIDTH, HEIGHT, &two).unwrap()), 2);
}

#[test]
fn a_lighter_model_goes_on_with_the_same_person() {
    let mut tracker = tracker();
    let frames: Vec<&[u8]> = SECOND.chunks_exact(FRAME_BYTES).collect();
    let full = shoulder(tracker.track(&image(frames[0]), at(0)).body.as_ref().unwrap());
    assert!(tracker.change_landmarks(models::FACE_LANDMARK.bytes).is_err());
    assert!(
        tracker.track(&image(frames[1]), at(1)).body.is_some(),
        "the old model stays"
    );
    tracker.change_landmarks(models::POSE_LITE.bytes).unwrap();
    let lite = shoulder(tracker.track(&image(frames[2]), at(2)).body.as_ref().unwrap());
    assert!((lite - full).abs() < 15.0, "{lite} {full}");
    assert_ne!(lite, full);
}

#[test]
fn the_same_frames_give_the_same_poses() {
    let (mut one, mut other) = (tracker(), tracker());
    for (frame, rgb) in SECOND.chunks_exact(FRAME_BYTES).take(5).enumerate() {
        assert_eq!(one.track(&image(rgb), at(frame)), other.track(&image(rgb), at(frame)));
    }
}

#[test]
fn a_picture_of_another_size_starts_over() {
    let frame = &SECOND[..FRAME_BYTES];
    let mut tracker = tracker();
    let first = tracker.track(&image(frame), at(0));
    let wide = scene(1280, frame, &[640]);
    let second = tracker.track(&Image::new(1280, HEIGHT, &wide).unwrap(), at(1));
    assert!((shoulder(&second.body.unwrap()) - 640.0 - shoulder(first.body.as_ref().unwrap())).abs() < 15.0);
    assert_eq!(
        tracker.track(&image(frame), at(2)),
        first,
        "nothing is left of what was seen before"
    );
}

#[test]
fn odd_pictures_are_looked_at() {
    let mut tracker = tracker();
    for (width, height) in [(1, 1), (3, 2000), (2000, 3), (1, 2), (17, 5)] {
        let rgb: Vec<u8> = (0..width * height * 3).map(|byte| (byte * 31 % 256) as u8).collect();
        for frame in 0..2 {
            let pose = tracker.track(&Image::new(width, height, &rgb).unwrap(), at(frame));
            assert_eq!((pose.image_size.width, pose.image_size.height), (width, height));
            assert!(pose.body.is_some() || pose.face.is_none());
        }
    }
}

#[test]
fn a_model_in_the_wrong_place_is_told() {
    let broken = Models {
        face: b"not a model",
        ..models()
    };
    assert!(matches!(
        Tracker::new(&broken),
        Err(PoseError::Load { model: "face", .. })
    ));
    let swapped = Models {
        detector: models::FACE_LANDMARK.bytes,
        ..models()
    };
    assert!(matches!(
        Tracker::new(&swapped),
        Err(PoseError::OtherModel { model: "detector" })
    ));
}
