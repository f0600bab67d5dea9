"""What right answers to the `nonlinear_if` assignment give and show, and what is near enough."""
