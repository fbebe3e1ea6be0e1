//! How styles, tables and spaces of mathematics are set.

use pulldown_latex::event::{ArrayColumn, ColumnAlignment, Dimension, DimensionUnit, Grouping, Style};

/// The attributes of a style.
pub(super) fn style_of(style: Style) -> &'static str {
    match style {
        Style::Display => "displaystyle=\"true\" scriptlevel=\"0\"",
        Style::Text => "displaystyle=\"false\" scriptlevel=\"0\"",
        Style::Script => "displaystyle=\"false\" scriptlevel=\"1\"",
        Style::ScriptScript => "displaystyle=\"false\" scriptlevel=\"2\"",
    }
}

/// How a column of a table is set.
pub(super) fn place_of(table: &Grouping, column: usize) -> &'static str {
    let left = " class=\"is-left\"";
    let right = " class=\"is-right\"";
    let of = |alignment: ColumnAlignment| match alignment {
        ColumnAlignment::Left => left,
        ColumnAlignment::Center => "",
        ColumnAlignment::Right => right,
    };
    match table {
        Grouping::Matrix { alignment } | Grouping::SubArray { alignment } => of(*alignment),
        Grouping::Array(columns) => {
            let mut columns = columns.iter().filter_map(|column| match column {
                ArrayColumn::Column(alignment) => Some(*alignment),
                ArrayColumn::Separator(_) => None,
            });
            columns.nth(column).map_or("", of)
        }
        Grouping::Cases { .. } => left,
        Grouping::Gather { .. } | Grouping::Gathered | Grouping::Multline | Grouping::Equation { .. } => "",
        // Equations are set at their signs: right of them left, left of them right.
        _ if column.is_multiple_of(2) => right,
        _ => left,
    }
}

/// A width in the height of a letter.
pub(super) fn em(width: Dimension) -> f32 {
    let points = match width.unit {
        DimensionUnit::Em => return width.value,
        DimensionUnit::Mu => return width.value / 18.0,
        DimensionUnit::Ex => return width.value / 2.0,
        DimensionUnit::Mm => 2.85,
        DimensionUnit::Cm => 28.5,
        DimensionUnit::In => 72.3,
        _ => 1.0,
    };
    width.value * points / 10.0
}
