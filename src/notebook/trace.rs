//! What a number was made of and what it goes into: the elements of other cells that light up beside it.

use std::{collections::BTreeMap, rc::Rc};

use super::{
    CellId, Explainer,
    recall::{Called, Inputs, Recall},
};
use crate::{
    formula::{Expr, NodeId},
    ops::{
        self,
        explanation::{Operand, Patch},
    },
    value::{Position, Region},
};

/// Elements of a cell's value, or of a node of its formula, that belong to a number.
#[derive(Debug, Clone, PartialEq)]
pub struct Reached {
    /// The cell.
    pub cell: CellId,
    /// The name that it defines.
    pub name: Rc<str>,
    /// The node of its formula; `None` for the value of the cell.
    pub node: Option<NodeId>,
    /// The elements.
    pub region: Region,
}

/// The elements reached in some cells, by their place in the program.
type Cells = BTreeMap<usize, Region>;

impl Explainer<'_> {
    /// The elements of the cells which a formula names that one of its numbers depends on, and those of the nodes
    /// between: of a score, the row of Q and the row of K. The number is an element of the value of the cell that
    /// defines `name`, or of a node of its formula. Empty where the number is typed. Where a number is made of others of
    /// the same value, as a state of `rnn` is of the state before, these are among them, and not what made them.
    pub fn sources_of(&self, name: &str, node: Option<NodeId>, at: Position) -> Vec<Reached> {
        let mut cells = Cells::new();
        let Some(place) = self.place(name) else { return Vec::new() };
        let start = Start { place, node, at };
        let mut reached = self.backward(&start, None, Depth::Direct, &mut cells).unwrap_or_default();
        reached.extend(self.named(cells));
        reached
    }

    /// As [`sources_of`](Self::sources_of), of some elements of the value of a cell together.
    pub fn sources_of_all(&self, name: &str, region: Region) -> Vec<Reached> {
        let mut cells = Cells::new();
        let Some(place) = self.place(name) else { return Vec::new() };
        let start = Start { place, node: None, at: (0, 0, 0) };
        let mut reached = self.backward(&start, Some(region), Depth::Direct, &mut cells).unwrap_or_default();
        reached.extend(self.named(cells));
        reached
    }

    /// The elements of all cells that a number depends on, directly or through others, in the order of computing.
    pub fn origins_of(&self, name: &str, node: Option<NodeId>, at: Position) -> Vec<Reached> {
        let mut cells = Cells::new();
        let Some(place) = self.place(name) else { return Vec::new() };
        self.backward(&Start { place, node, at }, None, Depth::Whole, &mut cells);
        for &above in self.program.order.iter().rev() {
            if let Some(region) = cells.get(&above).cloned() {
                let start = Start { place: above, node: None, at: (0, 0, 0) };
                self.backward(&start, Some(region), Depth::Whole, &mut cells);
            }
        }
        self.named(cells)
    }

    /// The elements of other cells, and of the nodes of their formulas, that depend on a number, directly or through
    /// others, in the order of computing.
    pub fn dependents_of(&self, name: &str, node: Option<NodeId>, at: Position) -> Vec<Reached> {
        let mut reached = Vec::new();
        let mut cells = Cells::new();
        let Some(place) = self.place(name) else { return reached };
        let seed = node.map(|node| (node, at));
        if seed.is_none() {
            let value = self.run.results.get(place).and_then(|result| result.fresh());
            let region = value.map(|value| Region::one(value.shape(), at));
            cells.extend(region.filter(|region| !region.is_empty()).map(|region| (place, region)));
        }
        for &below in &self.program.order {
            let reads = self.program.cells.get(below).map_or(&[][..], |cell| &cell.reads);
            if below == place && seed.is_some() {
                self.forward(below, seed, &mut cells, &mut reached);
            } else if below != place && reads.iter().any(|read| cells.contains_key(read)) {
                self.forward(below, None, &mut cells, &mut reached);
            }
        }
        reached
    }

    fn named(&self, cells: Cells) -> Vec<Reached> {
        let order = self.program.order.iter();
        order.filter_map(|place| self.reached(*place, None, cells.get(place)?.clone())).collect()
    }

    fn reached(&self, place: usize, node: Option<NodeId>, region: Region) -> Option<Reached> {
        let cell = self.program.cells.get(place)?;
        Some(Reached { cell: cell.cell.id.clone(), name: cell.name.clone()?, node, region })
    }

    /// From elements of a node to those of the cells that the formula names, which join `cells`, and of the nodes on
    /// the way, which are returned.
    fn backward(
        &self,
        start: &Start,
        region: Option<Region>,
        depth: Depth,
        cells: &mut Cells,
    ) -> Option<Vec<Reached>> {
        let (result, mut recall) = self.recall(start.place)?;
        let root = start.node.unwrap_or(result.formula.as_ref()?.root());
        let mut regions: Vec<Option<Region>> = vec![None; root + 1];
        let shape = recall.array(root)?.shape().clone();
        *regions.get_mut(root)? = Some(region.unwrap_or_else(|| Region::one(&shape, start.at)));
        let mut reached = Vec::new();
        for node in (0..=root).rev() {
            let taken = regions.get_mut(node).and_then(Option::take);
            let Some(region) = taken.filter(|region| !region.is_empty()) else { continue };
            if let Some(Expr::Name(name)) = recall.expr(node) {
                if let Some(named) = self.place(name) {
                    cells.entry(named).or_insert_with(|| region.clone()).join(&region);
                }
                continue;
            }
            let own = step_back(&mut recall, node, &region, depth, &mut regions);
            if node == root && !own.is_empty() {
                reached.extend(self.reached(start.place, start.node, own));
            }
            if node != root && !recall.is_leaf(node) {
                reached.extend(self.reached(start.place, Some(node), region));
            }
        }
        reached.reverse();
        Some(reached)
    }

    /// From elements of the cells that a formula names, and of the node `seed`, to those of its nodes and its value.
    fn forward(
        &self,
        place: usize,
        seed: Option<(NodeId, Position)>,
        cells: &mut Cells,
        reached: &mut Vec<Reached>,
    ) -> Option<()> {
        let (result, mut recall) = self.recall(place)?;
        let root = result.formula.as_ref()?.root();
        let mut regions: Vec<Option<Region>> = Vec::with_capacity(root + 1);
        for node in 0..=root {
            let seeded = seed.filter(|(seed, _)| *seed == node);
            let region = match (seeded, recall.expr(node)) {
                (Some((_, at)), _) => recall.array(node).map(|array| Region::one(array.shape(), at)),
                (None, Some(Expr::Name(name))) => {
                    self.place(name).and_then(|named| cells.get(&named)).cloned()
                }
                (None, _) => step_forward(&mut recall, node, &regions),
            };
            let region = region.filter(|region| !region.is_empty());
            if let (Some(region), false) = (&region, node == root || seeded.is_some() || recall.is_leaf(node))
            {
                reached.extend(self.reached(place, Some(node), region.clone()));
            }
            regions.push(region);
        }
        let region = regions.pop().flatten()?;
        reached.extend(self.reached(place, None, region.clone()));
        cells.insert(place, region);
        Some(())
    }
}

/// A number: an element of a cell's value or of a node of its formula.
struct Start {
    place: usize,
    node: Option<NodeId>,
    at: Position,
}

/// How far the elements of one value are followed that are made of others of the same value.
#[derive(Clone, Copy, PartialEq)]
enum Depth {
    /// To those others.
    Direct,
    /// To what these are made of.
    Whole,
}

/// Adds what the elements of a node read to the regions of its operands; answers which of its own they are made of.
fn step_back(
    recall: &mut Recall<'_>,
    node: NodeId,
    region: &Region,
    depth: Depth,
    regions: &mut [Option<Region>],
) -> Region {
    let mut own = region.clone();
    own.clear();
    let Some(Inputs { arrays, settings }) = recall.inputs(node) else { return own };
    let inputs = Inputs { arrays, settings: Vec::new() };
    recall.called(node, |called: &Called<'_>| {
        let Called { operation, arguments, shape } = called;
        let Some(operation) = ops::explained(*operation) else { return };
        let mut see = |patch: Patch| {
            if patch.argument == Operand::OWN {
                own.add_block(patch.from, patch.to);
                return;
            }
            let slot = inputs.node(patch.argument, patch.part).and_then(|input| regions.get_mut(input));
            if let (Some(slot), Some(shape)) = (slot, called.shape_of(patch.argument, patch.part)) {
                slot.get_or_insert_with(|| Region::none(shape)).add_block(patch.from, patch.to);
            }
        };
        for at in region.positions() {
            match depth {
                Depth::Direct => operation.made_of(arguments, shape, at, &mut see),
                Depth::Whole => operation.reads(arguments, shape, at, &mut see),
            }
        }
    });
    for setting in settings {
        if let (Some(array), Some(slot)) = (recall.array(setting), regions.get_mut(setting)) {
            *slot = Some(Region::all(array.shape()));
        }
    }
    own
}

/// The elements of a node that read what is reached of its operands.
fn step_forward(recall: &mut Recall<'_>, node: NodeId, regions: &[Option<Region>]) -> Option<Region> {
    let inputs = recall.inputs(node)?;
    let reached = |node: &NodeId| regions.get(*node).and_then(Option::as_ref);
    if inputs.settings.iter().any(|setting| reached(setting).is_some()) {
        return recall.array(node).map(|array| Region::all(array.shape()));
    }
    if !inputs.arrays.iter().flatten().any(|input| reached(input).is_some()) {
        return None;
    }
    recall.called(node, |called| {
        let mut region = Region::none(&called.shape);
        let Some(operation) = ops::explained(called.operation) else { return region };
        for at in Region::all(&called.shape).positions() {
            let mut hit = false;
            operation.reads(called.arguments, &called.shape, at, &mut |patch| {
                let input = inputs.node(patch.argument, patch.part);
                hit |= input
                    .and_then(|input| reached(&input))
                    .is_some_and(|region| region.meets(patch.from, patch.to));
            });
            if hit {
                region.add(at);
            }
        }
        region
    })
}
