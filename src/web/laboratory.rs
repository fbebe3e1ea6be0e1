//! The page's side of the edge to the laboratory's worker.

use std::{cell::Cell, rc::Rc};

use gloo::events::EventListener;
use js_sys::{JsString, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{ErrorEvent, MessageEvent, Worker, WorkerOptions, WorkerType};

use crate::lab::protocol::{Event, Request, Trouble};

/// A run in a worker of its own; what measures must not wait, and what waits must not measure. Dropped, it ends at once,
/// whatever it is doing.
pub struct Laboratory {
    worker: Option<Worker>,
    _listeners: Vec<EventListener>,
}

impl Laboratory {
    /// Fetches the worker, which lies beside the page, and asks it. Events come until one of them ends the run.
    pub fn start(request: &Request, on_event: impl Fn(Event) + 'static) -> Self {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options("worker-start.js", &options).ok();
        let on_event = Rc::new(on_event);
        let Some(worker) = worker else {
            on_event(Event::Failed(Trouble::Load));
            return Self { worker: None, _listeners: Vec::new() };
        };
        let has_spoken = Rc::new(Cell::new(false));
        let message = {
            let (on_event, has_spoken) = (on_event.clone(), has_spoken.clone());
            EventListener::new(&worker, "message", move |event| {
                has_spoken.set(true);
                let data = event.dyn_ref::<MessageEvent>().map_or(JsValue::UNDEFINED, MessageEvent::data);
                let text = |key: &str| Reflect::get(&data, &JsString::from(key)).ok()?.as_string();
                let told = text("event").and_then(|event| serde_json::from_str(&event).ok());
                let broken = || text("broken").map(|why| Event::Failed(Trouble::Stopped(why)));
                if let Some(event) = told.or_else(broken) {
                    on_event(event);
                }
            })
        };
        let error = EventListener::new(&worker, "error", move |event| {
            let why = event.dyn_ref::<ErrorEvent>().map(ErrorEvent::message).unwrap_or_default();
            // Before its first word it was not loaded; after that it stopped.
            let trouble = if has_spoken.get() { Trouble::Stopped(why) } else { Trouble::Load };
            on_event(Event::Failed(trouble));
        });
        let question = Object::new();
        if let Ok(request) = serde_json::to_string(request) {
            Reflect::set(&question, &JsString::from("request"), &JsString::from(request)).ok();
        }
        worker.post_message(&question).ok();
        Self { worker: Some(worker), _listeners: vec![message, error] }
    }

    /// Ends the run at once, whatever it is doing. Nothing more is told of it.
    pub fn cancel(self) {
        drop(self);
    }
}

impl Drop for Laboratory {
    fn drop(&mut self) {
        if let Some(worker) = &self.worker {
            worker.terminate();
        }
    }
}

/// The device's memory in bytes, as far as the browser says it.
pub fn memory() -> Option<u64> {
    let navigator = web_sys::window()?.navigator();
    let gigabytes = Reflect::get(&navigator, &JsString::from("deviceMemory")).ok()?.as_f64()?;
    Some((gigabytes * 1e9) as u64)
}
