//! The cost laboratory: what attention and its partners cost, counted and measured.

pub mod race;
pub mod bench;
pub mod growth;
