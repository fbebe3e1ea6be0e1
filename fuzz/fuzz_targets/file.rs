//! Any text as a notebook file. A corpus to begin with: `src/lessons/notebooks`.

#![no_main]

use attention_notebook::notebook::{decode, encode};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|file: &str| {
    if let Ok(document) = decode(file) {
        assert!(decode(&encode(&document)).is_ok());
    }
});
