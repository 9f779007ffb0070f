"""The year's rounds: opened, derived, looked at, switched to another criteria set."""
