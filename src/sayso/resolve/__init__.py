"""mention -> entity, alias, watchlist hit."""
