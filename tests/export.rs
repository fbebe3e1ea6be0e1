//! What is taken away is opened by the programs that it is for: Python with NumPy, Jupyter, and by hand PyTorch.
//!
//! Python is the interpreter in `ATTENTION_PYTHON`, else `python3`. Without NumPy, or without nbclient, the tests that
//! need them are skipped and say so, except where `ATTENTION_PYTHON` or `CI=true` asks for them. The tests with PyTorch,
//! a download of 3 GB, run where `ATTENTION_TORCH` names an interpreter that has it:
//! `ATTENTION_TORCH=… cargo test --test export -- --ignored`.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod formulas;
mod notebooks;
mod shelf;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use attention_notebook::export::{
    Block, Library, Names, Notebook, Separator, definitions, drawings, expression, jupyter, npy, numpy_text,
    python, script, solution, svg, table,
};
use attention_notebook::formula::Formula;
use attention_notebook::i18n::Language;
use attention_notebook::notebook::{Document, evaluate, parse_block};
use attention_notebook::plot::Theme;
use attention_notebook::session::Hidden;
use attention_notebook::value::{Array, Axis, Shape};
use formulas::{Arrays, DIMENSIONS, Draw, array};
use notebooks::{Page, cell, document, formula, matrix, slider, switch};
use serde::{Deserialize, Serialize};

#[derive(Serialize)]
struct Asked<'a, T> {
    kind: &'a str,
    tasks: Vec<T>,
}

#[derive(Serialize)]
struct File {
    path: PathBuf,
    names: Vec<String>,
}

#[derive(Serialize)]
struct Expressions {
    code: String,
    expressions: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Answer {
    Error { error: String },
    Values(BTreeMap<String, Told>),
}

#[derive(Debug, Deserialize)]
struct Told {
    shape: Vec<usize>,
    values: Vec<String>,
}

impl Told {
    /// What is wrong, if anything is: to 1e-12 relative; beside numbers around 1, what rounding leaves is zero.
    fn difference(&self, array: &Array) -> Option<String> {
        let close = |x: f64, y: f64| {
            x.to_bits() == y.to_bits()
                || (x.is_nan() && y.is_nan())
                || (x - y).abs() <= 1e-12 * x.abs().max(y.abs())
                || (x - y).abs() < 1e-14
        };
        let numbers: Vec<f64> = self.values.iter().map(|value| value.parse().unwrap()).collect();
        let same_shape = array.shape().sizes().eq(self.shape.iter().copied());
        let same = same_shape && array.iter().zip(&numbers).all(|(x, y)| close(x, *y));
        (!same).then(|| format!("{:?} {numbers:?}, and not {array:?}", self.shape))
    }
}

fn has(python: &str, modules: &str) -> bool {
    let found = Command::new(python).args(["-c", modules]).stderr(Stdio::null()).status();
    found.is_ok_and(|status| status.success())
}

/// An interpreter that has these modules.
fn interpreter(modules: &str) -> Option<String> {
    let asked = std::env::var("ATTENTION_PYTHON").ok();
    let python = asked.clone().unwrap_or_else(|| "python3".to_owned());
    if has(&python, modules) {
        return Some(python);
    }
    let needed = asked.is_some() || std::env::var("CI").is_ok_and(|ci| ci == "true");
    assert!(!needed, "{python} cannot `{modules}`; set ATTENTION_PYTHON to an interpreter that can");
    eprintln!("SKIPPED: {python} cannot `{modules}`; set ATTENTION_PYTHON to an interpreter that can");
    None
}

fn torch() -> String {
    let python = std::env::var("ATTENTION_TORCH").unwrap_or_else(|_| "python3".to_owned());
    assert!(
        has(&python, "import torch"),
        "{python} has no PyTorch; set ATTENTION_TORCH to an interpreter that has"
    );
    python
}

fn ask<T: Serialize>(python: &str, kind: &str, tasks: Vec<T>) -> Vec<Answer> {
    let program = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/open_exports.py");
    let mut child =
        Command::new(python).arg(program).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let asked = serde_json::to_string(&Asked { kind, tasks }).unwrap();
    child.stdin.take().unwrap().write_all(asked.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{program} failed");
    serde_json::from_slice(&output.stdout).unwrap()
}

/// A file in a folder of the tests' own.
fn written(folder: &str, name: &str, bytes: &[u8]) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("export").join(folder);
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join(name);
    fs::write(&path, bytes).unwrap();
    path
}

fn languages() -> [Language; 2] {
    ["en", "zh-CN"].map(|tag| Language::of_tag(tag).unwrap())
}

fn notebook(page: &Page, language: Language) -> Notebook<'_> {
    Notebook { document: &page.document, program: &page.program, run: &page.run, language }
}

/// Everything that Python could trip over, in one notebook.
fn odd() -> Document {
    let mut cells = vec![
        matrix("X", "n", "d", &[vec![1.0, -0.5], vec![f64::NEG_INFINITY, 0.1], vec![1e-7, 1e21]]),
        formula("后 = 先 * 2"),
        formula("先 = sum(X[1:, 1])"),
        slider("lambda", 0.0),
        switch("np", true),
        formula("list = X @ X.T"),
        formula("u = 1 / lambda + inf"),
        formula("ϕ = 0 ** -1 + n ** 40 * 10 ** 20"),
        formula("M = causal_mask(n)"),
        formula("W = where(M, 1, 0) @ where(np, eye(n), zeros((n, n)))"),
        formula("c = sum(M) / n ** 2"),
        formula("k = argmax(X, axis=1) ** -1"),
        formula("stack_ = stack([X, X + 1])[1, ::-1, -1]"),
        formula("broken = X @ X"),
        formula("waits = broken + 1"),
        formula("twice = softmix(X)"),
        formula("p = softmax(where(M, 1, -inf) * 0 + where(M, 0, -inf), axis=0)"),
    ];
    cells.push(cell(
        "text",
        attention_notebook::notebook::CellKind::Text { text: "a \"\"\" b\r\nimport os".into() },
    ));
    document(&[("n", 3), ("d", 2)], cells)
}

fn pages() -> Vec<(String, Page)> {
    let lessons = shelf::ids().into_iter().map(|id| (id.clone(), Page::open(shelf::lesson(&id))));
    lessons.chain([("odd".to_owned(), Page::open(odd()))]).collect()
}

/// The files and what each has to give.
fn files(
    folder: &str,
    extension: &str,
    languages: &[Language],
    export: impl Fn(&Notebook<'_>) -> String,
) -> Vec<(File, BTreeMap<String, Array>)> {
    let mut files = Vec::new();
    for (id, page) in &pages() {
        for language in languages {
            let notebook = notebook(page, *language);
            let names = Names::of(&page.program);
            let values: BTreeMap<String, Array> =
                notebook.values().map(|(name, array)| (names.get(name), (**array).clone())).collect();
            let name = format!("{id}-{}.{extension}", language.tag());
            let path = written(folder, &name, export(&notebook).as_bytes());
            files.push((File { path, names: values.keys().cloned().collect() }, values));
        }
    }
    files
}

fn check(python: &str, kind: &str, files: Vec<(File, BTreeMap<String, Array>)>) {
    let (tasks, values): (Vec<File>, Vec<_>) = files.into_iter().unzip();
    let paths: Vec<PathBuf> = tasks.iter().map(|task| task.path.clone()).collect();
    let answers = ask(python, kind, tasks);
    assert_eq!(answers.len(), values.len());
    for ((path, answer), values) in paths.iter().zip(answers).zip(values) {
        let told = match answer {
            Answer::Values(told) => told,
            Answer::Error { error } => panic!("{}: {error}", path.display()),
        };
        for (name, array) in &values {
            assert_eq!(told[name].difference(array), None, "{name} of {}", path.display());
        }
    }
}

#[test]
fn numpy_scripts_give_every_value_again() {
    let Some(python) = interpreter("import numpy") else { return };
    check(&python, "script", files("numpy", "py", &languages(), |notebook| script(notebook, Library::NumPy)));
}

#[test]
fn jupyter_notebooks_give_every_value_again() {
    let Some(python) = interpreter("import numpy, nbclient, nbformat, ipykernel") else { return };
    let chinese = Language::of_tag("zh-CN").unwrap();
    check(&python, "notebook", files("jupyter", "ipynb", &[chinese], |notebook| jupyter(notebook).unwrap()));
}

#[test]
#[ignore = "needs PyTorch"]
fn torch_scripts_give_every_value_again() {
    check(
        &torch(),
        "script",
        files("torch", "py", &languages(), |notebook| script(notebook, Library::PyTorch)),
    );
}

/// Formulas that our language accepts, as expressions of Python.
fn check_expressions(python: &str, library: Library) {
    let mut draw = Draw(20_261_122);
    let drawn = (0..1500).map(|_| {
        let shape = draw.shape();
        let depth = 1 + draw.below(4);
        draw.expression(&shape, depth)
    });
    let texts: Vec<String> = include_str!("data/differential.txt")
        .lines()
        .map(str::to_owned)
        .chain(drawn)
        .filter(|text| text.len() < 900)
        .collect();
    let names = Names::default();
    let dimensions: Vec<&str> = DIMENSIONS.iter().map(|(name, _)| *name).collect();
    let (mut expressions, mut values, mut formulas) = (Vec::new(), Vec::new(), Vec::new());
    let mut used = BTreeSet::new();
    for text in &texts {
        let Ok(formula) = Formula::parse(&format!("Y = {text}")) else { continue };
        let Ok(found) = evaluate(&formula, &Arrays) else { continue };
        expressions.push(expression(library, &names, &dimensions, &formula, &found.nodes));
        values.push(found.value);
        used.extend(formula.names());
        formulas.push(text);
    }
    let mut code = String::from("import math\nimport numpy as np\n");
    if library == Library::PyTorch {
        code.push_str("import torch\ntorch.set_default_dtype(torch.float64)\n");
    }
    code.extend(DIMENSIONS.iter().map(|(name, size)| format!("{name} = {size}\n")));
    code.extend(used.iter().filter_map(|name| Some(numpy_text(name, &array(name)?))));
    if library == Library::PyTorch {
        let arrays = used.iter().filter(|name| array(name).is_some());
        code.extend(arrays.map(|name| format!("{name} = torch.tensor({name})\n")));
    }
    code.extend(definitions(library).iter().map(|(_, text)| format!("\n{text}\n")));
    let answers = ask(python, "expressions", vec![Expressions { code, expressions: expressions.clone() }]);
    let checked = answers.iter().zip(&values).zip(formulas.iter().zip(&expressions));
    let different: Vec<String> = checked
        .filter_map(|((answer, value), (text, expression))| {
            let difference = match answer {
                Answer::Error { error } => Some(error.clone()),
                Answer::Values(told) => told["it"].difference(value),
            };
            difference.map(|found| format!("{text}\n    as {expression}\n    is {found}"))
        })
        .collect();
    assert!(values.len() > 1000);
    assert!(
        different.is_empty(),
        "{} of {}:\n{}",
        different.len(),
        values.len(),
        different[..different.len().min(40)].join("\n")
    );
}

#[test]
fn formulas_mean_the_same_to_numpy() {
    let Some(python) = interpreter("import numpy") else { return };
    check_expressions(&python, Library::NumPy);
}

#[test]
#[ignore = "needs PyTorch"]
fn formulas_mean_the_same_to_torch() {
    check_expressions(&torch(), Library::PyTorch);
}

#[test]
fn names_of_python_are_names() {
    let Some(python) = interpreter("import numpy") else { return };
    let letters = (0x21..0x2_ffff_u32).filter_map(char::from_u32).filter(|letter| letter.is_alphanumeric());
    let names: BTreeSet<String> =
        letters.map(|letter| attention_notebook::export::python_name(&format!("a{letter}"))).collect();
    let names: Vec<String> = names.into_iter().collect();
    let code = format!(
        "import unicodedata\nnames = {}\nodd = [n for n in names if not n.isidentifier() or unicodedata.normalize('NFKC', n) != n]",
        serde_json::to_string(&names).unwrap()
    );
    let answers =
        ask(&python, "expressions", vec![Expressions { code, expressions: vec!["float(len(odd))".into()] }]);
    let Answer::Values(told) = &answers[0] else { panic!("{answers:?}") };
    assert_eq!(told["it"].values, ["0.0"]);
}

#[test]
fn numpy_opens_its_files() {
    let Some(python) = interpreter("import numpy") else { return };
    let stack: Vec<f64> = (0..12).map(f64::from).collect();
    let arrays = [
        Array::scalar(-0.1),
        Array::from_c_order(Shape::vector(2), vec![f64::INFINITY, f64::NAN]).unwrap(),
        Array::from_c_order(Shape::matrix(3, 4), stack.clone()).unwrap(),
        Array::from_c_order(Shape::stack(2, 3, 2), stack).unwrap(),
        Array::filled(&Shape::matrix(0, 3), 0.0),
        Array::from_c_order(Shape::vector(2), vec![1.0, 0.0]).unwrap().with_truth(true),
    ];
    let files = arrays.into_iter().enumerate().map(|(index, array)| {
        let path = written("npy", &format!("{index}.npy"), &npy(&array).unwrap());
        (File { path, names: vec!["it".to_owned()] }, BTreeMap::from([("it".to_owned(), array)]))
    });
    check(&python, "npy", files.collect());
}

#[test]
fn drawings_are_svg_with_their_words() {
    let mut files = Vec::new();
    for (id, page) in &pages() {
        for (language, theme) in languages().into_iter().zip([Theme::Light, Theme::Dark]) {
            let notebook = notebook(page, language);
            let drawings = drawings(&notebook, &Hidden::default());
            for drawing in &drawings {
                let (text, (width, height)) = svg(&notebook, drawing, theme).unwrap();
                assert!(
                    width > 60 && height > 40 && width < 4000 && height < 4000,
                    "{drawing:?} {width} {height}"
                );
                assert!(text.contains("<text ") && text.len() < 4_000_000);
                let name = format!("{id}-{}-{}.svg", drawing.file_part(), language.tag());
                files.push(File { path: written("svg", &name, text.as_bytes()), names: Vec::new() });
            }
        }
    }
    assert!(files.len() > 100);
    let Some(python) = interpreter("import numpy") else { return };
    for (path, answer) in
        files.iter().map(|file| file.path.clone()).collect::<Vec<_>>().iter().zip(ask(&python, "svg", files))
    {
        assert!(matches!(answer, Answer::Values(_)), "{}: {answer:?}", path.display());
    }
}

#[test]
fn a_heat_map_has_the_names_of_its_rows_in_the_readers_language() {
    let page = Page::open(shelf::lesson("xiaoming"));
    let [english, chinese] = languages();
    let drawing = attention_notebook::export::Drawing::Heatmap("A".into());
    let text = |language| svg(&notebook(&page, language), &drawing, Theme::Light).unwrap().0;
    assert!(text(chinese).contains(">小明</text>") && text(chinese).contains("热力图"));
    assert!(text(english).contains("heat map") && text(english).contains("xml:lang=\"en\""));
}

#[test]
fn arrows_are_drawn_in_the_dimensions_that_were_chosen() {
    let page = Page::open(shelf::lesson("xiaoming"));
    let [english, _] = languages();
    let notebook = notebook(&page, english);
    let drawing = attention_notebook::export::Drawing::Arrows("X".into(), (0, 1));
    let names = drawing.dimensions(&notebook);
    assert_eq!(names, ["person", "action", "food", "feeling"]);
    let text = |drawing| svg(&notebook, &drawing, Theme::Light).unwrap().0;
    let first = text(drawing.clone());
    let other = drawing.in_dimensions((3, 2));
    assert_eq!(other.file_part(), "X-arrows-3-2");
    let other = text(other);
    assert!(first.contains(">person<") && first.contains(">action<") && !first.contains(">food<"));
    assert!(other.contains(">feeling<") && other.contains(">food<") && !other.contains(">person<"));
}

#[test]
fn the_solution_tells_the_arithmetic_of_each_number() {
    for (_, page) in &pages() {
        for language in languages() {
            let text = solution(&notebook(page, language), &Hidden::default());
            assert!(text.len() > 200 && text.len() < 2_000_000);
            assert!(!text.contains("](=") && !text.contains("](try:"));
        }
    }
    let page = Page::open(shelf::lesson("xiaoming"));
    let text = solution(&notebook(&page, languages()[0]), &Hidden::default());
    written("solution", "xiaoming.md", text.as_bytes());
    written(
        "solution",
        "xiaoming-zh.md",
        solution(&notebook(&page, languages()[1]), &Hidden::default()).as_bytes(),
    );
    assert!(text.contains("W^{Q}") && text.contains("```text\n"), "{text}");
}

#[test]
fn a_broken_cell_is_a_remark_that_says_why() {
    let page = Page::open(odd());
    let text = script(&notebook(&page, languages()[0]), Library::NumPy);
    assert!(text.contains("# broken = X @ X") && text.contains("# twice = softmix(X)"), "{text}");
    assert!(text.contains("# waits = broken + 1"));
    assert!(!text.contains("\nimport os"));
    let blocks = python(&notebook(&page, languages()[0]), Library::NumPy);
    assert!(
        blocks.iter().any(|block| matches!(block, Block::Code { shows: Some(name), .. } if name == "list_"))
    );
    // What nothing uses is not defined.
    assert!(text.contains("def softmax(") && !text.contains("def rope("));
}

#[test]
fn a_table_is_read_again() {
    let mut page = Page::open(document(
        &[("n", 2), ("d", 3)],
        vec![matrix("X", "n", "d", &vec![vec![0.1, -2.0, 1e-7]; 2])],
    ));
    let value = |page: &Page| page.value("X").clone();
    let array = value(&page);
    let english = languages()[0];
    let rows: Vec<Vec<f64>> = vec![vec![0.1, -2.0, 1e-7]; 2];
    for text in [
        table(&notebook(&page, english), &array, Separator::Comma, false),
        table(&notebook(&page, english), &array, Separator::Tab, false),
        numpy_text("X", &array),
        attention_notebook::export::matrix_in_latex(
            &Array::from_c_order(Shape::matrix(1, 1), vec![0.5]).unwrap(),
        ),
    ] {
        let expected = if text.contains("pmatrix") { vec![vec![0.5]] } else { rows.clone() };
        assert_eq!(parse_block(&text, 128), Ok(expected), "{text}");
    }
    let named = table(&notebook(&page, english), &array, Separator::Comma, true);
    assert_eq!(named, "n,1,2,3\r\n1,0.1,-2,1e-7\r\n2,0.1,-2,1e-7\r\n");
    // A spreadsheet must not compute a name.
    let items = ["=1+1", "a,\"b\""].map(Into::into).to_vec();
    page.document.dimensions[0] = attention_notebook::notebook::Dimension { name: "n".into(), items }.into();
    page.recompute();
    let named = table(&notebook(&page, english), &array, Separator::Comma, true);
    assert!(named.contains("'=1+1,0.1") && named.contains("\"a,\"\"b\"\"\",0.1"), "{named}");
    let stack = Array::filled(&Shape::stack(2, Axis::named(2, "n"), 1), 0.5);
    assert_eq!(
        table(&notebook(&page, english), &stack, Separator::Tab, true),
        "0\t'=1+1\t0.5\n0\t\"a,\"\"b\"\"\"\t0.5\n1\t'=1+1\t0.5\n1\t\"a,\"\"b\"\"\"\t0.5\n"
    );
}
