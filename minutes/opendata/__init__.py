"""The public record for programs: sitemap, API, bulk downloads, and what a crawler is told."""
