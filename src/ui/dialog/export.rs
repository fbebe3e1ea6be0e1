//! The dialog `export`: the notebook, one value or one drawing, as files of other programs.

mod formats;

use std::rc::Rc;

use yew::prelude::*;

use self::formats::{DRAWN, Format, VALUES, WHOLE};
use super::{
    DialogProps,
    frame::{framed, use_modal},
};
use crate::{
    export::{
        Drawing, Library, Notebook, Separator, drawings, file_name, jupyter, matrix_in_latex, npy,
        numpy_text, script, seen, solution, svg, table, withheld,
    },
    notebook::{CellId, encode},
    session::Hidden,
    ui::{
        page::{Page, use_page},
        piece::view_of,
        state::{State, use_kept},
    },
    value::Array,
    web,
};

/// The dialog, while it is open.
#[derive(PartialEq)]
pub(super) struct ExportDialog {
    pub(super) props: DialogProps,
    /// The cell that is to be exported, where one was chosen.
    pub(super) cell: Option<Rc<CellId>>,
}

view_of!(ExportDialog, use_export_dialog, export);

/// What is chosen in the dialog.
#[derive(Clone, Copy, PartialEq)]
struct Chosen {
    value: usize,
    drawing: usize,
    /// Of arrows; `None` as the page shows them.
    dimensions: Option<(usize, usize)>,
    names: bool,
}

#[hook]
fn use_export_dialog(view: &ExportDialog) -> Html {
    let window = use_modal();
    let page = use_page();
    // What the player has not reached yet is not withheld.
    let mut session = view.props.session.clone();
    session.player.step = None;
    let hidden = Hidden::of(&view.props.program, &view.props.run, &session);
    let desk = Desk { props: view.props.clone(), hidden: Rc::new(hidden) };
    let (choice, said) = (use_kept(|| None::<Chosen>), use_kept(|| None::<AttrValue>));
    let Some(page) = page else { return html! {} };
    let chosen = choice.unwrap_or_else(|| desk.chosen(view.cell.as_deref()));
    let sheet = Sheet { page: &page, desk: &desk, chosen, choice: &choice, said: &said };
    framed(&page, &window, ("export", "file.export"), sheet.body())
}

/// What is exported.
#[derive(Clone)]
struct Desk {
    props: DialogProps,
    hidden: Rc<Hidden>,
}

impl Desk {
    fn notebook(&self) -> Notebook<'_> {
        Notebook {
            document: &self.props.document,
            program: &self.props.program,
            run: &self.props.run,
            language: self.props.session.language,
        }
    }

    /// The values that can be seen, by name.
    fn values(&self) -> Vec<(Rc<str>, Rc<Array>)> {
        let notebook = self.notebook();
        seen(&notebook, &self.hidden).map(|(name, array)| (name.clone(), array.clone())).collect()
    }

    fn drawings(&self) -> Vec<Drawing> {
        drawings(&self.notebook(), &self.hidden)
    }

    /// What the dialog opens with: the cell that it was opened from.
    fn chosen(&self, cell: Option<&CellId>) -> Chosen {
        let found = self.props.program.cells.iter().find(|compiled| Some(&compiled.cell.id) == cell);
        let name = found.and_then(|compiled| compiled.name.clone());
        let value = self.values().iter().position(|(value, _)| Some(value) == name.as_ref());
        let drawing =
            self.drawings().iter().position(|drawing| name.is_some() && drawing.cell() == name.as_ref());
        Chosen { value: value.unwrap_or(0), drawing: drawing.unwrap_or(0), dimensions: None, names: true }
    }

    /// The text of a format.
    fn text(&self, format: &str, chosen: Chosen) -> Option<String> {
        let notebook = self.notebook();
        let value = || self.values().into_iter().nth(chosen.value);
        let as_table = |separator| Some(table(&notebook, &value()?.1, separator, chosen.names));
        match format {
            "python" => Some(script(&notebook, Library::NumPy)),
            "pytorch" => Some(script(&notebook, Library::PyTorch)),
            "ipynb" => jupyter(&notebook),
            "markdown" => Some(solution(&notebook, &self.hidden)),
            "json" => Some(encode(&self.props.document)),
            "csv" => as_table(Separator::Comma),
            "tsv" => as_table(Separator::Tab),
            "numpy" => value().map(|(name, array)| numpy_text(&name, &array)),
            "latex" => value().map(|(_, array)| matrix_in_latex(&array)),
            "svg" => self.drawn(chosen).map(|(text, _)| text),
            _ => None,
        }
    }

    /// The chosen drawing, in the chosen dimensions.
    fn drawing(&self, chosen: Chosen) -> Option<Drawing> {
        let drawing = self.drawings().into_iter().nth(chosen.drawing)?;
        let dimensions = chosen.dimensions.or_else(|| dimensions_on_page(&drawing));
        Some(dimensions.into_iter().fold(drawing, Drawing::in_dimensions))
    }

    fn drawn(&self, chosen: Chosen) -> Option<(String, (u32, u32))> {
        let drawing = self.drawing(chosen)?;
        svg(&self.notebook(), &drawing, self.props.session.theme)
    }

    fn file(&self, format: &Format, chosen: Chosen) -> String {
        let notebook = self.notebook();
        let title = notebook.title().to_owned();
        let part = if VALUES.iter().any(|one| one.name == format.name) {
            self.values().get(chosen.value).map(|(name, _)| name.to_string())
        } else if DRAWN.iter().any(|one| one.name == format.name) {
            self.drawing(chosen).as_ref().map(Drawing::file_part)
        } else {
            (format.name == "pytorch").then(|| "pytorch".to_owned())
        };
        file_name(&[&title, &part.unwrap_or_default()], format.extension)
    }

    /// Offers the file, and says later whether there is one.
    fn save(&self, format: &Format, chosen: Chosen, call: impl FnOnce(bool) + 'static) {
        let file = self.file(format, chosen);
        match format.name {
            "npy" => {
                let value = self.values().into_iter().nth(chosen.value);
                let bytes = value.and_then(|(_, array)| npy(&array));
                if let Some(bytes) = &bytes {
                    web::file::save_bytes(&file, bytes);
                }
                call(bytes.is_some());
            }
            "png" => match self.drawn(chosen) {
                Some((text, size)) => web::picture::save_png(&file, &text, size, call),
                None => call(false),
            },
            name => {
                let text = self.text(name, chosen);
                if let Some(text) = &text {
                    // Spreadsheets take a file for Unicode only where it begins like this.
                    let mark = if name == "csv" && !text.is_ascii() { "\u{feff}" } else { "" };
                    web::file::save(&file, format.kind, &format!("{mark}{text}"));
                }
                call(text.is_some());
            }
        }
    }
}

/// What is chosen on the page, where the arrows are open there.
fn dimensions_on_page(drawing: &Drawing) -> Option<(usize, usize)> {
    let Drawing::Arrows(name, _) = drawing else { return None };
    let chosen = |axis| {
        web::chosen_on_page(&format!("[data-geometry='{name}'] [data-action='dimension-{axis}']"))?
            .parse()
            .ok()
    };
    Some((chosen("x")?, chosen("y")?))
}

struct Sheet<'a> {
    page: &'a Page,
    desk: &'a Desk,
    chosen: Chosen,
    choice: &'a State<Option<Chosen>>,
    said: &'a State<Option<AttrValue>>,
}

impl Sheet<'_> {
    fn body(&self) -> Html {
        let values: Vec<String> = self.desk.values().iter().map(|(name, _)| name.to_string()).collect();
        let notebook = self.desk.notebook();
        let drawings: Vec<String> =
            self.desk.drawings().iter().map(|drawing| drawing.title(&notebook)).collect();
        let without: Vec<String> =
            withheld(&notebook, &self.desk.hidden).iter().map(ToString::to_string).collect();
        let preview = self.desk.drawn(self.chosen).map(|(text, _)| Html::from_html_unchecked(text.into()));
        html! {
            <div class="export">
                if !without.is_empty() {
                    <p class="export__left-out" data-left-out="">
                        { self.page.fill("export.left_out", &[("names", &self.page.language.join(&without))]) }
                    </p>
                }
                <section aria-label={self.page.text("export.of_notebook")}>
                    <h3>{ self.page.text("export.of_notebook") }</h3>
                    { self.formats(WHOLE) }
                </section>
                <section aria-label={self.page.text("export.of_matrix")}>
                    <h3>{ self.page.text("export.of_matrix") }</h3>
                    if values.is_empty() {
                        <p class="export__help">{ self.page.text("export.no_matrix") }</p>
                    } else {
                        <div class="export__choice">
                            { self.choice("export.which_matrix", "choose-value", &values, self.chosen.value, |chosen, value| chosen.value = value) }
                            { self.names() }
                        </div>
                        { self.formats(VALUES) }
                    }
                </section>
                <section aria-label={self.page.text("export.of_drawing")}>
                    <h3>{ self.page.text("export.of_drawing") }</h3>
                    if drawings.is_empty() {
                        <p class="export__help">{ self.page.text("export.no_drawing") }</p>
                    } else {
                        <div class="export__choice">
                            { self.choice("export.which_drawing", "choose-drawing", &drawings, self.chosen.drawing, |chosen, drawing| {
                                (chosen.drawing, chosen.dimensions) = (drawing, None);
                            }) }
                            { self.dimensions() }
                        </div>
                        <div class="export__preview" aria-hidden="true">{ for preview }</div>
                        { self.formats(DRAWN) }
                    }
                </section>
                <p class="export__said" role="status" data-export-said="">{ (**self.said).clone() }</p>
            </div>
        }
    }

    fn choice(
        &self,
        label: &str,
        action: &'static str,
        texts: &[String],
        now: usize,
        set: fn(&mut Chosen, usize),
    ) -> Html {
        let (chosen, choice, said) = (self.chosen, self.choice.clone(), self.said.clone());
        let onchange = Callback::from(move |event: Event| {
            let mut next = chosen;
            set(&mut next, web::choice_of(&event).parse().unwrap_or(0));
            choice.set(Some(next));
            said.set(None);
        });
        let option = |(index, text): (usize, &String)| {
            html! { <option value={index.to_string()} selected={index == now}>{ text.clone() }</option> }
        };
        html! {
            <label>
                { self.page.text(label) }{ " " }
                <select data-action={action} {onchange}>{ for texts.iter().enumerate().map(option) }</select>
            </label>
        }
    }

    /// The dimensions of arrows.
    fn dimensions(&self) -> Html {
        let Some(drawing) = self.desk.drawing(self.chosen) else { return html! {} };
        let texts = drawing.dimensions(&self.desk.notebook());
        let Drawing::Arrows(_, now) = drawing else { return html! {} };
        if texts.len() < 3 {
            return html! {};
        }
        let sheet = Sheet { chosen: Chosen { dimensions: Some(now), ..self.chosen }, ..*self };
        // The dimension of the other axis changes places.
        let across = |chosen: &mut Chosen, across| {
            let (x, y) = chosen.dimensions.unwrap_or((0, 1));
            chosen.dimensions = Some((across, if across == y { x } else { y }));
        };
        let up = |chosen: &mut Chosen, up| {
            let (x, y) = chosen.dimensions.unwrap_or((0, 1));
            chosen.dimensions = Some((if up == x { y } else { x }, up));
        };
        html! {
            <>
                { sheet.choice("geometry.across", "choose-across", &texts, now.0, across) }
                { sheet.choice("geometry.up", "choose-up", &texts, now.1, up) }
            </>
        }
    }

    fn names(&self) -> Html {
        let (chosen, choice) = (self.chosen, self.choice.clone());
        let onchange = Callback::from(move |_: Event| {
            choice.set(Some(Chosen { names: !chosen.names, ..chosen }));
        });
        html! {
            <label>
                <input type="checkbox" data-action="with-names" checked={self.chosen.names} {onchange} />
                { self.page.text("export.names") }
            </label>
        }
    }

    fn formats(&self, formats: &'static [Format]) -> Html {
        let format = |format: &'static Format| {
            let name = self.page.text(format.key);
            let copies = !matches!(format.name, "npy" | "png");
            let label = format!("{}: {}", self.page.text("export.copy"), name);
            html! {
                <li class="export__format">
                    <button type="button" class="button" data-export={format.name} onclick={self.on_save(format)}>
                        { name }<span aria-hidden="true">{ " ↓" }</span>
                    </button>
                    if copies {
                        <button type="button" class="tiny tiny--text" data-copy={format.name} aria-label={label}
                            onclick={self.on_copy(format)}>{ self.page.text("export.copy") }</button>
                    }
                    if let Some(help) = format.help {
                        <span class="export__help">{ self.page.text(help) }</span>
                    }
                </li>
            }
        };
        html! { <ul class="export__formats">{ for formats.iter().map(format) }</ul> }
    }

    fn on_save(&self, format: &'static Format) -> Callback<MouseEvent> {
        let (desk, chosen, page) = (self.desk.clone(), self.chosen, self.page.clone());
        let said = self.said.clone();
        Callback::from(move |_: MouseEvent| {
            let (page, said) = (page.clone(), said.clone());
            let file = desk.file(format, chosen);
            desk.save(format, chosen, move |saved| {
                let saved = saved.then(|| page.fill("export.saved", &[("file", &file)]));
                said.set(Some(saved.unwrap_or_else(|| page.text("export.failed"))));
            });
        })
    }

    fn on_copy(&self, format: &'static Format) -> Callback<MouseEvent> {
        let (desk, chosen, page) = (self.desk.clone(), self.chosen, self.page.clone());
        let said = self.said.clone();
        Callback::from(move |_: MouseEvent| {
            let (page, said) = (page.clone(), said.clone());
            let Some(text) = desk.text(format.name, chosen) else {
                return said.set(Some(page.text("export.failed")));
            };
            web::clipboard::copy(&text, move |copied| {
                said.set(Some(page.text(if copied { "export.copied" } else { "export.not_copied" })));
            });
        })
    }
}
