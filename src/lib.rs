//! Attention Notebook: the map of the code.

pub mod formula;
pub mod notebook;
pub mod ops;
pub mod value;
