//! Rows as arrows, and scores and weights as bars.

mod bars;
mod hands;
mod pairs;
mod panel;
mod plane;
mod sum;

pub(super) use bars::{BarsPanel, query_bars};
pub(super) use panel::GeometryPanel;
#[allow(unused_imports, reason = "for the explanation of a weighted sum")]
pub(super) use sum::weighted_sum_drawing;
