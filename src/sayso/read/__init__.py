"""text -> statements: cues, attribution, chain, hedge, time."""
