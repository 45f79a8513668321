"""The course of a purchase: where it stands, who may do what with it then, what each role signs, and what a change sets aside."""
