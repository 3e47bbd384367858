//! A whole figure in one picture: how large a shoulder width is in it, which way the person faces, and so what a picture of
//! it can show.
//!
//! An angle is read off the picture where its plane faces the camera, and is unseen elsewhere: depth is the model's guess.

use body::{Body, ImageSize, Landmark, Side, WorldPoint};

use crate::arms::{arm_seen, seen};
use crate::measures::Unseen;
use crate::space::{Vector, atan2, sin_cos};

/// Lengths over the distance of the shoulder joints, 0.20 of the height: trunk 0.288 (shoulders 0.818, hips 0.530) and thigh
/// 0.245 (Drillis and Contini 1966, as in `arms.rs`).
const TRUNK_SW: f64 = 1.44;
pub(crate) const THIGH_SW: f64 = 1.225;

/// Whoever is turned by less is seen from the front: a frontal angle of 45 degrees then reads 52 at most (geometry).
const FRONT_DEG: f64 = 40.0;
/// Whoever is turned by more, up to as much behind, is seen from the side: a sagittal angle of 45 degrees then reads 39 at
/// least (geometry).
const SIDE_DEG: f64 = 55.0;
/// Past this the person is seen from behind, where left and right are the model's guess.
pub(crate) const BEHIND_DEG: f64 = 135.0;
/// Without hips the turn is not known; shoulders that have this share of their width at rest are seen from the front: of a
/// turn of 40 degrees 0.77 is left (geometry).
const FRONT_BY_WIDTH: f64 = 0.77;

/// From where the person is seen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Looked {
    Front,
    /// Which side is nearer to the camera.
    Side(Side),
    /// Neither, or it is not known.
    Otherwise,
}

pub(crate) struct Figure<'a> {
    pub body: &'a Body,
    size: ImageSize,
    /// A shoulder width, pixels.
    pub ruler: f64,
    /// How far the person is turned to their right of the camera, degrees, -180..=180.
    pub facing: Result<f64, Unseen>,
    pub looked: Looked,
}

impl<'a> Figure<'a> {
    /// The figure where a shoulder width has so many pixels.
    pub(crate) fn new(body: &'a Body, size: ImageSize, ruler: f64) -> Self {
        let mut figure = Self {
            body,
            size,
            ruler,
            facing: Err(Unseen::Legs),
            looked: Looked::Otherwise,
        };
        figure.facing = figure.turned();
        figure.looked = figure.looked();
        figure
    }

    /// Pixels of a shoulder width: the distance of the shoulders, or a share of the trunk where they stand one behind the
    /// other; and whether they do. `None` where neither is seen.
    pub(crate) fn ruler(body: &Body, size: ImageSize) -> Option<(f64, bool)> {
        let pair = |left, right| seen(body, left, size) && seen(body, right, size);
        if !pair(Landmark::LeftShoulder, Landmark::RightShoulder) {
            return None;
        }
        let (left, right) = (at(body, Landmark::LeftShoulder), at(body, Landmark::RightShoulder));
        let width = (left - right).length();
        let trunk = pair(Landmark::LeftHip, Landmark::RightHip)
            .then(|| (middle(body, SHOULDERS) - middle(body, HIPS)).length() / TRUNK_SW);
        let turned = turned_in_world(body).unwrap_or(0.0).abs();
        let (ruler, side_on) = match trunk {
            // Both have to say so: the turn is a guess of depth, and wide people have a short trunk.
            Some(trunk) if turned > FRONT_DEG && width < SIDE_ON_SHARE * trunk => (trunk, true),
            // Shoulders that are turned look narrower than they are.
            Some(_) => (width / sin_cos(turned.min(FRONT_DEG)).1, false),
            None => (width, false),
        };
        (ruler > LEAST_PX).then_some((ruler, side_on))
    }

    pub(crate) fn at(&self, name: Landmark) -> Vector {
        at(self.body, name)
    }

    /// An arm's or a leg's landmarks are in the picture, and seen.
    pub(crate) fn limb(&self, names: &[Landmark], missing: Unseen) -> Result<(), Unseen> {
        let there = |&name: &Landmark| arm_seen(self.body, name, self.size, self.ruler);
        names.iter().all(there).then_some(()).ok_or(missing)
    }

    pub(crate) fn shoulders(&self) -> Result<(), Unseen> {
        self.pair(SHOULDERS, Unseen::Shoulders)
    }

    /// Shoulders and hips: the line of the trunk.
    pub(crate) fn trunk(&self) -> Result<(), Unseen> {
        self.shoulders()?;
        self.pair(HIPS, Unseen::Legs)
    }

    pub(crate) fn ears(&self) -> Result<(), Unseen> {
        self.pair(EARS, Unseen::Face)
    }

    fn pair(&self, pair: [Landmark; 2], missing: Unseen) -> Result<(), Unseen> {
        let there = pair.iter().all(|&name| seen(self.body, name, self.size));
        there.then_some(()).ok_or(missing)
    }

    pub(crate) fn middle(&self, pair: [Landmark; 2]) -> Vector {
        middle(self.body, pair)
    }

    /// Down the trunk in the picture, of length 1: from shoulders to hips, or down the picture where the hips are not seen.
    pub(crate) fn down(&self) -> Vector {
        let line = self.trunk().ok().and_then(|()| {
            let line = self.middle(HIPS) - self.middle(SHOULDERS);
            line.unit()
        });
        line.unwrap_or(Vector::new(0.0, 1.0, 0.0))
    }

    /// What is only seen from the front.
    pub(crate) fn seen_from_front(&self) -> Result<(), Unseen> {
        (self.looked == Looked::Front).then_some(()).ok_or(Unseen::OtherView)
    }

    /// What is only seen from the side: to which side of the picture the person faces, 1 to the right and -1 to the left,
    /// and the nearer side.
    pub(crate) fn seen_from_side(&self) -> Result<(f64, Side), Unseen> {
        match self.looked {
            // The left is near where the person is turned to their right, which is the picture's left.
            Looked::Side(Side::Left) => Ok((-1.0, Side::Left)),
            Looked::Side(Side::Right) => Ok((1.0, Side::Right)),
            _ => Err(Unseen::OtherView),
        }
    }

    fn turned(&self) -> Result<f64, Unseen> {
        self.trunk()?;
        turned_in_world(self.body).ok_or(Unseen::Legs)
    }

    fn looked(&self) -> Looked {
        match self.facing {
            Ok(turned) if turned.abs() <= FRONT_DEG => Looked::Front,
            Ok(turned) if (SIDE_DEG..=180.0 - SIDE_DEG).contains(&turned.abs()) => {
                Looked::Side(if turned > 0.0 { Side::Left } else { Side::Right })
            }
            Ok(_) => Looked::Otherwise,
            Err(_) => {
                let across = (self.at(Landmark::LeftShoulder) - self.at(Landmark::RightShoulder)).x;
                let wide = self.shoulders().is_ok() && across / self.ruler >= FRONT_BY_WIDTH;
                if wide { Looked::Front } else { Looked::Otherwise }
            }
        }
    }
}

pub(crate) const SHOULDERS: [Landmark; 2] = [Landmark::LeftShoulder, Landmark::RightShoulder];
pub(crate) const HIPS: [Landmark; 2] = [Landmark::LeftHip, Landmark::RightHip];
pub(crate) const EARS: [Landmark; 2] = [Landmark::LeftEar, Landmark::RightEar];

/// Shoulders that are narrower than this share of what the trunk makes them are one behind the other: of a turn of 50
/// degrees 0.64 is left (geometry).
const SIDE_ON_SHARE: f64 = 0.64;
/// A shoulder width of fewer pixels is none.
const LEAST_PX: f64 = 4.0;

fn at(body: &Body, name: Landmark) -> Vector {
    let image = body.landmark(name).image;
    Vector::new(f64::from(image.x), f64::from(image.y), 0.0)
}

fn middle(body: &Body, [one, other]: [Landmark; 2]) -> Vector {
    (at(body, one) + at(body, other)) * 0.5
}

/// Turn of the line from the right to the left one of a pair in the world landmarks, degrees, to the person's right +.
pub(crate) fn pair_turned(body: &Body, pairs: &[[Landmark; 2]]) -> Option<f64> {
    let (mut across, mut away) = (0.0, 0.0);
    for &[left, right] in pairs {
        let [left, right]: [WorldPoint; 2] = [left, right].map(|name| body.landmark(name).world);
        across += f64::from(left.x - right.x);
        away += f64::from(left.z - right.z);
    }
    // Facing the camera, the left is on the picture's right; turned to the right, it comes nearer.
    (across != 0.0 || away != 0.0).then(|| atan2(-away, across))
}

/// How far the person is turned: by shoulders and hips, as the depth of the shoulders alone follows the head.
fn turned_in_world(body: &Body) -> Option<f64> {
    pair_turned(body, &[SHOULDERS, HIPS]).filter(|turned| turned.is_finite())
}

/// The angle from one direction in the picture to another, degrees, clockwise as one sees it +.
pub(crate) fn clockwise(from: Vector, to: Vector) -> f64 {
    atan2(from.cross(to).z, from.dot(to))
}
