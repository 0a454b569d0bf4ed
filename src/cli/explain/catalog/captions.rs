//! Findings about the classification line and the lines below it.

use super::Entry;

pub(super) const CLASS_LINE_UNREADABLE: Entry = Entry {
    rule: "The text opens with its classification: `UNCLAS`, or a classified level with a blank between all letters, \
           as `S E C R E T`.",
    source: "ACP 127(G) 209; 5 FAH-2 H-222",
    example: b"P 212156Z SEP 09\nFM SECSTATE WASHDC\nTO RUEHMO/AMEMBASSY MOSCOW PRIORITY 3941\n\
              UN\x1aLAS SECTION 01 OF 04 STATE 097951\n",
    answer: "The field `classification` is null, since a guess could be too low. Section and number of the line are \
             read; format line 4 says the class too.",
};

pub(super) const SECTION_UNREADABLE: Entry = Entry {
    rule: "A message that is too long for one transmission is divided into sections; each says which it is: \
           `SECTION 01 OF 04`, or `FINAL SECTION OF 4` for the last.",
    source: "ACP 127(G) 208e",
    example: b"P 212156Z SEP 09\nFM SECSTATE WASHDC\nTO RUEHMO/AMEMBASSY MOSCOW PRIORITY 3941\n\
              UNCLAS SECTION 0? OF 04 STATE 097951\n",
    answer: "The field `section` is null where no number can be made out; a label whose word alone is damaged is \
             read. Without its number a section cannot be put in its place.",
};

pub(super) const SECTION_PAST_TOTAL: Entry = Entry {
    rule: "The number of a section is at most the number of sections.",
    source: "ACP 127(G) 208e",
    example: b"P 212156Z SEP 09\nFM SECSTATE WASHDC\nTO RUEHMO/AMEMBASSY MOSCOW PRIORITY 3941\n\
              UNCLAS SECTION 05 OF 04 STATE 097951\n",
    answer: "Both numbers are kept as written. The section fits into no whole message until one of them is put \
             right.",
};

pub(super) const REFERENCE_NUMBER_UNREADABLE: Entry = Entry {
    rule: "The classification line ends in the message reference number: the station's name and its count of \
           messages this year, `STATE 097951`.",
    source: "5 FAH-2 H-321; seen in State cables",
    example: b"P 212156Z SEP 09\nFM SECSTATE WASHDC\nTO RUEHMO/AMEMBASSY MOSCOW PRIORITY 3941\n\
              UNCLAS STATE ?97951\n",
    answer: "The field `mrn` is null, so that the cable has no id. Marks in the text may repeat the number.",
};

pub(super) const CLASS_FROM_PAGE: Entry = Entry {
    rule: "Archives print the class at the head of each page. Where the classification line is lost, that is the \
           only place that says it.",
    source: "seen in State texts of 1973 to 1979",
    example: b"TAGS: KCRM\nSUBJECT: LAMPS\n\n1. TEXT.\n\nPAGE 02 RUEHC 7951 SECRET\nMORE.\n",
    answer: "The field `classification` carries the class of the page.",
};

pub(super) const CAPTION_UNLISTED: Entry = Entry {
    rule: "Below the classification line stand captions that govern who handles the message: SENSITIVE, SIPDIS, \
           NODIS, EXDIS, STADIS, NOFORN, the names of channels.",
    source: "5 FAH-2 H-440 to H-442",
    example: b"P 212156Z SEP 09\nFM SECSTATE WASHDC\nTO RUEHMO/AMEMBASSY MOSCOW PRIORITY 3941\n\
              UNCLAS STATE 097951\n\nGREENHOUSE\n\nE.O. 12958: N/A\nTAGS: KCRM\n",
    answer: "The line is kept among the `captions` as written. Lists of captions grow, so the note is no reproach.",
};

pub(super) const EXECUTIVE_ORDER_UNREADABLE: Entry = Entry {
    rule: "`E.O.` is followed by the number of the executive order on secrecy and a colon; then `N/A`, or until when \
           the message stays classified.",
    source: "as State cables write it",
    example: b"UNCLAS STATE 097951\n\nE.O. 129: N/A\nTAGS: KCRM\n",
    answer: "The part that cannot be read belongs to no field; the rest of the line is read where it can be.",
};

pub(super) const DECLASSIFICATION_DATE_IMPOSSIBLE: Entry = Entry {
    rule: "`DECL:` is followed by month, day and year: `10/16/2016`.",
    source: "as State cables write it",
    example: b"C O N F I D E N T I A L STATE 097951\n\nE.O. 12958: DECL: 02/30/2019\nTAGS: KCRM\n",
    answer: "The text of the line is kept; `executive_order.declassify_on` is null.",
};

pub(super) const DECLASSIFICATION_DATE_ODD: Entry = Entry {
    rule: "`DECL:` is followed by month, day and year: `10/16/2016`.",
    source: "as State cables write it; other orders are seen: `21 SEP 2019`, `2019/09/21`, `SEPTEMBER 21, 2019`",
    example: b"C O N F I D E N T I A L STATE 097951\n\nE.O. 12958: DECL: 21 SEP 2019\nTAGS: KCRM\n",
    answer: "A date that only one order makes is `executive_order.declassify_on`; the text of the line is kept.",
};

pub(super) const TAG_UNREADABLE: Entry = Entry {
    rule: "TAGS, traffic analysis by geography and subject, are codes of capital letters: two for a place, four for \
           a subject, others for persons and organisations, with blanks or commas between them.",
    source: "5 FAH-3; as State cables write it",
    example: b"UNCLAS STATE 097951\n\nTAGS: KCRM K?MN PHUM\nSUBJECT: LAMPS\n",
    answer: "The word is left out of the `tags` and belongs to no field.",
};

pub(super) const SUBJECT_EMPTY: Entry = Entry {
    rule: "The subject says in a line or two what the message is about.",
    source: "5 FAH-1 H-246.1",
    example: b"UNCLAS STATE 097951\n\nTAGS: KCRM\nSUBJECT:\n\nREF: A. 2008 STATE 132759\n\n1. TEXT.\n",
    answer: "The field `subject` is null, as if the line were not there.",
};

pub(super) const REFERENCES_EMPTY: Entry = Entry {
    rule: "`REF:` is followed by the messages and documents that the text refers to.",
    source: "as State cables write it",
    example: b"UNCLAS STATE 097951\n\nTAGS: KCRM\nSUBJECT: LAMPS\nREF:\n\n1. TEXT.\n",
    answer: "The list of `references` is empty, as if the line were not there.",
};

pub(super) const LABEL_MISSPELT: Entry = Entry {
    rule: "The lines below the captions open with `E.O.`, `TAGS:`, `SUBJECT:`, `REF:` and their kin. Operators and \
           circuits lose and swap letters in them.",
    source: "as State cables write it",
    example: b"UNCLAS STATE 097951\n\nE.O. 12958: N/A\nTAS: KCRM\nSUBJECT: LAMPS\n",
    answer: "A label that differs from one of them in a letter or two, in the place where it belongs, is read as that \
             one.",
};

pub(super) const REFERENCE_REPAIRED: Entry = Entry {
    rule: "A reference names a cable by its station, in letters, and its number, in figures. The letter O and the \
           figure 0 look alike, and so do I and 1; whoever typed or scanned the list may have taken one for the other.",
    source: "observed in State cables, `05 0TTAWA 3518` and `LAGOS O1512` among them",
    example: b"UNCLAS STATE 097951\nREF: 08 LAGOS O1512\n",
    answer: "The reference is read as if each word held only letters or only figures, and its identification is made \
             from that. Its text stays as written.",
};

pub(super) const CAPTIONS_EXCLUSIVE: Entry = Entry {
    rule: "A message in the AGRMENT channel has the distribution of that channel, and bears neither NODIS nor EXDIS.",
    source: "5 FAH-2 H-442.1",
    example:
        b"C O N F I D E N T I A L STATE 097951\n\nAGRMENT CHANNEL\nNODIS\n\nE.O. 12958: N/A\nTAGS: KCRM\n",
    answer: "All captions are kept in the order of the lines.",
};
