//! Follows one person from frame to frame.

use body::{OneEuro, Pose, SessionTime, ShoulderEdges};
use infer::Threads;

use crate::detector::Detector;
use crate::face::FaceMesh;
use crate::geometry::Point;
use crate::image::Image;
use crate::landmarks::Landmarks;
use crate::model::PoseError;
use crate::person::{choose, is_there};
use crate::region::Region;
use crate::still::Stillness;

/// The three `.tflite` files that are needed.
#[derive(Debug, Clone, Copy)]
pub struct Models<'a> {
    /// BlazePose detector, `[1, 224, 224, 3]`.
    pub detector: &'a [u8],
    /// BlazePose landmarks (lite, full or heavy), `[1, 256, 256, 3]`.
    pub landmarks: &'a [u8],
    /// Face mesh of 468 points, `[1, 192, 192, 3]`.
    pub face: &'a [u8],
}

/// Follows one person from frame to frame. The same frames give the same poses, to the bit, with the same instruction
/// set.
///
/// The person: the large and central one at first, afterwards the one who was locked first; after a loss, the
/// detection nearest in place and size to where that person was last seen. [`Tracker::reset`] forgets the person.
pub struct Tracker {
    body: BodyTracker,
    face: FaceMesh,
    /// Of the last frame; another size is another film.
    image_size: Option<body::ImageSize>,
    stillness: Stillness,
    threads: Threads,
}

/// All but the face.
struct BodyTracker {
    detector: Detector,
    landmarks: Landmarks,
    state: State,
    edges: Edges,
}

/// The edges over the shoulders, when they are wanted.
#[derive(Debug, Default)]
struct Edges {
    wanted: bool,
    /// When they were looked for last, and what was found.
    last: Option<(SessionTime, Option<ShoulderEdges>)>,
}

/// The edges are looked for ten times a second at most, and stand until then: they cost as much as the landmarks, and a
/// shoulder takes half a second to rise. A little less than a tenth of a second, so that of thirty frames a second
/// every third is due, however their times are rounded.
const EDGES_EVERY_S: f64 = 0.09;

impl Edges {
    fn due(&self, at: SessionTime) -> bool {
        let fresh = |then| at.since(then).as_secs_f64() < EDGES_EVERY_S;
        self.wanted && !self.last.is_some_and(|(then, _)| fresh(then))
    }
}

/// Whom the tracker looks for.
enum State {
    /// Anybody.
    New,
    /// The one in `region`; `steadied` is the filter of the points that the region is made from.
    Following { region: Region, steadied: Box<Steadied> },
    /// The one who was last seen in this region.
    Lost { last_seen: Region },
}

impl Tracker {
    /// Loads the models.
    ///
    /// # Errors
    /// [`PoseError`] when a file cannot be loaded, or is another model's.
    pub fn new(models: &Models<'_>) -> Result<Self, PoseError> {
        Ok(Self {
            body: BodyTracker {
                detector: Detector::new(models.detector)?,
                landmarks: Landmarks::new(models.landmarks)?,
                state: State::New,
                edges: Edges::default(),
            },
            face: FaceMesh::new(models.face)?,
            image_size: None,
            stillness: Stillness::default(),
            threads: Threads::default(),
        })
    }

    /// Shares the work on a frame among these threads; at first there is one. The poses are the same, bit for bit.
    pub fn share_among(&mut self, threads: Threads) {
        self.body.detector.share_among(&threads);
        self.body.landmarks.share_among(&threads);
        self.face.share_among(&threads);
        self.threads = threads;
    }

    /// Whether [`Pose::shoulder_edges`] are wanted from the next frame on; at first they are not.
    ///
    /// They double the time of the landmark model in up to ten frames a second. Landmarks and mesh stay the same, bit
    /// for bit. Who judges a shoulder's rise by them needs them in the neutral already.
    pub fn want_shoulder_edges(&mut self, wanted: bool) {
        if self.body.edges.wanted != wanted {
            self.body.edges = Edges { wanted, last: None };
        }
    }

    /// One frame. Landmarks and mesh are raw, in pixels of `image`; nobody seen is a pose without a body.
    ///
    /// `at` drives the filter of the followed region, and tells how long a picture has stood still; frames must come in
    /// order. A picture of another size than the last one starts over.
    pub fn track(&mut self, image: &Image<'_>, at: SessionTime) -> Pose {
        let size = image.size();
        if self.image_size.replace(size).is_some_and(|last| last != size) {
            self.reset();
        }
        let threads = self.threads.clone();
        let (body, face) = threads.run(|| {
            let (body, ahead) = threads.both(|| self.body.track(image, at), || self.face.look_ahead(image));
            let face = body.as_ref().and_then(|body| self.face.track(image, body, ahead));
            (body, face)
        });
        if body.is_none() {
            self.face.reset();
            self.body.edges.last = None;
        }
        Pose {
            image_size: size,
            brightness: Some(image.brightness(body.as_ref())),
            body,
            face,
            shoulder_edges: self.body.edges.last.and_then(|(_, edges)| edges),
            frozen: self.stillness.frame(image, at),
        }
    }

    /// Goes on with another landmark model, for a machine on which the larger one is too slow. The person stays.
    ///
    /// # Errors
    /// [`PoseError`] when the file cannot be loaded, or is another model's; the old one then stays.
    pub fn change_landmarks(&mut self, tflite: &[u8]) -> Result<(), PoseError> {
        self.body.landmarks = Landmarks::new(tflite)?;
        self.body.landmarks.share_among(&self.threads);
        Ok(())
    }

    /// How many people the detector finds in the picture. Takes as long as finding a lost person: not for every frame.
    pub fn people(&mut self, image: &Image<'_>) -> usize {
        let threads = self.threads.clone();
        let found = threads.run(|| self.body.detector.find(image));
        found
            .iter()
            .filter(|person| person.region.is_sound(image.size()))
            .count()
    }

    /// Forgets the person: the next frame is a first one.
    pub fn reset(&mut self) {
        self.body.state = State::New;
        self.face.reset();
        self.body.edges.last = None;
        self.stillness.reset();
    }
}

impl BodyTracker {
    fn track(&mut self, image: &Image<'_>, at: SessionTime) -> Option<body::Body> {
        // Put back below; a person who is not found again stays the one who was last seen.
        let (region, mut steadied, unseen) = match std::mem::replace(&mut self.state, State::New) {
            State::Following { region, steadied } => (region, steadied, State::Lost { last_seen: region }),
            State::Lost { last_seen } => {
                self.state = State::Lost { last_seen };
                (
                    self.choose(image, Some(&last_seen))?,
                    Box::<Steadied>::default(),
                    State::Lost { last_seen },
                )
            }
            State::New => (self.choose(image, None)?, Box::default(), State::New),
        };
        let with_edges = self.edges.due(at);
        let seen = self.landmarks.read(image, &region, with_edges);
        if with_edges {
            self.edges.last = Some((at, seen.edges));
        }
        let next = steadied.next_region(seen.auxiliary, at);
        let there = is_there(&seen.body, image.size()) && next.is_sound(image.size());
        self.state = if there {
            State::Following { region: next, steadied }
        } else {
            unseen
        };
        there.then_some(seen.body)
    }

    fn choose(&mut self, image: &Image<'_>, last_seen: Option<&Region>) -> Option<Region> {
        choose(&self.detector.find(image), last_seen, image.size())
    }
}

/// The filter of the two points that the next frame's region is made from.
struct Steadied {
    points: [[OneEuro; 2]; 2],
}

impl Default for Steadied {
    fn default() -> Self {
        const FILTER: OneEuro = OneEuro::new(Steadied::MIN_CUTOFF, Steadied::BETA);
        Self {
            points: [const { [FILTER; 2] }; 2],
        }
    }
}

impl Steadied {
    /// Hz, and Hz per body length a second.
    const MIN_CUTOFF: f64 = 0.01;
    const BETA: f64 = 10.0;

    /// The region of the frame after `at`, from the middle of the hips and a point on the body's circle.
    fn next_region(&mut self, auxiliary: [Point; 2], at: SessionTime) -> Region {
        let [hips, on_circle] = auxiliary;
        // From the raw points; their distance is zero only where they make no region either.
        let velocity_scale = 1.0 / (2.0 * hips.distance(on_circle)).max(f64::MIN_POSITIVE);
        let [hips, on_circle] = std::array::from_fn(|index| {
            let ([x, y], point): (&mut [OneEuro; 2], Point) = (&mut self.points[index], auxiliary[index]);
            Point {
                x: x.smooth_scaled(point.x, at, velocity_scale),
                y: y.smooth_scaled(point.y, at, velocity_scale),
            }
        });
        Region::of_body(hips, on_circle)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tracker_may_live_in_another_thread() {
        fn needs_send<T: Send>() {}
        needs_send::<Tracker>();
    }

    #[test]
    fn the_region_follows_a_person_who_moves_and_rests_with_one_who_does_not() {
        let mut steadied = Steadied::default();
        let seconds = |frame: u32| SessionTime::from_secs_f64(f64::from(frame) / 30.0);
        let points = |x: f64| [Point { x, y: 300.0 }, Point { x, y: 100.0 }];
        let mut region = steadied.next_region(points(300.0), seconds(0));
        for frame in 1..60 {
            let noise = if frame % 2 == 0 { 2.0 } else { -2.0 };
            region = steadied.next_region(points(300.0 + noise), seconds(frame));
        }
        assert!((region.center.x - 300.0).abs() < 1.0, "{region:?}");
        for frame in 60..90 {
            region = steadied.next_region(points(300.0 + 10.0 * f64::from(frame - 59)), seconds(frame));
        }
        assert!((region.center.x - 600.0).abs() < 30.0, "{region:?}");
        assert!((region.side - 500.0).abs() < 1e-6);
    }
}
