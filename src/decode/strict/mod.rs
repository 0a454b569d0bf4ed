//! Lines that are written as the books have them, read without a question about damage.
//!
//! Where nobody asks for each token, these readers go before those that know every slip, and give what those would give;
//! a test compares the two. A line that may be anything else is none of theirs.

mod captions;
mod class_line;
mod heading;

use super::Trace;
use super::header::{Header, Stage};
use super::lines::Line;
use super::parse::Parse;

use captions::is_plain_text;

impl<'a> Header<'a> {
    /// Reads a line that is no blank one. `false` where it is not written as the books have it: then it is not read.
    #[inline(always)]
    pub(super) fn read_strictly<T: Trace>(&mut self, parse: &mut Parse<'a, '_, T>, line: &Line<'a>) -> bool {
        if T::EACH_TOKEN || !self.plain || self.above == line.bytes || line.may_end_in_mark() {
            return false;
        }
        let read = if self.stage < Stage::Class {
            self.strict_heading(parse, line)
        } else {
            self.strict_caption(parse, line)
        };
        if read {
            self.above = line.bytes;
            self.plainly_known(parse, line);
        }
        read
    }

    /// Whether what was read so far has no say in what the next line is.
    pub(super) fn is_plain<T: Trace>(&self, parse: &Parse<'a, '_, T>) -> bool {
        self.unknown.is_empty()
            && !self.readdressed
            && self.below_class.is_none()
            && parse.cable.pilots.is_empty()
            && parse.cable.janap.is_none()
            && parse.cable.call_signs.is_none()
            && parse.places.archive.is_none()
            && !parse.places.without_serial
            && (self.stage < Stage::Class || is_plain_text(parse))
    }
}
