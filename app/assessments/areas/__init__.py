"""The wards and other areas that a use touches, in names that each organisation chooses itself."""
