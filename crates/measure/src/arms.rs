//! Elbows and wrists: from the world landmarks, and from where in space the arm can be that the picture shows.
//!
//! The world landmarks guess depth, and guess too little of it when the arms reach for the camera: two thirds of the
//! true reach, elbows bent by 25 degrees that are straight. How long an arm is, is known better than that: a point of
//! it lies on its ray through the lens and at its distance from the joint before it.

use body::{Body, ImageSize, Landmark, WorldPoint};

use crate::lens::Lens;
use crate::shoulders::Shoulders;
use crate::space::{Rotation, Vector, acos, sin_cos};

/// An arm's landmarks, from the trunk outwards.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Arm {
    pub shoulder: Landmark,
    pub elbow: Landmark,
    pub wrist: Landmark,
}

pub(crate) const LEFT: Arm = Arm {
    shoulder: Landmark::LeftShoulder,
    elbow: Landmark::LeftElbow,
    wrist: Landmark::LeftWrist,
};
pub(crate) const RIGHT: Arm = Arm {
    shoulder: Landmark::RightShoulder,
    elbow: Landmark::RightElbow,
    wrist: Landmark::RightWrist,
};

/// Lengths of upper arm and forearm in shoulder widths: 0.186 and 0.146 of a height of 1.65 m (Drillis and Contini
/// 1966, in Winter, Biomechanics and Motor Control of Human Movement, chapter 4) over a distance of the shoulder joints
/// of 0.33 m.
pub(crate) const UPPER_ARM_SW: f64 = 0.93;
pub(crate) const FOREARM_SW: f64 = 0.73;

fn world(body: &Body, name: Landmark) -> Vector {
    let WorldPoint { x, y, z } = body.landmark(name).world;
    Vector::new(f64::from(x), f64::from(y), f64::from(z))
}

/// Whether a landmark lies in the picture and the model believes to see it.
pub(crate) fn seen(body: &Body, name: Landmark, size: ImageSize) -> bool {
    let landmark = body.landmark(name);
    let inside = |at: f32, side: u32| (0.0..=side as f32).contains(&at);
    inside(landmark.image.x, size.width) && inside(landmark.image.y, size.height) && landmark.visibility >= 0.5
}

/// The same for elbows and wrists, which often leave the picture: the model then draws them just inside its edge, less sure of
/// them the farther they are out. So the nearer to the edge, the surer it has to be. `width` is that of the shoulders, pixels.
///
/// Source: 44 rendered clips of arms that reach forward, 9 people before cameras as on desks, 11,000 wrists (docs/sources.md,
/// "Own measurements"). With a visibility of 0.5 and the presence, its own word for "within the picture", as the limit 6.9 % of
/// the wrists of a hold that were 8 pixels and more inside came out unseen and 16 % of those outside seen; by this rule 2.6
/// and 3.2 %. The presence adds nothing to it: hands whose fingers leave the picture have a low one.
pub(crate) fn arm_seen(body: &Body, name: Landmark, size: ImageSize, width: f64) -> bool {
    let landmark = body.landmark(name);
    let (x, y) = (f64::from(landmark.image.x), f64::from(landmark.image.y));
    let inside_sw = x.min(f64::from(size.width) - x).min(y).min(f64::from(size.height) - y) / width;
    inside_sw >= 0.0 && f64::from(landmark.visibility) >= (1.0 - SURER_AT_EDGE * inside_sw).max(LEAST_VISIBILITY)
}

/// What a visibility must have more for each shoulder width nearer to the edge; and the least, wherever it is.
const SURER_AT_EDGE: f64 = 1.4;
const LEAST_VISIBILITY: f64 = 0.3;

/// Distance of the elbows in the picture, pixels, where both are seen. `width` is that of the shoulders.
pub(crate) fn elbow_gap(body: &Body, size: ImageSize, width: f64) -> Option<f64> {
    let both = [LEFT.elbow, RIGHT.elbow]
        .iter()
        .all(|&elbow| arm_seen(body, elbow, size, width));
    let (left, right) = (body.landmark(LEFT.elbow).image, body.landmark(RIGHT.elbow).image);
    let (dx, dy) = (f64::from(left.x - right.x), f64::from(left.y - right.y));
    both.then(|| (dx * dx + dy * dy).sqrt())
}

/// How far the left and the right elbow are below their shoulders, pixels, seen or not: where the model draws an arm that it is
/// not sure of still tells whether it is raised.
pub(crate) fn elbows_down(body: &Body) -> [f64; 2] {
    [LEFT, RIGHT].map(|arm| f64::from(body.landmark(arm.elbow).image.y - body.landmark(arm.shoulder).image.y))
}

/// Distance of the wrists, in shoulder widths of the same frame.
pub(crate) fn wrist_gap(body: &Body) -> Option<f64> {
    let gap = (world(body, Landmark::LeftWrist) - world(body, Landmark::RightWrist)).length();
    Some(gap / world_width(body)?)
}

fn world_width(body: &Body) -> Option<f64> {
    let width = (world(body, Landmark::LeftShoulder) - world(body, Landmark::RightShoulder)).length();
    (width > 1e-3).then_some(width)
}

/// What the world landmarks say of an elbow's flexion, degrees, 0 = straight. `None` without length.
fn flexion_in_world(body: &Body, arm: Arm) -> Option<f64> {
    let upper = (world(body, arm.elbow) - world(body, arm.shoulder)).unit()?;
    let lower = (world(body, arm.wrist) - world(body, arm.elbow)).unit()?;
    Some(acos(upper.dot(lower)))
}

/// The space before the camera: in shoulder widths from the lens, right, down, away.
pub(crate) struct Space<'a> {
    body: &'a Body,
    lens: &'a Lens,
    size: ImageSize,
    /// How far the shoulders are from the lens: where they have their size.
    distance: f64,
    /// Shoulder width in the world landmarks.
    world_width: f64,
}

impl<'a> Space<'a> {
    /// `None` when the world landmarks have no width.
    pub(crate) fn new(body: &'a Body, shoulders: &Shoulders, lens: &'a Lens, size: ImageSize) -> Option<Self> {
        Some(Self {
            distance: lens.focal_px(size) / shoulders.width(),
            world_width: world_width(body)?,
            body,
            lens,
            size,
        })
    }

    /// The same where a shoulder width has so many pixels, whatever the shoulders look like in this frame.
    pub(crate) fn by_ruler(body: &'a Body, ruler: f64, lens: &'a Lens, size: ImageSize) -> Self {
        Self {
            distance: lens.focal_px(size) / ruler,
            world_width: 1.0,
            body,
            lens,
            size,
        }
    }

    /// How far a joint is over another one that is so far from it, up +, in shoulder widths: the joint lies on its own ray
    /// and comes towards the camera where the picture shortens the way to it. `up` in the camera's axes.
    pub(crate) fn rise(&self, joint: Landmark, from: Landmark, length: f64, up: Vector) -> f64 {
        let from = self.ray(from) * self.distance;
        (self.on_ray(joint, from, length) - from).dot(up)
    }

    /// Flexion of an elbow, degrees, 0 = straight: the mean of what the world landmarks and the arm's lengths say.
    ///
    /// Each alone is coarse, and they fail in different clips: straight arms read 12 to 46 and 3 to 34 degrees, arms
    /// bent by 65 read 69 to 95 and 95 to 101, their mean 9 to 37 and 85 to 94 (rendered clips of 4 people).
    pub(crate) fn elbow_flexion(&self, arm: Arm) -> Option<f64> {
        let in_world = flexion_in_world(self.body, arm)?;
        let shoulder = self.shoulder(arm);
        let elbow = self.on_ray(arm.elbow, shoulder, UPPER_ARM_SW);
        let wrist = self.on_ray(arm.wrist, elbow, FOREARM_SW);
        let (upper, lower) = ((elbow - shoulder).unit()?, (wrist - elbow).unit()?);
        Some((in_world + acos(upper.dot(lower))) / 2.0)
    }

    /// Mean height of the wrists over their shoulders, up +, in shoulder widths. `up` in the camera's axes.
    ///
    /// Hands that reach for the camera look lower than they are (a camera at eye height, 1.5 m away: half a shoulder
    /// width; docs/measures.md, "wrist_height_sw"), hence the way round through space. Arms that are level read -0.26
    /// to 0.17.
    pub(crate) fn wrist_height(&self, up: Vector) -> Option<f64> {
        Some((self.height(LEFT, up)? + self.height(RIGHT, up)?) / 2.0)
    }

    /// The same of one wrist.
    pub(crate) fn height(&self, arm: Arm, up: Vector) -> Option<f64> {
        let (_, cos) = sin_cos(flexion_in_world(self.body, arm)?);
        let squares = UPPER_ARM_SW * UPPER_ARM_SW + FOREARM_SW * FOREARM_SW;
        let reach = (squares + 2.0 * UPPER_ARM_SW * FOREARM_SW * cos).sqrt();
        let shoulder = self.shoulder(arm);
        let by_length = self.on_ray(arm.wrist, shoulder, reach);
        let nearer = (world(self.body, arm.shoulder) - world(self.body, arm.wrist)).z / self.world_width;
        let in_world = self.ray(arm.wrist) * (self.distance - nearer);
        Some(((by_length + in_world) * 0.5 - shoulder).dot(up))
    }

    fn shoulder(&self, arm: Arm) -> Vector {
        self.ray(arm.shoulder) * self.distance
    }

    /// The way from the lens to a landmark, as far as to a depth of 1.
    fn ray(&self, name: Landmark) -> Vector {
        let (at, focal) = (self.body.landmark(name).image, self.lens.focal_px(self.size));
        let off = |at: f32, side: u32| (f64::from(at) - f64::from(side) / 2.0) / focal;
        Vector::new(off(at.x, self.size.width), off(at.y, self.size.height), 1.0)
    }

    /// The nearer point of a landmark's ray that lies `length` away from `joint`; the one next to the joint when the
    /// ray passes it farther away than that.
    fn on_ray(&self, name: Landmark, joint: Vector, length: f64) -> Vector {
        let ray = self.ray(name);
        let (square, along) = (ray.dot(ray), ray.dot(joint));
        let inside = along * along - square * (joint.dot(joint) - length * length);
        ray * ((along - inside.max(0.0).sqrt()) / square)
    }
}

/// Upwards for a person with these axes, whose face lies on that ray, in the camera's axes.
pub(crate) fn up(ray: Rotation, axes: Rotation) -> Vector {
    ray.apply(axes.apply(Vector::new(0.0, 0.0, 1.0)))
}
