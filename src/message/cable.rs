//! A whole cable, as it was read.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::{
    Addressee, Attribute, Call, ClassLine, ClassifiedBy, Content, Coverage, DateTimeGroup, Diagnostic,
    Distribution, Drafting, DualPrecedence, ExecutiveOrder, MessageReference, Origin, Originator, Page,
    Paragraph, Readdressed, Reference, RelayCounter, Section, Security, Source, Transmission, Validation,
};

/// Which way of writing a cable follows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Dialect {
    /// The State Department's ACP 127.
    #[serde(rename = "acp127_state")]
    Acp127State,
    /// Military ACP 127(G).
    Acp127,
    /// The US supplement's ACP 127, with `#0051` serials.
    Acp127Modified,
    /// JANAP 128 of AUTODIN.
    Janap128,
    /// ACP 126.
    Acp126,
    /// The State archive of 1973-79.
    #[serde(rename = "archive_1973")]
    Archive1973,
    /// A text that lacks its first lines.
    Headless,
    /// Nothing was recognised.
    #[default]
    Unknown,
}

/// One cable. A field that the input does not carry is `None` or empty, never a guess.
///
/// ```
/// let cables = torntape::decode(b"P 212156Z SEP 09\nFM SECSTATE WASHDC\nTO AMEMBASSY MOSCOW PRIORITY 3941\n");
/// assert_eq!(cables[0].to[0].number, Some(3941));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Cable<'a> {
    /// Where it lay.
    #[serde(default)]
    pub source: Source<'a>,
    /// How it is written.
    #[serde(default)]
    pub dialect: Dialect,
    /// Format line 1.
    pub transmission: Option<Transmission<'a>>,
    /// Format line 2.
    pub call: Option<Call<'a>>,
    /// Format line 3.
    pub origin: Option<Origin<'a>>,
    /// Format line 4.
    pub security: Option<Security<'a>>,
    /// Format line 5, its prosigns.
    pub precedence: Option<DualPrecedence>,
    /// Format line 5, its date-time group.
    pub dtg: Option<DateTimeGroup<'a>>,
    /// Format line 6.
    pub from: Option<Originator<'a>>,
    /// Format line 7.
    #[serde(default)]
    pub to: Vec<Addressee<'a>>,
    /// Format line 8.
    #[serde(default)]
    pub info: Vec<Addressee<'a>>,
    /// Format line 9: exempt posts that follow no collective of their own.
    #[serde(default)]
    pub exempt: Vec<Cow<'a, str>>,
    /// Format line 10: who pays.
    pub accounting: Option<Cow<'a, str>>,
    /// Format line 10: `GR37`.
    pub group_count: Option<u32>,
    /// The older heading of a readdressed message.
    pub readdressed: Option<Box<Readdressed<'a>>>,
    /// The classification line.
    pub classification: Option<ClassLine<'a>>,
    /// Its section label.
    pub section: Option<Section>,
    /// Its message reference number.
    pub mrn: Option<MessageReference<'a>>,
    /// Handling words and captions, each as written.
    #[serde(default)]
    pub captions: Vec<Cow<'a, str>>,
    /// Lines that pass the cable on or name its reader: `DEPT FOR EUR/RUS`.
    #[serde(default)]
    pub passing: Vec<Cow<'a, str>>,
    /// The E.O. line.
    pub executive_order: Option<ExecutiveOrder<'a>>,
    /// The CLASSIFIED BY line.
    pub classified_by: Option<ClassifiedBy<'a>>,
    /// The TAGS line.
    #[serde(default)]
    pub tags: Vec<Cow<'a, str>>,
    /// The SUBJECT line, its lines joined by one blank, without its portion mark.
    pub subject: Option<Cow<'a, str>>,
    /// The REF list.
    #[serde(default)]
    pub references: Vec<Reference<'a>>,
    /// Page and section marks.
    #[serde(default)]
    pub pages: Vec<Page<'a>>,
    /// Numbered paragraphs.
    #[serde(default)]
    pub paragraphs: Vec<Paragraph<'a>>,
    /// The name that ends the text.
    pub signature: Option<Cow<'a, str>>,
    /// The dashed line of 1973-79 texts.
    pub relay_counter: Option<RelayCounter<'a>>,
    /// The office block of 1973-79 texts.
    pub distribution: Option<Distribution<'a>>,
    /// Who drafted, approved and cleared an outgoing telegram of 1973-79.
    #[serde(default)]
    pub drafting: Option<Box<Drafting<'a>>>,
    /// Lines that archivists stamped into the text: when it was declassified.
    #[serde(default)]
    pub stamps: Vec<Cow<'a, str>>,
    /// What the archive notes about a text of 1973-79, in its order.
    #[serde(default)]
    pub attributes: Vec<Attribute<'a>>,
    /// Format line 15.
    pub validation: Option<Validation<'a>>,
    /// Format line 16.
    pub end: Option<Cow<'a, str>>,
    /// What was found wrong, in the order of the input.
    #[serde(default)]
    pub diagnostics: Vec<Diagnostic<'a>>,
    /// How much of the header is accounted for.
    #[serde(default)]
    pub coverage: Coverage,
    /// The text: from the classification line to the end, without format lines 13 to 16.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Content<'a>>,
    /// All bytes of the cable, as found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raw: Option<Content<'a>>,
}
