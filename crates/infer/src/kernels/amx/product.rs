//! The microkernels: tiles of sums out of the tiles of both sides.

use std::arch::asm;

use super::{CHANNELS, LINE, Layout, PIXELS, ROWS};

/// What one product reads.
pub(super) struct Product {
    pub(super) left: *const f32,
    pub(super) stride: usize,
    pub(super) layout: Layout,
    pub(super) right: *const f32,
}

/// `[PIXELS][CHANNELS]`.
#[repr(align(64))]
pub(super) struct Sums(pub(super) [f32; PIXELS * CHANNELS]);

impl Sums {
    pub(super) fn zeroed() -> Self {
        Self([0.0; PIXELS * CHANNELS])
    }
}

/// 32 pixels by 32 channels: tiles 0 to 3 are the sums, 4 and 5 the left, 6 and 7 the right side.
///
/// One block of assembly, as the language has no other way to keep values in tiles.
pub(super) unsafe fn two_tiles(product: &Product, sums: &mut Sums) {
    let first = product.left.cast::<u8>();
    // SAFETY: the caller's pointers hold all steps.
    unsafe {
        let second = first.add(ROWS * product.stride);
        let low = product.layout.whole * LINE;
        asm!(
            "tilezero tmm0",
            "tilezero tmm1",
            "tilezero tmm2",
            "tilezero tmm3",
            "test {whole}, {whole}",
            "jz 3f",
            "2:",
            "tileloadd tmm4, [{low0} + {stride}]",
            "tileloadd tmm6, [{right} + {line}]",
            "tdpbf16ps tmm0, tmm4, tmm6",
            "tileloadd tmm7, [{right} + {line} + 1024]",
            "tdpbf16ps tmm1, tmm4, tmm7",
            "tileloadd tmm5, [{low1} + {stride}]",
            "tdpbf16ps tmm2, tmm5, tmm6",
            "tdpbf16ps tmm3, tmm5, tmm7",
            "tileloadd tmm4, [{high0} + {stride}]",
            "tdpbf16ps tmm0, tmm4, tmm6",
            "tdpbf16ps tmm1, tmm4, tmm7",
            "tileloadd tmm5, [{high1} + {stride}]",
            "tdpbf16ps tmm2, tmm5, tmm6",
            "tdpbf16ps tmm3, tmm5, tmm7",
            "tileloadd tmm6, [{right} + {line} + 2048]",
            "tdpbf16ps tmm0, tmm4, tmm6",
            "tdpbf16ps tmm2, tmm5, tmm6",
            "tileloadd tmm7, [{right} + {line} + 3072]",
            "tdpbf16ps tmm1, tmm4, tmm7",
            "tdpbf16ps tmm3, tmm5, tmm7",
            "add {low0}, 64",
            "add {low1}, 64",
            "add {high0}, 64",
            "add {high1}, 64",
            "add {right}, 4096",
            "dec {whole}",
            "jnz 2b",
            "3:",
            "test {rest}, {rest}",
            "jz 5f",
            // Here the low parts have ended, and the rest begins.
            "4:",
            "tileloadd tmm4, [{low0} + {stride}]",
            "tileloadd tmm6, [{right} + {line}]",
            "tdpbf16ps tmm0, tmm4, tmm6",
            "tileloadd tmm7, [{right} + {line} + 1024]",
            "tdpbf16ps tmm1, tmm4, tmm7",
            "tileloadd tmm5, [{low1} + {stride}]",
            "tdpbf16ps tmm2, tmm5, tmm6",
            "tdpbf16ps tmm3, tmm5, tmm7",
            "add {low0}, 64",
            "add {low1}, 64",
            "add {right}, 2048",
            "dec {rest}",
            "jnz 4b",
            "5:",
            "tilestored [{sums} + {line} * 2], tmm0",
            "tilestored [{sums} + {line} * 2 + 64], tmm1",
            "tilestored [{sums} + {line} * 2 + 2048], tmm2",
            "tilestored [{sums} + {line} * 2 + 2112], tmm3",
            high0 = inout(reg) first => _,
            high1 = inout(reg) second => _,
            low0 = inout(reg) first.add(low) => _,
            low1 = inout(reg) second.add(low) => _,
            stride = in(reg) product.stride,
            right = inout(reg) product.right => _,
            line = in(reg) LINE,
            whole = inout(reg) product.layout.whole => _,
            rest = inout(reg) product.layout.rest => _,
            sums = in(reg) sums.0.as_mut_ptr(),
            out("tmm0") _, out("tmm1") _, out("tmm2") _, out("tmm3") _,
            out("tmm4") _, out("tmm5") _, out("tmm6") _, out("tmm7") _,
            options(nostack),
        );
    }
}

/// 32 pixels by 16 channels, as [`two_tiles`] without tiles 2, 3 and half of the right side.
pub(super) unsafe fn one_tile(product: &Product, sums: &mut Sums) {
    let first = product.left.cast::<u8>();
    // SAFETY: the caller's pointers hold all steps.
    unsafe {
        let second = first.add(ROWS * product.stride);
        let low = product.layout.whole * LINE;
        asm!(
            "tilezero tmm0",
            "tilezero tmm1",
            "test {whole}, {whole}",
            "jz 3f",
            "2:",
            "tileloadd tmm4, [{low0} + {stride}]",
            "tileloadd tmm6, [{right} + {line}]",
            "tdpbf16ps tmm0, tmm4, tmm6",
            "tileloadd tmm5, [{low1} + {stride}]",
            "tdpbf16ps tmm1, tmm5, tmm6",
            "tileloadd tmm4, [{high0} + {stride}]",
            "tdpbf16ps tmm0, tmm4, tmm6",
            "tileloadd tmm5, [{high1} + {stride}]",
            "tdpbf16ps tmm1, tmm5, tmm6",
            "tileloadd tmm7, [{right} + {line} + 1024]",
            "tdpbf16ps tmm0, tmm4, tmm7",
            "tdpbf16ps tmm1, tmm5, tmm7",
            "add {low0}, 64",
            "add {low1}, 64",
            "add {high0}, 64",
            "add {high1}, 64",
            "add {right}, 2048",
            "dec {whole}",
            "jnz 2b",
            "3:",
            "test {rest}, {rest}",
            "jz 5f",
            "4:",
            "tileloadd tmm4, [{low0} + {stride}]",
            "tileloadd tmm6, [{right} + {line}]",
            "tdpbf16ps tmm0, tmm4, tmm6",
            "tileloadd tmm5, [{low1} + {stride}]",
            "tdpbf16ps tmm1, tmm5, tmm6",
            "add {low0}, 64",
            "add {low1}, 64",
            "add {right}, 1024",
            "dec {rest}",
            "jnz 4b",
            "5:",
            "tilestored [{sums} + {line} * 2], tmm0",
            "tilestored [{sums} + {line} * 2 + 2048], tmm1",
            high0 = inout(reg) first => _,
            high1 = inout(reg) second => _,
            low0 = inout(reg) first.add(low) => _,
            low1 = inout(reg) second.add(low) => _,
            stride = in(reg) product.stride,
            right = inout(reg) product.right => _,
            line = in(reg) LINE,
            whole = inout(reg) product.layout.whole => _,
            rest = inout(reg) product.layout.rest => _,
            sums = in(reg) sums.0.as_mut_ptr(),
            out("tmm0") _, out("tmm1") _, out("tmm4") _, out("tmm5") _, out("tmm6") _, out("tmm7") _,
            options(nostack),
        );
    }
}
