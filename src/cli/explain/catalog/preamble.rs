//! Findings about format line 5.

use super::Entry;

pub(super) const DATE_TIME_GROUP_UNREADABLE: Entry = Entry {
    rule: "Format line 5 holds one or two precedence prosigns and the date-time group: day, hour and minute in two \
           figures each, the zone letter Z, the month in three letters, the year.",
    source: "ACP 127(G) 113, 151",
    example: b"PP RUEHMO\nDE RUEHC #7951 2642216\nZNR UUUUU\nP 21?156Z SEP 09\nFM SECSTATE WASHDC\n",
    answer: "The field `dtg` is null, or the precedence where that is what cannot be read. Without a date-time group \
             the filing time has no year, and neither has the message number.",
};

pub(super) const DATE_TIME_IMPOSSIBLE: Entry = Entry {
    rule: "The date-time group names a day that the month has, an hour up to 23 and a minute up to 59.",
    source: "ACP 127(G) 113",
    example: b"PP RUEHMO\nDE RUEHC #7951 2642216\nZNR UUUUU\nP 312156Z SEP 09\nFM SECSTATE WASHDC\n",
    answer: "`dtg.text` keeps the group as written; `dtg.at` is null. Its year still counts for the numbers and \
             references of the message.",
};

pub(super) const DUAL_PRECEDENCE_DISORDERED: Entry = Entry {
    rule: "Where two precedences stand, the first is that of the action addressees and higher than the second, that \
           of the information addressees.",
    source: "ACP 127(G) 152a",
    example: b"PP RUEHMO\nDE RUEHC #7951 2642216\nZNR UUUUU\nR P 212156Z SEP 09\nFM SECSTATE WASHDC\n",
    answer: "They are kept in the order of the line: the first as `precedence.action`, the second as \
             `precedence.info`. One that stands twice, `O O` or `OO`, counts once.",
};

pub(super) const YEAR_MISSING: Entry = Entry {
    rule: "A date-time group ends in month and year. The year may be left out, and in headings inside service \
           messages the month too.",
    source: "ACP 127(G) 113, 420g",
    example: b"P 212156Z SEP\nFM SECSTATE WASHDC\nTO RUEHMO/AMEMBASSY MOSCOW PRIORITY 3941\n",
    answer: "`dtg.at` is null, and numbers and references get no year from it. The option `--year 2009` gives one to \
             them.",
};

pub(super) const DUAL_PRECEDENCE_IDLE: Entry = Entry {
    rule: "Two precedences are for a message that has both action and information addressees.",
    source: "ACP 127(G) 152a",
    example: b"P R 212156Z SEP 09\nFM SECSTATE WASHDC\nTO RUEHMO/AMEMBASSY MOSCOW PRIORITY 3941\n",
    answer: "Both are kept. One of the lists may have been lost with its lines.",
};

pub(super) const ZONE_UNUSUAL: Entry = Entry {
    rule: "Date-time groups are written in Z time, that is UTC. Another zone letter is another time.",
    source: "ACP 127(G) 113",
    example: b"P 212156R SEP 09\nFM SECSTATE WASHDC\nTO RUEHMO/AMEMBASSY MOSCOW PRIORITY 3941\n",
    answer: "`dtg.text` keeps the group as written; `dtg.at` is null, since the letter is more often damaged than \
             meant.",
};

pub(super) const DATE_TIME_SIGNAL_UNREADABLE: Entry = Entry {
    rule: "After the year operating signals may follow, such as `ZEX` of a book message.",
    source: "ACP 127(G) 206c, 438b",
    example: b"P 212156Z SEP 09 X-RAY\nFM SECSTATE WASHDC\nTO RUEHMO/AMEMBASSY MOSCOW PRIORITY 3941\n",
    answer: "The word belongs to no field; the date-time group is read.",
};

pub(super) const MIDNIGHT_UNUSUAL: Entry = Entry {
    rule: "Neither 0000Z nor 2400Z is used in a date-time group, since midnight belongs to two days: 0001Z or 2359Z \
           is written instead.",
    source: "US Navy course 14272, p. 34",
    example: b"P 210000Z SEP 09\nFM SECSTATE WASHDC\nTO RUEHMO/AMEMBASSY MOSCOW PRIORITY 3941\n",
    answer: "`dtg.at` is the midnight with which that day begins.",
};
