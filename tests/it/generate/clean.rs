//! Clean cables of every dialect: read field by field as made, with no finding at all.

use torntape::corpus::{Corpus, Sample};
use torntape::encode::{Settings, encode, encode_as};
use torntape::message::{Cable, Dialect};
use torntape::{Decoder, decode};

use super::{bare, cables, differences};

/// Decodes a sample and compares; gives the differences, if any.
fn compared(sample: &Sample) -> Vec<String> {
    let read = decode(&sample.bytes);
    if read.len() != sample.truth.len() {
        return vec![format!("{} cables made, {} read", sample.truth.len(), read.len())];
    }
    let pairs = sample.truth.iter().zip(read);
    let differing = pairs.flat_map(|(truth, read)| differences(truth, &bare(read)));
    differing.map(|(name, made, read)| format!("{name}\n  made {made}\n  read {read}")).collect()
}

fn start_of(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes.get(..1200).unwrap_or(bytes)).into_owned()
}

fn read_as_made(dialect: Dialect) {
    let corpus = Corpus::new(1).dialect(dialect);
    for place in 0..cables(300) {
        let sample = corpus.sample(place);
        let differing = compared(&sample);
        assert!(
            differing.is_empty(),
            "cable {place} of {dialect:?}:\n{}\n{}",
            differing.join("\n"),
            start_of(&sample.bytes),
        );
    }
}

/// What is laid out anew in its own dialect reads as before.
fn laid_out_anew_the_same(dialect: Dialect) {
    let corpus = Corpus::new(2).dialect(dialect);
    for place in 0..cables(100) {
        let sample = corpus.sample(place);
        for cable in decode(&sample.bytes) {
            let written = encode_as(&cable, dialect, &Settings::default());
            assert_eq!(written.losses, [], "cable {place} of {dialect:?}");
            let [message] = written.messages.as_slice() else {
                panic!("cable {place} of {dialect:?}: one message becomes {}", written.messages.len())
            };
            let again = Decoder::new().cable(message);
            let differing = differences(&bare(placed_first(&cable)), &bare(again));
            assert_eq!(differing, [], "cable {place} of {dialect:?}:\n{}", start_of(message));
        }
    }
}

/// The same cable read as the only one of its input.
fn placed_first(cable: &Cable<'_>) -> Cable<'static> {
    Decoder::new().cable(&encode(cable)).into_owned()
}

macro_rules! dialects {
    ($($read:ident $again:ident $dialect:ident)*) => {$(
        #[test]
        fn $read() {
            read_as_made(Dialect::$dialect);
        }

        #[test]
        fn $again() {
            laid_out_anew_the_same(Dialect::$dialect);
        }
    )*};
}

dialects! {
    state_cables_read_as_made state_cables_are_laid_out_anew_the_same Acp127State
    military_messages_read_as_made military_messages_are_laid_out_anew_the_same Acp127
    modified_messages_read_as_made modified_messages_are_laid_out_anew_the_same Acp127Modified
    janap_messages_read_as_made janap_messages_are_laid_out_anew_the_same Janap128
    acp126_messages_read_as_made acp126_messages_are_laid_out_anew_the_same Acp126
    headless_texts_read_as_made headless_texts_are_laid_out_anew_the_same Headless
    archive_texts_read_as_made archive_texts_are_laid_out_anew_the_same Archive1973
}

/// The name of every post is read as it stands, on the classification line and in a reference.
#[test]
fn no_post_is_taken_for_a_slip() {
    for station in torntape::directory::posts().iter().filter_map(|post| post.station) {
        let input = format!(
            "R 212156Z SEP 09\nFM SECSTATE WASHDC\nUNCLAS {station} 004321\nREF: 08 {station} 1234\n\n\
             1.  One.\n \n{station} 00004321  002 OF 002\n \n \n2.  Two.\n"
        );
        let cable = Decoder::new().cable(input.as_bytes());
        assert_eq!(cable.mrn.as_ref().map(|mrn| mrn.station.as_ref()), Some(station));
        assert_eq!((cable.references.len(), cable.pages.len()), (1, 1), "{input}");
        let found: Vec<_> = cable.diagnostics.iter().map(|found| (found.code, &found.message)).collect();
        assert_eq!(found, [], "{input}");
    }
}

/// All dialects one behind the other in one input.
#[test]
fn a_mixed_input_reads_as_made() {
    let corpus = Corpus::new(3);
    let (mut input, mut truth, mut lines) = (Vec::new(), Vec::new(), 0);
    for place in 0..cables(300).min(5000) {
        let mut sample = corpus.sample(place);
        for mut cable in sample.truth {
            torntape::corpus::moved(&mut cable, input.len(), lines);
            truth.push(cable);
        }
        lines += sample.bytes.iter().filter(|byte| **byte == b'\n').count();
        input.append(&mut sample.bytes);
    }
    let read = decode(&input);
    for (truth, read) in truth.iter().zip(read.iter().cloned()) {
        let start = truth.source.offset;
        let differing = differences(truth, &bare(read));
        assert_eq!(differing, [], "at byte {start}:\n{}", start_of(&input[start..]));
    }
    assert_eq!(truth.len(), read.len());
}

/// What operators add while they send is among the cables that are made.
#[test]
fn bells_corrections_of_pages_and_channel_checks_are_made() {
    let corpus = Corpus::new(4).dialect(Dialect::Acp127);
    let (mut bells, mut corrections, mut checks) = (0, 0, 0);
    for place in 0..cables(3000).max(3000) {
        let sample = corpus.sample(place);
        assert_eq!(compared(&sample), Vec::<String>::new(), "cable {place}:\n{}", start_of(&sample.bytes));
        let holds = |words: &[u8]| sample.bytes.windows(words.len()).any(|window| window == words);
        bells += usize::from(holds(b"\nJJJJJSSSSSZZ ") || holds(b"\n\x07\x07\x07\x07\x07"));
        checks += usize::from(holds(b"\nCHANNEL CHECK RYRY"));
        corrections += usize::from(holds(b" WA DAMAGED LANDING\n"));
    }
    assert!(
        bells > 5 && corrections > 5 && checks > 5,
        "{bells} bells, {corrections} corrections, {checks} checks"
    );
}

/// Seed and place decide every byte: these are recorded.
#[test]
fn a_corpus_is_the_same_everywhere() {
    use sha2::{Digest, Sha256};
    let mut digest = Sha256::new();
    let corpus = Corpus::new(1).damage(0.5);
    for place in 0..200 {
        digest.update(&corpus.sample(place).bytes);
    }
    let digest: [u8; 32] = digest.finalize().into();
    let first = digest.first_chunk().map(|first| u64::from_be_bytes(*first));
    insta::assert_snapshot!(format!("{:016x}", first.unwrap()), @"f5e65fe1d9cef6ec");
}

/// Some posts have two routing indicators under one name. A list that names them one below the other would read as a line
/// that was sent twice.
#[test]
fn a_list_names_nobody_twice_in_a_row() {
    let corpus = Corpus::new(2009).apart();
    for place in [2_312_124, 4_260_487, 6_615_239, 7_322_084] {
        let sample = corpus.sample(place);
        assert_eq!(compared(&sample), Vec::<String>::new(), "cable {place}:\n{}", start_of(&sample.bytes));
    }
}
