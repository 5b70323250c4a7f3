"""What runs in the box, beside student code. Nothing here is trusted by the keeper, and nothing here knows a test."""
