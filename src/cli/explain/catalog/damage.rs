//! Findings about damage that was put right, or could be by someone who knows more.

use super::Entry;

pub(super) const REFERENCE_NUMBER_REPAIRED: Entry = Entry {
    rule: "A station and its number close the classification line. Where blanks are lost, words before and behind melt \
           into them; where the circuit is bad, letters of the post change.",
    source: "seen in State cables: `SECTION01OF02CHISINAU976`, `BUENOSQRES 000633`",
    example: b"P 212156Z SEP 08\nFM AMEMBASSY CHISINAU\nTO SECSTATE WASHDC\nUNCLAS EFTOCHISINAU976\n",
    answer: "The other words are taken out, and a post that only one known post can have been is read as that one: \
             `mrn` holds the likely number. The bytes stay as they are.",
};

pub(super) const STATION_DOUBTFUL: Entry = Entry {
    rule: "The station of the message reference number is the post or office that numbered the cable.",
    source: "seen in State cables: `AQNA 000272`",
    example: b"UNCLAS AQNA 000272\n\nTAGS: PREL\n",
    answer: "The station stays as it was received. The posts that it may have been stand in the help.",
};

pub(super) const CLASS_WORD_REPAIRED: Entry = Entry {
    rule: "The first word of the text is its classification, letter-spaced where it is classified.",
    source: "ACP 127(G) 209; damage seen in State cables",
    example: b"P 212156Z SEP 08\nFM AMEMBASSY NAIROBI\nTO SECSTATE WASHDC\nCONFIDENTAL NAIROBI 001938\n",
    answer: "A word that differs from one level in a letter or two, on a line that ends as a classification line does, \
             is read as that level. Compare it with format line 4 before you hand the message on.",
};

pub(super) const REFERENCE_DOUBTFUL: Entry = Entry {
    rule: "A reference names a cable by its year, its post and its number. Posts are a closed list, years have two or \
           four figures.",
    source: "seen in State cables: `10AQNA272`, `094 QUITO 841`",
    example: b"UNCLAS STATE 097951\nREF: 10AQNA272\n",
    answer: "The reference stays as it was received, without an identification where that would be a guess. What it may \
             have been stands in the help.",
};

pub(super) const REFERENCE_LABEL_ODD: Entry = Entry {
    rule: "Each of several references opens with its letter: `A.`, `(B)`. Forms put a letter before one that the \
           drafter has typed, and letters stay where a reference was taken out.",
    source: "seen in State cables: `A. A) STATE 56282`, `A. REF A HAVANA 639`",
    example: b"UNCLAS STATE 097951\nREF: A. A) STATE 56282\n",
    answer: "The second letter is left out of the reference. A letter with nothing behind it names no reference.",
};

pub(super) const PROSIGN_MISSPELT: Entry = Entry {
    rule: "Format lines 6 to 9 open with `FM`, `TO`, `INFO` and `XMT`.",
    source: "ACP 127(G) 133; damage seen in State cables",
    example: b"P 212156Z SEP 09\nFROM SECSTATE WASHDC\nTO RUEHMO/AMEMBASSY MOSCOW PRIORITY 3941\n",
    answer: "A word that is one of them but for a slip, where that line belongs and before the name of a station, is read \
             as that one.",
};

pub(super) const DATE_TIME_REPAIRED: Entry = Entry {
    rule: "The date-time group is day, hour and minute in six figures, `Z`, three letters of the month, and the year.",
    source: "ACP 127(G) 113; damage seen in State cables of 1973-79 and later",
    example: b"P 2I2156Z SPE 09\nFM SECSTATE WASHDC\nTO RUEHMO/AMEMBASSY MOSCOW PRIORITY 3941\n",
    answer: "Letters that stand for figures, a letter of the month lost, changed or in the wrong order, and blanks lost or \
             come in between are put right; a figure that was lost is, where the filing time of format line 3 leaves one \
             only. `dtg.text` stays as written.",
};

pub(super) const DATE_TIME_DOUBTFUL: Entry = Entry {
    rule: "The date-time group is day, hour and minute in six figures, `Z`, three letters of the month, and the year. The \
           message is filed in the day after it.",
    source: "ACP 127(G) 113, 115; damage seen in State cables",
    example: b"P 212156Z JXN 09\nFM SECSTATE WASHDC\nTO RUEHMO/AMEMBASSY MOSCOW PRIORITY 3941\n",
    answer: "`dtg.text` stays as written and `dtg.at` is null. The groups that it may have been stand in the help where they \
             are few; the year counts for the numbers and references of the message.",
};

pub(super) const INDICATORS_GLUED: Entry = Entry {
    rule: "Routing indicators of four to seven letters stand on the routing line with one blank between.",
    source: "ACP 127(G) 204; damage seen in messages of the 1970s",
    example: b"VZCZCXRO0809\nPP RUFDAERXFPSA\nDE RUEHC #7951 2642216\n",
    answer: "Where only one place leaves two words that begin as routing indicators do, they are read as two.",
};

pub(super) const NAME_REPAIRED: Entry = Entry {
    rule: "Embassies are written `AMEMBASSY`, consulates `AMCONSUL`, and the name of the post behind it.",
    source: "5 FAH-2 H-231; damage seen in State cables: `AMMBASSY NEW DELHI`, `AMEMBASSY ARIS`",
    example: b"P 212156Z SEP 09\nFM SECSTATE WASHDC\nTO AMMBASSY NEW DELHI PRIORITY 0415\n",
    answer: "A name that only one known post can have been is read as that one. The bytes stay as they are.",
};

pub(super) const NAME_DOUBTFUL: Entry = Entry {
    rule: "Embassies are written `AMEMBASSY`, consulates `AMCONSUL`, and the name of the post behind it.",
    source: "5 FAH-2 H-231; damage seen in State cables",
    example: b"P 212156Z SEP 09\nFM SECSTATE WASHDC\nTO AMEMBASSY LOMA PRIORITY 0415\n",
    answer: "The name stays as it was received. The posts that it may have been stand in the help.",
};

pub(super) const MESSAGE_NUMBER_ODD: Entry = Entry {
    rule: "The message number behind an addressee has at least four figures, with zeros before them, and a blank before \
           it.",
    source: "5 FAH-2 H-321.7; damage seen in State cables",
    example: b"P 212156Z SEP 09\nFM SECSTATE WASHDC\nTO RUEHMO/AMEMBASSY MOSCOW PRIORITY 415\n",
    answer: "Figures behind a precedence word can be nothing else, and are read as the number.",
};

pub(super) const TAG_REPAIRED: Entry = Entry {
    rule: "Tags are codes of two to five capital letters with blanks or commas between them.",
    source: "5 FAH-3; seen in State cables: `TAGS: KFRDKIRFCVISCMGTKOCIASECPHUMSMIGEG`",
    example: b"UNCLAS STATE 097951\n\nTAGS: PRELPGOV\nSUBJECT: LAMPS\n",
    answer: "A run that known tags make in one way only is taken apart; figures and small letters are read as the \
             capitals they stand for.",
};

pub(super) const TAG_IS_NAME: Entry = Entry {
    rule: "Behind `OVIP`, the tag of visits by important persons, stands the visitor's name.",
    source: "5 FAH-3; seen in State cables: `TAGS: OVIP CLINTON HILLARY PREL`",
    example: b"UNCLAS STATE 097951\n\nTAGS: OVIP (CLINTON, HILLARY), PGOV\nSUBJECT: LAMPS\n",
    answer: "The name is kept as one entry of `tags`, family name, comma, given name.",
};

pub(super) const HEADING_IN_TEXT: Entry = Entry {
    rule: "A message ends before the next one begins. Where its end and the next beginning are lost, a straggler is run \
           into its text.",
    source: "ACP 127(G) 137, 202; damage seen in State cables",
    example: b"VZCZCXRO0809\nPP RUEHLN\nDE RUEHC #7951 2642216\nZNR UUUUU ZZH\nP 212156Z SEP 09\nFM SECSTATE WASHDC\n\
              TO RUEHLN/AMCONSUL ST PETERSBURG\nUNCLAS STATE 097951\nSUBJECT: LAMPS\n\n1. TEXT.\n\
              R 220101Z SEP 09\nFM AMEMBASSY PARIS\nTO SECSTATE WASHDC\n",
    answer: "All of it stays in the text of the first message; the finding points at the second heading.",
};

pub(super) const PARTIAL_EXTRACT: Entry = Entry {
    rule: "Some archives hold pieces of messages and say so in a banner.",
    source: "seen in published State cables",
    example: b"P 212156Z SEP 09\nFM SECSTATE WASHDC\nTO AMEMBASSY MOSCOW\n\n\
              This record is a partial extract of the original cable.\n\nUNCLAS STATE 097951\nSUBJECT: LAMPS\n",
    answer: "The banner belongs to no field.",
};

pub(super) const PUNCTUATION_RESTORED: Entry = Entry {
    rule: "Circuits carry no quotation marks. In State cables a right quote arrives as a comma, a left double quote as \
           `&`, a right double quote as `8`.",
    source: "observed in State cables of 2009",
    example: b"",
    answer: "Only with `--restore-punctuation`: subject and text show what was probably written. The bytes of the cable \
             stay as they are.",
};

pub(super) const ORIGIN_REPAIRED: Entry = Entry {
    rule: "Format line 3 is `DE`, the calling station, its serial and the filing time, a blank between each.",
    source: "ACP 127(G) 115, 116, 129; damage seen in real cables",
    example: b"VZCZCXRO0809\nPP RUEHMO\nDERUEHC #7951 2642216\nZNR UUUUU ZZH\nP 212156Z SEP 09\nFM SECSTATE WASHDC\n",
    answer: "The line was read as if the blank, or the figures, stood where only they can stand; its bytes stay.",
};

pub(super) const SECURITY_REPAIRED: Entry = Entry {
    rule: "Format line 4 opens with `ZNR` before `UUUUU`, with `ZNY` before the letters of every other class.",
    source: "ACP 127(G) 124b, 203; damage seen in real cables",
    example: b"VZCZCXRO0809\nPP RUEHMO\nDE RUEHC #7951 2642216\nZRN UUUUU ZZH\nP 212156Z SEP 09\nFM SECSTATE WASHDC\n",
    answer: "The signal was read as the one that the five letters behind it ask for; its bytes stay.",
};

pub(super) const LINE_END_LOST: Entry = Entry {
    rule: "Each format line stands on a line of its own.",
    source: "ACP 127(G) 138, Annex B; damage seen in real cables",
    example: b"P 212156Z SEP 09\nFM SECSTATE WASHDC TO RUEHMO/AMEMBASSY MOSCOW PRIORITY 3941\n",
    answer: "Where the prosign of the next format line stands inside a line, with what belongs behind it, the rest is read \
             as a line of its own.",
};

pub(super) const TRANSMISSION_DAMAGED: Entry = Entry {
    rule: "Format line 1 is `VZCZC`, three letters of the channel and its number of three or four figures, in one word.",
    source: "ACP 127(G) 112, 202c; damage seen in real cables",
    example: b"VZCZXRO0809\nPP RUEHMO\nDE RUEHC #7951 2642216\nZNR UUUUU ZZH\nP 212156Z SEP 09\nFM SECSTATE WASHDC\n",
    answer: "A line above the routing line that is an identification but for a slip is read as that one: letters lost or \
             changed before the channel, blanks come in, letters for figures. A channel that may have lost a letter stays as \
             it came.",
};
