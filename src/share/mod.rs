//! A notebook in an address: `#nb=1…`, and how a teacher has set it up: `#view=1…`.
//!
//! ```text
//! link    = '1' base64url(deflate(body))          no padding; '1' is the version
//! body    = lesson title dimensions cells
//! lesson  = text                                  empty where it came from none
//! …       see write.rs, which says it field by field
//! ```
//!
//! Released links are a promise, so all numbers, names and formulas are in the link. The texts of the lessons are long and
//! in two languages: those that are a lesson's own word for word are named by a hash of four bytes, and come from the
//! lesson's file. What a lesson no longer says stays in its file, under `earlier`; `tests/links.rs` holds every text that
//! was ever released against the files.
//!
//! A link that is longer than [`MAX_LINK`] is not made. Nothing here is needed to show a notebook: the page fetches it
//! when a link is made or opened.

mod address;
mod arrangement;
mod bytes;
mod link;
pub mod qr;
mod read;
mod texts;
mod write;

pub use address::{SHORT, Told};
pub use arrangement::{read_arrangement, write_arrangement};
pub use link::{LinkError, MAX_BODY, MAX_LINK, Opened, Packed, encode, pack, unpack};
pub use texts::Texts;
