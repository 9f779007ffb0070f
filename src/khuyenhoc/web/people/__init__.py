"""Who works at a place: giving work by a code read aloud, ending it, handing it over."""
