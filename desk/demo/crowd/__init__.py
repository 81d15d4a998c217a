"""Years of tickets that never were, to try the desk out at any size."""
