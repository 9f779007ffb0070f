"""Members of the association: the book of a branch, joining, fees, and how many there are at a place."""
