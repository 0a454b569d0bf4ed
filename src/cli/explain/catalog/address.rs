//! Findings about format lines 6 to 10.

use super::Entry;

pub(super) const ORIGINATOR_MISSING: Entry = Entry {
    rule: "After `FM` stands the originator's plain language address designator. It may be left out only where the \
           line itself is.",
    source: "ACP 127(G) 205; 5 FAH-2 H-232",
    example: b"P 212156Z SEP 09\nFM\nTO RUEHMO/AMEMBASSY MOSCOW PRIORITY 3941\n",
    answer: "The field `from` is null. Format line 3 still tells the station that sent the message.",
};

pub(super) const ADDRESSEE_UNREADABLE: Entry = Entry {
    rule: "Each addressee has a line: the station that delivers and a stroke, the plain language address designator, \
           and in State cables a precedence word and a message number. The name is never left out.",
    source: "ACP 127(G) 205, 206; 5 FAH-2 H-321",
    example: b"P 212156Z SEP 09\nFM SECSTATE WASHDC\nTO RUEHMO/\n",
    answer: "The addressee is kept with what it has and an empty name.",
};

pub(super) const PRECEDENCE_WORD_UNREADABLE: Entry = Entry {
    rule: "The precedence of an addressee of a State cable is one of the words FLASH, NIACT IMMEDIATE, IMMEDIATE, \
           PRIORITY and ROUTINE behind its name.",
    source: "5 FAH-2 H-421; seen in State cables",
    example: b"P 212156Z SEP 09\nFM SECSTATE WASHDC\nTO RUEHMO/AMEMBASSY MOSCOW PIORITY 3941\n",
    answer: "A word that differs from one of them in a letter or two is read as that one, so that it does not become \
             part of the name.",
};

pub(super) const EXEMPT_UNATTACHED: Entry = Entry {
    rule: "`XMT` leaves members of a collective out. In State cables it stands right after the collective that it \
           belongs to; by ACP 127 it is a line of its own after the addressees.",
    source: "5 FAH-2 H-321.9; ACP 127(G) Annex B",
    example: b"P 212156Z SEP 09\nFM SECSTATE WASHDC\nTO RUEHMO/AMEMBASSY MOSCOW PRIORITY 3941\nXMT AMEMBASSY SOFIA\n",
    answer: "The post is kept in `exempt` of the message instead of that of a collective.",
};

pub(super) const PAGE_MARK_IN_HEADER: Entry = Entry {
    rule: "Archives put a mark at the head of each page. It is no part of the heading, even where it stands inside \
           a list of addressees or references.",
    source: "seen in State cables of 2008 and 2009",
    example: b"P 182328Z FEB 09\nFM SECSTATE WASHDC\nTO PAGE 02        STATE   015113  182333Z\n\
              ALL DIPLOMATIC POSTS COLLECTIVE PRIORITY\n",
    answer: "The mark is listed among `pages` and taken out of the list, whose entries go on behind it.",
};

pub(super) const ADDRESSEE_ABOVE_MESSAGE: Entry = Entry {
    rule: "Format line 5 carries the highest precedence of all addressees.",
    source: "5 FAH-2 H-321.2",
    example: b"P 212156Z SEP 09\nFM SECSTATE WASHDC\nTO RUEHMO/AMEMBASSY MOSCOW IMMEDIATE 3941\n",
    answer: "Both are kept as they stand. Relays handle the message by the lower one.",
};

pub(super) const ADDRESSEE_INDICATOR_UNREADABLE: Entry = Entry {
    rule: "What stands before the stroke of an addressee is a routing indicator of four to seven capital letters, or \
           `ZEN` for one who has the message already.",
    source: "ACP 127(G) 206a, 206b; ACP 117, 3",
    example: b"P 212156Z SEP 09\nFM SECSTATE WASHDC\nTO RUE7MO/AMEMBASSY MOSCOW PRIORITY 3941\n",
    answer: "The word stays a part of the name, since names have strokes too; the addressee has no `indicator`.",
};

pub(super) const GROUP_COUNT_UNREADABLE: Entry = Entry {
    rule: "`GR` and a number count the groups of an enciphered text, with or without a blank between them.",
    source: "ACP 127(G) 133, 208g",
    example: b"P 212156Z SEP 09\nFM SECSTATE WASHDC\nTO RUEHMO/AMEMBASSY MOSCOW PRIORITY 3941\nGR\nBT\n",
    answer: "The field `group_count` is null, and the line belongs to no other field.",
};

pub(super) const ADDRESSEES_BELOW_MESSAGE: Entry = Entry {
    rule: "Format line 5 carries the highest precedence of all addressees: where each has a word of precedence, one \
           of them has that of the message.",
    source: "5 FAH-2 H-321.2",
    example: b"O 212156Z SEP 09\nFM SECSTATE WASHDC\nTO RUEHMO/AMEMBASSY MOSCOW PRIORITY 3941\n",
    answer: "Both are kept as they stand. Relays handle the message by format lines 2 and 5.",
};
