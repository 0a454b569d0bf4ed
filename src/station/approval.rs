//! Which circuits may carry a message: those approved for its class (ACP 127(G) 124, 203).

use crate::message::{Classification, Security, SecuritySignal};

/// The class for which a circuit has to be approved to carry a message with this security warning.
///
/// What may go in clear (`ZNR UUUUU`) goes over any circuit; `ZNY EEEEE` is unclassified and does not go in clear. A message
/// without warning, or with one that cannot be read, needs what the highest class needs (ACP 127(G) 203b).
pub(crate) fn needed(security: Option<&Security<'_>>) -> Classification {
    let Some(security) = security else { return Classification::TopSecret };
    match (security.signal, security.classification) {
        (Some(SecuritySignal::Znr), class) => class.unwrap_or(Classification::Unclassified),
        (Some(SecuritySignal::Zny), Some(class)) => class.max(Classification::Restricted),
        (None, Some(class)) => class,
        (_, None) => Classification::TopSecret,
    }
}
