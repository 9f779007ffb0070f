"""Who has held a title for years, and who was distinguished."""
