//! The network as the file describes it: tensors and operators. Weights stay as the file has them, and are read as
//! `f32`.

use crate::LoadError;
use crate::flatbuffer::Table;
use crate::sparse::densify;

#[derive(Debug, Clone)]
pub(crate) struct Tensor<'a> {
    pub shape: Vec<usize>,
    pub constant: Constant<'a>,
}

impl Tensor<'_> {
    pub(crate) fn len(&self) -> usize {
        self.shape.iter().product()
    }
}

#[derive(Debug, Clone)]
pub(crate) enum Constant<'a> {
    None,
    Floats(Floats<'a>),
    Ints(Vec<i32>),
}

/// Weights as the file holds them: they are read when they are packed, one tensor at a time, so that no second copy of
/// all of them is ever in memory.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Floats<'a> {
    bytes: &'a [u8],
    half: bool,
    sparsity: Option<Table<'a>>,
}

impl Floats<'_> {
    fn read(&self, shape: &[usize]) -> Result<Vec<f32>, LoadError> {
        let stored: Vec<f32> = if self.half {
            let (halves, _) = self.bytes.as_chunks();
            halves
                .iter()
                .map(|&half| f32_from_f16(u16::from_le_bytes(half)))
                .collect()
        } else {
            let (singles, _) = self.bytes.as_chunks();
            singles.iter().map(|&single| f32::from_le_bytes(single)).collect()
        };
        let values = match &self.sparsity {
            Some(sparsity) => densify(sparsity, shape, &stored)?,
            None => stored,
        };
        if values.len() != shape.iter().product() {
            return Err(LoadError::Damaged("weights and their shape do not agree"));
        }
        Ok(values)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Activation {
    None,
    Relu,
    Relu6,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Padding {
    Same,
    Valid,
}

impl Padding {
    /// Zeros before the first of `size` values, so that windows of `window` values, `stride` apart, give `out` answers:
    /// of what is missing, SAME puts the smaller half there.
    pub(crate) fn before(self, size: usize, out: usize, window: usize, stride: usize) -> usize {
        match self {
            Self::Same => (out.saturating_sub(1) * stride + window).saturating_sub(size) / 2,
            Self::Valid => 0,
        }
    }
}

/// What an operator does, with its settings.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Kind {
    Add {
        activation: Activation,
    },
    Concatenate,
    Convolve {
        stride: usize,
        padding: Padding,
        activation: Activation,
    },
    Depthwise {
        stride: usize,
        padding: Padding,
        activation: Activation,
    },
    DepthToSpace {
        block: usize,
    },
    Logistic,
    MaxPool {
        size: usize,
        stride: usize,
        padding: Padding,
    },
    Relu,
    Reshape,
    ResizeBilinear,
    Pad,
    Prelu,
}

#[derive(Debug, Clone)]
pub(crate) struct Operator {
    pub kind: Kind,
    pub inputs: Vec<usize>,
    pub output: usize,
}

#[derive(Debug)]
pub(crate) struct Graph<'a> {
    pub tensors: Vec<Tensor<'a>>,
    pub operators: Vec<Operator>,
    pub input: usize,
    pub outputs: Vec<usize>,
}

impl<'a> Graph<'a> {
    pub(crate) fn read(tflite: &'a [u8]) -> Result<Self, LoadError> {
        let model = Table::root(tflite)?;
        let codes = model
            .tables(1)?
            .iter()
            // Old files hold the code in a byte, new ones in an integer; the larger one is right.
            .map(|code| Ok(code.int8(0)?.max(code.int32(3)?)))
            .collect::<Result<Vec<_>, LoadError>>()?;
        let buffers = model.tables(4)?;
        let subgraphs = model.tables(2)?;
        let subgraph = subgraphs.first().ok_or(LoadError::Damaged("it holds no network"))?;
        let mut tensors = subgraph
            .tables(0)?
            .iter()
            .map(|table| read_tensor(table, &buffers))
            .collect::<Result<Vec<_>, _>>()?;
        let mut operators = Vec::new();
        for table in subgraph.tables(3)? {
            let code = usize::try_from(table.int32(0)?).ok().and_then(|index| codes.get(index));
            let code = *code.ok_or(LoadError::Damaged("an operator has no code"))?;
            let (inputs, outputs) = (table.sizes(1)?, table.sizes(2)?);
            let (Some(&first), Some(&output)) = (inputs.first(), outputs.first()) else {
                return Err(LoadError::Damaged("an operator has no input or output"));
            };
            if inputs.iter().chain(&outputs).any(|&index| index >= tensors.len()) {
                return Err(LoadError::Damaged("an operator names a tensor that is not there"));
            }
            // DEQUANTIZE and DENSIFY of weights: they are read as dense `f32`.
            if code == 6 || code == 124 {
                tensors[output].constant = tensors[first].constant.clone();
                continue;
            }
            operators.push(Operator {
                kind: read_kind(code, table.table(4)?)?,
                inputs,
                output,
            });
        }
        let (inputs, outputs) = (subgraph.sizes(1)?, subgraph.sizes(2)?);
        let input = *inputs.first().ok_or(LoadError::Damaged("the network has no input"))?;
        if outputs.iter().chain(&[input]).any(|&index| index >= tensors.len()) {
            return Err(LoadError::Damaged("an output names a tensor that is not there"));
        }
        Ok(Self {
            tensors,
            operators,
            input,
            outputs,
        })
    }

    /// Constant numbers of a tensor, as many as its shape says.
    pub(crate) fn floats(&self, tensor: usize) -> Result<Vec<f32>, LoadError> {
        let tensor = &self.tensors[tensor];
        match &tensor.constant {
            Constant::Floats(floats) => floats.read(&tensor.shape),
            _ => Err(LoadError::NotSupported("weights that are computed".to_owned())),
        }
    }

    pub(crate) fn ints(&self, tensor: usize) -> Result<&[i32], LoadError> {
        match &self.tensors[tensor].constant {
            Constant::Ints(values) => Ok(values),
            _ => Err(LoadError::NotSupported("paddings that are computed".to_owned())),
        }
    }

    pub(crate) fn is_constant(&self, tensor: usize) -> bool {
        !matches!(self.tensors[tensor].constant, Constant::None)
    }

    /// Height, width and channels of a picture-like tensor.
    pub(crate) fn picture(&self, tensor: usize) -> Result<[usize; 3], LoadError> {
        match self.tensors[tensor].shape[..] {
            [1, height, width, channels] => Ok([height, width, channels]),
            _ => Err(LoadError::NotSupported(format!(
                "a tensor of shape {:?} here",
                self.tensors[tensor].shape
            ))),
        }
    }
}

fn read_tensor<'a>(table: &Table<'a>, buffers: &[Table<'a>]) -> Result<Tensor<'a>, LoadError> {
    let shape = table.sizes(0)?;
    let elements = shape
        .iter()
        .try_fold(1_usize, |product, &size| product.checked_mul(size));
    if elements.is_none_or(|elements| elements > 1 << 28) {
        return Err(LoadError::Damaged("a tensor is larger than any network's"));
    }
    let buffer = usize::try_from(table.int32(2)?)
        .ok()
        .and_then(|index| buffers.get(index));
    let bytes = buffer.ok_or(LoadError::Damaged("a tensor has no buffer"))?.bytes(0)?;
    let constant = match table.int8(1)? {
        _ if bytes.is_empty() => Constant::None,
        kind @ (0 | 1) => Constant::Floats(Floats {
            bytes,
            half: kind == 1,
            sparsity: table.table(6)?,
        }),
        2 => Constant::Ints(
            bytes
                .chunks_exact(4)
                .map(|b| i32::from_le_bytes([b[0], b[1], b[2], b[3]]))
                .collect(),
        ),
        kind => return Err(LoadError::NotSupported(format!("weights of type {kind}"))),
    };
    Ok(Tensor { shape, constant })
}

fn read_kind(code: i32, options: Option<Table<'_>>) -> Result<Kind, LoadError> {
    let int8 = |field| options.as_ref().map_or(Ok(0), |options| options.int8(field));
    let size = |field| {
        let int = options.as_ref().map_or(Ok(0), |options| options.int32(field))?;
        usize::try_from(int)
            .ok()
            .filter(|&size| size > 0)
            .ok_or(LoadError::Damaged("a stride or size is not positive"))
    };
    let square = |one, other| {
        let (one, other) = (size(one)?, size(other)?);
        if one == other {
            Ok(one)
        } else {
            Err(LoadError::NotSupported("strides or windows that are not square".into()))
        }
    };
    let activation = |field| match int8(field)? {
        0 => Ok(Activation::None),
        1 => Ok(Activation::Relu),
        3 => Ok(Activation::Relu6),
        other => Err(LoadError::NotSupported(format!("activation {other}"))),
    };
    let padding = || Ok::<_, LoadError>(if int8(0)? == 0 { Padding::Same } else { Padding::Valid });
    Ok(match code {
        0 => Kind::Add {
            activation: activation(0)?,
        },
        2 => Kind::Concatenate,
        3 => Kind::Convolve {
            stride: square(1, 2)?,
            padding: padding()?,
            activation: activation(3)?,
        },
        4 => Kind::Depthwise {
            stride: square(1, 2)?,
            padding: padding()?,
            activation: activation(4)?,
        },
        5 => Kind::DepthToSpace { block: size(0)? },
        14 => Kind::Logistic,
        17 => Kind::MaxPool {
            stride: square(1, 2)?,
            size: square(3, 4)?,
            padding: padding()?,
        },
        19 => Kind::Relu,
        22 => Kind::Reshape,
        23 if int8(2)? == 0 && int8(3)? == 1 => Kind::ResizeBilinear,
        34 => Kind::Pad,
        54 => Kind::Prelu,
        other => return Err(LoadError::NotSupported(format!("operator {other}"))),
    })
}

/// IEEE half to single precision, exact.
///
/// Without a branch, so that the compiler makes vectors of it: exponent and fraction in their new places are too small
/// by 2^112, subnormals included, and infinities and NaN get their exponent back.
fn f32_from_f16(half: u16) -> f32 {
    const TOO_SMALL_BY: f32 = f32::from_bits((127 + 112) << 23);
    let bits = u32::from(half & 0x7fff) << 13;
    let magnitude = f32::from_bits(bits) * TOO_SMALL_BY;
    let odd = if bits >= 0x0f80_0000 { 0x7f80_0000 } else { 0 };
    f32::from_bits(magnitude.to_bits() | odd | u32::from(half & 0x8000) << 16)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_become_singles() {
        for (half, single) in [
            (0x3c00, 1.0),
            (0xc000, -2.0),
            (0x0001, 5.960_464_5e-8),
            (0x7bff, 65504.0),
            (0x3555, 0.333_251_95),
        ] {
            assert_eq!(f32_from_f16(half), single);
        }
        assert!(f32_from_f16(0x7e00).is_nan());
    }

    #[test]
    fn damaged_files_are_errors() {
        assert!(Graph::read(b"").is_err());
        assert!(Graph::read(b"\x08\0\0\0TFL3\xff\xff\xff\xff").is_err());
        let whole = models::FACE_LANDMARK.bytes;
        for cut in [9, 100, 1000, whole.len() / 2, whole.len() - 100] {
            assert!(Graph::read(&whole[..cut]).is_err(), "cut at {cut}");
        }
    }
}
