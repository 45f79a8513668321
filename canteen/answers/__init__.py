"""Answers to findings: explained by the person responsible, accepted or sent back by the supervisor, both signed."""
