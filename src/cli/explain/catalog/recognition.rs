//! Findings about the dialect of a message.

use super::Entry;

pub(super) const DIALECT_CONTRADICTED: Entry = Entry {
    rule: "`--dialect` says how every cable is to be read. Each dialect has marks that no other one writes: the fixed \
           positions of JANAP 128, the call signs of ACP 126, the serial with `#` of State and of the US supplement, \
           the one without it of ACP 127, the page marks of the archive of 1973-79.",
    source: "ACP 127(G) 116, 129, 204; US Navy course 14226, p. 20; State cables",
    example: b"",
    answer: "The cable was read as the dialect that was asked for, and that is the one given for it. What could not \
             be read so has findings of its own. `recognition` tells what the text itself speaks for.",
};
