//! Findings about format line 4.

use super::Entry;

pub(super) const SECURITY_UNREADABLE: Entry = Entry {
    rule: "Format line 4 opens with `ZNR`, may go in clear, or `ZNY`, approved circuits only; then the letter of the \
           class five times. A message without the warning needs an approved circuit.",
    source: "ACP 127(G) 124b, 203",
    example: b"PP RUEHMO\nDE RUEHC #7951 2642216\nZN? UUUUU\nP 212156Z SEP 09\nFM SECSTATE WASHDC\n",
    answer: "The part that cannot be read is null. Treat the message as classified until its classification line or \
             another copy says otherwise.",
};

pub(super) const MARKING_UNEVEN: Entry = Entry {
    rule: "The letter of the class stands five times: U, E (UNCLAS EFTO), R, C, S or T. A transmission release code \
           of two letters, one for each nation, may replace the last two.",
    source: "ACP 127(G) 124b; ACP 117, 7d",
    example: b"PP RUEHMO\nDE RUEHC #7951 2642216\nZNR UUCUU\nP 212156Z SEP 09\nFM SECSTATE WASHDC\n",
    answer: "The letters are kept in `security.marking`; `security.classification` is null, since a guess could be \
             too low.",
};

pub(super) const MARKING_DIFFERS_FROM_CLASS: Entry = Entry {
    rule: "The class of the security warning and that of the classification line are the same in a message in plain \
           text. Only a text that was enciphered by hand before goes as unclassified whatever it says.",
    source: "ACP 127(G) 124b, 209",
    example: b"PP RUEHMO\nDE RUEHC #7951 2642216\nZNR UUUUU\nP 212156Z SEP 09\nFM SECSTATE WASHDC\n\
              TO RUEHMO/AMEMBASSY MOSCOW PRIORITY 3941\nS E C R E T STATE 097951\n",
    answer: "Both are kept: `security.classification` and `classification.level`. Handle the message as the higher \
             one.",
};

pub(super) const SIGNAL_UNREADABLE: Entry = Entry {
    rule: "After the warning follow operating signals: three letters that open with Z or Q, perhaps a figure, and \
           what they are about, such as `ZOV RUEHC`.",
    source: "ACP 127(G) 133, 135",
    example: b"PP RUEHMO\nDE RUEHC #7951 2642216\nZNR UUUUU Z?H\nP 212156Z SEP 09\nFM SECSTATE WASHDC\n",
    answer: "The word belongs to no field; the signals before and after it are read.",
};

pub(super) const RELEASE_CODE_DISORDERED: Entry = Entry {
    rule: "A release code for two nations names them in alphabetical order; for one nation its letter stands twice.",
    source: "ACP 117, 7d",
    example: b"PP RUEHMO\nDE RUEHC #7951 2642216\nZNY SSSCB\nP 212156Z SEP 09\nFM SECSTATE WASHDC\n",
    answer: "The code is kept as written in `security.release`.",
};

pub(super) const SIGNAL_DIFFERS_FROM_MARKING: Entry = Entry {
    rule: "`ZNR` goes with `UUUUU` alone; every other class, UNCLAS EFTO included, goes with `ZNY`.",
    source: "ACP 127(G) 124b; US Navy course 14226, p. 21",
    example: b"PP RUEHMO\nDE RUEHC #7951 2642216\nZNR CCCCC\nP 212156Z SEP 09\nFM SECSTATE WASHDC\n",
    answer: "Both are kept as they stand. Handle the message as the higher of the two.",
};

pub(super) const SECURITY_NOT_FIRST: Entry = Entry {
    rule: "The security warning is the first group of format line 4, so that an operator sees it before anything \
           else. Other signals follow it.",
    source: "ACP 127(G) 203d",
    example: b"PP RUEHMO\nDE RUEHC #7951 2642216\nZZH ZNR UUUUU\nP 212156Z SEP 09\nFM SECSTATE WASHDC\n",
    answer: "The warning is read where it stands, and the signals before it are kept.",
};

pub(super) const EFTO_DIFFERS: Entry = Entry {
    rule: "UNCLAS EFTO, encrypt for transmission only, has a letter of its own: `ZNY EEEEE` on format line 4 goes \
           with the word EFTO on the classification line.",
    source: "US Navy course 14226, p. 21; 5 FAH-2 H-222",
    example: b"PP RUEHMO\nDE RUEHC #7951 2642216\nZNY EEEEE\nP 212156Z SEP 09\nFM SECSTATE WASHDC\n\
              TO RUEHMO/AMEMBASSY MOSCOW PRIORITY 3941\nUNCLAS STATE 097951\n",
    answer: "Both are kept. The message is unclassified either way; the question is which circuits it may take.",
};
