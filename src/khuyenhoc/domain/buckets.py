"""The shard a row belongs to for ever; never a province, because provinces merge."""

import zlib

BUCKETS = 1024


def bucket_of(key: str) -> int:
    """0 … 1023, the same for the same key on every machine."""
    return zlib.crc32(key.encode()) % BUCKETS
