"""English sentences by error code; grouped as the domain's modules are."""

SENTENCES: dict[str, str] = {
    "RULE_BROKEN": "This is not allowed.",
}
