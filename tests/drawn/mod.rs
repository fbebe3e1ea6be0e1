//! Pages on which `Y` is a formula from the generator, and the arrays that it names are cells.

#![allow(dead_code, reason = "each test file uses a part")]

use std::rc::Rc;

use attention_notebook::formula::{Formula, NodeId};
use attention_notebook::notebook::{Explainer, NodeExplanation, evaluate};
use attention_notebook::value::{Array, Position, Region, Shape, decimal::shortest};

use crate::formulas::{Arrays, DIMENSIONS, Draw, array};
use crate::notebooks::{Page, document, formula};

const DRAWN: usize = 1200;
const SEED: u64 = 20_260_731;
const WRITTEN: &str = include_str!("../data/differential.txt");
/// What the others leave out.
const MORE: &[&str] = &[
    "random_normal((2, 3), 7)",
    "random_normal((2, 2, 2), -1) + random_normal(2, 9)",
    "M34.shape",
    "padding_mask(M4) * 1",
    "layer_norm(M34, M)",
    "layer_norm(where(M34 > 0, 1e9, M34))",
    "rope(M34, M + 9)",
    "positional_encoding(n, d_k, M + 9)",
    "alibi(3, M2 + 1)",
    "take(M34, argmax(M34, axis=0) * 0 + [2, 0, 1, 1], axis=0)",
    "one_hot(argmax(M34, axis=1), d_k)",
    "entropy(softmax(where(causal_mask(n), M33, -inf)))",
    "where(causal_mask(3), M33, -inf)",
    "[M34.shape, [1, 2]]",
    "+M23",
    "where(tril(ones((3, 3))), M33, -inf)",
    "softmax(where(tril(ones((3, 3)), -1), M33, -inf))",
    "concatenate([M23, M3, 4], axis=None)",
    "arange(M + 5, 9, 0.5)",
    "M34[argmax(M3)] + zeros((3, 2 - argmax(M2)))[0, 0]",
    "sum(M34, axis=argmax(M3) * 0 - 1)",
];

/// A number of a page: the cell's name, the node (`None` for the cell's value), and the element.
pub(crate) type Number = (Rc<str>, Option<NodeId>, Position);

pub(crate) fn formulas() -> Vec<String> {
    let mut draw = Draw(SEED);
    let drawn = (0..DRAWN).map(|_| {
        let shape = draw.shape();
        let depth = 1 + draw.below(4);
        draw.expression(&shape, depth)
    });
    let written = WRITTEN.lines().chain(MORE.iter().copied()).map(str::to_owned);
    written.chain(drawn).filter(|text| text.len() < 900).collect()
}

/// The text of an array, whose value has the same bits.
pub(crate) fn text_of(array: &Array) -> String {
    fn nested(sizes: &[usize], numbers: &mut impl Iterator<Item = f64>) -> String {
        match sizes.split_first() {
            Some((size, inner)) => {
                let items: Vec<String> = (0..*size).map(|_| nested(inner, numbers)).collect();
                format!("[{}]", items.join(", "))
            }
            None => numbers.next().map_or_else(String::new, |x| shortest(x).replace("nan", "(inf - inf)")),
        }
    }
    let sizes: Vec<usize> = array.shape().sizes().collect();
    let text = nested(&sizes, &mut array.iter());
    let truth = if array.is_truth() { " != 0" } else { "" };
    if sizes.is_empty() { format!("{text}{truth}") } else { format!("array({text}){truth}") }
}

/// A page on which `Y` is the formula and every array that it names is a cell; `None` where it has no value.
pub(crate) fn page(text: &str) -> Option<Page> {
    let parsed = Formula::parse(&format!("Y = {text}")).ok()?;
    evaluate(&parsed, &Arrays).ok()?;
    let arrays = parsed.names().into_iter().filter_map(|name| Some((array(&name)?, name)));
    let mut cells: Vec<_> =
        arrays.map(|(array, name)| formula(&format!("{name} = {}", text_of(&array)))).collect();
    cells.push(formula(&format!("Y = {text}")));
    let page = Page::open(document(&DIMENSIONS, cells));
    // A formula of many names may be too long as lists of numbers; that is not what is tested.
    page.result("Y").fresh()?;
    Some(page)
}

pub(crate) fn positions(shape: &Shape) -> Vec<Position> {
    Region::all(shape).positions().collect()
}

pub(crate) fn explain(page: &Page, (name, node, at): &Number) -> NodeExplanation {
    let found = Explainer::new(&page.program, &page.run).explain(name, *node, *at);
    found.unwrap_or_else(|| panic!("no explanation of {name} {node:?} {at:?}"))
}

pub(crate) fn attention() -> Page {
    let cells = vec![
        formula("Q = array([[1, 2], [3, 4], [5, 6]])"),
        formula("K = Q + 1"),
        formula("i = 1"),
        formula("S = Q @ K.T / sqrt(d_k)"),
        formula("A = softmax(where(tril(ones((n, n))), S, -inf))"),
        formula("P = A[i]"),
    ];
    Page::open(document(&DIMENSIONS, cells))
}
