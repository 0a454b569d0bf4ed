//! Pilots: the heading that a station puts before the whole of a message that it passes on (ACP 127(G) 420, 427).

#[cfg(feature = "sim")]
use super::lines::LineEnd;
use crate::message::RoutingIndicator;

/// What a station says of the message that follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum PilotSignal {
    /// `ZFD`: it may have been sent before.
    SuspectedDuplicate,
    /// `ZDG`: it is garbled, and will be corrected.
    SubjectToCorrection,
    /// `ZEL`: this is the corrected copy.
    Corrected,
    /// `ZOV`: it was misrouted, and goes to the right station.
    Rerouted,
}

impl PilotSignal {
    const ALL: [Self; 4] =
        [Self::SuspectedDuplicate, Self::SubjectToCorrection, Self::Corrected, Self::Rerouted];

    const fn word(self) -> &'static [u8] {
        match self {
            Self::SuspectedDuplicate => b"ZFD",
            Self::SubjectToCorrection => b"ZDG",
            Self::Corrected => b"ZEL",
            Self::Rerouted => b"ZOV",
        }
    }

    /// What a line says that stands between the routing line of a pilot and the message, `ZFD RUEH` or, where it was rerouted for
    /// some of its addressees, `ZOV RUEHLN T RUEHMO` (ACP 127(G) 426g). `None` for any other line.
    pub(crate) fn of(line: &[u8]) -> Option<Self> {
        let (word, rest) = line.split_at_checked(3)?;
        let signal = Self::ALL.into_iter().find(|signal| signal.word() == word)?;
        let mut words = rest.strip_prefix(b" ")?.split(|byte| *byte == b' ');
        let station = words.next().filter(|station| RoutingIndicator::fits(station));
        let fits = match words.next() {
            None => true,
            Some(_) if signal != Self::Rerouted => false,
            Some(transmit) => {
                let mut to = words.peekable();
                transmit == b"T" && to.peek().is_some() && to.all(RoutingIndicator::fits)
            }
        };
        station.filter(|_| fits).map(|_| signal)
    }
}

/// A whole message with a pilot before it, whose own format lines 1 and 2 are still to be put in. It is for the stations `to`
/// alone where any are named.
#[cfg(feature = "sim")]
pub(crate) fn piloted(
    message: &[u8],
    signal: PilotSignal,
    station: &RoutingIndicator<'_>,
    to: &[RoutingIndicator<'_>],
    end: LineEnd,
) -> Vec<u8> {
    let mut bytes = [signal.word(), b" ", station.as_str().as_bytes()].concat();
    for (place, to) in to.iter().enumerate() {
        bytes.extend_from_slice(if place == 0 { b" T " } else { b" " });
        bytes.extend_from_slice(to.as_str().as_bytes());
    }
    bytes.extend_from_slice(end.as_bytes());
    bytes.extend_from_slice(message);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_a_pilot_is_a_signal_and_a_station() {
        assert_eq!(PilotSignal::of(b"ZFD RUEHC"), Some(PilotSignal::SuspectedDuplicate));
        assert_eq!(PilotSignal::of(b"ZDG RUEH"), Some(PilotSignal::SubjectToCorrection));
        assert_eq!(PilotSignal::of(b"ZEL RUEHMO"), Some(PilotSignal::Corrected));
        for line in ["ZOV RUEHLN", "ZOV RUEHLN T RUEHMO", "ZOV RUEHLN T RUEHMO RUEHVK"] {
            assert_eq!(PilotSignal::of(line.as_bytes()), Some(PilotSignal::Rerouted), "{line}");
        }
        for line in [
            "ZOV RUEHLN T",
            "ZOV RUEHLN RUEHMO",
            "ZOV RUEHLN T 12",
            "ZFD RUEH T RUEHMO",
            "ZFD",
            "ZFD ",
            "ZFDRUEHC",
            "ZFG RUEHC",
            "ZFD RUEHC RUEH",
            "ZFD 12345",
            "ZNR UUUUU",
        ] {
            assert_eq!(PilotSignal::of(line.as_bytes()), None, "{line}");
        }
    }
}
