//! Memory that begins where a cache line begins.

use std::ops::{Deref, DerefMut};

/// Bytes of a cache line, and of the widest vector.
const LINE: usize = 64;

/// A vector of values whose first one lies at the beginning of a cache line, so that no load of a vector takes two.
#[derive(Debug, Default)]
pub(crate) struct Aligned {
    values: Vec<f32>,
    start: usize,
    len: usize,
}

impl Aligned {
    pub(crate) fn zeroed(len: usize) -> Self {
        let values = vec![0.0; len + LINE / size_of::<f32>()];
        // The standard library may say that it can't tell; that costs time, not correctness.
        let start = values.as_ptr().align_offset(LINE).min(LINE / size_of::<f32>());
        Self { values, start, len }
    }

    pub(crate) fn from_slice(values: &[f32]) -> Self {
        let mut aligned = Self::zeroed(values.len());
        aligned.copy_from_slice(values);
        aligned
    }

    /// The first `len` values; makes room where there is none, and forgets what there was.
    pub(crate) fn at_least(&mut self, len: usize) -> &mut [f32] {
        if self.len < len {
            *self = Self::zeroed(len);
        }
        &mut self[..len]
    }
}

impl Clone for Aligned {
    fn clone(&self) -> Self {
        Self::from_slice(self)
    }
}

impl Deref for Aligned {
    type Target = [f32];

    fn deref(&self) -> &[f32] {
        &self.values[self.start..][..self.len]
    }
}

impl DerefMut for Aligned {
    fn deref_mut(&mut self) -> &mut [f32] {
        &mut self.values[self.start..][..self.len]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn begins_at_a_line_and_keeps_its_values() {
        for len in [0, 1, 16, 1000] {
            let values: Vec<f32> = (0..len).map(|k| k as f32).collect();
            for aligned in [Aligned::from_slice(&values), Aligned::from_slice(&values).clone()] {
                assert_eq!(*aligned, *values);
                assert_eq!(aligned.as_ptr().addr() % LINE, 0);
            }
        }
        let mut grown = Aligned::zeroed(1);
        assert_eq!(grown.at_least(5), [0.0; 5]);
        assert_eq!(grown.at_least(2).len(), 2);
    }
}
