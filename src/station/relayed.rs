//! Service messages that are relayed: what the operators of stations say to each other that no circuit connects.
//!
//! ```text
//! DE RUEH #0001 2642216                   with a serial, as any message that is relayed (ACP 127(G) 405c)
//! ZNR UUUUU
//! BT
//! UNCLAS SVC ZEQ4 RUEHC 7951 2642156      signals and identifications only (ACP 127(G) 406a)
//! RUEHXX RUEHXY
//! BT
//! NNNN
//! ```

use std::time::Duration;

use smol_str::{SmolStr, format_smolstr};

use super::machine::Station;
use super::originator::filing;
use super::post::Label;
use super::queue::{Copy, Stations};
use super::{Action, Tape};
use crate::message::limits::LINE_COLUMNS_MAX;
use crate::message::{Precedence, RoutingIndicator};

/// What stands between format line 3 and the words.
const OPENING: &str = "ZNR UUUUU\nBT\nUNCLAS SVC";
const CLOSING: &str = "BT\nNNNN\n";

/// The words of one: each list begins a line of its own but the first, which goes on behind `SVC`.
#[derive(Debug)]
pub(super) struct Words(String);

impl Words {
    pub(super) fn new<'w>(words: impl IntoIterator<Item = &'w str>) -> Self {
        Self(String::new()).fold("UNCLAS SVC".len(), words)
    }

    /// Goes on with others on the next line.
    pub(super) fn below<'w>(mut self, words: impl IntoIterator<Item = &'w str>) -> Self {
        self.0.push('\n');
        self.fold(0, words)
    }

    fn fold<'w>(mut self, mut column: usize, words: impl IntoIterator<Item = &'w str>) -> Self {
        for word in words {
            if column > 0 && column + 1 + word.len() > LINE_COLUMNS_MAX {
                self.0.push('\n');
                column = 0;
            } else if column > 0 {
                self.0.push(' ');
                column += 1;
            }
            self.0.push_str(word);
            column += word.len();
        }
        self
    }
}

/// Writes one from format line 3 on.
pub(super) fn write(origin: &RoutingIndicator<'_>, serial: &str, filed: &str, words: &Words) -> Tape {
    let Words(words) = words;
    format!("DE {origin} {serial} {filed}\n{OPENING}{words}\n{CLOSING}").into_bytes().into()
}

/// What stands in format line 3 behind `DE`, and the words, strictly: a message with addressees, however it reads, is none.
pub(super) fn read(tape: &Tape) -> Option<(&str, &str)> {
    let body = tape.message().body().strip_prefix(b"DE ")?;
    // Format line 4 of a cable is followed by format line 5: it is told apart before the whole is looked at.
    let (origin, rest) = body.split_at_checked(memchr::memchr(b'\n', body)?)?;
    let words = rest.strip_prefix(b"\n")?.strip_prefix(OPENING.as_bytes())?;
    let words = words.strip_suffix(CLOSING.as_bytes())?.strip_prefix(b" ")?;
    Some((std::str::from_utf8(origin).ok()?, std::str::from_utf8(words).ok()?))
}

impl Station {
    /// The filing time of what is written now: `2642216`.
    pub(super) fn filing_now(&self, now: Duration) -> SmolStr {
        let (day, time, _) = filing(self.plan.start, now);
        format_smolstr!("{day:03}{time}")
    }

    /// Sends one on its way.
    pub(super) fn send_relayed(
        &mut self,
        now: Duration,
        source: Tape,
        called: Stations,
        precedence: Precedence,
        actions: &mut Vec<Action>,
    ) {
        let (receipt, name) = (self.next_receipt(), source.label().map(Label::name));
        self.forward(now, &Copy { source, called, precedence, receipt, from: None, name }, true, actions);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines keep to their width, and the words come back.
    #[test]
    fn words_are_folded_and_read() {
        let origin = RoutingIndicator::new("RUEH").unwrap();
        let many = ["RUEHXXA"; 40];
        let tape = write(&origin, "#0001", "2642216", &Words::new(many).below(many).below(["A", "B"]));
        let bytes = tape.to_bytes();
        let text = String::from_utf8_lossy(&bytes);
        assert!(text.lines().all(|line| line.len() <= LINE_COLUMNS_MAX), "{text}");
        let (line, words) = read(&tape).unwrap();
        assert_eq!(line, "RUEH #0001 2642216");
        let all = many.iter().chain(&many).chain(&["A", "B"]).copied();
        assert!(words.split_ascii_whitespace().eq(all));
        assert!(words.ends_with("RUEHXXA\nA B\n"), "{words}");
    }
}
