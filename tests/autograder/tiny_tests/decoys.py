"""What stands in for the tiny course's double: not the answer, and no use to anybody."""


def double(x, *, more=(20, 30)):
    """Adds where it should multiply."""
    return x + more
