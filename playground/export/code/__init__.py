"""What scripts of every language have in common: the job, the points, and how a script is put together."""
