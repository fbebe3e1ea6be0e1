//! Windows of one computer that speak to each other, and opening one.
//!
//! They speak over a `BroadcastChannel`. Pages that were opened from files do not hear each other there: those speak
//! from the window that opened to the one that was opened, and back.

use std::{cell::RefCell, rc::Rc};

use gloo::events::EventListener;
use js_sys::Math;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, MessageEvent, Window, window};

/// What the name of a window begins with that presents.
const PRESENTER: &str = "notebook-presenter-";

/// A channel between windows, closed when it is dropped.
pub struct Channel {
    channel: BroadcastChannel,
    /// The other window, of pages that were opened from files.
    other: Rc<RefCell<Option<Window>>>,
    _listeners: [EventListener; 2],
}

impl Channel {
    /// Calls back with each text that another window says on the channel of this id.
    pub fn open(id: &str, call: impl Fn(String) + Clone + 'static) -> Option<Self> {
        let window = window()?;
        let channel = BroadcastChannel::new(&format!("attention-notebook-{id}")).ok()?;
        let opener = window.opener().ok().and_then(|opener| opener.dyn_into::<Window>().ok());
        let other = Rc::new(RefCell::new(opener.filter(|_| is_file(&window))));
        let text = |event: &web_sys::Event| event.dyn_ref::<MessageEvent>()?.data().as_string();
        let hear = {
            let call = call.clone();
            move |event: &web_sys::Event| text(event).into_iter().for_each(&call)
        };
        let hear_other = {
            let other = other.clone();
            move |event: &web_sys::Event| {
                let source = event.dyn_ref::<MessageEvent>().and_then(MessageEvent::source);
                let known = other.borrow().as_ref().map(|other| JsValue::from(other.clone()));
                if let (Some(source), Some(known)) = (source, known)
                    && known == JsValue::from(source)
                {
                    text(event).into_iter().for_each(&call);
                }
            }
        };
        let listeners = [
            EventListener::new(&channel, "message", hear),
            EventListener::new(&window, "message", hear_other),
        ];
        Some(Self { channel, other, _listeners: listeners })
    }

    /// Says a text to the other windows.
    pub fn say(&self, text: &str) {
        let text = JsValue::from_str(text);
        // A channel refuses only what cannot be copied.
        self.channel.post_message(&text).ok();
        if let Some(other) = &*self.other.borrow() {
            other.post_message(&text, "*").ok();
        }
    }

    /// Opens this page in another window, with these values in its address; the same name is the same window. Whether
    /// the browser allows it.
    pub fn open_window(&self, name: &str, fragment: &str) -> bool {
        let Some(window) = window() else { return false };
        let address = window.location().href().unwrap_or_default();
        let address = format!("{}#{fragment}", address.split('#').next().unwrap_or_default());
        let opened =
            window.open_with_url_and_target_and_features(&address, name, "popup,width=1280,height=720");
        let Ok(Some(opened)) = opened else { return false };
        if is_file(&window) {
            self.other.replace(Some(opened));
        }
        true
    }
}

impl Drop for Channel {
    fn drop(&mut self) {
        self.channel.close();
    }
}

fn is_file(window: &Window) -> bool {
    window.location().protocol().is_ok_and(|protocol| protocol == "file:")
}

/// The id of this window as one that presents: it stays when the page is loaded again, in the window's name, so that the
/// audience's window finds it again.
pub fn presenter_id() -> String {
    let Some(window) = window() else { return String::new() };
    let name = window.name().unwrap_or_default();
    let known = name.strip_prefix(PRESENTER).filter(|id| is_id(id));
    known.map_or_else(
        || {
            let id = format!("{:08x}", (Math::random() * f64::from(u32::MAX)) as u32);
            window.set_name(&format!("{PRESENTER}{id}")).ok();
            id
        },
        str::to_owned,
    )
}

/// Whether it can name a pair of windows.
pub fn is_id(id: &str) -> bool {
    (1..=40).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// Calls back when the page is left, until it is dropped.
pub fn on_leave(call: impl Fn() + 'static) -> Option<EventListener> {
    let window = window()?;
    Some(EventListener::new(&window, "pagehide", move |_| call()))
}
