"""Workbooks and tables in and out: reading what people send, writing what a spreadsheet opens safely."""
