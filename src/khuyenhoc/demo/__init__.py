"""The demonstration: made-up people of a part of one province, taken through the real round."""
