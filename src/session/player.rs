//! The computation, step by step.

use std::collections::BTreeMap;

use super::{CellMarks, Store};
use crate::notebook::CellId;

/// How far the computation has been stepped.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Player {}

/// What can happen to it.
#[derive(Debug, Clone, PartialEq)]
pub enum PlayerMsg {}

impl Store {
    pub(super) fn play(&mut self, msg: PlayerMsg) {
        match msg {}
    }

    /// Keeps the step within the steps, after an edit.
    pub(super) fn settle_player(&mut self) {}

    pub(super) fn mark_reached(&self, _marks: &mut BTreeMap<CellId, CellMarks>) {}
}
