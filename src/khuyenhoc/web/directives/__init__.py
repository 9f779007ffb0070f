"""The register of legal documents of a place, what rests on them, and the tasks of its plan."""
