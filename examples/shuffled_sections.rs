//! Puts shuffled sections together: two cables come in mixed, one section twice, one of them garbled.
//!
//! ```text
//!   in the order received          gathered by cable             joined
//!   section 3 of 3, cable A  ──┐
//!   section 2 of 2, cable B  ──┤   A: 01 02 03  complete   ──►   cable A, byte for byte
//!   section 1 of 3, cable A  ──┼►
//!   section 3 of 3, again    ──┤   B: -- 02     partial    ──►   "missing: section 01 of 02 of B"
//!   section 2 of 3, cable A  ──┘
//! ```
//!
//! Run it with `cargo run --example shuffled_sections`.

use std::error::Error;
use std::io::Write;

use torntape::Decoder;
use torntape::encode::split;
use torntape::reassembly::{Form, Gather, State, join};

/// A cable as an archive keeps it: one heading, marks between the sections.
fn cable(number: u32, sections: u8) -> String {
    let heading = format!(
        "VZCZCMOI0412\nPP RUEHC\nDE RUEHMO #{number:04}/01 2642216\nZNR UUUUU ZZH\nP 212156Z SEP 09\n\
         FM AMEMBASSY MOSCOW\nTO RUEHC/SECSTATE WASHDC PRIORITY 5120\n\
         UNCLAS SECTION 01 OF {sections:02} MOSCOW {number:06} \n \nTAGS: SENV RS \nSUBJECT: WATER LEVELS \n \n\
         1.  The level was read at the bridge and at \n"
    );
    let later = (2..=sections).map(|section| {
        format!(" \nMOSCOW {number:08}  {section:03} OF {sections:03} \n \n \nthe mill, and once more at \n")
    });
    heading + &later.collect::<String>() + "the harbour. \nHALLOWELL\n"
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut out = std::io::stdout().lock();
    let (first, second) = (cable(2210, 3), cable(2211, 2));
    let of_first = split(&Decoder::new().cable(first.as_bytes()))?;
    let of_second = split(&Decoder::new().cable(second.as_bytes()))?;
    let ([a1, a2, a3], [_lost, b2]) = (of_first.as_slice(), of_second.as_slice()) else {
        return Err("three sections and two were expected".into());
    };
    // A receiver with parity puts SUB in place of what it could not read.
    let garbled: Vec<u8> = a3.iter().map(|&byte| if byte == b'b' { 0x1a } else { byte }).collect();

    let mut gather = Gather::new();
    for transmission in [&garbled, b2, a1, a3, a2] {
        gather.insert(transmission);
    }

    for gathered in gather.cables() {
        writeln!(out, "{}: {:?}", gathered.identity(), gathered.state())?;
        for finding in gathered.findings() {
            writeln!(out, "  {finding}")?;
        }
        if gathered.state() == State::Complete {
            let sections: Vec<&[u8]> =
                gathered.sections().into_iter().map(|section| section.as_slice()).collect();
            let joined = join(&sections, Form::Archive)?;
            assert_eq!(joined, first.as_bytes(), "byte for byte as it was");
            writeln!(out, "  joined: {} bytes, as they were", joined.len())?;
        }
    }
    Ok(())
}
