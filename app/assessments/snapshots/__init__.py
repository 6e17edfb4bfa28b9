"""The frozen values that a submission keeps."""
