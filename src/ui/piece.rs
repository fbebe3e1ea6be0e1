//! The one component of the page, which shows any view.
//!
//! A component is a kilobyte of the download before it does anything: Yew compiles its life (mounting, comparing,
//! scheduling, suspending) once for each type. So there is one type, and what it shows is a [`View`] whose own type
//! is forgotten. The key of a piece names the type of its view: Yew never makes a piece of one view into one of
//! another, whose hooks would be others.

use std::{
    any::{Any, type_name},
    fmt::Display,
    rc::Rc,
};

use yew::{
    functional::{Hook, HookContext},
    prelude::*,
    virtual_dom::{Key, VComp},
};

use super::part::use_part;
use crate::part::Part;

/// What is shown, as the props of a component would say it. A view that equals the one before is not drawn again.
pub(super) trait View: PartialEq + 'static {
    /// Draws it with the hooks of its piece.
    fn draw(&self, hooks: &mut HookContext) -> Html;

    /// The part of the program that draws it; nothing for the one that the page begins with.
    fn part(&self) -> Option<Part> {
        None
    }
}

/// `view_of!(GridProps, use_grid)`: the view is drawn by a hook, which takes a reference to it and returns HTML.
///
/// `view_of!(RaceView, use_race())`: the hook takes nothing, for there is nothing in the view.
///
/// `view_of!(Inspector, use_inspector, explain)`: the hook, and what only it needs, is of the part `explain`, which is
/// fetched when such a view is first shown.
macro_rules! view_of {
    ($view:ty, $hook:ident()) => {
        impl $crate::ui::piece::View for $view {
            fn draw(&self, hooks: &mut yew::functional::HookContext) -> yew::Html {
                yew::functional::Hook::run($hook(), hooks)
            }
        }
    };
    ($view:ty, $hook:ident, $part:ident) => {
        const _: () = {
            #[cfg(feature = "parts")]
            #[wasm_split_helpers::wasm_split($part, fallible, preload(fetch))]
            fn draw_in_part(
                view: &$view,
                hooks: &mut yew::functional::HookContext,
            ) -> Result<yew::Html, wasm_split_helpers::SplitLoaderError> {
                Ok(yew::functional::Hook::run($hook(view), hooks))
            }

            impl $crate::ui::piece::View for $view {
                fn draw(&self, hooks: &mut yew::functional::HookContext) -> yew::Html {
                    #[cfg(feature = "parts")]
                    return $crate::part::at_once(draw_in_part(self, hooks))
                        .and_then(Result::ok)
                        .unwrap_or_default();
                    #[cfg(not(feature = "parts"))]
                    yew::functional::Hook::run($hook(self), hooks)
                }

                fn part(&self) -> Option<$crate::part::Part> {
                    #[cfg(feature = "parts")]
                    return Some($crate::part::Part {
                        name: stringify!($part),
                        function: std::any::type_name::<$view>(),
                        fetch: || Box::pin(async { fetch().await.is_ok() }),
                    });
                    #[cfg(not(feature = "parts"))]
                    None
                }
            }
        };
    };
    ($view:ty, $hook:ident) => {
        impl $crate::ui::piece::View for $view {
            fn draw(&self, hooks: &mut yew::functional::HookContext) -> yew::Html {
                yew::functional::Hook::run($hook(self), hooks)
            }
        }
    };
}
pub(super) use view_of;

/// What can be compared with something of another type, which it does not equal.
pub(super) trait Same: Any {
    /// Whether both are of one type, and equal.
    fn same(&self, other: &dyn Any) -> bool;
}

impl<T: PartialEq + 'static> Same for T {
    fn same(&self, other: &dyn Any) -> bool {
        other.downcast_ref::<T>().is_some_and(|other| self == other)
    }
}

/// A view whose type is forgotten.
trait AnyView: Same {
    fn draw_any(&self, hooks: &mut HookContext) -> Html;
    fn part_any(&self) -> Option<Part>;
}

impl<V: View> AnyView for V {
    fn draw_any(&self, hooks: &mut HookContext) -> Html {
        self.draw(hooks)
    }

    fn part_any(&self) -> Option<Part> {
        self.part()
    }
}

/// A piece of the page that shows the view.
pub(super) fn view<V: View>(view: V) -> Html {
    piece(PieceProps::new(view), type_name::<V>().into())
}

/// The same, in a list: among its siblings of the same type, no other has the key.
pub(super) fn view_keyed<V: View>(key: &dyn Display, view: V) -> Html {
    piece(PieceProps::new(view), keyed(type_name::<V>(), key))
}

fn keyed(name: &str, key: &dyn Display) -> Key {
    format!("{name} {key}").into()
}

fn piece(props: PieceProps, key: Key) -> Html {
    let props = Rc::new(props);
    match props.view.part_any() {
        None => VComp::new::<Piece>(props, Some(key)).into(),
        Some(_) => VComp::new::<PartPiece>(props, Some(key)).into(),
    }
}

/// The view that a piece shows.
#[derive(Properties)]
pub struct PieceProps {
    view: Rc<dyn AnyView>,
}

impl PieceProps {
    pub(super) fn new<V: View>(view: V) -> Self {
        Self { view: Rc::new(view) }
    }
}

impl PartialEq for PieceProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.view, &other.view) || self.view.same(&*other.view)
    }
}

/// The component of every view; as the root it shows the page: `AppProps { … }.into()`.
#[component]
pub fn Piece(props: &PieceProps) -> Html {
    use_view(props.view.clone())
}

/// The component of a view whose part may have to be fetched first: it shows the piece once that is there.
#[component]
fn PartPiece(props: &PieceProps) -> Html {
    let Some(part) = props.view.part_any() else { return html! {} };
    match use_part(part) {
        Some(meanwhile) => meanwhile,
        None => VComp::new::<Piece>(Rc::new(PieceProps { view: props.view.clone() }), None).into(),
    }
}

/// The hooks of a view are those of the piece that shows it.
fn use_view(view: Rc<dyn AnyView>) -> impl Hook<Output = Html> {
    Drawing(view)
}

struct Drawing(Rc<dyn AnyView>);

impl Hook for Drawing {
    type Output = Html;

    fn run(self, hooks: &mut HookContext) -> Html {
        self.0.draw_any(hooks)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(PartialEq)]
    struct Number(u8);
    view_of!(Number, use_number);

    #[derive(PartialEq)]
    struct Size(u8);
    view_of!(Size, use_size);

    #[hook]
    fn use_number(number: &Number) -> Html {
        html! { number.0 }
    }

    #[hook]
    fn use_size(size: &Size) -> Html {
        html! { size.0 }
    }

    #[test]
    fn a_piece_equals_one_of_the_same_view() {
        let number = |number| PieceProps::new(Number(number));
        assert!(number(1) == number(1));
        assert!(number(1) != number(2));
        assert!(number(1) != PieceProps::new(Size(1)));
    }

    #[test]
    fn no_two_types_of_view_have_one_key() {
        assert_ne!(view(Number(1)).key(), view(Size(1)).key());
        assert_ne!(view_keyed(&1, Number(1)).key(), view_keyed(&1, Size(1)).key());
        assert_ne!(view_keyed(&1, Number(1)).key(), view_keyed(&2, Number(1)).key());
        assert_eq!(view_keyed(&1, Number(1)).key(), view_keyed(&1, Number(2)).key());
    }
}
