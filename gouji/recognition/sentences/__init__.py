"""What running text says in numbers: figures, and the relations between them that sentences state."""
