//! The person's own neutral: what everything is measured against.

use body::{Body, ImagePoint, ImageSize, Pose, ShoulderEdges};

use crate::arms;
use crate::figure::{Figure, HIPS, SHOULDERS};
use crate::lens::Lens;
use crate::marks::{HeadMarks, face_axes, face_centre, mesh};
use crate::neck::Neck;
use crate::rigid_fit::centre;
use crate::shoulders::Shoulders;
use crate::space::{Rotation, Vector};
use crate::whole;

/// How the person sits or stands at rest, from the frames of a second or two.
///
/// From the side, where the shoulders lie one behind the other, it holds what is measured from the side; what is measured
/// against the width of the shoulders, and the head, are then unseen ([`crate::Unseen::OtherView`]).
#[derive(Debug, Clone)]
pub struct Neutral {
    pub(crate) body: NeutralBody,
    pub(crate) whole: whole::Rest,
    pub(crate) face: Option<NeutralFace>,
    pub(crate) neck: Neck,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct NeutralBody {
    pub left: ImagePoint,
    pub right: ImagePoint,
    pub middle: (f64, f64),
    /// Shoulder width, pixels.
    pub width: f64,
    /// Degrees, with the sign of [`Shoulders`].
    pub slope: f64,
    pub head: HeadMarks,
    /// Distance of the elbows, pixels, if they were seen in most of the frames.
    pub elbows: Option<f64>,
    /// How far each elbow is below its shoulder, pixels, left and right.
    pub elbows_down: [f64; 2],
    /// The outline over the shoulders, if it was looked at.
    pub edges: Option<ShoulderEdges>,
}

#[derive(Debug, Clone)]
pub(crate) struct NeutralFace {
    pub points: Vec<Vector>,
    pub axes: Rotation,
    pub ray: Rotation,
}

impl NeutralBody {
    /// Medians of these shoulders and heads, without elbows and the edges over the shoulders.
    fn of(shoulders: &[Shoulders], heads: &[HeadMarks]) -> Self {
        let of_shoulders = |value: fn(&Shoulders) -> f64| median(shoulders.iter().map(value).collect());
        let of_heads = |value: fn(&HeadMarks) -> f64| median(heads.iter().map(value).collect());
        let middle = Shoulders {
            left: ImagePoint {
                x: of_shoulders(|s| s.left.x.into()) as f32,
                y: of_shoulders(|s| s.left.y.into()) as f32,
            },
            right: ImagePoint {
                x: of_shoulders(|s| s.right.x.into()) as f32,
                y: of_shoulders(|s| s.right.y.into()) as f32,
            },
        };
        Self {
            left: middle.left,
            right: middle.right,
            middle: middle.middle(),
            width: middle.width(),
            slope: middle.slope(),
            head: HeadMarks {
                nose: (of_heads(|h| h.nose.0), of_heads(|h| h.nose.1)),
                turn: of_heads(|h| h.turn),
                ear_roll: of_heads(|h| h.ear_roll),
                ears_down: of_heads(|h| h.ears_down),
            },
            elbows: None,
            elbows_down: [0.0; 2],
            edges: None,
        }
    }
}

impl Neutral {
    /// The neutral of these frames: medians of the shoulders' places and of what is read off the figure, the mean face.
    ///
    /// `None` when the shoulders were seen in none of them, neither side by side nor one behind the other.
    pub fn from_poses<'a>(poses: impl IntoIterator<Item = &'a Pose>, lens: &Lens) -> Option<Self> {
        let mut shoulders = Vec::new();
        let mut heads = Vec::new();
        let mut faces: Vec<Vec<Vector>> = Vec::new();
        let mut elbows = Vec::new();
        let mut elbows_down = Vec::new();
        let mut edges = Vec::new();
        let mut frames: Vec<(&Body, ImageSize)> = Vec::new();
        let mut size = None;
        for pose in poses {
            let Some(body) = &pose.body else { continue };
            frames.push((body, pose.image_size));
            let Some(seen) = Shoulders::of(body, pose.image_size) else {
                continue;
            };
            size = Some(pose.image_size);
            heads.push(HeadMarks::of(body, &seen));
            elbows.extend(arms::elbow_gap(body, pose.image_size, seen.width()));
            elbows_down.push(arms::elbows_down(body));
            shoulders.push(seen);
            faces.extend(pose.face.as_ref().map(mesh));
            edges.extend(pose.shoulder_edges);
        }
        let whole = whole::Rest::of(&frames);
        let Some(size) = size else {
            // No shoulder beside the other: only what is seen from the side is known.
            return whole.filter(|whole| whole.side_on).map(|whole| Self {
                body: NeutralBody::default(),
                whole,
                face: None,
                neck: Neck::new(None, (0.0, 0.0)),
            });
        };
        let body = NeutralBody {
            elbows: (2 * elbows.len() > shoulders.len()).then(|| median(elbows)),
            elbows_down: [0, 1].map(|side| median(elbows_down.iter().map(|down| down[side]).collect())),
            edges: middle_edges(&edges),
            ..NeutralBody::of(&shoulders, &heads)
        };
        let face = mean_face(&faces).and_then(|points| {
            Some(NeutralFace {
                axes: face_axes(&points)?,
                ray: lens.ray(face_centre(&points)?, size),
                points,
            })
        });
        let axes = face.as_ref().map(|face| face.axes);
        let (right, down) = body.head.nose;
        Some(Self {
            neck: Neck::new(axes, (right / body.width, down / body.width)),
            whole: whole.unwrap_or_else(|| whole::Rest::by_width(body.width)),
            body,
            face,
        })
    }

    /// Whether the neutral has a face; without one the head is judged from the body's landmarks alone.
    pub fn has_face(&self) -> bool {
        self.face.is_some()
    }

    /// Whether the person stood or sat sideways to the camera: then only what is seen from the side is measured.
    pub fn is_from_the_side(&self) -> bool {
        self.whole.side_on
    }

    /// Shoulder width in the neutral, pixels of the picture; from the side, what the length of the trunk makes it.
    pub fn shoulder_width_px(&self) -> f64 {
        if self.whole.side_on {
            self.whole.ruler
        } else {
            self.body.width
        }
    }
}

fn middle_edges(edges: &[ShoulderEdges]) -> Option<ShoulderEdges> {
    let middle = |value: fn(&ShoulderEdges) -> f32| median(edges.iter().map(|e| value(e).into()).collect()) as f32;
    (!edges.is_empty()).then(|| ShoulderEdges {
        left: ImagePoint {
            x: middle(|e| e.left.x),
            y: middle(|e| e.left.y),
        },
        right: ImagePoint {
            x: middle(|e| e.right.x),
            y: middle(|e| e.right.y),
        },
    })
}

fn mean_face(faces: &[Vec<Vector>]) -> Option<Vec<Vector>> {
    let mut sum = vec![Vector::default(); faces.first()?.len()];
    for face in faces {
        if face.len() != sum.len() {
            return None;
        }
        for (total, &point) in sum.iter_mut().zip(face) {
            *total = *total + point;
        }
    }
    let share = 1.0 / faces.len() as f64;
    Some(sum.into_iter().map(|point| point * share).collect())
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    if values.len() % 2 == 1 {
        values[middle]
    } else {
        (values[middle - 1] + values[middle]) / 2.0
    }
}

/// What tells whether a frame may belong to a neutral.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stance {
    /// How far the face looks past the camera, sideways (the person's left +) and up or down (down +), degrees.
    pub face_off_deg: (f64, f64),
    /// Roll of the head, degrees; + = towards the person's left shoulder.
    pub head_roll_deg: f64,
    /// Slope of the shoulder line, degrees; + = the person's right shoulder lower.
    pub shoulder_slope_deg: f64,
    /// Places of both shoulders in the picture, pixels: left x, y, right x, y.
    pub shoulders_px: [f64; 4],
    /// Distance of the shoulders in the picture, pixels.
    pub shoulder_width_px: f64,
    /// The person is seen from the side ([`Stance::from_the_side`]).
    pub sideways: bool,
}

impl Stance {
    /// The stance of one frame in which the person stands or sits sideways to the camera: no face is needed, and head and
    /// shoulders count as level, for from there a roll is not seen. The places are those of the middle of the shoulders and
    /// the middle of the hips, the width is what the length of the trunk makes it, and the face looks past the camera by 90
    /// degrees, as the body does.
    ///
    /// `None` when shoulders or hips are not seen, or the person is not sideways.
    pub fn from_the_side(pose: &Pose) -> Option<Self> {
        let body = pose.body.as_ref()?;
        let (ruler, _) = Figure::ruler(body, pose.image_size).filter(|(_, side_on)| *side_on)?;
        let figure = Figure::new(body, pose.image_size, ruler);
        let (ahead, _) = figure.seen_from_side().ok()?;
        let (shoulders, hips) = (figure.middle(SHOULDERS), figure.middle(HIPS));
        Some(Self {
            // Who faces the picture's right has turned to the left.
            face_off_deg: (90.0 * ahead, 0.0),
            head_roll_deg: 0.0,
            shoulder_slope_deg: 0.0,
            shoulders_px: [shoulders.x, shoulders.y, hips.x, hips.y],
            shoulder_width_px: ruler,
            sideways: true,
        })
    }

    /// The stance of one frame; `None` when face or shoulders are not seen.
    pub fn of(pose: &Pose) -> Option<Self> {
        let body = pose.body.as_ref()?;
        let shoulders = Shoulders::of(body, pose.image_size)?;
        let points = mesh(pose.face.as_ref()?);
        let axes = face_axes(&points)?;
        // Back to the axes of a person who faces the camera: x left, y away, z up.
        let camera = Rotation::from_axes(
            Vector::new(1.0, 0.0, 0.0),
            Vector::new(0.0, 0.0, -1.0),
            Vector::new(0.0, 1.0, 0.0),
        );
        let facing = camera.after(axes);
        let (azimuth, depression) = facing.face_normal();
        let places = [shoulders.left.x, shoulders.left.y, shoulders.right.x, shoulders.right.y];
        centre(&points)?;
        Some(Self {
            face_off_deg: (azimuth, depression),
            head_roll_deg: facing.roll(),
            shoulder_slope_deg: shoulders.slope(),
            shoulders_px: places.map(f64::from),
            shoulder_width_px: shoulders.width(),
            sideways: false,
        })
    }
}
