//! Problems, remarks and refusals → sentences.

use std::fmt::Display;

use super::{Language, quantity::spaced};
use crate::{
    formula::{Expected, SyntaxProblemKind as Syntax},
    notebook::{
        Operand, Problem, ProblemKind, Refusal, Remark, RemarkKind,
        limits::{self, Limit},
    },
    ops::{self, Cause, Fault, Lanes, ParameterKind, Side},
    value::{Axis, Shape},
};

/// What is wrong, and what would help.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// What is wrong and what was expected.
    pub text: String,
    /// A suggestion.
    pub hint: Option<String>,
}

/// A shape in words: `3 × 4 (n × d_k)`.
pub fn shape(language: Language, shape: &Shape) -> String {
    let joined = |part: fn(&Axis) -> String| shape.axes().iter().map(part).collect::<Vec<_>>().join(" × ");
    let sizes = joined(|axis| axis.size.to_string());
    let text = match shape.rank() {
        0 => return language.text("shape.number").into_owned(),
        1 => language.fill("shape.vector", &[("size", &sizes)]),
        _ => sizes,
    };
    if shape.axes().iter().all(|axis| axis.name.is_none()) {
        return text;
    }
    let names = joined(|axis| axis.name.as_deref().map_or_else(|| axis.size.to_string(), str::to_owned));
    language.fill("shape.named", &[("shape", &text), ("names", &names)])
}

/// A problem in words.
pub fn problem(language: Language, problem: &Problem) -> Message {
    let say = Say { language };
    match &problem.kind {
        ProblemKind::Syntax(kind) => syntax(say, kind),
        ProblemKind::UnknownName { name, nearest } => {
            let hint = nearest.as_ref().map(|nearest| say.fill("problem.did_you_mean", &[("name", nearest)]));
            Message { text: say.fill("problem.unknown_name", &[("name", name)]), hint }
        }
        ProblemKind::UnknownFunction { name, nearest } => {
            let hint = nearest.as_ref().map(|nearest| say.fill("problem.did_you_mean", &[("name", nearest)]));
            Message { text: say.fill("problem.unknown_function", &[("name", name)]), hint }
        }
        ProblemKind::FunctionAsValue(name) => say.plain("problem.function_as_value", &[("name", name)]),
        ProblemKind::DuplicateName(name) => say.plain("problem.duplicate_name", &[("name", name)]),
        ProblemKind::Cycle(names) => {
            let path = names.iter().map(|name| &**name).collect::<Vec<_>>().join(" → ");
            say.plain("problem.cycle", &[("path", &path)])
        }
        ProblemKind::TooManyArguments { function, most } => {
            say.plain("problem.too_many_arguments", &[("function", function), ("most", most)])
        }
        ProblemKind::MissingArgument { function, parameter } => {
            say.plain("problem.missing_argument", &[("function", function), ("parameter", parameter)])
        }
        ProblemKind::UnknownKeyword { function, keyword, parameters } => {
            let parameters = language.join(parameters);
            say.plain(
                "problem.unknown_keyword",
                &[("function", function), ("keyword", keyword), ("parameters", &parameters)],
            )
        }
        ProblemKind::ArgumentTwice { function, parameter } => {
            say.plain("problem.argument_twice", &[("function", function), ("parameter", parameter)])
        }
        ProblemKind::Fault { fault, operation, operands } => self::fault(say, fault, operation, operands),
        ProblemKind::NoValue => say.plain("problem.no_value", &[]),
        ProblemKind::Limit(limit) => Message { text: self::limit(say, *limit), hint: None },
    }
}

/// The sentence of a cell that waits for another.
pub fn waiting(language: Language, name: &str) -> String {
    language.fill("problem.waiting", &[("name", &name)])
}

/// A remark in words.
pub fn remark(language: Language, remark: &Remark) -> String {
    let say = Say { language };
    let name = remark.name.as_deref().unwrap_or_default();
    match &remark.kind {
        RemarkKind::NotANumber { cause, place } | RemarkKind::Infinite { cause, place } => {
            let kind = remark.kind.code();
            let reason = self::cause(say, *cause);
            if place.is_empty() {
                return say.fill(&format!("remark.{kind}_number"), &[("reason", &reason)]);
            }
            let place = format!("{name}{}", subscripts(place.iter().copied().map(Some)));
            say.fill(&format!("remark.{kind}"), &[("place", &place), ("reason", &reason)])
        }
        RemarkKind::Masked(masked) => {
            let places = masked.places.iter();
            let places: Vec<String> =
                places.map(|place| format!("{name}{}", subscripts(place.iter().copied()))).collect();
            let kind = match (masked.lanes, places.len()) {
                (Lanes::Vector, _) => return say.fill("remark.masked_vector", &[]),
                (Lanes::Rows, 1) => "row",
                (Lanes::Rows, _) => "rows",
                (Lanes::Columns, 1) => "column",
                (Lanes::Columns, _) => "columns",
                (Lanes::Stack, 1) => "place",
                (Lanes::Stack, _) => "places",
            };
            say.fill(&format!("remark.masked_{kind}"), &[("places", &some_of(say, &places))])
        }
    }
}

/// `[0, 2]`, and `[:, 2]` where nothing picks among the rows.
fn subscripts(indices: impl Iterator<Item = Option<usize>>) -> String {
    let indices: Vec<String> =
        indices.map(|index| index.map_or_else(|| ":".to_owned(), |index| index.to_string())).collect();
    format!("[{}]", indices.join(", "))
}

/// A list, or its beginning and how many more there are.
fn some_of(say: Say, items: &[String]) -> String {
    const SHOWN: usize = 6;
    let list = |items: &[String]| say.language.join(items);
    match items.split_at_checked(SHOWN) {
        Some((shown, rest)) if !rest.is_empty() => {
            say.fill("list.and_more", &[("list", &list(shown)), ("count", &rest.len())])
        }
        _ => list(items),
    }
}

fn cause(say: Say, cause: Cause) -> String {
    let key = match cause {
        Cause::DivisionByZero => "division_by_zero",
        Cause::ZeroOverZero => "zero_over_zero",
        Cause::InfinityOverInfinity => "infinity_over_infinity",
        Cause::InfinityMinusInfinity => "infinity_minus_infinity",
        Cause::ZeroTimesInfinity => "zero_times_infinity",
        Cause::Overflow => "overflow",
        Cause::LogOfZero => "log_of_zero",
        Cause::LogOfNegative => "log_of_negative",
        Cause::RootOfNegative => "root_of_negative",
        Cause::FractionalPowerOfNegative => "fractional_power",
        Cause::InfiniteScore => "infinite_score",
        Cause::EmptyMean => "empty_mean",
    };
    say.fill(&format!("remark.cause.{key}"), &[])
}

/// Why an edit was not made, in words.
pub fn refusal(language: Language, refusal: &Refusal) -> String {
    let say = Say { language };
    match refusal {
        Refusal::Missing => say.fill("refusal.missing", &[]),
        Refusal::NotAName(name) => say.fill("refusal.not_a_name", &[("name", name)]),
        Refusal::NameTaken(name) => say.fill("refusal.name_taken", &[("name", name)]),
        Refusal::LastItem => say.fill("refusal.last_item", &[]),
        Refusal::Limit(limit) => self::limit(say, *limit),
        Refusal::NotANumber => say.fill("refusal.not_a_number", &[]),
        Refusal::Bounds => say.fill("writing.bounds_wrong", &[]),
        Refusal::InUse(name) => say.fill("writing.in_use", &[("name", name)]),
        Refusal::OneHot { dimension, sentence } => {
            say.fill("sentence.refused_one_hot", &[("dimension", dimension), ("name", sentence)])
        }
        Refusal::Locked(name) if name.is_empty() => say.fill("arranged.refused_order", &[]),
        Refusal::Locked(name) => say.fill("arranged.refused", &[("name", name)]),
        Refusal::TwoUses(dimension) => say.fill("sentence.refused_two_uses", &[("dimension", dimension)]),
    }
}

#[derive(Clone, Copy)]
struct Say {
    language: Language,
}

impl Say {
    fn fill(self, key: &str, values: &[(&str, &dyn Display)]) -> String {
        self.language.fill(key, values)
    }

    fn plain(self, key: &str, values: &[(&str, &dyn Display)]) -> Message {
        Message { text: self.fill(key, values), hint: None }
    }

    fn hinted(self, key: &str, values: &[(&str, &dyn Display)]) -> Message {
        Message { text: self.fill(key, values), hint: Some(self.fill(&format!("{key}_hint"), values)) }
    }

    /// `Q is 3 × 4 (n × d_k)`
    fn operand(self, operand: Option<&Operand>, fallback: &Shape) -> String {
        let shape =
            shape(self.language, operand.and_then(|operand| operand.shape.as_ref()).unwrap_or(fallback));
        match operand {
            Some(operand) => self.fill("shape.of", &[("name", &operand.text), ("shape", &shape)]),
            None => shape,
        }
    }

    /// Whether `K.T` was meant.
    fn transposed(self, Operand { text, .. }: &Operand) -> String {
        let name = if crate::formula::is_name(text) { format!("{text}.T") } else { format!("({text}).T") };
        self.fill("problem.did_you_mean", &[("name", &name)])
    }
}

fn syntax(say: Say, kind: &Syntax) -> Message {
    match kind {
        Syntax::Empty => say.plain("problem.empty", &[]),
        Syntax::NoAssignment => say.hinted("problem.no_assignment", &[]),
        Syntax::Reserved(name) => say.plain("problem.reserved_name", &[("name", name)]),
        Syntax::Character { found, instead } => Message {
            text: say.fill("problem.character", &[("found", found)]),
            hint: instead.as_ref().map(|instead| say.fill("problem.write_instead", &[("instead", instead)])),
        },
        Syntax::Expected { expected, found } => {
            let (key, closing) = match expected {
                Expected::Operand => ("operand", ' '),
                Expected::OperatorOrEnd => ("operator", ' '),
                Expected::Closing(bracket) => ("closing", *bracket),
                Expected::Subscript => ("subscript", ' '),
                Expected::Attribute => ("attribute", ' '),
            };
            let expected = say.fill(&format!("expected.{key}"), &[("bracket", &closing)]);
            match found {
                Some(found) => {
                    say.plain("problem.expected_found", &[("expected", &expected), ("found", found)])
                }
                None => say.plain("problem.expected_end", &[("expected", &expected)]),
            }
        }
        Syntax::Prefix(_) => say.plain("problem.prefix", &[]),
        Syntax::Attribute(name) => say.plain("problem.attribute", &[("name", name)]),
        Syntax::ChainedComparison => say.plain("problem.chained_comparison", &[]),
        Syntax::PositionalAfterKeyword => say.plain("problem.positional_after_keyword", &[]),
        Syntax::KeywordTwice(name) => say.plain("problem.keyword_twice", &[("name", name)]),
        Syntax::Method(name) if ops::find(name).is_none() => {
            say.plain("problem.no_method", &[("name", name)])
        }
        Syntax::Method(name) => say.plain("problem.method", &[("name", name)]),
        Syntax::TooLong => say.plain("problem.too_long", &[("most", &crate::formula::MAX_CHARACTERS)]),
        Syntax::TooDeep => say.plain("problem.too_deep", &[("most", &crate::formula::MAX_NESTING)]),
    }
}

fn limit(say: Say, limit: Limit) -> String {
    match limit {
        Limit::Cells => say.fill("limit.cells", &[("most", &limits::MAX_CELLS)]),
        Limit::Dimensions => say.fill("limit.dimensions", &[("most", &limits::MAX_DIMENSIONS)]),
        Limit::Side(size) => say.fill("limit.side", &[("size", &size), ("most", &limits::MAX_SIDE)]),
        Limit::Stack(size) => say.fill("limit.stack", &[("size", &size), ("most", &limits::MAX_STACK)]),
        Limit::Sentence(length) => {
            say.fill("sentence.refused_length", &[("length", &length), ("most", &limits::MAX_SENTENCE)])
        }
        Limit::MultiplyAdds(count) => {
            let most = spaced(limits::MAX_MULTIPLY_ADDS);
            say.fill("limit.multiply_adds", &[("count", &spaced(count)), ("most", &most)])
        }
    }
}

/// `−3`, with a minus sign.
fn signed(number: i64) -> String {
    number.to_string().replace('-', "\u{2212}")
}

/// The key of what a parameter takes.
fn kind(kind: ParameterKind) -> &'static str {
    match kind {
        ParameterKind::Array => "array",
        ParameterKind::Arrays => "arrays",
        ParameterKind::Integer => "integer",
        ParameterKind::Size => "size",
        ParameterKind::Sizes => "sizes",
        ParameterKind::Flag => "flag",
        ParameterKind::Subscripts => "subscripts",
    }
}

/// The numbers of heads that fit are those that divide the columns.
fn heads(say: Say, heads: usize, size: usize) -> Message {
    let fitting = (1..=size).filter(|heads| size.is_multiple_of(*heads));
    let fitting: Vec<String> = fitting.map(|heads| heads.to_string()).collect();
    let hint = || say.fill("fault.heads_hint", &[("fitting", &some_of(say, &fitting))]);
    let hint = (!fitting.is_empty()).then(hint);
    Message { text: say.fill("fault.heads", &[("count", &heads), ("size", &size)]), hint }
}

fn out_of_range(say: Say, found: &dyn Display, index: i64, size: usize) -> Message {
    let (index, last) = (signed(index), size.saturating_sub(1));
    say.plain("fault.out_of_range", &[("found", found), ("index", &index), ("size", &size), ("last", &last)])
}

fn fault(say: Say, fault: &Fault, operation: &str, operands: &[Operand]) -> Message {
    let first = operands.first();
    let text_of_first = first.map(|operand| operand.text.clone()).unwrap_or_default();
    match fault {
        Fault::InnerSizes { left, right, transpose } => {
            let (left_text, right_text) = (say.operand(first, left), say.operand(operands.get(1), right));
            let (inner_left, inner_right) = (left.from_end(1).size, right.from_end(2.min(right.rank())).size);
            let text = say.fill(
                "fault.inner_sizes",
                &[("left", &left_text), ("right", &right_text), ("a", &inner_left), ("b", &inner_right)],
            );
            let side = transpose.as_ref().and_then(|side| match side {
                Side::Left => first,
                Side::Right => operands.get(1),
            });
            Message { text, hint: side.map(|operand| say.transposed(operand)) }
        }
        Fault::Fit { left, right, wanted, .. } => {
            let second = operands.get(1);
            let (left_text, right_text) = (say.operand(first, left), say.operand(second, right));
            let name = second.map(|operand| operand.text.clone()).unwrap_or_default();
            let wanted_text = shape(say.language, wanted);
            let text = say.fill(
                "fault.fit",
                &[("left", &left_text), ("right", &right_text), ("name", &name), ("wanted", &wanted_text)],
            );
            let turned = second.filter(|_| right.rank() > 1 && right.transposed().same_sizes(wanted));
            Message { text, hint: turned.map(|operand| say.transposed(operand)) }
        }
        Fault::Broadcast { left, right, axis, .. } => {
            let (left_text, right_text) = (say.operand(first, left), say.operand(operands.get(1), right));
            let number = axis.unsigned_abs() as usize;
            let (a, b) = (left.from_end(number).size, right.from_end(number).size);
            say.hinted(
                "fault.broadcast",
                &[("left", &left_text), ("right", &right_text), ("a", &a), ("b", &b)],
            )
        }
        Fault::Parts { left, right, .. } => {
            let (left_text, right_text) = (say.operand(first, left), say.operand(operands.get(1), right));
            say.plain(
                "fault.parts",
                &[("operation", &operation), ("left", &left_text), ("right", &right_text)],
            )
        }
        Fault::Rank { least, most, found, .. } => {
            let operand = say.operand(first, found);
            let wanted = if least == most {
                say.fill(&format!("shape.rank{least}"), &[])
            } else {
                let (least, most) = (
                    say.fill(&format!("shape.rank{least}"), &[]),
                    say.fill(&format!("shape.rank{most}"), &[]),
                );
                say.fill("shape.rank_between", &[("least", &least), ("most", &most)])
            };
            say.plain("fault.rank", &[("operation", &operation), ("wanted", &wanted), ("operand", &operand)])
        }
        Fault::Argument { expected, .. } => {
            let key = kind(*expected);
            let wanted = say.fill(&format!("expected.{key}"), &[]);
            say.plain(
                "fault.argument",
                &[("operation", &operation), ("wanted", &wanted), ("found", &text_of_first)],
            )
        }
        Fault::NotWhole { .. } => say.plain("fault.not_whole", &[("found", &text_of_first)]),
        Fault::NotFinite { .. } => say.plain("fault.not_finite", &[("found", &text_of_first)]),
        Fault::NegativeSize { size, .. } => say.plain("fault.negative_size", &[("size", &signed(*size))]),
        Fault::TooManyAxes { rank } => say.plain("fault.too_many_axes", &[("rank", rank)]),
        Fault::Axis { axis, rank, .. } => {
            let last = rank.saturating_sub(1);
            say.plain("fault.axis", &[("axis", &signed(*axis)), ("rank", rank), ("last", &last)])
        }
        Fault::Index { index, size, .. } => {
            let last = size.saturating_sub(1);
            say.plain("fault.index", &[("index", &signed(*index)), ("size", size), ("last", &last)])
        }
        Fault::TooManySubscripts { given, rank } => {
            say.plain("fault.subscripts", &[("given", given), ("rank", rank)])
        }
        Fault::SliceStep { .. } | Fault::StepZero { .. } => say.plain("fault.step_zero", &[]),
        Fault::TruthArithmetic => say.hinted("fault.truth", &[("operation", &operation)]),
        Fault::EmptyReduction { .. } => say.plain("fault.empty", &[("operation", &operation)]),
        Fault::EmptyList { .. } => say.plain("fault.empty_list", &[("operation", &operation)]),
        Fault::PartRank { .. } => say.hinted("fault.part_rank", &[("operation", &operation)]),
        Fault::Heads { heads, size, .. } => self::heads(say, *heads, *size),
        Fault::OddWidth { found, .. } => {
            let operand = say.operand(first, found);
            say.plain("fault.odd_width", &[("operation", &operation), ("operand", &operand)])
        }
        Fault::OutOfRange { index, size, .. } => out_of_range(say, &text_of_first, *index, *size),
        Fault::NeedsAxis { found, .. } => {
            let operand = say.operand(first, found);
            say.hinted("fault.needs_axis", &[("operation", &operation), ("operand", &operand)])
        }
    }
}
