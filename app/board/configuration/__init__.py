"""How each organisation's board decides, and which outcomes its advice may have."""
