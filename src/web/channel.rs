//! Windows of one computer that speak to each other, and opening one.

use gloo::events::EventListener;
use js_sys::Math;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, MessageEvent, window};

/// What the name of a window begins with that presents.
const PRESENTER: &str = "notebook-presenter-";

/// A channel between windows, closed when it is dropped.
pub struct Channel {
    channel: BroadcastChannel,
    _listener: EventListener,
}

impl Channel {
    /// Calls back with each text that another window says on the channel of this id.
    pub fn open(id: &str, call: impl Fn(String) + 'static) -> Option<Self> {
        let channel = BroadcastChannel::new(&format!("attention-notebook-{id}")).ok()?;
        let listener = EventListener::new(&channel, "message", move |event| {
            let said = event.dyn_ref::<MessageEvent>().and_then(|event| event.data().as_string());
            if let Some(said) = said {
                call(said);
            }
        });
        Some(Self { channel, _listener: listener })
    }

    /// Says a text to the other windows.
    pub fn say(&self, text: &str) {
        // A channel refuses only what cannot be copied.
        self.channel.post_message(&JsValue::from_str(text)).ok();
    }
}

impl Drop for Channel {
    fn drop(&mut self) {
        self.channel.close();
    }
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

/// Opens this page in another window, with these values in its address; the same name is the same window. Whether it
/// could.
pub fn open_window(name: &str, fragment: &str) -> bool {
    let Some(window) = window() else { return false };
    let location = window.location();
    let address = location.href().unwrap_or_default();
    let address = format!("{}#{fragment}", address.split('#').next().unwrap_or_default());
    let opened = window.open_with_url_and_target_and_features(&address, name, "popup,width=1280,height=720");
    matches!(opened, Ok(Some(_)))
}

/// Calls back when the page is left, until it is dropped.
pub fn on_leave(call: impl Fn() + 'static) -> Option<EventListener> {
    let window = window()?;
    Some(EventListener::new(&window, "pagehide", move |_| call()))
}
