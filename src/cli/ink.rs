//! Colours where they are shown, and text from outside made safe to show.

use std::fmt::{self, Display, Write};

use anstyle::{AnsiColor, Style};

/// What a piece of text is, for the eye.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tone {
    /// The name of what follows.
    Title,
    /// The name of a field.
    Label,
    /// What is quoted from a cable.
    Quote,
    /// What may be passed over.
    Faint,
    /// All is well.
    Good,
    /// Something is not.
    Bad,
}

/// Paints, or leaves plain.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ink {
    pub(crate) coloured: bool,
}

impl Ink {
    /// The text in its tone.
    pub(crate) fn paint<T: Display>(self, tone: Tone, text: T) -> Painted<T> {
        let style = match tone {
            _ if !self.coloured => Style::new(),
            Tone::Title => Style::new().bold(),
            Tone::Label => AnsiColor::Cyan.on_default(),
            Tone::Quote => AnsiColor::BrightBlue.on_default().bold(),
            Tone::Faint => Style::new().dimmed(),
            Tone::Good => AnsiColor::Green.on_default(),
            Tone::Bad => AnsiColor::Yellow.on_default(),
        };
        Painted { style, text }
    }
}

/// A text with the signs that colour it around it. Width and fill count the text alone.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Painted<T> {
    style: Style,
    text: T,
}

impl<T: Display> Display for Painted<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.style.render())?;
        self.text.fmt(f)?;
        write!(f, "{}", self.style.render_reset())
    }
}

/// Keeps a text from outside on its line and from steering a terminal: what does not print is shown escaped.
pub(crate) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for letter in text.chars() {
        if steers(letter) {
            line.extend(letter.escape_default());
        } else {
            line.push(letter);
        }
    }
    line
}

/// Control characters, and those that turn the direction of writing.
fn steers(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Adds bytes as they can be shown: text as it is, all else as `\x1a`.
pub(crate) fn show(bytes: &[u8], text: &mut String) {
    for chunk in bytes.utf8_chunks() {
        for letter in chunk.valid().chars() {
            match letter {
                letter if !steers(letter) => text.push(letter),
                letter if letter.is_ascii() => escape(letter as u8, text),
                letter => text.extend(letter.escape_default()),
            }
        }
        for byte in chunk.invalid() {
            escape(*byte, text);
        }
    }
}

fn escape(byte: u8, text: &mut String) {
    // Writing to a string cannot fail.
    _ = write!(text, "\\x{byte:02x}");
}

/// A number with its thousands set apart: `14,529`.
pub(crate) fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_a_terminal_is_escaped() {
        assert_eq!(one_line("A\u{1b}[2J\nB\u{202e}É"), "A\\u{1b}[2J\\nB\\u{202e}É");
    }

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!([0, 999, 1000, 1_234_567].map(thousands), ["0", "999", "1,000", "1,234,567"]);
    }

    #[test]
    fn plain_ink_adds_nothing() {
        assert_eq!(Ink { coloured: false }.paint(Tone::Title, "09STATE1").to_string(), "09STATE1");
        assert_eq!(
            format!("{:6}|", Ink { coloured: true }.paint(Tone::Title, "x")),
            "\u{1b}[1mx     \u{1b}[0m|"
        );
    }
}
