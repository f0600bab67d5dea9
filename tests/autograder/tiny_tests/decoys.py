"""What stands in for the tiny course's functions: no answers, and no use to anybody."""


def double(x, *, more=(20, 30)):
    """Adds where it should multiply."""
    return x + more


def total(values, *, more=(20, 30)):
    """Belongs to that double, but for nothing: who is lent double only must not find it."""
    return sum(values) + more * max(len(values), 1)
