"""Proofs: what real Keras does with a rule's samples, run and held against Kerlint's findings."""
