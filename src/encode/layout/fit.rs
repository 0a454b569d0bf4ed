//! The fields of a cable as a variant can carry them (spec of variants, section 1; of format lines, section 14).

use std::borrow::Cow;

use jiff::tz::TimeZone;

use crate::decode::Part;
use crate::encode::heading::pilot as pilot_lines;
use crate::encode::render::lines_of;
use crate::message::{Addressee, Cable, Dialect, Precedence, Section, Validation};

use super::loss::{Loss, Losses};
use super::{names, stations};

/// Gives the fields that a message of this dialect carries, each as it writes them, and lists the others.
pub(crate) fn fit<'a>(cable: &Cable<'a>, dialect: Dialect, losses: &mut Vec<Loss>) -> Cable<'a> {
    let mut fitted = cable.clone();
    fitted.dialect = dialect;
    fitted.raw = None;
    fitted.text = None;
    fitted.diagnostics = Vec::new();
    fitted.pages = Vec::new();
    fitted.paragraphs = Vec::new();
    fitted.signature = None;
    let from = cable.dialect;
    if dialect != Dialect::Janap128 && dialect != Dialect::Unknown {
        stations::without_positions(&mut fitted, losses);
    }
    if dialect != Dialect::Acp126 && dialect != Dialect::Unknown {
        stations::without_call_signs(&mut fitted, losses);
    }
    let mut fit = Fit { cable: &mut fitted, from, losses };
    match dialect {
        Dialect::Acp127State => fit.state(),
        Dialect::Acp127 | Dialect::Acp127Modified => fit.military(dialect),
        Dialect::Janap128 => fit.janap(),
        Dialect::Acp126 => fit.acp126(),
        Dialect::Headless => fit.headless(),
        Dialect::Archive1973 => fit.archive(),
        Dialect::Unknown => {}
    }
    fitted
}

/// Fields that are being fitted.
struct Fit<'f, 'a> {
    cable: &'f mut Cable<'a>,
    from: Dialect,
    losses: &'f mut Vec<Loss>,
}

/// From this year on ACP 127(G) 113 writes years of four figures.
const LONG_YEARS_FROM: i16 = 2006;

impl Fit<'_, '_> {
    fn state(&mut self) {
        self.without_archive();
        self.without_emergency();
        if self.from != Dialect::Acp127State {
            self.channel(4);
            self.serial_of_four();
            self.julian();
            self.year(false);
            if let (Some(section), Some(origin)) = (&mut self.cable.section, &mut self.cable.origin) {
                origin.section = Some(section.number);
                section.last = false;
            }
        }
    }

    fn military(&mut self, dialect: Dialect) {
        self.without_archive();
        self.without_emergency();
        self.without_state_words();
        self.channel(3);
        self.year(true);
        self.final_section();
        if dialect == Dialect::Acp127Modified {
            self.julian();
            self.serial_of_four();
            self.validate();
        } else {
            self.without_validation();
        }
        self.end();
    }

    fn janap(&mut self) {
        self.without_archive();
        self.without_pilots();
        self.julian();
        self.without_state_words();
        self.channel(3);
        self.year(false);
        self.final_section();
        self.serial_of_four();
        self.figures_only();
        stations::positions(self.cable);
        self.validate();
        self.end();
    }

    fn acp126(&mut self) {
        self.without_archive();
        self.without_pilots();
        self.without_emergency();
        self.without_state_words();
        self.channel(3);
        self.year(true);
        self.final_section();
        self.without_validation();
        stations::call_signs(self.cable, self.losses);
        if let Some(origin) = &mut self.cable.origin
            && (origin.day.take().is_some() | origin.time.take().is_some() | origin.filed.take().is_some())
        {
            self.losses.lost(
                "origin.filed",
                "filing time",
                "ACP 126 writes a station serial and no filing time",
            );
        }
        self.end();
    }

    fn headless(&mut self) {
        self.without_archive();
        self.without_procedure();
        if self.from != Dialect::Headless {
            self.without_indicators();
        }
        self.without_validation();
    }

    fn archive(&mut self) {
        self.without_procedure();
        self.without_indicators();
        self.without_validation();
        self.year(false);
    }

    /// Format lines 1 to 4.
    fn without_procedure(&mut self) {
        let reason = "a text that begins with format line 5 has no format lines 1 to 4";
        let parts = [
            ("transmission", Part::Transmission),
            ("call", Part::Call),
            ("pilots", Part::Pilot),
            ("origin", Part::Origin),
            ("security", Part::Security),
        ];
        for (field, part) in parts {
            let lines = lines_of(part, self.cable);
            if !lines.is_empty() {
                self.losses.lost(field, lines.join(" / "), reason);
            }
        }
        self.cable.transmission = None;
        self.cable.call = None;
        self.cable.pilots = Vec::new();
        self.cable.origin = None;
        self.cable.security = None;
    }

    /// Office block, drafting, dashed line, attributes: what archives of 1973-79 print.
    fn without_archive(&mut self) {
        const REASON: &str = "only texts of 1973-79 carry it";
        for (field, lines) in super::archive::blocks(self.cable) {
            let lines: Vec<&str> =
                lines.iter().map(|line| line.trim()).filter(|line| !line.is_empty()).collect();
            self.losses.lost(field, lines.join(" / "), REASON);
        }
        for (attribute, at) in self.cable.attributes.iter().zip(0..) {
            self.losses.lost(format!("attributes[{at}]"), super::archive::attribute(attribute), REASON);
        }
        super::archive::take_blocks(self.cable);
    }

    /// Headings that stations on the way put before the message.
    fn without_pilots(&mut self) {
        for (pilot, at) in std::mem::take(&mut self.cable.pilots).iter().zip(0..) {
            let lines = pilot_lines(pilot, self.from).join(" / ");
            self.losses.lost(format!("pilots[{at}]"), lines, "ACP 127 alone puts headings before headings");
        }
    }

    /// The filing time with the day of the year.
    fn julian(&mut self) {
        if let Some(origin) = &mut self.cable.origin
            && origin.day_of_month
            && let Some(filed) = origin.filed
        {
            origin.day = Some(filed.to_zoned(TimeZone::UTC).day_of_year().unsigned_abs());
            origin.day_of_month = false;
        }
    }

    fn without_emergency(&mut self) {
        const REASON: &str = "only AUTODIN knows a precedence above FLASH; FLASH stands in its place";
        let Self { cable, losses, .. } = self;
        if let Some(precedence) = cable.call.as_mut().and_then(|call| call.precedence.as_mut())
            && *precedence == Precedence::Emergency
        {
            *precedence = Precedence::Flash;
            losses.lost("call.precedence", Precedence::Emergency.word(), REASON);
        }
        if let Some(dual) = &mut cable.precedence
            && dual.action == Precedence::Emergency
        {
            dual.action = Precedence::Flash;
            losses.lost("precedence.action", Precedence::Emergency.word(), REASON);
        }
    }

    /// What only State writes: a precedence, a number and the night signal behind an addressee, exempt posts behind
    /// their collective.
    fn without_state_words(&mut self) {
        if let Some(origin) = &mut self.cable.origin
            && let Some(section) = origin.section.take()
            && self.cable.section.is_none()
        {
            self.losses.lost("origin.section", section, "each section has a serial of its own");
        }
        let stated = self.cable.precedence;
        let action = stated.map(|stated| stated.action);
        let info = stated.map(|stated| stated.info.unwrap_or(stated.action));
        let mut freed = Vec::new();
        let last = if self.cable.info.is_empty() { self.cable.to.len() } else { 0 };
        let to = self.cable.to.iter_mut().zip(1..);
        let to = to.map(|(addressee, at)| (format!("to[{}]", at - 1), addressee, action, at == last));
        let last = self.cable.info.len();
        let info_list = self.cable.info.iter_mut().zip(1..);
        let info =
            info_list.map(|(addressee, at)| (format!("info[{}]", at - 1), addressee, info, at == last));
        for (field, addressee, implied, is_last) in to.chain(info) {
            plain(&field, addressee, implied, self.losses);
            let keeps_place = is_last && addressee.collective;
            if !addressee.exempt.is_empty() && !keeps_place {
                let names = addressee.exempt.join(", ");
                let reason = "format line 9 stands below all addressees and does not say to which it belongs";
                self.losses.lost(format!("{field}.exempt"), names, reason);
                freed.append(&mut addressee.exempt);
            }
        }
        self.cable.exempt.splice(0..0, freed);
    }

    fn without_indicators(&mut self) {
        const REASON: &str = "addressees stand there by name alone";
        let lists = [("to", &mut self.cable.to), ("info", &mut self.cable.info)];
        for (list, addressees) in lists {
            for (addressee, at) in addressees.iter_mut().zip(0..) {
                if let Some(indicator) = addressee.indicator.take() {
                    self.losses.lost(format!("{list}[{at}].indicator"), indicator, REASON);
                }
            }
            for (pair, at) in addressees.windows(2).zip(1..) {
                if let [above, addressee] = pair
                    && !above.exempt.is_empty()
                    && (addressee.precedence.is_none() && addressee.number.is_none())
                {
                    let reason = "a bare name below exempt posts cannot be told from them";
                    self.losses.lost(format!("{list}[{at}]"), &addressee.plad, reason);
                }
            }
        }
        if let Some(indicator) = self.cable.from.as_mut().and_then(|from| from.indicator.take()) {
            self.losses.lost("from.indicator", indicator, REASON);
        }
    }

    /// The channel number in so many figures.
    fn channel(&mut self, width: usize) {
        let Some(transmission) = &mut self.cable.transmission else { return };
        let (Some(channel), Some(number)) = (transmission.channel.as_deref(), transmission.number) else {
            return;
        };
        let most = 10_u32.saturating_pow(u32::try_from(width).unwrap_or(4));
        let short = number % most;
        if short != number {
            let reason = "the channel number has three figures; the last three are written";
            self.losses.lost("transmission.number", number, reason);
        }
        transmission.number = Some(short);
        let manual = !transmission.id.contains("ZCZC") && !transmission.id.is_empty();
        let start = if manual { "" } else { "VZCZC" };
        transmission.id = Cow::Owned(format!("{start}{channel}{short:0width$}"));
    }

    /// Years of four figures from 2006 on, or of two.
    fn year(&mut self, long: bool) {
        let older = self.cable.readdressed.as_mut().and_then(|older| older.dtg.as_mut());
        for dtg in self.cable.dtg.iter_mut().chain(older) {
            let Some(at) = dtg.at else { continue };
            let year = at.to_zoned(TimeZone::UTC).year();
            let words: Vec<&str> = dtg.text.split_ascii_whitespace().collect();
            let [time, month, _] = words.as_slice() else { continue };
            let written = if long && year >= LONG_YEARS_FROM {
                format!("{time} {month} {year:04}")
            } else {
                format!("{time} {month} {:02}", year.rem_euclid(100))
            };
            if dtg.text != written {
                dtg.text = Cow::Owned(written);
            }
        }
    }

    /// The last section is labelled `FINAL SECTION OF 2` (ACP 127(G) 208e).
    fn final_section(&mut self) {
        if let Some(section) = &mut self.cable.section {
            *section = Section { last: section.number == section.of, ..*section };
        }
    }

    /// A serial of figures alone has four of them.
    fn serial_of_four(&mut self) {
        let Some(serial) = self.cable.origin.as_mut().and_then(|origin| origin.serial.as_mut()) else {
            return;
        };
        if serial.len() < 4 && serial.bytes().all(|byte| byte.is_ascii_digit()) {
            *serial = Cow::Owned(format!("{serial:0>4}"));
        }
    }

    /// Four figures, for they stand in fixed columns.
    fn figures_only(&mut self) {
        let Some(serial) = self.cable.origin.as_mut().and_then(|origin| origin.serial.as_mut()) else {
            return;
        };
        let figures: String = serial.chars().filter(char::is_ascii_digit).collect();
        let written = format!("{:0>4}", figures.get(figures.len().saturating_sub(4)..).unwrap_or_default());
        if *serial != written {
            self.losses.lost("origin.serial", &*serial, "the serial has four figures in fixed columns");
            *serial = Cow::Owned(written);
        }
    }

    /// Format line 15 repeats the serial.
    fn validate(&mut self) {
        let serial = self.cable.origin.as_ref().and_then(|origin| origin.serial.clone());
        self.cable.validation = serial.map(|serial| Validation { serial });
    }

    fn without_validation(&mut self) {
        let Some(validation) = self.cable.validation.take() else { return };
        let serial = self.cable.origin.as_ref().and_then(|origin| origin.serial.as_deref());
        if serial != Some(&validation.serial) {
            let reason = "the serial is not repeated at the end";
            self.losses.lost("validation.serial", validation.serial, reason);
        }
    }

    /// Every message ends with `NNNN`.
    fn end(&mut self) {
        self.cable.end = Some(Cow::Borrowed(names::END));
    }
}

/// Takes from an addressee what only State writes behind it. A precedence that format line 5 says too is no loss.
fn plain(field: &str, addressee: &mut Addressee<'_>, implied: Option<Precedence>, losses: &mut Vec<Loss>) {
    if let Some(number) = addressee.number.take() {
        let reason = "message continuity numbers are the State Department's own";
        losses.lost(format!("{field}.number"), number, reason);
    }
    if let Some(precedence) = addressee.precedence.take()
        && Some(precedence) != implied
    {
        let reason = "the precedence stands on format line 5 alone";
        losses.lost(format!("{field}.precedence"), precedence.word(), reason);
    }
    if std::mem::take(&mut addressee.night_action) {
        losses.lost(format!("{field}.night_action"), "NIACT", "only State asks for action in the night");
    }
}
