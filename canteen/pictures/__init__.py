"""Pictures and papers that belong to something: checked as they come in, kept as they were, shown re-encoded."""
