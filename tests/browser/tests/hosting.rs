//! The page as the sample configurations serve it. nginx is started; what the others say is compared with it.

#![expect(clippy::expect_used, clippy::unwrap_used, reason = "a test fails by panicking")]

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use browser_tests::{Nginx, Visit};

const PAGE: &str = include_str!("../../../index.html");
const NGINX: &str = include_str!("../../../hosting/nginx.conf");
const CADDY: &str = include_str!("../../../hosting/Caddyfile");

fn dist() -> PathBuf {
    env::var_os("ATTENTION_DIST").expect("ATTENTION_DIST names dist/").into()
}

/// The policy that the page has of its own.
fn policy() -> &'static str {
    let behind = PAGE.split("http-equiv=\"Content-Security-Policy\" content=\"").nth(1).unwrap();
    behind.split('"').next().unwrap()
}

fn files(folder: &Path, before: &str, list: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let name = format!("{before}/{}", entry.file_name().to_str().unwrap());
        if entry.path().is_dir() {
            files(&entry.path(), &name, list);
        } else {
            list.push(name);
        }
    }
}

fn type_of(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "json" => "application/json; charset=utf-8",
        "webmanifest" => "application/manifest+json; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        other => panic!("no type for .{other}: the samples need one too"),
    }
}

/// Whether a name, or that of its folder, holds a hash of its content.
fn is_hashed(path: &str) -> bool {
    path.split('/').any(|name| {
        let stem = name.split('.').next().unwrap();
        let stem = stem.strip_suffix("_bg").or_else(|| stem.strip_suffix("-parts")).unwrap_or(stem);
        stem.rsplit_once('-').is_some_and(|(_, hash)| {
            (12..=16).contains(&hash.len()) && hash.chars().all(|letter| letter.is_ascii_hexdigit())
        })
    })
}

#[test]
fn nginx_serves_every_file_compressed_typed_and_cached() {
    let nginx = Nginx::start(&dist()).unwrap();
    let mut list = vec!["/".to_owned()];
    files(&dist(), "", &mut list);
    let (mut hashed, mut asked) = (0, 0);
    for path in &list {
        let answer = nginx.get(path, &[]).unwrap();
        let kind = if path == "/" { type_of("html") } else { type_of(path) };
        assert_eq!((answer.status, answer.header("content-type")), (200, kind), "{path}");
        let is_large = fs::metadata(dist().join(&path[1..])).unwrap().len() > 1024;
        if kind != "image/png" && is_large && path != "/" {
            assert_eq!(answer.header("content-encoding"), "gzip", "{path}");
        }
        let cache = answer.header("cache-control");
        if is_hashed(path) {
            assert_eq!(cache, "public, max-age=31536000, immutable", "{path}");
            hashed += 1;
        } else {
            assert_eq!(cache, "no-cache", "{path}");
            asked += 1;
            let again = nginx.get(path, &[("If-None-Match", answer.header("etag"))]).unwrap();
            assert_eq!(again.status, 304, "{path} has not changed");
        }
    }
    assert!(hashed >= 20 && asked >= 20, "{hashed} {asked}: {list:?}");
    assert_eq!(nginx.get("/nothing.js", &[]).unwrap().status, 404);
}

#[test]
fn nginx_says_what_the_page_may_do() {
    let nginx = Nginx::start(&dist()).unwrap();
    for path in ["/", "/service-worker.js", "/nothing.html"] {
        let answer = nginx.get(path, &[]).unwrap();
        let said = answer.header("content-security-policy");
        assert_eq!(said, format!("{}; frame-ancestors 'self'", policy()), "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("referrer-policy"), "no-referrer");
        assert_eq!(answer.header("permissions-policy"), "camera=(), geolocation=(), microphone=()");
    }
}

#[tokio::test]
async fn the_page_works_as_nginx_serves_it() {
    let nginx = Nginx::start(&dist()).unwrap();
    let page = Visit::default().start().await.unwrap();
    page.driver().goto(nginx.page()).await.unwrap();
    page.wait_ready().await.unwrap();
    let compressed =
        "return performance.getEntriesByType('resource').filter(e => e.name.endsWith('_bg.wasm'))
        .every(e => e.encodedBodySize < 0.6 * e.decodedBodySize)";
    page.wait_for("a compressed program", compressed).await.unwrap();
    assert_eq!(page.console_errors().await.unwrap(), Vec::<String>::new());
}

#[test]
fn the_samples_say_the_same() {
    for part in [
        policy(),
        "frame-ancestors 'self'",
        "public, max-age=31536000, immutable",
        "nosniff",
        "no-referrer",
        "camera=(), geolocation=(), microphone=()",
        r"-[0-9a-f]{12,16}((_bg)?\.(css|js|wasm)$|-parts/)",
    ] {
        assert!(NGINX.contains(part) && CADDY.contains(part), "{part}");
    }
}
