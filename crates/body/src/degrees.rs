//! Angles, with one answer on every machine.

/// An angle in degrees. Always finite.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
pub struct Degrees(f32);

impl Degrees {
    /// From a number of degrees; `None` when it is not finite.
    pub fn new(value: f32) -> Option<Self> {
        value.is_finite().then_some(Self(value))
    }

    /// The direction of (x, y), from the x axis towards the y axis, within `-180.0..=180.0`.
    ///
    /// `None` when the vector has no length or is not finite.
    // libm, not std: the platform's own atan2 differs in the last bit between systems,
    // and a replay must give the same verdicts everywhere.
    pub fn atan2(y: f32, x: f32) -> Option<Self> {
        if x == 0.0 && y == 0.0 {
            return None;
        }
        Self::new(libm::atan2f(y, x).to_degrees())
    }

    /// The angle whose sine is `sine` (clamped to -1..=1), within `-90.0..=90.0`; `None` when `sine` is NaN.
    pub fn asin(sine: f32) -> Option<Self> {
        Self::new(libm::asinf(sine.clamp(-1.0, 1.0)).to_degrees())
    }

    /// The angle whose cosine is `cosine` (clamped to -1..=1), within `0.0..=180.0`; `None` when `cosine` is NaN.
    pub fn acos(cosine: f32) -> Option<Self> {
        Self::new(libm::acosf(cosine.clamp(-1.0, 1.0)).to_degrees())
    }

    /// The number of degrees.
    pub fn value(self) -> f32 {
        self.0
    }

    /// The same angle within `-180.0..=180.0`.
    pub fn wrapped(self) -> Self {
        let turned = libm::fmodf(self.0 + 180.0, 360.0);
        Self(if turned < 0.0 { turned + 180.0 } else { turned - 180.0 })
    }

    /// Sine and cosine.
    pub fn sin_cos(self) -> (f32, f32) {
        libm::sincosf(self.0.to_radians())
    }
}

impl std::ops::Sub for Degrees {
    type Output = Self;

    /// The difference, within `-180.0..=180.0`.
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0).wrapped()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_cross_the_back_of_the_circle() {
        let difference = Degrees::new(-175.0).unwrap() - Degrees::new(175.0).unwrap();
        assert!((difference.value() - 10.0).abs() < 1e-4);
    }

    #[test]
    fn no_direction_without_length() {
        assert_eq!(Degrees::atan2(0.0, 0.0), None);
        assert_eq!(Degrees::atan2(f32::NAN, 1.0), None);
    }
}
