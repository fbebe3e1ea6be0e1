//! One number moved to and fro, and the range of everything that depends on it.

use std::collections::BTreeMap;

use super::{CellMarks, Store};
use crate::notebook::CellId;

/// The number that is moved.
#[derive(Debug, Clone, PartialEq)]
pub struct Wiggle {}

/// What can happen to it.
#[derive(Debug, Clone, PartialEq)]
pub enum WiggleMsg {}

impl Store {
    pub(super) fn wiggle(&mut self, msg: WiggleMsg) {
        match msg {}
    }

    /// Ends the wiggle of a number that is no longer there, after an edit.
    pub(super) fn settle_wiggle(&mut self) {}

    pub(super) fn mark_ranges(&self, _marks: &mut BTreeMap<CellId, CellMarks>) {}
}
