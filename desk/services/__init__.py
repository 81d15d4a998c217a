"""THE HANDS: one public function is one action of the desk in one transaction."""
