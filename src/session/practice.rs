//! Exercises: numbers to be filled in, and predictions.

use super::Store;

/// The exercises that are being done.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Practice {}

/// What can happen to them.
#[derive(Debug, Clone, PartialEq)]
pub enum PracticeMsg {}

impl Store {
    pub(super) fn practise(&mut self, msg: PracticeMsg) {
        match msg {}
    }

    /// Drops what is no longer there, after an edit.
    pub(super) fn settle_practice(&mut self) {}
}
