//! The prosigns of format lines 6 to 9 with a slip in them: `FROM`, `T0`, `INFO:`, `XMIT`.

use super::findings::quoted;
use super::header::{Header, Stage};
use super::kind::{Kind, station_length};
use super::lines::{Line, first_word, is_gap, trim_start};
use super::parse::Parse;
use super::{Token, Trace, dtg_repair, repair};
use crate::message::Code;

/// What is met for a prosign; a longer one before its own beginning.
const SLIPS: [(&[u8], Kind); 28] = [
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
    (b"EXEMPT:", Kind::Exempt),
    (b"EXEMPT", Kind::Exempt),
    (b"LESS", Kind::Exempt),
    (b"XTM", Kind::Exempt),
];

/// The prosign that a line opens with, and how long it is; a line that is right is none.
#[cold]
fn slip(line: &[u8]) -> Option<(Kind, usize)> {
    listed(line).or_else(|| glued(line)).or_else(|| near(line))
}

/// One of the slips that are met most.
fn listed(line: &[u8]) -> Option<(Kind, usize)> {
    SLIPS.iter().find_map(|(word, kind)| {
        let rest = line.strip_prefix(*word)?;
        let names = rest.starts_with(b" ") || (word.ends_with(b":") && !rest.is_empty());
        (names && names_somebody(trim_start(rest))).then_some((*kind, word.len()))
    })
}

/// `INFORUEHBR/AMCONSUL SAO PAULO`, `TOAMEMBASSY ROME`, `INFO/RUEHBR/…`: the blank behind the prosign was lost.
fn glued(line: &[u8]) -> Option<(Kind, usize)> {
    const RIGHT: [(&[u8], Kind); 4] =
        [(b"INFO", Kind::Info), (b"TO", Kind::To), (b"FM", Kind::From), (b"XMT", Kind::Exempt)];
    const OFFICES: [&[u8]; 4] = [b"AMEMBASSY", b"AMCONSUL", b"USMISSION", b"SECSTATE"];
    RIGHT.iter().find_map(|(word, kind)| {
        let rest = line.strip_prefix(*word)?;
        let name = rest.strip_prefix(b"/").or_else(|| rest.strip_prefix(b"-")).unwrap_or(rest);
        let station = matches!(name.first(), Some(b'R' | b'Q' | b'U')) && station_length(name).is_some();
        let office = OFFICES.iter().any(|office| name.starts_with(office));
        let page = name.starts_with(b"PAGE ") && super::marks::is_page_mark(name);
        // `XMT/` is one of its right forms.
        let slip = *word != b"XMT" || !rest.starts_with(b"/");
        (slip && (station || office || page)).then_some((*kind, line.len() - name.len()))
    })
}

/// A word that is one slip from `INFO`, or from `TO` where a station follows; figures of the other shift are read as letters.
fn near(line: &[u8]) -> Option<(Kind, usize)> {
    let (word, rest) = first_word(line);
    if word.len() > 5 {
        return None;
    }
    if word == b"IN" && first_word(rest).0 == b"FO" {
        let length = line.len() - rest.len() + 2;
        return names_somebody(trim_start(rest.get(2..)?)).then_some((Kind::Info, length));
    }
    let letters = repair::unshifted(word)?;
    if (3..=5).contains(&letters.len()) && repair::near(&letters, "INFO", 1) {
        return names_somebody(rest).then_some((Kind::Info, word.len()));
    }
    let to = letters.len() <= 3 && repair::near(&letters, "TO", 1) && letters.contains(['T', 'O']);
    let station = matches!(rest.first(), Some(b'R' | b'Q' | b'U')) && station_length(rest).is_some();
    (to && station).then_some((Kind::To, word.len()))
}

/// Whether a line opens with a damaged prosign.
pub(super) fn is_slip(line: &[u8]) -> bool {
    slip(line).is_some()
}

/// Whether a line opens with a damaged `XMT`.
pub(super) fn exempts(line: &[u8]) -> bool {
    matches!(line.first(), Some(b'X' | b'E' | b'L')) && matches!(slip(line), Some((Kind::Exempt, _)))
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
    let (kind, length) = slip(line)?;
    let here = match kind {
        Kind::From => (Stage::Call..=Stage::Preamble).contains(&stage),
        Kind::Exempt => stage == Stage::Address,
        // So short a word proves nothing in the middle of a list.
        Kind::To if length < 2 => stage < Stage::Address,
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
    if right == "TO" && station_length(line.bytes).is_some() {
        let message = "no `TO` stands before the first addressee below the originator";
        let help = "write the prosign as the book has it";
        parse.findings.add(Code::ProsignMisspelt, line.start..line.start, message, help);
        return (&[], line.bytes);
    }
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
