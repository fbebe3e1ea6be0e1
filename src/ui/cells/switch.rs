//! On or off.

use std::rc::Rc;

use yew::prelude::*;

use crate::{
    notebook::{Action, CellId},
    ui::page::Page,
};

/// A switch, which is a grid of one place.
pub(super) fn switch_input(page: &Page, id: &CellId, name: &Rc<str>, value: bool) -> Html {
    let toggle = {
        let (page, cell, value) = (page.clone(), id.clone(), !value);
        Callback::from(move |_: MouseEvent| page.edit(Action::SetSwitch { cell: cell.clone(), value }))
    };
    let number = if value { "1" } else { "0" };
    let name = name.to_string();
    let state = page.text(if value { "switch.is_on" } else { "switch.is_off" });
    html! {
        <table class="switch" role="grid" data-name={name.clone()} data-rows="1" data-cols="1" aria-readonly="false"
            aria-label={name.clone()}>
            <tbody><tr role="row">
                <td role="gridcell" data-row="0" data-col="0" data-value={number}>
                    <button type="button" class="switch__button" role="switch" aria-checked={value.to_string()}
                        aria-label={name} data-action="toggle" onclick={toggle}>
                        <span class="switch__track" aria-hidden="true"><span class="switch__thumb"></span></span>
                        <span class="switch__state">{ state }</span>
                        <span class="switch__number">{ format!("= {number}") }</span>
                    </button>
                </td>
            </tr></tbody>
        </table>
    }
}
