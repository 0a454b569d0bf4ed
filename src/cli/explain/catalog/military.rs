//! Findings about what military messages have besides those of State.

use super::Entry;

pub(super) const LINE_TOO_LONG: Entry = Entry {
    rule: "A line has at most 69 characters, blanks included: the width of a teleprinter. Blanks at its end are not \
           counted. State texts in archives are not asked.",
    source: "ACP 127(G) 137",
    example: b"VZCZCABC027\nRR RUFDAE\nDE RUWSKT 123 0811425\nR 221413Z MAR 2017\nFM HARBOUR MASTER NORTH\n\
              TO RUFDAE/LIGHTHOUSE SERVICE WEST\nBT\nUNCLAS\n\
              THE NORTH LIGHT IS DARK FROM MONDAY ON AND SHIPS ARE TO KEEP TO THE WEST OF THE BANK\nBT\nNNNN\n",
    answer: "The line is read as it is. It is said once how many lines are too long.",
};

pub(super) const TRANSMISSION_CANCELLED: Entry = Entry {
    rule: "A transmission that is not to be finished ends with the error prosign, eight times `E`, and `AR`; with \
           `ZXB`, where the receiver has to ask for the copy; or with `ZPH`, where the copy follows unasked.",
    source: "ACP 127(G) 424",
    example: b"VZCZCABC027\nRR RUFDAE\nDE RUWSKT 123 0811425\nR 221413Z MAR 2017\nFM HARBOUR MASTER NORTH\n\
              E E E E E E E E AR\nNNNN\n",
    answer: "The words are kept in `cancelled`. What was sent before them is read, but is no whole message.",
};

pub(super) const ADDRESSEE_DOUBTFUL: Entry = Entry {
    rule: "Each addressee stands on a line of its own; a long name may go on over the next line. In a list of \
           stations a line without one is the end of the name above it, or a collective.",
    source: "ACP 127(G) 206, 224b",
    example: b"VZCZCABC027\nRR RUFDAE\nDE RUWSKT 123 0811425\nR 221413Z MAR 2017\nFM HARBOUR MASTER NORTH\n\
              TO RUFDAE/LIGHTHOUSE SERVICE\nWESTERN COAST\nBT\n",
    answer: "The line is an addressee of its own. Only the name of a country is joined to the name above it.",
};

pub(super) const BREAK_MISSING: Entry = Entry {
    rule: "`BT` stands between heading and text, and again behind the text. Only messages between the operators of \
           two connected stations have none.",
    source: "ACP 127(G) 142, 405b",
    example: b"VZCZCABC027\nRR RUFDAE\nDE RUWSKT 123 0811425\nR 221413Z MAR 2017\nFM HARBOUR MASTER NORTH\n\
              TO RUFDAE/LIGHTHOUSE SERVICE WEST\nUNCLAS\nTHE LAMP IS LIT.\n",
    answer: "The text begins with the classification line all the same.",
};

pub(super) const PART_PAST_TOTAL: Entry = Entry {
    rule: "A long text that is enciphered in parts bears `PART ONE OF TWO` and so on behind the section label, the \
           last one `FINAL PART OF TWO`.",
    source: "ACP 127(G) 208e",
    example:
        b"VZCZCABC027\nRR RUFDAE\nDE RUWSKT 123 0811425\nR 221413Z MAR 2017\nGR50\nBT\nPART THREE OF TWO\n",
    answer: "`part` holds the numbers as they are written.",
};

pub(super) const PAGE_SERIAL_DIFFERS: Entry = Entry {
    rule: "Each page but the first opens with `PAGE`, its number, and the station and serial of format line 3. A \
           message that is readdressed in haste may keep its old page lines.",
    source: "ACP 127(G) 208c, 503c",
    example: b"VZCZCABC027\nRR RUFDAE\nDE RUWSKT 123 0811425\nR 221413Z MAR 2017\nFM HARBOUR MASTER NORTH\n\
              TO RUFDAE/LIGHTHOUSE SERVICE WEST\nBT\nUNCLAS\nTHE LAMP IS LIT.\nPAGE 2 RUWSKT 125 UNCLAS\n\
              THE BOAT IS IN.\nBT\nNNNN\n",
    answer: "The page is kept among `pages`. Look whether its text goes on with the page before.",
};

pub(super) const PAGE_CLASS_DIFFERS: Entry = Entry {
    rule: "The page line of a text in plain language ends with the class of the text.",
    source: "ACP 127(G) 208c",
    example: b"VZCZCABC027\nRR RUFDAE\nDE RUWSKT 123 0811425\nR 221413Z MAR 2017\nFM HARBOUR MASTER NORTH\n\
              TO RUFDAE/LIGHTHOUSE SERVICE WEST\nBT\nUNCLAS\nTHE LAMP IS LIT.\n\
              PAGE 2 RUWSKT 123 R E S T R I C T E D\nTHE BOAT IS IN.\nBT\nNNNN\n",
    answer: "`classification` stays that of the classification line. Handle the message as the higher of the two.",
};
