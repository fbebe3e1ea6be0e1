//! What the formulas cost: whether it is shown, and at which sizes.

use std::rc::Rc;

use super::Store;
use crate::notebook::{NotebookCost, Sizes};

/// The largest size that can be asked about.
pub const MOST: u128 = 100_000;
/// Steps of the slider, which go up by the same factor each.
pub const STEPS: u32 = 1000;

/// How costs are looked at.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Costing {
    /// Whether they are shown.
    pub shown: bool,
    /// The dimension whose size is put in; the first one where there is none of the name.
    pub dimension: Option<Rc<str>>,
    /// The size that it would have; its own while none is asked about.
    pub size: Option<u128>,
}

/// What can happen to it.
#[derive(Debug, Clone, PartialEq)]
pub enum CostMsg {
    /// Costs are to be shown, or not any more.
    Toggled,
    /// What if this dimension had another size?
    DimensionChosen(Rc<str>),
    /// What if it had this one? The notebook stays as it is.
    Supposed(u128),
    /// The slider was moved to a step.
    Slid(u32),
    /// Back to the sizes of the notebook.
    Returned,
}

impl Costing {
    /// The dimension whose size is put in.
    pub fn dimension<'a>(&'a self, sizes: &'a Sizes) -> Option<&'a Rc<str>> {
        let chosen = self.dimension.as_ref().filter(|name| sizes.get(name).is_some());
        chosen.or_else(|| sizes.names().next())
    }

    /// The sizes that costs are told for.
    pub fn sizes(&self, present: &Sizes) -> Sizes {
        match (self.dimension(present), self.size) {
            (Some(dimension), Some(size)) => present.with(dimension, size),
            _ => present.clone(),
        }
    }
}

/// The size at a step of the slider: from 1 to [`MOST`], evenly by ratio.
pub fn size_at(step: u32) -> u128 {
    (MOST as f64).powf(f64::from(step.min(STEPS)) / f64::from(STEPS)).round() as u128
}

/// The step of the slider that is nearest to a size.
pub fn step_of(size: u128) -> u32 {
    let size = size.clamp(1, MOST) as f64;
    (size.ln() / (MOST as f64).ln() * f64::from(STEPS)).round() as u32
}

impl Store {
    pub(super) fn suppose(&mut self, msg: CostMsg) {
        let costing = &mut self.session.cost;
        match msg {
            CostMsg::Toggled => *costing = Costing { shown: !costing.shown, ..Costing::default() },
            CostMsg::DimensionChosen(name) => {
                costing.dimension = Some(name);
                costing.size = None;
            }
            CostMsg::Supposed(size) => costing.size = Some(size.clamp(1, MOST)),
            CostMsg::Slid(step) => costing.size = Some(size_at(step)),
            CostMsg::Returned => costing.size = None,
        }
        self.settle_cost();
    }

    /// Counts anew, after an edit. What costs as much as before keeps its allocation, and views have nothing to do.
    pub(super) fn settle_cost(&mut self) {
        if !self.session.cost.shown {
            self.costs = None;
            return;
        }
        let costs = NotebookCost::of(&self.program, &self.run);
        if self.costs.as_deref() != Some(&costs) {
            self.costs = Some(Rc::new(costs));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_slider_reaches_both_ends_evenly() {
        assert_eq!([0, 200, 600, STEPS].map(size_at), [1, 10, 1000, MOST]);
        assert_eq!([1, 10, 1000, MOST, MOST * 9].map(step_of), [0, 200, 600, STEPS, STEPS]);
        assert!((0..STEPS).all(|step| size_at(step) <= size_at(step + 1)));
        // From 37 on there are more steps than sizes.
        assert!((200..STEPS).all(|step| step_of(size_at(step)).abs_diff(step) <= 10));
    }
}
