"""What a user can do: one function is one verb is one edit."""
