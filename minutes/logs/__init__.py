"""
The site's log: lines for people, or JSON for programs; in neither anything of who reads, writes or is written about.

What a library says, and what an error quotes, may hold a row of the database, an address with a secret in it, a word of
a draft. So what is told of an error is its kind, where it happened, and facts that the code has named; what is told
of a request is the name of its view.
"""
