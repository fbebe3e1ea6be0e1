//! The menu of a cell: what concerns it as a whole.

use std::rc::Rc;

use yew::prelude::*;

use super::{
    deeds::{act, offer},
    dimension::NewDimensionProps,
};
use crate::{
    notebook::{Action, Cell, CellKind, Dimension},
    session::{Deed, Dialog, Form, Msg, Place, WritingMsg},
    ui::{
        page::{Page, use_page},
        piece::{view, view_of},
        shared::Shared,
        state::{State, use_kept},
    },
    web,
};

#[derive(PartialEq)]
pub(in crate::ui) struct MenuProps {
    pub(in crate::ui) cell: Shared<Cell>,
    /// The name that the cell defines, or its id.
    pub(in crate::ui) name: AttrValue,
    pub(in crate::ui) dimensions: Shared<[Rc<Dimension>]>,
    pub(in crate::ui) is_first: bool,
    pub(in crate::ui) is_last: bool,
}

view_of!(MenuProps, use_menu);

/// How a menu is: whether it is open, to which side, and which new dimension is being named in it.
#[derive(Clone, PartialEq, Default)]
struct Opened {
    open: bool,
    rightwards: bool,
    /// Of the rows, or of the columns.
    dimension: Option<bool>,
}

#[hook]
fn use_menu(props: &MenuProps) -> Html {
    let opened = use_kept(Opened::default);
    // While its cell is carried elsewhere, the menu loses the focus for a moment.
    let carried = use_mut_ref(bool::default);
    let Some(page) = use_page() else { return html! {} };
    let open = opened.open;
    let close = {
        let opened = opened.clone();
        move || opened.set(Opened::default())
    };
    let onfocusout = {
        let (close, carried) = (close.clone(), carried.clone());
        Callback::from(move |event: FocusEvent| {
            if open && !*carried.borrow() && !web::focus::stays_in(&event, ".cell__actions") {
                close();
            }
        })
    };
    let onkeydown = {
        let close = close.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" && open {
                event.prevent_default();
                web::focus::first_in(&event, ".cell__actions");
                close();
            }
        })
    };
    let toggle = {
        let opened = opened.clone();
        Callback::from(move |event: MouseEvent| {
            let rightwards = web::element_of(&event).is_some_and(|sign| web::cells::opens_rightwards(&sign));
            opened.set(Opened { open: !open, rightwards, dimension: None });
        })
    };
    let label = page.fill("writing.menu", &[("name", &props.name)]);
    let menu = Menu { page: &page, props, opened: &opened, carried };
    html! {
        <div class={classes!("cell__actions", open.then_some("is-open"))} {onfocusout} {onkeydown}>
            <button type="button" class="tiny" data-action="cell-menu" aria-expanded={open.to_string()} aria-label={label.clone()}
                title={label.clone()} onclick={toggle}>{ "⋯" }</button>
            if open {
                <div class={classes!("cell__menu", opened.rightwards.then_some("is-rightwards"))} role="group" aria-label={label} tabindex="-1">
                    { menu.entries() }
                </div>
            }
        </div>
    }
}

struct Menu<'a> {
    page: &'a Page,
    props: &'a MenuProps,
    opened: &'a State<Opened>,
    carried: Rc<std::cell::RefCell<bool>>,
}

impl Menu<'_> {
    fn entries(&self) -> Html {
        let cell = &self.props.cell;
        let fold = if cell.folded { "writing.unfold" } else { "writing.fold" };
        let beside = if cell.beside { "writing.alone" } else { "writing.beside" };
        let chart = if cell.chart.is_some() { "writing.no_chart" } else { "writing.chart" };
        let over = match &cell.kind {
            CellKind::Matrix(matrix) => Some((&matrix.rows, &matrix.columns)),
            CellKind::Sentence(sentence) => Some((&sentence.rows, &sentence.columns)),
            _ => None,
        };
        let is_formula = matches!(cell.kind, CellKind::Formula { .. });
        let has_fields =
            matches!(cell.kind, CellKind::Slider(_) | CellKind::Exercise(_) | CellKind::Predict(_));
        html! {
            <>
                { for over.map(|(rows, columns)| self.dimensions(rows, columns)) }
                if has_fields {
                    { self.entry("edit-cell", "writing.edit", "", self.form(Form::Fields), false) }
                }
                { self.deed("move-up", "writing.up", "ArrowUp", Deed::MoveUp, self.props.is_first) }
                { self.deed("move-down", "writing.down", "ArrowDown", Deed::MoveDown, self.props.is_last) }
                { self.deed("toggle-beside", beside, "B", Deed::ToggleBeside, self.props.is_first) }
                { self.deed("duplicate-cell", "writing.duplicate", "D", Deed::Duplicate, false) }
                { self.entry("add-below", "writing.add_below", "", self.offer(), false) }
                { self.entry("edit-note", "writing.note", "", self.form(Form::Note), false) }
                { self.entry("edit-speaker-notes", "present.write", "", self.form(Form::SpeakerNotes), false) }
                if is_formula { { self.deed("toggle-chart", chart, "", Deed::ToggleChart, false) } }
                if self.cell_has_value() {
                    { self.entry("export-cell", "export.cell", "", self.export(), false) }
                }
                { self.deed("fold-cell", fold, "F", Deed::ToggleFold, false) }
                { self.deed("delete-cell", "writing.delete", "Backspace", Deed::Delete, false) }
            </>
        }
    }

    fn entry(
        &self,
        action: &'static str,
        key: &str,
        shortcut: &'static str,
        onclick: Callback<MouseEvent>,
        disabled: bool,
    ) -> Html {
        let sign = match shortcut {
            "ArrowUp" => "↑",
            "ArrowDown" => "↓",
            "Backspace" => "⌫",
            letter => letter,
        };
        let keys = (!shortcut.is_empty()).then(|| format!("Alt+Shift+{shortcut}"));
        let title = keys.as_ref().map(|_| format!("Alt + Shift + {shortcut}"));
        html! {
            <button type="button" class="deed" data-action={action} {onclick} {disabled} aria-keyshortcuts={keys} {title}>
                <span>{ self.page.text(key) }</span>
                if !shortcut.is_empty() { <kbd aria-hidden="true">{ format!("Alt ⇧ {sign}") }</kbd> }
            </button>
        }
    }

    fn deed(
        &self,
        action: &'static str,
        key: &str,
        shortcut: &'static str,
        deed: Deed,
        disabled: bool,
    ) -> Html {
        let (page, id) = (self.page.clone(), self.props.cell.id.clone());
        let (opened, carried) = (self.opened.clone(), self.carried.clone());
        let onclick = Callback::from(move |_: MouseEvent| {
            // To move a cell far its menu stays open.
            if matches!(deed, Deed::MoveUp | Deed::MoveDown) {
                carried.replace(true);
                let carried = carried.clone();
                act(&page, &id, deed);
                web::after_render(move || {
                    carried.replace(false);
                });
            } else {
                act(&page, &id, deed);
                opened.set(Opened::default());
            }
        });
        self.entry(action, key, shortcut, onclick, disabled)
    }

    fn offer(&self) -> Callback<MouseEvent> {
        let (page, id, opened) = (self.page.clone(), self.props.cell.id.clone(), self.opened.clone());
        Callback::from(move |_: MouseEvent| {
            offer(&page, Place::Below(id.clone()));
            opened.set(Opened::default());
        })
    }

    fn cell_has_value(&self) -> bool {
        let kind = &self.props.cell.kind;
        matches!(kind, CellKind::Formula { .. }) || self.props.cell.name().is_some()
    }

    fn export(&self) -> Callback<MouseEvent> {
        let (page, id, opened) = (self.page.clone(), self.props.cell.id.clone(), self.opened.clone());
        Callback::from(move |_: MouseEvent| {
            opened.set(Opened::default());
            page.send(Msg::DialogChosen(Some(Dialog::Export(Some(id.clone())))));
        })
    }

    fn form(&self, form: Form) -> Callback<MouseEvent> {
        let (page, id, opened) = (self.page.clone(), self.props.cell.id.clone(), self.opened.clone());
        Callback::from(move |_: MouseEvent| {
            let cell = id.clone();
            let selector =
                if form == Form::Note { ".cell__note input" } else { ".fields textarea, .fields input" };
            web::after_render(move || web::focus::in_cell(&cell, selector));
            page.send(Msg::Writing(WritingMsg::Opened(Some((id.clone(), form)))));
            opened.set(Opened::default());
        })
    }

    /// Which dimensions a matrix or sentence runs over; one of them can be new.
    fn dimensions(&self, rows: &Rc<str>, columns: &Rc<str>) -> Html {
        let id = &self.props.cell.id;
        let choose = |key: &str, action: &'static str, of_rows: bool| {
            let now = if of_rows { rows } else { columns };
            let onchange = {
                let (page, opened) = (self.page.clone(), self.opened.clone());
                let set = over(id.clone(), (rows, columns), of_rows);
                Callback::from(move |event: Event| {
                    let chosen = web::choice_of(&event);
                    web::settle_choice(&event);
                    if chosen.is_empty() {
                        opened.set(Opened { dimension: Some(of_rows), ..(*opened).clone() });
                    } else {
                        page.edit(set(&chosen));
                    }
                })
            };
            let option = |dimension: &Rc<Dimension>| {
                let name = dimension.name.to_string();
                html! { <option value={name.clone()} selected={dimension.name == *now}>{ name }</option> }
            };
            html! {
                <select class="cell__dimension" data-action={action} {onchange} aria-label={self.page.text(key)} title={self.page.text(key)}>
                    { for self.props.dimensions.iter().map(option) }
                    <option value="">{ self.page.text("writing.new_dimension") }</option>
                </select>
            }
        };
        let naming = self.opened.dimension.map(|of_rows| {
            let (page, opened, set) =
                (self.page.clone(), self.opened.clone(), over(id.clone(), (rows, columns), of_rows));
            let cell = id.clone();
            view(NewDimensionProps {
                on_close: Callback::from(move |made: Option<(String, usize)>| {
                    if let Some((name, size)) = made {
                        let over = set(name.trim());
                        page.edit(Action::Several(vec![Action::AddDimension { name, size }, over]));
                    }
                    let (cell, action) =
                        (cell.clone(), if of_rows { "[data-action=rows]" } else { "[data-action=columns]" });
                    web::after_render(move || web::focus::in_cell(&cell, action));
                    opened.set(Opened { dimension: None, ..(*opened).clone() });
                }),
            })
        });
        html! {
            <div class="cell__dimensions">
                { choose("cell.rows", "rows", true) }
                <span aria-hidden="true">{ "×" }</span>
                { choose("cell.columns", "columns", false) }
                <div class="cell__naming">{ for naming }</div>
            </div>
        }
    }
}

/// A matrix over another dimension.
fn over(
    cell: Rc<str>,
    (rows, columns): (&Rc<str>, &Rc<str>),
    of_rows: bool,
) -> impl Fn(&str) -> Action + 'static {
    let (rows, columns) = (rows.clone(), columns.clone());
    move |chosen| {
        let chosen: Rc<str> = chosen.into();
        let (rows, columns) = if of_rows { (chosen, columns.clone()) } else { (rows.clone(), chosen) };
        Action::SetDimensions { cell: cell.clone(), rows, columns }
    }
}
