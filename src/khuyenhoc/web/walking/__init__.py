"""From house to house: who takes part in a round, who still has to be assessed, what came back."""
