//! Findings about marks in the text and about the ending.

use super::Entry;

pub(super) const PAGE_TOTAL_DIFFERS: Entry = Entry {
    rule: "Section marks such as `STATE\u{a0}00097951\u{a0}\u{a0}002\u{a0}OF\u{a0}004` count the sections as the classification line does.",
    source: "seen in State cables; ACP 127(G) 208e",
    example: b"P 212156Z SEP 09\nFM SECSTATE WASHDC\nTO RUEHMO/AMEMBASSY MOSCOW PRIORITY 3941\n\
              UNCLAS SECTION 01 OF 04 STATE 097951 \n \n1. TEXT \n \nSTATE 00097951  002 OF 005 \n \n \nMORE. \n",
    answer: "Both are kept: `section.of` and `pages[].of`.",
};

pub(super) const PAGE_NUMBER_GAP: Entry = Entry {
    rule: "Section marks run from 2 upwards without a gap; the first section has none.",
    source: "seen in State cables; ACP 127(G) 208c for pages",
    example: b"P 212156Z SEP 09\nFM SECSTATE WASHDC\nTO RUEHMO/AMEMBASSY MOSCOW PRIORITY 3941\n\
              UNCLAS SECTION 01 OF 04 STATE 097951 \n \n1. TEXT \n \nSTATE 00097951  003 OF 004 \n \n \nMORE. \n",
    answer: "The marks are listed as they stand. A part of the text may be missing, or stand twice.",
};

pub(super) const PAGE_OF_OTHER_MESSAGE: Entry = Entry {
    rule: "A mark in the text repeats the message reference number.",
    source: "seen in State cables",
    example: b"P 212156Z SEP 09\nFM SECSTATE WASHDC\nTO RUEHMO/AMEMBASSY MOSCOW PRIORITY 3941\n\
              UNCLAS SECTION 01 OF 04 STATE 097951 \n \n1. TEXT \n \nSTATE 00012345  002 OF 004 \n \n \nMORE. \n",
    answer: "The mark is listed as it stands. What follows it may be of another message.",
};

pub(super) const PARAGRAPH_NUMBER_GAP: Entry = Entry {
    rule: "The paragraphs of a cable are numbered from 1 without a gap.",
    source: "5 FAH-1 H-246.2",
    example: b"UNCLAS STATE 097951\n\nTAGS: KCRM\nSUBJECT: LAMPS\n\n1. The lamps came.\n\n4. They are lit.\n",
    answer: "The paragraphs are listed with the numbers they have. Lists inside a paragraph may be numbered too, so \
             the note need not mean a loss.",
};

pub(super) const VALIDATION_UNREADABLE: Entry = Entry {
    rule: "Before the end of an American message stands `#` and the station serial number of format line 3.",
    source: "US Navy course 14226, p. 21",
    example: b"PP RUEHMO\nDE RUEHC #7951 2642216\nZNR UUUUU\nP 212156Z SEP 09\nFM SECSTATE WASHDC\n\
              TO RUEHMO/AMEMBASSY MOSCOW PRIORITY 3941\nBT\nUNCLAS STATE 097951\n1. TEXT.\nBT\n#7??1\nNNNN\n",
    answer: "The field `validation` is null, so that beginning and end of the message cannot be checked against each \
             other.",
};

pub(super) const END_GARBLED: Entry = Entry {
    rule: "A message ends with `NNNN` alone on its line. Machines stop reading there; a damaged one runs the next \
           message into this.",
    source: "ACP 127(G) 138",
    example: b"PP RUEHMO\nDE RUEHC #7951 2642216\nZNR UUUUU\nP 212156Z SEP 09\nFM SECSTATE WASHDC\n\
              TO RUEHMO/AMEMBASSY MOSCOW PRIORITY 3941\nBT\nUNCLAS STATE 097951\n1. TEXT.\nBT\n#7951\nNNN\n",
    answer: "The line is taken for the end all the same and kept in `end` as written.",
};

pub(super) const END_MISSING: Entry = Entry {
    rule: "After the break that closes the text follow format lines 15 and 16, `#` with the serial and `NNNN`. \
           Archives often leave them out.",
    source: "ACP 127(G) 138, 143",
    example: b"PP RUEHMO\nDE RUEHC #7951 2642216\nZNR UUUUU\nP 212156Z SEP 09\nFM SECSTATE WASHDC\n\
              TO RUEHMO/AMEMBASSY MOSCOW PRIORITY 3941\nBT\nUNCLAS STATE 097951\n1. TEXT.\nBT\n",
    answer: "The cable ends where its bytes end. On a circuit it would count as unfinished.",
};

pub(super) const TEXT_DAMAGED: Entry = Entry {
    rule: "A receiver with parity puts the character SUB in the place of each one that arrived damaged. The text of a \
           message is given on only when it came whole, or as subject to correction.",
    source: "ACP 127(G) 419, 420; the SUB of ITU-T T.50 (IA5)",
    example: b"P 212156Z SEP 09\nFM SECSTATE WASHDC\nTO RUEHMO/AMEMBASSY MOSCOW PRIORITY 3941\n\
              UNCLAS STATE 097951\n\n1. The la\x1a\x1as came.\n",
    answer: "The text is kept as it is. A station of a simulated network never counts such a copy as received, and \
             asks for it again.",
};
