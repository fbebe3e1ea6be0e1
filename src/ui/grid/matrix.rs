//! The grid: one matrix, its names, and every way to move in it and to change it.

use std::rc::Rc;

use yew::prelude::*;

use super::{
    hands::Hands,
    label::{AxisKind, label},
    marked::RowMarks,
    readout::{Line, readout},
    row::{GridRowProps, widest_room},
    scrub::Scrub,
    state::GridState,
};
use crate::{
    formula::NodeId,
    notebook::CellId,
    plot::Scale,
    session::CellMarks,
    ui::{
        controls::sign_button,
        effect::use_effect_on,
        labels::Labels,
        page::{Page, use_page},
        piece::{view, view_of},
        practice::practise_button,
        shared::Shared,
        state::use_kept,
    },
    value::{Array, decimal::Format},
    web::{self, style},
};

#[derive(PartialEq)]
pub(in crate::ui) struct GridProps {
    pub(in crate::ui) name: AttrValue,
    pub(in crate::ui) label: AttrValue,
    pub(in crate::ui) array: Shared<Array>,
    /// The member of a stack.
    pub(in crate::ui) slice: Option<usize>,
    pub(in crate::ui) rows: Labels,
    pub(in crate::ui) columns: Labels,
    pub(in crate::ui) scale: Scale,
    /// The matrix cell that the numbers are typed into; `None` for results.
    pub(in crate::ui) cell: Option<CellId>,
    pub(in crate::ui) stale: bool,
    /// The cell whose numbers these are, for questions about them; `None` where there is nothing to ask.
    pub(in crate::ui) owner: Option<CellId>,
    /// The node of the owner's formula whose value it is; `None` for the cell's own.
    pub(in crate::ui) node: Option<NodeId>,
    /// Whether the owner's numbers can be practised, and if so whether that is being planned.
    pub(in crate::ui) practise: Option<bool>,
    /// What is marked on the owner.
    pub(in crate::ui) marks: Option<Shared<CellMarks>>,
    /// Whether rows of one name are one row, and are marked as such.
    pub(in crate::ui) twins: bool,
}

impl GridProps {
    /// A grid to be read, of which nothing is asked.
    pub(in crate::ui) fn new(
        name: AttrValue,
        label: AttrValue,
        array: Shared<Array>,
        (rows, columns): (Labels, Labels),
        scale: Scale,
    ) -> Self {
        Self {
            name,
            label,
            array,
            slice: None,
            rows,
            columns,
            scale,
            cell: None,
            stale: false,
            owner: None,
            node: None,
            practise: None,
            marks: None,
            twins: false,
        }
    }
}

/// A grid of more places than this holds one input, in the place in focus: a browser lays out and paints every input
/// as a scrolling box of its own, which at 4,096 of them takes 200 ms for each frame.
const MOST_INPUTS: usize = 128;

/// Columns beside which a sheet of paper has no room for more: the style sheet has to know how many there are.
const WIDE: usize = 9;

/// Numbers of so many signs fit in every column.
const FEW_SIGNS: usize = 4;
/// Places that a grid draws at once; more rows are turned like pages. 16,384 places would take seconds to lay out.
const PAGE: usize = 2048;

view_of!(GridProps, use_grid);

#[hook]
fn use_grid(props: &GridProps) -> Html {
    let table = use_node_ref();
    let state = use_kept(GridState::default);
    let scrub = use_mut_ref(|| None::<Scrub>);
    let page = use_page();
    let number_at =
        |(row, column)| props.array.get(props.slice.unwrap_or(0), row, column).unwrap_or(f64::NAN);
    let is_behind = page.as_ref().is_some_and(Page::is_behind);
    let draft = state.draft_over(number_at(state.active), is_behind);
    {
        // Undo has taken back what was typed: there is nothing being typed any more.
        let outdated = state.draft.is_some() && draft.is_none();
        let state = state.clone();
        use_effect_on(outdated, move |outdated| {
            if *outdated {
                state.set(GridState { draft: None, note: None, ..(*state).clone() });
            }
        });
    }
    {
        let table = table.clone();
        let idle = draft.is_none() && !state.caret;
        let number = number_at(state.active).to_bits();
        use_effect_on((state.active, state.focused && idle, number), move |(active, select, _)| {
            if *select && let Some(table) = table.cast::<web::Element>() {
                // A place that had no input until now hands it the focus.
                web::focus::grid_place(&table, active.0, active.1);
                web::focus::select_text(&table);
            }
        });
    }
    {
        let table = table.clone();
        use_effect_on(state.target, move |target| {
            if let (Some((row, column)), Some(table)) = (*target, table.cast::<web::Element>()) {
                web::focus::grid_place(&table, row, column);
            }
        });
    }
    let (_, rows, columns) = props.array.shape().view();
    let page_length = (PAGE / columns.max(1)).max(1);
    {
        // What the player computes is among the rows that are drawn.
        let marks = props.marks.as_ref().and_then(|marks| marks.of(props.node)?.computed.as_ref());
        let row = marks.and_then(|region| region.positions().next()).map(|(_, row, _)| row);
        let state = state.clone();
        use_effect_on(row, move |row| {
            if let Some(row) =
                row.filter(|row| !(state.first_row..state.first_row + page_length).contains(row))
            {
                state.set(GridState { first_row: row / page_length * page_length, ..(*state).clone() });
            }
        });
    }
    let Some(page) = page else { return html! {} };
    let first_row = if rows <= page_length { 0 } else { state.first_row.min(rows - page_length) };
    let page_rows = first_row..rows.min(first_row + page_length);
    let hands = Hands {
        page,
        cell: props.cell.clone(),
        owner: props.owner.clone().map(|owner| (owner, props.node)),
        array: props.array.clone(),
        slice: props.slice.unwrap_or(0),
        state: state.clone(),
        table: table.clone(),
        scrub,
        named: (
            props.cell.is_some() && props.rows.dimension.is_some(),
            props.cell.is_some() && props.columns.dimension.is_some(),
        ),
        page_rows: page_rows.clone(),
    };
    let active = (state.active.0.min(rows.saturating_sub(1)), state.active.1.min(columns.saturating_sub(1)));
    let slice = props.slice.unwrap_or(0);
    let editable = props.cell.is_some();
    let all_inputs = rows * columns <= MOST_INPUTS;
    let number = |row: usize, column: usize| props.array.get(slice, row, column).unwrap_or(f64::NAN);
    let marks = props.marks.as_ref().and_then(|marks| marks.of(props.node));
    let reached = marks.and_then(|marks| marks.reached).unwrap_or(usize::MAX);
    let is_veiled = |(row, column): (usize, usize)| (slice * rows + row) * columns + column >= reached;
    let asked = marks.and_then(|marks| marks.asked.as_ref());
    let ranges = marks.and_then(|marks| marks.ranges.as_ref());
    // While a number is moved the decimals stay as many.
    let format = match ranges {
        Some(ranges) => Format::of(&[props.array.elements(), &ranges.written()].concat()),
        None => Format::of(props.array.elements()),
    };
    // In a large grid the browser does not look at the numbers.
    let veiled_columns = if reached < usize::MAX && all_inputs { columns } else { 0 };
    let room = |column: usize| {
        let numbers = (0..rows).map(|row| number(row, column));
        AttrValue::from(widest_room(format, numbers))
    };
    let rooms: Rc<[AttrValue]> = (0..veiled_columns).map(room).collect();
    let typed = |row: usize| {
        let draft = draft.iter().filter(|_| active.0 == row).map(|draft| (active.1, draft.clone()));
        let unheard = state.unheard.iter().filter(|((of, _), _)| is_behind && *of == row);
        draft.chain(unheard.map(|((_, column), text)| (*column, text.clone()))).collect()
    };
    let row = |row: usize| {
        let values: Rc<[f64]> = (0..columns).map(|column| number(row, column)).collect();
        let mut marks =
            marks.map(|marks| RowMarks::of(marks, (slice, row, 0), columns, rows)).unwrap_or_default();
        let named = |other: &&AttrValue| props.rows.texts.get(row) == Some(*other);
        let twin = props.twins && props.rows.texts.iter().filter(named).nth(1).is_some();
        let class = classes!(marks.take_whole(columns), twin.then_some("is-twin"));
        let ranges = ranges.map(Shared::from);
        let places = view(GridRowProps {
            name: props.name.clone(),
            row,
            values,
            label: props.rows.texts.get(row).cloned().unwrap_or_default(),
            dimension: props.rows.dimension.clone().filter(|_| editable),
            column_labels: props.columns.texts.clone(),
            format,
            scale: props.scale,
            editable,
            all_inputs,
            active: (active.0 == row).then_some((active.1, state.focused)),
            typed: typed(row),
            marks,
            slice,
            rooms: rooms.clone(),
            ranges,
        });
        html! { <tr key={row} role="row" {class}>{ places }</tr> }
    };
    let column_label = |(index, text): (usize, &AttrValue)| {
        html! {
            <th key={index} role="columnheader" scope="col">
                { label(&hands.page, AxisKind::Column, index, text, props.columns.dimension.as_ref().filter(|_| editable)) }
            </th>
        }
    };
    let told = state.focused || state.read;
    let focus = told.then(|| {
        let text = |labels: &Labels, index: usize| labels.texts.get(index).cloned().unwrap_or_default();
        (text(&props.rows, active.0), text(&props.columns, active.1), number(active.0, active.1))
    });
    let on_step = editable.then(|| {
        let hands = hands.clone();
        Callback::from(move |by: f64| hands.step(by))
    });
    let on_wiggle = (editable && number(active.0, active.1).is_finite()).then(|| {
        let hands = hands.clone();
        Callback::from(move |()| hands.wiggle())
    });
    let on_explain = props.owner.is_some().then(|| hands.on(|hands, _: MouseEvent| hands.explain()));
    let line = Line {
        name: props.name.clone(),
        array: props.array.clone(),
        scale: props.scale,
        focus,
        on_step,
        on_wiggle,
        range: ranges.and_then(|ranges| ranges.at((slice, active.0, active.1))),
        on_explain,
        is_explained: marks.is_some_and(|marks| marks.selected == Some((slice, active.0, active.1))),
        note: state.note.clone(),
        practise: props
            .practise
            .zip(props.owner.as_ref())
            .map(|(open, cell)| practise_button(&hands.page, cell, &props.name, slice, open)),
        on_leave: hands.on(Hands::readout_left),
        veil: if marks.is_some_and(|marks| marks.is_covered) { "arranged.covered" } else { "grid.veiled" },
        is_veiled: if told {
            is_veiled(active) || asked.is_some_and(|asked| asked.holds((slice, active.0, active.1)))
        } else {
            asked.is_some() || is_veiled((rows.saturating_sub(1), columns.saturating_sub(1)))
        },
    };
    // The browser need not look at every number to know how wide the columns of a large grid are.
    let mut width =
        if all_inputs && columns <= WIDE { String::new() } else { format!("--columns:{columns}") };
    if editable || !all_inputs {
        let length = |column| move |row| format.text(number(row, column)).chars().count();
        let longest = (0..columns).flat_map(|column| page_rows.clone().map(length(column))).max();
        if let Some(longest) = longest.filter(|longest| *longest > FEW_SIGNS) {
            width = format!("{width};--room:{longest}");
        }
    }
    let headed = props.array.shape().rank() > 0;
    html! {
        <div class={classes!("grid", editable.then_some("grid--editable"), props.stale.then_some("is-stale"))}>
            { for props.slice.map(|slice| member(&props.name, slice)) }
            <div class="grid__scroll">
                <table ref={table} class={(!all_inputs).then_some("grid__large")} ~style={style(&width)} role="grid" data-name={props.name.clone()} data-rows={rows.to_string()}
                    data-cols={columns.to_string()} data-slice={props.slice.map(|slice| slice.to_string())}
                    aria-label={props.label.clone()} aria-readonly={if editable { "false" } else { "true" }}
                    aria-rowcount={(page_rows.len() < rows).then(|| (rows + 1).to_string())}
                    onkeydown={hands.on(Hands::key)} oninput={hands.on(Hands::input)} onpaste={hands.on(Hands::paste)}
                    onfocusin={hands.on(Hands::focus_in)} onfocusout={hands.on(Hands::focus_out)}
                    onclick={hands.on(Hands::click)} ondblclick={hands.on(Hands::double_click)} onmousedown={hands.on(Hands::mouse_down)}
                    onpointerdown={hands.on(Hands::pointer_down)} onpointermove={hands.on(Hands::pointer_move)}
                    onpointerup={hands.on(Hands::pointer_up)} onpointercancel={hands.on(Hands::pointer_up)}>
                    if headed {
                        <thead>
                            <tr role="row">
                                <td key="corner" class="grid__corner"></td>
                                { for props.columns.texts.iter().enumerate().map(column_label) }
                            </tr>
                        </thead>
                    }
                    <tbody>{ for page_rows.clone().map(row) }</tbody>
                </table>
            </div>
            if page_rows.len() < rows {
                { pager(&hands, &page_rows, rows) }
            }
            { readout(&hands.page, &line) }
        </div>
    }
}

/// Which member of a stack it is, as a formula would write it.
fn member(name: &str, slice: usize) -> Html {
    // A pinned value and a difference say what they are beside it.
    let name = name.rsplit(':').next().unwrap_or(name);
    let name = if name.contains(' ') { format!("({name})") } else { name.to_owned() };
    html! { <p class="grid__member" aria-hidden="true">{ format!("{name}[{slice}]") }</p> }
}

/// Which rows of a long grid are drawn, and the way to the others.
fn pager(hands: &Hands, drawn: &std::ops::Range<usize>, rows: usize) -> Html {
    let page: &Page = &hands.page;
    let (first, last) = (drawn.start + 1, drawn.end);
    let turn = |first_row: usize| {
        let hands = hands.clone();
        Callback::from(move |_: MouseEvent| hands.turn(first_row))
    };
    let (before, after) = (page.text("grid.rows_before"), page.text("grid.rows_after"));
    let text = page.fill("grid.rows_drawn", &[("first", &first), ("last", &last), ("count", &rows)]);
    html! {
        <div class="grid__pager">
            { sign_button("tiny", "rows-before", before, "↑", turn(drawn.start.saturating_sub(drawn.len())), drawn.start == 0) }
            <span>{ text }</span>
            { sign_button("tiny", "rows-after", after, "↓", turn(drawn.end.min(rows - drawn.len())), drawn.end >= rows) }
        </div>
    }
}
