"""The whole journey on one page."""
