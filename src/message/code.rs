//! The stable names of everything the decoder can find.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::Severity;

macro_rules! codes {
    ($($code:literal $name:ident $severity:ident $summary:literal)*) => {
        /// The stable code of a [`Diagnostic`](super::Diagnostic). The first two figures are the format line, 00 for
        /// the message as a whole, 13 for the captions below the classification line, 14 for marks in the text.
        ///
        /// ```
        /// # use torntape::message::{Code, Severity};
        /// let code: Code = "T0301".parse().unwrap();
        /// assert_eq!(code.severity(), Severity::Warning);
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[non_exhaustive]
        pub enum Code {
            $(#[doc = $summary] #[serde(rename = $code)] $name,)*
        }

        impl Code {
            /// Every code, in order.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// `T0301`
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// How bad a finding of this kind is.
            pub const fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)* }
            }

            /// The finding in a few words.
            pub const fn summary(self) -> &'static str {
                match self { $(Self::$name => $summary,)* }
            }
        }
    };
}

codes! {
    "T0001" NothingRecognised Warning "nothing of a cable was recognised"
    "T0002" CableTooLong Error "the cable is longer than 16 MiB and was cut"
    "T0003" LineUnreadable Warning "a line of the header has no known form"
    "T0004" LineOutOfOrder Warning "a format line stands out of its order"
    "T0005" LineRepeated Warning "a format line that may stand once stands again"
    "T0006" CharacterDamaged Error "characters of the header are damaged"
    "T0007" DiagnosticsLeftOut Note "more was found than is listed"
    "T0008" NotUtf8 Warning "bytes of the header are not UTF-8"
    "T0009" LineEndMark Note "a backslash ends a line of the header"
    "T0010" LineEndLost Warning "two lines of the heading stand on one"
    "T0020" DistributionTotalDiffers Warning "the copies of the distribution block do not make its sum"
    "T0021" DistributionUnreadable Warning "an entry of the distribution block cannot be read"
    "T0022" RelayCounterUnreadable Warning "the dashed line cannot be read"
    "T0023" TextNotInArchive Note "the archive holds no text of this document"
    "T0024" WordSpaced Warning "blanks stand inside a word, or a letter in the place of a figure"
    "T0025" AttributeUnreadable Warning "a line of the attributes has no key"
    "T0026" RelayCounterRepaired Warning "the dashed line was put right"
    "T0030" LineTooLong Note "a line is longer than 69 columns"
    "T0031" TransmissionCancelled Warning "the transmission was broken off"
    "T0040" DialectContradicted Warning "the text is not of the dialect it was to be read as"
    "T0041" FiveUnitsExceeded Warning "a byte is more than a five-unit code"
    "T0042" FigureMissing Warning "a five-unit code has no character among the figures"
    "T0043" CharacterNotInCode Warning "a character is not in the five-unit code"
    "T0044" SmallLetters Note "small letters are written as capitals"
    "T0050" ProsignMisspelt Warning "a prosign of the heading is misspelt"
    "T0051" HeadingInText Warning "a second heading stands inside the text"
    "T0052" PartialExtract Note "the text is a partial extract"
    "T0101" TransmissionUnreadable Error "the transmission identification cannot be read"
    "T0102" EarlierTransmissionUnreadable Warning "an earlier transmission identification cannot be read"
    "T0150" TransmissionDamaged Warning "the transmission identification is damaged"
    "T0170" MessageStartRepeated Warning "the start of message stands more than once in an identification"
    "T0201" CallPrecedenceUnreadable Error "the precedence of the routing line cannot be read"
    "T0202" CallIndicatorUnreadable Error "a routing indicator of the routing line cannot be read"
    "T0203" CallIndicatorRepeated Warning "the routing line calls a station twice"
    "T0204" CallsStranger Warning "the routing line calls a station that serves no addressee"
    "T0205" CallAboveMessage Error "the routing line has a higher precedence than the message"
    "T0206" CallBelowMessage Warning "the routing line has a lower precedence than the message"
    "T0207" CallPrecedenceSingle Error "the precedence of the routing line is not written twice"
    "T0240" HeaderPositionUnreadable Error "positions of the fixed header cannot be read"
    "T0241" HeaderShifted Error "the fixed header has a character too many or too few"
    "T0242" RoutingEndMisplaced Warning "the routing does not end with a full stop after its last indicator"
    "T0243" RoutingTooLong Error "one transmission calls more than 500 routing indicators"
    "T0244" HeaderMarkingDiffers Error "the class letters of the fixed header do not agree"
    "T0250" IndicatorsGlued Warning "two routing indicators stand without a blank between"
    "T0270" CallIndicatorStrange Warning "a called routing indicator begins with a letter of no network"
    "T0271" CallsNobody Warning "the routing line calls no station"
    "T0272" FlashToInformed Warning "FLASH is sent to a station that serves information addressees only"
    "T0301" SerialDiffersFromValidation Warning "the serial differs from the one at the end of the message"
    "T0302" OriginUnreadable Error "format line 3 cannot be read"
    "T0303" OriginIndicatorUnreadable Error "the routing indicator of the originating station cannot be read"
    "T0304" SerialUnreadable Error "the station serial number cannot be read"
    "T0305" FilingTimeUnreadable Error "the filing time cannot be read"
    "T0306" FiledBeforeDtg Warning "the filing time lies before the date-time group"
    "T0307" FiledLongAfterDtg Warning "the filing time lies more than a day after the date-time group"
    "T0308" SerialDiffersFromReference Note "the serial does not end the message reference number"
    "T0309" SectionDiffersFromSerial Warning "the section of format line 3 differs from the section label"
    "T0340" CallNumberUnreadable Error "the number behind NR cannot be read"
    "T0350" OriginRepaired Warning "format line 3 was put right"
    "T0370" SectionWithoutLabel Note "format line 3 names a section, the classification line none"
    "T0401" SecurityUnreadable Error "the security warning cannot be read"
    "T0402" MarkingUneven Error "the letters of the security warning do not agree"
    "T0403" MarkingDiffersFromClass Error "the security warning differs from the classification line"
    "T0404" SignalUnreadable Warning "an operating signal cannot be read"
    "T0405" ReleaseCodeDisordered Warning "the letters of the release code are not in alphabetical order"
    "T0406" SignalDiffersFromMarking Warning "the security signal does not go with its letters"
    "T0450" SecurityRepaired Warning "the security warning was put right"
    "T0470" SecurityNotFirst Warning "the security warning does not open format line 4"
    "T0471" EftoDiffers Warning "security warning and classification line differ about EFTO"
    "T0501" DateTimeGroupUnreadable Error "the date-time group cannot be read"
    "T0502" DateTimeImpossible Error "the date-time group names a day or time that does not exist"
    "T0503" DualPrecedenceDisordered Error "the first of two precedences is not the higher one"
    "T0504" YearMissing Note "the date-time group has no year"
    "T0505" DualPrecedenceIdle Warning "two precedences, but not both action and information addressees"
    "T0506" ZoneUnusual Warning "the date-time group is not in Z time"
    "T0507" DateTimeSignalUnreadable Warning "a signal after the date-time group cannot be read"
    "T0520" DateTimeSpaced Warning "blanks stand inside the date-time group, or a letter in the place of a figure"
    "T0521" DateOutsideArchive Warning "the date-time group is not of the years of its archive"
    "T0522" DateFromAttributes Note "month or year of the date-time group are taken from the attributes"
    "T0550" DateTimeRepaired Warning "the date-time group is garbled"
    "T0551" DateTimeDoubtful Warning "the date-time group may be one of several"
    "T0570" MidnightUnusual Note "the date-time group names midnight, which is not used"
    "T0601" OriginatorMissing Error "the originator's name is missing"
    "T0701" AddresseeUnreadable Error "an addressee cannot be read"
    "T0702" PrecedenceWordUnreadable Warning "the precedence of an addressee looks misspelt"
    "T0703" ExemptUnattached Note "an exempt post follows no collective"
    "T0704" PageMarkInHeader Note "a page mark interrupts the header"
    "T0705" AddresseeAboveMessage Warning "an addressee has a higher precedence than the message"
    "T0706" AddresseeIndicatorUnreadable Warning "what stands before the stroke is no routing indicator"
    "T0730" AddresseeDoubtful Note "an addressee may be the end of the name above it"
    "T0750" NameRepaired Warning "the name of an embassy or consulate is misspelt"
    "T0751" NameDoubtful Warning "an embassy or consulate bears no name that is known"
    "T0752" MessageNumberOdd Warning "a message number is short or has no blank before it"
    "T0770" AddresseeElsewhere Note "the routing indicator and the name of an addressee are of two posts"
    "T0775" AddresseesBelowMessage Warning "no addressee has the precedence of the message"
    "T1001" GroupCountUnreadable Warning "the group count cannot be read"
    "T1130" BreakMissing Note "no break stands between heading and text"
    "T1201" ClassLineUnreadable Error "the classification line cannot be read"
    "T1202" SectionUnreadable Error "the section label cannot be read"
    "T1203" SectionPastTotal Error "the section number is larger than the number of sections"
    "T1204" ReferenceNumberUnreadable Warning "the message reference number cannot be read"
    "T1205" ClassFromPage Note "the classification is that of a page mark"
    "T1220" ReferenceDiffersFromDocument Warning "the message reference number is not the document number of the attributes"
    "T1221" ReferenceNumberSpaced Warning "blanks stand inside the message reference number, or a letter in the place of a figure"
    "T1230" PartPastTotal Error "the part of an enciphered text is past the last"
    "T1250" ReferenceNumberRepaired Warning "the message reference number is garbled or has words melted into it"
    "T1251" StationDoubtful Warning "the station of the message reference number is no known post"
    "T1252" ClassWordRepaired Warning "the word of the classification is garbled"
    "T1301" CaptionUnlisted Note "a caption is not among the known ones"
    "T1302" ExecutiveOrderUnreadable Warning "the E.O. line cannot be read"
    "T1303" DeclassificationDateImpossible Warning "the declassification date does not exist"
    "T1304" TagUnreadable Warning "a tag cannot be read"
    "T1305" SubjectEmpty Warning "the subject is empty"
    "T1306" ReferencesEmpty Note "the reference list is empty"
    "T1307" LabelMisspelt Warning "a label is misspelt"
    "T1308" ReferenceRepaired Warning "a reference is garbled or written out of order"
    "T1350" ReferenceDoubtful Warning "a reference is damaged and may have been another"
    "T1351" ReferenceLabelOdd Note "the letter of a reference is doubled or stands alone"
    "T1352" TagRepaired Warning "a tag is garbled, or several stand without blanks between"
    "T1353" TagIsName Note "a name stands among the tags"
    "T1354" DeclassificationDateOdd Note "the declassification date is not written month, day, year"
    "T1370" CaptionsExclusive Warning "two captions exclude each other"
    "T1401" PageTotalDiffers Warning "a mark counts another number of sections than the classification line"
    "T1402" PageNumberGap Warning "the marks do not run without a gap"
    "T1403" PageOfOtherMessage Warning "a mark names another message"
    "T1404" ParagraphNumberGap Note "the paragraph numbers do not run without a gap"
    "T1405" TextDamaged Warning "characters of the text are damaged"
    "T1420" SectionInText Note "the heading of another section stands in the text"
    "T1430" PageSerialDiffers Warning "a page line names another message"
    "T1431" PageClassDiffers Error "the class of a page line differs from the classification line"
    "T1450" PunctuationRestored Note "punctuation that was lost is restored in the text"
    "T1501" ValidationUnreadable Warning "the serial at the end of the message cannot be read"
    "T1601" EndGarbled Warning "the end of the message is damaged"
    "T1602" EndMissing Note "the message has a final break but no end"
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Said of a word that is no code.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no diagnostic has the code `{0}`")]
pub struct UnknownCode(String);

impl FromStr for Code {
    type Err = UnknownCode;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .iter()
            .copied()
            .find(|code| code.as_str().eq_ignore_ascii_case(word))
            .ok_or_else(|| UnknownCode(word.to_owned()))
    }
}
