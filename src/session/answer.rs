//! Why a number is what it is, with everything that is shown of it: each operand with its name and where it lives.

use std::{collections::BTreeSet, rc::Rc};

use super::{Hidden, MOST_LINES, Number, Veil, WeightedSum, inspection::cell_of};
use crate::{
    formula::{Expr, Formula, NodeId, Style},
    notebook::{CellKind, CellResult, Explainer, NodeExplanation, NodeValue, Program, Run, Source},
    ops::explanation::{Bound, Explanation, Operand, Product, Progression, Reason},
    value::{Array, Position, Shape},
};

/// A number that is shown by its name.
#[derive(Debug, Clone, PartialEq)]
pub struct Term {
    /// What it is an element of: a cell, an expression in the middle of a formula, a dimension, or a number as written.
    pub name: Rc<str>,
    /// Whether the name has to stand in parentheses before a subscript.
    pub compound: bool,
    /// The shape of what it is an element of; `None` for what is one number by itself.
    pub shape: Option<Shape>,
    /// Where it stands there.
    pub at: Position,
    /// The number; NaN where it is not to be seen.
    pub value: f64,
    /// Why it is not to be seen.
    pub veil: Option<Veil>,
    /// The number to ask about next; `None` for what is no part of a value: a dimension, a number as written, one that is not to be seen.
    pub number: Option<Number>,
    /// Whether it was typed.
    pub typed: bool,
}

/// Why a number is what it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The number itself.
    pub term: Term,
    /// What was done.
    pub arithmetic: Arithmetic,
    /// The operands, each once.
    terms: Vec<(Key, Term)>,
}

/// What made a number.
#[derive(Debug, Clone, PartialEq)]
pub enum Arithmetic {
    /// The reader did; and these cells follow from it.
    Typed(Vec<Reach>),
    /// Neither is to be told: the number is not to be seen.
    Veiled(Veil),
    /// A formula did, but the arithmetic would tell numbers that are not to be seen. The operands can be named.
    Covered(Veil),
    /// A formula did.
    Computed {
        /// The arithmetic.
        explanation: Explanation,
        /// Where it is a weighted sum of rows: that sum.
        weighted: Option<WeightedSum>,
    },
}

/// How far a number reaches into a cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Reach {
    /// The first number that depends on it.
    pub first: Term,
    /// How many numbers of the cell do.
    pub count: usize,
    /// How many there are.
    pub size: usize,
}

/// Numbers of one value of which some position varies: a row, a column.
#[derive(Debug, Clone, PartialEq)]
pub struct Lane {
    /// The first of them.
    pub first: Term,
    /// Whether stack, row and column vary.
    pub varies: [bool; 3],
}

/// A number of the notebook by its name; `None` where it has no value now.
pub fn term_of(program: &Program, run: &Run, hidden: &Hidden, number: &Number) -> Option<Term> {
    let asker = Asker { program, run, hidden, explainer: Explainer::new(program, run) };
    let (place, _) = cell_of(program, &number.cell)?;
    let Some(node) = number.node else { return asker.cell_term(place, number.at) };
    let (stack, row, column) = number.at;
    let value = asker.array(place, &Source::Node { node, at: number.at })?.get(stack, row, column)?;
    asker.node_term(place, node, number.at, value)
}

/// Whether anything is computed from a number.
pub fn leads_on(program: &Program, run: &Run, number: &Number) -> bool {
    let name = cell_of(program, &number.cell).and_then(|(_, cell)| cell.name.as_deref());
    let explainer = Explainer::new(program, run);
    name.is_some_and(|name| !explainer.dependents_of(name, number.node, number.at).is_empty())
}

/// An operand's argument, part and place.
type Key = (usize, Option<usize>, Position);

impl Answer {
    /// The answer for a number; `None` where it has no value now. What is hidden is not told.
    pub fn new(program: &Program, run: &Run, hidden: &Hidden, number: &Number) -> Option<Self> {
        let asker = Asker { program, run, hidden, explainer: Explainer::new(program, run) };
        let (place, compiled) = cell_of(program, &number.cell)?;
        let name = compiled.name.clone()?;
        if let Some(veil) = hidden.veil(program, run, number) {
            let term = term_of(program, run, hidden, number)?;
            return Some(Self { term, arithmetic: Arithmetic::Veiled(veil), terms: Vec::new() });
        }
        if !matches!(compiled.cell.kind, CellKind::Formula { .. }) {
            let term = asker.cell_term(place, number.at)?;
            return Some(Self {
                term,
                arithmetic: Arithmetic::Typed(asker.reaches(&name, number.at)),
                terms: Vec::new(),
            });
        }
        let found = asker.explainer.explain(&name, number.node, number.at)?;
        let term = match number.node {
            Some(node) => asker.node_term(place, node, number.at, found.value),
            None => asker.cell_term(place, number.at),
        }?;
        let mut seen = BTreeSet::new();
        let operands = mentioned(&found.explanation).into_iter().filter(|operand| seen.insert(key(operand)));
        let terms =
            operands.filter_map(|operand| Some((key(&operand), asker.operand(place, &found, &operand)?)));
        let terms: Vec<(Key, Term)> = terms.collect();
        let of_terms = || terms.iter().find_map(|(_, term)| term.veil);
        let veil = hidden.veil_of_explanation(program, run, &found, number.node).or_else(of_terms);
        if let Some(veil) = veil {
            return Some(Self { term, arithmetic: Arithmetic::Covered(veil), terms });
        }
        let mut answer = Self {
            term,
            arithmetic: Arithmetic::Computed { explanation: found.explanation.clone(), weighted: None },
            terms,
        };
        if let Explanation::Products(products) = &found.explanation
            && answer.is_weighted(products)
            && let Some(values) = products.first().and_then(|first| found.source(&first.right))
            && asker.rows_are_seen(number, products, &values)
            && let Some(values) = asker.array(place, &values)
        {
            let sum = WeightedSum::of(products, &values);
            answer.arithmetic = Arithmetic::Computed { explanation: found.explanation, weighted: sum };
        }
        Some(answer)
    }

    /// Where an operand lives.
    pub fn term(&self, operand: &Operand) -> Option<&Term> {
        let key = key(operand);
        self.terms.iter().find(|(known, _)| *known == key).map(|(_, term)| term)
    }

    /// The operands that can be followed.
    pub fn numbers(&self) -> impl Iterator<Item = &Number> {
        self.terms().filter_map(|term| term.number.as_ref())
    }

    /// All operands.
    pub fn terms(&self) -> impl Iterator<Item = &Term> {
        self.terms.iter().map(|(_, term)| term)
    }

    /// The lane on which some operands stand; `None` where they are of different values.
    pub fn lane<'a>(&self, operands: impl Iterator<Item = &'a Operand>) -> Option<Lane> {
        let mut lane: Option<Lane> = None;
        for operand in operands {
            let term = self.term(operand)?;
            let Some(Lane { first, varies }) = &mut lane else {
                lane = Some(Lane { first: term.clone(), varies: [false; 3] });
                continue;
            };
            if first.name != term.name {
                return None;
            }
            let moves = [term.at.0 != first.at.0, term.at.1 != first.at.1, term.at.2 != first.at.2];
            varies.iter_mut().zip(moves).for_each(|(varies, moves)| *varies |= moves);
        }
        lane
    }

    /// The sum of the products that are not drawn.
    pub fn rest(products: &[Product]) -> Option<f64> {
        let rest = products.get(MOST_LINES..).filter(|rest| !rest.is_empty())?;
        Some(rest.iter().map(|product| product.product).sum())
    }

    /// Whether products weigh rows: the factors on the left are computed, not negative and together 1, and those on the
    /// right stand below each other.
    fn is_weighted(&self, products: &[Product]) -> bool {
        let total: f64 = products.iter().map(|product| product.left.value).sum();
        let weigh = |product: &Product| {
            let computed = self.term(&product.left).is_some_and(|term| !term.typed);
            let column = self.term(&product.right).map(|term| term.at.2);
            computed && product.left.value >= 0.0 && column == Some(product.right.at.2)
        };
        products.len() > 1 && (total - 1.0).abs() <= 1e-9 && products.iter().all(weigh)
    }
}

fn key(operand: &Operand) -> Key {
    (operand.argument, operand.part, operand.at)
}

/// The operands that the number depends on, and those that are spoken of.
fn mentioned(explanation: &Explanation) -> Vec<Operand> {
    let mut operands = explanation.operands();
    match explanation {
        Explanation::Constant { reason: Reason::CutOff { cut, .. }, .. } => operands.push(*cut),
        Explanation::Choice { x, y, .. } => operands.extend([*x, *y]),
        Explanation::Progression(Progression { start, stop, step, .. }) => {
            operands.extend([start, stop, step].into_iter().filter_map(|bound| match bound {
                Bound::Given(operand) => Some(*operand),
                Bound::Default(_) => None,
            }));
        }
        // The size is of an array, not of an element: any of its places will do.
        Explanation::Size { argument, size, .. } => operands.push(whole(*argument, *size)),
        _ => {}
    }
    operands
}

/// An operand that stands for a whole argument, whose size is spoken of.
pub fn whole(argument: usize, size: usize) -> Operand {
    Operand { argument, part: None, at: (0, 0, 0), value: size as f64 }
}

/// Looks things up in a run.
struct Asker<'a> {
    program: &'a Program,
    run: &'a Run,
    hidden: &'a Hidden,
    explainer: Explainer<'a>,
}

impl Asker<'_> {
    /// Where an operand lives. What is only a copy is seen through: of `K.T[k, j]` it is `K[j, k]`.
    fn operand(&self, place: usize, found: &NodeExplanation, operand: &Operand) -> Option<Term> {
        let formula = self.formula(place)?;
        let mut source = found.source(operand)?;
        while let Source::Node { node, at } = &source
            && operand.argument != Operand::OWN
        {
            // What stands between two operands is computed.
            if matches!(formula.nodes.get(*node).map(|node| &node.expr), Some(Expr::Binary(..))) {
                break;
            }
            let Some(inner) = self.explainer.explain(&found.name, Some(*node), *at) else { break };
            let Some(copied) = inner.explanation.copied() else { break };
            let Some(next) = inner.source(copied) else { break };
            source = next;
        }
        let alone = |name: Rc<str>| Term {
            name,
            compound: false,
            shape: None,
            at: (0, 0, 0),
            value: operand.value,
            veil: None,
            number: None,
            typed: false,
        };
        match source {
            Source::Cell { name, at, .. } => {
                let place = self.program.definitions.get(&name)?;
                let term = self.cell_term(*place, at)?;
                Some(if term.veil.is_some() { term } else { Term { value: operand.value, ..term } })
            }
            // The whole formula's value has the cell's name.
            Source::Node { node, at } if node == formula.root() => self.cell_term(place, at),
            Source::Node { node, at } => self.node_term(place, node, at, operand.value),
            Source::Dimension { name } => Some(alone(name)),
            Source::Literal { node } => Some(alone(formula.print_node(node, Style::Plain).into())),
        }
    }

    fn formula(&self, place: usize) -> Option<&Rc<Formula>> {
        self.result(place)?.formula.as_ref()
    }

    fn result(&self, place: usize) -> Option<&Rc<CellResult>> {
        self.run.results.get(place)
    }

    fn cell_term(&self, place: usize, at: Position) -> Option<Term> {
        let compiled = self.program.cells.get(place)?;
        let value = self.result(place)?.fresh()?;
        Some(self.unless_hidden(Term {
            name: compiled.name.clone()?,
            compound: false,
            shape: Some(value.shape().clone()),
            at,
            value: value.get(at.0, at.1, at.2)?,
            veil: None,
            number: Some(Number { cell: compiled.cell.id.clone(), node: None, at }),
            typed: compiled.formula.is_none(),
        }))
    }

    fn node_term(&self, place: usize, node: NodeId, at: Position, value: f64) -> Option<Term> {
        let cell = self.program.cells.get(place)?.cell.id.clone();
        let formula = self.formula(place)?;
        let shape = match self.result(place)?.nodes.get(node) {
            Some(NodeValue::Array(array)) => Some(array.shape().clone()),
            Some(NodeValue::List(members)) => Some(Shape::vector(members.len())),
            Some(NodeValue::Sizes(sizes)) => Some(Shape::vector(sizes.len())),
            _ => None,
        };
        let expr = formula.nodes.get(node).map(|node| &node.expr);
        Some(self.unless_hidden(Term {
            name: formula.print_node(node, Style::Plain).into(),
            compound: matches!(expr, Some(Expr::Unary(..) | Expr::Binary(..) | Expr::Number(_))),
            shape,
            at,
            value,
            veil: None,
            number: Some(Number { cell, node: Some(node), at }),
            typed: false,
        }))
    }

    /// A term without its number, where that is not to be seen.
    fn unless_hidden(&self, term: Term) -> Term {
        let number = term.number.as_ref();
        match number.and_then(|number| self.hidden.veil(self.program, self.run, number)) {
            veil @ Some(_) => Term { value: f64::NAN, veil, number: None, ..term },
            None => term,
        }
    }

    /// Whether nothing is hidden of the rows that a weighted sum draws beside its own column: of the values and of the
    /// sum.
    fn rows_are_seen(&self, number: &Number, products: &[Product], values: &Source) -> bool {
        if self.hidden.is_empty() {
            return true;
        }
        let width = products.iter().map(|product| product.right.at.2 + 1).max().unwrap_or(0);
        let value_of = |at: Position| match values {
            Source::Cell { cell, .. } => Some(Number { cell: cell.clone(), node: None, at }),
            Source::Node { node, .. } => Some(Number { cell: number.cell.clone(), node: Some(*node), at }),
            _ => None,
        };
        let array = cell_of(self.program, &number.cell).and_then(|(place, _)| self.array(place, values));
        let width = array.map_or(width, |array| array.shape().view().2);
        let is_seen = |number: &Number| self.hidden.veil(self.program, self.run, number).is_none();
        (0..width).all(|column| {
            let (stack, row, _) = number.at;
            let beside = Number { at: (stack, row, column), ..number.clone() };
            let mut factors = products
                .iter()
                .filter_map(|product| value_of((product.right.at.0, product.right.at.1, column)));
            is_seen(&beside) && factors.all(|factor| is_seen(&factor))
        })
    }

    /// The array in which an operand lives.
    fn array(&self, place: usize, source: &Source) -> Option<Rc<Array>> {
        match source {
            Source::Cell { name, .. } => self.result(*self.program.definitions.get(name)?)?.fresh().cloned(),
            Source::Node { node, .. } => match self.result(place)?.nodes.get(*node)? {
                NodeValue::Array(array) => Some(array.clone()),
                _ => None,
            },
            _ => None,
        }
    }

    /// The cells that depend on a number, in the order of computing.
    fn reaches(&self, name: &str, at: Position) -> Vec<Reach> {
        let reached = self.explainer.dependents_of(name, None, at).into_iter();
        let values = reached.filter(|reached| reached.node.is_none());
        let reach = |reached: crate::notebook::Reached| {
            let first = reached.region.positions().next()?;
            let place = self.program.definitions.get(&reached.name)?;
            let first = self.cell_term(*place, first)?;
            let size = first.shape.as_ref().map_or(1, Shape::len);
            Some(Reach { first, count: reached.region.count(), size })
        };
        values.filter_map(reach).collect()
    }
}
