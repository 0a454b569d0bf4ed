//! Format line 3: the calling station, its serial and the filing time.

use super::one;

/// The filing time takes the year that brings it nearest to the date-time group.
///
/// - source: ACP 127(G) 115
/// - code: `src/decode/checks.rs`
/// - finding: none
#[test]
fn the_filing_time_turns_the_year_with_the_date_time_group() {
    for (dtg, filing, filed) in [
        ("312350Z DEC 08", "0010005", "2009-01-01T00:05:00Z"),
        ("010003Z JAN 09", "3662358", "2008-12-31T23:58:00Z"),
        ("281200Z FEB 09", "3661200", "2008-12-31T12:00:00Z"),
    ] {
        let input =
            format!("VZCZCXRO0809\nPP RUEHMO\nDE RUEHC #7951 {filing}\nP {dtg}\nFM SECSTATE WASHDC\n");
        let origin = one(&input).origin.unwrap();
        assert_eq!(origin.filed.unwrap().to_string(), filed, "{dtg}");
    }
}
