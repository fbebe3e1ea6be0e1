//! What the library asks of a browser's storage: texts under keys.

/// Texts under keys, shared by all tabs of the page.
pub trait Storage {
    /// The text of a key.
    ///
    /// # Errors
    /// [`Fault::Blocked`].
    fn get(&self, key: &str) -> Result<Option<String>, Fault>;

    /// Writes the text of a key: all of it, or nothing.
    ///
    /// # Errors
    /// A [`Fault`]; the key has the text that it had.
    fn set(&self, key: &str, text: &str) -> Result<(), Fault>;

    /// Takes a key out.
    ///
    /// # Errors
    /// [`Fault::Blocked`].
    fn remove(&self, key: &str) -> Result<(), Fault>;

    /// All keys, those of others included.
    ///
    /// # Errors
    /// [`Fault::Blocked`].
    fn keys(&self) -> Result<Vec<String>, Fault>;
}

/// Why nothing could be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The reader, or his browser, does not let pages keep anything.
    Blocked,
    /// There is no room left.
    Full,
}

impl Fault {
    /// What names it on the page.
    pub fn code(self) -> &'static str {
        match self {
            Self::Blocked => "storage-blocked",
            Self::Full => "storage-full",
        }
    }
}
