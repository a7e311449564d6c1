"""What reading, judging and showing cost, measured against peers in one run."""
