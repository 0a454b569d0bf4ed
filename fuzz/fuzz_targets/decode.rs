//! Any bytes decode to an answer that keeps its promises: places in order and in bounds, no byte lost, and every
//! byte of a header under a field or a diagnostic.

#![no_main]

use libfuzzer_sys::fuzz_target;
use torntape::encode::encode;

fuzz_target!(|input: &[u8]| {
    let mut end = 0;
    for cable in torntape::decode(input) {
        let (offset, length) = (cable.source.offset, cable.source.length);
        assert!(offset >= end && length > 0, "cables lie in order and apart");
        end = offset + length;
        let found = input.get(offset..end).expect("a cable lies inside the input");
        assert_eq!(encode(&cable), found, "what is found encodes back to its own bytes");

        let coverage = cable.coverage;
        assert!(coverage.header_bytes <= length, "the header is part of the cable");
        assert!(coverage.attributed_bytes <= coverage.header_bytes, "no byte is attributed twice");
        let mut marked = vec![false; coverage.header_bytes];
        for diagnostic in &cable.diagnostics {
            let place = diagnostic.offset..diagnostic.offset + diagnostic.length;
            assert!(place.end <= input.len(), "a diagnostic points into the input");
            for byte in place {
                if let Some(mark) = byte.checked_sub(offset).and_then(|byte| marked.get_mut(byte)) {
                    *mark = true;
                }
            }
        }
        let marked = marked.into_iter().filter(|&mark| mark).count();
        let left_out = cable.diagnostics.iter().any(|diagnostic| diagnostic.code.as_str() == "T0007");
        assert!(
            coverage.attributed_bytes + marked >= coverage.header_bytes || left_out,
            "a byte of the header is neither in a field nor under a diagnostic"
        );
        for place in cable.paragraphs.iter().map(|paragraph| (paragraph.offset, paragraph.length)) {
            assert!(place.0 >= offset && place.0 + place.1 <= end, "a paragraph lies inside its cable");
        }
        for page in &cable.pages {
            assert!(page.offset >= offset && page.offset < end, "a mark lies inside its cable");
        }
    }
});
