//! What the formulas cost: the section at the end of the notebook, and a line in each formula cell.

mod line;
mod polynomial;
mod section;
mod supposition;

pub(super) use line::cost_line;
pub(super) use section::CostSectionProps;
