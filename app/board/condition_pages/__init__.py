"""Pages on which conditions are shown, met and ruled on."""
