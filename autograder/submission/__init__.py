"""Students' files: found, read, repaired. Her code is text here."""
