//! What the lines of a heading are called, and where the book describes them.

use crate::decode::Part;

/// The title of a part: which format line, what it carries, the source.
#[derive(Clone, Copy, Debug)]
pub(super) struct Title {
    pub(super) place: &'static str,
    pub(super) name: &'static str,
    pub(super) source: &'static str,
}

const fn title(place: &'static str, name: &'static str, source: &'static str) -> Title {
    Title { place, name, source }
}

/// Every part has a title.
pub(super) const fn title_of(part: Part) -> Title {
    match part {
        Part::Transmission => {
            title("Format line 1", "the transmission identification", "ACP 127(G) 112, 202")
        }
        Part::Call => title("Format line 2", "the routing line", "ACP 127(G) 204"),
        Part::Origin => {
            title("Format line 3", "calling station, serial, filing time", "ACP 127(G) 115, 116, 129")
        }
        Part::Security => {
            title("Format line 4", "security warning and operating signals", "ACP 127(G) 124, 203")
        }
        Part::Frame => title("Above the heading", "the frame of the archive", "State archive 1973-79"),
        Part::Distribution => {
            title("Above the heading", "the distribution: which offices got copies", "State archive 1973-79")
        }
        Part::Drafting => {
            title("Above the heading", "who drafted, approved and cleared it", "State archive 1973-79")
        }
        Part::RelayCounter => {
            title("Above the heading", "the dashed line of the relay", "State archive 1973-79")
        }
        Part::Preamble => title("Format line 5", "precedence and date-time group", "ACP 127(G) 113, 151"),
        Part::From => title("Format line 6", "the originator", "ACP 127(G) 205"),
        Part::To => title("Format line 7", "the action addressees", "ACP 127(G) 206"),
        Part::Info => title("Format line 8", "the information addressees", "ACP 127(G) 206"),
        Part::Exempt => title("Format line 9", "those who are left out", "ACP 127(G) Annex B"),
        Part::Prefix => title("Format line 10", "who pays, and how long it is", "ACP 127(G) 107, 133"),
        Part::Readdressed => {
            title("Format lines 5 to 10", "the heading before readdressal", "ACP 127(G) 503")
        }
        Part::HeadingBreak => title("Format line 11", "the break before the text", "ACP 127(G) Annex B"),
        Part::ClassLine => title("Format line 12", "the classification line", "ACP 127(G) 208e, 209"),
        Part::Captions => title("Format line 12", "captions", "5 FAH-2 H-440"),
        Part::Passing => title("Format line 12", "passing and attention", "5 FAH-2 H-252"),
        Part::ExecutiveOrder => title("Format line 12", "the E.O. line", "as State cables write it"),
        Part::ClassifiedBy => {
            title("Format line 12", "who classified it, and why", "as State cables write it")
        }
        Part::Tags => title("Format line 12", "the TAGS line", "as State cables write it"),
        Part::Subject => title("Format line 12", "the subject", "5 FAH-1 H-246.1"),
        Part::References => title("Format line 12", "the references", "as State cables write it"),
        Part::Page => title("In the text", "a page or section mark", "ACP 127(G) 208c; State archive"),
        Part::Banner => title("In the text", "the class of a page", "State archive 1973-79"),
        Part::Stamp => title("In the text", "a stamp of declassification", "State archive 1973-79"),
        Part::Attributes => {
            title("Below the text", "what the archive notes about it", "State archive 1973-79")
        }
        Part::Signature => title("In the text", "the signature", "as State cables write it"),
        Part::TextBreak => title("Format line 13", "the break after the text", "ACP 127(G) Annex B"),
        Part::Validation => {
            title("Format line 15", "the end-of-message validation", "US Navy course 14226, p. 21")
        }
        Part::End => title("Format line 16", "the end of the message", "ACP 127(G) 138"),
    }
}
