//! Changes written in words of the formula language, as lessons propose them: `X[2,1]=0;scaled=1;Z=S/d_model`.

use super::{Action, CellKind, Document, Entry, Refusal};
use crate::formula::Formula;

/// One change of a notebook.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The name of the cell that changes.
    pub name: String,
    /// Row and column, where one number of a matrix changes.
    pub place: Option<(usize, usize)>,
    /// What comes in: a number, or the right side of a formula.
    pub value: String,
}

impl Change {
    /// Reads changes, separated by semicolons; `None` where one of them has not the form of one.
    pub fn read_all(text: &str) -> Option<Vec<Self>> {
        text.split(';').map(Self::read).collect()
    }

    /// Reads one: `NAME[row,column]=number`, `NAME=number` or `NAME=formula`.
    fn read(text: &str) -> Option<Self> {
        let (target, value) = text.split_once('=')?;
        let value = value.trim().to_owned();
        let Some((name, place)) = target.split_once('[') else {
            return Some(Self { name: target.trim().to_owned(), place: None, value });
        };
        let (row, column) = place.trim_end().strip_suffix(']')?.split_once(',')?;
        let place = (row.trim().parse().ok()?, column.trim().parse().ok()?);
        Some(Self { name: name.trim().to_owned(), place: Some(place), value })
    }

    /// The edit that makes it.
    ///
    /// # Errors
    /// Nothing of the name can change so, or the value is no number where one is taken.
    pub fn action(&self, document: &Document) -> Result<Action, Refusal> {
        let number = || match Entry::read(&self.value) {
            Entry::Number(number) => Ok(number),
            _ => Err(Refusal::NotANumber),
        };
        let cell = document
            .cells
            .iter()
            .find(|cell| cell.written_name() == Some(&self.name))
            .ok_or(Refusal::Missing)?;
        let id = cell.id.clone();
        match (&cell.kind, self.place) {
            (CellKind::Slider(_), None) => Ok(Action::SetSlider { cell: id, value: number()? }),
            (CellKind::Switch { .. }, None) => Ok(Action::SetSwitch { cell: id, value: number()? != 0.0 }),
            (CellKind::Formula { .. }, None) => {
                let source = format!("{} = {}", self.name, self.value);
                // Written with the spaces of a formula, where it is one.
                let source = Formula::parse(&source)
                    .map_or(source, |formula| formula.print(crate::formula::Style::Plain));
                Ok(Action::SetSource { cell: id, source })
            }
            (_, Some((row, column))) => Ok(Action::SetNumber { cell: id, row, column, value: number()? }),
            _ => Err(Refusal::Missing),
        }
    }
}

/// The one edit that changes written in words make.
///
/// # Errors
/// The refusal of the first that is none.
pub fn proposal(document: &Document, changes: &str) -> Result<Action, Refusal> {
    let changes = Change::read_all(changes).ok_or(Refusal::Missing)?;
    let actions = changes.iter().map(|change| change.action(document));
    actions.collect::<Result<_, _>>().map(Action::Several)
}

/// The notebook after changes written in words.
///
/// # Errors
/// The refusal of the first that cannot be made; nothing changes then.
pub fn changed(document: &Document, changes: &str) -> Result<Document, Refusal> {
    proposal(document, changes)?.apply(document)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lessons;

    fn source(document: &Document, id: &str) -> String {
        match document.cell(id).map(|(_, cell)| &cell.kind) {
            Some(CellKind::Formula { source }) => source.to_string(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn changes_are_edits() {
        let before = lessons::first();
        let after = changed(&before, "X[2,1]=-0.5; causal=1; Z=S/d_model").unwrap();
        assert_eq!(source(&after, "z"), "Z = S / d_model");
        let number = |document: &Document| match &document.cell("x").unwrap().1.kind {
            CellKind::Matrix(matrix) => matrix.values[2][1].to_bits(),
            other => panic!("{other:?}"),
        };
        assert_ne!(number(&before), number(&after));
        assert_eq!(number(&after), (-0.5_f64).to_bits());
        assert!(after.cells.iter().any(|cell| matches!(&cell.kind, CellKind::Switch { value: true, .. })));
    }

    #[test]
    fn what_is_no_change_is_refused() {
        let before = lessons::first();
        for text in ["", "X", "X[2]=0", "X[2,1=0", "X[a,b]=0", "X[2,1]=zero", "X=1", "nothing=1", "X[99,0]=1"]
        {
            assert!(changed(&before, text).is_err(), "{text}");
        }
    }
}
