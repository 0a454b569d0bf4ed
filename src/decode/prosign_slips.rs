//! The prosigns of format lines 6 to 9 with a slip in them: `FROM`, `T0`, `INFO:`, `XMIT`.

use super::findings::quoted;
use super::header::{Header, Stage};
use super::kind::{Kind, station_length};
use super::lines::{Line, first_word, is_gap, trim_start};
use super::parse::Parse;
use super::{Token, Trace, dtg_repair};
use crate::message::Code;

/// What is met for a prosign; a longer one before its own beginning.
const SLIPS: [(&[u8], Kind); 26] = [
    (b"FROM:", Kind::From),
    (b"FROM", Kind::From),
    (b"FRM", Kind::From),
    (b"FM:", Kind::From),
    (b"FN", Kind::From),
    (b"MF", Kind::From),
    (b"F M", Kind::From),
    (b"TO:", Kind::To),
    (b"T0", Kind::To),
    (b"OT", Kind::To),
    (b"T O", Kind::To),
    (b"INFO:", Kind::Info),
    (b"I N F O", Kind::Info),
    (b"INF0", Kind::Info),
    (b"1NFO", Kind::Info),
    (b"IFNO", Kind::Info),
    (b"INOF", Kind::Info),
    (b"NIFO", Kind::Info),
    (b"INFOO", Kind::Info),
    (b"INFI", Kind::Info),
    (b"IFO", Kind::Info),
    (b"INF", Kind::Info),
    (b"XMIT", Kind::Exempt),
    (b"X M T", Kind::Exempt),
    (b"EXEMPT", Kind::Exempt),
    (b"XTM", Kind::Exempt),
];

/// The prosign that a line opens with, and how long it is; a line that is right is none.
#[cold]
fn slip(line: &[u8]) -> Option<(Kind, usize)> {
    SLIPS.iter().find_map(|(word, kind)| {
        let rest = line.strip_prefix(*word)?;
        let names = rest.starts_with(b" ") || (word.ends_with(b":") && !rest.is_empty());
        (names && names_somebody(trim_start(rest))).then_some((*kind, word.len()))
    })
}

/// Whether a line opens with a damaged prosign.
pub(super) fn is_slip(line: &[u8]) -> bool {
    slip(line).is_some()
}

/// Whether a line opens with a damaged `XMT`.
pub(super) fn exempts(line: &[u8]) -> bool {
    matches!(line.first(), Some(b'X' | b'E')) && matches!(slip(line), Some((Kind::Exempt, _)))
}

/// Whether words are those of an originator or addressee: without that two letters prove nothing.
fn names_somebody(rest: &[u8]) -> bool {
    const OPENINGS: [&[u8]; 14] = [
        b"AM",
        b"SECSTATE",
        b"US",
        b"ALL",
        b"AIG",
        b"ZEN/",
        b"CDR",
        b"CJCS",
        b"CIA",
        b"DIA",
        b"JOINT",
        b"NSC",
        b"HQ",
        b"WHITE",
    ];
    let loud = !rest.iter().any(u8::is_ascii_lowercase);
    let page = rest.starts_with(b"PAGE") && super::marks::is_page_mark(rest);
    loud && (page
        || station_length(rest).is_some()
        || OPENINGS.iter().any(|opening| rest.starts_with(opening)))
}

/// The kind of a line of unknown look where its first word is a damaged prosign that may stand here.
pub(super) fn kind(line: &[u8], stage: Stage) -> Option<Kind> {
    if !matches!(line.first(), Some(b'F' | b'M' | b'T' | b'O' | b'I' | b'1' | b'N' | b'X' | b'E')) {
        return None;
    }
    let (kind, _) = slip(line)?;
    let here = match kind {
        Kind::From => (Stage::Call..=Stage::Preamble).contains(&stage),
        Kind::Exempt => stage == Stage::Address,
        _ => (Stage::Preamble..=Stage::Address).contains(&stage),
    };
    here.then_some(kind)
}

/// Takes the prosign off a line, and says so where it is damaged: the prosign and what follows.
#[inline(always)]
pub(super) fn take<'a, T: Trace>(
    parse: &mut Parse<'a, '_, T>,
    line: &Line<'a>,
    right: &'static str,
    token: Token,
) -> (&'a [u8], &'a [u8]) {
    if let Some(rest) = line.bytes.strip_prefix(right.as_bytes())
        && rest.first().is_none_or(|byte| is_gap(*byte))
    {
        let word = line.bytes.get(..right.len()).unwrap_or_default();
        parse.token(token, line, word);
        return (word, trim_start(rest));
    }
    take_slip(parse, line, right, token)
}

/// The same for a line that opens with another word.
#[cold]
fn take_slip<'a, T: Trace>(
    parse: &mut Parse<'a, '_, T>,
    line: &Line<'a>,
    right: &'static str,
    token: Token,
) -> (&'a [u8], &'a [u8]) {
    let (word, rest) = first_word(line.bytes);
    let Some((_, length)) = slip(line.bytes) else { return (word, rest) };
    let (word, rest) = line.bytes.split_at_checked(length).unwrap_or((word, rest));
    parse.token(token, line, word);
    let message = format!("{} is read as `{right}`", quoted(word));
    parse.findings.add(
        Code::ProsignMisspelt,
        line.place_of(word),
        message,
        "write the prosign as the book has it",
    );
    (word, trim_start(rest))
}

impl<'a> Header<'a> {
    /// A line of unknown look that opens with a damaged prosign or date-time group.
    pub(super) fn damaged_kind(&self, line: &Line<'a>) -> Kind {
        let early = self.stage < Stage::Preamble;
        let damaged = if early && dtg_repair::is_one(line.bytes) {
            Some(Kind::Preamble)
        } else {
            kind(line.bytes, self.stage)
        };
        damaged.unwrap_or(Kind::Other)
    }
}
