"""The desk as JSON over HTTP."""
