//! Calls of the notebook's operations as calls of NumPy, PyTorch and the preamble.

use super::writer::{ATOM, Kind, Piece, Tree, atom};
use crate::{
    formula::{Keyword, NodeId},
    notebook::NodeValue,
    ops::{self, Parameter, ParameterKind},
};

/// An argument of a call.
#[derive(Clone, Copy)]
pub(super) struct Given {
    pub(super) place: usize,
    pub(super) parameter: &'static Parameter,
    pub(super) node: NodeId,
    pub(super) by_name: bool,
}

impl Tree<'_, '_> {
    pub(super) fn call(&mut self, function: &str, arguments: &[NodeId], keywords: &[Keyword]) -> Piece {
        let Some(operation) = ops::find(function) else { return atom(format!("{function}()"), Kind::Array) };
        let parameters = operation.parameters();
        let by_place = arguments.iter().zip(parameters).enumerate();
        let by_place = by_place.map(|(place, (node, parameter))| Given {
            place,
            parameter,
            node: *node,
            by_name: false,
        });
        let by_name = keywords.iter().filter_map(|keyword| {
            let place = parameters.iter().position(|parameter| *parameter.name == *keyword.name)?;
            Some(Given { place, parameter: parameters.get(place)?, node: keyword.value, by_name: true })
        });
        let given: Vec<Given> = by_place.chain(by_name).collect();
        self.operation(operation.name(), &given)
    }

    pub(super) fn operation(&mut self, name: &'static str, given: &[Given]) -> Piece {
        let module = self.module();
        let torch = self.is_torch();
        let truth = self.is_truth(self.pieces.len());
        let array = |text: String| atom(text, Kind::Array);
        match name {
            "exp" | "log" | "sqrt" | "tanh" => {
                let node = given.first().map(|given| given.node).unwrap_or_default();
                let finite = self.number(self.pieces.len()).is_some_and(f64::is_finite);
                if torch && self.kind(node) != Kind::Array && finite {
                    self.writer.needs_math = true;
                    return atom(format!("math.{name}({})", self.text(node)), Kind::Number);
                }
                let argument = self.float_tensor(node);
                array(format!("{module}.{name}({argument})"))
            }
            "abs" => {
                let node = given.first().map(|given| given.node).unwrap_or_default();
                if truth {
                    return Piece { text: self.text(node), precedence: 0, kind: self.kind(node) };
                }
                let argument = self.member_or_array(node);
                array(format!("{module}.abs({argument})"))
            }
            "sigmoid" | "relu" if torch => array(self.plain_call(&format!("torch.{name}"), given)),
            "sum" | "mean" | "max" | "min" | "argmax" | "std" | "var" => array(self.reduction(name, given)),
            "where" => array(self.choice(given, truth)),
            "minimum" | "maximum" => {
                let side = |given: &Given| {
                    if truth { self.text(given.node) } else { self.member_or_array(given.node) }
                };
                let sides: Vec<String> = given.iter().map(side).collect();
                array(format!("{module}.{name}({})", sides.join(", ")))
            }
            "zeros" | "ones" | "eye" => {
                let sizes = self.ordered(given);
                let sizes: Vec<String> = sizes.into_iter().filter(|size| size != "None").collect();
                array(format!("{module}.{name}({})", sizes.join(", ")))
            }
            "tril" | "triu" => {
                let call = self.ordered(given);
                array(format!("{module}.{name}({})", call.join(", ")))
            }
            "arange" => array(self.progression(given)),
            "concatenate" | "stack" => {
                let (called, axis) = match (torch, name) {
                    (true, "concatenate") => ("cat", "dim"),
                    (true, _) => ("stack", "dim"),
                    _ => (name, "axis"),
                };
                let mut parts = self.ordered(given);
                if let (true, [members, axis]) = (torch, parts.as_slice())
                    && axis == "None"
                {
                    return array(format!("torch.cat([part.flatten() for part in {members}])"));
                }
                if let Some(part) = parts.get_mut(1) {
                    *part = format!("{axis}={part}");
                }
                array(format!("{module}.{called}({})", parts.join(", ")))
            }
            "array" => {
                let node = given.first().map(|given| given.node).unwrap_or_default();
                if self.is_collection(node) || self.kind(node) == Kind::Array {
                    let text = self.array(node);
                    array(text)
                } else {
                    array(self.of_library(node))
                }
            }
            "transpose" => self.transposed(given.first().map(|given| given.node).unwrap_or_default()),
            "take" if !torch => {
                let mut parts = self.ordered(given);
                if let (Some(part), Some(given)) = (parts.get_mut(1), given.get(1)) {
                    *part = self.positions(given.node, part);
                }
                if parts.len() > 2 {
                    parts[2] = format!("axis={}", parts[2]);
                }
                array(format!("np.take({})", parts.join(", ")))
            }
            _ => {
                let name = self.defined(name);
                array(self.plain_call(name, given))
            }
        }
    }

    /// Positions in an array: NumPy wants whole numbers.
    pub(super) fn positions(&self, node: NodeId, text: &str) -> String {
        match self.kind(node) {
            Kind::Array if self.is_collection(node) => format!("{text}.astype(int)"),
            Kind::Array => format!("{}.astype(int)", self.at(node, ATOM)),
            _ => format!("int({text})"),
        }
    }

    /// An array, or a number beside arrays.
    pub(super) fn member_or_array(&mut self, node: NodeId) -> String {
        if self.is_collection(node) {
            self.array(node)
        } else if self.is_torch() {
            self.float_tensor(node)
        } else {
            self.member(node, false)
        }
    }

    /// A call with the arguments as the formula has them.
    pub(super) fn plain_call(&mut self, function: &str, given: &[Given]) -> String {
        let written = given.iter().map(|given| {
            let text = self.argument(*given);
            if given.by_name { format!("{}={text}", given.parameter.name) } else { text }
        });
        let written: Vec<String> = written.collect();
        format!("{function}({})", written.join(", "))
    }

    /// The arguments in the order of the parameters, as far as there are some without a gap.
    pub(super) fn ordered(&mut self, given: &[Given]) -> Vec<String> {
        let mut sorted: Vec<Given> = given.to_vec();
        sorted.sort_by_key(|given| given.place);
        sorted.into_iter().map(|given| self.argument(given)).collect()
    }

    pub(super) fn reduction(&mut self, name: &'static str, given: &[Given]) -> String {
        let (torch, module) = (self.is_torch(), self.module());
        let called = match (torch, name) {
            (true, "max") => "amax",
            (true, "min") => "amin",
            _ => name,
        };
        let mut parts = Vec::new();
        for given in given {
            let text = self.argument(*given);
            parts.push(match (given.parameter.kind, torch) {
                (ParameterKind::Array, _) => text,
                (ParameterKind::Integer, _) if text == "None" => continue,
                (ParameterKind::Integer, true) => format!("dim={text}"),
                (ParameterKind::Integer, false) => format!("axis={text}"),
                (_, true) => format!("keepdim={text}"),
                (_, false) => format!("keepdims={text}"),
            });
        }
        // PyTorch keeps the axes of a whole only where it is told which.
        if torch && parts.len() > 1 && !parts.iter().any(|part| part.starts_with("dim=")) {
            let rank = given.first().map_or(0, |given| self.rank(given.node));
            let all: Vec<String> = (0..rank).map(|axis| axis.to_string()).collect();
            if name == "argmax" {
                parts.insert(1, "dim=None".to_owned());
            } else if rank > 0 {
                parts.insert(1, format!("dim=({},)", all.join(", ")));
            }
        }
        if torch && matches!(name, "std" | "var") {
            parts.push("correction=0".to_owned());
        }
        let call = format!("{module}.{called}({})", parts.join(", "));
        match (name, torch) {
            ("argmax", true) => format!("{call}.double()"),
            ("argmax", false) => format!("{call}.astype(float)"),
            _ => call,
        }
    }

    pub(super) fn choice(&mut self, given: &[Given], truth: bool) -> String {
        let module = self.module();
        let mut given: Vec<Given> = given.to_vec();
        given.sort_by_key(|given| given.place);
        let Some(condition) = given.first().map(|given| given.node) else { return String::new() };
        let is_truth = self.is_truth(condition);
        let held = match (self.is_torch(), self.kind(condition)) {
            (false, _) => self.tensor(condition),
            (true, Kind::Array) if is_truth => self.text(condition),
            (true, Kind::Array) => format!("{} != 0", self.tensor(condition)),
            (true, _) => format!("torch.tensor({} != 0)", self.at(condition, 2)),
        };
        let branches: Vec<String> = given
            .iter()
            .skip(1)
            .map(|given| {
                if self.is_collection(given.node) {
                    self.array(given.node)
                } else {
                    self.member(given.node, truth)
                }
            })
            .collect();
        format!("{module}.where({held}, {})", branches.join(", "))
    }

    pub(super) fn progression(&mut self, given: &[Given]) -> String {
        let module = self.module();
        let empty = self.value(self.pieces.len()).is_some_and(|array| array.shape().is_empty());
        if self.is_torch() && empty {
            return "torch.zeros(0)".to_owned();
        }
        let mut sorted: Vec<Given> = given.to_vec();
        sorted.sort_by_key(|given| given.place);
        let bounds: Vec<String> = sorted
            .iter()
            .filter(|given| !matches!(self.values.get(given.node), Some(NodeValue::Nothing)))
            .map(|given| self.text(given.node))
            .collect();
        let kind = if self.is_torch() { "torch.float64" } else { "float" };
        // A step without an end begins at 0.
        let named: Vec<&str> = sorted.iter().map(|given| given.parameter.name).collect();
        let bounds = match (named.as_slice(), bounds.as_slice()) {
            (["start", "step"], [stop, step]) => format!("0, {stop}, {step}"),
            _ => bounds.join(", "),
        };
        format!("{module}.arange({bounds}, dtype={kind})")
    }
}
