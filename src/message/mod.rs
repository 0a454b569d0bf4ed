//! What a cable is: the nouns of the trade, with no word of how bytes are read or sent.
//!
//! The names of the fields are those of the JSON that `torntape decode` prints, so that the library and the
//! command line share one vocabulary. A [`Cable`] borrows from the bytes it was decoded from;
//! [`Cable::into_owned`] lets it outlive them.

mod address;
mod archive;
mod cable;
mod code;
mod content;
mod diagnostic;
mod heading;
pub mod limits;
mod marking;
mod owned;
mod precedence;
mod recycle;
mod reference;
mod section;
mod station;
mod text;
mod time;

pub use address::{Addressee, Originator, Readdressed};
pub use archive::{Attribute, Distribution, DistributionKind, Drafting, OfficeCopies, RelayCounter};
pub use cable::{Cable, Dialect};
pub use code::{Code, UnknownCode};
pub use content::Content;
pub use diagnostic::{Coverage, Diagnostic, Severity, Source};
pub use heading::{Call, Origin, Security, SecurityProsign, SecuritySignal, Transmission};
pub use marking::{ClassLine, Classification, ClassifiedBy, ExecutiveOrder};
pub use precedence::{DualPrecedence, Precedence};
pub use reference::{MessageReference, Reference, ReferenceKind};
pub use section::{Page, Section};
pub use station::{NotARoutingIndicator, RoutingIndicator};
pub use text::{Paragraph, Validation};
pub use time::{DateTimeGroup, filing_time};
