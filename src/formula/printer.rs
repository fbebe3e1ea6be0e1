//! Tree → text.

use std::fmt::Write as _;

use super::{Brackets, Expr, Formula, NodeId, Subscript};

/// How a tree is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// With the parentheses that are needed and no others.
    Plain,
    /// With parentheses around every operator, to see how a text was read.
    Grouped,
}

/// Binds tighter than every operator, and what follows it with a point or a bracket.
const ATOM: u8 = 7;
/// Binds tighter than every operator, but its own point is a decimal point: `(1).T`.
const NUMBER: u8 = 6;
/// The sign, between a product and a power.
const SIGN: u8 = 4;

impl Formula {
    /// The formula as text that parses back to the same tree.
    pub fn print(&self, style: Style) -> String {
        format!("{} = {}", self.name, self.print_node(self.root(), style))
    }

    /// One node as text.
    pub fn print_node(&self, node: NodeId, style: Style) -> String {
        // Operands stand before the nodes that use them: one pass suffices, with no recursion.
        let mut texts: Vec<(String, u8)> = Vec::with_capacity(node + 1);
        for node in self.nodes.iter().take(node + 1) {
            let text = print_expr(&node.expr, &texts, style);
            texts.push(text);
        }
        texts.pop().map(|(text, _)| text).unwrap_or_default()
    }
}

fn print_expr(expr: &Expr, texts: &[(String, u8)], style: Style) -> (String, u8) {
    // An operand in parentheses where it binds looser than its place needs.
    let at = |node: NodeId, least: u8| {
        let Some((text, precedence)) = texts.get(node) else { return String::new() };
        if *precedence < least { format!("({text})") } else { text.clone() }
    };
    let operator = |text: String, precedence: u8| match style {
        Style::Plain => (text, precedence),
        Style::Grouped => (format!("({text})"), ATOM),
    };
    match expr {
        Expr::Number(value) => (print_number(*value), NUMBER),
        Expr::Name(name) => (name.to_string(), ATOM),
        Expr::Unary(sign, operand) => operator(format!("{}{}", sign.symbol(), at(*operand, SIGN)), SIGN),
        Expr::Binary(binary, left, right) => {
            let precedence = binary.precedence();
            // A power groups to the right and takes a sign on its right, a comparison does not chain.
            let (left_least, right_least) = match precedence {
                1 => (2, 2),
                5 => (NUMBER, SIGN),
                _ => (precedence, precedence + 1),
            };
            let text = format!("{} {} {}", at(*left, left_least), binary.symbol(), at(*right, right_least));
            operator(text, precedence)
        }
        Expr::Transpose(array) => (format!("{}.T", at(*array, ATOM)), ATOM),
        Expr::Shape(array) => (format!("{}.shape", at(*array, ATOM)), ATOM),
        Expr::Index(array, subscripts) => {
            let subscripts: Vec<String> =
                subscripts.iter().map(|subscript| print_subscript(subscript, &at)).collect();
            (format!("{}[{}]", at(*array, ATOM), subscripts.join(", ")), ATOM)
        }
        Expr::Call { function, arguments, keywords, .. } => {
            let arguments = arguments.iter().map(|argument| at(*argument, 0));
            let keywords =
                keywords.iter().map(|keyword| format!("{}={}", keyword.name, at(keyword.value, 0)));
            let arguments: Vec<String> = arguments.chain(keywords).collect();
            (format!("{function}({})", arguments.join(", ")), ATOM)
        }
        Expr::List(brackets, items) => (print_list(*brackets, items, &at), ATOM),
    }
}

fn print_subscript(subscript: &Subscript, at: &impl Fn(NodeId, u8) -> String) -> String {
    match subscript {
        Subscript::At(index) => at(*index, 0),
        Subscript::Slice { start, stop, step } => {
            let bound = |bound: &Option<NodeId>| bound.map(|bound| at(bound, 0)).unwrap_or_default();
            let mut text = format!("{}:{}", bound(start), bound(stop));
            if let Some(step) = step {
                let _ = write!(text, ":{}", at(*step, 0));
            }
            text
        }
    }
}

fn print_list(brackets: Brackets, items: &[NodeId], at: &impl Fn(NodeId, u8) -> String) -> String {
    let texts: Vec<String> = items.iter().map(|item| at(*item, 0)).collect();
    match (brackets, texts.as_slice()) {
        (Brackets::Round, [only]) => format!("({only},)"),
        (Brackets::Round, _) => format!("({})", texts.join(", ")),
        (Brackets::Square, _) => format!("[{}]", texts.join(", ")),
    }
}

/// The shortest text that parses back to the same number, without a needless point.
fn print_number(value: f64) -> String {
    if value.is_infinite() {
        // A number that was written too large; `inf` would be a name.
        return "1e999".to_owned();
    }
    let text = format!("{value:?}");
    text.strip_suffix(".0").map_or(text.clone(), String::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_their_points_apart() {
        for source in ["Y = (1).T", "Y = (1.5)[0]", "Y = 1e999 ** 2", "Y = -1e300", "Y = 1e-7 + 0.1"] {
            let formula = Formula::parse(source).unwrap();
            assert_eq!(formula.print(Style::Plain), source);
        }
    }
}
