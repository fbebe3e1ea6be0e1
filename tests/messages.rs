//! Every problem, remark and refusal reads as a sentence in every language.

use std::rc::Rc;

use attention_notebook::formula::{Expected, Span, SyntaxProblemKind as Syntax};
use attention_notebook::i18n::{self, Language};
use attention_notebook::notebook::{
    Operand, Problem, ProblemKind as Kind, Refusal, Remark, RemarkKind, limits::Limit,
};
use attention_notebook::ops::{Cause, Fault, Lanes, Masked, ParameterKind, Side};
use attention_notebook::value::{Axis, Shape};

/// A list of every variant of an enum, which does not compile when the enum has one more.
macro_rules! every {
    ($name:ident: $enum:ty { $($variant:pat => $($sample:expr),+;)+ }) => {
        fn $name() -> Vec<$enum> {
            fn _complete(value: &$enum) {
                match value { $($variant => {})+ }
            }
            vec![$($($sample),+),+]
        }
    };
}

fn shape() -> Shape {
    Shape::matrix(Axis::named(3, "n"), 4)
}

fn pair() -> (Box<Shape>, Box<Shape>) {
    (shape().into(), Shape::vector(2).into())
}

fn word() -> Rc<str> {
    "word".into()
}

every!(limits: Limit {
    Limit::Cells => Limit::Cells;
    Limit::Dimensions => Limit::Dimensions;
    Limit::Side(_) => Limit::Side(129);
    Limit::Stack(_) => Limit::Stack(17);
    Limit::Sentence(_) => Limit::Sentence(1_001);
    Limit::MultiplyAdds(_) => Limit::MultiplyAdds(usize::MAX);
});

every!(expectations: Expected {
    Expected::Operand => Expected::Operand;
    Expected::OperatorOrEnd => Expected::OperatorOrEnd;
    Expected::Closing(_) => Expected::Closing(']');
    Expected::Subscript => Expected::Subscript;
    Expected::Attribute => Expected::Attribute;
});

every!(parameter_kinds: ParameterKind {
    ParameterKind::Array => ParameterKind::Array;
    ParameterKind::Arrays => ParameterKind::Arrays;
    ParameterKind::Integer => ParameterKind::Integer;
    ParameterKind::Size => ParameterKind::Size;
    ParameterKind::Sizes => ParameterKind::Sizes;
    ParameterKind::Flag => ParameterKind::Flag;
    ParameterKind::Subscripts => ParameterKind::Subscripts;
});

every!(syntax: Syntax {
    Syntax::Empty => Syntax::Empty;
    Syntax::NoAssignment => Syntax::NoAssignment;
    Syntax::Reserved(_) => Syntax::Reserved("word".into());
    Syntax::Character { .. } => Syntax::Character { found: '#', instead: None },
        Syntax::Character { found: '^', instead: Some("**".into()) };
    Syntax::Expected { .. } => Syntax::Expected { expected: Expected::Operand, found: None };
    Syntax::Prefix(_) => Syntax::Prefix("np".into());
    Syntax::Attribute(_) => Syntax::Attribute("word".into());
    Syntax::ChainedComparison => Syntax::ChainedComparison;
    Syntax::PositionalAfterKeyword => Syntax::PositionalAfterKeyword;
    Syntax::KeywordTwice(_) => Syntax::KeywordTwice("word".into());
    Syntax::Method(_) => Syntax::Method("word".into());
    Syntax::TooLong => Syntax::TooLong;
    Syntax::TooDeep => Syntax::TooDeep;
});

every!(faults: Fault {
    Fault::Argument { .. } => Fault::Argument { argument: 0, expected: ParameterKind::Array };
    Fault::NotWhole { .. } => Fault::NotWhole { argument: 0 };
    Fault::NotFinite { .. } => Fault::NotFinite { argument: 0 };
    Fault::NegativeSize { .. } => Fault::NegativeSize { argument: 0, size: -1 };
    Fault::Rank { .. } => Fault::Rank { argument: 0, least: 0, most: 0, found: shape() },
        Fault::Rank { argument: 0, least: 1, most: 3, found: Shape::scalar() },
        Fault::Rank { argument: 0, least: 2, most: 3, found: Shape::vector(2) };
    Fault::TooManyAxes { .. } => Fault::TooManyAxes { rank: 4 };
    Fault::InnerSizes { .. } => Fault::InnerSizes { left: pair().0, right: pair().1, transpose: None },
        Fault::InnerSizes { left: pair().0, right: pair().1, transpose: Some(Side::Left) };
    Fault::Broadcast { .. } => Fault::Broadcast { arguments: [0, 1], left: pair().0, right: pair().1, axis: -1 };
    Fault::Fit { .. } => Fault::Fit { arguments: [0, 1], left: pair().0, right: pair().1, wanted: pair().0 };
    Fault::Axis { .. } => Fault::Axis { argument: 1, axis: 2, rank: 2 }, Fault::Axis { argument: 1, axis: 0, rank: 0 };
    Fault::Index { .. } => Fault::Index { subscript: 0, index: 9, size: 0 };
    Fault::TooManySubscripts { .. } => Fault::TooManySubscripts { given: 3, rank: 2 };
    Fault::SliceStep { .. } => Fault::SliceStep { subscript: 0 };
    Fault::StepZero { .. } => Fault::StepZero { argument: 2 };
    Fault::TruthArithmetic => Fault::TruthArithmetic;
    Fault::EmptyReduction { .. } => Fault::EmptyReduction { argument: 0, found: shape() };
    Fault::EmptyList { .. } => Fault::EmptyList { argument: 0 };
    Fault::Parts { .. } => Fault::Parts { argument: 0, parts: [0, 1], left: pair().0, right: pair().1 };
    Fault::PartRank { .. } => Fault::PartRank { argument: 0, part: 0 };
    Fault::Heads { .. } => Fault::Heads { argument: 1, heads: 5, size: 24 };
    Fault::OddWidth { .. } => Fault::OddWidth { argument: 0, found: shape() };
    Fault::OutOfRange { .. } => Fault::OutOfRange { argument: 0, index: -1, size: 3 };
    Fault::NeedsAxis { .. } => Fault::NeedsAxis { argument: 0, found: shape() };
});

every!(kinds: Kind {
    Kind::Syntax(_) => Kind::Syntax(Syntax::Empty);
    Kind::UnknownName { .. } => Kind::UnknownName { name: word(), nearest: None },
        Kind::UnknownName { name: word(), nearest: Some("world".into()) };
    Kind::UnknownFunction { .. } => Kind::UnknownFunction { name: word(), nearest: Some("where".into()) };
    Kind::FunctionAsValue(_) => Kind::FunctionAsValue(word());
    Kind::DuplicateName(_) => Kind::DuplicateName(word());
    Kind::Cycle(_) => Kind::Cycle(vec![word(), word()]);
    Kind::TooManyArguments { .. } => Kind::TooManyArguments { function: "exp", most: 1 };
    Kind::MissingArgument { .. } => Kind::MissingArgument { function: "exp", parameter: "x" };
    Kind::UnknownKeyword { .. } => Kind::UnknownKeyword { function: "exp", keyword: word(), parameters: vec!["x"] };
    Kind::ArgumentTwice { .. } => Kind::ArgumentTwice { function: "exp", parameter: "x" };
    Kind::Fault { .. } => Kind::Fault { fault: Fault::TruthArithmetic, operation: "+", operands: vec![] };
    Kind::NoValue => Kind::NoValue;
    Kind::Limit(_) => Kind::Limit(Limit::Cells);
});

every!(refusals: Refusal {
    Refusal::Missing => Refusal::Missing;
    Refusal::Bounds => Refusal::Bounds;
    Refusal::InUse(_) => Refusal::InUse("d_k".into());
    Refusal::NotAName(_) => Refusal::NotAName("1x".into());
    Refusal::NameTaken(_) => Refusal::NameTaken("X".into());
    Refusal::LastItem => Refusal::LastItem;
    Refusal::Limit(_) => Refusal::Limit(Limit::Cells);
    Refusal::NotANumber => Refusal::NotANumber;
    Refusal::OneHot { .. } => Refusal::OneHot { dimension: "d".into(), sentence: "X".into() };
    Refusal::TwoUses(_) => Refusal::TwoUses("d".into());
});

every!(remarks: RemarkKind {
    RemarkKind::NotANumber { .. } => RemarkKind::NotANumber { cause: Cause::LogOfNegative, place: vec![] },
        RemarkKind::NotANumber { cause: Cause::LogOfNegative, place: vec![1, 2] };
    RemarkKind::Infinite { .. } => RemarkKind::Infinite { cause: Cause::Overflow, place: vec![] },
        RemarkKind::Infinite { cause: Cause::Overflow, place: vec![0, 1, 2] };
    RemarkKind::Masked(_) => masked(Lanes::Rows, 1), masked(Lanes::Rows, 2),
        masked(Lanes::Columns, 1), masked(Lanes::Columns, 9),
        masked(Lanes::Stack, 1), masked(Lanes::Stack, 2), masked(Lanes::Vector, 1);
});

fn masked(lanes: Lanes, count: usize) -> RemarkKind {
    RemarkKind::Masked(Masked { lanes, places: vec![vec![None, Some(1)]; count] })
}

every!(causes: Cause {
    Cause::DivisionByZero => Cause::DivisionByZero;
    Cause::ZeroOverZero => Cause::ZeroOverZero;
    Cause::InfinityOverInfinity => Cause::InfinityOverInfinity;
    Cause::InfinityMinusInfinity => Cause::InfinityMinusInfinity;
    Cause::ZeroTimesInfinity => Cause::ZeroTimesInfinity;
    Cause::Overflow => Cause::Overflow;
    Cause::LogOfZero => Cause::LogOfZero;
    Cause::LogOfNegative => Cause::LogOfNegative;
    Cause::RootOfNegative => Cause::RootOfNegative;
    Cause::FractionalPowerOfNegative => Cause::FractionalPowerOfNegative;
    Cause::InfiniteScore => Cause::InfiniteScore;
    Cause::EmptyMean => Cause::EmptyMean;
});

/// No blank is left, no key stands for its text, and what must be said is said.
fn assert_sentence(language: Language, text: &str, of: &dyn std::fmt::Debug) {
    let sections = ["problem", "fault", "remark", "limit", "refusal", "expected", "shape"];
    let key = |section: &&str| {
        let section = format!("{section}.");
        text.split(&section)
            .skip(1)
            .any(|rest| rest.starts_with(|character: char| character.is_ascii_lowercase()))
    };
    let sound = !text.contains("%{") && !sections.iter().any(key) && text.chars().count() > 2;
    assert!(sound, "{of:?} in {} is {text:?}", language.tag());
}

fn assert_problem(kind: Kind) {
    for language in Language::all() {
        let problem = Problem { span: Span::default(), kind: kind.clone() };
        let message = i18n::problem(language, &problem);
        assert_sentence(language, &message.text, &kind);
        message.hint.iter().for_each(|hint| assert_sentence(language, hint, &kind));
        assert!(
            !kind.code().is_empty() && kind.code().chars().all(|c| c.is_ascii_lowercase() || c == '-'),
            "{kind:?}"
        );
    }
}

#[test]
fn every_problem_is_a_sentence_in_every_language() {
    kinds().into_iter().for_each(assert_problem);
    limits().into_iter().map(Kind::Limit).for_each(assert_problem);
    syntax().into_iter().map(Kind::Syntax).for_each(assert_problem);
    for expected in expectations() {
        for found in [None, Some("]".to_owned())] {
            assert_problem(Kind::Syntax(Syntax::Expected { expected, found }));
        }
    }
}

#[test]
fn every_fault_is_a_sentence_with_and_without_operands() {
    let arguments = parameter_kinds().into_iter().map(|expected| Fault::Argument { argument: 0, expected });
    let operands =
        [("Q", Some(shape())), ("K + 1", None)].map(|(text, shape)| Operand { text: text.to_owned(), shape });
    for fault in faults().into_iter().chain(arguments) {
        for operands in [&operands[..], &[]] {
            let operands = operands.to_vec();
            assert_problem(Kind::Fault { fault: fault.clone(), operation: "sum", operands });
        }
    }
}

#[test]
fn every_remark_and_refusal_is_a_sentence() {
    let arising = causes().into_iter().map(|cause| RemarkKind::NotANumber { cause, place: vec![1, 2] });
    let remarks: Vec<RemarkKind> = remarks().into_iter().chain(arising).collect();
    let refusals: Vec<Refusal> =
        refusals().into_iter().chain(limits().into_iter().map(Refusal::Limit)).collect();
    for language in Language::all() {
        for kind in &remarks {
            for name in [None, Some(word())] {
                let remark = Remark { span: Span::default(), name, kind: kind.clone() };
                assert_sentence(language, &i18n::remark(language, &remark), kind);
            }
        }
        for refusal in &refusals {
            assert_sentence(language, &i18n::refusal(language, refusal), refusal);
        }
        assert_sentence(language, &i18n::waiting(language, "Q"), &"waiting");
    }
}

#[test]
fn lists_and_signs_are_those_of_the_language() {
    let said = |tag: &str, fault: Fault| {
        let kind = Kind::Fault { fault, operation: "sum", operands: vec![] };
        let language = Language::of_tag(tag).unwrap_or_else(|| panic!("no {tag}"));
        (i18n::problem(language, &Problem { span: Span::default(), kind }).text, language.join(&["X", "Q"]))
    };
    let axis = Fault::Axis { argument: 1, axis: -3, rank: 2 };
    let (text, list) = said("en", axis.clone());
    assert_eq!(list, "X, Q");
    assert!(text.starts_with("There is no axis −3:"), "{text}");
    let (text, list) = said("zh", axis);
    assert_eq!(list, "X、Q");
    assert!(text.starts_with("没有编号为 −3 的轴："), "{text}");
}

#[test]
fn languages_are_found_by_their_tags_and_name_themselves() {
    let tag = |asked: &str| Language::of_tag(asked).map(Language::tag);
    assert_eq!(
        ["en", "en-GB", "zh-CN", "zh-TW", "ZH"].map(tag),
        ["en", "en", "zh-CN", "zh-CN", "zh-CN"].map(Some)
    );
    assert_eq!(tag("xx"), None);
    let names: Vec<_> = Language::all().map(Language::name).collect();
    assert_eq!(names, ["English", "中文"]);
    assert!(Language::all().all(|language| language.next() != language));
}
