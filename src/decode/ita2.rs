//! The five-unit code of teleprinters, ITA2, to text (ACP 127(G) 138, 140).
//!
//! One code lies in one byte, in its five low bits, the first impulse of the line in the lowest of them, as serial
//! ports deliver it: `A`, impulses 1 and 2, is 3. Five bits mean 26 letters or, after FIGS, figures and signs; LTRS
//! leads back. The two shifts and BLANK are no characters and leave none in the text.

use std::borrow::Cow;

use crate::message::{Code, Diagnostic, limits};

/// The code of each function that shifts.
pub(crate) const FIGS: u8 = 0b1_1011;
pub(crate) const LTRS: u8 = 0b1_1111;
pub(crate) const BLANK: u8 = 0;
pub(crate) const SPACE: u8 = 0b0_0100;
pub(crate) const CR: u8 = 0b0_1000;
pub(crate) const LF: u8 = 0b0_0010;

/// The bell, which stands on J and S.
pub(crate) const BELL: u8 = 0x07;

/// What a damaged character is shown as.
const SUBSTITUTE: u8 = super::parse::SUBSTITUTE;

/// The characters by their codes; 0 where a code has none.
pub(crate) const LETTERS: &[u8; 32] = b"\0E\nA SIU\rDRJNFCKTZLWHYPQOBG\0MXV\0";
pub(crate) const FIGURES: &[u8; 32] = b"\x003\n- \x0787\r\x004\x07,\0:(5\0)2\x006019?\0\0./\0\0";

/// The figure that the US variant puts on H.
pub(crate) const NUMBER_SIGN: u8 = b'#';
pub(crate) const NUMBER_SIGN_CODE: u8 = 0b1_0100;

/// How five-unit code is written: the settings of [`read`](Self::read) and [`write`](Self::write).
///
/// ```
/// # use torntape::decode::Ita2;
/// let tape = Ita2::new().write(b"DE RUEHC 123\n");
/// assert_eq!(Ita2::new().read(&tape.bytes).bytes, b"DE RUEHC 123\r\r\n");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ita2 {
    pub(crate) number_sign: bool,
    first_high: bool,
    unshift_on_space: bool,
}

/// Text or code after a passage from one to the other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Transcript {
    /// What came out.
    pub bytes: Vec<u8>,
    /// What did not go in. Places are those of the text, whichever side it is on.
    pub findings: Vec<Diagnostic<'static>>,
}

impl Ita2 {
    /// The code of ACP 127.
    pub const fn new() -> Self {
        Self { number_sign: false, first_high: false, unshift_on_space: false }
    }

    /// The US variant: `#` is the figure of H. State and JANAP 128 need it for their serials.
    #[must_use]
    pub const fn us(mut self) -> Self {
        self.number_sign = true;
        self
    }

    /// The first impulse is the highest of the five bits: `A` is 24.
    #[must_use]
    pub const fn first_high(mut self) -> Self {
        self.first_high = true;
        self
    }

    /// A blank leads back to letters too, as on some machines; ACP 127 knows no such rule.
    #[must_use]
    pub const fn unshift_on_space(mut self) -> Self {
        self.unshift_on_space = true;
        self
    }

    /// The bits of a code in the order of this setting.
    pub(crate) const fn ordered(self, code: u8) -> u8 {
        if self.first_high { code.reverse_bits() >> 3 } else { code }
    }

    /// Reads codes as text. A figure that has no character becomes SUB, the character of damage.
    ///
    /// ```
    /// # use torntape::decode::Ita2;
    /// let read = Ita2::new().read(&[31, 10, 27, 16, 31, 16]);
    /// assert_eq!(read.bytes, b"R5T");
    /// assert!(read.findings.is_empty());
    /// ```
    pub fn read(self, codes: &[u8]) -> Transcript {
        let mut text = Vec::with_capacity(codes.len());
        let mut notes = Notes::default();
        let mut figures = false;
        for byte in codes {
            if byte & !LTRS != 0 {
                let message = "a byte has more than five bits; the low five are read";
                notes.add(Code::FiveUnitsExceeded, &text, 1, message, "read the input without `--charset`");
            }
            let code = self.ordered(byte & LTRS);
            match code {
                FIGS => figures = true,
                LTRS => figures = false,
                BLANK => {}
                _ => {
                    let table = if figures { FIGURES } else { LETTERS };
                    let mut character = table.get(usize::from(code)).copied().unwrap_or_default();
                    if figures && code == NUMBER_SIGN_CODE && self.number_sign {
                        character = NUMBER_SIGN;
                    }
                    if character == 0 {
                        let letter = LETTERS.get(usize::from(code)).copied().unwrap_or_default();
                        let message = format!("{} has no figure, but stands in figures", char::from(letter));
                        let help = "a shift was lost or put in; the US variant has `#` on H";
                        notes.add(Code::FigureMissing, &text, 1, message, help);
                        character = SUBSTITUTE;
                    }
                    if code == SPACE && self.unshift_on_space {
                        figures = false;
                    }
                    text.push(character);
                }
            }
        }
        Transcript { bytes: text, findings: notes.list }
    }
}

/// Findings at places of a text; of those past the limit only the number is kept.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    pub(crate) list: Vec<Diagnostic<'static>>,
    left_out: usize,
    line: usize,
    line_first: usize,
    counted: usize,
}

impl Notes {
    /// Adds one about the bytes that follow `before` in the text. Places only grow.
    pub(crate) fn add(
        &mut self,
        code: Code,
        before: &[u8],
        length: usize,
        message: impl Into<Cow<'static, str>>,
        help: &'static str,
    ) {
        let message = message.into();
        let offset = before.len();
        let new = before.get(self.counted..).unwrap_or_default();
        self.line += memchr::memchr_iter(b'\n', new).count();
        if let Some(end) = memchr::memrchr(b'\n', new) {
            self.line_first = self.counted + end + 1;
        }
        self.counted = offset;
        if let Some(last) = self.list.last_mut()
            && last.code == code
            && last.offset + last.length == offset
            && last.line == self.line + 1
            && (code != Code::CharacterNotInCode || last.message == message)
        {
            // One finding for a run of the same.
            last.length += length;
            return;
        }
        if self.list.len() >= limits::DIAGNOSTICS_MAX {
            self.left_out += 1;
            let message = format!("{} more findings are not listed", self.left_out);
            let last =
                self.diagnostic(Code::DiagnosticsLeftOut, offset, 0, message.into(), "mend the first ones");
            self.list.truncate(limits::DIAGNOSTICS_MAX);
            self.list.push(last);
            return;
        }
        let found = self.diagnostic(code, offset, length, message, help);
        self.list.push(found);
    }

    fn diagnostic(
        &self,
        code: Code,
        offset: usize,
        length: usize,
        message: Cow<'static, str>,
        help: &'static str,
    ) -> Diagnostic<'static> {
        Diagnostic {
            code,
            severity: code.severity(),
            line: self.line + 1,
            column: offset - self.line_first + 1,
            offset,
            length,
            message,
            help: Cow::Borrowed(help),
        }
    }
}
