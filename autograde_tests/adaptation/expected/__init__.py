"""What right answers to the `adaptation` assignment give and show, and what is near enough."""
