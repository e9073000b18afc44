"""How work is done, knowing nothing of organisations: batches on an executor, safe output, progress."""
