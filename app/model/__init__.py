"""Plain frozen data that flows through the pipeline; no behaviour beyond small derived properties."""
