"""Books of a place that a plain workbook goes into and comes out of."""
