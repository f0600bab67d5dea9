"""What stands around student code."""
