"""Coreference scores over chains of mentions: MUC, B3 and CEAF-e, and their mean, the CoNLL F1.

Vilain et al. 1995 (MUC), Bagga and Baldwin 1998 (B3), Luo 2005 (CEAF, entity similarity phi 4), the mean of
the three as in CoNLL 2011 and 2012 (Pradhan et al.). A mention is any hashable value; here the document and
the offset of its head word, as in CorefUD's head match.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence

import numpy as np
from scipy.optimize import linear_sum_assignment

Chains = Sequence[frozenset[Hashable]]


def conll(gold: Chains, system: Chains) -> dict[str, float]:
    """F1 of each measure and their mean, 0 to 1, over all documents at once."""
    found = {"muc": muc(gold, system), "b3": b_cubed(gold, system), "ceafe": ceaf_e(gold, system)}
    return {**found, "conll": sum(found.values()) / 3}


def muc(gold: Chains, system: Chains) -> float:
    """F1 over the links that keep chains together."""
    return _f1(_links(gold, system), _links(system, gold))


def _links(kept: Chains, by: Chains) -> float:
    place = _places(by)
    right = total = 0
    for chain in kept:
        parts = {place.get(mention, mention) for mention in chain}
        right += len(chain) - len(parts)
        total += len(chain) - 1
    return right / total if total else 0.0


def b_cubed(gold: Chains, system: Chains) -> float:
    """F1 over mentions: how much of a mention's chain is right."""
    return _f1(_share(gold, system), _share(system, gold))


def _share(kept: Chains, by: Chains) -> float:
    place = _places(by)
    right = 0.0
    total = sum(len(chain) for chain in kept)
    for chain in kept:
        for other in {place[mention] for mention in chain if mention in place}:
            right += len(chain & by[other]) ** 2 / len(chain)
    return right / total if total else 0.0


def ceaf_e(gold: Chains, system: Chains) -> float:
    """F1 over chains laid one to one."""
    if not gold or not system:
        return 0.0
    alike = np.array([[2 * len(g & s) / (len(g) + len(s)) for s in system] for g in gold])
    rows, columns = linear_sum_assignment(-alike)
    total = float(alike[rows, columns].sum())
    return _f1(total / len(gold), total / len(system))


def _places(chains: Chains) -> Mapping[Hashable, int]:
    return {mention: number for number, chain in enumerate(chains) for mention in chain}


def _f1(recall: float, precision: float) -> float:
    return 2 * recall * precision / (recall + precision) if recall + precision else 0.0
