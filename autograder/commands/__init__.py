"""The command ``autograder``: only what is here prints."""
