//! Tree → MathML, with the hue of each quantity, the shape under each symbol where it is wanted, and the parts that can
//! be opened marked with their nodes.

use yew::prelude::*;

use crate::{
    formula::{Brackets, Expr, Formula, NodeId, Subscript},
    notebook::NodeValue,
    ops::{self, Notation},
    plot::Role,
    value::Axis,
};

/// What is known of a formula that is set.
#[derive(Clone, Copy, Default)]
pub(super) struct Known<'a> {
    /// The values of its nodes, for their shapes; empty where none are wanted.
    pub(super) shapes: &'a [NodeValue],
    /// The nodes that can be opened.
    pub(super) parts: &'a [NodeId],
}

/// The formula as mathematics.
pub(super) fn math(formula: &Formula, known: Known<'_>) -> Html {
    let right = part(formula, formula.root(), known);
    let left = shaped(name(&formula.name), known.shapes.get(formula.root()));
    html! {
        <math class="math" display="inline"><mrow>{ left }<mo>{ "=" }</mo>{ right }</mrow></math>
    }
}

/// A part of a formula as mathematics.
pub(super) fn part_alone(formula: &Formula, node: NodeId) -> Html {
    html! { <math class="math" display="inline">{ part(formula, node, Known::default()) }</math> }
}

fn part(formula: &Formula, root: NodeId, known: Known<'_>) -> Html {
    // Operands stand before the nodes that use them: one pass, no recursion.
    let mut written: Vec<Written> = Vec::with_capacity(root + 1);
    // Of K⊤ the shape of K⊤ is told, and not that of K.
    let turned = formula.nodes.iter().filter_map(|node| match node.expr {
        Expr::Transpose(array) => Some(array),
        _ => None,
    });
    let turned: Vec<NodeId> = turned.collect();
    for (id, node) in formula.nodes.iter().enumerate().take(root + 1) {
        let mut next = write(&node.expr, &written);
        if matches!(node.expr, Expr::Name(_) | Expr::Transpose(_)) && !turned.contains(&id) {
            next.html = shaped(next.html, known.shapes.get(id));
        }
        if known.parts.contains(&id) {
            next.html = html! { <mrow data-node={id.to_string()}>{ next.html }</mrow> };
        }
        written.push(next);
    }
    written.pop().map(|written| written.html).unwrap_or_default()
}

/// A symbol with its shape under it, where it is an array of at least one axis.
fn shaped(symbol: Html, value: Option<&NodeValue>) -> Html {
    let Some(NodeValue::Array(array)) = value else { return symbol };
    let axes = array.shape().axes();
    if axes.is_empty() {
        return symbol;
    }
    let axis = |(index, axis): (usize, &Axis)| {
        html! {
            <>
                if index > 0 { <mo>{ "×" }</mo> }
                { axis.name.as_deref().map_or_else(|| number(axis.size as f64), name) }
            </>
        }
    };
    let shape = html! { <mrow class="math__shape">{ for axes.iter().enumerate().map(axis) }</mrow> };
    html! { <munder><mrow>{ symbol }</mrow>{ shape }</munder> }
}

/// A name as mathematics: `W_Q` is W with a raised Q, `d_k` is d with a lowered k.
pub(super) fn name(name: &str) -> Html {
    let role = Role::of_name(name).map(Role::key);
    let symbol = |text: &str| html! { <mi data-role={role}>{ text.to_owned() }</mi> };
    let set = match name.split_once('_') {
        Some((base, index)) if !base.is_empty() && !index.is_empty() => {
            let (base_html, index_html) = (symbol(base), symbol(index));
            if base == "W" {
                html! { <msup>{ base_html }{ index_html }</msup> }
            } else {
                html! { <msub>{ base_html }{ index_html }</msub> }
            }
        }
        _ => symbol(name),
    };
    html! { <mrow data-symbol={name.to_owned()}>{ set }</mrow> }
}

/// A name as mathematics, on its own.
pub(super) fn name_alone(text: &str) -> Html {
    html! { <math class="math" display="inline">{ name(text) }</math> }
}

/// A node as mathematics, and how tightly it holds together.
#[derive(Clone)]
struct Written {
    html: Html,
    precedence: u8,
}

const ATOM: u8 = 6;
const SIGN: u8 = 4;

fn atom(html: Html) -> Written {
    Written { html, precedence: ATOM }
}

fn fenced(open: &'static str, inner: Html, close: &'static str) -> Html {
    html! { <mrow><mo stretchy="false">{ open }</mo>{ inner }<mo stretchy="false">{ close }</mo></mrow> }
}

/// Items with commas between them.
fn separated(items: Vec<Html>) -> Html {
    let separate = |(index, item): (usize, Html)| {
        let comma = if index > 0 {
            html! { <mo separator="true">{ "," }</mo> }
        } else {
            html! {}
        };
        html! { <>{ comma }{ item }</> }
    };
    html! { <mrow>{ for items.into_iter().enumerate().map(separate) }</mrow> }
}

fn write(expr: &Expr, written: &[Written]) -> Written {
    let whole = |node: NodeId| written.get(node).map(|written| written.html.clone()).unwrap_or_default();
    let at_least = |node: NodeId, least: u8| match written.get(node) {
        Some(found) if found.precedence < least => fenced("(", found.html.clone(), ")"),
        Some(found) => found.html.clone(),
        None => html! {},
    };
    match expr {
        Expr::Number(value) => atom(number(*value)),
        Expr::Name(text) => atom(match &**text {
            "inf" => html! { <mi>{ "∞" }</mi> },
            "pi" => html! { <mi>{ "π" }</mi> },
            other => name(other),
        }),
        Expr::Unary(sign, operand) => Written {
            html: html! { <mrow><mo form="prefix">{ minus(sign.symbol()) }</mo>{ at_least(*operand, SIGN) }</mrow> },
            precedence: SIGN,
        },
        Expr::Binary(operator, left, right) => {
            let precedence = operator.precedence();
            match ops::find(operator.symbol()).map(super::super::ops::Operation::notation) {
                Some(Notation::Fraction) => {
                    atom(html! { <mfrac>{ whole(*left) }<mrow>{ whole(*right) }</mrow></mfrac> })
                }
                Some(Notation::Power) => atom(
                    html! { <msup><mrow>{ at_least(*left, ATOM) }</mrow><mrow>{ whole(*right) }</mrow></msup> },
                ),
                notation => {
                    let symbol = match notation {
                        Some(Notation::Juxtaposition) => "\u{2062}",
                        Some(Notation::Infix(symbol)) => symbol,
                        _ => operator.symbol(),
                    };
                    let (left, right) = (at_least(*left, precedence), at_least(*right, precedence + 1));
                    Written { html: html! { <mrow>{ left }<mo>{ symbol }</mo>{ right }</mrow> }, precedence }
                }
            }
        }
        Expr::Transpose(array) => atom(html! { <msup>{ at_least(*array, ATOM) }<mo>{ "⊤" }</mo></msup> }),
        Expr::Shape(array) => atom(function("shape", separated(vec![whole(*array)]))),
        Expr::Index(array, subscripts) => {
            let subscripts = subscripts.iter().map(|subscript| self::subscript(subscript, &whole)).collect();
            atom(html! { <msub>{ at_least(*array, ATOM) }{ separated(subscripts) }</msub> })
        }
        Expr::List(brackets, items) => {
            let items = separated(items.iter().map(|item| whole(*item)).collect());
            atom(match brackets {
                Brackets::Square => fenced("[", items, "]"),
                Brackets::Round => fenced("(", items, ")"),
            })
        }
        Expr::Call { function: called, arguments, keywords, .. } => {
            let first = arguments.first().copied();
            let notation = ops::find(called).map(super::super::ops::Operation::notation);
            match (notation, first) {
                (Some(Notation::Root), Some(first)) => atom(html! { <msqrt>{ whole(first) }</msqrt> }),
                (Some(Notation::Absolute), Some(first)) => atom(fenced("|", whole(first), "|")),
                (Some(Notation::Exponential), Some(first)) => {
                    atom(html! { <msup><mi>{ "e" }</mi><mrow>{ whole(first) }</mrow></msup> })
                }
                (Some(Notation::Transpose), Some(first)) => {
                    atom(html! { <msup>{ at_least(first, ATOM) }<mo>{ "⊤" }</mo></msup> })
                }
                _ => {
                    let keywords = keywords.iter().map(|keyword| {
                        html! { <mrow><mtext>{ keyword.name.to_string() }</mtext><mo>{ "=" }</mo>{ whole(keyword.value) }</mrow> }
                    });
                    let arguments =
                        arguments.iter().map(|argument| whole(*argument)).chain(keywords).collect();
                    atom(function(called, separated(arguments)))
                }
            }
        }
    }
}

fn function(called: &str, arguments: Html) -> Html {
    html! { <mrow><mtext class="function">{ called.to_owned() }</mtext>{ fenced("(", arguments, ")") }</mrow> }
}

fn subscript(subscript: &Subscript, whole: &impl Fn(NodeId) -> Html) -> Html {
    match subscript {
        Subscript::At(index) => whole(*index),
        Subscript::Slice { start, stop, step } => {
            let bound = |bound: &Option<NodeId>| bound.map(whole).unwrap_or_default();
            let step = step.map(|step| html! { <><mo>{ ":" }</mo>{ whole(step) }</> });
            html! { <mrow>{ bound(start) }<mo>{ ":" }</mo>{ bound(stop) }{ for step }</mrow> }
        }
    }
}

fn number(value: f64) -> Html {
    html! { <mn>{ crate::value::decimal::full(value) }</mn> }
}

fn minus(symbol: &'static str) -> &'static str {
    if symbol == "-" { "−" } else { symbol }
}
