//! What is open in the cells beside their values: drawings, and parts of formulas. It stays while the reader looks
//! elsewhere.

use std::{collections::BTreeMap, rc::Rc};

use serde::{Deserialize, Serialize};

use super::{Store, View};
use crate::{
    formula::NodeId,
    notebook::{
        CellId, CellResult,
        limits::{MAX_SIDE, MAX_SOURCE},
    },
};

/// What is open in the cells that have something open.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Details {
    /// By cell.
    pub cells: BTreeMap<CellId, Rc<CellDetails>>,
}

/// What is open in a cell.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CellDetails {
    /// The rows as arrows, and how these are looked at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arrows: Option<View>,
    /// The weights of a row as bars.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bars: Option<usize>,
    /// Parts of the formula.
    #[serde(skip_serializing_if = "OpenParts::is_empty")]
    pub parts: OpenParts,
}

/// Which parts of a formula are open. Another formula has other parts.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpenParts {
    /// The formula, as it was when they were opened.
    pub source: Rc<str>,
    /// The nodes.
    pub nodes: Vec<NodeId>,
}

/// What can happen to what is open in a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum DetailsMsg {
    /// The arrows are opened, or closed.
    ArrowsToggled(CellId),
    /// The arrows are looked at in another way.
    ArrowsViewed(CellId, View),
    /// The bars are opened, or closed.
    BarsToggled(CellId),
    /// The bars of another row are wanted.
    BarsViewed(CellId, usize),
    /// A part of the formula is opened, or closed.
    PartToggled(CellId, NodeId),
    /// All parts are opened; or, where some are open, closed.
    PartsToggled(CellId),
}

impl Details {
    /// What is open, however it is looked at: the cell, its arrows, its bars, how many parts.
    pub fn open(&self) -> Vec<(CellId, bool, bool, usize)> {
        let open = |(cell, details): (&CellId, &Rc<CellDetails>)| {
            (cell.clone(), details.arrows.is_some(), details.bars.is_some(), details.parts.nodes.len())
        };
        self.cells.iter().map(open).collect()
    }

    /// What is open in some cells.
    pub(super) fn of(&self, cells: &[CellId]) -> Vec<(CellId, Rc<CellDetails>)> {
        let shown = self.cells.iter().filter(|(cell, _)| cells.contains(cell));
        shown.map(|(cell, details)| (cell.clone(), details.clone())).collect()
    }
}

impl OpenParts {
    /// The nodes of a formula that are open.
    pub fn of(&self, source: &str) -> &[NodeId] {
        if *self.source == *source { &self.nodes } else { &[] }
    }

    fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }
}

impl CellDetails {
    fn is_empty(&self) -> bool {
        self.arrows.is_none() && self.bars.is_none() && self.parts.is_empty()
    }

    /// Whether it keeps within the limits. What is open need not be there.
    pub(super) fn is_sound(&self) -> bool {
        let OpenParts { source, nodes } = &self.parts;
        let view = |view: View| {
            let (x, y) = view.dimensions;
            [x, y, view.row, view.other].iter().all(|index| *index < MAX_SIDE)
        };
        self.arrows.is_none_or(view)
            && self.bars.is_none_or(|row| row < MAX_SIDE)
            && source.len().max(nodes.len()) <= 4 * MAX_SOURCE
    }

    fn turn(&mut self, msg: DetailsMsg, result: &CellResult) {
        let source = || result.formula.as_ref().map(|formula| formula.source.clone()).unwrap_or_default();
        match msg {
            DetailsMsg::ArrowsToggled(_) => {
                self.arrows = if self.arrows.is_some() { None } else { Some(View::default()) };
            }
            // What has been closed meanwhile stays closed.
            DetailsMsg::ArrowsViewed(_, view) => self.arrows = self.arrows.and(Some(view)),
            DetailsMsg::BarsToggled(_) => self.bars = if self.bars.is_some() { None } else { Some(0) },
            DetailsMsg::BarsViewed(_, row) => self.bars = self.bars.and(Some(row)),
            DetailsMsg::PartToggled(_, node) => {
                let source = source();
                let mut nodes = self.parts.of(&source).to_vec();
                let count = nodes.len();
                nodes.retain(|open| *open != node);
                if nodes.len() == count && result.parts().iter().any(|(part, _)| *part == node) {
                    nodes.push(node);
                }
                self.parts = OpenParts { source, nodes };
            }
            DetailsMsg::PartsToggled(_) => {
                let source = source();
                let all = || result.parts().iter().map(|(node, _)| *node).collect();
                let nodes = if self.parts.of(&source).is_empty() { all() } else { Vec::new() };
                self.parts = OpenParts { source, nodes };
            }
        }
    }
}

impl DetailsMsg {
    fn cell(&self) -> &CellId {
        match self {
            Self::ArrowsToggled(cell)
            | Self::ArrowsViewed(cell, _)
            | Self::BarsToggled(cell)
            | Self::BarsViewed(cell, _)
            | Self::PartToggled(cell, _)
            | Self::PartsToggled(cell) => cell,
        }
    }
}

impl Store {
    pub(super) fn detail(&mut self, msg: DetailsMsg) {
        let cell = msg.cell().clone();
        let Some(result) = self.run.results.iter().find(|result| result.cell.id == cell) else { return };
        let cells = &mut self.session.details.cells;
        let details = Rc::make_mut(cells.entry(cell.clone()).or_default());
        details.turn(msg, result);
        if details.is_empty() {
            cells.remove(&cell);
        }
    }

    /// Drops what is open in cells that are gone, after an edit of what was `before`.
    pub(super) fn settle_details(&mut self, before: &Self) {
        let document = self.document().clone();
        let cells = &mut self.session.details.cells;
        // The cells of another notebook are other cells, also where their ids are the same.
        if self.history.opening() == before.history.opening() {
            cells.retain(|id, _| document.cell(id).is_some());
        } else {
            cells.clear();
        }
    }
}
