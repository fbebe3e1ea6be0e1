//! What the formulas cost: whether it is shown, and at which sizes.

use std::rc::Rc;

use super::Store;
use crate::notebook::{NotebookCost, Sizes};

/// The largest size that can be asked about.
pub const MOST: u128 = 100_000;
/// The last step of the slider.
pub const STEPS: u32 = 89;
/// Twenty sizes from 10 up to 100, each about 1.12 times the one before.
const DECADE: [u8; 20] = [10, 11, 13, 14, 16, 18, 20, 22, 25, 28, 32, 35, 40, 45, 50, 56, 63, 71, 79, 89];

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

/// The size at a step of the slider: every size to 10, then evenly by ratio to [`MOST`].
pub fn size_at(step: u32) -> u128 {
    let Some(beyond) = step.checked_sub(9) else { return u128::from(step) + 1 };
    let in_decade = DECADE.get((beyond % 20) as usize).map_or(10, |size| u128::from(*size));
    in_decade.saturating_mul(10_u128.saturating_pow(beyond / 20)).min(MOST)
}

/// The last step of the slider that is not beyond a size.
pub fn step_of(size: u128) -> u32 {
    (0..=STEPS).rev().find(|step| size_at(*step) <= size).unwrap_or(0)
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
    fn every_step_of_the_slider_is_another_size() {
        assert_eq!([0, 8, 9, 29, 49, STEPS].map(size_at), [1, 9, 10, 100, 1000, MOST]);
        for step in 0..STEPS {
            assert!(size_at(step) < size_at(step + 1));
            assert!(size_at(step + 1) <= 2 * size_at(step));
            assert_eq!(step_of(size_at(step)), step);
        }
        assert_eq!([0, 1, 12, 999, MOST * 9].map(step_of), [0, 0, 10, 48, STEPS]);
    }
}
