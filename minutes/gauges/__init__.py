"""
What is counted while the site works, for whoever runs it: requests, questions to the database, PDFs, uploads.

Numbers alone, under names that the code gives: nothing of what somebody asks, reads or writes, and nobody's name.
"""
