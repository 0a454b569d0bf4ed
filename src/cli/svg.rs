//! Small things that pictures are made of.

use std::fmt::Display;
use std::time::Duration;

/// Text for HTML and SVG.
pub(crate) fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            letter if letter.is_control() => safe.push(' '),
            letter => safe.push(letter),
        }
    }
    safe
}

/// `<text>` with a class at a place; `anchor` is `start`, `middle` or `end`.
pub(crate) fn text(x: f64, y: f64, anchor: &str, class: &str, text: impl Display) -> String {
    let text = escape(&text.to_string());
    format!("<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\" class=\"{class}\">{text}</text>")
}

/// `<line>` with a class.
pub(crate) fn line(from: (f64, f64), to: (f64, f64), class: &str) -> String {
    let ((x1, y1), (x2, y2)) = (from, to);
    format!("<line x1=\"{x1:.1}\" y1=\"{y1:.1}\" x2=\"{x2:.1}\" y2=\"{y2:.1}\" class=\"{class}\"/>")
}

/// A number for drawing.
#[expect(clippy::cast_precision_loss, reason = "a picture needs no more than fifteen figures")]
pub(crate) const fn float(number: u64) -> f64 {
    number as f64
}

/// A place in a list for drawing.
pub(crate) fn place(number: usize) -> f64 {
    float(number as u64)
}

pub(crate) fn seconds(time: Duration) -> f64 {
    time.as_secs_f64()
}

/// The steps of a scale from 0 to `most`: 1, 2 or 5 times a power of ten, at most six of them.
pub(crate) fn step(most: f64) -> f64 {
    let mut power = 1.0;
    loop {
        for factor in [1.0, 2.0, 5.0] {
            if most / (factor * power) <= 6.0 {
                return factor * power;
            }
        }
        power *= 10.0;
        if power > 1e18 {
            return power;
        }
    }
}
