//! The headings of a notebook: text cells that begin with one.

use super::{Cell, CellId, CellKind};
use crate::prose;

/// The most spaces before a heading; behind more the line is code.
const MOST_INDENT: usize = 3;

/// The deepest level.
const MOST_LEVEL: usize = 6;

/// A heading of a notebook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// The text cell that begins with it.
    pub cell: CellId,
    /// How deep it is: 1 for `#`, 2 for `##`.
    pub level: usize,
    /// Its words.
    pub title: String,
}

/// The level and the words of the heading that a Markdown text begins with.
fn heading(text: &str) -> Option<(usize, &str)> {
    let line = first_line(text)?;
    let start = line.trim_start_matches(' ');
    let words = start.trim_start_matches('#');
    let level = start.len() - words.len();
    let is_heading = line.len() - start.len() <= MOST_INDENT && (1..=MOST_LEVEL).contains(&level);
    let words = words.strip_prefix([' ', '\t']).filter(|_| is_heading)?.trim();
    // Signs at the end close the heading, where a space stands before them.
    let open = words.trim_end_matches('#');
    let words = if open.is_empty() || open.ends_with([' ', '\t']) { open.trim_end() } else { words };
    (!words.is_empty()).then_some((level, words))
}

fn first_line(text: &str) -> Option<&str> {
    text.lines().find(|line| !line.trim().is_empty())
}

/// The level and the words of the heading that a cell begins with, in a language: that of its section.
pub fn heading_of<'a>(cell: &'a Cell, language: &str) -> Option<(usize, &'a str)> {
    match &cell.kind {
        CellKind::Text { text } => heading(text.text(language)),
        _ => None,
    }
}

/// The first words of a text, without the marks of headings, quotations and lists.
pub fn first_words(text: &str) -> Option<&str> {
    let without_marks = || {
        let mut line = first_line(text)?.trim();
        while let Some(words) = line.strip_prefix("> ").or_else(|| line.strip_prefix("- ")) {
            line = words.trim_start();
        }
        Some(line)
    };
    heading(text).map(|(_, words)| words).or_else(without_marks)
}

/// The headings of some cells in a language.
pub fn outline<'a>(cells: impl Iterator<Item = &'a Cell>, language: &str) -> Vec<Heading> {
    let heading = |cell: &'a Cell| {
        let (level, title) = heading_of(cell, language)?;
        Some(Heading { cell: cell.id.clone(), level, title: prose::words(title) })
    };
    cells.filter_map(heading).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_those_of_markdown() {
        assert_eq!(heading("## Masks\n\nmore"), Some((2, "Masks")));
        assert_eq!(heading("\n# 掩码 #\n"), Some((1, "掩码")));
        assert_eq!(heading("   # C#"), Some((1, "C#")), "a sign that belongs to a word stays");
        assert_eq!(heading("#\tF# ##"), Some((1, "F#")));
        for text in
            ["    # code", "\t# code", "# #", "#tag", "text\n# later", "####### seven", "# ", "", "no"]
        {
            assert_eq!(heading(text), None, "{text:?}");
        }
    }
    #[test]
    fn the_first_words_of_a_text_are_without_its_marks() {
        assert_eq!(first_words("\n## Masks #\nmore"), Some("Masks"));
        assert_eq!(first_words("> - one\n- two"), Some("one"));
        for text in ["-0.5 is less", "#tag", "->", "plain"] {
            assert_eq!(first_words(text), Some(text));
        }
        assert_eq!(first_words(" \n"), None);
    }
    #[test]
    fn a_title_says_what_its_marks_enclose() {
        let text = "# `A` is [**one** [1]](=A[0,1]), see [it](https://a.b/c) [2] 与 $x$";
        let kind = CellKind::Text { text: text.into() };
        let found = outline([Cell::new("a".into(), kind)].iter(), "en");
        let titles: Vec<&str> = found.iter().map(|heading| &*heading.title).collect();
        assert_eq!(titles, ["A is one [1], see it [2] 与 x"]);
    }
}
