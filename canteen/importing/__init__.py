"""Bringing a canteen's history in from a workbook, through the page."""
