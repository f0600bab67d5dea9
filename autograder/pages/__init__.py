"""What people read: data in, HTML out."""
