//! Any bytes as the body of a link, folded as a link is: what is behind deflate and base64.

#![no_main]

use attention_notebook::{
    notebook::{decode, encode},
    share::{Packed, Texts},
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|body: &[u8]| {
    let link = format!("1{}", BASE64_URL_SAFE_NO_PAD.encode(miniz_oxide::deflate::compress_to_vec(body, 1)));
    if let Ok(opened) = Packed::read(&link).and_then(|packed| packed.open(&Texts::default())) {
        assert!(decode(&encode(&opened.document)).is_ok());
    }
});
