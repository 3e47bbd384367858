//! People made of numbers: a pose for every posture that can be written down. The tests of `session` and the counts of
//! `bench` take them from here.

use body::{Body, BodyLandmark, Face, FacePoint, ImagePoint, ImageSize, Landmark, Pose, WorldPoint};

/// Real meshes show a nod down and a turn smaller than they are and the midline where it is; the made-up one does the same.
const MESH_NOD_GAIN: f64 = 0.80;

fn shown_nod(depression: f64) -> f64 {
    if depression > 0.0 {
        depression * MESH_NOD_GAIN
    } else {
        depression
    }
}

/// The turn of which 0.2 % a degree, of up to 45 degrees, must be added to make this one.
fn shown_turn(azimuth: f64) -> f64 {
    let of_square = ((1.0 + 0.008 * azimuth.abs()).sqrt() - 1.0) / 0.004;
    azimuth.signum() * of_square.max(azimuth.abs() / 1.09).min(azimuth.abs())
}
pub const SIZE: ImageSize = ImageSize {
    width: 640,
    height: 480,
};
const SHOULDERS_PX: f32 = 160.0;

/// A posture: degrees, or what a name ends in; `narrower_by` is a share of the shoulder width. Plus is the way that a
/// name says.
#[derive(Debug, Clone, Copy, Default)]
pub struct Posture {
    pub turn_left: f64,
    pub tilt_left: f64,
    pub look_down: f64,
    pub lean_right: f64,
    pub left_shoulder_up_px: f32,
    pub narrower_by: f32,
    /// The forearms point at the camera, at a right angle to the upper arms; else the hands lie in the lap.
    pub forearms_forward: bool,
}

impl Posture {
    pub fn pose(self) -> Pose {
        Pose {
            image_size: SIZE,
            body: Some(self.body()),
            face: Some(self.face()),
            shoulder_edges: None,
            frozen: false,
            brightness: None,
        }
    }

    /// A made-up rigid head with its named points, seen from far away.
    pub fn face(self) -> Face {
        let named = [(33, 263), (133, 362), (234, 454), (127, 356), (93, 323), (61, 291)];
        let mut head: Vec<[f64; 3]> = (0..Face::COUNT)
            .map(|k| {
                let k = k as f64;
                [
                    40.0 * (k * 1.7).sin(),
                    25.0 * (k * 2.3).sin() - 20.0,
                    50.0 * (k * 0.9).cos(),
                ]
            })
            .collect();
        for (k, (right, left)) in named.into_iter().enumerate() {
            let (y, z) = (-10.0 - k as f64, 30.0 - 12.0 * k as f64);
            head[right] = [-35.0, y, z];
            head[left] = [35.0, y, z];
        }
        head[10] = [0.0, -20.0, 70.0];
        head[152] = [0.0, -20.0, -70.0];
        let roll = self.mesh_roll();
        let points = head
            .into_iter()
            .map(|point| {
                let [x, y, z] = self.mesh(point, roll);
                // Person's axes (left, back, up) to the picture's (right, down, away).
                FacePoint {
                    x: 320.0 + x as f32,
                    y: 160.0 - z as f32,
                    z: y as f32,
                }
            })
            .collect();
        Face { points, score: 1.0 }
    }

    /// The nose over the middle of the shoulders of a trunk that does not lean, pixels: 49 before and 55 above the
    /// point about which the head moves, 0.10 m and 0.11 m.
    fn nose(self) -> ImagePoint {
        let (rest, moved) = ([0.0, -49.0, 55.0], self.head([0.0, -49.0, 55.0]));
        ImagePoint {
            x: (moved[0] - rest[0]) as f32,
            y: -130.0 - (moved[2] - rest[2]) as f32,
        }
    }

    /// A point of the head, in the person's axes (left, back, up), moved as the head is.
    fn head(self, point: [f64; 3]) -> [f64; 3] {
        about_z(about_y(about_x(point, self.look_down), self.tilt_left), self.turn_left)
    }

    /// The same as the mesh shows it: rolled by `roll`, lowered by a share of what it is, and turned.
    fn mesh(self, point: [f64; 3], roll: f64) -> [f64; 3] {
        let [x, y, z] = self.head([0.0, -1.0, 0.0]);
        let (azimuth, depression) = (x.atan2(-y).to_degrees(), (-z).asin().to_degrees());
        about_z(
            about_x(about_y(point, roll), shown_nod(depression)),
            shown_turn(azimuth),
        )
    }

    /// The roll with which the mesh has the midline of the face where it is in the picture.
    fn mesh_roll(self) -> f64 {
        let midline = |[x, _, z]: [f64; 3]| x.atan2(z);
        let wanted = midline(self.head([0.0, 0.0, 1.0]));
        let (mut least, mut most) = (-89.0, 89.0);
        for _ in 0..60 {
            let roll = (least + most) / 2.0;
            if midline(self.mesh([0.0, 0.0, 1.0], roll)) < wanted {
                least = roll;
            } else {
                most = roll;
            }
        }
        least
    }

    pub fn body(self) -> Body {
        let mut landmarks = [BodyLandmark {
            visibility: 1.0,
            presence: 1.0,
            ..BodyLandmark::default()
        }; Landmark::COUNT];
        let mut put = |name: Landmark, x: f32, y: f32| landmarks[name as usize].image = ImagePoint { x, y };
        // The trunk leans about a point 1.4 shoulder widths below the line.
        let (sin, cos) = (
            self.lean_right.to_radians().sin() as f32,
            self.lean_right.to_radians().cos() as f32,
        );
        let arm = 1.4 * SHOULDERS_PX;
        let half = SHOULDERS_PX * (1.0 - self.narrower_by) / 2.0;
        let (middle_x, middle_y) = (320.0 - arm * sin, 300.0 + arm * (1.0 - cos));
        put(
            Landmark::LeftShoulder,
            middle_x + half * cos,
            middle_y - half * sin - self.left_shoulder_up_px,
        );
        put(Landmark::RightShoulder, middle_x - half * cos, middle_y + half * sin);
        let nose = self.nose();
        put(
            Landmark::Nose,
            middle_x + nose.x * cos + nose.y * sin,
            middle_y + nose.y * cos - nose.x * sin,
        );
        // Elbows half a shoulder width lower than the shoulders and before them, and forearms that are bent by 90 degrees, as
        // a lens of 66 degrees sees arms of 0.93 and 0.73 shoulder widths.
        for (elbow, wrist, side) in [
            (Landmark::LeftElbow, Landmark::LeftWrist, 1.0),
            (Landmark::RightElbow, Landmark::RightWrist, -1.0),
        ] {
            put(elbow, 320.0 + side * 107.3, 427.8);
            if self.forearms_forward {
                put(wrist, 320.0 + side * 129.4, 307.3);
            } else {
                put(wrist, 320.0 + side * 60.0, 455.0);
            }
        }
        put(Landmark::LeftEar, 345.0, 165.0);
        put(Landmark::RightEar, 295.0, 165.0);
        let (turn_sin, turn_cos) = self.turn_left.to_radians().sin_cos();
        for (name, x, y, z) in [
            (Landmark::Nose, 0.1 * turn_sin as f32, -0.7, -0.1 * turn_cos as f32),
            (Landmark::LeftEar, 0.07 * turn_cos as f32, -0.7, 0.07 * turn_sin as f32),
            (
                Landmark::RightEar,
                -0.07 * turn_cos as f32,
                -0.7,
                -0.07 * turn_sin as f32,
            ),
            (Landmark::LeftShoulder, 0.16, -0.5, 0.0),
            (Landmark::RightShoulder, -0.16, -0.5, 0.0),
            (Landmark::LeftElbow, 0.16, -0.2, 0.0),
            (Landmark::LeftWrist, 0.16, -0.2, -0.3),
            (Landmark::RightElbow, -0.16, -0.2, 0.0),
            (Landmark::RightWrist, -0.16, -0.2, -0.3),
        ] {
            landmarks[name as usize].world = WorldPoint { x, y, z };
        }
        Body { landmarks, score: 1.0 }
    }
}

fn about_x([x, y, z]: [f64; 3], degrees: f64) -> [f64; 3] {
    let (sin, cos) = degrees.to_radians().sin_cos();
    [x, cos * y - sin * z, sin * y + cos * z]
}

fn about_y([x, y, z]: [f64; 3], degrees: f64) -> [f64; 3] {
    let (sin, cos) = degrees.to_radians().sin_cos();
    [cos * x + sin * z, y, cos * z - sin * x]
}

fn about_z([x, y, z]: [f64; 3], degrees: f64) -> [f64; 3] {
    let (sin, cos) = degrees.to_radians().sin_cos();
    [cos * x - sin * y, sin * x + cos * y, z]
}
