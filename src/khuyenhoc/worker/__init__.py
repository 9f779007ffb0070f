"""The process that does what takes too long for a request: one job after the other, each whole or not at all."""
