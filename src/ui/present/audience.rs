//! The audience's window: it shows what the lecturer's shows, and has no controls.

use std::{cell::RefCell, rc::Rc};

use yew::prelude::*;

use super::{PresentProps, curtain, place_of, press_of, spot, use_fit};
use crate::{
    notebook::Document,
    session::{
        Followed, Msg, PresentationMsg,
        audience::{Answered, Blank, Scene, Spot, Told},
    },
    ui::{
        effect::use_effect_on,
        page::{Page, use_page},
        piece::view_of,
        state::{State, use_kept},
    },
    web::{self, channel::Channel, clicker::PresentKey},
};

/// How long the other window may be silent before it counts as closed, in seconds. It answers every question.
const SILENCE: f64 = 13.0;
/// Milliseconds between two questions.
const PERIOD: u32 = 4000;

#[derive(PartialEq)]
pub(super) struct AudienceProps(pub(super) PresentProps);

view_of!(AudienceProps, use_audience);

/// Whether somebody presents.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum Lecturer {
    #[default]
    Awaited,
    Here,
    Gone,
}

/// What is over the slide.
#[derive(Clone, PartialEq, Default)]
struct Over {
    blank: Option<Blank>,
    spot: Option<Spot>,
}

/// What was heard.
#[derive(Default)]
struct Heard {
    channel: Option<Channel>,
    revision: u64,
    pin: Option<(u64, Rc<Document>)>,
    scene: Option<Scene>,
    last: f64,
}

#[hook]
fn use_audience(props: &AudienceProps) -> Html {
    let props = &props.0;
    let lecturer = use_kept(Lecturer::default);
    let over = use_kept(Over::default);
    let heard = use_mut_ref(Heard::default);
    let page = use_page();
    use_listening(page.clone(), &heard, &lecturer, &over);
    {
        let heard = heard.clone();
        use_effect_on((), move |()| {
            let listener = web::clicker::listen(move |key| match press_of(key) {
                // The lecturer's window answers.
                Some(press) => say(&heard.borrow(), Answered::Pressed(press)),
                None if key == PresentKey::Fullscreen => web::stage::toggle_fullscreen(),
                None => {}
            });
            move || drop(listener)
        });
    }
    let shown = props.session.presentation.as_ref().and_then(|presentation| presentation.cells.clone());
    use_fit(props, false);
    use_effect_on((over.spot.clone(), shown), |(spot, _)| {
        let place = spot.as_ref().map(place_of);
        web::after_render(move || web::stage::show_spot(place.as_ref()));
    });
    let Some(page) = page else { return html! {} };
    let said = match *lecturer {
        Lecturer::Awaited => Some(page.text("present.awaited")),
        Lecturer::Gone => Some(page.text("present.gone")),
        Lecturer::Here => None,
    };
    html! {
        <div class="present present--audience" data-audience={match *lecturer {
            Lecturer::Awaited => "awaited",
            Lecturer::Here => "here",
            Lecturer::Gone => "gone",
        }}>
            { curtain(over.blank) }
            if over.spot.is_some() { { spot() } }
            <p class="present__said" role="status">{ said.unwrap_or_default() }</p>
        </div>
    }
}

#[hook]
fn use_listening(
    page: Option<Page>,
    heard: &Rc<RefCell<Heard>>,
    lecturer: &State<Lecturer>,
    over: &State<Over>,
) {
    let (heard, lecturer, over) = (heard.clone(), lecturer.clone(), over.clone());
    use_effect_on((), move |()| {
        let id = web::page::fragment_value("audience").filter(|id| web::channel::is_id(id));
        let channel = id.and_then(|id| {
            let (heard, lecturer, over) = (heard.clone(), lecturer.clone(), over.clone());
            Channel::open(&id, move |text| {
                match Told::read(&text) {
                    Some(Told::Left) => lecturer.set(Lecturer::Gone),
                    Some(Told::Shown { revision, document, pinned, scene }) => {
                        lecturer.set(Lecturer::Here);
                        let mut heard = heard.borrow_mut();
                        heard.last = web::stage::now();
                        let is_pinned = pinned.is_some();
                        let known = heard.pin.take();
                        let said = scene.pin.zip(pinned);
                        let pin = said.or_else(|| known.clone().filter(|(pin, _)| scene.pin == Some(*pin)));
                        if (document.is_none() && revision != heard.revision)
                            || pin.is_some() != scene.pin.is_some()
                        {
                            // The notebook was said before anybody listened.
                            heard.pin = known;
                            ask(&heard);
                            return;
                        }
                        let pinned = pin.as_ref().map(|(_, document)| document.clone());
                        heard.revision = revision;
                        heard.pin = pin;
                        over.set(Over { blank: scene.blank, spot: scene.spot.clone() });
                        let old = heard.scene.replace((*scene).clone());
                        let scrolled =
                            old.as_ref().is_none_or(|old| old.scrolled.total_cmp(&scene.scrolled).is_ne());
                        let part = scene.scrolled;
                        let looked = |scene: Scene| Scene { blank: None, spot: None, scrolled: 0.0, ..scene };
                        let same = old.is_some_and(|old| looked(old) == looked((*scene).clone()));
                        drop(heard);
                        if let Some(page) = page.as_ref().filter(|_| document.is_some() || is_pinned || !same)
                        {
                            let followed = Followed::of((document, pinned), *scene, page.language);
                            page.send(Msg::Presentation(PresentationMsg::Followed(Box::new(followed))));
                        }
                        if scrolled {
                            web::stage::once_drawn(move || web::stage::scroll_to(part));
                        }
                    }
                    None => {}
                }
            })
        });
        heard.borrow_mut().channel = channel;
        ask(&heard.borrow());
        let asking = {
            let heard = heard.clone();
            web::stage::every(PERIOD, move || {
                let heard = heard.borrow();
                ask(&heard);
                if heard.scene.is_some() && web::stage::now() - heard.last > SILENCE {
                    lecturer.set(Lecturer::Gone);
                }
            })
        };
        let bye = {
            let heard = heard.clone();
            web::channel::on_leave(move || {
                say(&heard.borrow(), Answered::Left);
            })
        };
        move || {
            heard.borrow_mut().channel = None;
            drop((asking, bye));
        }
    });
}

/// Says which notebook is here; the other window says what is not.
fn ask(heard: &Heard) {
    let pin = heard.pin.as_ref().map_or(0, |(pin, _)| *pin);
    say(heard, Answered::Here { revision: heard.revision, pin });
}

fn say(heard: &Heard, answer: Answered) {
    if let Some(channel) = &heard.channel {
        channel.say(&answer.write());
    }
}
