"""THE EYES: read only; return frozen rows ready to print; no writes."""
