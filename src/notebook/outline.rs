//! The headings of a notebook: text cells that begin with one.

use super::{CellId, CellKind, Document};

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
pub fn heading(text: &str) -> Option<(usize, &str)> {
    let line = text.lines().find(|line| !line.trim().is_empty())?.trim_start();
    let words = line.trim_start_matches('#');
    let level = line.len() - words.len();
    let words = words.strip_prefix(' ')?.trim().trim_end_matches('#').trim_end();
    ((1..=6).contains(&level) && !words.is_empty()).then_some((level, words))
}

/// The headings of a notebook in a language.
pub fn outline(document: &Document, language: &str) -> Vec<Heading> {
    let heading = |cell: &std::rc::Rc<super::Cell>| {
        let CellKind::Text { text } = &cell.kind else { return None };
        let (level, title) = heading(text.text(language))?;
        Some(Heading { cell: cell.id.clone(), level, title: title.replace(['`', '*', '$'], "") })
    };
    document.cells.iter().filter_map(heading).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_those_of_markdown() {
        assert_eq!(heading("## Masks\n\nmore"), Some((2, "Masks")));
        assert_eq!(heading("\n# 掩码 #\n"), Some((1, "掩码")));
        for text in ["#tag", "text\n# later", "####### seven", "# ", "", "no"] {
            assert_eq!(heading(text), None, "{text:?}");
        }
    }
}
