//! The page in a real browser: what end-to-end tests and measurements share.
//!
//! [`Visit`] says how to open the page (window, address, language), [`Page`] reads and works it by the page
//! contract in the README, the same that scripts and assistive tools rely on. Below them [`Server`] serves
//! `dist/` from a folder, as a school's server would, and [`Driver`] is the process that works the browser. What the
//! two [`Browser`]s do beyond WebDriver is in `chromium` (by its `DevTools` protocol) and `firefox` (by WebDriver
//! BiDi), and `remote` gives it one name.
//!
//! `cargo xtask test browser` sets the variables that name the browsers and the page: `CHROMEDRIVER`,
//! `ATTENTION_CHROME`, `GECKODRIVER`, `ATTENTION_FIREFOX`, `ATTENTION_DIST`.

// Every method fails for the one reason that the browser, its driver or the page does not do as told.
#![allow(clippy::missing_errors_doc)]

mod bidi;
mod browser;
mod chromium;
mod driver;
mod firefox;
mod hosting;
mod page;
mod remote;
mod server;
mod visit;

pub use browser::Browser;
pub use driver::Driver;
pub use hosting::{Answer, Nginx};
pub use page::Page;
pub use server::Server;
pub use visit::Visit;
