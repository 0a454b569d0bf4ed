//! What is said to who gives an option a value that it cannot have.

use assert_cmd::Command;
use assert_cmd::cargo::cargo_bin;

/// The complaint of a call that has to end with status 2.
fn complaint(arguments: &[&str]) -> String {
    let mut command = Command::new(cargo_bin!("torntape"));
    let command = command.args(arguments).env_remove("CLICOLOR_FORCE").env_remove("TORNTAPE_LOG");
    let output = command.output().unwrap();
    let complaint = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.stdout.as_slice(), output.status.code()), (&b""[..], Some(2)), "{arguments:?}");
    assert_eq!(complaint.lines().count(), 1, "{complaint}");
    complaint
}

#[test]
fn a_number_that_is_none_is_answered_in_plain_words() {
    let simulate = |option, value| vec!["simulate", option, value];
    let sweep = |option, value| vec!["sweep", "star", "--vary", "preemption=none", option, value];
    let generate = |option, value| vec!["generate", "--count", "1", option, value];
    let from_one = "expected a whole number from 1";
    let number = "expected a whole number from 0 to 18446744073709551615";
    for (arguments, told) in [
        (simulate("--replications", "-1"), from_one),
        (simulate("--replications", "0"), from_one),
        (simulate("--replications", "2.5"), from_one),
        (simulate("--replications", "99999999999999999999"), from_one),
        (simulate("--seed", "-1"), number),
        (simulate("--seed", "one"), number),
        (simulate("--seed", "18446744073709551616"), number),
        (simulate("--precision", "-5%"), "expected a share such as 5% or 0.05"),
        (simulate("--precision", "5"), "expected a share such as 5% or 0.05"),
        (simulate("--pace", "-1x"), "expected max, or how many times as fast as real time: 60x"),
        (sweep("--replications", "-1"), from_one),
        (sweep("--seed", "-1"), number),
        (generate("--seed", "-1"), number),
        (generate("--damage", "-0.5"), "it should be a number from 0 to 1"),
        (vec!["generate", "--count", "-1"], number),
        (vec!["generate", "--size", "-1"], "it should be a number of bytes"),
        (vec!["decode", "--threads", "-1", "/dev/null"], from_one),
        (vec!["decode", "--threads", "0", "/dev/null"], from_one),
        (vec!["lint", "--year", "-1"], "expected a whole number from 1800 to 9999"),
        (vec!["lint", "--year", "last"], "expected a whole number from 1800 to 9999"),
        (vec!["lint", "--pivot", "256"], "expected a whole number from 0 to 99"),
        (vec!["soak", "--cores", "0"], from_one),
        (vec!["validate", "--seeds", "1"], "expected a whole number from 2 to 65535"),
        (
            vec!["soak", "--seeds", "-1..3"],
            "expected the first and the last seed, such as 1..1000, or one seed",
        ),
    ] {
        let complaint = complaint(&arguments);
        let (["decode", option, value, _] | [.., option, value]) = arguments.as_slice() else {
            panic!("an option and its value")
        };
        assert!(
            complaint.starts_with(&format!("torntape: invalid value '{value}' for '{option} ")),
            "{complaint}"
        );
        assert!(complaint.contains(told) && !complaint.contains("tip:"), "{complaint}");
    }
}
