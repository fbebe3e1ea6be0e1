//! Values and formulas in LaTeX, as papers and web pages read it: with `amsmath`, `MathJax` or `KaTeX`.

use crate::{
    formula::{Brackets, Expr, Formula, NodeId, Subscript},
    ops::{self, Notation},
    value::{Array, decimal::shortest},
};

/// Columns that a `pmatrix` has, at most.
const MOST_COLUMNS: usize = 10;
const ATOM: u8 = 6;
const SIGN: u8 = 4;

/// A value with every digit: a matrix in parentheses, the members of a stack beside each other.
pub fn matrix_in_latex(array: &Array) -> String {
    matrix_with(array, &shortest)
}

/// A value whose numbers are written by `write`.
pub(super) fn matrix_with(array: &Array, write: &dyn Fn(f64) -> String) -> String {
    let (stack, rows, columns) = array.shape().view();
    let number = |value: f64| number(&write(value));
    if array.shape().rank() == 0 {
        return array.as_number().map(number).unwrap_or_default();
    }
    let matrix = |member: usize| {
        let line = |row: usize| {
            let numbers: Vec<String> =
                (0..columns).filter_map(|column| array.get(member, row, column)).map(number).collect();
            format!("  {}", numbers.join(" & "))
        };
        let lines = (0..rows).map(line).collect::<Vec<_>>().join(" \\\\\n");
        if columns > MOST_COLUMNS {
            let places = "r".repeat(columns);
            format!("\\left(\\begin{{array}}{{{places}}}\n{lines}\n\\end{{array}}\\right)")
        } else {
            format!("\\begin{{pmatrix}}\n{lines}\n\\end{{pmatrix}}")
        }
    };
    (0..stack).map(matrix).collect::<Vec<_>>().join(",\\quad\n")
}

/// A number's text: `1.5e-7` is 1.5 × 10⁻⁷.
fn number(text: &str) -> String {
    let plain = text.replace('−', "-").replace("inf", "∞").replace('∞', "\\infty");
    match plain.split_once('e') {
        _ if plain.eq_ignore_ascii_case("nan") => "\\text{NaN}".to_owned(),
        Some((mantissa, exponent)) => format!("{mantissa} \\times 10^{{{exponent}}}"),
        None => plain,
    }
}

/// The formula: what is on the left, `=`, and the right.
pub fn formula_in_latex(formula: &Formula) -> String {
    format!("{} = {}", name_in_latex(&formula.name), node_in_latex(formula, formula.root()))
}

/// A node of a formula.
pub(super) fn node_in_latex(formula: &Formula, node: NodeId) -> String {
    let mut written: Vec<(String, u8)> = Vec::with_capacity(node + 1);
    for node in formula.nodes.iter().take(node + 1) {
        let next = write(&node.expr, &written);
        written.push(next);
    }
    written.pop().map(|(text, _)| text).unwrap_or_default()
}

/// A name: `W_Q` is W with a raised Q, `d_k` is d with a lowered k.
pub fn name_in_latex(name: &str) -> String {
    match name.split_once('_') {
        Some((base, index)) if !base.is_empty() && !index.is_empty() => {
            let mark = if base == "W" { '^' } else { '_' };
            format!("{}{mark}{{{}}}", symbol(base), symbol(index))
        }
        _ => symbol(name),
    }
}

/// One letter is a variable; a word stands upright.
fn symbol(text: &str) -> String {
    let mut letters = text.chars();
    match (letters.next(), letters.next()) {
        (Some(letter), None) => greek(letter).map_or_else(
            || if letter.is_ascii() { text.to_owned() } else { format!("\\text{{{letter}}}") },
            |name| format!("\\{name}"),
        ),
        _ if text.chars().all(|letter| letter.is_ascii_digit()) => text.to_owned(),
        _ if text.is_ascii() => format!("\\mathrm{{{}}}", text.replace('_', "\\_")),
        _ => format!("\\text{{{}}}", text.replace('_', "\\_")),
    }
}

fn greek(letter: char) -> Option<&'static str> {
    Some(match letter {
        'α' => "alpha",
        'β' => "beta",
        'γ' => "gamma",
        'δ' => "delta",
        'ε' => "epsilon",
        'ζ' => "zeta",
        'η' => "eta",
        'θ' => "theta",
        'κ' => "kappa",
        'λ' => "lambda",
        'μ' => "mu",
        'ν' => "nu",
        'ξ' => "xi",
        'π' => "pi",
        'ρ' => "rho",
        'σ' => "sigma",
        'τ' => "tau",
        'φ' => "varphi",
        'χ' => "chi",
        'ψ' => "psi",
        'ω' => "omega",
        'Γ' => "Gamma",
        'Δ' => "Delta",
        'Θ' => "Theta",
        'Λ' => "Lambda",
        'Σ' => "Sigma",
        'Φ' => "Phi",
        'Ψ' => "Psi",
        'Ω' => "Omega",
        _ => return None,
    })
}

fn write(expr: &Expr, written: &[(String, u8)]) -> (String, u8) {
    let whole = |node: NodeId| written.get(node).map(|(text, _)| text.clone()).unwrap_or_default();
    let at_least = |node: NodeId, least: u8| match written.get(node) {
        Some((text, precedence)) if *precedence < least => fenced("(", text, ")"),
        Some((text, _)) => text.clone(),
        None => String::new(),
    };
    let atom = |text: String| (text, ATOM);
    let listed = |items: Vec<String>| items.join(", ");
    match expr {
        Expr::Number(value) => atom(number(&shortest(*value))),
        Expr::Name(name) => atom(match &**name {
            "inf" => "\\infty".to_owned(),
            "pi" => "\\pi".to_owned(),
            name => name_in_latex(name),
        }),
        Expr::Unary(sign, operand) => (format!("{}{}", sign.symbol(), at_least(*operand, SIGN)), SIGN),
        Expr::Binary(operator, left, right) => {
            let precedence = operator.precedence();
            let sides = || (at_least(*left, precedence), at_least(*right, precedence + 1));
            match ops::find(operator.symbol()).map(ops::Operation::notation) {
                Some(Notation::Fraction) => atom(format!("\\frac{{{}}}{{{}}}", whole(*left), whole(*right))),
                Some(Notation::Power) => atom(format!("{{{}}}^{{{}}}", at_least(*left, ATOM), whole(*right))),
                Some(Notation::Juxtaposition) => {
                    let (left, right) = sides();
                    (format!("{left} \\, {right}"), precedence)
                }
                _ => {
                    let (left, right) = sides();
                    let symbol = match operator.symbol() {
                        "*" => "\\cdot",
                        "<" => "\\lt",
                        ">" => "\\gt",
                        "<=" => "\\le",
                        ">=" => "\\ge",
                        "==" => "=",
                        "!=" => "\\ne",
                        symbol => symbol,
                    };
                    (format!("{left} {symbol} {right}"), precedence)
                }
            }
        }
        Expr::Transpose(array) => atom(format!("{{{}}}^{{\\top}}", at_least(*array, ATOM))),
        Expr::Shape(array) => atom(function("shape", &whole(*array))),
        Expr::Index(array, subscripts) => {
            let subscripts = subscripts.iter().map(|subscript| self::subscript(subscript, &whole)).collect();
            atom(format!("{{{}}}_{{{}}}", at_least(*array, ATOM), listed(subscripts)))
        }
        Expr::List(brackets, items) => {
            let items = listed(items.iter().map(|item| whole(*item)).collect());
            atom(match brackets {
                Brackets::Square => fenced("[", &items, "]"),
                Brackets::Round => fenced("(", &items, ")"),
            })
        }
        Expr::Call { function: called, arguments, keywords, .. } => {
            let notation = ops::find(called).map(ops::Operation::notation);
            match (notation, arguments.first()) {
                (Some(Notation::Root), Some(first)) => atom(format!("\\sqrt{{{}}}", whole(*first))),
                (Some(Notation::Absolute), Some(first)) => atom(fenced("|", &whole(*first), "|")),
                (Some(Notation::Exponential), Some(first)) => atom(format!("e^{{{}}}", whole(*first))),
                (Some(Notation::Transpose), Some(first)) => {
                    atom(format!("{{{}}}^{{\\top}}", at_least(*first, ATOM)))
                }
                _ => {
                    let named = keywords.iter().map(|keyword| {
                        format!("\\text{{{}}}={}", keyword.name.replace('_', "\\_"), whole(keyword.value))
                    });
                    let arguments = arguments.iter().map(|argument| whole(*argument)).chain(named).collect();
                    atom(function(called, &listed(arguments)))
                }
            }
        }
    }
}

fn fenced(open: &str, inner: &str, close: &str) -> String {
    format!("\\left{open}{inner}\\right{close}")
}

fn function(called: &str, arguments: &str) -> String {
    format!("\\operatorname{{{}}}{}", called.replace('_', "\\_"), fenced("(", arguments, ")"))
}

fn subscript(subscript: &Subscript, whole: &dyn Fn(NodeId) -> String) -> String {
    match subscript {
        Subscript::At(index) => whole(*index),
        Subscript::Slice { start, stop, step } => {
            let bound = |bound: &Option<NodeId>| bound.map(whole).unwrap_or_default();
            let step = step.map(|step| format!(":{}", whole(step))).unwrap_or_default();
            format!("{}:{}{step}", bound(start), bound(stop))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Shape;

    fn latex(source: &str) -> String {
        formula_in_latex(&Formula::parse(source).unwrap())
    }

    #[test]
    fn formulas_are_as_papers_write_them() {
        assert_eq!(latex("Q = X @ W_Q"), r"Q = X \, W^{Q}");
        assert_eq!(latex("Z = Q @ K.T / sqrt(d_k)"), r"Z = \frac{Q \, {K}^{\top}}{\sqrt{d_{k}}}");
        assert_eq!(
            latex("A = softmax(Z, axis=-1)"),
            r"A = \operatorname{softmax}\left(Z, \text{axis}=-1\right)"
        );
        assert_eq!(latex("y = (a + b) * exp(-x)"), r"y = \left(a + b\right) \cdot e^{-x}");
        assert_eq!(latex("权重 = λ * X[0, 1:]"), r"\text{权重} = \lambda \cdot {X}_{0, 1:}");
    }

    #[test]
    fn matrices_keep_every_digit() {
        let array =
            Array::from_c_order(Shape::matrix(2, 2), vec![0.1, -1e-7, f64::NEG_INFINITY, f64::NAN]).unwrap();
        assert_eq!(
            matrix_in_latex(&array),
            "\\begin{pmatrix}\n  0.1 & -1 \\times 10^{-7} \\\\\n  -\\infty & \\text{NaN}\n\\end{pmatrix}"
        );
        assert!(
            matrix_in_latex(&Array::filled(&Shape::matrix(1, 11), 0.0))
                .contains("\\begin{array}{rrrrrrrrrrr}")
        );
    }
}
