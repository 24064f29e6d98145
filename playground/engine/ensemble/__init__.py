"""Ensemble: the same experiment from several seeds, trained at once as one batched computation.

Member k is the very run of the experiment with seed + k: its own points, split, weights, batches and masks. On networks
this small nearly all the time goes into bookkeeping, so that 16 members take little longer than one.
"""
