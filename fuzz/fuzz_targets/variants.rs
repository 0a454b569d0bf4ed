//! A made cable of any dialect, clean or damaged, keeps the promises of the decoder, and every variant it is laid out in
//! is decoded, too.

#![no_main]

use libfuzzer_sys::fuzz_target;
use torntape::corpus::{Corpus, DamageKind};
use torntape::encode::{Settings, encode, encode_as};
use torntape::message::Dialect;

fuzz_target!(|drawn: (u64, u64, u8, u8, u8, Vec<(u16, u8)>)| {
    let (seed, place, dialect, target, damage, bytes) = drawn;
    let dialect_of = |number: u8| Dialect::ALL[usize::from(number) % Dialect::ALL.len()];
    let (dialect, target) = (dialect_of(dialect), dialect_of(target));
    let mut corpus = Corpus::new(seed).dialect(dialect);
    let clean = damage.is_multiple_of(2) && bytes.is_empty();
    if !damage.is_multiple_of(2) {
        let kind = DamageKind::ALL[usize::from(damage / 2) % DamageKind::ALL.len()];
        corpus = corpus.damage(1.0).damage_kind(kind);
    }
    let mut sample = corpus.sample(place);
    // Wounds of the fuzzer's own, most of them in the header.
    for (at, byte) in bytes.iter().take(8) {
        let length = sample.bytes.len().max(1);
        if let Some(struck) = sample.bytes.get_mut(usize::from(*at) % length) {
            *struck = *byte;
        }
    }
    let input = &sample.bytes;
    let cables = torntape::decode(input);
    if clean {
        assert_eq!(cables.len(), sample.truth.len(), "as many cables are read as were made");
    }
    for (cable, at) in cables.iter().zip(0..) {
        let place = cable.source.offset..cable.source.offset + cable.source.length;
        assert_eq!(encode(cable), &input[place], "what is found encodes back to its own bytes");
        if clean {
            let truth = &sample.truth[at];
            assert_eq!(cable.diagnostics, [], "nothing is wrong with a clean cable");
            assert_eq!((&cable.to, &cable.info, &cable.dtg), (&truth.to, &truth.info, &truth.dtg));
            assert_eq!((&cable.mrn, &cable.subject, &cable.tags), (&truth.mrn, &truth.subject, &truth.tags));
            assert_eq!((&cable.paragraphs, &cable.pages), (&truth.paragraphs, &truth.pages));
        }
        for message in encode_as(cable, target, &Settings::default()).messages {
            for again in torntape::decode(&message) {
                assert!(again.coverage.attributed_bytes <= again.coverage.header_bytes);
            }
        }
    }
});
