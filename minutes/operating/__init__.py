"""What whoever runs the site may ask it: `/metrics`, for Prometheus; and what it notes of each request."""
