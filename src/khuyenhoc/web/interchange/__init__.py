"""What a page of figures shows, as a file: CSV, XLSX, JSON, or for DHIS2."""
