//! The reports of recorded traces, every figure of them: what only moves about in the house changes none.
//! After a change that is meant to change them, `make record` writes them anew.

use std::path::Path;

use super::unhunch;

/// Rendered people: landmarks as the full model gave them, in the layout of version 0.1.
const TRACES: [&str; 2] = ["s2_lateral_neck_chin_drops_left", "s3_blade_squeeze_too_fast"];

#[test]
fn recorded_traces_have_the_reports_they_had() {
    for name in TRACES {
        for guide in ["upper-back", "shoulders"] {
            let trace = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../clips/traces/{name}.parquet"));
            let trace = trace.to_str().expect("the repository's path is UTF-8");
            let said = unhunch(["replay", trace, "--guide", guide, "--format", "json"]);
            assert_eq!(said.code, Some(1), "{}", said.err);
            insta::assert_snapshot!(format!("{name}-{guide}"), said.out);
        }
    }
}
