//! The page: store, context, and the notebook between its frame. Composition only.

use std::{collections::BTreeMap, rc::Rc};

use yew::prelude::*;

use super::{
    address::{meanwhile, use_address, use_lessons, use_links},
    answers::use_answers,
    arranged::arranged,
    claims::ClaimsProps,
    consequence::ConsequenceProps,
    cost::CostSectionProps,
    dialog::dialog,
    dock::{DockProps, dock},
    effect::use_effect_on,
    frame::{ContentsProps, KeysProps, ReferenceProps, SizesProps, StripProps, TopBarProps},
    keep::{KeepingProps, open_input, use_dropped_files},
    page::{Given, Latest, Page, PageStore, Values},
    piece::{PieceProps, view, view_of},
    player::show_everything,
    present::PresentProps,
    prose,
    renewal::RenewalProps,
    rows::{first_rows, rows},
    shared::Shared,
    spoken::use_spoken,
    state::{State, use_kept},
    writing::{add_cells, name_input, use_cell_keys},
};
use crate::{
    i18n::{self, Language},
    lessons,
    notebook::{Action, Document},
    plot::Theme,
    session::{
        Control, Dialog, LessonMsg, LibraryMsg, Msg, Origin, Place, PlayerMsg, Presentation, Printing,
        Session, Standing, Store,
    },
    web::{self, keyboard::PageKey},
};

/// Where the page starts.
#[derive(PartialEq, Debug, Clone)]
pub struct AppProps {
    /// The notebook to open instead of the first lesson.
    pub notebook: Option<Document>,
    /// Where it comes from.
    pub origin: Origin,
    /// The reader's notebook that was to be opened, and cannot be read.
    pub lost: Option<Rc<str>>,
    /// The lesson that was asked for and could not be had.
    pub unreached: Option<Rc<str>>,
    /// Whether the address names a lesson that there is not.
    pub unknown: bool,
    /// The language to begin in.
    pub language: Language,
    /// The ground to begin on.
    pub theme: Theme,
    /// Whether it follows the window of who presents.
    pub audience: bool,
}

impl AppProps {
    /// A first visit, with nothing in the address.
    pub fn new(language: Language, theme: Theme) -> Self {
        let (notebook, lost, unreached) = (None, None, None);
        let (unknown, audience) = (false, false);
        Self { notebook, origin: Origin::Lesson, lost, unreached, unknown, language, theme, audience }
    }
}

fn first_store(props: &AppProps) -> PageStore {
    let mut session = Session::new(props.language, props.theme);
    session.unreached.clone_from(&props.unreached);
    session.unknown = props.unknown;
    session.presentation = props.audience.then(Presentation::audience);
    let notebook = props.notebook.clone().unwrap_or_else(lessons::first);
    PageStore(Store::opened(notebook, props.origin.clone(), session))
}

view_of!(AppProps, use_app);

impl From<AppProps> for PieceProps {
    fn from(props: AppProps) -> Self {
        Self::new(props)
    }
}

/// The page.
#[hook]
fn use_app(props: &AppProps) -> Html {
    let store = {
        let props = props.clone();
        use_reducer(move || first_store(&props))
    };
    let keys_open = use_kept(bool::default);
    let reference_open = use_kept(bool::default);
    let session = &store.0.session;
    let (answers, dispatch) = use_answers(store.dispatcher());
    let spoken = use_spoken(&dispatch, session.language);
    let program = use_memo((), |()| Latest::default());
    let given = use_memo((), |()| Given::default());
    let page = Page {
        dispatch: spoken.dispatch.clone(),
        language: session.language,
        words: spoken.words,
        // Paper is light.
        theme: if session.printing == Printing::Prepared { Theme::Light } else { session.theme },
        printing: session.printing != Printing::No,
        shapes: session.shapes,
        costs: store.0.costs.as_ref().map(Shared::from),
        without: session.arrangement.as_ref().map(|arrangement| arrangement.without).unwrap_or_default(),
        program: (*program).clone(),
        given: (*given).clone(),
        held: answers.held.clone(),
    };
    page.program.set(&store.0.program);
    let title = page.text("page.title");
    use_effect_on((session.language, page.theme, title), |(language, theme, title)| {
        web::page::dress(language.tag(), theme.name(), title);
        // An address that names them names those that were chosen since.
        for (key, value) in [("lang", language.tag()), ("theme", theme.name())] {
            if web::page::fragment_value(key).is_some() {
                web::page::set_fragment_value(key, Some(value));
            }
        }
    });
    use_effect_on((), |()| {
        let pointing = web::pointing::follow();
        move || drop(pointing)
    });
    {
        let page = page.clone();
        use_effect_on((), move |()| {
            let printing = web::page::on_print(move |printing| {
                page.send(Msg::Printing(if printing { Printing::Hurried } else { Printing::No }));
            });
            move || drop(printing)
        });
    }
    use_cell_keys(&page);
    use_page_keys(&page, &keys_open, session.player.step.is_some());
    use_address(&page, &store.0);
    let (waiting, arrival) = use_links(&page, &store.0);
    let others = hand_over(&page);
    use_dropped_files(&page, &others);
    // Nothing is kept, and nothing of that is fetched, before there is something to be kept.
    let keeps = use_mut_ref(|| props.lost.is_some());
    let is_audience = session.presentation.as_ref().is_some_and(|presentation| presentation.is_audience);
    let opening = store.0.opening().filter(|opening| {
        // What is another window's is kept there.
        if is_audience {
            return false;
        }
        let keeps = &mut *keeps.borrow_mut();
        *keeps = *keeps || opening.is_kept(store.0.kept_document());
        *keeps
    });
    let keeping = opening.map(|opening| {
        let (number, lost) = (store.0.history.opening(), props.lost.clone());
        view(KeepingProps { number, opening: opening.into(), document: store.0.kept_document().into(), lost })
    });
    use_lessons(&page, session.awaited.clone());
    let as_opened = store
        .0
        .opening()
        .is_some_and(|opening| opening.kept.is_none() && Rc::ptr_eq(&opening.document, store.0.document()));
    let document = store.0.document().clone();
    let dimensions =
        use_memo(document.dimensions.clone(), |dimensions| Rc::<[_]>::from(dimensions.as_slice()));
    let dimensions = Shared((*dimensions).clone());
    let drawn = use_kept(first_rows);
    let (rows, more) = rows(&store.0, &dimensions, *drawn);
    {
        let drawn = drawn.clone();
        use_effect_on((more, *drawn), move |(more, rows)| {
            // What is opened later comes whole.
            let next = if *more { rows.saturating_add((rows / 2).max(1)) } else { usize::MAX };
            if *rows < next {
                web::soon(move || drawn.set(next));
            }
        });
    }
    // Effects run after the children have drawn: the results are on screen now.
    use_effect_on(waiting || more, |waiting| {
        if !waiting {
            web::page::mark_ready();
        }
    });
    let claims = ClaimsProps {
        document: Shared::from(&document),
        program: Shared::from(&store.0.program),
        run: Shared::from(&store.0.run),
        changed: !as_opened,
        rows: *drawn,
    };
    let heading = document.title.text(session.language.tag()).to_owned();
    let refusal = store.0.refusal.as_ref().map(|refusal| i18n::refusal(session.language, refusal));
    let open_keys = {
        let keys_open = keys_open.clone();
        Callback::from(move |()| keys_open.set(true))
    };
    let close_keys = {
        let keys_open = keys_open.clone();
        Callback::from(move |()| {
            keys_open.set(false);
            web::focus::action("keys");
        })
    };
    let toggle_reference = {
        let reference_open = reference_open.clone();
        Callback::from(move |()| reference_open.set(!*reference_open))
    };
    let close_reference = {
        let reference_open = reference_open.clone();
        Callback::from(move |()| {
            reference_open.set(false);
            web::focus::action("reference");
        })
    };
    let notebook = use_node_ref();
    let skip = {
        let notebook = notebook.clone();
        Callback::from(move |event: MouseEvent| {
            // The page has a base address: following the link would leave the page.
            event.prevent_default();
            if let Some(notebook) = notebook.cast::<web::Element>() {
                web::focus::focus(&notebook);
            }
        })
    };
    let values = Values {
        program: Shared::from(&store.0.program),
        run: Shared::from(&store.0.run),
        dimensions: dimensions.clone(),
        hidden: Shared::from(&store.0.hidden),
    };
    let top = TopBarProps {
        contents: ContentsProps {
            lesson: document.lesson.clone(),
            title: heading.clone().into(),
            awaited: session.awaited.clone(),
        },
        can_undo: store.0.history.can_undo(),
        can_redo: store.0.history.can_redo(),
        player: session.player,
        steps: store.0.steps().count(),
        pinned: session.pin.is_some(),
        on_keys: open_keys,
        on_reference: toggle_reference,
    };
    let docked = DockProps {
        program: values.program.clone(),
        run: values.run.clone(),
        dimensions: dimensions.clone(),
        session: session.clone(),
        compared: Shared::from(&store.0.compared),
        hidden: values.hidden.clone(),
    };
    let body = html! {
        <>
            <a class="skip" href="#notebook" onclick={skip}>{ page.text("page.skip") }</a>
            <div class="frame">
                { view(top) }
                { strip(&store.0) }
                { arranged(&page, &store.0) }
            </div>
            <main ref={notebook} id="notebook" class="notebook" tabindex="-1" onclick={prose::follow(&page)}>
                <div class="notebook__head">
                    <h2 class="notebook__title">{ title_input(&page, &heading) }</h2>
                    <p class="notebook__how"><span class="swatch" aria-hidden="true"></span>{ page.text("page.how") }</p>
                    { view(SizesProps { dimensions: dimensions.clone(), unused: store.0.program.unused() }) }
                    { for keeping }
                </div>
                <ContextProvider<Values> context={values}>{ rows }</ContextProvider<Values>>
                if page.has(Control::Writing) && !more {
                    { add_cells(&page, &document.cells.last().map_or(Place::Top, |cell| Place::Below(cell.id.clone()))) }
                }
                if page.has(Control::Cost) && !more { { view(CostSectionProps { costs: page.costs.clone(), costing: session.cost.clone() }) } }
                if !is_audience { { open_input(&page, &others) } }
            </main>
            { dock(&page, &docked) }
            if session.presentation.is_some() { { present(&store.0) } }
            { answers.waiting(&page) }
            <div class="toast">
                if let Some(file) = &session.unopened {
                    <p role="alert" data-error="file">{ i18n::unopened(session.language, file) }</p>
                    <button type="button" class="button" data-action="dismiss" onclick={page.on(Msg::Library(LibraryMsg::Dismissed))}>
                        { page.text("action.dismiss") }
                    </button>
                }
                if session.unreached.is_some() || session.unknown {
                    <p role="alert" data-error="lesson">
                        { page.text(if session.unknown { "course.unknown" } else { "course.unreached" }) }
                    </p>
                    <button type="button" class="button" data-action="dismiss" onclick={page.on(Msg::Lesson(LessonMsg::Dismissed))}>
                        { page.text("action.dismiss") }
                    </button>
                }
                if let Some(refusal) = refusal {
                    <p role="alert" data-error="refused">{ refusal }</p>
                    <button type="button" class="button" data-action="dismiss" onclick={page.on(Msg::RefusalDismissed)}>
                        { page.text("action.dismiss") }
                    </button>
                }
            </div>
            { view(RenewalProps) }
            { view(ConsequenceProps { run: Shared::from(&store.0.run) }) }
            { view(claims) }
            { dialog(&store.0) }
            if *reference_open {
                { view(ReferenceProps { on_close: close_reference }) }
            }
            if *keys_open {
                { view(KeysProps { on_close: close_keys }) }
            }
        </>
    };
    html! {
        <ContextProvider<Page> context={page.clone()}>
            { arrival }
            { spoken.told(&page) }
            // What is opened with the page takes the place of nothing.
            { if waiting { meanwhile(&page) } else { body } }
        </ContextProvider<Page>>
    }
}

/// Undo, redo and help, wherever the focus is.
#[hook]
fn use_page_keys(page: &Page, keys_open: &State<bool>, stepping: bool) {
    let (page, keys_open) = (page.clone(), keys_open.clone());
    use_effect_on(stepping, move |stepping| {
        let listener = web::keyboard::listen(*stepping, move |key| match key {
            PageKey::Undo => page.send(Msg::UndoPressed),
            PageKey::Redo => page.send(Msg::RedoPressed),
            PageKey::Help => keys_open.set(true),
            PageKey::Play => page.send(Msg::Player(PlayerMsg::Toggled)),
            PageKey::Back => page.send(Msg::Player(PlayerMsg::WentBack)),
            PageKey::Forward => page.send(Msg::Player(PlayerMsg::WentForward)),
            PageKey::First => page.send(Msg::Player(PlayerMsg::WentFirst)),
            PageKey::Last => show_everything(&page),
        });
        move || drop(listener)
    });
}

/// A file that is no notebook is for the dialog that brings numbers in.
fn hand_over(page: &Page) -> Callback<web::file::File> {
    let page = page.clone();
    Callback::from(move |file| {
        page.given.lay_by(file);
        page.send(Msg::DialogChosen(Some(Dialog::Import)));
    })
}

/// The title, which can be edited.
fn title_input(page: &Page, title: &str) -> Html {
    let language: Rc<str> = page.language.tag().into();
    let input = (title, page.text("writing.title"), "title");
    let shown = html! { { title.to_owned() } };
    let rename = Callback::from(move |text| Action::SetTitle { language: language.clone(), text });
    name_input(page, shown, input, rename)
}

fn present(store: &Store) -> Html {
    view(PresentProps {
        // A number that is moved to and fro is no other notebook.
        document: Shared::from(store.kept_document()),
        program: Shared::from(&store.program),
        run: Shared::from(&store.run),
        session: store.session.clone(),
    })
}

fn strip(store: &Store) -> Html {
    let marks = || store.marks.iter();
    let reached = marks().filter_map(|(cell, marks)| Some((cell.clone(), marks.value.reached?)));
    let mut all = BTreeMap::new();
    all.extend(reached);
    let reached = all;
    let computed = marks().find(|(_, marks)| marks.is_computed).map(|(cell, _)| cell.clone());
    let arranged = store.session.arrangement.iter().flat_map(|arrangement| &arrangement.cells);
    let left_out = arranged.filter(|(_, standing)| **standing == Standing::Hidden);
    let left_out = left_out.map(|(cell, _)| cell.clone()).collect();
    view(StripProps {
        program: Shared::from(&store.program),
        run: Shared::from(&store.run),
        hidden: Shared::from(&store.hidden),
        reached,
        computed,
        left_out,
    })
}
