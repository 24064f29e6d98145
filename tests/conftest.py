"""What all tests share."""

from hypothesis import settings

# A busy machine is no failure. In CI, hypothesis chooses its own reproducible profile, which this keeps.
settings.register_profile("playground", settings(), deadline=None)
settings.load_profile("playground")
