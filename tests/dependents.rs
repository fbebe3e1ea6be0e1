//! What an explanation says an element depends on is what changes it, and dependents are the inverse of sources.

mod drawn;
mod formulas;
mod notebooks;
mod shelf;

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use attention_notebook::notebook::{Action, Explainer, Meaning, Reached, Scope, Source, evaluate};
use attention_notebook::ops::explanation::Operand;
use attention_notebook::value::{Array, Position};
use drawn::{Number, attention, explain, formulas, page, positions};
use formulas::{Arrays, DIMENSIONS, array};
use notebooks::{Page, document, formula};

fn elements(reached: &[Reached]) -> BTreeSet<(Rc<str>, Position)> {
    let cells = reached.iter().filter(|reached| reached.node.is_none());
    cells.flat_map(|reached| reached.region.positions().map(|at| (reached.name.clone(), at))).collect()
}

/// The elements of named cells, by following explanations one by one; from elements of a value to others of the same
/// value only where it is `whole`.
fn followed(
    page: &Page,
    number: &Number,
    whole: bool,
    found: &mut BTreeSet<(Rc<str>, Position)>,
    seen: &mut BTreeSet<Number>,
) {
    if !seen.insert(number.clone()) {
        return;
    }
    let explanation = explain(page, number);
    for (operand, source) in explanation.sources() {
        if operand.argument == Operand::OWN && !whole {
            continue;
        }
        match source {
            Source::Cell { name, at, .. } => {
                found.insert((name, at));
            }
            Source::Node { node, at } => {
                followed(page, &(number.0.clone(), Some(node), at), whole, found, seen);
            }
            Source::Dimension { .. } | Source::Literal { .. } => {}
        }
    }
    // How it was computed depends on all of a setting, which is a number or a list of numbers.
    let explainer = Explainer::new(&page.program, &page.run);
    for setting in explanation.settings {
        let elements = (0..).map(|place| (number.0.clone(), Some(setting), (0, 0, place)));
        for element in elements.take_while(|(name, node, at)| explainer.explain(name, *node, *at).is_some()) {
            followed(page, &element, whole, found, seen);
        }
    }
}

#[test]
fn regions_are_those_of_the_explanations() {
    for text in formulas().iter().step_by(3) {
        let Some(page) = page(text) else { continue };
        let explainer = Explainer::new(&page.program, &page.run);
        for at in positions(page.value("Y").shape()) {
            let number = ("Y".into(), None, at);
            let expected = |whole: bool| {
                let mut found = BTreeSet::new();
                followed(&page, &number, whole, &mut found, &mut BTreeSet::new());
                found
            };
            let mut direct = expected(false);
            let own = explain(&page, &number).sources().into_iter();
            let own = own.filter(|(operand, _)| operand.argument == Operand::OWN);
            direct.extend(own.map(|(operand, _)| ("Y".into(), operand.at)));
            assert_eq!(elements(&explainer.sources_of("Y", None, at)), direct, "{text} at {at:?}");
            // The arrays are formulas of numbers alone, so that this is where it ends.
            assert_eq!(elements(&explainer.origins_of("Y", None, at)), expected(true), "{text} at {at:?}");
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
const STOPS: &[&str] = &["where", "argmax", "<", ">", "==", "!=", "**", "arange", "shape", "mask", "B", "E"];

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
                        let [old, now] = [&before, &after]
                            .map(|array| array.get(place.0, place.1, place.2).unwrap_or(f64::NAN));
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
    let element = |s, r, c| if (s, r, c) == at { new } else { array.get(s, r, c).unwrap_or(f64::NAN) };
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
    for (lesson, n_tokens, every) in [("xiaoming", 4, 3), ("three-inputs", 3, 3), ("xiaoming", 32, 701)] {
        let document = shelf::lesson(lesson);
        let mut page = Page::open(document);
        while let Some(n) = page.document.dimension("n")
            && n.size() < n_tokens
        {
            let index = n.size();
            assert_eq!(page.edit(&Action::InsertItem { dimension: "n".into(), index }), Ok(()));
        }
        check_inverse(&page, lesson, every);
    }
}

fn lit(reached: &[Reached], name: &str) -> Vec<Position> {
    let found = reached.iter().find(|reached| &*reached.name == name && reached.node.is_none());
    found.map(|reached| reached.region.positions().collect()).unwrap_or_default()
}

#[test]
fn a_state_lights_its_token_and_the_state_before() {
    let cells = vec![
        formula("X = array([[1, 0], [0, 1], [1, 1], [2, 0]])"),
        formula("W = array([[0.5, 1], [-1, 0.25]])"),
        formula("U = array([[0.5, -0.5], [1, 0]])"),
        formula("H = rnn(X, W, U)"),
        formula("G = gru(X, stack([W, W, W]), stack([U, U, U]))"),
        formula("P = rnn(X, W, U)[2]"),
    ];
    let page = Page::open(document(&DIMENSIONS, cells));
    let explainer = Explainer::new(&page.program, &page.run);
    for name in ["H", "G"] {
        let sources = explainer.sources_of(name, None, (0, 2, 1));
        assert_eq!(lit(&sources, "X"), [(0, 2, 0), (0, 2, 1)], "{name}");
        assert_eq!(lit(&sources, name), [(0, 1, 0), (0, 1, 1)], "{name}");
        assert_eq!(lit(&explainer.sources_of(name, None, (0, 0, 1)), name), []);
        assert_eq!(
            lit(&explainer.origins_of(name, None, (0, 2, 1)), "X").len(),
            6,
            "and what that was made of"
        );
        assert_eq!(
            lit(&explainer.dependents_of("X", None, (0, 1, 0)), name).len(),
            6,
            "and all states after"
        );
        let found = explainer.explain(name, None, (0, 2, 1)).map(|found| found.sources()).unwrap_or_default();
        let before = found.into_iter().find(|(operand, _)| operand.argument == Operand::OWN);
        let Some((operand, Source::Node { node, at })) = before else { panic!("{before:?}") };
        assert_eq!(explainer.explain(name, Some(node), at).map(|found| found.value), Some(operand.value));
    }
    assert_eq!(lit(&explainer.sources_of("H", None, (0, 2, 1)), "U"), [(0, 0, 1), (0, 1, 1)]);
    // Of a state in the middle of a formula, that before lies in the same node.
    let nodes = explainer.sources_of("P", Some(3), (0, 2, 0));
    let own = nodes.iter().find(|reached| reached.node == Some(3));
    assert_eq!(own.map(|own| own.region.positions().collect()), Some(vec![(0, 1, 0), (0, 1, 1)]));
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
