//! Inputs that were packed: gzip and Zstandard, told by their first bytes whatever their name.

use std::io::{self, BufReader, Cursor, Read};

use flate2::bufread::MultiGzDecoder;
use ruzstd::decoding::StreamingDecoder;

const GZIP: &[u8] = &[0x1f, 0x8b, 0x08];
const ZSTANDARD: &[u8] = &[0x28, 0xb5, 0x2f, 0xfd];
/// As many bytes as the longer of the two.
const SIGN_BYTES: usize = 4;

/// Whether bytes are the beginning of something packed.
pub(crate) fn is_packed(bytes: &[u8]) -> bool {
    bytes.starts_with(GZIP) || bytes.starts_with(ZSTANDARD)
}

/// A reader of what was packed, or of the input itself where it was not; the second says whether it was.
///
/// # Errors
///
/// The first bytes cannot be read.
pub(crate) fn reader<'a>(mut input: impl Read + Send + 'a) -> io::Result<(Box<dyn Read + Send + 'a>, bool)> {
    let mut sign = Vec::with_capacity(SIGN_BYTES);
    // A live line may send its first bytes one by one; a cable does not begin like either sign.
    while sign.len() < SIGN_BYTES && [GZIP, ZSTANDARD].iter().any(|packed| packed.starts_with(&sign)) {
        let mut byte = [0];
        match input.read(&mut byte) {
            Ok(0) => break,
            Ok(_) => sign.extend_from_slice(&byte),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    let (gzip, zstandard) = (sign.starts_with(GZIP), sign.starts_with(ZSTANDARD));
    let input = Cursor::new(sign).chain(input);
    Ok(if gzip {
        (Box::new(MultiGzDecoder::new(BufReader::new(input))), true)
    } else if zstandard {
        (Box::new(Frames { decoder: None, input: Some(BufReader::new(input)) }), true)
    } else {
        (Box::new(input), false)
    })
}

/// Zstandard frames one after the other, as `cat` and parallel packers leave them.
struct Frames<R: Read> {
    decoder: Option<StreamingDecoder<BufReader<R>, ruzstd::decoding::FrameDecoder>>,
    /// The input between two frames.
    input: Option<BufReader<R>>,
}

impl<R: Read> Read for Frames<R> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        loop {
            if let Some(decoder) = &mut self.decoder {
                match decoder.read(bytes)? {
                    0 if !bytes.is_empty() => {}
                    length => return Ok(length),
                }
            }
            if let Some(decoder) = self.decoder.take() {
                self.input = Some(decoder.into_inner());
            }
            let Some(mut input) = self.input.take() else { return Ok(0) };
            if io::BufRead::fill_buf(&mut input)?.is_empty() {
                return Ok(0);
            }
            self.decoder = Some(StreamingDecoder::new(input).map_err(io::Error::other)?);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn unpacked(bytes: &[u8]) -> (Vec<u8>, bool) {
        let (mut reader, packed) = reader(bytes).unwrap();
        let mut all = Vec::new();
        reader.read_to_end(&mut all).unwrap();
        (all, packed)
    }

    #[test]
    fn both_forms_are_read_in_several_frames_and_anything_else_as_it_is() {
        let pack = |text: &[u8]| {
            let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
            packer.write_all(text).unwrap();
            packer.finish().unwrap()
        };
        let press = |text: &[u8]| {
            ruzstd::encoding::compress_to_vec(text, ruzstd::encoding::CompressionLevel::Fastest)
        };
        let (gzip, zstandard) =
            ([pack(b"one"), pack(b"two")].concat(), [press(b"one"), press(b"two")].concat());
        assert_eq!(unpacked(&gzip), (b"onetwo".to_vec(), true));
        assert_eq!(unpacked(&zstandard), (b"onetwo".to_vec(), true));
        for plain in [&b""[..], b"\x1f", b"\x1f\x8b", b"(", b"VZCZC", b"\x28\xb5\x2f\xff and more"] {
            assert_eq!(unpacked(plain), (plain.to_vec(), false));
        }
        assert!(is_packed(&gzip) && is_packed(&zstandard) && !is_packed(b"VZCZC"));
    }

    #[test]
    fn what_was_cut_off_is_an_error() {
        let (mut reader, _) = reader(&[0x1f, 0x8b, 0x08, 0, 0][..]).unwrap();
        assert!(reader.read_to_end(&mut Vec::new()).is_err());
    }
}
