//! Using the memory of a cable that is done with for the next one.

use std::borrow::Cow;

use super::{Cable, Call, Coverage, Dialect, Security, Source};

impl Cable<'_> {
    /// Takes everything away that it says and leaves its lists their memory.
    pub(crate) fn clear(&mut self) {
        // Every field by its name, so that none is forgotten.
        let Self {
            source,
            dialect,
            transmission,
            call,
            origin,
            security,
            precedence,
            dtg,
            from,
            to,
            info,
            exempt,
            accounting,
            group_count,
            readdressed,
            classification,
            section,
            mrn,
            captions,
            passing,
            executive_order,
            classified_by,
            tags,
            subject,
            references,
            pages,
            paragraphs,
            signature,
            relay_counter,
            distribution,
            drafting,
            stamps,
            attributes,
            validation,
            end,
            diagnostics,
            coverage,
            text,
            raw,
        } = self;
        (*source, *dialect, *coverage) = (Source::default(), Dialect::default(), Coverage::default());
        (*transmission, *call, *origin, *security) = (None, None, None, None);
        (*precedence, *dtg, *from, *readdressed) = (None, None, None, None);
        (*accounting, *group_count, *classification, *section, *mrn) = (None, None, None, None, None);
        (*executive_order, *classified_by, *subject, *signature) = (None, None, None, None);
        (*relay_counter, *distribution, *validation, *end) = (None, None, None, None);
        (*drafting, *text, *raw) = (None, None, None);
        stamps.clear();
        attributes.clear();
        to.clear();
        info.clear();
        exempt.clear();
        captions.clear();
        passing.clear();
        tags.clear();
        references.clear();
        pages.clear();
        paragraphs.clear();
        diagnostics.clear();
    }

    /// Gives the memory of its lists to a cable of other bytes, and nothing of what it says.
    ///
    /// A program that reads many cables one after the other and keeps none of them asks for no memory after the
    /// first few.
    ///
    /// ```
    /// use torntape::{Decoder, message::Cable};
    /// let (decoder, mut kept) = (Decoder::new(), Cable::default());
    /// for number in [3941, 3942] {
    ///     let message = format!("FM SECSTATE WASHDC\nTO AMEMBASSY MOSCOW PRIORITY {number}\n");
    ///     let mut cable = kept.recycle();
    ///     decoder.cable_into(message.as_bytes(), &mut cable);
    ///     assert_eq!(cable.to[0].number, Some(number));
    ///     kept = cable.recycle();
    /// }
    /// ```
    #[must_use]
    pub fn recycle<'b>(self) -> Cable<'b> {
        Cable {
            to: emptied(self.to),
            info: emptied(self.info),
            exempt: emptied(self.exempt),
            captions: emptied(self.captions),
            passing: emptied(self.passing),
            tags: emptied(self.tags),
            references: emptied(self.references),
            pages: emptied(self.pages),
            paragraphs: emptied(self.paragraphs),
            diagnostics: emptied(self.diagnostics),
            stamps: emptied(self.stamps),
            attributes: emptied(self.attributes),
            call: self.call.map(|call| Call { precedence: None, indicators: emptied(call.indicators) }),
            security: self.security.map(|security| Security {
                operating_signals: emptied(security.operating_signals),
                ..Security::default()
            }),
            subject: self.subject.and_then(|subject| match subject {
                Cow::Owned(mut text) => {
                    text.clear();
                    Some(Cow::Owned(text))
                }
                Cow::Borrowed(_) => None,
            }),
            ..Cable::default()
        }
    }
}

/// The list without its members. That both types have one layout lets `collect` keep the list's memory.
fn emptied<A, B>(mut list: Vec<A>) -> Vec<B> {
    list.clear();
    list.into_iter().filter_map(|_| None).collect()
}
