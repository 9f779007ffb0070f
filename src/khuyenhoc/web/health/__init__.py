"""For whoever watches the server."""
