//! What each token of a heading means.

mod address;
mod archive;
mod heading;
mod stations;
mod text;

use crate::decode::{Part, Token};
use crate::message::Cable;

/// A token's name and meaning, and where the book says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Note {
    pub(super) text: String,
    pub(super) source: &'static str,
}

impl Note {
    fn new(text: impl Into<String>, source: &'static str) -> Self {
        Self { text: text.into(), source }
    }
}

/// A token where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word<'a> {
    /// Its kind.
    pub(super) token: Token,
    /// As written.
    pub(super) text: &'a str,
    /// The part it stands in.
    pub(super) part: Part,
    /// The cable it stands in.
    pub(super) cable: &'a Cable<'a>,
}

/// Says what a token means; every kind of token has a meaning.
pub(super) fn note(word: Word<'_>) -> Note {
    match word.token {
        Token::TransmissionStart => heading::transmission_start(),
        Token::MessageStart => heading::message_start(),
        Token::Channel => heading::channel(),
        Token::ChannelNumber => heading::channel_number(word),
        Token::SecurityProsign => heading::security_prosign(word),
        Token::EarlierTransmission => heading::earlier_transmission(),
        Token::CallPrecedence => heading::call_precedence(word),
        Token::CalledStation => heading::called_station(word),
        Token::LanguageMedia => stations::language_media(word),
        Token::ClassLetter => stations::class_letter(word),
        Token::ContentIndicator => stations::content_indicator(word),
        Token::HeaderDash => stations::header_dash(word),
        Token::RoutingEnd => {
            Note::new("end of routing: no more stations are called", "US Navy course 14226, p. 21")
        }
        Token::SuspectedDuplicate => Note::new(
            "suspected duplicate: a copy of it may have been delivered already",
            "US Navy course 14226; JANAP 128",
        ),
        Token::CallSign => stations::call_sign(word),
        Token::NumberSign => Note::new("the number of the message follows", "ACP 126"),
        Token::De => heading::de(),
        Token::OriginStation => heading::origin_station(word),
        Token::Serial => heading::serial(word),
        Token::SerialSection => heading::serial_section(word),
        Token::FilingDay => heading::filing_day(word),
        Token::FilingTime => heading::filing_time(word),
        Token::SecuritySignal | Token::OperatingSignal => heading::signal(word),
        Token::Marking => heading::marking(word),
        Token::Handling => heading::handling(word),
        Token::ActionPrecedence => address::action_precedence(word),
        Token::InfoPrecedence => address::info_precedence(word),
        Token::DateTime => address::date_time(word),
        Token::CipherIndicator => {
            Note::new("tells the receiver of a CODRESS message how its text is enciphered", "ACP 127(G) 146")
        }
        Token::Fm => Note::new("from: the originator's name follows", "ACP 127(G) 205"),
        Token::To => Note::new("to: those who must act on the message follow", "ACP 127(G) 205"),
        Token::Info => Note::new("those who are to know of the message follow", "ACP 127(G) 205"),
        Token::Xmt => Note::new("exempt: left out of the collective before it", "ACP 127(G) Annex B"),
        Token::Zen => address::zen(),
        Token::AddresseeStation => address::addressee_station(word),
        Token::Plad => address::plad(word),
        Token::Office => Note::new("the office there", "US Navy course 14292"),
        Token::PrecedenceWord => address::precedence_word(word),
        Token::MessageNumber => address::message_number(word),
        Token::ExemptPost => Note::new("does not get the message", "5 FAH-2 H-321.9"),
        Token::Accounting => Note::new("accounting symbol: who pays for the message", "ACP 127(G) 107"),
        Token::GroupCount => Note::new("group count: the groups of an enciphered text", "ACP 127(G) 133"),
        Token::Break => address::separation(word),
        Token::ClassWord => text::class_word(word),
        Token::Caveat => text::caveat(word),
        Token::SectionLabel => text::section_label(word),
        Token::PartLabel => text::part_label(word),
        Token::ServiceText => Note::new(
            "what one operator tells another, in signals and identifications",
            "ACP 127(G) 405, 418",
        ),
        Token::TextBeginning => Note::new("the text begins on the line of its class", "ACP 127(G) 209"),
        Token::ReferenceNumber => text::reference_number(word),
        Token::Caption => text::caption(word),
        Token::PassingLine => Note::new(
            "for the centre that receives it: whom to pass it to, or who is to read it",
            "5 FAH-2 H-252",
        ),
        Token::Label => text::label(word),
        Token::OrderNumber => text::order_number(word),
        Token::LabelText => text::label_text(word),
        Token::Tag => text::tag(word),
        Token::SubjectText => Note::new("what the message is about", "5 FAH-1 H-246.1"),
        Token::ReferenceLabel => Note::new("the text calls this reference by its letter", ""),
        Token::ReferenceText => text::reference_text(word),
        Token::PageMark => text::page_mark(word),
        Token::Banner => archive::banner(),
        Token::Stamp => archive::stamp(),
        Token::FrameMark => archive::frame_mark(word),
        Token::DistributionMark => archive::distribution_mark(),
        Token::DistributionWord => archive::distribution_word(word),
        Token::OfficeCopies => archive::office_copies(word),
        Token::CopiesTotal => archive::copies_total(word),
        Token::DraftingLabel => archive::drafting_label(word),
        Token::DraftingText => archive::drafting_text(),
        Token::Dashes => archive::dashes(),
        Token::RelayNumber => archive::relay_number(),
        Token::RelayTime => archive::relay_time(word),
        Token::RelayCopies => archive::relay_copies(),
        Token::AttributeKey => archive::attribute_key(word),
        Token::AttributeValue => archive::attribute_value(),
        Token::ValidationSerial => text::validation_serial(),
        Token::CorrectionText => Note::new(
            "what the operator who sent the message found wrong in it afterwards",
            "ACP 127(G) 211d",
        ),
        Token::EndOfMessage => text::end_of_message(),
        Token::BlankLine => Note::new("a blank line", ""),
    }
}
