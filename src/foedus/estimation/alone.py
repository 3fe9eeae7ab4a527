"""One thread of linear algebra, so that the same sums come in the same order.

Libraries for matrices share a product among as many threads as there are, and the last
digits of a sum hang on how. Fits that are to come out the same to the last digit are made
by one thread; on matrices of these sizes that is faster too.
"""

from contextlib import AbstractContextManager

from threadpoolctl import threadpool_limits


def alone() -> AbstractContextManager[object]:
    """Keep linear algebra to one thread while the context lasts."""
    limits: AbstractContextManager[object] = threadpool_limits(limits=1, user_api="blas")
    return limits
