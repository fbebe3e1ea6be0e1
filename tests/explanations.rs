//! Explanations against the numbers themselves: the arithmetic of each, done again from its operands, gives the
//! element, and each operand is the number that stands where its source says.

#![expect(clippy::float_cmp, reason = "what an explanation copies is exact")]

mod drawn;
mod formulas;
mod notebooks;

use std::collections::BTreeSet;

use attention_notebook::lessons;
use attention_notebook::notebook::{Explainer, NodeExplanation, NodeValue, Source};
use attention_notebook::ops::{
    self,
    explanation::{Explanation, ReductionKind},
};
use drawn::{Number, attention, explain, formulas, page, positions};
use formulas::DIMENSIONS;
use notebooks::Page;

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

/// How large the numbers are that are added up: the measure of what rounding may leave of a sum.
fn scale(explanation: &Explanation) -> f64 {
    let magnitudes: Vec<f64> = match explanation {
        Explanation::Products(products) => products.iter().map(|line| line.product.abs()).collect(),
        Explanation::Reduction(reduction) => {
            reduction.members.iter().map(|member| member.operand.value.abs()).collect()
        }
        Explanation::Derivation(derivation) => {
            derivation.lines.iter().map(|line| line.value.abs()).filter(|value| value.is_finite()).collect()
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
            check_steps(&found, &text);
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

/// The numbers on the way lead to the element.
fn check_steps(found: &NodeExplanation, text: &str) {
    let same = |x: f64, said: &str| {
        assert!(close(x, found.value, scale(&found.explanation)), "{text}: {said} is {x} in {found:?}");
    };
    match &found.explanation {
        Explanation::Products(products) => same(products.last().map_or(0.0, |last| last.running), "the sum"),
        Explanation::Softmax(softmax) => {
            same(softmax.members[softmax.chosen].weight, "the weight");
            let member = softmax.members[softmax.chosen];
            let quotient = if softmax.all_masked() { 0.0 } else { member.exponential / softmax.sum };
            same(quotient, "the quotient");
            if !softmax.all_masked() {
                same(member.shifted.exp() / softmax.sum, "the quotient of the shifted score");
            }
            let total = if softmax.all_masked() { 0.0 } else { 1.0 };
            assert!(softmax.sum.is_nan() || (softmax.total() - total).abs() < 1e-12, "{text}: {softmax:?}");
        }
        Explanation::Reduction(reduction) => {
            let last = reduction.members.last().map_or(0.0, |last| last.running);
            let count = reduction.members.len() as f64;
            let decided = reduction.decides.map(|decides| reduction.members[decides].operand.value);
            match reduction.kind {
                ReductionKind::Mean => same(last / count, "the mean"),
                ReductionKind::ArgMax => same(reduction.decides.map_or(0.0, |at| at as f64), "the position"),
                ReductionKind::Max | ReductionKind::Min => same(decided.unwrap_or(0.0), "what decides"),
                ReductionKind::Sum => {}
            }
            if reduction.kind != ReductionKind::Mean {
                same(last, "the last of the running results");
            }
        }
        _ => {}
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
    let document = lessons::first();
    let page = Page::open(document);
    let explainer = Explainer::new(&page.program, &page.run);
    assert!(explainer.explain("X", None, (0, 0, 0)).is_none());
    let query = explainer.explain("Q", None, (0, 0, 0));
    let typed = query.iter().flat_map(NodeExplanation::sources);
    assert!(typed.into_iter().all(|(_, source)| matches!(source, Source::Cell { typed: true, .. })));
}
