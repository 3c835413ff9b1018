"""A questionnaire as a protected workbook for one vendor, that explains itself and knows itself again."""
