"""Units of weight, as scales and items have them; a jin (斤) is half a kilogram, exactly."""

KILOGRAMS, JIN = "公斤", "斤"
AS_KILOGRAMS = (KILOGRAMS, "千克", "kg")
"""Units of items that are kilograms."""
EITHER = (*AS_KILOGRAMS, JIN)
"""Units of items that a scale may show in jin or in kilograms."""
WEIGHED = (*EITHER, "克", "吨")
"""Units of items that are weighed; all others are counted."""
