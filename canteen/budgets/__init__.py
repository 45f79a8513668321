"""Budgets of categories and departments, in versions, with what is used, committed and left."""
