"""When a use is looked at again: what raises it, who confirms that nothing changed, who opens a new round."""
