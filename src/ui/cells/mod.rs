//! The cells, one file for each kind.

mod drawings;
mod embedding;
mod formula;
mod frame;
mod laboratory;
mod notes;
mod parts;
mod result;
mod sentence;
mod slider;
mod source;
mod switch;
mod text;

pub(super) use frame::CellViewProps;
