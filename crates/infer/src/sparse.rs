//! Fills a sparse tensor out to a dense one.

use crate::LoadError;
use crate::flatbuffer::Table;

enum Dimension {
    Dense(usize),
    /// Compressed rows: where each row's entries begin, and the index of each entry.
    Compressed {
        segments: Vec<i32>,
        indices: Vec<i32>,
    },
}

const ODD: LoadError = LoadError::Damaged("a sparse tensor does not add up");

/// The dense tensor of `shape` whose non-zeros are `values`, as the table `sparsity` lays them out.
pub(crate) fn densify(sparsity: &Table<'_>, shape: &[usize], values: &[f32]) -> Result<Vec<f32>, LoadError> {
    let order = sparsity.int32s(0)?;
    if order.iter().enumerate().any(|(k, &dimension)| k as i32 != dimension) || !sparsity.int32s(1)?.is_empty() {
        return Err(LoadError::NotSupported(
            "sparse tensors with blocks or another order of dimensions".to_owned(),
        ));
    }
    let dimensions = sparsity
        .tables(2)?
        .iter()
        .map(read_dimension)
        .collect::<Result<Vec<_>, _>>()?;
    if dimensions.len() != shape.len() {
        return Err(ODD);
    }
    let mut dense = vec![0.0; shape.iter().product()];
    fill(&dimensions, shape, values, 0, 0, &mut dense)?;
    Ok(dense)
}

fn read_dimension(table: &Table<'_>) -> Result<Dimension, LoadError> {
    if table.int8(0)? == 0 {
        return Ok(Dimension::Dense(usize::try_from(table.int32(1)?).map_err(|_| ODD)?));
    }
    let indices = |kind, field| {
        let Some(list) = table.table(field)? else {
            return Err(ODD);
        };
        match kind {
            1 => list.int32s(0),
            2 => list.uint16s(0),
            _ => Ok(list.bytes(0)?.iter().map(|&byte| i32::from(byte)).collect()),
        }
    };
    Ok(Dimension::Compressed {
        segments: indices(table.int8(2)?, 3)?,
        indices: indices(table.int8(4)?, 5)?,
    })
}

/// Puts the values that belong to one `entry` of the dimension before these where they stand in `dense`, from `place`
/// on.
fn fill(
    dimensions: &[Dimension],
    shape: &[usize],
    values: &[f32],
    entry: usize,
    place: usize,
    dense: &mut [f32],
) -> Result<(), LoadError> {
    let Some((dimension, inner)) = dimensions.split_first() else {
        *dense.get_mut(place).ok_or(ODD)? = *values.get(entry).ok_or(ODD)?;
        return Ok(());
    };
    let inner_shape = &shape[1..];
    let stride: usize = inner_shape.iter().product();
    match dimension {
        Dimension::Dense(count) => {
            for k in 0..*count {
                fill(inner, inner_shape, values, entry * count + k, place + k * stride, dense)?;
            }
        }
        Dimension::Compressed { segments, indices } => {
            let bound = |k: usize| {
                segments
                    .get(k)
                    .and_then(|&bound| usize::try_from(bound).ok())
                    .ok_or(ODD)
            };
            for k in bound(entry)?..bound(entry + 1)? {
                let index = indices
                    .get(k)
                    .and_then(|&index| usize::try_from(index).ok())
                    .ok_or(ODD)?;
                fill(inner, inner_shape, values, k, place + index * stride, dense)?;
            }
        }
    }
    Ok(())
}
