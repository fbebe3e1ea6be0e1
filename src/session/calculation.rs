//! One line of arithmetic with real numbers, as a person writes it: `2 · 0.13 = 0.26`, `1.2 / 3.4 = ?`.

use super::written::text_of;
use crate::{
    ops::explanation::{Draw, Explanation, Operand, Reduction, ReductionKind, ReductionMember},
    session::Written,
    value::decimal::Format,
};

/// What is computed.
#[derive(Debug, Clone, PartialEq)]
pub enum Calculation {
    /// x · y
    Product(f64, f64),
    /// x + y + …
    Sum(Vec<f64>),
    /// x − y
    Difference(f64, f64),
    /// x / y
    Quotient(f64, f64),
    /// e^x, or 2^x
    Power {
        /// Whether 2 is raised instead of e.
        base2: bool,
        /// To which power.
        exponent: f64,
    },
    /// √x
    Root(f64),
    /// An operation on one number or two, by its name in `ops`.
    Apply(&'static str, Vec<f64>),
    /// The greatest, the least, or the position of the greatest.
    Pick(ReductionKind, Vec<f64>),
    /// A drawn number: √(−2 ln u) · cos(2πv)
    Draw(Draw),
    /// A line of a derivation.
    Written {
        /// What the number is called.
        symbol: &'static str,
        /// How it is computed.
        pieces: Vec<Written>,
        /// The number.
        value: f64,
    },
}

/// A line of arithmetic and what it gives; `None` where that is left to the reader.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// What is computed.
    pub calculation: Calculation,
    /// What it gives.
    pub result: Option<f64>,
}

/// More numbers than these are cut short in a text.
const MOST_SHOWN: usize = 9;

impl Line {
    /// With its result.
    pub(super) fn told(calculation: Calculation) -> Self {
        let result = Some(calculation.value());
        Self { calculation, result }
    }

    /// Without.
    pub(super) fn asked(calculation: Calculation) -> Self {
        Self { calculation, result: None }
    }

    /// As a person writes it.
    pub fn text(&self) -> String {
        let result = self.result.map_or_else(|| "?".to_owned(), number);
        format!("{} = {result}", self.calculation.text())
    }
}

/// To at most four decimals.
pub(super) fn number(x: f64) -> String {
    Format::of(&[x]).text(x)
}

/// In brackets where a sign before it would be hard to read.
pub(super) fn inner(x: f64) -> String {
    if x < 0.0 { format!("({})", number(x)) } else { number(x) }
}

fn operand(value: f64) -> Operand {
    Operand { argument: 0, part: None, at: (0, 0, 0), value }
}

/// The first and the last of many, with a sign for those between.
fn listed(items: impl ExactSizeIterator<Item = String>, between: &str) -> String {
    let count = items.len();
    let mut text = String::new();
    for (at, item) in items.enumerate() {
        let cut = count > MOST_SHOWN && at >= MOST_SHOWN - 2 && at + 1 < count;
        if cut && at > MOST_SHOWN - 2 {
            continue;
        }
        if at > 0 {
            text.push_str(between);
        }
        text.push_str(if cut { "…" } else { &item });
    }
    text
}

impl Calculation {
    /// What it gives.
    pub fn value(&self) -> f64 {
        match self {
            Self::Product(x, y) => x * y,
            Self::Sum(terms) => terms.iter().fold(0.0, |sum, term| sum + term),
            Self::Difference(x, y) => x - y,
            Self::Quotient(x, y) => x / y,
            Self::Power { base2: true, exponent } => exponent.exp2(),
            Self::Power { base2: false, exponent } => exponent.exp(),
            Self::Root(x) => x.sqrt(),
            Self::Apply(operation, operands) => match operands[..] {
                [x] => Explanation::Unary { operation, x: operand(x) }.recompute(),
                [x, y] => Explanation::Binary { operation, left: operand(x), right: operand(y) }.recompute(),
                _ => f64::NAN,
            },
            Self::Pick(kind, numbers) => {
                let member = |&value: &f64| ReductionMember { operand: operand(value), running: value };
                let members = numbers.iter().map(member).collect();
                Explanation::Reduction(Reduction { kind: *kind, axis: None, members, decides: None })
                    .recompute()
            }
            Self::Draw(draw) => Explanation::Draw(*draw).recompute(),
            Self::Written { value, .. } => *value,
        }
    }

    fn text(&self) -> String {
        match self {
            Self::Product(x, y) => format!("{} · {}", number(*x), inner(*y)),
            Self::Sum(terms) if terms.is_empty() => "0".to_owned(),
            Self::Sum(terms) => listed(terms.iter().map(|term| inner(*term)), " + "),
            Self::Difference(x, y) => format!("{} − {}", number(*x), inner(*y)),
            Self::Quotient(x, y) => format!("{} / {}", number(*x), inner(*y)),
            Self::Power { base2, exponent } => {
                format!("{}^{}", if *base2 { "2" } else { "e" }, inner(*exponent))
            }
            Self::Root(x) => format!("√{}", inner(*x)),
            Self::Apply(operation, operands) => applied(operation, operands),
            Self::Pick(kind, numbers) => {
                let name = match kind {
                    ReductionKind::Min => "min",
                    ReductionKind::ArgMax => "argmax",
                    _ => "max",
                };
                format!("{name}({})", listed(numbers.iter().map(|x| number(*x)), ", "))
            }
            Self::Draw(Draw { u, v, .. }) => format!("√(−2 · ln {}) · cos(2π · {})", number(*u), number(*v)),
            Self::Written { symbol, pieces, .. } => format!("{symbol} = {}", text_of(pieces)),
        }
    }
}

fn applied(operation: &str, operands: &[f64]) -> String {
    let symbol = match operation {
        "*" => "·",
        "-" => "−",
        "**" => "^",
        symbol => symbol,
    };
    match (operation, operands) {
        ("exp", [x]) => format!("e^{}", inner(*x)),
        ("sqrt", [x]) => format!("√{}", inner(*x)),
        ("-x", [x]) => format!("−{}", inner(*x)),
        ("+x", [x]) => format!("+{}", inner(*x)),
        (_, [x, y]) if !operation.starts_with(|c: char| c.is_ascii_alphabetic()) => {
            let left = if operation == "**" { inner(*x) } else { number(*x) };
            format!("{left} {symbol} {}", inner(*y))
        }
        _ => format!("{operation}({})", listed(operands.iter().map(|x| number(*x)), ", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_read_as_a_person_writes_them() {
        let told = |calculation: Calculation| Line::told(calculation).text();
        assert_eq!(told(Calculation::Product(-2.0, -0.125)), "−2 · (−0.125) = 0.25");
        assert_eq!(told(Calculation::Sum(vec![1.0, -0.5])), "1 + (−0.5) = 0.5");
        assert_eq!(told(Calculation::Power { base2: true, exponent: -1.0 }), "2^(−1) = 0.5");
        assert_eq!(told(Calculation::Apply("**", vec![-2.0, 3.0])), "(−2) ^ 3 = −8");
        assert_eq!(told(Calculation::Apply("maximum", vec![-2.0, 3.0])), "maximum(−2, 3) = 3");
        assert_eq!(told(Calculation::Pick(ReductionKind::ArgMax, vec![1.0, 3.0])), "argmax(1, 3) = 1");
        let asked = Line::asked(Calculation::Quotient(1.0, 3.0));
        assert_eq!((asked.text().as_str(), asked.calculation.value()), ("1 / 3 = ?", 1.0 / 3.0));
        let many: Vec<f64> = (1..=20).map(f64::from).collect();
        assert_eq!(told(Calculation::Sum(many)), "1 + 2 + 3 + 4 + 5 + 6 + 7 + … + 20 = 210");
    }
}
