"""What people do: look at questions, articles, sources; search; export. Returns one typed context a page."""
