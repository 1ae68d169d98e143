"""Batch and nightly runs on Prefect (its only importer)."""
