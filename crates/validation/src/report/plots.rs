//! Plots as inline SVG: truth against estimate, Bland and Altman's, and both over time.
//!
//! Colours come from the page's style sheet, so that light, dark and print are one drawing.

use maud::{Markup, html};

/// Size of one of a pair of plots, in the units of its view box.
const WIDTH: f64 = 420.0;
const HEIGHT: f64 = 330.0;
/// Space for the axes' numbers.
const LEFT: f64 = 46.0;
const BOTTOM: f64 = 36.0;
const TOP: f64 = 12.0;
const RIGHT: f64 = 12.0;
/// Space for the words beside Bland and Altman's lines.
const RIGHT_OF_LIMITS: f64 = 58.0;
/// Between two numbers of an axis, at least.
const ONE_TICK: f64 = 40.0;
/// Colours of the style sheet, `c0` and on.
pub(crate) const COLOURS: usize = 6;

/// A point, and the number of its colour.
pub(crate) type Point = (f64, f64, usize);

/// Two axes in a rectangle.
struct Axes {
    x: [f64; 2],
    y: [f64; 2],
    /// Left, top, right, bottom.
    frame: [f64; 4],
}

impl Axes {
    fn across(&self, x: f64) -> f64 {
        let [left, _, right, _] = self.frame;
        left + (x - self.x[0]) / (self.x[1] - self.x[0]) * (right - left)
    }

    fn down(&self, y: f64) -> f64 {
        let [_, top, _, bottom] = self.frame;
        bottom - (y - self.y[0]) / (self.y[1] - self.y[0]) * (bottom - top)
    }

    fn grid(&self, x_label: &str, y_label: &str) -> Markup {
        let [left, top, right, bottom] = self.frame;
        let wanted = |length: f64| (length / ONE_TICK) as usize;
        let (x_ticks, y_ticks) = (ticks(self.x, wanted(right - left)), ticks(self.y, wanted(bottom - top)));
        html! {
            g.axis {
                @for &tick in &x_ticks.at {
                    @let x = at(self.across(tick));
                    line x1=(x) x2=(x) y1=(at(top)) y2=(at(bottom)) {}
                    text x=(x) y=(at(bottom + 14.0)) text-anchor="middle" { (x_ticks.label(tick)) }
                }
                @for &tick in &y_ticks.at {
                    @let y = at(self.down(tick));
                    line x1=(at(left)) x2=(at(right)) y1=(y) y2=(y) {}
                    text x=(at(left - 6.0)) y=(y) text-anchor="end" dominant-baseline="middle" { (y_ticks.label(tick)) }
                }
                text.label x=(at((left + right) / 2.0)) y=(at(bottom + 30.0)) text-anchor="middle" { (x_label) }
                text.label text-anchor="middle" transform={ "translate(11 " (at((top + bottom) / 2.0)) ") rotate(-90)" } { (y_label) }
            }
        }
    }

    /// One path a colour: a dot is a line of no length with a round cap, a tenth of the bytes of a circle.
    fn dots(&self, points: &[Point]) -> Markup {
        let paths = (0..COLOURS).map(|colour| {
            let dots = points.iter().filter(|point| point.2 % COLOURS == colour);
            let dots: String = dots
                .map(|&(x, y, _)| format!("M{} {}h0", at(self.across(x)), at(self.down(y))))
                .collect();
            (colour, dots)
        });
        html! {
            @for (colour, dots) in paths.filter(|(_, dots)| !dots.is_empty()) {
                path class={ "dots c" (colour) } d=(dots) {}
            }
        }
    }

    fn line(&self, class: &str, from: (f64, f64), to: (f64, f64)) -> Markup {
        html! {
            line class=(class) x1=(at(self.across(from.0))) y1=(at(self.down(from.1)))
                x2=(at(self.across(to.0))) y2=(at(self.down(to.1))) {}
        }
    }

    /// A line through the values, with gaps where there is none.
    fn track(&self, class: &str, values: &[(f64, Option<f64>)]) -> Markup {
        let mut path = String::new();
        let mut pen_down = false;
        for &(x, y) in values {
            if let Some(y) = y {
                let command = if pen_down { 'L' } else { 'M' };
                path.push_str(&format!("{command}{} {}", at(self.across(x)), at(self.down(y))));
                if !pen_down {
                    // A value alone among unseen ones is a dot.
                    path.push_str("h0");
                }
            }
            pen_down = y.is_some();
        }
        html! { path class=(class) d=(path) {} }
    }
}

/// Truth across, estimate up, with the line on which they agree and the line of the gain.
pub(crate) fn agreement(points: &[Point], unit: &str, fit: Option<(f64, f64)>, name: &str) -> Markup {
    let both = span(points.iter().flat_map(|point| [point.0, point.1]));
    let axes = Axes {
        x: both,
        y: both,
        frame: [LEFT, TOP, WIDTH - RIGHT, HEIGHT - BOTTOM],
    };
    let [low, high] = both;
    html! {
        svg.plot viewBox={ "0 0 " (WIDTH) " " (HEIGHT) } role="img" aria-label={ (name) ": estimate against truth" } {
            (axes.grid(&format!("truth, {unit}"), &format!("estimate, {unit}")))
            (axes.dots(points))
            (axes.line("same", (low, low), (high, high)))
            @if let Some((gain, offset)) = fit {
                @let ends = [low, high].map(|x| (x, gain * x + offset));
                @if let [Some(from), Some(to)] = clipped(ends, both) {
                    (axes.line("fit", from, to))
                }
            }
        }
    }
}

/// Mean of both across, estimate minus truth up, with the bias and the limits of agreement.
pub(crate) fn bland_altman(
    points: &[Point],
    unit: &str,
    places: usize,
    bias: f64,
    limits: [f64; 2],
    name: &str,
) -> Markup {
    let points: Vec<Point> = points
        .iter()
        .map(|&(t, e, colour)| ((t + e) / 2.0, e - t, colour))
        .collect();
    let x = span(points.iter().map(|point| point.0));
    let axes = Axes {
        x,
        y: span(points.iter().map(|point| point.1).chain(limits).chain([0.0])),
        frame: [LEFT, TOP, WIDTH - RIGHT_OF_LIMITS, HEIGHT - BOTTOM],
    };
    let lines = [
        ("limit", limits[1], "+1.96 SD"),
        ("bias", bias, "bias"),
        ("limit", limits[0], "-1.96 SD"),
    ];
    html! {
        svg.plot viewBox={ "0 0 " (WIDTH) " " (HEIGHT) } role="img" aria-label={ (name) ": Bland-Altman plot" } {
            (axes.grid(&format!("mean of truth and estimate, {unit}"), &format!("estimate - truth, {unit}")))
            (axes.dots(&points))
            (axes.line("zero", (x[0], 0.0), (x[1], 0.0)))
            @for (class, value, words) in lines {
                (axes.line(class, (x[0], value), (x[1], value)))
                text.value x=(at(WIDTH - RIGHT_OF_LIMITS + 5.0)) y=(at(axes.down(value) - 2.0)) { (words) }
                text.value.strong x=(at(WIDTH - RIGHT_OF_LIMITS + 5.0)) y=(at(axes.down(value) + 10.0)) {
                    (format!("{value:+.places$}"))
                }
            }
        }
    }
}

/// What a plot over time shows.
pub(crate) struct OverTime<'a> {
    /// Name for those who can't see it.
    pub name: &'a str,
    /// Unit of the values.
    pub unit: &'a str,
    /// Seconds and true value.
    pub truth: Vec<(f64, Option<f64>)>,
    /// Seconds and estimate; absent where unseen.
    pub seen: Vec<(f64, Option<f64>)>,
    /// When the true angles are in the position, seconds.
    pub true_holds: Vec<[f64; 2]>,
    /// When that was said.
    pub said_holds: Vec<[f64; 2]>,
    /// Seconds, truth, estimate, where both are furthest apart.
    pub worst: Option<(f64, f64, f64)>,
    /// When offsets could be measured, seconds: before that nothing is seen, as in any session.
    pub from: f64,
    /// Address of that moment in the clip.
    pub link: String,
}

const WIDTH_OVER_TIME: f64 = 1040.0;
const HEIGHT_OVER_TIME: f64 = 250.0;
/// Two bars for the holds, above the lines.
const BARS: f64 = 34.0;

/// Truth and estimate over time, the holds above, and a link at the worst moment.
pub(crate) fn over_time(plot: &OverTime<'_>) -> Markup {
    let values = plot.truth.iter().chain(&plot.seen).filter_map(|(_, value)| *value);
    let end = plot.truth.last().map_or(1.0, |(seconds, _)| seconds.max(1.0));
    let axes = Axes {
        x: [0.0, end],
        y: span(values.chain([0.0])),
        frame: [
            LEFT + 30.0,
            TOP + BARS,
            WIDTH_OVER_TIME - RIGHT,
            HEIGHT_OVER_TIME - BOTTOM,
        ],
    };
    let bars = [
        ("true hold", "truth", &plot.true_holds, TOP),
        ("said", "seen", &plot.said_holds, TOP + 15.0),
    ];
    let after: Vec<_> = plot
        .seen
        .iter()
        .copied()
        .filter(|(seconds, _)| *seconds >= plot.from)
        .collect();
    let unseen = unseen(&after);
    let bottom = HEIGHT_OVER_TIME - BOTTOM;
    html! {
        svg.plot.wide viewBox={ "0 0 " (WIDTH_OVER_TIME) " " (HEIGHT_OVER_TIME) } role="img" aria-label=(plot.name) {
            @for [from, to] in &unseen {
                @let (x, width) = (axes.across(*from), axes.across(*to) - axes.across(*from));
                rect.unseen x=(at(x)) y=(at(TOP + BARS)) width=(at(width.max(1.0))) height=(at(bottom - TOP - BARS)) {}
            }
            rect.before x=(at(axes.across(0.0))) y=(at(TOP + BARS)) width=(at(axes.across(plot.from) - axes.across(0.0)))
                height=(at(bottom - TOP - BARS)) {}
            (axes.grid("seconds", plot.unit))
            @for (words, class, holds, y) in bars {
                text.value x=(at(LEFT + 24.0)) y=(at(y + 8.0)) text-anchor="end" { (words) }
                @for [from, to] in holds {
                    rect class={ "hold " (class) } x=(at(axes.across(*from))) y=(at(y)) rx="3" height="10"
                        width=(at((axes.across(*to) - axes.across(*from)).max(1.0))) {
                        title { (format!("{words}: {from:.2} to {to:.2} s")) }
                    }
                }
            }
            (axes.track("track truth", &plot.truth))
            (axes.track("track seen", &plot.seen))
            @if let Some((seconds, truth, seen)) = plot.worst {
                a.moment href=(plot.link) {
                    title { (format!("the clip at {seconds:.1} s")) }
                    (axes.line("gap", (seconds, truth), (seconds, seen)))
                    circle cx=(at(axes.across(seconds))) cy=(at(axes.down(seen))) r="6" {}
                }
            }
        }
    }
}

/// A target as a line: its interval, what was reached, and the mark to reach. `None` where a scale would say nothing.
pub(crate) fn bullet(
    reached: f64,
    interval: Option<[f64; 2]>,
    target: f64,
    higher: bool,
    missed: bool,
) -> Option<Markup> {
    if target <= 0.0 {
        return None;
    }
    let most = if higher {
        1.0
    } else {
        interval.map_or(reached, |ends| ends[1].max(reached)).max(target * 1.6)
    };
    let x = |value: f64| 6.0 + value.clamp(0.0, most) / most * 128.0;
    let good = if higher {
        [x(target), x(most)]
    } else {
        [x(0.0), x(target)]
    };
    Some(html! {
        svg.bullet viewBox="0 0 140 18" aria-hidden="true" {
            rect.good x=(at(good[0])) y="5" width=(at(good[1] - good[0])) height="8" {}
            line.base x1="6" x2="134" y1="9" y2="9" {}
            line.target x1=(at(x(target))) x2=(at(x(target))) y1="2" y2="16" {}
            @if let Some([low, high]) = interval {
                line.interval x1=(at(x(low))) x2=(at(x(high))) y1="9" y2="9" {}
            }
            circle.missed[missed] cx=(at(x(reached))) cy="9" r="4" {}
        }
    })
}

/// Stretches in which a value is not there.
fn unseen(values: &[(f64, Option<f64>)]) -> Vec<[f64; 2]> {
    let mut stretches: Vec<[f64; 2]> = Vec::new();
    let mut before_seen = true;
    for (seconds, value) in values {
        if value.is_none() {
            match stretches.last_mut().filter(|_| !before_seen) {
                Some(last) => last[1] = *seconds,
                None => stretches.push([*seconds, *seconds]),
            }
        }
        before_seen = value.is_some();
    }
    stretches
}

/// The ends of a sloped line, moved along it into the plot's height.
fn clipped([from, to]: [(f64, f64); 2], [low, high]: [f64; 2]) -> [Option<(f64, f64)>; 2] {
    let slope = (to.1 - from.1) / (to.0 - from.0);
    let inside = |(x, y): (f64, f64)| {
        if (low..=high).contains(&y) {
            return Some((x, y));
        }
        let edge = y.clamp(low, high);
        let x = x + (edge - y) / slope;
        (slope != 0.0 && (low..=high).contains(&x)).then_some((x, edge))
    };
    [inside(from), inside(to)]
}

/// From the least to the largest value, with a little room; never empty.
fn span(values: impl Iterator<Item = f64>) -> [f64; 2] {
    let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
    for value in values {
        (low, high) = (low.min(value), high.max(value));
    }
    if low > high {
        return [0.0, 1.0];
    }
    let room = ((high - low) * 0.05).max(1e-3);
    [low - room, high + room]
}

struct Ticks {
    at: Vec<f64>,
    places: usize,
}

impl Ticks {
    fn label(&self, tick: f64) -> String {
        let places = self.places;
        // No "-0".
        format!("{:.places$}", if tick == 0.0 { 0.0 } else { tick })
    }
}

/// Round numbers in a span, about `wanted` of them: steps of 1, 2 or 5 times a power of ten.
fn ticks([low, high]: [f64; 2], wanted: usize) -> Ticks {
    let rough = (high - low) / wanted.max(1) as f64;
    let power = libm::exp10(libm::floor(libm::log10(rough)));
    let step = [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .map(|times| times * power)
        .find(|&step| step >= rough);
    let step = step.unwrap_or(power * 10.0);
    // 0.3 / 0.1 is a little less than 3.
    let first = (low / step - 1e-9).ceil() as i64;
    let last = (high / step + 1e-9).floor() as i64;
    Ticks {
        at: (first..=last).map(|k| k as f64 * step).collect(),
        places: (-libm::floor(libm::log10(step) + 1e-9)).max(0.0) as usize,
    }
}

/// A place in the picture: a tenth of a unit is finer than any screen.
fn at(place: f64) -> String {
    let text = format!("{place:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round() {
        let shown = |span, wanted| {
            let ticks = ticks(span, wanted);
            ticks
                .at
                .iter()
                .map(|&tick| ticks.label(tick))
                .collect::<Vec<_>>()
                .join(" ")
        };
        assert_eq!(shown([-43.0, 41.0], 6), "-40 -20 0 20 40");
        assert_eq!(shown([-0.08, 0.3], 6), "0.0 0.1 0.2 0.3");
        assert_eq!(shown([0.0, 14.4], 6), "0 5 10");
    }

    #[test]
    fn a_line_of_gain_stays_in_the_plot() {
        let ends = clipped([(-10.0, -20.0), (10.0, 20.0)], [-10.0, 10.0]);
        assert_eq!(ends, [Some((-5.0, -10.0)), Some((5.0, 10.0))]);
        assert_eq!(clipped([(-10.0, 30.0), (10.0, 30.0)], [-10.0, 10.0]), [None, None]);
    }

    #[test]
    fn unseen_frames_are_stretches_and_break_the_line() {
        let values = [
            (0.0, Some(1.0)),
            (1.0, None),
            (2.0, None),
            (3.0, Some(2.0)),
            (4.0, None),
        ];
        assert_eq!(unseen(&values), [[1.0, 2.0], [4.0, 4.0]]);
        let axes = Axes {
            x: [0.0, 4.0],
            y: [0.0, 4.0],
            frame: [0.0, 0.0, 4.0, 4.0],
        };
        let drawn = axes.track("track", &values).into_string();
        assert_eq!(drawn, r#"<path class="track" d="M0 3h0M3 2h0"></path>"#);
    }
}
