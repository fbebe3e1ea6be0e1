//! The operations of the formula language, one file per operation or close family.
//!
//! An operation is one entry that knows everything about itself: its name and parameters, the shape rule, the value, what
//! that costs, how it is written as mathematics, and, as a trait of its own ([`Explained`]), why each of its elements is what
//! it is. Adding an operation is adding one file and one line in [`ALL`].
//!
//! Conventions: rows are tokens; `@`, `softmax` and `.T` work on the last two axes and treat a rank-3 array as a
//! stack of matrices; broadcasting is NumPy's; everything is f64; −∞ and NaN are kept as they arise.

use crate::{
    part::of_part,
    value::{Array, Shape},
};

mod argument;
mod cause;
mod derivation;
mod explained;
pub mod explanation;
mod fault;
mod notation;
mod recompute;

mod arange;
mod arithmetic;
mod choose;
mod comparison;
mod convolution;
mod elementwise;
mod fill;
mod gates;
mod heads;
mod index;
mod join;
mod lookup;
mod masks;
mod matmul;
mod normalise;
mod positions;
mod random;
mod recurrence;
mod reduce;
mod sequence;
mod sizes;
mod softmax;
mod spread;
mod steps;
mod transpose;
mod triangle;
mod work;

#[cfg(test)]
mod testing;

pub use argument::{Argument, Default, Parameter, ParameterKind, Subscript};
pub use cause::{Cause, Lanes, Masked};
pub use explained::Explained;
pub use explanation::Explanation;
pub use fault::{Fault, Place, Side};
pub use notation::Notation;
pub use random::standard_normal;
pub use work::{Work, elements};

use argument::Given;

/// One operation of the language.
///
/// The evaluator first calls [`shape`](Self::shape), which reports everything that can be wrong with the arguments,
/// then checks the limits against the result's size and [`work`](Self::work), and only then calls
/// [`value`](Self::value), which allocates and computes.
pub trait Operation: Sync {
    /// The name in a formula: `softmax`, or the symbol of an operator: `@`, `+`, `-x` (unary minus), `.T`, `[]`.
    fn name(&self) -> &'static str;

    /// The parameters in order, as NumPy names them.
    fn parameters(&self) -> &'static [Parameter];

    /// The shape of the result. Quick, whatever the arguments: nothing as large as the result is allocated.
    ///
    /// # Errors
    /// What is wrong with the arguments.
    fn shape(&self, arguments: &[Argument<'_>]) -> Result<Shape, Fault>;

    /// The result, whose shape is `shape`, the answer of [`shape`](Self::shape) for the same arguments.
    ///
    /// # Errors
    /// None where [`shape`](Self::shape) accepted the arguments; otherwise as it.
    fn value(&self, arguments: &[Argument<'_>], shape: &Shape) -> Result<Array, Fault>;

    /// What `value` spends, for the limit and for the costs that are told; [`Work`] has the convention. The default
    /// is a multiply-add for each element of the result.
    fn work<'a>(&self, arguments: &'a [Argument<'a>], shape: &'a Shape) -> Work<'a> {
        let _ = arguments;
        Work::each(shape, 1, 0)
    }

    /// What is masked throughout, where the operation has a rule for it; `None` where nothing is.
    fn masked(&self, arguments: &[Argument<'_>]) -> Option<Masked> {
        let _ = arguments;
        None
    }

    /// How the operation is written in mathematics.
    fn notation(&self) -> Notation;
}

/// Both tables of the operations, from one list.
macro_rules! operations {
    ($($operation:expr,)*) => {
        /// Every operation: the operators by symbol, then the functions by name.
        pub static ALL: &[&dyn Operation] = &[$(&$operation,)*];

        /// The same, each as it explains itself.
        static EXPLAINED: &[&dyn Explained] = &[$(&$operation,)*];
    };
}

operations![
    arithmetic::ADD,
    arithmetic::SUBTRACT,
    arithmetic::MULTIPLY,
    arithmetic::DIVIDE,
    arithmetic::POWER,
    matmul::MatMul,
    comparison::LESS,
    comparison::LESS_OR_EQUAL,
    comparison::GREATER,
    comparison::GREATER_OR_EQUAL,
    comparison::EQUAL,
    comparison::NOT_EQUAL,
    elementwise::NEGATIVE,
    elementwise::POSITIVE,
    transpose::ATTRIBUTE,
    sizes::Sizes,
    index::Index,
    softmax::Softmax,
    elementwise::EXP,
    elementwise::LOG,
    elementwise::SQRT,
    elementwise::ABS,
    elementwise::TANH,
    elementwise::SIGMOID,
    elementwise::RELU,
    reduce::SUM,
    reduce::MEAN,
    reduce::MAX,
    reduce::MIN,
    reduce::ARGMAX,
    choose::Where,
    choose::MINIMUM,
    choose::MAXIMUM,
    fill::ZEROS,
    fill::ONES,
    fill::Eye,
    arange::Arange,
    triangle::TRIL,
    triangle::TRIU,
    join::Concatenate,
    join::Stack,
    join::Literal,
    transpose::FUNCTION,
    random::RandomNormal,
    // masks, positions, heads, statistics
    masks::CausalMask,
    masks::WindowMask,
    masks::PaddingMask,
    positions::PositionalEncoding,
    positions::Rope,
    positions::Alibi,
    heads::SplitHeads,
    heads::MergeHeads,
    normalise::LayerNorm,
    spread::STD,
    spread::VAR,
    spread::ENTROPY,
    lookup::OneHot,
    lookup::Take,
    // sequences
    convolution::Conv1d,
    recurrence::Rnn,
    gates::Gru,
];

/// The operation of a name in a formula, or of an operator's symbol.
///
/// The symbols are `+ - * / ** @ < <= > >= == !=`, `-x` and `+x` for the signs, `.T`, `.shape` and `[]`; what begins
/// with a letter is a function that a formula can call.
pub fn find(name: &str) -> Option<&'static dyn Operation> {
    let of = |operations: &[&'static dyn Operation]| {
        operations.iter().copied().find(|operation| operation.name() == name)
    };
    of(FIRST).or_else(|| of(all()?))
}

/// What the first lesson is made of: the page begins with these.
static FIRST: &[&dyn Operation] = &[
    &arithmetic::ADD,
    &arithmetic::SUBTRACT,
    &arithmetic::MULTIPLY,
    &arithmetic::DIVIDE,
    &arithmetic::POWER,
    &matmul::MatMul,
    &elementwise::NEGATIVE,
    &elementwise::POSITIVE,
    &elementwise::SQRT,
    &transpose::ATTRIBUTE,
    &softmax::Softmax,
    &choose::Where,
    &fill::ONES,
    &triangle::TRIL,
];

of_part!(
    answers,
    pub(crate) OTHERS,
    /// [`ALL`], which is of a part: whoever opens a notebook that is not the first has fetched it.
    pub(crate) fn all() -> &'static [&'static dyn Operation] {
        ALL
    }
);

/// The operation as it explains itself.
pub fn explained(operation: &dyn Operation) -> Option<&'static dyn Explained> {
    EXPLAINED.iter().copied().find(|explained| explained.name() == operation.name())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::{
        formula::{Expr, Formula, Node},
        notebook::CellKind,
    };

    #[test]
    fn names_find_one_operation_each() {
        for operation in ALL {
            let found = find(operation.name()).unwrap();
            assert!(std::ptr::eq(found, *operation), "{} is there twice", operation.name());
        }
        assert!(find("softmix").is_none());
    }

    #[test]
    fn the_first_lesson_needs_only_the_first() {
        let others: Vec<&str> = ALL.iter().map(|operation| operation.name()).collect();
        let others = others.into_iter().filter(|name| !FIRST.iter().any(|first| first.name() == *name));
        let others: Vec<&str> = others.collect();
        assert!(others.contains(&"[]") && others.contains(&"layer_norm"), "{others:?}");
        let first = crate::lessons::first();
        let formulas = first.cells.iter().filter_map(|cell| match &cell.kind {
            CellKind::Formula { source } => Formula::parse(source).ok(),
            _ => None,
        });
        let called = |formula: Formula| -> Vec<String> {
            let name = |node: &Node| match &node.expr {
                Expr::Binary(operator, ..) => operator.symbol().to_owned(),
                Expr::Call { function, .. } => function.to_string(),
                Expr::Unary(..) => "-x".into(),
                Expr::Transpose(_) => ".T".into(),
                Expr::Shape(_) => ".shape".into(),
                Expr::Index(..) => "[]".into(),
                Expr::Number(_) | Expr::Name(_) | Expr::List(..) => "@".into(),
            };
            formula.nodes.iter().map(name).collect()
        };
        let called: Vec<String> = formulas.flat_map(called).collect();
        assert!(called.iter().any(|name| name == "softmax"), "{called:?}");
        assert!(called.iter().all(|name| !others.contains(&&**name)), "{called:?}");
    }

    #[test]
    fn parameters_are_well_ordered() {
        for operation in ALL {
            let parameters = operation.parameters();
            let required = parameters.iter().take_while(|parameter| parameter.default.is_none()).count();
            let optional =
                parameters.iter().rev().take_while(|parameter| parameter.default.is_some()).count();
            assert_eq!(required + optional, parameters.len(), "{}: a default stands first", operation.name());
            for (at, parameter) in parameters.iter().enumerate() {
                let same = parameters.iter().position(|other| other.name == parameter.name);
                assert_eq!(same, Some(at), "{}: {} is there twice", operation.name(), parameter.name);
            }
        }
    }

    #[test]
    fn arguments_of_another_kind_are_refused() {
        let number = Array::scalar(1.0);
        let samples = [
            Argument::Array(&number),
            Argument::Arrays(vec![]),
            Argument::Integer(0),
            Argument::Size(2.into()),
            Argument::Sizes(vec![]),
            Argument::Flag(true),
            Argument::Subscripts(vec![Subscript::At(0)]),
            Argument::None,
        ];
        for operation in ALL {
            assert!(operation.shape(&[]).is_err(), "{} without arguments", operation.name());
            for first in &samples {
                for second in &samples {
                    let arguments = [first.clone(), second.clone()];
                    if let Ok(shape) = operation.shape(&arguments) {
                        assert!(
                            operation.value(&arguments, &shape).is_ok(),
                            "{} {arguments:?}",
                            operation.name()
                        );
                    }
                    // A caller's mistake gives a fault or NaN, never a panic.
                    let _ = operation.value(&arguments, &Shape::matrix(3, 2));
                    let _ = operation.work(&arguments, &Shape::matrix(3, 2)).steps();
                    for at in [(0, 0, 0), (0, 2, 1), (usize::MAX, usize::MAX, usize::MAX)] {
                        let operation = explained(*operation).unwrap();
                        let _ = operation.explain(&arguments, &Shape::matrix(3, 2), at);
                        operation.reads(&arguments, &Shape::matrix(3, 2), at, &mut |_| {});
                    }
                }
            }
        }
    }

    #[test]
    fn every_operation_is_tested() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/ops");
        let sources = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
        let here = |path: &Path| path.ends_with("mod.rs");
        let tests: String = sources
            .filter(|path| !here(path))
            .filter_map(|path| {
                Some(std::fs::read_to_string(path).unwrap().split_once("#[cfg(test)]")?.1.to_owned())
            })
            .collect();
        for operation in ALL {
            assert!(tests.contains(&format!("\"{}\"", operation.name())), "{} has no test", operation.name());
        }
    }
}
