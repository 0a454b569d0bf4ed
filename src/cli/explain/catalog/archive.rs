//! Findings about texts of the archive of 1973-79.

use super::Entry;

pub(super) const DISTRIBUTION_TOTAL_DIFFERS: Entry = Entry {
    rule: "The distribution block lists the offices that get copies of a telegram, each with its number of copies, and \
           ends with their sum after a stroke.",
    source: "State archive 1973-79",
    example: b"PAGE 01        STATE  012345\n\nORIGIN INR-08\n\nINFO  OCT-01  ISO-00  /010 R\n\n\
              R 051430Z FEB 76\nFM SECSTATE WASHDC\nTO AMEMBASSY LISBON\n",
    answer: "Offices and sum are listed as they stand. An office may have been lost with a line, or a figure damaged.",
};

pub(super) const DISTRIBUTION_UNREADABLE: Entry = Entry {
    rule: "An entry of the distribution block is an office, a dash and a number of copies: `EUR-12`.",
    source: "State archive 1973-79",
    example: b"PAGE 01        STATE  012345\n\nORIGIN INR-08\n\nINFO  OCT-01  ISO=00  /009 R\n\n\
              R 051430Z FEB 76\nFM SECSTATE WASHDC\nTO AMEMBASSY LISBON\n",
    answer: "The word belongs to no field; the other entries are read.",
};

pub(super) const RELAY_COUNTER_UNREADABLE: Entry = Entry {
    rule: "Above format line 5 stands a line of dashes with the relay's running number; from December 1976 on also with \
           the filing time and the number of copies, in either order.",
    source: "State archive 1973-79",
    example: b"PAGE 01        STATE  012345\n\nORIGIN INR-08\n\n                     --------------------- 05X819\n\
              R 051430Z FEB 76\nFM SECSTATE WASHDC\nTO AMEMBASSY LISBON\n",
    answer: "The word belongs to no field; what else the line holds is in `relay_counter`.",
};

pub(super) const RELAY_COUNTER_REPAIRED: Entry = Entry {
    rule: "Above format line 5 stands a line of dashes with the relay's running number, and later the filing time with its \
           `Z` and the copies behind a stroke, a blank between each.",
    source: "State archive 1973-79",
    example: b"PAGE 01        STATE  012345\n\nORIGIN INR-08\n\n                     ------------------2O1212Z109980 /20\n\
              R 051430Z FEB 76\nFM SECSTATE WASHDC\nTO AMEMBASSY LISBON\n",
    answer: "Dashes lost or changed, letters for figures, groups run together and a lost `Z` are put right where each \
             group can be one thing only; of two numbers that may both be a time neither is taken.",
};

pub(super) const TEXT_NOT_IN_ARCHIVE: Entry = Entry {
    rule: "The attribute `Locator` says where the text of a document is kept. Without `TEXT ON-LINE` it is on film or \
           paper only.",
    source: "State archive 1973-79",
    example: b"Message Text\n\nMessage Attributes\n\nDocument Number: 1976STATE290286\nLocator: TEXT ON MICROFILM\n",
    answer: "The attributes are read; the fields of the text are null.",
};

pub(super) const WORD_SPACED: Entry = Entry {
    rule: "Copies of these texts, those of 1973 above all, have blanks inside words, and the letter O for the figure 0.",
    source: "State archive 1973-79",
    example: b"PAGE 01        STATE  012345\n\nORIGIN INR-08\n\nINFO  OC T-01  I SO-0O  /009 R\n\n\
              R 051430Z FEB 76\nFM SECSTATE WASHDC\nTO AMEMBASSY LISBON\n",
    answer: "The words are read without the blanks; the bytes stay as they are.",
};

pub(super) const ATTRIBUTE_UNREADABLE: Entry = Entry {
    rule: "Below `Message Attributes` each line opens with a key and a colon, or goes on with the value above it.",
    source: "State archive 1973-79",
    example: b"Message Text\n\nMessage Attributes\n\n~~~\nDocument Number: 1976STATE290286\n",
    answer: "The line belongs to no value; those below it are read.",
};

pub(super) const DATE_TIME_SPACED: Entry = Entry {
    rule: "A date-time group is six figures and Z, a month of three letters and a year of two figures. Copies of the \
           archive tear it apart and write O for 0.",
    source: "State archive 1973-79; ACP 127(G) 113",
    example: b"PAGE 01        STATE  012345\n\nP 251346 Z JUN 7 3\nFM SECSTATE WASHDC\nTO AMEMBASSY LISBON\n",
    answer: "The group is read without its blanks, letters as the figures they look like. `dtg.text` is as written.",
};

pub(super) const DATE_OUTSIDE_ARCHIVE: Entry = Entry {
    rule: "The archive holds telegrams of the years 1973 to 1979.",
    source: "State archive 1973-79",
    example: b"PAGE 01        STATE  012345\n\nR 051430Z FEB 86\nFM SECSTATE WASHDC\nTO AMEMBASSY LISBON\n",
    answer: "The date is read as it stands. A figure of the year may be damaged.",
};

pub(super) const DATE_FROM_ATTRIBUTES: Entry = Entry {
    rule: "A date-time group names month and year. Where it does not, the document number begins with the year, and the \
           draft date of the attributes is that of the text or the days before it.",
    source: "State archive 1973-79; ACP 127(G) 113",
    example: b"Message Text\n\nR 051430Z FEB\nFM SECSTATE WASHDC\nTO AMEMBASSY LISBON\n\
              Message Attributes\n\nDocument Number: 1976STATE290286\n",
    answer: "`dtg.at` is worked out with the year of the attributes; `dtg.text` is as written.",
};

pub(super) const REFERENCE_DIFFERS_FROM_DOCUMENT: Entry = Entry {
    rule: "The archive files a telegram under a document number, which is its message reference number with the year \
           before it.",
    source: "State archive 1973-79",
    example:
        b"Message Text\n\nR 051430Z FEB 76\nFM SECSTATE WASHDC\nTO AMEMBASSY LISBON\nUNCLAS STATE 029028\n\
              Message Attributes\n\nDocument Number: 1976STATE290286\n",
    answer: "`mrn` is that of the classification line; the other one stands among the attributes.",
};

pub(super) const REFERENCE_NUMBER_SPACED: Entry = Entry {
    rule: "The message reference number is one run of figures behind the name of the station. Copies of the archive have \
           blanks in it and write O for 0.",
    source: "State archive 1973-79",
    example: b"PAGE 01        STATE  012345\n\nR 051430Z FEB 73\nFM SECSTATE WASHDC\nTO AMEMBASSY LISBON\n\
              UNCLAS STATE 0 12345\n",
    answer: "The figures are put together. The page heads repeat the number.",
};

pub(super) const SECTION_IN_TEXT: Entry = Entry {
    rule: "Each section of a long telegram was sent with a heading and a page 01 of its own. The archive keeps some of \
           them one below the other in one document.",
    source: "State archive 1973-79",
    example: b"Message Text\n\nPAGE 01        STATE  012345\n\nR 051430Z FEB 76\nFM SECSTATE WASHDC\n\
              TO AMEMBASSY LISBON\nUNCLAS SECTION 1 OF 2 STATE 012345\n1. X.\nNNN\n\n\
              PAGE 01        STATE  012345\n\nR 051430Z FEB 76\nFM SECSTATE WASHDC\n2. Y.\n",
    answer: "The document stays one cable. The page head is listed among the pages, the heading stands in the text.",
};
