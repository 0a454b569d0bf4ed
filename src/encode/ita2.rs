//! Text to the five-unit code of teleprinters (ACP 127(G) 134b, 138, 140).

use crate::decode::ita2::{
    BELL, BLANK, CR, FIGS, FIGURES, Ita2, LETTERS, LF, LTRS, NUMBER_SIGN, NUMBER_SIGN_CODE, Notes, SPACE,
    Transcript,
};
use crate::message::Code;

impl Ita2 {
    /// Writes text as codes, each line end as the book has it: two CR and one LF, in letters.
    ///
    /// Small letters become capitals. What the code lacks is written by the book's substitutes, `QUOTE`, `UNQUOTE` and
    /// `PARA` (ACP 127(G) 134b), and where the book has none as `?`; each with a finding at its place in the text. DEL,
    /// which pads the end of a message in IA5, is LTRS here; NUL is BLANK.
    ///
    /// ```
    /// # use torntape::decode::Ita2;
    /// let tape = Ita2::new().write("HE SAID \"YES\"".as_bytes());
    /// assert_eq!(Ita2::new().read(&tape.bytes).bytes, b"HE SAID QUOTE YES UNQUOTE");
    /// assert_eq!((tape.findings[0].code.as_str(), tape.findings[0].column), ("T0043", 9));
    /// ```
    pub fn write(self, text: &[u8]) -> Transcript {
        let mut tape =
            Tape { settings: self, codes: Vec::with_capacity(text.len() + 16), figures: false, last: b' ' };
        tape.codes.push(self.ordered(LTRS));
        let mut notes = Notes::default();
        let mut quoted = false;
        let mut small_letters = 0;
        let mut at = 0;
        while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
            let length = character_length(rest);
            let character = rest.get(..length).unwrap_or_default();
            let before = text.get(..at).unwrap_or_default();
            at += length;
            let next = text.get(at).copied();
            match character {
                [b'\n'] => tape.line_end(before),
                [small @ b'a'..=b'z'] => {
                    if small_letters == 0 {
                        notes.add(Code::SmallLetters, before, 1, "", "the code has capitals only");
                    }
                    small_letters += 1;
                    tape.push(small.to_ascii_uppercase());
                }
                [byte] if tape.push(*byte) => {}
                other => {
                    let substitute = substitute(other, quoted);
                    quoted ^= substitute.len() > 1 && substitute != "PARA";
                    let shown = String::from_utf8_lossy(other).replace(char::is_control, "\u{fffd}");
                    let message = format!("`{shown}` is not in the code and is written as `{substitute}`");
                    let help =
                        if other == b"#" { "the US variant, `ita2-us`, has it" } else { "write it in words" };
                    notes.add(Code::CharacterNotInCode, before, length, message, help);
                    tape.word(substitute, next);
                }
            }
        }
        if let Some(first) = notes.list.iter_mut().find(|finding| finding.code == Code::SmallLetters) {
            let message =
                format!("{small_letters} small letters are written as capitals, the first one here");
            first.message = message.into();
        }
        Transcript { bytes: tape.codes, findings: notes.list }
    }
}

/// Codes as they are written.
struct Tape {
    settings: Ita2,
    codes: Vec<u8>,
    figures: bool,
    /// The last character.
    last: u8,
}

impl Tape {
    fn code(&mut self, code: u8) {
        self.codes.push(self.settings.ordered(code));
    }

    fn shift(&mut self, figures: bool) {
        if self.figures != figures {
            self.code(if figures { FIGS } else { LTRS });
            self.figures = figures;
        }
    }

    /// Writes a character; `false` where the code has none.
    fn push(&mut self, character: u8) -> bool {
        match character {
            b' ' => self.code(SPACE),
            b'\r' => {
                self.shift(false);
                self.code(CR);
            }
            0 => self.code(BLANK),
            0x7f | 0x1f => {
                self.code(LTRS);
                self.figures = false;
            }
            BELL => {
                self.shift(true);
                self.code(code_in(FIGURES, BELL).unwrap_or(BLANK));
            }
            NUMBER_SIGN if self.settings.number_sign => {
                self.shift(true);
                self.code(NUMBER_SIGN_CODE);
            }
            _ => {
                if let Some(code) = code_in(LETTERS, character) {
                    self.shift(false);
                    self.code(code);
                } else if let Some(code) = code_in(FIGURES, character) {
                    self.shift(true);
                    self.code(code);
                } else {
                    return false;
                }
            }
        }
        self.last = character;
        true
    }

    /// Two CR and one LF; those CR that stand in the text already are not doubled.
    fn line_end(&mut self, before: &[u8]) {
        self.shift(false);
        if !before.ends_with(b"\r") {
            self.code(CR);
            self.code(CR);
        }
        self.code(LF);
        self.last = b'\n';
    }

    /// A word, or `?`, set off from letters and figures beside it by one blank.
    fn word(&mut self, word: &str, next: Option<u8>) {
        let alone = word.len() > 1;
        if alone && !self.last.is_ascii_whitespace() {
            self.push(b' ');
        }
        for letter in word.bytes() {
            self.push(letter);
        }
        if alone && next.is_some_and(|next| !next.is_ascii_whitespace()) {
            self.push(b' ');
        }
    }
}

fn code_in(table: &[u8; 32], character: u8) -> Option<u8> {
    let place = table.iter().position(|held| *held == character && character != 0)?;
    u8::try_from(place).ok()
}

/// What the book writes for a character that the code lacks.
fn substitute(character: &[u8], quoted: bool) -> &'static str {
    match std::str::from_utf8(character) {
        Ok("\"") => {
            if quoted {
                "UNQUOTE"
            } else {
                "QUOTE"
            }
        }
        Ok("\u{201c}") => "QUOTE",
        Ok("\u{201d}") => "UNQUOTE",
        Ok("\u{b6}" | "\u{a7}") => "PARA",
        _ => "?",
    }
}

/// Bytes of the character that opens these bytes; one where they are no UTF-8.
fn character_length(bytes: &[u8]) -> usize {
    let length = match bytes.first() {
        Some(0xc2..=0xdf) => 2,
        Some(0xe0..=0xef) => 3,
        Some(0xf0..=0xf4) => 4,
        _ => 1,
    };
    let whole = bytes.get(..length).is_some_and(|character| std::str::from_utf8(character).is_ok());
    if whole { length } else { 1 }
}
