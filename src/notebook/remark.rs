//! What a learner should be told of a result that is no error: NaN and infinity where they arise, masked rows.

use crate::{
    formula::{Formula, NodeId, Span},
    ops::{Argument, Operation},
    value::Array,
};

/// Something worth knowing about a result.
#[derive(Debug, Clone, PartialEq)]
pub struct Remark {
    /// The part of the formula where it arises.
    pub span: Span,
    /// What it is.
    pub kind: RemarkKind,
}

/// The kinds of remark.
#[derive(Debug, Clone, PartialEq)]
pub enum RemarkKind {
    /// A NaN arises here: no operand had one.
    NotANumber {
        /// The operation.
        operation: &'static str,
        /// Stack, row and column of the first.
        place: (usize, usize, usize),
    },
    /// An infinity arises here: no operand had one.
    Infinite {
        /// The operation.
        operation: &'static str,
        /// Stack, row and column of the first.
        place: (usize, usize, usize),
    },
    /// Rows of a softmax in which everything is masked; their weights are zero by rule.
    MaskedRows(Vec<usize>),
}

impl RemarkKind {
    /// The stable code of the page contract.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotANumber { .. } => "nan",
            Self::Infinite { .. } => "infinity",
            Self::MaskedRows(_) => "masked-rows",
        }
    }
}

/// Adds what there is to say of one operation's result.
pub(super) fn remarks_of(
    remarks: &mut Vec<Remark>,
    formula: &Formula,
    id: NodeId,
    operation: &dyn Operation,
    arguments: &[Argument<'_>],
    value: &Array,
) {
    let span = formula.nodes.get(id).map(|node| node.span).unwrap_or_default();
    if let Some(rows) = operation.masked_rows(arguments) {
        remarks.push(Remark { span, kind: RemarkKind::MaskedRows(rows) });
    }
    let Some((place, first)) = value.first_non_finite() else { return };
    let operands = || arguments.iter().flat_map(arrays_of);
    if let Some(place) = value.first_nan() {
        if operands().all(|operand| operand.first_nan().is_none()) {
            remarks
                .push(Remark { span, kind: RemarkKind::NotANumber { operation: operation.name(), place } });
        }
    } else if first.is_infinite() && operands().all(|operand| operand.first_non_finite().is_none()) {
        remarks.push(Remark { span, kind: RemarkKind::Infinite { operation: operation.name(), place } });
    }
}

fn arrays_of<'a>(argument: &'a Argument<'_>) -> Vec<&'a Array> {
    match argument {
        Argument::Array(array) => vec![array],
        Argument::Arrays(arrays) => arrays.clone(),
        _ => Vec::new(),
    }
}
