//! Any text as a link and as a teacher's arrangement. A corpus to begin with: `tests/data/links/*.link`.

#![no_main]

use attention_notebook::{
    notebook::{decode, encode},
    share::{Packed, Texts, read_arrangement},
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|link: &str| {
    let _ = read_arrangement(link);
    if let Ok(opened) = Packed::read(link).and_then(|packed| packed.open(&Texts::default())) {
        assert!(decode(&encode(&opened.document)).is_ok());
    }
});
