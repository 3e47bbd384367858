//! The same module for browsers without relaxed SIMD: each fused multiply-add as a multiplication and an addition, each
//! relaxed minimum and maximum as the exact one.
//!
//! Compiling everything a second time for a few instructions would take two minutes of a core.

use std::error::Error;

use walrus::ir::{
    BinaryOp, Binop, Instr, InstrLocId, InstrSeq, LocalGet, LocalSet, TernaryOp, VisitorMut, dfs_pre_order_mut,
};
use walrus::{LocalId, ModuleConfig, ValType};

/// The module with plain SIMD in place of relaxed SIMD, without names.
///
/// # Errors
/// When the module is none, or has another instruction of relaxed SIMD than multiply-add, min and max.
pub(crate) fn without_relaxed_simd(module: &[u8]) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut config = ModuleConfig::new();
    let mut module = config
        .generate_name_section(false)
        .generate_producers_section(false)
        .parse(module)?;
    let mut split = Split {
        addend: module.locals.add(ValType::V128),
        other: None,
    };
    for (_, function) in module.funcs.iter_local_mut() {
        let entry = function.entry_block();
        dfs_pre_order_mut(&mut split, function, entry);
        split.addend = module.locals.add(ValType::V128);
    }
    match split.other {
        Some(other) => Err(format!("{other} has no plain counterpart here").into()),
        None => Ok(module.emit_wasm()),
    }
}

struct Split {
    /// Where a function keeps what is added while it multiplies.
    addend: LocalId,
    /// An instruction that is not replaced.
    other: Option<String>,
}

impl VisitorMut for Split {
    fn start_instr_seq_mut(&mut self, sequence: &mut InstrSeq) {
        let local = self.addend;
        let mut plain = Vec::with_capacity(sequence.instrs.len());
        for (instruction, at) in std::mem::take(&mut sequence.instrs) {
            let binary = |op| Instr::from(Binop { op });
            match &instruction {
                Instr::TernOp(one) if matches!(one.op, TernaryOp::F32x4RelaxedMadd) => {
                    let multiply_add = [
                        LocalSet { local }.into(),
                        binary(BinaryOp::F32x4Mul),
                        LocalGet { local }.into(),
                        binary(BinaryOp::F32x4Add),
                    ];
                    plain.extend(multiply_add.map(|instruction| (instruction, at)));
                }
                Instr::Binop(one) => plain.push((binary(exact(one.op)), at)),
                _ => plain.push((instruction, at)),
            }
        }
        sequence.instrs = plain;
    }

    fn visit_instr_mut(&mut self, instruction: &mut Instr, _: &mut InstrLocId) {
        let operation = match instruction {
            Instr::TernOp(one) => format!("{:?}", one.op),
            Instr::Binop(one) => format!("{:?}", one.op),
            Instr::Unop(one) => format!("{:?}", one.op),
            _ => return,
        };
        if operation.contains("Relaxed") {
            self.other = Some(operation);
        }
    }
}

/// For the smaller or the larger of two, the instruction that the compiler takes where it has no relaxed one: they
/// differ in NaN and the sign of zero only.
fn exact(relaxed: BinaryOp) -> BinaryOp {
    match relaxed {
        BinaryOp::F32x4RelaxedMin => BinaryOp::F32x4PMin,
        BinaryOp::F32x4RelaxedMax => BinaryOp::F32x4PMax,
        BinaryOp::F64x2RelaxedMin => BinaryOp::F64x2PMin,
        BinaryOp::F64x2RelaxedMax => BinaryOp::F64x2PMax,
        exact => exact,
    }
}

#[cfg(test)]
mod tests {
    use walrus::{FunctionBuilder, Module};

    use super::*;

    fn module(operation: TernaryOp) -> Vec<u8> {
        let mut module = Module::default();
        let three = [ValType::V128; 3];
        let mut function = FunctionBuilder::new(&mut module.types, &three, &[ValType::V128]);
        let [a, b, c] = three.map(|value| module.locals.add(value));
        let mut body = function.func_body();
        // Once in a block of its own, once behind it.
        body.block(ValType::V128, |block| {
            block.local_get(a).local_get(b).local_get(c).tern_op(operation);
        });
        body.local_get(b).local_get(c).tern_op(operation);
        let function = function.finish(vec![a, b, c], &mut module.funcs);
        module.exports.add("f", function);
        module.emit_wasm()
    }

    #[test]
    fn a_fused_multiply_add_becomes_two_instructions_and_others_are_refused() {
        let plain = without_relaxed_simd(&module(TernaryOp::F32x4RelaxedMadd)).unwrap();
        let count = |code: [u8; 2]| plain.windows(2).filter(|bytes| *bytes == code).count();
        // The opcodes of f32x4.mul and f32x4.add behind the prefix of SIMD, and of f32x4.relaxed_madd.
        assert_eq!(
            (count([0xE6, 0x01]), count([0xE4, 0x01]), count([0x85, 0x02])),
            (2, 2, 0)
        );
        let other = without_relaxed_simd(&module(TernaryOp::F32x4RelaxedNmadd)).unwrap_err();
        assert_eq!(other.to_string(), "F32x4RelaxedNmadd has no plain counterpart here");
    }
}
