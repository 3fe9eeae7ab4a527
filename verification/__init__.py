"""Published results, made again by our own estimators: `make verify` prints them all.

Each file has `lines()`, our numbers beside theirs with how far apart they may be, and runs
by itself: `python -m verification.war_sizes`.
"""
