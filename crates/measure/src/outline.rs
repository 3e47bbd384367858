//! What one picture shows of a whole person, whatever they looked like at rest: how large they are in it, how far down it
//! shows them, and which way they are turned.

use body::{Body, Down, ImageSize, Landmark, Pose, Side};

use crate::arms;
use crate::figure::{Figure, HIPS, Looked};
use crate::measures::Unseen;
use crate::whole::facing;

/// A person in one picture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outline {
    /// A shoulder width, pixels: of somebody who is sideways, by the length of the trunk.
    pub shoulder_width_px: f64,
    /// How far down they are in it. Of somebody who is sideways the nearer leg counts, which hides the other one.
    pub shows_down_to: Down,
    /// How far they are turned to their right, degrees, as [`body::Measure::Facing`].
    pub turned_deg: Result<f64, Unseen>,
}

impl Outline {
    /// `None` where nobody is in the picture, or a shoulder is not seen.
    pub fn of(pose: &Pose) -> Option<Self> {
        let body = pose.body.as_ref()?;
        let (ruler, _) = Figure::ruler(body, pose.image_size)?;
        let figure = Figure::new(body, pose.image_size, ruler);
        Some(Self {
            shoulder_width_px: ruler,
            shows_down_to: down_to(&figure, body, pose.image_size),
            turned_deg: facing(&figure).map(|seen| f64::from(seen.value)),
        })
    }
}

const KNEES: [Landmark; 2] = [Landmark::LeftKnee, Landmark::RightKnee];
const ANKLES: [Landmark; 2] = [Landmark::LeftAnkle, Landmark::RightAnkle];
const TOES: [Landmark; 2] = [Landmark::LeftFootIndex, Landmark::RightFootIndex];

fn down_to(figure: &Figure, body: &Body, size: ImageSize) -> Down {
    let near = match figure.looked {
        Looked::Side(Side::Left) => 0..1,
        Looked::Side(Side::Right) => 1..2,
        Looked::Front | Looked::Otherwise => 0..2,
    };
    let seen = |pair: &[Landmark; 2]| figure.limb(&pair[near.clone()], Unseen::Legs).is_ok();
    if HIPS.iter().any(|&hip| !arms::seen(body, hip, size)) {
        Down::Shoulders
    } else if !seen(&KNEES) {
        Down::Hips
    } else if !seen(&ANKLES) || !seen(&TOES) {
        Down::Knees
    } else {
        Down::Feet
    }
}
