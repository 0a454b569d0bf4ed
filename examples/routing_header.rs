//! Decodes a raw routing header: the lines above the text, as they come off a circuit.
//!
//! ```text
//!   VZCZCXRO0809                    which transmission on which channel       format line 1
//!   PP RUEHLN RUEHVK RUEHYG         how urgent, and whom this copy is for     format line 2
//!   DE RUEHC #7951/01 2642216       who prepared it, its number, when filed   format line 3
//!   ZNR UUUUU ZZH                   over which circuits it may go             format line 4
//!   P 212156Z SEP 09                precedence and date-time group            format line 5
//!   FM, TO, INFO                    from whom, to whom                        format lines 6 to 8
//! ```
//!
//! Run it with `cargo run --example routing_header`.

use std::error::Error;
use std::io::Write;

use torntape::message::RoutingIndicator;

const HEADER: &[u8] = b"VZCZCXRO0809
PP RUEHLN RUEHVK RUEHYG
DE RUEHC #7951/01 2642216
ZNR UUUUU ZZH
P 212156Z SEP 09
FM SECSTATE WASHDC
TO RUEHMO/AMEMBASSY MOSCOW PRIORITY 3941
INFO RUEHLN/AMCONSUL ST PETERSBURG PRIORITY 3621
RUEHVK/AMCONSUL VLADIVOSTOK PRIORTY 1840
RUEHYG/AMCONSUL YEKATERINBURG PRIORITY 1789
";

fn main() -> Result<(), Box<dyn Error>> {
    let mut out = std::io::stdout().lock();
    let cables = torntape::decode(HEADER);
    let [cable] = cables.as_slice() else { return Err("one cable was expected".into()) };

    // A field that the input does not carry is `None`, so every step of the way can be asked for.
    let call = cable.call.as_ref().ok_or("no routing line")?;
    let origin = cable.origin.as_ref().ok_or("no format line 3")?;
    let branch: Vec<&str> = call.indicators.iter().map(RoutingIndicator::as_str).collect();
    writeln!(out, "this copy is for   {}", branch.join(", "))?;
    writeln!(out, "prepared by        {}", origin.indicator.as_ref().ok_or("no originating station")?)?;
    writeln!(out, "filed              {}", origin.filed.ok_or("no filing time")?)?;

    // The addressees are more than those called: the relay that sent this copy sent Moscow's another way.
    for post in cable.to.iter().chain(&cable.info) {
        let number = post.number.map_or_else(|| "no number".to_owned(), |number| format!("number {number}"));
        writeln!(out, "addressed to       {}, {number}", post.plad)?;
    }

    // Nothing stops the decoder. What it had to guess stands in a diagnostic: one word above is misspelt.
    for found in &cable.diagnostics {
        writeln!(out, "{} line {}, column {}: {}", found.code, found.line, found.column, found.message)?;
    }
    assert_eq!(cable.diagnostics.len(), 1, "one word is misspelt");
    assert_eq!(cable.info.iter().filter_map(|post| post.precedence).count(), 3, "and read all the same");
    Ok(())
}
