//! What the notebook's formulas use beyond NumPy and PyTorch, each as plain Python: only what is needed is written.

use std::collections::BTreeSet;

/// Who computes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Library {
    /// NumPy.
    NumPy,
    /// PyTorch, in float64.
    PyTorch,
}

impl Library {
    fn source(self) -> &'static str {
        match self {
            Self::NumPy => include_str!("preamble.py"),
            Self::PyTorch => include_str!("preamble_torch.py"),
        }
    }

    /// The lines that every program begins with.
    pub(super) fn imports(self, needs_math: bool) -> String {
        match self {
            Self::NumPy => "import numpy as np".to_owned(),
            Self::PyTorch => {
                let math = if needs_math { "import math\n\n" } else { "" };
                format!("{math}import torch\n\ntorch.set_default_dtype(torch.float64)")
            }
        }
    }
}

/// The definitions of the library's preamble: name and text, in order.
pub fn definitions(library: Library) -> Vec<(&'static str, &'static str)> {
    let source = library.source();
    let starts: Vec<usize> = source.match_indices("\ndef ").map(|(at, _)| at + 1).collect();
    let ends = starts.iter().skip(1).copied().chain([source.len()]);
    let definition = |(start, end): (usize, usize)| {
        let text = &source[start..end];
        // Remarks between two definitions belong to none.
        let text = text.find("\n\n\n").map_or(text, |end| &text[..end]).trim_end();
        let name = text.strip_prefix("def ")?.split('(').next()?;
        Some((name, text))
    };
    starts.iter().copied().zip(ends).filter_map(definition).collect()
}

/// The definitions of these names, and of those that they use.
pub(super) fn needed(library: Library, names: &BTreeSet<&str>) -> Vec<&'static str> {
    let all = definitions(library);
    let mut wanted: BTreeSet<&str> = names.clone();
    loop {
        let found = all.iter().filter(|(name, _)| wanted.contains(name));
        let used: Vec<&str> = found
            .flat_map(|(_, text)| {
                all.iter().map(|(name, _)| *name).filter(|name| text.contains(&format!("{name}(")))
            })
            .collect();
        let before = wanted.len();
        wanted.extend(used);
        if wanted.len() == before {
            break;
        }
    }
    all.into_iter().filter(|(name, _)| wanted.contains(name)).map(|(_, text)| text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ops;

    /// `def rope(x, base=10000):` → rope and its parameters.
    fn parameters(text: &str) -> Vec<&str> {
        let inside =
            text.split_once('(').and_then(|(_, rest)| rest.split_once("):")).map_or("", |(inside, _)| inside);
        inside.split(", ").map(|parameter| parameter.split('=').next().unwrap_or_default()).collect()
    }

    #[test]
    fn parameters_are_called_as_in_the_notebook() {
        for library in [Library::NumPy, Library::PyTorch] {
            let definitions = definitions(library);
            assert!(definitions.len() > 15);
            for (name, text) in definitions {
                let Some(operation) = ops::find(name) else { continue };
                let ours: Vec<&str> = operation.parameters().iter().map(|parameter| parameter.name).collect();
                assert_eq!(parameters(text), ours, "{name}");
            }
        }
    }

    #[test]
    fn only_what_is_needed_is_written() {
        let names = BTreeSet::from(["softmax"]);
        assert_eq!(needed(Library::NumPy, &names).len(), 1);
        assert!(needed(Library::NumPy, &names)[0].starts_with("def softmax(x, axis=-1):"));
        assert!(needed(Library::NumPy, &BTreeSet::new()).is_empty());
    }
}
