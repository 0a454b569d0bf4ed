//! Receipts of FLASH, station by station.

use torntape::Decoder;

use crate::nets::{Net, Seen};

/// The Department, a relay and two posts, with all ways back; `of` are the faults of the circuit to Moscow.
fn star(of: &str) -> Net {
    let net = Net::from(&Net::star("wire"), "preemption", "flash_receipts = true\npreemption")
        .circuit("RUEH", "RUEHC", "XCA", "")
        .circuit("RUEHMO", "RUEH", "XRB", "")
        .circuit("RUEHLN", "RUEH", "XRC", "");
    Net::from(&net, "channel = \"XMO\"", &format!("channel = \"XMO\"\n{of}"))
}

/// All was delivered; how many receipts were given, and how many were overdue.
fn receipts(seen: &Seen) -> (u64, u64) {
    assert_eq!((seen.report.undelivered.len(), seen.report.lost), (0, 0));
    let receipts = seen.report.service.receipts.unwrap();
    (receipts.given, receipts.overdue)
}

/// Each station that receives a FLASH sends a receipt at FLASH to the station that it came from: `R Z` and the number, without
/// serial or break, and nothing else. What is less urgent is not receipted.
///
/// - source: ACP 127(G) 151b, 405b
/// - code: `src/station/receipts.rs`, `src/station/service.rs`
/// - finding: none
#[test]
fn a_flash_is_receipted_at_each_hop() {
    let seen = star("").submit("0s", 1, "Z", &["RUEHMO"]).submit("1m", 2, "O", &["RUEHMO"]).seen();
    assert_eq!(receipts(&seen), (2, 0));
    assert_eq!(seen.on("RUEH", "XCA"), ["VZCZCXCA0001\nZZ RUEHC\nDE RUEH\nZNR UUUUU\nR Z XRA0001\nNNNN\n"]);
    assert_eq!(
        seen.on("RUEHMO", "XRB"),
        ["VZCZCXRB0001\nZZ RUEH\nDE RUEHMO\nZNR UUUUU\nR Z XMO0001\nNNNN\n"]
    );
    let read = Decoder::new().cable(seen.on("RUEHMO", "XRB")[0].as_bytes()).into_owned();
    assert_eq!((read.service, read.diagnostics.len()), (vec!["R Z XMO0001".into()], 0));
}

/// A receipt proves to the sender that the FLASH came in: where it keeps copies, that one is kept no longer, and nothing is
/// asked.
///
/// - source: ACP 127(G) 151b
/// - code: `src/station/receipts.rs`, `src/station/repair.rs`
/// - finding: none
#[test]
fn a_receipt_is_a_confirmation() {
    let later = "[[fault]]\nat = \"5h\"\nfor = \"1m\"\ncircuit = \"XMO\"\n";
    let net =
        |prosign| star("").add(later).submit("0s", 1, prosign, &["RUEHMO"]).submit("6h", 2, "Z", &["RUEHMO"]);
    let said = |prosign| net(prosign).seen().on("RUEH", "XMO").join("");
    assert!(!said("Z").contains("ZIC "), "{}", said("Z"));
    assert!(said("O").contains("ZIC XMO0001"), "{}", said("O"));
}

/// A sender whose FLASH is not receipted in time asks at FLASH what came in; what did not is repeated.
///
/// - source: ACP 127(G) 151b, 412; the book gives no time
/// - code: `src/station/receipts.rs`
/// - finding: none
#[test]
fn a_sender_without_a_receipt_asks() {
    let net = (0..6).fold(star("loss = 0.6"), |net, number| {
        net.submit(&format!("{}m", 30 * number), number, "Z", &["RUEHMO"])
    });
    let seen = net.seen();
    let (given, overdue) = receipts(&seen);
    assert_eq!((given, overdue > 0), (12, true));
    let sent = seen.on("RUEH", "XMO");
    assert!(
        sent.iter().any(|message| message.contains("\nZZ RUEHMO\nDE RUEH\nZNR UUUUU\nZIC XMO0")),
        "{sent:#?}"
    );
    assert!(seen.report.service.repeats_sent > 0 && seen.report.service.suspected_duplicates == Some(0));
}

/// Where nothing that is sent can be lost nobody keeps accounts; there, a FLASH without receipt goes once more, as a suspected
/// duplicate, which is filed.
///
/// - source: ACP 127(G) 151b, 427
/// - code: `src/station/receipts.rs`, `src/station/suspicion.rs`
/// - finding: none
#[test]
fn a_flash_without_receipt_goes_again_as_a_suspected_duplicate() {
    // The circuit that brings the receipt is down.
    let down = "[[fault]]\nat = \"0s\"\nfor = \"1h\"\ncircuit = \"XRB\"\n";
    let seen = star("").add(down).submit("0s", 1, "Z", &["RUEHMO"]).submit("2h", 2, "Z", &["RUEHMO"]).seen();
    assert_eq!(receipts(&seen), (5, 1));
    let sent = seen.on("RUEH", "XMO");
    assert_eq!(sent[1], format!("VZCZCXMO0002\nZZ RUEHMO\nZFD RUEH\n{}", sent[0]));
    assert_eq!(seen.report.delivered.duplicates_suppressed, 1);
    assert_eq!(seen.on("RUEHMO", "XRB")[0].lines().nth(4), Some("R Z XMO0001 XMO0002"));
}

/// `ZGC` in format line 4 exempts a FLASH; and without the rule none is receipted.
///
/// - source: ACP 127(G) 151b
/// - code: `src/station/receipts.rs`, `src/station/tape.rs`
/// - finding: none
#[test]
fn a_flash_may_be_exempt_from_receipts() {
    let seen = star("").submit_as("0s", 1, "Z", &["RUEHMO"], ("ZNR UUUUU ZGC", "UNCLAS")).seen();
    assert_eq!(receipts(&seen), (0, 0));
    assert_eq!(seen.on("RUEHMO", "XRB"), [""; 0]);
    let seen = Net::from(&star(""), "flash_receipts = true", "").submit("0s", 1, "Z", &["RUEHMO"]).seen();
    assert_eq!((seen.report.service.receipts, seen.on("RUEHMO", "XRB").len()), (None, 0));
    let timing = Net::from(&star(""), "\"wire\"", "\"timing\"");
    assert!(timing.refused().contains("flash_receipts: `flash_receipts` in timing fidelity"));
    let off = Net::from(&timing, "flash_receipts = true", "flash_receipts = false").submit(
        "0s",
        1,
        "Z",
        &["RUEHMO"],
    );
    assert_eq!(off.run().report.delivered.deliveries, 1);
    let wrong = Net::from(&star(""), "flash_receipts = true", "flash_receipts = \"yes\"");
    assert!(wrong.refused().contains("flash_receipts: expected true or false"));
}
