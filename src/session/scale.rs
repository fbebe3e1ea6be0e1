//! The colours that a value is drawn with.

use super::is_softmax;
use crate::{
    formula::Formula,
    plot::{Role, Scale},
    value::Array,
};

/// Weights have one hue from 0 to 1, masks none; everything else has two hues around zero.
pub fn scale_of(name: &str, formula: Option<&Formula>, value: &Array) -> Scale {
    let softmax = formula.is_some_and(|formula| is_softmax(formula, formula.root()));
    let only_truth = || value.elements().iter().all(|value| [0.0, 1.0].contains(value));
    if value.is_truth() || (name.starts_with('M') && only_truth()) {
        return Scale::Mask;
    }
    let in_range = || value.elements().iter().all(|value| (0.0..=1.0).contains(value));
    if (softmax || Role::of_name(name) == Some(Role::Weights)) && in_range() {
        Scale::Weights
    } else {
        Scale::signed(value.elements())
    }
}
