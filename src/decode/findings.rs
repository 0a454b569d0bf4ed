//! Diagnostics as they are found; their lines and columns are worked out once, at the end.

use std::borrow::Cow;
use std::ops::Range;

use memchr::{memchr_iter, memrchr};

use crate::message::{Code, Diagnostic, limits};

/// What was found wrong so far. Places are bytes from the start of the cable.
#[derive(Debug, Default)]
pub(super) struct Findings {
    list: Vec<Finding>,
    left_out: usize,
    unattributed: usize,
}

/// Where a cable begins in the input.
#[derive(Clone, Copy, Debug)]
pub(super) struct Begin {
    /// Byte, from 0.
    pub(super) offset: usize,
    /// Line, from 1.
    pub(super) line: usize,
    /// Byte of that line, from 1.
    pub(super) column: usize,
}

impl Begin {
    /// The cable is the whole input.
    pub(super) const FIRST: Self = Self { offset: 0, line: 1, column: 1 };
}

#[derive(Debug)]
struct Finding {
    code: Code,
    place: Range<usize>,
    message: Cow<'static, str>,
    help: Cow<'static, str>,
}

impl Findings {
    /// Records a finding about bytes that do belong to a field.
    // Cold, so that what makes its message is kept apart from the lines without fault.
    #[cold]
    pub(super) fn add(
        &mut self,
        code: Code,
        place: Range<usize>,
        message: impl Into<Cow<'static, str>>,
        help: impl Into<Cow<'static, str>>,
    ) {
        if self.list.len() == limits::DIAGNOSTICS_MAX {
            self.left_out += 1;
        } else {
            self.list.push(Finding { code, place, message: message.into(), help: help.into() });
        }
    }

    /// Records a finding about header bytes that belong to no field.
    #[cold]
    pub(super) fn add_leftover(
        &mut self,
        code: Code,
        place: Range<usize>,
        message: impl Into<Cow<'static, str>>,
        help: impl Into<Cow<'static, str>>,
    ) {
        self.unattributed += place.len();
        self.add(code, place, message, help);
    }

    /// Whether a finding lies over this place.
    pub(super) fn covers(&self, place: &Range<usize>) -> bool {
        self.list.iter().any(|finding| finding.place.start <= place.start && place.end <= finding.place.end)
    }

    /// Header bytes that belong to no field.
    pub(super) const fn unattributed(&self) -> usize {
        self.unattributed
    }

    /// The diagnostics in the order of the input. `begin` says where the cable begins in it.
    pub(super) fn finish<'a>(mut self, cable: &[u8], begin: Begin) -> Vec<Diagnostic<'a>> {
        if self.list.is_empty() {
            return Vec::new();
        }
        if self.left_out > 0 {
            let message = format!("{} more findings are not listed", self.left_out);
            let end = cable.len()..cable.len();
            self.list.push(Finding {
                code: Code::DiagnosticsLeftOut,
                place: end,
                message: message.into(),
                help: "mend the first ones and decode again".into(),
            });
        }
        self.list.sort_by_key(|finding| (finding.place.start, finding.code));
        let (mut at, mut line) = (0, begin.line);
        let list = self.list.into_iter().map(|finding| {
            let start = finding.place.start;
            line += memchr_iter(b'\n', cable.get(at..start).unwrap_or_default()).count();
            at = at.max(start);
            let before = cable.get(..start).unwrap_or_default();
            let column = memrchr(b'\n', before).map_or(begin.column + start, |end| start - end);
            Diagnostic {
                code: finding.code,
                severity: finding.code.severity(),
                line,
                column,
                offset: begin.offset + start,
                length: finding.place.len(),
                message: finding.message,
                help: finding.help,
            }
        });
        list.collect()
    }
}

/// Bytes as they are quoted in a message: escaped, and not longer than a line of a cable.
#[cold]
pub(super) fn quoted(bytes: &[u8]) -> String {
    let shown = bytes.get(..limits::LINE_COLUMNS_MAX).unwrap_or(bytes);
    let more = if shown.len() < bytes.len() { "…" } else { "" };
    format!("`{}{more}`", String::from_utf8_lossy(shown).replace(|c: char| c.is_control(), "\u{fffd}"))
}
