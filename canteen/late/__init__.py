"""What happened outside and cannot be undone, entered late and countersigned."""
