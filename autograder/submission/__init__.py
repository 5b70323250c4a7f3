"""Students' files: found, read, repaired. Their code is only read here, never run."""
