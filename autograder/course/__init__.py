"""A course and its exercises, as folders: read, and cut for students."""
