//! The arguments of a call, matched to the operation's parameters.

use super::{Problem, ProblemKind};
use crate::{
    formula::{Keyword, NodeId, Span},
    ops::{Argument, Default, Operation},
};

/// What stands for one parameter.
#[derive(Debug, Clone)]
pub(super) enum Bound {
    /// What the formula gives.
    Node(NodeId),
    /// A default, or an argument that is no node.
    Given(Argument<'static>),
}

/// Matches arguments by position and by name to the parameters, and puts defaults in for the rest.
///
/// # Errors
/// A [`Problem`] with the place of the argument that does not fit.
pub(super) fn bind(
    operation: &dyn Operation,
    name_span: Span,
    arguments: &[NodeId],
    keywords: &[Keyword],
    call_span: Span,
    span_of: impl Fn(NodeId) -> Span,
) -> Result<Vec<Bound>, Box<Problem>> {
    let function = operation.name();
    let parameters = operation.parameters();
    if let Some(extra) = arguments.get(parameters.len()) {
        let kind = ProblemKind::TooManyArguments { function, most: parameters.len() };
        return Err(Box::new(Problem { span: span_of(*extra), kind }));
    }
    let mut bound: Vec<Option<Bound>> = arguments.iter().map(|node| Some(Bound::Node(*node))).collect();
    bound.resize(parameters.len(), None);
    for keyword in keywords {
        let Some(place) = parameters.iter().position(|parameter| *parameter.name == *keyword.name) else {
            let parameters = parameters.iter().map(|parameter| parameter.name).collect();
            let kind = ProblemKind::UnknownKeyword { function, keyword: keyword.name.clone(), parameters };
            return Err(Box::new(Problem { span: keyword.span, kind }));
        };
        if bound[place].is_some() {
            let kind = ProblemKind::ArgumentTwice { function, parameter: parameters[place].name };
            return Err(Box::new(Problem { span: keyword.span, kind }));
        }
        bound[place] = Some(Bound::Node(keyword.value));
    }
    let filled = parameters.iter().zip(bound).map(|(parameter, bound)| match (bound, parameter.default) {
        (Some(bound), _) => Ok(bound),
        (None, Some(Default::None | Default::Number(_))) => Ok(Bound::Given(Argument::None)),
        (None, Some(Default::Integer(integer))) => Ok(Bound::Given(Argument::Integer(integer))),
        (None, Some(Default::Flag(flag))) => Ok(Bound::Given(Argument::Flag(flag))),
        (None, None) => {
            let kind = ProblemKind::MissingArgument { function, parameter: parameter.name };
            let span = if call_span == Span::default() { name_span } else { call_span };
            Err(Box::new(Problem { span, kind }))
        }
    });
    filled.collect()
}

/// The most similar of some names, if any is similar enough to be meant.
pub(super) fn nearest<'a>(name: &str, names: impl Iterator<Item = &'a str>) -> Option<String> {
    let similar = |other: &'a str| {
        let near = strsim::normalized_levenshtein(&name.to_ascii_lowercase(), &other.to_ascii_lowercase());
        (near >= 0.5).then_some((near, other))
    };
    names.filter_map(similar).max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, name)| name.to_owned())
}
