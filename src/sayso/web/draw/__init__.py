"""Pictures as geometry: pure functions from a page's context to places; templates write the SVG."""
