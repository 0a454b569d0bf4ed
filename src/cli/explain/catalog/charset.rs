//! Findings about the five-unit code of teleprinters.

use super::Entry;

pub(super) const FIVE_UNITS_EXCEEDED: Entry = Entry {
    rule: "With `--charset ita2` each byte holds one code of five bits, and its three high bits are not set. Bytes \
           with more are no five-unit code, or carry marks of the machine that recorded them.",
    source: "ACP 127(G) 140 for the code; a code a byte is torntape's own",
    example: b"",
    answer: "The low five bits were read. The place is that of the text which came out.",
};

pub(super) const FIGURE_MISSING: Entry = Entry {
    rule: "In figures the codes of D, F, G, H, V and Z have no character. American machines put `#` on H.",
    source: "ACP 127(G) 140",
    example: b"",
    answer: "The text has SUB there, the sign of a damaged character. Where a whole word is so, a shift was probably \
             lost: the letters of the same codes are the word that was sent. The place is that of the text.",
};

pub(super) const CHARACTER_NOT_IN_CODE: Entry = Entry {
    rule: "The five-unit code has the letters A to Z, the figures, the blank and `- ? : ( ) . , /`, nothing else. \
           Quotation marks and paragraph signs are written as words.",
    source: "ACP 127(G) 134b, 140",
    example: b"",
    answer: "It was written as QUOTE, UNQUOTE or PARA where the book has a word for it, and as `?` where it has none. \
             The place is that of the text. With `ita2-us` the number sign is in the code.",
};

pub(super) const SMALL_LETTERS: Entry = Entry {
    rule: "The five-unit code has one set of letters, and machines print them as capitals.",
    source: "ACP 127(G) 140",
    example: b"",
    answer: "They were written as capitals. The text that comes back from the code has no small letters.",
};
