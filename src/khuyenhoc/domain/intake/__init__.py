"""Taking households and people in from a list as people keep it: headings, cells, and who is there already."""
