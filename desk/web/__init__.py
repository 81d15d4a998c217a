"""THE HALLWAY: HTTP concerns shared by all doors; knows no complaint rule."""
