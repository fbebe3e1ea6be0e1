//! A grid of numbers that feels like a spreadsheet.

mod hands;
mod keys;
mod label;
mod marked;
mod matrix;
mod readout;
mod row;
mod scrub;
mod state;

pub(super) use matrix::GridProps;
