"""For programs that send messages: no message leaves without a release. Needs joserfc and nothing else."""
