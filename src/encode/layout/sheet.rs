//! One message on its sheet: lines, pages, ends.

use std::borrow::Cow;
use std::ops::Range;

use memchr::memchr_iter;

use crate::decode::Part;
use crate::decode::corrections::is_correction;
use crate::encode::render::lines_of;
use crate::encode::text::{class_word, is_between_stations};
use crate::message::{Cable, Classification, Dialect, Page, RoutingIndicator};

use super::{LineEnds, archive, heading, names};

/// Lines of a page, the page identification line not counted (ACP 127(G) 208b).
pub(super) const PAGE_LINES: usize = 20;

/// Lines of a page of the archive of 1973-79. No source says how many; most have fewer than sixty.
const ARCHIVE_PAGE_LINES: usize = 50;

/// A message as it was written, and where its parts lie.
#[derive(Debug)]
pub(crate) struct Sheet<'a> {
    pub(crate) bytes: Vec<u8>,
    /// What it carries.
    pub(crate) fields: Cable<'a>,
    /// Past the line end of the last line of the header.
    pub(crate) header_end: usize,
    /// From the classification line to the end of the text.
    pub(crate) text: Range<usize>,
    /// The marks, as the decoder reads them.
    pub(crate) pages: Vec<Page<'static>>,
    /// Which part of the text it has.
    #[cfg_attr(
        not(feature = "corpus"),
        expect(dead_code, reason = "only made corpora tell their truth by it")
    )]
    pub(crate) place: Range<usize>,
    /// Where runs of the text came from and where they lie: those that lie together begin with their first.
    pub(crate) runs: Vec<(usize, usize)>,
    ends: LineEnds,
    /// How many lines are written.
    lines: usize,
    paging: Option<Paging>,
}

/// Pages that are being counted.
#[derive(Debug)]
struct Paging {
    most: usize,
    on_page: usize,
    page: u16,
}

impl<'a> Sheet<'a> {
    /// Writes one message; `place` is its part of the text.
    pub(crate) fn write(fields: Cable<'a>, body: &[u8], place: Range<usize>, ends: LineEnds) -> Self {
        let dialect = fields.dialect;
        let mut sheet = Self {
            bytes: Vec::with_capacity(place.len() + 2048),
            fields,
            header_end: 0,
            text: 0..0,
            pages: Vec::new(),
            runs: Vec::new(),
            place: place.clone(),
            ends,
            lines: 0,
            paging: None,
        };
        match dialect {
            Dialect::Archive1973 => sheet.begin_archive(),
            Dialect::Acp127 | Dialect::Acp127Modified | Dialect::Janap128 => {
                sheet.push_lines(&heading::procedure(&sheet.fields));
                sheet.paging = Some(Paging { most: PAGE_LINES, on_page: 0, page: 1 });
            }
            _ => sheet.push_lines(&heading::procedure(&sheet.fields)),
        }
        sheet.push_lines(&heading::address(&sheet.fields));
        let ends_in_form = sheet.has_ending();
        if ends_in_form && !sheet.bytes.is_empty() {
            sheet.push_line(names::BREAK);
        } else if dialect == Dialect::Archive1973 {
            sheet.push_line("");
        }
        sheet.text.start = sheet.bytes.len();
        for (group, at) in heading::opening(&sheet.fields).iter().zip(0..) {
            if at > 0 {
                sheet.push_line("");
            }
            for part in group {
                sheet.keep_together(part.len());
                sheet.push_lines(part);
            }
        }
        sheet.header_end = sheet.bytes.len();
        sheet.push_body(body, place);
        sheet.text.end = sheet.bytes.len();
        sheet.push_ending(ends_in_form);
        sheet
    }

    /// Archives keep no break lines; where the message keeps its end, they stand, too.
    fn has_ending(&self) -> bool {
        match self.fields.dialect {
            Dialect::Acp127State | Dialect::Headless | Dialect::Unknown => {
                let Cable { validation, end, corrections, .. } = &self.fields;
                validation.is_some() || end.is_some() || !corrections.is_empty()
            }
            Dialect::Archive1973 => false,
            _ => !is_between_stations(&self.fields),
        }
    }

    fn begin_archive(&mut self) {
        if !self.fields.attributes.is_empty() {
            self.push_lines(&[String::from("Message Text"), String::new()]);
        }
        self.paging = Some(Paging { most: ARCHIVE_PAGE_LINES, on_page: 0, page: 1 });
        self.push_mark(archive::page_head(&self.fields, 1), 1);
        let blocks = archive::blocks(&self.fields);
        self.push_line("");
        for (_, lines) in &blocks {
            self.push_lines(lines);
        }
    }

    /// A part that would stand on two pages begins the next one: its reader would take the page for its end.
    fn keep_together(&mut self, lines: usize) {
        if let Some(paging) = &mut self.paging
            && paging.on_page + lines > paging.most
            && lines <= paging.most
        {
            paging.on_page = paging.most;
        }
    }

    fn line_end(&self) -> &'static [u8] {
        match self.ends {
            LineEnds::Feed => b"\n",
            LineEnds::ReturnFeed => b"\r\n",
            LineEnds::Teleprinter => b"\r\r\n",
        }
    }

    fn push_lines(&mut self, lines: &[String]) {
        for line in lines {
            self.push_line(line);
        }
    }

    fn push_line(&mut self, line: &str) {
        self.turn_page();
        self.bytes.extend_from_slice(line.as_bytes());
        self.end_line();
    }

    fn end_line(&mut self) {
        self.bytes.extend_from_slice(self.line_end());
        self.lines += 1;
        if let Some(paging) = &mut self.paging {
            paging.on_page += 1;
        }
    }

    /// Whether the next line begins another page.
    fn is_full(&self) -> bool {
        self.paging.as_ref().is_some_and(|paging| paging.on_page >= paging.most)
    }

    /// Begins the next page where this one is full.
    fn turn_page(&mut self) {
        let Some(paging) = self.paging.as_mut().filter(|paging| paging.on_page >= paging.most) else {
            return;
        };
        paging.on_page = 0;
        paging.page += 1;
        let page = paging.page;
        if self.fields.dialect == Dialect::Archive1973 {
            let level = self.fields.classification.as_ref().map(|class| class.level);
            let banner = level.unwrap_or(Classification::Unclassified).word();
            self.push_uncounted(banner);
            self.push_uncounted("");
            self.push_mark(archive::page_head(&self.fields, page), page);
            self.push_uncounted("");
        } else {
            for _ in 0..3 {
                self.bytes.push(b'\n');
                self.lines += 1;
            }
            self.push_mark(self.page_line(page), page);
        }
    }

    fn push_uncounted(&mut self, line: &str) {
        self.bytes.extend_from_slice(line.as_bytes());
        self.bytes.extend_from_slice(self.line_end());
        self.lines += 1;
    }

    fn push_mark(&mut self, mark: String, page: u16) {
        let offset = self.bytes.len();
        self.push_uncounted(&mark);
        self.pages.push(Page { text: Cow::Owned(mark), number: page, of: None, line: self.lines, offset });
    }

    /// `PAGE 2 RBDTRQ 115B R E S T R I C T E D` (ACP 127(G) 208c).
    fn page_line(&self, page: u16) -> String {
        let origin = self.fields.origin.as_ref();
        let station = origin.and_then(|origin| origin.indicator.as_ref()).map(RoutingIndicator::as_str);
        let serial = origin.and_then(|origin| origin.serial.as_deref());
        let class = self.fields.classification.as_ref().map(|class| class_word(class.level));
        let words = station.into_iter().chain(serial).chain(class);
        words.fold(format!("PAGE {page}"), |line, word| line + " " + word)
    }

    /// The text, whole where neither its line ends nor pages ask for more.
    fn push_body(&mut self, body: &[u8], place: Range<usize>) {
        let text = body.get(place.clone()).unwrap_or_default();
        let alike = self.ends == LineEnds::Feed && !text.contains(&b'\r');
        if self.paging.is_none() && (alike || self.ends_alike(text)) {
            self.runs.push((place.start, self.bytes.len()));
            self.bytes.extend_from_slice(text);
            self.lines += memchr_iter(b'\n', text).count();
            if !text.is_empty() && !text.ends_with(b"\n") {
                self.end_line();
            }
            return;
        }
        let (mut at, mut following) = (0, false);
        while at < text.len() {
            let rest = text.get(at..).unwrap_or_default();
            let end = memchr::memchr(b'\n', rest).map_or(rest.len(), |feed| feed + 1);
            let written = rest.get(..end).unwrap_or_default();
            let mut line = written.strip_suffix(b"\n").unwrap_or(written);
            while let Some(shorter) = line.strip_suffix(b"\r") {
                line = shorter;
            }
            let page = self.pages.len();
            // The correction of a page stands below its last line (ACP 127(G) 211d).
            let corrects = self.is_full() && is_correction(line);
            if !corrects {
                self.turn_page();
            }
            if !following || page != self.pages.len() || line.len() + self.line_end().len() != written.len() {
                self.runs.push((place.start + at, self.bytes.len()));
            }
            self.bytes.extend_from_slice(line);
            self.end_line();
            if corrects && let Some(paging) = &mut self.paging {
                paging.on_page = paging.most;
            }
            following = line.len() + self.line_end().len() == written.len();
            at += end;
        }
    }

    /// Whether every line of a text ends as those of this sheet.
    fn ends_alike(&self, text: &[u8]) -> bool {
        memchr_iter(b'\n', text).all(|feed| {
            let before = text.get(..feed).unwrap_or_default();
            let returns = before.iter().rev().take_while(|byte| **byte == b'\r').count();
            returns + 1 == self.line_end().len()
        })
    }

    /// The corrections of format line 15, each on a line of its own.
    fn push_corrections(&mut self) {
        let mut corrections = std::mem::take(&mut self.fields.corrections);
        for correction in &mut corrections {
            (correction.offset, correction.line) = (self.bytes.len(), self.lines + 1);
            self.push_line(&format!("C {}", correction.text));
        }
        self.fields.corrections = corrections;
    }

    /// Format lines 13, 15 and 16.
    fn push_ending(&mut self, in_form: bool) {
        self.paging = None;
        if in_form {
            self.push_line(names::BREAK);
        }
        self.push_corrections();
        self.push_lines(&lines_of(Part::Validation, &self.fields));
        let end = lines_of(Part::End, &self.fields);
        if self.ends == LineEnds::Teleprinter && end.first().is_some_and(|end| end == names::END) {
            // Two carriage returns and the first of the eight line feeds have ended the line above.
            self.bytes.extend_from_slice(b"\n\n\n\n\n\n\n");
            self.bytes.extend_from_slice(names::END.as_bytes());
            let fill = if self.fields.dialect == Dialect::Janap128 { 0x7f } else { 0x1f };
            self.bytes.extend(std::iter::repeat_n(fill, 12));
            self.end_line();
        } else {
            self.push_lines(&end);
        }
        let attributes: Vec<String> = self.fields.attributes.iter().map(archive::attribute).collect();
        if !attributes.is_empty() {
            if !self.bytes.ends_with([self.line_end(), self.line_end()].concat().as_slice()) {
                self.push_line("");
            }
            self.push_lines(&[String::from("Message Attributes"), String::new()]);
            self.push_lines(&attributes);
        }
    }
}
