"""Work too long for one request: asked for, looked at while it goes on, its outcome fetched."""
