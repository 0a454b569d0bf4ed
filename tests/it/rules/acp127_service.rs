//! Military ACP 127: what operators tell each other, and transmissions that were broken off.

use torntape::message::MessageForm;

use super::{codes, military, one};

fn operators(text: &str) -> String {
    format!("VV   FPA126     UU\nPP RBDA\nDE RBFW 21/1230Z\n{text}\nNNNN\n")
}

/// A message between connected stations has neither serial nor break; its text opens with a signal.
///
/// - source: ACP 127(G) 405b, 412, 433
/// - code: `src/decode/service.rs`, `src/decode/form.rs`
/// - finding: none
#[test]
fn operators_tell_each_other_in_signals() {
    for (text, said) in [
        ("INT ZDK DPA116", vec!["INT ZDK DPA116"]),
        ("ZNR UUUUU\nZFX HPA063", vec!["ZFX HPA063"]),
        ("ZNR UUUUU\nZFQ RUCDSQ 149A RUEAFF 167C WFA145", vec!["ZFQ RUCDSQ 149A RUEAFF 167C WFA145"]),
        ("ZFU FPA116 FPA117 RXFBDY 107 23/1745Z", vec!["ZFU FPA116 FPA117 RXFBDY 107 23/1745Z"]),
        ("INT ZKJ ZID PWA157 PWB091", vec!["INT ZKJ", "ZID PWA157 PWB091"]),
        ("ZID FAA164\nAWAITING ZDK FAA137", vec!["ZID FAA164"]),
    ] {
        let input = operators(text);
        let cable = one(&input);
        assert_eq!(cable.service, said, "{text}");
        assert_eq!(cable.form, Some(MessageForm::StationService), "{text}");
        assert_eq!(
            (cable.origin.as_ref().unwrap().serial.as_deref(), codes(&cable)),
            (None, vec![]),
            "{text}"
        );
    }
}

/// Every FLASH is receipted to the station it came from: `R Z` and its identification.
///
/// - source: ACP 127(G) 151b
/// - code: `src/decode/service.rs`
/// - finding: none
#[test]
fn a_flash_is_receipted() {
    let input = operators("ZNR UUUUU\nR Z NAA359").replace("PP RBDA", "JJJJJSSSSSZZ RBDA");
    let cable = one(&input);
    assert_eq!((cable.service.as_slice(), codes(&cable)), (&["R Z NAA359".into()][..], vec![]));
}

/// A channel check is a message of a station to itself, whose text is no heading.
///
/// - source: ACP 127(G) 412
/// - code: `src/decode/service.rs`
/// - finding: none
#[test]
fn a_channel_check_has_a_free_text() {
    let input = operators("CHANNEL CHECK RYRYRYRYRYRY\nZID PPA113");
    let cable = one(&input);
    assert_eq!((cable.captions.len(), cable.service.len(), codes(&cable)), (0, 0, vec![]));
    assert_eq!(cable.form, Some(MessageForm::StationService));
    assert!(cable.text.unwrap().as_ref().starts_with(b"CHANNEL CHECK"));
}

/// A service message that is relayed has a serial and breaks, and opens its text with the class and `SVC`; lines that it asks for are no page marks.
///
/// - source: ACP 127(G) 405c
/// - code: `src/decode/number_line.rs`, `src/decode/header.rs`, `src/decode/marks.rs`
/// - finding: none
#[test]
fn a_relayed_service_message_says_svc() {
    let input = "VZCZCDOA123\nRR RUFDAE\nDE RUFDDO 131 2031417\nZNR UUUUU\nBT\n\
                 UNCLAS SVC INT ZDK RUFDAE 145 21/1352\nPAGE 1 LINES 3 AND 4\nBT\nNNNN\n";
    let cable = one(input);
    assert_eq!(cable.form, Some(MessageForm::Service));
    assert_eq!(cable.service, ["INT ZDK RUFDAE 145 21/1352"]);
    assert_eq!((cable.pages.len(), codes(&cable)), (0, vec![]));
}

/// A transmission that is broken off ends with the error prosign and `AR`, with `ZXB` or with `ZPH`, wherever it stood.
///
/// - source: ACP 127(G) 424
/// - code: `src/decode/cancellation.rs`
/// - finding: T0031
#[test]
fn a_transmission_may_be_broken_off() {
    for words in ["E E E E E E E E AR", "EEEEEEEE AR", "ZXB ZXB", "ZPH"] {
        let text = military("", &format!("THE LIST IS\n{words}\n"))
            .replace(".\nBT\n", "\n")
            .replace("BT\nNNNN", "NNNN");
        let cable = one(&text);
        assert_eq!(cable.cancelled.as_deref(), Some(words));
        assert_eq!(codes(&cable), ["T0031 11:1"], "{words}");
    }
    let address = "VZCZCABC027\nRR RUFDAE\nDE RUWSKT 123 0811425\nZNR UUUUU\nR 221413Z MAR 2017\n\
                   FM HARBOUR MASTER NORTH\nTO RUFDAE/LIGHTHOUSE SERVICE WEST\nE E E E E E E E AR\nNNNN\n";
    let cable = one(address);
    assert_eq!((cable.to.len(), cable.cancelled.as_deref()), (1, Some("E E E E E E E E AR")));
    assert_eq!(codes(&cable), ["T0031 8:1"]);
}

/// Words of a text that only look like the end of a transmission do not end it.
///
/// - source: ACP 127(G) 424
/// - code: `src/decode/cancellation.rs`
/// - finding: none
#[test]
fn a_text_is_not_broken_off_by_its_words() {
    for line in ["EEL AR", "E E AR", "ZXB IS THE SIGNAL", "THE E E E E E E E E AR"] {
        let input = military("", &format!("{line}\n"));
        let cable = one(&input);
        assert_eq!((cable.cancelled.as_deref(), codes(&cable)), (None, vec![]), "{line}");
    }
}
