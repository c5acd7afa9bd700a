"""
The public side read from replicas (DATABASE_REPLICA_URLS), whose loss no reader notices.

A reader's request is asked of one replica after the other in turn. One that does not answer, or goes away in the
middle, is left out for some seconds, and the request is asked again of the next, and of the primary at last. Everything
that is written, and all that clerks read, is asked of the primary.

A replica is asked only while it is near enough: what it shows must not be older than so many seconds, and nothing that
was withdrawn, made exempt or corrected on the primary may be on it still.
"""
