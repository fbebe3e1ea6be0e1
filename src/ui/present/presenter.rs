//! The lecturer's window: the slide, the bar, the notes, and what the audience's window is told.

use std::{cell::RefCell, rc::Rc};

use yew::prelude::*;

use super::{PresentProps, bar::bar, curtain, notes::NotesProps, press_of, spot, spot_of, use_fit};
use crate::{
    notebook::Document,
    session::{
        Msg, PlayerMsg, PresentationMsg,
        audience::{Answered, Blank, Scene, Told},
        presenter::{Slides, speaker_notes, title},
        talk::{Press, Talk, scene},
    },
    ui::{
        effect::use_effect_on,
        page::{Page, use_page},
        piece::{view, view_of},
        shared::Shared,
        state::{State, use_kept},
    },
    web::{self, channel::Channel, clicker::PresentKey},
};

/// How long an audience's window may be silent before it counts as gone, in seconds. It speaks every four.
const SILENCE: f64 = 10.0;

#[derive(PartialEq)]
pub(super) struct PresenterProps(pub(super) PresentProps);

view_of!(PresenterProps, use_presenter);

/// What the other window is told, and how.
#[derive(Default)]
struct Line {
    channel: Option<Channel>,
    revision: u64,
    document: Option<Shared<Document>>,
    /// How many notebooks were pinned, and the one that is.
    pins: u64,
    pinned: Option<Shared<Document>>,
    scene: Scene,
    heard: Option<f64>,
    press: Option<Callback<Press>>,
}

impl Line {
    fn say(&self, (with_document, with_pin): (bool, bool)) {
        let Some(channel) = &self.channel else { return };
        let said = |document: &Option<Shared<Document>>, is_said: bool| {
            document.as_ref().filter(|_| is_said).map(|document| document.0.clone())
        };
        let (document, pinned) = (said(&self.document, with_document), said(&self.pinned, with_pin));
        let told =
            Told::Shown { revision: self.revision, document, pinned, scene: Box::new(self.scene.clone()) };
        channel.say(&told.write());
    }

    fn tell(&mut self, document: &Shared<Document>, pinned: Option<&Shared<Document>>, scene: Scene) {
        let is_new = self.document.as_ref() != Some(document);
        if is_new {
            self.document = Some(document.clone());
            self.revision += 1;
        }
        let is_pinned = pinned.is_some() && self.pinned.as_ref() != pinned;
        self.pins += u64::from(is_pinned);
        self.pinned = pinned.cloned();
        let pin = pinned.map(|_| self.pins);
        // Where the pointer is, and what is scrolled, is told when it moves.
        let old = std::mem::take(&mut self.scene);
        let moved = old.cells == scene.cells;
        let (spot, scrolled) = if moved { (old.spot, old.scrolled) } else { (None, 0.0) };
        self.scene = Scene { spot, scrolled, pin, ..scene };
        self.say((is_new, is_pinned));
    }

    fn hears_somebody(&self) -> bool {
        self.heard.is_some_and(|heard| web::stage::now() - heard < SILENCE)
    }
}

type Telling = Rc<RefCell<Line>>;

#[hook]
fn use_presenter(props: &PresenterProps) -> Html {
    let props = &props.0;
    let talk = use_kept(Talk::default);
    let connected = use_kept(bool::default);
    let blocked = use_kept(bool::default);
    let start = use_kept(web::stage::now);
    let line = use_mut_ref(Line::default);
    let page = use_page();
    let session = &props.session;
    let tag = session.language.tag();
    let slides = Slides::of((&props.program, &props.run), tag, talk.extent, talk.stepped);
    let stop = talk.now(&slides);
    let slide = slides.get(stop.slide);
    let step = slide.and_then(|slide| slide.player_step(stop.step));
    let notes_open = talk.notes.unwrap_or(*connected);

    use_slide(page.clone(), &slides, &talk, props);
    use_keys(page.clone(), &slides, &talk, notes_open, &line);
    use_line(&line, &connected);
    {
        let scene = scene((slide, step), &talk, session);
        let line = line.clone();
        let pinned = session.pin.as_ref().map(|pin| Shared::from(&pin.document));
        use_effect_on((props.document.clone(), pinned, scene), move |(document, pinned, scene)| {
            line.borrow_mut().tell(document, pinned.as_ref(), scene.clone());
        });
    }
    use_pointer(&line, talk.pointer);
    use_fit(props, notes_open);
    let Some(page) = page else { return html! {} };
    let open_audience = {
        let (page, blocked, line) = (page.clone(), blocked.clone(), line.clone());
        Callback::from(move |_: MouseEvent| blocked.set(!open_audience(&page, &line.borrow())))
    };
    let notes = slide.filter(|_| notes_open).map(|slide| {
        let next = slides.get(stop.slide + 1).map(|slide| title(&props.document, slide, tag));
        view(NotesProps {
            notes: speaker_notes(&props.document, slide, tag).into(),
            next: next.map(Into::into),
            is_connected: *connected,
            start: *start,
            on_restart: {
                let start = start.clone();
                Callback::from(move |_: MouseEvent| start.set(web::stage::now()))
            },
        })
    });
    // Where nobody else sees it, the screen is the audience's.
    let covered = talk.blank.filter(|_| !*connected);
    html! {
        <div class={classes!("present", notes.is_some().then_some("has-notes"))} data-slide={(stop.slide + 1).to_string()}
            data-slides={slides.len().to_string()} data-step={stop.step.to_string()}>
            { for notes }
            { bar(&page, &slides, &talk, stop, (*connected, *blocked), open_audience) }
            if let Some(blank) = talk.blank.filter(|_| *connected) {
                <p class="present__covered" role="status">
                    { page.text(if blank == Blank::Black { "present.is_black" } else { "present.is_white" }) }
                </p>
            }
            { curtain(covered) }
            if talk.pointer { { spot() } }
        </div>
    }
}

/// Opens the audience's window, or brings it to the front; whether the browser allows it.
fn open_audience(page: &Page, line: &Line) -> bool {
    let id = web::channel::presenter_id();
    let fragment = format!("audience={id}&lang={}&theme={}", page.language.tag(), page.theme.name());
    line.channel
        .as_ref()
        .is_some_and(|channel| channel.open_window(&format!("notebook-audience-{id}"), &fragment))
}

/// The page shows the slide, and the player stands at its step.
#[hook]
fn use_slide(page: Option<Page>, slides: &Slides, talk: &State<Talk>, props: &PresentProps) {
    let presentation = props.session.presentation.as_ref();
    let stop = talk.now(slides);
    let slide = slides.get(stop.slide);
    let shown = slide.map(|slide| slide.shown.clone()).unwrap_or_default();
    let step = slide.and_then(|slide| slide.player_step(stop.step));
    let sought: Option<crate::notebook::CellId> =
        presentation.and_then(|presentation| presentation.sought.clone());
    {
        // The talk begins where the reader was.
        let (talk, slides) = (talk.clone(), slides.clone());
        use_effect_on((), move |()| {
            if let Some(cell) = web::stage::cell_in_view() {
                let first = talk.at_cell(&slides, &cell);
                talk.set(Talk { stop: crate::session::presenter::Stop { step: 0, ..first.stop }, ..first });
            }
        });
    }
    {
        let (page, grain, is_stepped) = (page.clone(), talk.stepped, props.session.player.step.is_some());
        use_effect_on(shown, {
            let page = page.clone();
            move |shown| {
                if let Some(page) = page {
                    page.send(Msg::Presentation(PresentationMsg::Shown(shown.clone())));
                }
            }
        });
        use_effect_on((grain, step), move |(grain, step)| {
            let Some(page) = page else { return };
            if let Some(grain) = *grain {
                page.send(Msg::Player(PlayerMsg::GrainChosen(grain)));
            }
            match step {
                Some(step) => page.send(Msg::Player(PlayerMsg::Scrubbed(*step))),
                None if is_stepped => page.send(Msg::Player(PlayerMsg::WentLast)),
                None => {}
            }
        });
    }
    let (talk, slides) = (talk.clone(), slides.clone());
    use_effect_on(sought, move |sought| {
        if let Some(cell) = sought {
            talk.set(talk.at_cell(&slides, cell));
        }
    });
}

#[hook]
fn use_keys(page: Option<Page>, slides: &Slides, talk: &State<Talk>, notes_open: bool, line: &Telling) {
    let (talk, line) = (talk.clone(), line.clone());
    let known = (slides.clone(), (*talk).clone(), notes_open);
    use_effect_on(known, move |(slides, now, notes_open)| {
        let (slides, now, notes_open) = (slides.clone(), now.clone(), *notes_open);
        let pressed = {
            let (talk, now, slides) = (talk.clone(), now.clone(), slides.clone());
            Callback::from(move |press: Press| talk.set(now.pressed(press, &slides)))
        };
        line.borrow_mut().press = Some(pressed.clone());
        let listener = web::clicker::listen(move |key| match key {
            PresentKey::Notes => talk.set(Talk { notes: Some(!notes_open), ..now.clone() }),
            PresentKey::Fullscreen => web::stage::toggle_fullscreen(),
            PresentKey::Leave => {
                if let Some(page) = &page {
                    leave(page);
                }
            }
            key => {
                if let Some(press) = press_of(key) {
                    pressed.emit(press);
                }
            }
        });
        move || drop(listener)
    });
}

/// Ends the talk; the focus goes to where it began.
pub(super) fn leave(page: &Page) {
    page.send(Msg::Presentation(PresentationMsg::Ended));
    web::after_render(|| web::focus::action("file"));
}

/// The channel to the audience's window, while the talk lasts.
#[hook]
fn use_line(line: &Telling, connected: &State<bool>) {
    let (line, connected) = (line.clone(), connected.clone());
    use_effect_on((), move |()| {
        let answered = {
            let (line, connected) = (line.clone(), connected.clone());
            move |text: String| {
                // While the line is being spoken on, nothing is heard: the next answer comes soon.
                let Ok(mut told) = line.try_borrow_mut() else { return };
                match Answered::read(&text) {
                    Some(Answered::Here { revision, pin }) => {
                        told.heard = Some(web::stage::now());
                        told.say((revision != told.revision, pin != told.pins));
                        connected.set(true);
                    }
                    Some(Answered::Pressed(press)) => {
                        let pressed = told.press.clone();
                        drop(told);
                        if let Some(pressed) = pressed {
                            pressed.emit(press);
                        }
                    }
                    Some(Answered::Left) => {
                        told.heard = None;
                        connected.set(false);
                    }
                    None => {}
                }
            }
        };
        line.borrow_mut().channel = Channel::open(&web::channel::presenter_id(), answered);
        let watching = {
            let line = line.clone();
            web::stage::every(2000, move || connected.set(line.borrow().hears_somebody()))
        };
        let bye = {
            let line = line.clone();
            move || {
                if let Some(channel) = &line.borrow().channel {
                    channel.say(&Told::Left.write());
                }
            }
        };
        let leaving = web::channel::on_leave(bye.clone());
        move || {
            bye();
            line.borrow_mut().channel = None;
            drop((watching, leaving));
        }
    });
}

/// What moves is told at once, without drawing anything here.
#[hook]
fn use_pointer(line: &Telling, pointer: bool) {
    let scrolling = line.clone();
    use_effect_on((), move |()| {
        let listener = web::stage::on_scroll(move |part| {
            let mut line = scrolling.borrow_mut();
            line.scene.scrolled = part;
            line.say((false, false));
        });
        move || drop(listener)
    });
    let line = line.clone();
    use_effect_on(pointer, move |pointer| {
        let following = pointer.then(|| {
            let line = line.clone();
            web::stage::follow_pointer(move |place| {
                let mut line = line.borrow_mut();
                line.scene.spot = place.map(spot_of);
                line.say((false, false));
            })
        });
        move || {
            drop(following);
            let mut line = line.borrow_mut();
            if line.scene.spot.take().is_some() {
                line.say((false, false));
            }
        }
    });
}
