"""PostgreSQL without installing a server: a Django database backend that starts the one in a Python package.

`ENGINE = "minutes.database"` is PostgreSQL in every respect but one: the server lives in the data folder, runs while
some process uses it and listens on a Unix socket alone.
"""
