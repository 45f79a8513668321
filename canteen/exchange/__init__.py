"""What comes in and what goes out: the history workbook and the month's export."""
