"""What must hold: one file per family of rules, one function per rule."""
