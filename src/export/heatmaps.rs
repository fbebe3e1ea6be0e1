//! Heat maps with the names of their rows and columns, and what the colours mean.

use super::{
    Notebook,
    drawing::{names_of, scale},
    sheet::{Anchor, EM, MARGIN, Sheet, widest, width_of},
};
use crate::{
    i18n,
    plot::{Scale, heat::heat, heatmap},
    value::{Array, Axis, decimal::Format},
};

/// The sides of the squares of a heat map.
const SIDES: (f64, f64) = (6.0, 36.0);
/// How wide a heat map becomes, about.
const WIDE: f64 = 420.0;
/// Heat maps of a stack beside each other.
const BESIDE: usize = 4;

/// Every member of a stack beside the next.
pub(super) fn heatmaps(sheet: &mut Sheet, notebook: &Notebook<'_>, name: &str, top: f64) -> Option<()> {
    let array = notebook.value(name)?;
    let scale = scale(notebook, name, array);
    let axes = array.shape().axes();
    let (stack, rows, columns) = array.shape().view();
    let from_end = |number: usize| axes.len().checked_sub(number).and_then(|at| axes.get(at));
    let (row_names, column_names) = (names_of(notebook, from_end(2)), names_of(notebook, from_end(1)));
    let (quiet, theme) = (sheet.quiet(), sheet.theme);
    let shape = i18n::shape(notebook.language, array.shape());
    sheet.text((MARGIN, top), &shape, quiet, Anchor::Start, 0);
    let side = (WIDE / rows.max(columns).max(1) as f64).clamp(SIDES.0, SIDES.1).floor();
    let size = ((side * columns as f64) as u32 + 1, (side * rows as f64) as u32 + 1);
    // Names of places that are smaller than a letter would cover each other.
    let is_named = side >= EM * 0.9;
    let (row_width, column_width) = if is_named {
        (
            widest(row_names.iter().map(String::as_str), quiet.size),
            widest(column_names.iter().map(String::as_str), quiet.size),
        )
    } else {
        (0.0, 0.0)
    };
    let turned = column_width > side - 4.0;
    let head = match (is_named, turned) {
        (false, _) => 4.0,
        (true, true) => column_width * 0.71 + quiet.size,
        (true, false) => quiet.size * 1.5,
    };
    let caption = if stack > 1 { EM * 1.6 } else { 0.0 };
    let overhang = if turned { column_width * 0.71 } else { 0.0 };
    let (wide, high) = (f64::from(size.0) + overhang + 20.0, f64::from(size.1) + head + caption + 20.0);
    for member in 0..stack {
        let (across, down) = (member % BESIDE, member / BESIDE);
        let left = MARGIN + row_width + 8.0 + across as f64 * wide;
        let above = top + EM * 0.8 + down as f64 * high;
        if let Some(axis) = from_end(3) {
            let text = member_name(notebook, axis, member);
            let ink = sheet.ink();
            sheet.text((left, above + EM), &text, ink, Anchor::Start, 0);
        }
        let field = above + caption + head;
        sheet.shapes((left, field), size, |area| {
            let value = |row, column| array.get(member, row, column).unwrap_or(f64::NAN);
            drop(heatmap::draw(area, (rows, columns), value, scale, theme));
        });
        if !is_named {
            continue;
        }
        for (column, text) in column_names.iter().enumerate() {
            let middle = left + (column as f64 + 0.5) * side;
            if turned {
                sheet.text((middle + quiet.size * 0.3, field - 5.0), text, quiet, Anchor::Start, -45);
            } else {
                sheet.text((middle, field - 5.0), text, quiet, Anchor::Middle, 0);
            }
        }
        for (row, text) in row_names.iter().enumerate().filter(|_| across == 0) {
            let middle = field + (row as f64 + 0.5) * side + quiet.size * 0.35;
            sheet.text((left - 8.0, middle), text, quiet, Anchor::End, 0);
        }
    }
    let lines = stack.div_ceil(BESIDE) as f64;
    legend(sheet, notebook, array, scale, top + EM * 0.8 + lines * high + 4.0);
    Some(())
}

/// `n = 小明`, or the index of a member of a stack.
fn member_name(notebook: &Notebook<'_>, axis: &Axis, member: usize) -> String {
    let item = notebook.item(axis, member);
    axis.name.as_ref().map_or_else(|| format!("[{item}]"), |name| format!("{name} = {item}"))
}

/// What the colours mean.
fn legend(sheet: &mut Sheet, notebook: &Notebook<'_>, array: &Array, scale: Scale, top: f64) {
    let (quiet, theme) = (sheet.quiet(), sheet.theme);
    let mut left = MARGIN;
    let baseline = top + 12.0;
    let ends = match scale {
        Scale::Weights => Some((0.0, 1.0)),
        Scale::Signed { extent } => Some((-extent, extent)),
        Scale::Mask => None,
    };
    if let Some((low, high)) = ends {
        let format = Format::of(&[low, high]);
        let (low_text, high_text) = (format.text(low), format.text(high));
        sheet.text((left, baseline), &low_text, quiet, Anchor::Start, 0);
        left += width_of(&low_text, quiet.size) + 6.0;
        for step in 0..=10 {
            let value = low + (high - low) * f64::from(step) / 10.0;
            sheet.rectangle((left, top + 2.0), (12.0, 12.0), heat(theme, scale, value));
            left += 12.0;
        }
        left += 6.0;
        sheet.text((left, baseline), &high_text, quiet, Anchor::Start, 0);
        left += width_of(&high_text, quiet.size) + 20.0;
    }
    let is_masked = |value: f64| value == f64::NEG_INFINITY || (scale == Scale::Mask && value == 0.0);
    let mut swatch = |value: f64, key: &str| {
        sheet.shapes((left, top), (15, 15), |area| {
            drop(heatmap::draw(area, (1, 1), |_, _| value, scale, theme));
        });
        let text = notebook.language.text(key);
        sheet.text((left + 21.0, baseline), &text, quiet, Anchor::Start, 0);
        left += 21.0 + width_of(&text, quiet.size) + 20.0;
    };
    if scale == Scale::Mask {
        swatch(1.0, "export.drawing.seen");
    }
    if array.elements().iter().any(|value| is_masked(*value)) {
        swatch(if scale == Scale::Mask { 0.0 } else { f64::NEG_INFINITY }, "export.drawing.masked");
    }
    if array.elements().iter().any(|value| value.is_nan()) {
        swatch(f64::NAN, "export.drawing.invalid");
    }
}
