"""Reading by programs: the same queries as the pages, under the same scope, answered as JSON."""
