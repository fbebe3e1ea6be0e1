//! Arithmetic written out line by line: for operations whose elements take several named numbers to compute, such as
//! the mean and the deviation of `layer_norm` or the gates of `gru`.

use super::{Cause, explanation::Operand};

/// Named numbers, each made of operands and of lines before it; the last line is the element.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Derivation {
    /// The lines, in the order of computing.
    pub lines: Vec<DerivationLine>,
    /// Whether the element is part of a state that is made of the state before, or of 0 where it is the first.
    pub is_state: bool,
}

/// One line of a [`Derivation`].
#[derive(Debug, Clone, PartialEq)]
pub struct DerivationLine {
    /// What the number is called: `μ`, `σ²`, `z`. Letters and signs, no words.
    pub symbol: &'static str,
    /// How it is computed.
    pub part: Part,
    /// The number.
    pub value: f64,
}

/// A part of the arithmetic of a line.
#[derive(Debug, Clone, PartialEq)]
pub enum Part {
    /// An element of an argument, or of the result itself (see [`Operand::OWN`]).
    Operand(Operand),
    /// A number of the operation's own.
    Number(f64),
    /// The number of an earlier line.
    Line(usize),
    /// x + y + …; 0 of none.
    Sum(Vec<Self>),
    /// x · y · …; 1 of none.
    Product(Vec<Self>),
    /// x − y
    Difference(Box<[Self; 2]>),
    /// x / y
    Quotient(Box<[Self; 2]>),
    /// xʸ
    Power(Box<[Self; 2]>),
    /// A function of one number: `exp log sqrt tanh sigmoid sin cos abs`.
    Function(&'static str, Box<Self>),
}

impl Part {
    /// x − y
    pub(super) fn minus(self, other: Self) -> Self {
        Self::Difference(Box::new([self, other]))
    }

    /// x / y
    pub(super) fn over(self, other: Self) -> Self {
        Self::Quotient(Box::new([self, other]))
    }

    /// xʸ
    pub(super) fn raised_to(self, other: Self) -> Self {
        Self::Power(Box::new([self, other]))
    }

    /// x · y
    pub(super) fn times(self, other: Self) -> Self {
        Self::Product(vec![self, other])
    }

    /// A function of it.
    pub(super) fn under(self, function: &'static str) -> Self {
        Self::Function(function, Box::new(self))
    }

    /// Why it is NaN where none of its parts is, or infinite where all are finite; looks into the parts first.
    fn cause(&self, lines: &[f64]) -> Option<Cause> {
        let (parts, is_sum) = match self {
            Self::Operand(_) | Self::Number(_) | Self::Line(_) => return None,
            Self::Sum(parts) | Self::Product(parts) => (&parts[..], matches!(self, Self::Sum(_))),
            Self::Difference(parts) | Self::Quotient(parts) | Self::Power(parts) => {
                (&parts[..], matches!(self, Self::Difference(_)))
            }
            Self::Function(_, x) => (std::slice::from_ref(&**x), false),
        };
        if let Some(cause) = parts.iter().find_map(|part| part.cause(lines)) {
            return Some(cause);
        }
        let (value, values) = (self.value(lines), parts.iter().map(|part| part.value(lines)));
        if value.is_nan() && !values.clone().any(f64::is_nan) {
            return Some(match self {
                Self::Product(_) => Cause::ZeroTimesInfinity,
                _ if is_sum => Cause::of_sum(values, value),
                Self::Quotient(_) if values.clone().all(f64::is_infinite) => Cause::InfinityOverInfinity,
                Self::Quotient(_) => Cause::ZeroOverZero,
                _ => Cause::Overflow,
            });
        }
        (value.is_infinite() && values.clone().all(f64::is_finite)).then_some(match self {
            Self::Quotient(parts) if parts[1].value(lines) == 0.0 => Cause::DivisionByZero,
            _ => Cause::Overflow,
        })
    }

    /// The number, given the lines before.
    fn value(&self, lines: &[f64]) -> f64 {
        let pair = |pair: &[Self; 2]| (pair[0].value(lines), pair[1].value(lines));
        match self {
            Self::Operand(operand) => operand.value,
            Self::Number(number) => *number,
            Self::Line(line) => lines.get(*line).copied().unwrap_or(f64::NAN),
            Self::Sum(parts) => parts.iter().fold(0.0, |sum, part| sum + part.value(lines)),
            Self::Product(parts) => parts.iter().fold(1.0, |product, part| product * part.value(lines)),
            Self::Difference(parts) => {
                let (x, y) = pair(parts);
                x - y
            }
            Self::Quotient(parts) => {
                let (x, y) = pair(parts);
                x / y
            }
            Self::Power(parts) => {
                let (x, y) = pair(parts);
                x.powf(y)
            }
            Self::Function(name, x) => function(name, x.value(lines)),
        }
    }

    fn each_operand(&self, see: &mut dyn FnMut(&Operand)) {
        match self {
            Self::Operand(operand) => see(operand),
            Self::Number(_) | Self::Line(_) => {}
            Self::Sum(parts) | Self::Product(parts) => parts.iter().for_each(|part| part.each_operand(see)),
            Self::Difference(parts) | Self::Quotient(parts) | Self::Power(parts) => {
                parts.iter().for_each(|part| part.each_operand(see));
            }
            Self::Function(_, x) => x.each_operand(see),
        }
    }
}

/// A function of one number by its name; NaN of an unknown one.
fn function(name: &str, x: f64) -> f64 {
    match name {
        "exp" => x.exp(),
        "log" => x.ln(),
        "sqrt" => x.sqrt(),
        "tanh" => x.tanh(),
        "sigmoid" => 1.0 / (1.0 + (-x).exp()),
        "sin" => x.sin(),
        "cos" => x.cos(),
        "abs" => x.abs(),
        _ => f64::NAN,
    }
}

impl Derivation {
    /// Writes a line; what it returns stands for its number in later lines.
    pub(super) fn line(&mut self, symbol: &'static str, part: Part) -> Part {
        let lines: Vec<f64> = self.lines.iter().map(|line| line.value).collect();
        let value = part.value(&lines);
        self.lines.push(DerivationLine { symbol, part, value });
        Part::Line(self.lines.len() - 1)
    }

    /// The element, computed again from the operands alone.
    pub fn recompute(&self) -> f64 {
        let mut values = Vec::with_capacity(self.lines.len());
        for line in &self.lines {
            let value = line.part.value(&values);
            values.push(value);
        }
        values.last().copied().unwrap_or(f64::NAN)
    }

    /// Why the element is NaN or infinite: the first step that makes it so.
    pub(super) fn cause(&self) -> Cause {
        let values: Vec<f64> = self.lines.iter().map(|line| line.value).collect();
        self.lines.iter().find_map(|line| line.part.cause(&values)).unwrap_or(Cause::Overflow)
    }

    pub(super) fn each_operand(&self, see: &mut dyn FnMut(&Operand)) {
        self.lines.iter().for_each(|line| line.part.each_operand(see));
    }
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "the expected numbers are exact")]
mod tests {
    use super::*;

    #[test]
    fn lines_build_on_each_other() {
        let operand =
            |column, value| Part::Operand(Operand { argument: 0, part: None, at: (0, 0, column), value });
        let mut derivation = Derivation::default();
        let sum = derivation.line("s", Part::Sum(vec![operand(0, 1.0), operand(1, 3.0)]));
        let mean = derivation.line("μ", sum.over(Part::Number(2.0)));
        derivation.line("d", operand(1, 3.0).minus(mean).raised_to(Part::Number(2.0)));
        let values: Vec<f64> = derivation.lines.iter().map(|line| line.value).collect();
        assert_eq!(values, [4.0, 2.0, 1.0]);
        assert_eq!(derivation.recompute(), 1.0);
        let mut seen = Vec::new();
        derivation.each_operand(&mut |operand| seen.push(operand.at.2));
        assert_eq!(seen, [0, 1, 1]);
        derivation.lines[0].part = Part::Number(10.0);
        assert_eq!(derivation.recompute(), 4.0, "from the parts, not from the values");
    }
}
