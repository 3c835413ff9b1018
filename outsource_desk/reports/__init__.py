"""Values into blocks, blocks into PDF and Excel bytes."""
