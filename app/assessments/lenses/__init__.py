"""The four lenses: what a use helps or harms here and elsewhere, for people and for nature."""
