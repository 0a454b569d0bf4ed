//! Findings about format lines 1 and 2.

use super::Entry;

pub(super) const TRANSMISSION_UNREADABLE: Entry = Entry {
    rule: "Format line 1 identifies the transmission on its channel: `VZCZC` or `ZCZC`, the channel in three letters \
           or figures, and the channel number in three or four figures. By the number the receiving station sees \
           whether one was lost.",
    source: "ACP 127(G) 112, 202; 5 FAH-2 H-321.1",
    example: b"VZCZCX?O08\nPP RUEHMO\nDE RUEHC #7951 2642216\n",
    answer: "The field `transmission` is null. The message itself is not harmed: nothing but the accounting of this \
             one channel depends on the line.",
};

pub(super) const EARLIER_TRANSMISSION_UNREADABLE: Entry = Entry {
    rule: "Each relay that sends a message on puts an identification of its own in front; the earlier ones may stay \
           behind it, newest first, with or without `VV` between them.",
    source: "ACP 127(G) 311c, 426k",
    example: b"VV   DLA128VV   QT?1\nPP RUEHMO\nDE RUEHC #7951 2642216\n",
    answer: "The newest identification was read, and the earlier ones up to the damaged place. What follows it on \
             the line belongs to no field.",
};

pub(super) const CALL_PRECEDENCE_UNREADABLE: Entry = Entry {
    rule: "The routing line opens with the precedence prosign written twice: `ZZ`, `OO`, `PP` or `RR`, in AUTODIN \
           also `YY`. It is written twice because every relay queues by it: one damaged letter is noticed.",
    source: "ACP 127(G) 151",
    example: b"VZCZCXRO0809\nPQ RUEHMO\nDE RUEHC #7951 2642216\n",
    answer: "The precedence of the routing line is null; the stations are read. A relay of torntape takes the \
             precedence of the date-time group line instead.",
};

pub(super) const CALL_INDICATOR_UNREADABLE: Entry = Entry {
    rule: "After the precedence the routing line holds routing indicators only: four to seven capital letters each, \
           one blank between them.",
    source: "ACP 117, 3; ACP 127(G) 204",
    example: b"PP RUEHMO RUE7LN\nDE RUEHC #7951 2642216\n",
    answer: "The word is left out of the called stations and belongs to no field. The station that it named does not \
             get this copy from a relay that reads the line so.",
};

pub(super) const CALL_INDICATOR_REPEATED: Entry = Entry {
    rule: "A station stands once on the routing line, however many addressees it serves: a relay sends it one copy.",
    source: "ACP 127(G) 204c",
    example: b"PP RUEHMO RUEHLN RUEHMO\nDE RUEHC #7951 2642216\n",
    answer: "All are kept in the order of the line, so that the line encodes back to its own bytes.",
};

pub(super) const CALLS_STRANGER: Entry = Entry {
    rule: "A copy calls a part of the stations that stand before the strokes of the addressees: each relay leaves \
           those of one branch. It calls nobody else, but where a collective is addressed, whose members nobody \
           lists.",
    source: "ACP 127(G) 204, 303a",
    example: b"PP RUEHMO RUEHBO\nDE RUEHC #7951 2642216\nZNR UUUUU\nP 212156Z SEP 09\nFM SECSTATE WASHDC\n\
              TO RUEHMO/AMEMBASSY MOSCOW PRIORITY 3941\n",
    answer: "The station is kept among the called ones. Either the copy was misrouted, or the line of an addressee \
             was lost.",
};

pub(super) const CALL_ABOVE_MESSAGE: Entry = Entry {
    rule: "The routing line carries the highest precedence of the message. A relay may lower it on a branch that \
           leads to information addressees only; nobody raises it.",
    source: "ACP 127(G) 152b to 152d; 5 FAH-2 H-321.2",
    example: b"OO RUEHMO\nDE RUEHC #7951 2642216\nZNR UUUUU\nP 212156Z SEP 09\nFM SECSTATE WASHDC\n\
              TO RUEHMO/AMEMBASSY MOSCOW PRIORITY 3941\n",
    answer: "Both are kept as they stand. One of the two letters is damaged, or the line was changed on the way.",
};

pub(super) const CALL_BELOW_MESSAGE: Entry = Entry {
    rule: "The routing line carries the highest precedence of the message. Only a message with two precedences may \
           go lower, on a branch where all addressees are for information.",
    source: "ACP 127(G) 152b to 152d",
    example: b"RR RUEHMO\nDE RUEHC #7951 2642216\nZNR UUUUU\nP 212156Z SEP 09\nFM SECSTATE WASHDC\n\
              TO RUEHMO/AMEMBASSY MOSCOW PRIORITY 3941\n",
    answer: "Both are kept as they stand. A relay that goes by the line handles the message too slowly.",
};

pub(super) const CALL_PRECEDENCE_SINGLE: Entry = Entry {
    rule: "On the routing line the precedence prosign is written twice, on the date-time group line once.",
    source: "ACP 127(G) 151a",
    example: b"VZCZCXRO0809\nP RUEHMO RUEHLN\nDE RUEHC #7951 2642216\n",
    answer: "The letter is taken for the precedence of the routing line.",
};

pub(super) const MESSAGE_START_REPEATED: Entry = Entry {
    rule: "`ZCZC` starts a message, and stands once in a transmission: an automatic relay that meets it again takes \
           what follows for another message. Identifications of earlier relays stand behind the newest without it.",
    source: "ACP 127(G) 202c(1)(b), 311c",
    example: b"VZCZCABC027VZCZCDEF028\nPP RUEHMO\nDE RUEHC #7951 2642216\n",
    answer: "The first identification is the newest; the other is kept among the earlier ones.",
};

pub(super) const CALL_INDICATOR_STRANGE: Entry = Entry {
    rule: "The first letter of a routing indicator tells the network: R the world-wide one, Q one that is closed. \
           Some stations of an American command have U.",
    source: "ACP 117, 3a",
    example: b"VZCZCXRO0809\nPP AUEHMO\nDE RUEHC #7951 2642216\n",
    answer: "The indicator is kept among the called stations, since it has the form of one. No relay knows the way \
             to it.",
};

pub(super) const CALLS_NOBODY: Entry = Entry {
    rule: "The routing line calls at least one station.",
    source: "ACP 127(G) 204",
    example: b"VZCZCXRO0809\nPP\nDE RUEHC #7951 2642216\n",
    answer: "The list of called stations is empty. A relay of torntape sends the copy nowhere.",
};

pub(super) const FLASH_TO_INFORMED: Entry = Entry {
    rule: "A message that is FLASH for action and lower for information goes out in two transmissions: FLASH to the \
           stations of the action addressees, the lower precedence to the others. A station that serves both gets \
           the first only.",
    source: "ACP 127(G) 152e; 5 FAH-2 H-321.2",
    example: b"ZZ RUEHMO RUEHLN\nDE RUEHC #7951 2642216\nZNR UUUUU\nZ P 212156Z SEP 09\nFM SECSTATE WASHDC\n\
              TO RUEHMO/AMEMBASSY MOSCOW FLASH 3941\nINFO RUEHLN/AMCONSUL ST PETERSBURG PRIORITY 3621\n",
    answer: "Both are kept as they stand. Relays handle the copy as FLASH.",
};
