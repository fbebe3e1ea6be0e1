//! The numbers of a selection, by the ranges of bytes that they lie in.

use super::{
    Fault, Halt, Known, Need, Place, Selection, Source, Tensor,
    inflate::{Run, inflated},
};

/// Numbers for a cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// Row by row; finite or infinite, never NaN.
    pub values: Vec<Vec<f64>>,
    /// How many of them are infinite.
    pub infinite: usize,
}

/// Ranges with less than this between them are read as one.
const GAP: u64 = 4096;

/// Reads a selection. Of the file, only the bytes of its numbers are asked for, and small gaps between them.
///
/// # Errors
/// [`Halt::Needs`] until they are known; a [`Fault`] where the tensor cannot be read, or a chosen number is NaN.
pub fn read(tensor: &Tensor, selection: &Selection, known: &Known) -> Result<Block, Halt> {
    let source = tensor.source.as_ref().map_err(Clone::clone)?;
    let selection = selection.within(tensor);
    let (height, width) = (selection.rows.1, selection.columns.1);
    if height == 0 || width == 0 || tensor.shape.contains(&0) {
        return Err(Fault::Nothing.into());
    }
    let strides = tensor.strides(source.fortran);
    let places = (0..height).flat_map(|row| (0..width).map(move |column| (row, column)));
    let offset = |(row, column): (u64, u64)| {
        let subscripts = selection.place(tensor, row, column);
        subscripts.iter().zip(&strides).map(|(subscript, stride)| subscript * stride).sum::<u64>()
    };
    let offsets: Vec<u64> = places.map(offset).collect();
    let numbers = numbers(source, &offsets, known)?;
    if let Some(index) = numbers.iter().position(|number| number.is_nan()) {
        let (row, column) = (index as u64 / width, index as u64 % width);
        return Err(Fault::NotANumber { place: selection.place(tensor, row, column) }.into());
    }
    let infinite = numbers.iter().filter(|number| number.is_infinite()).count();
    Ok(Block { values: numbers.chunks(width as usize).map(<[f64]>::to_vec).collect(), infinite })
}

/// The numbers at offsets that count in numbers.
fn numbers(source: &Source, offsets: &[u64], known: &Known) -> Result<Vec<f64>, Halt> {
    if let Place::Here(numbers) = &source.place {
        let at = |offset: &u64| usize::try_from(*offset).ok().and_then(|offset| numbers.get(offset)).copied();
        return offsets.iter().map(|offset| at(offset).ok_or(Halt::Fault(Fault::Nothing))).collect();
    }
    let size = source.dtype.size();
    let runs = runs(offsets, size);
    let read: Vec<Vec<u8>> = match &source.place {
        Place::Deflated(deflated) => inflated(known, *deflated, &runs)?,
        Place::Bytes { start } => bytes(known, *start, &runs)?,
        Place::Here(_) => Vec::new(),
    };
    let number = |offset: &u64| {
        let byte = offset * size;
        // The run that begins last before it.
        let index = runs.partition_point(|run| run.start <= byte).checked_sub(1)?;
        let skip = usize::try_from(byte - runs.get(index)?.start).ok()?;
        source.dtype.number(read.get(index)?.get(skip..)?, source.big_endian)
    };
    offsets.iter().map(|offset| number(offset).ok_or(Halt::Fault(Fault::Unread))).collect()
}

/// What has to be read for numbers of `size` bytes at these offsets: in order, and none touches another.
fn runs(offsets: &[u64], size: u64) -> Vec<Run> {
    let mut sorted: Vec<u64> = offsets.iter().map(|offset| offset.saturating_mul(size)).collect();
    sorted.sort_unstable();
    let mut runs: Vec<Run> = Vec::new();
    for start in sorted {
        match runs.last_mut() {
            Some(run) if start <= run.start + run.length + GAP => {
                run.length = run.length.max(start - run.start + size);
            }
            _ => runs.push(Run { start, length: size }),
        }
    }
    runs
}

/// The runs from a place of the file; all that are missing are asked for at once.
fn bytes(known: &Known, start: u64, runs: &[Run]) -> Result<Vec<Vec<u8>>, Halt> {
    let mut read = Vec::with_capacity(runs.len());
    let mut missing: Vec<Need> = Vec::new();
    for run in runs {
        match known.bytes(start.saturating_add(run.start), run.length) {
            Ok(bytes) => read.push(bytes.to_vec()),
            Err(Halt::Needs(needs)) => missing.extend(needs),
            Err(fault) => return Err(fault),
        }
    }
    if missing.is_empty() { Ok(read) } else { Err(Halt::Needs(missing)) }
}
