//! Lists, subscripts, sizes and other arguments as Python writes them.

use super::{
    Library,
    calls::Given,
    writer::{ATOM, Kind, Piece, Tree, atom},
};
use crate::{
    formula::{Expr, NodeId, Subscript},
    notebook::NodeValue,
    ops::ParameterKind,
    value::decimal::shortest,
};

impl Tree<'_, '_> {
    /// A list as an array.
    pub(super) fn array(&mut self, node: NodeId) -> String {
        let Some(items) = self.items(node).map(<[NodeId]>::to_vec) else {
            let text = self.text(node);
            return match (self.is_collection(node), self.writer.library) {
                (false, _) => text,
                (true, Library::NumPy) => format!("np.array({text}, dtype=float)"),
                (true, Library::PyTorch) => format!("torch.tensor({text}).double()"),
            };
        };
        let module = self.module();
        if items.is_empty() {
            return format!("{module}.zeros(0)");
        }
        if self.only_numbers(node) {
            let numbers = self.numbers(node);
            let constructor = if self.is_torch() { "tensor" } else { "array" };
            return format!("{module}.{constructor}({numbers})");
        }
        let truth = items.iter().all(|item| self.is_truth(*item));
        let members = self.members(&items, truth);
        format!("{module}.stack([{members}])")
    }

    /// Whether a list holds numbers of Python, and lists of such.
    pub(super) fn only_numbers(&self, node: NodeId) -> bool {
        match self.items(node) {
            Some(items) => items.iter().all(|item| self.only_numbers(*item)),
            None => self.kind(node) != Kind::Array,
        }
    }

    pub(super) fn numbers(&mut self, node: NodeId) -> String {
        let Some(items) = self.items(node).map(<[NodeId]>::to_vec) else {
            let truth = self.is_truth(node);
            return self.member(node, truth);
        };
        let items: Vec<String> = items.into_iter().map(|item| self.numbers(item)).collect();
        format!("[{}]", items.join(", "))
    }

    /// Arrays beside each other in a list.
    pub(super) fn members(&mut self, items: &[NodeId], truth: bool) -> String {
        let member = |item: &NodeId| {
            if self.is_torch() && self.kind(*item) != Kind::Array && !self.is_collection(*item) {
                let text = self.tensor(*item);
                return text;
            }
            if self.is_collection(*item) { self.array(*item) } else { self.member(*item, truth) }
        };
        items.iter().map(member).collect::<Vec<_>>().join(", ")
    }

    pub(super) fn rank(&self, node: NodeId) -> usize {
        self.value(node).map_or(self.items(node).map_or(1, |_| 2), |array| array.shape().rank())
    }

    pub(super) fn transposed(&mut self, array: NodeId) -> Piece {
        let (rank, kind) = (self.rank(array), self.kind(array));
        if kind != Kind::Array {
            return Piece { text: self.text(array), precedence: 0, kind };
        }
        let inner = if self.is_collection(array) { self.array(array) } else { self.at(array, ATOM) };
        let text = match (rank, self.writer.library) {
            (0 | 1, _) => inner,
            (2, _) => format!("{inner}.T"),
            (_, Library::NumPy) => format!("np.swapaxes({inner}, -1, -2)"),
            (_, Library::PyTorch) => format!("{inner}.mT"),
        };
        atom(text, Kind::Array)
    }

    pub(super) fn shape(&mut self, array: NodeId) -> String {
        match self.kind(array) {
            Kind::Array if self.is_collection(array) => format!("{}.shape", self.array(array)),
            Kind::Array => format!("{}.shape", self.at(array, ATOM)),
            _ => "()".to_owned(),
        }
    }

    pub(super) fn index(&mut self, array: NodeId, subscripts: &[Subscript]) -> Piece {
        let is_shape = matches!(self.formula.nodes.get(array).map(|node| &node.expr), Some(Expr::Shape(_)));
        let is_shape =
            is_shape && !subscripts.iter().any(|subscript| matches!(subscript, Subscript::Slice { .. }));
        let inner =
            if self.is_collection(array) && !is_shape { self.array(array) } else { self.at(array, ATOM) };
        let subscripts: Vec<String> =
            subscripts.iter().enumerate().map(|(place, it)| self.subscript(&inner, place, it)).collect();
        let kind = if is_shape { Kind::Whole } else { Kind::Array };
        atom(format!("{inner}[{}]", subscripts.join(", ")), kind)
    }

    pub(super) fn subscript(&mut self, array: &str, place: usize, subscript: &Subscript) -> String {
        match subscript {
            Subscript::At(node) => self.whole(*node),
            Subscript::Slice { start, stop, step } => {
                let mut bound =
                    |bound: &Option<NodeId>| bound.map(|node| self.whole(node)).unwrap_or_default();
                let (from, to, by) = (bound(start), bound(stop), bound(step));
                // PyTorch does not step backwards.
                if self.is_torch() && step.and_then(|step| self.number(step)).is_some_and(|step| step < 0.0) {
                    let by = if by.is_empty() { String::new() } else { format!(":{by}") };
                    return format!("list(range({array}.shape[{place}]))[{from}:{to}{by}]");
                }
                if by.is_empty() { format!("{from}:{to}") } else { format!("{from}:{to}:{by}") }
            }
        }
    }

    /// A node as a whole number of Python, or as `None`.
    pub(super) fn whole(&mut self, node: NodeId) -> String {
        if matches!(self.values.get(node), Some(NodeValue::Nothing)) {
            return "None".to_owned();
        }
        match (self.literal(node), self.kind(node)) {
            (Some(value), _) => shortest(value),
            (None, Kind::Whole) => self.text(node),
            _ => format!("int({})", self.text(node)),
        }
    }

    pub(super) fn sizes(&mut self, node: NodeId) -> String {
        let Some(items) = self.items(node).map(<[NodeId]>::to_vec) else {
            return if self.is_collection(node) { self.text(node) } else { self.whole(node) };
        };
        let items: Vec<String> = items.into_iter().map(|item| self.whole(item)).collect();
        if items.len() == 1 { format!("({},)", items[0]) } else { format!("({})", items.join(", ")) }
    }

    pub(super) fn flag(&self, node: NodeId) -> String {
        let truth = self.number(node).is_some_and(|value| value != 0.0);
        let plain = self.literal(node).is_some() || matches!(self.text(node).as_str(), "True" | "False");
        if plain {
            if truth { "True" } else { "False" }.to_owned()
        } else {
            format!("bool({})", self.text(node))
        }
    }

    /// An argument as its parameter takes it.
    pub(super) fn argument(&mut self, given: Given) -> String {
        let Given { parameter, node, .. } = given;
        if matches!(self.values.get(node), Some(NodeValue::Nothing)) {
            return "None".to_owned();
        }
        match parameter.kind {
            // What gives truth values, looks at truth values as they are.
            ParameterKind::Array if self.is_truth(self.pieces.len()) => self.tensor(node),
            ParameterKind::Array => self.float_tensor(node),
            ParameterKind::Arrays => {
                let items = self.items(node).map(<[NodeId]>::to_vec).unwrap_or_default();
                let truth = items.iter().all(|item| self.is_truth(*item));
                format!("[{}]", self.members(&items, truth))
            }
            ParameterKind::Integer | ParameterKind::Size => self.whole(node),
            ParameterKind::Sizes => self.sizes(node),
            ParameterKind::Flag => self.flag(node),
            ParameterKind::Subscripts => self.text(node),
        }
    }
}
