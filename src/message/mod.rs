//! What a cable is: the nouns of the trade, with no word of how bytes are read or sent.
//!
//! The names of the fields are those of the JSON that `torntape decode` prints, so that the library and the
//! command line share one vocabulary. A [`Cable`] borrows from the bytes it was decoded from;
//! [`Cable::into_owned`] lets it outlive them.

mod address;
mod archive;
mod cable;
pub(crate) mod capitals;
mod code;
mod content;
mod diagnostic;
mod dialect;
mod figures;
mod form;
mod heading;
pub mod limits;
mod marking;
mod owned;
mod pilot;
mod precedence;
mod recognition;
mod recycle;
mod reference;
mod section;
mod station;
mod stations;
mod text;
mod time;

pub use address::{Addressee, Originator, Readdressed};
pub use archive::{Attribute, Distribution, DistributionKind, Drafting, OfficeCopies, RelayCounter};
pub use cable::Cable;
pub use code::{Code, UnknownCode};
pub use content::Content;
pub use diagnostic::{Coverage, Diagnostic, Severity, Source};
pub use dialect::{Dialect, UnknownDialect};
pub(crate) use figures::in_figures;
pub use form::MessageForm;
pub use heading::{Call, Origin, Security, SecurityProsign, SecuritySignal, Transmission};
pub use marking::{ClassLine, Classification, ClassifiedBy, ExecutiveOrder};
pub use pilot::Pilot;
pub use precedence::{DualPrecedence, Precedence};
pub use recognition::{Confidence, Reason, Reasons, Recognition};
pub use reference::{MessageReference, Reference, ReferenceKind};
pub use section::{Cryptopart, Page, Section};
pub use station::{NotARoutingIndicator, RoutingIndicator};
pub use stations::{CallSigns, Janap};
pub use text::{Correction, Paragraph, Validation};
pub use time::{DateTimeGroup, filing_time, filing_time_of_month};
pub(crate) use time::{MONTHS, month_letters};
