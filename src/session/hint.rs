//! How to get a number by hand, one step after the other, and never the number itself.

use super::{
    attempt::fits,
    calculation::{Calculation, Line},
    spot::Spots,
    written::written,
};
use crate::{
    notebook::{Explainer, NodeExplanation, Source},
    ops::explanation::{
        DerivationLine, Explanation, Operand, Product, Progression, Reason, Reduction, ReductionKind, Softmax,
    },
};

/// One step.
#[derive(Debug, Clone, PartialEq)]
pub struct Hint {
    /// What it says.
    pub kind: HintKind,
    /// The places of the notebook that it speaks of, as a formula would write them: `Q[2]`, `K.T[:, 1]`.
    pub spots: Vec<String>,
    /// The calculation. What equals the number that is asked for has no result.
    pub lines: Vec<Line>,
}

/// What a step says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the catalogue says it")]
pub enum HintKind {
    Pair,
    Products,
    Running,
    Last,
    Greatest,
    Shifted,
    Powers,
    Total,
    Masked,
    AllMasked,
    Copied,
    Written,
    MadeOf,
    MadeOfTwo,
    First,
    Second,
    Members,
    Size,
    Filled,
    Diagonal,
    OffDiagonal,
    CutOff,
    Causal,
    Window,
    OneHot,
    Lookup,
    Drawn,
    Derived,
    Before,
}

impl HintKind {
    /// A stable name, which is also that of its words.
    pub fn key(self) -> &'static str {
        match self {
            Self::Pair => "pair",
            Self::Products => "products",
            Self::Running => "running",
            Self::Last => "last",
            Self::Greatest => "greatest",
            Self::Shifted => "shifted",
            Self::Powers => "powers",
            Self::Total => "total",
            Self::Masked => "masked",
            Self::AllMasked => "all_masked",
            Self::Copied => "copied",
            Self::Written => "written",
            Self::MadeOf => "made_of",
            Self::MadeOfTwo => "made_of_two",
            Self::First => "first",
            Self::Second => "second",
            Self::Members => "members",
            Self::Size => "size",
            Self::Filled => "filled",
            Self::Diagonal => "diagonal",
            Self::OffDiagonal => "off_diagonal",
            Self::CutOff => "cut_off",
            Self::Causal => "causal",
            Self::Window => "window",
            Self::OneHot => "one_hot",
            Self::Lookup => "lookup",
            Self::Drawn => "drawn",
            Self::Derived => "derived",
            Self::Before => "before",
        }
    }
}

/// The steps that lead to a number; with `base2`, to that which softmax would give with powers of 2.
pub fn hints_of(explainer: &Explainer<'_>, found: &NodeExplanation, base2: bool) -> Vec<Hint> {
    let spots = Spots::new(explainer, found);
    let (mut hints, solution) = match &found.explanation {
        Explanation::Softmax(softmax) => {
            let solution = if base2 { weights(softmax, true)[softmax.chosen] } else { found.value };
            (of_softmax(softmax, base2), solution)
        }
        Explanation::Products(products) => (of_products(&spots, products), found.value),
        Explanation::Reduction(reduction) => (of_reduction(&spots, reduction), found.value),
        explanation => (of_few(&spots, explanation), found.value),
    };
    for line in hints.iter_mut().flat_map(|hint| &mut hint.lines) {
        line.result = line.result.filter(|result| !fits(*result, solution) && !result.is_nan());
    }
    hints
}

/// The weights of a row of softmax, with powers of e or of 2: `b^(x − m) / Σ b^(x − m)`; 0 where all is masked.
pub fn weights(softmax: &Softmax, base2: bool) -> Vec<f64> {
    if softmax.all_masked() {
        return vec![0.0; softmax.members.len()];
    }
    let power = |exponent: f64| Calculation::Power { base2, exponent }.value();
    let powers: Vec<f64> = softmax.members.iter().map(|member| power(member.shifted)).collect();
    let sum = powers.iter().fold(0.0, |sum, power| sum + power);
    powers.into_iter().map(|power| power / sum).collect()
}

fn hint(kind: HintKind, spots: Vec<String>, lines: Vec<Line>) -> Hint {
    Hint { kind, spots, lines }
}

fn last(calculation: Calculation) -> Hint {
    hint(HintKind::Last, Vec::new(), vec![Line::asked(calculation)])
}

/// What is said one product after the other is said in at most so many steps.
const MOST_STEPS: usize = 4;

fn of_products(spots: &Spots<'_>, products: &[Product]) -> Vec<Hint> {
    let mut hints = Vec::new();
    if let Some(first) = products.first() {
        let places = vec![spots.lane(&first.left, 1), spots.lane(&first.right, 2)];
        hints.push(hint(HintKind::Pair, places, Vec::new()));
    }
    let line = |product: &Product| Calculation::Product(product.left.value, product.right.value);
    if let [only] = products {
        hints.push(last(line(only)));
        return hints;
    }
    for some in products.chunks(products.len().div_ceil(MOST_STEPS).max(1)) {
        let lines = some.iter().map(|product| Line::told(line(product))).collect();
        hints.push(hint(HintKind::Products, Vec::new(), lines));
    }
    hints.extend(of_sum(products.iter().map(|product| product.product).collect()));
    hints
}

/// All but the last added up, and then the last.
fn of_sum(terms: Vec<f64>) -> Vec<Hint> {
    match terms.split_last() {
        Some((end, rest)) if rest.len() > 1 => {
            let running = Line::told(Calculation::Sum(rest.to_vec()));
            let sum = running.calculation.value();
            let running = hint(HintKind::Running, Vec::new(), vec![running]);
            vec![running, last(Calculation::Sum(vec![sum, *end]))]
        }
        _ => vec![last(Calculation::Sum(terms))],
    }
}

fn of_softmax(softmax: &Softmax, base2: bool) -> Vec<Hint> {
    if softmax.all_masked() {
        return vec![hint(HintKind::AllMasked, Vec::new(), Vec::new())];
    }
    let member = softmax.members[softmax.chosen];
    let power = |exponent: f64| Calculation::Power { base2, exponent };
    if member.masked {
        return vec![
            hint(HintKind::Masked, Vec::new(), Vec::new()),
            last(power(member.operand.value - softmax.maximum)),
        ];
    }
    let row: Vec<f64> = softmax.members.iter().map(|member| member.operand.value).collect();
    let shifted = |x: &f64| Line::told(Calculation::Difference(*x, softmax.maximum));
    let powers: Vec<Line> = softmax.members.iter().map(|member| Line::told(power(member.shifted))).collect();
    let raised: Vec<f64> = powers.iter().map(|line| line.calculation.value()).collect();
    let total = Line::told(Calculation::Sum(raised.clone()));
    let share = Calculation::Quotient(raised[softmax.chosen], total.calculation.value());
    let shifted = row.iter().map(shifted).collect();
    let greatest = Line::told(Calculation::Pick(ReductionKind::Max, row));
    vec![
        hint(HintKind::Greatest, Vec::new(), vec![greatest]),
        hint(HintKind::Shifted, Vec::new(), shifted),
        hint(HintKind::Powers, vec![if base2 { "2" } else { "e" }.to_owned()], powers),
        hint(HintKind::Total, Vec::new(), vec![total]),
        last(share),
    ]
}

fn of_reduction(spots: &Spots<'_>, reduction: &Reduction) -> Vec<Hint> {
    let numbers: Vec<f64> = reduction.members.iter().map(|member| member.operand.value).collect();
    let place = reduction.members.first().map(|member| spots.along(&member.operand, reduction.axis));
    let mut hints: Vec<Hint> =
        place.into_iter().map(|place| hint(HintKind::Members, vec![place], Vec::new())).collect();
    match reduction.kind {
        ReductionKind::Sum => hints.extend(of_sum(numbers)),
        ReductionKind::Mean => {
            let count = numbers.len() as f64;
            let total = Line::told(Calculation::Sum(numbers));
            let share = Calculation::Quotient(total.calculation.value(), count);
            hints.push(hint(HintKind::Total, Vec::new(), vec![total]));
            hints.push(last(share));
        }
        kind => hints.push(last(Calculation::Pick(kind, numbers))),
    }
    hints
}

fn of_few(spots: &Spots<'_>, explanation: &Explanation) -> Vec<Hint> {
    let plain = |kind: HintKind| vec![hint(kind, Vec::new(), Vec::new())];
    let made_of = |operands: &[&Operand]| {
        let kind = if operands.len() > 1 { HintKind::MadeOfTwo } else { HintKind::MadeOf };
        hint(kind, operands.iter().map(|operand| spots.element(operand)).collect(), Vec::new())
    };
    match explanation {
        Explanation::Copy(x) => copied(spots, x),
        Explanation::Constant { reason, .. } => plain(match reason {
            Reason::Filled => HintKind::Filled,
            Reason::OnDiagonal => HintKind::Diagonal,
            Reason::OffDiagonal => HintKind::OffDiagonal,
            Reason::CutOff { .. } => HintKind::CutOff,
            Reason::Causal { .. } => HintKind::Causal,
            Reason::Window { .. } => HintKind::Window,
        }),
        Explanation::Size { argument, .. } => {
            let operand = Operand { argument: *argument, part: None, at: (0, 0, 0), value: 0.0 };
            vec![hint(HintKind::Size, vec![spots.name(&operand)], Vec::new())]
        }
        Explanation::Progression(Progression { start, step, index, .. }) => {
            let steps = Line::told(Calculation::Product(*index as f64, step.value()));
            let sum = Calculation::Sum(vec![start.value(), steps.calculation.value()]);
            vec![hint(HintKind::Products, Vec::new(), vec![steps]), last(sum)]
        }
        Explanation::Unary { operation, x } => {
            vec![made_of(&[x]), last(Calculation::Apply(operation, vec![x.value]))]
        }
        Explanation::Binary { operation, left, right } => {
            vec![made_of(&[left, right]), last(Calculation::Apply(operation, vec![left.value, right.value]))]
        }
        Explanation::Root { x, .. } => vec![made_of(&[x]), last(Calculation::Root(x.value))],
        Explanation::Choice { condition, x, y } => {
            let (kind, taken) =
                if condition.value == 0.0 { (HintKind::Second, y) } else { (HintKind::First, x) };
            let mut hints = vec![hint(kind, vec![spots.element(condition)], Vec::new())];
            hints.extend(copied(spots, taken));
            hints
        }
        Explanation::OneHot { id, .. } => vec![hint(HintKind::OneHot, vec![spots.element(id)], Vec::new())],
        Explanation::Lookup { index, x } => {
            let mut hints = vec![hint(HintKind::Lookup, vec![spots.element(index)], Vec::new())];
            hints.extend(copied(spots, x));
            hints
        }
        Explanation::Draw(draw) => {
            vec![hint(HintKind::Drawn, Vec::new(), Vec::new()), last(Calculation::Draw(*draw))]
        }
        Explanation::Derivation(derivation) => {
            let mut hints = vec![made_of_rows(spots, &explanation.operands())];
            if let Some((end, steps)) = derivation.lines.split_last() {
                let written = |line: &DerivationLine| Calculation::Written {
                    symbol: line.symbol,
                    pieces: written(&line.part, &derivation.lines),
                    value: line.value,
                };
                for some in steps.chunks(steps.len().div_ceil(MOST_STEPS).max(1)) {
                    let lines = some.iter().map(|line| Line::told(written(line))).collect();
                    hints.push(hint(HintKind::Derived, Vec::new(), lines));
                }
                hints.push(last(written(end)));
            }
            hints
        }
        Explanation::Products(_) | Explanation::Softmax(_) | Explanation::Reduction(_) => Vec::new(),
    }
}

/// The first operand, with its row where others of that are operands too; and where the number is made of others of the
/// same value, the row of these.
fn made_of_rows(spots: &Spots<'_>, operands: &[Operand]) -> Hint {
    let place = |operand: &Operand| {
        let beside = |other: &Operand| {
            let row = |operand: &Operand| (operand.argument, operand.part, operand.at.0, operand.at.1);
            row(operand) == row(other) && operand.at != other.at
        };
        if operands.iter().any(beside) { spots.lane(operand, 1) } else { spots.element(operand) }
    };
    let own = operands.iter().find(|operand| operand.argument == Operand::OWN);
    let kind = if own.is_some() { HintKind::MadeOfTwo } else { HintKind::MadeOf };
    hint(kind, operands.first().into_iter().chain(own).map(place).collect(), Vec::new())
}

/// What has to be filled in before: the numbers of the same value, here the row of one of them, that a number is made of.
pub(super) fn hint_before(explainer: &Explainer<'_>, found: &NodeExplanation, open: &Operand) -> Hint {
    hint(HintKind::Before, vec![Spots::new(explainer, found).lane(open, 1)], Vec::new())
}

fn copied(spots: &Spots<'_>, x: &Operand) -> Vec<Hint> {
    // Where a number is written in the formula, its place would be the number.
    let hint = match spots.source(x) {
        Some(Source::Literal { .. }) | None => hint(HintKind::Written, Vec::new(), Vec::new()),
        Some(_) => hint(HintKind::Copied, vec![spots.element(x)], Vec::new()),
    };
    vec![hint]
}
