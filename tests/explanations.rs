//! Explanations against the numbers themselves: the arithmetic of each, done again from its operands, gives the
//! element; and what it says an element depends on is what changes it.

mod formulas;
mod notebooks;

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use attention_notebook::formula::{Formula, NodeId};
use attention_notebook::notebook::{
    Explainer, Meaning, NodeExplanation, NodeValue, Reached, Scope, Source, evaluate,
};
use attention_notebook::ops::{self, explanation::Explanation};
use attention_notebook::value::{Array, Position, Region, Shape};
use attention_notebook::{lessons, value::decimal::shortest};
use formulas::{Arrays, DIMENSIONS, Draw, array};
use notebooks::{Page, document, formula};

const DRAWN: usize = 1200;
const SEED: u64 = 20_260_731;
const WRITTEN: &str = include_str!("data/differential.txt");
/// What the others leave out.
const MORE: &[&str] = &[
    "random_normal((2, 3), 7)",
    "random_normal((2, 2, 2), -1) + random_normal(2, 9)",
    "M34.shape",
    "[M34.shape, [1, 2]]",
    "+M23",
    "where(tril(ones((3, 3))), M33, -inf)",
    "softmax(where(tril(ones((3, 3)), -1), M33, -inf))",
    "concatenate([M23, M3, 4], axis=None)",
    "arange(M + 5, 9, 0.5)",
];

/// A number of a page: the cell's name, the node (`None` for the cell's value), and the element.
type Number = (Rc<str>, Option<NodeId>, Position);

fn formulas() -> Vec<String> {
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
fn text_of(array: &Array) -> String {
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
fn page(text: &str) -> Option<Page> {
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

fn positions(shape: &Shape) -> Vec<Position> {
    Region::all(shape).positions().collect()
}

/// Every element of every node of `Y`.
fn numbers(page: &Page) -> Vec<Number> {
    let nodes = page.result("Y").nodes.iter().enumerate();
    let arrays = nodes.filter_map(|(node, value)| match value {
        NodeValue::Array(array) => Some((node, array)),
        _ => None,
    });
    arrays
        .flat_map(|(node, array)| {
            positions(array.shape()).into_iter().map(move |at| ("Y".into(), Some(node), at))
        })
        .collect()
}

fn explain(page: &Page, (name, node, at): &Number) -> NodeExplanation {
    let found = Explainer::new(&page.program, &page.run).explain(name, *node, *at);
    found.unwrap_or_else(|| panic!("no explanation of {name} {node:?} {at:?}"))
}

/// How large the numbers are that are added up: the measure of what rounding may leave of a sum.
fn scale(explanation: &Explanation) -> f64 {
    let magnitudes: Vec<f64> = match explanation {
        Explanation::Products(products) => products.iter().map(|line| line.product.abs()).collect(),
        Explanation::Reduction(reduction) => {
            reduction.members.iter().map(|member| member.operand.value.abs()).collect()
        }
        _ => Vec::new(),
    };
    magnitudes.into_iter().fold(0.0, f64::max)
}

fn close(x: f64, y: f64, scale: f64) -> bool {
    x.to_bits() == y.to_bits()
        || x == y
        || (x.is_nan() && y.is_nan())
        || (x - y).abs() <= 1e-12 * scale.max(x.abs())
        // A sum beyond f64 on the way depends on its order.
        || (1e300..f64::INFINITY).contains(&scale)
}

#[test]
fn the_arithmetic_of_every_explanation_gives_the_element() {
    let (mut explained, mut valid) = (0, 0);
    let mut covered: BTreeSet<&str> = BTreeSet::new();
    for text in formulas() {
        let Some(page) = page(&text) else { continue };
        valid += 1;
        for number in numbers(&page) {
            let found = explain(&page, &number);
            let again = found.explanation.recompute();
            assert!(
                close(found.value, again, scale(&found.explanation)),
                "{text} at {number:?}: {} is not {again}, by {found:?}",
                found.value
            );
            check_sources(&page, &number, &found, &text);
            covered.extend(found.operation);
            explained += 1;
        }
    }
    println!("{explained} numbers of {valid} formulas explained");
    assert!(valid > 900 && explained > 20_000, "{explained} numbers of {valid} formulas");
    for operation in ops::ALL {
        assert!(covered.contains(operation.name()), "{} is nowhere explained", operation.name());
    }
}

/// Each operand is the element that its source holds.
fn check_sources(page: &Page, number: &Number, found: &NodeExplanation, text: &str) {
    let sources = found.sources();
    assert_eq!(sources.len(), found.explanation.operands().len(), "{text} at {number:?}");
    for (operand, source) in sources {
        let there = match &source {
            Source::Cell { name, at, .. } => page.value(name).get(at.0, at.1, at.2),
            Source::Node { node, at } => {
                let explainer = Explainer::new(&page.program, &page.run);
                explainer.explain("Y", Some(*node), *at).map(|found| found.value)
            }
            Source::Dimension { name } => {
                DIMENSIONS.iter().find(|(found, _)| **found == **name).map(|(_, size)| *size as f64)
            }
            Source::Literal { .. } => Some(operand.value),
        };
        let there = there.unwrap_or_else(|| panic!("{text} at {number:?}: {source:?} is nowhere"));
        assert!(close(there, operand.value, 0.0), "{text} at {number:?}: {source:?} is {there}");
    }
}

/// The elements of named cells, by following explanations one by one.
fn followed(
    page: &Page,
    number: &Number,
    found: &mut BTreeSet<(Rc<str>, Position)>,
    seen: &mut BTreeSet<Number>,
) {
    if !seen.insert(number.clone()) {
        return;
    }
    let explanation = explain(page, number);
    for (_, source) in explanation.sources() {
        match source {
            Source::Cell { name, at, .. } => {
                found.insert((name, at));
            }
            Source::Node { node, at } => followed(page, &(number.0.clone(), Some(node), at), found, seen),
            Source::Dimension { .. } | Source::Literal { .. } => {}
        }
    }
}

fn elements(reached: &[Reached]) -> BTreeSet<(Rc<str>, Position)> {
    let cells = reached.iter().filter(|reached| reached.node.is_none());
    cells.flat_map(|reached| reached.region.positions().map(|at| (reached.name.clone(), at))).collect()
}

#[test]
fn regions_are_those_of_the_explanations() {
    for text in formulas().iter().step_by(3) {
        let Some(page) = page(text) else { continue };
        let explainer = Explainer::new(&page.program, &page.run);
        let settings = |page: &Page| {
            let nodes = 0..page.result("Y").nodes.len();
            nodes.filter_map(|node| explainer.explain("Y", Some(node), (0, 0, 0))).any(|found| {
                let named = |node: &NodeId| explainer.explain("Y", Some(*node), (0, 0, 0));
                found.settings.iter().filter_map(named).any(|found| found.operation.is_some())
            })
        };
        // Settings that are computed count as sources too, which the operands do not tell.
        if settings(&page) {
            continue;
        }
        for at in positions(page.value("Y").shape()) {
            let mut expected = BTreeSet::new();
            followed(&page, &("Y".into(), None, at), &mut expected, &mut BTreeSet::new());
            assert_eq!(elements(&explainer.sources_of("Y", None, at)), expected, "{text} at {at:?}");
        }
    }
}

/// The arrays of the generator, one element of one of them changed.
struct Changed<'a> {
    values: &'a BTreeMap<Rc<str>, Rc<Array>>,
    name: &'a str,
    array: Rc<Array>,
}

impl Scope for Changed<'_> {
    fn meaning(&self, name: &str) -> Meaning {
        match self.values.get(name) {
            Some(_) if name == self.name => Meaning::Value(self.array.clone()),
            Some(value) => Meaning::Value(value.clone()),
            None => Arrays.meaning(name),
        }
    }

    fn names(&self) -> Vec<Rc<str>> {
        Vec::new()
    }
}

/// Operations through which a NaN may not come out again.
const STOPS: &[&str] = &["where", "argmax", "<", ">", "==", "!=", "**", "arange", "shape", "B", "E"];

#[test]
fn what_changes_an_element_is_its_source() {
    let (mut compared, mut exact) = (0, 0);
    for text in formulas() {
        let Some(page) = page(&text) else { continue };
        let explainer = Explainer::new(&page.program, &page.run);
        let (formula, before) = (page.result("Y").formula.clone(), page.value("Y").clone());
        let Some(formula) = formula else { continue };
        let values: BTreeMap<Rc<str>, Rc<Array>> = formula
            .names()
            .into_iter()
            .filter(|name| array(name).is_some())
            .map(|name| (name.clone(), page.value(&name).clone()))
            .collect();
        let through = !STOPS.iter().any(|stop| text.contains(stop));
        for (name, value) in &values {
            for at in positions(value.shape()) {
                let reached = elements(&explainer.dependents_of(name, None, at));
                for new in [0.3, -1e3, f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
                    let (array, reached) = (Rc::new(with(value, at, new)), &reached);
                    let Ok(after) = evaluate(&formula, &Changed { values: &values, name, array }) else {
                        continue;
                    };
                    let after = after.value;
                    for place in positions(before.shape()).into_iter().filter(|at| after.shape().holds(*at)) {
                        let [old, now] =
                            [&before, &after].map(|array| array.get(place.0, place.1, place.2).unwrap());
                        let changes = old.to_bits() != now.to_bits() && !(old.is_nan() && now.is_nan());
                        let known = reached.contains(&("Y".into(), place));
                        assert!(known || !changes, "{text}: {name} {at:?} = {new} changes {place:?}");
                        compared += 1;
                        if through && new.is_nan() && !old.is_nan() {
                            assert!(
                                !known || now.is_nan(),
                                "{text}: {name} {at:?} does not change {place:?}"
                            );
                            exact += 1;
                        }
                    }
                }
            }
        }
    }
    println!("{compared} elements compared, {exact} of them both ways");
    assert!(compared > 100_000 && exact > 10_000, "{compared}, {exact}");
}

fn with(array: &Array, at: Position, new: f64) -> Array {
    let element = |s, r, c| if (s, r, c) == at { new } else { array.get(s, r, c).unwrap() };
    Array::generate(array.shape(), element).with_truth(array.is_truth())
}

/// Every number of every cell, and what it depends on and what depends on it.
fn check_inverse(page: &Page, said: &str, every: usize) {
    let explainer = Explainer::new(&page.program, &page.run);
    let cells: Vec<(Rc<str>, Rc<Array>)> = page
        .program
        .order
        .iter()
        .filter_map(|place| {
            Some((page.program.cells[*place].name.clone()?, page.run.results[*place].fresh()?.clone()))
        })
        .collect();
    let all = || {
        cells
            .iter()
            .flat_map(|(name, value)| positions(value.shape()).into_iter().map(move |at| (name.clone(), at)))
    };
    for (name, at) in all().step_by(every) {
        let dependents = elements(&explainer.dependents_of(&name, None, at));
        let origins = elements(&explainer.origins_of(&name, None, at));
        for (other, there) in all().step_by(every * 2 - 1) {
            if dependents.contains(&(other.clone(), there)) {
                let back = elements(&explainer.origins_of(&other, None, there));
                assert!(
                    back.contains(&(name.clone(), at)),
                    "{said}: {name} {at:?} is not in {other} {there:?}"
                );
            }
            if origins.contains(&(other.clone(), there)) {
                let back = elements(&explainer.dependents_of(&other, None, there));
                assert!(
                    back.contains(&(name.clone(), at)),
                    "{said}: {other} {there:?} does not go to {name} {at:?}"
                );
            }
        }
    }
}

#[test]
fn dependents_are_the_inverse_of_sources() {
    for text in formulas().iter().step_by(17) {
        let Some(mut page) = page(text) else { continue };
        let mut cells: Vec<_> = page.document.cells.iter().map(|cell| (**cell).clone()).collect();
        cells.push(formula("Z = Y * sum(Y)"));
        cells.push(formula("U = [Y, Z][0]"));
        page = Page::open(document(&DIMENSIONS, cells));
        check_inverse(&page, text, 1);
    }
    for (lesson, every) in [("xiaoming", 3), ("three-inputs", 3), (lessons::LARGE, 701)] {
        let Some(document) = lessons::open(lesson) else { panic!("no {lesson}") };
        check_inverse(&Page::open(document), lesson, every);
    }
}

fn attention() -> Page {
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

fn lit(reached: &[Reached], name: &str) -> Vec<Position> {
    let found = reached.iter().find(|reached| &*reached.name == name && reached.node.is_none());
    found.map(|reached| reached.region.positions().collect()).unwrap_or_default()
}

#[test]
fn a_score_lights_its_query_and_its_key() {
    let page = attention();
    let explainer = Explainer::new(&page.program, &page.run);
    let sources = explainer.sources_of("S", None, (0, 2, 1));
    assert_eq!(lit(&sources, "Q"), [(0, 2, 0), (0, 2, 1)]);
    assert_eq!(lit(&sources, "K"), [(0, 1, 0), (0, 1, 1)]);
    assert!(sources.iter().any(|reached| reached.node.is_some()), "the nodes between");
    // The mask hides key 2 from query 1: what depends on that score is nothing.
    assert_eq!(lit(&explainer.dependents_of("S", None, (0, 1, 2)), "A"), []);
    let dependents = explainer.dependents_of("S", None, (0, 1, 0));
    assert_eq!(lit(&dependents, "A"), [(0, 1, 0), (0, 1, 1), (0, 1, 2)]);
    assert_eq!(lit(&dependents, "P").len(), 3);
    assert_eq!(lit(&explainer.dependents_of("S", None, (0, 2, 0)), "P"), []);
    assert_eq!(lit(&explainer.dependents_of("i", None, (0, 0, 0)), "P").len(), 3, "which row is a setting");
    assert_eq!(lit(&explainer.origins_of("P", None, (0, 0, 0)), "i"), [(0, 0, 0)]);
    assert!(explainer.sources_of("nothing", None, (0, 0, 0)).is_empty());
    assert!(explainer.dependents_of("S", None, (0, 9, 9)).is_empty());
}

#[test]
fn masked_weights_say_why_they_are_zero() {
    let page = attention();
    let explainer = Explainer::new(&page.program, &page.run);
    let Some(NodeExplanation { explanation: Explanation::Softmax(softmax), value, .. }) =
        explainer.explain("A", None, (0, 1, 2))
    else {
        panic!("no softmax")
    };
    assert!(value == 0.0 && softmax.chosen == 2 && softmax.axis == 1 && !softmax.all_masked());
    assert_eq!(softmax.members.iter().map(|member| member.masked).collect::<Vec<_>>(), [false, false, true]);
    assert!((softmax.total() - 1.0).abs() < 1e-15);
}

#[test]
fn what_is_not_there_is_not_explained() {
    let page = attention();
    let explainer = Explainer::new(&page.program, &page.run);
    let far = usize::MAX;
    for at in [(1, 0, 0), (0, 3, 0), (0, 0, 3), (far, far, far)] {
        for (name, node) in [("S", None), ("A", None), ("P", None), ("A", Some(0)), ("K", Some(1))] {
            assert!(explainer.explain(name, node, at).is_none() || (name, node) == ("A", Some(0)), "{name}");
            explainer.sources_of(name, node, at);
            explainer.origins_of(name, node, at);
            explainer.dependents_of(name, node, at);
        }
    }
    assert!(explainer.explain("S", Some(99), (0, 0, 0)).is_none());
    assert!(explainer.explain("n", None, (0, 0, 0)).is_none());
}

#[test]
fn typed_numbers_have_no_explanation() {
    let Some(document) = lessons::open(lessons::FIRST) else { panic!("no lesson") };
    let page = Page::open(document);
    let explainer = Explainer::new(&page.program, &page.run);
    assert!(explainer.explain("X", None, (0, 0, 0)).is_none());
    let query = explainer.explain("Q", None, (0, 0, 0));
    let typed = query.iter().flat_map(NodeExplanation::sources);
    assert!(typed.into_iter().all(|(_, source)| matches!(source, Source::Cell { typed: true, .. })));
}
