//! The reader's notebooks, which his browser keeps: pure, over a small interface to its storage.
//!
//! Each notebook is a text of its own under a key of its own ([`Record`]): a line about the writing, and the notebook's file.
//! There is no index that could disagree with them. What cannot be read is put aside under another key, never discarded.
//!
//! Two tabs never overwrite each other: whoever writes names the [`Revision`] that he has seen, and another one that stands
//! there is left as it is ([`Unwritten::Behind`]).

mod keeper;
mod name;
mod record;
mod shelf;
mod start;
mod storage;

pub use keeper::{Keeper, Outcome};
pub use name::file_name;
pub use record::{Record, Revision};
pub use shelf::{Entry, KEYS, Library, Shelf, Unread, Unwritten};
pub use start::Start;
pub use storage::{Fault, Storage};
