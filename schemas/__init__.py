"""What a report looks like: the records and frames of what was read, and the statutory forms."""
