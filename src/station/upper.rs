//! What of a transmission tells a station where it goes and what it is a part of.

/// Lines below the break among which the classification line, section and reference number stand.
const BELOW_BREAK: usize = 4;

/// The heading and the first lines below its break: reading the text as well would take longer, and say nothing more of
/// the way. All of it where there is no break.
pub(super) fn upper(bytes: &[u8]) -> &[u8] {
    // The break stands among the first lines: their ends are found sooner than its letters.
    let below = memchr::memchr_iter(b'\n', bytes).find_map(|at| {
        let rest = bytes.get(at + 1..)?.strip_prefix(b"BT")?;
        let end = memchr::memchr(b'\n', rest)?;
        rest.get(..end)?.iter().all(|byte| matches!(byte, b'\r' | b' ')).then_some(at + 4 + end)
    });
    let Some(below) = below else { return bytes };
    let text = bytes.get(below..).unwrap_or_default();
    let end = memchr::memchr_iter(b'\n', text).nth(BELOW_BREAK - 1).map_or(text.len(), |end| end + 1);
    bytes.get(..below + end).unwrap_or(bytes)
}

#[cfg(test)]
mod tests {
    use super::upper;
    use crate::decode::Decoder;

    const HEADING: &str = "VZCZCXRO0809\nPP RUEHLN\nDE RUEHC #7951/01 2642216\nZNR UUUUU ZZH\nP 212156Z SEP 09\n\
                           FM SECSTATE WASHDC\nTO RUEHMO/AMEMBASSY MOSCOW\n";

    #[test]
    fn it_ends_some_lines_below_the_break() {
        let below = "UNCLAS SECTION 01 OF 02 STATE 097951\n\nSIPDIS\n\n";
        for line_break in ["BT\n", "BT\r\r\n"] {
            let cable =
                format!("{HEADING}{line_break}{below}1. BT is a word.\nTHE LAMPS.\nBT\n#7951\nNNNN\n");
            assert_eq!(upper(cable.as_bytes()), format!("{HEADING}{line_break}{below}").as_bytes());
        }
        assert_eq!(upper(HEADING.as_bytes()), HEADING.as_bytes(), "no break");
        assert_eq!(upper(b"A\nBTU IS A WORD\nB\n"), b"A\nBTU IS A WORD\nB\n");
    }

    #[test]
    fn it_says_what_the_whole_says_of_the_way() {
        let cable = format!(
            "{HEADING}BT\nUNCLAS SECTION 01 OF 02 STATE 097951\n\nTHE LAMPS\nCAME.\nBT\n#7951\nNNNN\n"
        );
        let (whole, part) =
            (Decoder::new().heading(cable.as_bytes()), Decoder::new().heading(upper(cable.as_bytes())));
        assert_eq!((&whole.call, &whole.origin, &whole.section), (&part.call, &part.origin, &part.section));
        assert_eq!((&whole.mrn, &whole.to, whole.section.unwrap().of), (&part.mrn, &part.to, 2));
    }
}
