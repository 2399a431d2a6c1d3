"""sayso: a desk for contested news. On whose say-so?"""

__version__ = "0.1.0"
