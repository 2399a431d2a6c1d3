"""What the desk decides about beats: which leads are new, when to ask again, whom to ask next. Pure."""
