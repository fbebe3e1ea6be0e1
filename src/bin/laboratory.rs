//! The page of the laboratory: fetched when a notebook with a laboratory is opened.

fn main() {
    #[cfg(debug_assertions)]
    console_error_panic_hook::set_once();
    attention_notebook::web::laboratory_page::offer(attention_notebook::ui::show_laboratory);
}
