//! How far a threshold can be, in the unit of its measure.

use body::Unit;

/// The largest that a phrase or a rule may ask for: half a turn, five shoulder widths or five times an index's whole, and
/// nearly three times the fastest turns of healthy necks (docs/measures.md, "Ranges, doses and words").
pub(crate) fn largest(unit: Unit) -> f32 {
    match unit {
        Unit::Degrees => 180.0,
        Unit::ShoulderWidths | Unit::Index => 5.0,
        Unit::DegreesPerSecond => 1000.0,
    }
}
