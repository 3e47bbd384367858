//! Reads FlatBuffers tables in place. Every access is checked: damaged files give errors, never panics.

use crate::LoadError;

const CUT_SHORT: LoadError = LoadError::Damaged("an offset points past its end");

/// A table at a place in the file.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Table<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Table<'a> {
    /// The file's root table.
    pub(crate) fn root(bytes: &'a [u8]) -> Result<Self, LoadError> {
        if bytes.get(4..8) != Some(b"TFL3") {
            return Err(LoadError::Damaged("it does not begin like one"));
        }
        Ok(Self {
            bytes,
            at: read_u32(bytes, 0)?,
        })
    }

    /// Place of a field's value; `None` where the field is not set.
    fn field(&self, number: usize) -> Result<Option<usize>, LoadError> {
        let back = read_i32(self.bytes, self.at)?;
        let table = usize::try_from(self.at as i64 - i64::from(back)).map_err(|_| CUT_SHORT)?;
        let entry = 4 + 2 * number;
        if entry + 2 > read_u16(self.bytes, table)? {
            return Ok(None);
        }
        let offset = read_u16(self.bytes, table + entry)?;
        Ok((offset != 0).then_some(self.at + offset))
    }

    pub(crate) fn int8(&self, number: usize) -> Result<i32, LoadError> {
        let Some(at) = self.field(number)? else { return Ok(0) };
        self.bytes.get(at).map(|&byte| i32::from(byte as i8)).ok_or(CUT_SHORT)
    }

    pub(crate) fn int32(&self, number: usize) -> Result<i32, LoadError> {
        self.field(number)?.map_or(Ok(0), |at| read_i32(self.bytes, at))
    }

    pub(crate) fn table(&self, number: usize) -> Result<Option<Table<'a>>, LoadError> {
        let Some(at) = self.field(number)? else { return Ok(None) };
        Ok(Some(Table {
            bytes: self.bytes,
            at: at + read_u32(self.bytes, at)?,
        }))
    }

    /// Place and length of a vector's elements.
    fn vector(&self, number: usize, element: usize) -> Result<(usize, usize), LoadError> {
        let Some(at) = self.field(number)? else {
            return Ok((0, 0));
        };
        let start = at + read_u32(self.bytes, at)?;
        let count = read_u32(self.bytes, start)?;
        let end = count.checked_mul(element).and_then(|size| size.checked_add(start + 4));
        match end {
            Some(end) if end <= self.bytes.len() => Ok((start + 4, count)),
            _ => Err(CUT_SHORT),
        }
    }

    pub(crate) fn tables(&self, number: usize) -> Result<Vec<Table<'a>>, LoadError> {
        let (start, count) = self.vector(number, 4)?;
        (0..count)
            .map(|k| {
                let at = start + 4 * k;
                Ok(Table {
                    bytes: self.bytes,
                    at: at + read_u32(self.bytes, at)?,
                })
            })
            .collect()
    }

    pub(crate) fn bytes(&self, number: usize) -> Result<&'a [u8], LoadError> {
        let (start, count) = self.vector(number, 1)?;
        Ok(&self.bytes[start..start + count])
    }

    pub(crate) fn int32s(&self, number: usize) -> Result<Vec<i32>, LoadError> {
        let (start, count) = self.vector(number, 4)?;
        (0..count).map(|k| read_i32(self.bytes, start + 4 * k)).collect()
    }

    pub(crate) fn uint16s(&self, number: usize) -> Result<Vec<i32>, LoadError> {
        let (start, count) = self.vector(number, 2)?;
        (0..count)
            .map(|k| Ok(read_u16(self.bytes, start + 2 * k)? as i32))
            .collect()
    }

    /// Indices or sizes: whole numbers from 0.
    pub(crate) fn sizes(&self, number: usize) -> Result<Vec<usize>, LoadError> {
        let ints = self.int32s(number)?;
        ints.into_iter()
            .map(|int| usize::try_from(int).map_err(|_| LoadError::Damaged("a size is negative")))
            .collect()
    }
}

fn read<const N: usize>(bytes: &[u8], at: usize) -> Result<[u8; N], LoadError> {
    let end = at.checked_add(N).ok_or(CUT_SHORT)?;
    bytes
        .get(at..end)
        .and_then(|found| found.try_into().ok())
        .ok_or(CUT_SHORT)
}

fn read_u16(bytes: &[u8], at: usize) -> Result<usize, LoadError> {
    Ok(usize::from(u16::from_le_bytes(read(bytes, at)?)))
}

fn read_u32(bytes: &[u8], at: usize) -> Result<usize, LoadError> {
    Ok(u32::from_le_bytes(read(bytes, at)?) as usize)
}

fn read_i32(bytes: &[u8], at: usize) -> Result<i32, LoadError> {
    Ok(i32::from_le_bytes(read(bytes, at)?))
}
