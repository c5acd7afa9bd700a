"""
What the public side may read of the database: another role than the clerks', which the database itself keeps to it.

A bug in a view can ask for anything; the role is given only what is public at this moment, and can write nothing.
Which rows those are, policies in the database say (minutes/migrations/0042_walls.py); which tables and columns, and
how a process comes to be that role, is here.
"""
