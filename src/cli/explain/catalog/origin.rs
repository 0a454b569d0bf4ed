//! Findings about format line 3.

use super::Entry;

pub(super) const SERIAL_DIFFERS_FROM_VALIDATION: Entry = Entry {
    rule: "At its end an American message repeats the station serial number of format line 3 behind a `#`. Where the \
           two differ, the beginning of one message and the end of another were run together, or one of the numbers \
           is damaged.",
    source: "US Navy course 14226, p. 21 (end-of-message validation)",
    example: b"PP RUEHMO\nDE RUEHC #7951 2642216\nZNR UUUUU\nP 212156Z SEP 09\nFM SECSTATE WASHDC\n\
              TO RUEHMO/AMEMBASSY MOSCOW PRIORITY 3941\nBT\nUNCLAS STATE 097951\n1. TEXT.\nBT\n#7952\nNNNN\n",
    answer: "Both are kept: `origin.serial` and `validation.serial`. The text is given as it stands; look in it for a \
             second heading.",
};

pub(super) const ORIGIN_UNREADABLE: Entry = Entry {
    rule: "Format line 3 opens with `DE`, \"from\", and the calling station, which prepared the message for \
           transmission.",
    source: "ACP 127(G) 133, Annex B",
    example:
        b"VZCZCXRO0809\nPP RUEHMO\nD? RUEHC #7951 2642216\nZNR UUUUU\nP 212156Z SEP 09\nFM SECSTATE WASHDC\n",
    answer: "The word belongs to no field; the rest of the line is read as if `DE` stood there, since the lines \
             around it tell its place.",
};

pub(super) const ORIGIN_INDICATOR_UNREADABLE: Entry = Entry {
    rule: "After `DE` stands the calling station as a routing indicator of four to seven capital letters. With the \
           serial and the filing time it identifies the message.",
    source: "ACP 117, 3; ACP 127(G) 116",
    example: b"PP RUEHMO\nDE RU3HC #7951 2642216\n",
    answer: "`origin.indicator` is null; serial and filing time are read. Without the station the message cannot be \
             told from one of another station with the same serial.",
};

pub(super) const SERIAL_UNREADABLE: Entry = Entry {
    rule: "The station serial number has up to four figures, in State cables four behind a `#`; a letter may follow \
           where several positions number on their own, and `/01` where the message has sections.",
    source: "ACP 127(G) 129; as State cables write it",
    example: b"PP RUEHMO\nDE RUEHC #7?51 2642216\n",
    answer: "`origin.serial` is null, and so is the section behind it; station and filing time are read.",
};

pub(super) const FILING_TIME_UNREADABLE: Entry = Entry {
    rule: "The filing time says when the communication centre had the message: the day of the year in three figures \
           and the time in four, always in Z time, or day of the month and time as `21/2216Z`.",
    source: "ACP 127(G) 115",
    example: b"PP RUEHMO\nDE RUEHC #7951 3672216\n",
    answer: "`origin.day`, `time` and `filed` are null where the word cannot be read. A day that exists in no year \
             near the date-time group is kept as written, but gives no instant.",
};

pub(super) const FILED_BEFORE_DTG: Entry = Entry {
    rule: "A message gets its date-time group when it is released and is filed after that, usually within the hour. \
           The filing time names no year: it is the one that brings it nearest to the date-time group.",
    source: "ACP 127(G) 113, 115",
    example: b"PP RUEHMO\nDE RUEHC #7951 2642146\nZNR UUUUU\nP 212156Z SEP 09\nFM SECSTATE WASHDC\n",
    answer: "Both times are kept. One of them is damaged, or two messages were run together.",
};

pub(super) const FILED_LONG_AFTER_DTG: Entry = Entry {
    rule: "A message is expected to be filed within a day of its date-time group. Readdressed and retransmitted \
           messages, tracers and refiles may be far later.",
    source: "ACP 127(G) 115, 503b; the limit of a day is torntape's own",
    example: b"PP RUEHMO\nDE RUEHC #7951 2692216\nZNR UUUUU\nP 212156Z SEP 09\nFM SECSTATE WASHDC\n",
    answer: "Both times are kept as they stand; nothing else depends on how far they lie apart.",
};

pub(super) const SERIAL_DIFFERS_FROM_REFERENCE: Entry = Entry {
    rule: "In State cables the station serial number is usually the end of the message reference number: `#7951` \
           goes with STATE 097951. No book demands it.",
    source: "seen in State cables",
    example: b"PP RUEHMO\nDE RUEHC #0012 2642216\nZNR UUUUU\nP 212156Z SEP 09\nFM SECSTATE WASHDC\n\
              TO RUEHMO/AMEMBASSY MOSCOW PRIORITY 3941\nUNCLAS STATE 097951\n",
    answer: "Both are kept. The note is worth a look where other things are odd; alone it proves nothing.",
};

pub(super) const SECTION_DIFFERS_FROM_SERIAL: Entry = Entry {
    rule: "A State message of several sections has one serial; `/01` behind it names the section, and so does \
           `SECTION 01 OF 04` on the classification line.",
    source: "seen in State cables; ACP 127(G) 208e for the label",
    example: b"PP RUEHMO\nDE RUEHC #7951/02 2642216\nZNR UUUUU\nP 212156Z SEP 09\nFM SECSTATE WASHDC\n\
              TO RUEHMO/AMEMBASSY MOSCOW PRIORITY 3941\nUNCLAS SECTION 01 OF 04 STATE 097951\n",
    answer: "Both are kept. Sections are put together by the number on the classification line.",
};

pub(super) const SECTION_WITHOUT_LABEL: Entry = Entry {
    rule: "A State message of several sections names the section twice: `/01` behind the serial, and \
           `SECTION 01 OF 04` on the classification line. A message that is not divided has neither.",
    source: "seen in State cables",
    example: b"PP RUEHMO\nDE RUEHC #7951/02 2642216\nZNR UUUUU\nP 212156Z SEP 09\nFM SECSTATE WASHDC\n\
              TO RUEHMO/AMEMBASSY MOSCOW PRIORITY 3941\nUNCLAS STATE 097951\n",
    answer: "`origin.section` is kept, `section` is null: without a total the section cannot be joined to others.",
};
