//! Parts of the program that are fetched when they are first used.
//!
//! With the feature `parts` the build takes the program apart (`xtask/src/parts.rs`): what only the views of a part
//! need lies in files of their own, and the page begins without them. Without the feature, natively and in the tests,
//! every part is there from the beginning.
//!
//! A view joins a part where it is declared, `view_of!(Inspector, use_inspector, explain)`; whoever shows it need not
//! know. `grep -rn "view_of!(.*, .*, " src/ui` lists them all.

use std::{fmt, pin::Pin};

/// Whether something is there, once it has been fetched.
pub type Fetching = Pin<Box<dyn Future<Output = bool>>>;

/// A function of a part of the program.
#[derive(Clone, Copy)]
pub struct Part {
    /// The part.
    pub name: &'static str,
    /// The function, by a name that no other has.
    pub function: &'static str,
    /// Fetches the part.
    pub fetch: fn() -> Fetching,
}

impl fmt::Debug for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {}", self.function, self.name)
    }
}

#[cfg(feature = "parts")]
thread_local! {
    /// The functions that can be called.
    static THERE: std::cell::RefCell<Vec<&'static str>> = const { std::cell::RefCell::new(Vec::new()) };
}

impl Part {
    /// Whether the function can be called.
    pub fn is_there(self) -> bool {
        #[cfg(feature = "parts")]
        return THERE.with_borrow(|there| there.contains(&self.function));
        #[cfg(not(feature = "parts"))]
        true
    }

    /// Fetches the part, where that has not been done; whether the function can be called now.
    pub fn fetch(self) -> Fetching {
        #[cfg(feature = "parts")]
        return Box::pin(async move {
            if !self.is_there() {
                // Both at once: what is shown has its style sheets.
                let sheets = crate::web::sheets();
                if (self.fetch)().await && sheets.await {
                    THERE.with_borrow_mut(|there| there.push(self.function));
                }
            }
            self.is_there()
        });
        #[cfg(not(feature = "parts"))]
        Box::pin(std::future::ready(self.is_there()))
    }
}

/// What a future gives that has nothing to wait for.
#[cfg(feature = "parts")]
pub(crate) fn at_once<T>(future: impl Future<Output = T>) -> Option<T> {
    use std::task::{Context, Poll, Waker};

    match std::pin::pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => Some(value),
        Poll::Pending => None,
    }
}
