//! The browsers that the page is tested in.

use std::env;
use std::ffi::OsString;

/// A browser, and with it the program that works it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Browser {
    /// Debian's Chromium, or Chrome: what every claim is checked in.
    #[default]
    Chromium,
    /// Firefox, as Debian supports it for years: another engine, for the main flows.
    Firefox,
}

impl Browser {
    /// Its own program, where `cargo xtask` names one; otherwise its driver finds it.
    pub(crate) fn program(self) -> Option<String> {
        let variable = match self {
            Self::Chromium => "ATTENTION_CHROME",
            Self::Firefox => "ATTENTION_FIREFOX",
        };
        env::var(variable).ok()
    }

    /// The program that works it.
    pub(crate) fn driver(self) -> OsString {
        let (variable, name) = match self {
            Self::Chromium => ("CHROMEDRIVER", "chromedriver"),
            Self::Firefox => ("GECKODRIVER", "geckodriver"),
        };
        env::var_os(variable).unwrap_or_else(|| name.into())
    }

    /// With these its driver chooses ports of its own, and tells one of them.
    pub(crate) fn driver_arguments(self) -> &'static [&'static str] {
        match self {
            Self::Chromium => &["--port=0", "--log-level=SEVERE"],
            Self::Firefox => &["--port=0", "--websocket-port=0", "--log=info"],
        }
    }

    /// The port in a line that its driver writes: `ChromeDriver was started successfully on port 41235.`,
    /// `1790000000000 geckodriver INFO Listening on 127.0.0.1:41235`.
    pub(crate) fn port_in(self, line: &str) -> Option<u16> {
        let before = match self {
            Self::Chromium => " successfully on port ",
            Self::Firefox => "Listening on 127.0.0.1:",
        };
        let (_, port) = line.trim_end().trim_end_matches('.').split_once(before)?;
        port.parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::Browser;

    #[test]
    fn a_driver_tells_its_port() {
        let chromium = "ChromeDriver was started successfully on port 41235.\n";
        assert_eq!(Browser::Chromium.port_in(chromium), Some(41235));
        let firefox = "1790000000000\tgeckodriver\tINFO\tListening on 127.0.0.1:41235\n";
        assert_eq!(Browser::Firefox.port_in(firefox), Some(41235));
        assert_eq!(Browser::Firefox.port_in("something else\n"), None);
    }
}
