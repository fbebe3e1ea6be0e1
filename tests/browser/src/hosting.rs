//! nginx with the sample configuration of `hosting/`.

use std::env;
use std::fs;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

/// The sample.
const SAMPLE: &str = include_str!("../../../hosting/nginx.conf");

/// nginx around the sample: nothing of its own but where it may write.
const AROUND: &str = "daemon off;
user root;
worker_processes 1;
pid FOLDER/pid;
error_log FOLDER/errors;
events {}
http {
  access_log off;
  client_body_temp_path FOLDER/body;
  proxy_temp_path FOLDER/proxy;
  fastcgi_temp_path FOLDER/fastcgi;
  uwsgi_temp_path FOLDER/uwsgi;
  scgi_temp_path FOLDER/scgi;
  include FOLDER/sample.conf;
}
";

/// nginx, serving a folder by the sample, stopped when dropped.
pub struct Nginx {
    process: Child,
    address: SocketAddr,
    folder: PathBuf,
}

/// What a server answers.
#[derive(Debug)]
pub struct Answer {
    /// As `200`.
    pub status: u16,
    headers: Vec<(String, String)>,
}

impl Answer {
    /// A header's value; an empty text where there is none.
    pub fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(found, _)| found.eq_ignore_ascii_case(name));
        found.map_or("", |(_, value)| value)
    }
}

impl Nginx {
    /// Starts it and waits until it listens.
    pub fn start(dist: &Path) -> Result<Self> {
        let program = env::var_os("ATTENTION_NGINX").context("ATTENTION_NGINX does not name nginx")?;
        let address = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?;
        let folder = env::temp_dir().join(format!("attention-nginx-{}", address.port()));
        fs::create_dir_all(&folder)?;
        let dist = dist.to_str().context("the folder's name is no text")?;
        let mut sample = SAMPLE.to_owned();
        for (line, own) in [
            ("listen 80;", format!("listen {address};")),
            ("root /srv/attention-notebook;", format!("root {dist};")),
        ] {
            ensure!(sample.matches(line).count() == 1, "the sample has no line {line:?}");
            sample = sample.replacen(line, &own, 1);
        }
        fs::write(folder.join("sample.conf"), sample)?;
        let around = AROUND.replace("FOLDER", folder.to_str().context("the folder's name is no text")?);
        fs::write(folder.join("nginx.conf"), around)?;
        let mut command = Command::new(&program);
        command.arg("-p").arg(&folder).arg("-c").arg(folder.join("nginx.conf")).stdin(Stdio::null());
        let process = command.spawn().with_context(|| format!("cannot start {}", program.display()))?;
        let mut nginx = Self { process, address, folder };
        let start = Instant::now();
        while TcpStream::connect(address).is_err() {
            if nginx.process.try_wait()?.is_some() || start.elapsed() > Duration::from_secs(10) {
                bail!(
                    "nginx does not listen: {}",
                    fs::read_to_string(nginx.folder.join("errors")).unwrap_or_default()
                );
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(nginx)
    }

    /// The address of the page.
    pub fn page(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Asks for a path as a browser does, with these further headers.
    pub fn get(&self, path: &str, headers: &[(&str, &str)]) -> Result<Answer> {
        let mut connection = TcpStream::connect(self.address)?;
        connection.set_read_timeout(Some(Duration::from_secs(10)))?;
        let lines: Vec<String> = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let more = lines.concat();
        write!(
            connection,
            "GET {path} HTTP/1.1\r\nHost: {}\r\nAccept-Encoding: gzip\r\nConnection: close\r\n{more}\r\n",
            self.address
        )?;
        let mut answer = Vec::new();
        connection.read_to_end(&mut answer)?;
        let end =
            answer.windows(4).position(|window| window == b"\r\n\r\n").context("no end of the headers")?;
        let head = String::from_utf8_lossy(&answer[..end]).into_owned();
        let mut lines = head.lines();
        let status =
            lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok()).context("no status")?;
        let headers = lines.filter_map(|line| {
            line.split_once(": ").map(|(name, value)| (name.to_owned(), value.to_owned()))
        });
        Ok(Answer { status, headers: headers.collect() })
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        // Its own child is left to end by itself when it is told so; killed, the child would stay.
        let _ = Command::new("kill").arg(self.process.id().to_string()).status();
        let _ = self.process.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}
