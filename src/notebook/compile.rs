//! Document → program: every formula parsed, who reads whom, and in which order to compute.

use std::{collections::BTreeMap, rc::Rc};

use super::{Cell, CellKind, Dimension, Document, Problem, ProblemKind, Sentence};
use crate::{
    formula::{Formula, Span, SyntaxProblemKind, is_name, is_reserved, target},
    ops,
    value::Array,
};

/// A document made ready to compute.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Program {
    /// The cells in the document's order.
    pub cells: Vec<CompiledCell>,
    /// The places in [`cells`](Self::cells) of the cells that can be computed, each after those it reads.
    pub order: Vec<usize>,
    /// The cell that defines each name.
    pub definitions: BTreeMap<Rc<str>, usize>,
    /// The size of each dimension, which its name means in formulas.
    pub dimensions: Vec<(Rc<str>, usize)>,
}

/// One cell of a [`Program`].
#[derive(Debug, Clone, PartialEq)]
pub struct CompiledCell {
    /// The cell.
    pub cell: Rc<Cell>,
    /// The name that it defines.
    pub name: Option<Rc<str>>,
    /// The parsed formula of a formula cell.
    pub formula: Option<Rc<Formula>>,
    /// The numbers of a sentence, with the tokens and columns that they follow from.
    pub embedded: Option<Embedded>,
    /// What keeps it from being computed.
    pub problem: Option<Problem>,
    /// The cells it reads.
    pub reads: Vec<usize>,
    /// How many names its formula reads that nothing defines.
    pub unknown_names: usize,
    /// The longest way to it from a typed input, in formulas: 0 for an input, 1 for `Q`, 2 for `S`.
    pub depth: usize,
}

/// The numbers of a sentence, and what they follow from beside the sentence itself.
#[derive(Debug, Clone)]
pub struct Embedded {
    /// The dimension of the tokens.
    rows: Rc<Dimension>,
    /// The dimension of the columns.
    columns: Rc<Dimension>,
    /// The numbers; equal ones are the same allocation as before.
    pub values: Rc<Array>,
}

impl Embedded {
    /// Whether an array has the same numbers over the same dimensions.
    pub(super) fn has_values_of(&self, array: &Array) -> bool {
        array.same_bits(&self.values) && array.shape() == self.values.shape()
    }
}

impl PartialEq for Embedded {
    fn eq(&self, other: &Self) -> bool {
        let same = || self.has_values_of(&other.values);
        self.rows == other.rows
            && self.columns == other.columns
            && (Rc::ptr_eq(&self.values, &other.values) || same())
    }
}

/// Compiles a document. Formulas whose text is that of `before` are not parsed again.
///
/// It never fails: an error belongs to its cell, and all other cells compile.
pub fn compile(document: &Document, before: &Program) -> Program {
    let dimensions =
        document.dimensions.iter().map(|dimension| (dimension.name.clone(), dimension.size())).collect();
    let cells = document.cells.iter().map(|cell| parse(cell, before)).collect();
    let mut program = Program { cells, dimensions, ..Program::default() };
    for compiled in &mut program.cells {
        if let CellKind::Sentence(sentence) = &compiled.cell.kind {
            compiled.embedded = embed(document, &compiled.cell, sentence, before);
        }
    }
    define(&mut program);
    link(&mut program);
    order(&mut program);
    program
}

fn parse(cell: &Rc<Cell>, before: &Program) -> CompiledCell {
    let mut compiled = CompiledCell {
        cell: cell.clone(),
        name: cell.name().cloned(),
        formula: None,
        embedded: None,
        problem: None,
        reads: Vec::new(),
        unknown_names: 0,
        depth: 0,
    };
    if let CellKind::Formula { source } = &cell.kind {
        let known = before
            .cells
            .iter()
            .filter_map(|cell| cell.formula.as_ref())
            .find(|formula| formula.source == *source);
        match known.map_or_else(|| Formula::parse(source).map(Rc::new), |formula| Ok(formula.clone())) {
            Ok(formula) => {
                compiled.name = Some(formula.name.clone());
                compiled.formula = Some(formula);
            }
            Err(problem) => {
                // The name still counts as defined while the rest is being typed: cells below wait for it by name.
                compiled.name =
                    target(source).filter(|name| is_name(name) && !is_reserved(name)).map(Rc::from);
                compiled.problem =
                    Some(Problem { span: problem.span, kind: ProblemKind::Syntax(problem.kind) });
            }
        }
    }
    compiled
}

/// The numbers of a sentence; not computed again where nothing of it has changed.
fn embed(document: &Document, cell: &Rc<Cell>, sentence: &Sentence, before: &Program) -> Option<Embedded> {
    let (rows, columns) = (document.dimension(&sentence.rows)?, document.dimension(&sentence.columns)?);
    let old = before.cells.iter().find(|old| old.cell.id == cell.id);
    let known = old.and_then(|old| Some((&old.cell, old.embedded.as_ref()?)));
    if let Some((old, known)) = known
        && Rc::ptr_eq(old, cell)
        && Rc::ptr_eq(&known.rows, rows)
        && Rc::ptr_eq(&known.columns, columns)
    {
        return Some(known.clone());
    }
    let values = sentence.array(rows, columns)?;
    let same = known.filter(|(_, known)| known.has_values_of(&values)).map(|(_, known)| known.values.clone());
    let values = same.unwrap_or_else(|| Rc::new(values));
    Some(Embedded { rows: rows.clone(), columns: columns.clone(), values })
}

/// Finds the cell of each name; of two cells with one name the first keeps it.
fn define(program: &mut Program) {
    for index in 0..program.cells.len() {
        let Some(name) = program.cells[index].name.clone() else { continue };
        let span = program.cells[index].formula.as_ref().map_or(Span::default(), |formula| formula.name_span);
        let kind = if is_reserved(&name) || ops::find(&name).is_some() {
            ProblemKind::Syntax(SyntaxProblemKind::Reserved(name.to_string()))
        } else if program.definitions.contains_key(&name)
            || program.dimensions.iter().any(|(dimension, _)| *dimension == name)
        {
            ProblemKind::DuplicateName(name)
        } else {
            program.definitions.insert(name, index);
            continue;
        };
        let cell = &mut program.cells[index];
        if cell.problem.is_none() {
            cell.problem = Some(Problem { span, kind });
        }
    }
}

/// Finds the cells that each formula reads.
fn link(program: &mut Program) {
    for index in 0..program.cells.len() {
        let Some(formula) = program.cells[index].formula.clone() else { continue };
        let names = formula.names();
        let is_known = |name: &Rc<str>| {
            program.definitions.contains_key(name)
                || is_reserved(name)
                || program.dimensions.iter().any(|(dimension, _)| dimension == name)
        };
        let unknown_names = names.iter().filter(|name| !is_known(name)).count();
        let reads = names.iter().filter_map(|name| program.definitions.get(name).copied()).collect();
        let cell = &mut program.cells[index];
        cell.reads = reads;
        cell.unknown_names = unknown_names;
    }
}

/// Orders the cells, each after those it reads; what is left over are cycles and the cells that read from them.
fn order(program: &mut Program) {
    let count = program.cells.len();
    let mut readers: Vec<Vec<usize>> = vec![Vec::new(); count];
    let mut missing: Vec<usize> = vec![0; count];
    for (index, cell) in program.cells.iter().enumerate() {
        for read in &cell.reads {
            readers[*read].push(index);
            missing[index] += 1;
        }
    }
    let mut ready: Vec<usize> = (0..count).rev().filter(|index| missing[*index] == 0).collect();
    while let Some(index) = ready.pop() {
        program.order.push(index);
        let depth = program.cells[index].reads.iter().map(|read| program.cells[*read].depth + 1).max();
        program.cells[index].depth = depth.unwrap_or(0);
        for reader in &readers[index] {
            missing[*reader] -= 1;
            if missing[*reader] == 0 {
                ready.push(*reader);
            }
        }
    }
    for index in (0..count).filter(|index| missing[*index] > 0) {
        if let Some(path) = cycle_through(program, index) {
            let name_of = |index: &usize| program.cells[*index].name.clone().unwrap_or_default();
            let names = path.iter().map(name_of).collect();
            let span = span_of_name(program, index, path.get(1).copied());
            program.cells[index].problem = Some(Problem { span, kind: ProblemKind::Cycle(names) });
        }
    }
    // Cells that only read from a cycle are computed last, when they find nothing to read and wait.
    let rest = (0..count).filter(|index| missing[*index] > 0);
    program.order.extend(rest);
}

/// The way from a cell along what it reads back to itself, both ends included.
fn cycle_through(program: &Program, start: usize) -> Option<Vec<usize>> {
    let mut came_from: Vec<Option<usize>> = vec![None; program.cells.len()];
    let mut open = vec![start];
    while let Some(index) = open.pop() {
        for read in &program.cells[index].reads {
            if *read == start {
                let mut path = vec![start, index];
                let mut place = index;
                while place != start {
                    place = came_from[place]?;
                    path.push(place);
                }
                path.reverse();
                return Some(path);
            }
            if came_from[*read].is_none() {
                came_from[*read] = Some(index);
                open.push(*read);
            }
        }
    }
    None
}

/// Where a formula names another cell.
fn span_of_name(program: &Program, index: usize, read: Option<usize>) -> Span {
    let name = read.and_then(|read| program.cells[read].name.as_ref());
    let formula = program.cells[index].formula.as_ref();
    let node = formula.zip(name).and_then(|(formula, name)| {
        formula
            .nodes
            .iter()
            .find(|node| matches!(&node.expr, crate::formula::Expr::Name(found) if found == name))
    });
    node.map(|node| node.span).unwrap_or_default()
}
