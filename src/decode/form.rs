//! The form of a message: which format lines it has (ACP 127(G) 143-146, 405).

use super::parse::Places;
use crate::message::{Cable, MessageForm};

/// Tells the form from what was read. `None` where too little is left of the heading.
pub(super) fn of(cable: &Cable<'_>, places: &Places) -> Option<MessageForm> {
    let connected = cable.call.is_some() && cable.origin.is_some();
    if is_service(cable) {
        Some(MessageForm::Service)
    } else if cable.from.is_some() || !cable.to.is_empty() || !cable.info.is_empty() {
        Some(MessageForm::Plaindress)
    } else if let Some(dtg) = &cable.dtg {
        let enciphered = cable.group_count.is_some() || dtg.indicator.is_some();
        enciphered.then_some(MessageForm::Codress)
    } else if connected && places.broken {
        Some(MessageForm::AbbreviatedPlaindress)
    } else {
        (connected && places.without_serial && !places.broken).then_some(MessageForm::StationService)
    }
}

/// Whether the text opens with the class and `SVC` (ACP 127(G) 405c).
pub(super) fn is_service(cable: &Cable<'_>) -> bool {
    cable.captions.first().is_some_and(|caption| caption == "SVC")
}
