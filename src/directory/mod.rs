//! Who is where, and which way leads there.
//!
//! The tables are facts of our own making, checked against the public routing guide of 2010 (ACP 117): every post of
//! the State Department with its names and its place on the map. Looking up changes nothing and needs no file.

mod distance;
mod exact;
mod former;
mod names;
mod post;
mod posts;
mod route;

pub use distance::great_circle_km;
pub use exact::{by_indicator, by_plad, by_station, is_called, known_post, known_posts, posts};
pub use former::FormerPost;
pub use post::{Place, Post, PostKind};
pub use route::Routes;

/// Posts that were closed or renamed since the 1970s, in order of their names.
pub fn former_posts() -> &'static [FormerPost] {
    former::FORMER_POSTS
}
