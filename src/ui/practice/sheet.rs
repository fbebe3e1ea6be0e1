//! The table of an exercise: names of rows and columns as everywhere, and places as the caller draws them.

use yew::prelude::*;

use crate::ui::labels::Labels;

/// The names of a grid that is practised.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::ui) struct Sheet {
    pub(in crate::ui) name: AttrValue,
    pub(in crate::ui) label: AttrValue,
    pub(in crate::ui) rows: Labels,
    pub(in crate::ui) columns: Labels,
    /// The member, where it is one of a stack.
    pub(in crate::ui) slice: Option<usize>,
    /// Whether the columns have names: not those of a single number.
    pub(in crate::ui) headed: bool,
}

impl Sheet {
    /// The head of the table.
    pub(super) fn head(&self) -> Html {
        let name = |text: &AttrValue| {
            html! { <th role="columnheader" scope="col"><span class="grid__label" title={text.clone()}>{ text.clone() }</span></th> }
        };
        html! {
            if self.headed {
                <thead><tr role="row"><td class="grid__corner"></td>{ for self.columns.texts.iter().map(name) }</tr></thead>
            }
        }
    }

    /// A row with its name.
    pub(super) fn row(&self, row: usize, places: Html) -> Html {
        let text = self.rows.texts.get(row).cloned().unwrap_or_default();
        html! {
            <tr key={row} role="row">
                <th role="rowheader" scope="row"><span class="grid__label" title={text.clone()}>{ text }</span></th>
                { places }
            </tr>
        }
    }

    /// How a place is spoken of.
    pub(super) fn place(&self, row: usize, column: usize) -> String {
        let text = |labels: &Labels, index: usize| labels.texts.get(index).cloned().unwrap_or_default();
        format!("{} {} {}", self.name, text(&self.rows, row), text(&self.columns, column))
    }
}
