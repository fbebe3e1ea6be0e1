//! What a change reaches, what it leaves alone, and what stays on screen meanwhile.

#![expect(clippy::float_cmp, reason = "the expected numbers are exact")]

mod notebooks;

use std::rc::Rc;

use attention_notebook::notebook::{Action, Cell, State};
use notebooks::{Page, document, formula, matrix, slider};
use proptest::prelude::*;

fn chain() -> Vec<Cell> {
    vec![slider("a", 2.0), slider("b", 3.0), formula("c = a * 2"), formula("d = c + b"), formula("e = b + 1")]
}

fn page(cells: Vec<Cell>) -> Page {
    Page::open(document(&[("n", 2)], cells))
}

#[test]
fn only_what_a_change_reaches_is_computed() {
    let mut page = page(chain());
    assert_eq!(page.run.computed, 5);
    let before = page.run.clone();
    page.slide("a", 4.0);
    assert_eq!(page.run.computed, 3, "a, c and d");
    for (id, kept) in [("a", false), ("b", true), ("c", false), ("d", false), ("e", true)] {
        let old = before.results.iter().find(|result| *result.cell.id == *id);
        assert_eq!(old.is_some_and(|old| Rc::ptr_eq(old, page.result(id))), kept, "{id}");
        assert_eq!(page.result(id).changed_in == page.run.number, !kept, "{id}");
    }
    assert_eq!((page.number("d"), page.number("e")), (11.0, 4.0));
    page.recompute();
    assert_eq!(page.run.computed, 0, "nothing has changed");
}

#[test]
fn an_equal_value_stops_the_change() {
    let cells = vec![slider("a", 2.0), formula("sign = where(a > 0, 1, -1)"), formula("d = sign * 3")];
    let mut page = page(cells);
    let old = page.result("d").clone();
    let old_sign = page.value("sign").clone();
    page.slide("a", 5.0);
    assert_eq!(page.run.computed, 2, "a and sign, but not d");
    assert!(Rc::ptr_eq(&old, page.result("d")) && Rc::ptr_eq(&old_sign, page.value("sign")));
    page.slide("a", -5.0);
    assert_eq!((page.run.computed, page.number("d")), (3, -3.0));
}

#[test]
fn unchanged_formulas_are_not_parsed_again() {
    let mut page = page(chain());
    let old = page.program.cells.clone();
    page.slide("a", 1.0);
    for (new, old) in page.program.cells.iter().zip(&old) {
        let same =
            new.formula.as_ref().zip(old.formula.as_ref()).is_none_or(|(new, old)| Rc::ptr_eq(new, old));
        assert!(same, "{}", new.cell.id);
    }
}

#[test]
fn the_order_of_cells_does_not_matter() {
    let mut cells = chain();
    cells.reverse();
    let mut page = page(cells);
    assert_eq!(page.number("d"), 7.0);
    page.slide("a", 1.0);
    assert_eq!((page.number("d"), page.run.computed), (5.0, 3));
    let depths: Vec<usize> = page.program.cells.iter().map(|cell| cell.depth).collect();
    assert_eq!(depths, [1, 2, 1, 0, 0]);
    let moved = page.edit(&Action::MoveCell { cell: "a".into(), index: 0 });
    assert_eq!((moved, page.run.computed, page.number("d")), (Ok(()), 0, 5.0));
}

#[test]
fn the_last_good_value_stays_while_a_formula_is_typed() {
    let mut page =
        page(vec![slider("a", 2.0), formula("b = a * 2"), formula("c = b + 1"), formula("other = a")]);
    let good = page.value("b").clone();
    for source in ["b = a *", "b = a * x", "b = a * ones(3) * ones(2)", "b ="] {
        page.write("b", source);
        let result = page.result("b");
        assert!(
            result.is_stale() && result.value.as_ref().is_some_and(|value| Rc::ptr_eq(value, &good)),
            "{source}"
        );
        assert!(result.nodes.is_empty() && result.remarks.is_empty());
        page.assert_waits("c", "b");
        assert!(page.result("c").is_stale());
        assert_eq!(page.number("other"), 2.0);
    }
    page.slide("a", 3.0);
    assert!(page.result("b").is_stale() && page.number("other") == 3.0);
    page.write("b", "b = a * 2");
    assert_eq!((page.number("b"), page.number("c")), (6.0, 7.0));
    page.write("b", "b");
    assert_eq!(
        page.result("c").state,
        State::Failed(page.problem("c").clone()),
        "without a name nothing defines b"
    );
    assert_eq!(page.code("c"), "unknown-name");
}

#[test]
fn a_size_is_a_number_that_follows_its_dimension() {
    let mut page =
        page(vec![matrix("X", "n", "n", &[vec![1., 2.], vec![3., 4.]]), formula("y = sum(X) / n")]);
    assert_eq!(page.number("y"), 5.0);
    assert_eq!(page.edit(&Action::InsertItem { dimension: "n".into(), index: 2 }), Ok(()));
    assert_eq!((page.number("y"), page.value("X").shape().view()), (10.0 / 3.0, (1, 3, 3)));
}

proptest! {
    #[test]
    fn computing_again_is_computing_from_scratch(sources in prop::collection::vec((0..4_usize, "[abcd] = ([abcd]|[12])( [+/] ([abcd]|zeros\\(2\\)))?"), 1..12)) {
        let cells = ["a", "b", "c", "d"].map(|id| Cell { id: id.into(), ..formula("a = 1") });
        let mut page = page(cells.to_vec());
        for (cell, source) in sources {
            page.write(["a", "b", "c", "d"][cell], &source);
            let fresh = Page::open(page.document.clone());
            for (found, expected) in page.run.results.iter().zip(&fresh.run.results) {
                prop_assert_eq!(&found.state, &expected.state, "{} after {}", found.cell.id, source);
                let [found, expected] = [found, expected].map(|result| result.fresh());
                prop_assert!(found.zip(expected).is_none_or(|(found, expected)| found.same_bits(expected)));
                prop_assert_eq!(found.is_some(), expected.is_some());
            }
        }
    }
}
