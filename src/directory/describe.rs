//! What a routing indicator says of itself, whether a table has it or not.

use std::fmt;

use super::book::{Listing, is_relay, listing, relay_of};
use super::collective::{Collective, collective};
use super::exact::by_indicator;
use super::nation::{Nation, nation_of};
use super::post::Post;
use super::suffix::suffix;

/// The relays that belong to the State Department: what lies behind `RUEH` does too, posts and their services.
const STATE_RELAYS: [&str; 3] = ["RUCN", "RUEH", "RUES"];

/// All that is known of a routing indicator. Printed, it is one line.
#[derive(Clone, Debug, PartialEq)]
pub struct Description<'a> {
    /// The routing indicator that was asked for.
    pub indicator: &'a str,
    /// The State posts that it serves.
    pub posts: &'static [Post],
    /// The collective that it stands for.
    pub collective: Option<&'static Collective>,
    /// Its line in the rest of the routing guide.
    pub listing: Option<Listing>,
    /// What its last letters mean at the relay, where no table has it.
    pub suffix: Option<&'static str>,
    /// The relay before it.
    pub relay: Option<Listing>,
    /// Whose it is.
    pub nation: Option<&'static Nation>,
}

impl Description<'_> {
    /// Whether a table has the routing indicator itself.
    pub fn is_known(&self) -> bool {
        !self.posts.is_empty() || self.collective.is_some() || self.listing.is_some() || self.suffix.is_some()
    }
}

/// Says what is known of a routing indicator: the longest part of it that a table has (ACP 117, 3).
///
/// ```
/// # use torntape::directory::describe;
/// assert_eq!(describe("RUEHMO").to_string(), "RUEHMO: AMEMBASSY MOSCOW, Moscow, Russia");
/// assert_eq!(
///     describe("RUEHXYZ").to_string(),
///     "RUEHXYZ: not in the directory; State Department, behind the relay RUEH, REGIONAL RELAY FACILITY BELTSVILLE MD"
/// );
/// assert_eq!(describe("RVAAAA").to_string(), "RVAAAA: not in the directory");
/// ```
pub fn describe(indicator: &str) -> Description<'_> {
    let posts = by_indicator(indicator);
    let listing = listing(indicator);
    let collective = collective(indicator).filter(|collective| collective.indicator == Some(indicator));
    let unknown = posts.is_empty() && listing.is_none() && collective.is_none();
    let relay = relay_of(indicator);
    Description {
        indicator,
        posts,
        collective,
        listing,
        suffix: suffix(indicator).filter(|_| unknown && relay.is_some()),
        relay,
        nation: nation_of(indicator),
    }
}

impl fmt::Display for Description<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.indicator)?;
        if let Some(collective) = self.collective {
            return f.write_str(collective.plad);
        }
        if let Some((first, others)) = self.posts.split_first() {
            write!(f, "{}", first.plad)?;
            others.iter().try_for_each(|post| write!(f, "; {}", post.plad))?;
            return write!(f, ", {}", first.place());
        }
        if let Some(listing) = self.listing {
            let role = if is_relay(self.indicator) { "relay, " } else { "" };
            f.write_str(role)?;
            return write_names(f, listing);
        }
        match (self.suffix, self.relay, self.nation) {
            (Some(suffix), Some(relay), _) => {
                write!(f, "{suffix} of the relay {}, ", relay.indicator).and_then(|()| write_names(f, relay))
            }
            (_, Some(relay), nation) => {
                f.write_str("not in the directory; ")?;
                if STATE_RELAYS.contains(&relay.indicator) {
                    f.write_str("State Department, ")?;
                } else if let Some(nation) = nation {
                    write!(f, "{}, ", nation.name)?;
                }
                write!(f, "behind the relay {}, ", relay.indicator)?;
                write_names(f, relay)
            }
            (_, None, Some(nation)) => write!(f, "not in the directory; {}", nation.name),
            (_, None, None) => f.write_str("not in the directory"),
        }
    }
}

fn write_names(f: &mut fmt::Formatter<'_>, listing: Listing) -> fmt::Result {
    let mut names = listing.names();
    f.write_str(names.next().unwrap_or_default())?;
    names.try_for_each(|name| write!(f, "; {name}"))
}

/// The posts behind a relay, in order of their routing indicators: those whose first four letters are its own.
///
/// ```
/// # use torntape::directory::posts_behind;
/// assert!(posts_behind("RUEH").len() > 280);
/// assert_eq!(posts_behind("RUCN")[0].plad, "USMISSION USUN NEW YORK");
/// ```
pub fn posts_behind(relay: &str) -> &'static [Post] {
    let posts = super::posts();
    let first = posts.partition_point(|post| post.indicator < relay);
    let behind = posts.get(first..).unwrap_or_default();
    let length = behind.partition_point(|post| post.indicator.starts_with(relay));
    behind.get(..length).unwrap_or_default()
}
