//! A value as a table of text: for spreadsheets, and for Python.

use super::{Library, Notebook, writer::float};
use crate::value::{Array, Axis, decimal::shortest};

/// What stands between two places of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Separator {
    /// CSV, as RFC 4180 has it.
    Comma,
    /// TSV: what spreadsheets take from the clipboard.
    Tab,
}

impl Separator {
    fn text(self) -> &'static str {
        match self {
            Self::Comma => ",",
            Self::Tab => "\t",
        }
    }

    /// A name in its place. Spreadsheets compute what begins like a formula: there it is marked as text.
    fn name(self, name: &str) -> String {
        let plain = name.split(|character: char| character.is_control()).collect::<Vec<_>>().join(" ");
        let computes = plain.starts_with(['=', '+', '-', '@']) && plain.parse::<f64>().is_err();
        let text = if computes { format!("'{plain}") } else { plain };
        let special = text.contains('"') || text.contains(self.text());
        if special { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
    }
}

/// A value row by row, with every digit; where wanted with the names of its places. The members of a stack stand below
/// each other.
pub fn table(notebook: &Notebook<'_>, array: &Array, separator: Separator, names: bool) -> String {
    let (stack, rows, columns) = array.shape().view();
    let axes = array.shape().axes();
    let named = |axis: Option<&Axis>| axis.filter(|_| names).and_then(|axis| notebook.items(axis));
    let from_end = |number: usize| axes.len().checked_sub(number).and_then(|at| axes.get(at));
    let (row_names, column_names) = (named(from_end(2)), named(from_end(1)));
    // Beside names a stack needs them: else its members could not be told apart.
    let any = row_names.is_some() || column_names.is_some();
    let members = from_end(3).filter(|_| names && (any || named(from_end(3)).is_some()));
    let heads = [members, from_end(2).filter(|_| row_names.is_some())];
    let mut lines: Vec<Vec<String>> = Vec::new();
    if let Some(column_names) = &column_names {
        let head = |axis: &Axis| separator.name(axis.name.as_deref().unwrap_or_default());
        let line = heads.iter().flatten().map(|axis| head(axis));
        lines.push(line.chain(column_names.iter().map(|name| separator.name(name))).collect());
    }
    for member in 0..stack {
        for row in 0..rows {
            let mut line: Vec<String> =
                members.iter().map(|axis| separator.name(&notebook.item(axis, member))).collect();
            line.extend(row_names.iter().filter_map(|names| names.get(row)).map(|name| separator.name(name)));
            line.extend((0..columns).filter_map(|column| array.get(member, row, column)).map(shortest));
            lines.push(line);
        }
    }
    // RFC 4180 ends lines as Windows does; the clipboard does not.
    let end = if separator == Separator::Comma { "\r\n" } else { "\n" };
    lines.into_iter().map(|line| line.join(separator.text()) + end).collect()
}

/// A value as NumPy is given it: `Q = np.array([[1.0, 2.0], …])`.
pub fn numpy_text(name: &str, array: &Array) -> String {
    let number = |value: f64| match (array.is_truth(), value == 0.0) {
        (true, true) => "False".to_owned(),
        (true, false) => "True".to_owned(),
        _ => float(Library::NumPy, value),
    };
    let (stack, rows, columns) = array.shape().view();
    let row = |member: usize, row: usize| {
        let numbers: Vec<String> =
            (0..columns).filter_map(|column| array.get(member, row, column)).map(number).collect();
        format!("[{}]", numbers.join(", "))
    };
    let matrix = |member: usize, indent: &str| {
        let rows: Vec<String> = (0..rows).map(|place| row(member, place)).collect();
        format!("[{}]", rows.join(&format!(",\n{indent}")))
    };
    let name = super::python_name(name);
    let before = format!("{name} = np.array(");
    let indent = " ".repeat(before.chars().count() + 1);
    let text = match array.shape().rank() {
        _ if array.shape().is_empty() => {
            let sizes: Vec<String> = array.shape().sizes().map(|size| size.to_string()).collect();
            return format!("{name} = np.zeros(({},))\n", sizes.join(", "));
        }
        0 => array.as_number().map(number).unwrap_or_default(),
        1 => row(0, 0),
        2 => matrix(0, &indent),
        _ => {
            let members: Vec<String> =
                (0..stack).map(|member| matrix(member, &format!("{indent} "))).collect();
            format!("[{}]", members.join(&format!(",\n{indent}")))
        }
    };
    format!("{before}{text})\n")
}
