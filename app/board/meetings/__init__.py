"""Meetings of the board: agenda from the queue, papers, attendance, decisions and published minutes."""
