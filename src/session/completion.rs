//! What can stand at the caret of a formula: names of the notebook, operations, parameters; and the call around it.

use std::rc::Rc;

use crate::{
    formula::is_name,
    notebook::Program,
    ops::{self, Default, Operation, Parameter, ParameterKind},
};

/// Proposals for the name at the caret.
#[derive(Debug, Clone, PartialEq)]
pub struct Completion {
    /// Where the name begins, in bytes of the source.
    pub from: usize,
    /// Where it ends: at the caret.
    pub to: usize,
    /// What it may become, the best first; never empty.
    pub items: Vec<Proposal>,
}

/// One proposal.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    /// The name.
    pub name: Rc<str>,
    /// What it names.
    pub kind: ProposalKind,
}

/// What a proposed name means.
#[derive(Debug, Clone, PartialEq)]
pub enum ProposalKind {
    /// The value of a cell.
    Cell,
    /// A dimension of this size.
    Dimension(usize),
    /// An operation, with its parameters.
    Operation(String),
    /// A parameter of the operation that is being called.
    Parameter,
}

/// The call that the caret stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// The operation's name.
    pub name: &'static str,
    /// Its parameters as they are written.
    pub parameters: Vec<String>,
    /// The parameter at the caret, where it is one of them.
    pub at: Option<usize>,
}

/// At most so many proposals.
const MOST_ITEMS: usize = 8;

impl Proposal {
    /// What is written for it.
    pub fn text(&self) -> String {
        match self.kind {
            ProposalKind::Operation(_) => format!("{}(", self.name),
            ProposalKind::Parameter => format!("{}=", self.name),
            ProposalKind::Cell | ProposalKind::Dimension(_) => self.name.to_string(),
        }
    }
}

/// The operations that are called by name.
pub fn functions() -> impl Iterator<Item = &'static dyn Operation> {
    ops::ALL.iter().copied().filter(|operation| is_name(operation.name()))
}

/// `softmax(x, axis=-1)`
pub fn signature(operation: &dyn Operation) -> String {
    let parameters: Vec<String> = operation.parameters().iter().map(parameter).collect();
    format!("{}({})", operation.name(), parameters.join(", "))
}

fn parameter(parameter: &Parameter) -> String {
    let name = parameter.name;
    match (parameter.default, parameter.kind) {
        (None, ParameterKind::Arrays) => format!("[{name}, …]"),
        (None, _) => name.to_owned(),
        (Some(Default::None), _) => format!("{name}=None"),
        (Some(Default::Integer(value)), _) => format!("{name}={value}"),
        (Some(Default::Number(value)), _) => format!("{name}={value}"),
        (Some(Default::Flag(value)), _) => format!("{name}={}", if value { "True" } else { "False" }),
    }
}

/// The part of the source before the caret that is the beginning of a name; `None` where no name can stand.
fn begun(source: &str, caret: usize) -> Option<usize> {
    let before = source.get(..caret)?;
    // Left of the sign stands the cell's own name.
    before.find('=')?;
    let name = before
        .rfind(|sign: char| !(sign.is_alphanumeric() || sign == '_'))
        .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    // An attribute such as .T is none of ours, nor the end of a number: 1e
    let attribute = before[..name].trim_end().ends_with('.');
    (!attribute && (name == caret || is_name(&before[name..]))).then_some(name)
}

/// What the name at the caret may become. Without a beginning nothing is proposed, unless the reader `asked`.
pub fn complete(
    program: &Program,
    cell: &str,
    source: &str,
    caret: usize,
    asked: bool,
) -> Option<Completion> {
    let from = begun(source, caret)?;
    let typed = source.get(from..caret)?;
    // Other letters as they are typed: the table of all cases is 10 KB of the page.
    let prefix = typed.to_ascii_lowercase();
    if prefix.is_empty() && !asked {
        return None;
    }
    let mut items = Vec::new();
    for compiled in program.cells.iter().filter(|compiled| *compiled.cell.id != *cell) {
        if let Some(name) = &compiled.name {
            items.push(Proposal { name: name.clone(), kind: ProposalKind::Cell });
        }
    }
    for (name, size) in &program.dimensions {
        items.push(Proposal { name: name.clone(), kind: ProposalKind::Dimension(*size) });
    }
    if let Some(call) = call_at(source, caret).and_then(|call| ops::find(call.name)) {
        let optional = call.parameters().iter().filter(|parameter| parameter.default.is_some());
        items.extend(
            optional.map(|parameter| Proposal { name: parameter.name.into(), kind: ProposalKind::Parameter }),
        );
    }
    for operation in functions() {
        let kind = ProposalKind::Operation(signature(operation));
        items.push(Proposal { name: operation.name().into(), kind });
    }
    // Who has written a whole name wants no other, unless he asks.
    let whole = |item: &Proposal| {
        *item.name == *typed && matches!(item.kind, ProposalKind::Cell | ProposalKind::Dimension(_))
    };
    if !asked && items.iter().any(whole) {
        return None;
    }
    // The name itself, then names that begin so, in the same case first, then those that only hold it somewhere.
    let rank = |item: &Proposal| {
        let name = item.name.to_ascii_lowercase();
        if *item.name == *typed {
            Some(0)
        } else if item.name.starts_with(typed) {
            Some(1)
        } else if name.starts_with(&prefix) {
            Some(2)
        } else {
            name.contains(&prefix).then_some(3)
        }
    };
    let ranked: Vec<(usize, Proposal)> =
        items.into_iter().filter_map(|item| Some((rank(&item)?, item))).collect();
    let of_rank =
        |wanted: usize| ranked.iter().filter(move |(rank, _)| *rank == wanted).map(|(_, item)| item.clone());
    let items: Vec<Proposal> = (0..=3).flat_map(of_rank).take(MOST_ITEMS).collect();
    (!items.is_empty()).then_some(Completion { from, to: caret, items })
}

/// The call whose arguments the caret stands in.
pub fn call_at(source: &str, caret: usize) -> Option<Call> {
    let before = source.get(..caret)?;
    // For each open bracket: where it stands, how many commas follow it, where the last one stands.
    let mut open: Vec<(usize, bool, usize, usize)> = Vec::new();
    for (at, sign) in before.char_indices() {
        match sign {
            '(' | '（' => open.push((at, true, 0, at + sign.len_utf8())),
            '[' | '［' | '【' => open.push((at, false, 0, at + sign.len_utf8())),
            ')' | '）' | ']' | '］' | '】' => drop(open.pop()),
            ',' | '，' => {
                if let Some((_, _, commas, last)) = open.last_mut() {
                    *commas += 1;
                    *last = at + sign.len_utf8();
                }
            }
            _ => {}
        }
    }
    // The innermost bracket that follows a name: those of lists and of grouping are passed over.
    for (at, round, commas, last) in open.into_iter().rev().filter(|open| open.1) {
        let head = before[..at].trim_end();
        let name =
            head.rsplit(|sign: char| !(sign.is_alphanumeric() || sign == '_')).next().unwrap_or_default();
        let Some(operation) = ops::find(name).filter(|_| round && is_name(name)) else { continue };
        let parameters = operation.parameters();
        let keyword = before[last..].split_once('=').map(|(keyword, _)| keyword.trim());
        let named = |keyword| parameters.iter().position(|parameter| parameter.name == keyword);
        let at = keyword.map_or(Some(commas), named).filter(|at| *at < parameters.len());
        return Some(Call {
            name: operation.name(),
            parameters: parameters.iter().map(parameter).collect(),
            at,
        });
    }
    None
}

/// A place in bytes from one in the units of UTF-16, in which browsers count.
pub fn byte_of(source: &str, units: usize) -> usize {
    let mut seen = 0;
    for (at, sign) in source.char_indices() {
        if seen >= units {
            return at;
        }
        seen += sign.len_utf16();
    }
    source.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        lessons,
        notebook::{Program, compile},
    };

    fn items(source: &str) -> Vec<String> {
        let program = compile(&lessons::first(), &Program::default());
        let found = complete(&program, "o", source, source.len(), false);
        found.map(|found| found.items.iter().map(Proposal::text).collect()).unwrap_or_default()
    }

    #[test]
    fn names_are_proposed_by_their_beginning() {
        assert_eq!(items("O = so"), ["softmax("]);
        for whole in ["O = A @ W_V", "O = A @ V", "O = S", "O = d_k"] {
            assert_eq!(items(whole)[..], [] as [&str; 0], "{whole} is written");
        }
        assert_eq!(items("O = s")[0], "softmax(", "its own case before S");
        assert!(
            items("O = w_").starts_with(&["W_Q".into(), "W_K".into(), "W_V".into()]),
            "whatever the case"
        );
        assert!(items("O = d_").contains(&"d_model".into()));
        assert_eq!(
            items("O = softmax(A, ax")[..2],
            ["axis=", "softmax("],
            "those that only hold it stand behind"
        );
        for nothing in ["so", "O = A.s", "O = ", "O = 1e", "O = A @"] {
            assert!(items(nothing).is_empty(), "{nothing}");
        }
    }

    #[test]
    fn everything_is_proposed_to_who_asks() {
        let program = compile(&lessons::first(), &Program::default());
        let all = complete(&program, "o", "O = ", 4, true).unwrap();
        assert_eq!((all.from, all.to, all.items.len()), (4, 4, MOST_ITEMS));
        assert!(all.items.iter().all(|item| *item.name != *"O"), "not itself");
    }

    #[test]
    fn the_call_around_the_caret_is_found() {
        let at = |source: &str| call_at(source, source.len()).map(|call| (call.name, call.at));
        assert_eq!(at("A = softmax("), Some(("softmax", Some(0))));
        assert_eq!(at("A = softmax(Z, "), Some(("softmax", Some(1))));
        assert_eq!(at("A = where(M, Z / (2 + "), Some(("where", Some(1))));
        assert_eq!(at("A = sum(Z, keepdims=True, axis="), Some(("sum", Some(1))));
        assert_eq!(at("A = zeros((2, "), Some(("zeros", Some(1))).map(|(name, _)| (name, Some(0))));
        assert_eq!(at("A = softmax（Z，"), Some(("softmax", Some(1))));
        assert_eq!(at("A = softmax(Z)"), None);
        assert_eq!(at("A = (1 + "), None);
        let call = call_at("A = softmax(", 12).unwrap();
        assert_eq!(call.parameters, ["x", "axis=-1"]);
    }

    #[test]
    fn carets_are_counted_as_browsers_do() {
        assert_eq!(byte_of("权 = 𝑥", 1), 3);
        assert_eq!(byte_of("权 = 𝑥", 6), "权 = 𝑥".len());
        assert_eq!(byte_of("ab", 9), 2);
    }

    #[test]
    fn signatures_are_those_of_numpy() {
        let of = |name: &str| signature(ops::find(name).unwrap());
        assert_eq!(of("softmax"), "softmax(x, axis=-1)");
        assert_eq!(of("sum"), "sum(a, axis=None, keepdims=False)");
        assert_eq!(of("concatenate"), "concatenate([arrays, …], axis=0)");
    }
}
