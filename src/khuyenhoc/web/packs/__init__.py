"""Several places compared for a meeting: chosen, looked at, taken away as PDF or XLSX."""
