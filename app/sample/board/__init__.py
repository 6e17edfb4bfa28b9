"""The sample board's own work: its rules, meetings, interests, second looks, and what came after."""
