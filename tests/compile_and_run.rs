//! What a change reaches, what it leaves alone, and what a broken cell does to the others.

mod notebooks;

use std::rc::Rc;

use attention_notebook::notebook::{Action, Cell, ProblemKind, RemarkKind, State};
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
        let same = new.formula.as_ref().zip(old.formula.as_ref()).is_none_or(|(new, old)| Rc::ptr_eq(new, old));
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
fn cells_of_a_cycle_say_so_and_cells_below_wait() {
    let cells = vec![formula("below = y + 1"), formula("lower = below"), formula("x = y"), formula("y = x + a"), slider("a", 1.0)];
    let mut page = page(cells);
    for (id, path, place) in [("x", ["x", "y", "x"], "y"), ("y", ["y", "x", "y"], "x")] {
        let problem = page.problem(id);
        assert_eq!(problem.kind, ProblemKind::Cycle(path.map(Rc::from).to_vec()), "{id}");
        let source = page.result(id).formula.as_ref().map_or("", |formula| &formula.source);
        assert_eq!(problem.span.text(source), place);
    }
    page.assert_waits("below", "y");
    page.assert_waits("lower", "below");
    assert_eq!(page.number("a"), 1.0);
    page.write("x", "x = 2");
    assert_eq!((page.number("y"), page.number("lower")), (3.0, 4.0));
    page.write("x", "x = lower");
    assert_eq!(page.code("below"), "cycle");
    assert_eq!(page.result("below").value.as_ref().and_then(|value| value.as_number()), Some(4.0), "the last good");
    page.write("x", "x = 5");
    assert_eq!(page.number("lower"), 7.0);
}

#[test]
fn a_cell_that_reads_itself_is_a_cycle() {
    let page = page(vec![formula("x = 1 + x")]);
    let problem = page.problem("x");
    assert_eq!(problem.kind, ProblemKind::Cycle(vec!["x".into(), "x".into()]));
    assert_eq!((problem.span.start, problem.span.end), (8, 9));
}

#[test]
fn an_unknown_name_suggests_the_nearest() {
    let mut page = page(vec![slider("temperature", 2.0), formula("y = 1 / temprature"), formula("z = y")]);
    let expected = ProblemKind::UnknownName { name: "temprature".into(), nearest: Some("temperature".into()) };
    assert_eq!(page.problem("y").kind, expected);
    assert_eq!(page.problem("y").span.text("y = 1 / temprature"), "temprature");
    page.assert_waits("z", "y");
    page.write("y", "y = 浮屠");
    assert_eq!(page.problem("y").kind, ProblemKind::UnknownName { name: "浮屠".into(), nearest: None });
    page.write("y", "y = sofmax(1)");
    let expected = ProblemKind::UnknownFunction { name: "sofmax".into(), nearest: Some("softmax".into()) };
    assert_eq!(page.problem("y").kind, expected);
    page.write("y", "y = softmax");
    assert_eq!(page.problem("y").kind, ProblemKind::FunctionAsValue("softmax".into()));
}

#[test]
fn a_name_that_appears_later_is_found() {
    let mut page = page(vec![formula("y = x + 1"), formula("w = 1")]);
    assert_eq!(page.code("y"), "unknown-name");
    let insert = Action::InsertCell { index: 2, cell: Box::new(slider("x", 2.0)) };
    assert_eq!((page.edit(&insert), page.number("y")), (Ok(()), 3.0));
    let removed = page.edit(&Action::RemoveCell { cell: "x".into() });
    assert_eq!((removed, page.code("y")), (Ok(()), "unknown-name"));
    assert!(page.result("y").is_stale());
    page.write("w", "x = 5");
    assert_eq!(page.number("y"), 6.0);
}

#[test]
fn of_two_cells_with_a_name_the_first_keeps_it() {
    let mut twin = slider("x", 2.0);
    twin.id = "second".into();
    let cells = vec![slider("x", 1.0), twin, formula("y = x"), Cell { id: "third".into(), ..formula("x = 3") }];
    let mut page = page(cells);
    assert_eq!((page.number("y"), page.code("second"), page.code("third")), (1.0, "duplicate-name", "duplicate-name"));
    let rename = |cell: &str, name: &str| Action::RenameCell { cell: cell.into(), name: name.into() };
    assert_eq!(page.edit(&rename("x", "first")), Ok(()));
    assert_eq!((page.number("second"), page.number("y")), (2.0, 2.0), "the second has the name now");
    assert_eq!(page.edit(&Action::RemoveCell { cell: "second".into() }), Ok(()));
    assert_eq!((page.number("third"), page.number("y")), (3.0, 3.0));
    page.write("third", "n = 3");
    assert_eq!((page.code("third"), page.code("y")), ("duplicate-name", "unknown-name"), "n is a dimension");
}

#[test]
fn reserved_names_are_refused_in_their_cell() {
    for (source, code) in [
        ("inf = 1", "reserved-name"),
        ("softmax = 1", "reserved-name"),
        ("lambda = 1", "reserved-name"),
        ("", "empty"),
        ("X @ W", "parse"),
        ("y = (1", "parse"),
        ("y = sum()", "argument"),
        ("y = None", "argument"),
        ("y = eye(2)[2]", "index"),
        ("y = sum(eye(2), axis=2)", "axis"),
        ("y = (1 > 0) + (2 > 0)", "truth"),
        ("y = max(zeros(0))", "empty"),
    ] {
        let page = page(vec![Cell { id: "cell".into(), ..formula(source) }, slider("a", 1.0)]);
        assert_eq!((page.code("cell"), page.number("a")), (code, 1.0), "{source}");
    }
    let mut renamed = page(vec![slider("a", 1.0), formula("b = a")]);
    let outcome = renamed.edit(&Action::RenameCell { cell: "a".into(), name: "softmax".into() });
    assert_eq!((outcome, renamed.code("a")), (Ok(()), "reserved-name"));
    let outcome = renamed.edit(&Action::RenameCell { cell: "a".into(), name: "a".into() });
    assert_eq!((outcome, renamed.number("b")), (Ok(()), 1.0));
}

#[test]
fn limits_stop_a_formula_before_it_computes() {
    let long = format!("y = {}1", "1 + ".repeat(300));
    let deep = format!("y = {}1{}", "(".repeat(65), ")".repeat(65));
    let work = ["ones((128, 128))"; 4].join(" @ ");
    for source in [
        "y = zeros((129, 1))",
        "y = zeros((1e9, 1e9, 1e9))",
        "y = zeros((17, 1, 1))",
        "y = zeros((1, 1, 1, 1))",
        "y = arange(1e300)",
        "y = concatenate([ones(100), ones(100)])",
        "y = ones((16, 128, 128)) @ ones((128, 128))",
        &format!("y = {work}"),
        &long,
        &deep,
    ] {
        let page = page(vec![formula(source), formula("z = y"), slider("a", 1.0)]);
        assert_eq!((page.code("y"), page.number("a")), ("limit", 1.0), "{source}");
        page.assert_waits("z", "y");
    }
}

#[test]
fn the_last_good_value_stays_while_a_formula_is_typed() {
    let mut page = page(vec![slider("a", 2.0), formula("b = a * 2"), formula("c = b + 1"), formula("other = a")]);
    let good = page.value("b").clone();
    for source in ["b = a *", "b = a * x", "b = a * ones(3) * ones(2)", "b ="] {
        page.write("b", source);
        let result = page.result("b");
        assert!(result.is_stale() && result.value.as_ref().is_some_and(|value| Rc::ptr_eq(value, &good)), "{source}");
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
    assert_eq!(page.result("c").state, State::Failed(page.problem("c").clone()), "without a name nothing defines b");
    assert_eq!(page.code("c"), "unknown-name");
}

#[test]
fn nan_and_infinity_are_remarked_where_they_arise() {
    let kinds = |page: &Page, id: &str| -> Vec<&'static str> {
        page.result(id).remarks.iter().map(|remark| remark.kind.code()).collect()
    };
    let cells = vec![
        matrix("X", "n", "n", &[vec![1., 0.], vec![-1., 2.]]),
        formula("a = 1 / X"),
        formula("b = a * 2"),
        formula("c = b - b"),
        formula("d = c + 1"),
        formula("e = log(X) * 2"),
        formula("f = where(X > 0, X, -inf)"),
        formula("g = softmax(where(X > 5, X, -inf))"),
    ];
    let page = page(cells);
    for (id, expected) in [
        ("X", vec![]),
        ("a", vec!["infinity"]),
        ("b", vec![]),
        ("c", vec!["nan"]),
        ("d", vec![]),
        ("e", vec!["nan"]),
        ("f", vec![]),
        ("g", vec!["masked-rows"]),
    ] {
        assert_eq!(kinds(&page, id), expected, "{id}");
    }
    let remark = &page.result("a").remarks[0];
    assert_eq!(remark.kind, RemarkKind::Infinite { operation: "/", place: (0, 0, 1) });
    assert_eq!(remark.span.text("a = 1 / X"), "1 / X");
    assert_eq!(page.result("e").remarks[0].span.text("e = log(X) * 2"), "log(X)");
    assert!(page.value("g").iter().all(|weight| weight == 0.0));
    assert_eq!(page.result("g").remarks[0].kind, RemarkKind::MaskedRows(vec![0, 1]));
}

#[test]
fn a_size_is_a_number_that_follows_its_dimension() {
    let mut page = page(vec![matrix("X", "n", "n", &[vec![1., 2.], vec![3., 4.]]), formula("y = sum(X) / n")]);
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
