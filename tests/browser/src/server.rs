//! A static file server that knows nothing of the page.

use std::fs;
use std::io::{self, BufRead, BufReader, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use anyhow::{Result, ensure};

/// The page lies in a folder of the server: a path from the root would not find its files.
const FOLDER: &str = "/notebook/";

/// A page with nothing on it but an input: what a browser alone needs from key to paint.
const EMPTY: &str = "<!doctype html><html lang=en data-ready=true><meta charset=utf-8><title>empty</title>\
                     <link rel=icon href='data:,'><input aria-label=empty autofocus></html>";

/// Serves a folder under `/notebook/` on a free port until it is dropped.
pub struct Server {
    address: SocketAddr,
    site: Arc<Site>,
}

/// What the connections share.
struct Site {
    folder: PathBuf,
    requested: Mutex<Vec<PathBuf>>,
    closed: AtomicBool,
}

impl Server {
    /// Starts serving.
    pub fn start(folder: &Path) -> Result<Self> {
        ensure!(folder.join("index.html").is_file(), "no index.html in {}", folder.display());
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = listener.local_addr()?;
        let (folder, requested) = (folder.to_owned(), Mutex::default());
        let site = Arc::new(Site { folder, requested, closed: AtomicBool::new(false) });
        let shared = Arc::clone(&site);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if shared.closed.load(Ordering::Relaxed) {
                    break;
                }
                // A thread for each connection: browsers open some that they never use, and those hold up nothing.
                let site = Arc::clone(&shared);
                // A browser that has gone away is no failure of the server.
                thread::spawn(move || site.answer(&stream).ok());
            }
        });
        Ok(Self { address, site })
    }

    /// `http://127.0.0.1:port`
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The address of the page.
    pub fn page(&self) -> String {
        format!("{}{FOLDER}", self.origin())
    }

    /// The address of a page with nothing on it but an input.
    pub fn empty(&self) -> String {
        format!("{}/empty.html", self.origin())
    }

    /// Every file served so far, in order.
    pub fn requested(&self) -> Vec<PathBuf> {
        self.site.requested.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.site.closed.store(true, Ordering::Relaxed);
        // One more connection, which finds the door closed.
        let _ = TcpStream::connect(self.address);
    }
}

impl Site {
    /// Answers the requests of one connection until the browser closes it.
    fn answer(&self, mut stream: &TcpStream) -> io::Result<()> {
        // Head and body leave as they are written.
        stream.set_nodelay(true)?;
        let mut lines = BufReader::new(stream).lines();
        while let Some(request) = lines.next().transpose()? {
            // What the browser says of itself changes nothing; an empty line ends it.
            while lines.next().transpose()?.is_some_and(|line| !line.is_empty()) {}
            let target = request.split(' ').nth(1).unwrap_or_default();
            let path = target.split(['?', '#']).next().unwrap_or_default();
            let (status, kind, body) = self.find(path);
            let length = body.len();
            let head =
                format!("HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\r\n");
            stream.write_all(&[head.as_bytes(), &body].concat())?;
        }
        Ok(())
    }

    /// Status, type and content of what a path names.
    fn find(&self, path: &str) -> (&'static str, &'static str, Vec<u8>) {
        if path == "/empty.html" {
            return ("200 OK", content_type("html"), EMPTY.as_bytes().to_vec());
        }
        let file = file_of(path).map(|file| self.folder.join(file));
        let Some((file, body)) = file.and_then(|file| fs::read(&file).ok().map(|body| (file, body))) else {
            return ("404 Not Found", content_type("txt"), b"not found".to_vec());
        };
        let extension = file.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        let kind = content_type(extension);
        self.requested.lock().unwrap_or_else(PoisonError::into_inner).push(file);
        ("200 OK", kind, body)
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
