//! Findings about the dialect of a message, and about the routing lines of JANAP 128 and ACP 126.

use super::Entry;

pub(super) const DIALECT_CONTRADICTED: Entry = Entry {
    rule: "`--dialect` says how every cable is to be read. Each dialect has marks that no other one writes: the fixed \
           positions of JANAP 128, the call signs of ACP 126, the serial with `#` of State and of the US supplement, \
           the one without it of ACP 127, the page marks of the archive of 1973-79.",
    source: "ACP 127(G) 116, 129, 204; US Navy course 14226, p. 20; State cables",
    example: b"",
    answer: "The cable was read as the dialect that was asked for, and that is the one given for it. What could not \
             be read so has findings of its own. `recognition` tells what the text itself speaks for.",
};

pub(super) const HEADER_POSITION_UNREADABLE: Entry = Entry {
    rule: "Format line 2 of JANAP 128 has fixed positions: precedence, two letters of media, class, content \
           indicator in positions 5 to 8, station in 10 to 16, serial in 17 to 20, day and time in 22 to 28, four \
           class letters in 30 to 33, two dashes, and then the stations called.",
    source: "US Navy course 14226, pp. 19 to 21; the positions 9 to 33 are worked out from its basic header",
    example: b"RTTUZYUW RUEBABA00O1 1361200-UUUU--RUEBABB.\nZNR UUUUU\n",
    answer: "The field of these positions is empty and its bytes are marked; every other position is read.",
};

pub(super) const HEADER_SHIFTED: Entry = Entry {
    rule: "Every field of the fixed header has its positions, so that a character lost or put in moves all that \
           stands behind it.",
    source: "US Navy course 14226, pp. 19 to 21",
    example: b"RTTUZYUW RUEBABA001 1361200-UUUU--RUEBABB.\nZNR UUUUU\n",
    answer: "The dashes before the routing stand elsewhere than in position 34, so the header is read by its words: \
             each one that has its length keeps its fields, the one that has not is marked.",
};

pub(super) const ROUTING_END_MISPLACED: Entry = Entry {
    rule: "A full stop follows the last routing indicator of a JANAP 128 header at once, and nothing is called \
           behind it. It tells the switch that no indicator was lost.",
    source: "US Navy course 14226, p. 21",
    example: b"RTTUZYUW RUEBABA0001 1361200-UUUU--RUEBABB\nZNR UUUUU\n",
    answer: "All indicators that were found are called. Without the full stop some may be missing.",
};

pub(super) const ROUTING_TOO_LONG: Entry = Entry {
    rule: "A transmission calls at most 500 routing indicators. With more the message is sent twice or more often, \
           and indicators with the same first four letters stay together.",
    source: "US Navy course 14226, p. 21",
    example: b"",
    answer: "All indicators are read. The finding points at the first one that is too much.",
};

pub(super) const HEADER_MARKING_DIFFERS: Entry = Entry {
    rule: "The class stands three times: in position 4 of the header as one letter, in positions 30 to 33 four times \
           or twice with a release code, and in format line 4 five times. All say the same.",
    source: "US Navy course 14226, pp. 20 and 21; ACP 117, 7d",
    example: b"RTTUZYUW RUEBABA0001 1361200-CCCC--RUEBABB.\nZNR UUUUU\n",
    answer: "Format line 4 is given as `security`, and the letters of the header stay in `janap`. Without a format \
             line 4 the header gives class and release code.",
};

pub(super) const CALL_NUMBER_UNREADABLE: Entry = Entry {
    rule: "A call of ACP 126 may end with `NR` and the number of the message, figures and at most one letter.",
    source: "ACP 126, as users of the format show it",
    example: b"NOIL DE NPG NR 0S1\nR 221855Z APR 2015\nFM NPG\n",
    answer: "The serial is empty and the number marked; the call signs are read.",
};
