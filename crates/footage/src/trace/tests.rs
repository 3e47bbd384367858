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

/// A trace of two groups, and where its footer begins.
fn recorded(folder: &std::path::Path) -> (std::path::PathBuf, Vec<u8>, usize) {
    let path = folder.join("a.parquet");
    let mut writer = TraceWriter::create(&path, Camera::default(), &models::POSE_FULL).unwrap();
    for (at, pose) in poses() {
        writer.frame(at, &pose).unwrap();
    }
    writer.finish().unwrap();
    let bytes = fs::read(&path).unwrap();
    let length = &bytes[bytes.len() - 8..bytes.len() - 4];
    let footer = bytes.len() - 8 - u32::from_le_bytes(length.try_into().unwrap()) as usize;
    (path, bytes, footer)
}

/// All frames that could be read, and how that ended.
type Read = (Vec<(SessionTime, Vec<u32>)>, crate::Result<()>);

fn frames(path: &std::path::Path) -> crate::Result<Read> {
    let mut reader = TraceReader::open(path)?;
    let mut frames = Vec::new();
    loop {
        match reader.next_frame() {
            Ok(Some((at, pose))) => frames.push((at, bits(&pose))),
            Ok(None) => return Ok((frames, Ok(()))),
            Err(error) => return Ok((frames, Err(error))),
        }
    }
}

#[test]
fn every_flipped_bit_is_told_or_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (path, bytes, footer) = recorded(folder.path());
    let (whole, _) = frames(&path).unwrap();
    assert_eq!(whole.len(), ROWS + 7);
    // Places all over the file by a fixed recipe, and every bit of what matters most: the footer's own sum, the tail.
    let (mut places, mut random) = (Vec::new(), 1_u64);
    let mut any_of = |from: usize, to: usize, count: usize| {
        for _ in 0..count {
            // Source: Knuth, "The Art of Computer Programming", volume 2, 3.3.4 (the multiplier of MMIX).
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            places.push(from * 8 + (random >> 24) as usize % ((to - from) * 8));
        }
    };
    any_of(0, footer, 150);
    any_of(footer, bytes.len(), 600);
    let key = bytes
        .windows(20)
        .rposition(|window| window == b"unhunch.footer_crc32")
        .unwrap();
    places.extend(key * 8..(key + 30) * 8);
    places.extend((bytes.len() - 8) * 8..bytes.len() * 8);
    places.extend(0..64);
    for place in places {
        let mut flipped = bytes.clone();
        flipped[place / 8] ^= 1 << (place % 8);
        fs::write(&path, &flipped).unwrap();
        match frames(&path) {
            Err(_) => {}
            Ok((read, Err(_))) => assert_eq!(read[..], whole[..read.len()], "bit {place}"),
            Ok((read, Ok(()))) => assert_eq!(read, whole, "bit {place} of byte {}", place / 8),
        }
    }
}

#[test]
fn damage_is_told_with_its_place_and_what_comes_before_is_given() {
    let folder = tempfile::tempdir().unwrap();
    let (path, bytes, footer) = recorded(folder.path());
    let damaged = |place: usize| {
        let mut flipped = bytes.clone();
        flipped[place] ^= 1;
        fs::write(&path, &flipped).unwrap();
    };
    // In the second group, which is the last and small.
    damaged(footer - 10);
    assert!(matches!(
        TraceReader::open(&path).unwrap().verify(),
        Err(crate::Error::DamagedTrace { group: 2, .. })
    ));
    let (read, error) = frames(&path).unwrap();
    assert_eq!(read.len(), ROWS);
    assert!(
        error
            .unwrap_err()
            .to_string()
            .ends_with("damaged at row group 2: it is not what was written")
    );
    damaged(100);
    let (read, error) = frames(&path).unwrap();
    assert!(read.is_empty() && error.unwrap_err().to_string().contains("row group 1"));
    damaged(footer + 100);
    assert!(matches!(frames(&path), Err(crate::Error::DamagedFooter { .. })));
}

#[test]
fn traces_of_the_first_layout_are_read() {
    let name = "../../clips/traces/s2_lateral_neck_chin_drops_left.parquet";
    let (read, end) = frames(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap();
    assert!(read.len() == 216 && end.is_ok());
}
