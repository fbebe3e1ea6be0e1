//! What was chosen: a tensor, a part of it, and where its numbers go.

use std::rc::Rc;

use super::{
    Block, Heads, Labels, Layout, Over, Selection, Side, Target, Tensor, action, layout_of, suggested_name,
};
use crate::notebook::{Action, CellId, CellKind, Document, limits::MAX_SIDE};

/// A choice, which always lies within its tensor.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// The tensor.
    pub tensor: Rc<Tensor>,
    /// How it is laid out, where its name tells.
    pub layout: Option<Layout>,
    /// The part of it.
    pub selection: Selection,
    /// The head; one of one where there are none.
    pub heads: Heads,
    /// Whether the side divides into the heads.
    pub divides: bool,
    /// The name of a new cell.
    pub name: String,
    /// Whether the name was typed: then it stays.
    named: bool,
    /// The matrix whose numbers are replaced; `None` for a new cell.
    pub replaced: Option<CellId>,
    /// What the rows and the columns of a new cell run over.
    pub over: (Over, Over),
}

/// A change of a choice.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub enum Chosen {
    Turned,
    Leading(usize, u64),
    Rows(u64, u64),
    Columns(u64, u64),
    Heads(u64),
    Head(u64),
    Along(Side),
    Part(u64),
    Name(String),
    Into(Option<CellId>),
    RowsOver(Over),
    ColumnsOver(Over),
}

impl Choice {
    /// As much of a tensor as a cell holds; of a projection, turned so that X @ W fits.
    pub fn of(document: &Document, tensor: &Rc<Tensor>) -> Self {
        let layout = layout_of(&tensor.name, &tensor.shape);
        let first = Selection::first(tensor);
        let selection = if layout.is_some_and(|layout| layout.transposed) { first.turned() } else { first };
        let (along, parts) = layout.map_or((Side::Columns, 1), |layout| (layout.along, layout.parts));
        let mut choice = Self {
            tensor: tensor.clone(),
            layout,
            selection,
            heads: Heads { count: 1, head: 0, parts, part: 0, along },
            divides: true,
            name: String::new(),
            named: false,
            replaced: None,
            over: (Over::New(String::new()), Over::New(String::new())),
        };
        if parts > 1 {
            choice.take_head();
        }
        choice.name_it(document);
        choice
    }

    /// The choice after a change.
    #[must_use]
    pub fn with(&self, document: &Document, chosen: Chosen) -> Self {
        let mut choice = self.clone();
        let before = choice.size();
        match chosen {
            Chosen::Turned => {
                choice.selection = self.selection.turned();
                choice.heads.along = match self.heads.along {
                    Side::Rows => Side::Columns,
                    Side::Columns => Side::Rows,
                };
            }
            Chosen::Leading(axis, place) => {
                if let Some(leading) = choice.selection.leading.get_mut(axis) {
                    *leading = place;
                }
            }
            Chosen::Rows(from, to) => choice.selection.rows = (from, to.saturating_sub(from)),
            Chosen::Columns(from, to) => choice.selection.columns = (from, to.saturating_sub(from)),
            Chosen::Heads(count) => choice.heads.count = count.max(1),
            Chosen::Head(head) => choice.heads.head = head,
            Chosen::Along(side) => choice.heads.along = side,
            Chosen::Part(part) => choice.heads.part = part,
            Chosen::Name(name) => (choice.name, choice.named) = (name, true),
            Chosen::Into(cell) => choice.replaced = cell,
            Chosen::RowsOver(over) => choice.over.0 = over,
            Chosen::ColumnsOver(over) => choice.over.1 = over,
        }
        choice.heads.head = choice.heads.head.min(choice.heads.count - 1);
        choice.heads.part = choice.heads.part.min(choice.heads.parts - 1);
        if choice.heads != self.heads && choice.selection.transposed == self.selection.transposed {
            choice.take_head();
        }
        choice.selection = choice.selection.within(&choice.tensor);
        if choice.heads.part != self.heads.part || choice.size() != before {
            choice.name_it(document);
        }
        choice
    }

    fn take_head(&mut self) {
        let whole = Selection { rows: (0, u64::MAX), columns: (0, u64::MAX), ..self.selection.clone() };
        let part = whole.of_head(&self.tensor, self.heads);
        self.divides = part.is_some();
        self.selection = part.unwrap_or_else(|| whole.within(&self.tensor));
    }

    /// How many rows and columns are taken.
    pub fn size(&self) -> (usize, usize) {
        (self.selection.rows.1 as usize, self.selection.columns.1 as usize)
    }

    /// Whether more of the matrix, or of the head, was meant than a cell holds.
    pub fn is_clipped(&self) -> bool {
        let (rows, columns) = self.selection.sides(&self.tensor);
        let (most, taken) = (MAX_SIDE as u64, (self.selection.rows.1, self.selection.columns.1));
        let head = |side: Side, size: u64| {
            if self.heads.along == side {
                self.heads.span(size).map_or(size, |(_, width)| width)
            } else {
                size
            }
        };
        (taken.0 == most && head(Side::Rows, rows) > most)
            || (taken.1 == most && head(Side::Columns, columns) > most)
    }

    /// The name, unless it was typed, and the dimensions.
    fn name_it(&mut self, document: &Document) {
        if !self.named {
            self.name = suggested_name(document, &self.tensor.name, self.heads.part);
        }
        let (height, width) = self.size();
        let (rows, columns) = match self.layout {
            Some(layout) if layout.along == Side::Rows => ("d_k".to_owned(), "d_model".to_owned()),
            Some(_) => ("d_model".to_owned(), "d_k".to_owned()),
            None => (format!("{}_r", self.name), format!("{}_c", self.name)),
        };
        let labels = self.labels();
        let over = |name: String, size: usize, labels: &[String]| {
            let fits = |over: &str| document.size(over) == size;
            let same = document.dimensions.iter().find(|dimension| dimension.size() == size);
            match same {
                _ if fits(&name) => Over::Existing(name.into()),
                Some(same) if labels.is_empty() && self.layout.is_none() => Over::Existing(same.name.clone()),
                _ => Over::New(document.free_name(&name)),
            }
        };
        self.over = (over(rows, height, &labels.rows), over(columns, width, &labels.columns));
    }

    fn labels(&self) -> Labels {
        self.tensor.labels.as_ref().map(|labels| labels.of(&self.selection)).unwrap_or_default()
    }

    /// The dimensions of the notebook that rows, or columns, can run over, and the new one.
    pub fn overs(&self, document: &Document, side: Side) -> Vec<Over> {
        let (size, chosen) = match side {
            Side::Rows => (self.size().0, &self.over.0),
            Side::Columns => (self.size().1, &self.over.1),
        };
        let same = document.dimensions.iter().filter(|dimension| dimension.size() == size);
        let mut overs: Vec<Over> = same.map(|dimension| Over::Existing(dimension.name.clone())).collect();
        overs.push(match chosen {
            Over::New(_) => chosen.clone(),
            Over::Existing(_) => {
                let end = if side == Side::Rows { "r" } else { "c" };
                Over::New(document.free_name(&format!("{}_{end}", self.name)))
            }
        });
        overs
    }

    /// The matrices whose numbers can be replaced.
    pub fn matrices(document: &Document) -> Vec<(CellId, Rc<str>)> {
        let matrix = |cell: &Rc<crate::notebook::Cell>| match &cell.kind {
            CellKind::Matrix(matrix) => Some((cell.id.clone(), matrix.name.clone())),
            _ => None,
        };
        document.cells.iter().filter_map(matrix).collect()
    }

    /// The edit that takes the numbers in; `None` where the cell is gone.
    pub fn action(&self, document: &Document, block: &Block) -> Option<Action> {
        let target = match &self.replaced {
            Some(cell) => Target::Replace { cell: cell.clone() },
            None => Target::New {
                name: self.name.trim().to_owned(),
                rows: self.over.0.clone(),
                columns: self.over.1.clone(),
                index: document.cells.len(),
            },
        };
        action(document, &block.values, &self.labels(), &target)
    }
}
