//! The counted cost of formulas against an evaluator that counts while it computes; at the present sizes, and at
//! other sizes against notebooks that have been grown to them.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::float_cmp, reason = "NumPy compares exactly, and so does what is checked against it")]

mod drawn;
mod formulas;
mod naive;
mod notebooks;
mod shelf;

use attention_notebook::{
    notebook::{Action, NotebookCost, Sizes, Spent, State, crossover},
    session::{CostMsg, Msg, Session, Store},
    value::Array,
};
use naive::{Counter, Plain, evaluate};
use notebooks::{Page, document, formula, matrix};

fn plain(array: &Array) -> Plain {
    Plain { sizes: array.shape().sizes().collect(), numbers: array.iter().collect() }
}

/// Computes every formula again, step by step; answers what each took.
fn computed(page: &Page) -> Vec<(String, Counter)> {
    let names = |name: &str| match page.program.dimensions.iter().find(|(dimension, _)| **dimension == *name)
    {
        Some((_, size)) => naive::number(*size as f64),
        None => plain(page.run.results[page.program.definitions[name]].value.as_ref().unwrap()),
    };
    let mut counts = Vec::new();
    for result in &page.run.results {
        let (Some(formula), Some(value)) = (&result.formula, result.fresh()) else { continue };
        let mut counter = Counter::default();
        let found = evaluate(formula, &names, &mut counter);
        let expected = plain(value);
        assert_eq!(found.sizes, expected.sizes, "{}", formula.source);
        for (found, expected) in found.numbers.iter().zip(&expected.numbers) {
            let close = (found - expected).abs() <= 1e-9 * (1.0 + expected.abs());
            let same = found == expected || found.is_nan() && expected.is_nan();
            assert!(close || same, "{}: {found} and not {expected}", formula.source);
        }
        counts.push((formula.name.to_string(), counter));
    }
    counts
}

fn counter(spent: Spent) -> Counter {
    let Spent { multiply_adds, exponentials, bytes } = spent;
    Counter { multiply_adds, exponentials, bytes }
}

/// The costs, cell by cell, are what computing takes.
fn check(costs: &NotebookCost, sizes: &Sizes, page: &Page) {
    let computed = computed(page);
    assert_eq!(costs.cells.len(), computed.len());
    let mut sum = Counter::default();
    for (cell, (name, expected)) in costs.cells.iter().zip(computed) {
        assert_eq!(*cell.name, *name);
        let source =
            page.result(&cell.cell).formula.as_ref().map_or("", |formula| &formula.source).to_owned();
        let cost = &cell.cost;
        assert_eq!(counter(cost.at(sizes)), expected, "{source}: {cost:?} at {sizes:?}");
        sum.multiply_adds += expected.multiply_adds;
        sum.exponentials += expected.exponentials;
        sum.bytes += expected.bytes;
    }
    assert_eq!(counter(costs.total.at(sizes)), sum);
}

fn cost(page: &Page) -> NotebookCost {
    NotebookCost::of(&page.program, &page.run)
}

fn grow(page: &mut Page, dimension: &str, by: usize) {
    for _ in 0..by {
        page.edit(&Action::InsertItem { dimension: dimension.into(), index: 0 }).unwrap();
    }
}

#[test]
fn lessons_cost_what_computing_them_takes_at_every_size() {
    let mut compared = 0;
    for lesson in shelf::ids() {
        let mut page = Page::open(shelf::lesson(&lesson));
        let first = cost(&page);
        check(&first, &first.sizes, &page);
        let dimensions: Vec<String> = first.sizes.names().map(ToString::to_string).collect();
        for (at, dimension) in dimensions.iter().cycle().take(2 * dimensions.len()).enumerate() {
            // A dimension of 128 cannot grow.
            if page.edit(&Action::InsertItem { dimension: dimension.as_str().into(), index: 0 }).is_err() {
                break;
            }
            grow(&mut page, dimension, at % 3);
            // Some formulas have sizes written out, or cut a width into heads: they need not go on.
            if page.run.results.iter().any(|result| result.state != State::Fresh) {
                break;
            }
            compared += 1;
            let now = cost(&page);
            assert_eq!(now.total, first.total, "growing changes no polynomial");
            check(&first, &now.sizes, &page);
        }
    }
    assert!(compared > 30, "only {compared} sizes could be compared");
}

#[test]
fn generated_formulas_cost_what_computing_them_takes() {
    let mut compared = 0;
    for text in drawn::formulas().iter().filter(|text| !text.contains("random_normal")) {
        let Some(page) = drawn::page(text) else { continue };
        let costs = cost(&page);
        check(&costs, &costs.sizes, &page);
        compared += 1;
    }
    assert!(compared > 900, "only {compared} formulas had a value");
}

#[test]
fn polynomials_hold_at_sizes_that_the_notebook_does_not_have() {
    let numbers = |rows: usize, cols: usize| {
        (0..rows)
            .map(|row| (0..cols).map(|col| (row * 3 + col * 5) as f64 % 7.0 - 3.0).collect())
            .collect::<Vec<_>>()
    };
    let cells = |[n, d_model, d_k]: [usize; 3]| {
        vec![
            matrix("X", "n", "d_model", &numbers(n, d_model)),
            matrix("W", "d_model", "d_k", &numbers(d_model, d_k)),
            formula("Q = X @ W"),
            formula("S = Q @ Q.T / sqrt(d_k)"),
            formula("A = softmax(where(tril(ones((n, n))), S, -inf))"),
            formula("B = softmax(stack([S, S.T]), axis=0) @ X"),
            formula("m = mean(tanh(A @ Q), axis=0, keepdims=True) ** 3"),
            formula("L = (X - mean(X, axis=1, keepdims=True)) / sqrt(mean(X ** 2) + 1)"),
            formula("v = sum(abs(Q), axis=0) @ W.T + eye(X.shape[0], d_model)[0]"),
            formula("g = sigmoid(relu(-X)) * exp(X / 9)"),
            formula("H = rnn(X, W, W.T @ W)"),
            formula("G = gru(X, [W, W, W], [W.T @ W, W.T @ W, W.T @ W], ones((3, d_k)))"),
            formula("C = conv1d(X, [W, W], ones(d_k))"),
        ]
    };
    let page = |sizes: [usize; 3]| {
        let [n, d_model, d_k] = sizes;
        Page::open(document(&[("n", n), ("d_model", d_model), ("d_k", d_k)], cells(sizes)))
    };
    let small = cost(&page([3, 4, 5]));
    assert_eq!(small.cells.len(), 11);
    for sizes in [[1, 1, 1], [2, 7, 3], [6, 2, 9], [11, 3, 2], [5, 5, 5]] {
        let page = page(sizes);
        let now = Sizes::of(&page.program);
        check(&small, &now, &page);
    }
}

#[test]
fn the_default_notebook_is_counted_by_hand() {
    let page = Page::open(shelf::lesson("xiaoming"));
    let costs = cost(&page);
    let of = |name: &str| {
        let cell = costs.cells.iter().find(|cell| &*cell.name == name).unwrap();
        [&cell.cost.multiply_adds, &cell.cost.exponentials, &cell.cost.bytes].map(ToString::to_string)
    };
    assert_eq!(of("Q"), ["n·d_model·d_k", "0", "8·n·d_k"]);
    assert_eq!(of("M"), ["0", "0", "24·n²"]);
    assert_eq!(of("S"), ["n²·d_k", "0", "8·n² + 8·n·d_k"]);
    assert_eq!(of("Z"), ["n² + 2", "0", "8·n² + 16"]);
    assert_eq!(of("A"), ["4·n²", "n²", "16·n²"]);
    assert_eq!(of("O"), ["n²·d_v", "0", "8·n·d_v"]);
    // 10·n² against 32·n + 2: 90 and 98 at n = 3, 160 and 130 at n = 4.
    assert_eq!(crossover(&costs.total.multiply_adds, "n", &costs.sizes), Some(4));
    assert_eq!(costs.growth("n", &costs.sizes).flat, ["Q", "K", "V"].map(Into::into));
    assert_eq!(costs.growth("d_k", &costs.sizes).crossover, None);
    let shares = costs.shares(&costs.sizes.with("n", 1000));
    assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-12);
}

#[test]
fn supposing_a_size_leaves_the_notebook_alone() {
    let (language, theme) =
        (attention_notebook::i18n::Language::of_tag("en").unwrap(), attention_notebook::plot::Theme::Light);
    let closed = Store::new(shelf::lesson("xiaoming"), Session::new(language, theme));
    assert!(closed.costs.is_none());
    let open = closed.reduce(Msg::Cost(CostMsg::Toggled));
    let asked = open.reduce(Msg::Cost(CostMsg::Supposed(1000)));
    assert!(std::rc::Rc::ptr_eq(asked.document(), closed.document()));
    assert!(std::rc::Rc::ptr_eq(&asked.run, &closed.run));
    let costs = asked.costs.clone().unwrap();
    assert!(std::rc::Rc::ptr_eq(&costs, open.costs.as_ref().unwrap()));
    let sizes = |store: &Store| store.session.cost.sizes(&store.costs.as_ref().unwrap().sizes);
    assert_eq!(costs.total.at(&sizes(&asked)).multiply_adds, 10_032_002);
    assert_eq!(costs.total.at(&sizes(&open)).multiply_adds, 290);
    assert_eq!(sizes(&asked.reduce(Msg::Cost(CostMsg::Slid(49)))), sizes(&asked));
    assert_eq!(sizes(&asked.reduce(Msg::Cost(CostMsg::Supposed(0)))).get("n"), Some(1));
    assert_eq!(sizes(&asked.reduce(Msg::Cost(CostMsg::Returned))), sizes(&open));
    let edit = Action::SetSource { cell: "z".into(), source: "Z = S".into() };
    let edited = asked.reduce(Msg::Edited(edit));
    assert_eq!(edited.costs.as_ref().unwrap().total.at(&sizes(&edited)).multiply_adds, 9_032_000);
    assert!(edited.reduce(Msg::Cost(CostMsg::Toggled)).costs.is_none());
}
