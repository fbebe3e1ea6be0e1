//! Reads Markdown: fetched when a text has more to it than the page reads by itself.

fn main() {
    #[cfg(debug_assertions)]
    console_error_panic_hook::set_once();
    attention_notebook::web::prose::offer(attention_notebook::prose::markdown);
}
