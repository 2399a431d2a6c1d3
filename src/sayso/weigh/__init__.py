"""statements -> claims, questions, roots, status as-of.

`sayso.weigh.roots.join_roots` and `sayso.weigh.status.standing` need nothing but the standard library;
`sayso.weigh.case.weigh_case` and `sayso.weigh.label.label` do the heavy part. Import from the modules.
"""
