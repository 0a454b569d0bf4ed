//! Findings about the message as a whole.

use super::Entry;

pub(super) const NOTHING_RECOGNISED: Entry = Entry {
    rule: "A cable is known by its format lines: a start of message such as `VZCZCXRO0809`, a routing line with its \
           `DE`, a date-time group with its `FM`, a classification line, a label such as `TAGS:`. One such line is \
           enough.",
    source: "ACP 127(G) 142 and Annex B, which list the sixteen format lines",
    example: b"Minutes of the gardening club\nThe hedge was discussed.\n",
    answer: "None was found, so the whole input is given back as one cable of the dialect `unknown`, without fields. \
             Its bytes are kept and nothing is guessed.",
};

pub(super) const CABLE_TOO_LONG: Entry = Entry {
    rule: "A cable is at most 16 MiB long. The longest known ones have a few hundred kilobytes, so that a longer one \
           is almost certainly other data, or cables without end marks that were run together.",
    source: "a limit of torntape's own; no book names one",
    example: b"",
    answer: "The cable was cut after 16 MiB. What was read before the cut is in its fields; the search for further \
             cables goes on where this one would have ended.",
};

pub(super) const LINE_UNREADABLE: Entry = Entry {
    rule: "Every line of a heading is one of the format lines 1 to 10, or goes on with the list of the line before \
           it. Nothing else may stand there, and nothing may follow the last field of a line.",
    source: "ACP 127(G) 142b and Annex B",
    example: b"PP RUEHMO\nDE RUEHC #7951 2642216\nZNR UUUUU\n\
              ?? COFFEE ON THE TAPE ??\nP 212156Z SEP 09\nFM SECSTATE WASHDC\n",
    answer: "The line, or the piece of it that is too much, belongs to no field. It is counted as not accounted for \
             in `coverage`; the lines around it are read as if it were not there.",
};

pub(super) const LINE_OUT_OF_ORDER: Entry = Entry {
    rule: "Not every format line appears in every message, but those that do keep their order. Machines find the \
           fields by it.",
    source: "ACP 127(G) 142b",
    example: b"PP RUEHMO\nDE RUEHC #7951 2642216\nP 212156Z SEP 09\nZNR UUUUU\nFM SECSTATE WASHDC\n",
    answer: "The line is read into its field all the same. When the cable is encoded unchanged, the line stays where \
             it stood.",
};

pub(super) const LINE_REPEATED: Entry = Entry {
    rule: "A format line stands once. Only a readdressed message carries the lines 5 to 8 twice: the new heading in \
           front of the old one.",
    source: "ACP 127(G) 142b; 503 for readdressed messages",
    example: b"PP RUEHMO\nDE RUEHC #7951 2642216\nDE RUEHC #7952 2642230\nZNR UUUUU\n\
              P 212156Z SEP 09\nFM SECSTATE WASHDC\n",
    answer: "The first of the lines counts; the second belongs to no field. The exception is a list that is opened \
             twice with `TO` or `INFO`: all of its addressees are taken into one list.",
};

pub(super) const CHARACTER_DAMAGED: Entry = Entry {
    rule: "A heading is written in capital letters, figures, the blank and a few signs. A receiver with parity puts \
           the character SUB in the place of each one that arrived damaged; other bytes that are no text come from \
           storage or from a wrong conversion.",
    source: "ACP 127(G) 140 for the characters; the SUB of ITU-T T.50 (IA5)",
    example: b"P 212156Z SEP 09\nFM SECSTATE WASHDC\nTO RUEHMO/AMEMBASSY MO\x1aCOW PRIORITY 3941\n",
    answer: "The field keeps the characters as they are, damaged ones included, so that nothing is invented. \
             Other copies of the message, or a rerun, give the right ones.",
};

pub(super) const DIAGNOSTICS_LEFT_OUT: Entry = Entry {
    rule: "At most 200 findings of one cable are listed. More than that do not help anybody: something is wrong with \
           the input as a whole.",
    source: "a limit of torntape's own",
    example: b"",
    answer: "The first 200 findings are listed and the rest counted. All fields are read as always.",
};

pub(super) const NOT_UTF8: Entry = Entry {
    rule: "A heading is written in capital letters, figures, the blank and a few signs, which are the same bytes in \
           nearly every character set. Other bytes come from an old character set or from damage.",
    source: "ACP 127(G) 140",
    example: b"P 212156Z SEP 09\nFM SECSTATE WASHDC\nTO RUEHBO/AMEMBASSY BOGOT\xc1 PRIORITY 3941\n",
    answer: "The fields show U+FFFD in the place of what is not UTF-8. The bytes themselves are kept, and encode back \
             as they were.",
};

pub(super) const LINE_END_MARK: Entry = Entry {
    rule: "A line ends with its line end and nothing else. Some archives left a backslash where they broke the lines \
           of a heading.",
    source: "seen in State cables",
    example: b"C O N F I D E N T I A L STATE 097951\n\nE.O. 12958: DECL: 10/16/2016 \\\nTAGS: PHUM UNHRC\n",
    answer: "The backslash is left out of the field and belongs to none; the line is read as if it were not there.",
};
