//! A static file server that knows nothing of the page.

use std::fs;
use std::io::Cursor;
use std::net::Ipv4Addr;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use anyhow::{Result, anyhow, ensure};
use tiny_http::{Header, Request, Response};

/// The page lies in a folder of the server: a path from the root would not find its files.
const FOLDER: &str = "/notebook/";

/// A page with nothing on it but an input: what a browser alone needs from key to paint.
const EMPTY: &str = "<!doctype html><html lang=en data-ready=true><meta charset=utf-8><title>empty</title>\
                     <link rel=icon href='data:,'><input aria-label=empty autofocus></html>";

/// Serves a folder under `/notebook/` on a free port until it is dropped.
pub struct Server {
    http: Arc<tiny_http::Server>,
    requested: Arc<Mutex<Vec<PathBuf>>>,
    origin: String,
}

impl Server {
    /// Starts serving.
    pub fn start(folder: &Path) -> Result<Self> {
        ensure!(folder.join("index.html").is_file(), "no index.html in {}", folder.display());
        let http = tiny_http::Server::http((Ipv4Addr::LOCALHOST, 0)).map_err(|error| anyhow!(error))?;
        let http = Arc::new(http);
        let requested = Arc::new(Mutex::new(Vec::new()));
        let origin = format!("http://{}", http.server_addr());
        // Two, so that one slow file does not hold up the next.
        for _ in 0..2 {
            let (http, requested, folder) = (Arc::clone(&http), Arc::clone(&requested), folder.to_owned());
            thread::spawn(move || {
                for request in http.incoming_requests() {
                    // A browser that has gone away is no failure of the server.
                    let _ = answer(request, &folder, &requested);
                }
            });
        }
        Ok(Self { http, requested, origin })
    }

    /// `http://127.0.0.1:port`
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The address of the page.
    pub fn page(&self) -> String {
        format!("{}{FOLDER}", self.origin)
    }

    /// The address of a page with nothing on it but an input.
    pub fn empty(&self) -> String {
        format!("{}/empty.html", self.origin)
    }

    /// Every file served so far, in order.
    pub fn requested(&self) -> Vec<PathBuf> {
        self.requested.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.http.unblock();
        self.http.unblock();
    }
}

fn answer(request: Request, folder: &Path, requested: &Mutex<Vec<PathBuf>>) -> std::io::Result<()> {
    let path = request.url().split(['?', '#']).next().unwrap_or_default();
    if path == "/empty.html" {
        return request.respond(response(EMPTY.as_bytes().to_vec(), "html"));
    }
    let file = file_of(path).map(|file| folder.join(file));
    let Some((file, body)) = file.and_then(|file| fs::read(&file).ok().map(|body| (file, body))) else {
        return request.respond(response(b"not found".to_vec(), "txt").with_status_code(404));
    };
    let extension = file.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    let response = response(body, extension);
    requested.lock().unwrap_or_else(PoisonError::into_inner).push(file);
    request.respond(response)
}

/// The file that a path means, within the folder and never above it.
fn file_of(path: &str) -> Option<PathBuf> {
    let rest = Path::new(path.strip_prefix(FOLDER)?);
    let inside = rest.components().all(|part| matches!(part, Component::Normal(_)));
    inside.then(|| if rest.as_os_str().is_empty() { "index.html".into() } else { rest.to_owned() })
}

fn response(body: Vec<u8>, extension: &str) -> Response<Cursor<Vec<u8>>> {
    let content_type = match extension {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        // Browsers compile a module while it arrives only under this type.
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "json" => "application/json",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    };
    let response = Response::from_data(body);
    match Header::from_bytes("Content-Type", content_type) {
        Ok(header) => response.with_header(header),
        Err(()) => response,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_below_the_folder_are_served() {
        assert_eq!(file_of("/notebook/"), Some("index.html".into()));
        assert_eq!(file_of("/notebook/a/b.js"), Some("a/b.js".into()));
        assert_eq!(file_of("/notebook/../secret"), None);
        assert_eq!(file_of("/notebook//etc/passwd"), None);
        assert_eq!(file_of("/app.js"), None);
    }
}
