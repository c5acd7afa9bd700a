"""
The program that puts packs together, in a process of its own.

It imports nothing else of the project, so that it starts fast and has little to lose.
"""
