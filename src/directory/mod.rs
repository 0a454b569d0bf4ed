//! Who is where, and which way leads there.

mod route;

pub use route::Routes;
