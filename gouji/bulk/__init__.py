"""Many reports: in batches of bounded memory, on one machine or on a Dask cluster."""
