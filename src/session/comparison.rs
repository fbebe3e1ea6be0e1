//! Pinned results, and the present ones beside them.

use super::Store;

/// Results that were kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Pin {}

/// What can happen to it.
#[derive(Debug, Clone, PartialEq)]
pub enum ComparisonMsg {}

impl Store {
    pub(super) fn compare(&mut self, msg: ComparisonMsg) {
        match msg {}
    }
}
