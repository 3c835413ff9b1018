"""The letter that gives a vendor the reasons why its offer was not taken, and nothing of anybody else."""
