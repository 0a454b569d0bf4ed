//! One variant laid out as another: what is carried, what is lost, and that nothing is lost unseen.

use assert_cmd::Command;
use torntape::corpus::Corpus;
use torntape::encode::{LineEnds, Settings, encode_as};
use torntape::message::{Cable, Dialect};
use torntape::{Decoder, decode};

const STATE: &[u8] = include_bytes!("../../fixtures/field/09STATE97951.cable");

const TARGETS: [Dialect; 7] = [
    Dialect::Acp127State,
    Dialect::Acp127,
    Dialect::Acp127Modified,
    Dialect::Janap128,
    Dialect::Acp126,
    Dialect::Headless,
    Dialect::Archive1973,
];

fn written(cable: &Cable<'_>, dialect: Dialect) -> Vec<String> {
    let written = encode_as(cable, dialect, &Settings::default());
    written.messages.iter().map(|message| String::from_utf8_lossy(message).into_owned()).collect()
}

fn state(changed: impl FnOnce(&mut Cable<'_>)) -> Cable<'static> {
    let mut cable = Decoder::new().cable(STATE).into_owned();
    changed(&mut cable);
    cable
}

#[test]
fn a_long_text_becomes_messages_with_serials_of_their_own() {
    let messages = written(&state(|_| ()), Dialect::Acp127);
    let lines = |at: usize, starts: &str| {
        messages[at].lines().filter(|line| line.starts_with(starts)).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(messages.len(), 3);
    for (at, (channel, serial, label)) in [
        ("VZCZCXRO809", "DE RUEHC 7951 2642216", "UNCLAS SECTION 1 OF 3 STATE 097951"),
        ("VZCZCXRO810", "DE RUEHC 7952 2642216", "UNCLAS SECTION 2 OF 3 STATE 097951"),
        ("VZCZCXRO811", "DE RUEHC 7953 2642216", "UNCLAS FINAL SECTION OF 3 STATE 097951"),
    ]
    .into_iter()
    .enumerate()
    {
        assert_eq!(lines(at, "VZCZC"), [channel]);
        assert_eq!(lines(at, "DE "), [serial]);
        assert_eq!(lines(at, "P 2"), ["P 212156Z SEP 2009"]);
        assert_eq!(lines(at, "UNCLAS"), [label]);
        assert_eq!(lines(at, "TAGS:").len(), usize::from(at == 0));
        assert!(messages[at].ends_with("BT\nNNNN\n"));
    }
}

/// Pages hold twenty lines from format line 5 on, the page identification lines not counted.
#[test]
fn pages_hold_twenty_lines() {
    for message in written(&state(|_| ()), Dialect::Acp127) {
        let from_preamble = message.split_once("\nP ").unwrap().1;
        let mut pages = from_preamble.split("\n\n\n\nPAGE ");
        // A list that would stand on two pages begins the next one.
        assert!((15..=20).contains(&pages.next().unwrap().lines().count()));
        let rest: Vec<&str> = pages.collect();
        assert!(rest.len() <= 6, "one page with the heading, five of text");
        for (page, number) in rest.iter().zip(2..) {
            let (head, text) = page.split_once('\n').unwrap();
            assert!(head.starts_with(&format!("{number} RUEHC 795")) && head.ends_with(" UNCLAS"), "{head}");
            let text = text.strip_suffix("BT\nNNNN\n").unwrap_or(text);
            assert!(text.lines().count() <= 20, "{text}");
        }
    }
}

/// All paragraphs arrive, whatever the variant; the words between the marks are those of the cable.
#[test]
fn the_text_arrives_in_every_variant() {
    let words = |bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes).into_owned();
        let start = text.find("1.  Post is asked").unwrap();
        text[start..].split_ascii_whitespace().map(str::to_owned).collect::<Vec<_>>()
    };
    let body: String = String::from_utf8_lossy(STATE)
        .lines()
        .filter(|line| !line.starts_with("STATE 00097951  0"))
        .map(|line| line.to_owned() + "\n")
        .collect();
    let body = words(body.as_bytes());
    for dialect in [Dialect::Acp126, Dialect::Headless, Dialect::Archive1973] {
        let messages = written(&state(|_| ()), dialect);
        let [message] = messages.as_slice() else { panic!("{dialect:?} has one message") };
        let text: String = message
            .lines()
            .filter(|line| {
                let framed = ["PAGE ", "UNCLASSIFIED", "STATE 00097951  0", "BT", "NNNN"];
                !framed.iter().any(|start| line.starts_with(start))
            })
            .map(|line| line.to_owned() + "\n")
            .collect();
        assert_eq!(words(text.as_bytes()), body, "{dialect:?}");
    }
}

#[test]
fn fixed_columns_of_janap() {
    let cable = state(|cable| {
        cable.origin.as_mut().unwrap().serial = Some("27".into());
    });
    let messages = written(&cable, Dialect::Janap128);
    let line = messages[0].lines().nth(1).unwrap();
    assert_eq!(line, "PTTUZYUW RUEHC  0027 2642216-UUUU--RUEHLN RUEHVK RUEHYG.");
    assert_eq!(&line[..1], "P");
    assert_eq!(&line[9..16], "RUEHC  ");
    assert_eq!(&line[16..20], "0027");
    assert_eq!(&line[21..28], "2642216");
    assert_eq!(&line[29..33], "UUUU");
    assert_eq!(&line[33..35], "--");
    assert!(messages[0].ends_with("BT\n#0027\nNNNN\n"));
}

#[test]
fn machine_functions_of_a_teleprinter() {
    let settings = |line_ends| Settings { line_ends: Some(line_ends) };
    let written = encode_as(&state(|_| ()), Dialect::Acp127, &settings(LineEnds::Teleprinter));
    let message = &written.messages[0];
    let has = |bytes: &[u8]| message.windows(bytes.len()).any(|window| window == bytes);
    assert!(message.starts_with(b"VZCZCXRO809\r\r\nPP RUEHLN"));
    assert!(has(b"\r\r\n\n\n\nPAGE 2 RUEHC 7951 UNCLAS\r\r\n"));
    assert!(has(b"BT\r\r\n\n\n\n\n\n\n\nNNNN\x1f\x1f\x1f\x1f\x1f\x1f\x1f\x1f\x1f\x1f\x1f\x1f\r\r\n"));
    let read = decode(message);
    assert_eq!(read[0].end.as_deref().map(|end| &end[..4]), Some("NNNN"));
    assert_eq!(read[0].pages.len(), 5);
    let crlf = encode_as(&state(|_| ()), Dialect::Acp127State, &settings(LineEnds::ReturnFeed));
    assert!(
        crlf.messages[0].split(|byte| *byte == b'\n').all(|line| line.is_empty() || line.ends_with(b"\r"))
    );
}

/// Each field of the State cable that a target does not give back is on the list of losses.
#[test]
fn nothing_is_lost_unseen() {
    let corpus = Corpus::new(11).apart();
    for place in 0..150 {
        let sample = corpus.sample(place);
        for cable in decode(&sample.bytes) {
            for target in TARGETS {
                let written = encode_as(&cable, target, &Settings::default());
                let Some(first) = written.messages.first() else { panic!("no message") };
                let read = Decoder::new().cable(first);
                let lost = |field: &str| written.losses.iter().any(|loss| loss.field.starts_with(field));
                let what = || format!("cable {place} as {target:?}:\n{}", String::from_utf8_lossy(first));
                assert!(
                    read.transmission.is_some() == cable.transmission.is_some() || lost("transmission"),
                    "{}",
                    what()
                );
                assert!(read.security == cable.security || lost("security"), "{}", what());
                assert_eq!(
                    read.dtg.as_ref().and_then(|dtg| dtg.at),
                    cable.dtg.as_ref().and_then(|dtg| dtg.at),
                    "{}",
                    what()
                );
                assert_eq!(read.from, cable.from, "{}", what());
                assert_eq!(read.subject, cable.subject, "{}", what());
                assert_eq!(read.tags, cable.tags, "{}", what());
                assert_eq!(read.references, cable.references, "{}", what());
                assert_eq!(read.mrn, cable.mrn, "{}", what());
                for (list, read, given) in [("to", &read.to, &cable.to), ("info", &read.info, &cable.info)] {
                    if read.len() != given.len() {
                        assert!(lost(list), "{}", what());
                        continue;
                    }
                    for ((read, given), at) in read.iter().zip(given).zip(0..) {
                        assert_eq!(read.plad, given.plad, "{}", what());
                        assert!(
                            read.number == given.number || lost(&format!("{list}[{at}].number")),
                            "{}",
                            what()
                        );
                        assert!(
                            read.indicator == given.indicator || lost(&format!("{list}[{at}].indicator")),
                            "{}",
                            what()
                        );
                        assert!(
                            read.night_action == given.night_action || lost(&format!("{list}[{at}].night")),
                            "{}",
                            what()
                        );
                    }
                }
                assert!(read.distribution == cable.distribution || lost("distribution"), "{}", what());
                assert!(read.drafting == cable.drafting || lost("drafting"), "{}", what());
                assert!(read.attributes == cable.attributes || lost("attributes"), "{}", what());
            }
        }
    }
}

/// From State to a military form and back: everything but the listed losses is there again.
#[test]
fn there_and_back() {
    let corpus = Corpus::new(12).dialect(Dialect::Acp127State);
    for place in 0..100 {
        let sample = corpus.sample(place);
        let cable = &decode(&sample.bytes)[0];
        let there = encode_as(cable, Dialect::Acp127, &Settings::default());
        if there.messages.len() > 1 {
            continue;
        }
        let military = Decoder::new().cable(&there.messages[0]);
        let back = encode_as(&military, Dialect::Acp127State, &Settings::default());
        let again = Decoder::new().cable(&back.messages[0]);
        assert_eq!(again.call, cable.call);
        assert_eq!(again.security, cable.security);
        assert_eq!(again.precedence, cable.precedence);
        assert_eq!(again.dtg, cable.dtg);
        assert_eq!(
            again.origin.as_ref().and_then(|origin| origin.filed),
            cable.origin.as_ref().and_then(|origin| origin.filed)
        );
        assert_eq!(again.subject, cable.subject);
        assert_eq!(again.paragraphs.len(), cable.paragraphs.len());
    }
}

fn torntape() -> Command {
    Command::cargo_bin("torntape").unwrap()
}

#[test]
fn the_command_says_what_is_lost() {
    let run = |strict: bool| {
        let mut command = torntape();
        command.args(["convert", "--to", "acp127", "fixtures/field/09STATE97951.cable"]);
        if strict {
            command.arg("--strict");
        }
        command.assert()
    };
    let assert = run(false).code(0);
    let said = String::from_utf8_lossy(&assert.get_output().stderr).into_owned();
    assert_eq!(
        said.lines().next(),
        Some(
            "torntape: fixtures/field/09STATE97951.cable: 09STATE97951: not carried over: to[0].number (3941): \
             message continuity numbers are the State Department's own"
        )
    );
    assert_eq!(said.lines().count(), 4);
    run(true).code(1);
}

#[test]
fn the_command_writes_a_file_a_message() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let assert = torntape()
        .args(["convert", "--to", "janap128", "fixtures/field/09STATE97951.cable", "--out"])
        .arg(&out)
        .assert()
        .code(0);
    let listed = String::from_utf8_lossy(&assert.get_output().stdout).into_owned();
    let names: Vec<&str> = listed.lines().filter_map(|line| line.rsplit('/').next()).collect();
    assert_eq!(names.len(), 3);
    assert_eq!(names[0], "09STATE97951-01-of-03.txt");
    // A variant has to be named.
    torntape().args(["convert", "fixtures/field/09STATE97951.cable"]).assert().code(2);
    // Nothing recognised is a finding.
    torntape().args(["convert", "--to", "acp127"]).write_stdin("prose\n").assert().code(1).stdout("");
}

/// The output of one five-unit code is the input of the next; both are read as the text that was sent.
#[test]
fn the_command_goes_from_one_code_to_another() {
    let message = "VZCZCABC027\nRR RUFDAE\nDE RUWSKT 123 0811425\nZNR UUUUU\nR 221413Z MAR 2017\n\
                   FM HARBOUR MASTER NORTH\nTO RUFDAE/LIGHTHOUSE SERVICE WEST\nBT\nUNCLAS\n\
                   THE LIST OF LIGHTS IS OUT.\nBT\nNNNN\n";
    let convert = |arguments: &[&str], input: &[u8]| {
        let assert = torntape().arg("convert").args(arguments).write_stdin(input).assert().code(0).stderr("");
        assert.get_output().stdout.clone()
    };
    let modified = convert(&["--to", "acp127_modified"], message.as_bytes());
    let written = String::from_utf8(modified.clone()).unwrap();
    assert!(written.contains("DE RUWSKT #0123 0811425") && written.contains("#0123\nNNNN"), "{written}");
    let tape = convert(&["--to", "acp127", "--to-charset", "ita2"], message.as_bytes());
    assert!(tape.iter().all(|byte| *byte < 32), "five units");
    let other = ["--to", "acp127_modified", "--charset", "ita2", "--to-charset", "ita2-us-high"];
    let other = convert(&other, &tape);
    assert!(other.iter().all(|byte| *byte < 32) && other != tape);
    // Lines of a tape end as those of a teleprinter.
    let back = ["--to", "acp127_modified", "--charset", "ita2-us-high", "--line-ends", "lf"];
    let back = convert(&back, &other);
    assert_eq!(String::from_utf8(back).unwrap(), written);
}

/// What a code lacks is said of its cable, and is a finding.
#[test]
fn the_command_says_what_the_code_lacks() {
    let input = String::from_utf8_lossy(STATE)
        .replacen("Russia", "Russ\u{ef}a", 1)
        .replace("STATE 097951", "STATE 097951 *");
    let assert = torntape()
        .args(["convert", "--to", "acp127", "--to-charset", "ita2"])
        .write_stdin(input)
        .assert()
        .code(1);
    let said = String::from_utf8_lossy(&assert.get_output().stderr).into_owned();
    assert!(
        said.lines()
            .any(|line| line.starts_with("torntape: <stdin>: 09STATE97951: ") && line.contains("T0043")),
        "{said}"
    );
}

/// JSON goes into a variant as a cable does.
#[test]
fn encode_writes_a_variant() {
    let path = "fixtures/field/09STATE97951.cable";
    let json = torntape().args(["decode", "--format", "json", "--with-text", path]).assert().code(0);
    let json = json.get_output().stdout.clone();
    let output = |command: &[&str], input: &[u8]| {
        let assert = torntape().args(command).write_stdin(input).assert().code(0);
        let output = assert.get_output();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        let lost: Vec<String> =
            said.lines().filter_map(|line| Some(line.split_once("carried over: ")?.1.to_owned())).collect();
        (output.stdout.clone(), lost)
    };
    for variant in ["acp127", "janap128", "archive_1973", "acp127_state"] {
        let converted = output(&["convert", "--to", variant, "--line-ends", "crlf", path], b"");
        let encoded = output(&["encode", "--to", variant, "--line-ends", "crlf"], &json);
        assert_eq!(converted, encoded, "{variant}");
    }
    torntape().args(["encode", "--to", "acp127", "--strict"]).write_stdin(json.clone()).assert().code(1);
    // A cable that was never bytes, and a field that was changed.
    let new = r#"{"precedence": {"action": "routine"}, "dtg": {"text": "221413Z MAR 17"}, "from": {"plad": "CHART OFFICE"},
                  "to": [{"plad": "PILOT STATION EAST"}], "classification": {"level": "unclassified", "text": "UNCLAS"}}"#;
    let (written, lost) = output(&["encode", "--to", "acp127"], new.as_bytes());
    assert_eq!(
        String::from_utf8(written).unwrap(),
        "R 221413Z MAR 2017\nFM CHART OFFICE\nTO PILOT STATION EAST\nBT\nUNCLAS\nBT\nNNNN\n"
    );
    assert_eq!(lost, [""; 0]);
    // Line ends are those of a variant.
    torntape().args(["encode", "--line-ends", "crlf"]).write_stdin(json).assert().code(2);
}
