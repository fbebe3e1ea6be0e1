//! Parts of the program that are fetched when they are first used.
//!
//! With the feature `parts` the build takes the program apart (`xtask/src/parts.rs`): what only the views of a part
//! need lies in files of their own, and the page begins without them. Without the feature, natively and in the tests,
//! every part is there from the beginning.
//!
//! A view joins a part where it is declared, `view_of!(Inspector, use_inspector, explain)`; whoever shows it need not
//! know. `grep -rn "view_of!(.*, .*, " src/ui` lists them all. Any other function joins one with `of_part!`.

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
                // At the same time: a part says what the first screens do not.
                let words = crate::web::words::complete();
                let come = (self.fetch)().await;
                if words.await && come && !self.is_there() {
                    THERE.with_borrow_mut(|there| there.push(self.function));
                }
            }
            self.is_there()
        });
        #[cfg(not(feature = "parts"))]
        Box::pin(std::future::ready(self.is_there()))
    }
}

/// `of_part!(answers, ANSWERS, fn answer(store: &Store, msg: Msg) -> Store { … })`: a function of the part `answers`, and
/// `ANSWERS`, which fetches it (`pub(super) ANSWERS` for others). It gives `None` where it is not there yet.
macro_rules! of_part {
    ($part:ident, $visible:vis $fetch:ident, $(#[$doc:meta])* $reach:vis fn $name:ident($($argument:ident: $type:ty),*) -> $result:ty $body:block) => {
        $(#[$doc])*
        $reach fn $name($($argument: $type),*) -> Option<$result> {
            #[cfg(feature = "parts")]
            // To ask is to fetch; here it is only looked.
            return $fetch
                .is_there()
                .then(|| $crate::part::at_once($name::in_part($($argument),*)))
                .flatten()
                .and_then(Result::ok);
            #[cfg(not(feature = "parts"))]
            Some($name::body($($argument),*))
        }

        mod $name {
            use super::*;

            // A function of its own, whose `?` and `return` are those of the body.
            pub(super) fn body($($argument: $type),*) -> $result $body

            #[cfg(feature = "parts")]
            #[wasm_split_helpers::wasm_split($part, fallible, preload(fetch))]
            pub(super) fn in_part($($argument: $type),*) -> Result<$result, wasm_split_helpers::SplitLoaderError> {
                Ok(body($($argument),*))
            }

            #[cfg(feature = "parts")]
            pub(super) fn fetch_it() -> $crate::part::Fetching {
                Box::pin(async { fetch().await.is_ok() })
            }
        }

        #[cfg(feature = "parts")]
        $visible const $fetch: $crate::part::Part = $crate::part::Part {
            name: stringify!($part),
            function: concat!(module_path!(), "::", stringify!($name)),
            fetch: $name::fetch_it,
        };
        #[cfg(not(feature = "parts"))]
        $visible const $fetch: $crate::part::Part = $crate::part::Part {
            name: stringify!($part),
            function: concat!(module_path!(), "::", stringify!($name)),
            fetch: || Box::pin(std::future::ready(true)),
        };
    };
}
pub(crate) use of_part;

/// What a future gives that has nothing to wait for.
#[cfg(feature = "parts")]
pub(crate) fn at_once<T>(future: impl Future<Output = T>) -> Option<T> {
    use std::task::{Context, Poll, Waker};

    match std::pin::pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => Some(value),
        Poll::Pending => None,
    }
}
