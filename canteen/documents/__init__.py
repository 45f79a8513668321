"""The papers: lists of every kind, and a page for every one with its facts, links, signatures, origin and check sheet."""
