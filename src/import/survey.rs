//! What a file holds: its kind by its first bytes, and its tensors by its headers.

use super::{Fault, Halt, Known, Tensor, npy, npz, safetensors, text};

/// A kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// CSV, TSV, NumPy text.
    Text,
    /// `.npy`
    Npy,
    /// `.npz`
    Npz,
    /// `.safetensors`
    Safetensors,
}

/// What is in a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Survey {
    /// What it is.
    pub kind: Kind,
    /// At least one.
    pub tensors: Vec<Tensor>,
}

/// Finds the tensors of a file. Of a text all is read, of everything else the headers.
///
/// # Errors
/// [`Halt::Needs`] until the bytes are known; the [`Fault`] of a file that is broken, hostile or of another kind.
pub fn survey(name: &str, known: &Known) -> Result<Survey, Halt> {
    let size = known.size();
    if size == 0 {
        return Err(Fault::Empty.into());
    }
    let first = known.bytes_ahead(0, size.min(12), 4096)?;
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let (kind, tensors) = if first.starts_with(npy::MAGIC) {
        (Kind::Npy, vec![npz::alone(stem, known)?])
    } else if first.starts_with(b"PK\x03\x04") || first.starts_with(b"PK\x05\x06") {
        (Kind::Npz, npz::survey(known)?)
    } else if safetensors::is_one(first, size) || has_ending(name, "safetensors") {
        (Kind::Safetensors, safetensors::survey(known)?)
    } else if let Some(foreign) = foreign(first) {
        return Err(Fault::Foreign(foreign).into());
    } else if has_ending(name, "npy") {
        return Err(Fault::Expected { at: 0, what: "npy_magic" }.into());
    } else if has_ending(name, "npz") {
        return Err(Fault::Expected { at: 0, what: "zip_magic" }.into());
    } else {
        if size > text::MOST_TEXT {
            // A long file that is no text is told to be none.
            let fault = Fault::LongText { size, most: text::MOST_TEXT };
            return Err(if first.contains(&0) { Fault::Unknown } else { fault }.into());
        }
        let text = text::decoded(known.bytes(0, size)?).ok_or(Fault::Unknown)?;
        (Kind::Text, vec![text::tensor(stem, &text)?])
    };
    if tensors.is_empty() {
        return Err(Fault::NoArrays.into());
    }
    Ok(Survey { kind, tensors })
}

/// Finds the numbers of a text that was typed or pasted.
///
/// # Errors
/// A [`Fault`].
pub fn survey_text(text: &str) -> Result<Survey, Fault> {
    let tensor = text::tensor("", text)?;
    Ok(Survey { kind: Kind::Text, tensors: vec![tensor] })
}

fn has_ending(name: &str, ending: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, last)| last.eq_ignore_ascii_case(ending))
}

/// Kinds that are known by their first bytes, and hold numbers that can be saved otherwise.
fn foreign(first: &[u8]) -> Option<&'static str> {
    match first {
        [0x80, 2..=5, ..] => Some("pickle"),
        _ if first.starts_with(b"\x89HDF") => Some("hdf5"),
        _ if first.starts_with(b"GGUF") => Some("gguf"),
        // Excel before 2007.
        _ if first.starts_with(b"\xd0\xcf\x11\xe0") => Some("excel"),
        _ => None,
    }
}
