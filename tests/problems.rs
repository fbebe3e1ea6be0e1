//! What can be wrong with a cell, and what it does to the others; what is remarked of a result.

#![expect(clippy::float_cmp, reason = "the expected numbers are exact")]

mod notebooks;

use std::rc::Rc;

use attention_notebook::i18n::{self, Language};
use attention_notebook::notebook::{Action, Cell, Document, ProblemKind, Refusal, RemarkKind};
use attention_notebook::ops::{Cause, Lanes, Masked};
use notebooks::{Page, document, formula, matrix, slider};

fn page(cells: Vec<Cell>) -> Page {
    Page::open(document(&[("n", 2)], cells))
}

/// Q and K over n × `d_k`.
fn attention(scores: &str) -> Document {
    let values = vec![vec![1.0; 4]; 3];
    let cells = vec![matrix("Q", "n", "d_k", &values), matrix("K", "n", "d_k", &values), formula(scores)];
    document(&[("n", 3), ("d_k", 4)], cells)
}

/// The marked text, the sentence and the hint.
fn message(scores: &str) -> (String, String, Option<String>) {
    let page = Page::open(attention(scores));
    let problem = page.problem("S");
    let english = Language::all().find(|language| language.tag() == "en");
    let message = i18n::problem(english.unwrap_or_else(|| panic!("no English")), problem);
    (problem.span.text(scores).to_owned(), message.text, message.hint)
}

#[test]
fn sizes_that_differ_are_named_by_their_dimensions() {
    let (marked, text, hint) = message("S = Q @ K");
    assert_eq!(marked, "Q @ K");
    assert_eq!(text, "Q is 3 × 4 (n × d_k), K is 3 × 4 (n × d_k): the inner sizes 4 and 3 differ.");
    assert_eq!(hint.as_deref(), Some("Did you mean K.T?"));
    let (marked, text, hint) = message("S = 2 * (Q @ (K + 1))");
    assert_eq!(marked, "Q @ (K + 1)");
    assert_eq!(text, "Q is 3 × 4 (n × d_k), K + 1 is 3 × 4 (n × d_k): the inner sizes 4 and 3 differ.");
    assert_eq!(hint.as_deref(), Some("Did you mean (K + 1).T?"));
    let (_, text, hint) = message("S = Q @ ones(2)");
    assert_eq!(text, "Q is 3 × 4 (n × d_k), ones(2) is a vector of 2: the inner sizes 4 and 2 differ.");
    assert_eq!(hint, None);
    let (marked, text, _) = message("S = Q + K.T");
    assert_eq!(marked, "Q + K.T");
    assert_eq!(text, "Q is 3 × 4 (n × d_k), K.T is 4 × 3 (d_k × n): the sizes 4 and 3 do not fit together.");
}

#[test]
fn dimensions_flow_through_what_is_computed() {
    let names = |scores: &str| {
        let page = Page::open(attention(scores));
        i18n::shape(Language::of_tag("en").unwrap_or_else(|| panic!("no English")), page.value("S").shape())
    };
    assert_eq!(names("S = softmax(Q @ K.T / sqrt(d_k))"), "3 × 3 (n × n)");
    assert_eq!(names("S = sum(Q, axis=0)"), "a vector of 4 (d_k)");
    assert_eq!(names("S = stack([Q, K])"), "2 × 3 × 4 (2 × n × d_k)");
    assert_eq!(names("S = zeros((n, 3))"), "3 × 3 (n × 3)");
    assert_eq!(names("S = zeros((Q.shape[1], n))"), "4 × 3 (d_k × n)");
    assert_eq!(names("S = Q[:2, 1:]"), "2 × 3");
    assert_eq!(names("S = sum(Q)"), "a number");
}

#[test]
fn cells_of_a_cycle_say_so_and_cells_below_wait() {
    let cells = vec![
        formula("below = y + 1"),
        formula("lower = below"),
        formula("x = y"),
        formula("y = x + a"),
        slider("a", 1.0),
    ];
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
    assert_eq!(
        page.result("below").value.as_ref().and_then(|value| value.as_number()),
        Some(4.0),
        "the last good"
    );
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
    let expected =
        ProblemKind::UnknownName { name: "temprature".into(), nearest: Some("temperature".into()) };
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
    let cells =
        vec![slider("x", 1.0), twin, formula("y = x"), Cell { id: "third".into(), ..formula("x = 3") }];
    let mut page = page(cells);
    assert_eq!(
        (page.number("y"), page.code("second"), page.code("third")),
        (1.0, "duplicate-name", "duplicate-name")
    );
    assert_eq!(page.edit(&Action::RemoveCell { cell: "x".into() }), Ok(()));
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
    let rename = |name: &str| Action::RenameCell { cell: "a".into(), name: name.into() };
    for taken in ["softmax", "inf", "n", "b"] {
        assert_eq!(renamed.edit(&rename(taken)), Err(Refusal::NameTaken(taken.into())), "{taken}");
    }
    assert_eq!((renamed.edit(&rename("c")), renamed.number("b")), (Ok(()), 1.0), "what reads it follows");
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
    assert_eq!(remark.kind, RemarkKind::Infinite { cause: Cause::DivisionByZero, place: vec![0, 1] });
    assert_eq!(remark.span.text("a = 1 / X"), "1 / X");
    assert_eq!(page.result("e").remarks[0].span.text("e = log(X) * 2"), "log(X)");
    assert!(page.value("g").iter().all(|weight| weight == 0.0));
    let rows = vec![vec![Some(0)], vec![Some(1)]];
    let masked = RemarkKind::Masked(Masked { lanes: Lanes::Rows, places: rows });
    assert_eq!(page.result("g").remarks[0].kind, masked);
}

/// The remarks of a formula in both languages.
fn remarks(source: &str) -> [String; 2] {
    let page = page(vec![formula(source)]);
    ["en", "zh"].map(|tag| {
        let language = Language::of_tag(tag).unwrap_or_else(|| panic!("no {tag}"));
        let remarks = page.result("Y").remarks.iter().map(|remark| i18n::remark(language, remark));
        remarks.collect::<Vec<_>>().join("\n")
    })
}

#[test]
fn a_remark_gives_the_true_cause() {
    for (source, english, chinese) in [
        (
            "Y = 1e300 / 1e-300",
            "An infinity arises here: the number is too large for 64-bit arithmetic.",
            "这里出现了无穷大：数太大，64 位浮点数放不下。",
        ),
        ("Y = inf / inf", "NaN arises here: ∞ / ∞ is undefined.", "这里出现了 NaN：∞ / ∞ 没有定义。"),
        ("Y = 0 ** -1", "An infinity arises here: a division by zero.", "这里出现了无穷大：除数是零。"),
        ("Y = mean([inf, -inf])", "NaN arises here: ∞ − ∞ is undefined.", "这里出现了 NaN：∞ − ∞ 没有定义。"),
        (
            "Y = log([[1, 2], [3, -4]])",
            "The first NaN arises here, at Y[1, 1]: the logarithm of a negative number.",
            "第一个 NaN 出现在 Y[1, 1]：对负数取了对数。",
        ),
        (
            "Y = 1 + 1 / (ones((2, 2, 2)) - eye(2)[1])",
            "The first infinity arises here, at [0, 0, 1]: a division by zero.",
            "第一个无穷大出现在 [0, 0, 1]：除数是零。",
        ),
        (
            "Y = [0, 1] @ [[inf, 1], [2, 3]]",
            "The first NaN arises here, at Y[0]: 0 · ∞ is undefined.",
            "第一个 NaN 出现在 Y[0]：0 · ∞ 没有定义。",
        ),
    ] {
        assert_eq!(remarks(source), [english, chinese], "{source}");
    }
}

#[test]
fn what_is_masked_throughout_is_named_as_it_lies() {
    let rule = "There is nothing to attend to, so by our rule";
    let told = "没有可以关注的对象，按我们的规则，";
    for (source, english, chinese) in [
        (
            "Y = softmax(where(tril(ones((3, 3)), -1), 1, -inf))",
            format!("In row Y[0] everything is masked. {rule} its weights are 0."),
            format!("这一行全部被掩码挡住：Y[0]。{told}它的权重都是 0。"),
        ),
        (
            "Y = softmax(where(tril(ones((3, 3)), -2), 1, -inf)) * 2",
            format!("In rows [0], [1] everything is masked. {rule} their weights are 0."),
            format!("这几行全部被掩码挡住：[0]、[1]。{told}它们的权重都是 0。"),
        ),
        (
            "Y = softmax(where(tril(ones((3, 3)), -1), 1, -inf), axis=0)",
            format!("In column Y[:, 2] everything is masked. {rule} its weights are 0."),
            format!("这一列全部被掩码挡住：Y[:, 2]。{told}它的权重都是 0。"),
        ),
        (
            "Y = softmax(stack([eye(2), where(tril(ones((2, 2)), -1), 1, -inf)]))",
            format!("In row Y[1, 0] everything is masked. {rule} its weights are 0."),
            format!("这一行全部被掩码挡住：Y[1, 0]。{told}它的权重都是 0。"),
        ),
        (
            "Y = softmax(zeros((9, 2)) - inf)",
            format!(
                "In rows Y[0], Y[1], Y[2], Y[3], Y[4], Y[5] and 3 more everything is masked. {rule} their weights are 0."
            ),
            format!(
                "这几行全部被掩码挡住：Y[0]、Y[1]、Y[2]、Y[3]、Y[4]、Y[5]，另有 3 处。{told}它们的权重都是 0。"
            ),
        ),
        (
            "Y = softmax([-inf, -inf])",
            format!("Here everything is masked. {rule} the weights are 0."),
            format!("这里全部被掩码挡住。{told}权重都是 0。"),
        ),
    ] {
        assert_eq!(remarks(source), [english, chinese], "{source}");
    }
}
