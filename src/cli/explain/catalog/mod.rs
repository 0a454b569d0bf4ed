//! The long explanation of every diagnostic: the compiler demands an entry for each code, and a test shows that
//! each example gives the finding it stands for.

mod address;
mod archive;
mod captions;
mod charset;
mod damage;
mod identification;
mod message;
mod military;
mod origin;
mod preamble;
mod recognition;
mod security;
mod text;

use crate::message::Code;

/// What is said of a code.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    /// What the rule is.
    pub(super) rule: &'static str,
    /// Where the rule stands.
    pub(super) source: &'static str,
    /// Lines that break it; empty where no few lines can.
    pub(super) example: &'static [u8],
    /// What the tool did.
    pub(super) answer: &'static str,
}

/// Looks a code up.
#[expect(clippy::too_many_lines, reason = "one line a code")]
pub(super) const fn entry(code: Code) -> &'static Entry {
    match code {
        Code::NothingRecognised => &message::NOTHING_RECOGNISED,
        Code::CableTooLong => &message::CABLE_TOO_LONG,
        Code::LineUnreadable => &message::LINE_UNREADABLE,
        Code::LineOutOfOrder => &message::LINE_OUT_OF_ORDER,
        Code::LineRepeated => &message::LINE_REPEATED,
        Code::CharacterDamaged => &message::CHARACTER_DAMAGED,
        Code::DiagnosticsLeftOut => &message::DIAGNOSTICS_LEFT_OUT,
        Code::NotUtf8 => &message::NOT_UTF8,
        Code::LineEndMark => &message::LINE_END_MARK,
        Code::DistributionTotalDiffers => &archive::DISTRIBUTION_TOTAL_DIFFERS,
        Code::DistributionUnreadable => &archive::DISTRIBUTION_UNREADABLE,
        Code::RelayCounterUnreadable => &archive::RELAY_COUNTER_UNREADABLE,
        Code::RelayCounterRepaired => &archive::RELAY_COUNTER_REPAIRED,
        Code::LineEndLost => &damage::LINE_END_LOST,
        Code::TransmissionDamaged => &damage::TRANSMISSION_DAMAGED,
        Code::TextNotInArchive => &archive::TEXT_NOT_IN_ARCHIVE,
        Code::WordSpaced => &archive::WORD_SPACED,
        Code::AttributeUnreadable => &archive::ATTRIBUTE_UNREADABLE,
        Code::OriginRepaired => &damage::ORIGIN_REPAIRED,
        Code::SecurityRepaired => &damage::SECURITY_REPAIRED,
        Code::IndicatorsGlued => &damage::INDICATORS_GLUED,
        Code::NameRepaired => &damage::NAME_REPAIRED,
        Code::NameDoubtful => &damage::NAME_DOUBTFUL,
        Code::MessageNumberOdd => &damage::MESSAGE_NUMBER_ODD,
        Code::TagRepaired => &damage::TAG_REPAIRED,
        Code::TagIsName => &damage::TAG_IS_NAME,
        Code::HeadingInText => &damage::HEADING_IN_TEXT,
        Code::PartialExtract => &damage::PARTIAL_EXTRACT,
        Code::PunctuationRestored => &damage::PUNCTUATION_RESTORED,
        Code::ProsignMisspelt => &damage::PROSIGN_MISSPELT,
        Code::DateTimeRepaired => &damage::DATE_TIME_REPAIRED,
        Code::DateTimeDoubtful => &damage::DATE_TIME_DOUBTFUL,
        Code::DialectContradicted => &recognition::DIALECT_CONTRADICTED,
        Code::FiveUnitsExceeded => &charset::FIVE_UNITS_EXCEEDED,
        Code::FigureMissing => &charset::FIGURE_MISSING,
        Code::CharacterNotInCode => &charset::CHARACTER_NOT_IN_CODE,
        Code::SmallLetters => &charset::SMALL_LETTERS,
        Code::LineTooLong => &military::LINE_TOO_LONG,
        Code::TransmissionCancelled => &military::TRANSMISSION_CANCELLED,
        Code::AddresseeDoubtful => &military::ADDRESSEE_DOUBTFUL,
        Code::BreakMissing => &military::BREAK_MISSING,
        Code::PartPastTotal => &military::PART_PAST_TOTAL,
        Code::PageSerialDiffers => &military::PAGE_SERIAL_DIFFERS,
        Code::PageClassDiffers => &military::PAGE_CLASS_DIFFERS,
        Code::TransmissionUnreadable => &identification::TRANSMISSION_UNREADABLE,
        Code::EarlierTransmissionUnreadable => &identification::EARLIER_TRANSMISSION_UNREADABLE,
        Code::MessageStartRepeated => &identification::MESSAGE_START_REPEATED,
        Code::CallPrecedenceUnreadable => &identification::CALL_PRECEDENCE_UNREADABLE,
        Code::CallIndicatorUnreadable => &identification::CALL_INDICATOR_UNREADABLE,
        Code::CallIndicatorRepeated => &identification::CALL_INDICATOR_REPEATED,
        Code::CallsStranger => &identification::CALLS_STRANGER,
        Code::CallAboveMessage => &identification::CALL_ABOVE_MESSAGE,
        Code::CallBelowMessage => &identification::CALL_BELOW_MESSAGE,
        Code::CallPrecedenceSingle => &identification::CALL_PRECEDENCE_SINGLE,
        Code::CallIndicatorStrange => &identification::CALL_INDICATOR_STRANGE,
        Code::CallsNobody => &identification::CALLS_NOBODY,
        Code::FlashToInformed => &identification::FLASH_TO_INFORMED,
        Code::HeaderPositionUnreadable => &recognition::HEADER_POSITION_UNREADABLE,
        Code::HeaderShifted => &recognition::HEADER_SHIFTED,
        Code::RoutingEndMisplaced => &recognition::ROUTING_END_MISPLACED,
        Code::RoutingTooLong => &recognition::ROUTING_TOO_LONG,
        Code::HeaderMarkingDiffers => &recognition::HEADER_MARKING_DIFFERS,
        Code::SerialDiffersFromValidation => &origin::SERIAL_DIFFERS_FROM_VALIDATION,
        Code::OriginUnreadable => &origin::ORIGIN_UNREADABLE,
        Code::OriginIndicatorUnreadable => &origin::ORIGIN_INDICATOR_UNREADABLE,
        Code::SerialUnreadable => &origin::SERIAL_UNREADABLE,
        Code::FilingTimeUnreadable => &origin::FILING_TIME_UNREADABLE,
        Code::FiledBeforeDtg => &origin::FILED_BEFORE_DTG,
        Code::FiledLongAfterDtg => &origin::FILED_LONG_AFTER_DTG,
        Code::SerialDiffersFromReference => &origin::SERIAL_DIFFERS_FROM_REFERENCE,
        Code::SectionDiffersFromSerial => &origin::SECTION_DIFFERS_FROM_SERIAL,
        Code::SectionWithoutLabel => &origin::SECTION_WITHOUT_LABEL,
        Code::CallNumberUnreadable => &recognition::CALL_NUMBER_UNREADABLE,
        Code::SecurityUnreadable => &security::SECURITY_UNREADABLE,
        Code::MarkingUneven => &security::MARKING_UNEVEN,
        Code::MarkingDiffersFromClass => &security::MARKING_DIFFERS_FROM_CLASS,
        Code::SignalUnreadable => &security::SIGNAL_UNREADABLE,
        Code::ReleaseCodeDisordered => &security::RELEASE_CODE_DISORDERED,
        Code::SignalDiffersFromMarking => &security::SIGNAL_DIFFERS_FROM_MARKING,
        Code::SecurityNotFirst => &security::SECURITY_NOT_FIRST,
        Code::EftoDiffers => &security::EFTO_DIFFERS,
        Code::DateTimeGroupUnreadable => &preamble::DATE_TIME_GROUP_UNREADABLE,
        Code::DateTimeImpossible => &preamble::DATE_TIME_IMPOSSIBLE,
        Code::DualPrecedenceDisordered => &preamble::DUAL_PRECEDENCE_DISORDERED,
        Code::YearMissing => &preamble::YEAR_MISSING,
        Code::DualPrecedenceIdle => &preamble::DUAL_PRECEDENCE_IDLE,
        Code::ZoneUnusual => &preamble::ZONE_UNUSUAL,
        Code::DateTimeSignalUnreadable => &preamble::DATE_TIME_SIGNAL_UNREADABLE,
        Code::DateTimeSpaced => &archive::DATE_TIME_SPACED,
        Code::DateOutsideArchive => &archive::DATE_OUTSIDE_ARCHIVE,
        Code::DateFromAttributes => &archive::DATE_FROM_ATTRIBUTES,
        Code::MidnightUnusual => &preamble::MIDNIGHT_UNUSUAL,
        Code::OriginatorMissing => &address::ORIGINATOR_MISSING,
        Code::AddresseeUnreadable => &address::ADDRESSEE_UNREADABLE,
        Code::PrecedenceWordUnreadable => &address::PRECEDENCE_WORD_UNREADABLE,
        Code::ExemptUnattached => &address::EXEMPT_UNATTACHED,
        Code::PageMarkInHeader => &address::PAGE_MARK_IN_HEADER,
        Code::AddresseeAboveMessage => &address::ADDRESSEE_ABOVE_MESSAGE,
        Code::AddresseeIndicatorUnreadable => &address::ADDRESSEE_INDICATOR_UNREADABLE,
        Code::AddresseeElsewhere => &address::ADDRESSEE_ELSEWHERE,
        Code::AddresseesBelowMessage => &address::ADDRESSEES_BELOW_MESSAGE,
        Code::GroupCountUnreadable => &address::GROUP_COUNT_UNREADABLE,
        Code::ClassLineUnreadable => &captions::CLASS_LINE_UNREADABLE,
        Code::SectionUnreadable => &captions::SECTION_UNREADABLE,
        Code::SectionPastTotal => &captions::SECTION_PAST_TOTAL,
        Code::ReferenceNumberUnreadable => &captions::REFERENCE_NUMBER_UNREADABLE,
        Code::ClassFromPage => &captions::CLASS_FROM_PAGE,
        Code::ReferenceDiffersFromDocument => &archive::REFERENCE_DIFFERS_FROM_DOCUMENT,
        Code::ReferenceNumberSpaced => &archive::REFERENCE_NUMBER_SPACED,
        Code::ReferenceNumberRepaired => &damage::REFERENCE_NUMBER_REPAIRED,
        Code::StationDoubtful => &damage::STATION_DOUBTFUL,
        Code::ClassWordRepaired => &damage::CLASS_WORD_REPAIRED,
        Code::CaptionUnlisted => &captions::CAPTION_UNLISTED,
        Code::ExecutiveOrderUnreadable => &captions::EXECUTIVE_ORDER_UNREADABLE,
        Code::DeclassificationDateOdd => &captions::DECLASSIFICATION_DATE_ODD,
        Code::DeclassificationDateImpossible => &captions::DECLASSIFICATION_DATE_IMPOSSIBLE,
        Code::TagUnreadable => &captions::TAG_UNREADABLE,
        Code::SubjectEmpty => &captions::SUBJECT_EMPTY,
        Code::ReferencesEmpty => &captions::REFERENCES_EMPTY,
        Code::LabelMisspelt => &captions::LABEL_MISSPELT,
        Code::ReferenceRepaired => &captions::REFERENCE_REPAIRED,
        Code::ReferenceDoubtful => &damage::REFERENCE_DOUBTFUL,
        Code::ReferenceLabelOdd => &damage::REFERENCE_LABEL_ODD,
        Code::CaptionsExclusive => &captions::CAPTIONS_EXCLUSIVE,
        Code::PageTotalDiffers => &text::PAGE_TOTAL_DIFFERS,
        Code::PageNumberGap => &text::PAGE_NUMBER_GAP,
        Code::PageOfOtherMessage => &text::PAGE_OF_OTHER_MESSAGE,
        Code::ParagraphNumberGap => &text::PARAGRAPH_NUMBER_GAP,
        Code::TextDamaged => &text::TEXT_DAMAGED,
        Code::SectionInText => &archive::SECTION_IN_TEXT,
        Code::ValidationUnreadable => &text::VALIDATION_UNREADABLE,
        Code::EndGarbled => &text::END_GARBLED,
        Code::EndMissing => &text::END_MISSING,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Findings that only very much input gives, or the caller's own settings.
    const WITHOUT_EXAMPLE: [Code; 9] = [
        Code::PunctuationRestored,
        Code::CableTooLong,
        Code::DiagnosticsLeftOut,
        Code::DialectContradicted,
        Code::RoutingTooLong,
        Code::FiveUnitsExceeded,
        Code::FigureMissing,
        Code::CharacterNotInCode,
        Code::SmallLetters,
    ];

    #[test]
    fn each_example_gives_the_finding_it_stands_for() {
        let mut wrong = Vec::new();
        for code in Code::ALL.iter().copied().filter(|code| !WITHOUT_EXAMPLE.contains(code)) {
            let example = entry(code).example;
            let found: Vec<Code> = crate::decode(example)
                .iter()
                .flat_map(|cable| cable.diagnostics.iter().map(|finding| finding.code))
                .collect();
            if !found.contains(&code) {
                wrong.push(format!("{code} {code:?}: {found:?} in\n{}", String::from_utf8_lossy(example)));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn each_text_is_whole() {
        for code in Code::ALL {
            let Entry { rule, source, answer, .. } = entry(*code);
            for text in [rule, answer] {
                assert!(text.ends_with('.') && text.len() >= 30, "{code}: {text}");
                assert!(!text.contains("  "), "{code}: {text}");
            }
            assert!(source.len() > 8, "{code}: {source}");
        }
    }
}
