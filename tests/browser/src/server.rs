//! A static file server that knows nothing of the page.

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use anyhow::{Result, ensure};
use flate2::Compression;
use flate2::write::GzEncoder;

/// The page lies in a folder of the server: a path from the root would not find its files.
const FOLDER: &str = "/notebook/";

/// A page with nothing on it but an input: what a browser alone needs from key to paint.
const EMPTY: &str = "<!doctype html><html lang=en data-ready=true><meta charset=utf-8><title>empty</title>\
                     <link rel=icon href='data:,'><input aria-label=empty autofocus></html>";

/// Serves a folder under `/notebook/` on a free port, as long as the program runs.
pub struct Server {
    requested: Arc<Mutex<Vec<PathBuf>>>,
    folder: Arc<Mutex<Option<PathBuf>>>,
    origin: String,
}

impl Server {
    /// Starts serving.
    pub fn start(folder: &Path) -> Result<Self> {
        ensure!(folder.join("index.html").is_file(), "no index.html in {}", folder.display());
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let origin = format!("http://{}", listener.local_addr()?);
        let requested = Arc::new(Mutex::new(Vec::new()));
        let folder = Arc::new(Mutex::new(Some(folder.to_owned())));
        let site = Site { folder: Arc::clone(&folder), requested: Arc::clone(&requested) };
        thread::spawn(move || {
            // A thread for each connection: a browser opens several, and keeps some idle.
            for connection in listener.incoming().flatten() {
                let site = site.clone();
                // A browser that goes away is no failure of the server.
                thread::spawn(move || drop(site.converse(&connection)));
            }
        });
        Ok(Self { requested, folder, origin })
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

    /// Serves another folder from now on; none is a server that is gone.
    pub fn serve(&self, folder: Option<&Path>) {
        *self.folder.lock().unwrap_or_else(PoisonError::into_inner) = folder.map(Path::to_owned);
    }

    /// Every file served so far, in order.
    pub fn requested(&self) -> Vec<PathBuf> {
        self.requested.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// What the files served so far weigh together, each once and compressed as `gzip -9` does, in bytes.
    pub fn weight(&self) -> Result<usize> {
        let files: BTreeSet<_> = self.requested().into_iter().collect();
        files.iter().map(|file| compressed(file)).sum()
    }
}

fn compressed(file: &Path) -> Result<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(&fs::read(file)?)?;
    Ok(encoder.finish()?.len())
}

/// What every connection needs.
#[derive(Clone)]
struct Site {
    folder: Arc<Mutex<Option<PathBuf>>>,
    requested: Arc<Mutex<Vec<PathBuf>>>,
}

impl Site {
    /// Answers requests, each `GET path HTTP/1.1` and lines up to an empty one, until the browser hangs up.
    fn converse(&self, connection: &TcpStream) -> std::io::Result<()> {
        connection.set_nodelay(true)?;
        let mut lines = BufReader::new(connection).lines();
        while let Some(request) = lines.next().transpose()? {
            for header in lines.by_ref() {
                if header?.is_empty() {
                    break;
                }
            }
            let path = request.split([' ', '?']).nth(1).unwrap_or_default();
            let folder = self.folder.lock().unwrap_or_else(PoisonError::into_inner).clone();
            let Some(folder) = folder else { return Ok(()) };
            let (status, content_type, body) = self.answer(&folder, path);
            let mut answer = format!(
                "HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\nContent-Length: {}\r\n\r\n",
                body.len()
            )
            .into_bytes();
            answer.extend(body);
            (&mut &*connection).write_all(&answer)?;
        }
        Ok(())
    }

    fn answer(&self, folder: &Path, path: &str) -> (&'static str, &'static str, Vec<u8>) {
        if path == "/empty.html" {
            return ("200 OK", content_type("html"), EMPTY.into());
        }
        let file = file_of(path).map(|file| folder.join(file));
        let Some((file, body)) = file.and_then(|file| fs::read(&file).ok().map(|body| (file, body))) else {
            return ("404 Not Found", content_type("txt"), "not found".into());
        };
        let content_type =
            content_type(file.extension().and_then(|extension| extension.to_str()).unwrap_or_default());
        self.requested.lock().unwrap_or_else(PoisonError::into_inner).push(file);
        ("200 OK", content_type, body)
    }
}

/// The file that a path means, within the folder and never above it.
fn file_of(path: &str) -> Option<PathBuf> {
    let rest = Path::new(path.strip_prefix(FOLDER)?);
    let inside = rest.components().all(|part| matches!(part, Component::Normal(_)));
    inside.then(|| if rest.as_os_str().is_empty() { "index.html".into() } else { rest.to_owned() })
}

fn content_type(extension: &str) -> &'static str {
    match extension {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        // Browsers compile a module while it arrives only under this type.
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "png" => "image/png",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
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
