"""The Reconciliation Service API 0.2, for spreadsheets full of messy names of bodies and themes.

https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/. The bodies are
those of the registers, whether a review speaks of them or not; who is meant by a name is decided
by the same rules that link the mentions of reviews.
"""
