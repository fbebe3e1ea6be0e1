//! Numbers from the files of the field: CSV, TSV, NumPy text, `.npy`, `.npz`, `.safetensors`.
//!
//! ```text
//! survey(known) → Survey (names, dtypes, shapes) → Selection → read(known) → Block → Action
//!      ↑ ↓ Need { start, length }                                ↑ ↓
//!      file                                                      file
//! ```
//!
//! Nothing here opens a file. What is [`Known`] of one grows by the ranges that are asked for ([`Need`]), and a step that
//! lacks bytes stops and is run again when they are there. So a page reads one head of a model of many gigabytes by its
//! header and a few kilobytes more, and tests drive the same code with a file that does not exist.
//!
//! Every length in a file is a claim: it is held against the size of the file and the limits here before anything is
//! allocated for it.

mod brackets;
mod choice;
mod delimited;
mod dtype;
mod fault;
mod heads;
mod inflate;
mod known;
mod layout;
mod npy;
mod npz;
mod read;
mod safetensors;
mod selection;
mod survey;
mod taking;
mod tensor;
mod text;

pub use choice::{Choice, Chosen};
pub use dtype::Dtype;
pub use fault::Fault;
pub use heads::{Heads, Side};
pub use known::{Halt, Known, Need, Next, Reading};
pub use layout::{Layout, layout_of, suggested_name};
pub use read::{Block, read};
pub use selection::Selection;
pub use survey::{Kind, Survey, survey, survey_text};
pub use taking::{Over, Target, action, changes};
pub use tensor::{Labels, Place, Source, Tensor};

/// Reads a whole file of bytes, whatever it holds, and the first numbers of its first tensors: all of the code that
/// meets bytes of strangers, in one call.
///
/// # Errors
/// The first [`Fault`] of the survey; those of single tensors are in the list.
pub fn inspect(name: &str, bytes: &[u8]) -> Result<Vec<Result<Block, Fault>>, Fault> {
    let known = Known::whole(bytes.to_vec());
    let over = |halt: Halt| match halt {
        Halt::Fault(fault) => fault,
        Halt::Needs(_) => Fault::Unread,
    };
    let found = survey(name, &known).map_err(over)?;
    let first = found.tensors.iter().take(16);
    Ok(first.map(|tensor| read(tensor, &Selection::first(tensor), &known).map_err(over)).collect())
}
