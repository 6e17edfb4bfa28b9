"""Who changed what when in an assessment, with differences in words. Only reads; knows nothing of threads."""
