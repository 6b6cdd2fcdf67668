//! Records over time as an inline SVG: the curve, a grid that reads well, waits as bands.

use std::fmt::Write as _;

use super::{escape, seconds};
use crate::listener::Story;
use crate::table::number;

const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 220.0;
const LEFT: f64 = 70.0;
const BOTTOM: f64 = 30.0;
const TOP: f64 = 10.0;

/// The chart of a run.
pub(super) fn records(story: &Story) -> String {
    let last = story.points.last().map_or(0, |(_, records)| *records);
    let longest = story.ended.max(1);
    let top = step_above(last.max(1));
    let x = |at: i64| LEFT + (WIDTH - LEFT - 10.0) * ratio(at.clamp(0, longest), longest);
    let y = |records: usize| {
        let share = f64::from(u32::try_from(records).unwrap_or(u32::MAX)) / f64::from(top);
        HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * share
    };
    let label = format!("{} records in {}", number(last), seconds(longest));
    let mut svg = format!(
        "<svg viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-label=\"{}\">\n",
        escape(&label)
    );
    for wait in &story.waits {
        let (from, to) = (x(wait.from), x(wait.from + wait.for_ms));
        let _ = writeln!(
            svg,
            "<rect class=\"wait\" x=\"{from:.1}\" y=\"{TOP}\" width=\"{:.1}\" height=\"{:.1}\"><title>{}</title></rect>",
            (to - from).max(1.0),
            HEIGHT - BOTTOM - TOP,
            escape(&format!("{}, waited {}", wait.reason, seconds(wait.for_ms)))
        );
    }
    for quarter in 0..=4_u32 {
        let records = usize::try_from(u64::from(top) * u64::from(quarter) / 4).unwrap_or(0);
        let at = y(records);
        let _ = writeln!(
            svg,
            "<line class=\"grid\" x1=\"{LEFT}\" y1=\"{at:.1}\" x2=\"{:.1}\" y2=\"{at:.1}\"/><text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{}</text>",
            WIDTH - 10.0,
            LEFT - 8.0,
            at + 4.0,
            number(records)
        );
        let time = longest * i64::from(quarter) / 4;
        let _ = writeln!(
            svg,
            "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{}</text>",
            x(time).min(WIDTH - 24.0),
            HEIGHT - 8.0,
            seconds(time)
        );
    }
    let mut curve = format!("{:.1},{:.1}", x(0), y(0));
    let mut before = y(0);
    for (at, records) in &story.points {
        // A page is there all at once: the curve is a stair.
        let _ = write!(
            curve,
            " {:.1},{before:.1} {:.1},{:.1}",
            x(*at),
            x(*at),
            y(*records)
        );
        before = y(*records);
    }
    let base = y(0);
    let _ = writeln!(
        svg,
        "<polygon class=\"area\" points=\"{curve} {:.1},{base:.1}\"/>\n<polyline class=\"curve\" points=\"{curve}\"/>",
        x(longest)
    );
    svg.push_str("</svg>\n");
    svg
}

fn ratio(part: i64, whole: i64) -> f64 {
    let narrow = |n: i64| f64::from(i32::try_from(n).unwrap_or(i32::MAX));
    narrow(part) / narrow(whole).max(1.0)
}

/// The least of 4, 8, 20, 40, 80, 200, … that is not below: its quarters are whole numbers.
fn step_above(records: usize) -> u32 {
    let wanted = u32::try_from(records).unwrap_or(u32::MAX);
    let mut scale = 1_u32;
    loop {
        for step in [4, 8, 20] {
            let top = scale.saturating_mul(step);
            if top >= wanted || top == u32::MAX {
                return top;
            }
        }
        scale = scale.saturating_mul(10);
    }
}
