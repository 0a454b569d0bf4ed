//! Where in the bytes of a cable each field and each token lies.
//!
//! The decoder reports to a [`Trace`] as it goes. The unit type records nothing and costs nothing; a [`Layout`]
//! keeps all, for the encoder that splices a changed field and for the explanation that underlines each token.

use std::ops::Range;

/// What is told of the places of fields. All places are bytes from the start of the cable.
pub trait Trace {
    /// Whether anybody listens. Where nobody does, the decoder does not work out where parts lie.
    const LISTENS: bool = true;
    /// Whether each token is asked for. Where not, those are told of by which the sections of one cable differ:
    /// [`Token::ChannelNumber`], [`Token::Serial`], [`Token::SerialSection`], [`Token::SectionLabel`] and
    /// [`Token::ReferenceNumber`].
    const EACH_TOKEN: bool = Self::LISTENS;

    /// The lines of one part: from the first byte of its first line to the end of its last line, line end excluded.
    fn part(&mut self, part: Part, place: Range<usize>);
    /// One token of a header line.
    fn token(&mut self, token: Token, place: Range<usize>);
}

impl Trace for () {
    const LISTENS: bool = false;

    fn part(&mut self, _: Part, _: Range<usize>) {}
    fn token(&mut self, _: Token, _: Range<usize>) {}
}

/// Every part and token of a cable, in the order of its bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// The parts.
    pub parts: Vec<(Part, Range<usize>)>,
    /// The tokens.
    pub tokens: Vec<(Token, Range<usize>)>,
}

impl Trace for Layout {
    fn part(&mut self, part: Part, place: Range<usize>) {
        self.parts.push((part, place));
    }

    fn token(&mut self, token: Token, place: Range<usize>) {
        self.tokens.push((token, place));
    }
}

/// The parts of a cable, and the tokens by which the sections of one cable differ: they are found sooner than all.
#[derive(Debug, Default)]
pub(crate) struct Parts(pub(crate) Layout);

impl Trace for Parts {
    const EACH_TOKEN: bool = false;

    fn part(&mut self, part: Part, place: Range<usize>) {
        self.0.part(part, place);
    }

    fn token(&mut self, token: Token, place: Range<usize>) {
        let differs = matches!(
            token,
            Token::ChannelNumber
                | Token::Serial
                | Token::SerialSection
                | Token::SectionLabel
                | Token::ReferenceNumber
        );
        if differs {
            self.0.token(token, place);
        }
    }
}

/// A run of lines that carries one or more fields, in the order in which the book writes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The line `Message Text` by which the archive of 1973-79 opens a document.
    Frame,
    /// Format line 1, stacked identifications on lines of their own included: `transmission`.
    Transmission,
    /// Format line 2 with its continuation lines: `call`.
    Call,
    /// The lines of pilots between the newest format line 2 and the message's own format line 3: `pilots`.
    Pilot,
    /// Format line 3: `origin`.
    Origin,
    /// Format line 4 with its continuation lines: `security`.
    Security,
    /// The distribution block of 1973-79 texts: `distribution`.
    Distribution,
    /// The drafting block of 1973-79 texts: `drafting`.
    Drafting,
    /// The dashed line of 1973-79 texts: `relay_counter`.
    RelayCounter,
    /// Format line 5: `precedence`, `dtg`.
    Preamble,
    /// Format line 6: `from`.
    From,
    /// Format line 7 with its list and the exempt posts inside it: `to`.
    To,
    /// Format line 8 with its list and the exempt posts inside it: `info`.
    Info,
    /// Format line 9: `exempt`.
    Exempt,
    /// Format line 10: `accounting`, `group_count`.
    Prefix,
    /// Format lines 5 to 10 of the older heading of a readdressed message: `readdressed`.
    Readdressed,
    /// Format line 11, `BT`.
    HeadingBreak,
    /// The first line of format line 12: `classification`, `section`, `mrn`.
    ClassLine,
    /// The text of a message between the operators of two connected stations: `service`.
    Service,
    /// A line of captions: `captions`. There may be several such parts.
    Captions,
    /// A line that passes the cable on: `passing`. There may be several such parts.
    Passing,
    /// The E.O. line: `executive_order`.
    ExecutiveOrder,
    /// The CLASSIFIED BY lines: `classified_by`.
    ClassifiedBy,
    /// The TAGS lines: `tags`.
    Tags,
    /// The SUBJECT lines: `subject`.
    Subject,
    /// The REF lines: `references`.
    References,
    /// A page or section mark, in the header or in the text: one of `pages`.
    Page,
    /// The classification that stands above and below a page, outside the text.
    Banner,
    /// A line stamped into the text by archivists: one of `stamps`.
    Stamp,
    /// A correction behind a page or the text: one of `corrections`.
    Correction,
    /// The words that break a transmission off: `cancelled`.
    Cancellation,
    /// The signature: `signature`.
    Signature,
    /// Format line 13, `BT`.
    TextBreak,
    /// Format line 15: `validation`.
    Validation,
    /// Format line 16: `end`.
    End,
    /// What the archive of 1973-79 notes about a document: `attributes`.
    Attributes,
}

/// The kind of one token of a header line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Token {
    /// `V`, `VV`: start of transmission.
    TransmissionStart,
    /// `ZCZC`: start of message.
    MessageStart,
    /// `XRO`
    Channel,
    /// `0809`
    ChannelNumber,
    /// `UU`, `HH`
    SecurityProsign,
    /// A whole identification left by an earlier relay.
    EarlierTransmission,
    /// `PP`
    CallPrecedence,
    /// A called station.
    CalledStation,
    /// The two media letters of JANAP 128.
    LanguageMedia,
    /// Position 4 of JANAP 128.
    ClassLetter,
    /// The content indicator of JANAP 128.
    ContentIndicator,
    /// The dash before the class letters of JANAP 128, or the two before its routing.
    HeaderDash,
    /// The full stop that ends the routing of JANAP 128.
    RoutingEnd,
    /// `SUSDUPE`
    SuspectedDuplicate,
    /// A call sign of ACP 126.
    CallSign,
    /// `NR` of ACP 126.
    NumberSign,
    /// `DE`
    De,
    /// The originating station.
    OriginStation,
    /// `#7951`, `123A`
    Serial,
    /// `/01`
    SerialSection,
    /// `264`
    FilingDay,
    /// `2216`
    FilingTime,
    /// `ZNR`, `ZNY`
    SecuritySignal,
    /// `UUUUU`
    Marking,
    /// `/BBBBB`
    Handling,
    /// `ZZH` with its arguments.
    OperatingSignal,
    /// `P`
    ActionPrecedence,
    /// The second prosign.
    InfoPrecedence,
    /// `212156Z SEP 09`
    DateTime,
    /// `23730` behind the date-time group of a CODRESS message.
    CipherIndicator,
    /// `FM`
    Fm,
    /// `TO`
    To,
    /// `INFO`
    Info,
    /// `XMT`
    Xmt,
    /// `ZEN/`
    Zen,
    /// The station before the stroke of an addressee, stroke included.
    AddresseeStation,
    /// A plain language address designator.
    Plad,
    /// `//OFFICE//`
    Office,
    /// `PRIORITY`, `NIACT IMMEDIATE`
    PrecedenceWord,
    /// `3941`
    MessageNumber,
    /// An exempt post.
    ExemptPost,
    /// `ACEX`
    Accounting,
    /// `GR37`
    GroupCount,
    /// `BT`
    Break,
    /// `UNCLAS`
    ClassWord,
    /// `EFTO`, `NOFORN` on the classification line.
    Caveat,
    /// `SECTION 01 OF 04`
    SectionLabel,
    /// `PART ONE OF TWO`
    PartLabel,
    /// What a service message says besides its signals: `R Z NAA359`.
    ServiceText,
    /// Words of the text that follow the class on its line.
    TextBeginning,
    /// `STATE 097951`
    ReferenceNumber,
    /// `SIPDIS`
    Caption,
    /// `DEPT FOR EUR/RUS`
    PassingLine,
    /// `TAGS:`, `SUBJECT:`, `REF:`, `E.O.`, `CLASSIFIED BY:`
    Label,
    /// `12958`
    OrderNumber,
    /// What follows the label of the E.O. or CLASSIFIED BY line.
    LabelText,
    /// `KCRM`
    Tag,
    /// The subject's text on one line.
    SubjectText,
    /// `A.`
    ReferenceLabel,
    /// `2008 STATE 132759`
    ReferenceText,
    /// `STATE 00097951  002 OF 004`
    PageMark,
    /// `CONFIDENTIAL` above or below a page.
    Banner,
    /// `Declassified/Released US Department of State`
    Stamp,
    /// `Message Text`, `Message Attributes`
    FrameMark,
    /// `62` above the distribution block.
    DistributionMark,
    /// `ORIGIN`, `ACTION`, `INFO`
    DistributionWord,
    /// `EUR-12`
    OfficeCopies,
    /// `/089 R`
    CopiesTotal,
    /// `DRAFTED BY`, `APPROVED BY:`
    DraftingLabel,
    /// `INR/RES:LHARROW`
    DraftingText,
    /// The dashes of the dashed line.
    Dashes,
    /// `109980` on the dashed line.
    RelayNumber,
    /// `201212Z` on the dashed line.
    RelayTime,
    /// `/20` on the dashed line.
    RelayCopies,
    /// `Document Number:`
    AttributeKey,
    /// `1976STATE290286`
    AttributeValue,
    /// `#7951` at the end.
    ValidationSerial,
    /// A correction, its prosign `C` included.
    CorrectionText,
    /// `NNNN`
    EndOfMessage,
    /// A blank line of the header.
    BlankLine,
}
