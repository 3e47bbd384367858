//! The 1€ filter: less jitter at rest, little lag in motion.

use std::f64::consts::TAU;

use crate::SessionTime;

/// Smooths one value that is seen at uneven times.
///
/// Tune `min_cutoff` (Hz) with `beta` at 0 first, then raise `beta` until a quick movement no longer trails.
/// `beta` is in Hz per (unit of the value per second).
///
/// Source: Casiez, Roussel, Vogel, "1€ Filter", CHI 2012.
#[derive(Debug, Clone)]
pub struct OneEuro {
    min_cutoff: f64,
    beta: f64,
    last: Option<Last>,
}

#[derive(Debug, Clone, Copy)]
struct Last {
    at: SessionTime,
    raw: f64,
    smooth: f64,
    velocity: f64,
}

/// Cut-off of the velocity's own filter, Hz: the source's default.
const VELOCITY_CUTOFF: f64 = 1.0;

impl OneEuro {
    /// A filter that has seen nothing yet.
    pub const fn new(min_cutoff: f64, beta: f64) -> Self {
        Self {
            min_cutoff,
            beta,
            last: None,
        }
    }

    /// The smoothed value at `at`; the first value comes back as it is. A time that is not later than the last one
    /// leaves the filter as it is, and the last smoothed value is given again.
    pub fn smooth(&mut self, value: f64, at: SessionTime) -> f64 {
        self.smooth_scaled(value, at, 1.0)
    }

    /// As [`Self::smooth`], with the velocity multiplied by `velocity_scale` before it sets the cut-off:
    /// for values in pixels, 1 / the size of the thing, so that a near and a far person are smoothed alike.
    pub fn smooth_scaled(&mut self, value: f64, at: SessionTime, velocity_scale: f64) -> f64 {
        let Some(last) = self.last else {
            self.last = Some(Last {
                at,
                raw: value,
                smooth: value,
                velocity: 0.0,
            });
            return value;
        };
        let seconds = at.since(last.at).as_secs_f64();
        if seconds <= 0.0 {
            return last.smooth;
        }
        let velocity = mix(
            last.velocity,
            (value - last.raw) * velocity_scale / seconds,
            VELOCITY_CUTOFF,
            seconds,
        );
        let cutoff = self.min_cutoff + self.beta * velocity.abs();
        let smooth = mix(last.smooth, value, cutoff, seconds);
        self.last = Some(Last {
            at,
            raw: value,
            smooth,
            velocity,
        });
        smooth
    }

    /// Forgets what was seen.
    pub fn reset(&mut self) {
        self.last = None;
    }
}

/// First-order low-pass: the share of `new` grows with the time that passed.
fn mix(old: f64, new: f64, cutoff: f64, seconds: f64) -> f64 {
    let weight = 1.0 / (1.0 + 1.0 / (TAU * cutoff * seconds));
    old + weight * (new - old)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rest_is_smoothed_and_motion_follows() {
        let mut filter = OneEuro::new(1.0, 0.5);
        let mut worst = 0.0_f64;
        for frame in 0..60 {
            let noise = if frame % 2 == 0 { 1.0 } else { -1.0 };
            let smooth = filter.smooth(noise, SessionTime::from_secs_f64(f64::from(frame) / 30.0));
            if frame > 30 {
                worst = worst.max(smooth.abs());
            }
        }
        assert!(worst < 0.7, "noise of 1 came through as {worst}");
        let after_step = (60..75)
            .map(|frame| filter.smooth(40.0, SessionTime::from_secs_f64(f64::from(frame) / 30.0)))
            .last()
            .unwrap();
        assert!(after_step > 39.0, "a step of 40 reads {after_step} after half a second");
    }

    #[test]
    fn half_the_frames_give_nearly_the_same() {
        let ramp = |fps: f64| {
            let mut filter = OneEuro::new(1.0, 0.1);
            let frames = (2.0 * fps) as u32;
            (0..=frames)
                .map(|k| {
                    filter.smooth(
                        10.0 * f64::from(k) / fps,
                        SessionTime::from_secs_f64(f64::from(k) / fps),
                    )
                })
                .last()
                .unwrap()
        };
        assert!((ramp(15.0) - ramp(30.0)).abs() < 0.5);
    }
}
