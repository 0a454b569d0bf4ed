//! Military ACP 127: pilots, headings put before a whole message.

use torntape::encode::encode;
use torntape::message::limits;
use torntape::{Decoder, decode};

use super::{codes, military, one};

fn piloted(pilot: &str) -> String {
    format!("{pilot}{}", military("", ""))
}

/// A misrouted message gets a heading with `ZOV` and the station that adds it; the newest format lines 1 and 2 are those of the copy, all else is the message's own.
///
/// - source: ACP 127(G) 426e
/// - code: `src/decode/pilots.rs`
/// - finding: none
#[test]
fn a_misroute_pilot_reroutes_the_whole_message() {
    let input = piloted("VV   EUC093     UU\nRR RXFPSA\nZNR UUUUU ZOV RFFWBG\n");
    let cable = one(&input);
    assert_eq!(cable.transmission.as_ref().unwrap().id, "EUC093");
    assert_eq!(cable.call.as_ref().unwrap().indicators, ["RXFPSA"]);
    let [pilot] = cable.pilots.as_slice() else { panic!("{:?}", cable.pilots) };
    assert_eq!(pilot.security.as_ref().unwrap().operating_signals, ["ZOV RFFWBG"]);
    assert_eq!(pilot.transmission.as_ref().unwrap().id, "VZCZCABC027");
    assert_eq!(pilot.call.as_ref().unwrap().indicators, ["RUFDAE"]);
    assert_eq!(cable.origin.as_ref().unwrap().serial.as_deref(), Some("123"));
    assert_eq!(cable.security.as_ref().unwrap().operating_signals, [""; 0]);
    assert_eq!(codes(&cable), [""; 0]);
}

/// A pilot may name who is to be served by whom, on the line of its signal or below.
///
/// - source: ACP 127(G) 426g
/// - code: `src/decode/pilots.rs`, `src/decode/signals.rs`
/// - finding: none
#[test]
fn a_pilot_may_hold_transmission_instructions() {
    for instruction in
        ["ZNR UUUUU ZOV RFFWBG T RXFPC", "ZNR UUUUU ZOV RFFWBG\nT RXFPC", "ZOV RFFWBG\nT RXFPC"]
    {
        let input = piloted(&format!("VV   EUC093     UU\nRR RXFPSA\n{instruction}\n"));
        let cable = one(&input);
        let signals = &cable.pilots[0].security.as_ref().unwrap().operating_signals;
        assert_eq!(signals, &["ZOV RFFWBG", "T RXFPC"], "{instruction}");
        assert_eq!((cable.source.offset, codes(&cable)), (0, vec![]), "{instruction}");
    }
}

/// Suspected duplicates, copies subject to correction and corrected copies have a pilot each.
///
/// - source: ACP 127(G) 420, 427
/// - code: `src/decode/pilots.rs`
/// - finding: none
#[test]
fn duplicates_and_corrected_copies_have_a_pilot() {
    for signal in ["ZFD", "ZDG", "ZEL"] {
        let input = piloted(&format!("VZCZCXRA031\nRR RUFDAE\n{signal} RUFD\n"));
        let cable = one(&input);
        let signals = &cable.pilots[0].security.as_ref().unwrap().operating_signals;
        assert_eq!(signals, &[format!("{signal} RUFD")]);
        assert_eq!(codes(&cable), [""; 0], "{signal}");
    }
}

/// Pilots stand before pilots; they are listed newest first, and each has the heading it was put before.
///
/// - source: ACP 127(G) 426, 427
/// - code: `src/decode/pilots.rs`
/// - finding: none
#[test]
fn pilots_are_listed_newest_first() {
    let input = piloted(
        "VZCZCKLA007     UU\nRR RBFW\nZNR UUUUU ZFD RXDB\nVZCZCKMA118     UU\nRR RBDA\nZNR UUUUU ZOV RXFP\n",
    );
    let cable = one(&input);
    let read: Vec<_> = cable
        .pilots
        .iter()
        .map(|pilot| {
            let signals = &pilot.security.as_ref().unwrap().operating_signals;
            (&*signals[0], &*pilot.transmission.as_ref().unwrap().id)
        })
        .collect();
    assert_eq!(read, [("ZFD RXDB", "VZCZCKMA118"), ("ZOV RXFP", "VZCZCABC027")]);
    assert_eq!(cable.transmission.as_ref().unwrap().id, "VZCZCKLA007");
    assert_eq!(codes(&cable), [""; 0]);
}

/// Where a relay passes a message without its own format line 1, the pilot begins with its routing line.
///
/// - source: ACP 127(G) 426
/// - code: `src/decode/frame.rs`
/// - finding: none
#[test]
fn a_pilot_may_lack_its_format_line_1() {
    let message = military("", "").replace("VZCZCABC027     UU\n", "");
    for noise in ["", "noise\n"] {
        let pilots = "RR RXFPSA\nZNR UUUUU ZOV RFFWBG\nRR RFFWBG\nZFD RUFD\nT RXFPC\n";
        let input = format!("{noise}{pilots}{message}");
        let cable = one(&input);
        assert_eq!((cable.source.offset, cable.pilots.len()), (noise.len(), 2));
        assert_eq!((cable.transmission.is_none(), codes(&cable)), (true, vec![]));
    }
}

/// A rerun for the tributary that asked has a whole service message before it, which says what is rerun.
///
/// - source: ACP 127(G) 419e
/// - code: `src/decode/pilots.rs`, `src/decode/frame.rs`
/// - finding: none
#[test]
fn a_rerun_has_a_service_message_for_a_pilot() {
    let service = "UNCLAS SVC ZUI XZA103 ZDK RUWSKT 123 0811425";
    let message = military("", "").replace("VZCZCABC027     UU\n", "");
    let input =
        format!("VZCZCXZA210     UU\nRR RUFDAE\nDE RUFD 031 0811502\nZNR UUUUU\nBT\n{service}\n{message}");
    let cable = one(&input);
    let [pilot] = cable.pilots.as_slice() else { panic!("{:?}", cable.pilots) };
    assert_eq!(pilot.service.as_deref(), Some(service));
    let origin = pilot.origin.as_ref().unwrap();
    assert_eq!(origin.serial.as_deref(), Some("031"));
    assert_eq!(origin.filed.unwrap().to_string(), "2017-03-22T15:02:00Z");
    assert_eq!(cable.origin.as_ref().unwrap().serial.as_deref(), Some("123"));
    assert_eq!(cable.classification.as_ref().unwrap().text, "UNCLAS");
    assert_eq!(codes(&cable), [""; 0]);
}

/// A message that went round in circles is read as deep as the limit, and the rest is told.
///
/// - source: ACP 127(G) 426k
/// - code: `src/decode/pilots.rs`, `src/message/limits.rs`
/// - finding: T0005
#[test]
fn pilots_have_a_limit() {
    let pilot = "VV   EUC093     UU\nRR RXFPSA\nZOV RFFWBG\n";
    let input = piloted(&pilot.repeat(limits::PILOTS_MAX));
    let cable = one(&input);
    assert_eq!((cable.pilots.len(), codes(&cable)), (limits::PILOTS_MAX, vec![]));
    let input = piloted(&pilot.repeat(limits::PILOTS_MAX + 3));
    let cable = one(&input);
    assert_eq!(cable.pilots.len(), limits::PILOTS_MAX);
    assert!(codes(&cable).iter().any(|code| code.starts_with("T0005 ")), "{:?}", codes(&cable));
    assert_eq!(encode(&cable), input.as_bytes());
}

/// Without an older heading below it, a line of signals is no pilot.
///
/// - source: ACP 127(G) 426
/// - code: `src/decode/pilots.rs`
/// - finding: none
#[test]
fn a_lost_de_line_makes_no_pilot() {
    let input =
        "VZCZCABC027     UU\nRR RUFDAE\nZNR UUUUU ZEQ6\nR 221413Z MAR 2017\nFM HARBOUR MASTER NORTH\n";
    let cable = one(input);
    assert!(cable.pilots.is_empty());
    assert_eq!(cable.security.unwrap().operating_signals, ["ZEQ6"]);
}

/// A changed field of a message with pilots is written in its own place.
///
/// - source: ACP 127(G) 303a, 426
/// - code: `src/encode/render.rs`, `src/encode/heading.rs`
/// - finding: none
#[test]
fn a_piloted_message_is_changed_in_its_place() {
    let input = piloted("VV   EUC093     UU\nRR RXFPSA\nZNR UUUUU ZOV RFFWBG\n");
    let mut cable = one(&input);
    cable.origin.as_mut().unwrap().serial = Some("124".into());
    assert_eq!(encode(&cable), input.replace(" 123 ", " 124 ").as_bytes());
    let mut cable = one(&input);
    cable.transmission.as_mut().unwrap().id = "EUC094".into();
    let again = encode(&cable);
    let again = Decoder::new().cable(&again);
    assert_eq!(again.transmission.as_ref().unwrap().id, "EUC094");
    assert_eq!((again.pilots, again.call), (cable.pilots, cable.call));
    let mut cable = one(&input);
    cable.pilots[0].call.as_mut().unwrap().indicators.clear();
    let again = encode(&cable);
    assert_eq!(
        Decoder::new().cable(&again).pilots[0].call.as_ref().map(|call| call.indicators.len()),
        Some(0)
    );
    let mut cable = one(&input);
    cable.pilots[0].security.as_mut().unwrap().operating_signals[0] = "ZOV RXFP".into();
    assert_eq!(encode(&cable), input.replace("ZOV RFFWBG", "ZOV RXFP").as_bytes());
}

/// Messages with pilots follow one another without being taken for each other's.
///
/// - source: ACP 127(G) 138, 426
/// - code: `src/decode/frame.rs`
/// - finding: none
#[test]
fn piloted_messages_are_found_one_after_the_other() {
    let message = piloted("VV   EUC093     UU\nRR RXFPSA\nZNR UUUUU ZOV RFFWBG\n");
    let input = format!("{message}{message}{}", military("", ""));
    let pilots: Vec<_> = decode(input.as_bytes()).iter().map(|cable| cable.pilots.len()).collect();
    assert_eq!(pilots, [1, 1, 0]);
}

/// A rerun may be the pilot of a message that bears another one, in any order, and in the form of the US supplement.
///
/// - source: ACP 127(G) 419e, 426e
/// - code: `src/decode/pilots.rs`
/// - finding: none
#[test]
fn a_rerun_stands_above_or_below_another_pilot() {
    let service = "UNCLAS SVC ZUI XZA103 ZDK RFFPI 174 03/1040Z";
    for serial in ["031", "#0031"] {
        let rerun =
            format!("VZCZCXZA210     UU\nRR RUFDAE\nDE RUFD {serial} 0811502\nZNR UUUUU\nBT\n{service}\n");
        let misroute = "VZCZCKNO968     UU\nRR RXFPSA\nZNR UUUUU ZOV RFFWBG\n";
        for (at, pilots) in [(0, [rerun.as_str(), misroute]), (1, [misroute, rerun.as_str()])] {
            let input = piloted(&pilots.concat());
            let cable = one(&input);
            assert_eq!(cable.pilots.len(), 2, "{input}");
            let (rerun, misroute) = (&cable.pilots[at], &cable.pilots[1 - at]);
            assert_eq!(rerun.service.as_deref(), Some(service), "{input}");
            let origin = rerun.origin.as_ref().unwrap();
            assert_eq!(
                (origin.serial.as_deref(), origin.day),
                (Some(serial.trim_start_matches('#')), Some(81))
            );
            assert_eq!(rerun.security.as_ref().unwrap().marking.as_deref(), Some("UUUUU"));
            assert!(misroute.origin.is_none() && misroute.service.is_none(), "{input}");
            assert_eq!(cable.pilots[1].transmission.as_ref().unwrap().id, "VZCZCABC027");
            assert_eq!(codes(&cable), [""; 0], "{input}");
        }
    }
}
