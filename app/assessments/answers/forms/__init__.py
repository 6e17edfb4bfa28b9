"""Questions as forms: the form of each question type is one module of `types`."""
