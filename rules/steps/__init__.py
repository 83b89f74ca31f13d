"""KER3xx: do the steps fit the data?"""
