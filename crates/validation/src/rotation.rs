//! Rotations of a head, written down a second time and apart from the crate `measure`: a truth that came out of
//! the code under test would hide its mistakes.
//!
//! Axes: x to the person's left, y to the back, z up. Angles in degrees.

/// Three angles of the truth: R = Rz(`turn`) Ry(`tilt`) Rx(`nod`). Left +, left +, down +.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Angles {
    pub turn: f64,
    pub tilt: f64,
    pub nod: f64,
}

/// The same rotation by the sequence of the ISB, R = Rx(`flexion`) Ry(`lateral`) Rz(`rotation`), in clinical signs:
/// flexion +, right lateral flexion +, right rotation +.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Isb {
    pub flexion: f64,
    pub lateral: f64,
    pub rotation: f64,
}

impl Angles {
    /// Taken apart in the order of the ISB: docs/validation.md, "NAME.csv".
    pub fn isb(self) -> Isb {
        let m = self.matrix();
        Isb {
            flexion: atan2(-m[1][2], m[2][2]),
            lateral: -asin(m[0][2]),
            rotation: -atan2(-m[0][1], m[0][0]),
        }
    }

    /// Direction of the face, which looks along -y: azimuth, right +; depression, down +.
    pub fn face_normal(self) -> (f64, f64) {
        let [x, y, z] = self.matrix().map(|row| -row[1]);
        (-atan2(x, -y), -asin(z))
    }

    fn matrix(self) -> [[f64; 3]; 3] {
        let [(cz, sz), (cy, sy), (cx, sx)] = [self.turn, self.tilt, self.nod].map(|degrees: f64| {
            let (sin, cos) = libm::sincos(degrees.to_radians());
            (cos, sin)
        });
        [
            [cz * cy, cz * sy * sx - sz * cx, cz * sy * cx + sz * sx],
            [sz * cy, sz * sy * sx + cz * cx, sz * sy * cx - cz * sx],
            [-sy, cy * sx, cy * cx],
        ]
    }
}

fn atan2(y: f64, x: f64) -> f64 {
    libm::atan2(y, x).to_degrees()
}

fn asin(sine: f64) -> f64 {
    libm::asin(sine.clamp(-1.0, 1.0)).to_degrees()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows of a table that came with the rendered clips: turn, tilt, nod; flexion, lateral, rotation; azimuth left +,
    /// depression.
    #[test]
    fn the_table_of_the_truth_comes_out() {
        let table = [
            ([40.0, 0.0, 35.0], [28, -22, -35], [40, 35]),
            ([0.0, 35.0, 0.0], [0, -35, 0], [0, 0]),
            ([-2.0, 35.0, 2.0], [4, -35, 4], [-3, 2]),
            ([-2.0, 35.0, 20.0], [25, -32, 16], [-14, 16]),
        ];
        for ([turn, tilt, nod], isb, face) in table {
            let angles = Angles { turn, tilt, nod };
            let Isb {
                flexion,
                lateral,
                rotation,
            } = angles.isb();
            assert_eq!([flexion, lateral, rotation].map(|angle| angle.round() as i32), isb);
            let (azimuth, depression) = angles.face_normal();
            assert_eq!([-azimuth, depression].map(|angle| angle.round() as i32), face);
        }
    }
}
