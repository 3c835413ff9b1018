"""What the words mean: frozen values, enumerations, small rules, errors, formatting."""
