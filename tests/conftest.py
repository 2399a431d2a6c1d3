"""What holds for all tests."""

from hypothesis import settings

# A first example loads models, and CI shares its cores: a law is not false because it is slow.
settings.register_profile("sayso", deadline=None)
settings.load_profile("sayso")
