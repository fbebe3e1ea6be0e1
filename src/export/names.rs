//! The notebook's names as names of Python.
//!
//! Python takes letters of every script, but reads each name in its NFKC form: `𝑄` and `Ｑ` are `Q`. Letters that stay as
//! they are stay; others are spelled.

use std::{collections::BTreeMap, fmt::Write as _, rc::Rc};

use crate::notebook::Program;

/// What Python keeps for itself, and what a program would miss if another thing had its name.
const TAKEN: &[&str] = &[
    "False",
    "None",
    "True",
    "and",
    "as",
    "assert",
    "async",
    "await",
    "break",
    "class",
    "continue",
    "def",
    "del",
    "elif",
    "else",
    "except",
    "finally",
    "for",
    "from",
    "global",
    "if",
    "import",
    "in",
    "is",
    "lambda",
    "nonlocal",
    "not",
    "or",
    "pass",
    "raise",
    "return",
    "try",
    "while",
    "with",
    "yield",
    "match",
    "case",
    "type",
    "_",
    "__name__",
    "np",
    "numpy",
    "torch",
    "math",
    "abs",
    "all",
    "any",
    "bool",
    "bytes",
    "callable",
    "chr",
    "complex",
    "dict",
    "dir",
    "divmod",
    "enumerate",
    "eval",
    "exec",
    "filter",
    "float",
    "format",
    "globals",
    "hash",
    "help",
    "hex",
    "id",
    "input",
    "int",
    "isinstance",
    "iter",
    "len",
    "list",
    "locals",
    "map",
    "max",
    "min",
    "next",
    "object",
    "open",
    "ord",
    "pow",
    "print",
    "property",
    "range",
    "repr",
    "reversed",
    "round",
    "set",
    "slice",
    "sorted",
    "str",
    "sum",
    "super",
    "tuple",
    "vars",
    "zip",
    "display",
    "get_ipython",
    "exit",
    "quit",
    "In",
    "Out",
    "name",
];

/// The name in Python of each cell and dimension.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Names(BTreeMap<Rc<str>, String>);

impl Names {
    /// Of a program's cells and dimensions; no two are alike.
    pub fn of(program: &Program) -> Self {
        let mut names = BTreeMap::new();
        let dimensions = program.dimensions.iter().map(|(name, _)| name);
        let cells = program.cells.iter().filter_map(|cell| cell.name.as_ref());
        let all: Vec<&Rc<str>> = dimensions.chain(cells).collect();
        // Who can keep the name keeps it, whoever comes first.
        let (kept, spelled): (Vec<_>, Vec<_>) =
            all.into_iter().partition(|name| python_name(name) == ***name);
        for name in kept.into_iter().chain(spelled) {
            if names.contains_key(name) {
                continue;
            }
            let wanted = python_name(name);
            let taken = |wanted: &str| names.values().any(|taken| taken == wanted);
            let free =
                (2..names.len() + 3).map(|number| format!("{wanted}_{number}")).find(|name| !taken(name));
            let chosen = if taken(&wanted) { free.unwrap_or_default() } else { wanted };
            names.insert(name.clone(), chosen);
        }
        Self(names)
    }

    /// The name of a name.
    pub fn get(&self, name: &str) -> String {
        self.0.get(name).cloned().unwrap_or_else(|| python_name(name))
    }

    /// Those that are spelled in another way than in the notebook.
    pub fn spelled(&self) -> impl Iterator<Item = (&str, &str)> {
        let pairs = self.0.iter().map(|(name, python)| (&**name, python.as_str()));
        pairs.filter(|(name, python)| name != python)
    }
}

/// A name that Python takes, and that stands for nothing else there.
pub fn python_name(name: &str) -> String {
    let mut spelled = String::with_capacity(name.len());
    for character in name.chars() {
        match plain_digit(character) {
            _ if stays(character) => spelled.push(character),
            Some(digit) => spelled.push(digit),
            None if ('\u{ff01}'..='\u{ff5e}').contains(&character) => {
                // Full-width forms of ASCII.
                spelled.extend(char::from_u32(u32::from(character) - 0xfee0));
            }
            None => drop(write!(spelled, "u{:X}", u32::from(character))),
        }
    }
    if TAKEN.contains(&spelled.as_str()) || crate::ops::find(&spelled).is_some() {
        spelled.push('_');
    }
    spelled
}

/// ² and ₂ are 2.
fn plain_digit(character: char) -> Option<char> {
    let digit = match character {
        '⁰' => 0,
        '¹' => 1,
        '²' => 2,
        '³' => 3,
        '⁴'..='⁹' => u32::from(character) - 0x2070,
        '₀'..='₉' => u32::from(character) - 0x2080,
        _ => return None,
    };
    char::from_digit(digit, 10)
}

/// Whether Python takes a letter and leaves it as it is.
fn stays(character: char) -> bool {
    match character {
        // Compatibility forms among the letters of these blocks.
        'ª' | 'º' | 'µ' | 'Ĳ' | 'ĳ' | 'Ŀ' | 'ŀ' | 'ŉ' | 'ſ' => false,
        'À'..='ſ' | 'Α'..='ώ' | 'Ѐ'..='ԯ' => character.is_alphabetic(),
        '_' | 'Ά' | 'Έ' | 'Ή' | 'Ί' | 'Ό' | 'Ύ' | 'Ώ' | 'ΐ'
        // Chinese, Japanese, Korean.
        | '\u{3005}'
        | '\u{30fc}'
        | '\u{3041}'..='\u{3096}'
        | '\u{30a1}'..='\u{30fa}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{20000}'..='\u{2a6df}'
        | '\u{ac00}'..='\u{d7a3}' => true,
        _ => character.is_ascii_alphanumeric(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_python_takes_stay() {
        for name in ["Q", "W_Q", "α", "β_1", "注意力", "d_k", "é", "_x", "д"] {
            assert_eq!(python_name(name), name);
        }
    }

    #[test]
    fn others_are_spelled() {
        for (name, python) in [
            ("lambda", "lambda_"),
            ("np", "np_"),
            ("list", "list_"),
            ("x²", "x2"),
            ("Ｑ", "Q"),
            ("ϕ", "u3D5"),
            ("𝑄", "u1D444"),
            ("ｓｕｍ", "sum_"),
        ] {
            assert_eq!(python_name(name), python);
        }
    }
}
