"""E-mail to those who follow something."""
