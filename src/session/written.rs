//! A line of a derivation as a person writes it: signs and numbers in a row.

use super::calculation::{inner, number};
use crate::ops::explanation::{DerivationLine, Operand, Part};

/// A piece of a written line.
#[derive(Debug, Clone, PartialEq)]
pub enum Written {
    /// `+`, `(`, `√`
    Sign(&'static str),
    /// A number that lives somewhere.
    Operand(Operand),
    /// A number of the operation's own, or of an earlier line, with what that line is called.
    Number(f64, Option<&'static str>),
}

/// A line in plain text: `0.62 · 0.5 + (−0.25)`.
pub(super) fn text_of(pieces: &[Written]) -> String {
    let mut text = String::new();
    for (at, piece) in pieces.iter().enumerate() {
        match piece {
            Written::Sign(sign @ ("+" | "·" | "÷" | "−")) => text.extend([" ", sign, " "]),
            Written::Sign(sign) => text.push_str(sign),
            Written::Operand(Operand { value, .. }) | Written::Number(value, _) => {
                // A sign behind another one is hard to read.
                let begins = at == 0 || pieces.get(at - 1) == Some(&Written::Sign("("));
                text.push_str(&if begins { number(*value) } else { inner(*value) });
            }
        }
    }
    text
}

/// How tightly a part binds: the looser one in a tighter one stands in parentheses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Binding {
    Sum,
    Product,
    Power,
}

/// Of more terms than these, the first and the last are written.
const MOST_TERMS: usize = 8;

/// The right side of a line.
pub fn written(part: &Part, lines: &[DerivationLine]) -> Vec<Written> {
    let mut pieces = Vec::new();
    write(part, lines, Binding::Sum, &mut pieces);
    pieces
}

fn write(part: &Part, lines: &[DerivationLine], within: Binding, pieces: &mut Vec<Written>) {
    let own = match part {
        Part::Sum(parts) if parts.len() > 1 => Binding::Sum,
        Part::Difference(_) => Binding::Sum,
        Part::Product(parts) if parts.len() > 1 => Binding::Product,
        Part::Quotient(_) => Binding::Product,
        _ => Binding::Power,
    };
    let enclosed = own < within;
    if enclosed {
        pieces.push(Written::Sign("("));
    }
    match part {
        Part::Operand(operand) => pieces.push(Written::Operand(*operand)),
        Part::Number(number) => pieces.push(Written::Number(*number, None)),
        Part::Line(line) => {
            if let Some(line) = lines.get(*line) {
                pieces.push(Written::Number(line.value, Some(line.symbol)));
            }
        }
        // One term alone is itself.
        Part::Sum(parts) | Part::Product(parts) if parts.len() == 1 => {
            write(&parts[0], lines, within, pieces);
        }
        Part::Sum(parts) => several(parts, "+", Binding::Sum, lines, pieces),
        Part::Product(parts) => several(parts, "·", Binding::Product, lines, pieces),
        Part::Difference(parts) => pair(parts, "−", Binding::Sum, lines, pieces),
        Part::Quotient(parts) => pair(parts, "÷", Binding::Product, lines, pieces),
        Part::Power(parts) => pair(parts, "^", Binding::Power, lines, pieces),
        Part::Function(name, x) => {
            let sign = if *name == "sqrt" { "√" } else { name };
            pieces.extend([Written::Sign(sign), Written::Sign("(")]);
            write(x, lines, Binding::Sum, pieces);
            pieces.push(Written::Sign(")"));
        }
    }
    if enclosed {
        pieces.push(Written::Sign(")"));
    }
}

fn several(
    parts: &[Part],
    sign: &'static str,
    binding: Binding,
    lines: &[DerivationLine],
    pieces: &mut Vec<Written>,
) {
    if parts.is_empty() {
        pieces.push(Written::Number(if sign == "+" { 0.0 } else { 1.0 }, None));
    }
    let cut = parts.len() > MOST_TERMS;
    for (at, part) in parts.iter().enumerate() {
        if cut && (3..parts.len() - 1).contains(&at) {
            if at == 3 {
                pieces.extend([Written::Sign(sign), Written::Sign("…")]);
            }
            continue;
        }
        if at > 0 {
            pieces.push(Written::Sign(sign));
        }
        write(part, lines, binding, pieces);
    }
}

fn pair(
    parts: &[Part; 2],
    sign: &'static str,
    binding: Binding,
    lines: &[DerivationLine],
    pieces: &mut Vec<Written>,
) {
    write(&parts[0], lines, binding, pieces);
    pieces.push(Written::Sign(sign));
    // x − (y − z), x ÷ (y ÷ z)
    let tighter = if binding == Binding::Sum { Binding::Product } else { Binding::Power };
    write(&parts[1], lines, tighter, pieces);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(part: &Part) -> String {
        let piece = |piece: &Written| match piece {
            Written::Sign(sign) => (*sign).to_owned(),
            Written::Operand(operand) => operand.value.to_string(),
            Written::Number(number, _) => number.to_string(),
        };
        written(part, &[]).iter().map(piece).collect()
    }

    #[test]
    fn parentheses_stand_where_they_must() {
        let number = Part::Number;
        let sum = Part::Sum(vec![number(1.0), number(2.0)]);
        let difference = Part::Difference(Box::new([number(5.0), sum.clone()]));
        assert_eq!(text(&difference), "5−(1+2)");
        let quotient = Part::Quotient(Box::new([difference, Part::Function("sqrt", Box::new(sum.clone()))]));
        assert_eq!(text(&quotient), "(5−(1+2))÷√(1+2)");
        assert_eq!(text(&Part::Sum(vec![sum])), "1+2");
        assert_eq!(text(&Part::Sum(Vec::new())), "0");
        let many = Part::Sum((1..=20).map(|x| number(f64::from(x))).collect());
        assert_eq!(text(&many), "1+2+3+…+20");
    }
}
