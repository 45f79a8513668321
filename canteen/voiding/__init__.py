"""Making a document void: with a reason and two signatures."""
