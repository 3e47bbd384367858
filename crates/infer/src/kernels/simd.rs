//! A vector of `f32`, and the portable one of four lanes.

/// A vector of `f32`. All functions are to be inlined into a function that has the instruction set.
///
/// # Safety
/// Every function needs the processor to have the instruction set; loads and stores need room for the whole
/// vector, the `_part` ones for `count` values (`count` is at most [`Simd::LANES`]).
pub(super) trait Simd {
    type Vector: Copy;
    const LANES: usize;
    /// Whether the processor widens half precision.
    const HAS_HALVES: bool = false;

    unsafe fn splat(value: f32) -> Self::Vector;
    unsafe fn load(from: *const f32) -> Self::Vector;
    unsafe fn load_part(from: *const f32, count: usize) -> Self::Vector;
    /// Of half precision, widened. Only where [`Simd::HAS_HALVES`].
    unsafe fn load_halves(_from: *const u16) -> Self::Vector {
        unreachable!("weights of half precision are packed only where they can be read")
    }
    unsafe fn store(to: *mut f32, vector: Self::Vector);
    unsafe fn store_part(to: *mut f32, vector: Self::Vector, count: usize);
    /// `a * b + c`.
    unsafe fn multiply_add(a: Self::Vector, b: Self::Vector, c: Self::Vector) -> Self::Vector;
    unsafe fn add(a: Self::Vector, b: Self::Vector) -> Self::Vector;
    unsafe fn min(a: Self::Vector, b: Self::Vector) -> Self::Vector;
    unsafe fn max(a: Self::Vector, b: Self::Vector) -> Self::Vector;

    /// One vector out of groups of four values, each from its own place.
    unsafe fn load_fours(from: [*const f32; 4]) -> Self::Vector;
    /// Its groups of four values, each to its own place.
    unsafe fn store_fours(to: [*mut f32; 4], vector: Self::Vector);
    /// Within every group of lanes: value `b` of vector `a` becomes value `a` of vector `b`.
    unsafe fn transpose_fours(vectors: [Self::Vector; 4]) -> [Self::Vector; 4];
}

/// Four lanes in plain Rust.
#[derive(Debug, Clone, Copy)]
pub(super) struct Portable;

impl Simd for Portable {
    type Vector = [f32; 4];
    const LANES: usize = 4;

    #[inline(always)]
    unsafe fn splat(value: f32) -> [f32; 4] {
        [value; 4]
    }

    #[inline(always)]
    unsafe fn load(from: *const f32) -> [f32; 4] {
        // SAFETY: the caller has room for four values there; the read needs no alignment.
        unsafe { from.cast::<[f32; 4]>().read_unaligned() }
    }

    #[inline(always)]
    unsafe fn load_part(from: *const f32, count: usize) -> [f32; 4] {
        let mut vector = [0.0; 4];
        for (lane, value) in vector.iter_mut().enumerate().take(count) {
            // SAFETY: the caller has room for `count` values there.
            *value = unsafe { *from.add(lane) };
        }
        vector
    }

    #[inline(always)]
    unsafe fn store(to: *mut f32, vector: [f32; 4]) {
        // SAFETY: the caller has room for four values there; the write needs no alignment.
        unsafe { to.cast::<[f32; 4]>().write_unaligned(vector) }
    }

    #[inline(always)]
    unsafe fn store_part(to: *mut f32, vector: [f32; 4], count: usize) {
        for (lane, value) in vector.into_iter().enumerate().take(count) {
            // SAFETY: the caller has room for `count` values there.
            unsafe { *to.add(lane) = value };
        }
    }

    #[inline(always)]
    unsafe fn multiply_add(a: [f32; 4], b: [f32; 4], c: [f32; 4]) -> [f32; 4] {
        // Not `mul_add`: without the instruction it calls a function for every value.
        std::array::from_fn(|lane| a[lane] * b[lane] + c[lane])
    }

    #[inline(always)]
    unsafe fn add(a: [f32; 4], b: [f32; 4]) -> [f32; 4] {
        std::array::from_fn(|lane| a[lane] + b[lane])
    }

    #[inline(always)]
    unsafe fn min(a: [f32; 4], b: [f32; 4]) -> [f32; 4] {
        std::array::from_fn(|lane| if a[lane] < b[lane] { a[lane] } else { b[lane] })
    }

    #[inline(always)]
    unsafe fn max(a: [f32; 4], b: [f32; 4]) -> [f32; 4] {
        std::array::from_fn(|lane| if a[lane] > b[lane] { a[lane] } else { b[lane] })
    }

    #[inline(always)]
    unsafe fn load_fours(from: [*const f32; 4]) -> [f32; 4] {
        // SAFETY: the caller has the instructions, and room for four values at each place.
        unsafe { Self::load(from[0]) }
    }

    #[inline(always)]
    unsafe fn store_fours(to: [*mut f32; 4], vector: [f32; 4]) {
        // SAFETY: the caller has the instructions, and room for four values at each place.
        unsafe { Self::store(to[0], vector) }
    }

    #[inline(always)]
    unsafe fn transpose_fours(vectors: [[f32; 4]; 4]) -> [[f32; 4]; 4] {
        std::array::from_fn(|b| std::array::from_fn(|a| vectors[a][b]))
    }
}
