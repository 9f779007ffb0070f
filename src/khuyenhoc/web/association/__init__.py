"""The association's own life at a place: the page that leads to its branches, money, centres and the rest."""
