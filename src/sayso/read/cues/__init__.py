"""What one paragraph says by itself: cues, with their source and content beside them."""
