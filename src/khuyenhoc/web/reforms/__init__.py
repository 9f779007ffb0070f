"""Plans that merge, split, rename, move and close places; and what a split left to be said."""
