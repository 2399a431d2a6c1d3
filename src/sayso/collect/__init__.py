"""link, feed, file -> evidence -> article. Evidence is archived before it is parsed."""
