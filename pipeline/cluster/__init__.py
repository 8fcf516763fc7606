"""A run on many machines, by Dask: partitions of articles, each worked out by the ordinary stages in its folder."""
