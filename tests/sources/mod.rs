//! The project's own files, read as text, for the tests that check what they may say.

#![allow(dead_code, reason = "each test file uses a part")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{fs, path::Path};

/// A file of the project.
pub(crate) struct Source {
    /// From the project's root, with `/`.
    pub(crate) path: String,
    pub(crate) text: String,
}

/// The files under a folder whose names end so.
pub(crate) fn files(folder: &str, ending: &str) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    let mut open = vec![root.join(folder)];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.to_string_lossy().ends_with(ending) {
                let text = fs::read_to_string(&path).unwrap();
                let path = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
                found.push(Source { path, text });
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(!found.is_empty(), "nothing ends in {ending} under {folder}");
    found
}

/// A piece of Rust.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Piece {
    Code(String),
    /// A string as it is written, without its quotes.
    Literal(String),
    Comment(String),
}

impl Source {
    /// Rust without its unit tests.
    pub(crate) fn product(&self) -> &str {
        let tests =
            self.text.find("\n#[cfg(test)]\n").filter(|at| self.text[*at..].contains("\nmod tests {"));
        let whole = self.text.find("\nmod tests {").and(tests).unwrap_or(self.text.len());
        if self.path.ends_with("/testing.rs") { "" } else { &self.text[..whole] }
    }

    /// The pieces of the Rust without its unit tests.
    pub(crate) fn pieces(&self) -> Vec<Piece> {
        pieces(self.product())
    }

    /// Only what the compiler reads as names and symbols.
    pub(crate) fn code(&self) -> String {
        let code = self.pieces().into_iter().filter_map(|piece| match piece {
            Piece::Code(code) => Some(code),
            _ => None,
        });
        code.collect::<Vec<_>>().join(" ")
    }

    /// The strings.
    pub(crate) fn literals(&self) -> Vec<String> {
        let literals = self.pieces().into_iter().filter_map(|piece| match piece {
            Piece::Literal(literal) => Some(literal),
            _ => None,
        });
        literals.collect()
    }
}

/// Takes Rust apart; enough of its grammar to tell strings from comments from the rest.
pub(crate) fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut code = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let hashes = rest.strip_prefix('r').map_or(0, |raw| raw.len() - raw.trim_start_matches('#').len());
        let raw = rest.starts_with('r')
            && rest[1 + hashes..].starts_with('"')
            && !code.ends_with(char::is_alphanumeric);
        let (piece, length) = if rest.starts_with("//") {
            let length = rest.find('\n').unwrap_or(rest.len());
            (Some(Piece::Comment(rest[..length].to_owned())), length)
        } else if raw {
            let end = format!("\"{}", "#".repeat(hashes));
            let inside = &rest[hashes + 2..];
            let length = inside.find(&end).unwrap_or(inside.len());
            (Some(Piece::Literal(inside[..length].to_owned())), hashes + 2 + length + end.len())
        } else if first == '"' {
            let inside = &rest[1..];
            let length = quoted(inside);
            (Some(Piece::Literal(inside[..length].to_owned())), length + 2)
        } else {
            (None, character(rest))
        };
        let length = length.min(rest.len());
        match piece {
            Some(piece) => pieces.extend([Piece::Code(std::mem::take(&mut code)), piece]),
            None => code.push_str(&rest[..length]),
        }
        rest = &rest[length..];
    }
    pieces.push(Piece::Code(code));
    pieces
}

/// Up to the quote that closes a string.
fn quoted(inside: &str) -> usize {
    let mut escaped = false;
    for (at, character) in inside.char_indices() {
        match character {
            '"' if !escaped => return at,
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    inside.len()
}

/// The length of a character literal, else of one character.
fn character(rest: &str) -> usize {
    let mut characters = rest.char_indices().map(|(_, character)| character);
    let head: [Option<char>; 3] = [characters.next(), characters.next(), characters.next()];
    match head {
        [Some('\''), Some('\\'), Some(escaped)] => {
            2 + escaped.len_utf8() + rest[2 + escaped.len_utf8()..].find('\'').map_or(0, |at| at + 1)
        }
        [Some('\''), Some(inside), Some('\'')] => 2 + inside.len_utf8(),
        [first, ..] => first.map_or(0, char::len_utf8),
    }
}

/// Whether a word stands in the text by itself: `yew` in `use yew::Html`, not in `yewtiful`.
pub(crate) fn has_word(text: &str, word: &str) -> bool {
    let part_of_name = |character: char| character.is_alphanumeric() || character == '_';
    text.match_indices(word).any(|(at, _)| {
        !text[..at].ends_with(part_of_name) && !text[at + word.len()..].starts_with(part_of_name)
    })
}
