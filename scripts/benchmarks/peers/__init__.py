"""The gateway beside the servers and tools that do a part of the same, all in one run."""
