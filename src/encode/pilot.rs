//! Pilots: the heading that a station puts before the whole of a message that it passes on (ACP 127(G) 420, 427).

#[cfg(feature = "sim")]
use super::lines::LineEnd;
use crate::message::RoutingIndicator;

/// What a station says of the message that follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum PilotSignal {
    /// `ZFD`: it may have been sent before.
    SuspectedDuplicate,
}

impl PilotSignal {
    const ALL: [Self; 1] = [Self::SuspectedDuplicate];

    const fn word(self) -> &'static [u8] {
        match self {
            Self::SuspectedDuplicate => b"ZFD",
        }
    }

    /// What a line says that stands between the routing line of a pilot and the message, `ZFD RUEH`. `None` for any other
    /// line.
    pub(crate) fn of(line: &[u8]) -> Option<Self> {
        let (word, rest) = line.split_at_checked(3)?;
        let signal = Self::ALL.into_iter().find(|signal| signal.word() == word)?;
        rest.strip_prefix(b" ").filter(|station| RoutingIndicator::fits(station)).map(|_| signal)
    }
}

/// A whole message with a pilot before it, whose own format lines 1 and 2 are still to be put in.
#[cfg(feature = "sim")]
pub(crate) fn piloted(
    message: &[u8],
    signal: PilotSignal,
    station: &RoutingIndicator<'_>,
    end: LineEnd,
) -> Vec<u8> {
    [signal.word(), b" ", station.as_str().as_bytes(), end.as_bytes(), message].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_a_pilot_is_a_signal_and_a_station() {
        assert_eq!(PilotSignal::of(b"ZFD RUEHC"), Some(PilotSignal::SuspectedDuplicate));
        for line in ["ZFD", "ZFD ", "ZFDRUEHC", "ZFG RUEHC", "ZFD RUEHC RUEH", "ZFD 12345", "ZNR UUUUU"] {
            assert_eq!(PilotSignal::of(line.as_bytes()), None, "{line}");
        }
    }
}
