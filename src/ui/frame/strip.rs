//! The whole flow at the top of the page, as live thumbnails.

use std::{collections::BTreeMap, rc::Rc};

use yew::prelude::*;

use crate::{
    notebook::{CellId, Program, Run},
    plot::{Role, Scale},
    session::{Hidden, scale_of},
    ui::{
        drawing::CanvasProps,
        math,
        page::use_page,
        piece::{view, view_keyed, view_of},
        shared::Shared,
        writing::go_to,
    },
    value::Array,
    web::canvas::Picture,
};

#[derive(PartialEq)]
pub(in crate::ui) struct StripProps {
    pub(in crate::ui) program: Shared<Program>,
    pub(in crate::ui) run: Shared<Run>,
    /// What is not to be seen.
    pub(in crate::ui) hidden: Shared<Hidden>,
    /// How many numbers the player has reached of the cells that are veiled.
    pub(in crate::ui) reached: BTreeMap<CellId, usize>,
    /// The cell that the player has just computed.
    pub(in crate::ui) computed: Option<CellId>,
    /// The cells that are not there.
    pub(in crate::ui) left_out: Vec<CellId>,
}

view_of!(StripProps, use_strip);

/// Matrices in columns by how far they are from the typed inputs.
#[hook]
fn use_strip(props: &StripProps) -> Html {
    let Some(page) = use_page() else { return html! {} };
    let mut stages: BTreeMap<usize, Vec<Html>> = BTreeMap::new();
    for (cell, result) in props.program.cells.iter().zip(&props.run.results) {
        let (Some(name), Some(value)) = (&cell.name, &result.value) else { continue };
        if value.shape().rank() < 2 || props.left_out.contains(&cell.cell.id) {
            continue;
        }
        let scale = scale_of(name, result.formula.as_deref(), value);
        // What is to be filled in has no colour.
        let blank = if scale == Scale::Mask { 1.0 } else { 0.0 };
        let without_asked = props.hidden.without_asked(&cell.cell.id, value, blank);
        let thumbnail = ThumbnailProps {
            id: cell.cell.id.clone(),
            name: name.clone(),
            array: without_asked.map_or_else(|| Shared::from(value), Shared),
            scale,
            stale: result.is_stale(),
            changed: result.changed_in == props.run.number && props.run.number > 1,
            reached: props.reached.get(&cell.cell.id).copied(),
            computed: props.computed.as_ref() == Some(&cell.cell.id),
        };
        stages.entry(cell.depth).or_default().push(view_keyed(&cell.cell.id, thumbnail));
    }
    let stage = |(index, thumbnails): (usize, Vec<Html>)| {
        html! {
            <>
                if index > 0 { <span class="strip__arrow" aria-hidden="true">{ "→" }</span> }
                <div class="strip__stage">{ for thumbnails }</div>
            </>
        }
    };
    html! {
        <nav class="strip" aria-label={page.text("strip.label")}>
            { for stages.into_values().enumerate().map(stage) }
        </nav>
    }
}

#[derive(PartialEq)]
struct ThumbnailProps {
    id: CellId,
    name: Rc<str>,
    array: Shared<Array>,
    scale: Scale,
    stale: bool,
    changed: bool,
    reached: Option<usize>,
    computed: bool,
}

view_of!(ThumbnailProps, use_thumbnail);

#[hook]
fn use_thumbnail(props: &ThumbnailProps) -> Html {
    let Some(page) = use_page() else { return html! {} };
    let picture = Picture::Thumbnail(props.array.0.clone(), props.scale, props.reached);
    let (_, rows, columns) = props.array.shape().view();
    let role = Role::of_name(&props.name).map(Role::key);
    let id = props.id.clone();
    let onclick = {
        let page = page.clone();
        Callback::from(move |_: MouseEvent| go_to(&page, &id))
    };
    // The picture has the matrix's proportions, within bounds that stay readable.
    let ratio = (columns.max(1) as f64 / rows.max(1) as f64).clamp(0.5, 2.0);
    let class = classes!(
        "thumb",
        props.changed.then_some("is-changed"),
        props.stale.then_some("is-stale"),
        props.computed.then_some("is-computed"),
    );
    let style = Some(format!("--ratio:{ratio:.3}").into());
    let canvas = CanvasProps { picture, class: "thumb__canvas", style, label: None };
    html! {
        <button type="button" {class} data-role={role} aria-current={props.computed.then_some("step")}
            data-action="go-to" data-target={props.name.to_string()} {onclick}>
            { view(canvas) }
            <span class="spoken">{ page.fill("action.go_to", &[("name", &&*props.name)]) }</span>
            <span class="thumb__name" aria-hidden="true">{ math::name_alone(&props.name) }</span>
        </button>
    }
}
