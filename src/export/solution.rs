//! The worked solution: what is given, each formula, and the arithmetic of its numbers, as Markdown.

use std::rc::Rc;

use super::{
    Notebook, formula_in_latex,
    latex::node_in_latex,
    plain_text::{in_line, outside},
};
use crate::{
    i18n,
    notebook::{Answer as Choices, CellKind, CellResult, CompiledCell, State},
    ops::explanation::Explanation,
    session::{Answer, Arithmetic, Hidden, Number, Term, arithmetic, derivation_lines},
    value::{Array, Axis, Position, Shape, decimal::Format},
};

/// Numbers of a value whose arithmetic is told; of the others only the values.
const MOST_TOLD: usize = 64;
/// Terms of a sum that are written out.
const MOST_TERMS: usize = 64;

/// The notebook's computation from what is given to the last number, without what is hidden.
pub fn solution(notebook: &Notebook<'_>, hidden: &Hidden) -> String {
    let mut teller = Teller { notebook, hidden, parts: Vec::new() };
    let title = in_line(notebook.title());
    if !title.is_empty() {
        teller.parts.push(format!("# {title}"));
    }
    for (compiled, result) in notebook.program.cells.iter().zip(&notebook.run.results) {
        teller.cell(compiled, result);
    }
    let mut text = teller.parts.join("\n\n");
    text.push('\n');
    text
}

struct Teller<'a, 'b> {
    notebook: &'a Notebook<'b>,
    hidden: &'a Hidden,
    parts: Vec<String>,
}

impl Teller<'_, '_> {
    fn say(&mut self, text: &str) {
        let text = outside(text);
        if !text.trim().is_empty() {
            self.parts.push(text.trim().to_owned());
        }
    }

    fn cell(&mut self, compiled: &CompiledCell, result: &CellResult) {
        let language = self.notebook.language;
        let tag = language.tag();
        match &compiled.cell.kind {
            CellKind::Text { text } => self.say(text.text(tag)),
            CellKind::Exercise(exercise) => self.say(exercise.text.text(tag)),
            CellKind::Predict(prediction) => {
                self.say(prediction.question.text(tag));
                if let Choices::Choice { choices, .. } = &prediction.answer {
                    let choices: Vec<String> =
                        choices.iter().map(|choice| format!("- {}", choice.text(tag))).collect();
                    self.say(&choices.join("\n"));
                }
                self.say(prediction.reveal.text(tag));
            }
            CellKind::Laboratory => {}
            _ => self.value(compiled, result),
        }
    }

    fn value(&mut self, compiled: &CompiledCell, result: &CellResult) {
        let language = self.notebook.language;
        let name = compiled.name.as_deref().unwrap_or_default();
        match (&compiled.formula, &compiled.cell.kind) {
            (Some(formula), _) => {
                self.parts.push(format!("## {name}"));
                self.parts.push(format!("$$\n{}\n$$", formula_in_latex(formula)));
                self.parts.push(format!("`{}`", in_line(&formula.source)));
            }
            (None, CellKind::Formula { source }) => {
                self.parts.push(format!("## {name}"));
                self.parts.push(format!("`{}`", in_line(source).replace('`', "'")));
            }
            (None, CellKind::Sentence(sentence)) => {
                self.parts.push(format!("## {name}"));
                self.say(&in_line(sentence.text.text(language.tag())));
            }
            _ => self.parts.push(format!("## {name}")),
        }
        if let Some(note) = &compiled.cell.note {
            let note = note.text(language.tag()).to_owned();
            self.say(&note);
        }
        let why = match &result.state {
            State::Fresh => None,
            State::Failed(problem) => Some(i18n::problem(language, problem).text),
            State::Waiting(name) => Some(i18n::waiting(language, name)),
        };
        if let Some(why) = why {
            self.say(&language.fill("export.python.broken", &[("why", &why)]));
            return;
        }
        let Some(array) = &result.value else { return };
        if let Some(veil) = self.hidden.covers(&compiled.cell.id) {
            self.say(&language.text(veil.key()));
            return;
        }
        let shape = i18n::shape(language, array.shape());
        self.say(&language.fill("shape.of", &[("name", &name), ("shape", &shape)]));
        self.table(name, array);
        if compiled.formula.is_some() {
            self.arithmetic_of(compiled, result, array);
        }
    }

    /// The numbers with the names of their places.
    fn table(&mut self, name: &str, array: &Array) {
        let (stack, rows, columns) = array.shape().view();
        let axes = array.shape().axes();
        let format = Format::of(array.elements());
        if let (0, Some(value)) = (array.shape().rank(), array.as_number()) {
            self.parts.push(format!("{name} = {}", format.text(value)));
            return;
        }
        let from_end = |number: usize| axes.len().checked_sub(number).and_then(|at| axes.get(at));
        let item = |axis: Option<&Axis>, index: usize| {
            axis.map(|axis| in_line(&self.notebook.item(axis, index)).replace('|', "\\|")).unwrap_or_default()
        };
        let heads: Vec<String> = (0..columns).map(|column| item(from_end(1), column)).collect();
        let mut tables = Vec::new();
        for member in 0..stack {
            let mut lines =
                vec![format!("| | {} |", heads.join(" | ")), format!("|---|{}", "--:|".repeat(columns))];
            for row in 0..rows {
                let numbers: Vec<String> = (0..columns)
                    .filter_map(|column| array.get(member, row, column))
                    .map(|it| format.text(it))
                    .collect();
                lines.push(format!("| {} | {} |", item(from_end(2), row), numbers.join(" | ")));
            }
            if from_end(3).is_some() {
                tables.push(format!("{name}[{}]", item(from_end(3), member)));
            }
            tables.push(lines.join("\n"));
        }
        self.parts.extend(tables);
    }

    /// Every operation of a formula, from the inside out.
    fn arithmetic_of(&mut self, compiled: &CompiledCell, result: &CellResult, array: &Rc<Array>) {
        let Some(formula) = &result.formula else { return };
        let parts = result.parts();
        let steps = parts.iter().map(|(node, array)| (Some(*node), array)).chain([(None, array)]);
        for (node, array) in steps {
            let numbers = positions(array).take(MOST_TOLD);
            let mut lines = Vec::new();
            let mut sentence = None;
            for at in numbers {
                let number = Number { cell: compiled.cell.id.clone(), node, at };
                let Some(answer) =
                    Answer::new(self.notebook.program, self.notebook.run, self.hidden, &number)
                else {
                    continue;
                };
                // A part that is only moved is no step.
                let Some((said, told)) = self.told(&answer, node.is_some()) else { break };
                sentence.get_or_insert(said);
                lines.extend(told);
            }
            if lines.is_empty() {
                continue;
            }
            if let Some(node) = node {
                self.parts.push(format!("$$\n{}\n$$", node_in_latex(formula, node)));
            }
            self.parts.extend(sentence.filter(|said| !said.is_empty()));
            let count = array.shape().len();
            let more = (count > MOST_TOLD)
                .then(|| self.notebook.language.fill("explain.more", &[("count", &(count - MOST_TOLD))]));
            let lines: Vec<String> = lines.into_iter().map(|line| in_line(&line).replace('`', "'")).collect();
            self.parts.push(format!("```text\n{}\n```", lines.join("\n")));
            self.parts.extend(more);
        }
    }

    /// What was done, in a sentence and in lines; `None` for a part that only moves numbers.
    fn told(&self, answer: &Answer, is_part: bool) -> Option<(String, Vec<String>)> {
        let language = self.notebook.language;
        let say = |key: &str| language.text(key).into_owned();
        let place = self.place(&answer.term);
        let value = shown(answer.term.value);
        let explanation = match &answer.arithmetic {
            Arithmetic::Computed { explanation, .. } => explanation,
            Arithmetic::Veiled(_) | Arithmetic::Covered(_) | Arithmetic::Typed(_) => return None,
        };
        let of_operand = |operand| answer.term(operand).map_or_else(String::new, |term| self.place(term));
        match explanation {
            Explanation::Copy(_) | Explanation::Lookup { .. } if is_part => None,
            Explanation::Copy(x) | Explanation::Lookup { x, .. } => {
                Some((say("explain.copy"), vec![format!("{place} = {} = {value}", of_operand(x))]))
            }
            Explanation::Choice { condition, x, y } => {
                let taken = if condition.value == 0.0 { y } else { x };
                let taken = of_operand(taken);
                let way = if taken == value { String::new() } else { format!("{taken} = ") };
                let holds = format!("{} = {}", of_operand(condition), shown(condition.value));
                Some((String::new(), vec![format!("{place} = {way}{value}    ({holds})")]))
            }
            Explanation::Derivation(derivation) => {
                let mut lines = vec![format!("{place} = {value}")];
                lines.extend(derivation_lines(derivation).into_iter().map(|line| format!("    {line}")));
                Some((say("explain.derivation"), lines))
            }
            Explanation::Softmax(softmax) => {
                let members = answer.lane(softmax.members.iter().map(|member| &member.operand));
                let lane = members.map(|lane| lane.first.name.to_string()).unwrap_or_default();
                let said = language.fill("explain.softmax", &[("lane", &lane)]);
                Some((said, vec![format!("{place} = {} = {value}", arithmetic(explanation, MOST_TERMS).0)]))
            }
            _ => {
                let (text, _) = arithmetic(explanation, MOST_TERMS);
                let said = match explanation {
                    Explanation::Products(_) => say("explain.products_of"),
                    _ => String::new(),
                };
                let line = if text.is_empty() {
                    format!("{place} = {value}")
                } else {
                    format!("{place} = {text} = {value}")
                };
                Some((said, vec![line]))
            }
        }
    }

    /// `Q[吃, 谁]`
    fn place(&self, term: &Term) -> String {
        let axes = term.shape.as_ref().map_or(&[][..], Shape::axes);
        let place = self.notebook.place(axes, term.at);
        if term.compound && !place.is_empty() {
            format!("({}){place}", term.name)
        } else {
            format!("{}{place}", term.name)
        }
    }
}

/// At most four decimals.
fn shown(value: f64) -> String {
    Format::of(&[value]).text(value)
}

fn positions(array: &Array) -> impl Iterator<Item = Position> {
    let (stack, rows, columns) = array.shape().view();
    let rows = (0..stack).flat_map(move |member| (0..rows).map(move |row| (member, row)));
    rows.flat_map(move |(member, row)| (0..columns).map(move |column| (member, row, column)))
}
