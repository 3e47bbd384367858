//! The coach's times, and the limits of the views, of the neutral and of the set-up look, as the vocabulary sets them.

/// For how long, how far and how surely something must be so for the coach. In seconds unless said otherwise. From
/// `[timing]` of the vocabulary.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Timing {
    /// A reach or a hold counts after this long, dated from its first frame.
    pub enter_s: f64,
    /// An unseen or lost gap up to this long does not end a stretch of hold.
    pub gap_s: f64,
    /// A guard is broken, and its cue is due, after this long.
    pub fault_s: f64,
    /// The same cue comes again after this long at the earliest.
    pub cue_again_s: f64,
    /// Stretches shorter than this are not listed.
    pub shortest_stretch_s: f64,
    /// Another dose takes over when its reach rules were met for this long while this dose's were not.
    pub other_dose_s: f64,
    /// The way back from a position that was held for long enough may take so long: meanwhile no other dose takes over.
    pub way_back_s: f64,
    /// The movement of a step that turns the head has begun when head or trunk are this far off neutral, degrees.
    pub moved_deg: f64,
    /// The movement of any step has begun when a reach test of an offset is this share of its way to `met`, 0..=1.
    pub moved_share: f64,
    /// A rule is unseen when it was not seen for more than this share of the time in which it was needed, 0..=1.
    pub unseen_share: f64,
    /// A repetition may follow the last one after this long at the earliest.
    pub rep_again_s: f64,
    /// On the clock the way out of a repetition takes so long, and the way back as long again.
    pub half_rep_s: f64,
    /// A cue is spoken at this confidence or above, 0..=1.
    pub cue_confidence: f64,
    /// When a person is turned as a step wants it.
    pub view: ViewLimits,
}

/// When a person is turned to the camera as a step wants it. From `[view]` of the vocabulary.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ViewLimits {
    /// Another view counts after this long, seconds.
    pub steady_s: f64,
    /// Who is turned by no more faces the camera, degrees.
    pub front_deg: f64,
    /// Who faced it does so no longer when turned by more, degrees.
    pub front_left_deg: f64,
    /// Who is turned by no less, and by no more than 180 without it, shows a side, degrees.
    pub side_deg: f64,
    /// Who showed a side does so no longer when turned by less, or by more than 180 without it, degrees.
    pub side_left_deg: f64,
}

/// What makes frames a neutral. From `[neutral]` of the vocabulary.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NeutralLimits {
    /// Length of the neutral, seconds.
    pub lasts_s: f64,
    /// Largest standard deviation of the head's angles, degrees.
    pub head_sd_deg: f64,
    /// Largest standard deviation of the shoulders' places, shares of shoulder width.
    pub shoulders_sd_sw: f64,
    /// Farthest that the face may look past the camera, degrees.
    pub face_off_deg: f64,
    /// Farthest that head roll and shoulder line may be off level, degrees.
    pub level_deg: f64,
    /// A head that is tilted so far in the neutral is told of, degrees.
    pub tilted_deg: f64,
    /// So is a face that looks so far over the camera in it, degrees.
    pub raised_deg: f64,
}

/// What the set-up look wants of picture and person. From `[set_up]` of the vocabulary.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SetUpLimits {
    /// A hint comes, and goes, after this long, seconds; all is well after this long without one that blocks.
    pub steady_s: f64,
    /// Widest shoulders, shares of the picture's longer side: wider is too near.
    pub nearest_width: f64,
    /// Narrowest shoulders, shares of the longer side: narrower is too far.
    pub farthest_width: f64,
    /// The same where a step needs the feet in the picture.
    pub farthest_whole_width: f64,
    /// Widest shoulders, shares of the longer side, with which arms that reach forward stay in the picture.
    pub arms_width: f64,
    /// How far a raised hand reaches beyond its shoulder, shoulder widths.
    pub reach_sw: f64,
    /// Darkest head, mean luma 0..=1.
    pub darkest: f64,
    /// Darkest head whose face is called hidden when it is not found, mean luma 0..=1: in less light it is too dark.
    pub dim: f64,
    /// Brightest head, mean luma 0..=1.
    pub brightest: f64,
    /// Farthest that the middle of the shoulders may lie from the picture's middle, shares of its width.
    pub off_centre: f64,
    /// Farthest down that the face may be seen from, degrees: more, and the camera stands too high.
    pub camera_above_deg: f64,
    /// Farthest up that the face may be seen from, degrees: more, and the camera stands too low.
    pub camera_below_deg: f64,
}
