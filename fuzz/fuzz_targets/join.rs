//! Transmissions in any order, whole, cut, garbled or strange: gathering and joining them never fails, and what is
//! said to be whole joins. A cable that divides and joins without a note comes back byte for byte.
//!
//! The input is cut into pieces at the byte 0xFF; the first byte says how they are turned about.

#![no_main]

use libfuzzer_sys::fuzz_target;
use torntape::encode::divide;
use torntape::reassembly::{Form, Gather, State, join};

fn gathered(pieces: &[&[u8]]) {
    let mut gather = Gather::new();
    for piece in pieces {
        gather.insert(*piece);
    }
    for cable in gather.cables() {
        let sections: Vec<&[u8]> = cable.sections().into_iter().copied().collect();
        let findings = cable.findings();
        for form in [Form::Archive, Form::Plain] {
            let joined = join(&sections, form);
            if cable.state() == State::Complete && form == Form::Plain {
                assert!(joined.is_ok(), "a whole cable joins: {joined:?}, {findings:?}");
            }
        }
    }
    for form in [Form::Archive, Form::Plain] {
        let _ = join(pieces, form);
    }
}

fuzz_target!(|input: &[u8]| {
    let Some((&turn, rest)) = input.split_first() else { return };
    let mut pieces: Vec<&[u8]> = rest.split(|&byte| byte == 0xff).collect();
    pieces.truncate(200);
    let by = usize::from(turn) % pieces.len().max(1);
    pieces.rotate_left(by);
    gathered(&pieces);

    for cable in torntape::decode(rest) {
        let Ok(division) = divide(&cable) else { continue };
        let mut sections: Vec<&[u8]> = division.transmissions.iter().map(|(_, bytes)| bytes.as_slice()).collect();
        let by = usize::from(turn) % sections.len().max(1);
        sections.rotate_left(by);
        gathered(&sections);
        // A heading without a text has nothing to divide; a section past the last one cannot be joined.
        let sound = cable.classification.is_some() && cable.section.is_none_or(|one| one.number <= one.of);
        if sound && division.notes.is_empty() && division.missing.is_empty() {
            let (offset, length) = (cable.source.offset, cable.source.length);
            let found = rest.get(offset..offset + length).expect("a cable lies inside the input");
            let restored = [Form::Archive, Form::Plain]
                .into_iter()
                .any(|form| join(&sections, form).is_ok_and(|joined| joined == found));
            assert!(restored, "without a note, what was divided comes back byte for byte");
        }
    }
});
