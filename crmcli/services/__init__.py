"""What several commands share: commands never import each other."""
