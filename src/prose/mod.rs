//! The texts of a notebook: Markdown with mathematics, numbers that are claimed and changes that are proposed → HTML.
//!
//! [`plain`] reads what most texts are made of, and is all that the page has at first; [`markdown`] reads everything,
//! and is a program of its own, fetched when a text first needs it. Where both can read a text they write the same.
//! Whatever a text says, the HTML has no elements and attributes but those written here.

mod address;
mod layout;
mod letters;
mod markdown;
mod mathematics;
mod plain;
mod target;
mod writer;

pub use address::Address;
pub use markdown::{links, markdown};
pub use plain::{Block, Span, line, loosely, plain, words};
pub use target::{Target, target};
pub use writer::{html, spans};
