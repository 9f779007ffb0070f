"""What branches tell everybody: stories and announcements, and how often the movement was made known."""
