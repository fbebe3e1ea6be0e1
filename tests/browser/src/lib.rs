//! The page in a real browser: what end-to-end tests and measurements share.
//!
//! [`Visit`] says how to open the page (window, address, language), [`Page`] reads and works it by the page
//! contract in the README, the same that scripts and assistive tools rely on. Below them [`Server`] serves
//! `dist/` from a folder, as a school's server would, and [`Driver`] is the chromedriver process.
//!
//! `cargo xtask test browser` sets the variables that name the browser and the page: `CHROMEDRIVER`,
//! `ATTENTION_CHROME`, `ATTENTION_DIST`.

// Every method fails for the one reason that the browser, its driver or the page does not do as told.
#![allow(clippy::missing_errors_doc)]

mod driver;
mod hosting;
mod page;
mod server;
mod visit;

pub use driver::Driver;
pub use hosting::{Answer, Nginx};
pub use page::Page;
pub use server::Server;
pub use visit::Visit;
