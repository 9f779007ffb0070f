"""The register that bases count."""
