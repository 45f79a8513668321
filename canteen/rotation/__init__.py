"""Who has held a post how long, who is next, and the sheet to hand over by."""
