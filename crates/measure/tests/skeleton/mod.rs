//! A whole person made of joints: posed by angles, and seen through a camera.
//!
//! Axes of the person: x to their left, y to the back, z up; metres.

use body::{Body, BodyLandmark, ImagePoint, ImageSize, Landmark, Pose, Side, WorldPoint};

pub const SIZE: ImageSize = ImageSize {
    width: 640,
    height: 480,
};

pub type Place = [f64; 3];

/// Distance of the shoulder joints; other lengths are what Drillis and Contini give for as wide a person.
const SW: f64 = 0.33;
const TRUNK: f64 = 0.475;
const UPPER_ARM: f64 = 0.307;
const FOREARM: f64 = 0.241;
const HAND: f64 = 0.08;
const THIGH: f64 = 0.404;
const SHIN: f64 = 0.406;

#[derive(Debug, Clone, Copy)]
pub struct Arm {
    /// From hanging, degrees.
    pub raised: f64,
    /// Seen from above: 0 sideways, 90 forward, past that across.
    pub plane: f64,
    /// Bend of the elbow.
    pub bend: f64,
    /// Which way the forearm bends: in the person's axes, x outwards.
    pub towards: Place,
}

#[derive(Debug, Clone, Copy, Default)]
pub struct Leg {
    pub hip: f64,
    pub knee: f64,
    /// Toes up against the shin.
    pub ankle: f64,
}

/// Degrees but for what a name ends in.
#[derive(Debug, Clone, Copy)]
pub struct Figure {
    pub facing_right: f64,
    pub bend_forward: f64,
    pub bend_right: f64,
    /// Of the shoulders against the hips.
    pub turn_right: f64,
    pub arms: [Arm; 2],
    pub legs: [Leg; 2],
    pub hips_right_m: f64,
    pub feet_apart_m: f64,
    pub heels_up_m: f64,
    pub chin_back_m: f64,
}

impl Default for Figure {
    fn default() -> Self {
        let arm = Arm {
            raised: 5.0,
            plane: 0.0,
            bend: 0.0,
            towards: [0.0, -1.0, 0.0],
        };
        Self {
            facing_right: 0.0,
            bend_forward: 0.0,
            bend_right: 0.0,
            turn_right: 0.0,
            arms: [arm; 2],
            legs: [Leg::default(); 2],
            hips_right_m: 0.0,
            feet_apart_m: 0.2,
            heels_up_m: 0.0,
            chin_back_m: 0.0,
        }
    }
}

impl Figure {
    /// The same with this on one arm.
    pub fn with_arm(mut self, side: Side, arm: Arm) -> Self {
        self.arms[index(side)] = arm;
        self
    }

    pub fn with_leg(mut self, side: Side, leg: Leg) -> Self {
        self.legs[index(side)] = leg;
        self
    }

    /// On a chair, before which nothing hides the legs.
    pub fn sitting() -> Self {
        let leg = Leg {
            hip: 90.0,
            knee: 90.0,
            ankle: 0.0,
        };
        Self {
            legs: [leg; 2],
            ..Self::default()
        }
    }

    /// Seen from 3 m, by a camera at the height of the waist.
    pub fn pose(self) -> Pose {
        self.pose_from(3.0)
    }

    pub fn pose_from(self, distance_m: f64) -> Pose {
        let places = self.places();
        let hips = middle(places[Landmark::LeftHip as usize], places[Landmark::RightHip as usize]);
        let floor = places.iter().map(|place| place[2]).fold(f64::INFINITY, f64::min);
        // 66 degrees along the longer side.
        let focal = 320.0 / 33.0_f64.to_radians().tan();
        let landmarks = places.map(|place| {
            let [right, away, up] = [place[0], place[1] + distance_m, place[2] - floor - 1.0];
            BodyLandmark {
                image: ImagePoint {
                    x: (320.0 + focal * right / away) as f32,
                    y: (240.0 - focal * up / away) as f32,
                },
                world: WorldPoint {
                    x: (place[0] - hips[0]) as f32,
                    y: (hips[2] - place[2]) as f32,
                    z: (place[1] - hips[1]) as f32,
                },
                depth: 0.0,
                visibility: 1.0,
                presence: 1.0,
            }
        });
        Pose {
            image_size: SIZE,
            body: Some(Body { landmarks, score: 1.0 }),
            face: None,
            shoulder_edges: None,
            frozen: false,
            brightness: None,
        }
    }

    fn places(self) -> [Place; Landmark::COUNT] {
        let mut places = [[0.0; 3]; Landmark::COUNT];
        let hips = [-self.hips_right_m, 0.0, 0.9];
        // Right is -x. A turn to the right carries the front to the right.
        let trunk = |place: Place| {
            let turned = about_z(place, -self.turn_right);
            let bent = about_y(about_x(turned, self.bend_forward), -self.bend_right);
            plus(hips, bent)
        };
        for (side, sign) in [(Side::Left, 1.0), (Side::Right, -1.0)] {
            let arm = self.arms[index(side)];
            let shoulder = [sign * SW / 2.0, 0.0, TRUNK];
            let (sin, cos) = arm.raised.to_radians().sin_cos();
            let (forward, out) = arm.plane.to_radians().sin_cos();
            let upper = [sign * out * sin, -forward * sin, -cos];
            let elbow = plus(shoulder, scaled(upper, UPPER_ARM));
            let towards = [sign * arm.towards[0], arm.towards[1], arm.towards[2]];
            let aside = unit(plus(towards, scaled(upper, -dot(towards, upper))));
            let (sin, cos) = arm.bend.to_radians().sin_cos();
            let lower = plus(scaled(upper, cos), scaled(aside, sin));
            let wrist = plus(elbow, scaled(lower, FOREARM));
            let knuckles = plus(wrist, scaled(lower, HAND));
            let ear = [sign * 0.07, self.chin_back_m, TRUNK + 0.22];
            let eye = [sign * 0.03, self.chin_back_m - 0.09, TRUNK + 0.24];
            let mouth = [sign * 0.025, self.chin_back_m - 0.1, TRUNK + 0.16];
            let hip = plus(hips, [sign * 0.09, 0.0, 0.0]);
            let leg = self.legs[index(side)];
            // The line from hip to ankle goes out to where the feet stand.
            let out = sign * (self.feet_apart_m / 2.0 - 0.09) + self.hips_right_m;
            let slope = (out / (THIGH + SHIN)).asin().to_degrees();
            let swung = |place: Place, degrees: f64| about_y(about_x(place, -degrees), -slope);
            let knee = plus(hip, swung([0.0, 0.0, -THIGH], leg.hip));
            let ankle = plus(knee, swung([0.0, 0.0, -SHIN], leg.hip - leg.knee));
            let foot = |place: Place| plus(ankle, about_x(place, -(leg.hip - leg.knee) - leg.ankle));
            let heels_up = [0.0, 0.0, self.heels_up_m];
            for (left, right, place) in [
                (Landmark::LeftShoulder, Landmark::RightShoulder, trunk(shoulder)),
                (Landmark::LeftElbow, Landmark::RightElbow, trunk(elbow)),
                (Landmark::LeftWrist, Landmark::RightWrist, trunk(wrist)),
                (Landmark::LeftIndex, Landmark::RightIndex, trunk(knuckles)),
                (Landmark::LeftPinky, Landmark::RightPinky, trunk(knuckles)),
                (Landmark::LeftThumb, Landmark::RightThumb, trunk(knuckles)),
                (Landmark::LeftEar, Landmark::RightEar, trunk(ear)),
                (Landmark::LeftEye, Landmark::RightEye, trunk(eye)),
                (Landmark::LeftEyeInner, Landmark::RightEyeInner, trunk(eye)),
                (Landmark::LeftEyeOuter, Landmark::RightEyeOuter, trunk(eye)),
                (Landmark::MouthLeft, Landmark::MouthRight, trunk(mouth)),
                (Landmark::LeftHip, Landmark::RightHip, hip),
                (Landmark::LeftKnee, Landmark::RightKnee, knee),
                (Landmark::LeftAnkle, Landmark::RightAnkle, plus(ankle, heels_up)),
                (
                    Landmark::LeftHeel,
                    Landmark::RightHeel,
                    plus(foot([0.0, 0.05, -0.05]), heels_up),
                ),
                (
                    Landmark::LeftFootIndex,
                    Landmark::RightFootIndex,
                    foot([0.0, -0.17, -0.05]),
                ),
            ] {
                let name = if side == Side::Left { left } else { right };
                places[name as usize] = place;
            }
        }
        places[Landmark::Nose as usize] = trunk([0.0, self.chin_back_m - 0.12, TRUNK + 0.21]);
        places.map(|place| about_z(place, -self.facing_right))
    }
}

/// The picture in a mirror, in which the person's left is taken for their right.
pub fn in_a_mirror(pose: &Pose) -> Pose {
    let mut mirrored = pose.clone();
    let body = mirrored.body.as_mut().unwrap();
    for landmark in &mut body.landmarks {
        landmark.image.x = SIZE.width as f32 - landmark.image.x;
        landmark.world.x = -landmark.world.x;
    }
    // In the model's order: eyes come in threes, all else in pairs.
    let pairs = [(1, 4), (2, 5), (3, 6)]
        .into_iter()
        .chain((7..Landmark::COUNT).step_by(2).map(|left| (left, left + 1)));
    for (left, right) in pairs {
        body.landmarks.swap(left, right);
    }
    mirrored
}

fn index(side: Side) -> usize {
    usize::from(side == Side::Right)
}

fn about_x([x, y, z]: Place, degrees: f64) -> Place {
    // The front goes down: what points up goes forward.
    let (sin, cos) = degrees.to_radians().sin_cos();
    [x, cos * y - sin * z, sin * y + cos * z]
}

fn about_y([x, y, z]: Place, degrees: f64) -> Place {
    let (sin, cos) = degrees.to_radians().sin_cos();
    [cos * x + sin * z, y, cos * z - sin * x]
}

fn about_z([x, y, z]: Place, degrees: f64) -> Place {
    let (sin, cos) = degrees.to_radians().sin_cos();
    [cos * x - sin * y, sin * x + cos * y, z]
}

fn plus(a: Place, b: Place) -> Place {
    [a[0] + b[0], a[1] + b[1], a[2] + b[2]]
}

fn scaled(a: Place, by: f64) -> Place {
    a.map(|value| value * by)
}

fn dot(a: Place, b: Place) -> f64 {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

fn unit(a: Place) -> Place {
    scaled(a, 1.0 / dot(a, a).sqrt())
}

fn middle(a: Place, b: Place) -> Place {
    scaled(plus(a, b), 0.5)
}
