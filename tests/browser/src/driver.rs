//! The process that works a browser: chromedriver or geckodriver.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result};

use crate::Browser;

const ATTEMPTS: usize = 5;

/// A driver on a port of its own, stopped when dropped.
pub struct Driver {
    process: Child,
    address: SocketAddr,
}

impl Driver {
    /// Starts it and waits until it listens.
    pub fn start(browser: Browser) -> Result<Self> {
        // It chooses a free port, then listens there twice, for both kinds of address: between the two another
        // may take it.
        (1..ATTEMPTS).find_map(|_| Self::try_start(browser).ok()).map_or_else(|| Self::try_start(browser), Ok)
    }

    fn try_start(browser: Browser) -> Result<Self> {
        let program = browser.driver();
        let mut command = Command::new(&program);
        command.args(browser.driver_arguments()).stdin(Stdio::null()).stdout(Stdio::piped());
        let mut process = command.stderr(Stdio::null()).spawn().with_context(|| {
            format!("cannot start {}: run this through `cargo xtask`", program.to_string_lossy())
        })?;
        let stdout = process.stdout.take().context("the driver has no output")?;
        let mut driver = Self { process, address: (Ipv4Addr::LOCALHOST, 0).into() };
        // An error here drops the driver, which stops the process.
        driver.address.set_port(port_in(browser, stdout)?);
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

/// Reads until the driver tells its port.
fn port_in(browser: Browser, stdout: impl Read + Send + 'static) -> Result<u16> {
    let mut stdout = BufReader::new(stdout);
    let mut line = String::new();
    while stdout.read_line(&mut line)? > 0 {
        if let Some(port) = browser.port_in(&line) {
            // A program that writes into a closed pipe is killed, and into a full one it waits.
            thread::spawn(move || io::copy(&mut stdout, &mut io::sink()));
            return Ok(port);
        }
        line.clear();
    }
    anyhow::bail!("the driver ended before it listened")
}
