"""What a commune's association confirms: the dense list, one case looked at, and visits drawn by lot."""
