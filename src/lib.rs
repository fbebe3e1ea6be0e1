//! Attention Notebook (注意力笔记本): a reactive notebook whose formulas are NumPy, in which self-attention is learnt
//! by changing its numbers. This page is the map of the code.
//!
//! # The way of the data
//!
//! ```text
//! DOM event → Msg → Store::reduce → Document → compile → Program → run → Run → views → DOM
//!                      (pure)       (undoable)  (pure)   (graph)   (pure) (values)
//! ```
//!
//! - A [`notebook::Document`] is what the reader owns and would be surprised to lose: cells, their order, numbers,
//!   formulas, the named dimensions that matrices share. [`notebook::History`] undoes it, one step a gesture.
//! - [`notebook::compile`] parses every formula, finds who reads whom, and orders the cells. It never fails: an error
//!   belongs to its cell, as a [`notebook::Problem`] with a span and a stable code.
//! - [`notebook::run`] computes the values by name, only what a change reaches. What it does not reach keeps its `Rc`,
//!   which is how the views know that there is nothing to draw.
//! - A [`notebook::Sentence`] is text in, tokens out: its tokens are the items of a dimension, and its numbers follow from
//!   them. The browser cuts text into words ([`web::segmenter`]); what becomes of the pieces is decided in [`notebook`].
//! - A [`session::Session`] is how the reader looks and what he asks: language, ground, the number that is explained, what
//!   is open in the cells, the step that is played, what is pinned, moved and practised. It is not undone. [`session::Store`] holds all of this.
//! - Views are props in, HTML out; they compute nothing. What touches the browser lives in [`web`].
//!
//! # One expression tree, many readers
//!
//! A formula is parsed once, into a [`formula::Formula`]: a flat list of nodes, each after its operands, so that every
//! reader is a loop. It is evaluated ([`notebook::evaluate`]), explained number by number ([`notebook::Explainer`]),
//! costed by the named dimensions ([`notebook::NotebookCost`]), printed ([`formula::Formula::print`]) and set as MathML (`ui::math`). What an operation is, each [`ops::Operation`]
//! knows about itself: adding one is adding a file to `ops` and a line to [`ops::ALL`].
//!
//! # The laboratory
//!
//! ```text
//! Plan → steps → Contestant → measure → Event → Report → fit, forecast, CSV
//! └── page ──┘ └─────── worker ───────┘ └─────────── page ───────────┘
//! ```
//!
//! [`lab`] is all of this and knows neither page nor worker. `bin/worker.rs` is a program of its own, built for speed and
//! fetched when it is first used; [`web::worker`] is its edge and [`web::laboratory`] the page's, `src/web/laboratory.js`
//! that of scripts.
//!
//! # Keeping
//!
//! ```text
//! Document → Keeper → Library → Storage (one text for each notebook)
//! file, link, list → LibraryMsg::Opened → History::open (undoable; what was open stays where it is kept)
//! ```
//!
//! [`library`] decides; `ui::keep` follows the open notebook, and [`web::storage`] is the browser's side. An
//! [`session::Opening`] is how the present notebook came, and [`notebook::History::opening`] its number: where two notebooks
//! are told from each other, it is by that.
//!
//! # Lessons
//!
//! A lesson is a notebook file, `lessons/notebooks/ID.json`. The page carries the first, packed like a link; a chosen one
//! is fetched at the edge ([`web::lesson`]) and arrives as a message ([`session::LessonMsg`]). Texts propose changes
//! ([`notebook::Change`]) and claim numbers ([`notebook::Claim`]); [`lessons::check`] holds every claim against the run,
//! in the tests and in `bin/lesson.rs`. Those that the reader's changes make untrue are struck out (`ui::claims`).
//!
//! # Texts
//!
//! [`prose::plain`] reads what most texts are made of, and the page has only that. [`prose::markdown`] reads all of
//! `CommonMark` with mathematics; `bin/prose.rs` is that and nothing else, fetched by `src/web/prose.js` when a text first
//! needs it ([`web::prose`] is the edge).
//!
//! # Without a network
//!
//! `src/web/offline.js` registers `src/web/service-worker.js`, which keeps the files of one version; `cargo xtask build`
//! writes their list into it. [`web::offline`] is the page's edge to both. `src/web/single-file.js` is what links the
//! modules of a build in the one file that `cargo xtask single-file` writes.
//!
//! # Numbers from files
//!
//! [`import`] finds the tensors of a file and reads a part of one. It opens no file: a step says which bytes it needs and is
//! run again when they are known, so that a head of a model of many gigabytes costs its header and a few kilobytes.
//! [`web::picked`] reads them in the browser; in the tests a file that counts what is read.
//!
//! # A lecture
//!
//! ```text
//! Program, Run → Slides → Stop → the cells that are drawn, the player's step
//!                    lecturer's window ── Told ──→ audience's window
//!                                      ←─ Answered ──
//! ```
//!
//! [`session::presenter`] cuts a notebook into slides, [`session::talk`] is where the lecturer is, and
//! [`session::audience`] what the two windows say to each other ([`web::channel`] is the edge): a notebook where it has
//! changed, and a [`session::audience::Scene`], of which the other window finds the same state again
//! ([`session::Followed`]): right answers, ranges and pinned values are computed there, not sent. The page draws the cells
//! of [`session::Presentation`] and nothing else; all the rest is of the part `present` (`ui::present`).
//!
//! # Parts
//!
//! The page begins with what its first screen needs. A view that joins a part, `view_of!(Inspector, use_inspector, explain)`,
//! is fetched with all that only it needs when it is first shown; so is a function, `of_part!(answers, ANSWERS, fn answer…)`.
//! [`part`] says how, `xtask/src/parts.rs` takes the program apart after each build. Without the feature `parts`, as in the
//! native tests, all of it is there from the beginning.
//!
//! What answers messages is such a part, with the operations that the first lesson does not call and all explanations:
//! `ui::answers` fetches it at the first sign of the reader, and messages that come earlier wait. Whoever opens a
//! notebook that is not the first (`ui::start`, `ui::lesson`) waits for the whole language.
//!
//! The splitter writes a file for each set of parts that share code; those of the part `answers` are put into one
//! (`xtask/src/bundle.rs`). It is the first thing that the service worker keeps (`src/web/service-worker.js`).
//!
//! So it is with the words: the page's program has none ([`i18n::fetched`]). `src/web/loading.js` chooses the language,
//! `src/web/start.js` fetches what its first screens say, with the program and after the first screen is painted;
//! [`web::words`] fetches the rest with the first part, and the other language when it is chosen (`ui::spoken`).
//!
//! The style sheets become one file for the first screen and one that waits for the first view of a part
//! (`xtask/src/sheets.rs`, [`web::sheets`]); `index.html` says which is which. The first screen of the first notebook
//! stands in the page as HTML, `src/first`, and is read before the program is there; `tests/first_screen.rs` writes it
//! and holds it to what the program draws.
//!
//! # The modules, in reading order
//!
//! | module | what it is | never names |
//! |---|---|---|
//! | [`value`] | arrays of rank 0 to 3 on nalgebra, named axes, broadcasting, polynomials, decimals | operations, words, the browser |
//! | [`formula`] | text → tokens → tree, and back | operations, words, the browser |
//! | [`ops`] | one entry for each operation: parameters, shape, value, work, notation; and how it explains itself | cells, words, the browser |
//! | [`notebook`] | document, actions, history, compile, run, codec, limits, explanations, costs | Yew, the browser |
//! | [`session`] | view state: explain, step, compare, probe, practise, count; what to draw; the store | Yew, the browser |
//! | [`export`] | values, drawings and the notebook as files of other programs | the browser |
//! | [`lab`] | the cost laboratory: kernels, what they cost, measuring, growth, the run | words, the browser |
//! | [`library`] | the reader's notebooks: records, list, revisions, keeping the open one | the browser |
//! | [`lessons`] | the built-in notebooks, as data in each language | the browser |
//! | [`import`] | numbers from CSV, NumPy and safetensors, read by ranges of bytes | words, the browser |
//! | [`prose`] | texts → HTML: the plain reader, the reader of Markdown, LaTeX → MathML | cells, words, the browser |
//! | [`share`] | a notebook as a link and as a QR code, and how a teacher has set it up: fetched when it is used | the browser |
//! | [`plot`] | numbers → shapes with plotters, and the palette | words, the browser |
//! | [`i18n`] | words: a catalogue for each language, as data | Yew, the browser |
//! | [`web`] | the edge: the only folder that names `web_sys`, `js_sys` and gloo | notebooks |
//! | [`ui`] | Yew components; only `bin/app.rs` imports it | `web_sys`, and it computes nothing |
//!
//! `tests/rules.rs` holds these rules against the code.
//!
//! # Conventions
//!
//! Rows are tokens. A mask is true (non-zero) where a query may attend. A fully masked row of softmax has weights of
//! zero, by rule, and says so. NaN and infinity are never replaced; the first cell where one arises is marked. Numbers
//! are f64; native and wasm agree to 1e-12, not bit for bit, except in `random_normal`, whose bits are promised.

pub mod export;
pub mod formula;
pub mod i18n;
pub mod import;
pub mod lab;
pub mod lessons;
pub mod library;
pub mod notebook;
pub mod ops;
pub mod part;
pub mod plot;
pub mod prose;
pub mod session;
pub mod share;
pub mod ui;
pub mod value;
pub mod web;

#[cfg(not(feature = "parts"))]
use std::borrow::Cow;

#[cfg(not(feature = "parts"))]
rust_i18n::i18n!("src/i18n", fallback = "en");

/// The tags of the catalogues; here because the macro above keeps them at the crate's root.
#[cfg(not(feature = "parts"))]
pub(crate) fn catalogues() -> Vec<Cow<'static, str>> {
    rust_i18n::available_locales!()
}

/// The text of a key in a language.
#[cfg(not(feature = "parts"))]
pub(crate) fn translate(tag: &str, key: &str) -> Cow<'static, str> {
    let text = rust_i18n::t!(key, locale = tag);
    Cow::Owned(text.into_owned())
}
