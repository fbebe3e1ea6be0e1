//! The chromedriver process.

use std::env;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result};

const ATTEMPTS: usize = 5;

/// chromedriver on a port of its own, stopped when dropped.
pub struct Driver {
    process: Child,
    address: SocketAddr,
    /// Kept open: a program that writes into a closed pipe is killed.
    _stdout: BufReader<ChildStdout>,
}

impl Driver {
    /// Starts it and waits until it listens.
    pub fn start() -> Result<Self> {
        // It chooses a free port, then listens there twice, for both kinds of address: between the two another
        // may take it.
        (1..ATTEMPTS).find_map(|_| Self::try_start().ok()).map_or_else(Self::try_start, Ok)
    }

    fn try_start() -> Result<Self> {
        let program = env::var_os("CHROMEDRIVER").unwrap_or_else(|| "chromedriver".into());
        let mut command = Command::new(&program);
        command.args(["--port=0", "--log-level=SEVERE"]).stdin(Stdio::null()).stdout(Stdio::piped());
        let mut process = command.stderr(Stdio::null()).spawn().with_context(|| {
            format!("cannot start {}: run this through `cargo xtask`", program.to_string_lossy())
        })?;
        let mut stdout = BufReader::new(process.stdout.take().context("chromedriver has no output")?);
        let port = port_in(&mut stdout);
        let mut driver = Self { process, address: (Ipv4Addr::LOCALHOST, 0).into(), _stdout: stdout };
        // An error here drops the driver, which stops the process.
        driver.address.set_port(port?);
        Ok(driver)
    }

    /// Where it listens.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Closes a session's browser, and waits until it is closed.
    pub(crate) fn end_session(&self, id: &str) -> Result<()> {
        let mut connection = TcpStream::connect(self.address)?;
        connection.set_read_timeout(Some(Duration::from_secs(5)))?;
        write!(
            connection,
            "DELETE /session/{id} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n",
            self.address
        )?;
        // The answer's beginning will do; the driver does not close the connection.
        connection.read_exact(&mut [0; "HTTP/1.1 200".len()])?;
        Ok(())
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Reads up to `ChromeDriver was started successfully on port 41235.`
fn port_in(stdout: &mut impl BufRead) -> Result<u16> {
    let mut line = String::new();
    while stdout.read_line(&mut line)? > 0 {
        if let Some((_, port)) = line.trim_end().trim_end_matches('.').split_once(" successfully on port ") {
            return port.parse().with_context(|| format!("no port in {line:?}"));
        }
        line.clear();
    }
    anyhow::bail!("chromedriver ended before it listened")
}
