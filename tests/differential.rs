//! The language against NumPy itself: the same text, evaluated by both, gives the same numbers.
//!
//! NumPy is that of the interpreter in `ATTENTION_PYTHON`, else of `python3`. Without it the test is skipped and says
//! so, except where `ATTENTION_PYTHON` or `CI=true` asks for it.
//!
//! Where the language deviates by its own statement, either answer of NumPy is accepted: see `stated`. What it states
//! of values (`.T`, masked rows, numbers in f64) is in `tests/data/differential.py`.

#![expect(clippy::float_cmp, reason = "the expected numbers are exact")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod formulas;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::process::{Command, Stdio};

use attention_notebook::formula::{Expr, Formula};
use attention_notebook::notebook::{Evaluation, Failure, ProblemKind, evaluate};
use attention_notebook::ops::{self, Fault};
use attention_notebook::value::decimal::shortest;
use formulas::{Arrays, DIMENSIONS, Draw, array};
use serde::{Deserialize, Serialize};

const DRAWN: usize = 3000;
const SEED: u64 = 20_261_121;

/// Where mistakes would hide: precedence, signs, edges of slices, and everything that is an error.
const WRITTEN: &str = include_str!("data/differential.txt");

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

fn formulas() -> Vec<String> {
    let mut draw = Draw(SEED);
    let drawn = (0..DRAWN).map(|_| {
        let shape = draw.shape();
        let depth = 1 + draw.below(4);
        draw.expression(&shape, depth)
    });
    WRITTEN.lines().map(str::to_owned).chain(drawn).filter(|text| text.len() < 900).collect()
}

fn ours(text: &str) -> Result<Evaluation, Box<ProblemKind>> {
    let formula =
        Formula::parse(&format!("Y = {text}")).map_err(|problem| ProblemKind::Syntax(problem.kind))?;
    evaluate(&formula, &Arrays).map_err(|failure| match failure {
        Failure::Problem(problem) => Box::new(problem.kind),
        Failure::Waiting(name) => panic!("{name} is not of this scope"),
    })
}

/// Errors of the language by its own statement, whatever NumPy makes of them.
fn stated(problem: &ProblemKind) -> bool {
    match problem {
        ProblemKind::Limit(_) => true,
        ProblemKind::Fault { fault, operation, .. } => match fault {
            // Truth values have no arithmetic among themselves; arrays have at most three axes; a number has no
            // axis 0, which NumPy lets pass; row by row it may stretch what does not fit, or never come to a row; it
            // takes from all elements in C order.
            Fault::TruthArithmetic
            | Fault::NeedsAxis { .. }
            | Fault::TooManyAxes { .. }
            | Fault::Axis { rank: 0, .. }
            | Fault::Fit { .. } => true,
            // NumPy makes a matrix of a vector here, and takes from a number as from a vector; definitions go on.
            Fault::Rank { .. } => {
                matches!(
                    *operation,
                    "tril"
                        | "triu"
                        | "conv1d"
                        | "rnn"
                        | "gru"
                        | "take"
                        | "alibi"
                        | "padding_mask"
                        | "layer_norm"
                )
            }
            // NumPy counts negative ids from the end.
            Fault::OutOfRange { index, .. } => *operation == "one_hot" && *index < 0,
            _ => false,
        },
        _ => false,
    }
}

/// What is wrong, if anything is.
fn difference(text: &str, answer: &Answer) -> Option<String> {
    match (ours(text), answer) {
        (Err(problem), Answer::Value { .. }) => {
            (!stated(&problem)).then(|| format!("{problem:?}, NumPy has {answer:?}"))
        }
        (Err(_), Answer::Error { .. }) => None,
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
    x == y
        || (x.is_nan() && y.is_nan())
        || (x - y).abs() <= 1e-12 * x.abs().max(y.abs())
        || (x - y).abs() < 1e-14
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
    assert!(
        different.is_empty(),
        "{} of {}:\n{}",
        different.len(),
        answers.len(),
        different[..different.len().min(12)].join("\n")
    );
}

#[test]
fn the_formulas_are_mostly_valid_and_use_every_operation() {
    let formulas = formulas();
    assert!(formulas.len() >= 500);
    let valid = formulas.iter().filter(|text| ours(text).is_ok()).count();
    assert!(
        valid * 10 > formulas.len() * 7 && formulas.len() - valid >= 50,
        "{valid} of {} are valid",
        formulas.len()
    );
    let used: BTreeSet<String> =
        formulas.iter().filter(|text| ours(text).is_ok()).flat_map(|text| operations(text)).collect();
    let unused: Vec<&str> =
        ops::ALL.iter().map(|operation| operation.name()).filter(|name| !used.contains(*name)).collect();
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
