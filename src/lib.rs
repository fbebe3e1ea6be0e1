//! Attention Notebook: the map of the code.

pub mod ops;
pub mod value;
