//! Archives of arrays: `.npz`. The directory at the end says where each array lies; of each, only the header is read.

use rawzip::{CompressionMethod, ZipLocator};

use super::{
    Fault, Halt, Known, Need, Place, Source, Tensor,
    fault::{LONGEST_NAME, tidy},
    inflate::{Run, inflated},
    npy,
    tensor::Deflated,
};

/// How far from the end of the file the directory's end is looked for: as long as its comment can be.
const SEARCH: u64 = (1 << 16) + 4096;
/// The most files of an archive that are looked at.
const MOST_FILES: usize = 10_000;
/// What is read where an array begins: the header of its file, and the array's own.
const AHEAD: u64 = 640;

/// The arrays of an archive.
pub(super) fn survey(known: &Known) -> Result<Vec<Tensor>, Halt> {
    let broken = |_| Fault::Expected { at: 0, what: "zip_directory" };
    let mut buffer = vec![0; rawzip::MAX_CENTRAL_DIRECTORY_RECORD_SIZE];
    let located =
        ZipLocator::new().max_search_space(SEARCH).locate_in_reader(known, &mut buffer, known.size());
    let archive = known.checked(located, |(_, error)| broken(error))?;
    let mut members = Vec::new();
    let mut entries = archive.entries(&mut buffer);
    loop {
        let entry = known.checked(entries.next_entry(), broken)?;
        let Some(entry) = entry else { break };
        let path = entry.file_path();
        let name = String::from_utf8_lossy(path.as_ref()).into_owned();
        if let Some(foreign) = foreign(&name) {
            return Err(Fault::Foreign(foreign).into());
        }
        let Some(name) = name.strip_suffix(".npy") else { continue };
        if members.len() == MOST_FILES {
            return Err(Fault::Tensors { most: MOST_FILES }.into());
        }
        let length = entry.compressed_size_hint();
        members.push((
            tidy(name, LONGEST_NAME),
            (entry.flags().is_encrypted(), entry.compression_method(), length),
            entry.local_header_offset(),
            entry.wayfinder(),
        ));
    }
    if members.is_empty() {
        return Err(Fault::NoArrays.into());
    }
    let (mut tensors, mut needs) = (Vec::with_capacity(members.len()), Vec::new());
    for (name, (encrypted, method, length), start, wayfinder) in members {
        let tensor = (|| {
            let ahead = AHEAD.min(known.size().saturating_sub(start)).max(30);
            known.bytes_ahead(start, 30, ahead)?;
            let truncated = |_| Fault::Expected { at: start, what: "zip_file" };
            let data = known.checked(archive.get_entry(wayfinder), truncated)?.compressed_data_range().0;
            if encrypted {
                return Err(Fault::Encrypted.into());
            }
            match method {
                CompressionMethod::STORE => array(name.clone(), Packing::None { start: data, length }, known),
                CompressionMethod::DEFLATE => {
                    let deflated = Deflated { start: data, length, skip: 0 };
                    array(name.clone(), Packing::Deflated(deflated), known)
                }
                other => Err(Fault::Method(other.to_string()).into()),
            }
        })();
        match tensor {
            Ok(tensor) => tensors.push(tensor),
            Err(Halt::Needs(more)) => needs.extend(more),
            Err(Halt::Fault(fault)) => tensors.push(Tensor {
                name,
                dtype: String::new(),
                shape: Vec::new(),
                source: Err(fault),
                labels: None,
            }),
        }
    }
    if needs.is_empty() { Ok(tensors) } else { Err(Halt::Needs(needs)) }
}

/// Archives that hold something else.
fn foreign(name: &str) -> Option<&'static str> {
    match name {
        _ if name.ends_with("/data.pkl") || name == "data.pkl" => Some("pickle"),
        "xl/workbook.xml" => Some("excel"),
        _ => None,
    }
}

/// How the bytes of an array's file are written.
#[derive(Clone, Copy)]
pub(super) enum Packing {
    /// As they are; `length` bytes of them.
    None { start: u64, length: u64 },
    /// Packed.
    Deflated(Deflated),
}

impl Packing {
    /// The first bytes.
    fn first(self, length: u64, known: &Known) -> Result<Vec<u8>, Halt> {
        match self {
            Self::None { start, length: all } => {
                let length = length.min(all);
                Ok(known.bytes_ahead(start, length, AHEAD.min(all))?.to_vec())
            }
            Self::Deflated(deflated) => {
                let read = inflated(known, deflated, &[Run { start: 0, length }])?;
                Ok(read.into_iter().next().unwrap_or_default())
            }
        }
    }
}

/// An `.npy` file, alone or in an archive.
pub(super) fn array(name: String, packing: Packing, known: &Known) -> Result<Tensor, Halt> {
    let (at, most) = match packing {
        Packing::None { start, length } => (start, length),
        Packing::Deflated(deflated) => (deflated.start, u64::MAX),
    };
    let truncated = |wanted| Fault::Truncated { at, wanted, size: known.size() };
    if most < 12 {
        return Err(truncated(12).into());
    }
    let length = npy::length(&packing.first(12, known)?, at)?;
    if most < length {
        return Err(truncated(length).into());
    }
    let header = npy::header(&packing.first(length, known)?, at)?;
    let source = match header.dtype {
        Ok((dtype, big_endian)) => npy::bytes(&header.shape, dtype)
            .ok_or(Fault::Expected { at, what: "npy_shape" })
            .and_then(|bytes| match packing {
                // An array alone may be followed by others, which np.save appends.
                Packing::None { length: all, .. } if all - length < bytes => {
                    Err(Fault::Truncated { at: at + length, wanted: bytes, size: known.size() })
                }
                Packing::None { start, .. } => Ok(Place::Bytes { start: start + length }),
                Packing::Deflated(deflated) => Ok(Place::Deflated(Deflated { skip: length, ..deflated })),
            })
            .map(|place| Source { dtype, big_endian, fortran: header.fortran, place }),
        Err(ref other) => Err(Fault::Dtype(tidy(other, 60))),
    };
    let dtype = match header.dtype {
        Ok((dtype, _)) => dtype.name().to_owned(),
        Err(other) => tidy(&other, 60),
    };
    Ok(Tensor { name, dtype, shape: header.shape, source, labels: None })
}

/// A file that is one array.
pub(super) fn alone(name: &str, known: &Known) -> Result<Tensor, Halt> {
    // The header's first bytes are there: the kind of the file was read off them.
    let length = known.size();
    if length < 12 {
        return Err(Halt::Fault(Fault::Truncated { at: 0, wanted: 12, size: length }));
    }
    let ahead = Need { start: 0, length: length.min(4096) };
    known.bytes_ahead(ahead.start, 12, ahead.length)?;
    array(tidy(name, LONGEST_NAME), Packing::None { start: 0, length }, known)
}
