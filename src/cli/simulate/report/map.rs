//! The network: its stations at their places on the earth, its circuits by their load.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use crate::cli::svg::{escape, line, place, text};
use crate::directory;
use crate::message::Classification;
use crate::sim::Report;
use crate::sim::scenario::Scenario;

const WIDTH: f64 = 960.0;
/// The height of a scheme, and the most that a map has.
const HEIGHT: f64 = 460.0;
/// The least that a map has, and with stations beside their neighbours.
const HEIGHT_MIN: [f64; 2] = [240.0, 340.0];
const MARGIN: f64 = 48.0;
/// A station nearer than this to a relay stands beside it.
const APART: f64 = 9.0;
/// Where it stands, seen from the relay.
const BESIDE: [(f64, f64); 8] = [
    (0.0, -14.0),
    (0.0, 14.0),
    (-14.0, 0.0),
    (14.0, 0.0),
    (-11.0, -11.0),
    (11.0, 11.0),
    (11.0, -11.0),
    (-11.0, 11.0),
];
/// Where a station without a place on the earth stands, seen from the one that it is connected to.
const ASIDE: [(f64, f64); 6] =
    [(0.0, 46.0), (58.0, 26.0), (-58.0, 26.0), (0.0, -46.0), (58.0, -26.0), (-58.0, -26.0)];
/// Rough size of a letter of a label.
const LETTER: (f64, f64) = (8.0, 12.0);

/// Where a station is drawn.
#[derive(Clone, Copy, Debug)]
struct Spot {
    at: (f64, f64),
    known: bool,
}

/// The picture and what to say under it.
pub(super) fn network(scenario: &Scenario, report: &Report) -> String {
    let projection = projection(scenario);
    let height = projection.as_ref().map_or(HEIGHT, |projection| projection.height);
    let spots =
        projection.as_ref().map_or_else(|| scheme(scenario), |projection| spots(scenario, projection));
    let mut inner = projection.as_ref().map_or_else(String::new, graticule);
    let drawn = circuits(scenario, report, &spots);
    inner += &drawn.lines;
    let large = scenario.stations.len() > 60;
    let mut taken: Vec<(f64, f64, f64, f64)> = Vec::new();
    for spot in &spots {
        let (x, y) = spot.at;
        taken.push((x - 5.0, y - 5.0, x + 5.0, y + 5.0));
    }
    // The relays have their labels first: they are what a reader looks for.
    let mut order: Vec<usize> = (0..spots.len()).collect();
    order.sort_by_key(|place| !scenario.stations.get(*place).is_some_and(|station| station.relay));
    for number in order {
        let (Some(station), Some(spot)) = (scenario.stations.get(number), spots.get(number)) else {
            continue;
        };
        let (x, y) = spot.at;
        let class = match (station.relay, spot.known) {
            (true, _) => "relay",
            (false, true) => "post",
            (false, false) => "post aside",
        };
        let title = escape(&format!("{} {}", station.indicator, station.plad));
        let radius = if large && !station.relay { 2.5 } else { 4.5 };
        _ = write!(
            inner,
            "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{radius}\" class=\"{class}\"><title>{title}</title></circle>"
        );
        if let Some((x, y, anchor)) =
            label(spot.at, height, station.indicator.as_str(), &drawn.thick, &mut taken)
        {
            inner += &text(x, y, anchor, "label", &station.indicator);
        }
    }
    let size = if large { "network large" } else { "network" };
    let guessed = spots.iter().any(|spot| !spot.known);
    let located = spots.iter().any(|spot| spot.known);
    let note = match (located, guessed) {
        (true, true) => {
            "Stations at their places, on a grid of degrees; those that the directory does not know stand beside a neighbour."
        }
        (true, false) => "Stations at their places, on a grid of degrees.",
        (false, _) => "A scheme: the directory knows none of these stations.",
    };
    let mut legend = "<span class=\"key quiet\">circuit, the busier of both ways under 30 %</span>\
                      <span class=\"key some\">30 to 70 %</span><span class=\"key busy\">over 70 %</span>"
        .to_owned();
    if drawn.fails {
        legend += "<span class=\"key fails\">goes down in this scenario</span>";
    }
    if drawn.limited {
        legend += "<span class=\"key limit\">approved up to a class only</span>";
    }
    format!(
        "<div class=\"scroll\"><svg viewBox=\"0 0 {WIDTH} {height:.0}\" class=\"{size}\" role=\"img\" \
         aria-label=\"The network\">{inner}</svg></div>\
         <p class=\"legend\">{legend}</p>\
         <p class=\"note\">{note} A station's name shows where there is room for it.</p>"
    )
}

/// Degrees to the page.
struct Projection {
    west: f64,
    north: f64,
    scale: f64,
    left: f64,
    top: f64,
    /// Of the page.
    height: f64,
}

impl Projection {
    fn of(&self, (latitude, longitude): (f64, f64)) -> (f64, f64) {
        (self.left + (longitude - self.west) * self.scale, self.top + (self.north - latitude) * self.scale)
    }
}

fn on_earth(scenario: &Scenario) -> Vec<Option<(f64, f64)>> {
    let known = |indicator: &str| {
        directory::by_indicator(indicator).first().map(|post| (post.latitude, post.longitude))
    };
    scenario.places().map(|(indicator, place)| place.or_else(|| known(indicator.as_str()))).collect()
}

/// The part of the earth that has stations, with room around it; none where it has none or only one place.
fn projection(scenario: &Scenario) -> Option<Projection> {
    let places = on_earth(scenario);
    let known: Vec<_> = places.iter().copied().flatten().collect();
    let [least, with_others] = HEIGHT_MIN;
    let least = if known.len() < places.len() { with_others } else { least };
    let range = |of: fn(&(f64, f64)) -> f64| {
        let values = || known.iter().map(of);
        (values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max))
    };
    let ((south, north), (west, east)) = (range(|place| place.0), range(|place| place.1));
    if known.len() < 2 || (north - south).max(east - west) < 0.5 {
        return None;
    }
    let (wide, high) = ((east - west).max(1.0), (north - south).max(1.0));
    let scale = ((WIDTH - 2.0 * MARGIN) / wide).min((HEIGHT - 2.0 * MARGIN) / high);
    let height = (high * scale + 2.0 * MARGIN).max(least);
    let (left, top) = ((WIDTH - wide * scale) / 2.0, (height - high * scale) / 2.0);
    Some(Projection { west, north, scale, left, top, height })
}

fn graticule(projection: &Projection) -> String {
    let mut lines = String::new();
    let by = match WIDTH / projection.scale {
        degrees if degrees > 200.0 => 30_i16,
        degrees if degrees > 80.0 => 15,
        degrees if degrees > 20.0 => 5,
        _ => 1,
    };
    let height = projection.height;
    // The page may reach further than the earth.
    let (top, bottom) =
        (projection.of((90.0, 0.0)).1.max(0.0), projection.of((-90.0, 0.0)).1.min(height - 14.0));
    for degrees in (-180..=180).filter(|degrees| degrees % by == 0) {
        let (x, y) = projection.of((f64::from(degrees), f64::from(degrees)));
        if (12.0..WIDTH - 12.0).contains(&x) {
            lines += &line((x, top), (x, bottom), "grid");
            let side = if degrees < 0 { "W" } else { "E" };
            lines += &text(x, height - 3.0, "middle", "axis", format!("{}°{side}", degrees.abs()));
        }
        if (-90..=90).contains(&degrees) && (12.0..height - 24.0).contains(&y) {
            lines += &line((30.0, y), (WIDTH, y), "grid");
            let side = if degrees < 0 { "S" } else { "N" };
            lines += &text(0.0, y + 4.0, "start", "axis", format!("{}°{side}", degrees.abs()));
        }
    }
    lines
}

fn spots(scenario: &Scenario, projection: &Projection) -> Vec<Spot> {
    let mut spots: Vec<Option<Spot>> = on_earth(scenario)
        .into_iter()
        .map(|known| known.map(|known| Spot { at: projection.of(known), known: true }))
        .collect();
    set_apart(scenario, &mut spots);
    // Neighbour by neighbour, until none is left that has one with a place.
    let mut beside: BTreeMap<usize, usize> = BTreeMap::new();
    loop {
        let mut found = None;
        for circuit in &scenario.circuits {
            let ends = [(circuit.from, circuit.to), (circuit.to, circuit.from)];
            found = ends.into_iter().find_map(|(near, far)| {
                let spot = spots.get(near).copied().flatten()?;
                spots.get(far)?.is_none().then_some((near, far, spot))
            });
            if found.is_some() {
                break;
            }
        }
        let Some((near, far, spot)) = found else { break };
        let count = beside.entry(near).or_default();
        let (x, y) = ASIDE.get(*count % ASIDE.len()).copied().unwrap_or_default();
        let further = 1.0 + place(*count / ASIDE.len());
        *count += 1;
        let at = (
            (spot.at.0 + x * further).clamp(20.0, WIDTH - 20.0),
            (spot.at.1 + y * further).clamp(14.0, projection.height - 30.0),
        );
        if let Some(spot) = spots.get_mut(far) {
            *spot = Some(Spot { at, known: false });
        }
    }
    let corner = Spot { at: (20.0, 20.0), known: false };
    spots.into_iter().map(|spot| spot.unwrap_or(corner)).collect()
}

/// Moves what stands where a relay stands, so that both are seen.
fn set_apart(scenario: &Scenario, spots: &mut [Option<Spot>]) {
    let is_relay = |place: usize| scenario.stations.get(place).is_some_and(|station| station.relay);
    let mut order: Vec<usize> = (0..spots.len()).collect();
    order.sort_by_key(|place| !is_relay(*place));
    let mut relays: Vec<((f64, f64), usize)> = Vec::new();
    for place in order {
        let Some(spot) = spots.get_mut(place).and_then(Option::as_mut) else { continue };
        let (x, y) = spot.at;
        match relays.iter_mut().find(|(at, _)| (at.0 - x).hypot(at.1 - y) < APART) {
            Some((at, beside)) => {
                let (right, down) = BESIDE.get(*beside % BESIDE.len()).copied().unwrap_or_default();
                *beside += 1;
                spot.at = (at.0 + right, at.1 + down);
            }
            None if is_relay(place) => relays.push((spot.at, 0)),
            None => {}
        }
    }
}

/// Stations in columns, by their hops from the first one.
fn scheme(scenario: &Scenario) -> Vec<Spot> {
    let mut columns: Vec<Option<usize>> = vec![None; scenario.stations.len()];
    let mut wave: Vec<usize> = vec![0];
    let mut column = 0;
    let mut inside: Vec<usize> = Vec::new();
    while !wave.is_empty() {
        let mut next = Vec::new();
        let mut count = 0;
        for station in std::mem::take(&mut wave) {
            match columns.get_mut(station) {
                Some(empty @ None) => *empty = Some(column),
                _ => continue,
            }
            count += 1;
            let plan = scenario.stations.get(station);
            let outgoing = plan.map_or(&[][..], |plan| plan.outgoing.as_slice());
            next.extend(
                outgoing.iter().filter_map(|place| scenario.circuits.get(*place)).map(|circuit| circuit.to),
            );
        }
        if count > 0 {
            inside.push(count);
            column += 1;
        }
        wave = next;
        if wave.is_empty() {
            // What the first cannot reach begins anew.
            wave = columns.iter().position(Option::is_none).into_iter().collect();
        }
    }
    let mut placed: BTreeMap<usize, usize> = BTreeMap::new();
    let spot = |column: Option<usize>| {
        let column = column.unwrap_or(0);
        let row = placed.entry(column).or_default();
        *row += 1;
        let rows = inside.get(column).copied().unwrap_or(1);
        let x = MARGIN + (WIDTH - 2.0 * MARGIN) * (place(column) + 0.5) / place(inside.len().max(1));
        let y = MARGIN / 2.0 + (HEIGHT - MARGIN) * (place(*row) - 0.5) / place(rows.max(1));
        Spot { at: (x, y), known: false }
    };
    columns.into_iter().map(spot).collect()
}

/// What is drawn between two stations.
#[derive(Clone, Copy, Debug, Default)]
struct Pair {
    /// That of the busier way.
    load: f64,
    /// The scenario has a circuit of it go down.
    fails: bool,
    /// A circuit of it is approved up to a class.
    limit: Option<Classification>,
}

/// A line from one place to another.
type Segment = ((f64, f64), (f64, f64));

/// The lines of all circuits, and what is to be known of them.
#[derive(Debug, Default)]
struct Drawn {
    lines: String,
    /// The thick ones.
    thick: Vec<Segment>,
    fails: bool,
    limited: bool,
}

/// A line for each pair of stations, by the load of the busier way: dashed where a circuit goes down in the scenario, with a mark
/// where one is approved up to a class.
fn circuits(scenario: &Scenario, report: &Report, spots: &[Spot]) -> Drawn {
    let mut pairs: BTreeMap<(usize, usize), Pair> = BTreeMap::new();
    let fails: BTreeSet<usize> = scenario.outages.iter().map(|outage| outage.circuit).collect();
    for (place, (circuit, figures)) in scenario.circuits.iter().zip(&report.circuits).enumerate() {
        let ends = (circuit.from.min(circuit.to), circuit.from.max(circuit.to));
        let pair = pairs.entry(ends).or_default();
        pair.load = pair.load.max(figures.utilisation);
        pair.fails |= fails.contains(&place);
        pair.limit = [pair.limit, circuit.approved].into_iter().flatten().min();
    }
    let mut drawn = Drawn::default();
    let mut marks = String::new();
    let mut pairs: Vec<_> = pairs.into_iter().collect();
    pairs.sort_by(|one, other| one.1.load.total_cmp(&other.1.load));
    for ((from, to), pair) in pairs {
        let (Some(from), Some(to)) = (spots.get(from), spots.get(to)) else { continue };
        let class = match pair.load {
            load if load < 0.3 => "quiet",
            load if load < 0.7 => "some",
            _ => "busy",
        };
        let fails = if pair.fails { " fails" } else { "" };
        drawn.lines += &line(from.at, to.at, &format!("circuit {class}{fails}"));
        drawn.fails |= pair.fails;
        if class != "quiet" {
            drawn.thick.push((from.at, to.at));
        }
        if let Some(limit) = pair.limit {
            drawn.limited = true;
            let (x, y) = (f64::midpoint(from.at.0, to.at.0), f64::midpoint(from.at.1, to.at.1));
            _ = write!(
                marks,
                "<path d=\"M{x:.1} {:.1}l5 5l-5 5l-5 -5z\" class=\"limit\"><title>approved up to {}</title></path>",
                y - 5.0,
                limit.word()
            );
        }
    }
    drawn.lines += &marks;
    drawn
}

/// Whether a line crosses an area: the part of it between its sides is cut off side by side (Liang and Barsky).
fn crosses(((x1, y1), (x2, y2)): Segment, (left, top, right, bottom): (f64, f64, f64, f64)) -> bool {
    let (mut enters, mut leaves) = (0.0_f64, 1.0_f64);
    for (moves, room) in
        [(x1 - x2, x1 - left), (x2 - x1, right - x1), (y1 - y2, y1 - top), (y2 - y1, bottom - y1)]
    {
        if moves < 0.0 {
            enters = enters.max(room / moves);
        } else if moves > 0.0 {
            leaves = leaves.min(room / moves);
        } else if room < 0.0 {
            return false;
        }
    }
    enters <= leaves
}

/// A place for a label where it lies on nothing else: on no thick line where it can be avoided.
fn label(
    (x, y): (f64, f64),
    height: f64,
    name: &str,
    thick: &[Segment],
    taken: &mut Vec<(f64, f64, f64, f64)>,
) -> Option<(f64, f64, &'static str)> {
    let wide = place(name.len()) * LETTER.0;
    let high = LETTER.1;
    let candidates = [
        (x + 8.0, y + 4.0, "start", x + 7.0),
        (x - 8.0, y + 4.0, "end", x - 7.0 - wide),
        (x, y - 8.0, "middle", x - wide / 2.0),
        (x, y + 17.0, "middle", x - wide / 2.0),
        (x + 6.0, y - 7.0, "start", x + 5.0),
        (x - 6.0, y - 7.0, "end", x - 5.0 - wide),
        (x + 6.0, y + 15.0, "start", x + 5.0),
        (x - 6.0, y + 15.0, "end", x - 5.0 - wide),
    ];
    let with_area = |(at_x, base, anchor, left): (f64, f64, &'static str, f64)| {
        ((at_x, base, anchor), (left, base - high + 2.0, left + wide, base + 3.0))
    };
    let mut free = candidates.into_iter().map(with_area).filter(|(_, area)| {
        let inside = area.0 >= 0.0 && area.2 <= WIDTH - 8.0 && area.1 >= 0.0 && area.3 <= height - 14.0;
        let apart = |other: &(f64, f64, f64, f64)| {
            area.2 < other.0 || other.2 < area.0 || area.3 < other.1 || other.3 < area.1
        };
        inside && taken.iter().all(apart)
    });
    let first = free.next()?;
    let is_clear = |(_, area): &(_, (f64, f64, f64, f64))| !thick.iter().any(|line| crosses(*line, *area));
    let (spot, area) = std::iter::once(first).chain(free).find(is_clear).unwrap_or(first);
    taken.push(area);
    Some(spot)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_lies_on_no_thick_line_where_there_is_another_place() {
        let spot = (400.0, 200.0);
        let placed = |thick: &[Segment]| label(spot, 460.0, "RUEHMO", thick, &mut Vec::new()).unwrap();
        let to_the_right = (spot, (900.0, 200.0));
        assert_eq!(placed(&[]).2, "start");
        assert_eq!(placed(&[to_the_right]).2, "end", "to the left of it");
        // Where lines go every way it has its first place all the same.
        let all_ways: Vec<Segment> = [(900.0, 200.0), (0.0, 200.0), (400.0, 0.0), (400.0, 460.0)]
            .into_iter()
            .chain([(900.0, 150.0), (0.0, 150.0), (900.0, 250.0), (0.0, 250.0)])
            .map(|end| (spot, end))
            .collect();
        assert_eq!(placed(&all_ways), placed(&[]));
    }

    #[test]
    fn a_line_crosses_what_it_goes_through() {
        let area = (10.0, 10.0, 20.0, 20.0);
        assert!(crosses(((0.0, 0.0), (30.0, 30.0)), area) && crosses(((15.0, 0.0), (15.0, 30.0)), area));
        assert!(!crosses(((0.0, 0.0), (9.0, 30.0)), area) && !crosses(((25.0, 0.0), (25.0, 30.0)), area));
        assert!(!crosses(((0.0, 0.0), (8.0, 8.0)), area), "it ends before");
    }
}
