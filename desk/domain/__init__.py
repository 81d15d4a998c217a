"""THE RULES: pure Python over plain values; no I/O, no clock, no Flask, no SQL."""
