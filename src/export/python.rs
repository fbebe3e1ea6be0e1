//! The notebook as a program of Python.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::{
    Library, Names, Notebook,
    plain_text::{comment, in_line, outside},
    preamble,
    writer::{Kind, Writer, float},
};
use crate::{
    i18n,
    notebook::{Answer, CellKind, CellResult, CompiledCell, State},
    value::{Array, Axis, decimal::shortest},
};

/// A part of the program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// Words, in Markdown.
    Text(String),
    /// Code.
    Code {
        /// The lines.
        code: String,
        /// The name whose value is worth showing.
        shows: Option<String>,
    },
}

/// The notebook in the order of reading, but each cell behind those that it reads; first what all of it needs.
pub fn python(notebook: &Notebook<'_>, library: Library) -> Vec<Block> {
    let names = Names::of(notebook.program);
    let writer = Writer {
        library,
        names: &names,
        kinds: notebook.program.dimensions.iter().map(|(name, _)| (name.clone(), Kind::Whole)).collect(),
        needed: BTreeSet::new(),
        needs_math: false,
    };
    let mut author = Author { notebook, names: &names, writer, blocks: Vec::new() };
    author.dimensions();
    author.cells();
    let Author { writer, blocks: cells, .. } = author;
    let mut beginning = vec![writer.library.imports(writer.needs_math)];
    beginning.extend(preamble::needed(library, &writer.needed).into_iter().map(str::to_owned));
    let title = in_line(notebook.title());
    let mut blocks = Vec::new();
    if !title.is_empty() {
        blocks.push(Block::Text(format!("# {title}")));
    }
    blocks.push(Block::Code { code: beginning.join("\n\n\n"), shows: None });
    blocks.extend(cells);
    blocks
}

/// The notebook as a script, which prints what its formulas give.
pub fn script(notebook: &Notebook<'_>, library: Library) -> String {
    let mut shown: Vec<String> = Vec::new();
    let mut parts: Vec<String> = Vec::new();
    for block in python(notebook, library) {
        parts.push(match block {
            Block::Text(text) => format!("# %% [markdown]\n{}", comment(&text)),
            Block::Code { code, shows } => {
                shown.extend(shows.map(|name| format!("\"{name}\"")));
                format!("# %%\n{code}")
            }
        });
    }
    if !shown.is_empty() {
        let list = shown.join(", ");
        parts.push(format!("# %%\nfor name in [{list}]:\n    print(name, \"=\", globals()[name], sep=\"\\n\", end=\"\\n\\n\")"));
    }
    let mut script = parts.join("\n\n");
    script.push('\n');
    script
}

struct Author<'a, 'b> {
    notebook: &'a Notebook<'b>,
    names: &'a Names,
    writer: Writer<'a>,
    blocks: Vec<Block>,
}

impl Author<'_, '_> {
    /// The sizes, with the names of their places.
    fn dimensions(&mut self) {
        let mut lines = Vec::new();
        let spelled: Vec<String> =
            self.names.spelled().map(|(name, python)| format!("{name} → {python}")).collect();
        if !spelled.is_empty() {
            let list = self.notebook.language.join(&spelled);
            lines.push(comment(&self.notebook.language.fill("export.python.spelled", &[("names", &list)])));
        }
        for dimension in &self.notebook.document.dimensions {
            let axis = Axis { size: dimension.size(), name: Some(dimension.name.clone()) };
            let items = self.notebook.items(&axis).unwrap_or_default();
            let comment = items_in_line(self.notebook, &items);
            let name = self.names.get(&dimension.name);
            lines.push(format!("{name} = {}{comment}", dimension.size()));
        }
        if !lines.is_empty() {
            self.blocks.push(Block::Code { code: lines.join("\n"), shows: None });
        }
    }

    /// What can be computed at its place is; what reads from below waits until all of that stands.
    fn cells(&mut self) {
        let cells = &self.notebook.program.cells;
        let mut written: Vec<bool> = vec![false; cells.len()];
        let mut waiting: Vec<usize> = Vec::new();
        for index in 0..cells.len() {
            waiting.push(index);
            while let Some(at) = waiting.iter().position(|index| self.is_ready(*index, &written)) {
                let next = waiting.remove(at);
                written[next] = true;
                self.cell(next);
            }
        }
        // Those in a circle.
        for index in waiting {
            self.cell(index);
        }
    }

    fn is_ready(&self, index: usize, written: &[bool]) -> bool {
        self.notebook.program.cells[index]
            .reads
            .iter()
            .all(|read| written.get(*read).copied().unwrap_or(true))
    }

    fn cell(&mut self, index: usize) {
        let notebook = self.notebook;
        let (Some(compiled), Some(result)) =
            (notebook.program.cells.get(index), notebook.run.results.get(index))
        else {
            return;
        };
        let tag = notebook.language.tag();
        let text = match &compiled.cell.kind {
            CellKind::Text { text } => text.text(tag).to_owned(),
            CellKind::Exercise(exercise) => exercise.text.text(tag).to_owned(),
            CellKind::Predict(prediction) => {
                let mut text = prediction.question.text(tag).to_owned();
                if let Answer::Choice { choices, .. } = &prediction.answer {
                    text.push('\n');
                    text.extend(choices.iter().map(|choice| format!("\n- {}", choice.text(tag))));
                }
                text
            }
            CellKind::Laboratory => notebook.language.text("export.python.laboratory").into_owned(),
            _ => {
                let block = self.value(compiled, result);
                self.blocks.push(block);
                return;
            }
        };
        let text = outside(&text);
        if !text.trim().is_empty() {
            self.blocks.push(Block::Text(text.trim().to_owned()));
        }
    }

    fn value(&mut self, compiled: &CompiledCell, result: &CellResult) -> Block {
        let notebook = self.notebook;
        let language = notebook.language;
        let mut lines: Vec<String> = Vec::new();
        let note = compiled.cell.note.as_ref().map(|note| outside(note.text(language.tag())));
        lines.extend(note.filter(|note| !note.trim().is_empty()).map(|note| comment(&note)));
        let why = match &result.state {
            State::Fresh => None,
            State::Failed(problem) => Some(i18n::problem(language, problem).text),
            State::Waiting(name) => Some(i18n::waiting(language, name)),
        };
        let (Some(name), Some(array), None) = (&compiled.name, &result.value, &why) else {
            let source = match &compiled.cell.kind {
                CellKind::Formula { source } => source.to_string(),
                _ => compiled.cell.written_name().unwrap_or_default().to_owned(),
            };
            let why = why.unwrap_or_default();
            lines.push(comment(&language.fill("export.python.broken", &[("why", &why)])));
            lines.push(comment(&source));
            return Block::Code { code: lines.join("\n"), shows: None };
        };
        let python = self.names.get(name);
        let (right, kind) = match (&compiled.cell.kind, &compiled.formula) {
            (CellKind::Slider(slider), _) => {
                let (low, high) = (shortest(slider.minimum), shortest(slider.maximum));
                lines
                    .push(comment(&language.fill("export.python.slider", &[("low", &low), ("high", &high)])));
                (float(self.writer.library, slider.value), Kind::Number)
            }
            (CellKind::Switch { value, .. }, _) => {
                lines.push(comment(&language.text("export.python.switch")));
                (u8::from(*value).to_string(), Kind::Whole)
            }
            (_, Some(formula)) => self.writer.formula(formula, &result.nodes),
            (CellKind::Sentence(sentence), _) => {
                lines.push(comment(&in_line(sentence.text.text(language.tag()))));
                (self.typed(array), Kind::Array)
            }
            _ => (self.typed(array), Kind::Array),
        };
        self.writer.kinds.insert(name.clone(), kind);
        let is_formula = compiled.formula.is_some();
        let shape = if is_formula && array.shape().rank() > 0 {
            format!("  # {}", in_line(&i18n::shape(language, array.shape())))
        } else {
            String::new()
        };
        lines.push(format!("{python} = {right}{shape}"));
        Block::Code { code: lines.join("\n"), shows: is_formula.then_some(python) }
    }

    /// Typed numbers: a line for each row, with the row's name.
    fn typed(&self, array: &Array) -> String {
        let library = self.writer.library;
        let (_, rows, columns) = array.shape().view();
        let module = library.module();
        if rows * columns == 0 {
            return format!("{module}.zeros(({rows}, {columns}))");
        }
        let constructor = if library == Library::PyTorch { "torch.tensor" } else { "np.array" };
        let [rows_axis, columns_axis] = array.shape().axes() else { return format!("{module}.zeros(0)") };
        let heads = self.notebook.items(columns_axis).unwrap_or_default();
        let mut text = format!("{constructor}([{}", items_in_line(self.notebook, &heads));
        for row in 0..rows {
            let numbers: Vec<String> = (0..columns)
                .filter_map(|column| array.get(0, row, column))
                .map(|value| float(library, value))
                .collect();
            let name =
                self.notebook.items(rows_axis).and_then(|items| items.get(row).map(|item| in_line(item)));
            let name =
                name.filter(|name| !name.is_empty()).map(|name| format!("  # {name}")).unwrap_or_default();
            let _ = write!(text, "\n    [{}],{name}", numbers.join(", "));
        }
        text.push_str("\n])");
        text
    }
}

/// `  # 小明、喜欢、吃`
fn items_in_line(notebook: &Notebook<'_>, items: &[&str]) -> String {
    let items: Vec<String> = items.iter().map(|item| in_line(item)).collect();
    if items.iter().all(String::is_empty) {
        String::new()
    } else {
        format!("  # {}", notebook.language.join(&items))
    }
}
