"""Follow: saved searches, feeds that tell corrections, and the sitemap."""
