"""The desk as pages: server-rendered, readable without JavaScript."""
