"""What a user of the commands may have to mend."""


class AutograderError(Exception):
    """Something that a person can mend; the message says what and how, in a line."""
