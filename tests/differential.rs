//! The language against NumPy itself: the same text, evaluated by both, gives the same numbers.
//!
//! NumPy is that of the interpreter in `ATTENTION_PYTHON`, else of `python3`. Without it the test is skipped and says
//! so, except where `ATTENTION_PYTHON` or `CI=true` asks for it.
//!
//! Where the language deviates by its own statement, either answer of NumPy is accepted: see `stated`. What it states
//! of values (`.T`, masked rows, numbers in f64) is in `tests/data/differential.py`.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod formulas;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::process::{Command, Stdio};
use std::rc::Rc;

use attention_notebook::formula::{Expr, Formula};
use attention_notebook::notebook::{Evaluation, Failure, Meaning, Problem, ProblemKind, Scope, evaluate};
use attention_notebook::ops::{self, Fault};
use attention_notebook::value::{Array, Axis, Shape, decimal::shortest};
use formulas::Draw;
use serde::{Deserialize, Serialize};

const DRAWN: usize = 3000;
const SEED: u64 = 20_261_121;
const DIMENSIONS: [(&str, usize); 2] = [("n", 3), ("d_k", 4)];

/// Where mistakes would hide: precedence, signs, edges of slices, and everything that is an error.
const WRITTEN: &[&str] = &[
    "-2 ** 2", "2 ** -1", "2 ** 3 ** 2", "(-8) ** (1 / 3)", "0 ** 0", "0 / 0", "-1 / 0", "2 - 1 - 1", "8 / 4 / 2", "-M23 ** 2",
    "-M ** -2", "M23 @ M34 / 2", "2 * M23 @ M34", "1 < 2", "M23 + 1 > M23", "exp(710)", "exp(-800)", "log(0)", "log(-1)",
    "sqrt(-1)", "sigmoid(-800)", "tanh(inf)", "inf - inf", "relu(-inf)", "softmax(E23)", "softmax(where(B23, M23, -inf))",
    "softmax([-inf, -inf])", "softmax([-inf, 0])", "softmax([1000, 1000])", "softmax(inf * [1, 1])", "argmax(E23)",
    "argmax(E23, axis=0)", "max(E23)", "min(E23, axis=1)", "sum(E23)", "mean(zeros(0))", "sum(zeros((2, 0)), axis=1)",
    "max(zeros((2, 0)), axis=0)", "max(zeros((2, 0)), axis=1)", "max(zeros(0))", "argmax(zeros((0, 2)), axis=1)",
    "argmax(zeros((0, 2)), axis=0)", "argmax(zeros((0, 2)))", "softmax(zeros((0, 3)))", "softmax(zeros((3, 0)))",
    "zeros((2, 0)) @ zeros((0, 3))", "M23[5]", "M23[-3]", "M23[0, 0, 0]", "M23[::0]", "M23[::-2]", "M23[5:]", "M23[-9:1]",
    "M23[1:, None]", "M23[None, :, None, :]", "M[0]", "M[None]", "M23[0.5]", "M23[n - 2]", "M23[1,]", "M234[1, :, ::2]",
    "M23.T @ M23", "M234.T", "M3.T", "M23.shape[0] + 1", "M23.shape[2]", "M.shape[0]", "M23.shape[-1]", "sum(M23, axis=2)",
    "sum(M23, axis=-3)", "sum(M23, axis=0.5)", "sum(M23, 0, True)", "sum(B23)", "sum(B23, axis=0)", "mean(B23)", "max(B23)",
    "M23 @ M23", "M3 @ M34", "M34 @ M4", "M3 @ M4", "M @ M3", "M234 @ M43", "M234 @ M343", "M23 + M32", "M13 + M21", "M3 + M234",
    "concatenate([M3, M23])", "concatenate([M3, M])", "concatenate([])", "concatenate([M23, M3], axis=None)",
    "concatenate([M23, M43])", "concatenate([M23, M43], axis=1)", "concatenate([M23, M24], axis=-1)", "concatenate([B2, M3])",
    "stack([M3, M4])", "stack([M23, M23], axis=2)", "stack([M23, M23], axis=3)", "stack([M3, M3], axis=-2)", "stack([B3, B3])",
    "[[1, 2], [3, 4]] @ [1, 1]", "[1, M]", "[1, M3]", "array([True, False])", "[1, 2][1]", "zeros(-1)", "zeros((2, -1))",
    "zeros(1.5)", "zeros(3)", "ones((n, M23.shape[1]))", "eye(-1)", "eye(2, 3)", "eye(N=2)", "arange(0, 1, 0)", "arange(inf)",
    "arange(3, 0)", "arange(0, 1, 0.1)", "arange(1, 2, 0.3)", "arange(M3)", "arange(-2.5)", "tril(M234, k=-1)", "triu(M34, 2)",
    "tril(M)", "where(E23, 1, 0)", "where(B23, B23, M23)", "where(True, 1, 2)", "where(M23, M3)", "where(B3, M4, 1)",
    "minimum(E23, 0)", "maximum(E23, M3)", "maximum(B3, B3)", "abs(B3)", "-B3", "B3 + B3", "B3 * M3", "B3 @ M34", "B3 / B3",
    "B3 == B3", "B3 < 0.5", "nothing", "nothing(1)", "softmax()", "softmax(M23, 0, 1)", "softmax(M23, dim=0)",
    "softmax(M23, axis=0, axis=1)", "sum(M23, axis=None)", "M23.t", "M23 M23", "(M23", "M23)", "M23 +", "* M23", "1 2", "[1, 2",
    "transpose(M23)", "transpose(M3)", "sum(M234, axis=1, keepdims=True) + M234", "M23 / sum(M23, axis=-1, keepdims=True)",
    "sqrt(n) + d_k ** -0.5", "E23 ** 0.5", "(-inf) ** 0.5", "E4 ** M4", "E23 ** 2", "[]", "array([])", "sum([])", "max([])",
    "softmax(zeros((0, 0)))", "max(zeros((0, 0, 2)), axis=1)", "max(zeros((0, 0, 2)), axis=2)", "argmax(zeros((0, 0)), axis=0)", "M34 / n", "1e3 + 1E-3 + .5 + 5.", "E23 == E23", "E23 != E23", "E23 > inf", "M1 + M23", "M11 @ M1",
];

#[derive(Serialize)]
struct Named {
    shape: Vec<usize>,
    truth: bool,
    /// As text: JSON has no infinities.
    values: Vec<String>,
}

#[derive(Serialize)]
struct Task {
    dimensions: BTreeMap<&'static str, usize>,
    arrays: BTreeMap<String, Named>,
    formulas: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Answer {
    Value { shape: Vec<usize>, truth: bool, values: Vec<String> },
    Error { error: String },
}

/// Arrays by what their names say.
struct Arrays;

/// `M23` → `M` and 2 × 3.
fn shape_in(name: &str) -> Option<(char, Vec<usize>)> {
    let kind = name.chars().next().filter(|kind| "MEB".contains(*kind))?;
    let sizes = name[1..].chars().map(|digit| digit.to_digit(10).map(|digit| digit as usize));
    sizes.collect::<Option<Vec<_>>>().filter(|sizes| sizes.len() <= Shape::MOST).map(|sizes| (kind, sizes))
}

fn array(name: &str) -> Option<Array> {
    let (kind, sizes) = shape_in(name)?;
    let mut draw = Draw(name.bytes().fold(7, |seed, byte| seed * 31 + u64::from(byte)));
    let extreme = [1.0, -1.0, f64::INFINITY, f64::NEG_INFINITY, f64::NAN, 0.0, -0.0, 0.5];
    // Quarters, so that sums and products are exact and no rounding decides a comparison.
    let mut number = || match kind {
        'M' => (draw.below(17) as f64 - 8.0) / 4.0,
        'E' => extreme[draw.below(extreme.len())],
        _ => draw.below(2) as f64,
    };
    let shape = Shape::new(sizes.into_iter().map(Axis::new))?;
    let numbers = (0..shape.len()).map(|_| number()).collect();
    Array::from_c_order(shape, numbers).map(|array| array.with_truth(kind == 'B'))
}

impl Scope for Arrays {
    fn meaning(&self, name: &str) -> Meaning {
        let dimension = DIMENSIONS.iter().find(|(dimension, _)| *dimension == name);
        match (dimension, array(name)) {
            (Some((_, size)), _) => Meaning::Dimension(*size),
            (None, Some(array)) => Meaning::Value(Rc::new(array)),
            (None, None) => Meaning::Unknown,
        }
    }

    fn names(&self) -> Vec<Rc<str>> {
        Vec::new()
    }
}

fn formulas() -> Vec<String> {
    let mut draw = Draw(SEED);
    let drawn = (0..DRAWN).map(|_| {
        let shape = draw.shape();
        let depth = 1 + draw.below(4);
        draw.expression(&shape, depth)
    });
    WRITTEN.iter().map(ToString::to_string).chain(drawn).filter(|text| text.len() < 900).collect()
}

fn ours(text: &str) -> Result<Evaluation, ProblemKind> {
    let formula = Formula::parse(&format!("Y = {text}")).map_err(|problem| ProblemKind::Syntax(problem.kind))?;
    evaluate(&formula, &Arrays).map_err(|failure| match failure {
        Failure::Problem(Problem { kind, .. }) => kind,
        Failure::Waiting(name) => panic!("{name} is not of this scope"),
    })
}

/// Errors of the language by its own statement, whatever NumPy makes of them.
fn stated(problem: &ProblemKind) -> bool {
    match problem {
        ProblemKind::Limit(_) => true,
        ProblemKind::Fault { fault, operation, .. } => match fault {
            // Truth values have no arithmetic among themselves; arrays have at most three axes.
            Fault::TruthArithmetic | Fault::TooManyAxes { .. } => true,
            // A number has no axis 0; NumPy lets it pass.
            Fault::Axis { rank: 0, .. } => true,
            // NumPy makes a matrix of a vector here.
            Fault::Rank { .. } => matches!(*operation, "tril" | "triu"),
            _ => false,
        },
        _ => false,
    }
}

/// What is wrong, if anything is.
fn difference(text: &str, answer: &Answer) -> Option<String> {
    match (ours(text), answer) {
        (Err(problem), _) if stated(&problem) => None,
        (Err(_), Answer::Error { .. }) => None,
        (Err(problem), Answer::Value { .. }) => Some(format!("{problem:?}, NumPy has {answer:?}")),
        (Ok(found), Answer::Error { error }) => Some(format!("{:?}, NumPy raises {error}", found.value)),
        (Ok(found), Answer::Value { shape, truth, values }) => {
            let array = &found.value;
            let same_kind = array.shape().sizes().eq(shape.iter().copied()) && array.is_truth() == *truth;
            let numbers: Vec<f64> = values.iter().map(|value| value.parse().unwrap()).collect();
            let same = same_kind && array.iter().zip(&numbers).all(|(x, y)| close(x, *y));
            (!same).then(|| format!("{array:?}, NumPy has {answer:?}"))
        }
    }
}

/// To 1e-12 relative, NaN like NaN; beside numbers around 1, what rounding leaves of a difference is zero.
fn close(x: f64, y: f64) -> bool {
    x == y || (x.is_nan() && y.is_nan()) || (x - y).abs() <= 1e-12 * x.abs().max(y.abs()) || (x - y).abs() < 1e-14
}

/// An interpreter that has NumPy.
fn python() -> Option<String> {
    let asked = std::env::var("ATTENTION_PYTHON").ok();
    let python = asked.clone().unwrap_or_else(|| "python3".to_owned());
    let found = Command::new(&python).args(["-c", "import numpy"]).stderr(Stdio::null()).status();
    if found.is_ok_and(|status| status.success()) {
        return Some(python);
    }
    let needed = asked.is_some() || std::env::var("CI").is_ok_and(|ci| ci == "true");
    assert!(!needed, "{python} has no NumPy; set ATTENTION_PYTHON to an interpreter that has");
    eprintln!("SKIPPED: {python} has no NumPy; set ATTENTION_PYTHON to an interpreter that has");
    None
}

fn ask(python: &str, task: &Task) -> Vec<Answer> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/differential.py");
    let mut child =
        Command::new(python).arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(serde_json::to_string(task).unwrap().as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{script} failed");
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn numpy_gives_the_same_numbers_shapes_and_errors() {
    let Some(python) = python() else { return };
    let formulas = formulas();
    let mut arrays = BTreeMap::new();
    for text in &formulas {
        let names = text.split(|c: char| !c.is_alphanumeric() && c != '_');
        for (name, array) in names.filter_map(|name| Some((name, array(name)?))) {
            let shape = array.shape().sizes().collect();
            let values = array.iter().map(shortest).collect();
            arrays.insert(name.to_owned(), Named { shape, truth: array.is_truth(), values });
        }
    }
    let task = Task { dimensions: DIMENSIONS.into(), arrays, formulas };
    let answers = ask(&python, &task);
    assert_eq!(answers.len(), task.formulas.len());
    let pairs = task.formulas.iter().zip(&answers);
    let different: Vec<String> = pairs
        .filter_map(|(text, answer)| difference(text, answer).map(|found| format!("{text}\n    is {found}")))
        .collect();
    assert!(different.is_empty(), "{} of {}:\n{}", different.len(), answers.len(), different[..different.len().min(12)].join("\n"));
}

#[test]
fn the_formulas_are_mostly_valid_and_use_every_operation() {
    let formulas = formulas();
    assert!(formulas.len() >= 500);
    let valid = formulas.iter().filter(|text| ours(text).is_ok()).count();
    assert!(valid * 10 > formulas.len() * 7 && formulas.len() - valid >= 50, "{valid} of {} are valid", formulas.len());
    let used: BTreeSet<String> = formulas.iter().filter(|text| ours(text).is_ok()).flat_map(|text| operations(text)).collect();
    let unused: Vec<&str> = ops::ALL
        .iter()
        .map(|operation| operation.name())
        .filter(|name| !used.contains(*name) && *name != "random_normal")
        .collect();
    // `.shape` is asked of the array itself; `+x` stands for the sign.
    assert!(unused.iter().all(|name| *name == ".shape"), "no formula uses {unused:?}");
    assert!(formulas.iter().any(|text| text.contains(".shape[")));
}

fn operations(text: &str) -> Vec<String> {
    let formula = Formula::parse(&format!("Y = {text}")).unwrap();
    let name = |expr: &Expr| match expr {
        Expr::Call { function, .. } => Some(function.to_string()),
        Expr::Binary(operator, ..) => Some(operator.symbol().to_owned()),
        Expr::Unary(sign, _) => Some(format!("{}x", sign.symbol())),
        Expr::Transpose(_) => Some(".T".to_owned()),
        Expr::Index(..) => Some("[]".to_owned()),
        _ => None,
    };
    formula.nodes.iter().filter_map(|node| name(&node.expr)).collect()
}
