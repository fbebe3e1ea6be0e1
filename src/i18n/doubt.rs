//! Doubts in words.

use super::Language;
use crate::notebook::{Doubt, DoubtKind};

/// What a formula does, and what is usual.
pub fn doubt(language: Language, doubt: &Doubt) -> String {
    match &doubt.kind {
        DoubtKind::SoftmaxAxis { axis, stack: false } => {
            language.fill("doubt.softmax_columns", &[("axis", axis)])
        }
        DoubtKind::SoftmaxAxis { axis, stack: true } => {
            language.fill("doubt.softmax_stack", &[("axis", axis)])
        }
        DoubtKind::Unrooted { size } => language.fill("doubt.unrooted", &[("size", size)]),
        DoubtKind::OtherDivisor { under, summed } => {
            language.fill("doubt.other_divisor", &[("under", under), ("summed", summed)])
        }
        DoubtKind::Unscaled { summed } => language.fill("doubt.unscaled", &[("summed", summed)]),
        DoubtKind::ChanceMatch { left, right, size } => {
            language.fill("doubt.chance_match", &[("left", left), ("right", right), ("size", size)])
        }
        DoubtKind::KeysFirst => language.text("doubt.keys_first").into_owned(),
        DoubtKind::WeightsTransposed => language.text("doubt.weights_transposed").into_owned(),
    }
}
