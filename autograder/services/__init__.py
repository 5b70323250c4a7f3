"""Other places where marking runs."""
