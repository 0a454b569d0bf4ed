//! `torntape explain`, word for word.

use std::fs;

use assert_cmd::Command;
use assert_cmd::cargo::cargo_bin;
use torntape::message::Code;

const SERVICE: &str = "VZCZCXMO0010\nPP RUEHMO\nDE RUEH\nZNR UUUUU\nZID XMO0007\nNNNN\n";

const CABLE: &str = "VV   DLA128VV   QTA114     UU\nOO RUFDAE RXFPSA\nDE RUEHC 115B 21/2216Z\n\
                     ZNY SSSAC/BBBBB ZOV RUEHC\nO P 212156Z SEP 09\nFM SECSTATE WASHDC\n\
                     TO RUEHOO/CHINA POSTS COLLECTIVE NIACT IMMEDIATE\nXMT AMCONSUL SHENYANG\n\
                     INFO ZEN/AMEMBASSY PARIS\n??? WHAT IS THIS\nBT\nS E C R E T STATE 097951\n\n\
                     E.O. 12958: DECL: 09/21/2019\nSUBJECT: LAMPS\n\n1. The lamps came.\n";

fn explain(arguments: &[&str], input: &str) -> (String, String, i32) {
    let output = Command::new(cargo_bin!("torntape"))
        .arg("explain")
        .args(arguments)
        .env_remove("CLICOLOR_FORCE")
        .write_stdin(input)
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr), output.status.code().unwrap())
}

#[test]
fn a_code_is_explained_with_an_example() {
    let (text, complaints, status) = explain(&["t0201"], "");
    assert_eq!((complaints.as_str(), status), ("", 0));
    insta::assert_snapshot!(text, @r"
    T0201 (error): the precedence of the routing line cannot be read

    The rule
      The routing line opens with the precedence prosign written twice: `ZZ`, `OO`,
      `PP` or `RR`, in AUTODIN also `YY`. It is written twice because every relay
      queues by it: one damaged letter is noticed.

    Source
      ACP 127(G) 151

    Example
        VZCZCXRO0809
        PQ RUEHMO
        DE RUEHC #7951 2642216

        error[T0201]: expected a precedence prosign written twice, but found `PQ`
         --> example:2:1
          |
        2 | PQ RUEHMO
          | ^^
          |
          = help: one of `ZZ`, `OO`, `PP`, `RR` belongs here

    What torntape does
      The precedence of the routing line is null; the stations are read. A relay of
      torntape takes the precedence of the date-time group line instead.
    ");
}

#[test]
fn every_code_is_explained_within_eighty_columns() {
    for code in Code::ALL {
        let (text, complaints, status) = explain(&[code.as_str()], "");
        assert_eq!((complaints.as_str(), status), ("", 0), "{code}");
        assert!(
            text.starts_with(&format!("{code} ({}): {}\n", code.severity().as_str(), code.summary())),
            "{text}"
        );
        let prose = text.lines().skip(1).filter(|line| !line.starts_with("    "));
        let widest = prose.map(|line| line.chars().count()).max().unwrap();
        assert!(widest <= 80, "{code}: {widest} columns");
    }
}

#[test]
fn the_list_names_every_code_on_a_line() {
    let (list, _, status) = explain(&["--list"], "");
    assert_eq!((list.lines().count(), status), (Code::ALL.len(), 0));
    let line = "T0301  warning  the serial differs from the one at the end of the message";
    assert!(list.lines().any(|listed| listed == line), "{list}");
}

#[test]
fn a_file_goes_before_the_code_of_its_name() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("T0301"), SERVICE).unwrap();
    let output =
        Command::new(cargo_bin!("torntape")).args(["explain", "T0301"]).current_dir(&folder).output();
    let text = String::from_utf8(output.unwrap().stdout).unwrap();
    assert!(text.contains("RUEHMO") && !text.contains("The rule"), "{text}");
}

#[test]
fn what_is_neither_code_nor_file_is_one_line_and_status_2() {
    let (_, complaint, status) = explain(&["T9999"], "");
    let said = "torntape: `T9999` is neither a diagnostic's code (--list shows them) nor a file\n";
    assert_eq!((complaint.as_str(), status), (said, 2));
    let (_, complaint, status) = explain(&["none.txt"], "");
    assert_eq!((complaint.as_str(), status), ("torntape: none.txt: no such file or directory\n", 2));
    let (_, complaint, status) = explain(&["-"], "");
    assert_eq!((complaint.as_str(), status), ("torntape: <stdin>: holds nothing to explain\n", 2));
}

#[test]
fn a_service_message_is_explained_token_by_token() {
    let (text, complaints, status) = explain(&["-"], SERVICE);
    assert_eq!((complaints.as_str(), status), ("", 0));
    insta::assert_snapshot!(text, @r"
    A cable, <stdin> line 1
    Read as ACP 127 (likely): RUEH in format line 3, routing line.
    Each token of the heading is underlined; its mark leads to its meaning below the
    line. A token without a mark means what the same kind of token meant above.

    Format line 1: the transmission identification [ACP 127(G) 112, 202]
     1 | VZCZCXMO0010
       | 12---3--4---
          1  V                 start of transmission: wakes the receiving machine
                               [ACP 127(G) 202c]
          2  ZCZC              start of message: an automatic relay reads from here;
                               it stands once [ACP 127(G) 202c]
          3  XMO               the channel: which circuit this copy came over, and
                               in which direction [ACP 127(G) 112a]
          4  0010              channel number: transmission 10 on this channel; a
                               number left out shows the receiver that one was lost
                               [ACP 127(G) 112b, 433]

    Format line 2: the routing line [ACP 127(G) 204]
     2 | PP RUEHMO
       | 1- 2-----
          1  PP                precedence PRIORITY: its letter twice; the highest
                               one of the whole message [ACP 127(G) 151, 152b]
          2  RUEHMO            called station: this copy is for it; no addressee
                               below is named with it [ACP 127(G) 204, 303a]

    Format line 3: calling station, serial, filing time [ACP 127(G) 115, 116, 129]
     3 | DE RUEH
       | 1- 2---
          1  DE                from: the station that prepared the message for
                               transmission follows [ACP 127(G) 133]
          2  RUEH              calling station, as a routing indicator: R the
                               world-wide network, U United States, RUEH is a major
                               relay itself [ACP 117, 3]

    Format line 4: security warning and operating signals [ACP 127(G) 124, 203]
     4 | ZNR UUUUU
       | 1-- 2----
          1  ZNR               may go in clear over any circuit [ACP 127(G) 124b]
          2  UUUUU             the class, its letter five times: U for unclassified
                               [ACP 127(G) 124b; ACP 117, 7d]

    Format line 12: what one operator tells the other [ACP 127(G) 405b]
     5 | ZID XMO0007
       | 1----------
          1  ZID XMO0007       the last number received (here: XMO0007)
                               [ACP 127(G) 412]

    Format line 16: the end of the message [ACP 127(G) 138]
     6 | NNNN
    ");
}

#[test]
fn the_rarer_tokens_of_the_first_lines_are_explained() {
    let (text, complaints, status) = explain(&["-"], CABLE);
    assert_eq!((complaints.as_str(), status), ("", 0));
    insta::assert_snapshot!(text.split_once("\n\nFormat line 6").unwrap().0, @r"
    09STATE97951, <stdin> line 1
    Read as ACP 127 (doubtful): serial without # in format line 3, precedence words
    behind addressees, State names in the address, message reference number, RUEH in
    format line 3, routing line.
    Each token of the heading is underlined; its mark leads to its meaning below the
    line. A token without a mark means what the same kind of token meant above.

    Format line 1: the transmission identification [ACP 127(G) 112, 202]
      1 | VV   DLA128VV   QTA114     UU
        | 1-   2--3--4-   5-----     6-
          1,4 VV VV            start of transmission: wakes the receiving machine
                               [ACP 127(G) 202c]
          2  DLA               the channel: which circuit this copy came over, and
                               in which direction [ACP 127(G) 112a]
          3  128               channel number: transmission 128 on this channel; a
                               number left out shows the receiver that one was lost
                               [ACP 127(G) 112b, 433]
          5  QTA114            the identification under which an earlier relay sent
                               it; each relay puts its own in front
                               [ACP 127(G) 311c]
          6  UU                may go over circuits that are not approved for
                               classified messages [ACP 127(G) 124a]

    Format line 2: the routing line [ACP 127(G) 204]
      2 | OO RUFDAE RXFPSA
        | 1- 2----- 3-----
          1  OO                precedence IMMEDIATE: its letter twice; the highest
                               one of the whole message [ACP 127(G) 151, 152b]
          2,3 RUFDAE RXFPSA    called station: this copy is for it; no addressee
                               below is named with it [ACP 127(G) 204, 303a]

    Format line 3: calling station, serial, filing time [ACP 127(G) 115, 116, 129]
      3 | DE RUEHC 115B 21/2216Z
        | 1- 2---- 3--- 4- 5----
          1  DE                from: the station that prepared the message for
                               transmission follows [ACP 127(G) 133]
          2  RUEHC             calling station, as a routing indicator: R the
                               world-wide network, U United States, RUEH the relay
                               that serves it; SECSTATE WASHDC, in Washington,
                               United States [ACP 117, 3]
          3  115B              station serial number: the calling station's own
                               count; with station and filing time it identifies the
                               message everywhere [ACP 127(G) 116, 129]
          4  21                day of the month on which the message was filed, 21
                               September 2009 [ACP 127(G) 115]
          5  2216Z             at 22:16 UTC, when the communication centre had the
                               message; always Z time [ACP 127(G) 115]

    Format line 4: security warning and operating signals [ACP 127(G) 124, 203]
      4 | ZNY SSSAC/BBBBB ZOV RUEHC
        | 1-- 2----3----- 4--------
          1  ZNY               only over circuits approved for its class
                               [ACP 127(G) 124b]
          2  SSSAC             the class, its letter five times: S for secret; its
                               last two letters are the release code AC: Australia
                               and Canada [ACP 127(G) 124b; ACP 117, 7d]
          3  /BBBBB            special category, any but SIOP-ESI
                               [US Navy course 14226, p. 21]
          4  ZOV RUEHC         rerouted by this station (here: RUEHC)
                               [ACP 127(G) 426e]

    Format line 5: precedence and date-time group [ACP 127(G) 113, 151]
      5 | O P 212156Z SEP 09
        | 1 2 3-------------
          1  O                 precedence IMMEDIATE, for those who must act: may
                               interrupt lower traffic [ACP 127(G) 150, 151]
          2  P                 precedence PRIORITY, for those who are to know
                               [ACP 127(G) 152]
          3  212156Z SEP 09    date-time group: 21 September 2009, 21:56 UTC; day,
                               hour and minute, when the message was released or
                               handed in; with the originator it names the message
                               [ACP 127(G) 113, 502b]
    ");
}

#[test]
fn the_rarer_tokens_of_the_address_and_the_text_are_explained() {
    let (text, _, _) = explain(&["-"], CABLE);
    insta::assert_snapshot!(text.split_once("\n\nFormat line 6").unwrap().1, @r"
    : the originator [ACP 127(G) 205]
      6 | FM SECSTATE WASHDC
        | 1- 2--------------
          1  FM                from: the originator's name follows [ACP 127(G) 205]
          2  SECSTATE WASHDC   plain language address of the originator, the
                               Secretary of State, in Washington, United States
                               [ACP 127(G) 205; 5 FAH-2 H-231]

    Format line 7: the action addressees [ACP 127(G) 206]
      7 | TO RUEHOO/CHINA POSTS COLLECTIVE NIACT IMMEDIATE
        | 1- 2------3--------------------- 4--------------
          1  TO                to: those who must act on the message follow
                               [ACP 127(G) 205]
          2  RUEHOO/           routing indicator of the station that delivers to the
                               addressee behind the stroke [ACP 127(G) 206a]
          3  CHINA POSTS COLLECTIVE
                               plain language address of one who must act, a
                               collective: stands for many posts
                               [ACP 127(G) 205b; 5 FAH-2 H-321.9]
          4  NIACT IMMEDIATE   precedence of this addressee, with night action: to
                               be acted on at once, at night too [5 FAH-2 H-421]
      8 | XMT AMCONSUL SHENYANG
        | 1-- 2----------------
          1  XMT               exempt: left out of the collective before it
                               [ACP 127(G) Annex B]
          2  AMCONSUL SHENYANG does not get the message [5 FAH-2 H-321.9]

    Format line 8: the information addressees [ACP 127(G) 206]
      9 | INFO ZEN/AMEMBASSY PARIS
        | 1--- 2---3--------------
          1  INFO              those who are to know of the message follow
                               [ACP 127(G) 205]
          2  ZEN/              has the message already by other means: is not called
                               on the routing line [ACP 127(G) 206b]
          3  AMEMBASSY PARIS   plain language address of one who is to know, an
                               American embassy, in Paris, France
                               [ACP 127(G) 205; 5 FAH-2 H-231]

    A line that is not understood
     10 | ??? WHAT IS THIS
          warning[T0003]: `??? WHAT IS THIS` has the form of no format line; compare
          it with other copies of the message

    Format line 11: the break before the text [ACP 127(G) Annex B]
     11 | BT
        | 1-
          1  BT                break: the heading ends here, the text follows
                               [ACP 127(G) Annex B]

    Format line 12: the classification line [ACP 127(G) 208e, 209]
     12 | S E C R E T STATE 097951
        | 1---------- 2-----------
          1  S E C R E T       classification secret, its letters set apart; the
                               text opens with it [ACP 127(G) 209]
          2  STATE 097951      message reference number: the originator's count of
                               its messages this year; archives and other cables
                               call it 09STATE97951 [5 FAH-2 H-321]

    Format line 12: the E.O. line [as State cables write it]
     14 | E.O. 12958: DECL: 09/21/2019
        | 1--- 2----  3---------------
          1  E.O.              the executive order on secrecy under which the
                               message is classified, or is not
          2  12958             the number of the order, of 1995
          3  DECL: 09/21/2019  to be declassified on 2019-09-21

    Format line 12: the subject [5 FAH-1 H-246.1]
     15 | SUBJECT: LAMPS
        | 1------- 2----
          1  SUBJECT:          the subject follows
          2  LAMPS             what the message is about [5 FAH-1 H-246.1]

    The text: one numbered paragraph on line 17
    ");
}

#[test]
fn each_cable_of_an_input_is_explained_with_its_own_lines() {
    let (text, _, _) = explain(&["-"], &format!("noise\n{SERVICE}{SERVICE}"));
    assert!(text.contains("<stdin> line 2\n") && text.contains("<stdin> line 8\n"), "{text}");
    assert!(text.contains("\n   8 | VZCZCXMO0010\n") || text.contains("\n  8 | VZCZCXMO0010\n"), "{text}");
}

#[test]
fn pilots_corrections_and_parts_are_explained() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/acp127/");
    let told = |name: &str| explain(&[&format!("{folder}{name}.cable")], "").0;
    let rerun = told("pilot-rerun");
    for title in [
        "Pilot: an instruction and the heading it was put before",
        "2  SVC ZUI XZA103 ZDK RFFPI 174 03/1040Z",
    ] {
        assert!(rerun.contains(title), "{rerun}");
    }
    let part = told("cryptopart");
    assert!(part.contains("part 1 of 2 of a text that was enciphered in parts"), "{part}");
    let codress = told("codress");
    assert!(codress.contains("tells the receiver of a CODRESS message"), "{codress}");
    let corrected = told("corrections");
    assert_eq!(corrected.matches("In the text: the operator's correction").count(), 2, "{corrected}");
    let cancelled = told("cancelled-in-text");
    assert!(cancelled.contains("In the text: the transmission is broken off"), "{cancelled}");
}
