"""What every test shares: property tests that give the same answer each time."""

from hypothesis import settings

# Drawn from the test's own name and not from the clock, so that CI is as green tomorrow;
# without a deadline, since a busy machine is no failure.
settings.register_profile("house", derandomize=True, deadline=None)
settings.load_profile("house")
