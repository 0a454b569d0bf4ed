//! Framing of a byte stream: where transmissions begin and end, however the bytes arrive.

use bytes::{Bytes, BytesMut};
use proptest::prelude::*;
use tokio::io::AsyncReadExt;
use tokio_util::codec::{Decoder, Encoder};
use torntape::decode::codec::{Cut, Frame, TransmissionCodec};

const SERVICE: &str = "VZCZCXMO0010\nPP RUEHMO\nDE RUEH\nZNR UUUUU\nZID XMO0007\nNNNN\n";

/// Feeds portions that end at `cuts`, then the end of the stream.
fn frames_in_portions(stream: &[u8], cuts: &[usize], mut codec: TransmissionCodec) -> Vec<Frame> {
    let (mut frames, mut buffer, mut fed) = (Vec::new(), BytesMut::new(), 0);
    for cut in cuts.iter().copied().chain([stream.len()]) {
        let cut = cut.clamp(fed, stream.len());
        buffer.extend_from_slice(&stream[fed..cut]);
        fed = cut;
        while let Some(frame) = codec.decode(&mut buffer).unwrap() {
            frames.push(frame);
        }
    }
    while let Some(frame) = codec.decode_eof(&mut buffer).unwrap() {
        frames.push(frame);
    }
    assert!(buffer.is_empty(), "the end of the stream leaves nothing behind");
    frames
}

fn frames(stream: impl AsRef<[u8]>) -> Vec<Frame> {
    frames_in_portions(stream.as_ref(), &[], TransmissionCodec::new())
}

fn transmission(bytes: &str) -> Frame {
    Frame::Transmission(Bytes::copy_from_slice(bytes.as_bytes()))
}

fn noise(bytes: &str) -> Frame {
    Frame::Noise(Bytes::copy_from_slice(bytes.as_bytes()))
}

fn unfinished(bytes: &str, cut: Cut) -> Frame {
    Frame::Unfinished(Bytes::copy_from_slice(bytes.as_bytes()), cut)
}

fn all_bytes(frames: &[Frame]) -> Vec<u8> {
    frames
        .iter()
        .flat_map(|frame| match frame {
            Frame::Transmission(bytes) | Frame::Unfinished(bytes, _) | Frame::Noise(bytes) => bytes.to_vec(),
        })
        .collect()
}

/// ACP 127(G) 202: a transmission begins with its start of message; 138: `NNNN` ends it.
#[test]
fn transmissions_are_told_from_the_noise_between_them() {
    let stream = format!("~~garble\n{SERVICE}\r\r\n\n{SERVICE}");
    let expected = [noise("~~garble\n"), transmission(SERVICE), noise("\r\r\n\n"), transmission(SERVICE)];
    assert_eq!(frames(stream), expected);
}

/// ACP 127(G) 202c: the automatic and the manual way to open a transmission.
#[test]
fn every_start_of_message_opens_a_transmission() {
    let starts = [
        "ZCZCXRO0809",
        "VZCZCXRO0809",
        "VVZCZCXRO0809",
        "VV   ZCZCABC027",
        "VV   ABC027     UU",
        "VV PCB111",
    ];
    for start in starts {
        let stream = format!("{start}\nPP RUEHMO\nNNNN\n");
        assert_eq!(frames(&stream), [transmission(&stream)], "{start}");
    }
    for other in ["VV", "VV   ", "VVABC027", "VV   AB 027", "ZCZ", "VIA RUEH", "RR ZCZC", "zczcXRO0809"] {
        let stream = format!("{other}\nPP RUEHMO\nNNNN\n");
        assert_eq!(frames(&stream), [noise(&stream)], "{other}");
    }
}

/// ACP 127(G) 137, 138: line ends of the tape, LTRS after the end; in IA5 twelve DEL.
#[test]
fn the_end_of_a_transmission_takes_its_padding_or_its_line_end_with_it() {
    let deletes = "\x7f".repeat(12);
    let ends =
        ["NNNN\n", "NNNN\r\n", "NNNN\r\r\n", "NNNN  \r\n", "\x1fNNNN\x7f\x7f\r\n", &format!("NNNN{deletes}")];
    for end in ends {
        let one = format!("ZCZCXRO0001\r\r\nPP RUEHMO\r\r\n\n\n{end}");
        assert_eq!(frames(format!("{one}{one}")), [transmission(&one), transmission(&one)], "{end:?}");
    }
}

/// ACP 127(G) 138: by the book nothing but padding stands between two transmissions, not even a line end.
#[test]
fn a_transmission_may_begin_on_the_line_on_which_one_ended() {
    let stream = format!("ZCZCXRO0001\nNNNN{SERVICE}");
    assert_eq!(frames(stream), [transmission("ZCZCXRO0001\nNNNN"), transmission(SERVICE)]);
}

#[test]
fn an_end_whose_padding_arrived_damaged_is_an_end() {
    let one = "ZCZCXRO0001\nPP RUEHMO\nNNNN";
    let expected = [transmission(one), noise("\x1a\x1a\x7f\n"), transmission(SERVICE)];
    assert_eq!(frames(format!("{one}\x1a\x1a\x7f\n{SERVICE}")), expected);
}

#[test]
fn a_line_that_only_begins_or_ends_with_the_letters_ends_nothing() {
    let stream = "ZCZCXRO0001\nNNNNOT YET\n NNNN\nXNNNN\nNNN\nNNNN\n";
    assert_eq!(frames(stream), [transmission(stream)]);
}

/// A message that ran into the next for lack of its end: a straggler, ACP 127(G) 430.
#[test]
fn a_start_of_message_inside_a_transmission_cuts_it() {
    let first = "ZCZCXRO0001\nPP RUEHMO\nDE RUEHC\n";
    let expected = [unfinished(first, Cut::NextBegan), transmission(SERVICE)];
    assert_eq!(frames(format!("{first}{SERVICE}")), expected);
}

/// ACP 127(G) 311c: a relay puts its identification in front, the earlier ones stay.
#[test]
fn identifications_stacked_on_lines_of_their_own_are_one_transmission() {
    let stream = "VZCZCXRO0001\n\nVV   DLA128\nVZCZCXRA0044\nPP RUEHMO\nNNNN\n";
    assert_eq!(frames(stream), [transmission(stream)]);
}

#[test]
fn the_end_of_the_stream_gives_out_what_was_begun() {
    let begun = "ZCZCXRO0001\nPP RUEHMO\nDE RU";
    assert_eq!(
        frames(format!("{SERVICE}{begun}")),
        [transmission(SERVICE), unfinished(begun, Cut::StreamEnded)]
    );
    assert_eq!(frames("ZCZCXRO0001\nNNNN"), [transmission("ZCZCXRO0001\nNNNN")]);
    assert_eq!(frames("ZCZ"), [noise("ZCZ")]);
    assert_eq!(frames(""), []);
}

#[test]
fn a_transmission_over_the_limit_is_cut_and_the_next_one_found() {
    let long = format!("ZCZCXRO0001\n{}\nNNNN\n", "X".repeat(100));
    let stream = format!("{long}{SERVICE}");
    let codec = TransmissionCodec::with_limit(60);
    let expected = [unfinished(&long[..60], Cut::TooLong), noise(&long[60..]), transmission(SERVICE)];
    assert_eq!(frames_in_portions(stream.as_bytes(), &[], codec.clone()), expected);
    let everywhere: Vec<usize> = (0..stream.len()).collect();
    assert_eq!(frames_in_portions(stream.as_bytes(), &everywhere, codec), expected);
}

#[test]
fn where_a_piece_is_cut_off_no_line_begins() {
    let noise_of_a_piece = "~".repeat(64 * 1024);
    let stream = format!("{noise_of_a_piece}ZCZCXRO0001\nNNNN\n");
    assert_eq!(frames(&stream), [noise(&noise_of_a_piece), noise("ZCZCXRO0001\nNNNN\n")]);
    let long = format!("ZCZCXRO0001\n{}ZCZCXRO0002\n", "X".repeat(48));
    let expected = [unfinished(&long[..60], Cut::TooLong), noise(&long[60..]), transmission(SERVICE)];
    let codec = TransmissionCodec::with_limit(60);
    assert_eq!(frames_in_portions(format!("{long}{SERVICE}").as_bytes(), &[], codec), expected);
}

#[test]
fn noise_without_end_is_given_out_in_pieces_and_counted() {
    let (mut codec, mut buffer, mut given) = (TransmissionCodec::new(), BytesMut::new(), 0);
    for _ in 0..100 {
        buffer.extend_from_slice(&[b'~'; 10_000]);
        while let Some(frame) = codec.decode(&mut buffer).unwrap() {
            let Frame::Noise(bytes) = frame else { panic!("{frame:?}") };
            given += bytes.len() as u64;
        }
        assert!(buffer.len() < 64 * 1024, "{} bytes are kept back", buffer.len());
    }
    assert_eq!(codec.noise_bytes(), given);
    assert!(given > 900_000);
}

#[test]
fn a_message_is_given_out_as_soon_as_it_has_ended() {
    for end in ["NNNN\n", "NNNN\r\n", &format!("NNNN{}", "\x7f".repeat(12))] {
        let mut buffer = BytesMut::from(format!("ZCZCXRO0001\n{end}").as_bytes());
        let frame = TransmissionCodec::new().decode(&mut buffer).unwrap();
        assert!(matches!(frame, Some(Frame::Transmission(_))), "{end:?}");
    }
}

#[test]
fn what_is_written_reads_back() {
    let mut codec = TransmissionCodec::with_limit(70);
    let mut buffer = BytesMut::new();
    codec.encode(SERVICE, &mut buffer).unwrap();
    codec.encode(SERVICE.trim_end(), &mut buffer).unwrap();
    let refused = codec.encode([b'X'; 71], &mut buffer).unwrap_err();
    assert_eq!(refused.to_string(), "a transmission of 71 bytes is over the limit of 70");
    assert_eq!(codec.decode(&mut buffer).unwrap(), Some(transmission(SERVICE)));
    assert_eq!(
        codec.decode(&mut buffer).unwrap(),
        Some(transmission(SERVICE)),
        "with the line end it lacked"
    );
    assert!(buffer.is_empty());
}

/// The same over tokio's reading, with the stream cut in two at every byte, and byte by byte.
#[tokio::test]
async fn a_stream_cut_anywhere_gives_the_same_frames() {
    let deletes = "\x7f".repeat(12);
    let stream = format!(
        "~\x00VZ\r\nVV   XRA0044     UU\r\r\nPP RUEH\r\r\n\r\nNNNN{deletes}{SERVICE}noise\nZCZCXRO0001\n\
         VZCZCXRA0002\nPP RUEHMO\nNN\n{SERVICE}ZCZCXRO0003\nNNNNVZCZCXRO0004\nBT\nNNNN \r\n~~ZCZCXRO0005"
    );
    let expected = frames(&stream);
    assert_eq!(all_bytes(&expected), stream.as_bytes());
    assert_eq!(expected.iter().filter(|frame| matches!(frame, Frame::Transmission(_))).count(), 5);
    for cut in 1..stream.len() {
        let (first, second) = stream.as_bytes().split_at(cut);
        let mut wire = tokio_test::io::Builder::new().read(first).read(second).build();
        assert_eq!(read_all(&mut wire).await, expected, "cut at {cut}");
    }
    let mut wire = tokio_test::io::Builder::new();
    for byte in stream.as_bytes() {
        wire.read(std::slice::from_ref(byte));
    }
    assert_eq!(read_all(&mut wire.build()).await, expected, "byte by byte");
}

async fn read_all(wire: &mut (impl AsyncReadExt + Unpin)) -> Vec<Frame> {
    let (mut codec, mut buffer, mut frames) = (TransmissionCodec::new(), BytesMut::new(), Vec::new());
    loop {
        let ended = wire.read_buf(&mut buffer).await.unwrap() == 0;
        let mut next = |buffer: &mut BytesMut| {
            if ended { codec.decode_eof(buffer).unwrap() } else { codec.decode(buffer).unwrap() }
        };
        while let Some(frame) = next(&mut buffer) {
            frames.push(frame);
        }
        if ended {
            return frames;
        }
    }
}

/// Bytes in which starts and ends of messages, whole and broken, are likely.
fn stream() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        Just(b"ZCZC".to_vec()),
        Just(b"VZCZCXRO0809\n".to_vec()),
        Just(b"VV   ABC027".to_vec()),
        Just(b"NNNN".to_vec()),
        Just(b"\nNNNN\r\n".to_vec()),
        Just(vec![0x7f; 12]),
        Just(b"\r\r\n".to_vec()),
        Just(b"\n".to_vec()),
        prop::collection::vec(any::<u8>(), 0..12),
        prop::collection::vec(prop::sample::select(b"VZCN \r\n\x7fA1".to_vec()), 0..40),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn portions_do_not_matter_and_nothing_is_lost(
        stream in stream(),
        mut cuts in prop::collection::vec(0usize..500, 0..30),
        limit in 20usize..200,
    ) {
        cuts.sort_unstable();
        let codec = TransmissionCodec::with_limit(limit);
        let whole = frames_in_portions(&stream, &[], codec.clone());
        prop_assert_eq!(all_bytes(&whole), stream.clone());
        for frame in &whole {
            if let Frame::Transmission(bytes) | Frame::Unfinished(bytes, _) = frame {
                prop_assert!(bytes.len() <= limit);
            }
        }
        prop_assert_eq!(&frames_in_portions(&stream, &cuts, codec.clone()), &whole);
        let everywhere: Vec<usize> = (0..stream.len()).collect();
        prop_assert_eq!(&frames_in_portions(&stream, &everywhere, codec), &whole);
    }
}
