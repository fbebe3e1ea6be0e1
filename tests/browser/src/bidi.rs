//! A connection to a browser by WebDriver BiDi: commands, and what the browser tells unasked.
//!
//! thirtyfour has a client of its own, which brings TLS and wants a provider of ciphers for it; this connection never
//! leaves the machine.

use std::net::TcpStream;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail};
use serde_json::{Value, json};
use tungstenite::{Message, WebSocket};

/// How long a browser may take to answer.
const PATIENCE: Duration = Duration::from_secs(20);

/// What the browser tells unasked, as `network.beforeRequestSent`.
pub(crate) struct Event {
    pub(crate) method: String,
    pub(crate) params: Value,
}

/// An open connection.
pub(crate) struct Bidi(Mutex<Connection>);

struct Connection {
    socket: WebSocket<TcpStream>,
    /// Commands so far.
    commands: u64,
    /// Told, and not yet taken.
    events: Vec<Event>,
}

impl Bidi {
    /// Connects to `ws://127.0.0.1:41235/session/…`.
    pub(crate) fn connect(url: &str) -> Result<Self> {
        let address = url.strip_prefix("ws://").and_then(|rest| rest.split('/').next());
        let stream = TcpStream::connect(address.with_context(|| format!("{url} is no WebSocket"))?)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        let (socket, _) = tungstenite::client(url, stream).map_err(|error| anyhow!("{url}: {error}"))?;
        Ok(Self(Mutex::new(Connection { socket, commands: 0, events: Vec::new() })))
    }

    /// Sends a command and waits for what it answers.
    pub(crate) fn send(&self, method: &str, params: &Value) -> Result<Value> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).send(method, params)
    }

    /// Takes those events that are wanted, up to this moment.
    pub(crate) fn take(&self, wanted: impl Fn(&Event) -> bool) -> Result<Vec<Event>> {
        let mut connection = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // Whatever was told before the answer to this has then been read.
        connection.send("session.status", &json!({}))?;
        let (taken, left) = std::mem::take(&mut connection.events).into_iter().partition(wanted);
        connection.events = left;
        Ok(taken)
    }
}

impl Connection {
    fn send(&mut self, method: &str, params: &Value) -> Result<Value> {
        self.commands += 1;
        let command = json!({ "id": self.commands, "method": method, "params": params });
        self.socket.send(Message::text(command.to_string())).context("the browser is gone")?;
        loop {
            let message = self.socket.read().with_context(|| format!("no answer to {method}"))?;
            let Message::Text(text) = message else { continue };
            let mut message: Value = serde_json::from_str(&text)?;
            if message["type"] == "event" {
                let method = message["method"].as_str().unwrap_or_default().to_owned();
                self.events.push(Event { method, params: message["params"].take() });
            } else if message["id"] == self.commands {
                if message["type"] == "error" {
                    bail!("{method}: {}", message["message"].as_str().unwrap_or_default());
                }
                return Ok(message["result"].take());
            }
        }
    }
}
