//! End-to-end tests in a real browser, by the page contract.
