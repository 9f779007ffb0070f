"""Who agrees to stand by name on lists for everybody: many ticked at once, or one alone."""
