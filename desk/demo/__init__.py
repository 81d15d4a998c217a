"""A school minimarket with three weeks of complaints, to try the desk out."""
