//! The labels below the classification line: E.O., CLASSIFIED BY, TAGS, SUBJECT, REF.

use super::lines::first_word;
use super::repair;

/// What a labelled line carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    ExecutiveOrder,
    ClassifiedBy,
    Tags,
    Subject,
    References,
}

/// Finds the label that opens a line: which, and how many bytes with its colon.
pub(super) fn label(line: &[u8]) -> Option<(Label, usize)> {
    // As they are written nearly always.
    match line {
        [b'T', b'A', b'G', b'S', b':', ..] => return Some((Label::Tags, 5)),
        [b'S', b'U', b'B', b'J', b'E', b'C', b'T', b':', ..] => return Some((Label::Subject, 8)),
        [b'R', b'E', b'F', b':', ..] => return Some((Label::References, 4)),
        _ => {}
    }
    let first = line.first()?.to_ascii_uppercase();
    match first {
        b'E' => executive_order(line),
        b'C' => classified_by(line),
        b'T' => fixed(line, Label::Tags, &[b"TAGS"]),
        b'S' => fixed(line, Label::Subject, &[b"SUBJECT", b"SUBJ"]),
        b'R' => fixed(
            line,
            Label::References,
            &[b"REFERENCES", b"REFERENCE", b"REFTELS", b"REFTEL", b"RETELS", b"RETEL", b"REFS", b"REF"],
        ),
        _ => None,
    }
}

/// A label whose word is misspelt by a letter or two, letter-spaced, or without its colon: `TAS:`, `UBJECT:`, `SUBJ8`,
/// `S U B J E C T`, `REFF:`. Gives its length.
pub(super) fn misspelt(line: &[u8]) -> Option<(Label, usize)> {
    let order = || super::order_repair::label(line).map(|length| (Label::ExecutiveOrder, length));
    let near = with_colon(line);
    if near.is_some() || !matches!(line.first(), Some(b'S' | b'T' | b'R')) {
        return near.or_else(order);
    }
    spaced(line).or_else(|| without_colon(line)).or_else(order)
}

fn with_colon(line: &[u8]) -> Option<(Label, usize)> {
    let colon = line.iter().take(10).position(|byte| matches!(byte, b':' | b';'))?;
    let word = std::str::from_utf8(line.get(..colon)?).ok()?;
    let near = |letters: &str, slips| repair::near(word, letters, slips);
    let label = if word.len() >= 3 && near("TAGS", 1) {
        Label::Tags
    } else if (word.len() >= 5 && near("SUBJECT", 2)) || (word.len() >= 3 && near("SUBJ", 1)) {
        Label::Subject
    } else if (word.len() >= 2 && near("REF", 1) || word.len() >= 5 && near("REFTEL", 1))
        && line.get(colon..)?.iter().any(u8::is_ascii_digit)
    {
        // `EF: CAIRO 493`; a word this short proves nothing without the number of a cable.
        Label::References
    } else {
        return None;
    };
    Some((label, colon + 1))
}

/// `T A G S:`, `S U B J E C T`, `R E F:`, as the class is spaced.
fn spaced(line: &[u8]) -> Option<(Label, usize)> {
    const SPACED: [(&[u8], Label); 6] = [
        (b"S U B J E C T", Label::Subject),
        (b"S U B J", Label::Subject),
        (b"T A G S", Label::Tags),
        (b"R E F T E L", Label::References),
        (b"R E F S", Label::References),
        (b"R E F", Label::References),
    ];
    SPACED.iter().find_map(|(word, label)| {
        let rest = line.strip_prefix(*word)?;
        let colon = usize::from(rest.starts_with(b":")) + 2 * usize::from(rest.starts_with(b" :"));
        let ends = colon > 0 || rest.first().is_none_or(|byte| *byte == b' ');
        ends.then_some((*label, word.len() + colon))
    })
}

/// `SUBJ8 LAMPS`, `SUBJECT LAMPS`, `TAGS - PREL`, `TAGS A ORG OCON`.
fn without_colon(line: &[u8]) -> Option<(Label, usize)> {
    let loud = || !line.iter().any(u8::is_ascii_lowercase);
    let (word, rest) = first_word(line);
    let bare = word.strip_suffix(b":").unwrap_or(word);
    let subject = [&b"SUBJECT"[..], b"SUBJ"].iter().any(|label| {
        let garbled = bare
            .strip_prefix(*label)
            .is_some_and(|behind| matches!(behind, [one] if !one.is_ascii_alphabetic()));
        garbled || (bare == *label && loud())
    });
    // `SUBJCT LAMPS`: no other word is as near, but its own plural.
    let slipped = bare != b"SUBJECTS"
        && bare.len() >= 6
        && std::str::from_utf8(bare).is_ok_and(|word| repair::near(word, "SUBJECT", 1))
        && loud();
    if (subject || slipped) && !rest.is_empty() {
        let dash = first_word(rest).0;
        let dash = if matches!(dash, b"-" | b"--" | b"=") {
            line.len() - rest.len() + dash.len()
        } else {
            word.len()
        };
        return Some((Label::Subject, dash));
    }
    if let Some(length) = glued_reference(line).filter(|_| loud()) {
        return Some((Label::References, length));
    }
    if let Some(length) = glued_tags(line) {
        return Some((Label::Tags, length));
    }
    let rest_is_tags = |rest: &[u8]| {
        let mut words = super::lines::words(rest);
        !rest.is_empty() && words.all(|word| word.len() <= 6 && !word.iter().any(u8::is_ascii_lowercase))
    };
    let stop = first_word(rest).0;
    let stop = if matches!(stop, b"-" | b"=" | b"--") { stop.len() + 1 } else { 0 };
    if word == b"TAGS" && rest_is_tags(rest) {
        return Some((Label::Tags, word.len() + stop));
    }
    if word == b"TAGS=" && rest_is_tags(rest) {
        return Some((Label::Tags, word.len()));
    }
    None
}

/// `REFCAIRO 493`, `REFTELCAIRO 493`: the colon and the blank are lost.
fn glued_reference(line: &[u8]) -> Option<usize> {
    [&b"REFTEL"[..], b"REFS", b"REF"]
        .into_iter()
        .find(|label| line.strip_prefix(*label).is_some_and(super::bullets::names_cable))
        .map(<[u8]>::len)
}

/// `TAGSPREL PGOV`, `TGS PREL PGOV`, `TAGSL PREL`: nothing but tags of the list stands behind a label that is near.
fn glued_tags(line: &[u8]) -> Option<usize> {
    if let Some(rest) = line.strip_prefix(b"TAGS").filter(|rest| super::tags::are_known(rest)) {
        return Some(line.len() - rest.len());
    }
    let (word, rest) = first_word(line);
    let near = (3..=5).contains(&word.len())
        && word != b"TAGS"
        && word.iter().all(u8::is_ascii_uppercase)
        && std::str::from_utf8(word).is_ok_and(|word| repair::near(word, "TAGS", 1));
    (near && super::tags::are_known(rest)).then_some(word.len())
}

/// One of these words in capitals with a colon or another stop behind it; `SUBJECT` and `REF` also with a blank alone.
fn fixed(line: &[u8], label: Label, words: &[&[u8]]) -> Option<(Label, usize)> {
    let letters = line.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let (start, rest) = line.split_at(letters);
    let word = words.iter().find(|word| word.eq_ignore_ascii_case(start))?;
    // `Subject:`: small letters only where a colon says that this is a label.
    if *word != start && rest.first() != Some(&b':') {
        return (label == Label::References && matches!(rest, [b'(', b'S' | b's', b')', b':', ..]))
            .then_some((label, letters + 4));
    }
    if label == Label::References && matches!(rest, [b'(', b'S' | b's', b')', b':' | b' ', ..]) {
        return Some((label, letters + 3 + usize::from(rest.get(3) == Some(&b':'))));
    }
    match rest {
        [] => Some((label, word.len())),
        [b':' | b';' | b'-' | b'.' | b'/' | b',', ..] => Some((label, word.len() + 1)),
        [b' ', b':', ..] => Some((label, word.len() + 2)),
        [b'(' | b' ', ..] if blank_suffices(label, rest) => Some((label, word.len())),
        _ => None,
    }
}

/// Without a colon the words behind must look like what the label announces.
fn blank_suffices(label: Label, rest: &[u8]) -> bool {
    let (word, _) = first_word(super::lines::trim_start(rest));
    match label {
        Label::Tags => {
            word.len() >= 2
                && word.iter().all(|byte| byte.is_ascii_uppercase() || matches!(byte, b',' | b'('))
        }
        Label::References => {
            let bare: Vec<u8> = word.iter().copied().filter(u8::is_ascii_alphanumeric).collect();
            bare.len() == 1 || bare.iter().any(u8::is_ascii_digit) || bare.iter().all(u8::is_ascii_uppercase)
        }
        _ => false,
    }
}

/// `E.O. 12958:`; the letter O is often a zero, the stops are often missing.
fn executive_order(line: &[u8]) -> Option<(Label, usize)> {
    [&b"E.O."[..], b"E.0.", b"E. O.", b"E.O", b"EO ", b"EO:", b"E.0"]
        .iter()
        .find(|start| line.strip_prefix(**start).is_some_and(order_follows))
        .map(|start| (Label::ExecutiveOrder, start.trim_ascii_end().len()))
}

/// Five figures, or what damage left of them.
fn order_follows(rest: &[u8]) -> bool {
    let (word, _) = first_word(super::lines::trim_start(rest));
    word.iter().filter(|byte| byte.is_ascii_digit()).count() >= 3
}

fn classified_by(line: &[u8]) -> Option<(Label, usize)> {
    const WORDS: &[u8] = b"CLASSIFIED BY";
    let (start, rest) = line.split_at_checked(WORDS.len())?;
    let follows = rest.first().is_none_or(|byte| matches!(byte, b':' | b' '));
    (start.eq_ignore_ascii_case(WORDS) && follows)
        .then(|| (Label::ClassifiedBy, WORDS.len() + usize::from(rest.first() == Some(&b':'))))
}
