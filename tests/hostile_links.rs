//! Links and files from anybody: refused with a sentence, or sound; in bounded time and memory.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{
    fs,
    time::{Duration, Instant},
};

use attention_notebook::i18n::{self, Language};
use attention_notebook::notebook::{CodecError, Document, decode, encode as json};
use attention_notebook::share::{
    LinkError, MAX_BODY, MAX_LINK, Packed, Texts, encode, read_arrangement, write_arrangement,
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD as ALPHABET};
use miniz_oxide::{deflate::compress_to_vec, inflate::decompress_to_vec};
use proptest::prelude::*;
use proptest::{collection::vec, sample::Index};

/// Far above what any link takes, far below what would be felt as hanging.
const LONGEST: Duration = Duration::from_secs(2);

fn released(name: &str) -> String {
    fs::read_to_string(format!("tests/data/links/{name}.link")).unwrap().trim().to_owned()
}

/// The link of a body, whatever it is.
fn folded(body: &[u8]) -> String {
    format!("1{}", ALPHABET.encode(compress_to_vec(body, 9)))
}

fn body(link: &str) -> Vec<u8> {
    decompress_to_vec(&ALPHABET.decode(&link[1..]).unwrap()).unwrap()
}

/// Opens a link as the page does; what it gives is sound, what it refuses is told in every language.
fn open(link: &str) -> Result<Document, LinkError> {
    let start = Instant::now();
    let opened = Packed::read(link).and_then(|packed| packed.open(&Texts::default()));
    match &opened {
        Ok(opened) => assert!(decode(&json(&opened.document)).is_ok()),
        Err(error) => {
            for language in Language::all() {
                let told = i18n::link_error(language, error);
                assert!(!told.contains("%{") && !told.chars().any(char::is_control), "{told}");
            }
        }
    }
    assert!(start.elapsed() < LONGEST);
    opened.map(|opened| opened.document)
}

#[test]
fn what_is_no_link_is_told_apart() {
    let link = released("own");
    assert!(open(&link).is_ok());
    assert_eq!(open(""), Err(LinkError::Broken));
    assert_eq!(open(&link[..link.len() / 2]), Err(LinkError::Broken));
    assert_eq!(open(&link.replace('1', "7")), Err(LinkError::Version('7')));
    assert_eq!(open("注意"), Err(LinkError::Version('注')));
    assert_eq!(open("1<script>alert(1)</script>"), Err(LinkError::Broken));
    assert_eq!(open(&format!("1{}", "A".repeat(3_000_000))), Err(LinkError::TooLong(Some(3_000_001))));
    assert_eq!(open(&format!("{link}%20")), Err(LinkError::Broken));
    // Every beginning of a link, and none of them a notebook.
    for length in 0..link.len() - 1 {
        assert!(open(&link[..length]).is_err(), "{length}");
    }
}

#[test]
fn a_bomb_does_not_unfold() {
    let bomb = folded(&vec![0; 5_000_000]);
    assert!(bomb.len() < MAX_LINK);
    assert_eq!(open(&bomb), Err(LinkError::TooLong(None)));
    let largest = folded(&vec![0; MAX_BODY]);
    assert_eq!(open(&largest), Err(LinkError::Broken));
    // Counts that promise more than there is.
    for size in [0x7f_u64, 0xffff, u64::from(u32::MAX), u64::MAX] {
        let mut count = Vec::new();
        let mut rest = size;
        while rest > 0x7f {
            count.push(rest as u8 | 0x80);
            rest >>= 7;
        }
        count.push(rest as u8);
        for before in [&[][..], &[0], &[0, 1], &[0, 0, 0], &[0, 0, 0, 1, 2, 110], &[0, 0, 0, 0]] {
            assert_eq!(
                open(&folded(&[before, &count].concat())),
                Err(LinkError::Broken),
                "{before:?} {size}"
            );
        }
    }
}

#[test]
fn numbers_that_are_none_are_refused() {
    let link = released("own");
    let body = body(&link);
    let infinite = [&[1][..], &f32::NEG_INFINITY.to_le_bytes()].concat();
    let at = body.windows(5).position(|window| window == infinite).unwrap();
    let mut not_a_number = body.clone();
    not_a_number[at + 1..at + 5].copy_from_slice(&f32::NAN.to_le_bytes());
    assert_eq!(open(&folded(&not_a_number)), Err(LinkError::Contents("c0".to_owned())));
}

#[test]
fn names_are_what_they_look_like() {
    let file = |name: &str| {
        format!(
            r#"{{"format": "attention-notebook", "version": 1, "cells": [{{"id": "s", "kind": "switch", "name": "{name}", "value": 0}}]}}"#
        )
    };
    assert!(decode(&file("开关")).is_ok());
    for name in ["a\\u0000b", "a\\u202eb", "a\\u200bb", "a\\nb", "\\u001b[31m"] {
        assert_eq!(decode(&file(name)), Err(CodecError::Contents("s".to_owned())), "{name}");
    }
}

#[test]
fn files_that_nest_or_grow_are_refused() {
    let start = Instant::now();
    let file = |title: &str| {
        format!(r#"{{"format": "attention-notebook", "version": 1, "cells": [], "title": {title}}}"#)
    };
    for title in [
        "[".repeat(1_000_000),
        r#"{"a":"#.repeat(100_000),
        format!(r#""{}""#, "a".repeat(10_000_000)),
        "NaN".to_owned(),
        "1e999".to_owned(),
    ] {
        assert!(decode(&file(&title)).is_err());
    }
    assert!(decode(&file(r#""<script>alert(1)</script>""#)).is_ok());
    assert_eq!(
        decode(r#"{"format": "attention-notebook", "version": 99, "cells": []}"#),
        Err(CodecError::Version(99))
    );
    assert!(start.elapsed() < LONGEST);
}

/// What happens to bytes on their way.
#[derive(Debug, Clone)]
enum Harm {
    Put(Index, u8),
    Insert(Index, Vec<u8>),
    Cut(Index, usize),
    Repeat(Index, usize),
    End(Index),
}

fn harm() -> impl Strategy<Value = Harm> {
    prop_oneof![
        (any::<Index>(), any::<u8>()).prop_map(|(at, byte)| Harm::Put(at, byte)),
        (any::<Index>(), vec(any::<u8>(), 1..12)).prop_map(|(at, bytes)| Harm::Insert(at, bytes)),
        (any::<Index>(), 1..9_usize).prop_map(|(at, count)| Harm::Cut(at, count)),
        (any::<Index>(), 1..99_usize).prop_map(|(at, count)| Harm::Repeat(at, count)),
        any::<Index>().prop_map(Harm::End),
    ]
}

fn harmed(bytes: &[u8], harms: &[Harm]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for harm in harms.iter().cloned() {
        if bytes.is_empty() {
            break;
        }
        match harm {
            Harm::Put(at, byte) => *at.get_mut(&mut bytes) = byte,
            Harm::Insert(at, new) => {
                let at = at.index(bytes.len());
                bytes.splice(at..at, new);
            }
            Harm::Cut(at, count) => {
                let at = at.index(bytes.len());
                bytes.drain(at..(at + count).min(bytes.len()));
            }
            Harm::Repeat(at, count) => {
                let at = at.index(bytes.len());
                let part = bytes[at..(at + count).min(bytes.len())].to_vec();
                bytes.splice(at..at, part);
            }
            Harm::End(at) => bytes.truncate(at.index(bytes.len())),
        }
    }
    bytes
}

const RELEASED: &[&str] = &["xiaoming", "own", "heads", "beyond-words", "laboratory"];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn any_text_is_read_or_refused(text in any::<String>(), view in "1[A-Za-z0-9_-]{0,60}") {
        let _ = open(&text);
        let _ = open(&view);
        if let Ok(arrangement) = read_arrangement(&view) {
            prop_assert_eq!(read_arrangement(&write_arrangement(&arrangement)), Ok(arrangement));
        }
        let _ = read_arrangement(&text);
    }

    #[test]
    fn harmed_links_are_read_or_refused(name in proptest::sample::select(RELEASED), harms in vec(harm(), 1..4)) {
        let link = released(name);
        let _ = open(&String::from_utf8_lossy(&harmed(link.as_bytes(), &harms)));
        if let Ok(document) = open(&folded(&harmed(&body(&link), &harms))) {
            // What is sound can be shared on.
            let _ = encode(&document, &Texts::default());
        }
    }

    #[test]
    fn harmed_files_are_read_or_refused(harms in vec(harm(), 1..4)) {
        let file = fs::read("tests/data/links/own.json").unwrap();
        if let Ok(document) = decode(&String::from_utf8_lossy(&harmed(&file, &harms))) {
            prop_assert!(decode(&json(&document)).is_ok());
        }
    }
}
