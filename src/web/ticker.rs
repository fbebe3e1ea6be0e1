//! A clock for what moves, as long as it is seen.

use gloo::timers::callback::Interval;
use web_sys::window;

/// Milliseconds between two ticks.
const PERIOD: u32 = 33;

fn now() -> f64 {
    window().and_then(|window| window.performance()).map_or(0.0, |performance| performance.now())
}

/// Calls back with the seconds since the last call, until it is dropped; not while the page is hidden.
pub fn listen(call: impl Fn(f64) + 'static) -> Interval {
    let mut last = now();
    Interval::new(PERIOD, move || {
        let seconds = (now() - last) / 1000.0;
        last += seconds * 1000.0;
        let document = window().and_then(|window| window.document());
        if document.is_some_and(|document| !document.hidden()) {
            call(seconds);
        }
    })
}

/// Whether the reader prefers that nothing moves by itself.
pub fn prefers_rest() -> bool {
    let query =
        window().and_then(|window| window.match_media("(prefers-reduced-motion: reduce)").ok().flatten());
    query.is_some_and(|query| query.matches())
}
