//! What may be a name.

/// Names that mean something already: constants, and Python's own words, so that the exported text runs.
pub const RESERVED: &[&str] = &[
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def",
    "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "inf", "is",
    "lambda", "nonlocal", "not", "np", "or", "pass", "pi", "raise", "return", "try", "while", "with",
    "yield",
];

/// Whether the text is one of [`RESERVED`].
pub fn is_reserved(text: &str) -> bool {
    RESERVED.contains(&text)
}

/// Whether the text is a name: a letter of any script or `_`, then letters, digits and `_`.
///
/// Reserved words have the form of a name too; see [`is_reserved`].
pub fn is_name(text: &str) -> bool {
    let mut characters = text.chars();
    characters.next().is_some_and(starts_name) && characters.all(continues_name)
}

/// What stands left of the sign in a formula's text, also while the rest is being written.
pub fn target(source: &str) -> Option<&str> {
    source.split_once('=').map(|(target, _)| target.trim())
}

pub(super) fn starts_name(character: char) -> bool {
    character.is_alphabetic() || character == '_'
}

pub(super) fn continues_name(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn greek_and_chinese_letters_make_names() {
        for name in ["Q", "W_Q", "α", "注意力", "_x1", "d_k"] {
            assert!(is_name(name), "{name}");
        }
        for text in ["", "1x", "a-b", "a b", "x.", "x'", "😀"] {
            assert!(!is_name(text), "{text}");
        }
    }
}
