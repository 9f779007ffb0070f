"""Community learning centres: the commune's centre, its classes with who came, a year's rating, lists and papers."""
