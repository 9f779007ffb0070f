"""Cases of the rounds: lists, and one case with its history and explanation."""
