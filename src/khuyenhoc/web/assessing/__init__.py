"""One form on one screen: filled in with large answers, kept as it goes, looked over, handed in."""
