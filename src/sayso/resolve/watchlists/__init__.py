"""Lists of wanted and sanctioned people and bodies: importers, versions, screening."""
