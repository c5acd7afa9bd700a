"""
The record as OParl 1.1, the interface of German council information systems, for the programs that read it.

What OParl has no word for stands under `minutebook:`.
"""
