"""What reviewers say of each part of a submission: verdicts, their own notes, and what changed since."""
