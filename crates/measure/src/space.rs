//! Three-dimensional vectors and rotations, in double precision. Nothing but `+ - * / sqrt` and `libm`, so that every
//! machine computes the same bits.
//!
//! Axes of the person's frame: x to the person's left, y to the back, z up. The camera's: x to the picture's
//! right, y down, z away.

use std::ops::{Add, Mul, Sub};

/// A vector.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Vector {
    pub x: f64,
    pub y: f64,
    pub z: f64,
}

impl Vector {
    pub(crate) const fn new(x: f64, y: f64, z: f64) -> Self {
        Self { x, y, z }
    }

    pub(crate) fn dot(self, other: Self) -> f64 {
        self.x * other.x + self.y * other.y + self.z * other.z
    }

    pub(crate) fn cross(self, other: Self) -> Self {
        Self::new(
            self.y * other.z - self.z * other.y,
            self.z * other.x - self.x * other.z,
            self.x * other.y - self.y * other.x,
        )
    }

    pub(crate) fn length(self) -> f64 {
        self.dot(self).sqrt()
    }

    /// The same direction with length 1; `None` without a length.
    pub(crate) fn unit(self) -> Option<Self> {
        let length = self.length();
        (length > 1e-9 && length.is_finite()).then(|| self * (1.0 / length))
    }
}

impl Add for Vector {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self::new(self.x + other.x, self.y + other.y, self.z + other.z)
    }
}

impl Sub for Vector {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self::new(self.x - other.x, self.y - other.y, self.z - other.z)
    }
}

impl Mul<f64> for Vector {
    type Output = Self;
    fn mul(self, factor: f64) -> Self {
        Self::new(self.x * factor, self.y * factor, self.z * factor)
    }
}

/// A rotation as a matrix; rows first.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Rotation(pub [[f64; 3]; 3]);

impl Rotation {
    /// The rotation whose columns are three axes at right angles.
    pub(crate) fn from_axes(x: Vector, y: Vector, z: Vector) -> Self {
        Self([[x.x, y.x, z.x], [x.y, y.y, z.y], [x.z, y.z, z.z]])
    }

    pub(crate) fn inverse(self) -> Self {
        let m = self.0;
        Self([
            [m[0][0], m[1][0], m[2][0]],
            [m[0][1], m[1][1], m[2][1]],
            [m[0][2], m[1][2], m[2][2]],
        ])
    }

    pub(crate) fn apply(self, v: Vector) -> Vector {
        let row = |k: usize| Vector::new(self.0[k][0], self.0[k][1], self.0[k][2]).dot(v);
        Vector::new(row(0), row(1), row(2))
    }

    /// `self` after `first`.
    pub(crate) fn after(self, first: Self) -> Self {
        let mut product = [[0.0; 3]; 3];
        for (row, out) in product.iter_mut().enumerate() {
            for (column, cell) in out.iter_mut().enumerate() {
                *cell = (0..3).map(|k| self.0[row][k] * first.0[k][column]).sum();
            }
        }
        Self(product)
    }

    /// From a unit quaternion (w, x, y, z).
    pub(crate) fn from_quaternion([w, x, y, z]: [f64; 4]) -> Self {
        Self([
            [
                w * w + x * x - y * y - z * z,
                2.0 * (x * y - w * z),
                2.0 * (x * z + w * y),
            ],
            [
                2.0 * (x * y + w * z),
                w * w - x * x + y * y - z * z,
                2.0 * (y * z - w * x),
            ],
            [
                2.0 * (x * z - w * y),
                2.0 * (y * z + w * x),
                w * w - x * x - y * y + z * z,
            ],
        ])
    }

    /// About the third axis, degrees, right-handed.
    pub(crate) fn about_z(degrees: f64) -> Self {
        let (sin, cos) = sin_cos(degrees);
        Self([[cos, -sin, 0.0], [sin, cos, 0.0], [0.0, 0.0, 1.0]])
    }

    /// About the second axis, degrees, right-handed.
    pub(crate) fn about_y(degrees: f64) -> Self {
        let (sin, cos) = sin_cos(degrees);
        Self([[cos, 0.0, sin], [0.0, 1.0, 0.0], [-sin, 0.0, cos]])
    }

    /// About the first axis, degrees, right-handed.
    pub(crate) fn about_x(degrees: f64) -> Self {
        let (sin, cos) = sin_cos(degrees);
        Self([[1.0, 0.0, 0.0], [0.0, cos, -sin], [0.0, sin, cos]])
    }

    /// The angles (flexion, lateral, rotation) in degrees with `self = Rx(flexion) Ry(lateral) Rz(rotation)`:
    /// the sequence of the ISB (Wu et al. 2002, J Biomech 35:543), in the person's axes.
    pub(crate) fn isb_angles(self) -> [f64; 3] {
        let m = self.0;
        [atan2(-m[1][2], m[2][2]), asin(m[0][2]), atan2(-m[0][1], m[0][0])]
    }

    /// The angle `lateral` of `self = Rz(rotation) Ry(lateral) Rx(flexion)`, degrees: what a camera sees as roll.
    pub(crate) fn roll(self) -> f64 {
        asin(-self.0[2][0])
    }

    /// Tilt of the head's up axis as it is seen from the front, degrees; + = its top is to the person's left.
    pub(crate) fn midline(self) -> f64 {
        atan2(self.0[0][2], self.0[2][2])
    }

    /// The rotation with this direction of the face (azimuth left +, depression down +) and this midline.
    ///
    /// Past 60 degrees of azimuth, where the midline tells little of the roll, as at 60 degrees.
    pub(crate) fn from_face_and_midline(azimuth: f64, depression: f64, midline: f64) -> Self {
        // Rolled by r, nodded by d and turned by a, the up axis is (cos a sin r + sin a sin d cos r, .., cos d cos r).
        let (sin_a, cos_a) = sin_cos(azimuth.clamp(-60.0, 60.0));
        let (sin_d, cos_d) = sin_cos(depression);
        let (sin_m, cos_m) = sin_cos(midline.clamp(-89.0, 89.0));
        let roll = atan2(sin_m / cos_m * cos_d - sin_a * sin_d, cos_a);
        Self::about_z(azimuth)
            .after(Self::about_x(depression))
            .after(Self::about_y(roll))
    }

    /// Direction of the face in the person's axes: azimuth (left +) and depression (down +), degrees.
    pub(crate) fn face_normal(self) -> (f64, f64) {
        let normal = self.apply(Vector::new(0.0, -1.0, 0.0));
        (atan2(normal.x, -normal.y), asin(-normal.z))
    }
}

pub(crate) fn sin_cos(degrees: f64) -> (f64, f64) {
    libm::sincos(degrees.to_radians())
}

pub(crate) fn atan2(y: f64, x: f64) -> f64 {
    libm::atan2(y, x).to_degrees()
}

pub(crate) fn asin(sine: f64) -> f64 {
    libm::asin(sine.clamp(-1.0, 1.0)).to_degrees()
}

pub(crate) fn acos(cosine: f64) -> f64 {
    libm::acos(cosine.clamp(-1.0, 1.0)).to_degrees()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn truth_rotation(rotation: f64, lateral: f64, flexion: f64) -> Rotation {
        Rotation::about_z(rotation)
            .after(Rotation::about_y(lateral))
            .after(Rotation::about_x(flexion))
    }

    #[test]
    fn combined_turn_and_look_down_reads_as_in_the_table_of_the_truth() {
        let both = truth_rotation(40.0, 0.0, 35.0);
        let [flexion, lateral, rotation] = both.isb_angles();
        assert_eq!([flexion.round(), lateral.round(), rotation.round()], [28.0, 22.0, 35.0]);
        let (azimuth, depression) = both.face_normal();
        assert_eq!([azimuth.round(), depression.round()], [40.0, 35.0]);
        assert!(both.roll().abs() < 1e-9);
    }

    proptest! {
        #[test]
        fn face_and_midline_give_the_rotation_back(a in -59.0..59.0_f64, l in -60.0..60.0_f64, f in -50.0..50.0_f64) {
            let rotation = truth_rotation(a, l, f);
            let (azimuth, depression) = rotation.face_normal();
            prop_assume!(azimuth.abs() < 59.0 && rotation.midline().abs() < 85.0);
            let again = Rotation::from_face_and_midline(azimuth, depression, rotation.midline());
            for (value, expected) in again.0.into_iter().flatten().zip(rotation.0.into_iter().flatten()) {
                prop_assert!((value - expected).abs() < 1e-6);
            }
        }

        #[test]
        fn isb_angles_give_the_rotation_back(f in -80.0..80.0_f64, l in -80.0..80.0_f64, r in -80.0..80.0_f64) {
            let rotation = Rotation::about_x(f).after(Rotation::about_y(l)).after(Rotation::about_z(r));
            for (angle, expected) in rotation.isb_angles().into_iter().zip([f, l, r]) {
                prop_assert!((angle - expected).abs() < 1e-6);
            }
        }
    }
}
