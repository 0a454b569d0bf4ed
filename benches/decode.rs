//! How fast cables are read, beside two yardsticks in the same run: counting lines, which touches every byte and
//! understands none, and a parser of electronic mail on a message of the same size.
//!
//! Each iteration is done with its answer before the next begins, as a relay is: keeping hundreds of answers alive
//! would measure the memory. The decoder reads into one answer again and again, as a program does that goes through an
//! archive; the benchmarks with `_new` make and drop an answer each.
//!
//! ```text
//! cargo bench --bench decode
//! ```

use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use torntape::Decoder;
use torntape::message::Cable;

/// The cable of four sections: a routing block of ten lines, captions, ten paragraphs, three marks.
const CABLE: &[u8] = include_bytes!("../fixtures/field/09STATE97951.cable");

fn main() {
    divan::main();
}

/// The lines above the classification line.
fn heading() -> &'static [u8] {
    let end = memchr::memmem::find(CABLE, b"UNCLAS ").expect("the fixture has a classification line");
    CABLE.get(..end).expect("a place that was found lies inside")
}

/// The text of the cable under a mail's header, so that both parsers get the same body and about the same size.
fn mail() -> Vec<u8> {
    let mut mail = b"Message-ID: <97951.20090921@example.org>\r\n\
        Date: Mon, 21 Sep 2009 21:56:00 +0000\r\n\
        From: Department <department@example.org>\r\n\
        To: Moscow <moscow@example.org>\r\n\
        Cc: St Petersburg <petersburg@example.org>, Vladivostok <vladivostok@example.org>,\r\n\
        \x20Yekaterinburg <yekaterinburg@example.org>\r\n\
        Subject: Russia: teacher and library exchange plan (2010-2011)\r\n\
        Importance: high\r\n\
        References: <132759.2008@example.org> <150188.2007@example.org> <5577.2009@example.org>\r\n\
        MIME-Version: 1.0\r\n\
        Content-Type: text/plain; charset=us-ascii\r\n\
        \r\n"
        .to_vec();
    let body = CABLE.get(heading().len()..).expect("the heading is shorter than the cable");
    mail.extend_from_slice(body);
    mail
}

/// Headers a second: format lines 1 to 10 of one cable, as a relay reads them.
#[divan::bench(sample_size = 200)]
fn header(bencher: Bencher<'_, '_>) {
    let (decoder, heading, mut cable) = (Decoder::new(), heading(), Cable::default());
    bencher.counter(ItemsCount::new(1_usize)).bench_local(|| {
        decoder.heading_into(black_box(heading), &mut cable);
        black_box(&cable);
    });
}

/// The same, each into memory of its own.
#[divan::bench(sample_size = 200)]
fn header_new(bencher: Bencher<'_, '_>) {
    let (decoder, heading) = (Decoder::new(), heading());
    bencher.counter(ItemsCount::new(1_usize)).bench(|| drop(black_box(decoder.heading(black_box(heading)))));
}

/// Bytes a second over an archive of whole cables: found, read, with captions, marks and paragraphs.
#[divan::bench(sample_size = 1)]
fn whole_cables(bencher: Bencher<'_, '_>) {
    let (decoder, archive) = (Decoder::new(), CABLE.repeat(20));
    bencher.counter(BytesCount::of_slice(&archive)).bench(|| {
        decoder.each(black_box(&archive), |cable| {
            black_box(cable);
        });
    });
}

/// The same for one cable into memory of its own.
#[divan::bench(sample_size = 20)]
fn whole_cable_new(bencher: Bencher<'_, '_>) {
    let decoder = Decoder::new();
    bencher.counter(BytesCount::of_slice(CABLE)).bench(|| drop(black_box(decoder.cables(black_box(CABLE)))));
}

/// The yardstick below which nothing can be: memchr counts the lines.
#[divan::bench(sample_size = 200)]
fn count_lines(bencher: Bencher<'_, '_>) {
    bencher
        .counter(BytesCount::of_slice(CABLE))
        .bench(|| memchr::memchr_iter(b'\n', black_box(CABLE)).count());
}

/// The yardstick of a kindred format: mail-parser reads a mail with the same body.
#[divan::bench(sample_size = 20)]
fn mail_of_the_same_size(bencher: Bencher<'_, '_>) {
    let (parser, mail) = (mail_parser::MessageParser::default(), mail());
    bencher.counter(BytesCount::of_slice(&mail)).bench(|| drop(black_box(parser.parse(black_box(&mail)))));
}
