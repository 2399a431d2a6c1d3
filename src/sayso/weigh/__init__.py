"""statements -> claims, questions, roots, status as-of.

`roots.tracing.join_roots` and `status.standing.standing` need nothing but the standard library;
`case.weigh_case` and `label.label` do the heavy part. Import from the modules.
"""
