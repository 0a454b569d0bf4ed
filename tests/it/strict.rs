//! The readers of lines that are written as the books have them, against those that know every slip.
//!
//! Where somebody asks for the place of each token, the latter alone read: both have to give the same cable.

use std::ops::Range;

use proptest::collection::vec;
use proptest::prelude::*;
use torntape::Decoder;
use torntape::corpus::{Corpus, DamageKind};
use torntape::decode::{Layout, Part, Token, Trace};
use torntape::message::Dialect;

/// Lines of one form, which stand in this order in a cable of State.
const LINES: [&[&str]; 14] = [
    &["VZCZCXRO0809", "VZCZCXRO080", "VZCZCX2O0809", "VZCZC0809", "VZCZCXRO0809 UU", "VZCZCXRO08091"],
    &["PP RUEHLN RUEHVK RUEHYG", "ZZ RUEHC", "PP RUEHLN  RUEHVK", "PO RUEHLN", "PP RUEHLN RUEHLN", "PP"],
    &[
        "DE RUEHC #7951/01 2642216",
        "DE RUEHC #7951 2642216",
        "DE RUEHC 7951 2642260",
        "DE RUEHC #7951/01 3672216",
    ],
    &["ZNR UUUUU ZZH", "ZNY CCCCC ZZH", "ZNY SSSBB/FFFFF", "ZNR UUUUU", "ZNR UUUUC ZZH", "ZNR UUUUU ZZH ZDK"],
    &[
        "P 212156Z SEP 09",
        "O P 212156Z SEP 09",
        "P O 212156Z SEP 09",
        "P P 212156Z SEP 09",
        "O Q 212156Z SEP 09",
        "P 212456Z SEP 09",
        "P 310000Z JUN 09",
        "R 212156Z SEP 09 ZDK",
    ],
    &[
        "FM SECSTATE WASHDC",
        "FM AMEMBASSY MOSCOW",
        "FM AMEMBASSY MOSKOW",
        "FM RUEHMO/AMEMBASSY MOSCOW",
        "FM RUEHC",
        "FM RUFLASH",
    ],
    &[
        "TO RUEHMO/AMEMBASSY MOSCOW PRIORITY 3941",
        "TO RUEHC/SECSTATE WASHDC 3941",
        "TO AMEMBASSY MOSCOW NIACT IMMEDIATE 3941",
        "TO RUEHMO/AMEMBASSY MOSCOW PRIORITY 394",
        "TO ALL DIPLOMATIC POSTS COLLECTIVE",
        "TO RUEHMO/RUEHMO",
    ],
    &[
        "INFO RUEHLN/AMCONSUL ST PETERSBURG PRIORITY 3621",
        "RUEHVK/AMCONSUL VLADIVOSTOK IMMEDIATE 1840",
        "RUEHYG/AMCONSUL YEKATERINBURG 1789",
        "RUEHYG/AMCONSUL YEKATERINBURG ROUTINE",
        "RUCNDT/USMISSION USUN NEW YORK 0012",
        "RHEHNSC/NSC WASHINGTON DC//POL//",
        "ZEN/AMEMBASSY PARIS 0123",
        "RUEKJCS/SECDEF WASHINGTON DC PRIORITY 0123",
        "RUCNDT/USMISSION USUN NEW YORK ROUTINE 0012",
        "RHEHNSC/NSC WASHINGTON DC//POL// PRIORITY 0012",
        "RUEHYG/ALL DIPLOMATIC POSTS COLLECTIVE PRIORITY 0012",
        "RUEHYG/AMCONSUL YEKATERNBURG PRIORITY 0012",
        "RUEHYG/AMCONSUL LYON NIACT PRIORITY 0012",
        "RUEHYG/AMCONSUL LYON NIACT IMMEDIATE 0012",
        "RUEHYG/HQ USEUCOM NIACT IMMEDIATE 0012",
        "AIG 8712",
        "RUEHMO/PRIORITY 3941",
        "RUEHMO/RUEHMO",
        "RUEHMO/RUEHMO 3941",
        "ROUTINE/ROUTINE",
        "RUTINE/RUTINE",
        "RUFLASH/RUFLASH",
        "RUEHMO/RUEHC",
    ],
    &[
        "UNCLAS SECTION 01 OF 04 STATE 097951",
        "UNCLAS STATE 097951",
        "UNCLAS SECTION 01 OF 04 STATE 097951 SIPDIS",
        "C O N F I D E N T I A L SECTION 01 OF 02 MOSCOW 002976",
        "CONFIDENTIAL MOSCOW 002976 NODIS",
        "UNCLAS SECTION 05 OF 04 STATE 097951",
        "UNCLAS SECTION 01 OF 04 STTE 097951",
        "UNCLAS SVC ZUI",
        "BT",
    ],
    &["SENSITIVE", "SIPDIS", "NODIS", "RELIDO", "PROPIN", "EFTO", "", "DEPT FOR EUR/RUS"],
    &[
        "E.O. 12958: N/A",
        "E.O. 12958: DECL: 10/16/2016",
        "E.O. 12958: DECL: 13/32/2016",
        "E.O. 12957: N/A",
        "",
    ],
    &[
        "TAGS: KCRM KWMN PHUM PREL",
        "TAGS: KCRM, PREL",
        "TAGS: OVIP CLINTON",
        "TAGS: NONE",
        "TAGS: KCRM  RS",
        "TAGS: AORG A ORG",
    ],
    &[
        "SUBJECT: RUSSIA: TEACHERS",
        "SUBJECT: LAMPS REF: ROME 12",
        "SUBJECT: (U) LAMPS",
        "SUBJECT:",
        "SUBJECT: LAMPS \\",
        "(2010-2011)",
    ],
    &[
        "REF: A. 2008 STATE 132759",
        "B. 2007 STATE 150188",
        "     C. 09 ROME 5577",
        "D. 2009 PORT OF SPAIN 62182",
        "C. PORT AU PRINCE 12",
        "B. STATE 150188 (NOTAL)",
        "REF: STATE 132759",
        "REF: A. STATE 132759 B. ROME 12",
        "B. 2007 STATE 150188",
        "1. Post is asked.",
    ],
];

/// Bytes that make one form of another.
const BYTES: &[u8] = b" \n09AZE#/:.,()\\>-";

/// One line of each kind or several, some bytes of them changed.
fn nearly_plain() -> impl Strategy<Value = Vec<u8>> {
    let line = |forms: &'static [&'static str]| {
        let first = forms.iter().take(1).copied().collect::<Vec<_>>();
        prop_oneof![5 => Just(first), 3 => proptest::sample::subsequence(forms, 0..=forms.len())]
    };
    let lines = LINES.iter().map(|forms| line(forms)).collect::<Vec<_>>();
    let wound = (any::<prop::sample::Index>(), 0..2usize, vec(proptest::sample::select(BYTES), 0..2));
    (lines, vec(wound, 0..4)).prop_map(|(lines, wounds)| {
        let mut bytes = lines.concat().join("\n").into_bytes();
        for (at, length, by) in wounds {
            let at = at.index(bytes.len());
            bytes.splice(at..(at + length).min(bytes.len()), by);
        }
        bytes
    })
}

/// The parts, and the tokens by which the sections of one cable differ.
#[derive(Debug, Default, PartialEq)]
struct Parts(Layout);

impl Trace for Parts {
    const EACH_TOKEN: bool = false;

    fn part(&mut self, part: Part, place: Range<usize>) {
        self.0.part(part, place);
    }

    fn token(&mut self, token: Token, place: Range<usize>) {
        if differs(token) {
            self.0.token(token, place);
        }
    }
}

fn differs(token: Token) -> bool {
    use Token::{ChannelNumber, ReferenceNumber, SectionLabel, Serial, SerialSection};
    matches!(token, ChannelNumber | Serial | SerialSection | SectionLabel | ReferenceNumber)
}

fn read_alike(decoder: &Decoder, bytes: &[u8]) {
    let quick = decoder.cable(bytes);
    let (mut layout, mut parts) = (Layout::default(), Parts::default());
    let told = decoder.cable_traced(bytes, &mut layout);
    assert_eq!(quick, told, "{}", String::from_utf8_lossy(bytes));
    let told = decoder.cable_traced(bytes, &mut parts);
    assert_eq!(quick, told, "{}", String::from_utf8_lossy(bytes));
    layout.tokens.retain(|(token, _)| differs(*token));
    assert_eq!(parts.0, layout, "{}", String::from_utf8_lossy(bytes));
    let (quick, told) = (decoder.heading(bytes), decoder.heading_traced(bytes, &mut Layout::default()));
    assert_eq!(quick, told, "{}", String::from_utf8_lossy(bytes));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn lines_near_those_of_the_books_are_read_alike(bytes in nearly_plain()) {
        read_alike(&Decoder::new(), &bytes);
        read_alike(&Decoder::new().year(2010).pivot(5), &bytes);
        read_alike(&Decoder::new().dialect(Dialect::Acp127), &bytes);
    }
}

#[test]
fn made_cables_are_read_alike() {
    let dialects = [
        Dialect::Acp127State,
        Dialect::Acp127,
        Dialect::Acp127Modified,
        Dialect::Janap128,
        Dialect::Acp126,
        Dialect::Headless,
        Dialect::Archive1973,
    ];
    for dialect in dialects {
        let corpus = Corpus::new(11).dialect(dialect);
        for place in 0..40 {
            read_alike(&Decoder::new(), &corpus.sample(place).bytes);
        }
        for kind in DamageKind::ALL {
            let hurt = corpus.damage(1.0).damage_kind(kind);
            for place in 0..40 {
                read_alike(&Decoder::new(), &hurt.sample(place).bytes);
            }
        }
    }
}
