//! The laboratory's worker: waits for what the page asks.

fn main() {
    #[cfg(debug_assertions)]
    console_error_panic_hook::set_once();
    attention_notebook::web::worker::listen();
}
