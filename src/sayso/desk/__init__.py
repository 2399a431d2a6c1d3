"""What people do at the desk: one module a page, each from the ledger's read view to a typed context.

Import from the modules: a command that lists questions should not load what an article's page needs.
"""
