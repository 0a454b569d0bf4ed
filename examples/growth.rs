//! How the time of a run grows with the number of cables: the built-in star of one source, three relays and sixty posts
//! at timing fidelity, its circuits used to about 0.7, from ten thousand cables on.
//!
//! Prints a table, and draws it as SVG where a path is given:
//!
//! ```text
//! cargo run --release --no-default-features --features sim --example growth -- 10000000 growth.svg
//! ```

#![expect(clippy::print_stdout, clippy::disallowed_methods, reason = "a program that measures and prints")]

use std::error::Error;
use std::fmt::Write;
use std::path::PathBuf;
use std::time::Instant;

use torntape::sim::scenario::BuiltIn;
use torntape::sim::simulate;

/// Cables an hour that the star is offered.
const RATE: u64 = 600;

/// What one run took.
struct Point {
    cables: u64,
    nanoseconds_an_event: f64,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let most: u64 = arguments.next().map_or(Ok(30_000), |most| most.parse())?;
    let picture = arguments.next().map(PathBuf::from);
    println!("{:>10}  {:>11}  {:>8}  {:>8}", "cables", "events", "s", "ns/event");
    let star = BuiltIn::named("star").ok_or("the star is built in")?;
    let mut points = Vec::new();
    let sizes = (4..).flat_map(|power| [10_u64.pow(power), 3 * 10_u64.pow(power)]);
    for asked in sizes.take_while(|asked| *asked <= most) {
        let hours = format!("duration={}h", asked / RATE);
        let scenario = star.source().read(&[hours.parse()?, "warm_up=0s".parse()?])?;
        let begun = Instant::now();
        let report = simulate(&scenario, ())?.report;
        let took = begun.elapsed().as_secs_f64();
        #[expect(clippy::cast_precision_loss, reason = "far from 2^53")]
        let nanoseconds_an_event = took * 1e9 / report.events as f64;
        let cables = report.offered.cables;
        println!("{cables:>10}  {:>11}  {took:>8.3}  {nanoseconds_an_event:>8.1}", report.events);
        points.push(Point { cables, nanoseconds_an_event });
    }
    if let Some(path) = picture {
        std::fs::write(path, draw(&points)?)?;
    }
    Ok(())
}

/// Nanoseconds an event over the number of cables, beside what n log n from the first point would be.
fn draw(points: &[Point]) -> Result<String, std::fmt::Error> {
    const WIDTH: f64 = 640.0;
    const HEIGHT: f64 = 320.0;
    const MARGIN: f64 = 56.0;
    let Some(first) = points.first() else { return Ok(String::new()) };
    #[expect(clippy::cast_precision_loss, reason = "far from 2^53")]
    let size = |point: &Point| (point.cables as f64).log10();
    let n_log_n = |point: &Point| first.nanoseconds_an_event * size(point) / size(first);
    let top =
        points.iter().map(|point| point.nanoseconds_an_event.max(n_log_n(point))).fold(1.0, f64::max) * 1.1;
    let x = |point: &Point| MARGIN + (size(point) - 4.0) / 3.0 * (WIDTH - 2.0 * MARGIN);
    let y = |value: f64| HEIGHT - MARGIN - value / top * (HEIGHT - 2.0 * MARGIN);
    let line = |value: &dyn Fn(&Point) -> f64| {
        let places = points.iter().map(|point| format!("{:.1},{:.1}", x(point), y(value(point))));
        places.collect::<Vec<_>>().join(" ")
    };
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" font-family=\"sans-serif\" \
         font-size=\"12\"><rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"#fff\"/>\n"
    );
    for step in 0..=4 {
        let value = top / 4.0 * f64::from(step);
        writeln!(
            out,
            "<path d=\"M{MARGIN} {0:.1}H{1}\" stroke=\"#ddd\"/><text x=\"{2}\" y=\"{0:.1}\" dy=\"4\" \
             text-anchor=\"end\" fill=\"#333\">{value:.0}</text>",
            y(value),
            WIDTH - MARGIN,
            MARGIN - 6.0
        )?;
    }
    for power in 4..=7 {
        let place = MARGIN + f64::from(power - 4) / 3.0 * (WIDTH - 2.0 * MARGIN);
        writeln!(
            out,
            "<text x=\"{place:.1}\" y=\"{}\" text-anchor=\"middle\" fill=\"#333\">10<tspan dy=\"-5\" \
             font-size=\"9\">{power}</tspan></text>",
            HEIGHT - MARGIN + 18.0
        )?;
    }
    write!(
        out,
        "<polyline points=\"{}\" fill=\"none\" stroke=\"#999\" stroke-dasharray=\"5 4\"/>\n\
         <polyline points=\"{}\" fill=\"none\" stroke=\"#1f5fa8\" stroke-width=\"2\"/>\n",
        line(&n_log_n),
        line(&|point| point.nanoseconds_an_event)
    )?;
    for point in points {
        let (x, y) = (x(point), y(point.nanoseconds_an_event));
        writeln!(out, "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3\" fill=\"#1f5fa8\"/>")?;
    }
    write!(
        out,
        "<text x=\"{MARGIN}\" y=\"20\" fill=\"#333\">nanoseconds an event; dashed: n log n from the first point</text>\n\
         <text x=\"{}\" y=\"{}\" text-anchor=\"end\" fill=\"#333\">cables</text>\n</svg>\n",
        WIDTH - MARGIN,
        HEIGHT - 12.0
    )?;
    Ok(out)
}
