//! Who is where, and which way leads there.
//!
//! The tables are facts of our own making, checked against the public routing guide of 2010 (ACP 117): every post of
//! the State Department with its names and its place on the map, collectives, relays, nations, and by name alone the
//! stations of forces and agencies. Looking up changes nothing and needs no file.

mod book;
mod collective;
mod describe;
mod distance;
mod exact;
mod former;
mod names;
mod nation;
mod post;
mod posts;
mod route;
mod search;
mod suffix;

pub use book::{Listing, is_relay, listing, listings, relay_of};
pub use collective::{Collective, collective, collectives};
pub use describe::{Description, describe, posts_behind};
pub use distance::great_circle_km;
pub use exact::{by_indicator, by_plad, by_station, is_called, known_post, known_posts, post_of, posts};
pub(crate) use exact::{letters_of, written_so};
pub use former::{FormerPost, former_posts};
pub use nation::{Nation, Way, nation_of, nations};
pub use post::{Place, Post, PostKind};
#[cfg(feature = "sim")]
pub(crate) use route::Names;
pub use route::Routes;
pub use search::{Entry, nearest, search};
pub use suffix::suffix;
