//! What operating signals mean, as far as the texts that we know say so.

/// The meaning of a signal in a few words, and its source.
///
/// ACP 131, the book of signals, could not be read; these are the meanings that other books give in passing.
pub(super) fn meaning(signal: &str) -> Option<(&'static str, &'static str)> {
    SIGNALS
        .iter()
        .find(|(name, ..)| signal == *name)
        .or_else(|| SIGNALS.iter().find(|(name, ..)| signal.starts_with(name)))
        .map(|(_, meaning, source)| (*meaning, *source))
}

/// A longer name stands before the shorter one that it begins with.
const SIGNALS: &[(&str, &str, &str)] = &[
    ("ZAN", "only messages of this precedence are taken", "ACP 127(G) 313"),
    ("ZAR", "this is my second or later request", "ACP 127(G) 419f"),
    ("ZBZ", "how well the signal prints: 5 is best", "ACP 127(G) 411"),
    ("ZDF", "received", "seen in State cables"),
    ("ZDG", "accuracy doubtful, a correction follows", "ACP 127(G) 420"),
    ("ZDH", "send a corrected copy", "ACP 127(G) 420"),
    ("ZDK", "here is the repetition that was asked for", "ACP 127(G) 417"),
    ("ZDQ", "relayed to this station, under this number, at this time", "ACP 127(G) 438"),
    ("ZDS", "transmitted wrongly before, this is the correct version", "seen in State cables"),
    ("ZEL", "this is the corrected copy", "ACP 127(G) 420"),
    ("ZEN", "delivered by other means", "ACP 127(G) 206b"),
    ("ZEQ2", "sent to a station that it is not for", "ACP 127(G) 426d"),
    ("ZEQ3", "misrouted, sent on as shown", "ACP 127(G) 426f"),
    ("ZEQ6", "late, because it was misrouted at first", "ACP 127(G) 426j"),
    ("ZEQ", "misrouted and not sent on: the originator must see to it", "ACP 127(G) 426i"),
    ("ZES2", "received incomplete or garbled, send it again", "ACP 127(G) 419"),
    ("ZEX", "a book message: the addressees need not know of each other", "ACP 127(G) 206c"),
    ("ZFD", "suspected duplicate: it may have been sent before", "ACP 127(G) 427"),
    ("ZFF", "report when the addressee has it", "5 FAH-2 H-232"),
    ("ZFG", "an exact duplicate of an earlier message, to be delivered all the same", "ACP 127(G) 438b"),
    ("ZFH1", "tells of a readdressal", "ACP 127(G) 503e"),
    ("ZFH2", "for information only", "US Navy course 14226, p. 20"),
    ("ZFQ", "the same channel number came twice", "ACP 127(G) 429 to 433"),
    ("ZFR", "cancel this transmission", "ACP 127(G) 424"),
    ("ZFT", "came without a channel number", "ACP 127(G) 429 to 433"),
    ("ZFU", "one message came under two channel numbers", "ACP 127(G) 429 to 433"),
    ("ZFV", "two channel numbers came with text between them", "ACP 127(G) 429 to 433"),
    ("ZFX", "nothing came under this channel number", "ACP 127(G) 433"),
    ("ZGC", "no receipt is needed for this FLASH message", "ACP 127(G) 151b"),
    ("ZIC", "the last number sent", "ACP 127(G) 412"),
    ("ZID", "the last number received", "ACP 127(G) 412"),
    ("ZKJ", "the station closes", "ACP 127(G) 414"),
    ("ZNR", "may go in clear over any circuit", "ACP 127(G) 124b"),
    ("ZNY", "only over circuits approved for its class", "ACP 127(G) 124b"),
    ("ZOC", "the called station relays to the addressees it serves", "seen in State cables"),
    ("ZOE", "takes traffic for this station", "ACP 127(G) 313"),
    ("ZOG1", "pass the message to this addressee", "ACP 127(G) 504"),
    ("ZOJ", "a corrected version", "seen in State cables"),
    ("ZOT", "may be handled at the lower precedence by those named", "ACP 127(G) 152f"),
    ("ZOV", "rerouted by this station", "ACP 127(G) 426e"),
    ("ZPH", "broken off, will be sent again unasked", "ACP 127(G) 424"),
    ("ZUI", "your attention is drawn to this", "ACP 127(G) 418"),
    ("ZVQ", "emergency traffic, let in without prior agreement", "ACP 127(G) 305b"),
    ("ZXB", "broken off", "ACP 127(G) 424"),
    ("ZYB", "administrative", "US Navy course 14244"),
    ("ZZH", "a signal of State's own, which many State cables carry", "seen in State cables"),
    ("ZZK", "immediate delivery required, at posts that are not manned day and night", "ACP 117 5b(5)"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signal_is_found_with_its_figure_or_without() {
        assert_eq!(meaning("ZEQ2").map(|(text, _)| text), Some("sent to a station that it is not for"));
        assert_eq!(meaning("ZAR2").map(|(text, _)| text), Some("this is my second or later request"));
        assert_eq!(meaning("ZOV").map(|(_, source)| source), Some("ACP 127(G) 426e"));
        assert_eq!(meaning("ZYZ"), None);
    }

    #[test]
    fn no_signal_hides_a_longer_one() {
        for (place, (name, ..)) in SIGNALS.iter().enumerate() {
            let hides = SIGNALS.iter().skip(place + 1).any(|(later, ..)| later.starts_with(name));
            assert!(!hides, "{name}");
        }
    }
}
