"""What tables and trees show; each holds values read from the file."""
