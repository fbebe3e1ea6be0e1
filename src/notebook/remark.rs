//! What a learner should be told of a result that is no error: NaN and infinity where they arise, what is masked.

use std::rc::Rc;

use crate::{
    formula::{Formula, NodeId, Span},
    ops::{self, Argument, Cause, Lanes, Masked, Operation},
    part::of_part,
    value::{Array, Position},
};

/// Something worth knowing about a result.
#[derive(Debug, Clone, PartialEq)]
pub struct Remark {
    /// The part of the formula where it arises.
    pub span: Span,
    /// The name of that part's value, where it is the whole formula.
    pub name: Option<Rc<str>>,
    /// What it is.
    pub kind: RemarkKind,
}

/// The kinds of remark.
#[derive(Debug, Clone, PartialEq)]
pub enum RemarkKind {
    /// A NaN arises here: no operand had one.
    NotANumber {
        /// Why.
        cause: Cause,
        /// The subscripts of the first, one for each axis.
        place: Vec<usize>,
    },
    /// An infinity arises here: every operand was finite.
    Infinite {
        /// Why.
        cause: Cause,
        /// The subscripts of the first, one for each axis.
        place: Vec<usize>,
    },
    /// What a softmax found masked throughout: its weights are zero by rule.
    Masked(Masked),
}

impl RemarkKind {
    /// The stable code of the page contract.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotANumber { .. } => "nan",
            Self::Infinite { .. } => "infinity",
            Self::Masked(masked) => match masked.lanes {
                Lanes::Vector | Lanes::Rows => "masked-rows",
                Lanes::Columns => "masked-columns",
                Lanes::Stack => "masked-stack",
            },
        }
    }
}

of_part!(
    answers,
    pub(crate) CAUSES,
    /// Why an element is not finite.
    fn cause(operation: &dyn Operation, arguments: &[Argument<'_>], value: &Array, place: Position) -> Option<Cause> {
        Some(ops::explained(operation)?.cause(arguments, value, place))
    }
);

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
    let name = (id == formula.root()).then(|| formula.name.clone());
    let mut tell = |kind| remarks.push(Remark { span, name: name.clone(), kind });
    if let Some(masked) = operation.masked(arguments) {
        tell(RemarkKind::Masked(masked));
    }
    if value.all_finite() {
        return;
    }
    let Some((first, _)) = value.first_non_finite() else { return };
    let operands = || arguments.iter().flat_map(arrays_of);
    // Who opens a notebook that is not the first, or changes one, has fetched the causes.
    let told = |place| {
        let cause = cause(operation, arguments, value, place).flatten()?;
        Some((cause, value.shape().subscripts(place)))
    };
    if let Some(place) = value.first_nan() {
        if operands().all(|operand| operand.first_nan().is_none())
            && let Some((cause, place)) = told(place)
        {
            tell(RemarkKind::NotANumber { cause, place });
        }
    } else if operands().all(|operand| operand.first_non_finite().is_none())
        && let Some((cause, place)) = told(first)
    {
        tell(RemarkKind::Infinite { cause, place });
    }
}

fn arrays_of<'a>(argument: &'a Argument<'_>) -> Vec<&'a Array> {
    match argument {
        Argument::Array(array) => vec![array],
        Argument::Arrays(arrays) => arrays.clone(),
        _ => Vec::new(),
    }
}
