//! What the structs of PL/pgSQL are made of. As in `tree/memory.rs`, all functions trust that what they are shown was
//! made by the parser, in memory that lives as long as the lifetime they are asked for.

pub use crate::tree::kind::Kind;
use crate::tree::memory::{self, Cells};
use std::ffi::{c_char, c_int, c_void};
use std::marker::PhantomData;

/// Where something stands.
pub type At = *const c_void;

pub trait View<'a>: Copy + 'a {
    /// # Safety
    /// The parser must have made one there, which lives as long as the view.
    unsafe fn of(at: At) -> Self;
}

/// Structs as views, with one method for each field: `name: kind`.
macro_rules! structs {
    ($($name:ident $shown:literal { $($field:ident: $kind:ident $(<$of:ident>)?),* })*) => {
        $(
            #[derive(Clone, Copy)]
            pub struct $name<'a>(&'a layouts::$name);

            impl<'a> View<'a> for $name<'a> {
                unsafe fn of(at: fields::At) -> $name<'a> {
                    // SAFETY: as the caller says.
                    $name(unsafe { &*at.cast() })
                }
            }

            impl<'a> $name<'a> {
                $(
                    pub fn $field(self) -> <layouts::$kind $(<layouts::$of>)? as fields::Kind>::Out<'a> {
                        // SAFETY: there is no view but of what the parser made.
                        unsafe { <layouts::$kind $(<layouts::$of>)? as fields::Kind>::read(&self.0.$field) }
                    }
                )*
            }

            #[cfg(test)]
            impl fields::Shown for $name<'_> {
                fn shown(self) -> serde_json::Value {
                    serde_json::json!({ $shown: { $(stringify!($field): fields::Shown::shown(self.$field())),* } })
                }
            }
        )*

        /// PostgreSQL's structs. As the kind of a field, a pointer to one.
        mod layouts {
            use super::fields::Kind;
            pub use super::fields::kinds::*;

            $(
                #[repr(C)]
                pub struct $name {
                    $(pub(super) $field: <$kind $(<$of>)? as Kind>::Stored,)*
                }

                impl Kind for $name {
                    type Stored = *const $name;
                    type Out<'a> = Option<super::$name<'a>>;

                    unsafe fn read(stored: &*const $name) -> Option<super::$name<'_>> {
                        // SAFETY: as the caller says.
                        unsafe { stored.as_ref() }.map(super::$name)
                    }
                }

                impl super::fields::Listed for $name {
                    type Item<'a> = super::$name<'a>;
                }
            )*
        }
    };
}

/// What a list can hold.
pub trait Listed {
    type Item<'a>: View<'a>;
}

/// What a field can be, besides a struct.
pub mod kinds {
    use super::{At, Cells, Kind, List, Listed, View, memory};
    use crate::plpgsql::{Datum, Statement};
    use std::marker::PhantomData;

    pub use crate::tree::kind::Long;
    pub use std::primitive::{bool, i32, str, u32};

    /// what the views don't show as such
    pub enum Opaque {}
    /// a variable, a row or a record
    pub enum Variable {}
    pub struct Many<T>(PhantomData<T>);
    pub type Statements = Many<AnyStatement>;
    pub enum AnyStatement {}

    impl Listed for AnyStatement {
        type Item<'a> = Statement<'a>;
    }

    impl Kind for Opaque {
        type Stored = At;
        type Out<'a> = At;

        unsafe fn read(stored: &At) -> At {
            *stored
        }
    }

    impl Kind for Variable {
        type Stored = At;
        type Out<'a> = Option<Datum<'a>>;

        unsafe fn read(stored: &At) -> Option<Datum<'_>> {
            // SAFETY: as the caller says.
            (!stored.is_null()).then(|| unsafe { Datum::of(*stored) })
        }
    }

    impl<T: Listed> Kind for Many<T> {
        type Stored = *const Cells;
        type Out<'a> = List<'a, T::Item<'a>>;

        unsafe fn read(stored: &*const Cells) -> List<'_, T::Item<'_>> {
            // SAFETY: as the caller says.
            unsafe { List::over(memory::cells(*stored)) }
        }
    }
}

/// The elements of a list.
#[derive(Clone, Copy)]
pub struct List<'a, T>(&'a [At], PhantomData<T>);

impl<'a, T: View<'a>> List<'a, T> {
    /// # Safety
    /// Each cell must point to such an element.
    pub(super) unsafe fn over(cells: &'a [At]) -> List<'a, T> {
        List(cells, PhantomData)
    }

    pub fn is_empty(self) -> bool {
        self.0.is_empty()
    }

    pub fn get(self, at: usize) -> Option<T> {
        // SAFETY: as `over` was told.
        self.0.get(at).map(|at| unsafe { T::of(*at) })
    }

    pub fn last(self) -> Option<T> {
        self.get(self.0.len().checked_sub(1)?)
    }
}

impl<T> Default for List<'_, T> {
    fn default() -> Self {
        List(&[], PhantomData)
    }
}

impl<'a, T: View<'a>> Iterator for List<'a, T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        let first = self.get(0)?;
        self.0 = &self.0[1..];
        Some(first)
    }
}

/// Names and numbers that stand in two arrays.
///
/// # Safety
/// Both must be as long as is said, and live as long as is asked for.
pub unsafe fn pairs<'a>(names: At, numbers: At, length: i32) -> impl Iterator<Item = (&'a str, i32)> {
    (0..usize::try_from(length).unwrap_or(0)).map(move |at| {
        // SAFETY: as the caller says; a name is a text or null.
        unsafe { (memory::text(*names.cast::<*const c_char>().add(at)), *numbers.cast::<c_int>().add(at)) }
    })
}

/// A value as `pg_query`'s JSON shows it.
#[cfg(test)]
pub trait Shown {
    fn shown(self) -> serde_json::Value;
}

#[cfg(test)]
mod shown {
    use super::{At, List, Shown, View};
    use serde_json::{Value, json};

    macro_rules! as_it_is {
        ($($kind:ty)*) => {$(
            impl Shown for $kind {
                fn shown(self) -> Value {
                    json!(self)
                }
            }
        )*};
    }

    as_it_is! { &str bool i32 u32 i64 }

    impl Shown for At {
        fn shown(self) -> Value {
            Value::Null
        }
    }

    impl<T: Shown> Shown for Option<T> {
        fn shown(self) -> Value {
            self.map_or(Value::Null, T::shown)
        }
    }

    impl<'a, T: View<'a> + Shown> Shown for List<'a, T> {
        fn shown(self) -> Value {
            self.map(T::shown).collect()
        }
    }
}
