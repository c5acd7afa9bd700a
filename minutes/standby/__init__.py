"""
The public pages while the database is down: as they were when it answered last.

While it answers, every page comes from it, and the last good answer of each address is kept on disk. When it does not,
the kept one is served, with a banner. Nothing that was withdrawn, made exempt or corrected since is shown then: a page
is kept under the public mark (minutes/models/mark.py), and served only while that is the newest one that any process of
this installation has seen, and none has a change under way of which it never heard whether it was stored.
"""
