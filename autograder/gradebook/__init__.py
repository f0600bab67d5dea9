"""The only users of nbgrader's gradebook and folders."""
